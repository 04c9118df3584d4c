#include "facts/flow.h"

#include "syntax/walk.h"

struct PhFlow {
    PhFlowBinding *bindings;
};

PhFlowBinding *ph_flow_entry(PhFacts *facts, PhBindingId binding)
{
    const PhNames *names = ph_facts_names(facts);
    if (facts->flow == NULL) {
        facts->flow = PH_NEW(facts->arena, PhFlow);
        facts->flow->bindings =
            PH_NEW_ARRAY(facts->arena, PhFlowBinding, names->binding_count);
    }
    PhFlowBinding *entry = &facts->flow->bindings[binding];
    if (entry->refs.items == NULL) {
        const PhBinding *of = &names->bindings[binding];
        PhRefId *items = PH_NEW_ARRAY(facts->arena, PhRefId, of->ref_count);
        uint32_t count = 0;
        for (PhRefId ref = of->first_ref; ref != PH_REF_NONE; ref = names->refs[ref].next) {
            items[count++] = ref;
        }
        entry->refs = (PhFlowRefs){items, count};
    }
    return entry;
}

PhFlowRefs ph_flow_refs(PhFacts *facts, PhBindingId binding)
{
    return ph_flow_entry(facts, binding)->refs;
}

static uint32_t first_ref_from(const PhFacts *facts, PhFlowRefs refs, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = refs.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        PhNodeId node = facts->names->refs[refs.items[middle]].node;
        if (facts->tree->starts[node] < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

PhFlowRefs ph_flow_refs_in(PhFacts *facts, PhBindingId binding, PhSpan span)
{
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    uint32_t first = first_ref_from(facts, refs, span.start);
    uint32_t limit = first_ref_from(facts, refs, span.end);
    return (PhFlowRefs){refs.items + first, limit > first ? limit - first : 0};
}

PhNodeId ph_flow_node(const PhFactQuery *query, size_t arg)
{
    const PhCapture *capture = query->args[arg].capture;
    return capture != NULL && capture->count == 1 ? capture->nodes[0] : PH_NODE_NONE;
}

PhBindingId ph_flow_binding(const PhFactQuery *query, size_t arg)
{
    PhNodeId node = ph_flow_node(query, arg);
    if (node == PH_NODE_NONE) {
        return PH_BINDING_NONE;
    }
    const PhTree *tree = query->facts->tree;
    node = ph_tree_strip_parens(tree, node);
    /* A target or parameter may be wrapped in a node that says so. */
    while (ph_tree_kind(tree, node) != PH_KIND_IDENTIFIER && !ph_tree_is_leaf(tree, node) &&
           tree->limits[node + 1] == tree->limits[node]) {
        node++;
    }
    return ph_names_binding(ph_facts_names(query->facts), node);
}

PhFlowRegion ph_flow_region_of(const PhTree *tree, PhNodeId node)
{
    return (PhFlowRegion){node, ph_tree_limit(tree, node), ph_tree_span(tree, node)};
}

/* What comes after `node` in its parent but for separators. */
static PhNodeId neighbour(const PhTree *tree, PhNodeId node)
{
    do {
        node = ph_tree_next_sibling(tree, node);
    } while (node != PH_NODE_NONE && (ph_kind_is_extra(tree->kinds[node]) ||
                                      tree->kinds[node] == PH_TOKEN_SEMICOLON ||
                                      tree->kinds[node] == PH_TOKEN_COMMA));
    return node;
}

bool ph_flow_next_region(const PhTree *tree, const PhCapture *capture, uint32_t *next,
                         PhFlowRegion *region_out)
{
    if (capture == NULL || *next >= capture->count) {
        return false;
    }
    PhNodeId last = capture->nodes[*next];
    *region_out = ph_flow_region_of(tree, last);
    for (++*next; *next < capture->count; ++*next) {
        if (neighbour(tree, last) != capture->nodes[*next]) {
            break;
        }
        last = capture->nodes[*next];
    }
    region_out->limit = ph_tree_limit(tree, last);
    region_out->span.end = tree->ends[last];
    return true;
}

bool ph_flow_is_builtin(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, node) != PH_KIND_IDENTIFIER) {
        return false;
    }
    const PhNames *names = ph_facts_names(facts);
    PhRefId ref = ph_names_ref(names, node);
    return ref != PH_REF_NONE && names->refs[ref].kind == PH_REF_LOAD &&
           ph_names_is_builtin(names, names->refs[ref].scope, ph_tree_text(tree, node));
}

