#include "project/root.h"

#include <sys/stat.h>

static bool is_root(PhArena *scratch, PhBytes folder)
{
    static const char *const k_marks[] = {"pyproject.toml", "pyheap.toml", ".git"};
    bool is_found = false;
    for (size_t i = 0; !is_found && i < PH_COUNT_OF(k_marks); i++) {
        struct stat info;
        PhArenaMark mark = ph_arena_mark(scratch);
        PhBytes path =
            ph_arena_format(scratch, "%.*s/%s", (int)folder.len, folder.ptr, k_marks[i]);
        is_found = lstat(path.ptr, &info) == 0;
        ph_arena_release(scratch, mark);
    }
    return is_found;
}

PhBytes ph_project_root(PhArena *scratch, PhBytes folder, PhBytes fallback)
{
    PhBytes at = folder;
    while (!is_root(scratch, at)) {
        if (at.len <= 1) {
            return fallback;
        }
        do {
            at.len--;
        } while (at.len > 1 && at.ptr[at.len] != '/');
    }
    return at;
}
