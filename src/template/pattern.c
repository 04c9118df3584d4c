#include "template/pattern.h"

#define PH_MICRO "\xc2\xb5"

enum { PH_PATTERN_DEPTH = 64, PH_PATTERN_NODES = 4096 };

static PhStatus fail(const PhPatternContext *context, uint32_t line, PhBytes message)
{
    (void)ph_diag_add_at(context->diags, PH_SEVERITY_ERROR, context->path, line, 0,
                         message);
    return PH_ERR_USAGE;
}

static bool is_in_slice(const PhPatchLine *line, PhMark side)
{
    return line->mark == PH_MARK_CONTEXT || line->mark == side;
}

/* `$x` to one micro sign and the name, `$*x` to two, `$?x` to one and a zero. */
static PhBytes write_line(char *out, size_t len, PhBytes code)
{
    for (size_t i = 0; i < code.len; i++) {
        if (code.ptr[i] != '$') {
            out[len++] = code.ptr[i];
            continue;
        }
        bool is_list = i + 1 < code.len && code.ptr[i + 1] == '*';
        bool is_optional = i + 1 < code.len && code.ptr[i + 1] == '?';
        for (int n = 0; n < (is_list ? 2 : 1); n++) {
            out[len++] = PH_MICRO[0];
            out[len++] = PH_MICRO[1];
        }
        if (is_optional) {
            out[len++] = '0';
        }
        i += is_list || is_optional ? 1 : 0;
    }
    out[len++] = '\n';
    return (PhBytes){out, len};
}

/* `patch_lines` has room for all lines of the alternative. */
static PhBytes slice_text(const PhPatternContext *context, const PhAlternative *alternative,
                          PhMark side, uint32_t *patch_lines)
{
    size_t capacity = 1;
    for (size_t i = 0; i < alternative->lines.count; i++) {
        capacity += alternative->lines.items[i].code.len * 2 + 1;
    }
    PhBytes text = {ph_arena_alloc(context->arena, capacity), 0};
    char *out = ph_arena_alloc(context->arena, capacity);
    uint32_t count = 0;
    for (size_t i = 0; i < alternative->lines.count; i++) {
        if (is_in_slice(&alternative->lines.items[i], side)) {
            text = write_line(out, text.len, alternative->lines.items[i].code);
            patch_lines[count++] = (uint32_t)i;
        }
    }
    return text;
}

/* The line of a slice that `offset` lies on; its end belongs to the last. */
static uint32_t line_at(PhBytes text, uint32_t offset)
{
    uint32_t line = 0;
    for (uint32_t i = 0; i < offset && i + 1 < text.len; i++) {
        line += text.ptr[i] == '\n';
    }
    return line;
}

/* The metavariable that an identifier of the slice stands for. */
static PhMetavarId metavar_of(const PhRule *rule, PhBytes text)
{
    size_t signs = 0;
    while (ph_bytes_starts_with(text, PH_BYTES(PH_MICRO))) {
        text = ph_bytes_slice(text, 2, text.len);
        signs++;
    }
    if (signs == 1 && ph_bytes_starts_with(text, PH_BYTES("0"))) {
        text = ph_bytes_slice(text, 1, text.len);
    }
    for (size_t i = 0; signs > 0 && i < rule->metavars.count; i++) {
        const PhMetavar *metavar = &rule->metavars.items[i];
        if (ph_bytes_equal(metavar->name, text) &&
            (metavar->shape == PH_METAVAR_LIST) == (signs == 2)) {
            return (PhMetavarId)i;
        }
    }
    return PH_METAVAR_NONE;
}

static PhStatus check_tree(const PhPatternContext *context, const PhTree *tree,
                           uint32_t line)
{
    /* The alignment of two slices takes time and memory by the square. */
    if (tree->count > PH_PATTERN_NODES) {
        return fail(context, line, PH_BYTES("this patch is too long"));
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_PRINT_STATEMENT || kind == PH_KIND_EXEC_STATEMENT) {
            return fail(context, line, PH_BYTES("this patch is Python 2"));
        }
        uint32_t depth = 0;
        for (PhNodeId up = node; up != PH_NODE_NONE && depth <= PH_PATTERN_DEPTH;
             up = ph_tree_parent(tree, up)) {
            depth++;
        }
        if (depth > PH_PATTERN_DEPTH) {
            return fail(context, line, PH_BYTES("this patch is nested too deeply"));
        }
    }
    return PH_OK;
}

/* The expression that a statement consists of, or the statement itself. */
static PhNodeId expression_of(const PhTree *tree, PhNodeId statement)
{
    bool is_expression =
        ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT &&
        ph_tree_limit(tree, statement + 1) == ph_tree_limit(tree, statement);
    return is_expression ? statement + 1 : statement;
}

