/* Isomorphisms of expressions and of statements of one line. */

#include "syntax/walk.h"
#include "template/iso.h"
#include "template/meta.h"
#include "template/slice.h"

/* A display that holds nothing, or a call of its class without arguments. */
typedef struct PhEmptyForm {
    PhIso iso;
    PhKind kind;
    const char *display;
    const char *name;
    const char *call;
} PhEmptyForm;

static const PhEmptyForm *empty_form(PhIso iso)
{
    static const PhEmptyForm k_forms[] = {
        {PH_ISO_EMPTY_LIST, PH_KIND_LIST, "[]", "list", "list()"},
        {PH_ISO_EMPTY_DICT, PH_KIND_DICTIONARY, "{}", "dict", "dict()"},
        {PH_ISO_EMPTY_STR, PH_KIND_STRING, "\"\"", "str", "str()"},
        {PH_ISO_EMPTY_TUPLE, PH_KIND_TUPLE, "()", "tuple", "tuple()"},
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_forms); i++) {
        if (k_forms[i].iso == iso) {
            return &k_forms[i];
        }
    }
    PH_UNREACHABLE();
}

static bool is_empty_display(const PhTree *tree, PhNodeId node, const PhEmptyForm *form)
{
    PhBytes text = ph_tree_text(tree, node);
    PhKind parent = ph_tree_kind(tree, ph_tree_parent(tree, node));
    if (ph_tree_kind(tree, node) != form->kind) {
        return false;
    }
    /* A text that stands alone documents; one beside another is part of it. */
    if (form->kind == PH_KIND_STRING) {
        return (ph_bytes_is(text, "\"\"") || ph_bytes_is(text, "''")) &&
               parent != PH_KIND_EXPRESSION_STATEMENT &&
               parent != PH_KIND_CONCATENATED_STRING;
    }
    return ph_tree_first_named(tree, node) == PH_NODE_NONE;
}

static bool is_empty_call(const PhIsoSite *site, PhNodeId node, const PhEmptyForm *form)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    PhNodeId arguments = ph_tree_child(tree, node, PH_FIELD_ARGUMENTS);
    return ph_tree_kind(tree, node) == PH_KIND_CALL &&
           ph_tree_kind(tree, function) == PH_KIND_IDENTIFIER &&
           ph_bytes_is(ph_tree_text(tree, function), form->name) &&
           ph_tree_kind(tree, arguments) == PH_KIND_ARGUMENT_LIST &&
           ph_tree_first_named(tree, arguments) == PH_NODE_NONE;
}

/* Places where a display is no expression: targets, patterns, annotations. */
static bool is_expression_place(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId up = node; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, up));
        bool is_target = ph_tree_field(tree, up) == PH_FIELD_LEFT &&
                         outer != PH_KIND_BINARY_OPERATOR &&
                         outer != PH_KIND_BOOLEAN_OPERATOR;
        if (is_target || ph_tree_kind(tree, up) == PH_KIND_TYPE ||
            ph_tree_kind(tree, up) == PH_KIND_CASE_PATTERN ||
            ph_tree_kind(tree, up) == PH_KIND_DELETE_STATEMENT) {
            return false;
        }
    }
    return true;
}

bool ph_iso_is_empty(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    const PhEmptyForm *form = empty_form(site->iso);
    return (is_empty_display(tree, node, form) || is_empty_call(site, node, form)) &&
           is_expression_place(tree, node);
}

bool ph_iso_write_empty(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    const PhEmptyForm *form = empty_form(site->iso);
    bool is_call = ph_tree_kind(&minus->tree, node) == PH_KIND_CALL;
    PhSpan span = ph_tree_span(&minus->tree, node);
    if (!ph_slice_is_one_line(minus, span)) {
        return false;
    }
    ph_slice_replace(site->arena, (PhSlice){site->alternative, minus}, span,
                     ph_bytes_of(is_call ? form->display : form->call), out);
    return true;
}

/* The operator of a comparison of two operands that is the whole slice, or PH_NODE_NONE. */
static PhNodeId root_operator(const PhPattern *slice)
{
    const PhTree *tree = &slice->tree;
    PhNodeId found = PH_NODE_NONE;
    if (ph_tree_kind(tree, slice->root) != PH_KIND_COMPARISON_OPERATOR) {
        return PH_NODE_NONE;
    }
    PH_FOR_EACH_CHILD(tree, slice->root, child)
    {
        if (ph_tree_field(tree, child) == PH_FIELD_OPERATORS) {
            if (found != PH_NODE_NONE) {
                return PH_NODE_NONE;
            }
            found = child;
        }
    }
    return found;
}

