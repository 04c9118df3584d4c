#include "syntax/accept.h"

#include "syntax/accept_state.h"

/* What the pass does at a node of each kind. */
typedef enum PhWork {
    PH_WORK_DEFAULT,  /* a token if the kind is one, else nothing */
    PH_WORK_NONE,     /* nothing */
    PH_WORK_TOKEN,    /* a token and nothing more */
    PH_WORK_SIMPLE,   /* a simple statement without rules of its own */
    PH_WORK_COMPOUND, /* a compound statement or a clause, likewise */
    PH_WORK_NAME,
    PH_WORK_NUMBER,
    PH_WORK_OPEN,
    PH_WORK_CLOSE,
    PH_WORK_RULES,     /* rules of its own, in check_expression() */
    PH_WORK_STATEMENT, /* in check_simple() */
    PH_WORK_CLAUSE,    /* in check_compound() */
} PhWork;

/* The kinds from here on are tokens. */
static const PhKind k_first_token = PH_TOKEN_SEMICOLON;

static const uint8_t k_work[PH_KIND_LISTED + 1] = {
    [PH_TOKEN_LPAREN] = PH_WORK_OPEN,
    [PH_TOKEN_LBRACKET] = PH_WORK_OPEN,
    [PH_TOKEN_LBRACE] = PH_WORK_OPEN,
    [PH_TOKEN_RPAREN] = PH_WORK_CLOSE,
    [PH_TOKEN_RBRACKET] = PH_WORK_CLOSE,
    [PH_TOKEN_RBRACE] = PH_WORK_CLOSE,
    [PH_TOKEN_ASYNC] = PH_WORK_RULES,
    [PH_TOKEN_IN] = PH_WORK_RULES,
    [PH_TOKEN_LESS_GREATER] = PH_WORK_RULES,
    /* These two are sequences of tokens under another name. */
    [PH_TOKEN_NOT_IN] = PH_WORK_NONE,
    [PH_TOKEN_IS_NOT] = PH_WORK_NONE,
    [PH_KIND_IDENTIFIER] = PH_WORK_NAME,
    [PH_KIND_INTEGER] = PH_WORK_NUMBER,
    [PH_KIND_FLOAT] = PH_WORK_NUMBER,
    [PH_KIND_TRUE] = PH_WORK_TOKEN,
    [PH_KIND_FALSE] = PH_WORK_TOKEN,
    [PH_KIND_NONE] = PH_WORK_TOKEN,
    [PH_KIND_ELLIPSIS] = PH_WORK_TOKEN,
    [PH_KIND_STRING_START] = PH_WORK_TOKEN,
    [PH_KIND_STRING_END] = PH_WORK_TOKEN,
    [PH_KIND_TYPE_CONVERSION] = PH_WORK_TOKEN,
    [PH_KIND_KEYWORD_SEPARATOR] = PH_WORK_TOKEN,
    [PH_KIND_POSITIONAL_SEPARATOR] = PH_WORK_TOKEN,
    [PH_KIND_COMMENT] = PH_WORK_RULES,
    [PH_KIND_LINE_CONTINUATION] = PH_WORK_RULES,
    [PH_KIND_STRING] = PH_WORK_RULES,
    [PH_KIND_STRING_CONTENT] = PH_WORK_RULES,
    [PH_KIND_CONCATENATED_STRING] = PH_WORK_RULES,
    [PH_KIND_INTERPOLATION] = PH_WORK_RULES,
    [PH_KIND_FORMAT_EXPRESSION] = PH_WORK_RULES,
    [PH_KIND_ARGUMENT_LIST] = PH_WORK_RULES,
    [PH_KIND_DICTIONARY] = PH_WORK_RULES,
    [PH_KIND_PARAMETERS] = PH_WORK_RULES,
    [PH_KIND_LAMBDA_PARAMETERS] = PH_WORK_RULES,
    [PH_KIND_LAMBDA] = PH_WORK_RULES,
    [PH_KIND_LIST_COMPREHENSION] = PH_WORK_RULES,
    [PH_KIND_SET_COMPREHENSION] = PH_WORK_RULES,
    [PH_KIND_DICTIONARY_COMPREHENSION] = PH_WORK_RULES,
    [PH_KIND_GENERATOR_EXPRESSION] = PH_WORK_RULES,
    [PH_KIND_FOR_IN_CLAUSE] = PH_WORK_RULES,
    [PH_KIND_NAMED_EXPRESSION] = PH_WORK_RULES,
    [PH_KIND_YIELD] = PH_WORK_RULES,
    [PH_KIND_AWAIT] = PH_WORK_RULES,
    [PH_KIND_ASSIGNMENT] = PH_WORK_RULES,
    [PH_KIND_AUGMENTED_ASSIGNMENT] = PH_WORK_RULES,
    [PH_KIND_PATTERN_LIST] = PH_WORK_RULES,
    [PH_KIND_TUPLE_PATTERN] = PH_WORK_RULES,
    [PH_KIND_LIST_PATTERN] = PH_WORK_RULES,
    [PH_KIND_AS_PATTERN_TARGET] = PH_WORK_RULES,
    [PH_KIND_TYPE] = PH_WORK_RULES,
    [PH_KIND_TYPE_PARAMETER] = PH_WORK_RULES,
    [PH_KIND_WITH_CLAUSE] = PH_WORK_RULES,
    [PH_KIND_PARENTHESIZED_LIST_SPLAT] = PH_WORK_RULES,
    [PH_KIND_BLOCK] = PH_WORK_RULES,
    [PH_KIND_WILDCARD_IMPORT] = PH_WORK_TOKEN,
    [PH_KIND_EXPRESSION_STATEMENT] = PH_WORK_SIMPLE,
    [PH_KIND_PASS_STATEMENT] = PH_WORK_SIMPLE,
    [PH_KIND_ASSERT_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_BREAK_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_CONTINUE_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_RETURN_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_RAISE_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_DELETE_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_GLOBAL_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_NONLOCAL_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_IMPORT_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_IMPORT_FROM_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_FUTURE_IMPORT_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_PRINT_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_EXEC_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_TYPE_ALIAS_STATEMENT] = PH_WORK_STATEMENT,
    [PH_KIND_IF_STATEMENT] = PH_WORK_COMPOUND,
    [PH_KIND_ELIF_CLAUSE] = PH_WORK_COMPOUND,
    [PH_KIND_ELSE_CLAUSE] = PH_WORK_COMPOUND,
    [PH_KIND_WHILE_STATEMENT] = PH_WORK_COMPOUND,
    [PH_KIND_FINALLY_CLAUSE] = PH_WORK_COMPOUND,
    [PH_KIND_WITH_STATEMENT] = PH_WORK_COMPOUND,
    [PH_KIND_FUNCTION_DEFINITION] = PH_WORK_COMPOUND,
    [PH_KIND_CLASS_DEFINITION] = PH_WORK_COMPOUND,
    [PH_KIND_DECORATED_DEFINITION] = PH_WORK_COMPOUND,
    [PH_KIND_DECORATOR] = PH_WORK_COMPOUND,
    [PH_KIND_FOR_STATEMENT] = PH_WORK_CLAUSE,
    [PH_KIND_TRY_STATEMENT] = PH_WORK_CLAUSE,
    [PH_KIND_EXCEPT_CLAUSE] = PH_WORK_CLAUSE,
    [PH_KIND_MATCH_STATEMENT] = PH_WORK_CLAUSE,
    [PH_KIND_CASE_CLAUSE] = PH_WORK_CLAUSE,
};

