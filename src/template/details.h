#ifndef PH_TEMPLATE_DETAILS_H
#define PH_TEMPLATE_DETAILS_H

/*
 * Details that a pattern leaves out and the code may have: `async`, type parameters and
 * annotations of a def, type parameters of a class; if the rule asks for it by
 * `iso async-headers`, `async` of for and with.
 *
 * Only where both tokens beside the detail stay and nothing is put between them: what a
 * patch takes away or makes has just the syntax that it writes.
 */

#include "template/compile.h"

/* A quick look: false where the code's node can have no such detail. */
bool ph_details_are_possible(PhKind kind);

/* How many children of `node`, from `child` on, are a detail that the pattern leaves out.
 */
uint32_t ph_details_count(const PhPatch *patch, PhNodeId pattern_node, const PhTree *tree,
                          PhNodeId node, PhNodeId child);

/* True if the pattern's node is found in code of `kind` too, with a detail more. */
bool ph_details_same_kind(const PhPatch *patch, PhNodeId pattern_node, PhKind kind);

#endif
