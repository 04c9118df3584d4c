#include "names/mangle.h"

PhBytes ph_mangle_prefix(PhBytes name)
{
    size_t start = 0;
    while (start < name.len && name.ptr[start] == '_') {
        start++;
    }
    return ph_bytes_slice(name, start, name.len);
}

PhBytes ph_mangle(PhArena *arena, PhBytes prefix, PhBytes name)
{
    char *mangled = ph_arena_alloc(arena, 1 + prefix.len + name.len);
    mangled[0] = '_';
    memcpy(mangled + 1, prefix.ptr, prefix.len);
    memcpy(mangled + 1 + prefix.len, name.ptr, name.len);
    return (PhBytes){mangled, 1 + prefix.len + name.len};
}
