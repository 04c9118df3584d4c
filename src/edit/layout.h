#ifndef PH_EDIT_LAYOUT_H
#define PH_EDIT_LAYOUT_H

/*
 * Lines that edits made too long are broken as black breaks them.
 *
 * Only a statement that an edit touched, that stood on one line within the limit and stands
 * on one line beyond it now, is broken; so is one that was a loop and is none now, and has
 * several lines: they are put together first. One whose form is not taught, or that has a
 * comment, stays as it is. Nothing inside of a string token is touched. The indentation of
 * the file is kept: tabs stay tabs, and one more level is as deep as the file has it there.
 */

#include "edit/imports.h"
#include "edit/verify.h"

/*
 * `edits`: those that made `after` of `before`, ascending and disjoint. Returns the text of
 * `after` with its lines broken, in the arena, or the very bytes of `after`.
 */
PhBytes ph_layout_break(PhArena *arena, const PhParsedFile *before,
                        const PhParsedFile *after, const PhEditVec *edits,
                        uint32_t line_length);

typedef PH_VEC(uint32_t) PhOffsetVec;

/* The same for the statements at `offsets`, ascending, whatever they were before. */
PhBytes ph_layout_break_at(PhArena *arena, const PhParsedFile *file,
                           const PhOffsetVec *offsets, uint32_t line_length);

#endif
