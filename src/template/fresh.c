#include "template/fresh.h"

#include "base/buf.h"
#include "base/utf8.h"

static bool is_mentioned(const PhNames *names, PhBytes name)
{
    return ph_map_get(&names->name_ids, name) != PH_MAP_NONE;
}

/* The last run of word bytes: of `self.out[0]_parts` that would be no name at all, so what
 * is no word byte becomes an underscore behind the last dot. */
static PhBytes identifier_of(PhArena *arena, PhBytes text)
{
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        start = text.ptr[i] == '.' ? i + 1 : start;
    }
    while (start + 1 < text.len && text.ptr[start] == '_') {
        start++;
    }
    char *out = ph_arena_alloc(arena, text.len + 2);
    size_t len = 0;
    if (start >= text.len || (text.ptr[start] >= '0' && text.ptr[start] <= '9')) {
        out[len++] = '_';
    }
    for (size_t i = start; i < text.len; i++) {
        out[len++] = (char)(ph_byte_is_name(text.ptr[i]) ? text.ptr[i] : '_');
    }
    return (PhBytes){out, len};
}

PhBytes ph_fresh_name(PhFacts *facts, PhBytes wanted)
{
    const PhNames *names = ph_facts_names(facts);
    PhBytes base = identifier_of(facts->arena, wanted);
    PhBytes name = base;
    for (unsigned n = 2; is_mentioned(names, name); n++) {
        name = ph_arena_format(facts->arena, "%.*s%u", (int)base.len, base.ptr, n);
    }
    return name;
}

PhBytes ph_fresh_strings(PhFacts *facts, const PhCapture *capture)
{
    PhBuf buf = {0};
    ph_buf_add_char(&buf, '(');
    for (uint32_t i = 0; i < capture->count; i++) {
        PhBytes text = ph_tree_text(facts->tree, capture->nodes[i]);
        bool is_string = ph_tree_kind(facts->tree, capture->nodes[i]) == PH_KIND_STRING;
        ph_buf_add_str(&buf, i > 0 ? ", " : "");
        ph_buf_add_char(&buf, '"');
        ph_buf_add(&buf, is_string && text.len > 1 ? ph_bytes_slice(text, 1, text.len - 1)
                                                   : text);
        ph_buf_add_char(&buf, '"');
    }
    ph_buf_add_str(&buf, capture->count == 1 ? ",)" : ")");
    PhBytes copy = ph_arena_copy(facts->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return copy;
}
