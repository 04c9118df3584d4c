#include "cmd/fix_id.h"

bool ph_fix_id_equal(const PhFixId *a, const PhFixId *b)
{
    return a->line == b->line && ph_hash_equal(a->text, b->text) &&
           strcmp(a->rule, b->rule) == 0;
}

PhFixNames ph_fix_names(PhArena *arena, PhBytes first)
{
    return (PhFixNames){.arena = arena, .first = first, .now = first};
}

uint32_t ph_fix_names_line(PhFixNames *names, PhSource *source, uint32_t offset)
{
    if (source->bytes.ptr != names->now.ptr) {
        names->now = source->bytes;
        names->map = ph_line_map_new(names->arena, names->first, names->now);
    }
    uint32_t line = ph_source_place(source, offset).line;
    return names->map == NULL ? line : ph_line_map_old(names->map, line);
}

PhFixId ph_fix_names_id(PhFixNames *names, PhSource *source, const PhFinding *finding)
{
    PhBytes text = ph_bytes_slice(source->bytes, finding->span.start, finding->span.end);
    return (PhFixId){.rule = finding->rule,
                     .line = ph_fix_names_line(names, source, finding->span.start),
                     .text = ph_hash(text)};
}
