/* Objects that a partial clone has not got yet. libgit2 does not know of such clones. */

#include <git2.h>

#include "base/buf.h"
#include "base/process.h"
#include "git/git.h"
#include "git/repository.h"

/* The remote that promises to have what is missing; NULL: none does. */
static const char *promising_remote(PhRepository *repository, PhArena *arena)
{
    git_strarray names = {0};
    const char *remote = NULL;
    PhBytes named = ph_repository_setting(repository, "extensions.partialclone");
    if (named.len > 0) {
        return ph_arena_string(arena, named);
    }
    if (git_remote_list(&names, ph_repository_handle(repository)) != 0) {
        return NULL;
    }
    for (size_t i = 0; remote == NULL && i < names.count; i++) {
        PhBytes key = ph_arena_format(arena, "remote.%s.promisor", names.strings[i]);
        remote = ph_repository_switch(repository, key.ptr)
                     ? ph_arena_string(arena, ph_bytes_of(names.strings[i]))
                     : NULL;
    }
    git_strarray_dispose(&names);
    return remote;
}

bool ph_repository_is_partial(PhRepository *repository)
{
    PhArena *arena = ph_arena_new();
    bool is_partial = promising_remote(repository, arena) != NULL;
    ph_arena_free(arena);
    return is_partial;
}

bool ph_repository_fetch(PhRepository *repository, const PhObjectId *ids, size_t count)
{
    PhArena *arena = ph_arena_new();
    const char *remote = promising_remote(repository, arena);
    if (remote == NULL) {
        ph_arena_free(arena);
        return false;
    }
    PhBuf list = {0};
    for (size_t i = 0; i < count; i++) {
        ph_buf_printf(&list, "%s\n", ids[i].hex);
    }
    const char *const argv[] = {"git",
                                "-C",
                                ph_repository_folder(repository).ptr,
                                "-c",
                                "fetch.negotiationAlgorithm=noop",
                                "fetch",
                                remote,
                                "--quiet",
                                "--no-tags",
                                "--no-write-fetch-head",
                                "--recurse-submodules=no",
                                "--filter=blob:none",
                                "--stdin",
                                NULL};
    PhProcess process = {.argv = argv,
                         .environment = ph_git_environment(arena),
                         .input = ph_buf_bytes(&list)};
    PhProcessResult result;
    git_odb *odb = NULL;
    bool is_fetched = ph_process_run(arena, &process, &result) == PH_OK &&
                      result.status == 0 &&
                      git_repository_odb(&odb, ph_repository_handle(repository)) == 0 &&
                      git_odb_refresh(odb) == 0;
    git_odb_free(odb);
    ph_buf_release(&list);
    ph_arena_free(arena);
    return is_fetched;
}
