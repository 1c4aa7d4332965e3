#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the example beside an ERP on its way, runs it again, and compares what it came to.

Reference is a run that nobody disturbs. Then it is killed at one place after the other where it may die, also
in the middle of the second and third run, and at last left alone: the end must be the same every time.
SALESINV_DEEP=1 takes every place, else every SALESINV_STRIDE-th (default 9).

usage: erp_quickstart_again.py PROGRAM FOLDER
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys


def run(program, folder, die_at=0):
    """Exit code, what it came to, places where it may have died."""
    done = subprocess.run([program, "--folder", folder, "--die", str(die_at)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=120)
    places = re.search(r"(\d+) places to die", done.stderr)
    return done.returncode, done.stdout.partition("== the end ==")[2], int(places.group(1)) if places else 0, done


def again(program, folder, places):
    """Killed at each of `places` in turn, then run to the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for place in places:
        code, _, _, done = run(program, folder, place)
        if code not in (0, -signal.SIGKILL):
            sys.exit(f"killed at {places}: {code}\n{done.stdout}{done.stderr}")
    code, end, _, done = run(program, folder)
    if code:
        sys.exit(f"killed at {places}, then run: {code}\n{done.stdout}{done.stderr}")
    return end


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    code, wanted, count, done = run(program, folder)
    if code or not wanted or not count:
        sys.exit(f"undisturbed: {code}\n{done.stdout}{done.stderr}")
    stride = 1 if os.environ.get("SALESINV_DEEP") else int(os.environ.get("SALESINV_STRIDE", "9"))
    cases = [[place] for place in range(1, count + 1, stride)]
    cases += [[place, place // 2 + 1, place] for place in range(stride, count, 4 * stride)]
    for places in cases + [[]]:
        end = again(program, folder, places)
        if end != wanted:
            sys.exit(f"killed at {places} it came to another end:\n{end}\nwanted:\n{wanted}")
    print(f"{count} places, {len(cases)} ways to be killed, one end")


if __name__ == "__main__":
    main()
