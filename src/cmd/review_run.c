#include "cmd/review_run.h"

#include <signal.h>
#include <unistd.h>

#include "base/io.h"
#include "cmd/editor.h"
#include "cmd/interrupt.h"
#include "cmd/keyboard.h"
#include "cmd/review_screen.h"
#include "cmd/terminal.h"
#include "project/root.h"
#include "report/trouble.h"

enum {
    PH_WIDE = 120,       /* columns from which the sides stand side by side */
    PH_NARROW = 80,      /* what holds if nobody says how wide the terminal is */
    PH_MANY_FILES = 200, /* whose search takes long enough to be told */
    PH_MOST_INPUT = 200, /* letters of a number or of words to search */
};

typedef struct PhAsking {
    PhReview *review;
    PhReviewScreen screen;
    bool has_chosen_view; /* by `v`: the width no longer counts */
    PhBuf out;
} PhAsking;

/* What is shown goes out at once, so that it is not torn. */
static void flush(PhAsking *asking)
{
    (void)ph_write_all(STDOUT_FILENO, ph_buf_bytes(&asking->out));
    ph_buf_clear(&asking->out);
}

static void measure(PhAsking *asking)
{
    uint32_t width = ph_terminal_width(STDOUT_FILENO);
    asking->screen.width = width == 0 ? PH_NARROW : width;
    if (!asking->has_chosen_view) {
        asking->screen.is_side_by_side = asking->screen.width >= PH_WIDE;
    }
}

static void show_fix(PhAsking *asking)
{
    PhReviewFix fix;
    measure(asking);
    if (ph_review_fix(asking->review, &fix)) {
        PhArena *scratch = ph_arena_new();
        ph_review_screen_fix(&asking->out, scratch, &fix, &asking->screen);
        ph_arena_free(scratch);
    }
}

static void ask(PhAsking *asking)
{
    PhReviewFix fix;
    ph_buf_add(&asking->out, ph_review_message(asking->review));
    if (ph_review_fix(asking->review, &fix)) {
        ph_review_screen_ask(&asking->out, &fix, &asking->screen);
    }
    flush(asking);
}

static void erase_last(PhBuf *line)
{
    if (line->len > 0) {
        line->len--;
    }
}

/* Reads a line, shown as it is typed. False: it was given up, or *key_out ends it all. */
static bool read_line(PhAsking *asking, const char *question, PhBuf *line, int *key_out)
{
    ph_buf_add_str(&asking->out, question);
    for (;;) {
        flush(asking);
        int key = ph_keyboard_read();
        *key_out = key;
        if (key == PH_KEY_GONE || key == PH_KEY_INTERRUPT || key == PH_KEY_ESCAPE) {
            ph_buf_add_char(&asking->out, '\n');
            return false;
        }
        if (key == PH_KEY_ENTER) {
            ph_buf_add_char(&asking->out, '\n');
            return true;
        }
        if (key == PH_KEY_ERASE && line->len > 0) {
            erase_last(line);
            ph_buf_add_str(&asking->out, "\b \b");
        } else if (key == PH_KEY_CONTINUED || key == PH_KEY_RESIZED) {
            ph_buf_add_char(&asking->out, '\n');
            ph_buf_add_str(&asking->out, question);
            ph_buf_add(&asking->out, ph_buf_bytes(line));
        } else if (key >= ' ' && key < PH_KEY_ERASE && line->len < PH_MOST_INPUT) {
            ph_buf_add_char(line, (char)key);
            ph_buf_add_char(&asking->out, (char)key);
        }
    }
}

static PhReviewShow ask_line(PhAsking *asking, PhReviewShow what, int *key_out)
{
    PhBuf line = {0};
    PhReviewShow show = PH_REVIEW_SHOW_NOTE;
    bool is_number = what == PH_REVIEW_ASK_NUMBER;
    if (read_line(asking, is_number ? "go to number: " : "search for: ", &line, key_out)) {
        size_t number = 0;
        for (size_t i = 0; i < line.len; i++) {
            bool is_digit = line.ptr[i] >= '0' && line.ptr[i] <= '9';
            number = is_digit && number < SIZE_MAX / 20
                         ? number * 10 + (size_t)(line.ptr[i] - '0')
                         : SIZE_MAX;
        }
        show = is_number ? ph_review_go(asking->review, number)
                         : ph_review_search(asking->review, ph_buf_bytes(&line));
    }
    ph_buf_release(&line);
    return show;
}

