#include "base/scratch.h"

#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

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
    *path_out = (PhBytes){path, form.len};
    (void)ph_path_real(arena, *path_out, path_out);
    return true;
}

/* A folder that tests have made unreadable is opened up before it is read. */
static void remove_one(const FTSENT *entry)
{
    switch (entry->fts_info) {
    case FTS_D:
        if ((entry->fts_statp->st_mode & S_IRWXU) != S_IRWXU) {
            (void)chmod(entry->fts_accpath, S_IRWXU);
        }
        break;
    case FTS_DP: (void)rmdir(entry->fts_accpath); break;
    default: (void)unlink(entry->fts_accpath); break;
    }
}

void ph_scratch_remove(PhBytes path)
{
    PhArena *arena = ph_arena_new();
    const char *name = ph_arena_string(arena, path);
    char *copy = ph_arena_alloc(arena, path.len + 1);
    memcpy(copy, name, path.len + 1);
    char *const paths[] = {copy, NULL};
    FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (walk != NULL) {
        for (FTSENT *entry = fts_read(walk); entry != NULL; entry = fts_read(walk)) {
            remove_one(entry);
        }
        (void)fts_close(walk);
    }
    ph_arena_free(arena);
}
