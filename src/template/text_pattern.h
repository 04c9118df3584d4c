#ifndef PH_TEMPLATE_TEXT_PATTERN_H
#define PH_TEMPLATE_TEXT_PATTERN_H

/*
 * Regular expressions over the text of a node, for `meta $x ~ "..."`: letters, `.`, classes
 * `[a-z_]` and `[^a]`, the shorthands \d \w \s, `* + ?` behind one of these, `^` and `$` at
 * the ends, and `|` between whole expressions. There are no groups, so that the text is
 * read once, whatever the expression: sets of positions are followed (Thompson 1968). The
 * C library's regexec() takes a lock and memory of its own for each expression.
 */

#include "base/arena.h"

typedef struct PhTextPattern PhTextPattern;

/* NULL: it cannot be read, and *why_out says why. */
const PhTextPattern *ph_text_pattern_new(PhArena *arena, PhBytes text,
                                         const char **why_out);

/* True if the expression is found somewhere in `text`. */
bool ph_text_pattern_found(const PhTextPattern *pattern, PhBytes text);

#endif
