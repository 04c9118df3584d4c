/* What a commit has put into the index, and what it needs on the disk. */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <git2.h>

#include "git/repository.h"

/* Editors ask git for its status all the time, and it holds the index while it answers. */
enum { PH_LOCK_TRIES = 40, PH_LOCK_NANOSECONDS = 50000000 };

/*
 * The stat data of the file tell git that it holds what the index has, so that it need not
 * be read; they are left out if it does not, or may be changed within the same tick.
 */
static void add_stat(PhRepository *repository, PhArena *arena, git_index_entry *entry)
{
    git_oid found;
    struct stat before;
    struct stat after;
    git_repository *handle = ph_repository_handle(repository);
    const char *path =
        ph_arena_format(arena, "%s/%s", ph_repository_folder(repository).ptr, entry->path)
            .ptr;
    if (lstat(path, &before) != 0 || !S_ISREG(before.st_mode) ||
        git_repository_hashfile(&found, handle, entry->path, GIT_OBJECT_BLOB, NULL) != 0 ||
        git_oid_cmp(&found, &entry->id) != 0 || lstat(path, &after) != 0 ||
        before.st_ino != after.st_ino || before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
        before.st_mtim.tv_nsec != after.st_mtim.tv_nsec) {
        return;
    }
    entry->ctime.seconds = (int32_t)after.st_ctim.tv_sec;
    entry->ctime.nanoseconds = (uint32_t)after.st_ctim.tv_nsec;
    entry->mtime.seconds = (int32_t)after.st_mtim.tv_sec;
    entry->mtime.nanoseconds = (uint32_t)after.st_mtim.tv_nsec;
    entry->dev = (uint32_t)after.st_dev;
    entry->ino = (uint32_t)after.st_ino;
    entry->uid = after.st_uid;
    entry->gid = after.st_gid;
    entry->file_size = (uint32_t)after.st_size;
}

static int stage_one(PhRepository *repository, PhArena *arena, git_index *index,
                     git_tree *tree, const char *path)
{
    git_tree_entry *found = NULL;
    int error = git_tree_entry_bypath(&found, tree, path);
    if (error == GIT_ENOTFOUND) {
        error = git_index_remove(index, path, 0);
        return error == GIT_ENOTFOUND ? 0 : error;
    }
    if (error == 0) {
        git_index_entry entry = {.path = path,
                                 .mode = git_tree_entry_filemode(found),
                                 .id = *git_tree_entry_id(found)};
        add_stat(repository, arena, &entry);
        error = git_index_add(index, &entry);
    }
    git_tree_entry_free(found);
    return error;
}

/*
 * git compares times by the second, and looks into files that were changed in the second in
 * which it wrote the index; libgit2 compares nanoseconds. A change of the user that git has
 * not looked at would look unchanged by the index of a later second, so the size of its
 * entry is taken away, as git does it: then it has to look.
 */
static void mark_racy(PhRepository *repository, PhArena *arena, git_index *index)
{
    struct stat written;
    struct stat now;
    if (stat(git_index_path(index), &written) != 0) {
        return;
    }
    for (size_t i = 0; i < git_index_entrycount(index); i++) {
        /* The index has no function for this; its own entry is not constant. */
        union {
            const git_index_entry *found;
            git_index_entry *entry;
        } at = {.found = git_index_get_byindex(index, i)};
        git_index_entry *entry = at.entry;
        if (entry->mtime.seconds < (int32_t)written.st_mtim.tv_sec) {
            continue;
        }
        PhArenaMark mark = ph_arena_mark(arena);
        PhBytes path = ph_arena_format(arena, "%s/%s", ph_repository_folder(repository).ptr,
                                       entry->path);
        if (lstat(path.ptr, &now) == 0 &&
            entry->mtime.seconds == (int32_t)now.st_mtim.tv_sec &&
            entry->mtime.nanoseconds != (uint32_t)now.st_mtim.tv_nsec) {
            entry->file_size = 0;
        }
        ph_arena_release(arena, mark);
    }
}

static int stage_all(PhRepository *repository, PhArena *arena, git_tree *tree,
                     const PhPaths *paths)
{
    git_index *index = NULL;
    int error = git_repository_index(&index, ph_repository_handle(repository));
    error = error == 0 ? git_index_read(index, 1) : error;
    if (error == 0) {
        mark_racy(repository, arena, index);
    }
    for (size_t i = 0; error == 0 && i < paths->count; i++) {
        error = stage_one(repository, arena, index, tree,
                          ph_arena_string(arena, paths->items[i]));
    }
    error = error == 0 ? git_index_write(index) : error;
    git_index_free(index);
    return error;
}

PhStatus ph_repository_stage(PhRepository *repository, const PhObjectId *commit,
                             const PhPaths *paths, PhDiags *diags)
{
    git_tree *tree = NULL;
    PhArena *arena = ph_arena_new();
    struct timespec pause = {.tv_nsec = PH_LOCK_NANOSECONDS};
    int error = ph_repository_tree(repository, commit, &tree);
    int left = PH_LOCK_TRIES;
    error = error == 0 ? stage_all(repository, arena, tree, paths) : error;
    while (error == GIT_ELOCKED && left-- > 0) {
        (void)nanosleep(&pause, NULL);
        error = stage_all(repository, arena, tree, paths);
    }
    if (error != 0) {
        ph_repository_error(repository, diags, "cannot update the index");
    }
    git_tree_free(tree);
    ph_arena_free(arena);
    return error == 0 ? PH_OK : PH_ERR_IO;
}

PhStatus ph_repository_sync(PhRepository *repository, PhDiags *diags)
{
    PhBytes folder = ph_repository_common_folder(repository);
    int fd = open(folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && syncfs(fd) == 0;
    int error = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    if (!is_synced) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, folder, "cannot be written to disk: %s",
                          strerror(error));
    }
    return is_synced ? PH_OK : PH_ERR_IO;
}
