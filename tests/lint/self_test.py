#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants what each lint forbids into a small project and demands that it is found, and nothing else.

usage: self_test.py C_COMPILER
"""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
GOOD = {
    "include/salesinv/thing.h": """/** A thing. Since 0.1. */
typedef struct salesinv_thing salesinv_thing;

/**
 * Open a thing.
 *
 * @param name       Its name (copied).
 * @param out_thing  Receives it (owned).
 * @return SALESINV_OK or SALESINV_E_ARG.
 *
 * Thread: any. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_thing_open(const char *name, salesinv_thing **out_thing);

/** Its name (borrowed). Since 0.1. */
SALESINV_API const char *salesinv_thing_name(const salesinv_thing *thing);
""",
    "include/salesinv/sys/table.h": """/** Methods. Since 0.1. */
typedef struct salesinv_table {
    uint32_t struct_size; /**< Bytes. */
    void (*go)(void *self);
} salesinv_table;

/** Values. Since 0.1. */
typedef struct salesinv_values {
    uint32_t struct_size; /**< Bytes. */
    int32_t count;        /**< How many. */
} salesinv_values;
""",
    "tests/abi/layout_v1.c": "HEAD(salesinv_table);\nAT(salesinv_table, go, 1);\n"
                             "AT_BYTE(salesinv_values, struct_size, 0);\nAT_BYTE(salesinv_values, count, 4);\n",
    "tests/support/programme_things.c": "WITH(thing_open, NULL, 0),\n",
    "lib/base/text.c": '#include "base/text.h"\n\nint f(int a)\n{\n    return a; /* a double printf( */\n}\n',
    "lib/core/thing.c": '#include <string.h>\n#include "base/text.h"\n#include "salesinv/thing.h"\n',
}
# lint, file, what is replaced, by what, words of the complaint
PLANTED = [
    ("layers", "lib/base/text.c", '"base/text.h"', '"core/thing.h"', "base is below core"),
    ("layers", "lib/core/thing.c", "<string.h>", "<sqlite3.h>", "sqlite3.h belongs"),
    ("layers", "lib/core/thing.c", "<string.h>", "<cjson/cJSON.h>", "cJSON.h belongs"),
    ("layers", "lib/core/thing.c", '"base/text.h"', '"text.h"', "names no layer"),
    ("docs", "include/salesinv/thing.h", "(borrowed). Since 0.1.", "(borrowed).", "Since"),
    ("docs", "include/salesinv/thing.h", "(borrowed). ", "", "borrowed or owned"),
    ("docs", "include/salesinv/thing.h", " (copied)", "", "@param name: borrowed, copied or owned"),
    ("docs", "include/salesinv/thing.h", "@param name ", "@param title ", "the parameters are"),
    ("docs", "include/salesinv/thing.h", "Thread: any. ", "", "needs @return, then Thread:"),
    ("docs", "include/salesinv/thing.h", "SALESINV_OK or SALESINV_E_ARG", "a code", "names no code"),
    ("docs", "include/salesinv/thing.h", "/** Its name (borrowed). Since 0.1. */", "", "has no comment"),
    ("docs", "include/salesinv/thing.h", "/** A thing. Since 0.1. */", "", "a type without a comment"),
    ("docs", "include/salesinv/thing.h", "thing_name", "thing_cancel", "freeze and void"),
    ("layout", "include/salesinv/sys/table.h", "void (*go)", "void (*come)", "AT(salesinv_table, come"),
    ("layout", "include/salesinv/sys/table.h", "int32_t count", "int32_t number", "AT_BYTE(salesinv_values, number"),
    ("layout", "tests/abi/layout_v1.c", "HEAD", "TAIL", "HEAD(salesinv_table)"),
    ("programme", "tests/support/programme_things.c", "thing_open", "thing_close", "salesinv_thing_open has no case"),
    ("programme", "tests/support/programme_things.c", "thing_open", "thing_close", "case thing_close, which"),
    ("banned", "lib/core/thing.c", "#include <string.h>", "char *p = strdup(q);", "banned outside"),
    ("banned", "lib/base/text.c", "return a;", "return (int)(double)a;", "no floating point"),
    ("banned", "lib/base/text.c", "return a;", "/* TO" "DO */", "finish it"),
    ("banned", "lib/base/text.c", "return a;", "a++;\n" * 61, "a function of 6"),
    ("banned", "lib/base/text.c", "int a", ", ".join(f"int a{i}" for i in range(8)), "8 parameters"),
    ("banned", "lib/base/text.c", "int f", "\n" * 600 + "int f", "600 are the limit"),
]


def run(lint, changed):
    """Exit code and output of a lint on the small project with one text replaced."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in GOOD.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(changed.get(name, text))
        done = subprocess.run([sys.executable, HERE / f"check_{lint}.py", folder], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


def imports(code):
    """Output of the lint of imports for an object made of `code`, as if in lib/core."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "x.c"), pathlib.Path(folder, "all.dir/core/x.c.o")
        target.parent.mkdir(parents=True)
        source.write_text(code)
        subprocess.run([sys.argv[1], "-c", source, "-o", target], check=True)
        listed = pathlib.Path(folder, "objects.txt")
        listed.write_text(str(target).replace(".dir/", ".dir/./") + "\n")
        return subprocess.run([sys.executable, HERE / "check_imports.py", listed], capture_output=True, text=True).stdout


def main():
    failures = [f"{lint}: complains of good code: {run(lint, {})[1]}"
                for lint in ("layers", "docs", "banned", "layout", "programme") if run(lint, {})[0] != 0]
    if imports("long time(long *); long f(void) { return time(0); }") != "lib/core/x.c: uses time\n":
        failures.append("imports: a clock is not found")
    if imports("unsigned long strlen(const char *); unsigned long f(const char *s) { return strlen(s); }"):
        failures.append("imports: complains of strlen")
    for lint, name, old, new, words in PLANTED:
        assert old in GOOD[name], old
        code, output = run(lint, {name: GOOD[name].replace(old, new, 1)})
        if code != 1 or words not in output:
            failures.append(f"{lint}: {words!r} not found (exit {code}): {output}")
    print("\n".join(failures) or f"{len(PLANTED) + 1} planted faults found")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
