#ifndef PH_REPORT_SUMMARY_H
#define PH_REPORT_SUMMARY_H

/* The last lines of a run: what was found and done, in whole sentences. */

#include <stddef.h>

#include "base/buf.h"

typedef enum PhSummaryKind {
    PH_SUMMARY_CHECK,   /* check */
    PH_SUMMARY_FIX,     /* fix */
    PH_SUMMARY_DRY_RUN, /* fix --dry-run */
    PH_SUMMARY_COMMIT,  /* fix --commit */
} PhSummaryKind;

/*
 * Counts of a run. In a fix, findings that were fixed and findings that remain are counted
 * apart; a file refused or skipped is not among those checked.
 */
typedef struct PhSummary {
    PhSummaryKind kind;
    bool colour;
    size_t files_checked;
    size_t files_refused;
    size_t files_generated; /* skipped as generated */
    size_t files_with_findings;
    size_t safe; /* findings by level, those that remain in a fix */
    size_t unsafe;
    size_t display_only;
    size_t fixable;        /* of them, the safe ones that `pyheap fix` would fix */
    size_t fixable_unsafe; /* of them, those that need --unsafe-fixes as well */
    size_t fixed;          /* fixes applied, or that would be in a dry run */
    size_t files_changed;
    size_t commits; /* that hold the fixes */
} PhSummary;

/* Adds the counts of `one` to those of `total`. */
void ph_summary_add(PhSummary *total, const PhSummary *one);

/* Appends one to three lines. */
void ph_report_summary(PhBuf *buf, const PhSummary *summary);

#endif
