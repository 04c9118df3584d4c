/* Command lines written down, and read again. */

#include "cmd/options.h"

typedef struct PhRender {
    PhArena *arena;
    PhBuf buf;
} PhRender;

static bool is_plain(PhBytes word)
{
    static const char k_plain[] = "-_=./,:+@%";
    for (size_t i = 0; i < word.len; i++) {
        if (!ph_byte_is_name(word.ptr[i]) && strchr(k_plain, word.ptr[i]) == NULL) {
            return false;
        }
    }
    return word.len > 0;
}

static void add_word(PhRender *render, PhBytes word)
{
    if (render->buf.len > 0) {
        ph_buf_add_char(&render->buf, ' ');
    }
    if (is_plain(word)) {
        ph_buf_add(&render->buf, word);
        return;
    }
    ph_buf_add_char(&render->buf, '\'');
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '\'') {
            ph_buf_add_str(&render->buf, "'\\''");
        } else {
            ph_buf_add_char(&render->buf, word.ptr[i]);
        }
    }
    ph_buf_add_char(&render->buf, '\'');
}

static void add_value(PhRender *render, const PhOptionSpec *spec, PhBytes value)
{
    add_word(render, ph_arena_format(render->arena, "--%s=%.*s", spec->name, (int)value.len,
                                     value.ptr));
}

static void add_option(PhRender *render, const PhOptionSpec *spec, const void *value,
                       const void *preset)
{
    const PhBytesVec *list = value;
    uint32_t number = 0;
    switch (spec->kind) {
    case PH_OPTION_FLAG:
        if (*(const bool *)value) {
            add_word(render, ph_arena_format(render->arena, "--%s", spec->name));
        }
        return;
    case PH_OPTION_SWITCH:
        if (*(const PhSwitch *)value != PH_SWITCH_UNSET) {
            const char *no = *(const PhSwitch *)value == PH_SWITCH_OFF ? "no-" : "";
            add_word(render, ph_arena_format(render->arena, "--%s%s", no, spec->name));
        }
        return;
    case PH_OPTION_TEXT:
        if (((const PhBytes *)value)->len > 0) {
            add_value(render, spec, *(const PhBytes *)value);
        }
        return;
    case PH_OPTION_LIST:
        for (size_t i = 0; i < list->count; i++) {
            add_value(render, spec, list->items[i]);
        }
        return;
    case PH_OPTION_NUMBER:
    case PH_OPTION_CHOICE:
    case PH_OPTION_MAYBE:
        number = *(const uint32_t *)value;
        if (number == *(const uint32_t *)preset) {
            return;
        }
        add_value(
            render, spec,
            spec->kind == PH_OPTION_NUMBER
                ? ph_arena_format(render->arena, "%u", (unsigned)number)
                : ph_bytes_of(
                      spec->choices[spec->kind == PH_OPTION_MAYBE ? number - 1 : number]));
        return;
    }
}

PhBytes ph_options_render(PhArena *arena, const PhCommandSpec *command, const void *values,
                          const void *defaults, const char *const *names, size_t count)
{
    PhRender render = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        for (size_t n = 0; n < command->option_count; n++) {
            const PhOptionSpec *spec = &command->options[n];
            if (strcmp(spec->name, names[i]) == 0) {
                add_option(&render, spec, (const char *)values + spec->offset,
                           (const char *)defaults + spec->offset);
            }
        }
    }
    PhBytes text = ph_arena_copy(arena, ph_buf_bytes(&render.buf));
    ph_buf_release(&render.buf);
    return text;
}

PhBytes ph_options_join(PhArena *arena, PhBytes text, const PhBytesVec *operands)
{
    PhRender render = {.arena = arena};
    bool needs_end = false;
    ph_buf_add(&render.buf, text);
    for (size_t i = 0; i < operands->count; i++) {
        needs_end = needs_end || ph_bytes_starts_with(operands->items[i], PH_BYTES("-"));
    }
    if (needs_end) {
        add_word(&render, PH_BYTES("--"));
    }
    for (size_t i = 0; i < operands->count; i++) {
        add_word(&render, operands->items[i]);
    }
    PhBytes joined = ph_arena_copy(arena, ph_buf_bytes(&render.buf));
    ph_buf_release(&render.buf);
    return joined;
}

char *const *ph_options_split(PhArena *arena, PhBytes text)
{
    PH_VEC(char *) words = {0};
    PhBuf word = {0};
    bool is_quoted = false;
    bool is_begun = false;
    for (size_t i = 0; i <= text.len; i++) {
        char c = ' ';
        if (i < text.len) {
            c = text.ptr[i];
        }
        if (c == '\'') {
            is_quoted = !is_quoted;
            is_begun = true;
        } else if (is_quoted || !ph_byte_is_blank(c)) {
            if (c == '\\' && !is_quoted && i + 1 < text.len) {
                i++;
            }
            ph_buf_add_char(&word, text.ptr[i]);
            is_begun = true;
        } else if (is_begun) {
            char *copy = ph_arena_alloc(arena, word.len + 1);
            memcpy(copy, word.len > 0 ? word.ptr : "", word.len);
            copy[word.len] = '\0';
            PH_VEC_PUSH(arena, &words, copy);
            ph_buf_clear(&word);
            is_begun = false;
        }
    }
    ph_buf_release(&word);
    PH_VEC_PUSH(arena, &words, NULL);
    return is_quoted ? NULL : words.items;
}
