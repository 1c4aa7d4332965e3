#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles every C block of every guide, so that no example is older than the headers.

A block with an #include is a file; any other one is the inside of a function that has an open
`config`, `engine` and `session`. Blocks that are not meant to compile are fenced as text.

usage: check_fences.py PROJECT GENERATED_INCLUDE C_COMPILER
"""
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r"^```c\n(.*?)^```", re.S | re.M)
FLAGS = ["-x", "c", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wno-unused", "-fsyntax-only"]
FRAME = """#include <salesinv.h>
void example(salesinv_config *config, salesinv_engine *engine, salesinv_session *session);
void example(salesinv_config *config, salesinv_engine *engine, salesinv_session *session)
{
%s
}
"""


def guides(top):
    """Every .md file outside build folders."""
    for folder in (".", "include", "lib", "examples", "bindings", "tests"):
        pattern = "*.md" if folder == "." else "**/*.md"
        yield from sorted((top / folder).glob(pattern))


def main():
    top = pathlib.Path(sys.argv[1])
    includes = [f"-I{top / 'include'}", f"-I{sys.argv[2]}"]
    problems, count = [], 0
    for guide in guides(top):
        text = guide.read_text()
        for match in FENCE.finditer(text):
            count += 1
            code = match.group(1) if "#include" in match.group(1) else FRAME % match.group(1)
            done = subprocess.run([sys.argv[3], *FLAGS, *includes, "-"], input=code, capture_output=True, text=True)
            if done.returncode:
                line = text.count("\n", 0, match.start()) + 1
                problems.append(f"{guide.relative_to(top)}:{line}:\n{done.stderr}")
    print("\n".join(problems) or f"{count} blocks compile")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
