#ifndef PH_TEMPLATE_LITERAL_H
#define PH_TEMPLATE_LITERAL_H

/*
 * Strings by their value, and commas that mean something.
 *
 * Only simple literals have a value here: no backslash, no carriage return, no f or t
 * before the quotes. Others are equal if their texts are.
 */

#include "syntax/tree.h"

/* True if string `a` of one tree has the same value as `b` of another, each one literal or
 * several in a row. */
bool ph_literal_equal(const PhTree *a_tree, PhNodeId a, const PhTree *b_tree, PhNodeId b);

/* True if the node is a str literal, or several in a row, whose value is a constant. */
bool ph_literal_is_text(const PhTree *tree, PhNodeId node);

/* True if a comma stands behind the last of the node's elements. */
bool ph_has_trailing_comma(const PhTree *tree, PhNodeId node);

/* True if the code is a tuple of one element by a comma where the pattern has none, or the
 * reverse: `x[0,]` is not `x[0]`. */
bool ph_comma_differs(const PhTree *pattern, PhNodeId pattern_node, const PhTree *tree,
                      PhNodeId node);

#endif
