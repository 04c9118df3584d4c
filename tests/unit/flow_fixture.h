#ifndef PH_TESTS_FLOW_FIXTURE_H
#define PH_TESTS_FLOW_FIXTURE_H

/* Python text to facts, and pieces of the text to captures, for tests of src/facts. */

#include "facts/facts.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    PhArena *arena;
    const PhGrammar *grammar;
    PhTree tree;
    PhFacts *facts;
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
    PhSource *source;
    PhDiags diags = {0};
    PhParseOutcome outcome =
        ph_parse(f->grammar, f->arena, text, (PhParseOptions){0}, &parsed);
    if (outcome != PH_PARSED) {
        fail_msg("does not parse: %.*s", (int)text.len, text.ptr);
    }
    assert_int_equal(ph_source_check(f->arena, PH_BYTES("a.py"), text, &diags, &source),
                     PH_OK);
    f->tree = parsed.tree;
    f->facts = ph_facts_new(f->arena, source, &f->tree, (PhFactOptions){0});
}

static inline void read_text(Fixture *f, const char *text)
{
    read_bytes(f, ph_bytes_of(text));
}

/*
 * The outermost node that reads `text`, blocks left out. "for x.." is the first that starts
 * so; "2:x" is the second that reads so.
 */
static inline PhNodeId piece(const Fixture *f, const char *text)
{
    PhBytes wanted = ph_bytes_of(text);
    unsigned n = 1;
    if (wanted.len > 2 && wanted.ptr[1] == ':' && wanted.ptr[0] >= '1' &&
        wanted.ptr[0] <= '9') {
        n = (unsigned)(wanted.ptr[0] - '0');
        wanted = ph_bytes_slice(wanted, 2, wanted.len);
    }
    bool is_prefix = ph_bytes_ends_with(wanted, PH_BYTES(".."));
    wanted.len -= is_prefix ? 2 : 0;
    for (PhNodeId node = 1; node < f->tree.count;) {
        PhKind kind = f->tree.kinds[node];
        PhBytes found = ph_tree_text(&f->tree, node);
        bool is_match =
            is_prefix ? ph_bytes_starts_with(found, wanted) : ph_bytes_equal(found, wanted);
        if (kind != PH_KIND_BLOCK && is_match) {
            if (--n == 0) {
                return node;
            }
            /* What is inside and starts alike is the same piece. */
            PhNodeId inner = node + 1;
            while (inner < f->tree.limits[node] &&
                   f->tree.starts[inner] == f->tree.starts[node]) {
                inner++;
            }
            node = inner;
        } else {
            node++;
        }
    }
    fail_msg("no such piece: %s", text);
    return PH_NODE_NONE;
}

static inline PhAnswer ask(Fixture *f, const char *fact, const char *a, const char *b)
{
    const PhFactSpec *spec = ph_facts_find(ph_bytes_of(fact));
    if (spec == NULL) {
        fail_msg("no such fact: %s", fact);
        return ph_answer(PH_UNKNOWN);
    }
    const char *texts[] = {a, b != NULL ? b : "", b != NULL ? b : ""};
    PhNodeId nodes[3] = {0};
    PhCapture captures[3] = {0};
    PhFactArg args[3] = {0};
    for (size_t i = 0; i < strlen(spec->params) && i < PH_COUNT_OF(texts); i++) {
        if (spec->params[i] == 's') {
            args[i].text = ph_bytes_of(texts[i]);
            continue;
        }
        nodes[i] = piece(f, texts[i]);
        captures[i] = (PhCapture){.nodes = &nodes[i],
                                  .count = 1,
                                  .span = ph_tree_span(&f->tree, nodes[i]),
                                  .is_bound = true};
        args[i].capture = &captures[i];
    }
    PhFactQuery query = {f->facts, args};
    return spec->run(&query);
}

typedef struct {
    PhVerdict verdict;
    const char *text;
    const char *a;
    const char *b;
} Case;

static inline void expect_case(Fixture *f, const char *fact, const Case *one)
{
    static const char *const k_names[] = {"refuted", "unknown", "proved"};
    read_text(f, one->text);
    PhAnswer answer = ask(f, fact, one->a, one->b);
    if (answer.verdict != one->verdict) {
        fail_msg("%s(%s, %s) is %s, not %s (%.*s), in:\n%s", fact, one->a,
                 one->b != NULL ? one->b : "", k_names[answer.verdict],
                 k_names[one->verdict], (int)answer.why.len, answer.why.ptr, one->text);
    }
}

#define EXPECT_CASES(f, fact, cases)                                 \
    for (size_t i_case = 0; i_case < PH_COUNT_OF(cases); i_case++) { \
        expect_case((f), (fact), &(cases)[i_case]);                  \
    }

#endif
