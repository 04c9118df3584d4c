/*
 * is_lock: is the value a lock of the library, whose `with` is acquire() and release()?
 *
 * The sources are threading.py, multiprocessing/synchronize.py and _threadmodule.c of
 * CPython: there __enter__ is acquire, and __exit__ calls release and returns nothing true.
 */

#include "facts/flow.h"
#include "facts/made_by.h"

static const char *const k_locks[] = {
    "threading.Lock",
    "threading.RLock",
    "threading.Condition",
    "threading.Semaphore",
    "threading.BoundedSemaphore",
    "multiprocessing.Lock",
    "multiprocessing.RLock",
    "multiprocessing.Condition",
    "multiprocessing.Semaphore",
    "multiprocessing.BoundedSemaphore",
    "_thread.allocate_lock",
    "_thread.RLock",
};

PhAnswer ph_fact_is_lock(const PhFactQuery *query)
{
    return ph_made_by(query->facts, ph_flow_node(query, 0), k_locks, PH_COUNT_OF(k_locks));
}
