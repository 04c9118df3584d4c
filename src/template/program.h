#ifndef PH_TEMPLATE_PROGRAM_H
#define PH_TEMPLATE_PROGRAM_H

/*
 * The program of a page as it was read: rules, patches, conditions. Made by
 * ph_program_read(), checked there against the table of facts, compiled by compile.h.
 * Everything lives in the program arena and is read-only afterwards.
 */

#include "base/vec.h"
#include "edit/finding.h"
#include "facts/facts.h"
#include "source/diag.h"

typedef uint32_t PhMetavarId;

#define PH_METAVAR_NONE UINT32_MAX

typedef enum PhMetavarShape {
    PH_METAVAR_ONE,  /* $x: one node; $?x: one, or its clause is not there */
    PH_METAVAR_LIST, /* $*x: zero or more siblings */
} PhMetavarShape;

typedef struct PhMetavar {
    PhBytes name; /* without $ or * */
    PhMetavarShape shape;
    bool is_anonymous; /* $_ and $*_: matches, is never bound */
    bool is_label;     /* a label: the nodes of the lines that carry it, without $ */
    bool is_late;      /* known only after the match: a label of an arm, a `let` */
    bool is_given;     /* bound by `find` or `let`, whatever the alternative */
    bool is_optional;  /* $?x: see optional.h */
    const struct PhMeta *meta; /* what it may stand for; NULL: anything */
} PhMetavar;

typedef PH_VEC(PhMetavar) PhMetavarVec;

typedef enum PhTermKind {
    PH_TERM_METAVAR,
    PH_TERM_NUMBER,
    PH_TERM_STRING,
    PH_TERM_FACT,
    PH_TERM_SITE, /* {site} in a message: the line of the use that it is about */
} PhTermKind;

enum { PH_FACT_ARGS = 4 };

typedef struct PhTerm {
    PhTermKind kind;
    PhMetavarId metavar;
    int64_t number;
    PhBytes text;
    const PhFactSpec *fact;
    struct PhTerm *args; /* of a fact, arg_count of them */
    uint32_t arg_count;
} PhTerm;

typedef enum PhGuardKind {
    PH_GUARD_OR,
    PH_GUARD_AND,
    PH_GUARD_NOT,
    PH_GUARD_FACT,
    PH_GUARD_RELATION,
} PhGuardKind;

typedef enum PhQuantifier {
    PH_QUANTIFIER_PLAIN,
    PH_QUANTIFIER_ALL,
    PH_QUANTIFIER_ANY,
    PH_QUANTIFIER_NONE,
} PhQuantifier;

typedef enum PhRelation {
    PH_RELATION_EQ,
    PH_RELATION_NE,
    PH_RELATION_LT,
    PH_RELATION_LE,
    PH_RELATION_GT,
    PH_RELATION_GE,
} PhRelation;

typedef struct PhGuard {
    PhGuardKind kind;
    const struct PhGuard *left; /* of or, and, not */
    const struct PhGuard *right;
    PhQuantifier quantifier; /* of a fact */
    PhTerm term;             /* of a fact; left side of a relation */
    PhTerm other;            /* right side of a relation */
    PhRelation relation;
} PhGuard;

/* A message with holes: text, then the term of a hole, and so on. */
typedef struct PhMessagePart {
    PhBytes text;
    PhTerm term;
    bool is_hole;
} PhMessagePart;

typedef PH_VEC(PhMessagePart) PhMessage;

/* What happens when a guard is not proved. */
typedef struct PhConsequence {
    bool is_set;
    PhLevel level;
    PhMessage message;
} PhConsequence;

typedef struct PhCondition {
    const PhGuard *guard;
    PhBytes text;             /* as written, for --why */
    PhConsequence if_unknown; /* not set: the match is dropped */
    PhConsequence if_refuted;
    uint32_t line;
    bool is_late;    /* it asks about what is known only after the match: it waits */
    bool is_first;   /* it asks exact facts alone and drops the match or says nothing */
    bool is_of_file; /* it asks about no metavariable, and drops every match or none */
} PhCondition;

typedef PH_VEC(PhCondition) PhConditionVec;

typedef struct PhBenefitClause {
    PhBenefit benefit;
    PhMessage message;
    const PhGuard *when; /* NULL: always */
} PhBenefitClause;

typedef PH_VEC(PhBenefitClause) PhBenefitVec;

typedef enum PhMark {
    PH_MARK_CONTEXT,
    PH_MARK_MINUS,
    PH_MARK_PLUS,
    PH_MARK_BAD, /* `!`: a use that is known to be bad */
} PhMark;

/* What a line `one of ..` says behind `#@` of the line that stands in its place. */
typedef struct PhRemark {
    PhBytes text;
    uint32_t line;
    const struct PhRemark *next;
} PhRemark;

typedef struct PhPatchLine {
    PhMark mark;
    PhBytes code; /* without the marker and the annotation */
    uint32_t line;
    const PhRemark *remarks; /* besides its own */
} PhPatchLine;

typedef PH_VEC(PhPatchLine) PhPatchLineVec;

