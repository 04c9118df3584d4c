#include "cmd/builtins.h"

#include "base/status.h"

bool ph_is_builtin_name(PhBytes name)
{
    static const char *const k_names[] = {
        "abs",         "aiter",    "all",        "anext",      "any",          "ascii",
        "bin",         "bool",     "bytearray",  "bytes",      "callable",     "chr",
        "classmethod", "complex",  "dict",       "dir",        "divmod",       "enumerate",
        "eval",        "exec",     "filter",     "float",      "format",       "frozenset",
        "getattr",     "globals",  "hasattr",    "hash",       "hex",          "id",
        "input",       "int",      "isinstance", "issubclass", "iter",         "len",
        "list",        "locals",   "map",        "max",        "memoryview",   "min",
        "next",        "object",   "oct",        "open",       "ord",          "pow",
        "print",       "property", "range",      "repr",       "reversed",     "round",
        "set",         "setattr",  "slice",      "sorted",     "staticmethod", "str",
        "sum",         "super",    "tuple",      "type",       "vars",         "zip",
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        if (ph_bytes_is(name, k_names[i])) {
            return true;
        }
    }
    return false;
}