bool ph_accept_refuse_at(PhAccept *accept, uint32_t offset, const char *message)
{
    if (!accept->is_refused) {
        accept->is_refused = true;
        ph_source_error(accept->source, accept->diags, offset, ph_bytes_of(message));
    }
    return false;
}

bool ph_accept_refuse(PhAccept *accept, PhNodeId node, const char *message)
{
    return ph_accept_refuse_at(accept, accept->tree->starts[node], message);
}

bool ph_accept_refuse_name(PhAccept *accept, PhNodeId node, const char *what, PhBytes name)
{
    PhBytes shown = ph_bytes_slice(name, 0, name.len < 80 ? name.len : 80);
    PhBytes message =
        ph_arena_format(accept->arena, "%s: '%.*s'", what, (int)shown.len, shown.ptr);
    return ph_accept_refuse(accept, node, ph_arena_string(accept->arena, message));
}

PhNodeId ph_accept_first(const PhTree *tree, PhNodeId node)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (!ph_kind_is_extra(tree->kinds[child])) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

PhNodeId ph_accept_next(const PhTree *tree, PhNodeId child)
{
    do {
        child = ph_tree_next_sibling(tree, child);
    } while (child != PH_NODE_NONE && ph_kind_is_extra(tree->kinds[child]));
    return child;
}

uint32_t ph_accept_count(const PhTree *tree, PhNodeId node, PhKind kind)
{
    uint32_t count = 0;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        count += tree->kinds[child] == kind;
    }
    return count;
}

PhNodeId ph_accept_find(const PhTree *tree, PhNodeId node, PhKind kind)
{
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] == kind) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

