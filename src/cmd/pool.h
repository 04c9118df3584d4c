#ifndef PH_CMD_POOL_H
#define PH_CMD_POOL_H

/*
 * Work on many items by several threads, told in the order of the items.
 *
 * Workers take items in order and may run ahead of what has been told by a bounded number,
 * so that results do not pile up. What is told is told by the calling thread, item by item,
 * whatever thread did the work and whenever it was done.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PhPool {
    size_t count;
    uint32_t threads; /* 1: everything happens on the calling thread */
    void *context;
    void *(*start)(void *context);                          /* a worker's own state */
    void (*run)(void *context, void *worker, size_t index); /* any thread */
    void (*finish)(void *worker);
    void (*tell)(void *context, size_t index); /* calling thread, ascending */
    bool (*is_stopped)(void *context);         /* asked before each item */
} PhPool;

/* Items that were not begun when is_stopped() turned true are not told. */
void ph_pool_run(const PhPool *pool);

/* Cores that this process may use; at least 1. */
uint32_t ph_pool_cores(void);

#endif
