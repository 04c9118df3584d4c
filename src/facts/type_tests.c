#include "facts/type_tests.h"

#include "facts/flow_assigned.h"
#include "syntax/walk.h"

/* What one outcome of a test says. */
typedef struct PhOutcome {
    PhTypeSet exact;
    PhTypeSet dropped;
    bool is_true;
} PhOutcome;

typedef struct PhTestSite {
    PhNodeId atom;
    PhOutcome if_true;
    PhOutcome if_false;
} PhTestSite;

typedef struct PhClassName {
    const char *name;
    PhTypeSet exact;
    PhTypeSet instances; /* of it, among the known classes */
} PhClassName;

static const PhClassName k_classes[] = {
    {"bool", PH_TYPE_BOOL, PH_TYPE_BOOL},
    {"bytearray", PH_TYPE_BYTEARRAY, PH_TYPE_BYTEARRAY},
    {"bytes", PH_TYPE_BYTES, PH_TYPE_BYTES},
    {"complex", PH_TYPE_COMPLEX, PH_TYPE_COMPLEX},
    {"dict", PH_TYPE_DICT, PH_TYPE_DICT},
    {"float", PH_TYPE_FLOAT, PH_TYPE_FLOAT},
    {"frozenset", PH_TYPE_FROZENSET, PH_TYPE_FROZENSET},
    {"int", PH_TYPE_INT, PH_TYPE_INT | PH_TYPE_BOOL},
    {"list", PH_TYPE_LIST, PH_TYPE_LIST},
    {"range", PH_TYPE_RANGE, PH_TYPE_RANGE},
    {"set", PH_TYPE_SET, PH_TYPE_SET},
    {"str", PH_TYPE_STR, PH_TYPE_STR},
    {"tuple", PH_TYPE_TUPLE, PH_TYPE_TUPLE},
};

/* The classes that isinstance() can tell apart. */
static const PhTypeSet k_told = PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_LIST |
                                PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_FROZENSET |
                                PH_TYPE_BYTEARRAY | PH_TYPE_RANGE;

static const PhClassName *class_named(PhFacts *facts, PhNodeId node)
{
    PhBytes name = ph_tree_text(facts->tree, node);
    if (ph_tree_kind(facts->tree, node) != PH_KIND_IDENTIFIER ||
        !ph_flow_is_builtin(facts, node)) {
        return NULL;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_classes); i++) {
        if (ph_bytes_is(name, k_classes[i].name)) {
            return &k_classes[i];
        }
    }
    return NULL;
}

/* `o is c`, of which `operand` is one side: the other side, and whether it is `is not`. */
static PhNodeId compared_with(const PhTree *tree, PhNodeId comparison, PhNodeId operand,
                              bool *is_negated)
{
    PhNodeId left = ph_tree_first_named(tree, comparison);
    PhNodeId right = left == PH_NODE_NONE ? left : ph_tree_next_named(tree, left);
    PhKind operation =
        ph_tree_kind(tree, ph_tree_child(tree, comparison, PH_FIELD_OPERATORS));
    *is_negated = operation == PH_TOKEN_IS_NOT;
    bool is_pair = right != PH_NODE_NONE && ph_tree_next_named(tree, right) == PH_NODE_NONE;
    if (!is_pair || (operation != PH_TOKEN_IS && operation != PH_TOKEN_IS_NOT)) {
        return PH_NODE_NONE;
    }
    return ph_tree_strip_parens(tree, operand == left ? right : left);
}

static void set_outcomes(PhTestSite *site, PhOutcome if_same, PhOutcome if_other,
                         bool is_negated)
{
    site->if_true = is_negated ? if_other : if_same;
    site->if_false = is_negated ? if_same : if_other;
}

/* `x is None` and its like. */
static bool read_identity(const PhTree *tree, PhNodeId operand, PhNodeId comparison,
                          PhTestSite *site)
{
    bool is_negated;
    PhNodeId other = compared_with(tree, comparison, operand, &is_negated);
    PhOutcome same = {0};
    PhOutcome different = {0};
    switch (ph_tree_kind(tree, other)) {
    case PH_KIND_NONE:
        same.exact = PH_TYPE_NONE;
        different.dropped = PH_TYPE_NONE;
        break;
    case PH_KIND_TRUE:
    case PH_KIND_FALSE: same.exact = PH_TYPE_BOOL; break;
    default: return false;
    }
    site->atom = comparison;
    set_outcomes(site, same, different, is_negated);
    return true;
}

