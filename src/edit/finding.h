#ifndef PH_EDIT_FINDING_H
#define PH_EDIT_FINDING_H

/*
 * What is found and what would be done about it: the currency between the engine and the
 * layers that show or apply. All of it lives in the arena of its file.
 */

#include "base/vec.h"
#include "source/source.h"
#include "source/span.h"

/* How sure a fix is; ordered, so that a level is the minimum of its caps. */
typedef enum PhLevel {
    PH_LEVEL_DISPLAY_ONLY, /* advice: there is no rewrite, or none to be trusted */
    PH_LEVEL_UNSAFE,       /* likely right; an obligation is unknown */
    PH_LEVEL_SAFE,         /* every obligation is proved */
} PhLevel;

/* What a fix gains; separate from whether it is right. Ordered. */
typedef enum PhBenefit {
    PH_BENEFIT_COST,
    PH_BENEFIT_NONE,
    PH_BENEFIT_SMALL,
    PH_BENEFIT_GAIN,
} PhBenefit;

typedef struct PhEdit {
    PhSpan span;  /* what goes; empty: pure insertion */
    PhBytes text; /* what comes instead; empty: pure deletion */
} PhEdit;

/* A name of a module that a fix needs: `from module import name`, or `import module`. */
typedef struct PhImport {
    PhBytes module;
    PhBytes name; /* empty: the module itself */
} PhImport;

/* Why a finding is not safe, and the code that says so. */
typedef struct PhReason {
    PhBytes text; /* a phrase in Python terms, without a full stop */
    PhSpan span;  /* the place it speaks of; empty at 0: none */
} PhReason;

/* Memory that a program held at its peak. */
typedef struct PhHeapUse {
    uint64_t bytes;
    uint64_t blocks;
} PhHeapUse;

typedef struct PhFinding {
    const char *rule; /* id of the transform */
    PhLevel level;
    PhBenefit benefit;
    PhBytes benefit_text; /* may be empty */
    PhBytes message;
    PhBytes help;         /* what the fix does, or what to do by hand; may be empty */
    PhBytes note;         /* may be empty */
    PhSpan span;          /* what is reported */
    PhSpan whole;         /* the code that was matched */
    const PhSpan *others; /* code elsewhere that it is about, ascending */
    size_t other_count;
    PhHeapUse heap; /* of its lines, by a profile; zero: there is none, or nothing */
    const PhReason *reasons;
    size_t reason_count;
    const PhEdit *edits; /* of the fix, ascending and disjoint; none: no fix */
    size_t edit_count;
    const PhImport *imports; /* names that the texts of the edits use */
    size_t import_count;
    struct PhImports *ledger; /* that said how; NULL without imports */
    const PhSpan *claims;     /* regions that the proof relied on */
    size_t claim_count;
} PhFinding;

typedef PH_VEC(PhFinding) PhFindingVec;

/* "safe", "unsafe", "display-only". */
const char *ph_level_name(PhLevel level);

/* "gain", "small", "none", "cost". */
const char *ph_benefit_name(PhBenefit benefit);

#endif
