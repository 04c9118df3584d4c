/*
 * nonempty_at: does a local list hold an element when control comes to a place?
 *
 * From the place the search goes backwards through the references of the list: out of the
 * expression, over the statements before it in the same block, to the head of the block,
 * and so on up to the function. It carries how many elements are needed; one that is
 * removed on the way needs one more, one that is appended for certain needs one less. A
 * test that implies as many ends it. What it does not understand ends it too, as unknown:
 * a list that others may know, a removal in a loop, a rebinding. A function inside may read
 * the list and put into it.
 */

#include "facts/nonempty.h"
#include "facts/types.h"
#include "facts/uses.h"

typedef enum PhStep {
    PH_STEP_ON,
    PH_STEP_PROVED,
    PH_STEP_REFUTED,
    PH_STEP_STOP,
} PhStep;

typedef struct PhSearch {
    PhFacts *facts;
    const PhTree *tree;
    PhBindingId binding;
    PhFlowRefs refs;
    const uint8_t *uses; /* of refs */
    uint32_t own;        /* the reference at the place */
    uint32_t next;       /* those below are still to be looked at */
    uint32_t need;
    uint32_t budget;
    bool has_left_loop; /* on the way out, so what stood before is not just before */
} PhSearch;

static PhNodeId ref_node(const PhSearch *search, uint32_t index)
{
    return search->facts->names->refs[search->refs.items[index]].node;
}

static bool is_loop(PhKind kind)
{
    return kind == PH_KIND_FOR_STATEMENT || kind == PH_KIND_WHILE_STATEMENT ||
           kind == PH_KIND_LIST_COMPREHENSION || kind == PH_KIND_SET_COMPREHENSION ||
           kind == PH_KIND_DICTIONARY_COMPREHENSION || kind == PH_KIND_GENERATOR_EXPRESSION;
}

/* The child of `ancestor` that holds `node`; sets *loops if a loop of theirs repeats it. */
static PhNodeId climb(PhSearch *search, PhNodeId node, PhNodeId ancestor, bool *loops)
{
    const PhTree *tree = search->tree;
    *loops = false;
    for (PhNodeId parent = ph_tree_parent(tree, node); parent != ancestor;
         node = parent, parent = ph_tree_parent(tree, parent)) {
        PhKind kind = tree->kinds[parent];
        *loops |= is_loop(kind);
        ph_flow_spend(&search->budget, 1);
    }
    PhKind top = tree->kinds[node];
    PhKind outer = tree->kinds[ancestor];
    bool is_repeated =
        tree->fields[node] == PH_FIELD_BODY || tree->fields[node] == PH_FIELD_CONDITION;
    *loops |= is_loop(top);
    *loops |= is_repeated && is_loop(outer);
    return node;
}

/* How many elements the test implies, if all that it does with the list is to read it. */
static uint32_t implied(PhSearch *search, PhNodeId condition, bool outcome)
{
    if (condition == PH_NODE_NONE) {
        return 0;
    }
    PhFlowRefs refs = ph_flow_refs_in(search->facts, search->binding,
                                      ph_tree_span(search->tree, condition));
    for (uint32_t i = 0; i < refs.count; i++) {
        ph_flow_spend(&search->budget, 1);
        uint8_t use = search->uses[(refs.items - search->refs.items) + i];
        if (use != PH_USE_READ && use != PH_USE_LEAK_EMPTY) {
            return 0;
        }
    }
    return refs.count == 0
               ? 0
               : ph_nonempty_implied(search->facts, search->binding, condition, outcome);
}

/* `if not q: return`: behind it, the test has failed. */
static bool is_guard(PhSearch *search, PhNodeId statement)
{
    const PhTree *tree = search->tree;
    if (tree->kinds[statement] != PH_KIND_IF_STATEMENT ||
        ph_tree_child(tree, statement, PH_FIELD_ALTERNATIVE) != PH_NODE_NONE) {
        return false;
    }
    PhNodeId body = ph_tree_child(tree, statement, PH_FIELD_CONSEQUENCE);
    ph_flow_spend(&search->budget, 1);
    return ph_flow_is_jump(ph_tree_kind(tree, ph_flow_last_statement(tree, body)));
}

/* Elements of a display, stars not counted. */
static uint32_t display_count(const PhTree *tree, PhNodeId display)
{
    uint32_t count = 0;
    for (PhNodeId child = ph_tree_first_named(tree, display); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        count += ph_tree_kind(tree, child) != PH_KIND_LIST_SPLAT;
    }
    return count;
}

