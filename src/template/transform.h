#ifndef PH_TEMPLATE_TRANSFORM_H
#define PH_TEMPLATE_TRANSFORM_H

/*
 * The set of transforms, and their patches indexed by the node kind they start at, so that
 * one scan of a tree serves all of them.
 *
 * Pages of directories are read, checked and compiled when they are loaded. Of the pages of
 * the program only the names are known then; who needs more of one asks for it by index:
 * tests have compiled them all, and most runs need few. A dispatch is read-only once it is
 * made; lazy.h makes them for workers.
 */

#include "template/filter.h"
#include "template/page.h"

typedef struct PhTransform {
    const char *id;
    PhBytes path; /* for messages: "transforms/<id>.md" */
    PhBytes text; /* the whole page */
    PhPage *page; /* NULL: nobody has asked for it */
    PhRuleVec rules;
    bool is_read;     /* the rules are: see ph_transform_read() */
    bool is_embedded; /* a page of the program: tests have looked for what never matches */
} PhTransform;

typedef PH_VEC(PhTransform) PhTransformVec;
typedef PH_VEC(PhPatch) PhPatchVec;

typedef struct PhTransformSet {
    PhArena *arena;
    const PhGrammar *grammar;
    PhTransformVec transforms; /* sorted by id */
} PhTransformSet;

/* The patches of the transforms that a run has selected. */
typedef struct PhDispatch {
    PhPatchVec patches;
    const char **ids;       /* by patch: the transform it belongs to */
    const PhBenefit *least; /* by patch: findings that gain less are not wanted */
    const uint32_t *first;  /* by kind: where its patches start in `patches` */
    uint32_t kind_count;
    const PhFilter *filter; /* which patches a file rules out; NULL: none */
    uint32_t line_length;   /* that an added line may have */
} PhDispatch;

/*
 * Lists the embedded pages and then loads those of each directory, which replace earlier
 * ones of the same id.
 *
 * Errors: PH_ERR_USAGE, PH_ERR_IO; every mistake of every page leaves a record.
 */
PH_MUST_USE PhStatus ph_transforms_load(PhArena *arena, const PhGrammar *grammar,
                                        const PhBytes *directories, size_t directory_count,
                                        PhDiags *diags, PhTransformSet **set_out);

/*
 * The rules of a transform, its page, its rules compiled. Each is done once; nothing moves
 * what was there. One thread at a time.
 *
 * Errors: PH_ERR_USAGE with records; of the program's own pages only where those are being
 * written.
 */
PH_MUST_USE PhStatus ph_transform_read(PhTransformSet *set, size_t index, PhDiags *diags);
PH_MUST_USE PhStatus ph_transform_read_page(PhTransformSet *set, size_t index,
                                            PhDiags *diags);
PH_MUST_USE PhStatus ph_transform_compile(PhTransformSet *set, size_t index,
                                          PhDiags *diags);

/* Compiles all patches of a rule, adds their other forms and checks it whole. The rule
 * stays where it is from then on. Errors: as above. */
PH_MUST_USE PhStatus ph_rule_compile(const PhPatternContext *context, PhRule *rule);

const PhTransform *ph_transforms_find(const PhTransformSet *set, PhBytes id);

/* The value that somebody has set for an option of a transform; empty: none. */
typedef PhBytes PhOptionFn(const void *context, const char *transform, PhBytes option);

/* What a run wants of the transforms. */
typedef struct PhDispatchWants {
    const bool *is_selected; /* by index of the transform */
    const PhBenefit *least;  /* the same: what gains less is not wanted; NULL: all is */
    uint32_t python_minor;   /* rules that need a newer Python than 3.N are left out */
    PhOptionFn *option;      /* NULL: every option has its default */
    const void *context;     /* of `option` */
} PhDispatchWants;

/* A rule and the transform that it belongs to. */
typedef struct PhSelectedRule {
    PhTransform *transform;
    PhRule *rule;
    PhBenefit least;
} PhSelectedRule;

typedef PH_VEC(PhSelectedRule) PhSelectedRuleVec;

/* The rules that a run wants, in the order of the set; selected transforms have been read.
 */
PhSelectedRuleVec ph_rules_select(PhArena *arena, const PhTransformSet *set,
                                  const PhDispatchWants *wants);

/* The rules have been compiled. */
PhDispatch *ph_dispatch_new(PhArena *arena, const PhTransformSet *set,
                            const PhDispatchWants *wants);
PhDispatch *ph_dispatch_of(PhArena *arena, const PhSelectedRule *rules, size_t count);

/*
 * For a transform that has been read.
 *
 * True if `value` is one that the rules of the transform know for `option`; an empty value
 * asks whether there is such an option. The first value in the page is the default.
 */
bool ph_transform_knows_option(const PhTransform *transform, PhBytes option, PhBytes value);

/* False if no patch can match in a file of these bytes, whatever they parse to. */
bool ph_dispatch_may_find(const PhDispatch *dispatch, PhArena *scratch, PhBytes text);

#endif
