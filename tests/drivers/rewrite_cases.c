/*
 * Rewrites pieces of Python by patches, for tests/check_parentheses.py.
 *
 *     rewrite_cases < CASES
 *
 * A case is a patch and a text of Python, each ended by a NUL byte. For each case the text
 * after the edits of the first match is printed, `-` if nothing matches, or `!` if the
 * rewrite cannot be made; a NUL byte ends it. Exits 1 at a case that cannot be read.
 */

#include <stdio.h>

#include "base/buf.h"
#include "edit/edit_set.h"
#include "template/rewrite.h"
#include "template/transform.h"

typedef struct {
    PhArena *arena;
    PhArena *scratch;
    const PhGrammar *grammar;
    PhDiags diags;
} Driver;

static bool read_field(FILE *in, PhBuf *buf)
{
    int c;
    ph_buf_clear(buf);
    while ((c = fgetc(in)) != EOF && c != '\0') {
        ph_buf_add_char(buf, (char)c);
    }
    return c == '\0';
}

static const PhRule *read_rule(Driver *driver, PhBytes patch)
{
    PhRuleVec *rules = PH_NEW(driver->arena, PhRuleVec);
    PhBytes program = ph_arena_format(driver->arena, "match\n%.*s\nmessage \"m\"\n",
                                      (int)patch.len, patch.ptr);
    PhBytes path = PH_BYTES("case.md");
    if (ph_program_read(driver->arena, path, program, 1, &driver->diags, rules) != PH_OK) {
        return NULL;
    }
    PhPatternContext context = {.arena = driver->arena,
                                .grammar = driver->grammar,
                                .diags = &driver->diags,
                                .path = path,
                                .rule = &rules->items[0]};
    return ph_rule_compile(&context, &rules->items[0]) == PH_OK ? &rules->items[0] : NULL;
}

static bool find(PhMatcher *matcher, const PhRule *rule, PhMatch *match_out)
{
    for (PhNodeId node = 0; node < matcher->facts->tree->count; node++) {
        for (size_t i = 0; i < rule->alternatives.count; i++) {
            const PhPatch *patch = rule->alternatives.items[i].patch;
            bool is_anchor = ph_tree_kind(&patch->minus.tree, patch->minus.root) ==
                             ph_tree_kind(matcher->facts->tree, node);
            if (is_anchor && ph_match(matcher, patch, NULL, node, match_out)) {
                return true;
            }
        }
    }
    return false;
}

static PhBytes rewritten(Driver *driver, const PhRule *rule, const PhParsedFile *file)
{
    PhFacts *facts =
        ph_facts_new(driver->arena, file->source, &file->tree, (PhFactOptions){0});
    PhMatcher matcher = {.facts = facts, .scratch = driver->scratch};
    PhRewrite rewrite = {0};
    PhMatch match;
    if (!find(&matcher, rule, &match)) {
        return PH_BYTES("-");
    }
    ph_rewrite_add(facts, &match, &rewrite);
    if (rewrite.is_unfit || rewrite.lost_comments > 0) {
        return PH_BYTES("!");
    }
    PhEditSet *set = ph_edit_set_new(driver->arena, file->tree.text);
    PhFinding fix = {.edits = rewrite.edits.items, .edit_count = rewrite.edits.count};
    return ph_edit_set_add(set, &fix) == PH_OK ? ph_edit_set_apply(set) : PH_BYTES("!");
}

/* False if the patch or the Python of the case cannot be read. */
static bool run_case(Driver *driver, PhBytes patch, PhBytes python)
{
    PhParsedFile file;
    const PhRule *rule = read_rule(driver, patch);
    if (rule == NULL || ph_file_parse(driver->grammar, driver->arena, PH_BYTES("case.py"),
                                      python, &driver->diags, &file) != PH_OK) {
        const PhDiag *diag = &driver->diags.records.items[0];
        (void)fprintf(stderr, "%.*s\n%.*s\n%.*s\n", (int)diag->message.len,
                      diag->message.ptr, (int)patch.len, patch.ptr, (int)python.len,
                      python.ptr);
        return false;
    }
    PhBytes text = rewritten(driver, rule, &file);
    (void)fwrite(text.ptr, 1, text.len, stdout);
    (void)putchar('\0');
    return true;
}

int main(void)
{
    ph_parse_set_up();
    PhArena *tables = ph_arena_new();
    Driver driver = {.arena = ph_arena_new(), .scratch = ph_arena_new()};
    driver.grammar = ph_grammar_new(tables, PH_LANGUAGE_PYTHON);
    PhBuf patch = {0};
    PhBuf python = {0};
    int status = 0;
    while (status == 0 && read_field(stdin, &patch) && read_field(stdin, &python)) {
        driver.diags = (PhDiags){.arena = driver.arena};
        status = run_case(&driver, ph_buf_bytes(&patch), ph_buf_bytes(&python)) ? 0 : 1;
        ph_arena_reset(driver.arena, 1U << 20);
        ph_arena_reset(driver.scratch, 1U << 20);
    }
    ph_buf_release(&patch);
    ph_buf_release(&python);
    ph_arena_free(driver.arena);
    ph_arena_free(driver.scratch);
    ph_arena_free(tables);
    ph_parse_tear_down_thread();
    return status;
}
