#!/bin/sh
# Makes build/release/pyheap, and the parse-only yardstick of the same flags.
#
# usage: build.sh [--pgo] [--into FOLDER]
#
# --into builds in another folder than build/release.
# --pgo builds three times in effect: counting, trained, and with what was counted. All of it
# in the same folder, because the compiler looks for a profile under the path of the object.
set -eu
cd "$(dirname "$0")/.."
folder=build/release
pgo=no
while [ $# -gt 0 ]; do
    case $1 in
    --pgo) pgo=yes ;;
    --into)
        folder=${2?build: --into needs a folder}
        shift
        ;;
    *)
        echo "build: unknown argument '$1'; only --pgo and --into FOLDER" >&2
        exit 2
        ;;
    esac
    shift
done

make_release() {
    log=$(cmake --preset release -B "$folder" "-DPYHEAP_PGO=$1" 2>&1) || {
        printf '%s\n' "$log" >&2
        exit 2
    }
    shift
    cmake --build "$folder" --target "$@"
}

# 0 and 1 are answers, whatever the files hold; so is 2, files that were refused.
train() {
    status=0
    "$folder/pyheap" "$@" >/dev/null 2>&1 || status=$?
    if [ "$status" -gt 2 ]; then
        echo "build: training failed: pyheap $* ended with $status" >&2
        exit 2
    fi
}

train_all() {
    library=$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    for corpus in "$library" fixtures docs/sample; do
        [ -d "$corpus" ] || continue
        echo "Training on $corpus"
        train check --all "$corpus"
        train fix --dry-run --unsafe-fixes "$corpus"
    done
    # Writing needs files that may be written.
    [ ! -d fixtures ] || cp -R fixtures "$copy"
    cp -R docs/sample "$copy"
    train fix --unsafe-fixes "$copy"
    train check --output-format json docs/sample
    train rules
    train dump tree docs/sample/orders/codes.py
    train dump scopes docs/sample/orders/codes.py
}

if [ "$pgo" = no ]; then
    make_release '' pyheap parse_only prop_filter
    exit 0
fi
[ ! -d "$folder" ] || find "$folder" -name '*.gcda' -delete
make_release generate pyheap
train_all
make_release use pyheap parse_only prop_filter
