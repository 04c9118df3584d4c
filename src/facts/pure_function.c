/*
 * pure_function: does a call of the function nothing but compute its result from the
 * arguments?
 *
 * By a whitelist: its own variables, arithmetic, methods of builtin classes, builtins,
 * math and re, constants of the module that are stored once, and functions of the file that
 * are pure themselves. It may raise. Here annotations of parameters count as proof, so this
 * is for rules in which a wrong class costs time and nothing else.
 */

#include "facts/effects.h"
#include "facts/functions.h"
#include "facts/members.h"
#include "facts/sole.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum {
    PH_KNOWN = PH_TYPE_UNKNOWN - 1,
    PH_VALUES = PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_FROZENSET | PH_TYPE_RANGE,
    PH_PURE_FUNCTIONS = 32,
};

typedef struct PhPurity {
    PhFacts *facts;
    PhNodeId functions[PH_PURE_FUNCTIONS]; /* those to look at, the first one first */
    uint32_t count;
    PhNodeId def; /* that is looked at */
} PhPurity;

static const char *const k_builtins[] = {
    "abs",    "all",       "any",   "ascii",    "bin",       "bool",       "bytearray",
    "bytes",  "chr",       "dict",  "divmod",   "enumerate", "filter",     "float",
    "format", "frozenset", "hash",  "hex",      "int",       "isinstance", "issubclass",
    "len",    "list",      "map",   "max",      "min",       "oct",        "ord",
    "pow",    "range",     "repr",  "reversed", "round",     "set",        "sorted",
    "str",    "sum",       "tuple", "zip",
};

static const char *const k_modules[] = {"math", "re", "cmath", "operator", "string"};

/* Methods that leave a list, dict or set as it is. */
static const char *const k_readers[] = {
    "copy",       "count",    "get",        "index", "items",        "keys",       "values",
    "isdisjoint", "issubset", "issuperset", "union", "intersection", "difference",
};

static bool is_known(PhPurity *purity, PhNodeId node)
{
    return ph_effect_has_type(purity->facts, node, PH_KNOWN);
}

static bool is_own(PhPurity *purity, PhBindingId id)
{
    const PhNames *names = purity->facts->names;
    const PhScope *scope = &names->scopes[names->bindings[id].scope];
    return scope->kind != PH_SCOPE_KIND_MODULE &&
           ph_tree_is_within(purity->facts->tree, scope->node, purity->def);
}

/* A name of the module that always holds one immutable value. */
static bool is_constant(PhPurity *purity, PhBindingId id)
{
    PhFacts *facts = purity->facts;
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[id];
    if (names->scopes[binding->scope].kind != PH_SCOPE_KIND_MODULE ||
        names->scopes[binding->scope].has_star_import) {
        return false;
    }
    PhNodeId target = ph_sole_target(facts, id);
    if (target == PH_NODE_NONE) {
        return false;
    }
    PhNodeId value = ph_stored_value(facts->tree, target);
    ph_facts_claim(facts, target);
    return value != PH_NODE_NONE && ph_effect_has_type(facts, value, PH_VALUES);
}

/* All that the name ever holds was made by this call and is known to nobody else. */
static bool is_fresh(PhPurity *purity, PhNodeId name)
{
    PhFacts *facts = purity->facts;
    const PhTree *tree = facts->tree;
    PhBindingId id = ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(facts->names, name)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || !is_own(purity, id)) {
        return false;
    }
    for (PhRefId i = facts->names->bindings[id].first_ref; i != PH_REF_NONE;
         i = facts->names->refs[i].next) {
        const PhRef *ref = &facts->names->refs[i];
        if (ref->kind == PH_REF_LOAD || ref->kind == PH_REF_DECLARED) {
            continue;
        }
        PhNodeId value = ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED
                             ? ph_stored_value(tree, ref->node)
                             : PH_NODE_NONE;
        PhKind kind = ph_tree_kind(tree, value);
        bool is_display =
            kind == PH_KIND_LIST || kind == PH_KIND_SET || kind == PH_KIND_DICTIONARY ||
            kind == PH_KIND_LIST_COMPREHENSION || kind == PH_KIND_SET_COMPREHENSION ||
            kind == PH_KIND_DICTIONARY_COMPREHENSION || kind == PH_KIND_BINARY_OPERATOR;
        bool is_call =
            kind == PH_KIND_CALL &&
            ph_flow_is_builtin(facts, ph_tree_child(tree, value, PH_FIELD_FUNCTION));
        if (!(is_display || is_call) || !is_known(purity, value)) {
            return false;
        }
    }
    return true;
}

