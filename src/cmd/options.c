#include "cmd/options.h"

#include "base/vec.h"

typedef struct PhWords {
    PhArena *arena;
    const PhCommandSpec *command;
    char *const *next;
    char *values;
    PhOperands *operands;
    PhDiags *diags;
} PhWords;

/* One option as it was found: its row, and how the user wrote it. */
typedef struct PhFound {
    const PhOptionSpec *spec;
    PhBytes written;
    bool is_negated;
    bool has_value; /* attached with = or behind the letter */
    PhBytes value;
} PhFound;

static PhStatus refuse(const PhWords *w, PhBytes message)
{
    (void)ph_diag_add_at(w->diags, PH_SEVERITY_ERROR, PH_BYTES(""), 0, 0, message);
    return PH_ERR_USAGE;
}

static void set_hint(const PhWords *w, PhBytes hint)
{
    w->diags->records.items[w->diags->records.count - 1].hint =
        ph_arena_copy(w->diags->arena, hint);
}

static bool takes_value(const PhOptionSpec *spec)
{
    return spec->kind != PH_OPTION_FLAG && spec->kind != PH_OPTION_SWITCH &&
           spec->kind != PH_OPTION_MAYBE;
}

static PhStatus refuse_unknown(const PhWords *w, PhBytes written, PhBytes name)
{
    size_t count = w->command->option_count;
    PhStatus status = refuse(w, ph_arena_format(w->arena, "unknown option '%.*s'",
                                                (int)written.len, written.ptr));
    const char **names = PH_NEW_ARRAY(w->arena, const char *, count * 2 + 1);
    size_t known = 0;
    names[known++] = "help";
    for (size_t i = 0; i < count; i++) {
        const PhOptionSpec *spec = &w->command->options[i];
        names[known++] = spec->name;
        if (spec->kind == PH_OPTION_SWITCH) {
            names[known++] = ph_arena_format(w->arena, "no-%s", spec->name).ptr;
        }
    }
    int nearest = ph_bytes_nearest(name, names, known);
    if (nearest >= 0) {
        set_hint(w, ph_arena_format(w->arena, "did you mean '--%s'?", names[nearest]));
    } else {
        set_hint(w, ph_arena_format(w->arena, "see 'pyheap %s --help'", w->command->name));
    }
    return status;
}

static bool find_long(const PhWords *w, PhBytes name, PhFound *found)
{
    for (size_t i = 0; i < w->command->option_count; i++) {
        const PhOptionSpec *spec = &w->command->options[i];
        bool is_negated = spec->kind == PH_OPTION_SWITCH &&
                          ph_bytes_starts_with(name, PH_BYTES("no-")) &&
                          ph_bytes_is(ph_bytes_slice(name, 3, name.len), spec->name);
        if (is_negated || ph_bytes_is(name, spec->name)) {
            found->spec = spec;
            found->is_negated = is_negated;
            return true;
        }
    }
    return false;
}

static const PhOptionSpec *find_letter(const PhWords *w, char letter)
{
    for (size_t i = 0; i < w->command->option_count; i++) {
        if (w->command->options[i].letter == letter) {
            return &w->command->options[i];
        }
    }
    return NULL;
}

static void add_item(const PhWords *w, PhBytesVec *list, PhBytes item)
{
    PH_VEC_PUSH(w->arena, list, item);
}

static void add_to_list(const PhWords *w, PhBytes value, PhBytesVec *list)
{
    for (size_t at = 0; at <= value.len;) {
        size_t comma = ph_bytes_find(value, PH_BYTES(","), at);
        size_t end = comma == PH_NOT_FOUND ? value.len : comma;
        PhBytes item = ph_bytes_trim(ph_bytes_slice(value, at, end));
        if (item.len > 0) {
            add_item(w, list, item);
        }
        at = end + 1;
    }
}

static bool parse_number(PhBytes text, uint32_t *number_out)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || i == 9) {
            return false;
        }
        number = number * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    *number_out = number;
    return number > 0;
}

static PhStatus set_choice(const PhWords *w, const PhFound *found, uint32_t *field)
{
    size_t count = 0;
    for (; found->spec->choices[count] != NULL; count++) {
        if (ph_bytes_is(found->value, found->spec->choices[count])) {
            *field = (uint32_t)count;
            return PH_OK;
        }
    }
    PhBytes wanted = PH_BYTES("");
    for (size_t i = 0; i < count; i++) {
        const char *between = i == 0 ? "" : i + 1 == count ? " or " : ", ";
        wanted = ph_arena_format(w->arena, "%.*s%s'%s'", (int)wanted.len, wanted.ptr,
                                 between, found->spec->choices[i]);
    }
    return refuse(w, ph_arena_format(w->arena, "%.*s has to be %.*s, not '%.*s'",
                                     (int)found->written.len, found->written.ptr,
                                     (int)wanted.len, wanted.ptr, (int)found->value.len,
                                     found->value.ptr));
}

static PhStatus set_maybe(const PhWords *w, const PhFound *found, uint32_t *field)
{
    uint32_t index = 0;
    PhStatus status = found->has_value ? set_choice(w, found, &index) : PH_OK;
    *field = status == PH_OK ? index + 1 : *field;
    return status;
}