/* `type(x) is str` */
static bool read_exact_class(PhFacts *facts, PhNodeId call, PhTestSite *site)
{
    const PhTree *tree = facts->tree;
    PhNodeId operand = ph_tree_out_of_parens(tree, call);
    PhNodeId comparison = ph_tree_parent(tree, operand);
    bool is_negated;
    if (ph_tree_kind(tree, comparison) != PH_KIND_COMPARISON_OPERATOR) {
        return false;
    }
    PhNodeId other = compared_with(tree, comparison, operand, &is_negated);
    const PhClassName *named = other == PH_NODE_NONE ? NULL : class_named(facts, other);
    if (named == NULL) {
        return false;
    }
    site->atom = comparison;
    set_outcomes(site, (PhOutcome){.exact = named->exact},
                 (PhOutcome){.dropped = named->exact}, is_negated);
    return true;
}

/* `isinstance(x, str)`, `isinstance(x, (str, C))` */
static bool read_instance(PhFacts *facts, PhNodeId call, PhNodeId classes, PhTestSite *site)
{
    const PhTree *tree = facts->tree;
    classes = ph_tree_strip_parens(tree, classes);
    bool is_tuple = ph_tree_kind(tree, classes) == PH_KIND_TUPLE;
    bool are_all_known = true;
    PhTypeSet instances = 0;
    PhNodeId one = is_tuple ? ph_tree_first_named(tree, classes) : classes;
    while (one != PH_NODE_NONE) {
        const PhClassName *named = class_named(facts, one);
        are_all_known = are_all_known && named != NULL;
        instances |= named == NULL ? 0 : named->instances;
        one = is_tuple ? ph_tree_next_named(tree, one) : PH_NODE_NONE;
    }
    site->atom = call;
    site->if_true.dropped = are_all_known ? k_told & ~instances : 0;
    site->if_false.dropped = instances;
    return instances != 0;
}

static bool read_call(PhFacts *facts, PhNodeId operand, PhTestSite *site)
{
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_tree_parent(tree, ph_tree_parent(tree, operand));
    PhNodeId args[2];
    uint32_t count = 0;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        !ph_call_positional(tree, call, args, PH_COUNT_OF(args), &count) || count == 0 ||
        count > PH_COUNT_OF(args) || args[0] != operand) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes name = ph_tree_text(tree, function);
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER ||
        !ph_flow_is_builtin(facts, function)) {
        return false;
    }
    return (count == 1 && ph_bytes_is(name, "type") &&
            read_exact_class(facts, call, site)) ||
           (count == 2 && ph_bytes_is(name, "isinstance") &&
            read_instance(facts, call, args[1], site));
}

/* The test that a reference is the operand of. */
static bool read_site(PhFacts *facts, const PhRef *ref, PhTestSite *site)
{
    const PhTree *tree = facts->tree;
    PhNodeId operand = ref->node;
    *site = (PhTestSite){0};
    if (ref->kind == PH_REF_WALRUS) {
        operand = ph_tree_parent(tree, operand);
    } else if (ref->kind != PH_REF_LOAD) {
        return false;
    }
    operand = ph_tree_out_of_parens(tree, operand);
    PhNodeId parent = ph_tree_parent(tree, operand);
    PhField field = tree->fields[operand];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_COMPARISON_OPERATOR: return read_identity(tree, operand, parent, site);
    case PH_KIND_ARGUMENT_LIST: return read_call(facts, operand, site);
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
        if (field != PH_FIELD_CONDITION) {
            return false;
        }
        break;
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_IF_CLAUSE: break;
    default: return false;
    }
    site->atom = operand;
    site->if_true = (PhOutcome){.dropped = PH_TYPE_NONE, .is_true = true};
    return true;
}

bool ph_type_is_tested(PhFacts *facts, PhBindingId binding)
{
    PhFlowBinding *entry = ph_flow_entry(facts, binding);
    if (entry->is_tested == PH_ASKED_NEVER) {
        PhFlowRefs refs = ph_flow_refs(facts, binding);
        PhTestSite site;
        entry->is_tested = PH_ASKED_NO;
        for (uint32_t i = 0; i < refs.count && entry->is_tested == PH_ASKED_NO; i++) {
            const PhRef *ref = &facts->names->refs[refs.items[i]];
            entry->is_tested = ph_asked(read_site(facts, ref, &site));
        }
    }
    return entry->is_tested == PH_ASKED_YES;
}

