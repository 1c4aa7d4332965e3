#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One command for all tests of the quick suite, from a bare Debian 12+ or Ubuntu 22.04+:
# installs what is missing, builds with warnings as errors, runs every test, then those that call the
# library most once more with the address and undefined-behaviour sanitizers.
#
# usage: tests/run.sh [--asan]
#   --asan   every test with the sanitizers, and nothing else
set -eu

presets="dev asan"
case "${1-}" in
"") ;;
--asan) presets=asan ;;
*)
    sed -n '3,8s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

cd "$(dirname "$0")/.."
. examples/install_packages.sh
# zlib1g-dev: what pkg-config names for linking SQLite statically, although it is not installed with it.
install_packages build-essential cmake ninja-build pkg-config python3 libsqlite3-dev \
    libcjson-dev libcsv-dev libsmartcols-dev libcmocka-dev python3-cffi python3-jsonschema luajit clang-format zlib1g-dev

for preset in $presets; do
    cmake --preset "$preset"
    cmake --build --preset "$preset" -j "$(nproc)"
    if [ "$preset" = "$presets" ] || [ "$preset" = dev ]; then
        ctest --preset "$preset" -j2 --output-on-failure
    else
        ctest --preset "$preset" -j2 --output-on-failure -L 'unit|conformance|flow|model|sync|hostile|fuzz'
    fi
done
