/*
 * read_early: does it make no difference whether the file that the first names is read
 * before the second code runs, or while it does?
 *
 * The variable holds a file that this function opened, and the code does not mention it.
 * The code runs nothing but operations of builtin classes, changes nothing but variables
 * and containers of this function, and writes nowhere but by print. If lines are decoded,
 * it may come upon one that cannot be: then nothing of what was changed may be looked at,
 * and the code may not end the reading earlier.
 */

#include "facts/containers.h"
#include "facts/effects.h"
#include "facts/flow_live.h"
#include "facts/opened.h"
#include "syntax/walk.h"

typedef struct PhEarly {
    PhFacts *facts;
    const PhTree *tree;
    PhFlowRegion region;
    PhNodeId statement; /* the loop */
    bool may_raise;     /* a read may raise in between */
    bool is_read_on;    /* behind the loop the file is used again */
    PhNodeId cause;
} PhEarly;

static bool is_pure(PhEarly *early, PhNodeId node)
{
    PhNodeId cause;
    return ph_effect_of(early->facts, node, &cause) <= PH_EFFECT_PURE;
}

/* Nobody looks at the variable when the loop has raised. */
static bool dies(PhEarly *early, PhNodeId name)
{
    PhBindingId binding = ph_names_binding(ph_facts_names(early->facts), name);
    return binding != PH_BINDING_NONE && ph_flow_is_private(early->facts, binding) &&
           (!early->may_raise ||
            ph_flow_dead_on_raise(early->facts, binding,
                                  ph_flow_region_of(early->tree, early->statement))
                    .verdict == PH_PROVED);
}

/* A container that is made in this function, and that nobody else knows by then. */
static bool is_own_container(PhEarly *early, PhNodeId name)
{
    PhContainer container;
    PhAnswer why;
    return ph_container_made_here(early->facts, name, &container, &why) &&
           !ph_container_leaks_before(
               &container, ph_flow_region_of(early->tree, early->statement), &why) &&
           dies(early, name);
}

