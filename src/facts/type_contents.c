/*
 * What is in the containers that a name holds.
 *
 * Whoever else knows a container may put anything into it. If every use of the name, in
 * nested functions too, is one of those below, nobody does. Then in it is what was there
 * when it was stored and, for a list, what its own append, insert and extend put in, and
 * the numbers that are stored to its elements. Names of functions and of the module alike:
 * who sees the name at all is asked before. The uses are judged by their shape alone, not
 * by types: types are what is being computed here. What is not taught may change it.
 *
 * A stored value whose elements are known is a new object: of a name that is stored to
 * another one, or of an element, the elements are unknown.
 */

#include "facts/flow.h"
#include "facts/made_by.h"
#include "facts/targets.h"
#include "facts/truth_tested.h"
#include "facts/types.h"
#include "syntax/walk.h"

/* The uses of one name, as far as they have been looked at. */
typedef struct PhContents {
    PhFacts *facts;
    uint32_t depth;
    PhType type;
    bool is_returned; /* the caller may change it when this activation is over, */
    bool runs_later;  /* and what looks into it may run then */
    bool is_added_to;
} PhContents;

/* Builtins that read their one positional argument and keep nothing of it but elements. */
static const char *const k_readers[] = {
    "all",  "any",   "bool", "frozenset", "len", "list",   "max",   "min",
    "repr", "print", "set",  "str",       "sum", "sorted", "tuple",
};

static const char *const k_walkers[] = {"enumerate", "iter", "reversed", "zip"};

static const char *const k_views[] = {"items", "keys", "values"};

/* Methods of lists, dicts and sets that put nothing in. */
static const char *const k_methods[] = {
    "clear", "copy", "count", "get", "index", "pop", "remove", "reverse", "sort",
};

/* Walked through by a loop; notes that of a generator, which may be done later. */
static bool is_iterated(PhContents *contents, PhNodeId node)
{
    PhFacts *facts = contents->facts;
    const PhTree *tree = facts->tree;
    PhNodeId loop = ph_tree_parent(tree, node);
    if (tree->fields[node] != PH_FIELD_RIGHT) {
        return false;
    }
    switch (ph_tree_kind(tree, loop)) {
    case PH_KIND_FOR_STATEMENT: return true;
    case PH_KIND_FOR_IN_CLAUSE: {
        PhNodeId comprehension = ph_tree_parent(tree, loop);
        contents->runs_later |=
            ph_tree_kind(tree, comprehension) == PH_KIND_GENERATOR_EXPRESSION &&
            !ph_flow_is_consumed(facts, comprehension);
        return true;
    }
    default: return false;
    }
}

/* `bisect_left(q, v)` reads q, `insort(q, v)` puts v in. */
static bool is_bisected(PhContents *contents, PhNodeId call, PhNodeId arg)
{
    static const char *const k_searches[] = {
        "bisect.bisect",
        "bisect.bisect_left",
        "bisect.bisect_right",
    };
    static const char *const k_insertions[] = {
        "bisect.insort",
        "bisect.insort_left",
        "bisect.insort_right",
    };
    PhFacts *facts = contents->facts;
    PhNodeId args[2];
    uint32_t count = 0;
    size_t which;
    if (!ph_call_positional(facts->tree, call, args, 2, &count) || count != 2 ||
        args[0] != arg) {
        return false;
    }
    if (ph_calls_one_of(facts, call, k_searches, PH_COUNT_OF(k_searches), &which)) {
        return true;
    }
    if (!ph_calls_one_of(facts, call, k_insertions, PH_COUNT_OF(k_insertions), &which)) {
        return false;
    }
    ph_facts_claim(facts, call);
    PhType added = ph_type_of_within(facts, args[1], contents->depth);
    contents->is_added_to = true;
    contents->type.elems |= added.kinds;
    contents->type.inner |= added.elems;
    return true;
}

