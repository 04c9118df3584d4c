#include "cmd/verify_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/path.h"
#include "base/scratch.h"
#include "git/repository.h"

/* Folders still to be copied, relative to the root. */
typedef struct PhCopying {
    PhVerifyTree *tree;
    PhArena *arena;
    PhDiags *diags;
    PH_VEC(PhBytes) folders;
} PhCopying;

static PhStatus trouble(PhCopying *job, PhBytes path)
{
    (void)ph_diag_add(job->diags, PH_SEVERITY_ERROR, path,
                      "cannot be copied for the tests: %s", strerror(errno));
    return PH_ERR_IO;
}

/* Names and contents in the order of the walk, which sorts. */
static void add_to_hash(PhVerifyTree *tree, PhBytes path, PhHash content)
{
    PhArena *arena = ph_arena_new();
    PhBytes text = ph_arena_format(
        arena, "%016llx%016llx%016llx%016llx%.*s", (unsigned long long)tree->hash.high,
        (unsigned long long)tree->hash.low, (unsigned long long)content.high,
        (unsigned long long)content.low, (int)path.len, path.ptr);
    tree->hash = ph_hash(text);
    ph_arena_free(arena);
}

static PhStatus copy_file(PhCopying *job, PhBytes path, const struct stat *info)
{
    PhBytes from = ph_arena_format(job->arena, "%s/%s", job->tree->root.ptr, path.ptr);
    PhBytes to = ph_arena_format(job->arena, "%s/%s", job->tree->folder.ptr, path.ptr);
    PhDiags ignored = {.arena = job->arena};
    PhBytes bytes;
    if (ph_file_read(job->arena, from, UINT32_MAX, &ignored, &bytes) != PH_OK) {
        errno = errno == 0 ? EIO : errno;
        return errno == EACCES ? PH_OK
                               : trouble(job, from); /* tests cannot read it either */
    }
    int fd = open(to.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const struct timespec times[] = {info->st_atim, info->st_mtim};
    bool is_good = fd >= 0 && ph_write_all(fd, bytes) &&
                   fchmod(fd, (info->st_mode & 0777) | S_IRUSR | S_IWUSR) == 0 &&
                   futimens(fd, times) == 0;
    is_good = fd >= 0 && close(fd) == 0 && is_good;
    add_to_hash(job->tree, path, ph_hash(bytes));
    return is_good ? PH_OK : trouble(job, to);
}

static PhStatus copy_link(PhCopying *job, PhBytes path)
{
    char target[4096];
    PhBytes from = ph_arena_format(job->arena, "%s/%s", job->tree->root.ptr, path.ptr);
    PhBytes to = ph_arena_format(job->arena, "%s/%s", job->tree->folder.ptr, path.ptr);
    ssize_t len = readlink(from.ptr, target, sizeof(target) - 1);
    if (len < 0) {
        return trouble(job, from);
    }
    target[len] = '\0';
    add_to_hash(job->tree, path, ph_hash((PhBytes){target, (size_t)len}));
    return symlink(target, to.ptr) == 0 ? PH_OK : trouble(job, to);
}

/* Environments and the like are large, hold absolute paths, and are not changed by tests.
 */
static bool is_lent(PhCopying *job, PhBytes from)
{
    static const char *const k_names[] = {"node_modules", ".tox", ".nox"};
    PhBytes mark = ph_arena_format(job->arena, "%s/pyvenv.cfg", from.ptr);
    const char *name = strrchr(from.ptr, '/') + 1;
    return access(mark.ptr, F_OK) == 0 ||
           ph_bytes_is_one_of(ph_bytes_of(name), k_names, PH_COUNT_OF(k_names));
}

static PhStatus copy_entry(PhCopying *job, PhBytes path)
{
    struct stat info;
    PhBytes from = ph_arena_format(job->arena, "%s/%s", job->tree->root.ptr, path.ptr);
    PhBytes to = ph_arena_format(job->arena, "%s/%s", job->tree->folder.ptr, path.ptr);
    if (lstat(from.ptr, &info) != 0) {
        return errno == ENOENT ? PH_OK : trouble(job, from);
    }
    if (S_ISDIR(info.st_mode) && is_lent(job, from)) {
        return symlink(from.ptr, to.ptr) == 0 ? PH_OK : trouble(job, to);
    }
    if (S_ISDIR(info.st_mode)) {
        PH_VEC_PUSH(job->arena, &job->folders, path);
        return mkdir(to.ptr, 0755) == 0 ? PH_OK : trouble(job, to);
    }
    if (S_ISLNK(info.st_mode)) {
        return copy_link(job, path);
    }
    return S_ISREG(info.st_mode) ? copy_file(job, path, &info) : PH_OK;
}

/* Tests that commit must not do so to the user's repository. */
static int is_copied(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
           strcmp(entry->d_name, ".git") != 0;
}

static PhStatus copy_folder(PhCopying *job, PhBytes folder)
{
    struct dirent **names = NULL;
    PhBytes from = ph_arena_format(job->arena, "%s/%s", job->tree->root.ptr, folder.ptr);
    int count = scandir(from.ptr, &names, is_copied, alphasort);
    if (count < 0) {
        return errno == EACCES ? PH_OK : trouble(job, from);
    }
    PhStatus status = PH_OK;
    for (int i = 0; i < count; i++) {
        PhArenaMark mark = ph_arena_mark(job->arena);
        size_t before = job->folders.count;
        PhBytes path = ph_arena_format(job->arena, "%s%s%s", folder.ptr,
                                       folder.len > 0 ? "/" : "", names[i]->d_name);
        status = status == PH_OK ? copy_entry(job, path) : status;
        if (job->folders.count == before) {
            ph_arena_release(job->arena, mark);
        }
        free(names[i]);
    }
    free((void *)names);
    return status;
}

static void find_root(PhVerifyTree *tree, const PhSession *session)
{
    PhDiags ignored = {.arena = tree->arena};
    PhRepository *repository = NULL;
    tree->root = session->working_folder;
    if (ph_repository_open(tree->arena, session->working_folder, &ignored, &repository) ==
            PH_OK &&
        !ph_repository_is_bare(repository)) {
        tree->root = ph_repository_folder(repository);
    }
    ph_repository_close(repository);
}

PhStatus ph_verify_tree_open(PhVerifyTree *tree, PhArena *arena, const PhSession *session,
                             PhDiags *diags)
{
    *tree = (PhVerifyTree){.arena = arena, .folder = PH_BYTES("")};
    find_root(tree, session);
    if (!ph_scratch_make(arena, &tree->folder)) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "cannot make a scratch folder: %s", strerror(errno));
        return PH_ERR_IO;
    }
    PhBytes below = ph_bytes_slice(session->working_folder, tree->root.len,
                                   session->working_folder.len);
    tree->working = ph_arena_format(arena, "%s%.*s", tree->folder.ptr, (int)below.len,
                                    below.len > 0 ? below.ptr : "");
    PhCopying job = {.tree = tree, .arena = ph_arena_new(), .diags = diags};
    PH_VEC_PUSH(job.arena, &job.folders, PH_BYTES(""));
    PhStatus status = PH_OK;
    for (size_t i = 0; status == PH_OK && i < job.folders.count; i++) {
        status = copy_folder(&job, job.folders.items[i]);
    }
    ph_arena_free(job.arena);
    return status;
}

void ph_verify_tree_close(PhVerifyTree *tree)
{
    if (tree->folder.len > 0) {
        ph_scratch_remove(tree->folder);
        tree->folder = PH_BYTES("");
    }
}

PhBytes ph_verify_tree_path(const PhVerifyTree *tree, const PhSession *session, size_t file)
{
    return ph_path_below(session->walked.files.items[file].real_path, tree->root);
}

PhStatus ph_verify_tree_write(const PhVerifyTree *tree, PhBytes path, PhBytes text,
                              PhDiags *diags)
{
    PhArena *arena = ph_arena_new();
    PhBytes whole =
        ph_arena_format(arena, "%s/%.*s", tree->folder.ptr, (int)path.len, path.ptr);
    bool is_good = ph_write_file(whole.ptr, O_TRUNC | O_NOFOLLOW, 0, text);
    if (!is_good) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, whole, "cannot be written: %s",
                          strerror(errno));
    }
    ph_arena_free(arena);
    return is_good ? PH_OK : PH_ERR_IO;
}
