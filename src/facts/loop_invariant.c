/*
 * loop_invariant: would making the call (or that of the function) once, right before the
 * captured loop, give the value of each evaluation in it, and never raise?
 *
 * The loop may have nothing to do, and may come to the call late or never, so the call must
 * always give a value: that of a builtin by the classes of its arguments (effects.h), or of
 * a function of this file (total_call.c). What it reads must be the same all the while
 * (unchanged.h). Refuted if the loop stores to a name that the call reads.
 *
 * loop_invariant_hinted: the same if annotations of parameters are right, or if a pattern
 * of the module re that the code spells out is one.
 */

#include "facts/arrays.h"
#include "facts/containers.h"
#include "facts/effects.h"
#include "facts/flow_live.h"
#include "facts/functions.h"
#include "facts/invariant.h"
#include "facts/sole.h"
#include "facts/unchanged.h"
#include "names/builtin.h"
#include "syntax/walk.h"

bool ph_loop_repeats(PhFacts *facts, PhNodeId loop, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    bool is_loop = ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT ||
                   ph_tree_kind(tree, loop) == PH_KIND_WHILE_STATEMENT;
    PhNodeId around = ph_flow_loop_around(tree, node);
    while (around != PH_NODE_NONE && around != loop &&
           (is_loop || !ph_tree_is_within(tree, around, loop))) {
        around = ph_flow_loop_around(tree, around);
    }
    if (around == PH_NODE_NONE) {
        return false;
    }
    for (PhNodeId up = node; up != loop; up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        bool is_later =
            kind == PH_KIND_GENERATOR_EXPRESSION && !ph_flow_is_consumed(facts, up);
        if (up == 0 || is_later || kind == PH_KIND_LAMBDA ||
            kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION) {
            return false;
        }
    }
    return true;
}

bool ph_loop_keeps_names(PhFacts *facts, PhNodeId loop, PhNodeId code)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    for (PhNodeId node = code; node < ph_tree_limit(tree, code); node++) {
        PhRefId id = ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER
                         ? ph_names_ref(names, node)
                         : PH_REF_NONE;
        if (id == PH_REF_NONE) {
            continue;
        }
        const PhBinding *binding = &names->bindings[names->refs[id].binding];
        PhNodeId scope = names->scopes[binding->scope].node;
        if (names->refs[id].kind != PH_REF_LOAD ||
            (scope != 0 && ph_tree_is_within(tree, scope, loop))) {
            return false;
        }
        for (PhRefId i = binding->first_ref; i != PH_REF_NONE; i = names->refs[i].next) {
            if (names->refs[i].kind != PH_REF_LOAD &&
                ph_tree_is_within(tree, names->refs[i].node, loop)) {
                return false;
            }
        }
    }
    return true;
}

/* The arguments alone: what is called is judged with the call. */
static PhAnswer arguments_unchanged(PhFacts *facts, PhNodeId call, PhFlowRegion region)
{
    const PhTree *tree = facts->tree;
    PhAnswer answer = ph_answer(PH_PROVED);
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        answer = ph_answer_weakest(answer, ph_unchanged_code(facts, arg, region));
    }
    return answer;
}

/* Nobody takes an element out of the container that the name holds. */
static bool is_only_read(PhFacts *facts, PhNodeId name)
{
    PhContainer container;
    PhAnswer why;
    if (!ph_container_made_here(facts, name, &container, &why)) {
        return false;
    }
    for (uint32_t i = 0; i < container.refs.count; i++) {
        if (container.holds[i] == PH_HOLD_CHANGE || container.holds[i] == PH_HOLD_LEAK) {
            return false;
        }
    }
    return true;
}

/* The value has an element for certain: a display, or a variable that holds one. */
static bool has_element(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    node = ph_tree_strip_parens(tree, node);
    if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER) {
        PhTypeSet fixed = PH_TYPE_TUPLE | PH_TYPE_FROZENSET | PH_TYPE_STR | PH_TYPE_BYTES;
        PhNodeId value = ph_sole_local_value(facts, node);
        if (value == PH_NODE_NONE || !ph_flow_is_bound(facts, node) ||
            (!ph_effect_has_type(facts, node, fixed) && !is_only_read(facts, node))) {
            return false;
        }
        node = ph_tree_strip_parens(tree, value);
    }
    PhNodeId first = ph_tree_first_named(tree, node);
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_LIST:
    case PH_KIND_TUPLE:
    case PH_KIND_SET:
        return first != PH_NODE_NONE && ph_tree_kind(tree, first) != PH_KIND_LIST_SPLAT;
    case PH_KIND_DICTIONARY:
        return first != PH_NODE_NONE && ph_tree_kind(tree, first) == PH_KIND_PAIR;
    default: return false;
    }
}