/* What the operator is turned into; NULL: it is another one. */
static const char *negated(PhIso iso, PhKind kind)
{
    if (iso == PH_ISO_NOT_IN) {
        return kind == PH_TOKEN_IN ? "not in" : kind == PH_TOKEN_NOT_IN ? "in" : NULL;
    }
    return kind == PH_TOKEN_IS ? "is not" : kind == PH_TOKEN_IS_NOT ? "is" : NULL;
}

bool ph_iso_is_test(const PhIsoSite *site, PhNodeId node)
{
    const PhPattern *minus = &site->patch->minus;
    if (node != minus->root) {
        return false;
    }
    PhNodeId sign = root_operator(minus);
    if (negated(site->iso, ph_tree_kind(&minus->tree, sign)) == NULL) {
        return false;
    }
    const PhPattern *plus = &site->patch->plus;
    return !site->patch->has_edits || ph_tree_kind(&plus->tree, root_operator(plus)) ==
                                          ph_tree_kind(&minus->tree, sign);
}

bool ph_iso_write_test(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    const PhPattern *plus = &site->patch->plus;
    PhNodeId sign = root_operator(minus);
    PhBytes other = ph_bytes_of(negated(site->iso, ph_tree_kind(&minus->tree, sign)));
    PhSpan span = ph_tree_span(&minus->tree, sign);
    const PhAlternative *from = site->alternative;
    size_t line = ph_pattern_line_at(minus, span.start);
    assert(node == minus->root);
    (void)node;
    if (!ph_slice_is_one_line(minus, span)) {
        return false;
    }
    ph_slice_replace(site->arena, (PhSlice){from, minus}, span, other, out);
    if (from->lines.items[line].mark == PH_MARK_CONTEXT) {
        return true;
    }
    span = ph_tree_span(&plus->tree, root_operator(plus));
    PhAlternative half = *out;
    if (!ph_slice_is_one_line(plus, span)) {
        return false;
    }
    ph_slice_replace(site->arena, (PhSlice){&half, plus}, span, other, out);
    return true;
}

/* True if `node` is a metavariable that can only be a name. */
static bool is_name_metavar(const PhIsoSite *site, PhNodeId node)
{
    PhMetavarId metavar = site->patch->minus.metavars[node];
    if (metavar == PH_METAVAR_NONE ||
        ph_pattern_is_list(&site->patch->minus, site->rule, node)) {
        return false;
    }
    for (size_t i = 0; i < site->rule->uses.count; i++) {
        if (site->rule->uses.items[i].metavar == metavar) {
            return true;
        }
    }
    return ph_meta_is_name(site->rule->metavars.items[metavar].meta);
}

/* Of `x = x + e` the binary operation. */
static PhNodeId long_form(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, node, PH_FIELD_RIGHT);
    PhNodeId first = ph_tree_kind(tree, right) == PH_KIND_BINARY_OPERATOR
                         ? ph_tree_child(tree, right, PH_FIELD_LEFT)
                         : PH_NODE_NONE;
    bool is_same = first != PH_NODE_NONE && left != PH_NODE_NONE &&
                   site->patch->minus.metavars[first] == site->patch->minus.metavars[left];
    return is_same && ph_tree_child(tree, node, PH_FIELD_TYPE) == PH_NODE_NONE
               ? right
               : PH_NODE_NONE;
}

bool ph_iso_is_augmented(const PhIsoSite *site, PhNodeId node)
{
    const PhTree *tree = &site->patch->minus.tree;
    PhKind kind = ph_tree_kind(tree, node);
    if (kind != PH_KIND_AUGMENTED_ASSIGNMENT && kind != PH_KIND_ASSIGNMENT) {
        return false;
    }
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    return is_name_metavar(site, left) &&
           (kind == PH_KIND_AUGMENTED_ASSIGNMENT || long_form(site, node) != PH_NODE_NONE);
}

/* What an operator beside it cannot take apart. */
static bool is_whole(PhKind kind)
{
    switch (kind) {
    case PH_KIND_ATTRIBUTE:
    case PH_KIND_CALL:
    case PH_KIND_DICTIONARY:
    case PH_KIND_FLOAT:
    case PH_KIND_IDENTIFIER:
    case PH_KIND_INTEGER:
    case PH_KIND_LIST:
    case PH_KIND_PARENTHESIZED_EXPRESSION:
    case PH_KIND_SET:
    case PH_KIND_STRING:
    case PH_KIND_SUBSCRIPT:
    case PH_KIND_TUPLE: return true;
    default: return false;
    }
}

static PhBytes page_code(const PhIsoSite *site, PhNodeId node)
{
    return ph_slice_page_code(site->arena, ph_tree_text(&site->patch->minus.tree, node));
}

