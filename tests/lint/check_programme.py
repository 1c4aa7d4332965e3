#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every exported function that can fail has a case in the fault programme.

usage: check_programme.py ROOT [STAMP]

A function can fail when it returns salesinv_status, or a copy that needs memory (*_dup). Left out are
accessors, which answer a status that they were given, and functions for storage providers, which
the conformance suite calls under the same faults. With STAMP the file is touched on success.
"""

import re
import sys
from pathlib import Path

DECLARATION = re.compile(
    r"^SALESINV_API\s+(?P<type>[\w\s*]+?)[\s*]+salesinv_(?P<name>\w+)\(", re.MULTILINE
)
# A case names its function: PROGRAMME_CASE(setting_unset, ..), WITH(draft_create, ..), CASE(order, void, ..).
CASE = re.compile(
    r"\b(?:PROGRAMME_CASE|QUIET|WITH|FILTERED|OF_ORDERS)\((\w+)[,)]|\{\"(\w+)\","
)
KIND_CASE = re.compile(r"\bCASE\((\w+), (\w+),")
LIST = re.compile(r"\b(MASTER|DOCUMENT)_CASES\((\w+), [A-Z]+\),")
ACCESSORS = {"error_code", "upsert_status", "availability_outcome", "messages_status"}


def exported(root):
    """Names, without prefix, of what can fail."""
    found = set()
    for header in sorted((root / "include/salesinv").glob("*.h")):
        for match in DECLARATION.finditer(header.read_text()):
            name = match["name"]
            if match["type"].strip() == "salesinv_status" or name.endswith("_dup"):
                found.add(name)
    return found - ACCESSORS


def covered(root):
    """Names that have a case."""
    found = set()
    for source in sorted((root / "tests/support").glob("programme_*.c")):
        text = source.read_text()
        found |= {plain or quoted for plain, quoted in CASE.findall(text)}
        found |= {f"{noun}_{call}" for noun, call in KIND_CASE.findall(text)}
        for which, noun in LIST.findall(text):
            body = text.split(f"#define {which}_CASES(noun, KIND)")[1]
            body = re.split(r"#define|\n\n", body)[0]
            for call in re.findall(r"CASE\(noun, (\w+),", body):
                found.add(f"{noun}_{call}")
    return {name for name in found if not name.startswith("noun_")} - {"call"}


def main():
    root = Path(sys.argv[1])
    missing = sorted(exported(root) - covered(root))
    gone = sorted(covered(root) - exported(root))
    for name in gone:
        print(f"tests/support/programme_*.c has a case {name}, which is not exported or cannot fail")
    for name in missing:
        print(
            f"salesinv_{name} has no case in the fault programme: add one to "
            "tests/support/programme_*.c"
        )
    missing += gone
    if not missing and len(sys.argv) > 2:
        Path(sys.argv[2]).touch()
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
