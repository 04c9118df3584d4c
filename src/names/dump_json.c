/*
 * The names in the terms of CPython's symtable: a symbol for each scope that a name is
 * mentioned in or passed through, with the flags of symtable.c and what it makes of them.
 */

#include "base/utf8.h"
#include "base/vec.h"
#include "names/dump.h"

typedef enum PhSymbolFlag {
    PH_DEF_USE = 1,
    PH_DEF_LOCAL = 2, /* assigned, in symtable's sense: not by an import or as parameter */
    PH_DEF_PARAM = 4,
    PH_DEF_IMPORT = 8,
    PH_DEF_ANNOT = 16,
    PH_DEF_GLOBAL = 32,
    PH_DEF_NONLOCAL = 64,
    PH_DEF_NAMESPACE = 128,
} PhSymbolFlag;

#define PH_DEF_BOUND (PH_DEF_LOCAL | PH_DEF_PARAM | PH_DEF_IMPORT)

typedef struct PhSymbol {
    PhBindingId binding;
    uint32_t flags;
    uint32_t next; /* of the same scope, or UINT32_MAX */
} PhSymbol;

typedef struct PhSymbolScope {
    uint32_t first;
    uint32_t last;
} PhSymbolScope;

typedef PH_VEC(PhSymbol) PhSymbolVec;

typedef struct PhSymbolTable {
    PhArena *arena;
    const PhNames *names;
    PhMap places; /* scope and name id to symbol */
    PhSymbolVec symbols;
    PhSymbolScope *scopes;
} PhSymbolTable;

static const uint32_t k_flags[PH_REF_KIND_COUNT] = {
    [PH_REF_LOAD] = PH_DEF_USE,
    [PH_REF_SUPER] = PH_DEF_USE,
    [PH_REF_ASSIGN] = PH_DEF_LOCAL,
    [PH_REF_AUGMENTED] = PH_DEF_LOCAL,
    [PH_REF_ANNOTATED] = PH_DEF_LOCAL | PH_DEF_ANNOT,
    [PH_REF_DECLARED] = PH_DEF_LOCAL | PH_DEF_ANNOT,
    [PH_REF_FOR] = PH_DEF_LOCAL,
    [PH_REF_COMPREHENSION] = PH_DEF_LOCAL,
    [PH_REF_WITH] = PH_DEF_LOCAL,
    [PH_REF_EXCEPT] = PH_DEF_LOCAL,
    [PH_REF_IMPORT] = PH_DEF_IMPORT,
    [PH_REF_FUNCTION] = PH_DEF_LOCAL,
    [PH_REF_CLASS] = PH_DEF_LOCAL,
    [PH_REF_PARAMETER] = PH_DEF_PARAM,
    [PH_REF_WALRUS] = PH_DEF_LOCAL,
    [PH_REF_MATCH] = PH_DEF_LOCAL,
    [PH_REF_DELETE] = PH_DEF_LOCAL,
    [PH_REF_GLOBAL] = PH_DEF_GLOBAL,
    [PH_REF_NONLOCAL] = PH_DEF_NONLOCAL,
    [PH_REF_TYPE_PARAM] = PH_DEF_LOCAL,
    [PH_REF_TYPE_ALIAS] = PH_DEF_LOCAL,
};

static uint32_t *symbol_place(PhSymbolTable *table, PhScopeId scope, uint32_t name_id)
{
    uint32_t key[2] = {scope, name_id};
    PhBytes bytes = {(const char *)key, sizeof(key)};
    uint32_t place = ph_map_get(&table->places, bytes);
    if (place == PH_MAP_NONE) {
        bytes = ph_arena_copy(table->arena, bytes);
    }
    return ph_map_put(&table->places, bytes);
}

/* Returns false if the scope had the symbol already. */
static bool add_symbol(PhSymbolTable *table, PhScopeId scope, PhBindingId binding,
                       uint32_t flags)
{
    uint32_t *place = symbol_place(table, scope, table->names->bindings[binding].name_id);
    if (*place != PH_MAP_NONE) {
        table->symbols.items[*place].flags |= flags;
        return false;
    }
    uint32_t id = (uint32_t)table->symbols.count;
    *place = id;
    PH_VEC_PUSH(table->arena, &table->symbols, ((PhSymbol){binding, flags, UINT32_MAX}));
    PhSymbolScope *list = &table->scopes[scope];
    if (list->first == UINT32_MAX) {
        list->first = id;
    } else {
        table->symbols.items[list->last].next = id;
    }
    list->last = id;
    return true;
}

