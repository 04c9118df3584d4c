#include "cmd/journals.h"

#include <fcntl.h>
#include <unistd.h>

#include "apply/journal_clean.h"
#include "cmd/user_folder.h"

enum { PH_LONGEST_COMMAND = 1000 }; /* bytes kept of it */

PhBytes ph_journals_folder(PhArena *arena, const char **why_none_out)
{
    PhBytes state = ph_user_state_folder(arena);
    if (state.len > 0) {
        return ph_arena_format(arena, "%s/pyheap/undo", state.ptr);
    }
    *why_none_out = "neither XDG_STATE_HOME nor HOME names a folder";
    return PH_BYTES("");
}

static bool is_plain(PhBytes word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!ph_byte_is_name(word.ptr[i]) && strchr("-./,=:+@%", word.ptr[i]) == NULL) {
            return false;
        }
    }
    return word.len > 0;
}

static void add_quoted(PhBuf *buf, PhBytes word)
{
    ph_buf_add_char(buf, '\'');
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '\'') {
            ph_buf_add_str(buf, "'\\'");
        }
        ph_buf_add_char(buf, word.ptr[i]);
    }
    ph_buf_add_char(buf, '\'');
}

/* The command line as a shell takes it, with `pyheap` for however it was called. The system
 * knows it, so that nobody has to hand it through. */
static PhBytes command_line(PhArena *arena)
{
    char words[PH_LONGEST_COMMAND];
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, words, sizeof(words));
    if (fd >= 0) {
        (void)close(fd);
    }
    PhBuf buf = {0};
    ph_buf_add_str(&buf, "pyheap");
    PhBytes rest = {words, len < 0 ? 0 : (size_t)len};
    bool is_cut = rest.len == sizeof(words);
    for (bool is_first = true; rest.len > 0; is_first = false) {
        size_t end = ph_bytes_find(rest, (PhBytes){"", 1}, 0);
        PhBytes word = ph_bytes_slice(rest, 0, end == PH_NOT_FOUND ? rest.len : end);
        rest = ph_bytes_slice(rest, end == PH_NOT_FOUND ? rest.len : end + 1, rest.len);
        if (is_first || end == PH_NOT_FOUND) {
            continue;
        }
        ph_buf_add_char(&buf, ' ');
        if (is_plain(word)) {
            ph_buf_add(&buf, word);
        } else {
            add_quoted(&buf, word);
        }
    }
    ph_buf_add_str(&buf, is_cut ? " ..." : "");
    PhBytes line = ph_arena_copy(arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return line;
}

PhJournal *ph_journals_new(PhArena *arena, PhBytes working_folder, PhBytes undoes)
{
    PhJournalSetup setup = {
        .working_folder = working_folder, .command = command_line(arena), .undoes = undoes};
    setup.folder = ph_journals_folder(arena, &setup.why_none);
    return ph_journal_new(&setup);
}

void ph_journals_open(PhSession *session, PhDiags *diags)
{
    if (session->kind != PH_SUMMARY_FIX || session->is_standard_input ||
        session->is_unwritten) {
        return;
    }
    const char *why_none = NULL;
    ph_journal_clean(ph_journals_folder(session->arena, &why_none), diags);
    if (!session->options->has_no_journal) {
        session->journal =
            ph_journals_new(session->arena, session->working_folder, PH_BYTES(""));
    }
}

void ph_journals_close(PhSession *session)
{
    ph_journal_close(session->journal);
    session->journal = NULL;
}
