#ifndef PH_SYNTAX_ACCEPT_STATE_H
#define PH_SYNTAX_ACCEPT_STATE_H

/*
 * What the parts of accept.c share: the state of the one pass over the tree. Private to
 * the accept_*.c files.
 *
 * Every check returns true if all is well; false means that ph_accept_refuse() has left
 * its record and the pass is over.
 */

#include "base/vec.h"
#include "source/source.h"
#include "syntax/tree.h"

/* What kind of code a node is evaluated in. */
typedef enum PhFrameKind {
    PH_FRAME_MODULE,
    PH_FRAME_CLASS,
    PH_FRAME_FUNCTION,
    PH_FRAME_LAMBDA,
    PH_FRAME_COMPREHENSION,
} PhFrameKind;

/* A region of nodes with its own rules; frames nest, and the newest one counts. */
typedef struct PhAcceptFrame {
    PhNodeId limit; /* the region ends before this node */
    PhNodeId node;  /* the def, lambda, comprehension or class it belongs to */
    uint32_t owner; /* index of the frame that the function itself has */
    PhFrameKind kind;
    bool is_async;
    bool is_in_loop;       /* break and continue have a loop */
    bool is_in_star;       /* in an except* block, without a loop in between */
    bool is_return_barred; /* in an except* block of this function */
    bool is_in_iterable;   /* of a comprehension: no walrus */
    bool has_yield;        /* owner only */
    PhNodeId return_value; /* owner only: first return with a value */
} PhAcceptFrame;

typedef PH_VEC(PhAcceptFrame) PhAcceptFrameVec;

/* A block whose statements stand on lines of their own, or on its header's line. */
typedef struct PhAcceptBlock {
    PhNodeId limit;
    bool is_started;
    bool is_inline;
} PhAcceptBlock;

typedef PH_VEC(PhAcceptBlock) PhAcceptBlockVec;

enum {
    PH_MAX_INDENTS = 100, /* as CPython's MAXINDENT */
    PH_MAX_BRACKETS = 200 /* as CPython's MAXLEVEL */
};

/* What the next token has to begin. */
typedef enum PhPending {
    PH_PENDING_NONE,
    PH_PENDING_SIMPLE,   /* a simple statement */
    PH_PENDING_COMPOUND, /* a compound statement or a clause of one */
} PhPending;

typedef struct PhAcceptLine {
    uint32_t last_end;   /* of the last token or comment */
    PhKind last_kind;    /* of the last token */
    uint32_t line_start; /* where the newest logical line may begin */
    uint32_t depth;      /* open brackets */
    PhPending pending;
    bool has_newline; /* a line end outside brackets since the last token */
    uint32_t indent_count;
    uint32_t columns[PH_MAX_INDENTS];     /* tabs to multiples of 8 */
    uint32_t tab_columns[PH_MAX_INDENTS]; /* tabs count 1 */
} PhAcceptLine;

typedef struct PhAccept {
    PhSource *source;
    const PhTree *tree;
    PhDiags *diags;
    PhArena *arena;
    bool is_refused;
    PhAcceptFrameVec frames;
    PhNodeId frame_limit; /* of the newest frame */
    PhAcceptBlockVec blocks;
    uint32_t block_depth; /* blocks that are not inline */
    PhAcceptLine line;
    PhNodeId future_limit; /* first node where a future import is too late; 0: not known */
    PhNodeId scope_limit;  /* declarations below are checked already */
} PhAccept;

/* Leaves the record at a byte or a node; false. */
bool ph_accept_refuse_at(PhAccept *accept, uint32_t offset, const char *message);
bool ph_accept_refuse(PhAccept *accept, PhNodeId node, const char *message);

/* As above, with `name` between quotes in the place of %.*s. */
bool ph_accept_refuse_name(PhAccept *accept, PhNodeId node, const char *format,
                           PhBytes name);

/* First child that is no extra, the next one after a child, and how many of a kind. */
PhNodeId ph_accept_first(const PhTree *tree, PhNodeId node);
PhNodeId ph_accept_next(const PhTree *tree, PhNodeId child);
uint32_t ph_accept_count(const PhTree *tree, PhNodeId node, PhKind kind);
/* The first child of this kind at or after `child`, or PH_NODE_NONE. */
PhNodeId ph_accept_find(const PhTree *tree, PhNodeId node, PhKind kind);

