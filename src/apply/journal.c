#include "apply/journal.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "apply/journal_store.h"

struct PhJournal {
    PhArena *arena; /* used with the mutex held */
    PhJournalSetup setup;
    pthread_mutex_t mutex;
    PhBytes name; /* empty: not begun */
    PhJournalFiles files;
    uint64_t data_size; /* handed out, written or not */
    uint32_t count;
    bool has_failed;     /* told; nothing more may be begun */
    bool is_worth_it;    /* something was written, or is left to be told of */
    bool needs_cleaning; /* an end could not be noted */
};

PhJournal *ph_journal_new(const PhJournalSetup *setup)
{
    PhArena *arena = ph_arena_new();
    PhJournal *journal = PH_NEW(arena, PhJournal);
    journal->arena = arena;
    journal->setup = *setup;
    journal->setup.folder = ph_arena_copy(arena, setup->folder);
    journal->setup.working_folder = ph_arena_copy(arena, setup->working_folder);
    journal->setup.command = ph_arena_copy(arena, setup->command);
    journal->setup.undoes = ph_arena_copy(arena, setup->undoes);
    if (setup->most_runs == 0) {
        journal->setup.most_runs = PH_JOURNAL_MOST_RUNS;
    }
    if (setup->most_bytes == 0) {
        journal->setup.most_bytes = PH_JOURNAL_MOST_BYTES;
    }
    journal->files = (PhJournalFiles){-1, -1, -1, -1};
    (void)pthread_mutex_init(&journal->mutex, NULL);
    return journal;
}

void ph_journal_close(PhJournal *journal)
{
    if (journal == NULL) {
        return;
    }
    PhBytes folder = journal->setup.folder;
    if (journal->name.len > 0) {
        int lock = ph_journal_lock(folder, false);
        if (!journal->needs_cleaning) {
            (void)unlinkat(journal->files.folder, "open", 0);
            if (!journal->is_worth_it) {
                ph_journal_remove_run(journal->arena, folder, journal->name);
            }
        }
        ph_journal_close_files(&journal->files);
        if (lock >= 0) {
            ph_journal_prune(journal->arena, folder, journal->setup.most_runs,
                             journal->setup.most_bytes);
            (void)close(lock);
        }
    }
    (void)pthread_mutex_destroy(&journal->mutex);
    ph_arena_free(journal->arena);
}

PhBytes ph_journal_name(const PhJournal *journal)
{
    return journal->name;
}

bool ph_journal_has_failed(const PhJournal *journal)
{
    return journal->has_failed;
}

/* With the mutex held. */
static PhStatus fail(PhJournal *journal, PhDiags *diags, const char *why)
{
    if (!journal->has_failed) {
        journal->has_failed = true;
        PhDiag *diag =
            ph_diag_add(diags, PH_SEVERITY_ERROR, journal->setup.folder,
                        "cannot keep the journal that `pyheap undo` needs: %s: nothing "
                        "is written without it",
                        why);
        diag->hint = PH_BYTES("`--no-journal` writes all the same; that cannot be undone");
    }
    return PH_ERR_REFUSED;
}

static bool append(PhJournal *journal, PhBuf *line)
{
    bool is_appended = ph_journal_append_all(journal->files.lines, ph_buf_bytes(line));
    int error = errno;
    ph_buf_release(line);
    errno = error;
    return is_appended;
}

static PhStatus make_run(PhJournal *journal, PhDiags *diags)
{
    PhBytes folder = journal->setup.folder;
    if (folder.len == 0) {
        return fail(journal, diags, journal->setup.why_none);
    }
    int lock = ph_journal_lock(folder, true);
    if (lock < 0) {
        return fail(journal, diags, strerror(errno));
    }
    PhStatus status = PH_OK;
    PhBytes name;
    if (!ph_journal_make_run(journal->arena, folder, &name, &journal->files)) {
        status = fail(journal, diags, strerror(errno));
    } else {
        const PhJournalHead head = {.time = (int64_t)time(NULL),
                                    .folder = journal->setup.working_folder,
                                    .command = journal->setup.command,
                                    .undoes = journal->setup.undoes};
        PhBuf line = {0};
        ph_journal_add_head(&line, &head);
        if (append(journal, &line)) {
            journal->name = name;
        } else {
            status = fail(journal, diags, strerror(errno));
            ph_journal_close_files(&journal->files);
            ph_journal_remove_run(journal->arena, folder, name);
        }
    }
    (void)close(lock);
    return status;
}

