#ifndef PH_SYNTAX_FLATTEN_H
#define PH_SYNTAX_FLATTEN_H

/* Copies a tree-sitter tree into flat arrays: the one step between the core and ours. */

#include <tree_sitter/api.h>

#include "syntax/parse.h"

/* Builds the per-production field table of `language`; *width_out entries a production. */
const PhField *ph_flatten_field_table(PhArena *arena, const TSLanguage *language,
                                      const PhField *field_of_id, uint32_t *width_out);

/* Reads the core's internals of the pinned version. 0.05 of the parse. */
void ph_flatten(const PhGrammar *grammar, PhArena *arena, const TSTree *tree, PhTree *out);

/* The same by the public cursor: slower, and the oracle of ph_flatten(). */
void ph_flatten_by_cursor(const PhGrammar *grammar, PhArena *arena, const TSTree *tree,
                          PhTree *out);

/* Offset of the first ERROR or MISSING subtree, hidden ones included; false if none. */
bool ph_flatten_find_error(const TSTree *tree, uint32_t *offset_out, bool *is_missing_out);

#endif