static bool is_pure_builtin(PhPurity *purity, PhNodeId node)
{
    return ph_flow_is_builtin(purity->facts, node) &&
           ph_bytes_is_one_of(ph_tree_text(purity->facts->tree, node), k_builtins,
                              PH_COUNT_OF(k_builtins));
}

static bool is_exception(PhPurity *purity, PhNodeId node)
{
    PhBytes name = ph_tree_text(purity->facts->tree, node);
    return ph_flow_is_builtin(purity->facts, node) &&
           (ph_bytes_ends_with(name, PH_BYTES("Error")) ||
            ph_bytes_ends_with(name, PH_BYTES("Exception")));
}

/* The arguments are values of builtin classes, or builtins to be called. */
static bool has_known_args(PhPurity *purity, PhNodeId call, bool any_class)
{
    const PhTree *tree = purity->facts->tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (ph_tree_kind(tree, list) != PH_KIND_ARGUMENT_LIST) {
        return true; /* a generator, which is walked through like the rest */
    }
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhNodeId value = arg;
        if (ph_tree_kind(tree, arg) == PH_KIND_KEYWORD_ARGUMENT) {
            value = ph_tree_child(tree, arg, PH_FIELD_VALUE);
        } else if (ph_tree_kind(tree, arg) == PH_KIND_LIST_SPLAT) {
            value = ph_tree_first_named(tree, arg);
        }
        bool is_function = is_pure_builtin(purity, value);
        bool is_class = any_class && ph_flow_is_builtin(purity->facts, value);
        if (!is_function && !is_class && !is_known(purity, value)) {
            return false;
        }
    }
    return true;
}

/* `math.sqrt`, `sqrt`: whatever it is of these modules. */
static bool is_of_module(PhPurity *purity, PhNodeId function)
{
    PhFacts *facts = purity->facts;
    const PhTree *tree = facts->tree;
    PhNodeId last = ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE
                        ? ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE)
                        : function;
    for (size_t i = 0; i < PH_COUNT_OF(k_modules); i++) {
        PhBytes name = ph_tree_text(tree, last);
        PhBytes path =
            ph_arena_format(facts->arena, "%s.%.*s", k_modules[i], (int)name.len, name.ptr);
        if (ph_facts_means(facts, function, path)) {
            return true;
        }
    }
    return false;
}

static bool add_function(PhPurity *purity, PhNodeId def)
{
    PhKind outer =
        ph_tree_kind(purity->facts->tree, ph_tree_parent(purity->facts->tree, def));
    for (uint32_t i = 0; i < purity->count; i++) {
        if (purity->functions[i] == def) {
            return true;
        }
    }
    if (purity->count == PH_PURE_FUNCTIONS || outer == PH_KIND_DECORATED_DEFINITION) {
        return false;
    }
    purity->functions[purity->count++] = def;
    return true;
}

static bool is_pure_method(PhPurity *purity, PhNodeId call, PhNodeId function)
{
    PhFacts *facts = purity->facts;
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    if (!is_known(purity, object)) {
        return false;
    }
    bool is_value = ph_effect_has_type(facts, object, PH_VALUES);
    bool is_reader = ph_bytes_is_one_of(name, k_readers, PH_COUNT_OF(k_readers));
    return (is_value || is_reader || is_fresh(purity, object)) &&
           has_known_args(purity, call, false);
}

