#include "facts/flow_assigned.h"

#include "syntax/walk.h"

typedef struct PhAssigned {
    PhFacts *facts;
    const PhTree *tree;
    PhBindingId binding;
    PhScopeId scope; /* of the binding */
    PhFlowRefs refs;
    bool has_unbinding; /* anywhere */
    uint32_t budget;
    uint8_t *done; /* by node from `first`: who completes it has stored the name */
    PhNodeId first;
} PhAssigned;

static bool unbinds(PhRefKind kind)
{
    return kind == PH_REF_DELETE || kind == PH_REF_EXCEPT;
}

static const PhRef *ref_at(const PhAssigned *state, PhFlowRefs refs, uint32_t index)
{
    return &state->facts->names->refs[refs.items[index]];
}

static PhFlowRefs refs_in(PhAssigned *state, PhNodeId node)
{
    if (state->binding == PH_BINDING_NONE) {
        return (PhFlowRefs){0};
    }
    return ph_flow_refs_in(state->facts, state->binding, ph_tree_span(state->tree, node));
}

static bool is_unbound_in(PhAssigned *state, PhNodeId node)
{
    PhFlowRefs refs = refs_in(state, node);
    for (uint32_t i = 0; state->has_unbinding && i < refs.count; i++) {
        ph_flow_spend(&state->budget, 1);
        if (unbinds(ref_at(state, refs, i)->kind)) {
            return true;
        }
    }
    return false;
}

/* True if `parent` evaluates `child` whenever it completes. */
static bool always_evaluates(const PhTree *tree, PhNodeId parent, PhNodeId child)
{
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_NAMED_EXPRESSION:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_UNARY_OPERATOR:
    case PH_KIND_BINARY_OPERATOR:
    case PH_KIND_ATTRIBUTE:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_CALL:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_TUPLE:
    case PH_KIND_LIST:
    case PH_KIND_SET:
    case PH_KIND_EXPRESSION_LIST: return true;
    case PH_KIND_BOOLEAN_OPERATOR: return tree->fields[child] == PH_FIELD_LEFT;
    case PH_KIND_COMPARISON_OPERATOR: {
        PhNodeId left = ph_tree_first_named(tree, parent);
        return child == left || child == ph_tree_next_named(tree, left);
    }
    case PH_KIND_CONDITIONAL_EXPRESSION:
        return child == ph_tree_next_named(tree, ph_tree_first_named(tree, parent));
    default: return false;
    }
}

/* The outermost expression that always evaluates the walrus of which `name` is the target.
 */
static PhNodeId reach_of_walrus(PhAssigned *state, PhNodeId name)
{
    const PhTree *tree = state->tree;
    PhNodeId node = name;
    for (PhNodeId parent = ph_tree_parent(tree, node);
         parent != PH_NODE_NONE && always_evaluates(tree, parent, node);
         node = parent, parent = ph_tree_parent(tree, parent)) {
        ph_flow_spend(&state->budget, 1);
    }
    return node;
}

/* True if evaluating `expression` always stores by a walrus. */
static bool has_walrus(PhAssigned *state, PhNodeId expression)
{
    if (expression == PH_NODE_NONE) {
        return false;
    }
    PhFlowRefs refs = refs_in(state, expression);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = ref_at(state, refs, i);
        ph_flow_spend(&state->budget, 1);
        if (ref->kind == PH_REF_WALRUS && ref->scope == state->scope &&
            reach_of_walrus(state, ref->node) <= expression) {
            return true;
        }
    }
    return false;
}

