#include "cmd/verify_report.h"

#include <unistd.h>

#include "base/io.h"
#include "cmd/fix_set.h"
#include "report/diff.h"

PhBytes ph_verify_last_lines(PhBytes text, size_t count)
{
    text = ph_bytes_trim(text);
    size_t at = text.len;
    while (at > 0 && count > 0) {
        at--;
        count -= text.ptr[at] == '\n';
    }
    return ph_bytes_slice(text, at > 0 ? at + 1 : 0, text.len);
}

static void tell(PhBuf *out)
{
    (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(out));
    ph_buf_release(out);
}

/* "verify: 12 fixes of set-membership in pkg/a.py: " */
void ph_verify_tell_try(const PhSession *session, const PhVerifyUnits *units, size_t from,
                        size_t to)
{
    PhBuf out = {0};
    if (session->options->is_quiet) {
        return;
    }
    ph_buf_add_str(&out, "verify: ");
    if (units == NULL) {
        ph_buf_add_str(&out, "the unchanged files: ");
        tell(&out);
        return;
    }
    const PhVerifyUnit *first = NULL;
    bool is_one_rule = true;
    bool is_one_file = true;
    size_t count = 0;
    size_t all = 0;
    for (size_t i = 0; i < units->count; i++) {
        const PhVerifyUnit *unit = &units->items[i];
        bool is_tried = unit->state == PH_UNIT_TRIED && i >= from && i < to;
        all += unit->state == PH_UNIT_TRIED || unit->state == PH_UNIT_KEPT;
        if (!is_tried) {
            continue;
        }
        first = first == NULL ? unit : first;
        is_one_rule = is_one_rule && unit->fix->id.rule == first->fix->id.rule;
        is_one_file = is_one_file && unit->file == first->file;
        count++;
    }
    ph_buf_add_str(&out, count == all && count > 1 ? "all " : "");
    ph_buf_add_count(&out, count, "fix");
    if (first != NULL && is_one_rule) {
        ph_buf_printf(&out, " of %s", first->fix->id.rule);
    }
    if (first != NULL && is_one_file) {
        ph_buf_add_str(&out, " in ");
        ph_buf_add_visible(&out, session->walked.files.items[first->file].path);
        if (count == 1) {
            ph_buf_printf(&out, ":%u", (unsigned)first->fix->id.line);
        }
    }
    ph_buf_add_str(&out, ": ");
    tell(&out);
}

void ph_verify_tell_end(const PhSession *session, const PhTestVerdict *verdict)
{
    PhBuf out = {0};
    if (session->options->is_quiet) {
        return;
    }
    if (verdict->is_timed_out) {
        ph_buf_add_str(&out, "out of time");
    } else if (verdict->status == 0) {
        ph_buf_add_str(&out, "pass");
    } else if (verdict->failing.count > 0) {
        ph_buf_add_count(&out, verdict->failing.count, "test");
        ph_buf_add_str(&out, verdict->failing.count == 1 ? " fails" : " fail");
    } else {
        ph_buf_printf(&out, "exit status %d", verdict->status);
    }
    if (verdict->is_kept) {
        ph_buf_add_str(&out, " (known from before)\n");
    } else {
        ph_buf_printf(&out, " (%.1f s)\n", verdict->seconds);
    }
    tell(&out);
}

static void add_place(PhBuf *out, const PhSession *session, const PhVerifyUnit *unit)
{
    ph_buf_add_visible(out, session->walked.files.items[unit->file].path);
    ph_buf_printf(out, ":%u %s [%s]", (unsigned)unit->fix->id.line, unit->fix->id.rule,
                  ph_level_name(unit->fix->level));
}

static const char *run_word(const PhVerifyUnit *unit)
{
    return unit->run_lines == 0                      ? "not executed"
           : unit->run_lines < unit->fix->line_count ? "run by the tests in part"
                                                     : "run by the tests";
}

