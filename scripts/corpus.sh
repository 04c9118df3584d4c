#!/bin/sh
# Compares pyheap with CPython on the standard library and each DIR.
#
# usage: corpus.sh names|spans|accept|tree|all [DIR..]
set -eu
scripts=$(cd "$(dirname "$0")" && pwd)
what=${1-}
[ $# -eq 0 ] || shift
pyheap=$(dirname "$scripts")/build/release/pyheap
stdlib=$(python3 -c 'import os, sysconfig; print(os.path.realpath(sysconfig.get_path("stdlib")))')
case $what in
names) exec python3 "$scripts/corpus_names.py" "$pyheap" "$stdlib" "$@" ;;
spans) exec python3 "$scripts/corpus_spans.py" "$@" ;;
accept)
    exec python3 "$scripts/corpus_accept.py" --binary "$pyheap" \
        --arguments "check --quiet --no-cache" files "$stdlib" "$@"
    ;;
tree) exec python3 "$scripts/corpus_tree.py" "$@" ;;
all)
    failed=
    for each in tree spans names accept; do
        sh "$scripts/corpus.sh" "$each" "$@" || failed="$failed $each"
    done
    [ -z "$failed" ] || {
        echo "corpus: not whole:$failed" >&2
        exit 1
    }
    ;;
*)
    echo "usage: ./dev corpus names|spans|accept|tree|all [DIR..]" >&2
    exit 2
    ;;
esac
