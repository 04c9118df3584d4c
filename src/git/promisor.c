/* Objects that a partial clone has not got yet. libgit2 does not know of such clones. */

#include <git2.h>

#include "base/buf.h"
#include "base/process.h"
#include "git/git.h"
#include "git/repository.h"

/* The x of a setting "remote.x.promisor"; empty: it is another. */
static PhBytes promising(PhBytes name)
{
    PhBytes start = PH_BYTES("remote.");
    PhBytes end = PH_BYTES(".promisor");
    return ph_bytes_starts_with(name, start) && ph_bytes_ends_with(name, end) &&
                   name.len > start.len + end.len
               ? ph_bytes_slice(name, start.len, name.len - end.len)
               : PH_BYTES("");
}

/*
 * The remote that promises to have what is missing; NULL: none does. (git_remote_list()
 * would lose memory for each setting that is of no remote, in libgit2 1.5.)
 */
static const char *promising_remote(PhRepository *repository, PhArena *arena)
{
    const char *remote = NULL;
    git_config *config = NULL;
    git_config_iterator *iterator = NULL;
    git_config_entry *entry = NULL;
    PhBytes named = ph_repository_setting(repository, "extensions.partialclone");
    if (named.len > 0) {
        return ph_arena_string(arena, named);
    }
    if (git_repository_config_snapshot(&config, ph_repository_handle(repository)) == 0 &&
        git_config_iterator_new(&iterator, config) == 0) {
        while (remote == NULL && git_config_next(&entry, iterator) == 0) {
            PhBytes name = promising(ph_bytes_of(entry->name));
            int is_on = 0;
            if (name.len > 0 && git_config_parse_bool(&is_on, entry->value) == 0 && is_on) {
                remote = ph_arena_string(arena, name);
            }
        }
    }
    git_config_iterator_free(iterator);
    git_config_free(config);
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
