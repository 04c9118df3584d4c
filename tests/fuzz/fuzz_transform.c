/*
 * Any bytes as the page of a transform: loaded, its programs read and compiled, and run
 * over a piece of Python. Whatever they are, they are refused with a record or work.
 */

#include "edit/verify.h"
#include "fuzz.h"
#include "template/engine.h"
#include "template/page.h"
#include "template/rewrite.h"

enum { LONGEST = 1 << 16 };

static const char k_python[] =
    "def f(a, *b, c=1, **d):\n"
    "    for x in (1, 'a'):  # why\n"
    "        if x in [1, 2] or len(b) not in (3,) and not a[0].b(c, *b, **d):\n"
    "            a = [y for y in b if y] + list({1: 'a'}.items()) + (a, a)\n"
    "    return f'{a}' 'b', lambda: (yield), print(a, end='')\n";

static bool compile(const PhGrammar *grammar, PhArena *arena, PhRuleVec *rules,
                    PhDiags *diags)
{
    bool is_good = true;
    for (size_t i = 0; i < rules->count; i++) {
        PhRule *rule = &rules->items[i];
        PhPatternContext context = {.arena = arena,
                                    .grammar = grammar,
                                    .diags = diags,
                                    .path = PH_BYTES("input.md"),
                                    .rule = rule};
        is_good = ph_rule_compile(&context, rule) == PH_OK && is_good;
    }
    return is_good;
}

static void run_match(PhMatcher *matcher, PhMatch *match)
{
    PhFacts *facts = matcher->facts;
    PhJudgement judgement;
    PhRewrite rewrite = {0};
    ph_engine_judge(matcher, match, &judgement, &rewrite);
    (void)ph_message_render(facts, match, &match->patch->rule->message, PH_METAVAR_NONE,
                            PH_BYTES(""));
    ph_rewrite_add(facts, match, &rewrite);
    ph_rewrite_finish(facts, &rewrite);
    for (size_t i = 0; i < rewrite.edits.count; i++) {
        PhSpan span = rewrite.edits.items[i].span;
        PH_FUZZ_HOLDS(span.start <= span.end && span.end <= facts->tree->text.len);
    }
}

static void run_patch(PhMatcher *matcher, const PhPatch *patch)
{
    for (PhNodeId node = 0; node < matcher->facts->tree->count; node++) {
        PhMatch match = {0};
        if (ph_match(matcher, patch, NULL, node, &match)) {
            run_match(matcher, &match);
        }
    }
}

static void run_rules(const PhGrammar *grammar, PhArena *arena, const PhRuleVec *rules)
{
    PhDiags diags = {.arena = arena};
    PhParsedFile file;
    PhArena *scratch = ph_arena_new();
    PH_FUZZ_HOLDS(ph_file_parse(grammar, arena, PH_BYTES("input.py"), ph_bytes_of(k_python),
                                &diags, &file) == PH_OK);
    PhFacts *facts = ph_facts_new(arena, file.source, &file.tree, (PhFactOptions){0});
    PhMatcher matcher = {.facts = facts, .scratch = scratch};
    for (size_t i = 0; i < rules->count; i++) {
        PhRule *rule = &rules->items[i];
        for (size_t n = 0; n < rule->alternatives.count; n++) {
            run_patch(&matcher, rule->alternatives.items[n].patch);
        }
    }
    ph_arena_free(scratch);
}

/* A program is read from the whole input too, so that few bytes get far. */
static void run_program(const PhGrammar *grammar, PhArena *arena, PhBytes code)
{
    PhDiags diags = {.arena = arena};
    PhRuleVec rules = {0};
    PhStatus status = ph_program_read(arena, PH_BYTES("input.md"), code, 1, &diags, &rules);
    PH_FUZZ_HOLDS((status == PH_OK) == (diags.records.count == 0));
    if (status != PH_OK) {
        return;
    }
    bool is_good = compile(grammar, arena, &rules, &diags);
    PH_FUZZ_HOLDS(is_good == (diags.records.count == 0));
    if (is_good) {
        run_rules(grammar, arena, &rules);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LONGEST) {
        return 0;
    }
    ph_parse_set_up();
    PhArena *arena = ph_arena_new();
    PhDiags diags = {.arena = arena};
    PhPage *page;
    const PhGrammar *grammar = ph_grammar_new(arena, PH_LANGUAGE_PYTHON);
    PhBytes bytes = ph_arena_copy(arena, (PhBytes){(const char *)data, size});
    PhStatus status = ph_page_load(arena, PH_BYTES("input.md"), bytes, &diags, &page);
    PH_FUZZ_HOLDS((status == PH_OK) == (diags.records.count == 0));
    if (status == PH_OK) {
        (void)ph_page_explain(arena, page);
        for (size_t i = 0; i < page->programs.count; i++) {
            run_program(grammar, arena, page->programs.items[i].code);
        }
    }
    run_program(grammar, arena, bytes);
    ph_parse_tear_down_thread();
    ph_arena_free(arena);
    return 0;
}
