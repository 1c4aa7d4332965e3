#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the linker's version script from the public headers, so that they are the one list of exports.

Every function declared with SALESINV_API gets the node of the minor version that the
"Since x.y." of its comment names; later nodes inherit from earlier ones; the rest is local.

usage: gen_map.py INCLUDE_FOLDER OUTPUT
"""
import pathlib
import re
import sys

DECLARATION = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s*SALESINV_API\b([^;]*?)\b(salesinv_\w+)\s*\(", re.S)
SINCE = re.compile(r"Since (\d+)\.(\d+)\.")


def functions(include):
    """Every public function as name -> version it appeared in, e.g. "0.1"."""
    found = {}
    for path in sorted(pathlib.Path(include).rglob("*.h")):
        text = path.read_text()
        documented = DECLARATION.findall(text)
        if len(documented) != len(re.findall(r"^SALESINV_API\b", text, re.M)):
            sys.exit(f"{path}: a SALESINV_API function without a comment before it; see tests/lint/check_docs.py")
        for comment, _, name in documented:
            since = SINCE.findall(comment)
            if not since:
                sys.exit(f"{path}: {name}: the comment does not end with \"Since x.y.\"")
            found[name] = ".".join(since[-1])
    return found


def version_script(found):
    """The text of the map: one node for each version, oldest first."""
    nodes, previous = [], ""
    for version in sorted(set(found.values()), key=lambda v: [int(n) for n in v.split(".")]):
        names = sorted(name for name, since in found.items() if since == version)
        hidden = "" if previous else "  local: *;\n"
        nodes.append(f"SALESINV_{version} {{\n  global:\n" + "".join(f"    {name};\n" for name in names)
                     + hidden + "}" + previous + ";\n")
        previous = f" SALESINV_{version}"
    return "".join(nodes)


def main():
    output = pathlib.Path(sys.argv[2])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(version_script(functions(sys.argv[1])))


if __name__ == "__main__":
    main()