/* What a walrus stores for: the statement whose head or body always evaluates it. */
static PhNodeId holder_of_walrus(PhAssigned *state, PhNodeId name)
{
    const PhTree *tree = state->tree;
    PhNodeId node = reach_of_walrus(state, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhField field = tree->fields[node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
        return field == PH_FIELD_CONDITION ? parent : PH_NODE_NONE;
    case PH_KIND_FOR_STATEMENT: return field == PH_FIELD_RIGHT ? parent : PH_NODE_NONE;
    case PH_KIND_MATCH_STATEMENT: return field == PH_FIELD_SUBJECT ? parent : PH_NODE_NONE;
    case PH_KIND_EXPRESSION_STATEMENT: return parent;
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
        return field == PH_FIELD_RIGHT ? ph_tree_statement_of(tree, parent) : PH_NODE_NONE;
    default: return PH_NODE_NONE;
    }
}

/* `with a as x`: later items may raise, and the first one swallow that. */
static PhNodeId holder_of_with(const PhTree *tree, PhNodeId name)
{
    PhNodeId target = ph_tree_parent(tree, name);
    PhNodeId item = ph_tree_parent(tree, ph_tree_parent(tree, target));
    if (ph_tree_kind(tree, target) != PH_KIND_AS_PATTERN_TARGET ||
        ph_tree_kind(tree, item) != PH_KIND_WITH_ITEM) {
        return PH_NODE_NONE;
    }
    PhNodeId clause = ph_tree_parent(tree, item);
    return ph_tree_first_named(tree, clause) == item ? ph_tree_parent(tree, clause)
                                                     : PH_NODE_NONE;
}

/* The statement that has stored the name whenever it completes, because of this reference.
 */
static PhNodeId holder_of(PhAssigned *state, const PhRef *ref)
{
    if (ref->scope != state->scope) {
        return PH_NODE_NONE;
    }
    switch (ref->kind) {
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED:
    case PH_REF_AUGMENTED:
    case PH_REF_IMPORT:
    case PH_REF_FUNCTION:
    case PH_REF_CLASS: return ph_tree_statement_of(state->tree, ref->node);
    case PH_REF_WALRUS: return holder_of_walrus(state, ref->node);
    case PH_REF_WITH: return holder_of_with(state->tree, ref->node);
    default: return PH_NODE_NONE;
    }
}

static bool is_done(const PhAssigned *state, PhNodeId node)
{
    return node != PH_NODE_NONE && state->done[node - state->first] != 0;
}

static bool is_child_done(const PhAssigned *state, PhNodeId node, PhFieldName field)
{
    return is_done(state, ph_tree_child(state->tree, node, field));
}

static bool is_any_before_done(PhAssigned *state, PhNodeId block, PhNodeId limit)
{
    PH_FOR_EACH_CHILD(state->tree, block, child)
    {
        ph_flow_spend(&state->budget, 1);
        if (child >= limit || state->budget == 0) {
            break;
        }
        if (is_done(state, child)) {
            return true;
        }
    }
    return false;
}

/* Each break of `loop` comes after a store in the same round. */
static bool are_breaks_behind(PhAssigned *state, PhNodeId loop)
{
    const PhTree *tree = state->tree;
    for (PhNodeId node = loop; node < ph_tree_limit(tree, loop); node++) {
        if (tree->kinds[node] != PH_KIND_BREAK_STATEMENT ||
            ph_flow_loop_around(tree, node) != loop) {
            continue;
        }
        bool is_behind = false;
        for (PhNodeId child = node; child != loop && !is_behind && state->budget > 0;
             child = ph_tree_parent(tree, child)) {
            PhNodeId parent = ph_tree_parent(tree, child);
            is_behind = tree->kinds[parent] == PH_KIND_BLOCK &&
                        is_any_before_done(state, parent, child);
        }
        if (!is_behind) {
            return false;
        }
    }
    ph_flow_spend(&state->budget, ph_tree_limit(tree, loop) - loop);
    return state->budget > 0;
}

static bool is_if_done(const PhAssigned *state, PhNodeId statement)
{
    const PhTree *tree = state->tree;
    bool has_else = false;
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = tree->kinds[child];
        bool is_branch = kind == PH_KIND_BLOCK || kind == PH_KIND_ELIF_CLAUSE ||
                         kind == PH_KIND_ELSE_CLAUSE;
        has_else |= kind == PH_KIND_ELSE_CLAUSE;
        if (is_branch && !is_done(state, child)) {
            return false;
        }
    }
    return has_else;
}

