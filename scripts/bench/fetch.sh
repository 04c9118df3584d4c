#!/bin/sh
# Fetches what ./dev bench compares with into build/bench, at the versions and hashes of the
# lock file beside this script. npm checks the hashes; scripts of the packages never run.
#
# usage: fetch.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
into=$(dirname "$(dirname "$here")")/build/bench
if [ -d "$into/node_modules" ] && cmp -s "$here/package-lock.json" "$into/package-lock.json"; then
    exit 0
fi
mkdir -p "$into"
rm -rf "$into/node_modules"
cp "$here/package.json" "$here/package-lock.json" "$into"
log=$(cd "$into" && npm ci --ignore-scripts --no-audit --no-fund 2>&1) || {
    rm -rf "$into/node_modules"
    printf '%s\n' "$log" >&2
    echo "bench: npm could not fetch ast-grep, so it is not compared with" >&2
}
