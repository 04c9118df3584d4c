#include "edit/line_tokens.h"

enum { PH_MOST_OPTIONAL = 8 };

typedef struct PhReading {
    PhArena *arena;
    const PhTree *tree;
    PhLineTokenVec *out;
    PhNodeId optional[PH_MOST_OPTIONAL]; /* what may get parentheses */
    size_t optional_count;
    PhNodeId parens; /* what black takes parentheses away from, if it fits */
    uint32_t end;    /* of the token read last */
    bool is_first;
} PhReading;

static PhKind parent_kind(const PhTree *tree, PhNodeId node)
{
    return ph_tree_kind(tree, ph_tree_parent(tree, node));
}

static PhBreak break_before_operator(PhKind kind)
{
    switch (kind) {
    case PH_TOKEN_PIPE: return PH_BREAK_BIT_OR;
    case PH_TOKEN_CARET: return PH_BREAK_BIT_XOR;
    case PH_TOKEN_AMPERSAND: return PH_BREAK_BIT_AND;
    case PH_TOKEN_LSHIFT:
    case PH_TOKEN_RSHIFT: return PH_BREAK_SHIFT;
    case PH_TOKEN_PLUS:
    case PH_TOKEN_MINUS: return PH_BREAK_SUM;
    case PH_TOKEN_STAR:
    case PH_TOKEN_SLASH:
    case PH_TOKEN_DOUBLE_SLASH:
    case PH_TOKEN_PERCENT:
    case PH_TOKEN_AT: return PH_BREAK_TERM;
    case PH_TOKEN_DOUBLE_STAR: return PH_BREAK_POWER;
    default: return PH_BREAK_NONE;
    }
}

static bool closes(const PhLineTokenVec *tokens)
{
    return tokens->count > 0 && tokens->items[tokens->count - 1].role == PH_BRACKET_CLOSES;
}

static PhBreak break_before(const PhReading *reading, PhNodeId leaf)
{
    const PhTree *tree = reading->tree;
    PhKind kind = ph_tree_kind(tree, leaf);
    const PhLineTokenVec *tokens = reading->out;
    switch (parent_kind(tree, leaf)) {
    case PH_KIND_ATTRIBUTE:
        return kind == PH_TOKEN_DOT && closes(tokens) ? PH_BREAK_DOT : PH_BREAK_NONE;
    case PH_KIND_BINARY_OPERATOR: return break_before_operator(kind);
    case PH_KIND_COMPARISON_OPERATOR:
        return ph_kind_is_named(kind) ? PH_BREAK_NONE : PH_BREAK_COMPARATOR;
    case PH_TOKEN_IS_NOT:
    case PH_TOKEN_NOT_IN:
        return leaf == ph_tree_parent(tree, leaf) + 1 ? PH_BREAK_COMPARATOR : PH_BREAK_NONE;
    case PH_KIND_CONCATENATED_STRING:
        return tokens->count > 0 && tokens->items[tokens->count - 1].is_string
                   ? PH_BREAK_STRING
                   : PH_BREAK_NONE;
    case PH_KIND_FOR_IN_CLAUSE:
        return kind == PH_TOKEN_FOR ? PH_BREAK_COMPREHENSION : PH_BREAK_NONE;
    case PH_KIND_IF_CLAUSE:
        return kind == PH_TOKEN_IF ? PH_BREAK_COMPREHENSION : PH_BREAK_NONE;
    case PH_KIND_CONDITIONAL_EXPRESSION:
        return kind == PH_TOKEN_IF || kind == PH_TOKEN_ELSE ? PH_BREAK_TERNARY
                                                            : PH_BREAK_NONE;
    case PH_KIND_BOOLEAN_OPERATOR:
        return kind == PH_TOKEN_AND || kind == PH_TOKEN_OR ? PH_BREAK_LOGIC : PH_BREAK_NONE;
    default: return PH_BREAK_NONE;
    }
}

static PhBracketRole role_of(PhKind kind)
{
    switch (kind) {
    case PH_TOKEN_LPAREN:
    case PH_TOKEN_LBRACKET:
    case PH_TOKEN_LBRACE: return PH_BRACKET_OPENS;
    case PH_TOKEN_RPAREN:
    case PH_TOKEN_RBRACKET:
    case PH_TOKEN_RBRACE: return PH_BRACKET_CLOSES;
    default: return PH_BRACKET_NONE;
    }
}

