#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Demands that tests/abi/layout_v1.c names every member of every struct in include/salesinv/sys.

A table of methods has a HEAD and places of pointers (AT), a struct that carries values has bytes (AT_BYTE).

usage: check_layout.py PROJECT
"""
import re

import sources

STRUCT = re.compile(r"typedef struct (salesinv_\w+) \{(.*?)^\} \1;", re.S | re.M)
HEAD = {"struct_size", "reserved", "name"}


def members(body):
    """Names of the members: of a method the one in (*name), else the last word."""
    for declaration in filter(str.strip, body.split(";")):
        method = re.search(r"\(\*(\w+)\)", declaration)
        yield method.group(1) if method else re.search(r"(\w+)\s*$", declaration).group(1)


def main():
    top = sources.root()
    checked = (top / "tests/abi/layout_v1.c").read_text()
    problems = []
    for path in sources.files(top, ["include/salesinv/sys"], {".h"}):
        for name, body in STRUCT.findall(sources.blank(path.read_text())):
            if "(*" in body:
                lines = [f"HEAD({name});"] + [f"AT({name}, {member}, " for member in members(body) if member not in HEAD]
            else:
                lines = [f"AT_BYTE({name}, {member}, " for member in members(body)]
            problems += [f"tests/abi/layout_v1.c: needs {line}...)" for line in lines if line not in checked]
    sources.finish(problems)


if __name__ == "__main__":
    main()