/* In a comprehension a walrus declares its target nonlocal or global, unasked. */
static void add_walrus(PhSymbolTable *table, const PhRef *ref)
{
    const PhScope *scopes = table->names->scopes;
    PhScopeId home = ref->scope;
    while (scopes[home].kind == PH_SCOPE_KIND_COMPREHENSION) {
        home = scopes[home].parent;
    }
    PhScopeId owner = table->names->bindings[ref->binding].scope;
    bool is_global = owner == PH_SCOPE_MODULE;
    if (home == ref->scope) {
        add_symbol(table, home, ref->binding, PH_DEF_LOCAL);
        return;
    }
    add_symbol(table, ref->scope, ref->binding,
               PH_DEF_LOCAL | (is_global ? PH_DEF_GLOBAL : PH_DEF_NONLOCAL));
    if (is_global) {
        add_symbol(table, PH_SCOPE_MODULE, ref->binding, PH_DEF_GLOBAL);
    }
    if (home != PH_SCOPE_MODULE) {
        add_symbol(table, home, ref->binding, PH_DEF_LOCAL);
    }
}

static void add_refs(PhSymbolTable *table)
{
    const PhNames *names = table->names;
    for (PhRefId id = 0; id < names->ref_count; id++) {
        const PhRef *ref = &names->refs[id];
        if (ref->kind == PH_REF_WALRUS) {
            add_walrus(table, ref);
            continue;
        }
        add_symbol(table, ref->scope, ref->binding, k_flags[ref->kind]);
        if (ref->kind == PH_REF_GLOBAL) {
            add_symbol(table, PH_SCOPE_MODULE, ref->binding, PH_DEF_GLOBAL);
        }
    }
    /* Scopes between a free name and its owner pass it on. */
    for (PhRefId id = 0; id < names->ref_count; id++) {
        const PhRef *ref = &names->refs[id];
        PhScopeId owner = names->bindings[ref->binding].scope;
        if (owner == PH_SCOPE_MODULE || owner == ref->scope) {
            continue;
        }
        PhScopeId scope = names->scopes[ref->scope].parent;
        while (scope != owner && scope != PH_SCOPE_NONE) {
            bool is_new = add_symbol(table, scope, ref->binding, 0);
            bool is_class = names->scopes[scope].kind == PH_SCOPE_KIND_CLASS;
            scope = is_new || is_class ? names->scopes[scope].parent : owner;
        }
    }
}

static PhBytes scope_name(const PhSymbolTable *table, const PhScope *scope)
{
    const PhTree *tree = table->names->tree;
    if (scope->kind == PH_SCOPE_KIND_MODULE) {
        return PH_BYTES("top");
    }
    if (scope->kind == PH_SCOPE_KIND_LAMBDA) {
        return PH_BYTES("lambda");
    }
    switch (tree->kinds[scope->node]) {
    case PH_KIND_LIST_COMPREHENSION: return PH_BYTES("listcomp");
    case PH_KIND_SET_COMPREHENSION: return PH_BYTES("setcomp");
    case PH_KIND_DICTIONARY_COMPREHENSION: return PH_BYTES("dictcomp");
    case PH_KIND_GENERATOR_EXPRESSION: return PH_BYTES("genexpr");
    default: break;
    }
    PhNodeId name = ph_tree_child(tree, scope->node, PH_FIELD_NAME);
    return name == PH_NODE_NONE ? PH_BYTES("")
                                : ph_utf8_nfkc(table->arena, ph_tree_text(tree, name));
}

static const char *scope_kind(const PhScope *scope)
{
    switch (scope->kind) {
    case PH_SCOPE_KIND_LAMBDA:
    case PH_SCOPE_KIND_COMPREHENSION: return "function";
    default: return ph_scope_kind_name(scope->kind);
    }
}

/* A symbol is a namespace if a scope right below has its name, before any mangling. */
static void add_namespaces(PhSymbolTable *table)
{
    const PhNames *names = table->names;
    for (PhScopeId i = 1; i < names->scope_count; i++) {
        uint32_t name_id =
            ph_map_get(&names->name_ids, scope_name(table, &names->scopes[i]));
        if (name_id == PH_MAP_NONE) {
            continue;
        }
        uint32_t place = *symbol_place(table, names->scopes[i].parent, name_id);
        if (place != PH_MAP_NONE) {
            table->symbols.items[place].flags |= PH_DEF_NAMESPACE;
        }
    }
}

