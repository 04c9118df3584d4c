#include "apply/walk_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/folder_stack.h"
#include "base/map.h"
#include "base/path.h"
#include "project/root.h"
#include "source/generated.h"

/* Tools, environments and installed packages: other people's code, or none. */
static const char *const k_passed_over[] = {
    ".git",          ".hg",          ".svn",          ".tox",           ".nox",
    ".venv",         "node_modules", "__pycache__",   ".mypy_cache",    ".eggs",
    "site-packages", ".ruff_cache",  ".pytest_cache", "__pypackages__",
};

typedef struct PhEntry {
    const char *name;
    unsigned char type; /* DT_REG, DT_DIR or DT_LNK */
} PhEntry;

typedef PH_VEC(PhEntry) PhEntryVec;

/* What one folder holds, as far as a walk cares. */
typedef struct PhListing {
    PhEntryVec entries;
    bool has_gitignore;
    bool has_git;
    bool is_environment;
} PhListing;

typedef struct PhLink {
    PhBytes path;
    PhBytes real_place; /* of the link, not of its target */
} PhLink;

typedef struct PhWalk {
    PhArena *arena;
    PhArena *scratch;
    const PhWalkOptions *options;
    PhDiags *diags;
    PhWalked *out;
    PhMap seen; /* identity of a file to its place in out->files */
    PhIgnore *ignore;
    PhBytes root;
    PhFolderStack stack;
    PH_VEC(PhLink) links; /* looked at last: a file's own name goes before those */
} PhWalk;

static void report(PhWalk *walk, PhBytes path, const char *what, int reason)
{
    PhBytes message = ph_arena_format(walk->scratch, "%s: %s", what, strerror(reason));
    (void)ph_diag_add_at(walk->diags, PH_SEVERITY_ERROR,
                         path.len == 0 ? PH_BYTES(".") : path, 0, 0, message);
}

/* Nothing can open such a path, so one line for the folder does instead of one a file. */
static bool is_too_long(PhWalk *walk, PhBytes path)
{
    if (path.len < PATH_MAX) {
        return false;
    }
    report(walk, path, "cannot open", ENAMETOOLONG);
    return true;
}

static bool has_python_suffix(PhBytes name)
{
    return ph_bytes_ends_with(name, PH_BYTES(".py")) ||
           ph_bytes_ends_with(name, PH_BYTES(".pyi")) ||
           ph_bytes_ends_with(name, PH_BYTES(".pyw"));
}

static PhBytes join(PhArena *arena, PhBytes folder, const char *name)
{
    bool has_slash = folder.len == 0 || folder.ptr[folder.len - 1] == '/';
    size_t len = strlen(name);
    size_t name_at = folder.len + (has_slash ? 0 : 1);
    char *path = ph_arena_alloc(arena, name_at + len + 1);
    if (folder.len > 0) {
        memcpy(path, folder.ptr, folder.len);
        path[name_at - 1] = '/';
    }
    memcpy(path + name_at, name, len + 1);
    return (PhBytes){path, name_at + len};
}

/* Hard links share the inode, and yet each is a file of its own in its folder. */
static uint32_t *seen_place(PhWalk *walk, const struct stat *info, PhBytes real_path)
{
    size_t path_len = info->st_nlink > 1 ? real_path.len : 0;
    size_t id_len = sizeof(info->st_dev) + sizeof(info->st_ino);
    char *key = ph_arena_alloc(walk->scratch, id_len + path_len);
    memcpy(key, &info->st_dev, sizeof(info->st_dev));
    memcpy(key + sizeof(info->st_dev), &info->st_ino, sizeof(info->st_ino));
    if (path_len > 0) {
        memcpy(key + id_len, real_path.ptr, path_len);
    }
    return ph_map_put(&walk->seen, (PhBytes){key, id_len + path_len});
}