static bool is_try_done(const PhAssigned *state, PhNodeId statement)
{
    const PhTree *tree = state->tree;
    bool is_body_done = false;
    bool are_handlers_done = true;
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        switch (tree->kinds[child]) {
        case PH_KIND_BLOCK:
        case PH_KIND_ELSE_CLAUSE: is_body_done |= is_done(state, child); break;
        case PH_KIND_EXCEPT_CLAUSE: are_handlers_done &= is_done(state, child); break;
        case PH_KIND_FINALLY_CLAUSE:
            if (is_done(state, child)) {
                return true;
            }
            break;
        default: break;
        }
    }
    return is_body_done && are_handlers_done;
}

static bool is_wildcard(const PhTree *tree, PhNodeId clause)
{
    PhNodeId pattern = ph_tree_first_named(tree, clause);
    return ph_tree_child(tree, clause, PH_FIELD_GUARD) == PH_NODE_NONE &&
           ph_bytes_is(ph_tree_text(tree, pattern), "_");
}

static bool is_match_done(const PhAssigned *state, PhNodeId statement)
{
    const PhTree *tree = state->tree;
    PhNodeId body = ph_tree_child(tree, statement, PH_FIELD_BODY);
    bool has_wildcard = false;
    for (PhNodeId clause = body == PH_NODE_NONE ? body : ph_tree_first_named(tree, body);
         clause != PH_NODE_NONE; clause = ph_tree_next_named(tree, clause)) {
        if (tree->kinds[clause] != PH_KIND_CASE_CLAUSE ||
            !is_child_done(state, clause, PH_FIELD_CONSEQUENCE)) {
            return false;
        }
        has_wildcard = is_wildcard(tree, clause);
    }
    return has_wildcard;
}

static bool is_loop_done(PhAssigned *state, PhNodeId loop)
{
    const PhTree *tree = state->tree;
    PhNodeId condition = ph_tree_child(tree, loop, PH_FIELD_CONDITION);
    bool is_endless =
        condition != PH_NODE_NONE &&
        ph_tree_kind(tree, ph_tree_strip_parens(tree, condition)) == PH_KIND_TRUE;
    return (is_endless || is_child_done(state, loop, PH_FIELD_ALTERNATIVE)) &&
           are_breaks_behind(state, loop);
}

/* What the parts of `node`, which have been judged, say about the whole. */
static bool judge_node(PhAssigned *state, PhNodeId node)
{
    const PhTree *tree = state->tree;
    switch (tree->kinds[node]) {
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CONTINUE_STATEMENT: return true;
    case PH_KIND_BLOCK:
        return ph_tree_kind(tree, ph_tree_parent(tree, node)) != PH_KIND_MATCH_STATEMENT &&
               is_any_before_done(state, node, ph_tree_limit(tree, node));
    case PH_KIND_IF_STATEMENT: return is_if_done(state, node);
    case PH_KIND_ELIF_CLAUSE: return is_child_done(state, node, PH_FIELD_CONSEQUENCE);
    case PH_KIND_ELSE_CLAUSE: return is_child_done(state, node, PH_FIELD_BODY);
    case PH_KIND_EXCEPT_CLAUSE:
    case PH_KIND_FINALLY_CLAUSE: return is_done(state, ph_flow_block_of(tree, node));
    case PH_KIND_TRY_STATEMENT: return is_try_done(state, node);
    case PH_KIND_MATCH_STATEMENT: return is_match_done(state, node);
    case PH_KIND_WITH_STATEMENT:
        return is_child_done(state, node, PH_FIELD_BODY) &&
               ph_flow_with_is_transparent(state->facts, node);
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_WHILE_STATEMENT: return is_loop_done(state, node);
    default: return false;
    }
}