static bool is_read_argument(PhContents *contents, PhNodeId arg)
{
    PhFacts *facts = contents->facts;
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_parent(tree, arg);
    PhNodeId call = ph_tree_parent(tree, list);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_facts_means(facts, function, PH_BYTES("copy.copy")) ||
        ph_facts_means(facts, function, PH_BYTES("copy.deepcopy")) ||
        is_bisected(contents, call, arg)) {
        return true;
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhNodeId name = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        return ph_tree_kind(tree, object) == PH_KIND_STRING &&
               !ph_string_is_template(tree, object) &&
               ph_bytes_is(ph_tree_text(tree, name), "join");
    }
    if (!ph_flow_is_builtin(facts, function)) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, function);
    if (ph_bytes_is_one_of(name, k_walkers, PH_COUNT_OF(k_walkers))) {
        return is_iterated(contents, ph_tree_out_of_parens(tree, call));
    }
    PhKind next = ph_tree_kind(tree, ph_tree_next_named(tree, arg));
    return ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers)) &&
           ph_tree_first_named(tree, list) == arg &&
           (next == PH_KIND_ABSENT || next == PH_KIND_KEYWORD_ARGUMENT);
}

/* Nothing but a container of a known class gets here, so a method is that of the class. */
static bool is_kept_by_method(PhContents *contents, PhNodeId attribute)
{
    PhFacts *facts = contents->facts;
    const PhTree *tree = facts->tree;
    PhNodeId call = ph_call_of(tree, attribute);
    if (call == PH_NODE_NONE) {
        return false;
    }
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (ph_bytes_is_one_of(name, k_views, PH_COUNT_OF(k_views))) {
        /* A view may look into the dict at any time. */
        PhNodeId view = ph_tree_out_of_parens(tree, call);
        contents->runs_later |=
            !is_iterated(contents, view) && !ph_flow_is_consumed(facts, call);
        return true;
    }
    if (ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods))) {
        return true;
    }
    PhNodeId args[2];
    uint32_t count;
    if (!ph_call_positional(tree, call, args, 2, &count) || count == 0) {
        return false;
    }
    ph_facts_claim(facts, call);
    PhType added = ph_type_of_within(facts, args[count - 1], contents->depth);
    bool is_one = (ph_bytes_is(name, "append") && count == 1) ||
                  (ph_bytes_is(name, "add") && count == 1) ||
                  (ph_bytes_is(name, "insert") && count == 2);
    if (!is_one) {
        if (!ph_bytes_is(name, "extend") || count != 1) {
            return false;
        }
        added = ph_type_element(added);
    }
    contents->is_added_to = true;
    contents->type.elems |= added.kinds;
    contents->type.inner |= added.elems;
    return true;
}

/* `x in q` */
static bool is_searched(const PhTree *tree, PhNodeId node)
{
    PhNodeId comparison = ph_tree_parent(tree, node);
    PhNodeId left = ph_tree_first_named(tree, comparison);
    PhKind operation =
        ph_tree_kind(tree, ph_tree_child(tree, comparison, PH_FIELD_OPERATORS));
    return (operation == PH_TOKEN_IN || operation == PH_TOKEN_NOT_IN) &&
           ph_tree_next_named(tree, left) == node &&
           ph_tree_next_named(tree, node) == PH_NODE_NONE;
}

/* `d[k] = v` of a dict, with a key and a value that hold nothing else. */
static bool is_kept_by_item(PhContents *contents, PhNodeId subscript, PhNodeId value)
{
    PhNodeId key = ph_tree_child(contents->facts->tree, subscript, PH_FIELD_SUBSCRIPT);
    PhTypeSet keys = ph_type_of_within(contents->facts, key, contents->depth).kinds;
    PhTypeSet values = ph_type_of_within(contents->facts, value, contents->depth).kinds;
    contents->type.elems |= keys;
    contents->type.inner |= values;
    return ph_tree_next_named(contents->facts->tree, key) == PH_NODE_NONE &&
           ((keys | values) & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
}

/* `del q[i]`, and `q[i] = v` of a list with a number: if i is a slice, that raises. */
static bool is_kept_by_store(PhContents *contents, PhNodeId subscript)
{
    PhFacts *facts = contents->facts;
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, subscript);
    if (ph_tree_kind(tree, parent) == PH_KIND_DELETE_STATEMENT) {
        return true;
    }
    if (ph_tree_kind(tree, parent) != PH_KIND_ASSIGNMENT ||
        (contents->type.kinds != PH_TYPE_LIST && contents->type.kinds != PH_TYPE_DICT) ||
        ph_tree_kind(tree, ph_tree_parent(tree, parent)) != PH_KIND_EXPRESSION_STATEMENT) {
        return false;
    }
    PhNodeId value = ph_tree_child(tree, parent, PH_FIELD_RIGHT);
    if (value == PH_NODE_NONE || ph_tree_kind(tree, value) == PH_KIND_ASSIGNMENT) {
        return false;
    }
    ph_facts_claim(facts, parent);
    contents->is_added_to = true;
    if (contents->type.kinds == PH_TYPE_DICT) {
        return is_kept_by_item(contents, subscript, value);
    }
    PhTypeSet stored = ph_type_of_within(facts, value, contents->depth).kinds;
    contents->type.elems |= stored;
    return (stored & ~(PhTypeSet)(PH_TYPE_NUMBERS | PH_TYPE_NONE)) == 0;
}

