#include "base/bytes.h"

bool ph_bytes_starts_with(PhBytes a, PhBytes prefix)
{
    return a.len >= prefix.len && memcmp(a.ptr, prefix.ptr, prefix.len) == 0;
}

bool ph_bytes_ends_with(PhBytes a, PhBytes suffix)
{
    return a.len >= suffix.len &&
           memcmp(a.ptr + a.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

PhBytes ph_bytes_trim(PhBytes a)
{
    while (a.len > 0 && ph_byte_is_blank(a.ptr[0])) {
        a = ph_bytes_slice(a, 1, a.len);
    }
    while (a.len > 0 && ph_byte_is_blank(a.ptr[a.len - 1])) {
        a.len--;
    }
    return a;
}

size_t ph_bytes_find(PhBytes a, PhBytes needle, size_t from)
{
    for (size_t at = from; at + needle.len <= a.len;) {
        if (needle.len == 0) {
            return at;
        }
        const char *hit = memchr(a.ptr + at, needle.ptr[0], a.len - needle.len - at + 1);
        if (hit == NULL) {
            return PH_NOT_FOUND;
        }
        at = (size_t)(hit - a.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0) {
            return at;
        }
        at++;
    }
    return PH_NOT_FOUND;
}

bool ph_bytes_next_line(PhBytes *rest, PhBytes *line_out)
{
    if (rest->len == 0) {
        return false;
    }
    size_t end = ph_bytes_find(*rest, PH_BYTES("\n"), 0);
    size_t next = end == PH_NOT_FOUND ? rest->len : end + 1;
    *line_out = ph_bytes_slice(*rest, 0, end == PH_NOT_FOUND ? rest->len : end);
    if (line_out->len > 0 && line_out->ptr[line_out->len - 1] == '\r') {
        line_out->len--;
    }
    *rest = ph_bytes_slice(*rest, next, rest->len);
    return true;
}

int ph_bytes_compare(PhBytes a, PhBytes b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.ptr, b.ptr, shared);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

enum { PH_LONGEST_NAME = 64 };

static size_t edit_distance(PhBytes a, PhBytes b)
{
    size_t row[PH_LONGEST_NAME + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            diagonal = row[j];
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < least ? change : least;
        }
    }
    return row[b.len];
}

int ph_bytes_nearest(PhBytes name, const char *const *candidates, size_t count)
{
    int best = -1;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        PhBytes candidate = ph_bytes_of(candidates[i]);
        if (name.len > PH_LONGEST_NAME || candidate.len > PH_LONGEST_NAME) {
            continue;
        }
        size_t distance = edit_distance(name, candidate);
        size_t longest = name.len > candidate.len ? name.len : candidate.len;
        if (distance < best_distance && distance * 3 <= longest + 1) {
            best = (int)i;
            best_distance = distance;
        }
    }
    return best;
}
