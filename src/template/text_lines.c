#include "template/text_lines.h"

bool ph_text_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Past blanks from `at`. */
uint32_t ph_text_skip_blanks(PhBytes text, uint32_t at)
{
    while (at < text.len && (ph_text_is_blank(text.ptr[at]) || text.ptr[at] == '\f')) {
        at++;
    }
    return at;
}

bool ph_text_is_line_end(PhBytes text, uint32_t at)
{
    return at >= text.len || ph_byte_is_line_end(text.ptr[at]);
}

uint32_t ph_text_line_end(PhBytes text, uint32_t at)
{
    /* The grammar takes the first half of a CRLF for part of a comment. */
    if (at > 0 && at < text.len && text.ptr[at] == '\n' && text.ptr[at - 1] == '\r') {
        return at - 1;
    }
    while (!ph_text_is_line_end(text, at)) {
        at++;
    }
    return at;
}

uint32_t ph_text_next_line(PhBytes text, uint32_t at)
{
    at = ph_text_line_end(text, at);
    bool is_pair = at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n';
    return at < text.len ? at + (is_pair ? 2 : 1) : at;
}

uint32_t ph_text_last_line_start(PhBytes text, uint32_t line)
{
    uint32_t at = line;
    if (at > 0) {
        bool is_pair = at > 1 && text.ptr[at - 1] == '\n' && text.ptr[at - 2] == '\r';
        at -= is_pair ? 2 : 1;
    }
    while (at > 0 && !ph_byte_is_line_end(text.ptr[at - 1])) {
        at--;
    }
    return at;
}
