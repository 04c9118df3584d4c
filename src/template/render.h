#ifndef PH_TEMPLATE_RENDER_H
#define PH_TEMPLATE_RENDER_H

/* Tokens of a plus slice as text of the file: captures, names of modules, indentation. */

#include "base/buf.h"
#include "template/rewrite.h"

typedef struct PhRender {
    PhFacts *facts;
    const PhMatch *match;
    PhRewrite *out;
    uint32_t offset;     /* of the file, where the text goes */
    PhBytes newline;     /* of the file */
    PhBytes indent;      /* of the statement that the text belongs to */
    PhBytes unit;        /* one more level */
    uint32_t column;     /* of that statement in the page */
    bool is_joined;      /* statements share a line: `;` takes the place of line ends */
    bool has_no_room;    /* what has lines cannot be put on one */
    PhBytes line_indent; /* of the line that is being written */
} PhRender;

/* How many empty lines a gap between two tokens of the page holds. */
uint32_t ph_render_empty_lines(PhBytes gap);

/* Adds what stands between two tokens of the page: blanks, or a line end of the file. */
void ph_render_gap(PhBuf *buf, PhRender *render, PhBytes gap);

/*
 * Adds `count` tokens of the plus slice from `first` on. The gap between a list and what
 * follows it holds the comma of the page.
 */
void ph_render(PhBuf *buf, PhRender *render, uint32_t first, uint32_t count);

#endif
