#include "facts/records.h"

#include "facts/calls.h"
#include "facts/classes.h"
#include "facts/functions.h"
#include "facts/members.h"
#include "facts/truth_tested.h"
#include "syntax/walk.h"

enum { PH_RECORD_KEYS = 64, PH_RECORD_SEEDS = 64 };

#define PH_IS_ONE_OF(name, list) ph_bytes_is_one_of((name), (list), PH_COUNT_OF(list))

static const char *const k_keywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
};

static bool is_field_name(PhBytes name)
{
    if (name.len == 0 || name.ptr[0] == '_' || (name.ptr[0] >= '0' && name.ptr[0] <= '9')) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (!ph_byte_is_word(name.ptr[i])) {
            return false;
        }
    }
    return !PH_IS_ONE_OF(name, k_keywords);
}

/* The keys of a display; 0 if they are not those of a record. */
static uint32_t keys_of(const PhTree *tree, PhNodeId display, PhBytes *keys)
{
    uint32_t count = 0;
    for (PhNodeId pair = ph_tree_first_named(tree, display); pair != PH_NODE_NONE;
         pair = ph_tree_next_named(tree, pair)) {
        PhNodeId key = ph_tree_kind(tree, pair) == PH_KIND_PAIR
                           ? ph_tree_child(tree, pair, PH_FIELD_KEY)
                           : PH_NODE_NONE;
        PhBytes name = key == PH_NODE_NONE ? PH_BYTES("") : ph_string_value(tree, key);
        if (!is_field_name(name) || count == PH_RECORD_KEYS) {
            return 0;
        }
        for (uint32_t i = 0; i < count; i++) {
            if (ph_bytes_equal(keys[i], name)) {
                return 0;
            }
        }
        keys[count++] = name;
    }
    return count >= 2 ? count : 0;
}

bool ph_record_is_shaped(PhFacts *facts, PhNodeId display)
{
    PhBytes keys[PH_RECORD_KEYS];
    return ph_tree_kind(facts->tree, display) == PH_KIND_DICTIONARY &&
           keys_of(facts->tree, display, keys) > 0;
}

static bool has_key(const PhBytes *keys, uint32_t count, PhBytes name)
{
    for (uint32_t i = 0; i < count; i++) {
        if (ph_bytes_equal(keys[i], name)) {
            return true;
        }
    }
    return false;
}

static bool has_same_keys(const PhTree *tree, PhNodeId display, const PhBytes *keys,
                          uint32_t count)
{
    PhBytes own[PH_RECORD_KEYS];
    if (ph_tree_kind(tree, display) != PH_KIND_DICTIONARY ||
        keys_of(tree, display, own) != count) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!has_key(keys, count, own[i])) {
            return false;
        }
    }
    return true;
}

/* The outermost def or class around `node`, or PH_NODE_NONE. */
static PhNodeId home_of(const PhTree *tree, PhNodeId node)
{
    PhNodeId home = PH_NODE_NONE;
    for (; node != PH_NODE_NONE; node = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_definition =
            kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION;
        home = is_definition ? node : home;
    }
    return home;
}

struct PhRecordsEntry {
    PhNodeId display;
    PhRecords records;
    PhRecordsEntry *next;
};

/* What a question about records is about. */
typedef struct PhRecordCheck {
    PhFacts *facts;
    const PhTree *tree;
    const PhNames *names;
    const PhValueFlow *flow;
    PhBytes keys[PH_RECORD_KEYS];
    uint32_t key_count;
    PhNodeId home;
    PhRecords *records;
} PhRecordCheck;

static void refuse(const PhRecordCheck *check, PhNodeId node, const char *why)
{
    if (check->records->is_closed) {
        check->records->is_closed = false;
        check->records->node = node;
        check->records->why = why;
    }
}

static uint8_t held(const PhRecordCheck *check, PhNodeId node)
{
    return node == PH_NODE_NONE ? 0 : ph_value_flow_held(check->flow, node);
}

