/*
 * How an identifier touches its name, by its place in the grammar. Targets are marked from
 * above, because `a` in `(a, b) = c` does not show by its parent what it is; everything
 * else shows by the parent.
 */

#include "names/builder.h"

static bool holds_targets(PhKind kind)
{
    switch (kind) {
    case PH_KIND_PATTERN_LIST:
    case PH_KIND_TUPLE_PATTERN:
    case PH_KIND_LIST_PATTERN:
    case PH_KIND_LIST_SPLAT_PATTERN:
    case PH_KIND_AS_PATTERN_TARGET:
    case PH_KIND_DELETE_STATEMENT:
    case PH_KIND_EXPRESSION_LIST:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_TUPLE:
    case PH_KIND_LIST:
    case PH_KIND_LIST_SPLAT: return true;
    default: return false;
    }
}

/* Attributes, subscripts and their like store into an object: the names there are read. */
void ph_role_mark_targets(PhNamesBuilder *b, PhNodeId top, PhRefKind kind)
{
    const PhTree *tree = b->tree;
    if (top == PH_NODE_NONE) {
        return;
    }
    for (PhNodeId node = top; node < tree->limits[top];) {
        if (tree->kinds[node] == PH_KIND_IDENTIFIER) {
            ph_slot_set_role(b, node, kind);
        }
        node = holds_targets(tree->kinds[node]) ? node + 1 : tree->limits[node];
    }
}

/*
 * `(x): T` annotates no name: without a value it does nothing, with one it is a plain
 * assignment.
 */
void ph_role_mark_assignment(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    bool has_type = ph_tree_child(tree, node, PH_FIELD_TYPE) != PH_NODE_NONE;
    bool has_value = ph_tree_child(tree, node, PH_FIELD_RIGHT) != PH_NODE_NONE;
    if (has_type && ph_tree_kind(tree, left) == PH_KIND_IDENTIFIER) {
        ph_slot_set_role(b, left, has_value ? PH_REF_ANNOTATED : PH_REF_DECLARED);
    } else if (has_value) {
        ph_role_mark_targets(b, left, PH_REF_ASSIGN);
    } else if (ph_tree_kind(tree, left) == PH_KIND_TUPLE_PATTERN) {
        for (PhNodeId name = left; name < tree->limits[left];) {
            PhKind kind = tree->kinds[name];
            if (kind == PH_KIND_IDENTIFIER) {
                b->slots[name] = PH_SLOT_NO_ROLE;
            }
            name = holds_targets(kind) ? name + 1 : tree->limits[name];
        }
    }
}

/* Which part of a dotted name is a reference: its first, or none. */
static uint32_t role_of_first_part(const PhTree *tree, PhNodeId dotted)
{
    PhNodeId first = ph_tree_first_named(tree, dotted);
    bool has_more = ph_tree_next_named(tree, first) != PH_NODE_NONE;
    PhField field = tree->fields[dotted];
    switch (ph_tree_kind(tree, tree->parents[dotted])) {
    case PH_KIND_IMPORT_STATEMENT:
    case PH_KIND_FUTURE_IMPORT_STATEMENT: return PH_REF_IMPORT;
    case PH_KIND_IMPORT_FROM_STATEMENT:
        return field == PH_FIELD_NAME ? PH_REF_IMPORT : PH_SLOT_NO_ROLE;
    case PH_KIND_ALIASED_IMPORT:
    case PH_KIND_RELATIVE_IMPORT: return PH_SLOT_NO_ROLE;
    case PH_KIND_CLASS_PATTERN: return PH_REF_LOAD;
    default:
        if (has_more || field == PH_FIELD_KEY) {
            return PH_REF_LOAD;
        }
        return ph_bytes_is(ph_tree_text(tree, first), "_") ? PH_SLOT_NO_ROLE : PH_REF_MATCH;
    }
}

