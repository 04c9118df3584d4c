#ifndef PH_NAMES_BUILTIN_H
#define PH_NAMES_BUILTIN_H

/* The names that Python gives every module: builtins of CPython 3.8 to 3.14, and what a
 * module knows of itself. */

#include "base/bytes.h"

/* Sorted by the order of their bytes. */
const char *const *ph_builtin_names(size_t *count_out);

bool ph_builtin_is_known(PhBytes name);

#endif