/* A test on its way out of the expression that it stands in. */
typedef struct PhTestWalk {
    PhFacts *facts;
    const PhTree *tree;
    PhBindingId binding;
    PhNodeId read;
    PhNodeId atom;
    const PhOutcome *if_true; /* what holds if the node reached so far is true; or NULL */
    const PhOutcome *if_false;
    uint32_t budget;
} PhTestWalk;

static bool is_read_in(const PhTestWalk *walk, PhNodeId node)
{
    return node != PH_NODE_NONE && ph_tree_is_within(walk->tree, walk->read, node);
}

static bool yield_test(const PhTestWalk *walk, const PhOutcome *outcome, PhNodeId condition,
                       PhSpan behind, PhTypeTest *out)
{
    if (outcome == NULL || (outcome->exact | outcome->dropped) == 0) {
        return false;
    }
    PhSpan rest = {walk->tree->ends[walk->atom], walk->tree->ends[condition]};
    *out = (PhTypeTest){outcome->exact, outcome->dropped, outcome->is_true, {rest, behind}};
    return true;
}

/* The end of the statement of `block` that the read stands in. */
static uint32_t end_of_own_statement(PhTestWalk *walk, PhNodeId block)
{
    return walk->tree
        ->ends[ph_flow_child_toward(walk->tree, block, walk->read, &walk->budget)];
}

static bool in_block(PhTestWalk *walk, const PhOutcome *outcome, PhNodeId condition,
                     PhNodeId block, PhTypeTest *out)
{
    PhSpan behind = {walk->tree->starts[block], end_of_own_statement(walk, block)};
    return yield_test(walk, outcome, condition, behind, out);
}

/* Whoever takes another way than the first gets behind the statement with a new value. */
static bool do_others_store(PhTestWalk *walk, PhNodeId statement)
{
    const PhTree *tree = walk->tree;
    bool has_else = false;
    PH_FOR_EACH_CHILD(tree, statement, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (kind != PH_KIND_ELIF_CLAUSE && kind != PH_KIND_ELSE_CLAUSE) {
            continue;
        }
        has_else = has_else || kind == PH_KIND_ELSE_CLAUSE;
        PhNodeId block = ph_flow_block_of(tree, child);
        if (block == PH_NODE_NONE ||
            !ph_flow_stores_always(walk->facts, walk->binding, block)) {
            return false;
        }
    }
    return has_else;
}

/* The read stands behind `statement` in its block: true if so, and only then. */
static bool is_read_behind(const PhTestWalk *walk, PhNodeId statement)
{
    const PhTree *tree = walk->tree;
    PhNodeId block = ph_tree_parent(tree, statement);
    PhKind kind = ph_tree_kind(tree, block);
    return (kind == PH_KIND_BLOCK || kind == PH_KIND_MODULE) && is_read_in(walk, block) &&
           tree->starts[walk->read] >= tree->ends[statement];
}

static bool at_branch(PhTestWalk *walk, PhNodeId owner, PhNodeId condition, PhTypeTest *out)
{
    const PhTree *tree = walk->tree;
    bool is_elif = ph_tree_kind(tree, owner) == PH_KIND_ELIF_CLAUSE;
    PhNodeId statement = is_elif ? ph_tree_parent(tree, owner) : owner;
    PhNodeId block = ph_tree_child(tree, owner, PH_FIELD_CONSEQUENCE);
    if (block == PH_NODE_NONE) {
        return false;
    }
    if (is_read_in(walk, block)) {
        return in_block(walk, walk->if_true, condition, block, out);
    }
    uint32_t end = tree->ends[condition];
    if (is_read_in(walk, statement) && tree->starts[walk->read] >= tree->ends[block]) {
        PhSpan behind = {end, end_of_own_statement(walk, statement)};
        return yield_test(walk, walk->if_false, condition, behind, out);
    }
    if (is_elif || !is_read_behind(walk, statement)) {
        return false;
    }
    PhSpan behind = {end, end_of_own_statement(walk, ph_tree_parent(tree, statement))};
    ph_facts_claim(walk->facts, statement);
    if (walk->if_false != NULL &&
        ph_flow_stores_always(walk->facts, walk->binding, block)) {
        return yield_test(walk, walk->if_false, condition, behind, out);
    }
    return walk->if_true != NULL && do_others_store(walk, statement) &&
           yield_test(walk, walk->if_true, condition, behind, out);
}

