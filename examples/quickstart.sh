#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a clone to the main job: installs what is missing, builds the library, and runs quickstart.c
# on a fresh SQLite file, then once more on the same file, where nothing may change.
# Options are passed on to the program: --db FILE keeps the file there.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=examples/install_packages.sh
. "$top/examples/install_packages.sh"
install_packages build-essential cmake ninja-build pkg-config python3 libsqlite3-dev libcjson-dev \
    libcsv-dev libsmartcols-dev

build=$top/build/quickstart
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DSALESINV_BUILD_TESTS=OFF >/dev/null
cmake --build "$build" --target example_quickstart

if [ $# -gt 0 ]; then
    exec "$build/examples/quickstart" "$@"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$build/examples/quickstart" --db "$folder/quickstart.db"
echo
echo "Once more on the same file:"
"$build/examples/quickstart" --db "$folder/quickstart.db" >"$folder/again"
tail -n 3 "$folder/again"
grep -q "nothing was changed" "$folder/again"
