#include "template/phrase.h"

#include "names/imported.h"
#include "template/meta.h"

/* Bytes that are looked over for one token; where more stand in the way it is taken for
 * found. So no file makes the search slow. */
enum { PH_LOOK_FAR = 4096, PH_LOOK_BACK = 64 };

typedef PH_VEC(PhPhraseItem) PhItemVec;

/* Tokens in a row, as far as they have been collected. */
typedef struct PhTokenRun {
    PhItemVec items;
    bool is_statement;
    bool has_variable;
    const PhMeta *meta;
    const PhFactHints *tail;
} PhTokenRun;

/* Parentheses may be added, commas too; a `(` of the pattern has to be there. */
static bool is_passed_over(PhBytes text)
{
    return ph_bytes_is(text, ")") || ph_bytes_is(text, ",") || ph_bytes_is(text, ";");
}

static bool is_letter(char c)
{
    return ph_byte_is_word(c) && (c < '0' || c > '9');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How much less a file is likely to hold a phrase that begins with this. */
static int rank(const PhPhraseItem *item)
{
    static const char *const k_common[] = {"and", "as", "class",  "def", "del",
                                           "for", "if", "import", "in",  "is",
                                           "not", "or", "return", "with"};
    if (item->is_name) {
        return -1;
    }
    if (!is_letter(item->text.ptr[0])) {
        return item->text.len > 1 && !is_digit(item->text.ptr[0]) ? 1 : 0;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_common); i++) {
        if (ph_bytes_is(item->text, k_common[i])) {
            return 1;
        }
    }
    return 2;
}

bool ph_phrase_is_common_sign(PhBytes text)
{
    return text.len == 1 && strchr("=.(:[", text.ptr[0]) != NULL;
}

static bool is_rarer(const PhPhraseItem *item, const PhPhraseItem *than)
{
    int difference = rank(item) - rank(than);
    return difference > 0 || (difference == 0 && ph_phrase_is_common_sign(than->text) &&
                              !ph_phrase_is_common_sign(item->text));
}

/* Ends the run: it becomes a phrase, unless it says less than a file is sure to hold. */
static void end_run(PhArena *arena, PhTokenRun *tokens, PhPhraseVec *out)
{
    PhItemVec *run = &tokens->items;
    size_t best = 0;
    bool has_name = false;
    for (size_t i = 0; i < run->count; i++) {
        best = is_rarer(&run->items[i], &run->items[best]) ? i : best;
        has_name = has_name || run->items[i].is_name;
    }
    /* A single sign is in every file. */
    if (run->count > 0 && !run->items[best].is_name &&
        rank(&run->items[best]) + (int)run->count > 1) {
        PhPhraseItem *items = PH_NEW_ARRAY(arena, PhPhraseItem, run->count);
        memcpy(items, run->items, run->count * sizeof(PhPhraseItem));
        PhPhrase phrase = {.items = items,
                           .count = (uint32_t)run->count,
                           .anchor = (uint32_t)best,
                           .has_name = has_name,
                           .has_variable = tokens->has_variable,
                           .meta = tokens->meta,
                           .tail = best + 1 == run->count ? tokens->tail : NULL,
                           .is_statement = tokens->is_statement};
        PH_VEC_PUSH(arena, out, phrase);
    }
    run->count = 0;
    tokens->is_statement = false;
    tokens->has_variable = false;
    tokens->meta = NULL;
    tokens->tail = NULL;
}

/* `not in` is two words, with whatever between them. */
static void add_words(PhArena *arena, PhBytes text, PhItemVec *run)
{
    size_t at = 0;
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && !ph_byte_is_blank(text.ptr[end])) {
            end++;
        }
        PhPhraseItem item = {.text = ph_bytes_slice(text, at, end)};
        if (item.text.len > 0 && !is_passed_over(item.text)) {
            PH_VEC_PUSH(arena, run, item);
        }
        at = end + 1;
    }
}

