#include "facts/flow_reaching.h"

#include "facts/flow_assigned.h"

typedef struct PhReachWalk {
    PhFacts *facts;
    const PhTree *tree;
    PhBindingId binding;
    PhFlowRefs refs;
    uint8_t *reaches;
    bool has_walrus; /* some store is a walrus: it may stand inside any expression */
    uint32_t budget;
} PhReachWalk;

enum {
    PH_REACH_ALL = (1 << PH_REF_KIND_COUNT) - 1,
    PH_REACH_NAMED = 1 << PH_REF_WALRUS | 1 << PH_REF_MATCH,
    PH_REACH_NO_STORE = 1 << PH_REF_LOAD | 1 << PH_REF_DECLARED | 1 << PH_REF_DELETE |
                        1 << PH_REF_GLOBAL | 1 << PH_REF_NONLOCAL,
};

/* Notes the stores of these kinds in [start, end); true if there are any. */
static bool note(PhReachWalk *walk, uint32_t start, uint32_t end, uint32_t kinds)
{
    PhFlowRefs refs = ph_flow_refs_in(walk->facts, walk->binding, (PhSpan){start, end});
    bool has_any = false;
    for (uint32_t i = 0; i < refs.count; i++) {
        uint32_t kind = 1u << walk->facts->names->refs[refs.items[i]].kind;
        ph_flow_spend(&walk->budget, 1);
        if ((kind & kinds & ~(uint32_t)PH_REACH_NO_STORE) != 0) {
            walk->reaches[refs.items + i - walk->refs.items] = 1;
            has_any = true;
        }
    }
    return has_any;
}

static bool note_in(PhReachWalk *walk, PhNodeId node, uint32_t kinds)
{
    return node != PH_NODE_NONE &&
           note(walk, walk->tree->starts[node], walk->tree->ends[node], kinds);
}

/* The statements before `child` in its block, nearest first; true behind one that always
 * stores. */
static bool walk_back(PhReachWalk *walk, PhNodeId block, PhNodeId child)
{
    const PhTree *tree = walk->tree;
    PhSpan before = {tree->starts[block], tree->starts[child]};
    PhFlowRefs refs = ph_flow_refs_in(walk->facts, walk->binding, before);
    PhNodeId judged = PH_NODE_NONE;
    for (uint32_t i = refs.count; i-- > 0 && walk->budget > 0;) {
        const PhRef *ref = &walk->facts->names->refs[refs.items[i]];
        ph_flow_spend(&walk->budget, 1);
        if ((1u << ref->kind & PH_REACH_NO_STORE) != 0) {
            continue;
        }
        PhNodeId statement = ph_flow_child_toward(tree, block, ref->node, &walk->budget);
        if (statement == judged) {
            continue;
        }
        judged = statement;
        (void)note_in(walk, statement, PH_REACH_ALL);
        if (ph_flow_stores_always(walk->facts, walk->binding, statement)) {
            return true;
        }
    }
    return false;
}

/* A loop brings what its body stores back to its body; its target is stored each time. */
static bool walk_out_of_loop(PhReachWalk *walk, PhNodeId loop, PhNodeId child)
{
    const PhTree *tree = walk->tree;
    bool is_for = tree->kinds[loop] == PH_KIND_FOR_STATEMENT;
    if (is_for && tree->fields[child] == PH_FIELD_RIGHT) {
        return false;
    }
    PhNodeId target = is_for ? ph_tree_child(tree, loop, PH_FIELD_LEFT) : PH_NODE_NONE;
    if (tree->fields[child] == PH_FIELD_BODY && note_in(walk, target, 1 << PH_REF_FOR)) {
        return true;
    }
    (void)note_in(walk, loop, PH_REACH_ALL);
    return false;
}

/* From `child` to `parent`; true if no store from before can reach. */
static bool walk_out(PhReachWalk *walk, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = walk->tree;
    uint32_t start = tree->starts[parent];
    PhField field = tree->fields[child];
    switch (tree->kinds[parent]) {
    case PH_KIND_BLOCK:
        if (ph_tree_kind(tree, ph_tree_parent(tree, parent)) != PH_KIND_MATCH_STATEMENT) {
            return walk_back(walk, parent, child);
        }
        (void)note(walk, start, tree->starts[child], PH_REACH_NAMED);
        return false;
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_WHILE_STATEMENT: return walk_out_of_loop(walk, parent, child);
    case PH_KIND_TRY_STATEMENT:
        if (field != PH_FIELD_BODY) {
            (void)note(walk, start, tree->starts[child], PH_REACH_ALL);
        }
        return false;
    case PH_KIND_EXCEPT_CLAUSE:
        return tree->kinds[child] == PH_KIND_BLOCK &&
               note(walk, start, tree->starts[child], 1 << PH_REF_EXCEPT);
    case PH_KIND_WITH_STATEMENT:
        (void)note(walk, start, tree->starts[child], PH_REACH_NAMED);
        return field == PH_FIELD_BODY &&
               note(walk, start, tree->starts[child], 1 << PH_REF_WITH);
    default:
        /* Tests of branches, patterns and the rest of an expression. */
        (void)note(walk, start, tree->ends[child], PH_REACH_NAMED);
        if (walk->has_walrus) {
            (void)note(walk, tree->ends[child], tree->ends[parent], 1 << PH_REF_WALRUS);
        }
        return false;
    }
}

static bool is_walkable(PhFacts *facts, PhBindingId binding)
{
    const PhNames *names = ph_facts_names(facts);
    PhScopeKind kind = names->scopes[names->bindings[binding].scope].kind;
    return (kind == PH_SCOPE_KIND_FUNCTION || kind == PH_SCOPE_KIND_LAMBDA) &&
           ph_flow_is_private(facts, binding);
}

bool ph_flow_reaching(PhFacts *facts, PhBindingId binding, PhNodeId place,
                      PhReaching *reaching_out)
{
    if (!is_walkable(facts, binding)) {
        return false;
    }
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    PhReachWalk walk = {.facts = facts,
                        .tree = tree,
                        .binding = binding,
                        .refs = ph_flow_refs(facts, binding),
                        .budget = PH_FLOW_BUDGET};
    walk.reaches = PH_NEW_ARRAY(facts->arena, uint8_t, walk.refs.count);
    for (uint32_t i = 0; i < walk.refs.count; i++) {
        walk.has_walrus |= names->refs[walk.refs.items[i]].kind == PH_REF_WALRUS;
    }
    *reaching_out = (PhReaching){walk.refs, walk.reaches};
    PhNodeId owner = names->scopes[names->bindings[binding].scope].node;
    PhNodeId child = place;
    for (PhNodeId parent = ph_tree_parent(tree, child);
         parent != PH_NODE_NONE && parent >= owner && walk.budget > 0;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        ph_flow_spend(&walk.budget, 1);
        if (parent == owner) {
            (void)note_in(&walk, ph_tree_child(tree, owner, PH_FIELD_PARAMETERS),
                          1 << PH_REF_PARAMETER);
            return tree->fields[child] == PH_FIELD_BODY;
        }
        if (walk_out(&walk, parent, child)) {
            return walk.budget > 0;
        }
    }
    return false;
}
