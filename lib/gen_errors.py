#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the public status enum and the table of names and texts from errors.def.

usage: gen_errors.py errors.def OUTPUT_FOLDER
"""
import pathlib
import sys


def read(path):
    """The registry's rows as (code, name, since, text), refusing doubles."""
    rows, codes, names = [], set(), set()
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        code, name, since, text = line.split(None, 3)
        if code in codes or name in names:
            sys.exit(f"{path}:{number}: {name} {code} is there twice")
        codes.add(code)
        names.add(name)
        rows.append((int(code), name, since, text))
    return rows


def header(rows):
    """salesinv/status.h"""
    lines = [
        "/* SPDX-License-Identifier: Apache-2.0 */",
        "/* Made from lib/errors.def by lib/gen_errors.py; change the registry instead. */",
        "#ifndef SALESINV_STATUS_H",
        "#define SALESINV_STATUS_H",
        "",
        "/** Results of calls; what to do about them is in include/README.md. Since 0.1. */",
        "enum {",
        "    SALESINV_OK = 0, /**< Success. */",
    ]
    for i, (code, name, since, text) in enumerate(rows):
        comma = "," if i + 1 < len(rows) else ""
        lines.append(f"    SALESINV_E_{name} = {code}{comma} /**< {text[0].upper()}{text[1:]}. Since {since}. */")
    return "\n".join(lines + ["};", "", "#endif", ""])


def table(rows):
    """base/status_table.inc, included by base/error.c"""
    return "".join(f'{{{code}, "{name}", "{text}"}},\n' for code, name, _, text in rows)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def main():
    rows = read(sys.argv[1])
    out = pathlib.Path(sys.argv[2])
    write(out / "include/salesinv/status.h", header(rows))
    write(out / "base/status_table.inc", table(rows))


if __name__ == "__main__":
    main()