/* The fix alone, as a diff against the unchanged file. */
static void add_diff(PhBuf *out, PhSession *session, const PhProposeOptions *options,
                     const PhVerifyUnit *unit, PhDiags *diags)
{
    PhFixSet set = {0};
    PhProposals one;
    ph_fix_set_add(session->arena, &set, unit->file, &unit->fix->id);
    PhProposeOptions alone = {.is_by_rule = options->is_by_rule,
                              .is_quiet = true,
                              .allows = ph_fix_set_has,
                              .context = &set,
                              .only = &unit->file,
                              .only_count = 1};
    ph_propose(session, &alone, &one);
    if (one.items.count > 0) {
        PhBytes path = session->walked.files.items[unit->file].path;
        PhDiffFile diff = {.path =
                               ph_diff_path(session->arena, session->working_folder, path),
                           .old_text = one.items.items[0]->old_text,
                           .new_text = ph_proposal_text(one.items.items[0])};
        PhDiffOptions how = {.colour = session->report.colour, .visible = true};
        if (ph_diff_add(out, &diff, &how, diags) != PH_OK) {
            ph_buf_add_str(out, "(its diff cannot be shown)\n");
        }
    }
    ph_proposals_release(&one);
}

static void add_guilty(PhBuf *out, PhSession *session, const PhProposeOptions *options,
                       const PhVerifyUnit *unit, PhDiags *diags)
{
    PhBytes said = unit->output;
    PhBytes line;
    ph_buf_add_str(out, "dropped ");
    add_place(out, session, unit);
    ph_buf_printf(out, ", %s: the tests end worse with it\n", run_word(unit));
    add_diff(out, session, options, unit, diags);
    while (ph_bytes_next_line(&said, &line)) {
        ph_buf_add_str(out, "  | ");
        ph_buf_add_visible(out, line);
        ph_buf_add_char(out, '\n');
    }
    ph_buf_add_char(out, '\n');
}

static void add_unit(PhBuf *out, PhSession *session, const PhProposeOptions *options,
                     const PhVerifyUnit *unit, PhDiags *diags)
{
    switch (unit->state) {
    case PH_UNIT_GUILTY: add_guilty(out, session, options, unit, diags); return;
    case PH_UNIT_UNTESTED:
        ph_buf_add_str(out, "dropped ");
        add_place(out, session, unit);
        ph_buf_add_str(out, ": not proved, and not executed by the tests\n");
        return;
    case PH_UNIT_ELSEWHERE:
        ph_buf_add_str(out, "dropped ");
        add_place(out, session, unit);
        ph_buf_add_str(out, ": lies outside of the project that is tested\n");
        return;
    default:
        ph_buf_add_str(out, "kept    ");
        add_place(out, session, unit);
        ph_buf_printf(out, ": %s\n", run_word(unit));
    }
}

static void add_totals(PhBuf *out, const PhVerifyReport *report)
{
    size_t states[PH_UNIT_ELSEWHERE + 1] = {0};
    size_t run = 0;
    for (size_t i = 0; i < report->units->count; i++) {
        states[report->units->items[i].state]++;
        run += report->units->items[i].state == PH_UNIT_KEPT &&
               report->units->items[i].run_lines > 0;
    }
    ph_buf_add_str(out, "Verified: ");
    ph_buf_add_count(out, states[PH_UNIT_KEPT], "fix");
    ph_buf_printf(out,
                  " kept, %zu of them run by the tests; %zu dropped because the tests "
                  "end worse",
                  run, states[PH_UNIT_GUILTY]);
    if (states[PH_UNIT_UNTESTED] > 0) {
        ph_buf_printf(out, ", %zu because no test runs them (--keep-untested keeps these)",
                      states[PH_UNIT_UNTESTED]);
    }
    ph_buf_add_str(out, ".\n");
    if (report->base->status != 0) {
        ph_buf_add_str(out, "The tests fail without the fixes too: only what fails besides "
                            "was counted.\n");
    }
    if (report->line_count == 0) {
        ph_buf_add_str(out,
                       "Of the files that are edited the tests ran no line in the copy "
                       "that they ran in: do they import the project from elsewhere?\n");
    }
}

void ph_verify_report(PhSession *session, const PhProposeOptions *options,
                      const PhVerifyReport *report, PhDiags *diags)
{
    PhBuf out = {0};
    for (size_t i = 0; i < report->units->count; i++) {
        const PhVerifyUnit *unit = &report->units->items[i];
        if (!session->options->is_quiet || unit->state != PH_UNIT_KEPT) {
            add_unit(&out, session, options, unit, diags);
        }
    }
    add_totals(&out, report);
    tell(&out);
}
