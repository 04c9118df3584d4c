#include "template/meta.h"

#include "syntax/walk.h"
#include "template/text_pattern.h"

enum { PH_META_KINDS = 8 };

/* A word for some kinds of nodes. */
typedef struct PhMetaKind {
    const char *name;
    PhKind kinds[PH_META_KINDS];
} PhMetaKind;

static const PhMetaKind k_kinds[] = {
    {"attribute", {PH_KIND_ATTRIBUTE}},
    {"await", {PH_KIND_AWAIT}},
    {"binary", {PH_KIND_BINARY_OPERATOR}},
    {"boolean", {PH_KIND_BOOLEAN_OPERATOR, PH_KIND_NOT_OPERATOR}},
    {"call", {PH_KIND_CALL}},
    {"comparison", {PH_KIND_COMPARISON_OPERATOR}},
    {"comprehension",
     {PH_KIND_LIST_COMPREHENSION, PH_KIND_SET_COMPREHENSION,
      PH_KIND_DICTIONARY_COMPREHENSION, PH_KIND_GENERATOR_EXPRESSION}},
    {"conditional", {PH_KIND_CONDITIONAL_EXPRESSION}},
    {"constant",
     {PH_KIND_STRING, PH_KIND_CONCATENATED_STRING, PH_KIND_INTEGER, PH_KIND_FLOAT,
      PH_KIND_TRUE, PH_KIND_FALSE, PH_KIND_NONE, PH_KIND_ELLIPSIS}},
    {"dict", {PH_KIND_DICTIONARY}},
    {"display", {PH_KIND_LIST, PH_KIND_SET, PH_KIND_DICTIONARY, PH_KIND_TUPLE}},
    {"lambda", {PH_KIND_LAMBDA}},
    {"list", {PH_KIND_LIST}},
    {"name", {PH_KIND_IDENTIFIER}},
    {"number", {PH_KIND_INTEGER, PH_KIND_FLOAT}},
    {"set", {PH_KIND_SET}},
    {"string", {PH_KIND_STRING, PH_KIND_CONCATENATED_STRING}},
    {"subscript", {PH_KIND_SUBSCRIPT}},
    {"tuple", {PH_KIND_TUPLE}},
};

struct PhMeta {
    const PhMetaKind *kind; /* NULL: any */
    PH_VEC(PhBytes) texts;  /* none: any */
    const PhTextPattern *pattern;
    uint32_t line;
};

static bool has_kind(const PhMetaKind *word, PhKind kind)
{
    for (size_t i = 0; i < PH_META_KINDS && word->kinds[i] != PH_KIND_ABSENT; i++) {
        if (word->kinds[i] == kind) {
            return true;
        }
    }
    return false;
}

/* An f-string or t-string makes its value anew each time. */
static bool is_made_anew(const PhTree *tree, PhNodeId node)
{
    for (PhNodeId at = node; at < ph_tree_limit(tree, node); at++) {
        if (ph_tree_kind(tree, at) == PH_KIND_STRING &&
            (ph_string_is_formatted(tree, at) || ph_string_is_template(tree, at))) {
            return true;
        }
    }
    return false;
}

bool ph_meta_allows_text(const PhMeta *meta, PhBytes text)
{
    bool is_listed = meta == NULL || meta->texts.count == 0;
    for (size_t i = 0; !is_listed && i < meta->texts.count; i++) {
        is_listed = ph_bytes_equal(meta->texts.items[i], text);
    }
    return is_listed && (meta == NULL || meta->pattern == NULL ||
                         ph_text_pattern_found(meta->pattern, text));
}

bool ph_meta_allows(const PhMeta *meta, const PhTree *tree, PhNodeId node)
{
    if (meta == NULL) {
        return true;
    }
    PhNodeId inner = ph_tree_strip_parens(tree, node);
    if (meta->kind != NULL &&
        (!has_kind(meta->kind, ph_tree_kind(tree, inner)) ||
         (strcmp(meta->kind->name, "constant") == 0 && is_made_anew(tree, inner)))) {
        return false;
    }
    return ph_meta_allows_text(meta, ph_tree_text(tree, inner));
}

bool ph_meta_is_name(const PhMeta *meta)
{
    return meta != NULL && meta->kind != NULL && strcmp(meta->kind->name, "name") == 0;
}

bool ph_meta_allows_name(const PhMeta *meta)
{
    return meta == NULL || meta->kind == NULL || has_kind(meta->kind, PH_KIND_IDENTIFIER);
}

