# SPDX-License-Identifier: Apache-2.0
"""What the lints share: finding files, leaving comments and texts out, reporting."""
import pathlib
import re
import sys

_LITERAL = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def root():
    """The project's folder, given as the first argument."""
    return pathlib.Path(sys.argv[1]).resolve()


def files(top, folders, suffixes):
    """Every file below `folders` of `top` with one of `suffixes`, in a fixed order."""
    for folder in folders:
        for path in sorted((top / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path


def blank(text):
    """C source without comments, texts and characters; lines keep their numbers."""
    return _LITERAL.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def finish(problems, hint=""):
    """Print the problems; the exit code says whether there were any."""
    for problem in problems:
        print(problem)
    if problems and hint:
        print(hint)
    sys.exit(1 if problems else 0)