static bool is_pure_call(PhPurity *purity, PhNodeId call)
{
    PhFacts *facts = purity->facts;
    const PhTree *tree = facts->tree;
    PhNodeId function =
        ph_tree_strip_parens(tree, ph_tree_child(tree, call, PH_FIELD_FUNCTION));
    if (is_of_module(purity, function)) {
        return has_known_args(purity, call, false);
    }
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        return is_pure_method(purity, call, function);
    }
    if (is_pure_builtin(purity, function) || is_exception(purity, function)) {
        bool is_check = ph_bytes_starts_with(ph_tree_text(tree, function), PH_BYTES("is"));
        return is_check || has_known_args(purity, call, true);
    }
    PhNodeId def = ph_called_function(facts, function);
    return def != PH_NODE_NONE && add_function(purity, def);
}

/* An element of what the function made itself. */
static bool is_pure_element(PhPurity *purity, PhNodeId subscript)
{
    const PhTree *tree = purity->facts->tree;
    PhNodeId base = subscript;
    while (ph_tree_kind(tree, base) == PH_KIND_SUBSCRIPT) {
        base = ph_tree_child(tree, base, PH_FIELD_VALUE);
        if (!is_known(purity, base)) {
            return false;
        }
    }
    return is_fresh(purity, base);
}

/* Where a statement stores: in its own variables, or in what it made itself. */
static bool is_pure_target(PhPurity *purity, PhNodeId target)
{
    const PhTree *tree = purity->facts->tree;
    for (PhNodeId node = target; node < ph_tree_limit(tree, target); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_ATTRIBUTE) {
            return false;
        }
        if (kind == PH_KIND_SUBSCRIPT) {
            if (!is_pure_element(purity, node)) {
                return false;
            }
            node = ph_tree_limit(tree, node) - 1;
        }
    }
    return true;
}

static bool is_pure_name(PhPurity *purity, PhNodeId node)
{
    const PhNames *names = purity->facts->names;
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE) {
        return true; /* of an attribute or a keyword */
    }
    PhBindingId binding = names->refs[id].binding;
    return is_own(purity, binding) || ph_flow_is_builtin(purity->facts, node) ||
           (names->refs[id].kind == PH_REF_LOAD && is_constant(purity, binding));
}

static bool are_operands_known(PhPurity *purity, PhNodeId node)
{
    const PhTree *tree = purity->facts->tree;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        if (!is_known(purity, child)) {
            return false;
        }
    }
    return true;
}

static bool is_plain_kind(PhKind kind)
{
    switch (kind) {
    case PH_KIND_BLOCK:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_ELSE_CLAUSE:
    case PH_KIND_WHILE_STATEMENT:
    case PH_KIND_RETURN_STATEMENT:
    case PH_KIND_PASS_STATEMENT:
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CONTINUE_STATEMENT:
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_ASSERT_STATEMENT:
    case PH_KIND_TRY_STATEMENT:
    case PH_KIND_EXCEPT_CLAUSE:
    case PH_KIND_FINALLY_CLAUSE:
    case PH_KIND_AS_PATTERN:
    case PH_KIND_AS_PATTERN_TARGET:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_KEYWORD_ARGUMENT:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_PATTERN_LIST:
    case PH_KIND_TUPLE_PATTERN:
    case PH_KIND_LIST_PATTERN:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_PAIR:
    case PH_KIND_SLICE:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION:
    case PH_KIND_IF_CLAUSE:
    case PH_KIND_BOOLEAN_OPERATOR:
    case PH_KIND_NOT_OPERATOR:
    case PH_KIND_CONDITIONAL_EXPRESSION:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_STRING:
    case PH_KIND_ESCAPE_INTERPOLATION:
    case PH_KIND_FORMAT_SPECIFIER:
    case PH_KIND_TYPE_CONVERSION:
    case PH_KIND_ELLIPSIS: return true;
    default: return ph_kind_is_literal(kind) || ph_kind_is_extra(kind);
    }
}

