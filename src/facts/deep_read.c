/*
 * deep_read: is the value, with all that is in it, only read?
 *
 * For plain data (plain_data.h): a variable, or the call that copies one. Followed into the
 * names that it is assigned to, and that loops over it and over its parts bind: no use of
 * those changes it, keeps it, or hands it on. Numbers and texts out of it may go anywhere;
 * how deep they lie is counted from what is stored to the variable.
 */

#include "facts/plain_data.h"
#include "syntax/walk.h"

enum { PH_DEEP_NAMES = 16 };

/* A variable whose references are to be looked at. */
typedef struct PhDeepName {
    PhBindingId binding;
    uint32_t depth; /* containers around what is innermost in its value; 0: none */
} PhDeepName;

/* A value on its way up through the code around it. */
typedef struct PhDeepValue {
    PhNodeId node;
    uint32_t depth;
    bool has_pairs; /* walking through it gives an index or key, and a part */
} PhDeepValue;

typedef struct PhDeepRead {
    PhFacts *facts;
    const PhTree *tree;
    PhDeepName names[PH_DEEP_NAMES];
    uint32_t name_count;
    PhNodeId cause;
} PhDeepRead;

static bool is_frozen(PhDeepRead *read, PhDeepValue value)
{
    return value.depth == 0 ||
           (!value.has_pairs && ph_type_is_frozen(ph_type_of(read->facts, value.node)));
}

static bool follow_name(PhDeepRead *read, PhNodeId name, uint32_t depth)
{
    const PhNames *names = ph_facts_names(read->facts);
    PhBindingId binding = ph_names_binding(names, name);
    if (binding == PH_BINDING_NONE) {
        return false;
    }
    bool is_comprehension =
        names->scopes[names->bindings[binding].scope].kind == PH_SCOPE_KIND_COMPREHENSION;
    if (!is_comprehension && !ph_flow_is_private(read->facts, binding)) {
        return false;
    }
    for (uint32_t i = 0; i < read->name_count; i++) {
        /* Numbers and containers in one variable are not told apart. */
        if (read->names[i].binding == binding) {
            return read->names[i].depth == depth;
        }
    }
    if (read->name_count == PH_DEEP_NAMES) {
        return false;
    }
    read->names[read->name_count++] = (PhDeepName){binding, depth};
    return true;
}

/* Names for the parts of a part. */
static bool follow_parts(PhDeepRead *read, PhNodeId target, uint32_t depth)
{
    const PhTree *tree = read->tree;
    PhKind kind = ph_tree_kind(tree, target);
    bool is_read = kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN;
    for (PhNodeId name = is_read ? ph_tree_first_named(tree, target) : PH_NODE_NONE;
         is_read && name != PH_NODE_NONE; name = ph_tree_next_named(tree, name)) {
        is_read = ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER &&
                  follow_name(read, name, depth);
    }
    return is_read;
}

/* The target of a loop: a name for a part, or two for an index or key and a part. */
static bool follow_target(PhDeepRead *read, PhNodeId target, PhDeepValue walked)
{
    const PhTree *tree = read->tree;
    PhKind kind = ph_tree_kind(tree, target);
    if (!walked.has_pairs && kind == PH_KIND_IDENTIFIER) {
        return follow_name(read, target, walked.depth - 1);
    }
    if (!walked.has_pairs) {
        return follow_parts(read, target, walked.depth < 2 ? 0 : walked.depth - 2);
    }
    PhNodeId first = kind == PH_KIND_PATTERN_LIST || kind == PH_KIND_TUPLE_PATTERN
                         ? ph_tree_first_named(tree, target)
                         : PH_NODE_NONE;
    PhNodeId second = first == PH_NODE_NONE ? first : ph_tree_next_named(tree, first);
    return ph_tree_kind(tree, first) == PH_KIND_IDENTIFIER &&
           ph_tree_kind(tree, second) == PH_KIND_IDENTIFIER &&
           ph_tree_next_named(tree, second) == PH_NODE_NONE &&
           follow_name(read, second, walked.depth - 1);
}

/* A builtin that gives no part of its argument back. */
static bool is_reader(PhDeepRead *read, PhNodeId call, PhDeepValue arg)
{
    static const char *const k_readers[] = {"bool", "len", "print", "repr", "str"};
    static const char *const k_walkers[] = {"all", "any", "max", "min", "sum"};
    PhNodeId function = ph_tree_child(read->tree, call, PH_FIELD_FUNCTION);
    if (!ph_flow_is_builtin(read->facts, function)) {
        return false;
    }
    PhBytes name = ph_tree_text(read->tree, function);
    if (ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers))) {
        return true;
    }
    return ph_bytes_is_one_of(name, k_walkers, PH_COUNT_OF(k_walkers)) && arg.depth == 1 &&
           !arg.has_pairs;
}