bool ph_flow_is_builtin_call(PhFacts *facts, PhNodeId call, const char *name,
                             PhNodeId *arg_out)
{
    const PhTree *tree = facts->tree;
    uint32_t count = 0;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER ||
        !ph_bytes_is(ph_tree_text(tree, function), name)) {
        return false;
    }
    return ph_call_positional(tree, call, arg_out, 1, &count) && count == 1 &&
           ph_flow_is_builtin(facts, function);
}

/* Builtins that have used a generator up, or dropped it, when they return. */
static const char *const k_consumers[] = {
    "all", "any", "dict",   "frozenset", "list",  "max",
    "min", "set", "sorted", "sum",       "tuple",
};

static bool is_text_join(const PhTree *tree, PhNodeId function)
{
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhNodeId name = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
    return ph_tree_kind(tree, object) == PH_KIND_STRING &&
           !ph_string_is_template(tree, object) &&
           ph_bytes_is(ph_tree_text(tree, name), "join");
}

/* `next((.. for ..), other)`: the generator is dropped with its first element. */
static bool is_asked_once(PhFacts *facts, PhNodeId iterator)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_parent(tree, iterator);
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, iterator) != PH_KIND_GENERATOR_EXPRESSION ||
        ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST ||
        ph_tree_kind(tree, call) != PH_KIND_CALL ||
        ph_tree_first_named(tree, list) != iterator) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    return ph_bytes_is(ph_tree_text(tree, function), "next") &&
           ph_flow_is_builtin(facts, function);
}

bool ph_flow_is_consumed(PhFacts *facts, PhNodeId iterator)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, iterator);
    if (is_asked_once(facts, iterator)) {
        return true;
    }
    if (ph_tree_kind(tree, call) == PH_KIND_ARGUMENT_LIST) {
        PhKind next = ph_tree_kind(tree, ph_tree_next_named(tree, iterator));
        if (ph_tree_first_named(tree, call) != iterator ||
            (next != PH_KIND_ABSENT && next != PH_KIND_KEYWORD_ARGUMENT)) {
            return false;
        }
        call = ph_tree_parent(tree, call);
    } else if (tree->fields[iterator] != PH_FIELD_ARGUMENTS) {
        return false;
    }
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        return is_text_join(tree, function);
    }
    if (!ph_flow_is_builtin(facts, function)) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, function);
    for (size_t i = 0; i < PH_COUNT_OF(k_consumers); i++) {
        if (ph_bytes_is(name, k_consumers[i])) {
            return true;
        }
    }
    return false;
}

/* A reference from a comprehension of `owner` itself that runs where it is written. */
static bool runs_in_place(PhFacts *facts, PhScopeId scope, PhScopeId owner)
{
    const PhNames *names = facts->names;
    while (scope != owner) {
        const PhScope *inner = &names->scopes[scope];
        if (inner->kind != PH_SCOPE_KIND_COMPREHENSION) {
            return false;
        }
        bool is_lazy =
            ph_tree_kind(facts->tree, inner->node) == PH_KIND_GENERATOR_EXPRESSION;
        if (is_lazy && !ph_flow_is_consumed(facts, inner->node)) {
            return false;
        }
        scope = inner->parent;
    }
    return true;
}

static bool find_privacy(PhFacts *facts, PhBindingId id, PhFlowRefs refs)
{
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    bool is_function =
        scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_LAMBDA;
    if (!is_function || scope->is_opaque || !binding->is_bound) {
        return false;
    }
    for (uint32_t i = 0; binding->is_captured && i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        if (!runs_in_place(facts, ref->scope, binding->scope)) {
            return false;
        }
    }
    return true;
}

bool ph_flow_is_private(PhFacts *facts, PhBindingId binding)
{
    PhFlowBinding *entry = ph_flow_entry(facts, binding);
    if (entry->is_private == PH_ASKED_NEVER) {
        entry->is_private = ph_asked(find_privacy(facts, binding, entry->refs));
    }
    return entry->is_private == PH_ASKED_YES;
}

PhScopeId ph_flow_home(const PhNames *names, PhNodeId node)
{
    PhScopeId scope = ph_names_scope_at(names, node);
    for (;;) {
        PhScopeKind kind = names->scopes[scope].kind;
        if (kind != PH_SCOPE_KIND_COMPREHENSION && kind != PH_SCOPE_KIND_TYPE_PARAMS &&
            kind != PH_SCOPE_KIND_TYPE_ALIAS) {
            return scope;
        }
        scope = names->scopes[scope].parent;
    }
}

static bool is_first_clause(const PhTree *tree, PhNodeId clause)
{
    PH_FOR_EACH_CHILD(tree, ph_tree_parent(tree, clause), child)
    {
        if (tree->kinds[child] == PH_KIND_FOR_IN_CLAUSE) {
            return child == clause;
        }
    }
    return false;
}

