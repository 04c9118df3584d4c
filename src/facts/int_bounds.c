#include "facts/int_bounds.h"

#include <stdlib.h>
#include <string.h>

#include "facts/flow.h"
#include "facts/members.h"
#include "facts/type_targets.h"
#include "syntax/walk.h"

enum { PH_BOUNDS_DEPTH = 12 };

static const PhIntBounds k_length = {0, (int64_t)1 << 47};

static bool bounds_within(PhFacts *facts, PhNodeId node, uint32_t depth, PhIntBounds *out);

static bool of_literal(const PhTree *tree, PhNodeId node, PhIntBounds *out)
{
    PhBytes text = ph_tree_text(tree, node);
    char digits[20];
    size_t count = 0;
    bool is_hexadecimal = text.len > 2 && text.len <= 17 && (text.ptr[1] | 0x20) == 'x';
    if (is_hexadecimal && ph_bytes_find(text, PH_BYTES("_"), 0) == PH_NOT_FOUND) {
        memcpy(digits, text.ptr, text.len);
        digits[text.len] = '\0';
        out->least = strtoll(digits, NULL, 16);
        out->most = out->least;
        return true;
    }
    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if ((!is_digit && text.ptr[i] != '_') || count + 1 >= sizeof(digits) - 1) {
            return false;
        }
        if (is_digit) {
            digits[count++] = text.ptr[i];
        }
    }
    digits[count] = '\0';
    out->least = strtoll(digits, NULL, 10);
    out->most = out->least;
    return count > 0;
}

static PhIntBounds hull(PhIntBounds a, PhIntBounds b)
{
    return (PhIntBounds){a.least < b.least ? a.least : b.least,
                         a.most > b.most ? a.most : b.most};
}

static bool add(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    return !__builtin_add_overflow(a.least, b.least, &out->least) &&
           !__builtin_add_overflow(a.most, b.most, &out->most);
}

static bool subtract(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    return !__builtin_sub_overflow(a.least, b.most, &out->least) &&
           !__builtin_sub_overflow(a.most, b.least, &out->most);
}

static bool multiply(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    const int64_t left[] = {a.least, a.most};
    const int64_t right[] = {b.least, b.most};
    *out = (PhIntBounds){INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < 4; i++) {
        int64_t one;
        if (__builtin_mul_overflow(left[i / 2], right[i % 2], &one)) {
            return false;
        }
        *out = hull(*out, (PhIntBounds){one, one});
    }
    return true;
}

/* Of what is not negative, by what is positive. */
static bool divide(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    if (a.least < 0 || b.least < 1) {
        return false;
    }
    *out = (PhIntBounds){a.least / b.most, a.most / b.least};
    return true;
}

/* `^` and `|` of what is not negative set no bit above the highest of both. */
static bool merge(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    int64_t bits = 0;
    if (a.least < 0 || b.least < 0) {
        return false;
    }
    while (bits < a.most || bits < b.most) {
        bits = bits * 2 + 1;
    }
    *out = (PhIntBounds){0, bits};
    return true;
}

/* Of what is not negative, by so many bits. */
static bool shift_right(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    if (a.least < 0 || b.least < 0) {
        return false;
    }
    *out = (PhIntBounds){b.most > 62 ? 0 : a.least >> b.most,
                         b.least > 62 ? 0 : a.most >> b.least};
    return true;
}

static bool shift_left(PhIntBounds a, PhIntBounds b, PhIntBounds *out)
{
    if (b.least < 0 || b.most > 62) {
        return false;
    }
    return multiply(a, (PhIntBounds){(int64_t)1 << b.least, (int64_t)1 << b.most}, out);
}

static bool of_sides(PhBytes sign, PhIntBounds left, PhIntBounds right, PhIntBounds *out)
{
    if (ph_bytes_is(sign, "+")) {
        return add(left, right, out);
    }
    if (ph_bytes_is(sign, "-")) {
        return subtract(left, right, out);
    }
    if (ph_bytes_is(sign, "*")) {
        return multiply(left, right, out);
    }
    if (ph_bytes_is(sign, "^") || ph_bytes_is(sign, "|")) {
        return merge(left, right, out);
    }
    if (ph_bytes_is(sign, ">>")) {
        return shift_right(left, right, out);
    }
    if (ph_bytes_is(sign, "<<")) {
        return shift_left(left, right, out);
    }
    return ph_bytes_is(sign, "//") && divide(left, right, out);
}

