#include "edit/import_head.h"

/* Comments of so few lines right above the code are taken to speak of the code. */
#define PH_MAX_REMARK_LINES 2

static PhBytes line_text(const PhImportBlock *block, uint32_t line)
{
    PhSpan span = ph_lines_span(block->lines, line);
    uint32_t start = line == 1 ? block->bom_len : span.start;
    return ph_bytes_trim(ph_bytes_slice(block->tree->text, start, span.end));
}

static bool is_comment(const PhImportBlock *block, uint32_t line)
{
    return line <= block->lines->count &&
           ph_bytes_starts_with(line_text(block, line), PH_BYTES("#"));
}

static bool is_blank(const PhImportBlock *block, uint32_t line)
{
    return line > block->lines->count || line_text(block, line).len == 0;
}

static bool has_any(PhBytes text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_find(text, ph_bytes_of(words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

/* Lines that Python or the kernel reads only at the very top. */
static uint32_t fixed_lines(const PhImportBlock *block)
{
    static const char *const k_words[] = {"coding:", "coding="};
    uint32_t count = ph_bytes_starts_with(line_text(block, 1), PH_BYTES("#!")) ? 1 : 0;
    for (uint32_t line = 1; line <= 2; line++) {
        if (is_comment(block, line) &&
            has_any(line_text(block, line), k_words, PH_COUNT_OF(k_words))) {
            count = line;
        }
    }
    return count;
}

/*
 * The line below which imports go in a file without docstring; 0: above all. Comments right
 * above the code go with it, unless they look like a licence or like settings of a tool.
 */
static uint32_t last_header_line(const PhImportBlock *block, uint32_t *fixed_out)
{
    static const char *const k_words[] = {"opyright", "icense", "SPDX", ":", "-*-"};
    uint32_t fixed = fixed_lines(block);
    uint32_t last = fixed;
    bool stays = false;
    while (is_comment(block, last + 1)) {
        last++;
        stays = stays || has_any(line_text(block, last), k_words, PH_COUNT_OF(k_words));
    }
    *fixed_out = fixed;
    bool is_of_code =
        !is_blank(block, last + 1) && !stays && last - fixed <= PH_MAX_REMARK_LINES;
    return is_of_code ? fixed : last;
}

/*
 * Blank lines that belong between imports and `line`, the first that is not blank: two
 * before a definition, to which comments right above it belong.
 */
static uint32_t blanks_before(const PhImportBlock *block, uint32_t line)
{
    static const char *const k_starts[] = {"def ", "class ", "@", "async def "};
    if (line > block->lines->count) {
        return 0;
    }
    while (is_comment(block, line) && !is_blank(block, line + 1)) {
        line++;
    }
    PhBytes text = line_text(block, line);
    for (size_t i = 0; i < PH_COUNT_OF(k_starts); i++) {
        if (ph_bytes_starts_with(text, ph_bytes_of(k_starts[i]))) {
            return 2;
        }
    }
    return 1;
}

static void add_newlines(PhBuf *out, PhBytes newline, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        ph_buf_add(out, newline);
    }
}

/* Between the docstring and a statement on the same line: in place of the `;`. */
static PhSpan split_line(const PhImportBlock *block, PhBytes newline, PhBytes statements,
                         PhBuf *out)
{
    const PhTree *tree = block->tree;
    PhNodeId next = ph_tree_next_named(tree, block->head);
    add_newlines(out, newline, 2);
    ph_buf_add(out, statements);
    add_newlines(out, newline, 2);
    return (PhSpan){tree->ends[block->head], tree->starts[next]};
}

PhSpan ph_import_head(const PhImportBlock *block, PhBytes newline, PhBytes statements,
                      PhBuf *text_out)
{
    if (block->head != PH_NODE_NONE && block->head_shares_line) {
        return split_line(block, newline, statements, text_out);
    }
    uint32_t fixed = 0;
    uint32_t above = block->head != PH_NODE_NONE
                         ? ph_lines_at(block->lines, block->head_end)
                         : last_header_line(block, &fixed);
    uint32_t next = above + 1;
    while (next <= block->lines->count && is_blank(block, next)) {
        next++;
    }
    uint32_t found = next - above - 1;
    uint32_t wanted = blanks_before(block, next);
    if (next <= block->lines->count && (found > wanted || above == 0)) {
        /* So low that as many blank lines remain below as belong there. */
        uint32_t line = found > wanted ? next - wanted : above + 1;
        uint32_t start = ph_lines_span(block->lines, line).start;
        start = start < block->bom_len ? block->bom_len : start;
        ph_buf_add(text_out, statements);
        add_newlines(text_out, newline, 1 + (found < wanted ? wanted - found : 0));
        return (PhSpan){start, start};
    }
    if (above == 0) {
        ph_buf_add(text_out, statements);
        ph_buf_add(text_out, newline);
        return (PhSpan){block->bom_len, block->bom_len};
    }
    bool has_gap = block->head != PH_NODE_NONE || above > fixed || found > 0;
    uint32_t end = ph_lines_span(block->lines, above).end;
    add_newlines(text_out, newline, has_gap ? 2 : 1);
    ph_buf_add(text_out, statements);
    add_newlines(text_out, newline, found < wanted ? wanted - found : 0);
    return (PhSpan){end, end};
}
