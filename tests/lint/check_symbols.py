#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds four lists of exports equal: headers, version script, shared library, tests/abi/symbols.txt.

The file has a name and its first version a line; tests/abi/constants.txt has every public constant
and its value. Both are kept so that a change of the ABI shows in a review: what vanished or changed
is an error for ever, what is new is put there with --update.

usage: check_symbols.py PROJECT GENERATED_INCLUDE MAP LIBRARY     check everything
       check_symbols.py PROJECT GENERATED_INCLUDE --update        rewrite the two files
"""
import pathlib
import re
import subprocess
import sys

import sources

MOST_EXPORTS = 570
HINT = "To accept: python3 tests/lint/check_symbols.py . build/dev/generated/include --update"


def header_functions(top):
    """Name -> version of every function in the headers, read as the build reads it."""
    sys.path.insert(0, str(top / "lib"))
    import gen_map
    return gen_map.functions(top / "include")


def header_constants(folders):
    """Name -> value of every constant of the public enums."""
    values = {}
    for path in sources.files(pathlib.Path("/"), folders, {".h"}):
        for body in re.findall(r"\benum\s*\w*\s*\{(.*?)\}", sources.blank(path.read_text()), re.S):
            for item in filter(None, (part.strip() for part in body.split(","))):
                name, _, value = item.partition("=")
                if not value.strip():
                    sys.exit(f"{path}: {name}: needs its value written down")
                plain = re.sub(r"\b(\d+|0x[0-9a-fA-F]+)[uUlL]+\b", r"\1", value.strip())
                values[name.strip()] = eval(plain, {"__builtins__": {}}, dict(values))
    return values


def map_functions(path):
    """Name -> version in the linker's version script."""
    found = {}
    for version, body in re.findall(r"SALESINV_([\d.]+) \{(.*?)\}", pathlib.Path(path).read_text(), re.S):
        found.update(dict.fromkeys(re.findall(r"^\s+(salesinv_\w+);", body, re.M), version))
    return found


def library_functions(path):
    """Name -> version of what the shared library defines; the nodes themselves are left out."""
    text = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", path],
                          check=True, capture_output=True, text=True).stdout
    rows = [line.split()[-1] for line in text.splitlines() if " A " not in line]
    pairs = [(name, version) for name, _, version in (row.partition("@@") for row in rows)]
    return {name: version.replace("SALESINV_", "") for name, version in pairs}


def differences(left, right, wanted, given):
    """Lines that say how two tables differ."""
    for name in sorted(wanted.keys() | given.keys()):
        if name not in given:
            yield f"{name}: {wanted[name]} in {left}, missing in {right}"
        elif name not in wanted:
            yield f"{name}: {given[name]} in {right}, missing in {left}"
        elif str(wanted[name]) != str(given[name]):
            yield f"{name}: {wanted[name]} in {left}, {given[name]} in {right}"


def main():
    top = sources.root()
    functions = header_functions(top)
    constants = header_constants([top / "include", pathlib.Path(sys.argv[2]).resolve()])
    kept = {"symbols.txt": functions, "constants.txt": constants}
    problems = []
    for name, table in kept.items():
        path = top / "tests/abi" / name
        if sys.argv[3] == "--update":
            path.write_text("".join(f"{key} {table[key]}\n" for key in sorted(table)))
        else:
            written = dict(line.split() for line in path.read_text().splitlines())
            problems += differences("the headers", f"tests/abi/{name}", table, written)
    if problems:
        problems.append(HINT)
    if sys.argv[3] != "--update":
        problems += differences("the headers", "the map", functions, map_functions(sys.argv[3]))
        problems += differences("the headers", "the library", functions, library_functions(sys.argv[4]))
    if len(functions) > MOST_EXPORTS:
        problems.append(f"{len(functions)} exports; {MOST_EXPORTS} are the limit")
    sources.finish(problems)


if __name__ == "__main__":
    main()