/* False: the user gives up on an edit that cannot be read as Python. */
static bool wants_to_go_on(PhAsking *asking, int *key_out)
{
    ph_buf_add_str(&asking->out, "Edit it again, or drop the edit [e,d]? ");
    for (;;) {
        flush(asking);
        int key = ph_keyboard_read();
        *key_out = key;
        bool is_over = key == 'd' || key == 'n' || key == 'q' || key == PH_KEY_ESCAPE ||
                       key == PH_KEY_GONE || key == PH_KEY_INTERRUPT;
        if (is_over || key == 'e' || key == 'y') {
            ph_buf_add_char(&asking->out, '\n');
            return !is_over;
        }
    }
}

/* The first line that differs, from 1. */
static uint32_t first_changed_line(PhBytes old_text, PhBytes new_text)
{
    uint32_t line = 1;
    for (size_t i = 0; i < old_text.len && i < new_text.len; i++) {
        if (old_text.ptr[i] != new_text.ptr[i]) {
            break;
        }
        line += new_text.ptr[i] == '\n';
    }
    return line;
}

static PhReviewShow edit(PhAsking *asking, int *key_out)
{
    PhReviewFix fix;
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    PhBytes text;
    bool is_taken = false;
    *key_out = PH_KEY_NONE;
    if (!ph_review_fix(asking->review, &fix)) {
        ph_arena_free(arena);
        return PH_REVIEW_SHOW_NOTE;
    }
    PhBytes given = fix.new_text;
    text = given;
    uint32_t line = first_changed_line(fix.old_text, given);
    PhSource *source = fix.source;
    do {
        diags.records.count = 0;
        ph_buf_printf(&asking->out, "the change begins in line %u\n", (unsigned)line);
        flush(asking);
        ph_keyboard_pause();
        PhStatus status = ph_editor_run(arena, source->path, text, line, &diags, &text);
        ph_keyboard_resume();
        if (status != PH_OK) {
            break;
        }
        is_taken = ph_review_edited(asking->review, given, text, &diags);
        ph_report_diags(&asking->out, &diags, asking->screen.colour);
        if (!is_taken && diags.records.count > 0 && diags.records.items[0].line > 0) {
            line = diags.records.items[0].line;
        }
    } while (!is_taken && wants_to_go_on(asking, key_out));
    if (!is_taken && diags.records.count > 0) {
        ph_report_diags(&asking->out, &diags, asking->screen.colour);
    }
    ph_arena_free(arena);
    if (!is_taken) {
        return PH_REVIEW_SHOW_NOTE;
    }
    return ph_review_resume(asking->review);
}

static void show_why(PhAsking *asking)
{
    PhReviewFix fix;
    if (ph_review_fix(asking->review, &fix)) {
        ph_review_screen_why(&asking->out, asking->review, &fix, &asking->screen);
    }
}

/* Shows what a key brought. False: the review is over. */
static bool show(PhAsking *asking, PhReviewShow what)
{
    switch (what) {
    case PH_REVIEW_SHOW_FIX:
        ph_buf_add(&asking->out, ph_review_message(asking->review));
        show_fix(asking);
        break;
    case PH_REVIEW_SHOW_WHY: show_why(asking); break;
    case PH_REVIEW_SHOW_HELP: ph_review_screen_help(&asking->out, &asking->screen); break;
    case PH_REVIEW_TOGGLE_VIEW:
        measure(asking);
        asking->has_chosen_view = true;
        asking->screen.is_side_by_side = !asking->screen.is_side_by_side;
        show_fix(asking);
        break;
    case PH_REVIEW_END:
    case PH_REVIEW_DISCARD: return false;
    default: break;
    }
    return true;
}

static bool is_silent(int key)
{
    return key == PH_KEY_ENTER || key == ' ' || key == PH_KEY_ESCAPE || key == PH_KEY_NONE;
}

static void echo(PhAsking *asking, int key)
{
    if (key > ' ' && key < PH_KEY_ERASE) {
        ph_buf_add_char(&asking->out, (char)key);
    }
    ph_buf_add_char(&asking->out, '\n');
}

