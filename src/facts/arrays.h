#ifndef PH_FACTS_ARRAYS_H
#define PH_FACTS_ARRAYS_H

/*
 * Which expressions are arrays of NumPy, exactly ndarray and no subclass, and of which
 * kind.
 *
 * Strong evidence only: constructors of numpy that are called in the same function, and
 * operations on arrays so known. A name counts if its function stores it once, and nobody
 * was given the array who could give it another shape. Annotations count for nothing.
 */

#include "facts/flow.h"

typedef enum PhArrayItems {
    PH_ARRAY_ANY,
    PH_ARRAY_FLOAT64,
    PH_ARRAY_INTS,
    PH_ARRAY_BOOLS,
} PhArrayItems;

enum { PH_ARRAY_NO_LENGTH = -1 };

typedef struct PhArray {
    bool is_array;
    bool is_vector; /* surely of one dimension; else of any shape */
    bool is_view;   /* a slice of another array, which owns the memory */
    PhArrayItems items;
    int64_t length;          /* of a vector, or PH_ARRAY_NO_LENGTH */
    PhBindingId length_name; /* a variable stored once that holds it, or PH_BINDING_NONE */
} PhArray;

PhArray ph_array_of(PhFacts *facts, PhNodeId node);

/* The name of the function of numpy that `call` calls, as "zeros"; empty if of none. */
PhBytes ph_array_function(PhFacts *facts, PhNodeId call);

/* Indexing a vector with `index` makes a new array: a mask, or an array of integers. */
bool ph_array_index_copies(PhFacts *facts, PhNodeId index);

/* The answer of a fact: proved, or unknown with what is known of the type of `node`. */
PhAnswer ph_array_answer(PhFacts *facts, PhNodeId node, bool is_proved);

#endif
