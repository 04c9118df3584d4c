#ifndef PH_CMD_SAMPLE_RUN_H
#define PH_CMD_SAMPLE_RUN_H

/* One sample under test: applying fixes to it, telling failures. For sample_*.c only. */

#include "cmd/sample_test.h"
#include "cmd/why_text.h"
#include "edit/rounds.h"
#include "template/trace.h"

/* A text that python3 shall compile when all of the page are together. */
typedef struct PhCompileCase {
    uint32_t line; /* of the sample */
    PhBytes how;
    PhBytes
        refusal; /* what pyheap has against the text; empty: nothing, so it must compile */
} PhCompileCase;

typedef PH_VEC(PhCompileCase) PhCompileCaseVec;

typedef struct PhSampleRun {
    const PhSampleTest *test;
    PhArena *arena;   /* of the page */
    PhArena *work;    /* of one form of a sample */
    PhArena *scratch; /* of the matcher */
    const PhSample *sample;
    const PhSample *after; /* of a before; else NULL */
    PhLevel level;
    PhBytes how; /* "with tabs: "; empty for the sample as it stands */
    PhSampleResult *result;
    PhBuf texts; /* for ph_python_compile() */
    PhCompileCaseVec cases;
} PhSampleRun;

/* What comes of applying the fixes of at least some level to a text. In the work arena. */
typedef struct PhApplied {
    bool is_read;    /* false: refused, and `refusal` says why */
    PhBytes refusal; /* "line 3: ..", in lines of the text */
    PhBytes code;
    PhParsedFile file;
    PhFacts *facts;
    PhTrace trace;
    PhFindingVec findings;
    PhBytes text;   /* the result */
    PhBytes defect; /* of a fix that failed verification, or empty */
} PhApplied;

void ph_sample_apply(PhSampleRun *run, PhBytes code, PhLevel least, PhApplied *applied_out);

/* Checks what holds for every result: no defect, all comments, nothing left to do. */
void ph_sample_check_sound(PhSampleRun *run, const PhApplied *applied, PhLevel least);

/* "transforms/x.md:73: with tabs: MESSAGE" */
void ph_sample_fail(PhSampleRun *run, const char *format, ...) PH_PRINTF(2, 3);
void ph_sample_fail_diff(PhSampleRun *run, const char *message, PhBytes expected,
                         PhBytes got);

/* Tells below a failure, indented, what stopped the tries that came furthest. */
void ph_sample_tell_stops(PhSampleRun *run, const PhApplied *applied);

PhWhyText ph_sample_why_text(const PhSampleRun *run, const PhApplied *applied);

/* Notes a text for python3. */
void ph_sample_compile_later(PhSampleRun *run, PhBytes text, PhBytes refusal);

/* True if what `because` names is what stopped the sample; else a failure is told. */
void ph_sample_check_because(PhSampleRun *run, const PhApplied *applied);

/* Runs all mutations of the sample. `level`: fixes of at least this are applied. */
void ph_sample_mutate(PhSampleRun *run, const PhApplied *original, PhLevel least);

#endif
