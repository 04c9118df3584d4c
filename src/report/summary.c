#include "report/summary.h"

#include "report/paint.h"

void ph_summary_add(PhSummary *total, const PhSummary *one)
{
    total->files_checked += one->files_checked;
    total->files_refused += one->files_refused;
    total->files_generated += one->files_generated;
    total->files_with_findings += one->files_with_findings;
    total->safe += one->safe;
    total->unsafe += one->unsafe;
    total->display_only += one->display_only;
    total->fixable += one->fixable;
    total->fixable_unsafe += one->fixable_unsafe;
    total->fixed += one->fixed;
    total->files_changed += one->files_changed;
    total->commits += one->commits;
}

static size_t findings_of(const PhSummary *summary)
{
    return summary->safe + summary->unsafe + summary->display_only;
}

/* ": 9 fixable with `pyheap fix`, 2 more with `--unsafe-fixes`" */
static void add_fixable(PhBuf *buf, const PhSummary *summary, const char *start)
{
    if (summary->fixable > 0) {
        ph_buf_printf(buf, "%s%zu fixable with `pyheap fix`", start, summary->fixable);
    }
    if (summary->fixable_unsafe > 0) {
        ph_buf_printf(buf, "%s%zu %s with `--unsafe-fixes`",
                      summary->fixable > 0 ? ", " : start, summary->fixable_unsafe,
                      summary->fixable > 0 ? "more" : "fixable");
    }
}

static void add_check(PhBuf *buf, const PhSummary *summary)
{
    size_t findings = findings_of(summary);
    if (summary->files_checked == 0) {
        return;
    }
    if (findings == 0 && summary->files_refused == 0) {
        ph_paint_add(buf, summary->colour, PH_PAINT_GREEN, "All checks passed");
        ph_buf_add_str(buf, " (");
        ph_buf_add_count(buf, summary->files_checked, "file");
        ph_buf_add_str(buf, ").\n");
        return;
    }
    ph_buf_add_str(buf, findings == 0 ? "Found nothing in " : "Found ");
    if (findings > 0) {
        ph_buf_add_count(buf, findings, "finding");
        ph_buf_add_str(buf, " in ");
        ph_buf_add_count(buf, summary->files_with_findings, "file");
        ph_buf_printf(buf, " (%zu checked)", summary->files_checked);
        add_fixable(buf, summary, ": ");
    } else {
        ph_buf_add_count(buf, summary->files_checked, "file");
    }
    ph_buf_add_str(buf, ".\n");
}

static void add_fix(PhBuf *buf, const PhSummary *summary)
{
    size_t findings = findings_of(summary);
    bool is_commit = summary->kind == PH_SUMMARY_COMMIT;
    if (summary->files_checked == 0) {
        return;
    }
    if (summary->fixed > 0) {
        ph_paint_start(buf, summary->colour, PH_PAINT_GREEN);
        ph_buf_add_str(buf, summary->kind == PH_SUMMARY_DRY_RUN ? "Would fix "
                            : is_commit                         ? "Committed fixes of "
                                                                : "Fixed ");
        ph_buf_add_count(buf, summary->fixed, "finding");
        ph_paint_end(buf, summary->colour);
        ph_buf_add_str(buf, " in ");
        ph_buf_add_count(buf, summary->files_changed, "file");
        if (is_commit) {
            ph_buf_add_str(buf, " as ");
            ph_buf_add_count(buf, summary->commits, "commit");
        }
        ph_buf_printf(buf, " (%zu checked)", summary->files_checked);
    } else {
        ph_buf_add_str(buf, is_commit ? "Nothing to commit (" : "Nothing to fix (");
        ph_buf_add_count(buf, summary->files_checked, "file");
        ph_buf_add_char(buf, ')');
    }
    if (findings > 0) {
        ph_buf_add_str(buf, "; ");
        ph_buf_add_count(buf, findings, "finding");
        ph_buf_add_str(buf, findings == 1 ? " remains" : " remain");
        add_fixable(buf, summary, ": ");
    }
    ph_buf_add_str(buf, ".\n");
}

/* The files and findings that are not in the figures above. */
static void add_rest(PhBuf *buf, const PhSummary *summary)
{
    if (summary->files_refused > 0) {
        ph_paint_start(buf, summary->colour, PH_PAINT_RED);
        ph_buf_add_count(buf, summary->files_refused, "file");
        ph_buf_add_str(buf, summary->files_refused == 1 ? " was" : " were");
        ph_buf_add_str(buf, " refused");
        ph_paint_end(buf, summary->colour);
        ph_buf_add_str(buf, summary->files_generated > 0 ? ", " : ".\n");
    }
    if (summary->files_generated > 0) {
        ph_buf_add_count(buf, summary->files_generated, "generated file");
        ph_buf_add_str(buf, summary->files_generated == 1 ? " was" : " were");
        ph_buf_add_str(buf, " skipped.\n");
    }
}

void ph_report_summary(PhBuf *buf, const PhSummary *summary)
{
    if (summary->files_checked + summary->files_refused == 0) {
        ph_buf_add_str(buf, "No Python files were found.\n");
    } else if (summary->kind == PH_SUMMARY_CHECK) {
        add_check(buf, summary);
    } else {
        add_fix(buf, summary);
    }
    add_rest(buf, summary);
}
