/* The files of a commit, written into a folder. */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/io.h"
#include "git/repository.h"

typedef struct PhExport {
    PhRepository *repository;
    PhDiags *diags;
    const char *into;
    PhArena *arena;
    git_odb *odb; /* of a partial clone */
    PH_VEC(PhObjectId) missing;
    PhStatus status;
} PhExport;

static int stop(PhExport *job, const char *path, const char *why)
{
    (void)ph_diag_add(job->diags, PH_SEVERITY_ERROR, ph_repository_shown(job->repository),
                      "%s: %s", path, why);
    job->status = PH_ERR_REFUSED;
    return -1;
}

/* git makes no such trees, but they can be made. */
static bool is_plain_name(const char *name)
{
    return name[0] != '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           strchr(name, '/') == NULL && strcasecmp(name, ".git") != 0;
}

/* What stands in for a file that Git LFS has not brought is no Python. */
static bool is_pointer(const char *name, const git_blob *blob)
{
    PhBytes start = {git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};
    PhBytes file = ph_bytes_of(name);
    return ph_bytes_starts_with(start, PH_BYTES("version https://git-lfs.")) &&
           (ph_bytes_ends_with(file, PH_BYTES(".py")) ||
            ph_bytes_ends_with(file, PH_BYTES(".pyi")) ||
            ph_bytes_ends_with(file, PH_BYTES(".pyw")));
}

static int write_blob(PhExport *job, const git_tree_entry *entry, const char *path)
{
    git_blob *blob = NULL;
    git_repository *handle = ph_repository_handle(job->repository);
    if (git_blob_lookup(&blob, handle, git_tree_entry_id(entry)) != 0) {
        return stop(job, path + strlen(job->into) + 1,
                    job->odb == NULL
                        ? "its object is missing: the repository is damaged"
                        : "its object is not in this partial clone, and cannot be fetched");
    }
    if (is_pointer(git_tree_entry_name(entry), blob)) {
        git_blob_free(blob);
        return 0;
    }
    bool is_program = git_tree_entry_filemode(entry) == GIT_FILEMODE_BLOB_EXECUTABLE;
    PhBytes bytes = {git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};
    bool is_good =
        ph_write_file(path, O_CREAT | O_EXCL | O_NOFOLLOW, is_program ? 0755 : 0644, bytes);
    const char *why = strerror(errno);
    git_blob_free(blob);
    return is_good ? 0 : stop(job, path, why);
}

/* In preorder, so folders come before what is in them. */
static int visit(const char *root, const git_tree_entry *entry, void *context)
{
    PhExport *job = context;
    const char *name = git_tree_entry_name(entry);
    if (!is_plain_name(name)) {
        return stop(job, name, "a file of such a name cannot be written");
    }
    PhArenaMark mark = ph_arena_mark(job->arena);
    PhBytes path = ph_arena_format(job->arena, "%s/%s%s", job->into, root, name);
    int error = 0;
    switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
        error = mkdir(path.ptr, 0755) == 0 ? 0 : stop(job, path.ptr, strerror(errno));
        break;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE: error = write_blob(job, entry, path.ptr); break;
    default: break; /* links lead anywhere, submodules are repositories of their own */
    }
    ph_arena_release(job->arena, mark);
    return error;
}

static int note_missing(const char *root, const git_tree_entry *entry, void *context)
{
    PhExport *job = context;
    const git_oid *oid = git_tree_entry_id(entry);
    (void)root;
    if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
        git_odb_exists(job->odb, oid) == 0) {
        PhObjectId id;
        (void)git_oid_tostr(id.hex, sizeof(id.hex), oid);
        PH_VEC_PUSH(job->arena, &job->missing, id);
    }
    return 0;
}

/* All at once, because each request takes as long. */
static int fetch_missing(PhExport *job, git_tree *tree)
{
    if (!ph_repository_is_partial(job->repository)) {
        return 0;
    }
    int error = git_repository_odb(&job->odb, ph_repository_handle(job->repository));
    error = error == 0 ? git_tree_walk(tree, GIT_TREEWALK_PRE, note_missing, job) : error;
    if (error == 0 && job->missing.count > 0) {
        (void)ph_repository_fetch(job->repository, job->missing.items, job->missing.count);
    }
    return error;
}

PhStatus ph_repository_export(PhRepository *repository, const PhObjectId *commit,
                              PhBytes into, PhDiags *diags)
{
    git_tree *tree = NULL;
    PhExport job = {.repository = repository, .diags = diags, .arena = ph_arena_new()};
    job.into = ph_arena_string(job.arena, into);
    int error = ph_repository_tree(repository, commit, &tree);
    error = error == 0 ? fetch_missing(&job, tree) : error;
    error = error == 0 ? git_tree_walk(tree, GIT_TREEWALK_PRE, visit, &job) : error;
    if (error != 0 && job.status == PH_OK) {
        ph_repository_error(repository, diags, "cannot read the files of a commit");
        job.status = PH_ERR_REFUSED;
    }
    git_odb_free(job.odb);
    git_tree_free(tree);
    ph_arena_free(job.arena);
    return error == 0 ? PH_OK : job.status;
}
