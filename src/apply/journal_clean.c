#include "apply/journal_clean.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/file_hash.h"
#include "apply/journal_store.h"

/* The two files of an entry, in their folder. */
typedef struct PhLeft {
    const PhJournalEntry *entry;
    const char *name; /* of the target; the temporary's is entry->temp */
    int folder;
    PhDiags *diags;
} PhLeft;

typedef struct PhHeld {
    bool is_there;
    bool is_readable; /* a regular file, read to its end */
    int error;        /* why it is not, or 0 if it is no regular file */
    struct stat info;
    PhHash hash;
} PhHeld;

static PhJournalEnd leave(const PhLeft *left, const char *why)
{
    PhBytes path = left->entry->path;
    PhBytes temp = left->entry->temp;
    (void)ph_diag_add(left->diags, PH_SEVERITY_WARNING, path,
                      "a run that was killed left %.*s beside it: %s", (int)temp.len,
                      temp.ptr, why);
    return PH_JOURNAL_LEFT;
}

static PhHeld look_at(const PhLeft *left, const char *name)
{
    PhHeld held = {0};
    if (fstatat(left->folder, name, &held.info, AT_SYMLINK_NOFOLLOW) != 0) {
        held.is_there = errno != ENOENT;
        held.error = errno;
        return held;
    }
    held.is_there = true;
    if (!S_ISREG(held.info.st_mode)) {
        return held;
    }
    int fd = ph_file_hash_open(left->folder, name);
    if (fd < 0) {
        held.error = errno;
        return held;
    }
    if (fstat(fd, &held.info) == 0 && S_ISREG(held.info.st_mode)) {
        held.is_readable = ph_file_hash(fd, &held.hash);
        held.error = held.is_readable ? 0 : errno;
    }
    (void)close(fd);
    return held;
}

static bool is_file(const PhHeld *held, uint64_t device, uint64_t inode)
{
    return (uint64_t)held->info.st_dev == device && (uint64_t)held->info.st_ino == inode;
}

static bool holds(const PhHeld *held, PhHash hash)
{
    return held->is_readable && ph_hash_equal(held->hash, hash);
}

static PhJournalEnd drop(const PhLeft *left, PhJournalEnd end)
{
    if (unlinkat(left->folder, left->entry->temp.ptr, 0) != 0 && errno != ENOENT) {
        return leave(left, strerror(errno));
    }
    return end;
}

/*
 * What was swapped out is neither ours nor the old bytes: somebody saved in that moment,
 * and the kill came before his file could be swapped back.
 */
static PhJournalEnd give_back(const PhLeft *left)
{
    const PhJournalEntry *entry = left->entry;
    PhHeld target = look_at(left, left->name);
    if (!holds(&target, entry->new_hash)) {
        return leave(left, "it holds what was saved in that moment; both files are kept");
    }
    if (renameat2(left->folder, entry->temp.ptr, left->folder, left->name,
                  RENAME_EXCHANGE) != 0) {
        return leave(left,
                     "it holds what was saved in that moment, and cannot be put back");
    }
    PhHeld taken_out = look_at(left, entry->temp.ptr);
    if (!is_file(&taken_out, (uint64_t)target.info.st_dev, (uint64_t)target.info.st_ino) ||
        !holds(&taken_out, entry->new_hash)) {
        return leave(left, "it holds another version; both files are kept");
    }
    (void)ph_diag_add(left->diags, PH_SEVERITY_WARNING, entry->path,
                      "what was saved in the moment when a run was killed is back");
    return drop(left, PH_JOURNAL_DROPPED);
}

static PhJournalEnd judge(const PhLeft *left, const PhHeld *temp)
{
    const PhJournalEntry *entry = left->entry;
    bool is_ours =
        entry->temp_inode != 0 && is_file(temp, entry->temp_device, entry->temp_inode);
    if (entry->temp_inode == 0) {
        return temp->info.st_size == 0 ? drop(left, PH_JOURNAL_DROPPED)
                                       : leave(left, "it is not known whose it is");
    }
    if (is_ours && !entry->is_swapping) {
        return drop(left, PH_JOURNAL_DROPPED);
    }
    if (is_ours) {
        /* It was at the target's place for a moment, where somebody may have saved. */
        return holds(temp, entry->new_hash)
                   ? drop(left, PH_JOURNAL_DROPPED)
                   : leave(left, "it was saved to since; both files are kept");
    }
    if (!entry->is_swapping || !temp->is_readable) {
        return leave(left, "it is not known whose it is");
    }
    return holds(temp, entry->old_hash) ? drop(left, PH_JOURNAL_WRITTEN) : give_back(left);
}