static bool is_empty_container(const PhRecordCheck *check, PhNodeId value)
{
    const PhTree *tree = check->tree;
    PhKind kind = ph_tree_kind(tree, value);
    if (kind == PH_KIND_LIST || kind == PH_KIND_DICTIONARY || kind == PH_KIND_TUPLE) {
        return ph_tree_first_named(tree, value) == PH_NODE_NONE;
    }
    if (kind != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, value, PH_FIELD_FUNCTION);
    PhNodeId list = ph_tree_child(tree, value, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_first_named(tree, list);
    bool is_builtin = ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
                      ph_flow_is_builtin(check->facts, function);
    PhBytes name = ph_tree_text(tree, function);
    if (ph_facts_means(check->facts, function, PH_BYTES("collections.defaultdict"))) {
        return first != PH_NODE_NONE && ph_bytes_is(ph_tree_text(tree, first), "list");
    }
    return first == PH_NODE_NONE &&
           ((is_builtin && (ph_bytes_is(name, "list") || ph_bytes_is(name, "dict"))) ||
            ph_facts_means(check->facts, function, PH_BYTES("collections.deque")));
}

/* The value is surely what `wanted` says: records, or containers of them of that depth. */
static bool is_pure(const PhRecordCheck *check, PhNodeId value, uint8_t wanted)
{
    const PhTree *tree = check->tree;
    value = ph_tree_strip_parens(tree, value);
    for (uint32_t depth = 0;
         depth < 16 && ph_tree_kind(tree, value) == PH_KIND_CONDITIONAL_EXPRESSION;
         depth++) {
        PhNodeId first = ph_tree_first_named(tree, value);
        PhNodeId other = ph_tree_next_named(tree, ph_tree_next_named(tree, first));
        if (held(check, first) != wanted && ph_tree_kind(tree, first) != PH_KIND_NONE) {
            return false;
        }
        value = ph_tree_strip_parens(tree, other);
    }
    return held(check, value) == wanted || ph_tree_kind(tree, value) == PH_KIND_NONE ||
           (wanted != PH_HELD_ITSELF && is_empty_container(check, value));
}

static uint8_t down(uint8_t level)
{
    return (uint8_t)(level >> 1U);
}

/* Every element of a list display, and what a comprehension makes. */
static void check_elements(const PhRecordCheck *check, PhNodeId node)
{
    const PhTree *tree = check->tree;
    PhKind kind = ph_tree_kind(tree, node);
    uint8_t inner = down(held(check, node));
    if (kind != PH_KIND_LIST && kind != PH_KIND_DICTIONARY) {
        return;
    }
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhKind own = ph_tree_kind(tree, child);
        PhNodeId value =
            own == PH_KIND_PAIR ? ph_tree_child(tree, child, PH_FIELD_VALUE) : child;
        bool is_right = own == PH_KIND_LIST_SPLAT ? held(check, child) == held(check, node)
                                                  : is_pure(check, value, inner);
        if (!is_right) {
            refuse(check, value, "another value is in one list with them");
        }
    }
}

static bool is_one_of_keys(const PhRecordCheck *check, PhNodeId index)
{
    PhBytes name =
        index == PH_NODE_NONE ? PH_BYTES("") : ph_string_value(check->tree, index);
    return name.len > 0 && has_key(check->keys, check->key_count, name);
}

/* `node[..]` */
static bool is_right_subscript(const PhRecordCheck *check, PhNodeId node, PhNodeId parent)
{
    const PhTree *tree = check->tree;
    PhNodeId index = ph_tree_child(tree, parent, PH_FIELD_SUBSCRIPT);
    if (tree->fields[node] != PH_FIELD_VALUE) {
        return false;
    }
    if (held(check, node) != PH_HELD_ITSELF) {
        return true;
    }
    PhNodeId up = ph_tree_parent(tree, parent);
    bool is_deleted = ph_tree_kind(tree, up) == PH_KIND_DELETE_STATEMENT;
    if (ph_is_target(tree, parent)) {
        check->records->is_changed = true;
    }
    return !is_deleted && is_one_of_keys(check, ph_tree_strip_parens(tree, index)) &&
           ph_tree_next_named(tree, index) == PH_NODE_NONE;
}

static PhNodeId argument(const PhTree *tree, PhNodeId call, uint32_t n)
{
    return ph_tree_nth_named(tree, ph_tree_child(tree, call, PH_FIELD_ARGUMENTS), n);
}

static bool has_key_function(const PhTree *tree, PhNodeId call)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        if (ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT &&
            ph_bytes_is(ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME)),
                        "key")) {
            return ph_tree_kind(tree, ph_tree_child(tree, arg, PH_FIELD_VALUE)) !=
                   PH_KIND_NONE;
        }
    }
    return false;
}

