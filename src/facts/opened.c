#include "facts/opened.h"

#include "facts/flow.h"
#include "syntax/walk.h"

/* The literal text of the mode, "r" if there is none; false: it is not known. */
static bool read_mode(const PhTree *tree, PhNodeId call, PhBytes *mode_out)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    uint32_t position = 0;
    *mode_out = PH_BYTES("r");
    for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
         arg = ph_tree_next_named(tree, arg)) {
        PhKind kind = ph_tree_kind(tree, arg);
        PhNodeId value = arg;
        bool is_mode = position == 1;
        if (kind == PH_KIND_LIST_SPLAT || kind == PH_KIND_DICTIONARY_SPLAT) {
            return false;
        }
        if (kind == PH_KIND_KEYWORD_ARGUMENT) {
            PhBytes name = ph_tree_text(tree, ph_tree_child(tree, arg, PH_FIELD_NAME));
            is_mode = ph_bytes_is(name, "mode");
            value = ph_tree_child(tree, arg, PH_FIELD_VALUE);
            /* An opener may give anything. */
            if (ph_bytes_is(name, "opener")) {
                return false;
            }
        } else {
            position++;
        }
        if (is_mode && (ph_tree_kind(tree, value) != PH_KIND_STRING ||
                        ph_string_is_formatted(tree, value))) {
            return false;
        }
        *mode_out = is_mode ? ph_tree_text(tree, value) : *mode_out;
    }
    return true;
}

static PhOpened opened_by(PhFacts *facts, PhNodeId call)
{
    const PhTree *tree = facts->tree;
    PhOpened none = {0};
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return none;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_facts_means(facts, function, PH_BYTES("io.StringIO"))) {
        return (PhOpened){.line = PH_TYPE_STR, .is_in_memory = true};
    }
    if (ph_facts_means(facts, function, PH_BYTES("io.BytesIO"))) {
        return (PhOpened){.line = PH_TYPE_BYTES, .is_in_memory = true};
    }
    PhBytes mode;
    if (!ph_flow_is_builtin(facts, function) ||
        !ph_bytes_is(ph_tree_text(tree, function), "open") ||
        !read_mode(tree, call, &mode)) {
        return none;
    }
    bool is_binary = memchr(mode.ptr, 'b', mode.len) != NULL;
    return is_binary ? (PhOpened){.line = PH_TYPE_BYTES}
                     : (PhOpened){.line = PH_TYPE_STR, .is_decoded = true};
}

/* `with e as x` or `x = e`: e. */
static PhNodeId value_of_store(const PhTree *tree, const PhRef *ref)
{
    PhNodeId parent = ph_tree_parent(tree, ref->node);
    if (ref->kind == PH_REF_ASSIGN && ph_tree_kind(tree, parent) == PH_KIND_ASSIGNMENT) {
        return ph_tree_child(tree, parent, PH_FIELD_RIGHT);
    }
    PhNodeId pattern = ph_tree_kind(tree, parent) == PH_KIND_AS_PATTERN_TARGET
                           ? ph_tree_parent(tree, parent)
                           : PH_NODE_NONE;
    return ref->kind == PH_REF_WITH && ph_tree_kind(tree, pattern) == PH_KIND_AS_PATTERN
               ? ph_tree_first_named(tree, pattern)
               : PH_NODE_NONE;
}

PhOpened ph_opened_of(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhOpened opened = {0};
    PhBindingId binding = ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER
                              ? ph_names_binding(names, name)
                              : PH_BINDING_NONE;
    if (binding == PH_BINDING_NONE || !ph_flow_is_private(facts, binding)) {
        return opened;
    }
    for (PhRefId i = names->bindings[binding].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        if (ref->kind == PH_REF_LOAD) {
            continue;
        }
        PhNodeId value = value_of_store(tree, ref);
        PhOpened one = value == PH_NODE_NONE ? (PhOpened){0} : opened_by(facts, value);
        if (one.line == 0 || (opened.line != 0 && opened.line != one.line)) {
            return (PhOpened){0};
        }
        opened.line = one.line;
        opened.is_decoded = opened.is_decoded || one.is_decoded;
        opened.is_in_memory = one.is_in_memory;
    }
    return opened;
}

PhTypeSet ph_opened_line(PhFacts *facts, PhNodeId node)
{
    return ph_tree_kind(facts->tree, node) == PH_KIND_CALL ? opened_by(facts, node).line
                                                           : ph_opened_of(facts, node).line;
}
