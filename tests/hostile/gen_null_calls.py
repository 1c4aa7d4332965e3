#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes null_calls.h: calls of every exported function with NULL where a pointer is expected.

usage: gen_null_calls.py CDEF HEADER_FOLDER OUTPUT

CDEF is the file of plain declarations that bindings/gen_cdef.py makes. Each function is called once with NULL
for every pointer, then, if it answers a status, once for each pointer alone, the others being good. A
parameter whose comment says what NULL means is left out of the second part. Functions for storage providers
(salesinv/sys) are given their objects by the library and are left out altogether.
"""

import re
import sys
from pathlib import Path

PROTOTYPE = re.compile(r"^(?P<type>[\w ]+?[ *]+)(?P<name>salesinv_\w+)\((?P<parameters>[^()]*)\);", re.M)
FOR_PROVIDERS = re.compile(r"salesinv_(host|row|range|schema|payload|pulled|answers|figures)_")
# Good values for handles, as null_test.c has them.
GOOD = {
    "salesinv_session": "at->session",
    "salesinv_engine": "at->engine",
    "salesinv_config": "at->config",
    "salesinv_filter": "at->filter",
    "salesinv_document": "at->document",
    "salesinv_cursor": "at->cursor",
    "salesinv_carrier": "at->carrier",
    "salesinv_connector": "at->connector",
    "salesinv_loopback": "at->erp",
    "salesinv_error": "salesinv_engine_error(at->engine)",
}


def parameters_of(text):
    """Pairs of type and name."""
    found = []
    for parameter in text.split(","):
        match = re.match(r"\s*(.*?)(\w+)\s*$", parameter, re.S)
        if match and match[2] != "void":
            found.append((" ".join(match[1].split()), match[2]))
    return found


def comments_of(folder):
    """The comment before each exported function."""
    found = {}
    for header in Path(folder).glob("*.h"):
        text = header.read_text()
        for match in re.finditer(r"/\*\*((?:(?!\*/).)*)\*/\s*SALESINV_API[^;]*?(salesinv_\w+)\(", text, re.S):
            found[match[2]] = match[1]
    return found


def takes_null(comment, name):
    """Does the comment of a function say what NULL for this parameter means?"""
    match = re.search(rf"@param {name}\b(.*?)(?=@param|@return|\Z)", comment, re.S)
    text = match[1] if match else comment
    return re.search(r"NULL(?! on failure)", text) is not None


def good_value(function, kind, name):
    """A declaration that the call needs, and the argument."""
    target = kind.replace("const", "").replace(" ", "")
    if "*" not in kind:
        return "", "NULL" if "callback" in kind else "1" if target == "salesinv_id" else "0"
    if target == "salesinv_draft*":
        return "", f'null_draft(at, "{function}")'
    if target == "char*":
        return ("", '"x"') if "const" in kind else (f"char {name}[64];", name)
    if target == "void*":
        return "", "at"
    if target.rstrip("*") in GOOD and target.count("*") == 1:
        return "", GOOD[target.rstrip("*")]
    if target.startswith("salesinv_draft*const*") or "*const*" in kind:
        return "", "NULL"
    if target.count("*") == 2 or name.startswith("out_"):
        kept = kind.strip()[:-1].strip()
        return f"{kept}{' ' if kept[-1] != '*' else ''}{name} = 0;", f"&{name}"
    return "", "NULL"


def call(function, parameters, nulls):
    """The declarations and the expression of one call with NULL for some parameters."""
    declarations, arguments = [], []
    for kind, name in parameters:
        if name in nulls:
            arguments.append("NULL")
            continue
        declaration, argument = good_value(function, kind, name)
        declarations += [declaration] if declaration else []
        arguments.append(argument)
    return declarations, f"{function}({', '.join(arguments)})"


def body(function, result, parameters, comment):
    """The statements that try one function."""
    pointers = [name for kind, name in parameters if "*" in kind and kind.strip() != "void *"]
    declarations, everything = call(function, parameters, pointers)
    lines = ["{", *declarations, f"(void){everything};" if result != "void" else f"{everything};", "}"]
    for name in pointers if result == "salesinv_status" else []:
        if takes_null(comment, name):
            continue
        declarations, one = call(function, parameters, [name])
        lines += ["{", *declarations, f'null_refused(at, "{name}", {one});', "}"]
    return lines


def main():
    comments = comments_of(sys.argv[2])
    functions = []
    out = ["/* Made by tests/hostile/gen_null_calls.py. */"]
    for match in PROTOTYPE.finditer(Path(sys.argv[1]).read_text()):
        function, result = match["name"], match["type"].strip()
        parameters = parameters_of(match["parameters"])
        if FOR_PROVIDERS.match(function) or not any("*" in kind for kind, _ in parameters):
            continue
        functions.append(function)
        out += [f"static void try_{function}(null_stage *at)", "{"]
        out += body(function, result, parameters, comments[function])
        out += ["(void)at;", "}"]
    out += ["static const null_call null_calls[] = {"]
    out += [f'{{"{function}", try_{function}}},' for function in functions] + ["};"]
    Path(sys.argv[3]).write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
