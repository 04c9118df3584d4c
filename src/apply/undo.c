#include "apply/undo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/file_hash.h"
#include "apply/write.h"
#include "base/map.h"

static bool counts(const PhJournalEntry *entry)
{
    return entry->path.len > 0 && entry->end != PH_JOURNAL_DROPPED;
}

static int compare_paths(const void *a, const void *b)
{
    return ph_bytes_compare(((const PhUndoFile *)a)->path, ((const PhUndoFile *)b)->path);
}

PhUndoFileVec ph_undo_files(PhArena *arena, const PhJournalRun *run)
{
    PhUndoFileVec files = {0};
    PhMap map = ph_map_in(arena);
    for (size_t i = 0; i < run->text.entries.count; i++) {
        const PhJournalEntry *entry = &run->text.entries.items[i];
        uint32_t *index = counts(entry) ? ph_map_put(&map, entry->path) : NULL;
        if (index != NULL && *index == PH_MAP_NONE) {
            *index = (uint32_t)files.count;
            PH_VEC_PUSH(arena, &files, ((PhUndoFile){.path = entry->path}));
        }
    }
    if (files.count > 1) {
        qsort(files.items, files.count, sizeof(PhUndoFile), compare_paths);
    }
    return files;
}

static void refuse(const PhUndo *undo, PhUndoFile *file, PhUndoOutcome outcome,
                   const char *why)
{
    (void)ph_diag_add(undo->diags, PH_SEVERITY_ERROR, file->path, "%s: not restored", why);
    file->outcome = outcome;
}

/* What the file holds now; false and told if that cannot be found out. */
static bool look_at(const PhUndo *undo, PhUndoFile *file)
{
    int fd = ph_file_hash_open(AT_FDCWD, file->path.ptr);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
        bool is_gone = errno == ENOENT || errno == ENOTDIR;
        refuse(undo, file, is_gone || errno == ELOOP ? PH_UNDO_REFUSED : PH_UNDO_FAILED,
               is_gone          ? "is no longer there"
               : errno == ELOOP ? "is a link by now"
                                : strerror(errno));
        return false;
    }
    bool is_read = ph_file_hash(fd, &file->holds);
    if (!is_read) {
        refuse(undo, file, PH_UNDO_FAILED, strerror(errno));
    }
    (void)close(fd);
    return is_read;
}

static void restore(const PhUndo *undo, const PhJournalEntry *entry, PhUndoFile *file)
{
    PhArena *arena = ph_arena_new();
    PhBytes old_text;
    PhStatus status = PH_OK;
    if (!ph_journal_read_old(arena, undo->run, entry, &old_text)) {
        refuse(undo, file, PH_UNDO_FAILED, "its old bytes in the journal are damaged");
        ph_arena_free(arena);
        return;
    }
    if (undo->is_dry_run) {
        status = ph_write_check(file->path, file->path, undo->diags);
    } else {
        /* The root is the file itself: a link that stands there by now leads outside. */
        const PhWrite write = {.path = file->path,
                               .root = file->path,
                               .read_hash = file->holds,
                               .new_text = old_text,
                               .journal = undo->journal};
        status = ph_write_replace(&write, undo->diags);
    }
    ph_arena_free(arena);
    file->holds = entry->old_hash;
    file->outcome = status == PH_OK       ? PH_UNDO_RESTORED
                    : status == PH_ERR_IO ? PH_UNDO_FAILED
                                          : PH_UNDO_REFUSED;
}

/* For each entry the newest older one of the same file, and for each file the newest. */
typedef struct PhChains {
    uint32_t *older;
    PhMap newest;
} PhChains;

static PhChains make_chains(PhArena *arena, const PhJournalRun *run)
{
    size_t count = run->text.entries.count;
    PhChains chains = {PH_NEW_ARRAY(arena, uint32_t, count), ph_map_in(arena)};
    for (size_t i = 0; i < count; i++) {
        if (counts(&run->text.entries.items[i])) {
            uint32_t *newest = ph_map_put(&chains.newest, run->text.entries.items[i].path);
            chains.older[i] = *newest;
            *newest = (uint32_t)i;
        }
    }
    return chains;
}

/*
 * From the newest entry of the file whose new bytes it holds, down to the first bytes it
 * had. Entries above that one were never written, or have been taken back before.
 */
static void take_back(const PhUndo *undo, const PhChains *chains, PhUndoFile *file)
{
    bool was_written = false;
    bool holds_old = false;
    file->is_looked_at = true;
    file->outcome = PH_UNDO_ALREADY;
    if (!look_at(undo, file)) {
        return;
    }
    uint32_t number = ph_map_get(&chains->newest, file->path);
    for (; number != PH_MAP_NONE && file->outcome < PH_UNDO_REFUSED;
         number = chains->older[number]) {
        const PhJournalEntry *entry = &undo->run->text.entries.items[number];
        was_written = was_written || entry->end == PH_JOURNAL_WRITTEN;
        if (ph_hash_equal(file->holds, entry->new_hash)) {
            restore(undo, entry, file);
        } else if (file->outcome == PH_UNDO_RESTORED && entry->end == PH_JOURNAL_WRITTEN) {
            refuse(undo, file, PH_UNDO_REFUSED, "edited while the run was at work");
        } else {
            holds_old = holds_old || ph_hash_equal(file->holds, entry->old_hash);
        }
    }
    if (file->outcome == PH_UNDO_ALREADY && was_written && !holds_old) {
        refuse(undo, file, PH_UNDO_REFUSED, "edited since");
    }
}

PhUndoFileVec ph_undo_run(const PhUndo *undo)
{
    PhUndoFileVec files = ph_undo_files(undo->arena, undo->run);
    PhChains chains = make_chains(undo->arena, undo->run);
    for (size_t i = 0; i < files.count && !undo->is_stopped(); i++) {
        take_back(undo, &chains, &files.items[i]);
    }
    return files;
}
