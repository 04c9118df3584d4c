#ifndef PH_NAMES_IMPORTED_H
#define PH_NAMES_IMPORTED_H

/*
 * What import statements bind, and whether an expression is surely a name of a module.
 *
 * An expression means `a.b.name` if it is a name with attributes (or none) behind it, and
 * what an import gives to the name, joined with the attributes, is that path: `name` after
 * `from a.b import name`, `b.name` after `from a import b`, `x.name` after
 * `import a.b as x`, `a.b.name` after `import a.b` and after `import a`.
 *
 * It surely does so only if
 * - nothing but imports of the same object ever stores to the name or deletes it,
 * - one of these imports is in a block that holds the expression, and above it there: it
 *   has been executed. An import in a `try` or an `if` counts for code in that same block,
 * - the name belongs to the module or to a function, and no text that is run, namespace
 *   that is let go or star import can rebind it,
 * - the file neither stores to an attribute on the way nor lets go of the module itself
 *   (`setattr(m, ..)`), from wherever in the file.
 *
 * Modules of the user that have the name of another one are taken for that one, and unseen
 * code is assumed not to store into modules (docs/assumptions.md).
 */

#include "names/scope.h"

/* A name that an import statement binds. */
typedef struct PhImportedName {
    PhNodeId identifier;
    PhNodeId statement;
    PhBytes module; /* of `import a.b` all of it */
    PhBytes name;   /* of a from-import, else empty */
    bool is_alias;
} PhImportedName;

/* What the import of `identifier` binds; false if it is part of no import statement. */
bool ph_imported_read(const PhTree *tree, PhNodeId identifier, PhImportedName *out);

/* True if both give the same object: `import a.b` and `import a.c` both give a. */
bool ph_imported_is_same(const PhImportedName *a, const PhImportedName *b);

/* True if whatever the file stores under the name is the same object. */
bool ph_imported_is_sole(const PhNames *names, const PhImportedName *imported);

/* The first part of a dotted path. */
PhBytes ph_imported_first_part(PhBytes path);

/* The name that a child of a from-import in field `name` imports, without its alias. */
PhBytes ph_import_name(const PhTree *tree, PhNodeId child);

/* The first or next child of import statement `node` in field `name`, or PH_NODE_NONE. */
PhNodeId ph_import_first_name(const PhTree *tree, PhNodeId node);
PhNodeId ph_import_next_name(const PhTree *tree, PhNodeId child);

/* What was found out about the imports of one file; lives in `arena`. */
typedef struct PhImported PhImported;

PhImported *ph_imported_new(PhArena *arena, const PhNames *names);

/*
 * True if the value of `expression` is surely that of `path`, "module.name". What is asked
 * about one name or path again is not worked out again. `path` is borrowed for the life of
 * `imported`.
 */
bool ph_imported_means(PhImported *imported, PhNodeId expression, PhBytes path);

/* True if nothing but one import gives `identifier` a value: only then can it, or an
 * attribute of it, mean a path. A cheap question that spares those about paths. */
bool ph_imported_is_sure(PhImported *imported, PhNodeId identifier);

#endif
