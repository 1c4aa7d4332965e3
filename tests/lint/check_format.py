#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every C file looks as clang-format 14 writes it.

Other versions write some lines differently; where version 14 is not installed nothing is compared,
and the output says so.

usage: check_format.py PROJECT
"""
import re
import shutil
import subprocess

import sources

VERSION = "14"


def find_tool():
    """The first clang-format of the wanted version, or None."""
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path:
            text = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
            if re.search(rf"version {VERSION}\.", text):
                return path
    return None


def main():
    top, tool = sources.root(), find_tool()
    if not tool:
        print(f"clang-format {VERSION} is not installed; formatting was not compared")
        return
    paths = list(sources.files(top, ["lib", "include", "tests", "examples"], {".c", ".h"}))
    result = subprocess.run([tool, "--dry-run", "-Werror", *map(str, paths)], capture_output=True, text=True)
    wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", result.stderr, re.M)))
    hint = "To mend: clang-format -i " + " ".join(wrong)
    sources.finish([f"{path}: not formatted" for path in wrong] or result.stderr.splitlines(), hint)


if __name__ == "__main__":
    main()
