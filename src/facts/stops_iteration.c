/*
 * stops_iteration: may evaluating the code raise StopIteration?
 *
 * The stricter twin of may_stop: what is not known may. New rules should ask this one.
 *
 * In a generator that becomes a RuntimeError (PEP 479). Proved for next() with one argument
 * and a raise of it; unknown for calls of what is not known, and for attributes and
 * elements of objects that may compute them. Operators, formatting, and the builtins that
 * convert and measure are taken not to raise it, whatever class they meet
 * (docs/assumptions.md).
 */

#include "facts/effects.h"
#include "facts/types.h"
#include "syntax/walk.h"

/* Builtins that call nothing but the special methods of their arguments. */
static const char *const k_builtins[] = {
    "abs",      "ascii", "bin",    "bool",      "bytes",      "callable",   "chr",
    "complex",  "dict",  "divmod", "enumerate", "float",      "format",     "frozenset",
    "hash",     "hex",   "id",     "int",       "isinstance", "issubclass", "iter",
    "len",      "list",  "oct",    "ord",       "pow",        "range",      "repr",
    "reversed", "round", "set",    "str",       "tuple",      "type",       "zip",
};

static PhAnswer judge_call(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhNodeId cause;
    PhNodeId arg;
    if (ph_flow_is_builtin_call(facts, call, "next", &arg)) {
        return ph_flow_answer(PH_PROVED, call, PH_BYTES("raises StopIteration at the end"));
    }
    bool is_known = (ph_flow_is_builtin(facts, function) &&
                     ph_bytes_is_one_of(ph_tree_text(tree, function), k_builtins,
                                        PH_COUNT_OF(k_builtins))) ||
                    ph_effect_of(facts, call, &cause) <= PH_EFFECT_PURE;
    if (!is_known && ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        PhNodeId object = ph_tree_child(tree, function, PH_FIELD_OBJECT);
        PhTypeSet kinds = ph_type_of(facts, object).kinds;
        PhTypeSet lazy =
            PH_TYPE_ITERABLE | PH_TYPE_UNKNOWN | PH_TYPE_FUNCTION | PH_TYPE_PATTERN;
        is_known = kinds != 0 && (kinds & lazy) == 0;
    }
    return is_known ? ph_answer(PH_REFUTED)
                    : ph_flow_answer(PH_UNKNOWN, call, PH_BYTES("calls unknown code"));
}

static PhAnswer judge_node(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_CALL: return judge_call(facts, node);
    case PH_KIND_ATTRIBUTE: {
        bool is_callee = tree->fields[node] == PH_FIELD_FUNCTION;
        PhTypeSet kinds =
            ph_type_of(facts, ph_tree_child(tree, node, PH_FIELD_OBJECT)).kinds;
        bool is_known = is_callee || (kinds != 0 && (kinds & PH_TYPE_UNKNOWN) == 0) ||
                        ph_type_of(facts, node).kinds != PH_TYPE_UNKNOWN;
        return is_known ? ph_answer(PH_REFUTED)
                        : ph_flow_answer(PH_UNKNOWN, node,
                                         PH_BYTES("an attribute that may be computed"));
    }
    case PH_KIND_SUBSCRIPT: {
        PhTypeSet kinds =
            ph_type_of(facts, ph_tree_child(tree, node, PH_FIELD_VALUE)).kinds;
        return kinds != 0 && (kinds & PH_TYPE_UNKNOWN) == 0
                   ? ph_answer(PH_REFUTED)
                   : ph_flow_answer(PH_UNKNOWN, node,
                                    PH_BYTES("an element that may be computed"));
    }
    case PH_KIND_AWAIT:
    case PH_KIND_YIELD: return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("suspends"));
    default: return ph_answer(PH_REFUTED);
    }
}

PhAnswer ph_fact_stops_iteration(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    const PhCapture *code = query->args[0].capture;
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (code == NULL) {
        return ph_answer(PH_UNKNOWN);
    }
    for (uint32_t i = 0; i < code->count; i++) {
        PhNodeId limit = ph_tree_limit(tree, code->nodes[i]);
        if (limit - code->nodes[i] > PH_FLOW_BUDGET / 10) {
            return ph_answer(PH_UNKNOWN);
        }
        for (PhNodeId node = code->nodes[i]; node < limit; node++) {
            /* The body of a lambda runs when it is called, and then that call counts. */
            bool is_later =
                node > code->nodes[i] && tree->fields[node] == PH_FIELD_BODY &&
                ph_tree_kind(tree, ph_tree_parent(tree, node)) == PH_KIND_LAMBDA;
            if (is_later) {
                node = ph_tree_limit(tree, node) - 1;
                continue;
            }
            PhAnswer one = judge_node(facts, node);
            answer = ph_answer_strongest(answer, one);
        }
    }
    return answer;
}