static bool are_arguments_pure(PhEarly *early, PhNodeId call)
{
    PhNodeId list = ph_tree_child(early->tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(early->tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(early->tree, arg)) {
        if (!is_pure(early, arg)) {
            return false;
        }
    }
    return true;
}

/* `q.append(x)` and the like on what is a container of this function alone. */
static bool is_own_change(PhEarly *early, PhNodeId call)
{
    static const char *const k_methods[] = {"add", "append"};
    const PhTree *tree = early->tree;
    PhNodeId object;
    PhBytes name = ph_call_method(tree, call, &object);
    return ph_bytes_is_one_of(name, k_methods, PH_COUNT_OF(k_methods)) &&
           ph_tree_kind(tree, object) == PH_KIND_IDENTIFIER &&
           is_own_container(early, object) && are_arguments_pure(early, call);
}

/* Printing is seen before the error of a later line. */
static bool is_print(PhEarly *early, PhNodeId call)
{
    PhNodeId function = ph_tree_child(early->tree, call, PH_FIELD_FUNCTION);
    if (early->may_raise || !ph_flow_is_builtin(early->facts, function) ||
        !ph_bytes_is(ph_tree_text(early->tree, function), "print")) {
        return false;
    }
    PhNodeId list = ph_tree_child(early->tree, call, PH_FIELD_ARGUMENTS);
    for (PhNodeId arg = ph_tree_first_named(early->tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(early->tree, arg)) {
        PhTypeSet kinds = ph_type_of(early->facts, arg).kinds;
        if (kinds == 0 || (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) != 0 ||
            !is_pure(early, arg)) {
            return false;
        }
    }
    return true;
}

static bool is_own_target(PhEarly *early, PhNodeId target)
{
    const PhTree *tree = early->tree;
    if (ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER) {
        return dies(early, target);
    }
    PhNodeId value = ph_tree_kind(tree, target) == PH_KIND_SUBSCRIPT
                         ? ph_tree_child(tree, target, PH_FIELD_VALUE)
                         : PH_NODE_NONE;
    PhNodeId index =
        value == PH_NODE_NONE ? value : ph_tree_child(tree, target, PH_FIELD_SUBSCRIPT);
    PhTypeSet kinds = index == PH_NODE_NONE ? 0 : ph_type_of(early->facts, index).kinds;
    return ph_tree_kind(tree, value) == PH_KIND_IDENTIFIER &&
           is_own_container(early, value) && kinds != 0 &&
           (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) == 0 && is_pure(early, index);
}

/* `n += x` of numbers and texts. */
static bool is_own_addition(PhEarly *early, PhNodeId statement)
{
    const PhTree *tree = early->tree;
    PhNodeId left = ph_tree_child(tree, statement, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, statement, PH_FIELD_RIGHT);
    PhTypeSet kinds =
        ph_type_of(early->facts, left).kinds | ph_type_of(early->facts, right).kinds;
    return is_own_target(early, left) && is_pure(early, right) && kinds != 0 &&
           (kinds & ~(PhTypeSet)PH_TYPE_SCALARS) == 0;
}

/* One statement without what is nested in it; *skip_out: its parts have been judged. */
static bool is_harmless(PhEarly *early, PhNodeId node, bool *skip_out)
{
    const PhTree *tree = early->tree;
    PhKind kind = ph_tree_kind(tree, node);
    *skip_out = kind == PH_KIND_BREAK_STATEMENT || !ph_effect_is_plain_statement(kind);
    if (!*skip_out) {
        return true;
    }
    switch (kind) {
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_ELIF_CLAUSE: {
        PhNodeId condition = ph_tree_child(tree, node, PH_FIELD_CONDITION);
        PhTypeSet kinds = ph_type_of(early->facts, condition).kinds;
        *skip_out = false;
        return kinds != 0 && (kinds & PH_TYPE_UNKNOWN) == 0;
    }
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_RETURN_STATEMENT:
        *skip_out = false;
        return !early->may_raise && !early->is_read_on;
    case PH_KIND_ASSIGNMENT:
        return is_own_target(early, ph_tree_child(tree, node, PH_FIELD_LEFT)) &&
               ph_tree_child(tree, node, PH_FIELD_RIGHT) != PH_NODE_NONE &&
               is_pure(early, ph_tree_child(tree, node, PH_FIELD_RIGHT));
    case PH_KIND_AUGMENTED_ASSIGNMENT: return is_own_addition(early, node);
    case PH_KIND_CALL:
        return is_own_change(early, node) || is_print(early, node) || is_pure(early, node);
    default:
        *skip_out = ph_kind_is_named(ph_tree_kind(tree, node));
        return !*skip_out || is_pure(early, node);
    }
}

static bool is_region_harmless(PhEarly *early)
{
    for (PhNodeId node = early->region.first; node < early->region.limit;) {
        bool skip;
        if (!is_harmless(early, node, &skip)) {
            early->cause = node;
            return false;
        }
        node = skip ? ph_tree_limit(early->tree, node) : node + 1;
    }
    return true;
}

PhAnswer ph_fact_read_early(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhNodeId name = ph_flow_node(query, 0);
    PhBindingId binding = ph_flow_binding(query, 0);
    PhOpened opened = {0};
    if (name != PH_NODE_NONE) {
        opened = ph_opened_of(facts, name);
    }
    if (opened.line == 0 || binding == PH_BINDING_NONE) {
        return ph_flow_answer(PH_UNKNOWN, name, PH_BYTES("not opened in this function"));
    }
    PhEarly early = {.facts = facts, .tree = facts->tree, .may_raise = opened.is_decoded};
    early.statement = ph_tree_statement_of(facts->tree, name);
    PhFlowRegion loop = ph_flow_region_of(facts->tree, early.statement);
    early.is_read_on = ph_flow_dead_after(facts, binding, loop).verdict != PH_PROVED;
    uint32_t next = 0;
    while (ph_flow_next_region(facts->tree, query->args[1].capture, &next, &early.region)) {
        if (ph_flow_refs_in(facts, binding, early.region.span).count > 0) {
            return ph_flow_answer(PH_REFUTED, name, PH_BYTES("the code uses the file"));
        }
        if (!is_region_harmless(&early)) {
            return ph_flow_answer(PH_UNKNOWN, early.cause,
                                  PH_BYTES("this may be seen before an error in a line, or "
                                           "change the file"));
        }
    }
    return ph_answer(PH_PROVED);
}