static PhJournalEnd clean_in_folder(const PhLeft *left)
{
    const PhJournalEntry *entry = left->entry;
    PhHeld temp = look_at(left, entry->temp.ptr);
    if (!temp.is_there) {
        PhHeld target = look_at(left, left->name);
        return holds(&target, entry->new_hash) ? PH_JOURNAL_WRITTEN : PH_JOURNAL_DROPPED;
    }
    if (temp.error != 0) {
        return leave(left, strerror(temp.error));
    }
    if (!S_ISREG(temp.info.st_mode)) {
        return leave(left, "it is no regular file by now");
    }
    if (temp.info.st_uid != geteuid() && temp.info.st_uid != entry->owner) {
        return leave(left, "it has another owner by now");
    }
    return judge(left, &temp);
}

PhJournalEnd ph_journal_clean_entry(const PhJournalEntry *entry, PhDiags *diags)
{
    char folder[PATH_MAX];
    char real[PATH_MAX];
    PhLeft left = {.entry = entry, .folder = -1, .diags = diags};
    if (entry->path.len == 0 || entry->path.len >= sizeof(folder)) {
        return PH_JOURNAL_DROPPED;
    }
    memcpy(folder, entry->path.ptr, entry->path.len);
    folder[entry->path.len] = '\0';
    char *slash = strrchr(folder, '/');
    left.name = slash + 1;
    *slash = '\0';
    const char *opened = slash == folder ? "/" : folder;
    if (realpath(opened, real) == NULL) {
        return leave(&left, errno == ENOENT ? "its folder is gone" : strerror(errno));
    }
    if (strcmp(real, opened) != 0) {
        return leave(&left, "a link leads to another folder by now");
    }
    left.folder = open(opened, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (left.folder < 0) {
        return leave(&left, strerror(errno));
    }
    PhJournalEnd end = clean_in_folder(&left);
    (void)close(left.folder);
    return end;
}

/* Ends a run that was killed. True if it is worth keeping. */
static bool clean_run(PhArena *arena, const PhJournalRun *run, PhDiags *diags)
{
    PhBuf lines = {0};
    bool is_worth_it = false;
    for (size_t i = 0; i < run->text.entries.count; i++) {
        PhJournalEntry *entry = &run->text.entries.items[i];
        if (entry->end == PH_JOURNAL_UNFINISHED) {
            entry->end = ph_journal_clean_entry(entry, diags);
            ph_journal_add_end(&lines, (uint32_t)i, entry->end);
        }
        is_worth_it = is_worth_it || entry->end != PH_JOURNAL_DROPPED;
    }
    bool is_noted = ph_journal_append(arena, run, ph_buf_bytes(&lines));
    ph_buf_release(&lines);
    if (is_noted && is_worth_it) {
        (void)unlink(ph_arena_format(arena, "%s/open", run->folder.ptr).ptr);
    }
    return is_worth_it || !is_noted;
}

void ph_journal_clean(PhBytes folder, PhDiags *diags)
{
    int lock = folder.len == 0 ? -1 : ph_journal_lock(folder, false);
    if (lock < 0) {
        return;
    }
    PhArena *arena = ph_arena_new();
    PhBytesVec names = ph_journal_list(arena, folder);
    for (size_t i = 0; i < names.count; i++) {
        PhArenaMark mark = ph_arena_mark(arena);
        PhJournalRun run;
        if (ph_journal_is_ended(arena, folder, names.items[i])) {
            ph_arena_release(arena, mark);
            continue;
        }
        bool is_run = ph_journal_read_run(arena, folder, names.items[i], &run);
        if (!run.is_alive && (!is_run || !clean_run(arena, &run, diags))) {
            ph_journal_remove_run(arena, folder, names.items[i]);
        }
        ph_arena_release(arena, mark);
    }
    ph_arena_free(arena);
    (void)close(lock);
}
