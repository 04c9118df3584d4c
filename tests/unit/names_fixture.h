#ifndef PH_TESTS_NAMES_FIXTURE_H
#define PH_TESTS_NAMES_FIXTURE_H

/* Python text to names, and words of the text to references, for tests of src/names. */

#include "names/dump.h"
#include "names/scope.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhTree tree;
    PhNames *names;
} Fixture;

static inline int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    *state = &fixture;
    return 0;
}

static inline int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    ph_parse_tear_down_thread();
    return 0;
}

static inline void read_bytes(Fixture *f, PhBytes text)
{
    PhParsed parsed;
    PhParseOutcome outcome =
        ph_parse(f->grammar, f->arena, text, (PhParseOptions){0}, &parsed);
    assert_int_equal(outcome, PH_PARSED);
    f->tree = parsed.tree;
    f->names = ph_names_new(f->arena, &f->tree);
}

static inline void read_text(Fixture *f, const char *text)
{
    read_bytes(f, ph_bytes_of(text));
}

/* The n-th node (from 1) that could be a name and reads `text`. */
static inline PhNodeId word(const Fixture *f, const char *text, unsigned n)
{
    for (PhNodeId node = 0; node < f->tree.count; node++) {
        PhKind kind = f->tree.kinds[node];
        bool is_name =
            kind == PH_KIND_IDENTIFIER || kind == PH_TOKEN_PRINT || kind == PH_TOKEN_TYPE;
        if (is_name && ph_bytes_is(ph_tree_text(&f->tree, node), text) && --n == 0) {
            return node;
        }
    }
    fail_msg("no such word: %s", text);
    return PH_NODE_NONE;
}

/* "module", the name of a function or class, or the kind of scope. */
static inline const char *scope_text(const Fixture *f, PhScopeId id)
{
    const PhScope *scope = &f->names->scopes[id];
    if (scope->kind == PH_SCOPE_KIND_FUNCTION || scope->kind == PH_SCOPE_KIND_CLASS) {
        PhNodeId name = ph_tree_child(&f->tree, scope->node, PH_FIELD_NAME);
        return ph_arena_string(f->arena, ph_tree_text(&f->tree, name));
    }
    return ph_scope_kind_name(scope->kind);
}

static inline const PhBinding *binding_of(const Fixture *f, const char *text, unsigned n)
{
    PhBindingId binding = ph_names_binding(f->names, word(f, text, n));
    assert_int_not_equal(binding, PH_BINDING_NONE);
    return &f->names->bindings[binding];
}

/* The n-th `text` touches its name so, and the name belongs to scope `owner`. */
static inline void expect(const Fixture *f, const char *text, unsigned n, PhRefKind kind,
                          const char *owner)
{
    PhRefId ref = ph_names_ref(f->names, word(f, text, n));
    if (ref == PH_REF_NONE) {
        fail_msg("%s %u is no reference", text, n);
    }
    assert_string_equal(ph_ref_kind_name(f->names->refs[ref].kind), ph_ref_kind_name(kind));
    assert_string_equal(scope_text(f, binding_of(f, text, n)->scope), owner);
}

static inline void expect_no_ref(const Fixture *f, const char *text, unsigned n)
{
    assert_int_equal(ph_names_ref(f->names, word(f, text, n)), PH_REF_NONE);
}

static inline PhScopeId scope_named(const Fixture *f, const char *name)
{
    for (PhScopeId i = 0; i < f->names->scope_count; i++) {
        if (strcmp(scope_text(f, i), name) == 0) {
            return i;
        }
    }
    fail_msg("no such scope: %s", name);
    return PH_SCOPE_NONE;
}

static inline bool is_opaque(const Fixture *f, const char *scope)
{
    return f->names->scopes[scope_named(f, scope)].is_opaque;
}

#endif
