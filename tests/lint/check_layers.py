#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the layers of lib/ in order: a file includes only its own folder and lower ones.

Besides: sqlite3.h only in lib/storage/sqlite, cJSON.h only in lib/base/json.c, and a built-in
provider sees the public port, its own header and lib/base only, as one outside this project would.

usage: check_layers.py PROJECT
"""
import re

import sources

LAYERS = ["base", "schema", "storage", "storage/sqlite", "sync/jsonl", "sync/loopback", "core", "document", "catalog",
          "inventory", "sales", "fulfil", "returns", "interchange", "sync", "assembly"]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.M)
PROVIDERS = ("storage/sqlite", "sync/jsonl", "sync/loopback")
PROVIDER_MAY = ("base/", "salesinv/sys/", "salesinv/types.h", "salesinv/status.h")


def layer(path):
    """The layer of a path relative to lib/, or None."""
    parts = path.split("/")
    for name in ("/".join(parts[:2]), parts[0]):
        if len(parts) > 1 and name in LAYERS:
            return name
    return None


def judge(path, quote, included):
    """What is wrong with one include of one file, or None."""
    own = layer(path)
    if included.endswith("sqlite3.h"):
        return None if own == "storage/sqlite" else "sqlite3.h belongs to lib/storage/sqlite"
    if included.endswith("cJSON.h"):
        return None if path == "base/json.c" else "cJSON.h belongs to lib/base/json.c"
    if quote == "<":
        return None
    if own in PROVIDERS and not included.startswith(PROVIDER_MAY + (own + "/", f"salesinv/{own.split('/')[1]}.h")):
        return "a provider sees salesinv/sys/ and base/ only"
    if included.startswith("salesinv/"):
        return None
    other = layer(included)
    if other is None:
        return "names no layer; write the path from lib/"
    if LAYERS.index(other) > LAYERS.index(own):
        return f"{own} is below {other}"
    return None


def main():
    lib = sources.root() / "lib"
    problems = []
    for path in sources.files(lib, ["."], {".c", ".h", ".def"}):
        name = path.relative_to(lib).as_posix()
        text = path.read_text()
        if layer(name) is None:
            if path.suffix != ".def":
                problems.append(f"lib/{name}: in no layer's folder")
            continue
        for match in INCLUDE.finditer(text):
            wrong = judge(name, *match.groups())
            if wrong:
                line = text.count("\n", 0, match.start(1)) + 1
                problems.append(f"lib/{name}:{line}: {match.group(2)}: {wrong}")
    sources.finish(problems)


if __name__ == "__main__":
    main()
