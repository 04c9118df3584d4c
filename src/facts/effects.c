#include "facts/effects.h"

#include "facts/flow_live.h"
#include "facts/types.h"
#include "facts/unchanged.h"
#include "syntax/walk.h"

/* Walking these changes nothing and runs no other code. */
enum {
    PH_WALKABLE = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                  PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_FROZENSET | PH_TYPE_BYTEARRAY |
                  PH_TYPE_RANGE,
    PH_ANY_KNOWN = PH_TYPE_UNKNOWN - 1,
};

bool ph_effect_has_type(PhFacts *facts, PhNodeId node, uint32_t wanted)
{
    PhTypeSet kinds = node == PH_NODE_NONE ? 0 : ph_type_of(facts, node).kinds;
    return kinds != 0 && (kinds & ~wanted) == 0;
}

bool ph_effect_is_plain_statement(PhKind kind)
{
    switch (kind) {
    case PH_KIND_BLOCK:
    case PH_KIND_COMMENT:
    case PH_KIND_LINE_CONTINUATION:
    case PH_KIND_EXPRESSION_STATEMENT:
    case PH_KIND_ELSE_CLAUSE:
    case PH_KIND_PASS_STATEMENT:
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CONTINUE_STATEMENT: return true;
    default: return false;
    }
}

bool ph_effect_has_plain_condition(PhFacts *facts, PhNodeId statement)
{
    PhNodeId condition = ph_tree_child(facts->tree, statement, PH_FIELD_CONDITION);
    return ph_effect_has_type(facts, condition, (PhTypeSet)PH_TYPE_UNKNOWN - 1);
}

bool ph_effect_has_elements(PhFacts *facts, PhNodeId node, uint32_t wanted)
{
    if (!ph_effect_has_type(facts, node, PH_WALKABLE)) {
        return false;
    }
    return (ph_type_element(ph_type_of(facts, node)).kinds & ~wanted) == 0;
}

static PhEffect total_if(bool condition)
{
    return condition ? PH_EFFECT_TOTAL : PH_EFFECT_UNKNOWN;
}

/* A statement of the module itself, in no branch, handler or loop, sets the name. */
static bool is_set_on_top(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    while (parent != PH_NODE_NONE && ph_tree_kind(tree, parent) != PH_KIND_BLOCK &&
           ph_tree_kind(tree, parent) != PH_KIND_FOR_STATEMENT &&
           ph_tree_kind(tree, parent) != PH_KIND_WITH_STATEMENT) {
        parent = ph_tree_parent(tree, parent);
    }
    return parent == PH_NODE_NONE;
}

bool ph_effect_is_set_global(PhFacts *facts, PhNodeId node)
{
    const PhNames *names = ph_facts_names(facts);
    PhRefId id = ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER
                     ? ph_names_ref(names, node)
                     : PH_REF_NONE;
    if (id == PH_REF_NONE || names->refs[id].kind != PH_REF_LOAD) {
        return false;
    }
    const PhRef *ref = &names->refs[id];
    const PhBinding *binding = &names->bindings[ref->binding];
    PhScopeKind home = names->scopes[ph_flow_home(names, ref->node)].kind;
    bool is_set = false;
    if (binding->scope != PH_SCOPE_MODULE ||
        (home != PH_SCOPE_KIND_FUNCTION && home != PH_SCOPE_KIND_LAMBDA)) {
        return false;
    }
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        const PhRef *other = &names->refs[i];
        bool is_store = other->kind == PH_REF_ASSIGN || other->kind == PH_REF_ANNOTATED ||
                        other->kind == PH_REF_IMPORT || other->kind == PH_REF_FUNCTION ||
                        other->kind == PH_REF_CLASS;
        if (other->kind == PH_REF_DELETE || other->kind == PH_REF_EXCEPT) {
            return false;
        }
        is_set = is_set || (is_store && other->scope == PH_SCOPE_MODULE &&
                            is_set_on_top(facts->tree, other->node));
    }
    return is_set;
}

/* The statement of the module that the node stands in. */
static PhNodeId outermost_statement(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = ph_tree_parent(tree, node);
    while (parent != 0 && parent != PH_NODE_NONE) {
        node = parent;
        parent = ph_tree_parent(tree, node);
    }
    return node;
}

/* A name of the module that one statement of it alone stores, before the one in which the
 * node stands has even begun. */
