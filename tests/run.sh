#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One command for all tests of the quick suite, from a bare Debian 12+ or Ubuntu 22.04+:
# installs what is missing, builds with warnings as errors, runs every test.
#
# usage: tests/run.sh [--asan]
#   --asan   build and test with the address and undefined-behaviour sanitizers
set -eu

preset=dev
case "${1-}" in
"") ;;
--asan) preset=asan ;;
*)
    sed -n '3,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

cd "$(dirname "$0")/.."
. examples/install_packages.sh
install_packages build-essential cmake ninja-build pkg-config python3 libsqlite3-dev \
    libcjson-dev libcsv-dev libsmartcols-dev libcmocka-dev python3-cffi luajit clang-format

cmake --preset "$preset"
cmake --build --preset "$preset" -j "$(nproc)"
ctest --preset "$preset" -j2 --output-on-failure