/* One key, and all that it leads to. */
static PhReviewShow take_key(PhAsking *asking, int key)
{
    if (key == PH_KEY_RESIZED || key == PH_KEY_CONTINUED) {
        uint32_t width = asking->screen.width;
        measure(asking);
        if (key == PH_KEY_RESIZED && width == asking->screen.width) {
            return PH_REVIEW_SHOW_NOTE;
        }
        ph_buf_add_char(&asking->out, '\n');
        return PH_REVIEW_SHOW_FIX;
    }
    echo(asking, key);
    PhReviewShow what = ph_review_key(asking->review, key);
    int last = PH_KEY_NONE;
    if (what == PH_REVIEW_ASK_NUMBER || what == PH_REVIEW_ASK_WORDS) {
        what = ask_line(asking, what, &last);
    } else if (what == PH_REVIEW_ASK_EDITOR) {
        what = edit(asking, &last);
    }
    return last == PH_KEY_INTERRUPT ? PH_REVIEW_END : what;
}

static PhReviewEnd ask_all(PhAsking *asking)
{
    PhReviewShow what = PH_REVIEW_SHOW_FIX;
    bool is_asked = false; /* the question stands on the screen already */
    while (show(asking, what)) {
        if (!is_asked) {
            ask(asking);
        }
        int key = ph_keyboard_read();
        if (key == PH_KEY_GONE || ph_interrupt_signal() == SIGTERM ||
            ph_interrupt_signal() == SIGHUP) {
            return PH_REVIEW_GONE;
        }
        is_asked = is_silent(key);
        what = is_asked ? PH_REVIEW_SHOW_NOTE : take_key(asking, key);
    }
    ph_buf_add(&asking->out, ph_review_message(asking->review));
    flush(asking);
    return what == PH_REVIEW_DISCARD ? PH_REVIEW_DISCARDED : PH_REVIEW_KEPT;
}

static PhReviewEnd ask_in_terminal(PhReview *review, const PhSession *session)
{
    PhAsking asking = {.review = review, .screen = {.colour = session->report.colour}};
    PhReviewEnd end = PH_REVIEW_KEPT;
    if (!ph_keyboard_open()) {
        return PH_REVIEW_GONE;
    }
    if (ph_review_begin(review)) {
        end = ask_all(&asking);
    }
    ph_keyboard_close();
    ph_buf_release(&asking.out);
    return end;
}

static bool is_terminal(void)
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

static PhStatus check(const PhSession *session, bool asks, PhDiags *diags)
{
    if (session->is_standard_input) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "standard input cannot be asked about: name a file or a folder");
        return PH_ERR_USAGE;
    }
    if (!asks && session->options->decisions.len == 0) {
        (void)ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "--interactive needs a terminal on standard input and output; "
                          "--decisions FILE takes the answers from a file");
        return PH_ERR_USAGE;
    }
    return PH_OK;
}

PhStatus ph_review_run(PhSession *session, PhDiags *diags, PhReviewed *out)
{
    bool asks = session->options->is_interactive && is_terminal();
    PhArena *scratch = ph_arena_new();
    PhBytes here = session->working_folder;
    PhBytes root = ph_project_root(scratch, here, here);
    PhDecisionsOptions options = {
        .path = session->options->decisions, .root = root, .must_exist = !asks};
    *out = (PhReviewed){0};
    PhStatus status = check(session, asks, diags);
    if (status == PH_OK) {
        status = ph_decisions_open(session->arena, &options, diags, &out->decisions);
    }
    ph_arena_free(scratch);
    if (status != PH_OK) {
        return status;
    }
    if (asks && session->walked.files.count >= PH_MANY_FILES) {
        PhBuf text = {0};
        ph_buf_printf(&text, "Searching %zu files ...\n", session->walked.files.count);
        (void)ph_write_all(STDOUT_FILENO, ph_buf_bytes(&text));
        ph_buf_release(&text);
    }
    ph_session_start(session);
    out->review = ph_review_new(session, out->decisions, root);
    if (ph_interrupt_signal() != 0) {
        out->end = PH_REVIEW_GONE;
        return PH_OK;
    }
    if (asks) {
        out->end = ask_in_terminal(out->review, session);
    }
    if (out->end == PH_REVIEW_KEPT) {
        ph_review_settle(out->review);
    }
    return PH_OK;
}

PhSeverity ph_review_finish(PhSession *session, PhReviewed *reviewed)
{
    PhSeverity worst = ph_review_worst(reviewed->review);
    ph_review_free(reviewed->review);
    ph_decisions_close(reviewed->decisions);
    PhSeverity pages = ph_session_finish(session);
    return pages > worst ? pages : worst;
}