static bool is_kept_by_load(PhContents *contents, PhNodeId name)
{
    const PhTree *tree = contents->facts->tree;
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    PhField field = tree->fields[node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: return is_kept_by_method(contents, parent);
    case PH_KIND_SUBSCRIPT:
        return field == PH_FIELD_VALUE &&
               (ph_subscript_is_loaded(tree, parent) || is_kept_by_store(contents, parent));
    case PH_KIND_ARGUMENT_LIST: return is_read_argument(contents, node);
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return is_iterated(contents, node);
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT: return field == PH_FIELD_CONDITION;
    case PH_KIND_NOT_OPERATOR: return true;
    case PH_KIND_BOOLEAN_OPERATOR: return ph_is_truth_tested(contents->facts, node);
    case PH_KIND_RETURN_STATEMENT: contents->is_returned = true; return true;
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
        contents->is_returned = true;
        return ph_tree_kind(tree, ph_tree_parent(tree, parent)) == PH_KIND_RETURN_STATEMENT;
    case PH_KIND_COMPARISON_OPERATOR: return is_searched(tree, node);
    default: return false;
    }
}

/* `q = e`: the name alone, so that no other one holds the same container. */
static bool is_plain_store(const PhTree *tree, PhNodeId name)
{
    PhNodeId assignment = ph_tree_parent(tree, name);
    return ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
           tree->fields[name] == PH_FIELD_LEFT &&
           ph_tree_kind(tree, ph_tree_child(tree, assignment, PH_FIELD_RIGHT)) !=
               PH_KIND_ASSIGNMENT &&
           ph_tree_kind(tree, ph_tree_parent(tree, assignment)) ==
               PH_KIND_EXPRESSION_STATEMENT;
}

static bool is_kept(PhContents *contents, const PhRef *ref)
{
    switch (ref->kind) {
    case PH_REF_LOAD: return is_kept_by_load(contents, ref->node);
    case PH_REF_ASSIGN:
    case PH_REF_ANNOTATED: return is_plain_store(contents->facts->tree, ref->node);
    case PH_REF_DECLARED:
    case PH_REF_DELETE:
    case PH_REF_GLOBAL:
    case PH_REF_NONLOCAL: return true;
    default: return false;
    }
}

static bool is_seen_changed(const PhContents *contents, PhBindingId binding)
{
    return contents->is_returned &&
           (contents->runs_later || !ph_flow_is_private(contents->facts, binding));
}

/* Looks at all uses; false if one may put in what is not known. */
static bool look_at_uses(PhContents *contents, PhBindingId binding)
{
    PhFacts *facts = contents->facts;
    const PhNames *names = facts->names;
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        bool is_known =
            ((contents->type.elems & contents->type.inner) & PH_TYPE_UNKNOWN) == 0;
        if (!is_known || !is_kept(contents, &names->refs[i])) {
            return false;
        }
        ph_facts_claim(facts, ph_tree_parent(facts->tree, names->refs[i].node));
    }
    return !is_seen_changed(contents, binding);
}

PhType ph_type_of_contents(PhFacts *facts, PhBindingId binding, PhType stored,
                           uint32_t depth)
{
    PhContents contents = {.facts = facts, .depth = depth, .type = stored};
    if ((stored.kinds & PH_TYPE_MUTABLE) == 0 || !look_at_uses(&contents, binding)) {
        return ph_type_shared(stored);
    }
    if ((contents.type.elems & PH_TYPE_MUTABLE) != 0) {
        contents.type.inner = PH_TYPE_UNKNOWN;
    }
    return contents.type;
}

bool ph_type_is_left_as_stored(PhFacts *facts, PhBindingId binding, PhTypeSet kinds)
{
    PhContents contents = {.facts = facts, .type = {.kinds = kinds}};
    return look_at_uses(&contents, binding) && !contents.is_added_to;
}
