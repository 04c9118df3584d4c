#ifndef PH_NAMES_MANGLE_H
#define PH_NAMES_MANGLE_H

/* Private names of classes: `__x` in the body of class `_C` is compiled as `_C__x`. */

#include "base/arena.h"
#include "base/bytes.h"

/*
 * True if `name` is one that a class would mangle. Dotted names are never asked for here:
 * only the first part of a module's name binds.
 */
static inline bool ph_mangle_applies(PhBytes name)
{
    return name.len > 2 && name.ptr[0] == '_' && name.ptr[1] == '_' &&
           !(name.ptr[name.len - 1] == '_' && name.ptr[name.len - 2] == '_');
}

/* The prefix of class `name` without its underscore: empty if the class mangles nothing. */
PhBytes ph_mangle_prefix(PhBytes name);

/* `_` + prefix + name. */
PhBytes ph_mangle(PhArena *arena, PhBytes prefix, PhBytes name);

#endif