/* A label and the line of the page that carries it. */
typedef struct PhLabel {
    PhMetavarId metavar;
    uint32_t line;
} PhLabel;

typedef PH_VEC(PhLabel) PhLabelVec;

typedef struct PhAlternative {
    PhPatchLineVec lines;
    PhConditionVec conditions; /* of its own lines */
    PhConditionVec filters; /* `only GUARD`, of an arm of `every`: where it is not proved,
                               the arm has nothing to say */
    PhLabelVec labels;
    PhLabelVec gaps; /* the lines that are `...` alone, as labels without a name */
    const struct PhPatch *patch; /* compiled by transform.c */
    const void *forms; /* equal in the forms that optional clauses give; NULL: no form */
    bool is_derived;   /* not written by the page: a form of what is; see forms.h */
    uint32_t line;
} PhAlternative;

typedef PH_VEC(PhAlternative) PhAlternativeVec;

/*
 * How one reference of a variable may be used: matched around the reference, with edits if
 * it has minus or plus lines, or known to be bad.
 */
typedef struct PhArm {
    PhAlternative alternative;
    bool is_bad;
    PhConsequence consequence; /* of a bad one */
} PhArm;

typedef PH_VEC(PhArm) PhArmVec;

/* Which references a `uses` clause is about. */
typedef enum PhUsesWhere {
    PH_USES_EVERYWHERE,
    PH_USES_WITHIN, /* the code of a label */
    PH_USES_BEFORE, /* it begins */
    PH_USES_AFTER,  /* it has ended */
} PhUsesWhere;

/*
 * Every reference of a variable that the match did not consume must fit an arm; of
 * `$o.$a` every attribute of the file with the name that $a holds.
 */
typedef struct PhUses {
    PhMetavarId metavar;
    PhMetavarId attribute; /* or PH_METAVAR_NONE */
    PhUsesWhere where;
    PhMetavarId region;     /* a label, unless everywhere */
    bool allows_any;        /* `any`: each reference is right */
    PhArmVec arms;          /* none and not any: `none`, no reference is right */
    PhConsequence if_other; /* not set: a reference that fits no arm drops the match */
    uint32_t line;
} PhUses;

typedef PH_VEC(PhUses) PhUsesVec;

/* `every within LABEL:` the arm wherever it matches in the code of a label. */
typedef struct PhEvery {
    PhMetavarId region;
    PhArm arm;
    uint32_t line;
} PhEvery;

typedef PH_VEC(PhEvery) PhEveryVec;

/* `let $x = "text of {y}"`, `let $x = fresh("{y}_parts")`, `let $x = strings($y)`,
 * `let $x = class_name($y)`, `let $x = fact(..)`. */
typedef struct PhLet {
    PhMetavarId metavar;
    PhMessage text; /* of a string or of the base of fresh() */
    bool is_fresh;
    bool is_strings;    /* a tuple of the texts of what `term` is, as strings */
    bool is_class_name; /* a free name for a class, made of that of `term` */
    PhTerm term; /* a fact that yields nodes, or a metavariable, if there is no text */
    uint32_t line;
} PhLet;

typedef PH_VEC(PhLet) PhLetVec;

/* `find fact(..) as $x, $y`: a match for each tuple of nodes that the fact yields. */
typedef struct PhFind {
    bool is_set;
    PhTerm term;
    PhMetavarId metavars[PH_FACT_ARGS];
    uint32_t metavar_count;
    uint32_t line;
} PhFind;

typedef struct PhRule {
    PhBytes name; /* "" for the only rule of a page */
    uint32_t line;
    PhMetavarVec metavars;
    PhAlternativeVec alternatives;
    PhFind find;
    PhLetVec lets;
    PhUsesVec uses;
    PhEveryVec every;
    PhConditionVec conditions;
    PhConsequence cap; /* `level`: whatever is proved, no more than this */
    PhBenefitVec benefits;
    PhMessage message;
    PhMessage help;
    PhMessage note;
    PhMetavarId report; /* the label where findings stand, or PH_METAVAR_NONE: the match */
    uint32_t python_minor; /* `require python >= 3.N`, or 0 */
    PhBytes option;        /* `require option NAME "VALUE"`; or empty */
    PhBytes option_value;
    uint32_t isos;       /* a bit each, see iso.h: those that are on */
    uint32_t named_isos; /* those that the rule itself asks for */
    uint32_t iso_line;   /* of the newest clause that asks for one */
    bool is_compiled;    /* by transform.c */
    bool weighs_first;   /* the same: what it gains is known once it has matched */
} PhRule;

typedef PH_VEC(PhRule) PhRuleVec;

/*
 * Reads the program fences of a page. Every mistake is a record with the page's line and,
 * for unknown words, the nearest known one.
 *
 * Errors: PH_ERR_USAGE if any record was left.
 */
PH_MUST_USE PhStatus ph_program_read(PhArena *arena, PhBytes path, PhBytes code,
                                     uint32_t first_line, PhDiags *diags, PhRuleVec *rules);

/* The metavariable `name` of `rule`, or PH_METAVAR_NONE. */
PhMetavarId ph_rule_metavar(const PhRule *rule, PhBytes name);

#endif
