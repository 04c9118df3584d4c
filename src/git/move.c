/* References that come to point to new commits. */

#include <git2.h>

#include "git/repository.h"

struct PhLockedRef {
    git_transaction *transaction;
};

static PhStatus refuse(const PhRepository *repository, const PhMove *move, int error,
                       PhDiags *diags)
{
    bool is_moved = error == GIT_EMODIFIED || error == GIT_EEXISTS;
    if (!is_moved && error != GIT_ELOCKED) {
        ph_repository_error(repository, diags, "cannot move a reference");
        return PH_ERR_IO;
    }
    (void)ph_diag_add(diags, PH_SEVERITY_ERROR, ph_repository_shown(repository),
                      "%.*s %s: nothing was committed", (int)move->name.len, move->name.ptr,
                      is_moved ? "was moved meanwhile" : "is locked");
    return PH_ERR_CONFLICT;
}

PhStatus ph_repository_move(PhRepository *repository, const PhMove *move, PhDiags *diags)
{
    git_oid old_oid;
    git_oid new_oid;
    git_reference *made = NULL;
    git_repository *handle = ph_repository_handle(repository);
    PhArena *arena = ph_arena_new();
    const char *name = ph_arena_string(arena, move->name);
    const char *reason = ph_arena_string(arena, move->reason);
    int error = git_oid_fromstr(&new_oid, move->to.hex);
    if (error == 0 && move->old == NULL) {
        error = git_reference_create(&made, handle, name, &new_oid, 0, reason);
    } else if (error == 0) {
        error = git_oid_fromstr(&old_oid, move->old->hex);
        error = error == 0 ? git_reference_create_matching(&made, handle, name, &new_oid, 1,
                                                           &old_oid, reason)
                           : error;
    }
    git_reference_free(made);
    ph_arena_free(arena);
    return error == 0 ? PH_OK : refuse(repository, move, error, diags);
}

static int lock(PhRepository *repository, const PhMove *move, git_transaction *transaction)
{
    git_oid now;
    git_oid old_oid;
    git_repository *handle = ph_repository_handle(repository);
    PhArena *arena = ph_arena_new();
    const char *name = ph_arena_string(arena, move->name);
    int error = git_transaction_lock_ref(transaction, name);
    error = error == 0 ? git_reference_name_to_id(&now, handle, name) : error;
    error = error == 0 ? git_oid_fromstr(&old_oid, move->old->hex) : error;
    ph_arena_free(arena);
    return error != 0 ? error : git_oid_equal(&now, &old_oid) == 0 ? GIT_EMODIFIED : 0;
}

PhStatus ph_repository_lock(PhRepository *repository, const PhMove *move, PhDiags *diags,
                            PhLockedRef **out)
{
    git_transaction *transaction = NULL;
    int error = git_transaction_new(&transaction, ph_repository_handle(repository));
    error = error == 0 ? lock(repository, move, transaction) : error;
    *out = NULL;
    if (error != 0) {
        git_transaction_free(transaction);
        return refuse(repository, move, error, diags);
    }
    *out = ph_alloc(sizeof(**out));
    (*out)->transaction = transaction;
    return PH_OK;
}

PhStatus ph_repository_move_locked(PhRepository *repository, PhLockedRef *ref,
                                   const PhMove *move, PhDiags *diags)
{
    git_oid new_oid;
    PhArena *arena = ph_arena_new();
    int error = git_oid_fromstr(&new_oid, move->to.hex);
    error = error == 0
                ? git_transaction_set_target(ref->transaction,
                                             ph_arena_string(arena, move->name), &new_oid,
                                             NULL, ph_arena_string(arena, move->reason))
                : error;
    error = error == 0 ? git_transaction_commit(ref->transaction) : error;
    ph_arena_free(arena);
    return error == 0 ? PH_OK : refuse(repository, move, error, diags);
}

void ph_repository_unlock(PhLockedRef *ref)
{
    if (ref != NULL) {
        git_transaction_free(ref->transaction);
        free(ref);
    }
}
