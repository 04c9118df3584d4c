#ifndef PH_TESTS_FACTS_FIXTURE_H
#define PH_TESTS_FACTS_FIXTURE_H

/* Python text with a marked expression, `_(x)`, to what the facts say of it. */

#include "base/buf.h"
#include "edit/verify.h"
#include "facts/types.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhDiags diags;
    PhParsedFile file;
    PhFacts *facts;
    PhNodeId *marked; /* the arguments of the last `_(..)` */
    uint32_t marked_count;
} Fixture;

static inline int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    fixture.diags.arena = fixture.arena;
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

/* Arguments of the n-th call `_(..)`, from 1. */
static inline void find_mark(Fixture *f, unsigned n)
{
    const PhTree *tree = &f->file.tree;
    PH_VEC(PhNodeId) marked = {0};
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_CALL ||
            !ph_bytes_is(ph_tree_text(tree, node + 1), "_") || --n > 0) {
            continue;
        }
        PhNodeId list = ph_tree_child(tree, node, PH_FIELD_ARGUMENTS);
        for (PhNodeId arg = ph_tree_first_named(tree, list); arg != PH_NODE_NONE;
             arg = ph_tree_next_named(tree, arg)) {
            PH_VEC_PUSH(f->arena, &marked, arg);
        }
        break;
    }
    f->marked = marked.items;
    f->marked_count = (uint32_t)marked.count;
    assert_non_null(f->marked);
}

static inline void read_with(Fixture *f, const char *text, PhFactOptions options)
{
    PhStatus status = ph_file_parse(f->grammar, f->arena, PH_BYTES("t.py"),
                                    ph_bytes_of(text), &f->diags, &f->file);
    if (status != PH_OK) {
        fail_msg("does not parse:\n%s", text);
    }
    f->facts = ph_facts_new(f->arena, f->file.source, &f->file.tree, options);
    find_mark(f, 1);
}

static inline void read_text(Fixture *f, const char *text)
{
    read_with(f, text, (PhFactOptions){0});
}

/* "int|str", "unknown" as soon as something unknown is in it, "nothing" for none. */
static inline const char *type_text(Fixture *f, PhTypeSet kinds)
{
    static const char *const k_names[] = {
        "bool",  "int",      "float",    "complex", "str",     "bytes",     "None",
        "...",   "tuple",    "list",     "dict",    "set",     "frozenset", "bytearray",
        "range", "iterable", "function", "unknown", "pattern", "match",
    };
    PhBytes text = PH_BYTES("");
    if ((kinds & PH_TYPE_UNKNOWN) != 0) {
        return "unknown";
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        if ((kinds & (1U << i)) != 0) {
            text = ph_arena_format(f->arena, "%.*s%s%s", (int)text.len, text.ptr,
                                   text.len > 0 ? "|" : "", k_names[i]);
        }
    }
    return text.len == 0 ? "nothing" : ph_arena_string(f->arena, text);
}

typedef struct {
    const char *code;
    const char *wanted;
} Case;

/* Each text is told with what is wrong about it, and all are tried before failing. */
static inline void expect_types(Fixture *f, const Case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        read_text(f, cases[i].code);
        assert(f->marked != NULL);
        const char *got = type_text(f, ph_type_of(f->facts, f->marked[0]).kinds);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("got %s, wanted %s for:\n%s\n", got, cases[i].wanted,
                        cases[i].code);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* `fact` of the marked arguments: the first, then the others as a list if it takes one. */
static inline PhAnswer ask(Fixture *f, const char *fact)
{
    const PhFactSpec *spec = ph_facts_find(ph_bytes_of(fact));
    assert_non_null(spec);
    PhCapture first = {.nodes = f->marked, .count = 1, .is_bound = true};
    PhCapture others = {.nodes = f->marked + 1,
                        .count = f->marked_count - 1,
                        .is_list = true,
                        .is_bound = true};
    const PhFactArg args[] = {{.capture = &first}, {.capture = &others}};
    PhFactQuery query = {f->facts, args};
    return spec->run(&query);
}

static inline const char *verdict_text(PhVerdict verdict)
{
    static const char *const k_names[] = {"refuted", "unknown", "proved"};
    return k_names[verdict];
}

static inline void expect_verdicts(Fixture *f, const char *fact, const Case *cases,
                                   size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        read_text(f, cases[i].code);
        const char *got = verdict_text(ask(f, fact).verdict);
        if (strcmp(got, cases[i].wanted) != 0) {
            print_error("%s, not %s:\n%s\n", got, cases[i].wanted, cases[i].code);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

#endif
