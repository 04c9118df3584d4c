/* Arguments, parameters and type parameters. */

#include "base/map.h"
#include "base/utf8.h"
#include "syntax/accept_state.h"

/* From this many names on a table pays off. */
enum { PH_FEW_NAMES = 16 };

typedef struct PhNameSet {
    PhArena *arena;
    PhBytes few[PH_FEW_NAMES];
    uint32_t count;
    PhMap map;
} PhNameSet;

/* True if the name was there already. */
static bool add_name(PhNameSet *set, PhBytes name)
{
    if (set->count < PH_FEW_NAMES) {
        for (uint32_t i = 0; i < set->count; i++) {
            if (ph_bytes_equal(set->few[i], name)) {
                return true;
            }
        }
        set->few[set->count++] = name;
        return false;
    }
    if (set->map.arena == NULL) {
        set->map = ph_map_in(set->arena);
        for (uint32_t i = 0; i < PH_FEW_NAMES; i++) {
            *ph_map_put(&set->map, set->few[i]) = 0;
        }
    }
    uint32_t *slot = ph_map_put(&set->map, name);
    bool is_known = *slot != PH_MAP_NONE;
    *slot = 0;
    return is_known;
}

static void start_names(PhAccept *accept, PhNameSet *set)
{
    set->arena = accept->arena;
    set->count = 0;
    set->map.arena = NULL;
}

static bool check_keyword(PhAccept *accept, PhNodeId node, PhNameSet *names)
{
    PhNodeId name = ph_accept_first(accept->tree, node);
    return !add_name(names, ph_tree_text(accept->tree, name)) ||
           ph_accept_refuse_name(accept, node, "keyword argument repeated",
                                 ph_tree_text(accept->tree, name));
}

/* The grammar takes `f(,)` and `{,}`. */
bool ph_accept_commas(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId second = ph_accept_next(tree, ph_accept_first(tree, node));
    return ph_tree_kind(tree, second) != PH_TOKEN_COMMA ||
           ph_accept_refuse(accept, second, "invalid syntax");
}

bool ph_accept_arguments(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNameSet names;
    start_names(accept, &names);
    bool has_keyword = false;
    bool has_dictionary = false;
    if (!ph_accept_commas(accept, node)) {
        return false;
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        switch (tree->kinds[child]) {
        case PH_KIND_KEYWORD_ARGUMENT:
            has_keyword = true;
            if (!check_keyword(accept, child, &names)) {
                return false;
            }
            break;
        case PH_KIND_DICTIONARY_SPLAT: has_dictionary = true; break;
        case PH_KIND_LIST_SPLAT:
            if (has_dictionary) {
                return ph_accept_refuse(accept, child,
                                        "iterable argument unpacking follows keyword "
                                        "argument unpacking");
            }
            break;
        default:
            if ((has_keyword || has_dictionary) && ph_kind_is_named(tree->kinds[child])) {
                return ph_accept_refuse(
                    accept, child,
                    has_dictionary
                        ? "positional argument follows keyword argument unpacking"
                        : "positional argument follows keyword argument");
            }
            break;
        }
    }
    return true;
}

/* How far a list of parameters has come. */
typedef struct PhParameters {
    PhNameSet names;
    uint32_t count;
    bool has_default;
    bool has_slash;
    bool has_star;
    bool is_star_bare; /* a bare star still waits for a name */
    bool has_dictionary;
} PhParameters;

static bool add_parameter(PhAccept *accept, PhParameters *list, PhNodeId name)
{
    const PhTree *tree = accept->tree;
    if (tree->kinds[name] != PH_KIND_IDENTIFIER) {
        return ph_accept_refuse(accept, name, "invalid syntax");
    }
    PhBytes text = ph_utf8_nfkc(accept->arena, ph_tree_text(tree, name));
    list->count++;
    return !add_name(&list->names, text) ||
           ph_accept_refuse_name(accept, name, "duplicate argument in function definition",
                                 text);
}

