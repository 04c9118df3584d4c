#ifndef PH_NAMES_DUMP_H
#define PH_NAMES_DUMP_H

/* Text forms of the names of a file, for people and for scripts. */

#include "base/buf.h"
#include "names/scope.h"
#include "source/lines.h"

/*
 * Adds an indented listing: a line for each scope, below it a line for each of its
 * bindings with all references in order, then the scopes in it. Columns count characters.
 */
void ph_names_dump(PhBuf *out, const PhNames *names, const PhLines *lines);

/*
 * Adds one line of JSON that says what CPython 3.11's symtable module would:
 *
 *     {"path": .., "scopes": [{"kind": .., "name": .., "line": .., "parent": ..,
 *                              "symbols": {"x": "rl"}}]}
 *
 * Scopes are in preorder, `parent` is an index among them or null. `kind` and `name` are
 * symtable's type and name but for type scopes, which 3.11 does not have. The letters of a
 * symbol: r referenced, i imported, p parameter, g global, n nonlocal, d declared global,
 * l local, a annotated, f free, s assigned, m namespace. The symbols `.0` of comprehensions
 * are left out.
 */
void ph_names_dump_json(PhBuf *out, PhBytes path, const PhNames *names,
                        const PhLines *lines);

/* "module", "class", "function", "lambda", "comprehension", "type parameters", .. */
const char *ph_scope_kind_name(PhScopeKind kind);

/* "load", "assign", "import", .. */
const char *ph_ref_kind_name(PhRefKind kind);

#endif
