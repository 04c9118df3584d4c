/*
 * is_async_lock: is the value a lock of asyncio, whose `async with` awaits acquire() and
 * calls release()?
 *
 * The source is asyncio/locks.py of CPython, _ContextManagerMixin.
 */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_locks[] = {
    "asyncio.Lock",
    "asyncio.Condition",
    "asyncio.Semaphore",
    "asyncio.BoundedSemaphore",
};

PhAnswer ph_fact_is_async_lock(const PhFactQuery *query)
{
    return ph_made_by(query->facts, ph_flow_node(query, 0), k_locks, PH_COUNT_OF(k_locks));
}
