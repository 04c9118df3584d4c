#include "cmd/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "base/arena.h"

enum { PH_RUN_AHEAD = 64 }; /* items a worker may be ahead of what was told */

typedef struct PhShared {
    const PhPool *pool;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next;  /* the first item that nobody has begun */
    size_t told;  /* items told */
    size_t limit; /* items that may be begun */
    bool *is_done;
    bool is_stopped;
} PhShared;

/* The next item to work on, or SIZE_MAX. */
static size_t take(PhShared *shared)
{
    const PhPool *pool = shared->pool;
    (void)pthread_mutex_lock(&shared->mutex);
    while (!shared->is_stopped && shared->next < pool->count &&
           shared->next >= shared->limit) {
        (void)pthread_cond_wait(&shared->changed, &shared->mutex);
    }
    shared->is_stopped = shared->is_stopped || pool->is_stopped(pool->context);
    size_t index =
        shared->is_stopped || shared->next == pool->count ? SIZE_MAX : shared->next++;
    if (index == SIZE_MAX) {
        (void)pthread_cond_broadcast(&shared->changed);
    }
    (void)pthread_mutex_unlock(&shared->mutex);
    return index;
}

static void *work(void *argument)
{
    PhShared *shared = argument;
    const PhPool *pool = shared->pool;
    void *worker = pool->start(pool->context);
    for (size_t index; (index = take(shared)) != SIZE_MAX;) {
        pool->run(pool->context, worker, index);
        (void)pthread_mutex_lock(&shared->mutex);
        shared->is_done[index] = true;
        (void)pthread_cond_broadcast(&shared->changed);
        (void)pthread_mutex_unlock(&shared->mutex);
    }
    pool->finish(worker);
    return NULL;
}

static void tell_in_order(PhShared *shared)
{
    const PhPool *pool = shared->pool;
    (void)pthread_mutex_lock(&shared->mutex);
    for (;;) {
        while (shared->told < shared->next && !shared->is_done[shared->told]) {
            (void)pthread_cond_wait(&shared->changed, &shared->mutex);
        }
        if (shared->told == shared->next) {
            if (shared->is_stopped || shared->next == pool->count) {
                break;
            }
            (void)pthread_cond_wait(&shared->changed, &shared->mutex);
            continue;
        }
        size_t index = shared->told;
        (void)pthread_mutex_unlock(&shared->mutex);
        pool->tell(pool->context, index);
        (void)pthread_mutex_lock(&shared->mutex);
        shared->told++;
        shared->limit++;
        (void)pthread_cond_broadcast(&shared->changed);
    }
    (void)pthread_mutex_unlock(&shared->mutex);
}

static void run_threads(const PhPool *pool)
{
    PhShared shared = {.pool = pool, .limit = (size_t)PH_RUN_AHEAD * pool->threads};
    pthread_t *threads = ph_alloc(pool->threads * sizeof(pthread_t));
    uint32_t started = 0;
    shared.is_done = ph_alloc(pool->count * sizeof(bool));
    memset(shared.is_done, 0, pool->count * sizeof(bool));
    (void)pthread_mutex_init(&shared.mutex, NULL);
    (void)pthread_cond_init(&shared.changed, NULL);
    while (started < pool->threads &&
           pthread_create(&threads[started], NULL, work, &shared) == 0) {
        started++;
    }
    if (started == 0) {
        /* No thread to be had: the calling one does it all, told when it is done. */
        shared.limit = SIZE_MAX;
        (void)work(&shared);
    }
    tell_in_order(&shared);
    for (uint32_t i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    (void)pthread_cond_destroy(&shared.changed);
    (void)pthread_mutex_destroy(&shared.mutex);
    free(shared.is_done);
    free(threads);
}

void ph_pool_run(const PhPool *pool)
{
    if (pool->threads > 1 && pool->count > 1) {
        run_threads(pool);
        return;
    }
    void *worker = pool->start(pool->context);
    for (size_t i = 0; i < pool->count && !pool->is_stopped(pool->context); i++) {
        pool->run(pool->context, worker, i);
        pool->tell(pool->context, i);
    }
    pool->finish(worker);
}

uint32_t ph_pool_cores(void)
{
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof(cores), &cores) != 0) {
        return 1;
    }
    int count = CPU_COUNT(&cores);
    return count > 0 ? (uint32_t)count : 1;
}
