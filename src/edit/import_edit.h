#ifndef PH_EDIT_IMPORT_EDIT_H
#define PH_EDIT_IMPORT_EDIT_H

/*
 * The edits that add imports to a file: names to statements that are there, and statements
 * at their place in the import block or, without one, at the head of the file.
 */

#include "edit/import_block.h"
#include "edit/imports.h"

/* One import to add. */
typedef struct PhNewImport {
    PhBytes module;
    PhBytes name;       /* `from module import name`; empty: `import module` */
    PhBytes alias;      /* `import module as alias`; empty: without */
    uint32_t first_use; /* the import must stand above this offset */
} PhNewImport;

/*
 * Adds the edits that import all of `wanted`, ascending and disjoint. `wanted` holds no
 * import twice; its order means nothing and is not kept.
 */
void ph_import_edit(PhArena *arena, const PhImportBlock *block, uint32_t line_length,
                    PhNewImport *wanted, size_t count, PhEditVec *out);

#endif
