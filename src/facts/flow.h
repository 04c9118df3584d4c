#ifndef PH_FACTS_FLOW_H
#define PH_FACTS_FLOW_H

/*
 * Where code stands and where control goes from there, by the shape of the tree.
 *
 * Python has no goto: whatever runs in a block was reached through the statements before it
 * in that block, and a loop comes back only through its head. No graph is built; questions
 * climb from a node to its function and look references up by their place.
 *
 * Work is bounded: a question that would look at more than PH_FLOW_BUDGET nodes is unknown.
 */

#include "facts/facts.h"

enum {
    PH_FLOW_BUDGET = 100000,
    PH_FLOW_STEPS = PH_FLOW_BUDGET / 4, /* of a search, where a step costs several nodes */
};

/* References of one binding in source order. Lives in the facts' arena. */
typedef struct PhFlowRefs {
    const PhRefId *items;
    uint32_t count;
} PhFlowRefs;

/* Neighbouring nodes of one parent: a statement, an expression, or a run of statements. */
typedef struct PhFlowRegion {
    PhNodeId first;
    PhNodeId limit; /* one past the subtree of the last */
    PhSpan span;
} PhFlowRegion;

/* The only node of a capture, or PH_NODE_NONE. */
PhNodeId ph_flow_node(const PhFactQuery *query, size_t arg);

/* What a captured name is bound to, or PH_BINDING_NONE. */
PhBindingId ph_flow_binding(const PhFactQuery *query, size_t arg);

PhFlowRegion ph_flow_region_of(const PhTree *tree, PhNodeId node);

/* The run of neighbours that starts at capture->nodes[*next]; false at the end. */
bool ph_flow_next_region(const PhTree *tree, const PhCapture *capture, uint32_t *next,
                         PhFlowRegion *region_out);

/* The strongest answer of `judge` to the runs of an argument; refuted if it holds no code,
 * unknown if it is text. */
PhAnswer ph_flow_strongest(const PhFactQuery *query, size_t arg,
                           PhAnswer (*judge)(PhFacts *facts, PhFlowRegion region));

static inline bool ph_flow_is_in(PhFlowRegion region, PhNodeId node)
{
    return region.first <= node && node < region.limit;
}

/* All references of a binding, and those whose name starts in `span`. */
PhFlowRefs ph_flow_refs(PhFacts *facts, PhBindingId binding);
PhFlowRefs ph_flow_refs_in(PhFacts *facts, PhBindingId binding, PhSpan span);

/*
 * True if `binding` is a name of a function or lambda that nobody else can read or store:
 * its scope is not opaque and no scope in it mentions the name, but for comprehensions that
 * have run when the expression around them has.
 */
bool ph_flow_is_private(PhFacts *facts, PhBindingId binding);

/* The function, lambda, class or module whose code `node` is; comprehensions do not count.
 */
PhScopeId ph_flow_home(const PhNames *names, PhNodeId node);

/*
 * The innermost loop or comprehension of the same function that evaluates `node` anew each
 * time round, or PH_NODE_NONE. Its own iterable and its `else` are outside.
 */
PhNodeId ph_flow_loop_around(const PhTree *tree, PhNodeId node);

/* The outermost of them. */
PhNodeId ph_flow_outermost_loop(const PhTree *tree, PhNodeId node);

/* Ways to leave a region other than by its end. */
enum {
    PH_EXIT_RETURN = 1 << 0,
    PH_EXIT_BREAK = 1 << 1,
    PH_EXIT_CONTINUE = 1 << 2,
    PH_EXIT_RAISE = 1 << 3,   /* the statement; any other expression may raise as well */
    PH_EXIT_SUSPEND = 1 << 4, /* yield, await, async for, async with */
};

/*
 * Proved: the region holds an exit of these kinds, which the answer names. Refuted: it does
 * not. Code that only defines a function or a generator does not count. Unknown: a raise
 * that the region itself may catch, and what a generator expression may wait for.
 */
PhAnswer ph_flow_exits(PhFacts *facts, PhFlowRegion region, uint32_t kinds);

/* The answer of ph_flow_exits() over all regions of a capture. */
PhAnswer ph_flow_exits_any(const PhFactQuery *query, size_t arg, uint32_t kinds);

/* The last statement of a block, or PH_NODE_NONE. Linear in the number of statements. */
PhNodeId ph_flow_last_statement(const PhTree *tree, PhNodeId block);

/* True for return, raise, break and continue. */
bool ph_flow_is_jump(PhKind kind);

/* The block of an except or finally clause, which has no field. */
PhNodeId ph_flow_block_of(const PhTree *tree, PhNodeId clause);

/* True if no `__exit__` of a with statement can swallow an exception or look at it: all its
 * items are calls of the builtin open. */
bool ph_flow_with_is_transparent(PhFacts *facts, PhNodeId with_statement);

/* True if `call` calls the builtin `name` with exactly one positional argument, which is
 * handed out. */
bool ph_flow_is_builtin_call(PhFacts *facts, PhNodeId call, const char *name,
                             PhNodeId *arg_out);

/* True if identifier `node` reads the builtin of its name. */
bool ph_flow_is_builtin(PhFacts *facts, PhNodeId node);

/* True if `iterator`, a generator expression or a call, is the argument of a builtin, or of
 * the join of a literal text, that has used it up or dropped it when it returns. */
bool ph_flow_is_consumed(PhFacts *facts, PhNodeId iterator);

/* What an answer costs is taken off here; at 0 the question is unknown. */
static inline void ph_flow_spend(uint32_t *budget, uint32_t cost)
{
    *budget -= cost < *budget ? cost : *budget;
}

/* The child of `node` that holds `inner`, which lies deeper. A step up costs 1. */
PhNodeId ph_flow_child_toward(const PhTree *tree, PhNodeId node, PhNodeId inner,
                              uint32_t *budget);

/* An answer that points at a node and says why. */
PhAnswer ph_flow_answer(PhVerdict verdict, PhNodeId node, PhBytes why);

/* For the files of this analysis only: what is kept of a binding between questions. */

/* Once control is in `block` behind `statement`, the name has been stored. */
typedef struct PhFlowStore {
    PhNodeId statement; /* PH_NODE_NONE: the head of the block's owner stores */
    PhNodeId block;
} PhFlowStore;

/* What is found out of a function or of a parameter of it (ph_function_has_trait()). */
typedef enum PhTrait {
    PH_TRAIT_LENT, /* of a parameter; so the next */
    PH_TRAIT_LIST_LENT,
    PH_TRAIT_GIVES_FRESH, /* of a function */
    PH_TRAIT_COUNT,
} PhTrait;

typedef struct PhFlowBinding {
    PhFlowRefs refs;
    PhAsked is_private;
    PhAsked is_tested;   /* by type_tests.c */
    PhFlowStore *stores; /* by flow_live.c, in source order; NULL: not asked yet */
    uint32_t store_count;
    uint8_t *uses;       /* by uses.c, a PhUse for each reference; NULL: not asked yet */
    uint32_t first_leak; /* which of refs; their count if none */
    PhAsked traits[PH_TRAIT_COUNT]; /* by functions.c */
} PhFlowBinding;

PhFlowBinding *ph_flow_entry(PhFacts *facts, PhBindingId binding);

#endif