/* True if the name has been stored whenever `statement` completes. It must not unbind. */
static bool stores(PhAssigned *state, PhNodeId statement)
{
    const PhTree *tree = state->tree;
    PhArena *arena = state->facts->arena;
    uint32_t size = ph_tree_limit(tree, statement) - statement;
    ph_flow_spend(&state->budget, size);
    if (state->budget == 0) {
        return false;
    }
    PhArenaMark mark = ph_arena_mark(arena);
    state->done = PH_NEW_ARRAY(arena, uint8_t, size);
    state->first = statement;
    PhFlowRefs refs = refs_in(state, statement);
    for (uint32_t i = 0; i < refs.count; i++) {
        PhNodeId holder = holder_of(state, ref_at(state, refs, i));
        if (holder != PH_NODE_NONE) {
            state->done[holder - statement] = 1;
        }
    }
    for (PhNodeId node = statement + size; node-- > statement && state->budget > 0;) {
        state->done[node - statement] |= judge_node(state, node);
    }
    bool is_stored = state->done[0] != 0;
    ph_arena_release(arena, mark);
    return is_stored && state->budget > 0;
}

typedef enum PhAssignedStep {
    PH_ASSIGNED_ON,
    PH_ASSIGNED_YES,
    PH_ASSIGNED_STOP,
} PhAssignedStep;

/* The statements before `child` in its block, nearest first. */
static PhAssignedStep step_back(PhAssigned *state, PhNodeId block, PhNodeId child)
{
    const PhTree *tree = state->tree;
    PhSpan before = {tree->starts[block], tree->starts[child]};
    PhFlowRefs refs = ph_flow_refs_in(state->facts, state->binding, before);
    PhNodeId judged = PH_NODE_NONE;
    for (uint32_t i = refs.count; i-- > 0 && state->budget > 0;) {
        PhNodeId statement =
            ph_flow_child_toward(tree, block, ref_at(state, refs, i)->node, &state->budget);
        ph_flow_spend(&state->budget, 1);
        if (statement == judged) {
            continue;
        }
        if (is_unbound_in(state, statement)) {
            return PH_ASSIGNED_STOP;
        }
        judged = statement;
        if (stores(state, statement)) {
            return PH_ASSIGNED_YES;
        }
    }
    return PH_ASSIGNED_ON;
}

static bool has_ref(PhAssigned *state, PhNodeId node, PhRefKind kind)
{
    PhFlowRefs refs = node == PH_NODE_NONE ? (PhFlowRefs){0} : refs_in(state, node);
    for (uint32_t i = 0; i < refs.count; i++) {
        ph_flow_spend(&state->budget, 1);
        if (ref_at(state, refs, i)->kind == kind) {
            return true;
        }
    }
    return false;
}

/* Tests of an if that have been evaluated when control comes to `child`. */
static bool is_tested_by_walrus(PhAssigned *state, PhNodeId statement, PhNodeId child)
{
    const PhTree *tree = state->tree;
    PH_FOR_EACH_CHILD(tree, statement, clause)
    {
        PhNodeId test = tree->fields[clause] == PH_FIELD_CONDITION ? clause : PH_NODE_NONE;
        ph_flow_spend(&state->budget, 1);
        if (clause >= child || state->budget == 0) {
            break;
        }
        if (tree->kinds[clause] == PH_KIND_ELIF_CLAUSE) {
            test = ph_tree_child(tree, clause, PH_FIELD_CONDITION);
        }
        if (has_walrus(state, test)) {
            return true;
        }
    }
    return false;
}

/* True if an operand that `parent` has evaluated before `child` has stored the name. */
static bool is_operand_storing(PhAssigned *state, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = state->tree;
    if (tree->kinds[parent] == PH_KIND_NAMED_EXPRESSION) {
        return false;
    }
    PH_FOR_EACH_CHILD(tree, parent, operand)
    {
        if (operand >= child) {
            break;
        }
        if (always_evaluates(tree, parent, operand) && has_walrus(state, operand)) {
            return true;
        }
    }
    return false;
}