bool ph_pattern_is_expression(const PhPattern *pattern)
{
    PhNodeId only = pattern->statement_count == 1 ? pattern->statements[0] : PH_NODE_NONE;
    return only != PH_NODE_NONE && expression_of(&pattern->tree, only) != only;
}

bool ph_pattern_is_gap(const PhPattern *pattern, PhNodeId node)
{
    const PhTree *tree = &pattern->tree;
    return ph_tree_kind(tree, node) == PH_KIND_EXPRESSION_STATEMENT &&
           ph_tree_kind(tree, node + 1) == PH_KIND_ELLIPSIS;
}

uint32_t ph_pattern_line_at(const PhPattern *pattern, uint32_t offset)
{
    return pattern->patch_lines[line_at(pattern->tree.text, offset)];
}

uint32_t ph_pattern_line(const PhPattern *pattern, PhNodeId node)
{
    return ph_pattern_line_at(pattern, pattern->tree.starts[node]);
}

bool ph_pattern_is_list(const PhPattern *pattern, const PhRule *rule, PhNodeId node)
{
    PhMetavarId metavar =
        node < pattern->tree.count ? pattern->metavars[node] : PH_METAVAR_NONE;
    return metavar != PH_METAVAR_NONE &&
           rule->metavars.items[metavar].shape == PH_METAVAR_LIST;
}

/* A comma beside `$*x` is only syntax of the page: the code keeps its own. */
static bool is_list_comma(const PhPatternContext *context, const PhPattern *pattern,
                          PhNodeId node)
{
    const PhTree *tree = &pattern->tree;
    if (ph_tree_kind(tree, node) != PH_TOKEN_COMMA) {
        return false;
    }
    PhNodeId next = ph_tree_next_sibling(tree, node);
    return ph_pattern_is_list(pattern, context->rule, next) ||
           ph_pattern_is_list(pattern, context->rule, node - 1);
}

/* Classes whose attributes a page may name: `str.join` is no name of a module. */
static bool is_builtin_class(PhBytes name)
{
    static const char *const k_classes[] = {"bytearray", "bytes", "dict",  "float",
                                            "frozenset", "int",   "list",  "object",
                                            "set",       "str",   "tuple", "type"};
    for (size_t i = 0; i < PH_COUNT_OF(k_classes); i++) {
        if (ph_bytes_is(name, k_classes[i])) {
            return true;
        }
    }
    return false;
}

/* `collections.deque`: attributes of a name that is no metavariable, as the longest chain.
 */
static bool is_symbol(const PhPattern *pattern, PhNodeId node, PhImport *symbol_out)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId object = node;
    while (ph_tree_kind(tree, object) == PH_KIND_ATTRIBUTE) {
        object = ph_tree_child(tree, object, PH_FIELD_OBJECT);
    }
    if (object == node || ph_tree_kind(tree, object) != PH_KIND_IDENTIFIER ||
        pattern->metavars[object] != PH_METAVAR_NONE ||
        is_builtin_class(ph_tree_text(tree, object))) {
        return false;
    }
    PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
    PhBytes text = ph_tree_text(tree, node);
    size_t len = tree->starts[name] - tree->starts[node] - 1;
    *symbol_out = (PhImport){ph_bytes_slice(text, 0, len), ph_tree_text(tree, name)};
    return true;
}

static void collect_tokens(const PhPatternContext *context, PhPattern *pattern)
{
    const PhTree *tree = &pattern->tree;
    PhPatternToken *tokens = PH_NEW_ARRAY(context->arena, PhPatternToken, tree->count);
    uint32_t *token_of_node = PH_NEW_ARRAY(context->arena, uint32_t, tree->count);
    uint32_t count = 0;
    memset(token_of_node, 0xff, tree->count * sizeof(uint32_t));
    PhNodeId first = pattern->statement_count > 0 ? 1 : pattern->root;
    PhNodeId limit =
        pattern->statement_count > 0 ? tree->count : ph_tree_limit(tree, pattern->root);
    for (PhNodeId node = first; node < limit;) {
        PhImport symbol = {0};
        bool is_atom =
            ph_tree_is_leaf(tree, node) || ph_tree_kind(tree, node) == PH_KIND_STRING ||
            pattern->metavars[node] != PH_METAVAR_NONE || is_symbol(pattern, node, &symbol);
        if (!is_atom) {
            node++;
            continue;
        }
        if (!is_list_comma(context, pattern, node)) {
            token_of_node[node] = count;
            tokens[count++] = (PhPatternToken){.node = node,
                                               .metavar = pattern->metavars[node],
                                               .symbol = symbol,
                                               .text = ph_tree_text(tree, node),
                                               .span = ph_tree_span(tree, node)};
        }
        node = ph_tree_limit(tree, node);
    }
    pattern->tokens = tokens;
    pattern->token_count = count;
    pattern->token_of_node = token_of_node;
}

