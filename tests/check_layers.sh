#!/bin/sh
# Fails when a layer of src/ includes a header of a layer above it, or when a third-party
# header is included outside the place that wraps it.
set -eu
cd "$(dirname "$0")/../src"

find . -name '*.[ch]' | sort | xargs awk '
    BEGIN {
        while ((getline line < "LAYERS") > 0)
            if (line !~ /^#/ && line != "") rank[line] = ++count
        wrapper["<tree_sitter/api.h>"] = "^\\./syntax/(parse|flatten)\\.[ch]$"
        wrapper["<git2.h>"] = "^\\./git/"
        wrapper["<cmark.h>"] = "^\\./template/"
        wrapper["<jansson.h>"] = "^\\./(report/|(apply/journal_line|cmd/verify_cache)\\.c$)"
        wrapper["<xxhash.h>"] = "^\\./source/source\\.c$"
        wrapper["<utf8proc.h>"] = "^\\./base/utf8\\.c$"
    }
    $1 == "#include" {
        split(FILENAME, path, "/")
        if (($2 in wrapper) && FILENAME !~ wrapper[$2]) {
            print FILENAME ":" FNR ": " $2 " belongs in " wrapper[$2]; bad = 1
        }
        if ($2 ~ /^"/) {
            split(substr($2, 2), target, "/")
            if (rank[target[1]] > rank[path[2]]) {
                print FILENAME ":" FNR ": layer " path[2] " may not use " target[1]; bad = 1
            }
        }
    }
    END { exit bad }
'
