#include "cmd/config_read.h"

enum { PH_LONGEST_LINE = 320 };

typedef enum PhKeyKind {
    PH_KEY_LIST,
    PH_KEY_SELECTORS, /* a list of rule ids or beginnings of them */
    PH_KEY_BOOLEAN,
    PH_KEY_TARGET,
    PH_KEY_BENEFIT,
    PH_KEY_LENGTH,
    PH_KEY_RULES,
    PH_KEY_VERSION,
} PhKeyKind;

typedef struct PhConfigKey {
    PhKeyKind kind;
    size_t offset; /* of the field in PhConfig, for lists and booleans */
} PhConfigKey;

static const char *const k_names[] = {
    "select",         "ignore",       "extend-select",     "exclude",      "extend-exclude",
    "target-version", "unsafe-fixes", "trust-annotations", "closed-world", "min-benefit",
    "line-length",    "rules",        "required-version",
};

static const PhConfigKey k_keys[] = {
    {PH_KEY_SELECTORS, offsetof(PhConfig, select)},
    {PH_KEY_SELECTORS, offsetof(PhConfig, ignore)},
    {PH_KEY_SELECTORS, offsetof(PhConfig, extend_select)},
    {PH_KEY_LIST, offsetof(PhConfig, exclude)},
    {PH_KEY_LIST, offsetof(PhConfig, extend_exclude)},
    {PH_KEY_TARGET, 0},
    {PH_KEY_BOOLEAN, offsetof(PhConfig, unsafe_fixes)},
    {PH_KEY_BOOLEAN, offsetof(PhConfig, trusts_annotations)},
    {PH_KEY_BOOLEAN, offsetof(PhConfig, is_closed_world)},
    {PH_KEY_BENEFIT, 0},
    {PH_KEY_LENGTH, 0},
    {PH_KEY_RULES, 0},
    {PH_KEY_VERSION, 0},
};

_Static_assert(PH_COUNT_OF(k_names) == PH_COUNT_OF(k_keys), "a kind for every name");

typedef struct PhKeyReader {
    PhConfigReader *reader;
    PhConfig *config;
    const PhTomlEntry *entry;
} PhKeyReader;

static PhDiag *fail_at(const PhKeyReader *r, PhSpan span, PhBytes message)
{
    PhPlace place = ph_lines_place(r->config->lines, span.start);
    r->reader->has_failed = true;
    return ph_diag_add_at(r->reader->diags, PH_SEVERITY_ERROR, r->config->path, place.line,
                          place.column, message);
}

static void set_hint(const PhKeyReader *r, PhDiag *diag, const char *hint)
{
    diag->hint = ph_arena_copy(r->reader->diags->arena, ph_bytes_of(hint));
}

static void suggest(const PhKeyReader *r, PhDiag *diag, PhBytes name,
                    const char *const *known, size_t count)
{
    int nearest = ph_bytes_nearest(name, known, count);
    if (nearest >= 0) {
        diag->hint =
            ph_arena_format(r->reader->diags->arena, "did you mean '%s'?", known[nearest]);
    }
}

static void wrong_type(const PhKeyReader *r, const PhToml *value, const char *wanted)
{
    PhBytes message = ph_arena_format(r->reader->arena, "'%.*s' has to be %s, not %s",
                                      (int)r->entry->key.len, r->entry->key.ptr, wanted,
                                      ph_toml_kind_name(value->kind));
    (void)fail_at(r, value->span, message);
}

static void wrong_value(const PhKeyReader *r, const char *hint)
{
    const PhToml *value = r->entry->value;
    PhBytes message =
        ph_arena_format(r->reader->arena, "'%.*s' cannot be '%.*s'", (int)r->entry->key.len,
                        r->entry->key.ptr, (int)value->text.len, value->text.ptr);
    set_hint(r, fail_at(r, value->span, message), hint);
}

