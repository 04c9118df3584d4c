/* Parts of a fix, and remarks instead of one: texts that are tried before they are used. */

#include "cmd/remarks.h"
#include "cmd/review_file.h"

enum { PH_PART_TRIES = 4 }; /* what a text costs that is searched and fixed again */

/* Reads and searches a text that may become that of the open file. */
static bool try_text(PhDesk *desk, PhBytes text, PhParsedFile *parsed_out,
                     PhFindingVec *findings_out)
{
    PhDiags ignored = {.arena = desk->worker->arena};
    PhFileWork work = desk->work;
    desk->tries += PH_PART_TRIES;
    *findings_out = (PhFindingVec){0};
    if (ph_file_parse(desk->session->grammar, desk->worker->arena, desk->work.file->path,
                      text, &ignored, parsed_out) != PH_OK) {
        return false;
    }
    ph_file_work_find(&work, parsed_out, findings_out);
    return true;
}

bool ph_desk_part(PhDesk *desk, const PhReviewItem *item, size_t index, PhBytes *text_out)
{
    const PhFinding *finding = NULL;
    size_t count = ph_desk_count(desk, item, index, &finding);
    return count > 1 && finding != NULL && ph_desk_preview_finding(desk, finding, text_out);
}

static bool is_comment_at(const PhTree *tree, uint32_t offset)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhSpan span = ph_tree_span(tree, node);
        if (ph_tree_kind(tree, node) == PH_KIND_COMMENT && span.start <= offset &&
            offset < span.end) {
            return true;
        }
    }
    return false;
}

static size_t count_of(PhDesk *desk, const PhParsedFile *file, const PhFindingVec *findings,
                       const PhReviewItem *item)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        PhFixId id = ph_fix_names_id(&desk->names, file->source, &findings->items[i]);
        count += ph_fix_id_equal(&id, &item->id);
    }
    return count;
}

/* The text with the rule added to a remark of line `line`, or with a new one at its end. */
static PhBytes with_remark(PhDesk *desk, uint32_t line, const char *rule,
                           uint32_t *offset_out)
{
    PhBytes text = desk->parsed.source->bytes;
    PhSpan span = ph_lines_span(ph_source_lines(desk->parsed.source), line);
    PhBytes code = ph_bytes_slice(text, span.start, span.end);
    PhBytes open = PH_BYTES("# pyheap: ignore[");
    size_t at = ph_bytes_find(code, open, 0);
    size_t close = at == PH_NOT_FOUND ? at : ph_bytes_find(code, PH_BYTES("]"), at);
    size_t put_at = close != PH_NOT_FOUND ? close : code.len;
    while (close == PH_NOT_FOUND && put_at > 0 && ph_byte_is_blank(code.ptr[put_at - 1])) {
        put_at--;
    }
    *offset_out = span.start + (uint32_t)put_at + (close != PH_NOT_FOUND ? 0 : 2);
    PhBytes head = ph_bytes_slice(text, 0, span.start + put_at);
    PhBytes tail = ph_bytes_slice(text, span.start + put_at, text.len);
    PhBytes remark =
        ph_arena_format(desk->worker->arena,
                        close != PH_NOT_FOUND ? ", %s" : "  # pyheap: ignore[%s]", rule);
    return ph_arena_join(desk->worker->arena, head,
                         ph_arena_join(desk->worker->arena, remark, tail));
}

bool ph_desk_remark(PhDesk *desk, const PhReviewItem *item, PhBytes *text_out)
{
    const PhFinding *finding = ph_desk_finding(desk, item);
    if (finding == NULL) {
        return false;
    }
    uint32_t first = ph_source_place(desk->parsed.source, finding->span.start).line;
    uint32_t last = ph_source_place(desk->parsed.source, finding->span.end).line;
    for (uint32_t line = first; line <= last; line++) {
        PhParsedFile parsed;
        PhFindingVec findings;
        uint32_t offset;
        PhBytes text = with_remark(desk, line, finding->rule, &offset);
        bool is_kept_away = try_text(desk, text, &parsed, &findings) &&
                            is_comment_at(&parsed.tree, offset) &&
                            count_of(desk, &parsed, &findings, item) == 0;
        if (is_kept_away) {
            *text_out = text;
            return true;
        }
    }
    return false;
}
