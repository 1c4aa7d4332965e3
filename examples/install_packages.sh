# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by examples/quickstart.sh and tests/run.sh: puts the packages they need in place.
# It lives here because a copy of examples/ is the first thing that a user runs.

# install_packages NAME...  On Debian and Ubuntu: install those that are missing, after saying
# which. Elsewhere: name them and go on, they may be there under other names.
install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
        echo "This is neither Debian nor Ubuntu; what these packages hold is needed: $*"
        return 0
    fi
    missing=
    for package in "$@"; do
        if ! dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed'; then
            missing="$missing $package"
        fi
    done
    if [ -z "$missing" ]; then
        echo "All needed packages are installed."
        return 0
    fi
    echo "About to install with apt-get:$missing"
    as_root=
    [ "$(id -u)" -eq 0 ] || as_root=sudo
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
    # shellcheck disable=SC2086 # a list of names on purpose
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing </dev/null
}
