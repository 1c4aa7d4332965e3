#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles every public header alone, as C99 and as C++11, with all warnings as errors.

Besides, a header includes only <stddef.h>, <stdint.h> and other public headers, and salesinv.h
includes every header outside sys/.

usage: check_headers.py PROJECT GENERATED_INCLUDE C_COMPILER CXX_COMPILER
"""
import pathlib
import re
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]
MAY_INCLUDE = re.compile(r"<std(def|int)\.h>$|\"salesinv/[\w/]+\.h\"$")


def compile_alone(header, folders, compilers):
    """What the compilers say about a file that only includes `header`."""
    source = f'#include "{header}"\ntypedef int not_empty;\n'
    for compiler, language, standard in compilers:
        command = [compiler, "-x", language, f"-std={standard}", *WARNINGS,
                   *(f"-I{folder}" for folder in folders), "-"]
        done = subprocess.run(command, input=source, capture_output=True, text=True)
        if done.returncode:
            yield f"{header} as {standard}:\n{done.stderr}"


def main():
    folders = [pathlib.Path(sys.argv[1]) / "include", pathlib.Path(sys.argv[2])]
    compilers = [(sys.argv[3], "c", "c99"), (sys.argv[4], "c++", "c++11")]
    headers = {path.relative_to(folder).as_posix(): path.read_text()
               for folder in folders for path in sorted(folder.rglob("*.h"))}
    problems = []
    for header, text in headers.items():
        problems += compile_alone(header, folders, compilers)
        problems += [f"{header}: may not include {name}"
                     for name in re.findall(r'^\s*#\s*include\s+(\S+)', text, re.M)
                     if not MAY_INCLUDE.match(name)]
    if "salesinv.h" in headers:
        problems += [f"salesinv.h: does not include {header}" for header in headers
                     if re.fullmatch(r"salesinv/\w+\.h", header) and f'"{header}"' not in headers["salesinv.h"]]
    print("\n".join(problems) or f"{len(headers)} headers compile alone")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