static PhParsedSlice parse(const PhPatternContext *context, PhBytes text)
{
    if (context->cache != NULL) {
        return ph_slice_cache_parse(context->cache, text);
    }
    PhParsedSlice slice = {0};
    slice.outcome = ph_parse(context->grammar, context->arena, text,
                             (PhParseOptions){.keep_errors = false}, &slice.parsed);
    return slice;
}

PhStatus ph_pattern_read(const PhPatternContext *context, const PhAlternative *alternative,
                         PhMark side, PhPattern *pattern_out)
{
    for (size_t i = 0; i < alternative->lines.count; i++) {
        if (ph_bytes_find(alternative->lines.items[i].code, PH_BYTES(PH_MICRO), 0) !=
            PH_NOT_FOUND) {
            return fail(context, alternative->lines.items[i].line,
                        PH_BYTES("a micro sign in a patch: it stands for metavariables"));
        }
    }
    uint32_t *patch_lines =
        PH_NEW_ARRAY(context->arena, uint32_t, alternative->lines.count + 1);
    PhBytes text = slice_text(context, alternative, side, patch_lines);
    PhParsedSlice slice = parse(context, text);
    PhParsed parsed = slice.parsed;
    const char *which = side == PH_MARK_MINUS ? "before" : "after";
    if (slice.outcome != PH_PARSED) {
        uint32_t line = patch_lines[line_at(text, parsed.error_offset)];
        return fail(context, alternative->lines.items[line].line,
                    ph_arena_format(context->arena, "the code %s this patch does not parse",
                                    which));
    }
    PhPattern pattern = {.tree = parsed.tree, .patch_lines = patch_lines};
    PhNodeId *statements = PH_NEW_ARRAY(context->arena, PhNodeId, parsed.tree.count);
    for (PhNodeId node = ph_tree_first_named(&parsed.tree, 0); node != PH_NODE_NONE;
         node = ph_tree_next_named(&parsed.tree, node)) {
        statements[pattern.statement_count++] = node;
    }
    pattern.statements = statements;
    *pattern_out = pattern;
    return check_tree(context, &parsed.tree, alternative->line);
}

/* The list that an unnamed run of elements or statements is captured as. */
static PhMetavarId unnamed_list(const PhPatternContext *context,
                                const PhAlternative *alternative, const PhPattern *pattern,
                                PhNodeId node)
{
    PhNodeId statement = ph_tree_parent(&pattern->tree, node);
    for (size_t i = 0; i < alternative->gaps.count; i++) {
        const PhLabel *gap = &alternative->gaps.items[i];
        if (ph_pattern_is_gap(pattern, statement) &&
            alternative->lines.items[ph_pattern_line(pattern, statement)].line ==
                gap->line) {
            return gap->metavar;
        }
    }
    for (size_t i = 0; i < context->rule->metavars.count; i++) {
        const PhMetavar *metavar = &context->rule->metavars.items[i];
        if (metavar->is_anonymous && metavar->shape == PH_METAVAR_LIST) {
            return (PhMetavarId)i;
        }
    }
    return PH_METAVAR_NONE;
}

static bool holds_elements(PhKind kind)
{
    return kind == PH_KIND_ARGUMENT_LIST || kind == PH_KIND_LIST || kind == PH_KIND_TUPLE ||
           kind == PH_KIND_SET;
}

/* `if $*x` in a comprehension stands for whatever clauses follow, `for` and `if`; `**$*x`
 * in a dict display for whatever elements do, and among arguments for these again. */
static bool is_clause_list(const PhPatternContext *context, const PhTree *tree,
                           PhNodeId node)
{
    PhMetavarId metavar = metavar_of(context->rule, ph_tree_text(tree, node));
    PhKind kind = ph_tree_kind(tree, ph_tree_parent(tree, node));
    return (kind == PH_KIND_IF_CLAUSE || kind == PH_KIND_DICTIONARY_SPLAT) &&
           metavar != PH_METAVAR_NONE &&
           context->rule->metavars.items[metavar].shape == PH_METAVAR_LIST;
}

