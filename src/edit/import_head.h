#ifndef PH_EDIT_IMPORT_HEAD_H
#define PH_EDIT_IMPORT_HEAD_H

/*
 * The first import statements of a file that has no import block above their use: below
 * shebang, coding line, leading comments, docstring and `__future__` imports, with the
 * blank lines around them that isort and black put there.
 */

#include "base/buf.h"
#include "edit/import_block.h"
#include "edit/imports.h"

/* Where `statements`, full lines without the last line end, go; *text_out is borrowed. */
PhSpan ph_import_head(const PhImportBlock *block, PhBytes newline, PhBytes statements,
                      PhBuf *text_out);

#endif
