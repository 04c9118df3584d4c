/*
 * total_call: does calling the function do nothing but give a value, always, and the same
 * for the same arguments?
 *
 * For functions that are defined above the call, in a block around it: assignments to its
 * own variables, arithmetic, tests, loops over what is known to end, and a result that
 * cannot be changed. Names of the module count if they are stored once, above, and hold
 * what cannot be changed. Arguments must be such values too.
 */

#include "facts/calls.h"
#include "facts/effects.h"
#include "facts/flow_live.h"
#include "facts/functions.h"
#include "facts/invariant.h"
#include "facts/plain_data.h"
#include "facts/types.h"
#include "syntax/walk.h"

enum { PH_CALL_PARAMETERS = 8 };

/* All names of the module that the code reads, but those of what it calls, are stored once,
 * and hold values that cannot be changed. */
static bool reads_constants(PhFacts *facts, PhNodeId code)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    for (PhNodeId node = code; node < ph_tree_limit(tree, code); node++) {
        PhBindingId id = ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER &&
                                 ph_names_ref(names, node) != PH_REF_NONE
                             ? ph_names_binding(names, node)
                             : PH_BINDING_NONE;
        bool is_of_module =
            id != PH_BINDING_NONE && names->bindings[id].is_bound &&
            names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_MODULE;
        bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION &&
                         ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_CALL;
        if (is_of_module && !is_callee &&
            (names->bindings[id].store_count != 1 ||
             names->bindings[id].is_declared_global ||
             !ph_type_is_its_copy(ph_type_of(facts, node)))) {
            return false;
        }
    }
    return true;
}

static bool is_total(PhFacts *facts, PhNodeId node)
{
    PhNodeId cause;
    return node != PH_NODE_NONE && ph_effect_of(facts, node, &cause) == PH_EFFECT_TOTAL &&
           reads_constants(facts, node);
}

static bool has_truth(PhFacts *facts, PhNodeId node)
{
    return is_total(facts, node) &&
           ph_effect_has_type(facts, node, (PhTypeSet)PH_TYPE_UNKNOWN - 1);
}

/* A variable of the function itself. */
static bool is_own_name(PhFacts *facts, PhNodeId def, PhNodeId node)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_tree_kind(facts->tree, node) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, node)
                         : PH_BINDING_NONE;
    return id != PH_BINDING_NONE && names->scopes[names->bindings[id].scope].node == def &&
           names->scopes[names->bindings[id].scope].kind == PH_SCOPE_KIND_FUNCTION;
}

/* `x += y` of numbers or of texts that never raises. */
static bool is_total_addition(PhFacts *facts, PhNodeId statement)
{
    static const char *const k_ring[] = {"+=", "-=", "*="};
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, statement, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, statement, PH_FIELD_OPERATOR));
    PhTypeSet integers = PH_TYPE_INT | PH_TYPE_BOOL;
    bool is_ring = ph_bytes_is_one_of(sign, k_ring, PH_COUNT_OF(k_ring));
    bool is_number = (ph_effect_has_type(facts, left, integers) &&
                      ph_effect_has_type(facts, right, integers)) ||
                     (ph_effect_has_type(facts, left, PH_TYPE_FLOAT) &&
                      ph_effect_has_type(facts, right, PH_TYPE_FLOAT));
    bool is_text = ph_bytes_is(sign, "+=") &&
                   ph_effect_has_type(facts, left, PH_TYPE_STR) &&
                   ph_effect_has_type(facts, right, PH_TYPE_STR);
    /* The target is read as well, so it must have a value. */
    return ph_flow_is_bound(facts, left) && is_total(facts, right) &&
           ((is_ring && is_number) || is_text);
}