void ph_role_mark_dotted_name(PhNamesBuilder *b, PhNodeId node)
{
    const PhTree *tree = b->tree;
    bool is_first = true;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] == PH_KIND_IDENTIFIER) {
            uint32_t role = is_first ? role_of_first_part(tree, node) : PH_SLOT_NO_ROLE;
            b->slots[child] = role | PH_SLOT_ROLE;
            is_first = false;
        }
    }
}

/* `T`, `T: bound`, `*Ts` and `**P`, each in a node of kind type. */
void ph_role_mark_type_params(PhNamesBuilder *b, PhNodeId params)
{
    const PhTree *tree = b->tree;
    PH_FOR_EACH_CHILD(tree, params, child)
    {
        PhNodeId name = child;
        while (name != PH_NODE_NONE && (tree->kinds[name] == PH_KIND_TYPE ||
                                        tree->kinds[name] == PH_KIND_CONSTRAINED_TYPE ||
                                        tree->kinds[name] == PH_KIND_SPLAT_TYPE)) {
            name = ph_tree_first_named(tree, name);
        }
        if (ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER) {
            ph_slot_set_role(b, name, PH_REF_TYPE_PARAM);
        }
    }
}

static bool is_parameter_star(const PhTree *tree, PhNodeId star)
{
    PhKind kind = ph_tree_kind(tree, tree->parents[star]);
    return kind == PH_KIND_PARAMETERS || kind == PH_KIND_LAMBDA_PARAMETERS ||
           kind == PH_KIND_TYPED_PARAMETER;
}

static uint32_t role_of_field(PhField field, PhField wanted, uint32_t role)
{
    return field == wanted ? role : PH_REF_LOAD;
}

uint32_t ph_role_by_parent(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    PhField field = tree->fields[node];
    switch (ph_tree_kind(tree, parent)) {
    case PH_KIND_ATTRIBUTE:
        return role_of_field(field, PH_FIELD_ATTRIBUTE, PH_SLOT_NO_ROLE);
    case PH_KIND_KEYWORD_ARGUMENT:
        return role_of_field(field, PH_FIELD_NAME, PH_SLOT_NO_ROLE);
    case PH_KIND_MEMBER_TYPE:
    case PH_KIND_KEYWORD_PATTERN: return PH_SLOT_NO_ROLE;
    case PH_KIND_FUNCTION_DEFINITION:
        return role_of_field(field, PH_FIELD_NAME, PH_REF_FUNCTION);
    case PH_KIND_CLASS_DEFINITION: return role_of_field(field, PH_FIELD_NAME, PH_REF_CLASS);
    case PH_KIND_PARAMETERS:
    case PH_KIND_LAMBDA_PARAMETERS:
    case PH_KIND_TYPED_PARAMETER: return PH_REF_PARAMETER;
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER:
        return role_of_field(field, PH_FIELD_NAME, PH_REF_PARAMETER);
    case PH_KIND_LIST_SPLAT_PATTERN:
    case PH_KIND_DICTIONARY_SPLAT_PATTERN:
        return is_parameter_star(tree, parent) ? PH_REF_PARAMETER : PH_REF_LOAD;
    case PH_KIND_NAMED_EXPRESSION:
        return role_of_field(field, PH_FIELD_NAME, PH_REF_WALRUS);
    case PH_KIND_ALIASED_IMPORT: return role_of_field(field, PH_FIELD_ALIAS, PH_REF_IMPORT);
    case PH_KIND_GLOBAL_STATEMENT: return PH_REF_GLOBAL;
    case PH_KIND_NONLOCAL_STATEMENT: return PH_REF_NONLOCAL;
    case PH_KIND_SPLAT_PATTERN:
        return ph_bytes_is(ph_tree_text(tree, node), "_") ? PH_SLOT_NO_ROLE : PH_REF_MATCH;
    case PH_KIND_AS_PATTERN:
        return ph_tree_kind(tree, tree->parents[parent]) == PH_KIND_CASE_PATTERN
                   ? PH_REF_MATCH
                   : PH_REF_LOAD;
    default: return PH_REF_LOAD;
    }
}