typedef enum PhStep {
    PH_STEP_BAD,
    PH_STEP_DONE, /* the use is a read */
    PH_STEP_UP,   /* what is around it is a part of it: go on with that */
} PhStep;

static PhStep step_of_call(PhDeepRead *read, PhDeepValue *value)
{
    static const char *const k_asking[] = {"count", "index"};
    const PhTree *tree = read->tree;
    PhNodeId attribute = ph_tree_parent(tree, value->node);
    PhNodeId call = ph_call_of(tree, attribute);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (call == PH_NODE_NONE || value->has_pairs) {
        return PH_STEP_BAD;
    }
    value->node = ph_tree_out_of_parens(tree, call);
    if (ph_bytes_is_one_of(name, k_asking, PH_COUNT_OF(k_asking))) {
        return PH_STEP_DONE;
    }
    if (ph_bytes_is(name, "get")) {
        value->depth--;
        return PH_STEP_UP;
    }
    if (ph_bytes_is(name, "keys")) {
        value->depth = 1;
        return PH_STEP_UP;
    }
    value->has_pairs = ph_bytes_is(name, "items");
    return value->has_pairs || ph_bytes_is(name, "values") ? PH_STEP_UP : PH_STEP_BAD;
}

static PhStep step_of_argument(PhDeepRead *read, PhDeepValue *value)
{
    const PhTree *tree = read->tree;
    PhNodeId call = ph_tree_parent(tree, ph_tree_parent(tree, value->node));
    PhNodeId arg;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return PH_STEP_BAD;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_facts_means(read->facts, function, PH_BYTES("copy.deepcopy"))) {
        return PH_STEP_DONE;
    }
    if (!value->has_pairs &&
        ph_flow_is_builtin_call(read->facts, call, "enumerate", &arg)) {
        *value = (PhDeepValue){ph_tree_out_of_parens(tree, call), value->depth, true};
        return PH_STEP_UP;
    }
    return is_reader(read, call, *value) ? PH_STEP_DONE : PH_STEP_BAD;
}

/* What is done with a value that is a container. */
static PhStep step(PhDeepRead *read, PhDeepValue *value)
{
    const PhTree *tree = read->tree;
    PhNodeId parent = ph_tree_parent(tree, value->node);
    PhField field = tree->fields[value->node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_SUBSCRIPT: {
        PhNodeId top = ph_tree_out_of_parens(tree, parent);
        PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, top));
        bool is_stored = tree->fields[top] == PH_FIELD_LEFT &&
                         outer != PH_KIND_BINARY_OPERATOR &&
                         outer != PH_KIND_BOOLEAN_OPERATOR;
        bool is_load = field == PH_FIELD_VALUE && !is_stored &&
                       outer != PH_KIND_DELETE_STATEMENT && outer != PH_KIND_PATTERN_LIST &&
                       outer != PH_KIND_TUPLE_PATTERN && outer != PH_KIND_LIST_PATTERN &&
                       outer != PH_KIND_AS_PATTERN_TARGET;
        PhNodeId index = ph_tree_child(tree, parent, PH_FIELD_SUBSCRIPT);
        bool is_slice = ph_tree_kind(tree, index) == PH_KIND_SLICE;
        *value = (PhDeepValue){top, value->depth - 1, false};
        return is_load && !is_slice ? PH_STEP_UP : PH_STEP_BAD;
    }
    case PH_KIND_ATTRIBUTE: return step_of_call(read, value);
    case PH_KIND_ARGUMENT_LIST: return step_of_argument(read, value);
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: {
        bool is_walked =
            field == PH_FIELD_RIGHT &&
            follow_target(read, ph_tree_child(tree, parent, PH_FIELD_LEFT), *value);
        return is_walked ? PH_STEP_DONE : PH_STEP_BAD;
    }
    case PH_KIND_ASSIGNMENT: {
        PhNodeId target = ph_tree_child(tree, parent, PH_FIELD_LEFT);
        bool is_plain = field == PH_FIELD_RIGHT &&
                        ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER &&
                        ph_tree_kind(tree, ph_tree_parent(tree, parent)) ==
                            PH_KIND_EXPRESSION_STATEMENT;
        return is_plain && !value->has_pairs && follow_name(read, target, value->depth)
                   ? PH_STEP_DONE
                   : PH_STEP_BAD;
    }
    case PH_KIND_COMPARISON_OPERATOR:
        PH_FOR_EACH_CHILD(tree, parent, child)
        {
            PhKind kind = ph_tree_kind(tree, child);
            PhTypeSet kinds =
                ph_kind_is_named(kind) ? ph_type_of(read->facts, child).kinds : 0;
            if (kind == PH_TOKEN_IS || kind == PH_TOKEN_IS_NOT ||
                (kinds & PH_TYPE_UNKNOWN) != 0) {
                return PH_STEP_BAD;
            }
        }
        return PH_STEP_DONE;
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
        return field == PH_FIELD_CONDITION ? PH_STEP_DONE : PH_STEP_BAD;
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_IF_CLAUSE:
    case PH_KIND_EXPRESSION_STATEMENT: return PH_STEP_DONE;
    default: return PH_STEP_BAD;
    }
}

