#ifndef PH_SYNTAX_DUMP_H
#define PH_SYNTAX_DUMP_H

/*
 * Text forms of a Python tree: one for people, one for programs that compare our reading
 * with somebody else's.
 */

#include "base/buf.h"
#include "source/lines.h"
#include "syntax/tree.h"

/*
 * Adds one line a node, indented by depth:
 *
 *     field: kind line:column-line:column text
 *
 * Tokens stand quoted in place of a kind; the text is that of named leaves and comments,
 * with control characters and bytes that are not UTF-8 as \xNN.
 */
void ph_dump_tree(const PhTree *tree, const PhLines *lines, PhBuf *out);

/*
 * Adds one line of JSON with the statements of the tree in source order:
 *
 *     {"path": "a.py", "statements": [["if_statement", 0, 27], ["pass_statement", 9, 13]]}
 *
 * Offsets are bytes. Comments below the last statement of a block are not part of a
 * statement; a semicolon after it is part of those that hold the block, as for CPython.
 * A decorated definition is followed by the definition in it; an elif clause counts as a
 * statement. Bytes of the path that are not UTF-8 become \udcNN, which Python reads back as
 * it does file names.
 */
void ph_dump_statements(const PhTree *tree, PhBytes path, PhBuf *out);

#endif