/* Blanks between this token and the one before; false if there is anything else. At a line
 * end, those that black would leave there on one line. */
static bool read_gap(PhReading *reading, PhNodeId leaf, uint32_t *gap_out)
{
    const PhTree *tree = reading->tree;
    uint32_t start = tree->starts[leaf];
    bool has_line_end = false;
    *gap_out = 0;
    if (reading->is_first) {
        reading->is_first = false;
        return true;
    }
    for (uint32_t i = reading->end; i < start; i++) {
        char c = tree->text.ptr[i];
        has_line_end = has_line_end || ph_byte_is_line_end(c);
        if (c != ' ' && !(has_line_end && ph_byte_is_blank(c))) {
            return false;
        }
    }
    *gap_out = start - reading->end;
    if (has_line_end) {
        PhKind kind = ph_tree_kind(tree, leaf);
        const PhLineToken *last = &reading->out->items[reading->out->count - 1];
        bool is_joined = role_of(kind) == PH_BRACKET_CLOSES ||
                         last->role == PH_BRACKET_OPENS || kind == PH_TOKEN_DOT;
        *gap_out = is_joined ? 0 : 1;
        /* Whether blanks are around a power depends on what it is of. */
        return kind != PH_TOKEN_DOUBLE_STAR ||
               parent_kind(tree, leaf) != PH_KIND_BINARY_OPERATOR;
    }
    return true;
}

/* Wider letters than one column, and what is no line of its own. */
static bool is_plain(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7f || c >= 0xcc) {
            return false;
        }
    }
    return true;
}

static void add_optional(PhReading *reading, bool opens, uint32_t gap)
{
    PhLineToken token = {
        .text = opens ? PH_BYTES("(") : PH_BYTES(")"),
        .gap = gap,
        .role = opens ? PH_BRACKET_OPENS : PH_BRACKET_CLOSES,
        .is_optional = true,
    };
    PH_VEC_PUSH(reading->arena, reading->out, token);
}

/* Counts the optional parentheses that begin or end at this leaf. */
static size_t optional_at(const PhReading *reading, uint32_t offset, bool at_start)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->optional_count; i++) {
        PhSpan span = ph_tree_span(reading->tree, reading->optional[i]);
        count += (at_start ? span.start : span.end) == offset;
    }
    return count;
}

static bool is_subscript(const PhTree *tree, PhNodeId leaf)
{
    return parent_kind(tree, leaf) == PH_KIND_SUBSCRIPT;
}

static bool is_display(PhKind outer)
{
    return outer == PH_KIND_TUPLE || outer == PH_KIND_LIST || outer == PH_KIND_SET ||
           outer == PH_KIND_DICTIONARY || outer == PH_KIND_PARENTHESIZED_EXPRESSION ||
           outer == PH_KIND_LIST_COMPREHENSION || outer == PH_KIND_SET_COMPREHENSION ||
           outer == PH_KIND_DICTIONARY_COMPREHENSION ||
           outer == PH_KIND_GENERATOR_EXPRESSION;
}

static bool add_leaf(PhReading *reading, PhNodeId leaf)
{
    const PhTree *tree = reading->tree;
    PhSpan span = ph_tree_span(tree, leaf);
    PhKind kind = ph_tree_kind(tree, leaf);
    PhKind outer = parent_kind(tree, leaf);
    uint32_t gap;
    if (kind == PH_TOKEN_ASYNC || !read_gap(reading, leaf, &gap) ||
        !is_plain(ph_tree_text(tree, leaf))) {
        return false;
    }
    for (size_t i = optional_at(reading, span.start, true); i > 0; i--) {
        add_optional(reading, true, gap);
        gap = 0;
    }
    PhBracketRole role = role_of(kind);
    PhLineToken token = {
        .text = ph_tree_text(tree, leaf),
        .gap = gap,
        .role = role,
        .before = break_before(reading, leaf),
        .is_display = role != PH_BRACKET_NONE && is_display(outer),
        .is_optional =
            role != PH_BRACKET_NONE && ph_tree_parent(tree, leaf) == reading->parens,
        .is_index = is_subscript(tree, leaf),
        .is_string = kind == PH_KIND_STRING,
        .is_name = kind == PH_KIND_IDENTIFIER,
        .is_splat = (kind == PH_TOKEN_STAR || kind == PH_TOKEN_DOUBLE_STAR) &&
                    (outer == PH_KIND_LIST_SPLAT || outer == PH_KIND_DICTIONARY_SPLAT),
    };
    if (token.is_optional && role == PH_BRACKET_OPENS) {
        token.gap = 1;
    }
    PH_VEC_PUSH(reading->arena, reading->out, token);
    for (size_t i = optional_at(reading, span.end, false); i > 0; i--) {
        add_optional(reading, false, 0);
    }
    reading->end = span.end;
    return true;
}

