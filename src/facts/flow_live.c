#include "facts/flow_live.h"

#include "syntax/walk.h"

typedef struct PhLiveness {
    PhFacts *facts;
    const PhTree *tree;
    const PhFlowBinding *entry;
    uint32_t budget;
} PhLiveness;

static bool is_read(PhRefKind kind)
{
    switch (kind) {
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED:
    case PH_REF_DECLARED:
    case PH_REF_FOR:
    case PH_REF_COMPREHENSION:
    case PH_REF_WITH:
    case PH_REF_EXCEPT:
    case PH_REF_IMPORT:
    case PH_REF_FUNCTION:
    case PH_REF_CLASS:
    case PH_REF_PARAMETER:
    case PH_REF_WALRUS:
    case PH_REF_MATCH:
    case PH_REF_GLOBAL:
    case PH_REF_NONLOCAL: return false;
    default: return true;
    }
}

static PhNodeId ancestor_of_kind(const PhTree *tree, PhNodeId node, PhKind kind)
{
    while (node != PH_NODE_NONE && tree->kinds[node] != kind) {
        node = ph_tree_parent(tree, node);
    }
    return node;
}

/* Statements that store whenever they complete, and heads whose block starts with a store.
 */
static PhFlowStore store_of(const PhTree *tree, const PhRef *ref)
{
    PhFlowStore store = {PH_NODE_NONE, PH_NODE_NONE};
    switch (ref->kind) {
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED:
    case PH_REF_IMPORT:
    case PH_REF_FUNCTION:
    case PH_REF_CLASS:
        store.statement = ph_tree_statement_of(tree, ref->node);
        if (store.statement != PH_NODE_NONE) {
            store.block = ph_tree_parent(tree, store.statement);
        }
        break;
    case PH_REF_FOR: {
        PhNodeId loop = ancestor_of_kind(tree, ref->node, PH_KIND_FOR_STATEMENT);
        store.block = ph_tree_child(tree, loop, PH_FIELD_BODY);
        break;
    }
    case PH_REF_WITH: {
        PhNodeId with = ancestor_of_kind(tree, ref->node, PH_KIND_WITH_STATEMENT);
        store.block = ph_tree_child(tree, with, PH_FIELD_BODY);
        break;
    }
    case PH_REF_EXCEPT: {
        PhNodeId clause = ancestor_of_kind(tree, ref->node, PH_KIND_EXCEPT_CLAUSE);
        store.block = ph_flow_block_of(tree, clause);
        break;
    }
    default: break;
    }
    return store;
}

/* True if a loop around the region, inside of `outer`, comes by `read` again. */
static bool loops_by(PhLiveness *live, PhFlowRegion region, PhNodeId outer, PhNodeId read)
{
    const PhTree *tree = live->tree;
    for (PhNodeId loop = ph_flow_loop_around(tree, region.first);
         loop != PH_NODE_NONE && loop > outer; loop = ph_flow_loop_around(tree, loop)) {
        ph_flow_spend(&live->budget, 1);
        if (!ph_tree_is_within(tree, read, loop)) {
            continue;
        }
        PhNodeId child = ph_flow_child_toward(tree, loop, read, &live->budget);
        if (tree->fields[child] != PH_FIELD_RIGHT) {
            return true;
        }
    }
    return false;
}