/* accept_lines.c: line ends, indentation, brackets and what stands between tokens. */
bool ph_accept_gap(PhAccept *accept, uint32_t start, PhNodeId node);
bool ph_accept_token_slow(PhAccept *accept, PhNodeId node);
bool ph_accept_extra(PhAccept *accept, PhNodeId node);
bool ph_accept_block(PhAccept *accept, PhNodeId node);
bool ph_accept_end(PhAccept *accept);

/* accept_literals.c */
bool ph_accept_number(PhAccept *accept, PhNodeId node);
bool ph_accept_string(PhAccept *accept, PhNodeId node);
bool ph_accept_content(PhAccept *accept, PhNodeId node);
bool ph_accept_interpolation(PhAccept *accept, PhNodeId node);
bool ph_accept_concatenation(PhAccept *accept, PhNodeId node);
bool ph_accept_identifier(PhAccept *accept, PhNodeId node);

/* accept_places.c: which expression may stand where without parentheses. */
typedef uint32_t PhClassSet;

/* By kind, PH_KIND_LISTED for all kinds without a name: its class as one bit, and the
 * classes that its children may have only after ph_accept_place() has agreed. */
extern const PhClassSet k_ph_accept_class[PH_KIND_LISTED + 1];
extern const PhClassSet k_ph_accept_barred[PH_KIND_LISTED + 1];
bool ph_accept_place(PhAccept *accept, PhNodeId node);

/* accept_targets.c */
bool ph_accept_assignment(PhAccept *accept, PhNodeId node);
bool ph_accept_augmented(PhAccept *accept, PhNodeId node);
bool ph_accept_delete(PhAccept *accept, PhNodeId node);
bool ph_accept_target(PhAccept *accept, PhNodeId node, bool is_delete);
bool ph_accept_left(PhAccept *accept, PhNodeId node);
bool ph_accept_pattern(PhAccept *accept, PhNodeId node);
/* True if the identifier `node` is bound, deleted or passed as a keyword. */
bool ph_accept_is_stored(const PhTree *tree, PhNodeId node);
bool ph_accept_debug(PhAccept *accept, PhNodeId node);

/* accept_calls.c */
bool ph_accept_commas(PhAccept *accept, PhNodeId node);
bool ph_accept_arguments(PhAccept *accept, PhNodeId node);
bool ph_accept_parameters(PhAccept *accept, PhNodeId node);
bool ph_accept_type_parameters(PhAccept *accept, PhNodeId node);
bool ph_accept_type(PhAccept *accept, PhNodeId node);
bool ph_accept_type_alias(PhAccept *accept, PhNodeId node);

/* accept_statements.c */
bool ph_accept_import(PhAccept *accept, PhNodeId node);
bool ph_accept_future(PhAccept *accept, PhNodeId node);
bool ph_accept_print(PhAccept *accept, PhNodeId node);
bool ph_accept_try(PhAccept *accept, PhNodeId node);
bool ph_accept_except(PhAccept *accept, PhNodeId node);
bool ph_accept_with(PhAccept *accept, PhNodeId node);
bool ph_accept_raise(PhAccept *accept, PhNodeId node);

/* accept_flow.c: frames, and the statements and expressions that need the right one. */
void ph_accept_push(PhAccept *accept, PhAcceptFrame frame);
void ph_accept_pop(PhAccept *accept, PhNodeId node);
void ph_accept_push_block(PhAccept *accept, PhNodeId node);
void ph_accept_push_lambda(PhAccept *accept, PhNodeId node);
void ph_accept_push_outer(PhAccept *accept, PhNodeId node);
void ph_accept_push_iterable(PhAccept *accept, PhNodeId clause);
bool ph_accept_for_in(PhAccept *accept, PhNodeId node);
bool ph_accept_return(PhAccept *accept, PhNodeId node);
bool ph_accept_yield(PhAccept *accept, PhNodeId node);
bool ph_accept_await(PhAccept *accept, PhNodeId node);
bool ph_accept_async(PhAccept *accept, PhNodeId node);
bool ph_accept_jump(PhAccept *accept, PhNodeId node);
bool ph_accept_walrus(PhAccept *accept, PhNodeId node);

/* accept_match.c */
bool ph_accept_match(PhAccept *accept, PhNodeId node);
bool ph_accept_case(PhAccept *accept, PhNodeId node);
/* The name that `node` captures in a pattern, or PH_NODE_NONE. */
PhNodeId ph_accept_captured(const PhTree *tree, PhNodeId node);

/* accept_mapping.c */
bool ph_accept_mapping(PhAccept *accept, PhNodeId node);

/* accept_scopes.c: global and nonlocal. */
bool ph_accept_declaration(PhAccept *accept, PhNodeId node);

#endif
