#ifndef PH_EDIT_IMPORT_EXTEND_H
#define PH_EDIT_IMPORT_EXTEND_H

/* Lists of names in from-imports: writing them, and adding names to one that is there. */

#include "base/buf.h"
#include "edit/import_block.h"
#include "edit/imports.h"

typedef PH_VEC(PhBytes) PhBytesVec;

typedef struct PhImportStyle {
    PhImportWrap wrap;
    size_t limit; /* longest line, in characters */
    PhBytes newline;
} PhImportStyle;

PhImportStyle ph_import_style(const PhImportBlock *block, uint32_t line_length,
                              uint32_t offset);

/* Adds `from module import names`, broken if it is too long for one line. */
void ph_import_write_from(PhBuf *out, const PhImportStyle *style, PhBytes module,
                          const PhBytesVec *names);

/*
 * Adds to `out` the edits that put `names`, sorted by ph_import_compare_names(), into the
 * list of `entry`: at their places if the list is sorted, else at its end. Comments stay
 * with their names.
 *
 * False, and nothing is added, if the list is written in a way in which they do not fit.
 */
bool ph_import_extend(PhArena *arena, const PhImportBlock *block,
                      const PhImportEntry *entry, uint32_t line_length,
                      const PhBytesVec *names, PhEditVec *out);

#endif
