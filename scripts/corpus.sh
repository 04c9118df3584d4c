#!/bin/sh
# Compares pyheap with CPython on the standard library and each DIR.
#
# usage: corpus.sh names|spans|accept|tree|filter|all|style|types|yield|ruff [DIR..]
#        corpus.sh suites [PROJECT..] [-- TEST..]
#        corpus.sh verify [--planted N] [--guilty N] [--seed S]
#
# style, types, suites, verify and ruff fetch pinned packages from registries; they are no part of all.
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
filter) exec python3 "$scripts/corpus_filter.py" "$@" ;;
tree) exec python3 "$scripts/corpus_tree.py" "$@" ;;
yield) exec python3 "$scripts/corpus_yield.py" "$@" ;;
ruff)
    tools=$(dirname "$scripts")/build/ruff
    [ -x "$tools/bin/ruff" ] || {
        python3 -m venv "$tools"
        "$tools/bin/pip" install --quiet --require-hashes --no-deps --only-binary :all: \
            -r "$scripts/ruff/requirements.txt"
    }
    exec python3 "$scripts/corpus_ruff.py" "$tools/bin/ruff" "$@"
    ;;
suites) exec python3 "$scripts/corpus_suites.py" "$@" ;;
verify) exec python3 "$scripts/corpus_verify.py" "$@" ;;
style | types)
    tools=$(dirname "$scripts")/build/style
    [ -x "$tools/bin/black" ] || {
        python3 -m venv "$tools"
        "$tools/bin/pip" install --quiet --require-hashes -r "$scripts/style/requirements.txt"
    }
    options=
    if [ "$what" = types ]; then
        options=--types
        [ -x "$tools/node_modules/.bin/pyright" ] || {
            cp "$scripts/style/package.json" "$scripts/style/package-lock.json" "$tools"
            npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund
        }
        [ $# -gt 0 ] || {
            [ -d "$tools/typed" ] ||
                "$tools/bin/pip" install --quiet --require-hashes --no-deps \
                    --only-binary :all: --target "$tools/typed" -r "$scripts/style/typed.txt"
            set -- "$tools/typed"
        }
    fi
    [ $# -gt 0 ] || set -- "$stdlib"
    exec python3 "$scripts/corpus_style.py" $options "$pyheap" "$tools" "$@"
    ;;
all)
    failed=
    for each in tree filter spans names accept; do
        sh "$scripts/corpus.sh" "$each" "$@" || failed="$failed $each"
    done
    [ -z "$failed" ] || {
        echo "corpus: not whole:$failed" >&2
        exit 1
    }
    ;;
*)
    echo "usage: ./dev corpus names|spans|accept|tree|filter|all|style|types|yield|ruff [DIR..]" >&2
    echo "       ./dev corpus suites [PROJECT..] [-- TEST..]" >&2
    echo "       ./dev corpus verify [--planted N] [--guilty N] [--seed S]" >&2
    exit 2
    ;;
esac