static void check_selector(const PhKeyReader *r, const PhToml *item)
{
    const PhConfigSetup *setup = r->reader->setup;
    if (ph_config_is_selector(item->text, setup->rules, setup->rule_count)) {
        return;
    }
    PhBytes message = ph_arena_format(r->reader->arena, "unknown rule '%.*s'",
                                      (int)item->text.len, item->text.ptr);
    suggest(r, fail_at(r, item->span, message), item->text, setup->rules,
            setup->rule_count);
}

static void add_text(const PhKeyReader *r, PhBytesVec *list, PhBytes text)
{
    PH_VEC_PUSH(r->reader->arena, list, text);
}

static void read_list(const PhKeyReader *r, bool is_of_selectors, PhBytesVec *list)
{
    const PhToml *value = r->entry->value;
    if (value->kind != PH_TOML_ARRAY) {
        wrong_type(r, value, "a list of strings");
        return;
    }
    for (size_t i = 0; i < value->array.count; i++) {
        const PhToml *item = value->array.items[i].value;
        if (item->kind != PH_TOML_STRING) {
            wrong_type(r, item, "a list of strings");
            return;
        }
        if (is_of_selectors) {
            check_selector(r, item);
        }
        add_text(r, list, item->text);
    }
}

/* "3.12" or "py312". */
static bool parse_target(PhBytes text, uint32_t *minor_out)
{
    bool is_short = ph_bytes_starts_with(text, PH_BYTES("py3"));
    if (!is_short && !ph_bytes_starts_with(text, PH_BYTES("3."))) {
        return false;
    }
    PhBytes digits = ph_bytes_slice(text, is_short ? 3 : 2, text.len);
    uint32_t minor = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || i == 2) {
            return false;
        }
        minor = minor * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    *minor_out = minor;
    return digits.len > 0 && digits.ptr[0] != '0' && minor >= PH_TARGET_OLDEST &&
           minor <= PH_TARGET_NEWEST;
}

static void read_target(const PhKeyReader *r)
{
    if (r->entry->value->kind != PH_TOML_STRING) {
        wrong_type(r, r->entry->value, "a string");
    } else if (parse_target(r->entry->value->text, &r->config->target_minor)) {
        r->config->has_target = true;
    } else {
        wrong_value(r, "use \"3.8\" to \"3.14\", or \"py38\" to \"py314\"");
    }
}

static void read_benefit(const PhKeyReader *r)
{
    if (r->entry->value->kind != PH_TOML_STRING) {
        wrong_type(r, r->entry->value, "a string");
        return;
    }
    for (PhBenefit benefit = PH_BENEFIT_COST; benefit <= PH_BENEFIT_GAIN; benefit++) {
        if (ph_bytes_is(r->entry->value->text, ph_benefit_name(benefit))) {
            r->config->min_benefit = benefit;
            return;
        }
    }
    wrong_value(r, "use \"gain\", \"small\", \"none\" or \"cost\"");
}

static void read_length(const PhKeyReader *r)
{
    const PhToml *value = r->entry->value;
    if (value->kind != PH_TOML_INTEGER) {
        wrong_type(r, value, "an integer");
    } else if (value->integer < 1 || value->integer > PH_LONGEST_LINE) {
        wrong_value(r, "use 1 to 320");
    } else {
        r->config->line_length = (uint32_t)value->integer;
        r->config->has_line_length = true;
    }
}

static void read_rules(const PhKeyReader *r)
{
    const PhConfigSetup *setup = r->reader->setup;
    const PhToml *value = r->entry->value;
    if (value->kind != PH_TOML_TABLE) {
        wrong_type(r, value, "a table");
        return;
    }
    r->config->rules = value;
    for (size_t i = 0; i < value->table.entries.count; i++) {
        const PhTomlEntry *rule = &value->table.entries.items[i];
        PhKeyReader inner = {r->reader, r->config, rule};
        bool is_known = false;
        for (size_t j = 0; !is_known && j < setup->rule_count; j++) {
            is_known = ph_bytes_is(rule->key, setup->rules[j]);
        }
        if (!is_known) {
            PhBytes message = ph_arena_format(r->reader->arena, "unknown rule '%.*s'",
                                              (int)rule->key.len, rule->key.ptr);
            suggest(r, fail_at(r, rule->key_span, message), rule->key, setup->rules,
                    setup->rule_count);
        } else if (rule->value->kind != PH_TOML_TABLE) {
            wrong_type(&inner, rule->value, "a table");
        }
    }
}