bool ph_iso_write_augmented(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    const PhTree *tree = &minus->tree;
    bool is_short = ph_tree_kind(tree, node) == PH_KIND_AUGMENTED_ASSIGNMENT;
    PhNodeId whole = is_short ? node : long_form(site, node);
    PhBytes name = page_code(site, ph_tree_child(tree, node, PH_FIELD_LEFT));
    PhNodeId right = ph_tree_child(tree, whole, PH_FIELD_RIGHT);
    PhBytes value = page_code(site, right);
    PhBytes sign = page_code(site, ph_tree_child(tree, whole, PH_FIELD_OPERATOR));
    PhSpan span = ph_tree_span(tree, node);
    if (!ph_slice_is_one_line(minus, span) ||
        (is_short && !is_whole(ph_tree_kind(tree, right)))) {
        return false;
    }
    PhBytes code =
        is_short ? ph_arena_format(site->arena, "%.*s = %.*s %.*s %.*s", (int)name.len,
                                   name.ptr, (int)name.len, name.ptr, (int)sign.len - 1,
                                   sign.ptr, (int)value.len, value.ptr)
                 : ph_arena_format(site->arena, "%.*s %.*s= %.*s", (int)name.len, name.ptr,
                                   (int)sign.len, sign.ptr, (int)value.len, value.ptr);
    ph_slice_replace(site->arena, (PhSlice){site->alternative, minus}, span, code, out);
    return true;
}

/* `$x = e`, on a line that stays; on one that changes the value the annotation could become
 * wrong, so there the rule must ask for it. */
bool ph_iso_is_plain_assignment(const PhIsoSite *site, PhNodeId node)
{
    const PhPattern *minus = &site->patch->minus;
    const PhTree *tree = &minus->tree;
    PhNodeId left = ph_tree_child(tree, node, PH_FIELD_LEFT);
    if (ph_tree_kind(tree, node) != PH_KIND_ASSIGNMENT || left == PH_NODE_NONE ||
        minus->metavars[left] == PH_METAVAR_NONE ||
        ph_pattern_is_list(&site->patch->minus, site->rule, left) ||
        ph_tree_child(tree, node, PH_FIELD_TYPE) != PH_NODE_NONE ||
        ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_RIGHT)) ==
            PH_KIND_ASSIGNMENT) {
        return false;
    }
    size_t line = ph_pattern_line(minus, node);
    bool is_kept = site->alternative->lines.items[line].mark == PH_MARK_CONTEXT;
    PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return outer == PH_KIND_EXPRESSION_STATEMENT &&
           (is_kept || ph_iso_is_named(site->rule, PH_ISO_ANNOTATED));
}

static void need_unnamed(const PhIsoSite *site)
{
    PhMetavarVec *metavars = &site->rule->metavars;
    for (size_t i = 0; i < metavars->count; i++) {
        if (metavars->items[i].is_anonymous && metavars->items[i].shape == PH_METAVAR_ONE) {
            return;
        }
    }
    PhMetavar unnamed = {
        .name = PH_BYTES("_"), .shape = PH_METAVAR_ONE, .is_anonymous = true};
    PH_VEC_PUSH(site->arena, metavars, unnamed);
}

/* The plus slice must be an assignment to the same name, so that the annotation has a place
 * to stay. */
bool ph_iso_write_annotation(const PhIsoSite *site, PhNodeId node, PhAlternative *out)
{
    const PhPattern *minus = &site->patch->minus;
    const PhPattern *plus = &site->patch->plus;
    PhNodeId left = ph_tree_child(&minus->tree, node, PH_FIELD_LEFT);
    PhSpan span = {minus->tree.ends[left], minus->tree.ends[left]};
    size_t line = ph_pattern_line_at(minus, span.start);
    need_unnamed(site);
    ph_slice_replace(site->arena, (PhSlice){site->alternative, minus}, span,
                     PH_BYTES(": $_"), out);
    if (site->alternative->lines.items[line].mark == PH_MARK_CONTEXT) {
        return true;
    }
    PhNodeId other = site->patch->has_edits &&
                             ph_tree_kind(&plus->tree, plus->root) == PH_KIND_ASSIGNMENT
                         ? ph_tree_child(&plus->tree, plus->root, PH_FIELD_LEFT)
                         : PH_NODE_NONE;
    if (node != minus->root || other == PH_NODE_NONE ||
        plus->metavars[other] != minus->metavars[left]) {
        return false;
    }
    PhAlternative half = *out;
    span = (PhSpan){plus->tree.ends[other], plus->tree.ends[other]};
    ph_slice_replace(site->arena, (PhSlice){&half, plus}, span, PH_BYTES(": $_"), out);
    return true;
}
