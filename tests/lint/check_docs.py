#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the comments of the public headers, which are the reference.

 - Every function and type has a comment, and it ends with "Since x.y.".
 - A function with several parameters that can fail has the long form: a @param for each parameter
   in order, a @return that names codes, "Thread:". Setters, and the headers in sys/, may be short.
 - Names say freeze and void, the words of the domain, not hold, reserve or cancel.
 - Who owns a pointer is said by one of the words borrowed, copied, owned.

usage: check_docs.py PROJECT
"""
import re

import sources

DECLARATION = re.compile(r"(/\*\*(?:(?!\*/).)*\*/)?[ \t]*\n?^SALESINV_API\b([^;]*);", re.S | re.M)
TYPEDEF = re.compile(r"(\*/)?[ \t]*\n^typedef\b[^;{]*", re.M)
NAME = re.compile(r"\b(salesinv_\w+)\s*\(")
OWNERSHIP = re.compile(r"\b(borrowed|copied|owned)\b", re.I)
SINCE = re.compile(r"Since \d+\.\d+\.\s*\*/$")
OTHER_WORDS = re.compile(r"_(hold|reserve|cancel)(_|$)")
SHORT_VERBS = ("set_", "unset_", "add_", "allow_", "keep_")


def split(text):
    """Parameters of a declaration, split at commas outside brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [" ".join(p.split()) for p in parts if p.strip() not in ("", "void")]


def parameter_name(text):
    """The name in a parameter, also in that of a callback."""
    callback = re.search(r"\(\*\s*(\w+)\)", text)
    return callback.group(1) if callback else re.search(r"(\w+)(\[\])?$", text).group(1)


def needs_owner(parameter):
    """True for a pointer that is not a callback, nor where a plain value is put."""
    if "*" not in parameter or "(*" in parameter:
        return False
    return "**" in parameter or not parameter_name(parameter).startswith("out_")


def is_short(name, parameters, is_sys):
    """True where the one-line form will do."""
    verb = name.split("_", 2)[2] if name.count("_") > 1 else ""
    return is_sys or len(parameters) < 2 or verb.startswith(SHORT_VERBS)


def judge_long(comment, parameters):
    """What the long form lacks."""
    given = re.findall(r"@param\s+(\w+)\s+((?:(?!@param|@return|Thread:).)*)", comment, re.S)
    wanted = [parameter_name(p) for p in parameters]
    if [name for name, _ in given] != wanted:
        yield f"@param {[n for n, _ in given]} where the parameters are {wanted}"
        return
    for parameter, (name, text) in zip(parameters, given):
        if needs_owner(parameter) and not OWNERSHIP.search(text):
            yield f"@param {name}: borrowed, copied or owned?"
    returned = re.search(r"@return(.*?)Thread:", comment, re.S)
    if not returned:
        yield "needs @return, then Thread:"
    elif "SALESINV_" not in returned.group(1):
        yield "@return names no code"


def judge_short(comment, result, name, parameters):
    """What the short form lacks."""
    can_fail = result == "salesinv_status"
    if "*" in result and not OWNERSHIP.search(comment):
        yield "borrowed or owned?"
    elif can_fail and any(map(needs_owner, parameters[1:])) and not OWNERSHIP.search(comment):
        yield "a parameter is a pointer: borrowed, copied or owned?"
    if "@param" in comment and "@return" not in comment and can_fail:
        yield "has @param without @return"


def judge(comment, declaration, is_sys):
    """(name, problems) of one function."""
    declaration = " ".join(declaration.split())
    match = NAME.search(declaration)
    name, result = match.group(1), declaration[:match.start()].strip()
    parameters = split(declaration[match.end():declaration.rindex(")")])
    if not comment:
        return name, ["has no comment"]
    if OTHER_WORDS.search(name):
        return name, ["the words are freeze and void"]
    problems = [] if SINCE.search(comment) else ["the comment does not end with \"Since x.y.\""]
    if result == "salesinv_status" and not is_short(name, parameters, is_sys):
        problems += judge_long(comment, parameters)
    else:
        problems += judge_short(comment, result, name, parameters)
    return name, problems


def main():
    top = sources.root()
    problems = []
    for path in sources.files(top, ["include"], {".h"}):
        text = path.read_text()
        where = path.relative_to(top)
        for match in DECLARATION.finditer(text):
            line = text.count("\n", 0, match.start(2)) + 1
            name, found = judge(match.group(1), match.group(2), "sys" in where.parts)
            problems += [f"{where}:{line}: {name}: {problem}" for problem in found]
        for match in TYPEDEF.finditer(text):
            if not match.group(1):
                line = text.count("\n", 0, match.end()) + 1
                problems.append(f"{where}:{line}: a type without a comment")
    sources.finish(problems, "The model is any documented function of include/salesinv/session.h.")


if __name__ == "__main__":
    main()
