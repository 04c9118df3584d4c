/*
 * never_emptied: does the file take nothing out of the container that the variable of the
 * module holds?
 *
 * Refuted by `del c[k]`, by `pop`, `clear`, `discard` and their kin, called or handed on
 * (`add_done_callback(c.discard)`), of the container or of an element, and by a slice that
 * is stored to. Unknown where its length is compared, where it has another name, is stored
 * or handed to a function that is not known to read it only. Other files are not asked.
 */

#include "facts/flow.h"
#include "facts/members.h"

static const char *const k_removing[] = {
    "__delitem__", "clear",   "difference_update", "discard", "intersection_update",
    "pop",         "popitem", "popleft",           "remove",  "symmetric_difference_update",
};

/* Functions of the libraries that read what they are given. */
static const char *const k_readers[] = {
    "HTMLResponse",
    "JSONResponse",
    "Response",
    "TemplateResponse",
    "all",
    "any",
    "as_completed",
    "bool",
    "copy",
    "debug",
    "deepcopy",
    "dict",
    "dumps",
    "enumerate",
    "error",
    "filter",
    "frozenset",
    "gather",
    "id",
    "info",
    "isinstance",
    "iter",
    "jsonify",
    "len",
    "list",
    "make_response",
    "map",
    "max",
    "min",
    "print",
    "render_template",
    "repr",
    "reversed",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "wait",
    "warning",
    "zip",
};

static PhBytes last_name(const PhTree *tree, PhNodeId function)
{
    if (ph_tree_kind(tree, function) == PH_KIND_ATTRIBUTE) {
        function = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
    }
    return ph_tree_text(tree, function);
}

static PhVerdict as_argument(const PhTree *tree, PhNodeId list)
{
    PhNodeId call = ph_tree_parent(tree, list);
    PhNodeId function = ph_tree_kind(tree, call) == PH_KIND_CALL
                            ? ph_tree_child(tree, call, PH_FIELD_FUNCTION)
                            : PH_NODE_NONE;
    bool is_reader =
        function != PH_NODE_NONE &&
        ph_bytes_is_one_of(last_name(tree, function), k_readers, PH_COUNT_OF(k_readers));
    if (!is_reader) {
        return PH_UNKNOWN;
    }
    /* `len(c) > 100`: perhaps nothing more is put in then. */
    PhNodeId outer = ph_tree_parent(tree, ph_tree_out_of_parens(tree, call));
    bool is_compared = ph_bytes_is(last_name(tree, function), "len") &&
                       ph_tree_kind(tree, outer) == PH_KIND_COMPARISON_OPERATOR;
    return is_compared ? PH_UNKNOWN : PH_PROVED;
}

/* What is done with an element, or a slice, at `subscript`. */
static PhVerdict as_element(const PhTree *tree, PhNodeId subscript)
{
    PhNodeId parent = ph_tree_parent(tree, subscript);
    bool is_slice = ph_tree_kind(tree, ph_tree_child(tree, subscript,
                                                     PH_FIELD_SUBSCRIPT)) == PH_KIND_SLICE;
    while (ph_tree_kind(tree, parent) == PH_KIND_EXPRESSION_LIST ||
           ph_tree_kind(tree, parent) == PH_KIND_PARENTHESIZED_EXPRESSION ||
           ph_tree_kind(tree, parent) == PH_KIND_TUPLE) {
        parent = ph_tree_parent(tree, parent);
    }
    if (ph_tree_kind(tree, parent) == PH_KIND_DELETE_STATEMENT ||
        (is_slice && ph_is_target(tree, subscript))) {
        return PH_REFUTED;
    }
    if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
        tree->fields[subscript] == PH_FIELD_OBJECT) {
        PhBytes name = ph_tree_text(tree, ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE));
        return ph_bytes_is_one_of(name, k_removing, PH_COUNT_OF(k_removing)) ? PH_REFUTED
                                                                             : PH_PROVED;
    }
    return PH_PROVED;
}

static PhVerdict as_attribute(const PhTree *tree, PhNodeId attribute)
{
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    return ph_bytes_is_one_of(name, k_removing, PH_COUNT_OF(k_removing)) ? PH_REFUTED
                                                                         : PH_PROVED;
}

static PhVerdict judge_load(const PhTree *tree, PhNodeId name)
{
    PhNodeId node = ph_tree_out_of_parens(tree, name);
    PhNodeId parent = ph_tree_parent(tree, node);
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE: return as_attribute(tree, parent);
    case PH_KIND_SUBSCRIPT:
        return tree->fields[node] == PH_FIELD_VALUE ? as_element(tree, parent) : PH_PROVED;
    case PH_KIND_KEYWORD_ARGUMENT: return as_argument(tree, ph_tree_parent(tree, parent));
    case PH_KIND_ARGUMENT_LIST: return as_argument(tree, parent);
    case PH_KIND_ASSIGNMENT:
    case PH_KIND_NAMED_EXPRESSION:
    case PH_KIND_YIELD: return PH_UNKNOWN;
    default: return PH_PROVED;
    }
}

/* `c -= ..` and its kin take out; `c += ..` puts in. */
static PhVerdict judge_augmented(const PhTree *tree, PhNodeId name)
{
    PhNodeId statement = ph_tree_parent(tree, name);
    PhNodeId sign = ph_tree_kind(tree, statement) == PH_KIND_AUGMENTED_ASSIGNMENT
                        ? ph_tree_child(tree, statement, PH_FIELD_OPERATOR)
                        : PH_NODE_NONE;
    PhBytes text = sign == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, sign);
    return ph_bytes_is(text, "+=") || ph_bytes_is(text, "|=") ? PH_PROVED : PH_REFUTED;
}

PhAnswer ph_fact_never_emptied(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_flow_binding(query, 0);
    if (id == PH_BINDING_NONE || names->bindings[id].scope != PH_SCOPE_MODULE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhAnswer answer = ph_answer(PH_PROVED);
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhVerdict verdict = PH_PROVED;
        if (ref->kind == PH_REF_LOAD) {
            verdict = judge_load(facts->tree, ref->node);
        } else if (ref->kind == PH_REF_AUGMENTED) {
            verdict = judge_augmented(facts->tree, ref->node);
        } else if (ref->kind == PH_REF_DELETE) {
            verdict = PH_REFUTED;
        }
        PhBytes why = verdict == PH_REFUTED ? PH_BYTES("something is taken out there")
                                            : PH_BYTES("something may be taken out there");
        answer = ph_answer_weakest(answer, ph_flow_answer(verdict, ref->node, why));
    }
    return answer;
}
