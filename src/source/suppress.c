#include "source/suppress.h"

#include "base/vec.h"

typedef struct PhRemark {
    uint32_t line; /* 0: the file */
    PhBytes rule;  /* empty: every rule */
} PhRemark;

typedef PH_VEC(PhRemark) PhRemarks;

struct PhSuppressions {
    PhRemarks of_file;
    PhRemarks of_lines; /* by line, ascending */
};

typedef struct PhRemarkReader {
    PhSource *source;
    PhSuppressions *out;
    const char *const *rules;
    size_t rule_count;
    PhDiags *diags;
} PhRemarkReader;

static const char *const k_words[] = {"ignore", "ignore-file"};

bool ph_suppress_is_needed(PhBytes text)
{
    return text.len > 0 && memmem(text.ptr, text.len, "pyheap:", strlen("pyheap:")) != NULL;
}

static PhDiag *warn(const PhRemarkReader *r, PhBytes at, PhBytes message)
{
    uint32_t offset = (uint32_t)(at.ptr - r->source->bytes.ptr);
    PhPlace place = ph_source_place(r->source, offset);
    return ph_diag_add_at(r->diags, PH_SEVERITY_WARNING, r->source->path, place.line,
                          place.column, message);
}

static void suggest(const PhRemarkReader *r, PhDiag *diag, PhBytes name,
                    const char *const *known, size_t count)
{
    int nearest = ph_bytes_nearest(name, known, count);
    if (nearest >= 0) {
        diag->hint = ph_arena_format(r->diags->arena, "did you mean '%s'?", known[nearest]);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_';
}

/* Nothing but blanks before the comment on its line. */
static bool stands_alone(const PhRemarkReader *r, uint32_t line, uint32_t comment)
{
    PhSpan span = ph_lines_span(ph_source_lines(r->source), line);
    uint32_t start = line == 1 ? r->source->bom_len : span.start;
    for (uint32_t at = start; at < comment; at++) {
        if (!is_blank(r->source->bytes.ptr[at])) {
            return false;
        }
    }
    return true;
}

static void add_remark(const PhRemarkReader *r, uint32_t line, PhBytes rule)
{
    PhRemark remark = {line, rule};
    PhRemarks *list = line == 0 ? &r->out->of_file : &r->out->of_lines;
    PH_VEC_PUSH(r->source->arena, list, remark);
}

static void add_rule(const PhRemarkReader *r, uint32_t line, PhBytes rule)
{
    for (size_t i = 0; i < r->rule_count; i++) {
        if (ph_bytes_is(rule, r->rules[i])) {
            add_remark(r, line, rule);
            return;
        }
    }
    PhBytes message = ph_arena_format(
        r->diags->arena, "remark names an unknown rule '%.*s'", (int)rule.len, rule.ptr);
    suggest(r, warn(r, rule, message), rule, r->rules, r->rule_count);
}

/* The ids between brackets; `rest` begins at the opening one. */
static void read_rules(const PhRemarkReader *r, uint32_t line, PhBytes rest)
{
    size_t end = ph_bytes_find(rest, PH_BYTES("]"), 0);
    if (end == PH_NOT_FOUND) {
        (void)warn(r, rest, PH_BYTES("remark has no closing bracket"));
        return;
    }
    bool is_empty = true;
    for (size_t at = 1; at < end;) {
        size_t comma = ph_bytes_find(rest, PH_BYTES(","), at);
        size_t stop = comma < end ? comma : end;
        PhBytes rule = ph_bytes_trim(ph_bytes_slice(rest, at, stop));
        if (rule.len > 0) {
            add_rule(r, line, rule);
            is_empty = false;
        }
        at = stop + 1;
    }
    if (is_empty) {
        (void)warn(r, rest, PH_BYTES("remark names no rule"));
    }
}

/* `text` is what follows "pyheap:" in a comment that begins at offset `comment`. */
static void read_remark(const PhRemarkReader *r, uint32_t comment, PhBytes text)
{
    size_t start = 0;
    while (start < text.len && is_blank(text.ptr[start])) {
        start++;
    }
    size_t end = start;
    while (end < text.len && is_word_byte(text.ptr[end])) {
        end++;
    }
    PhBytes word = ph_bytes_slice(text, start, end);
    PhBytes rest = ph_bytes_slice(text, end, text.len);
    uint32_t line = ph_source_place(r->source, comment).line;
    bool is_for_file = ph_bytes_is(word, "ignore-file");
    if (!is_for_file && !ph_bytes_is(word, "ignore")) {
        PhBytes message = ph_arena_format(r->diags->arena, "unknown remark 'pyheap: %.*s'",
                                          (int)word.len, word.ptr);
        suggest(r, warn(r, word, message), word, k_words, PH_COUNT_OF(k_words));
        return;
    }
    if (is_for_file && !stands_alone(r, line, comment)) {
        (void)warn(r, word, PH_BYTES("'ignore-file' has to stand on a line of its own"));
        return;
    }
    if (rest.len > 0 && rest.ptr[0] == '[') {
        read_rules(r, is_for_file ? 0 : line, rest);
    } else {
        add_remark(r, is_for_file ? 0 : line, PH_BYTES(""));
    }
}

/* A `#` and blanks before the word make it a remark; prose about pyheap is none. */
static bool is_remark_at(PhBytes comment, size_t at)
{
    while (at > 0 && is_blank(comment.ptr[at - 1])) {
        at--;
    }
    return at > 0 && comment.ptr[at - 1] == '#';
}

PhSuppressions *ph_suppress_new(PhSource *source, const PhSpan *comments, size_t count,
                                const char *const *rules, size_t rule_count, PhDiags *diags)
{
    PhBytes mark = PH_BYTES("pyheap:");
    PhRemarkReader r = {.source = source,
                        .out = PH_NEW(source->arena, PhSuppressions),
                        .rules = rules,
                        .rule_count = rule_count,
                        .diags = diags};
    for (size_t i = 0; i < count; i++) {
        PhBytes comment = ph_bytes_slice(source->bytes, comments[i].start, comments[i].end);
        for (size_t at = ph_bytes_find(comment, mark, 0); at != PH_NOT_FOUND;
             at = ph_bytes_find(comment, mark, at + mark.len)) {
            if (is_remark_at(comment, at)) {
                read_remark(&r, comments[i].start,
                            ph_bytes_slice(comment, at + mark.len, comment.len));
            }
        }
    }
    return r.out;
}

static bool is_about(const PhRemark *remark, const char *rule)
{
    return remark->rule.len == 0 || ph_bytes_is(remark->rule, rule);
}

/* The place of the first remark on `line` or below it. */
static size_t first_from(const PhRemarks *remarks, uint32_t line)
{
    size_t low = 0;
    size_t high = remarks->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (remarks->items[middle].line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool ph_suppress_covers(const PhSuppressions *suppressions, const char *rule,
                        uint32_t first_line, uint32_t last_line)
{
    if (suppressions == NULL) {
        return false;
    }
    for (size_t i = 0; i < suppressions->of_file.count; i++) {
        if (is_about(&suppressions->of_file.items[i], rule)) {
            return true;
        }
    }
    const PhRemarks *remarks = &suppressions->of_lines;
    for (size_t i = first_from(remarks, first_line);
         i < remarks->count && remarks->items[i].line <= last_line; i++) {
        if (is_about(&remarks->items[i], rule)) {
            return true;
        }
    }
    return false;
}

bool ph_suppress_covers_file(const PhSuppressions *suppressions)
{
    for (size_t i = 0; suppressions != NULL && i < suppressions->of_file.count; i++) {
        if (suppressions->of_file.items[i].rule.len == 0) {
            return true;
        }
    }
    return false;
}