/* Elements that end with a comma stay apart, but for the comma that makes a tuple of one.
 * False for a subscript of one element with a comma. */
static bool mark_magic(PhLineTokenVec *tokens, uint32_t closing)
{
    PhLineToken *token = &tokens->items[closing];
    uint32_t commas = 0;
    if (closing == 0 || !ph_bytes_is(token[-1].text, ",")) {
        return true;
    }
    for (uint32_t i = token->partner + 1; i < closing; i++) {
        const PhLineToken *inner = &tokens->items[i];
        commas += inner->depth == token->depth + 1 && ph_bytes_is(inner->text, ",");
    }
    bool is_single_tuple =
        commas == 1 && token->is_display && ph_bytes_is(token->text, ")");
    token->is_magic = !is_single_tuple;
    return commas > 1 || !token->is_index;
}

/* Partners of brackets, and depths; `for` and `lambda` open one up to `in` and the colon.
 */
static bool link_tokens(PhArena *arena, PhLineTokenVec *tokens)
{
    PH_VEC(uint32_t) open = {0}; /* brackets, and `for` and `lambda` */
    for (uint32_t i = 0; i < tokens->count; i++) {
        PhLineToken *token = &tokens->items[i];
        const PhLineToken *last =
            open.count > 0 ? &tokens->items[open.items[open.count - 1]] : NULL;
        bool ends_targets =
            last != NULL &&
            ((ph_bytes_is(token->text, "in") && ph_bytes_is(last->text, "for")) ||
             (ph_bytes_is(token->text, ":") && ph_bytes_is(last->text, "lambda")));
        if (token->role == PH_BRACKET_CLOSES && open.count > 0) {
            uint32_t partner = open.items[--open.count];
            token->partner = partner;
            tokens->items[partner].partner = i;
        } else if (ends_targets) {
            open.count--;
        }
        token->depth = (uint32_t)open.count;
        if (token->role == PH_BRACKET_OPENS || ph_bytes_is(token->text, "for") ||
            ph_bytes_is(token->text, "lambda")) {
            PH_VEC_PUSH(arena, &open, i);
        }
        if (token->role == PH_BRACKET_CLOSES && !mark_magic(tokens, i)) {
            return false;
        }
    }
    return true;
}

/* Parentheses around a value itself are there only if it does not fit without them. */
static bool add_candidate(PhReading *reading, PhNodeId value)
{
    const PhTree *tree = reading->tree;
    PhKind kind = ph_tree_kind(tree, value);
    if (value == PH_NODE_NONE) {
        return false;
    }
    if (kind == PH_KIND_PARENTHESIZED_EXPRESSION) {
        PhKind inner = ph_tree_kind(tree, ph_tree_first_named(tree, value));
        bool is_only = reading->parens == PH_NODE_NONE;
        reading->parens = value;
        return is_only && inner != PH_KIND_PARENTHESIZED_EXPRESSION &&
               inner != PH_KIND_NAMED_EXPRESSION && inner != PH_KIND_YIELD;
    }
    if (kind != PH_KIND_TUPLE && kind != PH_KIND_GENERATOR_EXPRESSION) {
        reading->optional[reading->optional_count++] = value;
    }
    return true;
}

static bool is_bare_target(PhKind kind)
{
    return kind == PH_KIND_IDENTIFIER || kind == PH_KIND_ATTRIBUTE ||
           kind == PH_KIND_SUBSCRIPT;
}

