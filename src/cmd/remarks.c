#include "cmd/remarks.h"

#include "facts/facts.h"

const PhSuppressions *ph_remarks_read(PhArena *arena, const PhParsedFile *file,
                                      const char *const *rules, size_t rule_count,
                                      PhDiags *diags)
{
    PhSpanVec comments = {0};
    if (!ph_suppress_is_needed(file->source->bytes)) {
        return NULL;
    }
    for (PhNodeId node = 0; node < file->tree.count; node++) {
        if (ph_tree_kind(&file->tree, node) == PH_KIND_COMMENT) {
            PH_VEC_PUSH(arena, &comments, ph_tree_span(&file->tree, node));
        }
    }
    return ph_suppress_new(file->source, comments.items, comments.count, rules, rule_count,
                           diags);
}

bool ph_remarks_cover(const PhSuppressions *remarks, PhSource *source, const char *rule,
                      PhSpan span)
{
    if (remarks == NULL) {
        return false;
    }
    uint32_t first = ph_source_place(source, span.start).line;
    uint32_t last = ph_source_place(source, span.end).line;
    return ph_suppress_covers(remarks, rule, first, last);
}
