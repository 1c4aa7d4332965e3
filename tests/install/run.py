#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs a build into an empty folder, moves it, and uses it as a stranger would.

C and C++ programs through pkg-config and through CMake, against the shared and the static library;
the declaration file through Python and LuaJIT; the suites for providers. Everything runs from the moved tree.

usage: run.py BUILD_FOLDER C_COMPILER CXX_COMPILER PYTHON LUAJIT
"""
import os
import pathlib
import subprocess
import sys
import tempfile

CONSUMER = pathlib.Path(__file__).resolve().parent / "consumer"
PUBLIC = ["include/salesinv.h", "include/salesinv/status.h", "include/salesinv/sys/storage.h",
          "include/salesinv/sys/schemas/common.schema.json", "include/salesinv/sys/schemas/examples/stock.json",
          "share/salesinv/salesinv.cdef.h"]


def run(command, **environment):
    """Output of a command; ends the test if it fails."""
    done = subprocess.run([str(part) for part in command], env={**os.environ, **environment},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def install(build, folder):
    """Install with DESTDIR and move: nothing in the tree may remember where it was made."""
    run(["cmake", "--install", build, "--prefix", "/usr/local"], DESTDIR=str(folder / "staged"))
    prefix = folder / "moved"
    (folder / "staged/usr/local").rename(prefix)
    for name in PUBLIC:
        assert (prefix / name).exists(), f"{name} is not installed"
    return prefix


def expect_opened(program, libdir):
    """The program opens an engine, shared library or not."""
    output = run([program], LD_LIBRARY_PATH=str(libdir))
    assert output == "opened\n", f"{program}: {output}"


def through_pkg_config(folder, libdir, compiler, source, is_static):
    """Compile one program with what pkg-config says and run it."""
    query = ["pkg-config", "--cflags", "--libs"] + (["--static"] if is_static else []) + ["salesinv"]
    flags = run(query, PKG_CONFIG_PATH=str(libdir / "pkgconfig")).split()
    if is_static:
        flags = ["-l:libsalesinv.a" if flag == "-lsalesinv" else flag for flag in flags]
    program = folder / f"by_pkg_config_{source.suffix[1:]}_{is_static}"
    run([compiler, source, "-o", program, "-Wall", "-Wextra", "-Werror", *flags])
    expect_opened(program, libdir if not is_static else folder)


def through_cmake(folder, prefix, libdir, compilers):
    """Build the consumer's project with find_package and run its programs."""
    build = folder / "by_cmake"
    run(["cmake", "-S", CONSUMER, "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
         f"-DCMAKE_C_COMPILER={compilers[0]}", f"-DCMAKE_CXX_COMPILER={compilers[1]}"])
    run(["cmake", "--build", build])
    for name in ("c_shared", "cxx_shared", "c_static"):
        expect_opened(build / name, libdir)


def link_suite(folder, prefix, libdir, compiler):
    """What authors of providers compile: the suite, with its inside headers and the static library."""
    share = prefix / "share/salesinv"
    flags = run(["pkg-config", "--cflags", "--libs", "--static", "salesinv", "cmocka"],
                PKG_CONFIG_PATH=str(libdir / "pkgconfig")).split()
    flags = ["-l:libsalesinv.a" if flag == "-lsalesinv" else flag for flag in flags]
    run([compiler, "-std=c11", "-D_GNU_SOURCE", CONSUMER / "provider.c", *sorted(share.glob("conformance/*_suite.c")),
         "-o", folder / "provider", f"-I{share}", f"-I{share / 'conformance/inside'}", *flags])


def through_bindings(prefix, libdir, python, luajit):
    """Load the installed bindings without saying where the declarations are."""
    share = prefix / "share/salesinv"
    environment = {"LD_LIBRARY_PATH": str(libdir), "SALESINV_LIBRARY": "libsalesinv.so.0",
                   "PYTHONDONTWRITEBYTECODE": "1"}
    code = "import salesinv as s; print(s.text(s.lib.salesinv_status_name(s.lib.SALESINV_E_STALE)))"
    output = run([python, "-c", code], PYTHONPATH=str(share / "python"), **environment)
    assert output == "STALE\n", output
    code = "local s = require('salesinv'); print(s.text(s.lib.salesinv_status_name(s.lib.SALESINV_E_STALE)))"
    output = run([luajit, "-e", code], LUA_PATH=str(share / "lua/?.lua"), **environment)
    assert output == "STALE\n", output


def main():
    build, c_compiler, cxx_compiler, python, luajit = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prefix = install(build, folder)
        libdir = next(prefix.rglob("libsalesinv.so.0")).parent
        through_pkg_config(folder, libdir, c_compiler, CONSUMER / "consumer.c", False)
        through_pkg_config(folder, libdir, cxx_compiler, CONSUMER / "consumer.cpp", False)
        through_pkg_config(folder, libdir, c_compiler, CONSUMER / "consumer.c", True)
        through_cmake(folder, prefix, libdir, (c_compiler, cxx_compiler))
        link_suite(folder, prefix, libdir, c_compiler)
        through_bindings(prefix, libdir, python, luajit)
    print("installed, moved and used")


if __name__ == "__main__":
    main()
