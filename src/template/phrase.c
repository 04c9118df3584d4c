#include "template/phrase.h"

/* Bytes that are looked over for one token; where more stand in the way it is taken for
 * found. So no file makes the search slow. */
enum { PH_LOOK_FAR = 4096, PH_LOOK_BACK = 64 };

typedef PH_VEC(PhPhraseItem) PhItemVec;

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

/* A name takes the attributes behind it, so none can be told from those of the pattern. */
static bool takes_attributes(const PhItemVec *run, size_t index)
{
    return run->items[index - 1].is_name && ph_bytes_is(run->items[index].text, ".");
}

static void end_run(PhArena *arena, PhItemVec *run, PhPhraseVec *out)
{
    size_t best = 0;
    for (size_t i = 1; i < run->count; i++) {
        if (rank(&run->items[i]) > rank(&run->items[best])) {
            best = i;
        }
    }
    size_t count = 1;
    while (best + count < run->count && !takes_attributes(run, best + count)) {
        count++;
    }
    /* A single sign is in every file. */
    bool is_worth_it = run->count > best && rank(&run->items[best]) + (int)count > 1;
    if (is_worth_it && !run->items[best].is_name) {
        PhPhraseItem *items = PH_NEW_ARRAY(arena, PhPhraseItem, count);
        memcpy(items, &run->items[best], count * sizeof(PhPhraseItem));
        PhPhrase phrase = {items, (uint32_t)count};
        PH_VEC_PUSH(arena, out, phrase);
    }
    run->count = 0;
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
        PhItemVec part = {0};
        PhBytes rest = ph_bytes_slice(path, at, path.len);
        PhPhraseItem item = {.text = ph_imported_first_part(rest)};
        PH_VEC_PUSH(arena, &part, item);
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

void ph_phrases_of(PhArena *arena, const PhPatch *patch, PhMetavarId own, PhPhraseVec *out)
{
    const PhPattern *minus = &patch->minus;
    PhItemVec run = {0};
    uint32_t last_end = 0;
    for (uint32_t i = 0; i < minus->token_count; i++) {
        const PhPatternToken *token = &minus->tokens[i];
        bool is_own = token->metavar != PH_METAVAR_NONE && token->metavar == own;
        bool is_word = token->metavar == PH_METAVAR_NONE && token->symbol.module.len == 0 &&
                       is_plain(token->text) &&
                       ph_tree_kind(&minus->tree, token->node) != PH_KIND_STRING &&
                       /* More may stand before the colon of a header than the page says. */
                       !ph_bytes_is(token->text, ":") &&
                       open_suite_limit(&minus->tree, token->node) == token->node;
        if ((!is_word && !is_own) ||
            has_line_end(minus->tree.text, last_end, token->span.start)) {
            end_run(arena, &run, out);
        }
        if (is_own) {
            PhPhraseItem item = {.is_name = true};
            PH_VEC_PUSH(arena, &run, item);
        } else if (is_word) {
            add_words(arena, token->text, &run);
        } else if (token->symbol.module.len > 0) {
            add_symbol(arena, token->text, out);
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
    return a->count == b->count;
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

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The next byte from `at` on that is not passed over; the text's length if there is none.
 */
static size_t pass_over(PhBytes text, size_t at, bool takes_parens)
{
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '#') {
            while (at < text.len && !is_line_end(text.ptr[at])) {
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

/* The end of `a` or `a.b`, if one stands at `at`. */
static size_t name_end(PhBytes text, size_t at)
{
    for (;;) {
        while (at < text.len &&
               (ph_byte_is_word(text.ptr[at]) || (unsigned char)text.ptr[at] >= 0x80)) {
            at++;
        }
        size_t dot = pass_over(text, at, true);
        if (dot == text.len || text.ptr[dot] != '.') {
            return at;
        }
        at = pass_over(text, dot + 1, true);
    }
}

bool ph_phrase_stands_at(const PhPhrase *phrase, PhBytes text, size_t offset)
{
    PhBytes word = phrase->items[0].text;
    size_t at = offset + word.len;
    if (!begins_at(word, text, offset) || !ends_at(word, text, at)) {
        return false;
    }
    size_t limit = text.len - at < PH_LOOK_FAR ? text.len : at + PH_LOOK_FAR;
    bool is_cut = limit < text.len;
    text.len = limit;
    for (uint32_t i = 1; i < phrase->count; i++) {
        const PhPhraseItem *item = &phrase->items[i];
        at = pass_over(text, at, !ph_bytes_is(item->text, "("));
        if (at == text.len) {
            return is_cut;
        }
        if ((unsigned char)text.ptr[at] >= 0x80 && !item->is_name) {
            return true;
        }
        size_t end = item->is_name ? name_end(text, at) : at + item->text.len;
        if (end > text.len || (end == text.len && is_cut)) {
            return is_cut;
        }
        bool is_there = item->is_name
                            ? end > at
                            : memcmp(text.ptr + at, item->text.ptr, item->text.len) == 0 &&
                                  ends_at(item->text, text, end);
        if (!is_there) {
            return false;
        }
        at = end;
    }
    return true;
}

PhBytes ph_phrase_text(PhArena *arena, const PhPhrase *phrase)
{
    PhBytes text = phrase->items[0].text;
    for (uint32_t i = 1; i < phrase->count; i++) {
        const PhPhraseItem *item = &phrase->items[i];
        PhBytes more = item->is_name ? PH_BYTES("..") : item->text;
        text = ph_arena_format(arena, "%.*s %.*s", (int)text.len, text.ptr, (int)more.len,
                               more.ptr);
    }
    return text;
}