static bool of_operation(PhFacts *facts, PhNodeId node, uint32_t depth, PhIntBounds *out)
{
    const PhTree *tree = facts->tree;
    PhIntBounds left;
    PhIntBounds right;
    PhNodeId first = ph_tree_child(tree, node, PH_FIELD_LEFT);
    bool has_right =
        bounds_within(facts, ph_tree_child(tree, node, PH_FIELD_RIGHT), depth, &right);
    PhKind operation = ph_tree_kind(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    if (operation == PH_KIND_ABSENT || !has_right) {
        return false;
    }
    /* Whatever the left side is, if it is an int. */
    PhTypeSet kinds = ph_type_of(facts, first).kinds;
    bool is_int = kinds != 0 && (kinds & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_BOOL)) == 0;
    if (is_int && ph_bytes_is(sign, "%") && right.least >= 1) {
        *out = (PhIntBounds){0, right.most - 1};
        return true;
    }
    if (is_int && ph_bytes_is(sign, "&") && right.least >= 0) {
        *out = (PhIntBounds){0, right.most};
        return true;
    }
    return bounds_within(facts, first, depth, &left) && of_sides(sign, left, right, out);
}

static bool of_unary(PhFacts *facts, PhNodeId node, uint32_t depth, PhIntBounds *out)
{
    const PhTree *tree = facts->tree;
    PhIntBounds inner;
    PhBytes sign = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_OPERATOR));
    if (!ph_bytes_is(sign, "-") ||
        !bounds_within(facts, ph_tree_child(tree, node, PH_FIELD_ARGUMENT), depth,
                       &inner)) {
        return false;
    }
    return subtract((PhIntBounds){0, 0}, inner, out);
}

/* What a loop over `range(..)` or the index of `enumerate(..)` takes on. */
static bool of_range(PhFacts *facts, PhNodeId call, uint32_t depth, PhIntBounds *out)
{
    PhNodeId args[3];
    PhIntBounds bounds[3];
    uint32_t count = 0;
    if (!ph_call_positional(facts->tree, call, args, 3, &count) || count == 0) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!bounds_within(facts, args[i], depth, &bounds[i])) {
            return false;
        }
    }
    PhIntBounds first = count == 1 ? (PhIntBounds){0, 0} : bounds[0];
    PhIntBounds limit = count == 1 ? bounds[0] : bounds[1];
    PhIntBounds step = count == 3 ? bounds[2] : (PhIntBounds){1, 1};
    if (step.least >= 1) {
        *out = (PhIntBounds){first.least,
                             limit.most > first.least ? limit.most - 1 : first.least};
        return true;
    }
    if (step.most <= -1) {
        *out = (PhIntBounds){limit.least < first.most ? limit.least + 1 : first.most,
                             first.most};
        return true;
    }
    return false;
}

static bool is_call_of(PhFacts *facts, PhNodeId node, const char *name)
{
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, node) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, node, PH_FIELD_FUNCTION);
    return ph_bytes_is(ph_tree_text(tree, function), name) &&
           ph_flow_is_builtin(facts, function);
}

static bool of_loop_target(PhFacts *facts, PhNodeId name, uint32_t depth, PhIntBounds *out)
{
    const PhTree *tree = facts->tree;
    PhTarget target = ph_target_of(tree, name);
    PhNodeId loop = ph_tree_parent(tree, target.outer);
    PhNodeId iterable = ph_tree_child(tree, loop, PH_FIELD_RIGHT);
    iterable = iterable == PH_NODE_NONE ? iterable : ph_tree_strip_parens(tree, iterable);
    if (target.depth == 0) {
        return is_call_of(facts, iterable, "range") &&
               of_range(facts, iterable, depth, out);
    }
    PhNodeId args[2];
    uint32_t count = 0;
    bool is_index = target.depth == 1 && target.is_placed && target.path[0] == 0 &&
                    is_call_of(facts, iterable, "enumerate") &&
                    ph_call_positional(tree, iterable, args, 2, &count) && count > 0;
    PhIntBounds start = {0, 0};
    if (!is_index || (count == 2 && !bounds_within(facts, args[1], depth, &start))) {
        return false;
    }
    return add(start, k_length, out);
}

