/* pyheap undo: chooses a run, has it taken back, lists runs. */

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "apply/journal_clean.h"
#include "apply/undo.h"
#include "base/path.h"
#include "cmd/cmd.h"
#include "cmd/interrupt.h"
#include "cmd/journals.h"
#include "cmd/terminal.h"
#include "report/diff.h"

typedef struct PhRuns {
    PhArena *arena;
    PhBytes folder;             /* of the journals */
    PhBytes working_folder;     /* real */
    PH_VEC(PhJournalRun) items; /* newest first */
} PhRuns;

static void find_runs(PhRuns *runs)
{
    PhBytesVec names = ph_journal_list(runs->arena, runs->folder);
    for (size_t i = names.count; i-- > 0;) {
        PhJournalRun run;
        if (ph_journal_read_run(runs->arena, runs->folder, names.items[i], &run)) {
            PH_VEC_PUSH(runs->arena, &runs->items, run);
        }
    }
}

static bool is_below(PhBytes path, PhBytes folder)
{
    return ph_path_below(path, folder).len > 0;
}

/* How many of the files lie below the working folder. */
static size_t count_below(const PhRuns *runs, const PhUndoFileVec *files)
{
    size_t count = 0;
    for (size_t i = 0; i < files->count; i++) {
        count += is_below(files->items[i].path, runs->working_folder);
    }
    return count;
}

static const char *state_of(const PhJournalRun *run)
{
    if (run->is_open) {
        return run->is_alive ? "running" : "cut short";
    }
    static const char *const k_states[] = {[PH_UNDONE_NO] = "applied",
                                           [PH_UNDONE_PARTLY] = "undone in part",
                                           [PH_UNDONE_YES] = "undone"};
    return k_states[run->text.undone];
}

static const char *files_word(size_t count)
{
    return count == 1 ? "file" : "files";
}

static int print_list(const PhRuns *runs)
{
    PhBuf out = {0};
    for (size_t i = 0; i < runs->items.count; i++) {
        const PhJournalRun *run = &runs->items.items[i];
        size_t count = ph_undo_files(runs->arena, run).count;
        time_t time = (time_t)run->text.head.time;
        struct tm tm = {0};
        char when[32] = "";
        (void)localtime_r(&time, &tm);
        (void)strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
        ph_buf_printf(&out, "%s  %s  %-14s  %4zu %-5s  ", run->name.ptr, when,
                      state_of(run), count, files_word(count));
        ph_buf_add_visible(&out, run->text.head.folder);
        ph_buf_add_str(&out, ": ");
        ph_buf_add_visible(&out, run->text.head.command);
        if (run->text.head.undoes.len > 0) {
            ph_buf_add_str(&out, ", which took back ");
            ph_buf_add_visible(&out, run->text.head.undoes);
        }
        ph_buf_add_char(&out, '\n');
    }
    if (runs->items.count == 0) {
        ph_buf_add_str(&out, "There is no run to undo.\n");
    }
    bool is_printed = ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
    return is_printed ? 0 : 2;
}

static PhDiag *trouble(const PhCommandLine *line, PhBytes message)
{
    return ph_diag_add_at(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""), 0, 0, message);
}

static const PhJournalRun *find_named(const PhCommandLine *line, const PhRuns *runs,
                                      PhBytes name)
{
    const PhJournalRun *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < runs->items.count; i++) {
        if (name.len > 0 && ph_bytes_starts_with(runs->items.items[i].name, name)) {
            found = &runs->items.items[i];
            count++;
        }
    }
    if (count == 1) {
        return found;
    }
    trouble(line, ph_arena_format(line->arena,
                                  count == 0 ? "no run is called '%.*s'"
                                             : "several runs begin with '%.*s'",
                                  (int)name.len, name.ptr))
        ->hint = PH_BYTES("`pyheap undo --list` lists them");
    return NULL;
}

static PhBytes hint_to_name(const PhRuns *runs, const PhJournalRun *run)
{
    return ph_arena_format(runs->arena, "`pyheap undo %s` takes that one back",
                           run->name.ptr);
}