static bool is_plain(PhBytes text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* A module's path: each part has a place somewhere, in an import or where it is used. */
static void add_symbol(PhArena *arena, PhBytes path, PhPhraseVec *out)
{
    size_t at = 0;
    while (at < path.len) {
        PhTokenRun part = {0};
        PhBytes rest = ph_bytes_slice(path, at, path.len);
        PhPhraseItem item = {.text = ph_imported_first_part(rest)};
        PH_VEC_PUSH(arena, &part.items, item);
        if (is_plain(item.text)) {
            end_run(arena, &part, out);
        }
        at += item.text.len + 1;
    }
}

static bool has_line_end(PhBytes slice, uint32_t from, uint32_t to)
{
    return from < to && memchr(slice.ptr + from, '\n', to - from) != NULL;
}

/* Tokens below `: ...`, and those of clauses behind it, are none that code has to have. */
static PhNodeId open_suite_limit(const PhTree *tree, PhNodeId node)
{
    PhNodeId limit = node;
    for (PhNodeId up = node; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        PhNodeId parent = ph_tree_parent(tree, up);
        PhNodeId first = parent == PH_NODE_NONE ? PH_NODE_NONE : parent + 1;
        for (PhNodeId child = first; child != PH_NODE_NONE && child <= up;
             child = ph_tree_next_sibling(tree, child)) {
            limit =
                ph_pattern_is_open_suite(tree, child) ? ph_tree_limit(tree, parent) : limit;
        }
    }
    return limit;
}

/* Between tokens of these the code may say more than the pattern: see details.h. */
static bool has_details(const PhPattern *pattern, PhNodeId node)
{
    switch (ph_tree_kind(&pattern->tree, ph_tree_parent(&pattern->tree, node))) {
    case PH_KIND_CLASS_DEFINITION:
    case PH_KIND_DEFAULT_PARAMETER:
    case PH_KIND_FUNCTION_DEFINITION: return true;
    default: return false;
    }
}

/* The matcher takes an assignment only as a whole statement. */
static bool is_first_target(const PhPattern *pattern, PhNodeId node)
{
    const PhTree *tree = &pattern->tree;
    PhNodeId parent = ph_tree_parent(tree, node);
    PhKind kind = ph_tree_kind(tree, parent);
    return (kind == PH_KIND_ASSIGNMENT || kind == PH_KIND_AUGMENTED_ASSIGNMENT) &&
           ph_tree_field(tree, node) == PH_FIELD_LEFT &&
           (parent == pattern->root || parent == pattern->anchor);
}

static bool is_word(const PhPattern *pattern, const PhPatternToken *token)
{
    return token->metavar == PH_METAVAR_NONE && token->symbol.module.len == 0 &&
           is_plain(token->text) &&
           ph_tree_kind(&pattern->tree, token->node) != PH_KIND_STRING &&
           open_suite_limit(&pattern->tree, token->node) == token->node;
}

/* What stands before an attribute is an expression, of which only the dot is known. */
static bool may_join(const PhItemVec *run, PhVariable own)
{
    const PhPhraseItem *last = run->count > 0 ? &run->items[run->count - 1] : NULL;
    bool has_dot = last != NULL && !last->is_name && ph_bytes_is(last->text, ".");
    return own.is_name || (own.is_attribute && has_dot);
}

/* All of the right side of an assignment, up to the end of the statement. */
static bool is_whole_right(const PhPattern *pattern, const PhPatternToken *token)
{
    const PhTree *tree = &pattern->tree;
    return token->metavar != PH_METAVAR_NONE &&
           ph_tree_parent(tree, token->node) == pattern->anchor &&
           ph_tree_kind(tree, pattern->anchor) == PH_KIND_ASSIGNMENT &&
           ph_tree_field(tree, token->node) == PH_FIELD_RIGHT;
}

void ph_phrases_of(PhArena *arena, const PhPatch *patch, PhVariable own, PhPhraseVec *out)
{
    const PhPattern *minus = &patch->minus;
    PhTokenRun run = {0};
    uint32_t last_end = 0;
    bool is_loose = false;
    for (uint32_t i = 0; i < minus->token_count; i++) {
        const PhPatternToken *token = &minus->tokens[i];
        bool is_own = token->metavar != PH_METAVAR_NONE && token->metavar == own.metavar;
        bool was_loose = is_loose;
        is_loose = has_details(minus, token->node);
        bool ends = is_own ? !may_join(&run.items, own) : !is_word(minus, token);
        if (was_loose || is_loose || ends ||
            has_line_end(minus->tree.text, last_end, token->span.start)) {
            run.tail =
                is_whole_right(minus, token) ? ph_tail_hints(patch, token->metavar) : NULL;
            end_run(arena, &run, out);
        }
        if (is_own) {
            PhPhraseItem item = {.is_name = true};
            run.is_statement =
                own.is_name && run.items.count == 0 && is_first_target(minus, token->node);
            run.has_variable = own.is_name;
            run.meta = own.meta;
            PH_VEC_PUSH(arena, &run.items, item);
        } else if (token->symbol.module.len > 0) {
            add_symbol(arena, token->text, out);
        } else if (is_word(minus, token)) {
            add_words(arena, token->text, &run.items);
        }
        last_end = token->span.end;
    }
    end_run(arena, &run, out);
}

bool ph_phrases_equal(const PhPhrase *a, const PhPhrase *b)
{
    for (uint32_t i = 0; i < a->count && i < b->count; i++) {
        if (a->items[i].is_name != b->items[i].is_name ||
            !ph_bytes_equal(a->items[i].text, b->items[i].text)) {
            return false;
        }
    }
    return a->count == b->count && a->is_statement == b->is_statement &&
           a->has_variable == b->has_variable && a->meta == b->meta && a->tail == b->tail;
}

/*
 * The word is a token of its own. Before it a number may stand without a blank, as in
 * `0xfor x`, so a run of letters that begins with a digit does no harm.
 */
static bool begins_at(PhBytes word, PhBytes text, size_t offset)
{
    if (!is_letter(word.ptr[0])) {
        return true;
    }
    size_t start = offset;
    while (start > 0 && ph_byte_is_word(text.ptr[start - 1]) &&
           offset - start < PH_LOOK_BACK) {
        start--;
    }
    return start == offset || is_digit(text.ptr[start]) || offset - start == PH_LOOK_BACK;
}

static bool ends_at(PhBytes word, PhBytes text, size_t end)
{
    char last = word.ptr[word.len - 1];
    if (end == text.len) {
        return true;
    }
    /* A keyword may follow a number without a blank. */
    return is_letter(word.ptr[0]) ? !ph_byte_is_word(text.ptr[end])
                                  : !is_digit(last) || !is_digit(text.ptr[end]);
}

/* The next byte from `at` on that is not passed over; the text's length if there is none.
 */
static size_t pass_over(PhBytes text, size_t at, bool takes_parens)
{
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '#') {
            while (at < text.len && !ph_byte_is_line_end(text.ptr[at])) {
                at++;
            }
            at -= at == text.len ? 1 : 0;
            continue;
        }
        bool is_blank = (unsigned char)c <= ' ' || c == '\\';
        bool is_sign = c == ')' || c == ',' || c == ';' || (takes_parens && c == '(');
        if (!is_blank && !is_sign) {
            break;
        }
    }
    return at;
}

