#ifndef PH_EDIT_IMPORTS_H
#define PH_EDIT_IMPORTS_H

/*
 * The import ledger of one file: under which text code may use a name of a module, and
 * which edits add the imports that are not there yet.
 *
 * A binding is reused if an import statement of the module's own body makes it (not one in
 * if, try, with, a loop, a function or a class) above the use, if nothing anywhere in the
 * file stores anything else under its name, and if the name means that binding where it is
 * used. Otherwise the file gets `from m import x`, or `import m` if x is taken, or
 * `import m as _m` if m is taken too. A name is taken if the file mentions it at all, other
 * than as an attribute or a keyword. A star import of another module may bind any name that
 * does not begin with an underscore: nothing above it is reused, and what is added is
 * `import m as _m`.
 *
 * What is added for a wanted name is decided once, so that all fixes agree; the edits are
 * those of a set, whatever the number of fixes that want a name. Imports are never removed.
 *
 * The file is read when the first question is asked. Everything lives in the arena given to
 * ph_imports_new(); file and names are borrowed for as long.
 */

#include "edit/finding.h"
#include "edit/verify.h"
#include "names/scope.h"

typedef struct PhImports PhImports;

typedef PH_VEC(PhEdit) PhEditVec;

/* `line_length`: longest line in characters that an added import may make. */
PhImports *ph_imports_new(PhArena *arena, const PhParsedFile *file, const PhNames *names,
                          uint32_t line_length);

/*
 * The text that means `wanted` in an expression that starts at `offset`.
 *
 * Ownership: *text_out lives in the arena; the bytes of `wanted` are borrowed for as long.
 * Errors:    PH_ERR_CONFLICT if every name it could have is taken.
 */
PH_MUST_USE PhStatus ph_imports_text(PhImports *imports, PhImport wanted, uint32_t offset,
                                     PhBytes *text_out);

/*
 * Adds to `out`, ascending and disjoint, the edits that add what is missing of `wanted`:
 * what ph_imports_text() answered by an import that is not there. What it was not asked for
 * counts as used at the end of the file, what it refused is left out. The edits stand above
 * every use that it was asked for. One may be an insertion at the very offset at which the
 * edit of a fix begins: it comes first.
 */
void ph_imports_edits(PhImports *imports, const PhImport *wanted, size_t count,
                      PhEditVec *out);

#endif