/* The newest run that can be undone and wrote below the working folder. */
static const PhJournalRun *find_newest(const PhCommandLine *line, const PhRuns *runs)
{
    const PhJournalRun *elsewhere = NULL;
    PhBytes here = runs->working_folder;
    for (size_t i = 0; i < runs->items.count; i++) {
        const PhJournalRun *run = &runs->items.items[i];
        PhUndoFileVec files = ph_undo_files(runs->arena, run);
        if (run->text.undone != PH_UNDONE_NO || run->text.head.undoes.len > 0 ||
            files.count == 0) {
            continue;
        }
        size_t below = count_below(runs, &files);
        if (below == files.count) {
            return run;
        }
        if (below > 0) {
            trouble(line,
                    ph_arena_format(line->arena,
                                    "the newest run here also wrote %zu %s outside of %s: "
                                    "`%s` in %s",
                                    files.count - below, files_word(files.count - below),
                                    here.ptr, run->text.head.command.ptr,
                                    run->text.head.folder.ptr))
                ->hint = hint_to_name(runs, run);
            return NULL;
        }
        elsewhere = elsewhere == NULL ? run : elsewhere;
    }
    if (elsewhere == NULL) {
        trouble(line, PH_BYTES("there is no run to undo"))->hint =
            PH_BYTES("`pyheap undo --list` tells what is kept");
        return NULL;
    }
    trouble(line, ph_arena_format(line->arena,
                                  "no run to undo wrote below %s; the newest is `%s` in %s",
                                  here.ptr, elsewhere->text.head.command.ptr,
                                  elsewhere->text.head.folder.ptr))
        ->hint = hint_to_name(runs, elsewhere);
    return NULL;
}

typedef struct PhCounts {
    size_t of[PH_UNDO_FAILED + 1];
    size_t missed; /* not come to, for an interruption */
} PhCounts;

static PhCounts count(const PhUndoFileVec *files)
{
    PhCounts counts = {0};
    for (size_t i = 0; i < files->count; i++) {
        if (files->items[i].is_looked_at) {
            counts.of[files->items[i].outcome]++;
        } else {
            counts.missed++;
        }
    }
    return counts;
}

static void add_summary(PhBuf *out, const PhCommandLine *line, const PhUndo *undo,
                        const PhCounts *counts)
{
    size_t restored = counts->of[PH_UNDO_RESTORED];
    size_t already = counts->of[PH_UNDO_ALREADY];
    size_t refused = counts->of[PH_UNDO_REFUSED] + counts->of[PH_UNDO_FAILED];
    ph_buf_add_str(out, line->options.is_dry_run ? "Would restore " : "Restored ");
    ph_buf_add_count(out, restored, "file");
    ph_buf_add_str(out, " written by `");
    ph_buf_add_visible(out, undo->run->text.head.command);
    ph_buf_add_str(out, "`");
    if (refused > 0) {
        ph_buf_printf(out, "; %zu refused", refused);
    }
    if (already > 0) {
        ph_buf_printf(out, "; %zu held the old bytes already", already);
    }
    if (counts->missed > 0) {
        ph_buf_printf(out, "; %zu not come to", counts->missed);
    }
    ph_buf_add_str(out, ".\n");
    if (undo->journal != NULL && restored > 0) {
        ph_buf_printf(out, "`pyheap undo %s` takes this back.\n",
                      ph_journal_name(undo->journal).ptr);
    }
}

/* Also of the run that a run took back: with its bytes it is applied again. */
static void mark(const PhRuns *runs, const PhJournalRun *run, const PhCounts *counts,
                 PhDiags *diags)
{
    bool is_whole = counts->of[PH_UNDO_REFUSED] + counts->of[PH_UNDO_FAILED] == 0;
    if (counts->missed > 0 ||
        counts->of[PH_UNDO_RESTORED] + counts->of[PH_UNDO_ALREADY] == 0) {
        return;
    }
    PhBuf text = {0};
    ph_journal_add_undone(&text, is_whole ? PH_UNDONE_YES : PH_UNDONE_PARTLY);
    if (!ph_journal_append(runs->arena, run, ph_buf_bytes(&text))) {
        (void)ph_diag_add(diags, PH_SEVERITY_WARNING, run->folder,
                          "cannot note that the run is undone: %s", strerror(errno));
    }
    ph_buf_clear(&text);
    ph_journal_add_undone(&text, PH_UNDONE_NO);
    for (size_t i = 0; i < runs->items.count && run->text.head.undoes.len > 0; i++) {
        if (ph_bytes_equal(runs->items.items[i].name, run->text.head.undoes)) {
            (void)ph_journal_append(runs->arena, &runs->items.items[i],
                                    ph_buf_bytes(&text));
        }
    }
    ph_buf_release(&text);
}

