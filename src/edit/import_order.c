#include "edit/import_order.h"

#include "edit/stdlib_modules.h"

PhImportSection ph_import_section(PhBytes module)
{
    if (module.len > 0 && module.ptr[0] == '.') {
        return PH_IMPORT_LOCAL;
    }
    size_t dot = ph_bytes_find(module, PH_BYTES("."), 0);
    PhBytes top = dot == PH_NOT_FOUND ? module : ph_bytes_slice(module, 0, dot);
    if (ph_bytes_is(top, "__future__")) {
        return PH_IMPORT_FUTURE;
    }
    return ph_stdlib_has_module(top) ? PH_IMPORT_STANDARD : PH_IMPORT_OTHER;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static int lowered(char c)
{
    return is_upper(c) ? c - 'A' + 'a' : (unsigned char)c;
}

/* The digits at *at without leading zeros; *at moves past them. */
static PhBytes take_number(PhBytes text, size_t *at)
{
    size_t start = *at;
    while (*at < text.len && is_digit(text.ptr[*at])) {
        (*at)++;
    }
    while (start + 1 < *at && text.ptr[start] == '0') {
        start++;
    }
    return ph_bytes_slice(text, start, *at);
}

static int compare_numbers(PhBytes a, PhBytes b)
{
    if (a.len != b.len) {
        return a.len < b.len ? -1 : 1;
    }
    return ph_bytes_compare(a, b);
}

int ph_import_compare_modules(PhBytes a, PhBytes b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a.len && j < b.len) {
        bool a_is_digit = is_digit(a.ptr[i]);
        bool b_is_digit = is_digit(b.ptr[j]);
        if (a_is_digit && b_is_digit) {
            int order = compare_numbers(take_number(a, &i), take_number(b, &j));
            if (order != 0) {
                return order;
            }
        } else if (a_is_digit || b_is_digit) {
            /* A run of other characters ends where digits begin: the shorter run first. */
            return a_is_digit ? -1 : 1;
        } else {
            int order = lowered(a.ptr[i++]) - lowered(b.ptr[j++]);
            if (order != 0) {
                return order;
            }
        }
    }
    return (i < a.len) - (j < b.len);
}

/* 0: a constant, 1: a class, 2: anything else; by its letters, as isort does. */
static int class_of(PhBytes name)
{
    bool has_upper = false;
    bool has_lower = false;
    for (size_t i = 0; i < name.len; i++) {
        has_upper = has_upper || is_upper(name.ptr[i]);
        has_lower = has_lower || is_lower(name.ptr[i]);
    }
    if (has_upper && !has_lower && name.len > 1) {
        return 0;
    }
    return name.len > 0 && is_upper(name.ptr[0]) ? 1 : 2;
}

int ph_import_compare_names(PhBytes a, PhBytes b)
{
    int order = class_of(a) - class_of(b);
    return order != 0 ? order : ph_import_compare_modules(a, b);
}
