#!/usr/bin/env python3
"""Findings with the filter by bytes against those without it, by tests/property/prop_filter.c.

usage: corpus_filter.py [DIR..]

exit: 0 the same in every file, 1 not
"""
import os
import subprocess
import sys
import tempfile

import corpus_common as common

PROP_FILTER = os.path.join(os.path.dirname(common.PARSE_ONLY), "prop_filter")


def main(arguments):
    with tempfile.TemporaryDirectory(prefix="pyheap-corpus-") as folder:
        listed = common.write_list(folder, common.corpus(arguments))
        process = subprocess.run([PROP_FILTER, "--list", listed], stdout=subprocess.PIPE,
                                 text=True, errors="backslashreplace")
    print("filter:", process.stdout, end="")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
