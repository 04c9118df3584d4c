#include "syntax/toml.h"

#include "base/utf8.h"
#include "syntax/parse.h"
#include "syntax/toml_scalar.h"

typedef struct PhTomlKinds {
    PhKind pair;
    PhKind table;
    PhKind table_array;
    PhKind dotted_key;
    PhKind bare_key;
    PhKind quoted_key;
    PhKind comment;
    PhKind string;
    PhKind integer;
    PhKind number;
    PhKind boolean;
    PhKind dates[4];
    PhKind array;
    PhKind inline_table;
} PhTomlKinds;

typedef struct PhKeyPart {
    PhBytes text;
    PhSpan span;
} PhKeyPart;

typedef PH_VEC(PhKeyPart) PhKeyParts;

/* A container whose values are being read, up to node `limit`. */
typedef struct PhOpenValue {
    PhToml *value;
    PhNodeId limit;
} PhOpenValue;

typedef struct PhTomlReader {
    PhArena *arena;
    PhBytes path;
    PhDiags *diags;
    PhLines *lines;
    const PhTree *tree;
    PhTomlKinds kinds;
    PhToml *root;
    PhToml *section; /* the table of the newest header */
    PhKeyParts key;  /* scratch of read_key() */
    PhOpenValue open[PH_TOML_DEEPEST + 1];
    size_t open_count;
    PhToml **place; /* where the next value of a pair goes */
} PhTomlReader;

static PhTomlKinds kinds_of(const PhGrammar *grammar)
{
    return (PhTomlKinds){
        .pair = ph_grammar_kind(grammar, "pair", true),
        .table = ph_grammar_kind(grammar, "table", true),
        .table_array = ph_grammar_kind(grammar, "table_array_element", true),
        .dotted_key = ph_grammar_kind(grammar, "dotted_key", true),
        .bare_key = ph_grammar_kind(grammar, "bare_key", true),
        .quoted_key = ph_grammar_kind(grammar, "quoted_key", true),
        .comment = ph_grammar_kind(grammar, "comment", true),
        .string = ph_grammar_kind(grammar, "string", true),
        .integer = ph_grammar_kind(grammar, "integer", true),
        .number = ph_grammar_kind(grammar, "float", true),
        .boolean = ph_grammar_kind(grammar, "boolean", true),
        .dates = {ph_grammar_kind(grammar, "offset_date_time", true),
                  ph_grammar_kind(grammar, "local_date_time", true),
                  ph_grammar_kind(grammar, "local_date", true),
                  ph_grammar_kind(grammar, "local_time", true)},
        .array = ph_grammar_kind(grammar, "array", true),
        .inline_table = ph_grammar_kind(grammar, "inline_table", true),
    };
}

static PhStatus refuse(PhTomlReader *r, uint32_t offset, PhBytes message)
{
    PhPlace place = ph_lines_place(r->lines, offset);
    (void)ph_diag_add_at(r->diags, PH_SEVERITY_ERROR, r->path, place.line, place.column,
                         message);
    return PH_ERR_USAGE;
}

static PhStatus refuse_key(PhTomlReader *r, const PhKeyPart *part, const char *what)
{
    return refuse(r, part->span.start,
                  ph_arena_format(r->arena, "key '%.*s' %s", (int)part->text.len,
                                  part->text.ptr, what));
}

static PhToml *new_table(PhTomlReader *r, PhTomlOrigin origin, PhSpan span)
{
    PhToml *table = PH_NEW(r->arena, PhToml);
    table->kind = PH_TOML_TABLE;
    table->origin = origin;
    table->span = span;
    table->table.places = ph_map_in(r->arena);
    return table;
}

/* The place for a value under a key that the table does not have, or NULL if it has. */
static PhToml **add_entry(PhTomlReader *r, PhToml *table, const PhKeyPart *part)
{
    uint32_t *place = ph_map_put(&table->table.places, part->text);
    if (*place != PH_MAP_NONE) {
        return NULL;
    }
    *place = (uint32_t)table->table.entries.count;
    PhTomlEntry entry = {.key = part->text, .key_span = part->span};
    PH_VEC_PUSH(r->arena, &table->table.entries, entry);
    return &table->table.entries.items[*place].value;
}

static void add_item(const PhTomlReader *r, PhToml *array, PhToml *value)
{
    PhTomlItem item = {value};
    PH_VEC_PUSH(r->arena, &array->array, item);
}

static void add_part(PhTomlReader *r, PhKeyPart part)
{
    PH_VEC_PUSH(r->arena, &r->key, part);
}

