#include "report/summary.h"
#include "unit.h"

static void expect_summary(PhSummary summary, const char *wanted)
{
    PhBuf buf = {0};
    ph_report_summary(&buf, &summary);
    ph_buf_add_char(&buf, '\0');
    assert_string_equal(buf.ptr, wanted);
    ph_buf_release(&buf);
}

static void clean_run_passes(void **state)
{
    (void)state;
    expect_summary((PhSummary){.files_checked = 41}, "All checks passed (41 files).\n");
    expect_summary((PhSummary){.files_checked = 1}, "All checks passed (1 file).\n");
    expect_summary((PhSummary){.files_checked = 1, .colour = true},
                   "\033[32mAll checks passed\033[m (1 file).\n");
}

static void run_without_files_does_not_pass(void **state)
{
    (void)state;
    expect_summary((PhSummary){0}, "No Python files were found.\n");
    expect_summary((PhSummary){.kind = PH_SUMMARY_FIX, .files_generated = 2},
                   "No Python files were found.\n2 generated files were skipped.\n");
}

static void run_with_refused_files_does_not_pass(void **state)
{
    (void)state;
    expect_summary((PhSummary){.files_checked = 3, .files_refused = 1},
                   "Found nothing in 3 files.\n1 file was refused.\n");
    expect_summary(
        (PhSummary){.files_checked = 1, .files_refused = 2, .files_generated = 1},
        "Found nothing in 1 file.\n2 files were refused, 1 generated file was skipped.\n");
    expect_summary((PhSummary){.kind = PH_SUMMARY_FIX, .files_refused = 1},
                   "1 file was refused.\n");
}

static void findings_are_told_with_what_can_be_fixed(void **state)
{
    (void)state;
    PhSummary summary = {.files_checked = 41,
                         .files_with_findings = 3,
                         .safe = 9,
                         .unsafe = 2,
                         .display_only = 1,
                         .fixable = 9,
                         .fixable_unsafe = 2};
    expect_summary(
        summary, "Found 12 findings in 3 files (41 checked): 9 fixable with `pyheap fix`, "
                 "2 more with `--unsafe-fixes`.\n");
    summary.fixable = 0;
    expect_summary(summary, "Found 12 findings in 3 files (41 checked): 2 fixable with "
                            "`--unsafe-fixes`.\n");
    summary.fixable_unsafe = 0;
    expect_summary(summary, "Found 12 findings in 3 files (41 checked).\n");
    expect_summary(
        (PhSummary){.files_checked = 1, .files_with_findings = 1, .safe = 1, .fixable = 1},
        "Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.\n");
}

static void fix_tells_what_was_done_and_what_remains(void **state)
{
    (void)state;
    PhSummary summary = {
        .kind = PH_SUMMARY_FIX, .files_checked = 41, .fixed = 9, .files_changed = 3};
    expect_summary(summary, "Fixed 9 findings in 3 files (41 checked).\n");
    summary.unsafe = 2;
    summary.fixable_unsafe = 2;
    expect_summary(summary,
                   "Fixed 9 findings in 3 files (41 checked); 2 findings remain: 2 "
                   "fixable with `--unsafe-fixes`.\n");
    summary.fixed = 0;
    summary.files_changed = 0;
    summary.unsafe = 1;
    summary.fixable_unsafe = 0;
    expect_summary(summary, "Nothing to fix (41 files); 1 finding remains.\n");
}

static void dry_run_speaks_of_what_would_be(void **state)
{
    (void)state;
    PhSummary summary = {.kind = PH_SUMMARY_DRY_RUN,
                         .files_checked = 1,
                         .fixed = 1,
                         .files_changed = 1,
                         .display_only = 1};
    expect_summary(summary,
                   "Would fix 1 finding in 1 file (1 checked); 1 finding remains.\n");
}

static void commits_are_counted(void **state)
{
    (void)state;
    expect_summary((PhSummary){.kind = PH_SUMMARY_COMMIT,
                               .files_checked = 3,
                               .fixed = 2,
                               .files_changed = 1,
                               .commits = 2,
                               .unsafe = 1,
                               .fixable_unsafe = 1},
                   "Committed fixes of 2 findings in 1 file as 2 commits (3 checked); 1 "
                   "finding remains: 1 fixable with `--unsafe-fixes`.\n");
    expect_summary((PhSummary){.kind = PH_SUMMARY_COMMIT, .files_checked = 1},
                   "Nothing to commit (1 file).\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_run_passes),
        cmocka_unit_test(run_without_files_does_not_pass),
        cmocka_unit_test(run_with_refused_files_does_not_pass),
        cmocka_unit_test(findings_are_told_with_what_can_be_fixed),
        cmocka_unit_test(fix_tells_what_was_done_and_what_remains),
        cmocka_unit_test(dry_run_speaks_of_what_would_be),
        cmocka_unit_test(commits_are_counted),
    };
    return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
