/*
 * no_mapping: is the value an iterable of a builtin class, exactly, and no dict?
 *
 * What takes a mapping apart and an iterable in another way, as Counter and dict do, then
 * takes its elements.
 */

#include "facts/types.h"

PhAnswer ph_fact_no_mapping(const PhFactQuery *query)
{
    return ph_type_answer(query, PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE |
                                     PH_TYPE_LIST | PH_TYPE_SET | PH_TYPE_FROZENSET |
                                     PH_TYPE_BYTEARRAY | PH_TYPE_RANGE | PH_TYPE_ITERABLE);
}
