#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that no clock, random source, environment, file or socket is reached except by the ports.

Reads the undefined symbols of the library's objects. What is not on the list is refused, so a new
import is a decision somebody makes here.

usage: check_imports.py FILE_WITH_THE_OBJECTS_PATHS
"""
import pathlib
import posixpath
import re
import subprocess
import sys

import sources

EVERYWHERE = set("""memchr memcmp memcpy memmove memset strchr strcmp strlen strncmp strnlen strrchr strstr
    snprintf vsnprintf bsearch qsort __stack_chk_fail _GLOBAL_OFFSET_TABLE_""".split())
# What compilers and sanitizers put in by themselves.
BY_COMPILER = re.compile(r"__(asan|ubsan|tsan|gcov|sanitizer|muloti4|udivti3|divti3|modti3|umodti3)"
                         r"|__(mem|str)\w+_chk$|__v?snprintf_chk$")
OWN = re.compile(r"s(ales)?inv_")
ONLY = {
    "base/alloc.c": "malloc realloc free aligned_alloc",
    "base/json.c": "cJSON_",
    "base/guard.c": "getpid pthread_self",
}
# The places where the outside is reached by design.
PORTS = ("storage/sqlite/", "sync/jsonl/", "base/system_clock.c")


def source_name(path):
    """.../salesinv_objects.dir/./base/json.c.o -> base/json.c"""
    return posixpath.normpath(path.split(".dir/", 1)[1].rsplit(".", 1)[0])


def is_allowed(symbol, name):
    if symbol in EVERYWHERE or OWN.match(symbol) or BY_COMPILER.match(symbol):
        return True
    return any(symbol == item or (item.endswith("_") and symbol.startswith(item))
               for item in ONLY.get(name, "").split())


def main():
    problems = []
    for path in pathlib.Path(sys.argv[1]).read_text().split():
        name = source_name(path)
        if name.startswith(PORTS):
            continue
        text = subprocess.run(["nm", "-u", "--format=posix", path], check=True, capture_output=True,
                              text=True).stdout
        for symbol in (line.split()[0].split("@")[0] for line in text.splitlines() if line.strip()):
            if not is_allowed(symbol, name):
                problems.append(f"lib/{name}: uses {symbol}")
    sources.finish(problems)


if __name__ == "__main__":
    main()