static PhStatus decode_text(PhTomlReader *r, PhNodeId node, PhBytes *text_out)
{
    size_t bad = 0;
    if (ph_toml_decode_string(r->arena, ph_tree_text(r->tree, node), text_out, &bad)) {
        return PH_OK;
    }
    return refuse(r, r->tree->starts[node] + (uint32_t)bad,
                  PH_BYTES("escape names no character"));
}

/* The parts of the key at `node`, dotted or not, into r->key. */
static PhStatus read_key(PhTomlReader *r, PhNodeId node)
{
    r->key.count = 0;
    for (PhNodeId at = node; at < r->tree->limits[node]; at++) {
        PhKind kind = r->tree->kinds[at];
        PhKeyPart part = {ph_tree_text(r->tree, at), ph_tree_span(r->tree, at)};
        if (kind == r->kinds.quoted_key) {
            PhStatus status = decode_text(r, at, &part.text);
            if (status != PH_OK) {
                return status;
            }
        } else if (kind != r->kinds.bare_key) {
            continue;
        }
        if (r->key.count == PH_TOML_DEEPEST) {
            return refuse(r, part.span.start, PH_BYTES("nested too deeply"));
        }
        add_part(r, part);
    }
    assert(r->key.count > 0 && r->key.items != NULL);
    return PH_OK;
}

static PhToml *newest_table(PhToml *array)
{
    PhToml *last =
        array->array.count == 0 ? NULL : array->array.items[array->array.count - 1].value;
    return last != NULL && last->kind == PH_TOML_TABLE ? last : NULL;
}

/* One step down on the way of a header: into a table, or the newest of an array of them. */
static PhStatus step_header(PhTomlReader *r, PhToml **table, const PhKeyPart *part)
{
    PhToml **place = add_entry(r, *table, part);
    if (place != NULL) {
        *place = new_table(r, PH_TOML_IMPLIED, part->span);
        *table = *place;
        return PH_OK;
    }
    const PhTomlEntry *entry = ph_toml_find(*table, part->text);
    PhToml *next = entry->value;
    if (next->kind == PH_TOML_ARRAY && next->origin != PH_TOML_INLINE) {
        next = newest_table(next);
    }
    if (next == NULL || next->kind != PH_TOML_TABLE || next->origin == PH_TOML_INLINE) {
        return refuse_key(r, part, "is not a table that can be added to");
    }
    *table = next;
    return PH_OK;
}

static PhStatus open_table(PhTomlReader *r, PhToml *outer, const PhKeyPart *part)
{
    PhToml **place = add_entry(r, outer, part);
    if (place != NULL) {
        *place = new_table(r, PH_TOML_HEADER, part->span);
        r->section = *place;
        return PH_OK;
    }
    PhToml *known = ph_toml_find(outer, part->text)->value;
    if (known->kind != PH_TOML_TABLE || known->origin != PH_TOML_IMPLIED) {
        return refuse_key(r, part, "is given twice");
    }
    known->origin = PH_TOML_HEADER;
    r->section = known;
    return PH_OK;
}

static PhStatus open_array_element(PhTomlReader *r, PhToml *outer, const PhKeyPart *part)
{
    PhToml **place = add_entry(r, outer, part);
    PhToml *array = NULL;
    if (place != NULL) {
        array = PH_NEW(r->arena, PhToml);
        *array =
            (PhToml){.kind = PH_TOML_ARRAY, .origin = PH_TOML_HEADER, .span = part->span};
        *place = array;
    } else {
        array = ph_toml_find(outer, part->text)->value;
    }
    if (array->kind != PH_TOML_ARRAY || array->origin == PH_TOML_INLINE) {
        return refuse_key(r, part, "is given twice");
    }
    r->section = new_table(r, PH_TOML_HEADER, part->span);
    add_item(r, array, r->section);
    return PH_OK;
}

static PhNodeId key_of(const PhTomlReader *r, PhNodeId node)
{
    PH_FOR_EACH_CHILD(r->tree, node, child)
    {
        PhKind kind = r->tree->kinds[child];
        if (kind == r->kinds.dotted_key || kind == r->kinds.bare_key ||
            kind == r->kinds.quoted_key) {
            return child;
        }
    }
    PH_UNREACHABLE();
}

