/* Imports, try and with, and the statements of Python 2. */

#include "syntax/accept_state.h"

static PhNodeId last_child(const PhTree *tree, PhNodeId node)
{
    PhNodeId last = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        last = ph_kind_is_extra(tree->kinds[child]) ? last : child;
    }
    return last;
}

static bool check_last_comma(PhAccept *accept, PhNodeId node)
{
    PhNodeId last = last_child(accept->tree, node);
    return accept->tree->kinds[last] != PH_TOKEN_COMMA ||
           ph_accept_refuse(accept, last,
                            "trailing comma not allowed without surrounding parentheses");
}

static bool check_star_import(PhAccept *accept, PhNodeId node)
{
    return accept->frames.items[accept->frames.count - 1].kind == PH_FRAME_MODULE ||
           ph_accept_refuse(accept, node, "import * only allowed at module level");
}

/* `from x import a.b` and `from x import a.b as c`. */
static bool check_plain_name(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId name =
        tree->kinds[node] == PH_KIND_ALIASED_IMPORT ? ph_accept_first(tree, node) : node;
    return tree->kinds[name] != PH_KIND_DOTTED_NAME ||
           ph_accept_find(tree, name, PH_TOKEN_DOT) == PH_NODE_NONE ||
           ph_accept_refuse(accept, name, "invalid syntax");
}

bool ph_accept_import(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (!check_last_comma(accept, node)) {
        return false;
    }
    if (tree->kinds[node] == PH_KIND_IMPORT_STATEMENT) {
        return true;
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] == PH_KIND_WILDCARD_IMPORT &&
            !check_star_import(accept, child)) {
            return false;
        }
        if (tree->fields[child] == PH_FIELD_NAME && !check_plain_name(accept, child)) {
            return false;
        }
    }
    return true;
}

static bool is_docstring(const PhTree *tree, PhNodeId node)
{
    if (tree->kinds[node] != PH_KIND_EXPRESSION_STATEMENT) {
        return false;
    }
    PhNodeId inner = ph_tree_strip_parens(tree, ph_accept_first(tree, node));
    PhKind kind = tree->kinds[inner];
    return kind == PH_KIND_STRING || kind == PH_KIND_CONCATENATED_STRING;
}

/* The first statement of the module that ends the place for future imports. */
static PhNodeId future_limit(const PhTree *tree)
{
    bool may_be_docstring = true;
    PH_FOR_EACH_CHILD(tree, 0, child)
    {
        PhKind kind = tree->kinds[child];
        if (!ph_kind_is_named(kind) || kind == PH_KIND_FUTURE_IMPORT_STATEMENT) {
            may_be_docstring = may_be_docstring && kind != PH_KIND_FUTURE_IMPORT_STATEMENT;
            continue;
        }
        if (!may_be_docstring || !is_docstring(tree, child)) {
            return child;
        }
        may_be_docstring = false;
    }
    return tree->count;
}

static const char *const k_features[] = {
    "nested_scopes",  "generators",     "division",         "absolute_import",
    "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL",
    "generator_stop", "annotations",
};

static bool check_feature(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (tree->kinds[node] == PH_KIND_ALIASED_IMPORT) {
        node = ph_accept_first(tree, node);
    }
    PhBytes name = ph_tree_text(tree, node);
    for (size_t i = 0; i < PH_COUNT_OF(k_features); i++) {
        if (ph_bytes_is(name, k_features[i])) {
            return true;
        }
    }
    return ph_accept_refuse_name(accept, node, "future feature is not defined", name);
}

bool ph_accept_future(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (!check_last_comma(accept, node)) {
        return false;
    }
    if (accept->future_limit == 0) {
        accept->future_limit = future_limit(tree);
    }
    if (tree->parents[node] != 0 || node >= accept->future_limit) {
        return ph_accept_refuse(
            accept, node,
            "from __future__ imports must occur at the beginning of the file");
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->fields[child] == PH_FIELD_NAME && !check_feature(accept, child)) {
            return false;
        }
    }
    return true;
}

