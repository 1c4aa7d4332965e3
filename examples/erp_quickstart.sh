#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a clone to sales beside an ERP: installs what is missing, builds the library, runs erp_quickstart.c, then once more
# killed in the middle of it and started again: it comes to the same end.
# Options are passed on to the program: --folder FOLDER keeps the files there.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=examples/install_packages.sh
. "$top/examples/install_packages.sh"
install_packages build-essential cmake ninja-build pkg-config python3 libsqlite3-dev libcjson-dev

build=$top/build/quickstart
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DSALESINV_BUILD_TESTS=OFF >/dev/null
cmake --build "$build" --target example_erp_quickstart

if [ $# -gt 0 ]; then
    exec "$build/examples/erp_quickstart" "$@"
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$build/examples/erp_quickstart" --folder "$folder/whole" | tee "$folder/whole.txt"
echo
echo "Once more, killed on its way and started again:"
"$build/examples/erp_quickstart" --folder "$folder/killed" --die 40 >/dev/null || echo "killed"
"$build/examples/erp_quickstart" --folder "$folder/killed" >"$folder/killed.txt"
sed -n '/== the end ==/,$p' "$folder/whole.txt" >"$folder/whole.end"
sed -n '/== the end ==/,$p' "$folder/killed.txt" >"$folder/killed.end"
cmp "$folder/whole.end" "$folder/killed.end"
echo "the same end"
