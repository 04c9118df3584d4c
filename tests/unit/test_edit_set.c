#include "edit/edit_set.h"
#include "unit.h"

static const char k_source[] = "0123456789";

typedef struct {
    PhArena *arena;
    PhEditSet *set;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture.arena = ph_arena_new();
    fixture.set = ph_edit_set_new(fixture.arena, ph_bytes_of(k_source));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    ph_arena_free(fixture->arena);
    return 0;
}

static PhStatus add(Fixture *f, uint32_t start, uint32_t end, const char *text)
{
    PhEdit edit = {{start, end}, ph_bytes_of(text)};
    PhFinding fix = {.edits = &edit, .edit_count = 1};
    return ph_edit_set_add(f->set, &fix);
}

static PhStatus add_claiming(Fixture *f, uint32_t start, uint32_t end, PhSpan claim)
{
    PhEdit edit = {{start, end}, PH_BYTES("x")};
    PhFinding fix = {.edits = &edit, .edit_count = 1, .claims = &claim, .claim_count = 1};
    return ph_edit_set_add(f->set, &fix);
}

static void expect_text(Fixture *f, const char *wanted)
{
    PhBytes text = ph_edit_set_apply(f->set);
    assert_string_equal(ph_arena_string(f->arena, text), wanted);
}

static void an_empty_set_gives_the_source(void **state)
{
    Fixture *f = *state;
    assert_int_equal(ph_edit_set_count(f->set), 0);
    expect_text(f, k_source);
}

static void edits_replace_insert_and_delete(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add(f, 0, 0, "<"), PH_OK);
    assert_int_equal(add(f, 2, 3, "two"), PH_OK);
    assert_int_equal(add(f, 5, 7, ""), PH_OK);
    assert_int_equal(add(f, 10, 10, ">"), PH_OK);
    assert_int_equal(ph_edit_set_count(f->set), 4);
    expect_text(f, "<01two34789>");
}

static void the_order_of_adding_does_not_matter(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add(f, 8, 9, "b"), PH_OK);
    assert_int_equal(add(f, 4, 5, "m"), PH_OK);
    assert_int_equal(add(f, 0, 1, "a"), PH_OK);
    expect_text(f, "a123m567b9");
    expect_text(f, "a123m567b9");
}

static void the_set_can_grow_after_it_was_applied(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add(f, 8, 9, "b"), PH_OK);
    expect_text(f, "01234567b9");
    assert_int_equal(add(f, 0, 1, "a"), PH_OK);
    expect_text(f, "a1234567b9");
}

static void edits_that_touch_are_a_conflict(void **state)
{
    static const PhSpan k_conflicts[] = {
        {4, 6}, {3, 4}, {6, 7}, {5, 5}, {4, 4}, {6, 6}, {0, 10}, {4, 5},
    };
    Fixture *f = *state;
    assert_int_equal(add(f, 4, 6, "x"), PH_OK);
    for (size_t i = 0; i < PH_COUNT_OF(k_conflicts); i++) {
        assert_int_equal(add(f, k_conflicts[i].start, k_conflicts[i].end, "y"),
                         PH_ERR_CONFLICT);
    }
    assert_int_equal(add(f, 2, 3, "y"), PH_OK);
    assert_int_equal(add(f, 7, 8, "y"), PH_OK);
    assert_int_equal(ph_edit_set_count(f->set), 3);
    expect_text(f, "01y3x6y89");
}

static void two_insertions_at_one_place_are_a_conflict(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add(f, 5, 5, "x"), PH_OK);
    assert_int_equal(add(f, 5, 5, "y"), PH_ERR_CONFLICT);
    expect_text(f, "01234x56789");
}

static void an_edit_inside_a_claim_is_a_conflict_whichever_comes_first(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add_claiming(f, 0, 1, (PhSpan){0, 4}), PH_OK);
    assert_int_equal(add(f, 3, 3, "y"), PH_ERR_CONFLICT);
    assert_int_equal(add(f, 8, 9, "z"), PH_OK);
    assert_int_equal(add_claiming(f, 6, 7, (PhSpan){6, 8}), PH_ERR_CONFLICT);
    assert_int_equal(add_claiming(f, 6, 6, (PhSpan){2, 3}), PH_OK);
    expect_text(f, "x12345x67z9");
}

static void a_fix_may_edit_its_own_claim_and_share_one(void **state)
{
    Fixture *f = *state;
    assert_int_equal(add_claiming(f, 0, 1, (PhSpan){0, 2}), PH_OK);
    assert_int_equal(add_claiming(f, 4, 5, (PhSpan){2, 5}), PH_OK);
    expect_text(f, "x123x56789");
}

static void a_fix_is_taken_whole_or_not_at_all(void **state)
{
    Fixture *f = *state;
    const PhSpan claim = {8, 10};
    const PhEdit edits[] = {{{0, 1}, PH_BYTES("a")}, {{4, 5}, PH_BYTES("b")}};
    PhFinding fix = {.edits = edits, .edit_count = 2, .claims = &claim, .claim_count = 1};
    assert_int_equal(add(f, 5, 6, "x"), PH_OK);
    assert_int_equal(ph_edit_set_add(f->set, &fix), PH_ERR_CONFLICT);
    assert_int_equal(ph_edit_set_count(f->set), 1);
    assert_int_equal(add(f, 0, 1, "y"), PH_OK);
    assert_int_equal(add(f, 9, 9, "z"), PH_OK);
    expect_text(f, "y1234x678z9");
}

static void edits_of_one_fix_may_touch_each_other(void **state)
{
    Fixture *f = *state;
    const PhEdit edits[] = {{{0, 1}, PH_BYTES("a")}, {{1, 2}, PH_BYTES("b")}};
    PhFinding fix = {.edits = edits, .edit_count = 2};
    assert_int_equal(ph_edit_set_add(f->set, &fix), PH_OK);
    expect_text(f, "ab23456789");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        TEST(an_empty_set_gives_the_source),
        TEST(edits_replace_insert_and_delete),
        TEST(the_order_of_adding_does_not_matter),
        TEST(the_set_can_grow_after_it_was_applied),
        TEST(edits_that_touch_are_a_conflict),
        TEST(two_insertions_at_one_place_are_a_conflict),
        TEST(an_edit_inside_a_claim_is_a_conflict_whichever_comes_first),
        TEST(a_fix_may_edit_its_own_claim_and_share_one),
        TEST(a_fix_is_taken_whole_or_not_at_all),
        TEST(edits_of_one_fix_may_touch_each_other),
    };
    return cmocka_run_group_tests_name("edit_set", k_tests, NULL, NULL);
}