/* The union of all stores. Asking for one that asks for itself ends at the depth. */
static bool of_name(PhFacts *facts, PhNodeId node, uint32_t depth, PhIntBounds *out)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, node);
    bool has_bounds = false;
    if (id == PH_BINDING_NONE || names->bindings[id].store_count > 4) {
        return false;
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhIntBounds one;
        bool is_known = false;
        switch (ref->kind) {
        case PH_REF_LOAD:
        case PH_REF_DECLARED:
        case PH_REF_DELETE: continue;
        case PH_REF_ASSIGN:
        case PH_REF_ANNOTATED: {
            PhNodeId value = ph_stored_value(facts->tree, ref->node);
            is_known = value != PH_NODE_NONE && bounds_within(facts, value, depth, &one);
            break;
        }
        case PH_REF_FOR:
        case PH_REF_COMPREHENSION:
            is_known = of_loop_target(facts, ref->node, depth, &one);
            break;
        default: break;
        }
        if (!is_known) {
            return false;
        }
        *out = has_bounds ? hull(*out, one) : one;
        has_bounds = true;
    }
    return has_bounds;
}

static bool of_extreme(PhFacts *facts, const PhNodeId *args, uint32_t count, bool is_min,
                       uint32_t depth, PhIntBounds *out)
{
    for (uint32_t i = 0; i < count; i++) {
        PhIntBounds one;
        if (!bounds_within(facts, args[i], depth, &one)) {
            return false;
        }
        if (i == 0) {
            *out = one;
        } else if (is_min) {
            out->least = one.least < out->least ? one.least : out->least;
            out->most = one.most < out->most ? one.most : out->most;
        } else {
            out->least = one.least > out->least ? one.least : out->least;
            out->most = one.most > out->most ? one.most : out->most;
        }
    }
    return count > 1;
}

static bool of_call(PhFacts *facts, PhNodeId call, uint32_t depth, PhIntBounds *out)
{
    PhNodeId args[8];
    uint32_t count = 0;
    if (!ph_call_positional(facts->tree, call, args, PH_COUNT_OF(args), &count) ||
        count == 0) {
        return false;
    }
    if (is_call_of(facts, call, "len") && count == 1) {
        *out = k_length;
        return (ph_type_of(facts, args[0]).kinds & PH_TYPE_RANGE) == 0;
    }
    if (is_call_of(facts, call, "ord")) {
        *out = (PhIntBounds){0, 0x10FFFF};
        return true;
    }
    if (is_call_of(facts, call, "abs") && bounds_within(facts, args[0], depth, out)) {
        int64_t most = out->most > -out->least ? out->most : -out->least;
        *out = (PhIntBounds){out->least > 0 ? out->least : 0, most};
        return true;
    }
    bool is_min = is_call_of(facts, call, "min");
    return (is_min || is_call_of(facts, call, "max")) &&
           of_extreme(facts, args, count, is_min, depth, out);
}

static bool bounds_within(PhFacts *facts, PhNodeId node, uint32_t depth, PhIntBounds *out)
{
    const PhTree *tree = facts->tree;
    if (node == PH_NODE_NONE || depth == 0) {
        return false;
    }
    node = ph_tree_strip_parens(tree, node);
    PhTypeSet kinds = ph_type_of(facts, node).kinds;
    if (kinds == 0 || (kinds & ~(PhTypeSet)(PH_TYPE_INT | PH_TYPE_BOOL)) != 0) {
        return false;
    }
    depth--;
    switch (ph_tree_kind(tree, node)) {
    case PH_KIND_INTEGER: return of_literal(tree, node, out);
    case PH_KIND_UNARY_OPERATOR: return of_unary(facts, node, depth, out);
    case PH_KIND_BINARY_OPERATOR: return of_operation(facts, node, depth, out);
    case PH_KIND_IDENTIFIER: return of_name(facts, node, depth, out);
    case PH_KIND_CALL: return of_call(facts, node, depth, out);
    default: *out = (PhIntBounds){0, 1}; return kinds == PH_TYPE_BOOL;
    }
}

bool ph_int_bounds(PhFacts *facts, PhNodeId node, PhIntBounds *out)
{
    return bounds_within(facts, node, PH_BOUNDS_DEPTH, out);
}