static PhStatus read_header(PhTomlReader *r, PhNodeId node)
{
    PhStatus status = read_key(r, key_of(r, node));
    PhToml *table = r->root;
    for (size_t i = 0; status == PH_OK && i + 1 < r->key.count; i++) {
        status = step_header(r, &table, &r->key.items[i]);
    }
    if (status != PH_OK) {
        return status;
    }
    const PhKeyPart *last = &r->key.items[r->key.count - 1];
    return r->tree->kinds[node] == r->kinds.table ? open_table(r, table, last)
                                                  : open_array_element(r, table, last);
}

/* Finds the place for a pair's value and leaves it in r->place. */
static PhStatus read_pair(PhTomlReader *r, PhNodeId node)
{
    PhToml *table = r->open_count == 0 ? r->section : r->open[r->open_count - 1].value;
    PhStatus status = read_key(r, key_of(r, node));
    for (size_t i = 0; status == PH_OK && i + 1 < r->key.count; i++) {
        const PhKeyPart *part = &r->key.items[i];
        PhToml **place = add_entry(r, table, part);
        if (place != NULL) {
            *place = new_table(r, PH_TOML_DOTTED, part->span);
            table = *place;
            continue;
        }
        table = ph_toml_find(table, part->text)->value;
        if (table->kind != PH_TOML_TABLE || table->origin == PH_TOML_INLINE ||
            table->origin == PH_TOML_HEADER) {
            return refuse_key(r, part, "is not a table that can be added to");
        }
    }
    if (status != PH_OK) {
        return status;
    }
    const PhKeyPart *last = &r->key.items[r->key.count - 1];
    r->place = add_entry(r, table, last);
    return r->place == NULL ? refuse_key(r, last, "is given twice") : PH_OK;
}

static bool is_date(const PhTomlKinds *kinds, PhKind kind)
{
    for (size_t i = 0; i < PH_COUNT_OF(kinds->dates); i++) {
        if (kind == kinds->dates[i]) {
            return true;
        }
    }
    return false;
}

/* Makes the value of `node`, or NULL in *value_out if the node is none. */
static PhStatus make_value(PhTomlReader *r, PhNodeId node, PhToml **value_out)
{
    PhKind kind = r->tree->kinds[node];
    PhToml value = {.span = ph_tree_span(r->tree, node),
                    .text = ph_tree_text(r->tree, node),
                    .origin = PH_TOML_INLINE};
    PhStatus status = PH_OK;
    *value_out = NULL;
    if (kind == r->kinds.string) {
        value.kind = PH_TOML_STRING;
        status = decode_text(r, node, &value.text);
    } else if (kind == r->kinds.integer) {
        value.kind = PH_TOML_INTEGER;
        if (!ph_toml_decode_integer(value.text, &value.integer)) {
            status =
                refuse(r, value.span.start, PH_BYTES("integer does not fit into 64 bits"));
        }
    } else if (kind == r->kinds.number) {
        value.kind = PH_TOML_FLOAT;
        value.number = ph_toml_decode_float(r->arena, value.text);
    } else if (kind == r->kinds.boolean) {
        value.kind = PH_TOML_BOOLEAN;
        value.boolean = value.text.ptr[0] == 't';
    } else if (is_date(&r->kinds, kind)) {
        value.kind = PH_TOML_DATE;
    } else if (kind == r->kinds.array) {
        value.kind = PH_TOML_ARRAY;
    } else if (kind == r->kinds.inline_table) {
        value.kind = PH_TOML_TABLE;
        value.table.places = ph_map_in(r->arena);
    } else {
        return PH_OK;
    }
    *value_out = PH_NEW(r->arena, PhToml);
    **value_out = value;
    return status;
}

static PhStatus open_value(PhTomlReader *r, PhToml *value, PhNodeId node)
{
    if (r->open_count == PH_TOML_DEEPEST) {
        return refuse(r, value->span.start, PH_BYTES("nested too deeply"));
    }
    r->open[r->open_count++] = (PhOpenValue){value, r->tree->limits[node]};
    return PH_OK;
}

/* Puts the value at `node` where it belongs; *next is the node to go on with. */
static PhStatus read_value(PhTomlReader *r, PhNodeId node, PhNodeId *next)
{
    PhToml *value;
    PhStatus status = make_value(r, node, &value);
    if (status != PH_OK || value == NULL) {
        return status;
    }
    PhToml *outer = r->open_count == 0 ? NULL : r->open[r->open_count - 1].value;
    if (outer != NULL && outer->kind == PH_TOML_ARRAY) {
        add_item(r, outer, value);
    } else {
        assert(r->place != NULL);
        *r->place = value;
    }
    if (value->kind == PH_TOML_ARRAY || value->kind == PH_TOML_TABLE) {
        return open_value(r, value, node);
    }
    *next = r->tree->limits[node];
    return PH_OK;
}

