#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Refuses what the style forbids: functions, floating point, unfinished work, and size beyond limits.

Limits: a function 60 lines and 7 parameters, a file 600 lines.

usage: check_banned.py PROJECT
"""
import re

import sources

FUNCTIONS = ("malloc calloc realloc free strdup strndup sprintf vsprintf strcpy strcat strncat strtok "
             "strtol strtoll strtoul strtod atoi atol printf fprintf puts gets scanf time localtime "
             "gmtime mktime rand random system abort exit assert setlocale getenv alloca")
# A method of a table (a->free) is not the C library's.
BANNED = re.compile(r"(?<![\w.>])(" + "|".join(FUNCTIONS.split()) + r")\s*\(")
FLOATING = re.compile(r"\b(double|float)\b")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "TB" + "D")) + r")\b")
SIGNATURE_END = re.compile(r"\)\s*\n\{\n")
MOST_LINES, MOST_PARAMETERS, MOST_FILE_LINES = 60, 7, 600


def matches(pattern, text, where, what):
    for match in pattern.finditer(text):
        yield f"{where}:{text.count(chr(10), 0, match.start()) + 1}: {match.group().strip()}: {what}"


def parameter_count(code, end):
    """Number of parameters in the list that closes at `end`."""
    depth, commas, start = 0, 0, end
    while start >= 0:
        depth += (code[start] == ")") - (code[start] == "(")
        commas += code[start] == "," and depth == 1
        if depth == 0:
            break
        start -= 1
    return 0 if code[start + 1:end].strip() in ("", "void") else commas + 1


def sizes(code, where):
    """Functions that are too long or take too much. A body starts and ends in column 0."""
    for match in SIGNATURE_END.finditer(code):
        line = code.count("\n", 0, match.start()) + 1
        stop = code.find("\n}", match.end() - 1)
        lines = code.count("\n", match.end(), stop)
        if lines > MOST_LINES:
            yield f"{where}:{line}: a function of {lines} lines; {MOST_LINES} are the limit"
        count = parameter_count(code, match.start())
        if count > MOST_PARAMETERS:
            yield f"{where}:{line}: {count} parameters; {MOST_PARAMETERS} are the limit"


def judge_c(text, where):
    code = sources.blank(text)
    in_lib = where.startswith("lib/")
    if in_lib and not where.startswith("lib/base/"):
        yield from matches(BANNED, code, where, "banned outside lib/base")
    if in_lib or where.startswith("include/"):
        yield from matches(FLOATING, code, where, "no floating point")
    yield from sizes(code, where)
    if text.count("\n") > MOST_FILE_LINES:
        yield f"{where}: {text.count(chr(10))} lines; {MOST_FILE_LINES} are the limit"


def main():
    top = sources.root()
    problems = []
    kinds = {".c", ".h", ".def", ".py", ".lua", ".sh", ".in", ".cmake", ".md", ".txt", ".json"}
    for path in sources.files(top, ["lib", "include", "tests", "examples", "bindings", ".ci"], kinds):
        where, text = path.relative_to(top).as_posix(), path.read_text()
        problems += matches(UNFINISHED, text, where, "finish it or leave it out")
        if path.suffix in (".c", ".h"):
            problems += judge_c(text, where)
    sources.finish(problems)


if __name__ == "__main__":
    main()
