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

/* `inspect.isclass`: of the module only what is told apart by its own name, if at all. */
static bool is_harmless_module(const PhTree *tree, PhNodeId name)
{
    PhNodeId parent = ph_tree_parent(tree, name);
    if (!ph_bytes_is(ph_tree_text(tree, name), "inspect") ||
        ph_tree_kind(tree, parent) != PH_KIND_ATTRIBUTE ||
        tree->fields[name] != PH_FIELD_OBJECT) {
        return false;
    }
    PhBytes attribute = ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE));
    return !ph_bytes_is(attribute, "trace") && !ph_bytes_is(attribute, "getargvalues") &&
           !ph_bytes_is(attribute, "getinnerframes");
}

static PhVerdict judge_frame_name(const PhTree *tree, PhNodeId node)
{
    /* `x.stack` may be anybody's, and x.__class__ is an attribute like any other. */
    if (ph_bytes_is(ph_tree_text(tree, node), "__class__")) {
        return tree->fields[node] == PH_FIELD_ATTRIBUTE ? PH_REFUTED : PH_PROVED;
    }
    bool is_harmless =
        tree->fields[node] == PH_FIELD_NAME || is_harmless_module(tree, node);
    return is_harmless ? PH_REFUTED : PH_UNKNOWN;
}

/* A variable of a function that has such a name and is not called here: `join(dir, name)`.
 */
static bool is_only_named_so(const PhFacts *facts, PhNodeId node, PhBindingId id)
{
    const PhBinding *binding = &facts->names->bindings[id];
    PhScopeKind kind = facts->names->scopes[binding->scope].kind;
    return binding->is_bound && facts->tree->fields[node] != PH_FIELD_FUNCTION &&
           (kind == PH_SCOPE_KIND_FUNCTION || kind == PH_SCOPE_KIND_LAMBDA ||
            kind == PH_SCOPE_KIND_COMPREHENSION);
}

static PhVerdict judge_name(PhFacts *facts, PhNodeId node)
{
    const PhTree *tree = facts->tree;
    PhBytes name = ph_tree_text(tree, node);
    bool is_bare = ph_bytes_is_one_of(name, k_bare_lookers, PH_COUNT_OF(k_bare_lookers));
    if (ph_bytes_is_one_of(name, k_frames, PH_COUNT_OF(k_frames))) {
        return judge_frame_name(tree, node);
    }
    PhBindingId binding = ph_names_binding(ph_facts_names(facts), node);
    if ((!is_bare && !ph_bytes_is_one_of(name, k_lookers, PH_COUNT_OF(k_lookers))) ||
        (is_bare && has_argument(tree, node)) || binding == PH_BINDING_NONE ||
        is_only_named_so(facts, node, binding)) {
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