static bool at_while(PhTestWalk *walk, PhNodeId loop, PhNodeId condition, PhTypeTest *out)
{
    const PhTree *tree = walk->tree;
    PhNodeId body = ph_tree_child(tree, loop, PH_FIELD_BODY);
    PhNodeId other = ph_tree_child(tree, loop, PH_FIELD_ALTERNATIVE);
    if (body == PH_NODE_NONE) {
        return false;
    }
    if (is_read_in(walk, body)) {
        return in_block(walk, walk->if_true, condition, body, out);
    }
    if (is_read_in(walk, other)) {
        return yield_test(walk, walk->if_false, condition, ph_tree_span(tree, other), out);
    }
    if (!is_read_behind(walk, loop)) {
        return false;
    }
    ph_facts_claim(walk->facts, loop);
    PhFlowRegion region = ph_flow_region_of(tree, body);
    bool has_break =
        ph_flow_exits(walk->facts, region, PH_EXIT_BREAK).verdict != PH_REFUTED;
    PhSpan behind = {tree->ends[body],
                     end_of_own_statement(walk, ph_tree_parent(tree, loop))};
    return !has_break && yield_test(walk, walk->if_false, condition, behind, out);
}

/* A comprehension evaluates what is behind the clause, and its body, only if it is true.
 * What an earlier clause stores is tested anew each time round. */
static bool at_if_clause(PhTestWalk *walk, PhNodeId clause, PhNodeId condition,
                         PhTypeTest *out)
{
    const PhTree *tree = walk->tree;
    PhNodeId comprehension = ph_tree_parent(tree, clause);
    PhNodeId body = ph_tree_child(tree, comprehension, PH_FIELD_BODY);
    bool is_later =
        is_read_in(walk, comprehension) && tree->starts[walk->read] >= tree->ends[clause];
    if (body == PH_NODE_NONE || (!is_later && !is_read_in(walk, body))) {
        return false;
    }
    if (!yield_test(walk, walk->if_true, condition, ph_tree_span(tree, body), out)) {
        return false;
    }
    out->passed[0].end = tree->ends[comprehension];
    return true;
}

static bool at_choice(PhTestWalk *walk, PhNodeId choice, PhNodeId child, PhTypeTest *out)
{
    const PhTree *tree = walk->tree;
    PhNodeId first = ph_tree_first_named(tree, choice);
    if (child != ph_tree_next_named(tree, first)) {
        return false;
    }
    bool is_first = is_read_in(walk, first);
    bool is_last = is_read_in(walk, ph_tree_next_named(tree, child));
    PhNodeId part = is_first ? first : is_last ? ph_tree_next_named(tree, child) : child;
    return (is_first || is_last) &&
           yield_test(walk, is_first ? walk->if_true : walk->if_false, child,
                      ph_tree_span(tree, part), out);
}

/* From `child` to the `and` or `or` around it; true if the read is in the other operand,
 * which runs behind it. */
static bool at_boolean(PhTestWalk *walk, PhNodeId operation, PhNodeId child,
                       PhTypeTest *out, bool *has_found)
{
    const PhTree *tree = walk->tree;
    bool is_and = ph_tree_kind(tree, ph_tree_child(tree, operation, PH_FIELD_OPERATOR)) ==
                  PH_TOKEN_AND;
    PhNodeId right = ph_tree_child(tree, operation, PH_FIELD_RIGHT);
    if (right != child && is_read_in(walk, right)) {
        *has_found = yield_test(walk, is_and ? walk->if_true : walk->if_false, child,
                                ph_tree_span(tree, right), out);
        return true;
    }
    if (is_and) {
        walk->if_false = NULL;
    } else {
        walk->if_true = NULL;
    }
    return false;
}

