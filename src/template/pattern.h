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
#include "template/slice_cache.h"

typedef struct PhPatternToken {
    PhNodeId node;       /* a leaf, or a whole string, of the pattern's tree */
    PhMetavarId metavar; /* or PH_METAVAR_NONE */
    PhImport symbol;     /* `module.name`, a name of a module; module empty: none */
    PhBytes text;        /* as written in the page */
    PhSpan span;         /* in the slice */
} PhPatternToken;

/* What the function of a call has to be. */
typedef enum PhQuickCallee {
    PH_QUICK_ANY,
    PH_QUICK_NAME,   /* a builtin, by its name */
    PH_QUICK_METHOD, /* an attribute of that name */
    PH_QUICK_SYMBOL, /* a name of a module, which code may write in many ways */
} PhQuickCallee;

/* What quick.h looks at; kinds are PH_KIND_ABSENT where anything goes. */
typedef struct PhQuick {
    PhKind right_kind;     /* of what is assigned, returned or called */
    PhKind argument_kind;  /* if that is a call: of its first argument */
    PhKind parameter_kind; /* of some parameter of a function */
    PhKind value_kind;     /* and of its default value */
    PhKind next_kind;      /* of the statement that follows, over a gap or at once */
    PhKind body_kind;      /* of the first statement in that; of an expression, its own */
    PhQuickCallee callee;
    PhBytes name; /* of the callee */
    bool has_no_arguments;
    bool is_next_adjacent;
    bool is_inner; /* the anchor is the expression that the statement at the root is */
} PhQuick;

typedef struct PhPattern {
    PhTree tree;
    /* What has to match: an expression, or the first statement. The module, if the slice
     * is empty. */
    PhNodeId root;
    PhNodeId anchor; /* root, or the expression that it consists of */
    /* The statements of the slice, gaps among them, if it is made of statements; a slice
     * that is one expression matches wherever that stands and has none. */
    const PhNodeId *statements;
    uint32_t statement_count;
    const uint32_t *patch_lines;  /* by line of the slice: index among the patch's lines */
    PhQuick quick;                /* by quick.h */
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

/*
 * True if code that the pattern matches may begin at a node of `kind`. A name of a module
 * is an attribute in a page and may be a plain name in code; with arguments it is a
 * subscript, and in an annotation a generic type.
 */
bool ph_pattern_starts_at(const PhPattern *pattern, PhKind kind);

/* `: ...` in a pattern: whatever the suite is, and whatever clauses follow it. */
bool ph_pattern_is_open_suite(const PhTree *pattern, PhNodeId node);

/*
 * The node that stands for a use of `metavar`, or of `metavar.attribute` if that is one;
 * PH_NODE_NONE if the pattern holds none.
 */
PhNodeId ph_pattern_use(const PhPattern *pattern, PhMetavarId metavar,
                        PhMetavarId attribute);

typedef struct PhPatternContext {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags *diags;
    PhBytes path;
    const PhRule *rule;
    PhSliceCache *cache; /* of the same arena and grammar; NULL: every slice is parsed */
} PhPatternContext;

/*
 * Parses the lines of `alternative` whose mark is context or `side`. What the slice is
 * made of is settled by ph_pattern_settle().
 *
 * Errors: PH_ERR_USAGE with a record at the page's line: the slice does not parse or is
 * Python 2.
 */
PH_MUST_USE PhStatus ph_pattern_read(const PhPatternContext *context,
                                     const PhAlternative *alternative, PhMark side,
                                     PhPattern *pattern_out);

/* True if the slice is one expression. */
bool ph_pattern_is_expression(const PhPattern *pattern);

/*
 * Takes the slice as one expression or as statements, and collects its tokens.
 */
void ph_pattern_settle(const PhPatternContext *context, const PhAlternative *alternative,
                       bool is_expression, PhPattern *pattern);

/* Index among the patch's lines of the line on which `offset` of the slice lies, and of
 * that on which `node` begins. */
uint32_t ph_pattern_line_at(const PhPattern *pattern, uint32_t offset);
uint32_t ph_pattern_line(const PhPattern *pattern, PhNodeId node);

/* True if `node` is a `$*x`, a gap, or another metavariable that takes several nodes. */
bool ph_pattern_is_list(const PhPattern *pattern, const PhRule *rule, PhNodeId node);

/* What the page has before a token; empty for the first one and behind the last. */
PhBytes ph_pattern_gap(const PhPattern *pattern, uint32_t token);

/* True if `node` is a gap: a statement that is `...` alone. */
bool ph_pattern_is_gap(const PhPattern *pattern, PhNodeId node);

#endif