/* Most tokens follow the one before at once or after one blank. */
static inline bool check_token(PhAccept *accept, PhNodeId node)
{
    PhAcceptLine *line = &accept->line;
    uint32_t start = accept->tree->starts[node];
    uint32_t gap = start - line->last_end;
    bool is_near = gap == 0 || (gap == 1 && accept->tree->text.ptr[start - 1] == ' ');
    if (is_near && !line->has_newline && line->pending == PH_PENDING_NONE) {
        line->last_end = accept->tree->ends[node];
        line->last_kind = accept->tree->kinds[node];
        return true;
    }
    return ph_accept_token_slow(accept, node);
}

static bool check_literal(PhAccept *accept, PhNodeId node)
{
    switch (accept->tree->kinds[node]) {
    case PH_KIND_STRING: return ph_accept_string(accept, node);
    case PH_KIND_STRING_CONTENT: return ph_accept_content(accept, node);
    case PH_KIND_CONCATENATED_STRING: return ph_accept_concatenation(accept, node);
    case PH_KIND_INTERPOLATION:
    case PH_KIND_FORMAT_EXPRESSION: return ph_accept_interpolation(accept, node);
    case PH_TOKEN_LESS_GREATER:
        return ph_accept_refuse(accept, node, "invalid syntax: '<>' is Python 2");
    case PH_KIND_PARENTHESIZED_LIST_SPLAT:
        return ph_accept_refuse(accept, node, "cannot use starred expression here");
    default: return ph_accept_extra(accept, node);
    }
}

static bool check_scoped(PhAccept *accept, PhNodeId node)
{
    PhNodeId parent = accept->tree->parents[node];
    switch (accept->tree->kinds[node]) {
    case PH_TOKEN_ASYNC: return check_token(accept, node) && ph_accept_async(accept, node);
    case PH_TOKEN_IN:
        if (accept->tree->kinds[parent] == PH_KIND_FOR_IN_CLAUSE) {
            ph_accept_push_iterable(accept, parent);
        }
        return check_token(accept, node);
    case PH_KIND_LAMBDA:
    case PH_KIND_LIST_COMPREHENSION:
    case PH_KIND_SET_COMPREHENSION:
    case PH_KIND_DICTIONARY_COMPREHENSION:
    case PH_KIND_GENERATOR_EXPRESSION: ph_accept_push_lambda(accept, node); return true;
    case PH_KIND_LAMBDA_PARAMETERS:
        ph_accept_push_outer(accept, node);
        return ph_accept_parameters(accept, node);
    case PH_KIND_FOR_IN_CLAUSE: return ph_accept_for_in(accept, node);
    case PH_KIND_NAMED_EXPRESSION: return ph_accept_walrus(accept, node);
    case PH_KIND_YIELD: return ph_accept_yield(accept, node);
    case PH_KIND_AWAIT: return ph_accept_await(accept, node);
    default: return check_literal(accept, node);
    }
}

static bool check_expression(PhAccept *accept, PhNodeId node)
{
    switch (accept->tree->kinds[node]) {
    case PH_KIND_ARGUMENT_LIST: return ph_accept_arguments(accept, node);
    case PH_KIND_DICTIONARY: return ph_accept_commas(accept, node);
    case PH_KIND_PARAMETERS: return ph_accept_parameters(accept, node);
    case PH_KIND_BLOCK:
        ph_accept_push_block(accept, node);
        return ph_accept_block(accept, node);
    case PH_KIND_ASSIGNMENT: return ph_accept_assignment(accept, node);
    case PH_KIND_AUGMENTED_ASSIGNMENT: return ph_accept_augmented(accept, node);
    case PH_KIND_PATTERN_LIST:
    case PH_KIND_TUPLE_PATTERN:
    case PH_KIND_LIST_PATTERN: return ph_accept_pattern(accept, node);
    case PH_KIND_AS_PATTERN_TARGET: return ph_accept_target(accept, node, false);
    case PH_KIND_TYPE: return ph_accept_type(accept, node);
    case PH_KIND_TYPE_PARAMETER: return ph_accept_type_parameters(accept, node);
    case PH_KIND_WITH_CLAUSE: return ph_accept_with(accept, node);
    default: return check_scoped(accept, node);
    }
}

static bool check_simple(PhAccept *accept, PhNodeId node)
{
    accept->line.pending = PH_PENDING_SIMPLE;
    switch (accept->tree->kinds[node]) {
    case PH_KIND_BREAK_STATEMENT:
    case PH_KIND_CONTINUE_STATEMENT: return ph_accept_jump(accept, node);
    case PH_KIND_RETURN_STATEMENT: return ph_accept_return(accept, node);
    case PH_KIND_RAISE_STATEMENT:
    case PH_KIND_ASSERT_STATEMENT: return ph_accept_raise(accept, node);
    case PH_KIND_DELETE_STATEMENT: return ph_accept_delete(accept, node);
    case PH_KIND_GLOBAL_STATEMENT:
    case PH_KIND_NONLOCAL_STATEMENT: return ph_accept_declaration(accept, node);
    case PH_KIND_IMPORT_STATEMENT:
    case PH_KIND_IMPORT_FROM_STATEMENT: return ph_accept_import(accept, node);
    case PH_KIND_FUTURE_IMPORT_STATEMENT: return ph_accept_future(accept, node);
    case PH_KIND_TYPE_ALIAS_STATEMENT: return ph_accept_type_alias(accept, node);
    default: return ph_accept_print(accept, node);
    }
}

