#include "syntax/grammar.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "syntax/flatten.h"

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_toml(void);

static _Noreturn void wrong_grammar(const char *what)
{
    (void)fprintf(stderr, "pyheap: built with another grammar than kinds.def: no %s\n",
                  what);
    exit(3);
}

static bool is_named_symbol(const TSLanguage *language, TSSymbol symbol)
{
    return ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular;
}

/* Named and anonymous symbols may share a text ("lambda"), so the key tells them apart. */
static PhBytes symbol_key(PhArena *arena, const char *name, bool is_named)
{
    return ph_arena_format(arena, "%c%s", is_named ? 'n' : 't', name);
}

static PhMap listed_kinds(PhArena *arena)
{
    PhMap map = ph_map_in(arena);
    for (uint32_t i = PH_KIND_ERROR + 1; i < PH_KIND_LISTED; i++) {
        PhKind kind = (PhKind)i;
        bool is_named = ph_kind_is_named(kind) || ph_kind_is_extra(kind);
        *ph_map_put(&map, symbol_key(arena, ph_kind_name(kind), is_named)) = kind;
    }
    return map;
}

static void map_symbols(PhArena *arena, PhGrammar *grammar, bool is_python)
{
    const TSLanguage *language = grammar->language;
    PhKind *kinds = PH_NEW_ARRAY(arena, PhKind, grammar->symbol_count);
    bool *is_used = PH_NEW_ARRAY(arena, bool, PH_KIND_LISTED);
    PhMap listed = listed_kinds(arena);
    for (uint32_t symbol = 0; symbol < grammar->symbol_count; symbol++) {
        kinds[symbol] = (PhKind)(PH_KIND_LISTED + symbol);
        const char *name = ts_language_symbol_name(language, (TSSymbol)symbol);
        TSSymbolType type = ts_language_symbol_type(language, (TSSymbol)symbol);
        if (!is_python || type == TSSymbolTypeAuxiliary) {
            continue;
        }
        PhBytes key = symbol_key(arena, name, is_named_symbol(language, (TSSymbol)symbol));
        uint32_t kind = ph_map_get(&listed, key);
        if (kind != PH_MAP_NONE) {
            kinds[symbol] = (PhKind)kind;
            is_used[kind] = true;
        }
    }
    for (PhKind kind = PH_KIND_ERROR + 1; is_python && kind < PH_KIND_LISTED; kind++) {
        if (!is_used[kind]) {
            wrong_grammar(ph_kind_name(kind));
        }
    }
    grammar->kinds = kinds;
}

static void map_fields(PhArena *arena, PhGrammar *grammar, bool is_python)
{
    uint32_t count = ts_language_field_count(grammar->language);
    PhField *fields = PH_NEW_ARRAY(arena, PhField, count + 1);
    for (PhField field = 1; is_python && field < PH_FIELD_COUNT; field++) {
        PhBytes name = ph_bytes_of(ph_field_name(field));
        TSFieldId id =
            ts_language_field_id_for_name(grammar->language, name.ptr, (uint32_t)name.len);
        if (id == 0) {
            wrong_grammar(name.ptr);
        }
        fields[id] = field;
    }
    grammar->field_of_id = fields;
    grammar->fields = ph_flatten_field_table(arena, grammar->language, fields,
                                             &grammar->production_width);
}

const PhGrammar *ph_grammar_new(PhArena *arena, PhLanguage language)
{
    bool is_python = language == PH_LANGUAGE_PYTHON;
    PhGrammar *grammar = PH_NEW(arena, PhGrammar);
    grammar->language = is_python ? tree_sitter_python() : tree_sitter_toml();
    grammar->symbol_count = ts_language_symbol_count(grammar->language);
    map_symbols(arena, grammar, is_python);
    map_fields(arena, grammar, is_python);
    return grammar;
}

PhKind ph_grammar_kind(const PhGrammar *grammar, const char *name, bool is_named)
{
    TSSymbol symbol = ts_language_symbol_for_name(grammar->language, name,
                                                  (uint32_t)strlen(name), is_named);
    return symbol == 0 ? PH_KIND_ABSENT : grammar->kinds[symbol];
}
