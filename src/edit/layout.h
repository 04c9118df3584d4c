#ifndef PH_EDIT_LAYOUT_H
#define PH_EDIT_LAYOUT_H

/*
 * Statements that edits touched are laid out as black lays them out.
 *
 * Only where the statements that were there before had stood as black would have put them,
 * be it on one line or on several: other people's layout is theirs. A statement whose form
 * is not taught, or that has a comment, stays as the edits left it. Nothing inside of a
 * string token is touched. The indentation of the file is kept: tabs stay tabs, and one
 * more level is as deep as the file has it there.
 */

#include "edit/imports.h"
#include "edit/verify.h"

/*
 * `edits`: those that made `after` of `before`, ascending and disjoint. Returns the text of
 * `after` laid out, in the arena, or the very bytes of `after`.
 */
PhBytes ph_layout_break(PhArena *arena, const PhParsedFile *before,
                        const PhParsedFile *after, const PhEditVec *edits,
                        uint32_t line_length);

typedef PH_VEC(uint32_t) PhOffsetVec;

/* Breaks the lines that are too long at `offsets`, ascending, whatever they were before. */
PhBytes ph_layout_break_at(PhArena *arena, const PhParsedFile *file,
                           const PhOffsetVec *offsets, uint32_t line_length);

#endif
