#ifndef PH_TEMPLATE_TEXT_LINES_H
#define PH_TEMPLATE_TEXT_LINES_H

/* Blanks and line ends of a text, of whatever kind. */

#include "base/bytes.h"

/* A blank or a tab. */
bool ph_text_is_blank(char c);

/* Past blanks from `at`. */
uint32_t ph_text_skip_blanks(PhBytes text, uint32_t at);

/* A line ends at `at`, or the text. */
bool ph_text_is_line_end(PhBytes text, uint32_t at);

/* Where the line of `at` ends, and where the next one begins. */
uint32_t ph_text_line_end(PhBytes text, uint32_t at);
uint32_t ph_text_next_line(PhBytes text, uint32_t at);

/* Where the line before the one that begins at `line` begins. */
uint32_t ph_text_last_line_start(PhBytes text, uint32_t line);

#endif