static bool find_optional_of_assignment(PhReading *reading, PhNodeId assignment)
{
    const PhTree *tree = reading->tree;
    PhNodeId left = ph_tree_child(tree, assignment, PH_FIELD_LEFT);
    PhNodeId right = ph_tree_child(tree, assignment, PH_FIELD_RIGHT);
    PhNodeId type = ph_tree_child(tree, assignment, PH_FIELD_TYPE);
    PhKind kind = ph_tree_kind(tree, right);
    if (kind == PH_KIND_ASSIGNMENT || kind == PH_KIND_AUGMENTED_ASSIGNMENT ||
        !is_bare_target(ph_tree_kind(tree, left))) {
        return false;
    }
    return (type == PH_NODE_NONE || add_candidate(reading, type)) &&
           add_candidate(reading, right);
}

/* What black would put in parentheses in a statement; false if it is not taught. */
static bool find_optional(PhReading *reading, PhNodeId statement)
{
    const PhTree *tree = reading->tree;
    PhNodeId first = ph_tree_first_named(tree, statement);
    switch (ph_tree_kind(tree, statement)) {
    case PH_KIND_EXPRESSION_STATEMENT: {
        PhKind kind = ph_tree_kind(tree, first);
        if (kind == PH_KIND_ASSIGNMENT || kind == PH_KIND_AUGMENTED_ASSIGNMENT) {
            return find_optional_of_assignment(reading, first);
        }
        return kind == PH_KIND_CALL || kind == PH_KIND_AWAIT;
    }
    case PH_KIND_RETURN_STATEMENT: return add_candidate(reading, first);
    case PH_KIND_ELIF_CLAUSE:
    case PH_KIND_IF_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
        return add_candidate(reading, ph_tree_child(tree, statement, PH_FIELD_CONDITION));
    case PH_KIND_FOR_STATEMENT:
        return add_candidate(reading, ph_tree_child(tree, statement, PH_FIELD_LEFT)) &&
               add_candidate(reading, ph_tree_child(tree, statement, PH_FIELD_RIGHT));
    default: return false;
    }
}

static bool is_comprehension(PhKind kind)
{
    return kind == PH_KIND_LIST_COMPREHENSION || kind == PH_KIND_SET_COMPREHENSION ||
           kind == PH_KIND_DICTIONARY_COMPREHENSION;
}

/* Black may add parentheses around a conditional expression; where neither they are there
 * already nor a comprehension is around, that is not taught. */
static bool enter_conditional(PhReading *reading, PhNodeId statement, PhNodeId conditional)
{
    const PhTree *tree = reading->tree;
    const PhLineTokenVec *out = reading->out;
    for (size_t i = 0; i < reading->optional_count; i++) {
        if (reading->optional[i] == conditional) {
            return true;
        }
    }
    if (out->count > 0 && ph_bytes_is(out->items[out->count - 1].text, "(")) {
        return true;
    }
    for (PhNodeId up = conditional; up != statement; up = ph_tree_parent(tree, up)) {
        if (is_comprehension(ph_tree_kind(tree, up)) &&
            reading->optional_count < PH_MOST_OPTIONAL) {
            reading->optional[reading->optional_count++] = conditional;
            return true;
        }
    }
    return false;
}

bool ph_line_tokens_read(PhArena *arena, const PhTree *tree, PhNodeId statement,
                         PhLineTokenVec *out)
{
    PhReading reading = {
        .arena = arena, .tree = tree, .out = out, .is_first = true, .parens = PH_NODE_NONE};
    if (!find_optional(&reading, statement)) {
        return false;
    }
    bool is_simple = ph_tree_kind(tree, statement) == PH_KIND_EXPRESSION_STATEMENT ||
                     ph_tree_kind(tree, statement) == PH_KIND_RETURN_STATEMENT;
    PhNodeId node = statement;
    while (node < ph_tree_limit(tree, statement)) {
        PhKind kind = ph_tree_kind(tree, node);
        if (kind == PH_KIND_CONDITIONAL_EXPRESSION &&
            !enter_conditional(&reading, statement, node)) {
            return false;
        }
        bool is_whole = ph_tree_is_leaf(tree, node) || kind == PH_KIND_STRING;
        if (ph_kind_is_extra(kind) || (is_whole && !add_leaf(&reading, node))) {
            return false;
        }
        if (!is_simple && kind == PH_TOKEN_COLON &&
            ph_tree_parent(tree, node) == statement) {
            return link_tokens(arena, out);
        }
        node = is_whole ? ph_tree_limit(tree, node) : node + 1;
    }
    return is_simple && link_tokens(arena, out);
}
