#!/bin/sh
# Runs libFuzzer on every target, SECONDS each. New inputs go to build/fuzz/found/; a failing
# one lies there too: shrink it and add it to tests/fuzz/corpus/ with the fix.
#
# usage: fuzz.sh [SECONDS]
set -eu
cd "$(dirname "$0")/.."
seconds=${1-60}
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    entry=${name#fuzz_}
    found=build/fuzz/found/$entry
    mkdir -p "$found"
    cmake --build --preset fuzz --target "$name"
    echo "$name: $seconds seconds"
    "build/fuzz/tests/$name" -max_total_time="$seconds" -max_len=4096 -timeout=20 \
        -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$found/" "$found" "tests/fuzz/corpus/$entry"
done
