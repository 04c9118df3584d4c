#ifndef PH_EDIT_LINE_SPLIT_H
#define PH_EDIT_LINE_SPLIT_H

/*
 * Breaks one logical line as black does: at the last opening bracket of the line, what is
 * in the brackets on a line of its own; what still does not fit, one element a line with a
 * comma behind the last. Parentheses are added around a value only where nothing in it can
 * be broken as well. A comma behind the last element keeps elements on lines of their own.
 */

#include "edit/line_tokens.h"

typedef struct PhLine {
    uint32_t first; /* tokens [first, end) */
    uint32_t end;
    uint32_t level; /* indentations below that of the statement */
    bool adds_comma;
} PhLine;

typedef PH_VEC(PhLine) PhLineVec;

typedef struct PhLineLimits {
    uint32_t indent;   /* columns before the statement */
    uint32_t unit;     /* columns of one indentation */
    uint32_t width;    /* longest line */
    bool splat_commas; /* a comma may follow `*a` in a call */
} PhLineLimits;

/*
 * The lines, in order, one if all fits; `is_visible` gets, by token, whether a parenthesis
 * that may be added is. False if breaking needs what not every Python takes.
 */
bool ph_line_split(PhArena *arena, const PhLineTokenVec *tokens, const PhLineLimits *limits,
                   PhLineVec *out, bool **is_visible_out);

#endif