static PhStatus read_node(PhTomlReader *r, PhNodeId node, PhNodeId *next)
{
    PhKind kind = r->tree->kinds[node];
    *next = node + 1;
    if (kind == r->kinds.table || kind == r->kinds.table_array) {
        return read_header(r, node);
    }
    if (kind == r->kinds.pair) {
        return read_pair(r, node);
    }
    if (kind == r->kinds.dotted_key || kind == r->kinds.quoted_key) {
        *next = r->tree->limits[node];
        return PH_OK;
    }
    return read_value(r, node, next);
}

/*
 * An error node may begin long before the trouble. What it holds complete is none of it, so
 * the trouble is in what follows the last complete entry.
 */
static uint32_t place_error(const PhTomlReader *r, const PhTree *tree,
                            uint32_t error_offset)
{
    PhNodeId node = 0;
    while (node < tree->count && tree->kinds[node] != PH_KIND_ERROR) {
        node++;
    }
    if (node == tree->count) {
        return error_offset;
    }
    uint32_t offset = tree->starts[node];
    for (PhNodeId child = node + 1; child < tree->limits[node]; child++) {
        PhNodeId parent = tree->parents[child];
        bool is_entry = tree->kinds[child] == r->kinds.pair &&
                        (parent == node || tree->kinds[parent] == r->kinds.table);
        PhNodeId next = tree->limits[child];
        if (is_entry && next < tree->limits[node] && tree->starts[next] > offset) {
            offset = tree->starts[next];
        }
    }
    return offset;
}

/* Parsed again for the tree only where recovery was cheap: it may take very long. */
static PhStatus refuse_syntax(PhTomlReader *r, const PhGrammar *grammar, PhBytes text,
                              PhParseOutcome outcome, uint32_t offset)
{
    PhParsed parsed;
    PhParseOptions options = {.keep_errors = true};
    if (outcome == PH_PARSED_WITH_ERRORS) {
        (void)ph_parse(grammar, r->arena, text, options, &parsed);
        offset = place_error(r, &parsed.tree, offset);
    }
    return refuse(r, offset, PH_BYTES("not valid TOML"));
}

static PhStatus read_tree(PhTomlReader *r)
{
    for (PhNodeId node = 1; node < r->tree->count;) {
        while (r->open_count > 0 && r->open[r->open_count - 1].limit <= node) {
            r->open_count--;
        }
        PhNodeId next;
        PhStatus status = read_node(r, node, &next);
        if (status != PH_OK) {
            return status;
        }
        node = next;
    }
    return PH_OK;
}

PhStatus ph_toml_parse(const PhGrammar *grammar, PhArena *arena, PhBytes path, PhBytes text,
                       PhDiags *diags, PhToml **root_out)
{
    PhTomlReader r = {.arena = arena,
                      .path = path,
                      .diags = diags,
                      .lines = ph_lines_new(arena, text),
                      .kinds = kinds_of(grammar)};
    size_t invalid = ph_utf8_first_invalid(text);
    if (invalid != PH_NOT_FOUND) {
        return refuse(&r, (uint32_t)invalid, PH_BYTES("not UTF-8"));
    }
    PhParsed parsed;
    r.tree = &parsed.tree;
    PhParseOutcome outcome = ph_parse(grammar, arena, text, (PhParseOptions){0}, &parsed);
    if (outcome != PH_PARSED) {
        return refuse_syntax(&r, grammar, text, outcome, parsed.error_offset);
    }
    r.root = new_table(&r, PH_TOML_HEADER, (PhSpan){0, (uint32_t)text.len});
    r.section = r.root;
    PhStatus status = read_tree(&r);
    *root_out = r.root;
    return status;
}

const PhTomlEntry *ph_toml_find(const PhToml *table, PhBytes key)
{
    if (table == NULL || table->kind != PH_TOML_TABLE) {
        return NULL;
    }
    uint32_t place = ph_map_get(&table->table.places, key);
    return place == PH_MAP_NONE ? NULL : &table->table.entries.items[place];
}

const PhToml *ph_toml_get(const PhToml *table, PhBytes key)
{
    const PhTomlEntry *entry = ph_toml_find(table, key);
    return entry == NULL ? NULL : entry->value;
}

const char *ph_toml_kind_name(PhTomlKind kind)
{
    static const char *const k_names[] = {"a string", "an integer", "a float", "a boolean",
                                          "a date",   "an array",   "a table"};
    return k_names[kind];
}
