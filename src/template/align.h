#ifndef PH_TEMPLATE_ALIGN_H
#define PH_TEMPLATE_ALIGN_H

/* The alignment of the two slices of a patch: see compile.h. */

#include "template/compile.h"

/*
 * Fills hunks, insertions and deletions of a patch whose slices are read.
 *
 * False: a statement is inserted beside nothing but gaps, so nobody could say where.
 */
bool ph_patch_align(PhArena *arena, PhPatch *patch);

#endif
