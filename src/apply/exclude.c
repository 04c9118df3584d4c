#include "apply/exclude.h"

#include "base/glob.h"
#include "base/path.h"

static void add_one(PhArena *arena, PhExcludes *excludes, PhExclude exclude)
{
    PH_VEC_PUSH(arena, excludes, exclude);
}

void ph_excludes_add(PhArena *arena, PhExcludes *excludes, const PhBytesVec *patterns,
                     PhBytes base)
{
    for (size_t i = 0; i < patterns->count; i++) {
        add_one(arena, excludes, (PhExclude){patterns->items[i], base});
    }
}

static bool covers(const PhExclude *exclude, PhBytes path, bool is_folder)
{
    PhBytes pattern = exclude->pattern;
    bool is_for_folders = pattern.len > 1 && ph_bytes_ends_with(pattern, PH_BYTES("/"));
    if (is_for_folders) {
        pattern.len--;
    }
    if (pattern.len == 0 || (is_for_folders && !is_folder)) {
        return false;
    }
    if (ph_bytes_find(pattern, PH_BYTES("/"), 0) == PH_NOT_FOUND) {
        return ph_glob_matches(pattern, ph_path_last(path), false);
    }
    if (ph_bytes_starts_with(pattern, PH_BYTES("./"))) {
        pattern = ph_bytes_slice(pattern, 2, pattern.len);
    } else if (pattern.ptr[0] == '/' && ph_glob_matches(pattern, path, false)) {
        return true;
    } else if (pattern.ptr[0] == '/') {
        pattern = ph_bytes_slice(pattern, 1, pattern.len);
    }
    PhBytes subject = ph_path_below(path, exclude->base);
    return subject.len > 0 && ph_glob_matches(pattern, subject, false);
}

bool ph_excludes_cover(const PhExcludes *excludes, PhBytes path, bool is_folder)
{
    for (size_t i = 0; excludes != NULL && i < excludes->count; i++) {
        if (covers(&excludes->items[i], path, is_folder)) {
            return true;
        }
    }
    return false;
}