/* `q = [..]` just before: as many elements as it shows. */
static PhStep step_over_new(PhSearch *search, PhNodeId statement, bool is_adjacent)
{
    const PhTree *tree = search->tree;
    PhNodeId assignment = ph_tree_first_named(tree, statement);
    if (ph_tree_kind(tree, statement) != PH_KIND_EXPRESSION_STATEMENT ||
        ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT) {
        return PH_STEP_STOP;
    }
    PhNodeId value = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    PhNodeId left = ph_tree_child(tree, assignment, PH_FIELD_LEFT);
    value = value == PH_NODE_NONE ? value : ph_tree_strip_parens(tree, value);
    if (ph_tree_kind(tree, value) != PH_KIND_LIST ||
        ph_tree_kind(tree, left) != PH_KIND_IDENTIFIER) {
        return PH_STEP_STOP;
    }
    if (display_count(tree, value) >= search->need) {
        return PH_STEP_PROVED;
    }
    bool is_empty = ph_tree_first_named(tree, value) == PH_NODE_NONE;
    return is_empty && is_adjacent ? PH_STEP_REFUTED : PH_STEP_STOP;
}

/* The reference is the receiver of a method call that is all of `statement`. */
static bool is_whole_call(const PhTree *tree, PhNodeId node, PhNodeId statement)
{
    PhNodeId call = ph_tree_first_named(tree, statement);
    return ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT &&
           ph_tree_kind(tree, call) == PH_KIND_CALL &&
           ph_tree_parent(tree, node) == ph_tree_child(tree, call, PH_FIELD_FUNCTION);
}

/* A reference in a statement before, in the same block. */
static PhStep step_over_statement(PhSearch *search, uint32_t index, PhNodeId statement,
                                  bool loops)
{
    const PhTree *tree = search->tree;
    PhNodeId node = ref_node(search, index);
    bool is_adjacent = index + 1 == search->own && !search->has_left_loop;
    switch ((PhUse)search->uses[index]) {
    case PH_USE_READ: {
        PhNodeId condition = is_guard(search, statement)
                                 ? ph_tree_child(tree, statement, PH_FIELD_CONDITION)
                                 : PH_NODE_NONE;
        bool is_tested = condition != PH_NODE_NONE &&
                         ph_tree_is_within(tree, node, condition) &&
                         implied(search, condition, false) >= search->need;
        return is_tested ? PH_STEP_PROVED : PH_STEP_ON;
    }
    case PH_USE_CHANGE:
    case PH_USE_GROW: return PH_STEP_ON;
    case PH_USE_ADD_ONE:
        search->need -= is_whole_call(tree, node, statement);
        return search->need == 0 ? PH_STEP_PROVED : PH_STEP_ON;
    case PH_USE_REMOVE_ONE: search->need++; return loops ? PH_STEP_STOP : PH_STEP_ON;
    case PH_USE_FRESH: return step_over_new(search, statement, is_adjacent);
    case PH_USE_SHRINK: {
        bool is_clear = is_adjacent && is_whole_call(tree, node, statement);
        return is_clear ? PH_STEP_REFUTED : PH_STEP_STOP;
    }
    default: return PH_STEP_STOP;
    }
}

/* In a branch of an if that is not the one the place stands in. */
static bool is_in_other_branch(const PhTree *tree, PhNodeId clause, PhNodeId node)
{
    if (tree->kinds[clause] == PH_KIND_ELIF_CLAUSE) {
        clause = ph_tree_child(tree, clause, PH_FIELD_CONSEQUENCE);
        return clause != PH_NODE_NONE && ph_tree_is_within(tree, node, clause);
    }
    return tree->kinds[clause] == PH_KIND_BLOCK;
}