static PhStatus store(const PhWords *w, const PhFound *found)
{
    void *field = w->values + found->spec->offset;
    switch (found->spec->kind) {
    case PH_OPTION_FLAG: *(bool *)field = true; break;
    case PH_OPTION_SWITCH:
        *(PhSwitch *)field = found->is_negated ? PH_SWITCH_OFF : PH_SWITCH_ON;
        break;
    case PH_OPTION_TEXT: *(PhBytes *)field = found->value; break;
    case PH_OPTION_LIST: add_to_list(w, found->value, field); break;
    case PH_OPTION_CHOICE: return set_choice(w, found, field);
    case PH_OPTION_MAYBE: return set_maybe(w, found, field);
    case PH_OPTION_NUMBER:
        if (!parse_number(found->value, field)) {
            return refuse(w, ph_arena_format(w->arena,
                                             "%.*s has to be a number from 1, not '%.*s'",
                                             (int)found->written.len, found->written.ptr,
                                             (int)found->value.len, found->value.ptr));
        }
        break;
    }
    return PH_OK;
}

/* Fetches the value from the next word where it was not attached, and stores it. */
static PhStatus finish(PhWords *w, PhFound *found)
{
    if (!takes_value(found->spec)) {
        if (found->has_value && found->spec->kind != PH_OPTION_MAYBE) {
            return refuse(w, ph_arena_format(w->arena, "%.*s takes no value",
                                             (int)found->written.len, found->written.ptr));
        }
        return store(w, found);
    }
    if (!found->has_value) {
        if (*w->next == NULL) {
            return refuse(w, ph_arena_format(w->arena, "%.*s needs a value: %s",
                                             (int)found->written.len, found->written.ptr,
                                             found->spec->argument));
        }
        found->value = ph_bytes_of(*w->next++);
    }
    return store(w, found);
}

static PhStatus take_long(PhWords *w, PhBytes word)
{
    size_t equals = ph_bytes_find(word, PH_BYTES("="), 2);
    PhFound found = {.has_value = equals != PH_NOT_FOUND};
    found.written = ph_bytes_slice(word, 0, found.has_value ? equals : word.len);
    if (found.has_value) {
        found.value = ph_bytes_slice(word, equals + 1, word.len);
    }
    PhBytes name = ph_bytes_slice(found.written, 2, found.written.len);
    if (ph_bytes_is(name, "help")) {
        w->operands->wants_help = true;
        return PH_OK;
    }
    return find_long(w, name, &found) ? finish(w, &found)
                                      : refuse_unknown(w, found.written, name);
}

static PhStatus take_letters(PhWords *w, PhBytes word)
{
    PhStatus status = PH_OK;
    for (size_t i = 1; status == PH_OK && i < word.len && !w->operands->wants_help; i++) {
        PhFound found = {.spec = find_letter(w, word.ptr[i])};
        found.written = ph_arena_format(w->arena, "-%c", word.ptr[i]);
        if (word.ptr[i] == 'h') {
            w->operands->wants_help = true;
        } else if (found.spec == NULL) {
            return refuse_unknown(w, word.len == 2 ? found.written : word,
                                  ph_bytes_slice(word, 1, word.len));
        } else if (takes_value(found.spec)) {
            found.has_value = i + 1 < word.len;
            found.value = ph_bytes_slice(word, i + 1, word.len);
            return finish(w, &found);
        } else {
            status = store(w, &found);
        }
    }
    return status;
}

static PhStatus check_operands(const PhWords *w)
{
    size_t count = w->operands->items.count;
    const char *name = w->command->name;
    if (count < w->command->operands_least) {
        return refuse(w, ph_arena_format(w->arena, "%s needs an operand: %s", name,
                                         w->command->operands));
    }
    if (count > w->command->operands_most) {
        PhBytes extra = w->operands->items.items[w->command->operands_most];
        return refuse(w, ph_arena_format(w->arena, "unexpected operand '%.*s' of %s",
                                         (int)extra.len, extra.ptr, name));
    }
    return PH_OK;
}

PhStatus ph_options_parse(PhArena *arena, const PhCommandSpec *command, char *const *words,
                          void *values, PhOperands *operands_out, PhDiags *diags)
{
    PhWords w = {arena, command, words, values, operands_out, diags};
    PhStatus status = PH_OK;
    bool is_over = false;
    *operands_out = (PhOperands){0};
    while (status == PH_OK && !operands_out->wants_help && *w.next != NULL) {
        PhBytes word = ph_bytes_of(*w.next++);
        if (is_over || word.len < 2 || word.ptr[0] != '-') {
            add_item(&w, &operands_out->items, word);
        } else if (ph_bytes_is(word, "--")) {
            is_over = true;
        } else if (word.ptr[1] == '-') {
            status = take_long(&w, word);
        } else {
            status = take_letters(&w, word);
        }
    }
    return status == PH_OK && !operands_out->wants_help ? check_operands(&w) : status;
}

const PhCommandSpec *ph_options_find_command(const PhCommandSpec *const *commands,
                                             size_t count, PhBytes name, PhDiags *diags)
{
    const char **names = PH_NEW_ARRAY(diags->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = commands[i]->name;
        if (ph_bytes_is(name, names[i])) {
            return commands[i];
        }
    }
    PhBytes message =
        ph_arena_format(diags->arena, "unknown %s '%.*s'",
                        ph_bytes_starts_with(name, PH_BYTES("-")) ? "option" : "command",
                        (int)name.len, name.ptr);
    PhDiag *diag = ph_diag_add_at(diags, PH_SEVERITY_ERROR, PH_BYTES(""), 0, 0, message);
    int nearest = ph_bytes_nearest(name, names, count);
    diag->hint = nearest >= 0 ? ph_arena_format(diags->arena, "did you mean 'pyheap %s'?",
                                                names[nearest])
                              : PH_BYTES("see 'pyheap --help'");
    return NULL;
}