static bool add_plain(PhAccept *accept, PhParameters *list, PhNodeId node, bool has_default)
{
    if (!has_default && list->has_default && !list->has_star) {
        return ph_accept_refuse(accept, node,
                                "non-default argument follows default argument");
    }
    list->has_default = list->has_default || has_default;
    list->is_star_bare = false;
    return add_parameter(accept, list,
                         ph_accept_first(accept->tree, node) == PH_NODE_NONE
                             ? node
                             : ph_accept_first(accept->tree, node));
}

static bool add_slash(PhAccept *accept, PhParameters *list, PhNodeId node)
{
    const char *message = list->has_slash    ? "/ may appear only once"
                          : list->has_star   ? "/ must be ahead of *"
                          : list->count == 0 ? "at least one argument must precede /"
                                             : NULL;
    list->has_slash = true;
    return message == NULL || ph_accept_refuse(accept, node, message);
}

static bool add_star(PhAccept *accept, PhParameters *list, PhNodeId node, PhNodeId splat)
{
    if (list->has_star) {
        return ph_accept_refuse(accept, node, "* argument may appear only once");
    }
    list->has_star = true;
    list->is_star_bare = splat == PH_NODE_NONE;
    return list->is_star_bare ||
           add_parameter(accept, list, ph_tree_first_named(accept->tree, splat));
}

static bool add_dictionary(PhAccept *accept, PhParameters *list, PhNodeId splat)
{
    if (list->is_star_bare) {
        return ph_accept_refuse(accept, splat, "named arguments must follow bare *");
    }
    list->has_dictionary = true;
    return add_parameter(accept, list, ph_tree_first_named(accept->tree, splat));
}

static bool add_typed(PhAccept *accept, PhParameters *list, PhNodeId node)
{
    PhNodeId inner = ph_accept_first(accept->tree, node);
    switch (accept->tree->kinds[inner]) {
    case PH_KIND_LIST_SPLAT_PATTERN: return add_star(accept, list, node, inner);
    case PH_KIND_DICTIONARY_SPLAT_PATTERN: return add_dictionary(accept, list, inner);
    default: return add_plain(accept, list, node, false);
    }
}

static bool add_any(PhAccept *accept, PhParameters *list, PhNodeId node)
{
    switch (accept->tree->kinds[node]) {
    case PH_KIND_IDENTIFIER: return add_plain(accept, list, node, false);
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_TYPED_DEFAULT_PARAMETER: return add_plain(accept, list, node, true);
    case PH_KIND_TYPED_PARAMETER: return add_typed(accept, list, node);
    case PH_KIND_LIST_SPLAT_PATTERN: return add_star(accept, list, node, node);
    case PH_KIND_KEYWORD_SEPARATOR: return add_star(accept, list, node, PH_NODE_NONE);
    case PH_KIND_POSITIONAL_SEPARATOR: return add_slash(accept, list, node);
    case PH_KIND_DICTIONARY_SPLAT_PATTERN: return add_dictionary(accept, list, node);
    default: return ph_accept_refuse(accept, node, "invalid syntax");
    }
}

bool ph_accept_parameters(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhParameters list;
    memset(&list, 0, sizeof(list));
    start_names(accept, &list.names);
    bool is_lambda = tree->kinds[node] == PH_KIND_LAMBDA_PARAMETERS;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = tree->kinds[child];
        bool is_parameter = ph_kind_is_named(kind);
        if (!is_parameter) {
            continue;
        }
        if (list.has_dictionary) {
            return ph_accept_refuse(accept, child,
                                    "arguments cannot follow var-keyword argument");
        }
        if (is_lambda &&
            (kind == PH_KIND_TYPED_PARAMETER || kind == PH_KIND_TYPED_DEFAULT_PARAMETER)) {
            return ph_accept_refuse(accept, child, "invalid syntax");
        }
        if (!add_any(accept, &list, child)) {
            return false;
        }
    }
    return !list.is_star_bare ||
           ph_accept_refuse(accept, node, "named arguments must follow bare *");
}

