#ifndef PH_GIT_REPOSITORY_H
#define PH_GIT_REPOSITORY_H

/*
 * A repository of the user, opened for commits. libgit2 does what is done here but for
 * signing (sign.h); hooks are not run by it.
 *
 * One thread at a time. Everything is freed by ph_repository_close(); texts live in the
 * arena.
 */

#include "base/arena.h"
#include "base/vec.h"
#include "source/diag.h"

typedef struct PhRepository PhRepository;

/* The id of an object as git prints it. */
typedef struct PhObjectId {
    char hex[41];
} PhObjectId;

/*
 * Opens the repository that `path`, a file or folder, lies in, or that it is.
 *
 * Errors: PH_ERR_REFUSED with one record that says why: none there, another owner, a format
 *         that libgit2 does not know.
 */
PH_MUST_USE PhStatus ph_repository_open(PhArena *arena, PhBytes path, PhDiags *diags,
                                        PhRepository **out);
void ph_repository_close(PhRepository *repository);

/* The folder of the work tree, of a bare one its own, absolute, without a final slash. */
PhBytes ph_repository_folder(const PhRepository *repository);
/* The folder with the objects and references, of linked work trees that of the first. */
PhBytes ph_repository_common_folder(const PhRepository *repository);
bool ph_repository_is_bare(const PhRepository *repository);

/* What commits are made upon. */
typedef struct PhBase {
    PhObjectId id;
    PhBytes branch; /* "refs/heads/main"; empty: a detached HEAD */
} PhBase;

/* Errors: PH_ERR_REFUSED with one record where there is no commit yet. */
PH_MUST_USE PhStatus ph_repository_base(PhRepository *repository, PhDiags *diags,
                                        PhBase *base_out);

/* `text` names a commit in any way that git knows. Errors: PH_ERR_REFUSED, one record. */
PH_MUST_USE PhStatus ph_repository_commit_id(PhRepository *repository, PhBytes text,
                                             PhDiags *diags, PhObjectId *id_out);

/*
 * Whether commits may be made in the work tree: no merge, rebase or the like is under way,
 * and nobody holds the index.
 *
 * Errors: PH_ERR_REFUSED with one record.
 */
PH_MUST_USE PhStatus ph_repository_check_idle(PhRepository *repository, PhDiags *diags);

typedef enum PhTracked {
    PH_TRACKED_CLEAN,   /* as HEAD, the index and the filters have it */
    PH_TRACKED_CHANGED, /* staged or not */
    PH_TRACKED_NOT,     /* git does not know it, or it is no plain file there */
} PhTracked;

/* What the work tree's file `path`, relative to the folder, is to git. */
PhTracked ph_repository_tracks(PhRepository *repository, PhBytes path);

/* A value of the configuration; empty: not set. */
PhBytes ph_repository_setting(PhRepository *repository, const char *name);
bool ph_repository_switch(PhRepository *repository, const char *name);

/* The names of hooks that `git commit` would have run, ", " between them; or empty. */
PhBytes ph_repository_hooks(PhRepository *repository);

/* The bytes of a file of a commit; false if it has none of that path. */
bool ph_repository_read(PhRepository *repository, const PhObjectId *commit, PhBytes path,
                        PhBytes *bytes_out);

/* The local branch of that name: its commit. False: there is none. */
bool ph_repository_branch(PhRepository *repository, PhBytes name, PhObjectId *id_out);
/* Whether some work tree has the branch checked out. */
bool ph_repository_is_checked_out(PhRepository *repository, PhBytes name);
/* Whether git takes `name` as that of a branch. */
bool ph_repository_is_branch_name(PhBytes name);

/* Messages and parents of a commit. */
typedef struct PhCommitFacts {
    PhBytes message;
    size_t parent_count;
    PhObjectId parent; /* the first */
} PhCommitFacts;

PH_MUST_USE PhStatus ph_repository_facts(PhRepository *repository, const PhObjectId *commit,
                                         PhDiags *diags, PhCommitFacts *facts_out);

typedef PH_VEC(PhBytes) PhPaths;

/* The paths of files in which two commits differ; submodules and links count. */
PH_MUST_USE PhStatus ph_repository_changed(PhRepository *repository, const PhObjectId *from,
                                           const PhObjectId *to, PhDiags *diags,
                                           PhPaths *paths_out);

/*
 * Takes the files of the work tree, as they are now, into the index, and nothing else.
 *
 * Errors: PH_ERR_IO with one record.
 */
PH_MUST_USE PhStatus ph_repository_stage(PhRepository *repository, const PhPaths *paths,
                                         PhDiags *diags);

/*
 * Makes a reference point to a new commit, if it still points to the old one; `old` NULL:
 * if there is none yet. `name` as "refs/heads/x", or "HEAD" if detached.
 *
 * Errors: PH_ERR_CONFLICT: it points elsewhere by now, or is locked; PH_ERR_IO. One record.
 */
PH_MUST_USE PhStatus ph_repository_move(PhRepository *repository, PhBytes name,
                                        const PhObjectId *old, const PhObjectId *new_id,
                                        PhBytes reason, PhDiags *diags);

/*
 * Writes the files of a commit into the empty folder `into`: plain files alone, byte for
 * byte as git stores them, no links and no submodules.
 *
 * Errors: PH_ERR_IO, PH_ERR_REFUSED (an object is missing, as in a partial clone; a name
 *         that no folder may have), one record.
 */
PH_MUST_USE PhStatus ph_repository_export(PhRepository *repository,
                                          const PhObjectId *commit, PhBytes into,
                                          PhDiags *diags);

/* For the other files of this layer. */
struct git_repository *ph_repository_handle(PhRepository *repository);
/* Adds an error record with what libgit2 last said. */
void ph_repository_error(const PhRepository *repository, PhDiags *diags, const char *what);

#endif