static void add_file(PhWalk *walk, const PhWalkFile *file, const struct stat *info)
{
    uint32_t *place = seen_place(walk, info, file->real_path);
    if (*place != PH_MAP_NONE) {
        PhWalkFile *known = &walk->out->files.items[*place];
        known->is_named = known->is_named || file->is_named;
        return;
    }
    *place = (uint32_t)walk->out->files.count;
    PH_VEC_PUSH(walk->arena, &walk->out->files, *file);
}

/* File systems that do not tell the type leave it to fstatat(). */
static unsigned char type_of(int fd, const struct dirent *found)
{
    if (found->d_type != DT_UNKNOWN) {
        return found->d_type;
    }
    struct stat info;
    if (fstatat(fd, found->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        return DT_UNKNOWN;
    }
    return S_ISREG(info.st_mode)   ? DT_REG
           : S_ISDIR(info.st_mode) ? DT_DIR
           : S_ISLNK(info.st_mode) ? DT_LNK
                                   : DT_UNKNOWN;
}

static void add_entry(PhWalk *walk, PhListing *listing, PhEntry entry)
{
    PH_VEC_PUSH(walk->scratch, &listing->entries, entry);
}

static void note_entry(PhWalk *walk, int fd, const struct dirent *found, PhListing *listing)
{
    PhBytes name = ph_bytes_of(found->d_name);
    bool is_self = ph_bytes_is(name, ".") || ph_bytes_is(name, "..");
    listing->has_gitignore = listing->has_gitignore || ph_bytes_is(name, ".gitignore");
    listing->has_git = listing->has_git || ph_bytes_is(name, ".git");
    listing->is_environment = listing->is_environment || ph_bytes_is(name, "pyvenv.cfg");
    unsigned char type = is_self ? DT_UNKNOWN : type_of(fd, found);
    bool is_wanted =
        type == DT_DIR
            ? !ph_bytes_is_one_of(name, k_passed_over, PH_COUNT_OF(k_passed_over))
            : (type == DT_REG || type == DT_LNK) && has_python_suffix(name);
    if (is_wanted) {
        add_entry(walk, listing, (PhEntry){ph_arena_string(walk->scratch, name), type});
    }
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const PhEntry *)a)->name, ((const PhEntry *)b)->name);
}

static bool list_folder(PhWalk *walk, const PhFolder *folder, PhListing *listing)
{
    int copy = fcntl(folder->fd, F_DUPFD_CLOEXEC, 0);
    DIR *dir = copy < 0 ? NULL : fdopendir(copy);
    if (dir == NULL) {
        report(walk, folder->path, "cannot read folder", errno);
        if (copy >= 0) {
            (void)close(copy);
        }
        return false;
    }
    const struct dirent *found;
    errno = 0;
    while ((found = readdir(dir)) != NULL) {
        note_entry(walk, folder->fd, found, listing);
        errno = 0;
    }
    int reason = errno;
    (void)closedir(dir);
    if (reason != 0 && reason != ENOENT) {
        report(walk, folder->path, "cannot read folder", reason);
    }
    if (listing->entries.count > 0) {
        qsort(listing->entries.items, listing->entries.count, sizeof(PhEntry),
              compare_entries);
    }
    return true;
}

