/*
 * looks_at_frame: does the code look at the frame that it runs in?
 *
 * super() without arguments and __class__, the names that look at the locals of their
 * caller, and frames by hand. Functions that are only called there are taken not to look at
 * the frame of their caller. The body of a class sees its names from its own scope alone;
 * guards ask in_class() for that.
 */

#include "facts/frames.h"
#include "syntax/walk.h"

/* Builtins that look at the frame they are called from. */
static const char *const k_lookers[] = {"breakpoint", "eval", "exec", "locals"};

/* Looks at the frame only if it has no argument. */
static const char *const k_bare_lookers[] = {"dir", "super", "vars"};

/* Names of frames and of those who walk them, wherever they are from. */
static const char *const k_frames[] = {
    "__class__",    "_getframe",    "currentframe",   "extract_stack",
    "format_stack", "getframeinfo", "gi_frame",       "inspect",
    "print_stack",  "set_trace",    "tb_frame",       "walk_stack",
    "warn",         "stack",        "getouterframes", "warn_explicit",
};

/* `vars(x)`, `super(A, self)`: the answer does not depend on the frame. */
static bool has_argument(const PhTree *tree, PhNodeId name)
{
    PhNodeId call = ph_tree_parent(tree, name);
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        tree->fields[name] != PH_FIELD_FUNCTION) {
        return false;
    }
    PhNodeId arguments = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhKind first = arguments == PH_NODE_NONE
                       ? PH_KIND_ABSENT
                       : ph_tree_kind(tree, ph_tree_first_named(tree, arguments));
    return first != PH_KIND_ABSENT && first != PH_KIND_LIST_SPLAT &&
           first != PH_KIND_DICTIONARY_SPLAT;
}

static PhVerdict judge_name(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhBytes name = ph_tree_text(tree, node);
    bool is_bare = ph_bytes_is_one_of(name, k_bare_lookers, PH_COUNT_OF(k_bare_lookers));
    if (ph_bytes_is_one_of(name, k_frames, PH_COUNT_OF(k_frames))) {
        /* `x.stack` may be anybody's, and x.__class__ is an attribute like any other. */
        bool is_attribute = tree->fields[node] == PH_FIELD_ATTRIBUTE;
        if (ph_bytes_is(name, "__class__")) {
            return is_attribute ? PH_REFUTED : PH_PROVED;
        }
        return tree->fields[node] == PH_FIELD_NAME ? PH_REFUTED : PH_UNKNOWN;
    }
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), node);
    if ((!is_bare && !ph_bytes_is_one_of(name, k_lookers, PH_COUNT_OF(k_lookers))) ||
        (is_bare && has_argument(tree, node)) || binding == PH_BINDING_NONE) {
        return PH_REFUTED;
    }
    return facts->names->bindings[binding].is_bound ? PH_UNKNOWN : PH_PROVED;
}

PhAnswer ph_frame_looked_at(PhFacts *facts, PhFlowRegion region)
{
    PhAnswer answer = ph_answer(PH_REFUTED);
    if (region.limit - region.first > PH_FLOW_BUDGET) {
        return ph_flow_answer(PH_UNKNOWN, region.first, PH_BYTES("too much code"));
    }
    for (PhNodeId node = region.first; node < region.limit; node++) {
        if (facts->tree->kinds[node] != PH_KIND_IDENTIFIER) {
            continue;
        }
        PhVerdict verdict = judge_name(facts, node);
        if (verdict > answer.verdict) {
            answer = ph_flow_answer(verdict, node, PH_BYTES("looks at its own frame"));
        }
    }
    return answer;
}

PhAnswer ph_fact_looks_at_frame(const PhFactQuery *query)
{
    return ph_flow_strongest(query, 0, ph_frame_looked_at);
}