static void read_version(const PhKeyReader *r)
{
    const PhToml *value = r->entry->value;
    if (value->kind != PH_TOML_STRING) {
        wrong_type(r, value, "a string");
        return;
    }
    bool is_valid;
    bool fits = ph_config_version_fits(PH_BYTES(PYHEAP_VERSION), value->text, &is_valid);
    if (!is_valid) {
        wrong_value(r, "use a version or bounds such as \">=0.1\"");
    } else if (!fits) {
        PhBytes message = ph_arena_format(
            r->reader->arena, "pyheap '%.*s' is required, this is " PYHEAP_VERSION,
            (int)value->text.len, value->text.ptr);
        (void)fail_at(r, value->span, message);
    }
}

static void read_key(const PhKeyReader *r, const PhConfigKey *key)
{
    void *field = (char *)r->config + key->offset;
    switch (key->kind) {
    case PH_KEY_LIST: read_list(r, false, field); break;
    case PH_KEY_SELECTORS: read_list(r, true, field); break;
    case PH_KEY_TARGET: read_target(r); break;
    case PH_KEY_BENEFIT: read_benefit(r); break;
    case PH_KEY_LENGTH: read_length(r); break;
    case PH_KEY_RULES: read_rules(r); break;
    case PH_KEY_VERSION: read_version(r); break;
    case PH_KEY_BOOLEAN:
        if (r->entry->value->kind == PH_TOML_BOOLEAN) {
            *(bool *)field = r->entry->value->boolean;
        } else {
            wrong_type(r, r->entry->value, "a boolean");
        }
        break;
    }
}

static void read_entry(const PhKeyReader *r)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        if (ph_bytes_is(r->entry->key, k_names[i])) {
            read_key(r, &k_keys[i]);
            return;
        }
    }
    PhBytes message = ph_arena_format(r->reader->arena, "unknown key '%.*s'",
                                      (int)r->entry->key.len, r->entry->key.ptr);
    suggest(r, fail_at(r, r->entry->key_span, message), r->entry->key, k_names,
            PH_COUNT_OF(k_names));
}

void ph_config_read(PhConfigReader *reader, const PhToml *table, PhConfig *config)
{
    if (table->kind != PH_TOML_TABLE) {
        PhKeyReader r = {reader, config, NULL};
        (void)fail_at(&r, table->span, PH_BYTES("'tool.pyheap' has to be a table"));
        return;
    }
    for (size_t i = 0; i < table->table.entries.count; i++) {
        PhKeyReader r = {reader, config, &table->table.entries.items[i]};
        read_entry(&r);
    }
    config->has_select = ph_toml_find(table, PH_BYTES("select")) != NULL;
}

void ph_config_read_defaults(const PhToml *root, PhConfig *config)
{
    const PhToml *project = ph_toml_get(root, PH_BYTES("project"));
    const PhToml *python = ph_toml_get(project, PH_BYTES("requires-python"));
    const PhToml *tools = ph_toml_get(root, PH_BYTES("tool"));
    static const char *const k_tools[] = {"ruff", "black"};
    if (python != NULL && python->kind == PH_TOML_STRING) {
        config->default_target = ph_config_lower_bound(python->text);
        config->has_default_target = true;
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_tools); i++) {
        const PhToml *tool = ph_toml_get(tools, ph_bytes_of(k_tools[i]));
        const PhToml *length = ph_toml_get(tool, PH_BYTES("line-length"));
        if (length != NULL && length->kind == PH_TOML_INTEGER && length->integer >= 1 &&
            length->integer <= PH_LONGEST_LINE) {
            config->default_line_length = (uint32_t)length->integer;
            return;
        }
    }
}