/* Two clauses of one if, match or try of which at most one runs. */
static bool is_other_branch(PhLiveness *live, PhFlowRegion region, PhNodeId read)
{
    const PhTree *tree = live->tree;
    PhNodeId node = region.first;
    PhNodeId parent = ph_tree_parent(tree, node);
    while (parent != PH_NODE_NONE && !ph_tree_is_within(tree, read, parent)) {
        ph_flow_spend(&live->budget, 1);
        node = parent;
        parent = ph_tree_parent(tree, parent);
    }
    if (parent == PH_NODE_NONE) {
        return false;
    }
    PhNodeId body = node;
    if (tree->kinds[node] == PH_KIND_ELIF_CLAUSE ||
        tree->kinds[node] == PH_KIND_CASE_CLAUSE) {
        body = ph_tree_child(tree, node, PH_FIELD_CONSEQUENCE);
    } else if (tree->kinds[node] == PH_KIND_EXCEPT_CLAUSE) {
        body = ph_flow_block_of(tree, node);
    }
    if (body == PH_NODE_NONE || !ph_tree_is_within(tree, region.first, body)) {
        return false;
    }
    PhKind other = tree->kinds[ph_flow_child_toward(tree, parent, read, &live->budget)];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_IF_STATEMENT:
        return tree->kinds[body] == PH_KIND_BLOCK &&
               (other == PH_KIND_ELIF_CLAUSE || other == PH_KIND_ELSE_CLAUSE);
    case PH_KIND_TRY_STATEMENT:
        return tree->kinds[node] == PH_KIND_EXCEPT_CLAUSE &&
               (other == PH_KIND_EXCEPT_CLAUSE || other == PH_KIND_ELSE_CLAUSE);
    case PH_KIND_BLOCK:
        return tree->kinds[node] == PH_KIND_CASE_CLAUSE && other == PH_KIND_CASE_CLAUSE;
    default: return false;
    }
}

/* The `else` of the try statement with this body, if `read` stands there: control comes to
 * it through the whole body. */
static PhNodeId else_of_try(PhLiveness *live, PhNodeId body, PhNodeId read)
{
    const PhTree *tree = live->tree;
    PhNodeId statement = ph_tree_parent(tree, body);
    if (ph_tree_kind(tree, statement) != PH_KIND_TRY_STATEMENT ||
        tree->fields[body] != PH_FIELD_BODY || !ph_tree_is_within(tree, read, statement)) {
        return PH_NODE_NONE;
    }
    PhNodeId clause = ph_flow_child_toward(tree, statement, read, &live->budget);
    return ph_tree_kind(tree, clause) == PH_KIND_ELSE_CLAUSE ? clause : PH_NODE_NONE;
}

/*
 * True if every way from the region to `read` completes the store. Control gets to `read`
 * through its block from the start, unless the region stands in that block itself, behind
 * the store. An `else` goes on where the body of its try ends.
 */
static bool is_stored_between(PhLiveness *live, PhFlowStore store, PhFlowRegion region,
                              PhNodeId read, bool is_forward)
{
    const PhTree *tree = live->tree;
    if (store.block == PH_NODE_NONE) {
        return false;
    }
    bool has_statement = store.statement != PH_NODE_NONE;
    bool is_inside = ph_tree_is_within(tree, read, store.block);
    PhNodeId clause =
        has_statement && !is_inside ? else_of_try(live, store.block, read) : PH_NODE_NONE;
    if (!is_inside && clause == PH_NODE_NONE) {
        return false;
    }
    if (has_statement && read < ph_tree_limit(tree, store.statement)) {
        return false;
    }
    bool is_region_inside =
        store.block < region.first && region.limit <= ph_tree_limit(tree, store.block);
    is_region_inside |=
        clause != PH_NODE_NONE && ph_tree_is_within(tree, region.first, clause);
    if (!is_region_inside) {
        return true;
    }
    if (has_statement && region.limit <= store.statement) {
        return true;
    }
    if (has_statement && region.first < ph_tree_limit(tree, store.statement)) {
        return false;
    }
    return !is_forward && !loops_by(live, region, store.block, read);
}

static bool is_killed(PhLiveness *live, PhFlowRegion region, PhNodeId read, bool is_forward)
{
    size_t low = 0;
    size_t high = live->entry->store_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const PhFlowStore *store = &live->entry->stores[middle];
        PhNodeId place = store->statement != PH_NODE_NONE ? store->statement : store->block;
        if (place < read) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (low > 0 && live->budget > 0) {
        live->budget--;
        if (is_stored_between(live, live->entry->stores[--low], region, read, is_forward)) {
            return true;
        }
    }
    return false;
}