/* Names with such bytes can be written in several ways. */
static bool is_far(char c)
{
    return (unsigned char)c >= 0x80;
}

/* `__x`, or `_C__x`, which is `__x` in a class C. */
static bool may_be_mangled(PhBytes name)
{
    PhBytes two = PH_BYTES("__");
    return name.len > 2 && name.ptr[0] == '_' &&
           (name.ptr[1] == '_' ? !ph_bytes_ends_with(name, two)
                               : ph_bytes_find(name, two, 1) != PH_NOT_FOUND);
}

uint32_t ph_name_place(PhBytes name, bool is_variable)
{
    uint32_t hash = 0;
    if (is_variable && may_be_mangled(name)) {
        return PH_NAME_ANY;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (is_far(name.ptr[i])) {
            return PH_NAME_ANY;
        }
        hash = hash * 31 + (unsigned char)name.ptr[i];
    }
    return (hash ^ hash >> 16) % PH_NAMES_SIZE;
}

/* Joins the name at [start, end) with what is known; false: it is another one. */
static bool add_name(const PhPhrase *phrase, PhBytes text, size_t start, size_t end,
                     uint32_t *name)
{
    PhBytes own = ph_bytes_slice(text, start, end);
    uint32_t place = ph_name_place(own, phrase->has_variable);
    if (place == PH_NAME_ANY) {
        return true;
    }
    bool is_same = *name == PH_NAME_NONE || *name == place;
    *name = place;
    return is_same && ph_meta_allows_text(phrase->meta, own);
}