static bool is_stored_above(PhFacts *facts, PhBindingId id, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = facts->names;
    const PhBinding *binding = &names->bindings[id];
    const PhScope *scope = &names->scopes[binding->scope];
    if (scope->kind != PH_SCOPE_KIND_MODULE || scope->is_opaque || scope->has_star_import ||
        binding->store_count != 1 || binding->is_declared_global) {
        return false;
    }
    bool is_above = false;
    for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        if (ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED) {
            PhNodeId assignment = ph_tree_parent(tree, ref->node);
            PhNodeId statement = ph_tree_parent(tree, assignment);
            is_above = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT &&
                       ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT &&
                       ph_tree_parent(tree, statement) == 0 &&
                       statement < outermost_statement(tree, node);
        } else if (ref->kind != PH_REF_LOAD) {
            return false;
        }
    }
    return is_above;
}

static PhEffect effect_of_name(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhRefId id = ph_names_ref(names, node);
    if (id == PH_REF_NONE) {
        return PH_EFFECT_TOTAL; /* the name of an attribute or a keyword */
    }
    const PhRef *ref = &names->refs[id];
    if (ref->kind == PH_REF_COMPREHENSION || ref->kind == PH_REF_PARAMETER) {
        return PH_EFFECT_TOTAL;
    }
    if (ref->kind != PH_REF_LOAD) {
        return PH_EFFECT_UNKNOWN;
    }
    const PhScope *scope = &names->scopes[names->bindings[ref->binding].scope];
    if (scope->kind == PH_SCOPE_KIND_COMPREHENSION) {
        /* An iterable may read a target that comes later. */
        PhNodeId parent = ph_tree_parent(tree, node);
        while (parent != scope->node && tree->kinds[parent] != PH_KIND_FOR_IN_CLAUSE) {
            parent = ph_tree_parent(tree, parent);
        }
        return parent == scope->node ? PH_EFFECT_TOTAL : PH_EFFECT_PURE;
    }
    /* What is called is judged with its call; any other global may be missing. */
    bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION &&
                     ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_CALL;
    bool is_bound = is_callee || ph_flow_is_bound(facts, node) ||
                    is_stored_above(facts, ref->binding, node);
    return is_bound ? PH_EFFECT_TOTAL : PH_EFFECT_PURE;
}

/* Elements and keys are hashed. */
static PhEffect effect_of_hashing(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId child = ph_tree_first_named(tree, node); child != PH_NODE_NONE;
         child = ph_tree_next_named(tree, child)) {
        PhNodeId hashed = child;
        if (ph_tree_kind(tree, child) == PH_KIND_FOR_IN_CLAUSE ||
            ph_tree_kind(tree, child) == PH_KIND_IF_CLAUSE) {
            continue;
        }
        if (ph_tree_kind(tree, child) == PH_KIND_PAIR) {
            hashed = ph_tree_child(tree, child, PH_FIELD_KEY);
        }
        if (!ph_effect_has_type(facts, hashed, PH_TYPE_SCALARS)) {
            return PH_EFFECT_UNKNOWN;
        }
    }
    return PH_EFFECT_TOTAL;
}

static PhEffect effect_of_clause(PhFacts *facts, PhNodeId clause)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, clause, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, clause, PH_FIELD_RIGHT);
    bool is_plain = ph_tree_kind(tree, ph_tree_first_child(tree, clause)) == PH_TOKEN_FOR;
    return total_if(is_plain && ph_walk_is_plain(facts, left, right).verdict == PH_PROVED);
}

static PhEffect effect_of_unary(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId operand = ph_tree_child(tree, node, PH_FIELD_ARGUMENT);
    PhNodeId operation = ph_tree_child(tree, node, PH_FIELD_OPERATOR);
    /* ~True warns, and a warning may raise. */
    PhTypeSet wanted =
        ph_tree_kind(tree, operation) == PH_TOKEN_TILDE ? PH_TYPE_INT : PH_TYPE_NUMBERS;
    return total_if(ph_effect_has_type(facts, operand, wanted));
}

static PhEffect effect_of_slice(PhFacts *facts, PhNodeId slice)
{
    const PhTree *tree = facts->tree;
    uint32_t colons = 0;
    PH_FOR_EACH_CHILD(tree, slice, child)
    {
        colons += tree->kinds[child] == PH_TOKEN_COLON;
        if (ph_kind_is_named(tree->kinds[child]) &&
            !ph_effect_has_type(facts, child, PH_TYPE_INT | PH_TYPE_BOOL | PH_TYPE_NONE)) {
            return PH_EFFECT_UNKNOWN;
        }
    }
    return colons < 2 ? PH_EFFECT_TOTAL : PH_EFFECT_PURE;
}