static PhBytes describe_read(PhLiveness *live, PhNodeId read)
{
    uint32_t start = live->tree->starts[read];
    uint32_t line = ph_source_place(live->facts->source, start).line;
    return ph_arena_format(live->facts->arena, "read on line %u", (unsigned)line);
}

/* A read that nothing but the shape of branches stands before is certain enough to say no;
 * another store on the way makes it unknown. */
static PhAnswer live_answer(PhLiveness *live, PhFlowRegion region, const PhRef *ref,
                            bool is_forward)
{
    bool is_certain = is_forward;
    const PhTree *tree = live->tree;
    PhSpan between = {region.span.end, tree->starts[ref->node]};
    if (is_certain && between.start < between.end) {
        PhFlowRefs refs = ph_flow_refs_in(live->facts, ref->binding, between);
        for (uint32_t i = 0; i < refs.count && is_certain; i++) {
            is_certain = is_read(live->facts->names->refs[refs.items[i]].kind);
        }
    }
    return ph_flow_answer(is_certain ? PH_REFUTED : PH_UNKNOWN, ref->node,
                          describe_read(live, ref->node));
}

/* Proved if the read is not reached before a store once `region` has ended. */
static PhAnswer judge_read(PhLiveness *live, PhFlowRegion region, const PhRef *ref)
{
    bool is_behind = ref->node >= region.limit;
    if (is_behind && is_killed(live, region, ref->node, true)) {
        return ph_answer(PH_PROVED);
    }
    bool is_forward = is_behind && !is_other_branch(live, region, ref->node);
    if (is_forward) {
        return live_answer(live, region, ref, true);
    }
    bool is_live =
        loops_by(live, region, 0, ref->node) && !is_killed(live, region, ref->node, false);
    return is_live ? live_answer(live, region, ref, false) : ph_answer(PH_PROVED);
}

/* Reads that follow once `region` has ended. */
static PhAnswer reads_after(PhLiveness *live, PhFlowRegion region)
{
    const PhNames *names = live->facts->names;
    PhFlowRefs refs = live->entry->refs;
    PhAnswer answer = ph_answer(PH_PROVED);
    if (refs.count > 0 && ph_flow_loop_around(live->tree, region.first) == PH_NODE_NONE) {
        PhSpan rest = {region.span.end, live->tree->ends[0]};
        refs = ph_flow_refs_in(live->facts, names->refs[refs.items[0]].binding, rest);
    }
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        ph_flow_spend(&live->budget, 1);
        if (is_read(ref->kind)) {
            answer = ph_answer_weakest(answer, judge_read(live, region, ref));
        }
        if (answer.verdict == PH_REFUTED || live->budget == 0) {
            break;
        }
    }
    return answer;
}

/* Reads in a clause that control enters from the middle of `region`. */
static PhAnswer reads_in_clause(PhLiveness *live, PhFlowRegion region, PhBindingId binding,
                                PhNodeId clause)
{
    const PhTree *tree = live->tree;
    PhFlowRefs refs = ph_flow_refs_in(live->facts, binding, ph_tree_span(tree, clause));
    for (uint32_t i = 0; i < refs.count && live->budget > 0; i++) {
        const PhRef *ref = &live->facts->names->refs[refs.items[i]];
        live->budget--;
        if (is_read(ref->kind) && !is_killed(live, region, ref->node, true)) {
            return ph_flow_answer(PH_REFUTED, ref->node, describe_read(live, ref->node));
        }
    }
    return ph_answer(PH_PROVED);
}

/*
 * Where control goes from a handler of `statement`: behind the statement, behind the loop
 * or to its head; false: out of the function. Behind the statement stands for any mixture,
 * since all that the others reach is reached from there too.
 */
