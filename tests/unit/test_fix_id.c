#include "cmd/fix_id.h"
#include "unit.h"

static const char k_first[] = "a = 1\nx in [1]\nb = 2\nx in [1]\n";
static const char k_later[] = "import y\na = 1\nx in {1}\nb = 2\nx in [1]\n";

static PhSource *source_of(PhArena *arena, const char *text)
{
    PhSource *source = PH_NEW(arena, PhSource);
    *source = (PhSource){.bytes = ph_bytes_of(text), .arena = arena};
    return source;
}

static PhFinding finding_at(const char *text, uint32_t from, const char *rule,
                            const char *what)
{
    size_t at = ph_bytes_find(ph_bytes_of(text), ph_bytes_of(what), from);
    assert_true(at != PH_NOT_FOUND);
    return (PhFinding){.rule = rule, .span = {(uint32_t)at, (uint32_t)(at + strlen(what))}};
}

static void a_fix_keeps_its_name_when_others_are_applied(void **state)
{
    (void)state;
    PhArena *arena = ph_arena_new();
    PhSource *first = source_of(arena, k_first);
    PhSource *later = source_of(arena, k_later);
    PhFixNames names = ph_fix_names(arena, first->bytes);
    PhFinding upper = finding_at(k_first, 0, "in-list", "x in [1]");
    PhFinding lower = finding_at(k_first, 16, "in-list", "x in [1]");
    PhFinding then = finding_at(k_later, 0, "in-list", "x in [1]");
    PhFixId upper_id = ph_fix_names_id(&names, first, &upper);
    PhFixId lower_id = ph_fix_names_id(&names, first, &lower);
    PhFixId then_id = ph_fix_names_id(&names, later, &then);
    assert_int_equal(upper_id.line, 2);
    assert_int_equal(lower_id.line, 4);
    assert_true(ph_fix_id_equal(&lower_id, &then_id));
    assert_false(ph_fix_id_equal(&upper_id, &then_id));
    assert_int_equal(ph_fix_names_line(&names, later, 0), 1);
    ph_arena_free(arena);
}

static void names_differ_by_rule_line_and_text(void **state)
{
    (void)state;
    PhFixId id = {.rule = "r", .line = 3, .text = ph_hash(PH_BYTES("x"))};
    char same_letters[] = {'r', '\0'};
    PhFixId same = id;
    same.rule = same_letters;
    assert_true(ph_fix_id_equal(&id, &same));
    same.rule = "s";
    assert_false(ph_fix_id_equal(&id, &same));
    same = id;
    same.line = 4;
    assert_false(ph_fix_id_equal(&id, &same));
    same = id;
    same.text = ph_hash(PH_BYTES("y"));
    assert_false(ph_fix_id_equal(&id, &same));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fix_keeps_its_name_when_others_are_applied),
        cmocka_unit_test(names_differ_by_rule_line_and_text),
    };
    return cmocka_run_group_tests_name("fix_id", tests, NULL, NULL);
}
