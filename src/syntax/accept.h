#ifndef PH_SYNTAX_ACCEPT_H
#define PH_SYNTAX_ACCEPT_H

/*
 * Refuses what CPython refuses to compile and the grammar lets through.
 *
 * The grammar of the tree is wider than Python: it joins logical lines that a line end
 * should split, knows statements of Python 2, and leaves to the compiler what targets,
 * arguments, parameters, scopes and patterns may be. These checks close the gap, by the
 * rules of the newest Python: what any of CPython 3.8 to 3.14 compiles is accepted, apart
 * from names with bytes from 0x80 in sources of a single-byte encoding.
 *
 * One pass over the nodes in preorder with a few stacks; nothing recurses. A second pass
 * over a function happens only if it holds a global or nonlocal statement.
 */

#include "source/source.h"
#include "syntax/tree.h"

/*
 * Checks a tree that has no ERROR and no MISSING nodes.
 *
 * Ownership: works in source->arena, and gives back what it used when all is well.
 * Errors:    PH_ERR_REFUSED, with one record in `diags` that names line and column.
 */
PH_MUST_USE PhStatus ph_accept(PhSource *source, const PhTree *tree, PhDiags *diags);

#endif