/* `node.method(..)` of a list or dict with records in it. */
static bool is_right_method(const PhRecordCheck *check, PhNodeId node, PhNodeId attribute)
{
    static const char *const k_plain[] = {"clear", "copy",    "keys",   "popleft",
                                          "items", "reverse", "values", "pop"};
    const PhTree *tree = check->tree;
    PhNodeId call = ph_call_of(tree, attribute);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    uint8_t inner = down(held(check, node));
    if (held(check, node) == PH_HELD_ITSELF || call == PH_NODE_NONE) {
        return false;
    }
    if (ph_bytes_is(name, "sort")) {
        return has_key_function(tree, call);
    }
    if (ph_bytes_is(name, "append") || ph_bytes_is(name, "appendleft")) {
        return is_pure(check, argument(tree, call, 0), inner);
    }
    if (ph_bytes_is(name, "extend")) {
        return is_pure(check, argument(tree, call, 0), held(check, node));
    }
    if (ph_bytes_is(name, "insert") || ph_bytes_is(name, "setdefault")) {
        PhNodeId value = argument(tree, call, 1);
        return value != PH_NODE_NONE && is_pure(check, value, inner);
    }
    if (ph_bytes_is(name, "get")) {
        PhNodeId value = argument(tree, call, 1);
        return value == PH_NODE_NONE || is_pure(check, value, inner);
    }
    bool is_one = ph_bytes_is(name, "pop") && argument(tree, call, 1) != PH_NODE_NONE;
    return PH_IS_ONE_OF(name, k_plain) && !is_one;
}

/* The call that `node` is an argument of does nothing that tells dicts from others. */
static bool is_right_argument(const PhRecordCheck *check, PhNodeId node, PhNodeId list)
{
    static const char *const k_walkers[] = {"len",  "enumerate", "zip",   "reversed",
                                            "list", "tuple",     "iter",  "next",
                                            "bool", "map",       "filter"};
    static const char *const k_keyed[] = {"sorted", "min", "max"};
    const PhTree *tree = check->tree;
    PhNodeId call = ph_tree_parent(tree, list);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        /* Then the object is looked at for itself. */
        return (held(check, object) & PH_HELD_IN_CONTAINERS) != 0;
    }
    if (ph_tree_kind(tree, function) != PH_KIND_IDENTIFIER) {
        return false;
    }
    if (!ph_flow_is_builtin(check->facts, function)) {
        return ph_called_function(check->facts, function) != PH_NODE_NONE ||
               ph_facts_means(check->facts, function, PH_BYTES("collections.deque")) ||
               ph_facts_means(check->facts, function, PH_BYTES("itertools.islice"));
    }
    PhBytes name = ph_tree_text(tree, function);
    bool is_keyed = PH_IS_ONE_OF(name, k_keyed) && has_key_function(tree, call) &&
                    argument(tree, call, 0) == node;
    PhNodeId second = argument(tree, call, 1);
    bool is_sole =
        second == PH_NODE_NONE || ph_tree_kind(tree, second) == PH_KIND_KEYWORD_ARGUMENT;
    bool is_next = ph_bytes_is(name, "next") && second != PH_NODE_NONE &&
                   ph_tree_kind(tree, second) != PH_KIND_NONE;
    return held(check, node) != PH_HELD_ITSELF &&
           ((PH_IS_ONE_OF(name, k_walkers) && !is_next) || (is_keyed && is_sole));
}

static bool is_identity_test(const PhTree *tree, PhNodeId comparison)
{
    PH_FOR_EACH_CHILD(tree, comparison, child)
    {
        PhKind kind = ph_tree_kind(tree, child);
        if (!ph_kind_is_named(kind) && kind != PH_TOKEN_IS && kind != PH_TOKEN_IS_NOT) {
            return false;
        }
    }
    return true;
}

/* `rows[i] = value` */
static bool is_right_store(const PhRecordCheck *check, PhNodeId node, PhNodeId assignment)
{
    const PhTree *tree = check->tree;
    if (tree->fields[node] != PH_FIELD_LEFT) {
        return true;
    }
    PhNodeId value = ph_stored_value(tree, node);
    return value != PH_NODE_NONE && ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT &&
           ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
           is_pure(check, value, held(check, node));
}

