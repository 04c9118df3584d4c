#ifndef PH_CMD_BUILTINS_H
#define PH_CMD_BUILTINS_H

#include "base/bytes.h"

/* True if Python has a builtin function or class of this name (exceptions left out). */
bool ph_is_builtin_name(PhBytes name);

#endif
