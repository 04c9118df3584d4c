#include "cmd/decisions.h"
#include "scratch.h"
#include "unit.h"

typedef struct {
    Scratch scratch;
    PhArena *arena;
    PhDiags diags;
    PhBytes path;
} Fixture;

static int set_up(void **state)
{
    static Fixture fixture;
    fixture = (Fixture){.arena = ph_arena_new()};
    fixture.diags.arena = fixture.arena;
    scratch_make(&fixture.scratch);
    fixture.path = ph_arena_format(fixture.arena, "%s/answers.jsonl", fixture.scratch.path);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *fixture = *state;
    scratch_remove(&fixture->scratch);
    ph_arena_free(fixture->arena);
    return 0;
}

static PhDecision decision_of(uint32_t group, uint32_t line)
{
    return (PhDecision){.kind = PH_DECISION_EDIT,
                        .group = group,
                        .file = PH_BYTES("a\xff/\x1b.py"),
                        .hash = {1, 0xfedcba9876543210u},
                        .rule = PH_BYTES("needless-copy"),
                        .line = line,
                        .text = {3, 4},
                        .splice = {5, 6, PH_BYTES("\xe9t\xe9\n\"\0x")},
                        .before = {7, 8}};
}

static PhDecisions *opened(Fixture *f)
{
    PhDecisions *decisions;
    PhDecisionsOptions options = {.path = f->path};
    assert_int_equal(ph_decisions_open(f->arena, &options, &f->diags, &decisions), PH_OK);
    return decisions;
}

static void a_line_gives_back_what_it_was_made_of(void **state)
{
    Fixture *f = *state;
    PhBuf buf = {0};
    PhDecision read;
    PhDecision one = decision_of(3, 12);
    ph_decision_add(&buf, &one);
    PhBytes line = ph_buf_bytes(&buf);
    assert_true(ph_decision_read(f->arena, ph_bytes_slice(line, 0, line.len - 1), &read));
    assert_int_equal(read.kind, PH_DECISION_EDIT);
    assert_int_equal(read.group, 3);
    assert_int_equal(read.line, 12);
    expect_bytes(read.file, one.file);
    expect_bytes(read.rule, one.rule);
    expect_bytes(read.splice.put, one.splice.put);
    assert_int_equal(read.splice.at, 5);
    assert_int_equal(read.splice.cut, 6);
    assert_true(ph_hash_equal(read.hash, one.hash) && ph_hash_equal(read.text, one.text) &&
                ph_hash_equal(read.before, one.before));
    ph_buf_release(&buf);
}

static void what_is_no_decision_is_refused(void **state)
{
    static const char *const k_lines[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"n\": 1}",
        "{\"n\": -1, \"answer\": \"undo\"}",
        "{\"n\": 1, \"answer\": \"maybe\"}",
        "{\"n\": 1, \"answer\": \"accept\"}",
        "{\"n\": 1, \"answer\": \"accept\", \"file\": \"a\", \"hash\": \"12\"}"};
    Fixture *f = *state;
    PhDecision read;
    for (size_t i = 0; i < PH_COUNT_OF(k_lines); i++) {
        assert_false(ph_decision_read(f->arena, ph_bytes_of(k_lines[i]), &read));
    }
}

static void kept_answers_are_there_again(void **state)
{
    Fixture *f = *state;
    PhDecision both[] = {decision_of(1, 1), decision_of(2, 2)};
    PhDecisions *decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, both, 2));
    ph_decisions_close(decisions);
    decisions = opened(f);
    assert_int_equal(ph_decisions_count(decisions), 2);
    assert_int_equal(ph_decisions_at(decisions, 1)->line, 2);
    assert_int_equal(ph_decisions_last_group(decisions), 2);
    ph_decisions_close(decisions);
}

static void undo_takes_back_a_group(void **state)
{
    Fixture *f = *state;
    PhDecision all[] = {decision_of(1, 1),
                        decision_of(2, 2),
                        decision_of(2, 3),
                        {.kind = PH_DECISION_UNDO, .group = 2}};
    PhDecisions *decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, all, 4));
    ph_decisions_close(decisions);
    decisions = opened(f);
    assert_int_equal(ph_decisions_count(decisions), 1);
    ph_decisions_close(decisions);
}

static void a_line_cut_short_is_dropped_and_the_next_is_whole(void **state)
{
    Fixture *f = *state;
    PhDecision one = decision_of(1, 1);
    PhDecisions *decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, &one, 1));
    ph_decisions_close(decisions);
    PhBytes text = scratch_read(f->arena, f->path.ptr);
    scratch_write(f->path.ptr, ph_arena_join(f->arena, text, PH_BYTES("{\"n\": 2, \"ans")));
    decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, &one, 1));
    ph_decisions_close(decisions);
    expect_bytes(scratch_read(f->arena, f->path.ptr), ph_arena_join(f->arena, text, text));
}

static void dropped_are_only_those_of_this_time(void **state)
{
    Fixture *f = *state;
    PhDecision one = decision_of(1, 1);
    PhDecisions *decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, &one, 1));
    ph_decisions_close(decisions);
    PhBytes text = scratch_read(f->arena, f->path.ptr);
    decisions = opened(f);
    assert_true(ph_decisions_keep(decisions, &one, 1));
    assert_true(ph_decisions_drop(decisions));
    ph_decisions_close(decisions);
    expect_bytes(scratch_read(f->arena, f->path.ptr), text);
}

static void two_at_a_time_are_refused(void **state)
{
    Fixture *f = *state;
    PhDecisions *second;
    PhDecisionsOptions options = {.path = f->path};
    PhDecisions *decisions = opened(f);
    assert_int_equal(ph_decisions_open(f->arena, &options, &f->diags, &second),
                     PH_ERR_CONFLICT);
    assert_int_equal(f->diags.records.count, 1);
    ph_decisions_close(decisions);
}

static void a_line_that_is_none_is_told_with_its_number(void **state)
{
    Fixture *f = *state;
    PhDecisions *decisions;
    PhDecisionsOptions options = {.path = f->path, .must_exist = true};
    scratch_write(f->path.ptr, PH_BYTES("{\"n\": 1, \"answer\": \"undo\"}\nnonsense\n"));
    assert_int_equal(ph_decisions_open(f->arena, &options, &f->diags, &decisions),
                     PH_ERR_REFUSED);
    assert_int_equal(f->diags.records.items[0].line, 2);
}

static void who_replays_needs_the_file(void **state)
{
    Fixture *f = *state;
    PhDecisions *decisions;
    PhDecisionsOptions options = {.path = f->path, .must_exist = true};
    assert_int_equal(ph_decisions_open(f->arena, &options, &f->diags, &decisions),
                     PH_ERR_IO);
    assert_int_equal(f->diags.records.count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_gives_back_what_it_was_made_of),
        TEST(what_is_no_decision_is_refused),
        TEST(kept_answers_are_there_again),
        TEST(undo_takes_back_a_group),
        TEST(a_line_cut_short_is_dropped_and_the_next_is_whole),
        TEST(dropped_are_only_those_of_this_time),
        TEST(two_at_a_time_are_refused),
        TEST(a_line_that_is_none_is_told_with_its_number),
        TEST(who_replays_needs_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
