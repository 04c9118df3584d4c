#include "template/text_pattern.h"

#include "base/vec.h"

enum { PH_TEXT_PARTS = 63 }; /* of one branch: positions fit a word of 64 bits */

/* One byte of a class, or none, or any number of them. */
typedef struct PhTextPart {
    bool members[256];
    bool may_be_absent;
    bool may_repeat;
} PhTextPart;

typedef struct PhTextBranch {
    PhTextPart *parts;
    uint32_t count;
    bool is_at_start;
    bool is_at_end;
} PhTextBranch;

struct PhTextPattern {
    PH_VEC(PhTextBranch) branches;
};

static void add_range(PhTextPart *part, unsigned char first, unsigned char last)
{
    for (unsigned value = first; value <= last; value++) {
        part->members[value] = true;
    }
}

/* What `\c` stands for. */
static void add_escape(PhTextPart *part, char c)
{
    if (c == 'd' || c == 'w') {
        add_range(part, '0', '9');
    }
    if (c == 'w') {
        add_range(part, 'a', 'z');
        add_range(part, 'A', 'Z');
        add_range(part, '_', '_');
        add_range(part, 0x80, 0xff);
    } else if (c == 's') {
        add_range(part, ' ', ' ');
        add_range(part, '\t', '\r');
    } else if (c != 'd') {
        add_range(part, (unsigned char)c, (unsigned char)c);
    }
}

/* `[...]` at the start of `text`; returns its length, 0 if it is not closed. */
static size_t read_class(PhTextPart *part, PhBytes text)
{
    bool is_negated = text.len > 1 && text.ptr[1] == '^';
    size_t at = is_negated ? 2 : 1;
    for (size_t first = at; at < text.len && (text.ptr[at] != ']' || at == first); at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c == '\\' && at + 1 < text.len) {
            add_escape(part, text.ptr[++at]);
        } else if (at + 2 < text.len && text.ptr[at + 1] == '-' &&
                   text.ptr[at + 2] != ']') {
            add_range(part, c, (unsigned char)text.ptr[at + 2]);
            at += 2;
        } else {
            add_range(part, c, c);
        }
    }
    for (size_t i = 0; is_negated && i < 256; i++) {
        part->members[i] = !part->members[i];
    }
    return at < text.len ? at + 1 : 0;
}

/* One letter, class or shorthand; returns its length, 0 with *why_out set. */
static size_t read_part(PhTextPart *part, PhBytes text, const char **why_out)
{
    char c = text.ptr[0];
    *part = (PhTextPart){0};
    if (c == '[') {
        size_t len = read_class(part, text);
        *why_out = len == 0 ? "a class is not closed" : NULL;
        return len;
    }
    if (c == '\\' && text.len > 1) {
        add_escape(part, text.ptr[1]);
        return 2;
    }
    if (strchr("(){}*+?\\^$", c) != NULL) {
        *why_out = strchr("(){}", c) != NULL ? "groups and counts are not known"
                                             : "a sign stands where a letter must";
        return 0;
    }
    add_range(part, c == '.' ? 0 : (unsigned char)c, c == '.' ? 0xff : (unsigned char)c);
    return 1;
}

static bool read_branch(PhArena *arena, PhBytes text, PhTextBranch *branch,
                        const char **why_out)
{
    *branch = (PhTextBranch){.parts = PH_NEW_ARRAY(arena, PhTextPart, PH_TEXT_PARTS)};
    branch->is_at_start = ph_bytes_starts_with(text, PH_BYTES("^"));
    text = ph_bytes_slice(text, branch->is_at_start ? 1 : 0, text.len);
    branch->is_at_end = ph_bytes_ends_with(text, PH_BYTES("$")) &&
                        !ph_bytes_ends_with(text, PH_BYTES("\\$"));
    text = ph_bytes_slice(text, 0, text.len - (branch->is_at_end ? 1 : 0));
    while (text.len > 0) {
        if (branch->count + 2 > PH_TEXT_PARTS) {
            *why_out = "it is too long";
            return false;
        }
        PhTextPart *part = &branch->parts[branch->count++];
        size_t len = read_part(part, text, why_out);
        if (len == 0) {
            return false;
        }
        text = ph_bytes_slice(text, len, text.len);
        char sign = (char)(text.len > 0 ? text.ptr[0] : 0);
        if (sign == '+') {
            branch->parts[branch->count++] = *part;
            part++;
        }
        if (sign == '*' || sign == '+' || sign == '?') {
            part->may_be_absent = true;
            part->may_repeat = sign != '?';
            text = ph_bytes_slice(text, 1, text.len);
        }
    }
    return true;
}

/* The length of the branch that `text` begins with: up to a `|` outside of classes. */
static size_t branch_length(PhBytes text)
{
    bool is_in_class = false;
    size_t at = 0;
    while (at < text.len && (is_in_class || text.ptr[at] != '|')) {
        is_in_class = text.ptr[at] == '[' || (is_in_class && text.ptr[at] != ']');
        at += text.ptr[at] == '\\' && at + 1 < text.len ? 2 : 1;
    }
    return at;
}

const PhTextPattern *ph_text_pattern_new(PhArena *arena, PhBytes text, const char **why_out)
{
    PhTextPattern *pattern = PH_NEW(arena, PhTextPattern);
    for (;;) {
        size_t len = branch_length(text);
        PhTextBranch branch;
        if (len == 0) {
            *why_out = "it is empty";
            return NULL;
        }
        if (!read_branch(arena, ph_bytes_slice(text, 0, len), &branch, why_out)) {
            return NULL;
        }
        PH_VEC_PUSH(arena, &pattern->branches, branch);
        if (len == text.len) {
            return pattern;
        }
        text = ph_bytes_slice(text, len + 1, text.len);
    }
}

/* The positions that are reached from `at` without a byte. */
static uint64_t reached(const PhTextBranch *branch, uint32_t at)
{
    uint64_t set = UINT64_C(1) << at;
    while (at < branch->count && branch->parts[at].may_be_absent) {
        set |= UINT64_C(1) << ++at;
    }
    return set;
}

static bool branch_found(const PhTextBranch *branch, PhBytes text)
{
    uint64_t end = UINT64_C(1) << branch->count;
    uint64_t positions = reached(branch, 0);
    for (size_t i = 0;; i++) {
        if ((positions & end) != 0 && (!branch->is_at_end || i == text.len)) {
            return true;
        }
        if (i == text.len) {
            return false;
        }
        uint64_t next = branch->is_at_start ? 0 : reached(branch, 0);
        for (uint32_t at = 0; at < branch->count; at++) {
            bool fits = (positions >> at & 1U) != 0 &&
                        branch->parts[at].members[(unsigned char)text.ptr[i]];
            if (fits) {
                next |= reached(branch, branch->parts[at].may_repeat ? at : at + 1);
            }
        }
        positions = next;
    }
}

bool ph_text_pattern_found(const PhTextPattern *pattern, PhBytes text)
{
    for (size_t i = 0; i < pattern->branches.count; i++) {
        if (branch_found(&pattern->branches.items[i], text)) {
            return true;
        }
    }
    return false;
}