/* `print >>f, x` is a shift and a tuple, as long as its parts are expressions. */
bool ph_accept_print(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    if (tree->kinds[node] == PH_KIND_EXEC_STATEMENT) {
        return ph_accept_refuse(accept, node,
                                "Missing parentheses in call to 'exec'. Did you mean "
                                "exec(...)?");
    }
    PhNodeId chevron = ph_accept_find(tree, node, PH_KIND_CHEVRON);
    if (chevron == PH_NODE_NONE) {
        return ph_accept_refuse(accept, node,
                                "Missing parentheses in call to 'print'. Did you mean "
                                "print(...)?");
    }
    PhNodeId leaf = ph_accept_next(tree, ph_accept_first(tree, chevron));
    while (leaf + 1 < tree->limits[leaf]) {
        leaf++;
    }
    PhKind kind = tree->kinds[leaf];
    return (kind != PH_TOKEN_NOT && kind != PH_TOKEN_LAMBDA) ||
           ph_accept_refuse(accept, leaf, "invalid syntax");
}

bool ph_accept_try(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId bare = PH_NODE_NONE;
    uint32_t count = 0;
    uint32_t star_count = 0;
    bool has_finally = false;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = tree->kinds[child];
        has_finally = has_finally || kind == PH_KIND_FINALLY_CLAUSE;
        if (kind == PH_KIND_ELSE_CLAUSE && count == 0) {
            return ph_accept_refuse(accept, child, "expected 'except' or 'finally' block");
        }
        if (kind != PH_KIND_EXCEPT_CLAUSE) {
            continue;
        }
        if (bare != PH_NODE_NONE) {
            return ph_accept_refuse(accept, bare, "default 'except:' must be last");
        }
        PhNodeId second = ph_accept_next(tree, ph_accept_first(tree, child));
        star_count += tree->kinds[second] == PH_TOKEN_STAR;
        bare = tree->kinds[second] == PH_TOKEN_COLON ? child : PH_NODE_NONE;
        count++;
        if (star_count != 0 && star_count != count) {
            return ph_accept_refuse(
                accept, child, "cannot have both 'except' and 'except*' on the same 'try'");
        }
    }
    return count > 0 || has_finally ||
           ph_accept_refuse(accept, node, "expected 'except' or 'finally' block");
}

static bool check_except_name(PhAccept *accept, PhNodeId node)
{
    return accept->tree->kinds[node] == PH_KIND_IDENTIFIER ||
           ph_accept_refuse(accept, node, "cannot use except statement with this target");
}

bool ph_accept_except(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId second = ph_accept_next(tree, ph_accept_first(tree, node));
    if (tree->kinds[second] == PH_TOKEN_STAR &&
        tree->kinds[ph_accept_next(tree, second)] == PH_TOKEN_COLON) {
        return ph_accept_refuse(accept, node, "expected one or more exception types");
    }
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhNodeId name = tree->fields[child] == PH_FIELD_ALIAS ? child : PH_NODE_NONE;
        if (tree->kinds[child] == PH_KIND_AS_PATTERN) {
            PhNodeId target = ph_tree_child(tree, child, PH_FIELD_ALIAS);
            name = target == PH_NODE_NONE ? target : ph_accept_first(tree, target);
        }
        if (name != PH_NODE_NONE && !check_except_name(accept, name)) {
            return false;
        }
    }
    return true;
}

bool ph_accept_with(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId last = last_child(tree, node);
    return tree->kinds[last] != PH_TOKEN_COMMA ||
           ph_accept_refuse(accept, last, "invalid syntax");
}

/* raise and assert: the grammar allows a cause without an exception, and any number of
 * expressions. */
bool ph_accept_raise(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId second = ph_accept_next(tree, ph_accept_first(tree, node));
    if (tree->kinds[node] == PH_KIND_ASSERT_STATEMENT) {
        return ph_accept_count(tree, node, PH_TOKEN_COMMA) < 2 ||
               ph_accept_refuse(accept, node, "invalid syntax");
    }
    return second == PH_NODE_NONE || tree->kinds[second] != PH_TOKEN_FROM ||
           ph_accept_refuse(accept, second, "invalid syntax");
}
