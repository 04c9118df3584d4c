#ifndef PH_BASE_GLOB_H
#define PH_BASE_GLOB_H

/*
 * Shell patterns over paths, with the meaning that .gitignore gives them: `*` and `?` stop
 * at a slash, `**` as a whole component stands for any number of folders, `[a-z]`,
 * `[!a-z]` and `[[:digit:]]` are classes, a backslash takes the next byte as it is.
 * Works on bytes, without recursion, in time bounded by the product of the lengths.
 */

#include "base/bytes.h"

bool ph_glob_matches(PhBytes pattern, PhBytes text, bool ignores_case);

#endif
