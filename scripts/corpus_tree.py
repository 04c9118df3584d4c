#!/usr/bin/env python3
"""The flat tree, read from tree-sitter's internals, against the one by its public cursor.

usage: corpus_tree.py [DIR..]

exit: 0 the same in every file, 1 not
"""
import sys

import corpus_common as common


def main(arguments):
    process = common.parse_only(common.corpus(arguments), "--oracle")
    print("tree:", process.stdout, end="")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