/* True if the head of `parent` has stored the name when control comes to `child`. */
static bool is_head_storing(PhAssigned *state, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = state->tree;
    PhField field = tree->fields[child];
    switch (tree->kinds[parent]) {
    case PH_KIND_FOR_STATEMENT:
        return (field == PH_FIELD_BODY &&
                has_ref(state, ph_tree_child(tree, parent, PH_FIELD_LEFT), PH_REF_FOR)) ||
               (field != PH_FIELD_RIGHT &&
                has_walrus(state, ph_tree_child(tree, parent, PH_FIELD_RIGHT)));
    case PH_KIND_WITH_STATEMENT:
        return field == PH_FIELD_BODY &&
               has_ref(state, ph_tree_first_named(tree, parent), PH_REF_WITH);
    case PH_KIND_EXCEPT_CLAUSE:
        return tree->kinds[child] == PH_KIND_BLOCK &&
               has_ref(state, ph_tree_first_named(tree, parent), PH_REF_EXCEPT);
    case PH_KIND_CASE_CLAUSE:
        return (field == PH_FIELD_CONSEQUENCE || field == PH_FIELD_GUARD) &&
               has_ref(state, ph_tree_first_named(tree, parent), PH_REF_MATCH);
    case PH_KIND_WHILE_STATEMENT:
        return field != PH_FIELD_CONDITION &&
               has_walrus(state, ph_tree_child(tree, parent, PH_FIELD_CONDITION));
    case PH_KIND_ELIF_CLAUSE:
        return field == PH_FIELD_CONSEQUENCE &&
               has_walrus(state, ph_tree_child(tree, parent, PH_FIELD_CONDITION));
    case PH_KIND_IF_STATEMENT: return is_tested_by_walrus(state, parent, child);
    default: return is_operand_storing(state, parent, child);
    }
}

/* True if what may unbind the name runs between a store before `parent` and `child`. */
static bool may_be_unbound(PhAssigned *state, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = state->tree;
    bool is_body = tree->fields[child] == PH_FIELD_BODY;
    switch (tree->kinds[parent]) {
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_WHILE_STATEMENT: return is_unbound_in(state, parent);
    case PH_KIND_TRY_STATEMENT: return !is_body && is_unbound_in(state, parent);
    case PH_KIND_GENERATOR_EXPRESSION: return state->has_unbinding;
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_LAMBDA: return is_body && state->has_unbinding;
    default: return false;
    }
}

static PhAssignedStep step_out(PhAssigned *state, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = state->tree;
    PhKind kind = tree->kinds[parent];
    if (kind == PH_KIND_BLOCK &&
        ph_tree_kind(tree, ph_tree_parent(tree, parent)) != PH_KIND_MATCH_STATEMENT) {
        return step_back(state, parent, child);
    }
    if (is_head_storing(state, parent, child)) {
        return PH_ASSIGNED_YES;
    }
    return may_be_unbound(state, parent, child) ? PH_ASSIGNED_STOP : PH_ASSIGNED_ON;
}

/* From the place out to the function. What is bound when a nested function is made, and is
 * never unbound, is bound whenever that runs. */
static bool is_surely_bound(PhAssigned *state, PhNodeId place)
{
    const PhTree *tree = state->tree;
    PhNodeId owner = state->facts->names->scopes[state->scope].node;
    PhNodeId child = place;
    for (PhNodeId parent = ph_tree_parent(tree, child);
         parent != PH_NODE_NONE && parent >= owner && state->budget > 0;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        ph_flow_spend(&state->budget, 1);
        if (parent == owner) {
            PhNodeId parameters = ph_tree_child(tree, owner, PH_FIELD_PARAMETERS);
            return tree->fields[child] == PH_FIELD_BODY &&
                   has_ref(state, parameters, PH_REF_PARAMETER);
        }
        PhAssignedStep step = step_out(state, parent, child);
        if (step != PH_ASSIGNED_ON) {
            return step == PH_ASSIGNED_YES;
        }
    }
    return false;
}