/* What is around an expression that holds records or containers of them. */
static bool is_right_use(const PhRecordCheck *check, PhNodeId node)
{
    const PhTree *tree = check->tree;
    PhNodeId parent = ph_tree_parent(tree, node);
    bool is_itself = held(check, node) == PH_HELD_ITSELF;
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_SUBSCRIPT: return is_right_subscript(check, node, parent);
    case PH_KIND_ATTRIBUTE: return is_right_method(check, node, parent);
    case PH_KIND_ARGUMENT_LIST: return is_right_argument(check, node, parent);
    case PH_KIND_KEYWORD_ARGUMENT: {
        PhNodeId call = ph_tree_parent(tree, ph_tree_parent(tree, parent));
        PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                                ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        return function != PH_NODE_NONE &&
               ph_called_function(check->facts, function) != PH_NODE_NONE;
    }
    case PH_KIND_ASSIGNMENT: return is_right_store(check, node, parent);
    case PH_KIND_AUGMENTED_ASSIGNMENT:
        return !is_itself && is_pure(check, ph_tree_child(tree, parent, PH_FIELD_RIGHT),
                                     held(check, node));
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_FOR_IN_CLAUSE: return !is_itself;
    case PH_KIND_DELETE_STATEMENT: return ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT;
    case PH_KIND_COMPARISON_OPERATOR: return is_identity_test(tree, parent);
    case PH_KIND_LIST_SPLAT:
        return !is_itself &&
               ph_tree_kind(tree, ph_tree_parent(tree, parent)) == PH_KIND_LIST;
    case PH_KIND_PAIR: return tree->fields[node] == PH_FIELD_VALUE;
    case PH_KIND_BOOLEAN_OPERATOR: return ph_is_truth_tested(check->facts, node);
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_DICTIONARY:
    case PH_KIND_CALL: /* the only argument, a generator: see below */
    case PH_KIND_IF_CLAUSE:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_ASSERT_STATEMENT:
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_YIELD:
    case PH_KIND_LAMBDA:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_NAMED_EXPRESSION: return true;
    default: return false;
    }
}

/* `list(row for row in rows)`: the generator is the argument itself. */
static bool is_right_generator(const PhRecordCheck *check, PhNodeId node)
{
    static const char *const k_walkers[] = {"list", "tuple", "sorted", "min",
                                            "max",  "next",  "iter",   "enumerate"};
    const PhTree *tree = check->tree;
    PhNodeId call = ph_tree_parent(tree, node);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        tree->fields[node] != PH_FIELD_ARGUMENTS) {
        return true;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes name = ph_tree_text(tree, function);
    bool is_keyed =
        ph_bytes_is(name, "sorted") || ph_bytes_is(name, "min") || ph_bytes_is(name, "max");
    return ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
           ph_flow_is_builtin(check->facts, function) && PH_IS_ONE_OF(name, k_walkers) &&
           !is_keyed;
}

static void check_uses(const PhRecordCheck *check)
{
    const PhTree *tree = check->tree;
    for (PhNodeId node = 1; node < tree->count && check->records->is_closed; node++) {
        uint8_t own = held(check, node);
        PhKind kind = ph_tree_kind(tree, node);
        bool is_part = kind == PH_KIND_PAIR || kind == PH_KIND_LIST_SPLAT ||
                       kind == PH_KIND_DICTIONARY_SPLAT || kind == PH_KIND_KEYWORD_ARGUMENT;
        bool is_test = kind == PH_KIND_BOOLEAN_OPERATOR;
        is_test = is_test && ph_is_truth_tested(check->facts, node);
        if (own == 0 || is_part || is_test) {
            continue;
        }
        if ((own & (own - 1)) != 0) {
            refuse(check, node, "may be one of them, or a list");
        } else if (!ph_tree_is_within(tree, node, check->home)) {
            refuse(check, node, "used outside of the definition");
        } else if (!is_right_use(check, node) || !is_right_generator(check, node)) {
            refuse(check, node, "an object with attributes would do something else here");
        }
        check_elements(check, node);
    }
}

/* All calls of the function pass what the parameter is to be. */
static bool is_pure_parameter(const PhRecordCheck *check, PhNodeId name, uint8_t wanted)
{
    PhNodeId def = ph_def_of_name(check->tree, name);
    PhCallSites sites;
    if (def == PH_NODE_NONE) {
        return true; /* of a lambda: the elements of what is walked */
    }
    if (!ph_calls_of(check->facts, def, false, &sites)) {
        return false;
    }
    for (size_t i = 0; i < sites.count; i++) {
        PhNodeId value;
        PhPassed passed = ph_call_passes(check->tree, sites.items[i], def,
                                         ph_tree_text(check->tree, name), &value);
        if (passed != PH_PASSED_VALUE || !is_pure(check, value, wanted)) {
            return false;
        }
    }
    return true;
}

static bool is_pure_store(const PhRecordCheck *check, const PhRef *ref, uint8_t wanted)
{
    const PhTree *tree = check->tree;
    switch (ref->kind) {
    case PH_REF_LOAD:
    case PH_REF_AUGMENTED:
    case PH_REF_DELETE:
    case PH_REF_NONLOCAL:
    case PH_REF_FOR:
    case PH_REF_COMPREHENSION: return true;
    case PH_REF_ASSIGN: {
        PhNodeId value = ph_stored_value(tree, ref->node);
        return value == PH_NODE_NONE || is_pure(check, value, wanted);
    }
    case PH_REF_WALRUS:
        return is_pure(check,
                       ph_tree_child(tree, ph_tree_parent(tree, ref->node), PH_FIELD_VALUE),
                       wanted);
    case PH_REF_PARAMETER: return is_pure_parameter(check, ref->node, wanted);
    default: return false;
    }
}