/* References inside of `parent` that stand before `child`, nearest first. */
static PhStep step_back(PhSearch *search, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = search->tree;
    PhKind kind = tree->kinds[parent];
    while (search->next > 0 && ref_node(search, search->next - 1) > parent &&
           search->budget > 0) {
        uint32_t index = --search->next;
        bool loops;
        PhNodeId top = climb(search, ref_node(search, index), parent, &loops);
        PhStep step = PH_STEP_ON;
        if (top == child) {
            continue;
        }
        if (kind == PH_KIND_BLOCK) {
            step = step_over_statement(search, index, top, loops);
        } else if (kind != PH_KIND_IF_STATEMENT ||
                   !is_in_other_branch(tree, top, ref_node(search, index))) {
            PhUse use = (PhUse)search->uses[index];
            search->need += use == PH_USE_REMOVE_ONE;
            bool is_harmless = use == PH_USE_READ || use == PH_USE_LEAK_EMPTY ||
                               use == PH_USE_CHANGE || use == PH_USE_GROW ||
                               use == PH_USE_ADD_ONE ||
                               (use == PH_USE_REMOVE_ONE && !loops);
            step = is_harmless ? PH_STEP_ON : PH_STEP_STOP;
        }
        if (step != PH_STEP_ON) {
            return step;
        }
    }
    return search->budget == 0 ? PH_STEP_STOP : PH_STEP_ON;
}

/* References in `span` may do nothing but read; the place itself does not count. */
static bool is_quiet(PhSearch *search, PhSpan span)
{
    PhFlowRefs refs = ph_flow_refs_in(search->facts, search->binding, span);
    for (uint32_t i = 0; i < refs.count; i++) {
        uint32_t index = (uint32_t)(refs.items - search->refs.items) + i;
        ph_flow_spend(&search->budget, 1);
        if (index != search->own && search->uses[index] != PH_USE_READ) {
            return false;
        }
    }
    return true;
}

static PhStep proved_if(bool condition)
{
    return condition ? PH_STEP_PROVED : PH_STEP_ON;
}

static PhStep test_in_if(PhSearch *search, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = search->tree;
    PhNodeId condition = ph_tree_child(tree, parent, PH_FIELD_CONDITION);
    if (tree->fields[child] == PH_FIELD_CONSEQUENCE) {
        return proved_if(implied(search, condition, true) >= search->need);
    }
    if (tree->fields[child] != PH_FIELD_ALTERNATIVE) {
        return PH_STEP_ON;
    }
    if (implied(search, condition, false) >= search->need) {
        return PH_STEP_PROVED;
    }
    PH_FOR_EACH_CHILD(tree, parent, clause)
    {
        ph_flow_spend(&search->budget, 1);
        if (clause >= child || search->budget == 0) {
            break;
        }
        condition = tree->kinds[clause] == PH_KIND_ELIF_CLAUSE
                        ? ph_tree_child(tree, clause, PH_FIELD_CONDITION)
                        : PH_NODE_NONE;
        if (implied(search, condition, false) >= search->need) {
            return PH_STEP_PROVED;
        }
    }
    return PH_STEP_ON;
}

/* `a if c else b`: c is evaluated first. */
static PhStep test_in_choice(PhSearch *search, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = search->tree;
    PhNodeId first = ph_tree_first_named(tree, parent);
    PhNodeId condition = ph_tree_next_named(tree, first);
    if (child == condition) {
        return PH_STEP_ON;
    }
    if (implied(search, condition, child == first) >= search->need) {
        return PH_STEP_PROVED;
    }
    return is_quiet(search, ph_tree_span(tree, condition)) ? PH_STEP_ON : PH_STEP_STOP;
}

static PhStep test_in_operator(PhSearch *search, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = search->tree;
    PhNodeId left = ph_tree_child(tree, parent, PH_FIELD_LEFT);
    if (child == left) {
        return PH_STEP_ON;
    }
    PhNodeId operation = ph_tree_child(tree, parent, PH_FIELD_OPERATOR);
    bool is_and = ph_tree_kind(tree, operation) == PH_TOKEN_AND;
    return proved_if(implied(search, left, is_and) >= search->need);
}

/* What a for statement, or a comprehension of one loop, runs over. */
static PhNodeId iterable_of(const PhTree *tree, PhNodeId loop)
{
    PhNodeId iterable = PH_NODE_NONE;
    if (tree->kinds[loop] == PH_KIND_FOR_STATEMENT) {
        return ph_tree_child(tree, loop, PH_FIELD_RIGHT);
    }
    PH_FOR_EACH_CHILD(tree, loop, clause)
    {
        if (tree->kinds[clause] == PH_KIND_FOR_IN_CLAUSE) {
            if (iterable != PH_NODE_NONE) {
                return PH_NODE_NONE;
            }
            iterable = ph_tree_child(tree, clause, PH_FIELD_RIGHT);
        }
    }
    return iterable;
}

/*
 * `for _ in range(len(q))`: as many rounds as there were elements, so one removal a round
 * always finds one.
 */
