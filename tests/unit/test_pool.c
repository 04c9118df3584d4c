#include <stdatomic.h>
#include <time.h>

#include "base/status.h"
#include "cmd/pool.h"
#include "unit.h"

enum { MANY = 400 };

/* Written by workers: only atomics. Assertions are made on the calling thread. */
typedef struct {
    atomic_size_t begun;
    atomic_size_t started;
    atomic_size_t finished;
    atomic_int runs[MANY];
    size_t stop_after; /* items begun */
    size_t told;
    bool is_slow;
} Work;

static void *start(void *context)
{
    Work *work = context;
    atomic_fetch_add(&work->started, 1);
    return work;
}

/* Later items of a group of four are done sooner. */
static void run_item(void *context, void *worker, size_t index)
{
    Work *work = context;
    (void)worker;
    atomic_fetch_add(&work->begun, 1);
    atomic_fetch_add(&work->runs[index], 1);
    if (work->is_slow) {
        const struct timespec pause = {0, (long)(4 - index % 4) * 50000};
        (void)nanosleep(&pause, NULL);
    }
}

static void finish(void *worker)
{
    Work *work = worker;
    atomic_fetch_add(&work->finished, 1);
}

static void tell(void *context, size_t index)
{
    Work *work = context;
    assert_int_equal(index, work->told);
    assert_int_equal(atomic_load(&work->runs[index]), 1);
    work->told++;
}

static bool is_stopped(void *context)
{
    Work *work = context;
    return atomic_load(&work->begun) >= work->stop_after;
}

static PhPool pool_of(Work *work, size_t count, uint32_t threads)
{
    return (PhPool){.count = count,
                    .threads = threads,
                    .context = work,
                    .start = start,
                    .run = run_item,
                    .finish = finish,
                    .tell = tell,
                    .is_stopped = is_stopped};
}

static const uint32_t k_threads[] = {1, 2, 3, 8};

static void items_are_told_once_in_order_by_any_number_of_threads(void **state)
{
    (void)state;
    for (size_t i = 0; i < PH_COUNT_OF(k_threads); i++) {
        Work work = {.stop_after = SIZE_MAX, .is_slow = true};
        PhPool pool = pool_of(&work, MANY, k_threads[i]);
        ph_pool_run(&pool);
        assert_int_equal(work.told, MANY);
        assert_int_equal(atomic_load(&work.begun), MANY);
        assert_int_equal(atomic_load(&work.started), k_threads[i]);
        assert_int_equal(atomic_load(&work.finished), k_threads[i]);
    }
}

static void few_items_are_done_by_many_threads(void **state)
{
    (void)state;
    for (size_t count = 0; count <= 3; count++) {
        Work work = {.stop_after = SIZE_MAX};
        PhPool pool = pool_of(&work, count, 16);
        ph_pool_run(&pool);
        assert_int_equal(work.told, count);
        assert_int_equal(atomic_load(&work.begun), count);
        assert_int_equal(atomic_load(&work.started), atomic_load(&work.finished));
    }
}

static void a_stop_tells_what_was_begun_and_nothing_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < PH_COUNT_OF(k_threads); i++) {
        Work work = {.stop_after = 20, .is_slow = true};
        PhPool pool = pool_of(&work, MANY, k_threads[i]);
        ph_pool_run(&pool);
        size_t begun = atomic_load(&work.begun);
        assert_true(begun >= 20 && begun < 20 + k_threads[i]);
        assert_int_equal(work.told, begun);
        assert_int_equal(atomic_load(&work.finished), k_threads[i]);
    }
}

static void a_stop_before_the_first_item_does_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < PH_COUNT_OF(k_threads); i++) {
        Work work = {.stop_after = 0};
        PhPool pool = pool_of(&work, MANY, k_threads[i]);
        ph_pool_run(&pool);
        assert_int_equal(work.told, 0);
        assert_int_equal(atomic_load(&work.begun), 0);
    }
}

/* The first telling waits for the workers to get as far as they may. */
static void tell_late(void *context, size_t index)
{
    Work *work = context;
    if (index == 0) {
        const struct timespec pause = {0, 100000000};
        (void)nanosleep(&pause, NULL);
        size_t begun = atomic_load(&work->begun);
        assert_in_range(begun, 1, 2 * 64);
    }
    tell(context, index);
}

static void workers_run_ahead_by_a_bounded_number(void **state)
{
    (void)state;
    Work work = {.stop_after = SIZE_MAX};
    PhPool pool = pool_of(&work, MANY, 2);
    pool.tell = tell_late;
    ph_pool_run(&pool);
    assert_int_equal(work.told, MANY);
}

static void there_is_a_core(void **state)
{
    (void)state;
    assert_in_range(ph_pool_cores(), 1, 1 << 20);
}

int main(void)
{
    static const struct CMUnitTest k_tests[] = {
        cmocka_unit_test(items_are_told_once_in_order_by_any_number_of_threads),
        cmocka_unit_test(few_items_are_done_by_many_threads),
        cmocka_unit_test(a_stop_tells_what_was_begun_and_nothing_more),
        cmocka_unit_test(a_stop_before_the_first_item_does_nothing),
        cmocka_unit_test(workers_run_ahead_by_a_bounded_number),
        cmocka_unit_test(there_is_a_core),
    };
    return cmocka_run_group_tests_name("pool", k_tests, NULL, NULL);
}
