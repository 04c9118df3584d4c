/*
 * Types of binary operations on exact builtin classes, from the data model (Python language
 * reference 3.3.8 and the standard types). A pair that raises TypeError gives nothing.
 */

#include "facts/types.h"

static PhTypeSet real_arithmetic(PhTypeSet a, PhTypeSet b, PhBytes operation)
{
    PhTypeSet both = a | b;
    bool has_float = (both & PH_TYPE_FLOAT) != 0;
    char first = operation.ptr[0];
    if (operation.len == 1 && strchr("&|^", first) != NULL) {
        return has_float ? 0 : both == PH_TYPE_BOOL ? PH_TYPE_BOOL : PH_TYPE_INT;
    }
    if (ph_bytes_is(operation, "<<") || ph_bytes_is(operation, ">>")) {
        return has_float ? 0 : PH_TYPE_INT;
    }
    if (ph_bytes_is(operation, "/")) {
        return PH_TYPE_FLOAT;
    }
    if (ph_bytes_is(operation, "**")) {
        /* A negative exponent gives a float, a negative base with a fraction a complex. */
        return has_float ? PH_TYPE_FLOAT | PH_TYPE_COMPLEX : PH_TYPE_INT | PH_TYPE_FLOAT;
    }
    if (ph_bytes_is(operation, "//") ||
        (operation.len == 1 && strchr("+-*%", first) != NULL)) {
        return has_float ? PH_TYPE_FLOAT : PH_TYPE_INT;
    }
    return 0;
}

static PhTypeSet arithmetic(PhTypeSet a, PhTypeSet b, PhBytes operation)
{
    if (((a | b) & PH_TYPE_COMPLEX) == 0) {
        return real_arithmetic(a, b, operation);
    }
    bool is_defined = ph_bytes_is(operation, "+") || ph_bytes_is(operation, "-") ||
                      ph_bytes_is(operation, "*") || ph_bytes_is(operation, "/") ||
                      ph_bytes_is(operation, "**");
    return is_defined ? PH_TYPE_COMPLEX : 0;
}

/* One class on each side. Sequences keep their class under + and *. */
static PhTypeSet pair(PhTypeSet a, PhTypeSet b, PhBytes operation)
{
    PhTypeSet sequences = PH_TYPE_STR | PH_TYPE_BYTES | PH_TYPE_TUPLE | PH_TYPE_LIST;
    PhTypeSet integers = PH_TYPE_BOOL | PH_TYPE_INT;
    if ((a & PH_TYPE_NUMBERS) != 0 && (b & PH_TYPE_NUMBERS) != 0) {
        return arithmetic(a, b, operation);
    }
    if (ph_bytes_is(operation, "%") && (a & (PH_TYPE_STR | PH_TYPE_BYTES)) != 0) {
        return b == PH_TYPE_UNKNOWN ? b : a;
    }
    if (ph_bytes_is(operation, "+") && a == b && (a & sequences) != 0) {
        return a;
    }
    if (ph_bytes_is(operation, "*")) {
        if ((a & sequences) != 0 && (b & integers) != 0) {
            return a;
        }
        if ((a & integers) != 0 && (b & sequences) != 0) {
            return b;
        }
        return 0;
    }
    PhTypeSet known = PH_TYPE_SCALARS | PH_TYPE_TUPLE | PH_TYPE_LIST;
    return (a & known) != 0 && (b & known) != 0 ? 0 : PH_TYPE_UNKNOWN;
}

PhType ph_type_of_binary(PhType left, PhType right, PhBytes operation)
{
    if (operation.len > 1 && operation.ptr[operation.len - 1] == '=') {
        operation.len--; /* an augmented assignment: the same for immutable classes */
    }
    /* %-formatting: the result is exactly str or bytes, whatever the operand is. */
    PhTypeSet formats = PH_TYPE_STR | PH_TYPE_BYTES;
    if (ph_bytes_is(operation, "%") && left.kinds != 0 && (left.kinds & ~formats) == 0) {
        return left;
    }
    /* A text repeated is a text, however often (docs/assumptions.md). */
    if (ph_bytes_is(operation, "*") && left.kinds != 0 && (left.kinds & ~formats) == 0 &&
        (right.kinds & PH_TYPE_UNKNOWN) != 0) {
        return left;
    }
    PhTypeSet kinds = 0;
    for (PhTypeSet a = 1; a <= PH_TYPE_UNKNOWN; a <<= 1) {
        for (PhTypeSet b = 1; (left.kinds & a) != 0 && b <= PH_TYPE_UNKNOWN; b <<= 1) {
            if ((right.kinds & b) != 0) {
                kinds |= pair(a, b, operation);
            }
        }
    }
    if ((kinds & PH_TYPE_UNKNOWN) != 0) {
        return ph_type_unknown();
    }
    return (PhType){kinds, left.elems | right.elems, left.inner | right.inner};
}