static void print_result(const PhCommandLine *line, const PhRuns *runs, const PhUndo *undo,
                         const PhUndoFileVec *files, const PhCounts *counts)
{
    PhBuf out = {0};
    for (size_t i = 0; line->options.is_dry_run && i < files->count; i++) {
        if (files->items[i].is_looked_at && files->items[i].outcome == PH_UNDO_RESTORED) {
            PhBytes path = files->items[i].path;
            bool is_here = is_below(path, runs->working_folder);
            ph_buf_add_visible(
                &out,
                is_here ? ph_diff_path(runs->arena, runs->working_folder, path) : path);
            ph_buf_add_char(&out, '\n');
        }
    }
    if (!line->options.is_quiet) {
        add_summary(&out, line, undo, counts);
    }
    (void)ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
}

/* Paths below the working folder are told from there, as those of other commands are. */
static void shorten_paths(const PhRuns *runs, PhDiags *diags)
{
    for (size_t i = 0; i < diags->records.count; i++) {
        PhDiag *diag = &diags->records.items[i];
        if (is_below(diag->path, runs->working_folder)) {
            diag->path = ph_diff_path(runs->arena, runs->working_folder, diag->path);
        }
    }
}

/* Holds the journal of the run for one undo at a time; -1 if it is held. */
static int hold(const PhRuns *runs, const PhJournalRun *run)
{
    int fd = open(ph_arena_format(runs->arena, "%s/journal", run->folder.ptr).ptr,
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static int take_back(const PhCommandLine *line, const PhRuns *runs, const PhJournalRun *run)
{
    bool is_dry_run = line->options.is_dry_run;
    if (run->is_alive) {
        (void)trouble(line, PH_BYTES("the run is still at work"));
        return ph_cmd_tell(line);
    }
    int held = hold(runs, run);
    if (held < 0) {
        (void)trouble(line, PH_BYTES("another pyheap is undoing the same run"));
        return ph_cmd_tell(line);
    }
    PhUndo undo = {.arena = line->arena,
                   .run = run,
                   .is_dry_run = is_dry_run,
                   .is_stopped = ph_interrupt_is_set,
                   .diags = line->diags};
    if (!is_dry_run && !line->options.has_no_journal) {
        undo.journal = ph_journals_new(line->arena, runs->working_folder, run->name);
    }
    PhUndoFileVec files = ph_undo_run(&undo);
    PhCounts counts = count(&files);
    bool has_failed = counts.of[PH_UNDO_FAILED] > 0 ||
                      (undo.journal != NULL && ph_journal_has_failed(undo.journal));
    if (!is_dry_run) {
        mark(runs, run, &counts, line->diags);
    }
    shorten_paths(runs, line->diags);
    (void)ph_cmd_tell(line);
    print_result(line, runs, &undo, &files, &counts);
    ph_journal_close(undo.journal);
    (void)close(held);
    if (ph_interrupt_is_set()) {
        return 128 + ph_interrupt_signal();
    }
    return has_failed ? 2 : counts.of[PH_UNDO_REFUSED] > 0;
}

int ph_cmd_undo(const PhCommandLine *line)
{
    PhRuns runs = {.arena = line->arena};
    const char *why_none = NULL;
    if (!ph_path_real(line->arena, PH_BYTES("."), &runs.working_folder)) {
        (void)trouble(line,
                      ph_arena_format(line->arena, "cannot find the working folder: %s",
                                      strerror(errno)));
        return ph_cmd_tell(line);
    }
    runs.folder = ph_journals_folder(line->arena, &why_none);
    if (runs.folder.len == 0) {
        (void)trouble(line,
                      ph_arena_format(line->arena, "no journals are kept: %s", why_none));
        return ph_cmd_tell(line);
    }
    if (!line->options.lists_runs && !line->options.is_dry_run) {
        ph_journal_clean(runs.folder, line->diags);
    }
    find_runs(&runs);
    if (line->options.lists_runs) {
        return print_list(&runs);
    }
    const PhJournalRun *run = line->operands.count > 0
                                  ? find_named(line, &runs, line->operands.items[0])
                                  : find_newest(line, &runs);
    return run == NULL ? ph_cmd_tell(line) : take_back(line, &runs, run);
}