static bool is_only_read(PhDeepRead *read, PhNodeId node, uint32_t depth)
{
    PhStep one = PH_STEP_UP;
    PhDeepValue value = {ph_tree_out_of_parens(read->tree, node), depth, false};
    while (one == PH_STEP_UP && !is_frozen(read, value)) {
        read->cause = value.node;
        one = step(read, &value);
    }
    return one != PH_STEP_BAD;
}

/* Of the variable that `name` reads, over all of its stores. */
static uint32_t depth_of(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId binding = ph_names_binding(names, name);
    uint32_t deepest = 0;
    if (binding == PH_BINDING_NONE) {
        return PH_PLAIN_DEEP;
    }
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        PhNodeId assignment = ph_tree_parent(facts->tree, names->refs[i].node);
        PhNodeId value = ph_tree_kind(facts->tree, assignment) == PH_KIND_ASSIGNMENT
                             ? ph_tree_child(facts->tree, assignment, PH_FIELD_RIGHT)
                             : PH_NODE_NONE;
        bool is_store =
            names->refs[i].kind == PH_REF_ASSIGN || names->refs[i].kind == PH_REF_ANNOTATED;
        uint32_t depth =
            value == PH_NODE_NONE ? PH_PLAIN_DEEP : ph_plain_depth(facts, value);
        deepest = is_store && depth > deepest ? depth : deepest;
    }
    return deepest == 0 ? PH_PLAIN_DEEP : deepest;
}

static bool is_name_only_read(PhDeepRead *read, PhDeepName name)
{
    const PhNames *names = ph_facts_names(read->facts);
    PhFlowRefs refs = ph_flow_refs(read->facts, name.binding);
    for (uint32_t i = 0; i < refs.count && name.depth > 0; i++) {
        const PhRef *ref = &names->refs[refs.items[i]];
        bool is_store = ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED ||
                        ref->kind == PH_REF_FOR || ref->kind == PH_REF_COMPREHENSION ||
                        ref->kind == PH_REF_DECLARED;
        if (!is_store &&
            (ref->kind != PH_REF_LOAD || !is_only_read(read, ref->node, name.depth))) {
            read->cause = ref->node;
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_deep_read(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId root = ph_flow_node(query, 0);
    if (root == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhDeepRead read = {.facts = facts, .tree = facts->tree, .cause = root};
    PhNodeId node = ph_tree_strip_parens(facts->tree, root);
    bool is_name = ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER;
    PhNodeId original = node;
    uint32_t count = 0;
    if (!is_name &&
        (ph_tree_kind(facts->tree, node) != PH_KIND_CALL ||
         !ph_call_positional(facts->tree, node, &original, 1, &count) || count != 1)) {
        return ph_flow_answer(PH_UNKNOWN, root, PH_BYTES("neither a name nor a copy"));
    }
    uint32_t depth = depth_of(facts, ph_tree_strip_parens(facts->tree, original));
    bool is_read =
        is_name ? follow_name(&read, node, depth) : is_only_read(&read, node, depth);
    for (uint32_t n = 0; is_read && n < read.name_count; n++) {
        is_read = is_name_only_read(&read, read.names[n]);
    }
    return is_read ? ph_answer(PH_PROVED)
                   : ph_flow_answer(PH_UNKNOWN, read.cause,
                                    PH_BYTES("changed or handed on here"));
}
