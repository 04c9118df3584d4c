#include "facts/shown_text.h"

#include "facts/calls.h"
#include "facts/flow.h"
#include "syntax/walk.h"

static bool is_print(PhFacts *facts, PhNodeId call)
{
    PhNodeId function = ph_tree_child(facts->tree, call, PH_FIELD_FUNCTION);
    return ph_tree_kind(facts->tree, function) == PH_KIND_IDENTIFIER &&
           ph_bytes_is(ph_tree_text(facts->tree, function), "print") &&
           ph_flow_is_builtin(facts, function);
}

static bool is_display_method(const PhTree *tree, PhNodeId def)
{
    static const char *const k_names[] = {"__repr__", "__str__", "__format__",
                                          "__rich_repr__"};
    PhNodeId name = ph_tree_child(tree, def, PH_FIELD_NAME);
    return ph_bytes_is_one_of(ph_tree_text(tree, name), k_names, PH_COUNT_OF(k_names));
}

/* A statement of its own: a docstring, or of no effect. */
static bool is_docstring(const PhTree *tree, PhNodeId string)
{
    PhBytes examples = PH_BYTES(">>>");
    PhNodeId parent = ph_tree_parent(tree, string);
    return ph_tree_kind(tree, string) == PH_KIND_STRING &&
           ph_tree_kind(tree, parent) == PH_KIND_EXPRESSION_STATEMENT &&
           ph_bytes_find(ph_tree_text(tree, string), examples, 0) == PH_NOT_FOUND;
}

bool ph_is_shown_text(PhFacts *facts, PhNodeId string)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = string; node != PH_NODE_NONE; node = ph_tree_parent(tree, node)) {
        switch (ph_tree_kind(tree, node)) {
        case PH_KIND_TYPE:
        case PH_KIND_RAISE_STATEMENT: return true;
        case PH_KIND_CALL:
            if (is_print(facts, node)) {
                return true;
            }
            break;
        case PH_KIND_FUNCTION_DEFINITION: return is_display_method(tree, node);
        case PH_KIND_CLASS_DEFINITION:
        case PH_KIND_LAMBDA: return false;
        default:
            if (is_docstring(tree, node)) {
                return true;
            }
        }
    }
    return false;
}