typedef enum PhLook {
    PH_LOOK_DIFFERS,
    PH_LOOK_FITS,
    PH_LOOK_UNSURE, /* something stands in the way: it may fit */
} PhLook;

/* The items behind the anchor, whose end is at `at`. */
static PhLook look_ahead(const PhPhrase *phrase, PhBytes text, size_t at, uint32_t *name)
{
    size_t limit = text.len - at < PH_LOOK_FAR ? text.len : at + PH_LOOK_FAR;
    PhLook at_limit = limit < text.len ? PH_LOOK_UNSURE : PH_LOOK_DIFFERS;
    text.len = limit;
    for (uint32_t i = phrase->anchor + 1; i < phrase->count; i++) {
        const PhPhraseItem *item = &phrase->items[i];
        at = pass_over(text, at, !ph_bytes_is(item->text, "("));
        size_t end = at;
        while (item->is_name && end < text.len && ph_byte_is_name(text.ptr[end])) {
            end++;
        }
        end = item->is_name ? end : at + item->text.len;
        if (at == text.len || end > text.len ||
            (end == text.len && at_limit == PH_LOOK_UNSURE)) {
            return at_limit;
        }
        if (!item->is_name && is_far(text.ptr[at])) {
            return PH_LOOK_UNSURE;
        }
        bool is_there = item->is_name
                            ? end > at && add_name(phrase, text, at, end, name)
                            : memcmp(text.ptr + at, item->text.ptr, item->text.len) == 0 &&
                                  ends_at(item->text, text, end);
        if (!is_there) {
            return PH_LOOK_DIFFERS;
        }
        at = end;
    }
    return PH_LOOK_FITS;
}

/* True if the line that ends before `end` holds no comment for certain. */
static bool is_without_comment(PhBytes text, size_t end, size_t least)
{
    size_t start = end;
    while (start > least && !ph_byte_is_line_end(text.ptr[start - 1])) {
        start--;
    }
    return (start > least || least == 0) &&
           memchr(text.ptr + start, '#', end - start) == NULL;
}

/*
 * Where what may stand before `at` ends. *look_out is PH_LOOK_UNSURE if that cannot be
 * told: a line above may end in a comment, or it is too far away.
 */
static size_t pass_back(PhBytes text, size_t at, bool takes_parens, PhLook *look_out)
{
    size_t least = at < PH_LOOK_FAR ? 0 : at - PH_LOOK_FAR;
    *look_out = PH_LOOK_UNSURE;
    while (at > least) {
        char c = text.ptr[at - 1];
        bool is_blank = (unsigned char)c <= ' ' || c == '\\';
        bool is_sign = c == ')' || c == ',' || c == ';' || (takes_parens && c == '(');
        if (ph_byte_is_line_end(c) && !is_without_comment(text, at - 1, least)) {
            return at;
        }
        if (!is_blank && !is_sign) {
            *look_out = is_far(c) ? PH_LOOK_UNSURE : PH_LOOK_FITS;
            return at;
        }
        at--;
    }
    return at;
}

static size_t name_start(PhBytes text, size_t end)
{
    size_t start = end;
    while (start > 0 && end - start < PH_LOOK_BACK &&
           ph_byte_is_name(text.ptr[start - 1])) {
        start--;
    }
    return start;
}

/* What stands before the name at `at` with which the phrase begins. An attribute is no
 * variable; and a statement begins a line, or follows `;` or the colon of a header. */
