/*
 * Which scopes may have their names reached by text. "Unknown" is opaque: whatever is not
 * seen to be another function of that name counts.
 */

#include "names/builder.h"

/*
 * True if `name` is the name of an attribute that leads to a frame or is one of the
 * builtins by its module.
 */
bool ph_opaque_is_attribute(const PhTree *tree, PhNodeId name)
{
    PhNodeId parent = tree->parents[name];
    uint32_t len = tree->ends[name] - tree->starts[name];
    if (ph_tree_kind(tree, parent) != PH_KIND_ATTRIBUTE || len > 12) {
        return false;
    }
    PhBytes text = ph_tree_text(tree, name);
    if (ph_bytes_is(text, "_getframe") || ph_bytes_is(text, "currentframe")) {
        return true;
    }
    PhNodeId object = ph_tree_child(tree, parent, PH_FIELD_OBJECT);
    if (ph_tree_kind(tree, object) != PH_KIND_IDENTIFIER) {
        return false;
    }
    PhBytes module = ph_tree_text(tree, object);
    if (ph_bytes_is(module, "inspect")) {
        return ph_bytes_is(text, "stack");
    }
    if (ph_bytes_is(module, "builtins") || ph_bytes_is(module, "__builtins__")) {
        return ph_bytes_is(text, "locals") || ph_bytes_is(text, "vars") ||
               ph_bytes_is(text, "dir") || ph_bytes_is(text, "eval") ||
               ph_bytes_is(text, "exec");
    }
    return false;
}

/* `vars(x)` and `dir(x)` look at x; without an argument they look at the locals. */
static bool looks_at_argument(const PhTree *tree, PhNodeId name)
{
    PhNodeId call = tree->parents[name];
    if (ph_tree_kind(tree, call) != PH_KIND_CALL ||
        tree->fields[name] != PH_FIELD_FUNCTION) {
        return false;
    }
    PhNodeId arguments = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    if (ph_tree_kind(tree, arguments) == PH_KIND_GENERATOR_EXPRESSION) {
        return true;
    }
    PhNodeId first =
        arguments == PH_NODE_NONE ? arguments : ph_tree_first_named(tree, arguments);
    PhKind kind = ph_tree_kind(tree, first);
    return kind != PH_KIND_ABSENT && kind != PH_KIND_LIST_SPLAT &&
           kind != PH_KIND_DICTIONARY_SPLAT && kind != PH_KIND_KEYWORD_ARGUMENT;
}

static void mark_read(const PhTree *tree, PhScope *scopes, const PhRef *ref,
                      PhSpecialName name)
{
    bool may_take_object = name == PH_NAME_VARS || name == PH_NAME_DIR;
    if (name == PH_NAME_GLOBALS) {
        scopes[PH_SCOPE_MODULE].is_opaque = true;
    } else if (!may_take_object || !looks_at_argument(tree, ref->node)) {
        scopes[ref->scope].is_opaque = true;
    }
}

/* `from m import locals as x`: every read of x counts. Done once for each name and x. */
static void mark_imported(const PhTree *tree, PhScope *scopes, const PhNames *names,
                          PhBindingId binding, PhSpecialName name)
{
    for (PhRefId id = names->bindings[binding].first_ref; id != PH_REF_NONE;
         id = names->refs[id].next) {
        if (names->refs[id].kind == PH_REF_LOAD) {
            mark_read(tree, scopes, &names->refs[id], name);
        }
    }
}

void ph_opaque_mark(PhNamesBuilder *b, PhNames *names)
{
    PhScope *scopes = b->scopes.items;
    uint32_t *done = NULL;
    for (size_t i = 0; i < b->suspects.count; i++) {
        PhSuspect suspect = b->suspects.items[i];
        const PhRef *ref = &names->refs[suspect.ref];
        if (ref->kind == PH_REF_LOAD) {
            if (!names->bindings[ref->binding].is_bound) {
                mark_read(b->tree, scopes, ref, suspect.name);
            }
            continue;
        }
        if (done == NULL) {
            done = PH_NEW_ARRAY(b->arena, uint32_t, names->binding_count);
        }
        uint32_t bit = 1U << (uint32_t)suspect.name;
        if ((done[ref->binding] & bit) == 0) {
            done[ref->binding] |= bit;
            mark_imported(b->tree, scopes, names, ref->binding, suspect.name);
        }
    }
    for (PhScopeId scope = names->scope_count; scope-- > 1;) {
        scopes[scopes[scope].parent].is_opaque |= scopes[scope].is_opaque;
    }
}
