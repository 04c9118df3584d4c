#include "project/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nothing is imported from there. */
static const char *const k_passed_over[] = {".git", ".hg", ".svn", ".mypy_cache"};

typedef struct PhLister {
    PhArena *arena;
    PhBytes root;
    PhProjectTree *out;
    PhPathVec folders; /* still to be read, relative to the root */
    size_t seen;
    uint64_t bytes;
} PhLister;

static bool is_in_cache(const char *folder)
{
    const char *slash = strrchr(folder, '/');
    return strcmp(slash == NULL ? folder : slash + 1, "__pycache__") == 0;
}

/* Python prefers m.py to m.pyc, and reads __pycache__ only for a source that is there. */
static bool is_only_cache(int fd, const char *folder, PhBytes name)
{
    struct stat info;
    char source[NAME_MAX + 1];
    bool is_compiled = ph_bytes_ends_with(name, PH_BYTES(".pyc")) ||
                       ph_bytes_ends_with(name, PH_BYTES(".pyo"));
    if (!is_compiled || is_in_cache(folder) || name.len > NAME_MAX) {
        return is_compiled && is_in_cache(folder);
    }
    memcpy(source, name.ptr, name.len - 1);
    source[name.len - 1] = '\0';
    return fstatat(fd, source, &info, 0) == 0 && S_ISREG(info.st_mode);
}

static bool is_being_written(PhBytes name)
{
    return ph_bytes_starts_with(name, PH_BYTES(".pyheap-")) &&
           ph_bytes_ends_with(name, PH_BYTES(".tmp"));
}

static const char *join(PhArena *arena, const char *folder, const char *name)
{
    const char *slash = folder[0] == '\0' ? "" : "/";
    return ph_arena_format(arena, "%s%s%s", folder, slash, name).ptr;
}

static void fail(PhLister *lister, const char *path, const char *what)
{
    if (lister->out->trouble.len == 0) {
        lister->out->trouble = ph_arena_format(
            lister->arena, "%s %s", path[0] == '\0' ? "the project" : path, what);
    }
}

/* Of what is no file that may be read, the folder tells the type and no more is asked. */
static void take_entry(PhLister *lister, int fd, const char *folder,
                       const struct dirent *entry)
{
    const char *name = entry->d_name;
    PhBytes text = ph_bytes_of(name);
    struct stat info = {.st_mode = (mode_t)DTTOIF(entry->d_type)};
    if (ph_bytes_is(text, ".") || ph_bytes_is(text, "..") || is_being_written(text)) {
        return;
    }
    bool is_file = entry->d_type == DT_REG && !is_only_cache(fd, folder, text);
    if ((is_file || entry->d_type == DT_UNKNOWN) &&
        fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT) { /* what vanished meanwhile was never there */
            fail(lister, join(lister->arena, folder, name), "cannot be read");
        }
        return;
    }
    if (S_ISDIR(info.st_mode) &&
        !ph_bytes_is_one_of(text, k_passed_over, PH_COUNT_OF(k_passed_over))) {
        PH_VEC_PUSH(lister->arena, &lister->folders, join(lister->arena, folder, name));
    } else if (S_ISREG(info.st_mode) && info.st_size > 0 &&
               (is_file || !is_only_cache(fd, folder, text))) {
        PH_VEC_PUSH(lister->arena, &lister->out->files, join(lister->arena, folder, name));
        lister->bytes += (uint64_t)info.st_size;
    }
    if (++lister->seen > PH_PROJECT_FILES || lister->bytes > PH_PROJECT_BYTES) {
        fail(lister, "", "is too large to be searched");
    }
}

static void read_folder(PhLister *lister, const char *folder)
{
    PhArenaMark mark = ph_arena_mark(lister->arena);
    DIR *dir =
        opendir(ph_arena_format(lister->arena, "%s/%s", lister->root.ptr, folder).ptr);
    ph_arena_release(lister->arena, mark);
    if (dir == NULL) {
        if (errno != ENOENT) {
            fail(lister, folder, "cannot be read");
        }
        return;
    }
    const struct dirent *found;
    errno = 0;
    while (lister->out->trouble.len == 0 && (found = readdir(dir)) != NULL) {
        take_entry(lister, dirfd(dir), folder, found);
        errno = 0;
    }
    if (errno != 0 && errno != ENOENT) {
        fail(lister, folder, "cannot be read");
    }
    (void)closedir(dir);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void ph_project_list(PhArena *arena, PhBytes root, PhProjectTree *tree_out)
{
    PhLister lister = {.arena = arena, .root = ph_arena_copy(arena, root), .out = tree_out};
    *tree_out = (PhProjectTree){0};
    if (root.len <= 1) { /* the whole machine, with files that wait for a reader */
        fail(&lister, "", "is too large to be searched");
        return;
    }
    PH_VEC_PUSH(arena, &lister.folders, "");
    while (lister.folders.count > 0 && tree_out->trouble.len == 0) {
        read_folder(&lister, lister.folders.items[--lister.folders.count]);
    }
    if (tree_out->files.count > 0) {
        qsort(tree_out->files.items, tree_out->files.count, sizeof(const char *),
              compare_paths);
    }
}
