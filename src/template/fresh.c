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

/* `rows` to `row`, `entries` to `entry`; `address` stays. */
static PhBytes singular(PhFacts *facts, PhBytes name)
{
    if (name.len > 3 && ph_bytes_ends_with(name, PH_BYTES("ies"))) {
        return ph_arena_format(facts->arena, "%.*sy", (int)(name.len - 3), name.ptr);
    }
    bool is_plural = name.len > 2 && ph_bytes_ends_with(name, PH_BYTES("s")) &&
                     !ph_bytes_ends_with(name, PH_BYTES("ss")) &&
                     !ph_bytes_ends_with(name, PH_BYTES("us"));
    return is_plural ? ph_bytes_slice(name, 0, name.len - 1) : name;
}

PhBytes ph_fresh_class(PhFacts *facts, const PhCapture *variable)
{
    PhBytes text = PH_BYTES("row");
    if (variable->count == 1) {
        text = ph_tree_text(facts->tree, variable->nodes[0]);
    }
    size_t dot = text.len;
    while (dot > 0 && text.ptr[dot - 1] != '.') {
        dot--;
    }
    text = singular(facts, ph_bytes_slice(text, dot, text.len));
    PhBuf buf = {0};
    bool is_start = true;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '_') {
            is_start = true;
            continue;
        }
        ph_buf_add_char(&buf, (char)(is_start && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
        is_start = false;
    }
    PhBytes wanted = buf.len == 0 ? PH_BYTES("Row") : ph_buf_bytes(&buf);
    PhBytes name = ph_fresh_name(facts, ph_arena_copy(facts->arena, wanted));
    ph_buf_release(&buf);
    return name;
}
