#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

PhBytes ph_path_below(PhBytes path, PhBytes folder)
{
    size_t slash = ph_bytes_ends_with(folder, PH_BYTES("/")) ? folder.len - 1 : folder.len;
    bool is_below = ph_bytes_starts_with(path, folder) && path.len > slash + 1 &&
                    path.ptr[slash] == '/';
    return is_below ? ph_bytes_slice(path, slash + 1, path.len) : PH_BYTES("");
}

bool ph_path_is_in(PhBytes path, PhBytes folder)
{
    return ph_bytes_equal(path, folder) || ph_path_below(path, folder).len > 0;
}

PhBytes ph_path_last(PhBytes path)
{
    size_t start = path.len;
    while (start > 0 && path.ptr[start - 1] != '/') {
        start--;
    }
    return ph_bytes_slice(path, start, path.len);
}

bool ph_path_real(PhArena *arena, PhBytes path, PhBytes *real_out)
{
    char *real = realpath(ph_arena_string(arena, path), NULL);
    if (real == NULL) {
        return false;
    }
    *real_out = ph_arena_copy(arena, ph_bytes_of(real));
    free(real);
    return true;
}

bool ph_path_make_folders(PhArena *arena, PhBytes folder)
{
    char *path = ph_arena_alloc(arena, folder.len + 1);
    memcpy(path, folder.ptr, folder.len);
    path[folder.len] = '\0';
    for (size_t i = 1; i < folder.len; i++) {
        if (path[i] == '/') {
            path[i] = '\0';
            (void)mkdir(path, 0700);
            path[i] = '/';
        }
    }
    struct stat info;
    if (mkdir(path, 0700) == 0) {
        return true;
    }
    /* Why it could not be made is told by mkdir(), unless it is there. */
    int error = errno;
    bool is_there = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    errno = error == EEXIST ? ENOTDIR : error;
    return is_there;
}
