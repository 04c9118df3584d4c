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
/* The folder as messages name it: relative to the working folder; empty if that is in it.
 */
PhBytes ph_repository_shown(const PhRepository *repository);
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
    PH_TRACKED_HIDDEN,  /* git is told to look away: assume-unchanged, skip-worktree */
    PH_TRACKED_FOREIGN, /* a filter that libgit2 cannot run makes it into what is stored */
} PhTracked;

/* What the work tree's file `path`, relative to the folder, is to git. */
PhTracked ph_repository_tracks(PhRepository *repository, PhBytes path);

/* A value of the configuration; empty: not set. */
PhBytes ph_repository_setting(PhRepository *repository, const char *name);
bool ph_repository_switch(PhRepository *repository, const char *name);

/* The names of hooks that `git commit` would have run, ", " between them; or empty. */
PhBytes ph_repository_hooks(PhRepository *repository);

/* The bytes of a file of a commit, of a link its target; false if it has none of that
 * path, or the object is missing and cannot be fetched. */
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

typedef struct PhChangedFile {
    PhBytes path;
    bool is_moded; /* its mode or kind differs, maybe nothing else */
} PhChangedFile;

typedef PH_VEC(PhChangedFile) PhChangedFiles;

/* The files in which two commits differ; submodules and links count. */
PH_MUST_USE PhStatus ph_repository_changed(PhRepository *repository, const PhObjectId *from,
                                           const PhObjectId *to, PhDiags *diags,
                                           PhChangedFiles *files_out);

/* The newest commit that both were made from; false: there is none. */
bool ph_repository_merge_base(PhRepository *repository, const PhObjectId *a,
                              const PhObjectId *b, PhObjectId *id_out);

/*
 * Puts files into the index as `commit` has them, and nothing else; one that it has not is
 * taken out. Waits for a while where somebody else holds the index.
 *
 * Errors: PH_ERR_IO with one record; the index is as before.
 */
PH_MUST_USE PhStatus ph_repository_stage(PhRepository *repository, const PhObjectId *commit,
                                         const PhPaths *paths, PhDiags *diags);

/*
 * Waits until everything written so far is on the disk, so that no reference outlives what
 * it refers to. One call for all objects costs less than one for each.
 *
 * Errors: PH_ERR_IO with one record.
 */
PH_MUST_USE PhStatus ph_repository_sync(PhRepository *repository, PhDiags *diags);

/*
 * Gets objects that a partial clone left with the remote, all in one request by the git
 * program, as git itself does where it misses one. False: they are still missing.
 */
bool ph_repository_fetch(PhRepository *repository, const PhObjectId *ids, size_t count);
/* Whether some remote holds objects that this repository refers to and has not. */
bool ph_repository_is_partial(PhRepository *repository);

typedef struct PhMove {
    PhBytes name; /* "refs/heads/x", or "HEAD" if detached */
    const PhObjectId *old;
    PhObjectId to;
    PhBytes reason; /* for the log of the reference */
} PhMove;

/*
 * Makes a reference point to a new commit, if it still points to the old one; `old` NULL:
 * if there is none yet.
 *
 * Errors: PH_ERR_CONFLICT: it points elsewhere by now, or is locked; PH_ERR_IO. One record.
 */
PH_MUST_USE PhStatus ph_repository_move(PhRepository *repository, const PhMove *move,
                                        PhDiags *diags);

/* A reference that nobody else can move until ph_repository_unlock(). */
typedef struct PhLockedRef PhLockedRef;

/* Locks the reference of a move whose `old` is not NULL. Errors: as ph_repository_move().
 */
PH_MUST_USE PhStatus ph_repository_lock(PhRepository *repository, const PhMove *move,
                                        PhDiags *diags, PhLockedRef **out);
/* Moves it. The lock is left to ph_repository_unlock() all the same. */
PH_MUST_USE PhStatus ph_repository_move_locked(PhRepository *repository, PhLockedRef *ref,
                                               const PhMove *move, PhDiags *diags);
void ph_repository_unlock(PhLockedRef *ref);

/*
 * Writes the files of a commit into the empty folder `into`: plain files alone, byte for
 * byte as git stores them, no links, no submodules, no Python files that Git LFS keeps
 * elsewhere. What a partial clone has not is fetched.
 *
 * Errors: PH_ERR_IO, PH_ERR_REFUSED (an object is missing, as in a partial clone; a name
 *         that no folder may have), one record.
 */
PH_MUST_USE PhStatus ph_repository_export(PhRepository *repository,
                                          const PhObjectId *commit, PhBytes into,
                                          PhDiags *diags);

/* For the other files of this layer. */
struct git_tree;
struct git_repository *ph_repository_handle(PhRepository *repository);
/* The tree of a commit, to be given to git_tree_free(); an error of libgit2, or 0. */
int ph_repository_tree(PhRepository *repository, const PhObjectId *commit,
                       struct git_tree **out);
/* Adds an error record with what libgit2 last said. */
void ph_repository_error(const PhRepository *repository, PhDiags *diags, const char *what);

#endif
