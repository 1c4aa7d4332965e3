#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes salesinv.cdef.h: every public declaration in one file without macros.

cffi's FFI().cdef and LuaJIT's ffi.cdef both read it as it is. The C compiler's preprocessor does
the work; <stddef.h> and <stdint.h> are replaced by empty files, since both readers know size_t and
the fixed-width types, so that nothing of the system's headers comes along.

usage: gen_cdef.py C_COMPILER OUTPUT INCLUDE_FOLDER...
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PREAMBLE = "/* Made from the public headers of libsalesinv by bindings/gen_cdef.py. */\n"


def headers(folders):
    """Every public header; the umbrella first, so that its order of declarations is kept."""
    found = [path.relative_to(folder).as_posix() for folder in folders
             for path in sorted(pathlib.Path(folder).rglob("*.h"))]
    return sorted(found, key=lambda name: (name != "salesinv.h", name))


def preprocess(compiler, folders):
    """The declarations as plain C."""
    with tempfile.TemporaryDirectory() as stand_ins:
        for name in ("stddef.h", "stdint.h"):
            pathlib.Path(stand_ins, name).touch()
        command = [compiler, "-E", "-P", "-nostdinc", "-undef", "-DSALESINV_CDEF", f"-I{stand_ins}",
                   *(f"-I{folder}" for folder in folders), "-x", "c", "-"]
        source = "".join(f'#include "{name}"\n' for name in headers(folders))
        done = subprocess.run(command, input=source, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(done.returncode)
        return done.stdout


def main():
    text = preprocess(sys.argv[1], sys.argv[3:])
    leaked = re.search(r"^\s*#.*|\b__\w+|\bSALESINV_API\b", text, re.M)
    if leaked:
        sys.exit(f"not plain C: {leaked.group()}")
    output = pathlib.Path(sys.argv[2])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(PREAMBLE + text)


if __name__ == "__main__":
    main()
