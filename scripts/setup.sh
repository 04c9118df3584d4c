#!/bin/sh
# Installs what building and testing need, where it is missing.
#
# usage: setup.sh [--list] [clang]
#
#   --list  only print the packages that are missing, one a line
#   clang   what linting and fuzzing need too
set -eu

tools="gcc:gcc cmake:cmake ninja:ninja-build pkg-config:pkg-config git:git python3:python3
       patch:patch"
libraries="libgit2:libgit2-dev libcmark:libcmark-dev jansson:libjansson-dev
           libutf8proc:libutf8proc-dev libxxhash:libxxhash-dev cmocka:libcmocka-dev"
list_only=no
for argument; do
    case $argument in
    --list) list_only=yes ;;
    clang) tools="$tools clang:clang clang-format:clang-format clang-tidy:clang-tidy" ;;
    *)
        echo "setup: unknown argument '$argument'" >&2
        exit 2
        ;;
    esac
done

has() {
    command -v "$1" >/dev/null 2>&1
}

missing=
for pair in $tools; do
    has "${pair%%:*}" || missing="$missing ${pair#*:}"
done
for pair in $libraries; do
    { has pkg-config && pkg-config --exists "${pair%%:*}"; } || missing="$missing ${pair#*:}"
done
# The C library's headers, which come apart from the compiler.
{ has gcc && echo '#include <stdio.h>' | gcc -E - >/dev/null 2>&1; } || missing="$missing libc6-dev"
# npm only where there is none at all: that of other vendors comes with their node.
has npm || missing="$missing npm"

# Debian's python3 makes no virtual environments, which the tests need, without this.
{ has python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; } || missing="$missing python3-venv"

if [ "$list_only" = yes ]; then
    for package in $missing; do echo "$package"; done
    exit 0
fi

check_cmake() {
    version=$(cmake --version | sed -n '1s/[^0-9]*\([0-9.]*\).*/\1/p')
    major=${version%%.*}
    rest=${version#*.}
    if [ "$major" -lt 3 ] || { [ "$major" -eq 3 ] && [ "${rest%%.*}" -lt 25 ]; }; then
        echo "pyheap needs CMake 3.25 or newer; the one on the path is $version." >&2
        exit 2
    fi
}

if [ -z "$missing" ]; then
    check_cmake
    exit 0
fi

give_up() {
    cat >&2 <<END
$1
pyheap needs: a C compiler (gcc 12 or clang 14, or newer), CMake 3.25, Ninja, pkg-config, npm,
git, python3 with venv, patch, and the development files of libgit2 1.5, libcmark 0.30, jansson 2.13,
utf8proc, xxHash 0.8 and cmocka 1.1 (or newer). Missing here, by their names in Debian 12:
 $missing
Install them and call again.
END
    exit 2
}

has apt-get || give_up "This system has no apt-get, so nothing is installed for you."
case " $missing " in
*" npm "*)
    if has node && dpkg-query -W -f '${Version}' nodejs 2>/dev/null | grep -q nodesource; then
        give_up "node comes from another vendor than Debian, whose npm conflicts with it, and has no npm beside it."
    fi
    ;;
esac

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
else
    give_up "Installing takes root or sudo, and there is neither."
fi

echo "Installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
        >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        give_up "apt-get $1 failed (its words are above)."
    }
}
run update
# shellcheck disable=SC2086  # a list of names
run install -y --no-install-recommends $missing
check_cmake