static PhEffect effect_of_subscript(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId value = ph_tree_child(tree, node, PH_FIELD_VALUE);
    PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
    PhTypeSet indexable = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST |
                          PH_TYPE_RANGE | PH_TYPE_BYTEARRAY;
    if (ph_effect_has_type(facts, value, PH_TYPE_DICT)) {
        bool is_found_by_value = ph_effect_has_elements(facts, value, PH_TYPE_SCALARS) &&
                                 ph_effect_has_type(facts, index, PH_TYPE_SCALARS);
        return is_found_by_value ? PH_EFFECT_PURE : PH_EFFECT_UNKNOWN;
    }
    if (!ph_effect_has_type(facts, value, indexable)) {
        return PH_EFFECT_UNKNOWN;
    }
    if (ph_tree_kind(tree, index) == PH_KIND_SLICE) {
        return effect_of_slice(facts, index);
    }
    if (!ph_effect_has_type(facts, index, PH_TYPE_INT | PH_TYPE_BOOL)) {
        return PH_EFFECT_UNKNOWN;
    }
    return ph_index_is_in_bounds(facts, node) ? PH_EFFECT_TOTAL : PH_EFFECT_PURE;
}

/* `range(..)` that starts at a literal: who counts from there on never gets to a number of
 * thousands of digits. */
static bool is_count(PhFacts *facts, PhNodeId iterable)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[3];
    uint32_t count = 0;
    if (ph_tree_kind(tree, iterable) != PH_KIND_CALL ||
        !ph_call_positional(tree, iterable, args, PH_COUNT_OF(args), &count) ||
        count == 0) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, iterable, PH_FIELD_FUNCTION);
    bool is_short = true;
    for (uint32_t i = 0; i < count; i++) {
        is_short = is_short && (i == 1 || count == 1 ||
                                (ph_tree_kind(tree, args[i]) == PH_KIND_INTEGER &&
                                 ph_tree_text(tree, args[i]).len < 20));
    }
    return ph_flow_is_builtin(facts, function) &&
           ph_bytes_is(ph_tree_text(tree, function), "range") && is_short;
}

/* A name that only loops over such ranges store. */
static bool is_counted(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId binding = ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER
                              ? ph_names_binding(names, node)
                              : PH_BINDING_NONE;
    if (binding == PH_BINDING_NONE || names->bindings[binding].store_count == 0) {
        return false;
    }
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhNodeId loop = ph_tree_parent(tree, ref->node);
        bool is_loop = ref->kind == PH_REF_FOR || ref->kind == PH_REF_COMPREHENSION;
        if (ref->kind != PH_REF_LOAD &&
            (!is_loop || tree->fields[ref->node] != PH_FIELD_LEFT ||
             !is_count(facts, ph_tree_child(tree, loop, PH_FIELD_RIGHT)))) {
            return false;
        }
    }
    return true;
}

/* Formatting a big int may raise. */
static PhEffect effect_of_interpolation(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId value = ph_tree_child(tree, node, PH_FIELD_EXPRESSION);
    bool is_plain = ph_tree_child(tree, node, PH_FIELD_FORMAT_SPECIFIER) == PH_NODE_NONE;
    if (is_plain && value != PH_NODE_NONE &&
        (ph_effect_has_type(facts, value,
                            PH_TYPE_STR | PH_TYPE_FLOAT | PH_TYPE_NONE | PH_TYPE_BOOL) ||
         is_counted(facts, value))) {
        return PH_EFFECT_TOTAL;
    }
    return ph_effect_has_type(facts, value, PH_TYPE_SCALARS) ? PH_EFFECT_PURE
                                                             : PH_EFFECT_UNKNOWN;
}

static PhEffect effect_of_splat(PhFacts *facts, PhNodeId splat)
{
    PhKind parent = ph_tree_kind(facts->tree, ph_tree_parent(facts->tree, splat));
    bool is_display = parent == PH_KIND_LIST || parent == PH_KIND_TUPLE ||
                      parent == PH_KIND_EXPRESSION_LIST;
    PhNodeId value = ph_tree_first_named(facts->tree, splat);
    return total_if(is_display && ph_effect_has_type(facts, value, PH_WALKABLE));
}

/* A method is looked up where its call is judged. `str.lower` may not be there. */
static PhEffect effect_of_attribute(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION &&
                     ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_CALL;
    bool is_of_builtin =
        ph_flow_is_builtin(facts, ph_tree_child(tree, node, PH_FIELD_OBJECT));
    if (!is_callee && (is_of_builtin || ph_facts_means(facts, node, PH_BYTES("os.path")))) {
        return PH_EFFECT_PURE;
    }
    return total_if(is_callee);
}

