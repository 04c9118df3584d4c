#include "base/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { PH_OPEN_FOLDERS = 32 };

bool ph_scratch_make(PhArena *arena, PhBytes *path_out)
{
    const char *top = getenv("TMPDIR");
    top = top == NULL || top[0] != '/' ? "/tmp" : top;
    PhBytes form = ph_arena_format(arena, "%s/pyheap-XXXXXX", top);
    char *path = ph_arena_alloc(arena, form.len + 1);
    memcpy(path, form.ptr, form.len + 1);
    if (mkdtemp(path) == NULL) {
        return false;
    }
    char *real = realpath(path, NULL);
    *path_out = ph_arena_copy(arena, ph_bytes_of(real == NULL ? path : real));
    free(real);
    return true;
}

/* A folder that tests have made unreadable is opened up before it is walked again. */
static int open_up(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)place;
    if (kind == FTW_DNR || (kind == FTW_D && (info->st_mode & S_IRWXU) != S_IRWXU)) {
        (void)chmod(path, S_IRWXU);
    }
    return 0;
}

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

void ph_scratch_remove(PhBytes path)
{
    PhArena *arena = ph_arena_new();
    const char *name = ph_arena_string(arena, path);
    struct stat info;
    (void)nftw(name, remove_one, PH_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    if (lstat(name, &info) == 0) {
        (void)nftw(name, open_up, PH_OPEN_FOLDERS, FTW_PHYS);
        (void)nftw(name, remove_one, PH_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    }
    ph_arena_free(arena);
}