PhNodeId ph_flow_loop_around(const PhTree *tree, PhNodeId node)
{
    bool is_first_iterable = false;
    for (PhNodeId child = node, parent = ph_tree_parent(tree, node); parent != PH_NODE_NONE;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhField field = tree->fields[child];
        bool repeats = false;
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_FOR_STATEMENT:
            repeats = field == PH_FIELD_BODY || field == PH_FIELD_LEFT;
            break;
        case PH_KIND_WHILE_STATEMENT:
            repeats = field == PH_FIELD_BODY || field == PH_FIELD_CONDITION;
            break;
        case PH_KIND_FOR_IN_CLAUSE:
            is_first_iterable = field == PH_FIELD_RIGHT && is_first_clause(tree, parent);
            break;
        case PH_KIND_LIST_COMPREHENSION:
        case PH_KIND_SET_COMPREHENSION:
        case PH_KIND_DICTIONARY_COMPREHENSION:
        case PH_KIND_GENERATOR_EXPRESSION:
            repeats = !is_first_iterable;
            is_first_iterable = false;
            break;
        case PH_KIND_FUNCTION_DEFINITION:
        case PH_KIND_LAMBDA:
            if (field == PH_FIELD_BODY) {
                return PH_NODE_NONE;
            }
            break;
        default: break;
        }
        if (repeats) {
            return parent;
        }
    }
    return PH_NODE_NONE;
}

PhNodeId ph_flow_outermost_loop(const PhTree *tree, PhNodeId node)
{
    PhNodeId outermost = PH_NODE_NONE;
    for (PhNodeId loop = ph_flow_loop_around(tree, node); loop != PH_NODE_NONE;
         loop = ph_flow_loop_around(tree, loop)) {
        outermost = loop;
    }
    return outermost;
}

PhNodeId ph_flow_last_statement(const PhTree *tree, PhNodeId block)
{
    PhNodeId last = PH_NODE_NONE;
    if (block == PH_NODE_NONE) {
        return last;
    }
    PH_FOR_EACH_CHILD(tree, block, child)
    {
        if (ph_kind_is_named(tree->kinds[child])) {
            last = child;
        }
    }
    return last;
}

bool ph_flow_is_jump(PhKind kind)
{
    return kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_RAISE_STATEMENT ||
           kind == PH_KIND_BREAK_STATEMENT || kind == PH_KIND_CONTINUE_STATEMENT;
}

PhNodeId ph_flow_block_of(const PhTree *tree, PhNodeId clause)
{
    PH_FOR_EACH_CHILD(tree, clause, child)
    {
        if (tree->kinds[child] == PH_KIND_BLOCK) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

/* A file never swallows. Whatever else stands there may. */
static bool is_open_call(PhFacts *facts, PhNodeId item)
{
    const PhTree *tree = facts->tree;
    PhNodeId value = ph_tree_child(tree, item, PH_FIELD_VALUE);
    if (ph_tree_kind(tree, value) == PH_KIND_AS_PATTERN) {
        value = ph_tree_first_named(tree, value);
    }
    if (ph_tree_kind(tree, value) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, value, PH_FIELD_FUNCTION);
    return ph_flow_is_builtin(facts, function) &&
           ph_bytes_is(ph_tree_text(tree, function), "open");
}

bool ph_flow_with_is_transparent(PhFacts *facts, PhNodeId with_statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId clause = ph_tree_first_named(tree, with_statement);
    if (ph_tree_kind(tree, clause) != PH_KIND_WITH_CLAUSE) {
        return false;
    }
    PH_FOR_EACH_CHILD(tree, clause, item)
    {
        if (ph_kind_is_named(tree->kinds[item]) &&
            (tree->kinds[item] != PH_KIND_WITH_ITEM || !is_open_call(facts, item))) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_flow_strongest(const PhFactQuery *query, size_t arg,
                           PhAnswer (*judge)(PhFacts *facts, PhFlowRegion region))
{
    const PhCapture *code = query->args[arg].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(query->facts->tree, code, &next, &region)) {
        answer = ph_answer_strongest(answer, judge(query->facts, region));
    }
    return answer;
}

PhNodeId ph_flow_child_toward(const PhTree *tree, PhNodeId node, PhNodeId inner,
                              uint32_t *budget)
{
    while (ph_tree_parent(tree, inner) != node) {
        inner = ph_tree_parent(tree, inner);
        ph_flow_spend(budget, 1);
    }
    return inner;
}

PhAnswer ph_flow_answer(PhVerdict verdict, PhNodeId node, PhBytes why)
{
    return (PhAnswer){.verdict = verdict, .node = node, .why = why};
}
