#!/bin/sh
# Formatting, clang-tidy, layers and scripts; goes through all of them before it fails.
set -u
cd "$(dirname "$0")/.."
failed=

note() {
    failed="$failed $1"
}

echo "clang-format"
find src tests -name '*.[ch]' -o -name '*.def' | sort | xargs clang-format --dry-run -Werror ||
    note clang-format

echo "clang-tidy"
cmake --build --preset tidy -- -k 0 || note clang-tidy

echo "layers"
sh tests/check_layers.sh || note layers

echo "scripts"
for script in dev scripts/*.sh scripts/*/*.sh tests/*.sh; do
    sh -n "$script" || note "$script"
done
bash -n .ci/run || note .ci/run
if command -v shellcheck >/dev/null 2>&1; then
    shellcheck dev scripts/*.sh scripts/*/*.sh tests/*.sh .ci/run || note shellcheck
fi
for script in scripts/*.py scripts/*/*.py tests/*/*.py; do
    python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], "rb").read(), sys.argv[1])' \
        "$script" || note "$script"
done

if [ -n "$failed" ]; then
    echo "lint failed:$failed" >&2
    exit 1
fi
echo "lint: nothing to complain about"