/* Metavariables by node. Alone on a line of several, one stands for a whole statement. */
static void find_metavars(const PhPatternContext *context, const PhAlternative *alternative,
                          PhPattern *pattern)
{
    const PhTree *tree = &pattern->tree;
    PhMetavarId *metavars = PH_NEW_ARRAY(context->arena, PhMetavarId, tree->count);
    memset(metavars, 0xff, tree->count * sizeof(PhMetavarId));
    for (PhNodeId node = 1; node < tree->count; node++) {
        PhNodeId parent = ph_tree_parent(tree, node);
        PhNodeId target = node;
        bool is_whole = node != pattern->root && expression_of(tree, parent) == node;
        if (is_whole || is_clause_list(context, tree, node)) {
            target = parent;
        }
        if (ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER) {
            metavars[target] = metavar_of(context->rule, ph_tree_text(tree, node));
        } else if (ph_tree_kind(tree, node) == PH_KIND_ELLIPSIS &&
                   (target != node || holds_elements(ph_tree_kind(tree, parent)))) {
            metavars[target] = unnamed_list(context, alternative, pattern, node);
        }
    }
    pattern->metavars = metavars;
}

void ph_pattern_settle(const PhPatternContext *context, const PhAlternative *alternative,
                       bool is_expression, PhPattern *pattern)
{
    uint32_t count = pattern->statement_count;
    PhNodeId first = count == 0 ? 0 : pattern->statements[0];
    if (is_expression) {
        first = expression_of(&pattern->tree, first);
        pattern->statement_count = 0;
    }
    pattern->root = first;
    pattern->anchor = count == 0 ? 0 : expression_of(&pattern->tree, first);
    find_metavars(context, alternative, pattern);
    collect_tokens(context, pattern);
}

uint32_t ph_pattern_find(const PhPattern *pattern, PhMetavarId metavar)
{
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        if (pattern->tokens[i].metavar == metavar) {
            return i;
        }
    }
    return PH_TOKEN_NOWHERE;
}

const PhPatternToken *ph_pattern_symbol(const PhPattern *pattern, PhNodeId node)
{
    uint32_t token = ph_tree_kind(&pattern->tree, node) == PH_KIND_ATTRIBUTE
                         ? pattern->token_of_node[node]
                         : PH_TOKEN_NOWHERE;
    bool is_symbol =
        token != PH_TOKEN_NOWHERE && pattern->tokens[token].symbol.module.len > 0;
    return is_symbol ? &pattern->tokens[token] : NULL;
}

bool ph_pattern_is_open_suite(const PhTree *pattern, PhNodeId node)
{
    PhNodeId statement = ph_tree_kind(pattern, node) == PH_KIND_BLOCK
                             ? ph_tree_first_named(pattern, node)
                             : PH_NODE_NONE;
    return statement != PH_NODE_NONE &&
           ph_tree_kind(pattern, statement) == PH_KIND_EXPRESSION_STATEMENT &&
           ph_tree_kind(pattern, statement + 1) == PH_KIND_ELLIPSIS;
}

PhBytes ph_pattern_gap(const PhPattern *pattern, uint32_t token)
{
    return token == 0 || token >= pattern->token_count
               ? PH_BYTES("")
               : ph_bytes_slice(pattern->tree.text, pattern->tokens[token - 1].span.end,
                                pattern->tokens[token].span.start);
}

PhNodeId ph_pattern_use(const PhPattern *pattern, PhMetavarId metavar,
                        PhMetavarId attribute)
{
    const PhTree *tree = &pattern->tree;
    for (uint32_t i = 0; i < pattern->token_count; i++) {
        PhNodeId node = pattern->tokens[i].node;
        PhNodeId parent = ph_tree_parent(tree, node);
        if (pattern->tokens[i].metavar != metavar) {
            continue;
        }
        if (attribute == PH_METAVAR_NONE) {
            return node;
        }
        if (ph_tree_kind(tree, parent) == PH_KIND_ATTRIBUTE &&
            pattern->metavars[ph_tree_child(tree, parent, PH_FIELD_ATTRIBUTE)] ==
                attribute) {
            return parent;
        }
    }
    return PH_NODE_NONE;
}

bool ph_pattern_starts_at(const PhPattern *pattern, PhKind kind)
{
    PhKind own = ph_tree_kind(&pattern->tree, pattern->anchor);
    bool is_symbol = ph_pattern_symbol(pattern, pattern->anchor) != NULL;
    bool is_generic =
        own == PH_KIND_SUBSCRIPT && ph_pattern_symbol(pattern, pattern->anchor + 1) != NULL;
    return kind == own || (is_symbol && kind == PH_KIND_IDENTIFIER) ||
           (is_generic && kind == PH_KIND_GENERIC_TYPE);
}