static PhLook look_before(const PhPhrase *phrase, PhBytes text, size_t at)
{
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t')) {
        at--;
    }
    char c = (char)(at > 0 ? text.ptr[at - 1] : '\n');
    if (ph_byte_is_line_end(c) || is_far(c) || c == '\f' || c == '\\') {
        return PH_LOOK_UNSURE;
    }
    bool fits = phrase->is_statement ? c == ';' || c == ':' : c != '.';
    return fits ? PH_LOOK_FITS : PH_LOOK_DIFFERS;
}

/* The items before the anchor, which begins at `at`. */
static PhLook look_back(const PhPhrase *phrase, PhBytes text, size_t at, uint32_t *name)
{
    PhLook look;
    for (uint32_t i = phrase->anchor; i > 0; i--) {
        const PhPhraseItem *item = &phrase->items[i - 1];
        size_t end = pass_back(text, at, !ph_bytes_is(item->text, "("), &look);
        if (look == PH_LOOK_UNSURE) {
            return look;
        }
        if (item->is_name) {
            at = name_start(text, end);
            if (end - at == PH_LOOK_BACK) {
                return PH_LOOK_UNSURE;
            }
            if (at == end || !add_name(phrase, text, at, end, name)) {
                return PH_LOOK_DIFFERS;
            }
            continue;
        }
        if (end < item->text.len) {
            return PH_LOOK_DIFFERS;
        }
        at = end - item->text.len;
        if (memcmp(text.ptr + at, item->text.ptr, item->text.len) != 0 ||
            !begins_at(item->text, text, at) || !ends_at(item->text, text, end)) {
            return PH_LOOK_DIFFERS;
        }
    }
    return phrase->has_variable && phrase->items[0].is_name && phrase->anchor > 0
               ? look_before(phrase, text, at)
               : PH_LOOK_FITS;
}

bool ph_phrase_stands_at(const PhPhrase *phrase, PhBytes text, size_t offset,
                         uint32_t *name_out)
{
    PhBytes word = phrase->items[phrase->anchor].text;
    size_t end = offset + word.len;
    uint32_t name = PH_NAME_NONE;
    *name_out = PH_NAME_ANY;
    if (!begins_at(word, text, offset) || !ends_at(word, text, end)) {
        return false;
    }
    PhLook ahead = look_ahead(phrase, text, end, &name);
    PhLook back = ahead == PH_LOOK_DIFFERS ? ahead : look_back(phrase, text, offset, &name);
    if (ahead == PH_LOOK_DIFFERS || back == PH_LOOK_DIFFERS ||
        (phrase->tail != NULL && !ph_tail_may_hold(phrase->tail, text, end))) {
        return false;
    }
    if (name != PH_NAME_NONE) {
        *name_out = name;
    }
    return true;
}

static bool is_sign(const PhPhraseItem *item, const char *signs)
{
    return !item->is_name && item->text.len == 1 &&
           strchr(signs, item->text.ptr[0]) != NULL;
}

/* As people write it: `NAME.pop(0`, `not in [`. */
static bool has_blank_before(const PhPhrase *phrase, uint32_t index)
{
    const PhPhraseItem *item = &phrase->items[index];
    const PhPhraseItem *before = &phrase->items[index - 1];
    if (is_sign(item, ".]:") || is_sign(before, ".([")) {
        return false;
    }
    bool is_plain_word = before->is_name || rank(before) > 1;
    return !(is_plain_word && is_sign(item, "(["));
}

PhBytes ph_phrase_text(PhArena *arena, const PhPhrase *phrase)
{
    PhBytes text = PH_BYTES("");
    for (uint32_t i = 0; i < phrase->count; i++) {
        const PhPhraseItem *item = &phrase->items[i];
        PhBytes more = item->is_name ? PH_BYTES("NAME") : item->text;
        text = ph_arena_format(arena, "%.*s%s%.*s", (int)text.len, text.ptr,
                               i > 0 && has_blank_before(phrase, i) ? " " : "",
                               (int)more.len, more.ptr);
    }
    return phrase->tail == NULL ? text
                                : ph_arena_format(arena, "%.*s %s(..)", (int)text.len,
                                                  text.ptr, phrase->tail->fact);
}