static void take_file(PhWalk *walk, const PhFolder *folder, const char *name)
{
    struct stat info;
    if (fstatat(folder->fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(info.st_mode)) {
        return;
    }
    if (ph_generated_is_name(ph_bytes_of(name))) {
        walk->out->generated_count++;
        return;
    }
    PhWalkFile file = {.path = join(walk->arena, folder->path, name),
                       .real_path = join(walk->arena, folder->real, name),
                       .root = walk->root};
    if (is_too_long(walk, file.path)) {
        return;
    }
    add_file(walk, &file, &info);
}

static bool is_left_out(const PhWalk *walk, const PhFolder *folder, const PhEntry *entry)
{
    if (folder->scope == NULL && folder->excludes == NULL) {
        return false;
    }
    PhArenaMark mark = ph_arena_mark(walk->arena);
    PhBytes real = join(walk->arena, folder->real, entry->name);
    bool is_folder = entry->type == DT_DIR;
    bool is_out = ph_ignore_covers(folder->scope, real, is_folder) ||
                  ph_excludes_cover(folder->excludes, real, is_folder);
    ph_arena_release(walk->arena, mark);
    return is_out;
}

static void take_folder(PhWalk *walk, PhFolder *outer, const char *name)
{
    PH_VEC_PUSH(walk->scratch, &outer->folders, name);
}

static void take_link(PhWalk *walk, const PhFolder *folder, const char *name)
{
    PhLink link = {join(walk->arena, folder->path, name),
                   join(walk->scratch, folder->real, name)};
    PH_VEC_PUSH(walk->scratch, &walk->links, link);
}

static void take_entry(PhWalk *walk, PhFolder *folder, const PhEntry *entry)
{
    if (is_left_out(walk, folder, entry)) {
        return;
    }
    if (entry->type == DT_DIR) {
        take_folder(walk, folder, entry->name);
    } else if (entry->type == DT_LNK) {
        take_link(walk, folder, entry->name);
    } else {
        take_file(walk, folder, entry->name);
    }
}

/* Lists the newest folder of the stack and takes its files. */
static void enter_folder(PhWalk *walk, const PhIgnoreScope *outer, bool is_root)
{
    PhFolder *folder = ph_folder_stack_top(&walk->stack);
    PhListing listing = {0};
    if (!list_folder(walk, folder, &listing) || (listing.is_environment && !is_root)) {
        return;
    }
    folder->scope = outer;
    if (walk->ignore != NULL && listing.has_git && !is_root) {
        folder->scope =
            ph_ignore_enter_nested(walk->ignore, outer, folder->fd, folder->real);
    } else if (walk->ignore != NULL && listing.has_gitignore) {
        folder->scope = ph_ignore_enter(walk->ignore, outer, folder->fd, folder->real);
    }
    if (walk->options->excludes_of != NULL) {
        folder->excludes = walk->options->excludes_of(walk->options->context, folder->real);
    }
    for (size_t i = 0; i < listing.entries.count; i++) {
        take_entry(walk, folder, &listing.entries.items[i]);
    }
}

static void descend(PhWalk *walk, PhFolder *folder)
{
    const char *name = folder->folders.items[folder->next++];
    const PhIgnoreScope *scope = folder->scope;
    PhBytes path = join(walk->scratch, folder->path, name);
    PhBytes real = join(walk->scratch, folder->real, name);
    if (is_too_long(walk, path)) {
        return;
    }
    if (ph_folder_stack_push(&walk->stack, name, path, real)) {
        enter_folder(walk, scope, false);
    } else if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) {
        report(walk, path, "cannot open folder", errno);
    }
}

static void take_links(PhWalk *walk)
{
    for (size_t i = 0; i < walk->links.count; i++) {
        const PhLink *link = &walk->links.items[i];
        struct stat info;
        PhBytes real;
        if (!ph_path_real(walk->arena, link->real_place, &real)) {
            continue; /* editors leave dangling links as locks */
        }
        if (ph_path_below(real, walk->root).len == 0 || stat(real.ptr, &info) != 0 ||
            !S_ISREG(info.st_mode)) {
            continue;
        }
        if (ph_generated_is_name(ph_path_last(real)) ||
            ph_generated_is_name(ph_path_last(link->path))) {
            walk->out->generated_count++;
            continue;
        }
        PhWalkFile file = {.path = link->path, .real_path = real, .root = walk->root};
        add_file(walk, &file, &info);
    }
    walk->links.count = 0;
}

/* How entries of a named folder begin: "." is left away, slashes at the end are too. */
static PhBytes shown_folder(PhBytes name)
{
    while (name.len > 1 && name.ptr[name.len - 1] == '/') {
        name.len--;
    }
    return ph_bytes_is(name, ".") ? PH_BYTES("") : name;
}