static bool is_total_assignment(PhFacts *facts, PhNodeId def, PhNodeId statement)
{
    const PhTree *tree = facts->tree;
    PhNodeId left = ph_tree_child(tree, statement, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    /* Annotations of local variables are not evaluated. */
    return is_own_name(facts, def, left) && is_total(facts, right);
}

static bool is_total_loop(PhFacts *facts, PhNodeId def, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    PhNodeId right = ph_tree_child(tree, loop, PH_FIELD_RIGHT);
    PhTypeSet walked = PH_TYPE_RANGE | PH_TYPE_STR | PH_TYPE_TUPLE;
    return ph_tree_kind(tree, ph_tree_first_child(tree, loop)) == PH_TOKEN_FOR &&
           is_own_name(facts, def, ph_tree_child(tree, loop, PH_FIELD_LEFT)) &&
           is_total(facts, right) && ph_effect_has_type(facts, right, walked);
}

static bool is_total_statement(PhFacts *facts, PhNodeId def, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhNodeId only = ph_tree_first_named(tree, node);
    if (ph_effect_is_plain_statement(tree->kinds[node])) {
        return true;
    }
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE:
        return has_truth(facts, ph_tree_child(tree, node, PH_FIELD_CONDITION));
    case PH_KIND_FOR_STATEMENT: return is_total_loop(facts, def, node);
    case PH_KIND_ASSIGNMENT: return is_total_assignment(facts, def, node);
    case PH_KIND_AUGMENTED_ASSIGNMENT:
        return is_own_name(facts, def, ph_tree_child(tree, node, PH_FIELD_LEFT)) &&
               is_total_addition(facts, node);
    case PH_KIND_RETURN_STATEMENT:
        return only == PH_NODE_NONE ||
               (is_total(facts, only) && ph_type_is_its_copy(ph_type_of(facts, only)));
    case PH_KIND_STRING:
        return ph_tree_kind(tree, ph_tree_parent(tree, node)) ==
                   PH_KIND_EXPRESSION_STATEMENT &&
               is_total(facts, node);
    default: return false;
    }
}

/* Parts of a statement that is_total_statement() has judged. */
static bool is_judged_part(const PhTree *tree, PhNodeId node)
{
    PhField field = tree->fields[node];
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, node));
    bool is_side = (field == PH_FIELD_LEFT || field == PH_FIELD_RIGHT) &&
                   (parent == PH_KIND_ASSIGNMENT || parent == PH_KIND_FOR_STATEMENT ||
                    parent == PH_KIND_AUGMENTED_ASSIGNMENT);
    bool is_test = field == PH_FIELD_CONDITION &&
                   (parent == PH_KIND_IF_STATEMENT || parent == PH_KIND_ELIF_CLAUSE);
    bool is_annotation = field == PH_FIELD_TYPE && parent == PH_KIND_ASSIGNMENT;
    return is_side || is_test || is_annotation || parent == PH_KIND_RETURN_STATEMENT;
}

static PhAnswer judge_body(PhFacts *facts, PhNodeId def)
{
    const PhTree *tree = facts->tree;
    PhNodeId body = ph_tree_child(tree, def, PH_FIELD_BODY);
    for (PhNodeId node = body; node < ph_tree_limit(tree, body);) {
        bool is_token = !ph_kind_is_named(ph_tree_kind(tree, node));
        if (is_judged_part(tree, node)) {
            node = ph_tree_limit(tree, node);
            continue;
        }
        if (!is_token && !is_total_statement(facts, def, node)) {
            return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("does more, perhaps"));
        }
        node = ph_tree_kind(tree, node) == PH_KIND_STRING ? ph_tree_limit(tree, node)
                                                          : node + 1;
    }
    return ph_answer(PH_PROVED);
}

/* The arguments are values, and each is for one parameter of the function; so are the
 * default values of the others. What they are goes to `given`. */
