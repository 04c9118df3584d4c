#ifndef PH_TESTS_UNIT_H
#define PH_TESTS_UNIT_H

/* cmocka.h needs these four before it, in any order; formatting must not move them. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#endif