static bool is_counted(PhSearch *search, PhNodeId loop)
{
    const PhTree *tree = search->tree;
    PhNodeId iterable = iterable_of(tree, loop);
    PhNodeId length;
    PhNodeId name;
    if (search->need != 1 || iterable == PH_NODE_NONE ||
        !ph_flow_is_builtin_call(search->facts, iterable, "range", &length) ||
        !ph_flow_is_builtin_call(search->facts, length, "len", &name) ||
        ph_names_binding(search->facts->names, name) != search->binding) {
        return false;
    }
    PhFlowRefs refs =
        ph_flow_refs_in(search->facts, search->binding, ph_tree_span(tree, loop));
    uint32_t removals = 0;
    for (uint32_t i = 0; i < refs.count && search->budget > 0; i++) {
        uint32_t index = (uint32_t)(refs.items - search->refs.items) + i;
        PhUse use = (PhUse)search->uses[index];
        bool loops = false;
        if (use == PH_USE_REMOVE_ONE) {
            PhNodeId body = ph_tree_child(tree, loop, PH_FIELD_BODY);
            bool is_in_body = ph_tree_is_within(tree, ref_node(search, index), body);
            if (is_in_body) {
                (void)climb(search, ref_node(search, index), body, &loops);
            }
            loops |= !is_in_body;
            removals++;
        }
        ph_flow_spend(&search->budget, 1);
        if (loops || use == PH_USE_SHRINK || use == PH_USE_LEAK || use == PH_USE_FRESH) {
            return false;
        }
    }
    return removals <= 1 && search->budget > 0;
}

/* Out of a loop: what its other rounds do has been done before the place as well. */
static PhStep leave_loop(PhSearch *search, PhNodeId loop)
{
    const PhTree *tree = search->tree;
    if (is_counted(search, loop)) {
        return PH_STEP_PROVED;
    }
    PhFlowRefs refs =
        ph_flow_refs_in(search->facts, search->binding, ph_tree_span(tree, loop));
    for (uint32_t i = 0; i < refs.count; i++) {
        PhUse use = (PhUse)search->uses[(refs.items - search->refs.items) + i];
        ph_flow_spend(&search->budget, 1);
        if (use == PH_USE_REMOVE_ONE || use == PH_USE_SHRINK || use == PH_USE_FRESH ||
            use == PH_USE_LEAK) {
            return PH_STEP_STOP;
        }
    }
    search->has_left_loop = true;
    return PH_STEP_ON;
}

/* What `parent` says about the list when control is in its `child`. */
static PhStep step_out(PhSearch *search, PhNodeId parent, PhNodeId child)
{
    const PhTree *tree = search->tree;
    PhField field = tree->fields[child];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE: return test_in_if(search, parent, child);
    case PH_KIND_CONDITIONAL_EXPRESSION: return test_in_choice(search, parent, child);
    case PH_KIND_BOOLEAN_OPERATOR: return test_in_operator(search, parent, child);
    case PH_KIND_WHILE_STATEMENT: {
        PhNodeId condition = ph_tree_child(tree, parent, PH_FIELD_CONDITION);
        if (field == PH_FIELD_BODY && implied(search, condition, true) >= search->need) {
            return PH_STEP_PROVED;
        }
        bool repeats = field == PH_FIELD_BODY || field == PH_FIELD_CONDITION;
        return repeats ? leave_loop(search, parent) : PH_STEP_ON;
    }
    case PH_KIND_FOR_STATEMENT:
        if (field == PH_FIELD_LEFT) {
            return PH_STEP_STOP;
        }
        return field == PH_FIELD_BODY ? leave_loop(search, parent) : PH_STEP_ON;
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_AUGMENTED_ASSIGNMENT:
        /* The value is evaluated before the targets. */
        return field != PH_FIELD_LEFT || is_quiet(search, ph_tree_span(tree, parent))
                   ? PH_STEP_ON
                   : PH_STEP_STOP;
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return leave_loop(search, parent);
    case PH_KIND_GENERATOR_EXPRESSION:
        return ph_flow_is_consumed(search->facts, parent) ? leave_loop(search, parent)
                                                          : PH_STEP_STOP;
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_LAMBDA:
    case PH_KIND_CLASS_DEFINITION: return PH_STEP_STOP;
    default: return PH_STEP_ON;
    }
}