/* True if the node itself, without what is in it, does nothing else. */
static bool is_pure_node(PhPurity *purity, PhNodeId node)
{
    PhFacts *facts = purity->facts;
    const PhTree *tree = facts->tree;
    PhKind kind = ph_tree_kind(tree, node);
    if (kind == PH_TOKEN_ASYNC) {
        return false;
    }
    if (!ph_kind_is_named(kind) || is_plain_kind(kind)) {
        return true;
    }
    switch (kind) {
    case PH_KIND_IDENTIFIER: return is_pure_name(purity, node);
    case PH_KIND_CALL: return is_pure_call(purity, node);
    case PH_KIND_ATTRIBUTE: return is_of_module(purity, node);
    case PH_KIND_BINARY_OPERATOR: return ph_effect_of_binary(facts, node) <= PH_EFFECT_PURE;
    case PH_KIND_COMPARISON_OPERATOR:
        return ph_effect_of_comparison(facts, node) <= PH_EFFECT_PURE;
    case PH_KIND_UNARY_OPERATOR: return are_operands_known(purity, node);
    case PH_KIND_SUBSCRIPT:
        return ph_is_target(tree, node) ||
               is_known(purity, ph_tree_child(tree, node, PH_FIELD_VALUE));
    case PH_KIND_INTERPOLATION:
        return is_known(purity, ph_tree_child(tree, node, PH_FIELD_EXPRESSION));
    case PH_KIND_LIST_SPLAT: return are_operands_known(purity, node);
    case PH_KIND_FOR_IN_CLAUSE:
        return is_known(purity, ph_tree_child(tree, node, PH_FIELD_RIGHT));
    case PH_KIND_FOR_STATEMENT:
        return is_known(purity, ph_tree_child(tree, node, PH_FIELD_RIGHT)) &&
               is_pure_target(purity, ph_tree_child(tree, node, PH_FIELD_LEFT));
    case PH_KIND_ASSIGNMENT:
        return is_pure_target(purity, ph_tree_child(tree, node, PH_FIELD_LEFT));
    case PH_KIND_AUGMENTED_ASSIGNMENT: {
        PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
        bool is_value = ph_effect_has_type(facts, left, PH_VALUES);
        return is_pure_target(purity, left) && is_known(purity, left) &&
               is_known(purity, ph_tree_child(tree, node, PH_FIELD_RIGHT)) &&
               (is_value || is_fresh(purity, left));
    }
    default: return false;
    }
}

static bool is_pure_body(PhPurity *purity, PhNodeId *node_out)
{
    const PhTree *tree = purity->facts->tree;
    PhNodeId body = ph_tree_child(tree, purity->def, PH_FIELD_BODY);
    for (PhNodeId node = body; node < ph_tree_limit(tree, body); node++) {
        PhKind kind = ph_tree_kind(tree, node);
        bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION &&
                         ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_CALL;
        if (kind == PH_KIND_TYPE || (is_callee && kind == PH_KIND_IDENTIFIER)) {
            node = ph_tree_limit(tree, node) - 1; /* not evaluated, or judged already */
            continue;
        }
        if (is_callee && kind == PH_KIND_ATTRIBUTE) {
            if (is_of_module(purity, node)) {
                node = ph_tree_limit(tree, node) - 1;
            }
            continue;
        }
        if (kind == PH_KIND_ATTRIBUTE && is_of_module(purity, node)) {
            node = ph_tree_limit(tree, node) - 1;
            continue;
        }
        if (!is_pure_node(purity, node)) {
            *node_out = node;
            return false;
        }
    }
    return true;
}

PhAnswer ph_fact_pure_function(const PhFactQuery *query)
{
    PhNodeId def = ph_function_of(query, 0);
    if (def == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhPurity purity = {
        .facts = ph_facts_trusting(query->facts), .functions = {def}, .count = 1};
    for (uint32_t i = 0; i < purity.count; i++) {
        PhNodeId node = purity.functions[i];
        purity.def = purity.functions[i];
        ph_facts_claim(query->facts, purity.def);
        if (ph_tree_kind(query->facts->tree,
                         ph_tree_first_child(query->facts->tree, purity.def)) ==
                PH_TOKEN_ASYNC ||
            !is_pure_body(&purity, &node)) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("does more, perhaps"));
        }
    }
    return ph_answer(PH_PROVED);
}