/* True if the test has had one outcome when control comes to the read. */
static bool holds_at(PhTestWalk *walk, PhTypeTest *out)
{
    const PhTree *tree = walk->tree;
    PhNodeId child = walk->atom;
    for (PhNodeId parent = ph_tree_parent(tree, child);
         parent != PH_NODE_NONE && walk->budget > 0;
         child = parent, parent = ph_tree_parent(tree, parent)) {
        bool has_found = false;
        ph_flow_spend(&walk->budget, 1);
        switch (ph_tree_kind(tree, parent)) {
        case PH_KIND_PARENTHESIZED_EXPRESSION: break;
        case PH_KIND_NOT_OPERATOR: {
            const PhOutcome *swapped = walk->if_true;
            walk->if_true = walk->if_false;
            walk->if_false = swapped;
            break;
        }
        case PH_KIND_BOOLEAN_OPERATOR:
            if (at_boolean(walk, parent, child, out, &has_found)) {
                return has_found;
            }
            break;
        case PH_KIND_CONDITIONAL_EXPRESSION: return at_choice(walk, parent, child, out);
        case PH_KIND_IF_CLAUSE: return at_if_clause(walk, parent, child, out);
        case PH_KIND_IF_STATEMENT:
        case PH_KIND_ELIF_CLAUSE:
            return tree->fields[child] == PH_FIELD_CONDITION &&
                   at_branch(walk, parent, child, out);
        case PH_KIND_WHILE_STATEMENT:
            return tree->fields[child] == PH_FIELD_CONDITION &&
                   at_while(walk, parent, child, out);
        default: return false;
        }
    }
    return false;
}

/* Of a comprehension's own variable only what runs in the comprehension itself: what is
 * nested in it may run when the variable has moved on. */
static bool can_be_tested(PhFacts *facts, const PhRef *read)
{
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[read->binding];
    if (names->scopes[binding->scope].kind == PH_SCOPE_KIND_COMPREHENSION) {
        return binding->store_count == 1 && read->scope == binding->scope;
    }
    return ph_flow_is_private(facts, read->binding);
}

PhTypeTests ph_type_tests_at(PhFacts *facts, const PhRef *read)
{
    PhTypeTests tests = {0};
    if (!ph_type_is_tested(facts, read->binding) || !can_be_tested(facts, read)) {
        return tests;
    }
    PhFlowRefs refs = ph_flow_refs(facts, read->binding);
    PhTestWalk walk = {.facts = facts,
                       .tree = facts->tree,
                       .binding = read->binding,
                       .read = read->node,
                       .budget = PH_FLOW_BUDGET};
    for (uint32_t i = 0; i < refs.count && walk.budget > 0; i++) {
        const PhRef *ref = &facts->names->refs[refs.items[i]];
        PhTestSite site;
        PhTypeTest test;
        ph_flow_spend(&walk.budget, 1);
        if (ref->node == read->node || !read_site(facts, ref, &site)) {
            continue;
        }
        walk.atom = site.atom;
        walk.if_true = &site.if_true;
        walk.if_false = &site.if_false;
        if (holds_at(&walk, &test) && walk.budget > 0) {
            ph_facts_claim(facts, site.atom);
            PH_VEC_PUSH(facts->arena, &tests, test);
        }
    }
    return tests;
}

static bool is_passed(const PhTypeTest *test, uint32_t place)
{
    for (size_t i = 0; i < PH_COUNT_OF(test->passed); i++) {
        if (test->passed[i].start <= place && place < test->passed[i].end) {
            return true;
        }
    }
    return false;
}

bool ph_type_is_true_at(PhFacts *facts, const PhRef *read)
{
    PhTypeTests tests = ph_type_tests_at(facts, read);
    PhFlowRefs refs = ph_flow_refs(facts, read->binding);
    for (size_t i = 0; i < tests.count; i++) {
        const PhTypeTest *test = &tests.items[i];
        bool is_same = test->is_true;
        for (uint32_t n = 0; n < refs.count && is_same; n++) {
            const PhRef *ref = &facts->names->refs[refs.items[n]];
            is_same = ref->kind == PH_REF_LOAD ||
                      !is_passed(test, facts->tree->starts[ref->node]);
        }
        if (is_same) {
            return true;
        }
    }
    return false;
}

PhType ph_type_tested(const PhTree *tree, const PhTypeTests *tests, PhNodeId store,
                      PhType type)
{
    for (size_t i = 0; i < tests->count; i++) {
        const PhTypeTest *test = &tests->items[i];
        if (is_passed(test, tree->starts[store])) {
            continue;
        }
        type.kinds &= ~test->dropped;
        if (test->exact == 0) {
            continue;
        }
        if ((type.kinds & PH_TYPE_UNKNOWN) != 0) {
            type = ph_type_exactly(test->exact);
        } else {
            type.kinds &= test->exact;
        }
    }
    return type;
}