static void walk_folder(PhWalk *walk, PhBytes named, PhBytes real)
{
    const PhIgnoreScope *scope = NULL;
    walk->root = real;
    if (walk->ignore != NULL) {
        PhBytes top = ph_project_root(walk->scratch, real, real);
        scope = ph_ignore_find(walk->ignore, real, top);
    }
    if (!ph_folder_stack_push(&walk->stack, ph_arena_string(walk->scratch, named),
                              shown_folder(named), real)) {
        report(walk, named, "cannot open folder", errno);
        return;
    }
    enter_folder(walk, scope, true);
    PhFolder *folder;
    while ((folder = ph_folder_stack_top(&walk->stack)) != NULL) {
        if (folder->next < folder->folders.count) {
            descend(walk, folder);
        } else if (!ph_folder_stack_pop(&walk->stack)) {
            folder = ph_folder_stack_top(&walk->stack);
            report(walk, folder->path, "cannot go back to folder", errno);
            folder->next = folder->folders.count;
        }
    }
    take_links(walk);
}

static void report_missing(PhWalk *walk, PhBytes named, int reason)
{
    struct stat info;
    bool is_link =
        lstat(ph_arena_string(walk->scratch, named), &info) == 0 && S_ISLNK(info.st_mode);
    const char *what = reason == ELOOP               ? "symbolic links in a circle"
                       : is_link && reason == ENOENT ? "dangling symbolic link"
                       : reason == ENOENT            ? "no such file or folder"
                                                     : NULL;
    if (what == NULL) {
        report(walk, named, "cannot open", reason);
    } else {
        (void)ph_diag_add_at(walk->diags, PH_SEVERITY_ERROR, named, 0, 0,
                             ph_bytes_of(what));
    }
}

static void take_named(PhWalk *walk, PhBytes named)
{
    PhBytes path = ph_arena_copy(walk->arena, named);
    struct stat info;
    PhBytes real;
    if (stat(path.ptr, &info) != 0 || !ph_path_real(walk->arena, path, &real)) {
        report_missing(walk, named, errno);
        return;
    }
    if (S_ISDIR(info.st_mode)) {
        walk_folder(walk, path, real);
    } else if (S_ISREG(info.st_mode)) {
        PhBytes name = ph_path_last(real);
        size_t folder_len = real.len - name.len;
        folder_len -= folder_len > 1 ? 1 : 0;
        PhWalkFile file = {
            .path = path,
            .real_path = real,
            .root = ph_arena_copy(walk->arena, ph_bytes_slice(real, 0, folder_len)),
            .is_named = true};
        add_file(walk, &file, &info);
    } else {
        (void)ph_diag_add_at(walk->diags, PH_SEVERITY_ERROR, named, 0, 0,
                             PH_BYTES("neither a regular file nor a folder"));
    }
}

static int compare_files(const void *a, const void *b)
{
    return ph_bytes_compare(((const PhWalkFile *)a)->path, ((const PhWalkFile *)b)->path);
}

void ph_walk_files(PhArena *arena, const PhBytesVec *named, const PhWalkOptions *options,
                   PhDiags *diags, PhWalked *walked_out)
{
    PhArena *scratch = ph_arena_new();
    PhWalk walk = {.arena = arena,
                   .scratch = scratch,
                   .options = options,
                   .diags = diags,
                   .out = walked_out,
                   .seen = ph_map_in(scratch),
                   .stack = {.arena = scratch}};
    *walked_out = (PhWalked){0};
    walk.ignore = options->ignores_gitignore ? NULL : ph_ignore_new(scratch);
    for (size_t i = 0; i < named->count; i++) {
        take_named(&walk, named->items[i]);
    }
    ph_arena_free(scratch);
    if (walked_out->files.count > 0) {
        qsort(walked_out->files.items, walked_out->files.count, sizeof(PhWalkFile),
              compare_files);
    }
}
