#ifndef PH_SYNTAX_WALK_H
#define PH_SYNTAX_WALK_H

/* Questions about the shape of a tree that several layers ask. */

#include "syntax/tree.h"

/* The statement that holds `node` (or is it): the nearest ancestor that is a child of a
 * block or of the module. PH_NODE_NONE for the module itself. */
PhNodeId ph_tree_statement_of(const PhTree *tree, PhNodeId node);

/* `node`, or the nearest node around it, that is of `kind`; or PH_NODE_NONE. */
PhNodeId ph_tree_nearest(const PhTree *tree, PhNodeId node, PhKind kind);

/* The named child of `node` with `n` others before it, or PH_NODE_NONE. */
PhNodeId ph_tree_nth_named(const PhTree *tree, PhNodeId node, uint32_t n);

/* The first node whose start is at or after `offset`; tree->count if there is none. */
PhNodeId ph_tree_first_from(const PhTree *tree, uint32_t offset);

/* The deepest node that holds `offset`, by binary search and a climb. */
PhNodeId ph_tree_deepest_at(const PhTree *tree, uint32_t offset);

/* The first block in the subtree of `node`, or PH_NODE_NONE: that of a simple statement. */
PhNodeId ph_tree_first_suite(const PhTree *tree, PhNodeId node);

/* The prefix letters of a string node: what stands before its quotes. */
PhBytes ph_string_prefix(const PhTree *tree, PhNodeId string);

/* `"abc"`: what is between the quotes, if nothing there is escaped; else empty. */
PhBytes ph_string_value(const PhTree *tree, PhNodeId string);

bool ph_string_is_bytes(const PhTree *tree, PhNodeId string);
bool ph_string_is_formatted(const PhTree *tree, PhNodeId string);
bool ph_string_is_template(const PhTree *tree, PhNodeId string); /* t"..": not a str */

/* The call that calls what `function` is, in parentheses or not; or PH_NODE_NONE. */
PhNodeId ph_call_of(const PhTree *tree, PhNodeId function);

/* The call that takes `arg` for an argument, by place or by name; or PH_NODE_NONE. */
PhNodeId ph_call_taking(const PhTree *tree, PhNodeId arg);

/* The last name of what `call` calls: "b" of a.b(). The text of what is no name. */
PhBytes ph_call_name(const PhTree *tree, PhNodeId call);

/* The method that `call` calls, and what of; empty if it is no call of a method. */
PhBytes ph_call_method(const PhTree *tree, PhNodeId call, PhNodeId *object_out);

/* Positional arguments of a call; false if there are keywords, * or ** arguments too. */
bool ph_call_positional(const PhTree *tree, PhNodeId call, PhNodeId *args,
                        uint32_t capacity, uint32_t *count_out);

#endif