static bool check_compound(PhAccept *accept, PhNodeId node)
{
    accept->line.pending = PH_PENDING_COMPOUND;
    switch (accept->tree->kinds[node]) {
    case PH_KIND_FOR_STATEMENT: return ph_accept_left(accept, node);
    case PH_KIND_TRY_STATEMENT: return ph_accept_try(accept, node);
    case PH_KIND_EXCEPT_CLAUSE: return ph_accept_except(accept, node);
    case PH_KIND_MATCH_STATEMENT: return ph_accept_match(accept, node);
    default: return ph_accept_case(accept, node);
    }
}

static bool check_node(PhAccept *accept, PhNodeId node, uint8_t work)
{
    switch (work) {
    case PH_WORK_NAME:
        return check_token(accept, node) && ph_accept_identifier(accept, node);
    case PH_WORK_NUMBER: return check_token(accept, node) && ph_accept_number(accept, node);
    case PH_WORK_OPEN:
        if (!check_token(accept, node)) {
            return false;
        }
        return ++accept->line.depth <= PH_MAX_BRACKETS ||
               ph_accept_refuse(accept, node, "too many nested parentheses");
    case PH_WORK_CLOSE:
        if (!check_token(accept, node)) {
            return false;
        }
        accept->line.depth--;
        return true;
    case PH_WORK_SIMPLE: accept->line.pending = PH_PENDING_SIMPLE; return true;
    case PH_WORK_COMPOUND: accept->line.pending = PH_PENDING_COMPOUND; return true;
    case PH_WORK_STATEMENT: return check_simple(accept, node);
    case PH_WORK_CLAUSE: return check_compound(accept, node);
    default: return check_expression(accept, node);
    }
}

static bool check_all(PhAccept *accept)
{
    const PhTree *tree = accept->tree;
    for (PhNodeId node = 1; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        PhKind above = tree->kinds[tree->parents[node]];
        kind = kind > PH_KIND_LISTED ? PH_KIND_LISTED : kind;
        above = above > PH_KIND_LISTED ? PH_KIND_LISTED : above;
        if (node >= accept->frame_limit) {
            ph_accept_pop(accept, node);
        }
        if ((k_ph_accept_class[kind] & k_ph_accept_barred[above]) != 0 &&
            !ph_accept_place(accept, node)) {
            return false;
        }
        uint8_t work = k_work[kind];
        if (work == PH_WORK_DEFAULT) {
            work = kind >= k_first_token ? PH_WORK_TOKEN : PH_WORK_NONE;
        }
        if (work == PH_WORK_TOKEN) {
            if (!check_token(accept, node)) {
                return false;
            }
        } else if (work != PH_WORK_NONE) {
            if (!check_node(accept, node, work)) {
                return false;
            }
            /* The text of a string is no place for tokens. */
            node = kind == PH_KIND_STRING_CONTENT ? tree->limits[node] - 1 : node;
        }
    }
    return ph_accept_end(accept);
}

PhStatus ph_accept(PhSource *source, const PhTree *tree, PhDiags *diags)
{
    PhArenaMark mark = ph_arena_mark(source->arena);
    PhAccept accept;
    memset(&accept, 0, offsetof(PhAccept, line));
    accept.source = source;
    accept.tree = tree;
    accept.diags = diags;
    accept.arena = source->arena;
    accept.future_limit = 0;
    accept.scope_limit = 0;
    memset(&accept.line, 0, offsetof(PhAcceptLine, columns));
    accept.line.last_end = source->bom_len;
    accept.line.line_start = source->bom_len;
    accept.line.has_newline = true;
    accept.line.indent_count = 1;
    accept.line.columns[0] = 0;
    accept.line.tab_columns[0] = 0;
    ph_accept_push(&accept, (PhAcceptFrame){.limit = PH_NODE_NONE,
                                            .kind = PH_FRAME_MODULE,
                                            .return_value = PH_NODE_NONE});
    if (!check_all(&accept)) {
        return PH_ERR_REFUSED;
    }
    ph_arena_release(source->arena, mark);
    return PH_OK;
}
