#ifndef PH_TEMPLATE_PATTERN_H
#define PH_TEMPLATE_PATTERN_H

/*
 * One slice of a patch (context and minus lines, or context and plus lines) as a tree.
 *
 * Metavariables are written as identifiers that the grammar takes everywhere (a micro sign
 * before the name, two for a list), parsed with the rest, and found again in the tree. Real
 * code may hold such identifiers too; only template trees are searched for them, and a page
 * that writes one itself is refused.
 */

#include "syntax/parse.h"
#include "template/program.h"

typedef struct PhPatternToken {
    PhNodeId node;       /* a leaf, or a whole string, of the pattern's tree */
    PhMetavarId metavar; /* or PH_METAVAR_NONE */
    PhImport symbol;     /* `module.name`, a name of a module; module empty: none */
    PhBytes text;        /* as written in the page */
    PhSpan span;         /* in the slice */
} PhPatternToken;

typedef struct PhPattern {
    PhTree tree;
    PhNodeId root;                /* what has to match: an expression or a statement */
    const PhMetavarId *metavars;  /* by node of the tree */
    const PhPatternToken *tokens; /* in order; commas next to a list are left out */
    uint32_t token_count;
    const uint32_t *token_of_node; /* by node; UINT32_MAX if it is none */
} PhPattern;

#define PH_TOKEN_NOWHERE UINT32_MAX

/* The index of the first token that is `metavar`, or PH_TOKEN_NOWHERE. */
uint32_t ph_pattern_find(const PhPattern *pattern, PhMetavarId metavar);

static inline bool ph_pattern_binds(const PhPattern *pattern, PhMetavarId metavar)
{
    return ph_pattern_find(pattern, metavar) != PH_TOKEN_NOWHERE;
}

/* The token at `node` if it is a name of a module, or NULL. */
const PhPatternToken *ph_pattern_symbol(const PhPattern *pattern, PhNodeId node);

/* `: ...` in a pattern: whatever the suite is, and whatever clauses follow it. */
bool ph_pattern_is_open_suite(const PhTree *pattern, PhNodeId node);

typedef struct PhPatternContext {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags *diags;
    PhBytes path;
    const PhRule *rule;
} PhPatternContext;

/*
 * Parses the lines of `alternative` whose mark is context or `side`.
 *
 * Errors: PH_ERR_USAGE with a record at the page's line: the slice does not parse, is
 * Python 2, is empty or holds more than one statement.
 */
PH_MUST_USE PhStatus ph_pattern_read(const PhPatternContext *context,
                                     const PhAlternative *alternative, PhMark side,
                                     PhPattern *pattern_out);

#endif
