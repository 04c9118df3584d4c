#ifndef PH_FACTS_PLAIN_DATA_H
#define PH_FACTS_PLAIN_DATA_H

/* Lists, dicts, sets and tuples of numbers, texts, None and of each other. */

#include "facts/containers.h"

/* Neither the value nor anything in it can be changed. */
bool ph_type_is_frozen(PhType type);

/* Frozen, and a deep copy is walked in the same order: no frozenset is in it. */
bool ph_type_is_its_copy(PhType type);

/* True if the expression makes new plain data, all of it: a display or comprehension of
 * such, or what json.loads() and its like return. */
bool ph_plain_is_made(PhFacts *facts, PhNodeId node);

/* How many containers are around what is innermost in what ph_plain_is_made(): 1 for a flat
 * one, PH_PLAIN_DEEP if that cannot be told. */
enum { PH_PLAIN_DEEP = 64 };
uint32_t ph_plain_depth(PhFacts *facts, PhNodeId root);

/* True if the list or dict that the expression makes holds nothing but frozen values. */
bool ph_plain_is_flat(PhFacts *facts, PhNodeId node);

#endif