static void add_json_string(PhBuf *out, PhBytes text)
{
    ph_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        size_t len = ph_utf8_decode(text, i, &code);
        unsigned char c = (unsigned char)text.ptr[i];
        if (len == 0 || c < 0x20) {
            ph_buf_printf(out, "\\u%04x", c);
            len = 1;
        } else {
            ph_buf_add_str(out, c == '"' || c == '\\' ? "\\" : "");
            ph_buf_add(out, ph_bytes_slice(text, i, i + len));
        }
        i += len;
    }
    ph_buf_add_char(out, '"');
}

static void add_letters(PhBuf *out, const PhSymbolTable *table, PhScopeId scope,
                        const PhSymbol *symbol)
{
    uint32_t flags = symbol->flags;
    PhScopeId owner = table->names->bindings[symbol->binding].scope;
    bool is_bound = (flags & PH_DEF_BOUND) != 0;
    bool is_module = scope == PH_SCOPE_MODULE;
    bool is_explicit = (flags & PH_DEF_GLOBAL) != 0;
    bool is_free = !is_explicit && ((flags & PH_DEF_NONLOCAL) != 0 ||
                                    (!is_bound && owner != PH_SCOPE_MODULE));
    bool is_own = !is_explicit && !is_free && is_bound;
    bool is_implicit = !is_explicit && !is_free && !is_bound;
    const struct {
        bool is_set;
        char letter;
    } letters[] = {
        {(flags & PH_DEF_USE) != 0, 'r'},
        {(flags & PH_DEF_IMPORT) != 0, 'i'},
        {(flags & PH_DEF_PARAM) != 0, 'p'},
        {is_explicit || is_implicit || (is_module && is_bound), 'g'},
        {(flags & PH_DEF_NONLOCAL) != 0, 'n'},
        {is_explicit, 'd'},
        {is_own || (is_module && is_bound), 'l'},
        {(flags & PH_DEF_ANNOT) != 0, 'a'},
        {is_free, 'f'},
        {(flags & PH_DEF_LOCAL) != 0, 's'},
        {(flags & PH_DEF_NAMESPACE) != 0, 'm'},
    };
    for (size_t i = 0; i < PH_COUNT_OF(letters); i++) {
        if (letters[i].is_set) {
            ph_buf_add_char(out, letters[i].letter);
        }
    }
}

static void add_scope(PhBuf *out, const PhSymbolTable *table, const PhLines *lines,
                      PhScopeId id)
{
    const PhNames *names = table->names;
    const PhScope *scope = &names->scopes[id];
    ph_buf_printf(out, "%s{\"kind\": \"%s\", \"name\": ", id == 0 ? "" : ", ",
                  scope_kind(scope));
    add_json_string(out, scope_name(table, scope));
    if (id == 0) {
        ph_buf_add_str(out, ", \"line\": 0, \"parent\": null, \"symbols\": {");
    } else {
        uint32_t line = ph_lines_at(lines, names->tree->starts[scope->node]);
        ph_buf_printf(out, ", \"line\": %u, \"parent\": %u, \"symbols\": {", line,
                      scope->parent);
    }
    uint32_t first = table->scopes[id].first;
    for (uint32_t at = first; at != UINT32_MAX; at = table->symbols.items[at].next) {
        const PhSymbol *symbol = &table->symbols.items[at];
        ph_buf_add_str(out, at == first ? "" : ", ");
        add_json_string(out, names->bindings[symbol->binding].name);
        ph_buf_add_str(out, ": \"");
        add_letters(out, table, id, symbol);
        ph_buf_add_char(out, '"');
    }
    ph_buf_add_str(out, "}}");
}

void ph_names_dump_json(PhBuf *out, PhBytes path, const PhNames *names,
                        const PhLines *lines)
{
    PhArena *scratch = ph_arena_new();
    PhSymbolTable table = {.arena = scratch, .names = names, .places = ph_map_in(scratch)};
    table.scopes = ph_arena_alloc(scratch, names->scope_count * sizeof(PhSymbolScope));
    memset(table.scopes, 0xff, names->scope_count * sizeof(PhSymbolScope));
    PH_VEC_RESERVE(scratch, &table.symbols, (size_t)names->ref_count + 1);
    add_refs(&table);
    add_namespaces(&table);
    ph_buf_add_str(out, "{\"path\": ");
    add_json_string(out, path);
    ph_buf_add_str(out, ", \"scopes\": [");
    for (PhScopeId i = 0; i < names->scope_count; i++) {
        add_scope(out, &table, lines, i);
    }
    ph_buf_add_str(out, "]}\n");
    ph_arena_free(scratch);
}
