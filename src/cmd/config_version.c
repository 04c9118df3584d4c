/* PEP 440 as far as settings need it: comma-separated clauses over released versions. */

#include "cmd/config_read.h"

enum { PH_VERSION_PARTS = 4 };

typedef struct PhVersion {
    uint32_t parts[PH_VERSION_PARTS];
    size_t count;
    bool is_open; /* ends in ".*" */
} PhVersion;

typedef struct PhClause {
    PhBytes sign; /* empty: == */
    PhVersion version;
} PhClause;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool parse_version(PhBytes text, PhVersion *out)
{
    *out = (PhVersion){0};
    for (size_t at = 0; at < text.len;) {
        if (ph_bytes_is(ph_bytes_slice(text, at, text.len), "*")) {
            out->is_open = true;
            return out->count > 0;
        }
        uint32_t value = 0;
        size_t start = at;
        while (at < text.len && is_digit(text.ptr[at]) && at - start < 6) {
            value = value * 10 + (uint32_t)(text.ptr[at++] - '0');
        }
        if (at == start || (at < text.len && text.ptr[at] != '.')) {
            return false;
        }
        if (out->count < PH_VERSION_PARTS) {
            out->parts[out->count++] = value;
        }
        at++;
    }
    return out->count > 0;
}

/* Takes the next clause off `*rest`; false at the end or, with *is_valid cleared, at one
 * that cannot be read. */
static bool next_clause(PhBytes *rest, PhClause *out, bool *is_valid)
{
    *rest = ph_bytes_trim(*rest);
    if (rest->len == 0) {
        return false;
    }
    size_t comma = ph_bytes_find(*rest, PH_BYTES(","), 0);
    size_t end = comma == PH_NOT_FOUND ? rest->len : comma;
    PhBytes text = ph_bytes_trim(ph_bytes_slice(*rest, 0, end));
    *rest = ph_bytes_slice(*rest, comma == PH_NOT_FOUND ? end : end + 1, rest->len);
    size_t len = 0;
    while (len < text.len && strchr("<>=!~", text.ptr[len]) != NULL) {
        len++;
    }
    out->sign = ph_bytes_slice(text, 0, len);
    PhBytes version = ph_bytes_trim(ph_bytes_slice(text, len, text.len));
    *is_valid = parse_version(version, &out->version);
    return *is_valid;
}

static int compare_versions(const PhVersion *a, const PhVersion *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a->parts[i] != b->parts[i]) {
            return a->parts[i] < b->parts[i] ? -1 : 1;
        }
    }
    return 0;
}

static bool clause_holds(const PhVersion *version, const PhClause *clause)
{
    const PhVersion *bound = &clause->version;
    PhBytes sign = clause->sign;
    int order = compare_versions(version, bound, PH_VERSION_PARTS);
    bool is_prefix = compare_versions(version, bound, bound->count) == 0;
    bool is_equal = bound->is_open ? is_prefix : order == 0;
    if (ph_bytes_is(sign, ">=")) {
        return order >= 0;
    }
    if (ph_bytes_is(sign, "<=")) {
        return order <= 0;
    }
    if (ph_bytes_is(sign, ">")) {
        return order > 0;
    }
    if (ph_bytes_is(sign, "<")) {
        return order < 0;
    }
    if (ph_bytes_is(sign, "!=")) {
        return !is_equal;
    }
    if (ph_bytes_is(sign, "~=")) {
        return order >= 0 && compare_versions(version, bound, bound->count - 1) == 0;
    }
    return is_equal;
}

bool ph_config_version_fits(PhBytes version, PhBytes specifier, bool *is_valid_out)
{
    PhVersion own;
    PhClause clause;
    *is_valid_out = specifier.len > 0;
    bool fits = parse_version(version, &own);
    while (next_clause(&specifier, &clause, is_valid_out)) {
        fits = clause_holds(&own, &clause) && fits;
    }
    return fits;
}

uint32_t ph_config_lower_bound(PhBytes specifier)
{
    uint32_t bound = PH_TARGET_OLDEST;
    bool is_valid = true;
    PhClause clause;
    while (next_clause(&specifier, &clause, &is_valid)) {
        bool is_upper =
            clause.sign.len > 0 && (clause.sign.ptr[0] == '<' || clause.sign.ptr[0] == '!');
        uint32_t minor = clause.version.count > 1 ? clause.version.parts[1] : 0;
        if (!is_upper && clause.version.parts[0] == 3 && minor > bound) {
            bound = minor;
        }
    }
    return bound > PH_TARGET_NEWEST ? PH_TARGET_NEWEST : bound;
}
