#ifndef PH_TESTS_TEMPLATE_FIXTURE_H
#define PH_TESTS_TEMPLATE_FIXTURE_H

/* A program of a page, compiled, and what it makes of Python text. */

#include "edit/edit_set.h"
#include "edit/verify.h"
#include "template/rewrite.h"
#include "template/transform.h"
#include "template/where.h"
#include "unit.h"

enum { FIRST_LINE = 10 };

typedef struct {
    PhArena *arena;
    PhArena *scratch;
    const PhGrammar *grammar;
    PhDiags diags;
    PhRuleVec rules;
    PhParsedFile file;
    PhFacts *facts;
} Fixture;

static inline int set_up(void **state)
{
    static Fixture fixture;
    ph_parse_set_up();
    fixture = (Fixture){.arena = ph_arena_new(), .scratch = ph_arena_new()};
    fixture.grammar = ph_grammar_new(fixture.arena, PH_LANGUAGE_PYTHON);
    fixture.diags.arena = fixture.arena;
    *state = &fixture;
    return 0;
}

static inline int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    ph_arena_free(fixture->scratch);
    ph_parse_tear_down_thread();
    return 0;
}

static inline PhStatus compile_rule(Fixture *f, PhRule *rule)
{
    PhPatternContext context = {.arena = f->arena,
                                .grammar = f->grammar,
                                .diags = &f->diags,
                                .path = PH_BYTES("demo.md"),
                                .rule = rule};
    return ph_rule_compile(&context, rule);
}

/* Reads and compiles; records are left in f->diags. */
static inline PhStatus load(Fixture *f, const char *program)
{
    f->rules = (PhRuleVec){0};
    f->diags.records.count = 0;
    PhStatus status = ph_program_read(f->arena, PH_BYTES("demo.md"), ph_bytes_of(program),
                                      FIRST_LINE, &f->diags, &f->rules);
    for (size_t i = 0; status == PH_OK && i < f->rules.count; i++) {
        PhStatus one = compile_rule(f, &f->rules.items[i]);
        status = one != PH_OK ? one : status;
    }
    return status;
}

static inline void print_records(const PhDiags *diags)
{
    for (size_t i = 0; i < diags->records.count; i++) {
        const PhDiag *diag = &diags->records.items[i];
        print_error("  %u: %.*s\n", (unsigned)diag->line, (int)diag->message.len,
                    diag->message.ptr);
    }
}

static inline void load_good(Fixture *f, const char *program)
{
    if (load(f, program) != PH_OK) {
        print_records(&f->diags);
        fail_msg("does not load:\n%s", program);
    }
}

/* A rule of one clause `match` with these patch lines. */
static inline void load_patch(Fixture *f, const char *lines)
{
    PhBytes program = ph_arena_format(f->arena, "match\n%s\nmessage \"m\"\n", lines);
    load_good(f, program.ptr);
}

static inline bool has_record(const PhDiags *diags, uint32_t line, const char *message)
{
    for (size_t i = 0; i < diags->records.count; i++) {
        const PhDiag *diag = &diags->records.items[i];
        if (diag->line == line && ph_bytes_is(diag->message, message)) {
            return true;
        }
    }
    return false;
}

typedef struct {
    const char *program;
    uint32_t line;
    const char *message;
} Mistake;

static inline void expect_mistakes(Fixture *f, const Mistake *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        PhStatus status = load(f, cases[i].program);
        if (status != PH_ERR_USAGE ||
            !has_record(&f->diags, cases[i].line, cases[i].message)) {
            print_error("no '%s' at line %u for:\n%s", cases[i].message,
                        (unsigned)cases[i].line, cases[i].program);
            print_records(&f->diags);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static inline void read_python(Fixture *f, const char *text)
{
    PhStatus status = ph_file_parse(f->grammar, f->arena, PH_BYTES("t.py"),
                                    ph_bytes_of(text), &f->diags, &f->file);
    if (status != PH_OK) {
        fail_msg("does not parse:\n%s", text);
    }
    f->facts = ph_facts_new(f->arena, f->file.source, &f->file.tree, (PhFactOptions){0});
}

/* The first place of the file that an alternative of the first rule matches. */
static inline bool find(Fixture *f, PhMatch *match_out)
{
    PhMatcher matcher = {.facts = f->facts, .scratch = f->scratch};
    const PhRule *rule = &f->rules.items[0];
    for (PhNodeId node = 0; node < f->file.tree.count; node++) {
        for (size_t i = 0; i < rule->alternatives.count; i++) {
            if (ph_match(&matcher, rule->alternatives.items[i].patch, NULL, node,
                         match_out)) {
                return true;
            }
        }
    }
    return false;
}

/* "x=a E=1, 2": what the metavariables of the first match hold; "no match". */
static inline const char *captures_text(Fixture *f, const char *python)
{
    PhMatch match = {0};
    PhBytes text = PH_BYTES("");
    read_python(f, python);
    if (!find(f, &match)) {
        return "no match";
    }
    const PhMetavarVec *metavars = &f->rules.items[0].metavars;
    for (size_t i = 0; i < metavars->count; i++) {
        const PhCapture *capture = &match.captures[i];
        PhBytes name = metavars->items[i].name;
        PhBytes code =
            ph_bytes_slice(f->file.tree.text, capture->span.start, capture->span.end);
        if (!metavars->items[i].is_anonymous) {
            text = ph_arena_format(f->arena, "%.*s%s%.*s=%.*s", (int)text.len, text.ptr,
                                   text.len > 0 ? " " : "", (int)name.len, name.ptr,
                                   (int)code.len, code.ptr);
        }
    }
    return text.len == 0 ? "match" : ph_arena_string(f->arena, text);
}

/* The text after the edits of the first match. */
static inline const char *rewritten(Fixture *f, const char *python, PhRewrite *rewrite)
{
    PhMatch match = {0};
    read_python(f, python);
    if (!find(f, &match)) {
        return "no match";
    }
    *rewrite = (PhRewrite){0};
    ph_rewrite_add(f->facts, &match, rewrite);
    ph_rewrite_finish(f->facts, rewrite);
    PhEditSet *set = ph_edit_set_new(f->arena, f->file.tree.text);
    PhFinding fix = {.edits = rewrite->edits.items, .edit_count = rewrite->edits.count};
    assert_int_equal(ph_edit_set_add(set, &fix), PH_OK);
    return ph_arena_string(f->arena, ph_edit_set_apply(set));
}

#endif