static PhVerdict search_back(PhSearch *search, PhNodeId site)
{
    const PhTree *tree = search->tree;
    PhStep step = PH_STEP_ON;
    PhNodeId child = site;
    for (PhNodeId parent = ph_tree_parent(tree, site);
         step == PH_STEP_ON && parent != PH_NODE_NONE && search->budget > 0;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        ph_flow_spend(&search->budget, 1);
        step = step_back(search, parent, child);
        step = step == PH_STEP_ON ? step_out(search, parent, child) : step;
    }
    if (search->budget == 0) {
        return PH_UNKNOWN;
    }
    return step == PH_STEP_PROVED    ? PH_PROVED
           : step == PH_STEP_REFUTED ? PH_REFUTED
                                     : PH_UNKNOWN;
}

static PhAnswer judge_site(PhFacts *facts, PhBindingId binding, PhNodeId site)
{
    const PhTree *tree = facts->tree;
    PhFlowRefs all = ph_flow_refs(facts, binding);
    PhFlowRefs own = ph_flow_refs_in(facts, binding, ph_tree_span(tree, site));
    PhAnswer unknown = ph_flow_answer(PH_UNKNOWN, site, PH_BYTES("no test before it"));
    if (own.count == 0) {
        return unknown;
    }
    PhSearch search = {.facts = facts,
                       .tree = tree,
                       .binding = binding,
                       .refs = all,
                       .uses = ph_uses_of(facts, binding),
                       .own = (uint32_t)(own.items - all.items),
                       .need = 1,
                       .budget = PH_FLOW_STEPS};
    search.next = search.own;
    PhNodeId node = ref_node(&search, search.own);
    if (ph_type_of(facts, node).kinds != PH_TYPE_LIST) {
        unknown.why = ph_type_why_unknown(facts, node, &unknown.node);
        return unknown;
    }
    if (ph_uses_leak_before(facts, binding, ph_flow_region_of(tree, site))) {
        unknown.why = PH_BYTES("others may have taken from it");
        return unknown;
    }
    bool is_once = ph_flow_loop_around(tree, node) == ph_flow_loop_around(tree, site);
    if (!is_once || !is_quiet(&search, ph_tree_span(tree, site))) {
        return unknown;
    }
    PhAnswer answer = ph_answer(search_back(&search, site));
    return answer.verdict == PH_UNKNOWN ? unknown : answer;
}

/* `return q` in a function inside hands the list on while the outer one runs. */
static bool is_handed_out(const PhTree *tree, PhNodeId name)
{
    PhNodeId parent = ph_tree_parent(tree, ph_tree_out_of_parens(tree, name));
    PhKind kind = ph_tree_kind(tree, parent);
    return kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_TUPLE ||
           kind == PH_KIND_EXPRESSION_LIST;
}

/* Functions inside may run at any time. If they only read the list and put into it, then
 * there is never less in it than this function knows of. */
static bool only_grows_elsewhere(PhFacts *facts, PhBindingId binding)
{
    const PhNames *names = facts->names;
    PhScopeId home = names->bindings[binding].scope;
    const PhScope *scope = &names->scopes[home];
    if (scope->kind != PH_SCOPE_KIND_FUNCTION || scope->is_opaque) {
        return false;
    }
    PhFlowRefs refs = ph_flow_refs(facts, binding);
    const uint8_t *uses = ph_uses_of(facts, binding);
    for (uint32_t i = 0; i < refs.count; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        bool is_growth = uses[i] == PH_USE_READ || uses[i] == PH_USE_GROW ||
                         uses[i] == PH_USE_ADD_ONE || uses[i] == PH_USE_CHANGE;
        if (ref->scope != home && (!is_growth || is_handed_out(facts->tree, ref->node))) {
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_nonempty_at(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBindingId binding = ph_flow_binding(query, 0);
    const PhCapture *sites = query->args[1].capture;
    bool is_private = binding != PH_BINDING_NONE && ph_flow_is_private(facts, binding);
    if (binding == PH_BINDING_NONE || sites == NULL || sites->count == 0 ||
        (!is_private && !only_grows_elsewhere(facts, binding))) {
        return ph_flow_answer(PH_UNKNOWN, ph_flow_node(query, 0),
                              PH_BYTES("others may change it"));
    }
    PhAnswer answer = ph_answer(PH_PROVED);
    for (uint32_t i = 0; i < sites->count; i++) {
        answer = ph_answer_weakest(answer, judge_site(facts, binding, sites->nodes[i]));
    }
    if (!is_private && answer.verdict == PH_REFUTED) { /* something may be in it by then */
        answer.verdict = PH_UNKNOWN;
    }
    return answer;
}
