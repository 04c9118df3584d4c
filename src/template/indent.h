#ifndef PH_TEMPLATE_INDENT_H
#define PH_TEMPLATE_INDENT_H

/* Where statements stand on their lines, and how code is moved to another depth. */

#include "base/buf.h"
#include "facts/facts.h"

/*
 * The blanks in front of a statement.
 *
 * False: it is not the first on its line, because it follows a `;` or a `:`.
 */
bool ph_indent_before(const PhTree *tree, PhNodeId statement, PhBytes *indent_out);

/* What one level of indentation is in this file: the step of the block around `statement`,
 * else of the first block, else four blanks. */
PhBytes ph_indent_unit(const PhTree *tree, PhNodeId statement);

/*
 * Adds the code in `span`, whose statements are indented by `old_indent`, so that they are
 * indented by `new_indent`. The first line is added without indentation. Lines that begin
 * inside a string stay as they are.
 *
 * False: a line that needs it does not begin with `old_indent`; what was added is no use.
 */
bool ph_indent_move(PhBuf *buf, const PhTree *tree, PhSpan span, PhBytes old_indent,
                    PhBytes new_indent);

typedef enum PhLineMove {
    PH_LINE_STAYS, /* empty, inside a string, or the rest of something in brackets */
    PH_LINE_MOVES, /* begins with the indentation */
    PH_LINE_BAD,   /* a statement begins there with another indentation */
} PhLineMove;

/* What happens to the line that begins at `line` when code that is indented by `indent`
 * is moved. */
PhLineMove ph_indent_judge(const PhTree *tree, uint32_t line, PhBytes indent);

#endif
