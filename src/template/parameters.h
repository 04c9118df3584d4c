#ifndef PH_TEMPLATE_PARAMETERS_H
#define PH_TEMPLATE_PARAMETERS_H

/*
 * What `choice` and `define` take in parentheses, and text with the arguments in their
 * places. Texts of pages are filled in before anything reads them.
 */

#include "base/vec.h"

typedef PH_VEC(PhBytes) PhTextVec;

/* `NAME`, `NAME(..)`: `is_called` if it has parentheses. */
typedef struct PhCall {
    PhBytes name;
    PhTextVec arguments;
    PhBytes rest; /* what follows, trimmed */
    bool is_called;
} PhCall;

/*
 * Takes apart what begins with a word. Arguments end at commas outside of brackets and
 * strings. False if there is no word or a bracket is not closed.
 */
bool ph_call_read(PhArena *arena, PhBytes text, PhCall *call_out);

/* Makes the arguments of a call the names of parameters, without `$`; false if one is not
 * `$name` or stands there twice. */
bool ph_call_names(PhArena *arena, const PhCall *call, PhTextVec *names_out);

/* Which part of a text is about code, and which about conditions and messages. */
typedef struct PhFilling {
    const PhTextVec *names;
    const PhTextVec *values; /* as many */
    size_t messages;         /* from this offset on `{name` is one of the names too */
} PhFilling;

/* The text with `$name` replaced by the values. An empty value takes a blank before it
 * along. */
PhBytes ph_filling_apply(PhArena *arena, const PhFilling *filling, PhBytes text);

#endif
