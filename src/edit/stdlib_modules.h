#ifndef PH_EDIT_STDLIB_MODULES_H
#define PH_EDIT_STDLIB_MODULES_H

#include "base/bytes.h"

/* True if `name`, the first part of a module's name, is of the standard library of some
 * Python from 3.8 to 3.14. */
bool ph_stdlib_has_module(PhBytes name);

#endif