/* A place in the data and a number; from there on threads do not meet. */
static PhStatus take_place(PhJournal *journal, uint64_t size, PhDiags *diags,
                           uint64_t *at_out, uint32_t *number_out)
{
    (void)pthread_mutex_lock(&journal->mutex);
    PhStatus status = journal->has_failed      ? PH_ERR_REFUSED
                      : journal->name.len == 0 ? make_run(journal, diags)
                                               : PH_OK;
    if (status == PH_OK) {
        *at_out = journal->data_size;
        *number_out = journal->count++;
        journal->data_size += size;
    }
    (void)pthread_mutex_unlock(&journal->mutex);
    return status;
}

static bool write_at(int fd, PhBytes bytes, uint64_t at)
{
    while (bytes.len > 0) {
        ssize_t done = pwrite(fd, bytes.ptr, bytes.len, (off_t)at);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? ENOSPC : errno;
            return false;
        }
        at += (uint64_t)done;
        bytes = ph_bytes_slice(bytes, (size_t)done, bytes.len);
    }
    return true;
}

/* Appends `line`, which it releases, unless something has failed before. */
static PhStatus note(PhJournal *journal, PhBuf *line, PhDiags *diags)
{
    (void)pthread_mutex_lock(&journal->mutex);
    PhStatus status = PH_OK;
    if (journal->has_failed) {
        ph_buf_release(line);
        status = PH_ERR_REFUSED;
    } else if (!append(journal, line)) {
        status = fail(journal, diags, strerror(errno));
    }
    (void)pthread_mutex_unlock(&journal->mutex);
    return status;
}

PhStatus ph_journal_begin(PhJournal *journal, const PhJournalEntry *entry, PhBytes old_text,
                          PhDiags *diags, uint32_t *number_out)
{
    PhJournalEntry full = *entry;
    PhStatus status = take_place(journal, old_text.len, diags, &full.old_at, number_out);
    if (status != PH_OK) {
        return status;
    }
    full.old_size = old_text.len;
    if (!write_at(journal->files.data, old_text, full.old_at)) {
        int error = errno;
        (void)pthread_mutex_lock(&journal->mutex);
        status = fail(journal, diags, strerror(error));
        (void)pthread_mutex_unlock(&journal->mutex);
        return status;
    }
    PhBuf line = {0};
    ph_journal_add_begin(&line, *number_out, &full);
    return note(journal, &line, diags);
}

PhStatus ph_journal_made(PhJournal *journal, uint32_t number, const struct stat *temp,
                         PhDiags *diags)
{
    PhBuf line = {0};
    ph_journal_add_made(&line, number, (uint64_t)temp->st_dev, (uint64_t)temp->st_ino);
    return note(journal, &line, diags);
}

PhStatus ph_journal_swap(PhJournal *journal, uint32_t number, PhDiags *diags)
{
    PhBuf line = {0};
    ph_journal_add_swap(&line, number);
    return note(journal, &line, diags);
}

void ph_journal_end(PhJournal *journal, uint32_t number, PhJournalEnd end)
{
    PhBuf line = {0};
    ph_journal_add_end(&line, number, end);
    (void)pthread_mutex_lock(&journal->mutex);
    journal->is_worth_it = journal->is_worth_it || end != PH_JOURNAL_DROPPED;
    if (!append(journal, &line)) {
        journal->needs_cleaning = true;
    }
    (void)pthread_mutex_unlock(&journal->mutex);
}
