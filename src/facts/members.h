#ifndef PH_FACTS_MEMBERS_H
#define PH_FACTS_MEMBERS_H

/*
 * What this file stores under an attribute of the objects of its classes.
 *
 * `self.x` in a method, and `C.x`, are members of that class and of all classes of the file
 * that are bound to it by inheritance, its family. Stores count that go through the first
 * parameter of a method of the family, that stand in the body of one of its classes, or
 * that go through anything else but a method of another family. Code that is not seen is
 * taken to store nothing there (docs/assumptions.md).
 */

#include "facts/flow.h"

typedef PH_VEC(PhNodeId) PhMemberNodes;

typedef struct PhMemberStores {
    PhMemberNodes values;  /* what is stored */
    PhMemberNodes targets; /* where, opposite to it */
    bool is_set_at_start;  /* by __init__ and its kin or the body of the class alone */
} PhMemberStores;

/* All stores to the member that `attribute` reads. False: it is no member of a class of
 * this file, or some store gives it what no expression stands for. */
bool ph_member_stores(PhFacts *facts, PhNodeId attribute, PhMemberStores *out);

/* True if another class of the family of method `def` has something of its name. */
bool ph_member_is_shared(PhFacts *facts, PhNodeId def);

/* The value that a simple assignment to `target` stores, or PH_NODE_NONE. */
PhNodeId ph_stored_value(const PhTree *tree, PhNodeId target);

/* True if `node` is a target of an assignment, a loop, a with or a del. */
bool ph_is_target(const PhTree *tree, PhNodeId node);

#endif