/* No store stands before the place, and no loop brings one there. */
static bool is_surely_unbound(PhAssigned *state, PhNodeId place)
{
    PhNodeId loop = ph_flow_outermost_loop(state->tree, place);
    PhNodeId limit = loop == PH_NODE_NONE ? place : ph_tree_limit(state->tree, loop);
    if (ph_flow_home(state->facts->names, place) != state->scope) {
        return false;
    }
    for (uint32_t i = 0; i < state->refs.count; i++) {
        const PhRef *ref = ref_at(state, state->refs, i);
        bool is_store = ref->kind != PH_REF_LOAD && ref->kind != PH_REF_DECLARED &&
                        ref->kind != PH_REF_DELETE;
        if (is_store && (ref->scope != state->scope || ref->node < limit)) {
            return false;
        }
    }
    return true;
}

/* The target of a comprehension has a value behind the clause that stores it. */
static bool is_behind_clause(PhAssigned *state, PhNodeId place)
{
    const PhTree *tree = state->tree;
    PhNodeId owner = state->facts->names->scopes[state->scope].node;
    PhNodeId body = ph_tree_child(tree, owner, PH_FIELD_BODY);
    PhNodeId target = ref_at(state, state->refs, state->refs.count - 1)->node;
    for (uint32_t i = 0; i < state->refs.count; i++) {
        const PhRef *ref = ref_at(state, state->refs, i);
        if (ref->kind == PH_REF_COMPREHENSION) {
            target = ref->node;
            break;
        }
    }
    PhNodeId clause = ph_flow_child_toward(tree, owner, target, &state->budget);
    return ph_tree_is_within(tree, place, owner) &&
           (ph_tree_is_within(tree, place, body) || place >= ph_tree_limit(tree, clause));
}

static PhAssigned assigned_of(PhFacts *facts, PhBindingId binding)
{
    return (PhAssigned){.facts = facts,
                        .tree = facts->tree,
                        .binding = binding,
                        .scope = ph_facts_names(facts)->bindings[binding].scope,
                        .refs = ph_flow_refs(facts, binding),
                        .budget = PH_FLOW_BUDGET};
}

bool ph_flow_stores_always(PhFacts *facts, PhBindingId binding, PhNodeId statement)
{
    PhAssigned state = assigned_of(facts, binding);
    state.has_unbinding = true;
    return !is_unbound_in(&state, statement) && stores(&state, statement);
}

/* What has stored the name whenever it completes, though nothing stores it, never does. */
bool ph_flow_never_completes(PhFacts *facts, PhNodeId block)
{
    PhAssigned state = {.facts = facts,
                        .tree = facts->tree,
                        .binding = PH_BINDING_NONE,
                        .budget = PH_FLOW_BUDGET};
    return stores(&state, block);
}

PhAnswer ph_flow_assigned_at(PhFacts *facts, PhBindingId binding, PhNodeId place)
{
    const PhNames *names = ph_facts_names(facts);
    PhScopeId scope = names->bindings[binding].scope;
    PhScopeKind kind = names->scopes[scope].kind;
    PhAssigned state = assigned_of(facts, binding);
    PhAnswer unknown = ph_flow_answer(PH_UNKNOWN, place, PH_BYTES("may have no value"));
    bool is_function = kind == PH_SCOPE_KIND_FUNCTION || kind == PH_SCOPE_KIND_LAMBDA;
    if ((!is_function && kind != PH_SCOPE_KIND_COMPREHENSION) ||
        !names->bindings[binding].is_bound || state.refs.count > PH_FLOW_STEPS) {
        return unknown;
    }
    for (uint32_t i = 0; i < state.refs.count; i++) {
        const PhRef *ref = ref_at(&state, state.refs, i);
        state.has_unbinding |= unbinds(ref->kind);
        if (unbinds(ref->kind) && ref->scope != scope) {
            return unknown;
        }
    }
    bool is_bound =
        is_function ? is_surely_bound(&state, place) : is_behind_clause(&state, place);
    if (is_bound) {
        return ph_answer(PH_PROVED);
    }
    if (is_function && is_surely_unbound(&state, place)) {
        return ph_flow_answer(PH_REFUTED, place, PH_BYTES("nothing has stored it"));
    }
    return unknown;
}
