#ifndef PH_SYNTAX_TOML_SCALAR_H
#define PH_SYNTAX_TOML_SCALAR_H

/* The scalars of TOML, from tokens that the grammar has already found well-formed. */

#include "base/arena.h"

/*
 * Decodes a string or a quoted key, quotes included. False: an escape names no character;
 * *bad_out is its offset in `token`. The result lives in `arena` or is part of `token`.
 */
PH_MUST_USE bool ph_toml_decode_string(PhArena *arena, PhBytes token, PhBytes *text_out,
                                       size_t *bad_out);

/* False: the number does not fit into 64 bits. */
PH_MUST_USE bool ph_toml_decode_integer(PhBytes token, int64_t *value_out);

double ph_toml_decode_float(PhArena *arena, PhBytes token);

#endif
