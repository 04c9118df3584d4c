#ifndef PH_SOURCE_GENERATED_H
#define PH_SOURCE_GENERATED_H

/*
 * Files that a program wrote: changing them is lost work. Told by the name that protocol
 * buffer compilers give, or by what the comment lines at the start of the file say.
 */

#include "base/bytes.h"

/* `name` is the last component of a path. */
bool ph_generated_is_name(PhBytes name);

/* Looks at comment and blank lines before the first other line, in the first 2 KB. */
bool ph_is_generated(PhBytes text);

#endif