/* `max(q)` of numbers or texts, where there are some. */
static bool is_extreme_of_some(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhTypeSet reals = PH_TYPE_BOOL | PH_TYPE_INT | PH_TYPE_FLOAT;
    PhNodeId cause;
    PhNodeId arg;
    if (!ph_flow_is_builtin_call(facts, call, "max", &arg) &&
        !ph_flow_is_builtin_call(facts, call, "min", &arg)) {
        return false;
    }
    arg = ph_tree_strip_parens(tree, arg);
    return (ph_effect_has_elements(facts, arg, reals) ||
            ph_effect_has_elements(facts, arg, PH_TYPE_STR)) &&
           ph_effect_of(facts, arg, &cause) == PH_EFFECT_TOTAL && has_element(facts, arg);
}

static PhAnswer judge(PhFacts *facts, PhNodeId call, PhNodeId loop)
{
    const PhTree *tree = facts->tree;
    PhFlowRegion region = ph_flow_region_of(tree, loop);
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    ph_facts_claim(facts, loop);
    if (!ph_loop_repeats(facts, loop, call)) {
        return ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("runs at another time"));
    }
    if (!ph_loop_keeps_names(facts, loop, call)) {
        return ph_flow_answer(PH_REFUTED, call, PH_BYTES("reads what the loop stores"));
    }
    bool is_builtin = ph_flow_is_builtin(facts, function) &&
                      ph_builtin_is_known(ph_tree_text(tree, function));
    if (!is_builtin && ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        PhAnswer answer = ph_call_is_total(facts, call);
        return answer.verdict == PH_PROVED ? arguments_unchanged(facts, call, region)
                                           : answer;
    }
    PhAnswer answer = ph_unchanged_code(facts, call, region);
    PhNodeId cause = call;
    if (answer.verdict == PH_PROVED && !is_extreme_of_some(facts, call) &&
        ph_effect_of(facts, call, &cause) != PH_EFFECT_TOTAL) {
        return ph_flow_answer(PH_UNKNOWN, cause, PH_BYTES("may raise or run other code"));
    }
    return answer;
}

/* The call and the loop of a query; false if it has none. */
static bool asked(const PhFactQuery *query, PhNodeId *call, PhNodeId *loop)
{
    const PhTree *tree = query->facts->tree;
    *call = ph_flow_node(query, 0);
    *loop = ph_flow_node(query, 1);
    if (*call != PH_NODE_NONE && ph_tree_kind(tree, *call) != PH_KIND_CALL) {
        *call = ph_call_of(tree, *call);
    }
    return *call != PH_NODE_NONE && *loop != PH_NODE_NONE;
}

PhAnswer ph_fact_loop_invariant(const PhFactQuery *query)
{
    PhNodeId call;
    PhNodeId loop;
    return asked(query, &call, &loop) ? judge(query->facts, call, loop)
                                      : ph_answer(PH_UNKNOWN);
}

/* `re.compile("..")` gives the same pattern, but a wrong one raises. */
static bool is_constant_pattern(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId args[2];
    uint32_t count = 0;
    return ph_facts_means(facts, ph_tree_child(tree, call, PH_FIELD_FUNCTION),
                          PH_BYTES("re.compile")) &&
           ph_call_positional(tree, call, args, 2, &count) && count > 0 &&
           ph_tree_kind(tree, args[0]) == PH_KIND_STRING &&
           !ph_string_is_formatted(tree, args[0]);
}

PhAnswer ph_fact_loop_invariant_hinted(const PhFactQuery *query)
{
    PhNodeId call;
    PhNodeId loop;
    if (!asked(query, &call, &loop)) {
        return ph_answer(PH_UNKNOWN);
    }
    bool is_pattern = ph_loop_repeats(query->facts, loop, call) &&
                      ph_loop_keeps_names(query->facts, loop, call) &&
                      is_constant_pattern(query->facts, call);
    return is_pattern ? ph_answer(PH_PROVED)
                      : judge(ph_facts_trusting(query->facts), call, loop);
}