/* A name in a tuple of targets is a part of something: of zip, enumerate and items. */
static void check_bindings(const PhRecordCheck *check)
{
    const PhNames *names = check->names;
    for (PhRefId i = 0; i < names->ref_count && check->records->is_closed; i++) {
        const PhRef *load = &names->refs[i];
        uint8_t wanted = load->kind == PH_REF_LOAD ? held(check, load->node) : 0;
        PhRefId ref = names->bindings[load->binding].first_ref;
        for (; wanted != 0 && ref != PH_REF_NONE; ref = names->refs[ref].next) {
            if (!is_pure_store(check, &names->refs[ref], wanted)) {
                refuse(check, names->refs[ref].node,
                       "the variable may hold something else");
            }
        }
    }
}

static bool is_made_often(PhFacts *facts, PhNodeId display)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = ph_tree_parent(tree, display);
    if (ph_flow_loop_around(tree, display) != PH_NODE_NONE) {
        return true;
    }
    /* A function that makes one each time that it is called. */
    return ph_tree_kind(tree, parent) == PH_KIND_RETURN_STATEMENT ||
           ph_tree_kind(tree, parent) == PH_KIND_YIELD ||
           ph_tree_kind(tree, parent) == PH_KIND_LAMBDA;
}

const PhRecords *ph_records_of(PhFacts *facts, PhNodeId display)
{
    for (PhRecordsEntry *known = facts->records; known != NULL; known = known->next) {
        if (known->display == display) {
            return &known->records;
        }
    }
    PhRecordsEntry *entry = PH_NEW(facts->arena, PhRecordsEntry);
    *entry = (PhRecordsEntry){
        .display = display,
        .next = facts->records,
        .records = {.first = display, .is_closed = true, .node = PH_NODE_NONE},
    };
    facts->records = entry;
    PhRecords *records = &entry->records;
    PhRecordCheck check = {.facts = facts,
                           .tree = facts->tree,
                           .names = ph_facts_names(facts),
                           .home = home_of(facts->tree, display),
                           .records = records};
    check.key_count = keys_of(facts->tree, display, check.keys);
    PhNodeId seeds[PH_RECORD_SEEDS];
    uint32_t count = 0;
    PhNodeId limit =
        check.home == PH_NODE_NONE ? 0 : ph_tree_limit(facts->tree, check.home);
    for (PhNodeId node = check.home; node < limit; node++) {
        if (has_same_keys(facts->tree, node, check.keys, check.key_count)) {
            records->is_many = records->is_many || is_made_often(facts, node);
            seeds[count++] = node;
        }
        if (count == PH_RECORD_SEEDS) {
            refuse(&check, node, "too many of them");
            return records;
        }
    }
    if (count == 0 || !records->is_many) {
        refuse(&check, display, "not made in a definition, or only once");
        return records;
    }
    records->first = seeds[0];
    PhAnswer why;
    records->flow = ph_value_flow_of_nodes(facts, seeds, count);
    check.flow = records->flow;
    if (!ph_value_flow_stays(records->flow, &why)) {
        refuse(&check, why.node, "it leaves the definition there");
        return records;
    }
    check_uses(&check);
    check_bindings(&check);
    return records;
}

bool ph_record_has_field(PhFacts *facts, const PhRecords *records, PhNodeId text)
{
    const PhTree *tree = facts->tree;
    PhNodeId parent = text == PH_NODE_NONE
                          ? PH_NODE_NONE
                          : ph_tree_parent(tree, ph_tree_out_of_parens(tree, text));
    PhNodeId record = PH_NODE_NONE;
    if (records->flow == NULL || ph_string_value(tree, text).len == 0) {
        return false;
    }
    if (ph_tree_kind(tree, parent) == PH_KIND_SUBSCRIPT) {
        record = ph_tree_child(tree, parent, PH_FIELD_VALUE);
    } else if (ph_tree_kind(tree, parent) == PH_KIND_PAIR) {
        record = ph_tree_parent(tree, parent);
    }
    return record != PH_NODE_NONE &&
           ph_value_flow_held(records->flow, record) == PH_HELD_ITSELF;
}