/* The name that a type parameter binds, or PH_NODE_NONE. */
static PhNodeId type_parameter_name(const PhTree *tree, PhNodeId type)
{
    PhNodeId inner = ph_accept_first(tree, type);
    if (tree->kinds[inner] == PH_KIND_CONSTRAINED_TYPE) {
        inner = ph_accept_first(tree, ph_accept_first(tree, inner));
    } else if (tree->kinds[inner] == PH_KIND_SPLAT_TYPE ||
               tree->kinds[inner] == PH_KIND_LIST_SPLAT) {
        inner = ph_tree_first_named(tree, inner);
    }
    return tree->kinds[inner] == PH_KIND_IDENTIFIER ? inner : PH_NODE_NONE;
}

/* True for the brackets after the name of a def, class or type alias. */
static bool declares(const PhTree *tree, PhNodeId node)
{
    PhNodeId parent = tree->parents[node];
    switch (tree->kinds[parent]) {
    case PH_KIND_FUNCTION_DEFINITION:
    case PH_KIND_CLASS_DEFINITION: return true;
    case PH_KIND_GENERIC_TYPE: {
        PhNodeId type = tree->parents[parent];
        return tree->kinds[tree->parents[type]] == PH_KIND_TYPE_ALIAS_STATEMENT &&
               tree->fields[type] == PH_FIELD_LEFT;
    }
    default: return false;
    }
}

bool ph_accept_type_parameters(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    bool is_declaration = declares(tree, node);
    PhNameSet names;
    start_names(accept, &names);
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] != PH_KIND_TYPE) {
            continue;
        }
        PhNodeId inner = ph_accept_first(tree, child);
        if (!is_declaration) {
            if (tree->kinds[inner] == PH_KIND_SPLAT_TYPE &&
                tree->kinds[inner + 1] == PH_TOKEN_DOUBLE_STAR) {
                return ph_accept_refuse(accept, child, "invalid syntax");
            }
            continue;
        }
        PhNodeId name = type_parameter_name(tree, child);
        if (name == PH_NODE_NONE) {
            return ph_accept_refuse(accept, child, "invalid syntax");
        }
        if (add_name(&names, ph_tree_text(tree, name))) {
            return ph_accept_refuse_name(accept, name, "duplicate type parameter",
                                         ph_tree_text(tree, name));
        }
    }
    return true;
}

/* The right side of a union is an operand: no lambda, no `not`. */
bool ph_accept_type(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhKind above = tree->kinds[tree->parents[node]];
    if (above != PH_KIND_UNION_TYPE || tree->parents[node] + 1 == node) {
        return true;
    }
    PhNodeId leaf = node;
    while (leaf + 1 < tree->limits[leaf]) {
        leaf++;
    }
    PhKind kind = tree->kinds[leaf];
    return (kind != PH_TOKEN_NOT && kind != PH_TOKEN_LAMBDA) ||
           ph_accept_refuse(accept, leaf, "invalid syntax");
}

/* `type X = ..`, but also `type (x).y = ..`, which is an assignment. */
bool ph_accept_type_alias(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    if (left == PH_NODE_NONE) {
        return true;
    }
    char first = tree->text.ptr[tree->starts[left]];
    PhNodeId inner = ph_accept_first(tree, left);
    PhKind kind = tree->kinds[inner];
    if (first == '(' || first == '[') {
        return kind == PH_KIND_ATTRIBUTE || kind == PH_KIND_SUBSCRIPT ||
               (first == '[' && kind == PH_KIND_LIST) ||
               ph_accept_refuse(accept, left, "cannot assign to function call");
    }
    return kind == PH_KIND_IDENTIFIER || kind == PH_KIND_GENERIC_TYPE ||
           ph_accept_refuse(accept, left, "invalid syntax");
}