bool ph_meta_allows_target(const PhMeta *meta)
{
    static const PhKind k_targets[] = {PH_KIND_IDENTIFIER, PH_KIND_ATTRIBUTE,
                                       PH_KIND_SUBSCRIPT};
    bool allows = meta == NULL || meta->kind == NULL;
    for (size_t i = 0; i < PH_COUNT_OF(k_targets) && !allows; i++) {
        allows = has_kind(meta->kind, k_targets[i]);
    }
    return allows;
}

uint32_t ph_meta_line(const PhMeta *meta)
{
    return meta->line;
}

static void read_kind(PhLexer *lexer, PhMeta *meta)
{
    const char *names[PH_COUNT_OF(k_kinds)];
    for (size_t i = 0; i < PH_COUNT_OF(k_kinds); i++) {
        names[i] = k_kinds[i].name;
        if (ph_lexer_accept(lexer, k_kinds[i].name)) {
            meta->kind = &k_kinds[i];
            return;
        }
    }
    ph_lexer_fail_unknown(lexer, "kind", lexer->token.text, names, PH_COUNT_OF(k_kinds));
}

/* `{a, b}`: texts of nodes, in double quotes if they are no plain words. */
static void read_texts(PhLexer *lexer, PhMeta *meta)
{
    ph_lexer_expect(lexer, "{");
    do {
        PhTokenKind kind = lexer->token.kind;
        if (kind != PH_LEX_WORD && kind != PH_LEX_STRING && kind != PH_LEX_NUMBER) {
            ph_lexer_fail(lexer, PH_BYTES("expected a word or a string"));
            return;
        }
        PhToken token = ph_lexer_take(lexer);
        PH_VEC_PUSH(lexer->arena, &meta->texts, token.text);
    } while (ph_lexer_accept(lexer, ","));
    ph_lexer_expect(lexer, "}");
}

static void read_pattern(PhLexer *lexer, PhMeta *meta)
{
    const char *why = NULL;
    if (lexer->token.kind != PH_LEX_STRING) {
        ph_lexer_fail(lexer, PH_BYTES("expected a string in double quotes"));
        return;
    }
    PhToken token = ph_lexer_take(lexer);
    meta->pattern = ph_text_pattern_new(lexer->arena, token.text, &why);
    if (meta->pattern == NULL) {
        ph_lexer_fail(lexer, ph_arena_format(lexer->arena,
                                             "this regular expression is wrong: %s", why));
    }
}

static PhMetavar *read_metavar(PhLexer *lexer, PhRule *rule)
{
    if (lexer->token.kind != PH_LEX_METAVAR) {
        ph_lexer_fail(lexer, PH_BYTES("expected a metavariable"));
        return NULL;
    }
    PhToken token = ph_lexer_take(lexer);
    PhMetavarId id = ph_rule_metavar(rule, token.text);
    PhMetavar *metavar = id == PH_METAVAR_NONE ? NULL : &rule->metavars.items[id];
    const char *problem = metavar == NULL         ? "is in no patch of this rule"
                          : metavar->is_label     ? "is a label"
                          : metavar->meta != NULL ? "has a meta clause already"
                          : metavar->shape == PH_METAVAR_LIST ? "is a list: use a condition"
                          : metavar->is_optional ? "is optional: use a condition"
                                                 : NULL;
    if (problem != NULL) {
        ph_lexer_fail(lexer, ph_arena_format(lexer->arena, "'%.*s' %s", (int)token.text.len,
                                             token.text.ptr, problem));
        return NULL;
    }
    return metavar;
}

void ph_meta_read(PhLexer *lexer, PhRule *rule)
{
    PhMeta *meta = PH_NEW(lexer->arena, PhMeta);
    meta->line = lexer->line;
    do {
        PhMetavar *metavar = read_metavar(lexer, rule);
        if (metavar == NULL) {
            return;
        }
        metavar->meta = meta;
    } while (ph_lexer_accept(lexer, ","));
    bool has_kind_word = ph_lexer_accept(lexer, ":");
    if (has_kind_word) {
        read_kind(lexer, meta);
    }
    if (ph_lexer_accept(lexer, "in")) {
        read_texts(lexer, meta);
    } else if (ph_lexer_accept(lexer, "~")) {
        read_pattern(lexer, meta);
    } else if (!has_kind_word) {
        ph_lexer_fail(lexer, PH_BYTES("expected ':', 'in' or '~'"));
    }
}