static bool fits_parameters(PhFacts *facts, PhNodeId call, PhNodeId def, PhGivenType *given,
                            uint32_t *count_out)
{
    const PhTree *tree = facts->tree;
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId parameters = ph_tree_child(tree, def, PH_FIELD_PARAMETERS);
    uint32_t passed = 0;
    uint32_t count = 0;
    for (PhNodeId one = ph_tree_first_named(tree, parameters); one != PH_NODE_NONE;
         one = ph_tree_next_named(tree, one)) {
        PhNodeId name = ph_parameter_name(tree, one);
        PhNodeId value = PH_NODE_NONE;
        if (name == PH_NODE_NONE || count == PH_CALL_PARAMETERS) {
            return false;
        }
        PhPassed how = ph_call_passes(tree, call, def, ph_tree_text(tree, name), &value);
        bool is_passed = how == PH_PASSED_VALUE;
        if (how == PH_PASSED_NOTHING && one != name) {
            value = ph_tree_child(tree, one, PH_FIELD_VALUE);
        }
        if (how == PH_PASSED_PERHAPS || value == PH_NODE_NONE ||
            (is_passed && !is_total(facts, value)) ||
            !ph_type_is_its_copy(ph_type_of(facts, value))) {
            return false;
        }
        passed += is_passed;
        given[count++] = (PhGivenType){name, ph_type_of(facts, value)};
    }
    uint32_t wanted = 0;
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        wanted++;
    }
    *count_out = count;
    return ph_tree_kind(tree, list) == PH_KIND_ARGUMENT_LIST && wanted == passed;
}

/* The same file, where the parameters are what one call gives them. Names of the module
 * that are stored once are taken to stay, as other files do not store to them. */
static PhFacts *facts_of_call(PhFacts *facts, const PhGivenType *given, uint32_t count)
{
    PhFactOptions options = facts->options;
    options.trust_constants = true;
    PhFacts *inside = ph_facts_new(facts->arena, facts->source, facts->tree, options);
    PhGivenType *kept = PH_NEW_ARRAY(facts->arena, PhGivenType, count);
    memcpy(kept, given, count * sizeof(PhGivenType));
    inside->names = facts->names;
    inside->imported = facts->imported;
    inside->project = facts->project;
    inside->claims = facts->claims;
    inside->given = kept;
    inside->given_count = count;
    return inside;
}

bool ph_replaces_by_name(const PhFacts *facts)
{
    static const char *const k_words[] = {"mock",     "monkeypatch", "setattr",  "reload",
                                          "__dict__", "sys.modules", "globals()"};
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_find(facts->tree->text, ph_bytes_of(k_words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

PhNodeId ph_function_above(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhNodeId def = ph_called_function(facts, name);
    PhNodeId block = def == PH_NODE_NONE ? 0 : ph_tree_parent(tree, def);
    if (def == PH_NODE_NONE || !ph_tree_is_within(tree, name, block) || name < def ||
        ph_tree_is_within(tree, name, def) ||
        (block != 0 && ph_tree_kind(tree, block) != PH_KIND_BLOCK) ||
        ph_tree_kind(tree, ph_tree_first_child(tree, def)) == PH_TOKEN_ASYNC) {
        return PH_NODE_NONE;
    }
    const PhBinding *binding = &names->bindings[ph_names_binding(names, name)];
    bool is_sure = !binding->is_declared_global && !ph_replaces_by_name(facts) &&
                   !names->scopes[binding->scope].is_opaque &&
                   !names->scopes[binding->scope].has_star_import;
    return is_sure ? def : PH_NODE_NONE;
}

PhAnswer ph_call_is_total(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId def =
        ph_tree_kind(tree, call) == PH_KIND_CALL
            ? ph_function_above(facts, ph_tree_child(tree, call, PH_FIELD_FUNCTION))
            : PH_NODE_NONE;
    if (def == PH_NODE_NONE) {
        return ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("the function is not known"));
    }
    ph_facts_claim(facts, def);
    PhGivenType given[PH_CALL_PARAMETERS];
    uint32_t count = 0;
    if (!fits_parameters(facts, call, def, given, &count)) {
        return ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("its arguments are not known"));
    }
    return judge_body(facts_of_call(facts, given, count), def);
}

PhAnswer ph_fact_total_call(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    return node == PH_NODE_NONE ? ph_answer(PH_UNKNOWN)
                                : ph_call_is_total(query->facts, node);
}