static bool find_landing(PhLiveness *live, PhNodeId statement, PhNodeId block,
                         PhFlowRegion *landing_out)
{
    const PhTree *tree = live->tree;
    PhNodeId last = ph_flow_last_statement(tree, block);
    *landing_out = ph_flow_region_of(tree, statement);
    if (last == PH_NODE_NONE) {
        return true;
    }
    PhFlowRegion region = ph_flow_region_of(tree, block);
    ph_flow_spend(&live->budget, region.limit - region.first);
    PhKind kind = tree->kinds[last];
    bool breaks = ph_flow_exits(live->facts, region, PH_EXIT_BREAK).verdict != PH_REFUTED;
    bool continues =
        ph_flow_exits(live->facts, region, PH_EXIT_CONTINUE).verdict != PH_REFUTED;
    PhNodeId loop = ph_flow_loop_around(tree, statement);
    if (kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_RAISE_STATEMENT) {
        return breaks || continues;
    }
    if (kind == PH_KIND_CONTINUE_STATEMENT && !breaks && loop != PH_NODE_NONE) {
        PhNodeId body = ph_tree_child(tree, loop, PH_FIELD_BODY);
        *landing_out = ph_flow_region_of(tree, body);
    }
    if (kind == PH_KIND_BREAK_STATEMENT && !continues && loop != PH_NODE_NONE) {
        *landing_out = ph_flow_region_of(tree, loop);
    }
    return true;
}

/* A finally that leaves by a jump drops the exception. */
static bool drops_exception(PhLiveness *live, PhNodeId clause)
{
    PhFlowRegion region = ph_flow_region_of(live->tree, clause);
    uint32_t jumps = PH_EXIT_RETURN | PH_EXIT_BREAK | PH_EXIT_CONTINUE;
    return ph_flow_exits(live->facts, region, jumps).verdict != PH_REFUTED;
}

/* An exception leaves `child` of a try statement. */
static PhAnswer raise_into_try(PhLiveness *live, PhFlowRegion region, PhBindingId binding,
                               PhNodeId child)
{
    const PhTree *tree = live->tree;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId statement = ph_tree_parent(tree, child);
    bool is_body = tree->fields[child] == PH_FIELD_BODY;
    for (PhNodeId clause = ph_tree_next_named(tree, child); clause != PH_NODE_NONE;
         clause = ph_tree_next_named(tree, clause)) {
        PhKind kind = tree->kinds[clause];
        bool is_entered =
            (kind == PH_KIND_EXCEPT_CLAUSE && is_body) || kind == PH_KIND_FINALLY_CLAUSE;
        if (!is_entered && (kind == PH_KIND_EXCEPT_CLAUSE || kind == PH_KIND_ELSE_CLAUSE)) {
            continue;
        }
        answer = ph_answer_weakest(answer, reads_in_clause(live, region, binding, clause));
        PhFlowRegion landing = ph_flow_region_of(tree, statement);
        bool goes_on =
            kind == PH_KIND_FINALLY_CLAUSE
                ? drops_exception(live, clause)
                : find_landing(live, statement, ph_flow_block_of(tree, clause), &landing);
        if (goes_on && answer.verdict != PH_REFUTED) {
            answer = ph_answer_weakest(answer, reads_after(live, landing));
        }
    }
    return answer;
}

static void find_stores(PhFacts *facts, PhFlowBinding *entry)
{
    const PhNames *names = facts->names;
    entry->stores = PH_NEW_ARRAY(facts->arena, PhFlowStore, entry->refs.count + 1);
    for (uint32_t i = 0; i < entry->refs.count; i++) {
        PhFlowStore store = store_of(facts->tree, &names->refs[entry->refs.items[i]]);
        if (store.block != PH_NODE_NONE) {
            entry->stores[entry->store_count++] = store;
        }
    }
}

static bool start(PhLiveness *live, PhFacts *facts, PhBindingId binding,
                  PhFlowRegion region)
{
    const PhNames *names = ph_facts_names(facts);
    if (binding == PH_BINDING_NONE || !ph_flow_is_private(facts, binding) ||
        ph_names_scope_at(names, region.first) != names->bindings[binding].scope) {
        return false;
    }
    PhFlowBinding *entry = ph_flow_entry(facts, binding);
    if (entry->stores == NULL) {
        find_stores(facts, entry);
    }
    *live = (PhLiveness){facts, facts->tree, entry, PH_FLOW_STEPS};
    return true;
}

