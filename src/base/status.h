#ifndef PH_BASE_STATUS_H
#define PH_BASE_STATUS_H

/*
 * The few outcomes that a caller acts on, and the attributes used by all layers.
 *
 * A status says that an operation could not go on. What to tell the user is a record in
 * the diagnostics sink (source/diag.h), written once by whoever detected the trouble.
 */

#include <assert.h>

#define PH_MUST_USE      __attribute__((warn_unused_result))
#define PH_PRINTF(f, a)  __attribute__((format(printf, f, a)))
#define PH_UNREACHABLE() (assert(0), __builtin_unreachable())
#define PH_COUNT_OF(a)   (sizeof(a) / sizeof((a)[0]))

typedef enum PhStatus {
    PH_OK = 0,
    PH_ERR_IO,       /* the operating system refused */
    PH_ERR_REFUSED,  /* the input cannot be kept or understood; a diagnostic says why */
    PH_ERR_CONFLICT, /* somebody else holds the bytes or changed them meanwhile */
    PH_ERR_USAGE,    /* the command line, a configuration or a page is wrong */
} PhStatus;

#endif