static PhEffect effect_of_truth(PhFacts *facts, PhNodeId node)
{
    return total_if(ph_effect_has_type(facts, node, PH_ANY_KNOWN));
}

PhEffect ph_effect_of_node(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhKind kind = tree->kinds[node];
    if (ph_kind_is_literal(kind)) {
        return PH_EFFECT_TOTAL;
    }
    switch (kind) {
    case PH_KIND_ELLIPSIS:
    case PH_KIND_CONCATENATED_STRING:
    case PH_KIND_ESCAPE_INTERPOLATION:
    case PH_KIND_TYPE_CONVERSION:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_ARGUMENT_LIST:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_PAIR:
    case PH_KIND_SLICE:
    case PH_KIND_LAMBDA:
    case PH_KIND_LAMBDA_PARAMETERS:
    case PH_KIND_LIST_COMPREHENSION: return PH_EFFECT_TOTAL;
    case PH_KIND_FORMAT_SPECIFIER: return PH_EFFECT_PURE;
    case PH_KIND_STRING: return total_if(!ph_string_is_template(tree, node));
    case PH_KIND_INTERPOLATION: return effect_of_interpolation(facts, node);
    case PH_KIND_IDENTIFIER: return effect_of_name(facts, node);
    case PH_KIND_SET:
    case PH_KIND_DICTIONARY:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION: return effect_of_hashing(facts, node);
    case PH_KIND_GENERATOR_EXPRESSION:
        return tree->fields[node] == PH_FIELD_ARGUMENTS ? PH_EFFECT_TOTAL
                                                        : PH_EFFECT_UNKNOWN;
    case PH_KIND_FOR_IN_CLAUSE: return effect_of_clause(facts, node);
    case PH_KIND_IF_CLAUSE: return effect_of_truth(facts, ph_tree_first_named(tree, node));
    case PH_KIND_LIST_SPLAT: return effect_of_splat(facts, node);
    case PH_KIND_UNARY_OPERATOR: return effect_of_unary(facts, node);
    case PH_KIND_NOT_OPERATOR:
        return effect_of_truth(facts, ph_tree_child(tree, node, PH_FIELD_ARGUMENT));
    case PH_KIND_BOOLEAN_OPERATOR:
        return effect_of_truth(facts, ph_tree_child(tree, node, PH_FIELD_LEFT));
    case PH_KIND_CONDITIONAL_EXPRESSION: {
        PhNodeId first = ph_tree_first_named(tree, node);
        return effect_of_truth(facts, ph_tree_next_named(tree, first));
    }
    case PH_KIND_BINARY_OPERATOR: return ph_effect_of_binary(facts, node);
    case PH_KIND_COMPARISON_OPERATOR: return ph_effect_of_comparison(facts, node);
    case PH_KIND_SUBSCRIPT: return effect_of_subscript(facts, node);
    case PH_KIND_ATTRIBUTE: return effect_of_attribute(facts, node);
    case PH_KIND_CALL: return ph_effect_of_call(facts, node);
    case PH_KIND_NAMED_EXPRESSION:
    case PH_KIND_YIELD:
    case PH_KIND_AWAIT: return PH_EFFECT_IMPURE;
    default:
        return ph_kind_is_named(kind) || kind == PH_KIND_ERROR || kind >= PH_KIND_LISTED
                   ? PH_EFFECT_UNKNOWN
                   : PH_EFFECT_TOTAL;
    }
}

PhEffect ph_effect_of(PhFacts *facts, PhNodeId root, PhNodeId *node_out)
{
    const PhTree *tree = facts->tree;
    PhEffect worst = PH_EFFECT_TOTAL;
    *node_out = root;
    if (ph_tree_limit(tree, root) - root > PH_FLOW_BUDGET / 10) {
        return PH_EFFECT_UNKNOWN;
    }
    for (PhNodeId node = root; node < ph_tree_limit(tree, root); node++) {
        bool is_deferred = tree->fields[node] == PH_FIELD_BODY && node > root &&
                           ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_LAMBDA;
        if (is_deferred) {
            node = ph_tree_limit(tree, node) - 1;
            continue;
        }
        PhEffect effect = ph_effect_of_node(facts, node);
        if (effect > worst) {
            worst = effect;
            *node_out = node;
        }
    }
    return worst;
}