static PhAnswer shared_name(PhFacts *facts, PhBindingId binding)
{
    PhNodeId node = PH_NODE_NONE;
    if (binding != PH_BINDING_NONE && facts->names->bindings[binding].ref_count > 0) {
        node = facts->names->refs[facts->names->bindings[binding].first_ref].node;
    }
    return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("other code may read this name"));
}

static PhAnswer finish(const PhLiveness *live, PhAnswer answer)
{
    if (live->budget == 0 && answer.verdict == PH_PROVED) {
        return ph_flow_answer(PH_UNKNOWN, PH_NODE_NONE, PH_BYTES("too much code"));
    }
    return answer;
}

PhAnswer ph_flow_dead_after(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    PhLiveness live;
    if (!start(&live, facts, binding, region)) {
        return shared_name(facts, binding);
    }
    return finish(&live, reads_after(&live, region));
}

PhAnswer ph_flow_dead_on_raise(PhFacts *facts, PhBindingId binding, PhFlowRegion region)
{
    PhLiveness live;
    if (!start(&live, facts, binding, region)) {
        return shared_name(facts, binding);
    }
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId child = region.first;
    for (PhNodeId parent = ph_tree_parent(tree, child);
         parent != PH_NODE_NONE && answer.verdict != PH_REFUTED && live.budget > 0;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = ph_tree_kind(tree, parent);
        live.budget--;
        if (kind == PH_KIND_TRY_STATEMENT) {
            answer =
                ph_answer_weakest(answer, raise_into_try(&live, region, binding, child));
        } else if (kind == PH_KIND_WITH_STATEMENT &&
                   !ph_flow_with_is_transparent(facts, parent)) {
            answer = ph_answer_weakest(answer,
                                       reads_after(&live, ph_flow_region_of(tree, parent)));
        } else if ((kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_LAMBDA) &&
                   tree->fields[child] == PH_FIELD_BODY) {
            break;
        }
    }
    return finish(&live, answer);
}

bool ph_flow_is_bound(PhFacts *facts, PhNodeId node)
{
    PhLiveness live;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId binding = ph_names_binding(names, node);
    /* What comprehensions read of the function has a value if it has one before them. */
    PhScopeId scope = ph_names_scope_at(names, node);
    while (binding != PH_BINDING_NONE && scope != names->bindings[binding].scope &&
           names->scopes[scope].kind == PH_SCOPE_KIND_COMPREHENSION) {
        node = names->scopes[scope].node;
        scope = names->scopes[scope].parent;
    }
    /* An empty region in front of everything: is there a store between it and the read? */
    PhFlowRegion nowhere = {node, node, {0, 0}};
    if (!start(&live, facts, binding, nowhere)) {
        return false;
    }
    bool is_parameter = false;
    for (uint32_t i = 0; i < live.entry->refs.count; i++) {
        PhRefKind kind = facts->names->refs[live.entry->refs.items[i]].kind;
        ph_flow_spend(&live.budget, 1);
        if (kind == PH_REF_DELETE || kind == PH_REF_EXCEPT || live.budget == 0) {
            return false;
        }
        is_parameter |= kind == PH_REF_PARAMETER;
    }
    return is_parameter || is_killed(&live, (PhFlowRegion){0}, node, true);
}

PhAnswer ph_flow_dead_all(const PhFactQuery *query, PhFlowDeadFn *judge)
{
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *capture = query->args[1].capture;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhFlowRegion region;
    uint32_t next = 0;
    if (capture == NULL || capture->count == 0) {
        return ph_answer(PH_UNKNOWN);
    }
    while (ph_flow_next_region(query->facts->tree, capture, &next, &region)) {
        answer = ph_answer_weakest(answer, judge(query->facts, binding, region));
    }
    return answer;
}
