#ifndef PH_FACTS_TYPE_TESTS_H
#define PH_FACTS_TYPE_TESTS_H

/*
 * What tests of a variable say of its classes where it is read: `x is None`, `x is True`,
 * `type(x) is str`, `isinstance(x, str)` and `x` for its truth, also as a walrus, below
 * `not`, `and`, `or`, in `if`, `elif`, `while`, conditional expressions and comprehensions.
 *
 * isinstance() says nothing of what is of an unknown class, because a subclass passes it;
 * of values whose classes are known it says which are left. `==` says nothing at all: any
 * class may answer it as it likes. Nor does assert, which `python -O` leaves out.
 *
 * Only for variables that ph_flow_is_private(): nobody else stores between the test and the
 * read.
 */

#include "facts/types.h"

/* A test that has had one outcome when control comes to the read. */
typedef struct PhTypeTest {
    PhTypeSet exact;   /* the value is of just these classes; 0: not said */
    PhTypeSet dropped; /* and of none of these */
    bool is_true;      /* it counts as true */
    PhSpan passed[2];  /* what is stored in here may be stored behind the test */
} PhTypeTest;

typedef PH_VEC(PhTypeTest) PhTypeTests;

/* The tests that hold at reference `read`, a load. In the facts' arena. */
PhTypeTests ph_type_tests_at(PhFacts *facts, const PhRef *read);

/* True if what `read` finds has been tested for its truth, and is true. */
bool ph_type_is_true_at(PhFacts *facts, const PhRef *read);

/* True if the variable is tested anywhere: cheap, once per binding. */
bool ph_type_is_tested(PhFacts *facts, PhBindingId binding);

/* `type`, of what the name at `store` stores, as far as the tests leave it. */
PhType ph_type_tested(const PhTree *tree, const PhTypeTests *tests, PhNodeId store,
                      PhType type);

#endif
