/*
 * Patterns of match: where stars may stand, what names they bind and which cases can be
 * reached. Patterns nest at most as deep as brackets do, so a walk per pattern is enough.
 */

#include <stdlib.h>

#include "syntax/accept_state.h"

typedef PH_VEC(PhNodeId) PhCaptureVec;

/* The pattern inside case_pattern wrappers and plain parentheses. */
static PhNodeId strip(const PhTree *tree, PhNodeId node)
{
    for (;;) {
        PhKind kind = tree->kinds[node];
        bool is_group = kind == PH_KIND_TUPLE_PATTERN &&
                        ph_tree_first_named(tree, node) != PH_NODE_NONE &&
                        ph_accept_find(tree, node, PH_TOKEN_COMMA) == PH_NODE_NONE;
        if (kind != PH_KIND_CASE_PATTERN && !is_group) {
            return node;
        }
        PhNodeId inner =
            is_group ? ph_tree_first_named(tree, node) : ph_accept_first(tree, node);
        if (inner == PH_NODE_NONE) {
            return node;
        }
        node = inner;
    }
}

PhNodeId ph_accept_captured(const PhTree *tree, PhNodeId node)
{
    if (tree->kinds[node] != PH_KIND_IDENTIFIER) {
        return PH_NODE_NONE;
    }
    PhNodeId parent = tree->parents[node];
    switch (tree->kinds[parent]) {
    case PH_KIND_AS_PATTERN:
    case PH_KIND_SPLAT_PATTERN: return node;
    case PH_KIND_DOTTED_NAME:
        return tree->kinds[tree->parents[parent]] != PH_KIND_CLASS_PATTERN &&
                       ph_accept_find(tree, parent, PH_TOKEN_DOT) == PH_NODE_NONE
                   ? node
                   : PH_NODE_NONE;
    default: return PH_NODE_NONE;
    }
}

static void add_capture(PhArena *arena, PhCaptureVec *names, PhNodeId node)
{
    PH_VEC_PUSH(arena, names, node);
}

/* Adds the names bound in `top`; of alternatives the first counts. */
static void collect(const PhTree *tree, PhNodeId top, PhArena *arena, PhCaptureVec *out)
{
    for (PhNodeId node = top; node < tree->limits[top]; node++) {
        PhNodeId parent = tree->parents[node];
        if (node != top && tree->kinds[parent] == PH_KIND_UNION_PATTERN &&
            node != parent + 1) {
            node = tree->limits[node] - 1;
            continue;
        }
        PhNodeId name = ph_accept_captured(tree, node);
        if (name != PH_NODE_NONE && !ph_bytes_is(ph_tree_text(tree, name), "_")) {
            add_capture(arena, out, name);
        }
    }
}

static int compare_names(const void *a, const void *b, void *context)
{
    const PhTree *tree = context;
    return ph_bytes_compare(ph_tree_text(tree, *(const PhNodeId *)a),
                            ph_tree_text(tree, *(const PhNodeId *)b));
}

static void sort(const PhTree *tree, PhCaptureVec *names)
{
    if (names->count > 1) {
        PhTree context = *tree;
        qsort_r(names->items, names->count, sizeof(PhNodeId), compare_names, &context);
    }
}

static bool check_duplicates(PhAccept *accept, const PhCaptureVec *names)
{
    const PhTree *tree = accept->tree;
    for (size_t i = 1; i < names->count; i++) {
        PhBytes name = ph_tree_text(tree, names->items[i]);
        if (ph_bytes_equal(name, ph_tree_text(tree, names->items[i - 1]))) {
            return ph_accept_refuse_name(accept, names->items[i],
                                         "multiple assignments to name in pattern", name);
        }
    }
    return true;
}

static bool same_names(const PhTree *tree, const PhCaptureVec *a, const PhCaptureVec *b)
{
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count; i++) {
        is_same = ph_bytes_equal(ph_tree_text(tree, a->items[i]),
                                 ph_tree_text(tree, b->items[i]));
    }
    return is_same;
}

/* Only the last may be irrefutable; a union with an earlier one is refused elsewhere. */
static PhNodeId last_alternative(const PhTree *tree, PhNodeId node)
{
    PhNodeId last = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        PhKind kind = tree->kinds[child];
        last = kind == PH_TOKEN_PIPE || ph_kind_is_extra(kind) ? last : child;
    }
    return last;
}

/* A wildcard or a capture, under any `as` and parentheses. */
static bool is_irrefutable(const PhTree *tree, PhNodeId node)
{
    for (;;) {
        node = strip(tree, node);
        switch (tree->kinds[node]) {
        case PH_TOKEN_UNDERSCORE: return true;
        case PH_KIND_DOTTED_NAME:
            return ph_accept_find(tree, node, PH_TOKEN_DOT) == PH_NODE_NONE;
        case PH_KIND_AS_PATTERN: node = ph_accept_first(tree, node); break;
        case PH_KIND_UNION_PATTERN: node = last_alternative(tree, node); break;
        default: return false;
        }
    }
}

static bool check_union(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhCaptureVec first = {0};
    PhCaptureVec other = {0};
    bool is_first = true;
    for (PhNodeId child = ph_accept_first(tree, node); child != PH_NODE_NONE;
         child = ph_accept_next(tree, child)) {
        if (tree->kinds[child] == PH_TOKEN_PIPE || tree->kinds[child] == PH_TOKEN_MINUS) {
            continue;
        }
        if (tree->kinds[child] == PH_KIND_SPLAT_PATTERN) {
            return ph_accept_refuse(accept, child, "invalid syntax");
        }
        if (ph_accept_next(tree, child) != PH_NODE_NONE && is_irrefutable(tree, child)) {
            return ph_accept_refuse(accept, child,
                                    tree->kinds[child] == PH_TOKEN_UNDERSCORE
                                        ? "wildcard makes remaining patterns unreachable"
                                        : "name capture makes remaining patterns "
                                          "unreachable");
        }
        other.count = 0;
        collect(tree, child, accept->arena, is_first ? &first : &other);
        sort(tree, is_first ? &first : &other);
        if (!is_first && !same_names(tree, &first, &other)) {
            return ph_accept_refuse(accept, node,
                                    "alternative patterns bind different names");
        }
        is_first = false;
    }
    return true;
}

/* A list, a tuple with a comma, or the commas of the case itself: one star at most. */
static bool check_sequence(PhAccept *accept, PhNodeId node, bool is_group)
{
    const PhTree *tree = accept->tree;
    uint32_t stars = 0;
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] != PH_KIND_CASE_PATTERN) {
            continue;
        }
        PhNodeId inner = ph_accept_first(tree, child);
        if (tree->kinds[inner] == PH_KIND_KEYWORD_PATTERN) {
            return ph_accept_refuse(accept, inner, "invalid syntax");
        }
        if (tree->kinds[inner] != PH_KIND_SPLAT_PATTERN) {
            continue;
        }
        stars++;
        if (is_group || tree->kinds[inner + 1] != PH_TOKEN_STAR) {
            return ph_accept_refuse(accept, inner, "invalid syntax");
        }
        if (stars > 1) {
            return ph_accept_refuse(accept, inner,
                                    "multiple starred expressions in sequence pattern");
        }
    }
    return true;
}

static bool check_class(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhCaptureVec names = {0};
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] != PH_KIND_CASE_PATTERN) {
            continue;
        }
        PhNodeId inner = ph_accept_first(tree, child);
        if (tree->kinds[inner] == PH_KIND_SPLAT_PATTERN) {
            return ph_accept_refuse(accept, inner, "invalid syntax");
        }
        if (tree->kinds[inner] == PH_KIND_AS_PATTERN) {
            PhNodeId named = ph_accept_first(tree, ph_accept_first(tree, inner));
            inner = tree->kinds[named] == PH_KIND_KEYWORD_PATTERN ? named : inner;
        }
        if (tree->kinds[inner] == PH_KIND_KEYWORD_PATTERN) {
            add_capture(accept->arena, &names, ph_accept_first(tree, inner));
        } else if (names.count > 0) {
            return ph_accept_refuse(accept, inner,
                                    "positional patterns follow keyword patterns");
        }
    }
    sort(tree, &names);
    for (size_t i = 1; i < names.count; i++) {
        PhBytes name = ph_tree_text(tree, names.items[i]);
        if (ph_bytes_equal(name, ph_tree_text(tree, names.items[i - 1]))) {
            return ph_accept_refuse_name(accept, names.items[i],
                                         "attribute name repeated in class pattern", name);
        }
    }
    return true;
}

static bool is_imaginary(const PhTree *tree, PhNodeId node)
{
    char last = tree->text.ptr[tree->ends[node] - 1];
    return last == 'j' || last == 'J';
}

static bool check_complex(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId real = ph_tree_first_named(tree, node);
    PhNodeId imaginary = real == PH_NODE_NONE ? real : ph_tree_next_named(tree, real);
    if (imaginary == PH_NODE_NONE) {
        return true;
    }
    if (is_imaginary(tree, real)) {
        return ph_accept_refuse(accept, real, "real number required in complex literal");
    }
    return is_imaginary(tree, imaginary) ||
           ph_accept_refuse(accept, imaginary,
                            "imaginary number required in complex literal");
}

/* `as` binds a name and holds no other `as` without parentheses. */
static bool check_as(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId pattern = ph_accept_first(tree, node);
    PhKind inner = tree->kinds[ph_accept_first(tree, pattern)];
    /* `C(x=1 as y)`: the grammar puts the keyword below the as, Python above it. */
    PhNodeId holder = tree->parents[tree->parents[node]];
    bool is_keyword =
        inner == PH_KIND_KEYWORD_PATTERN && tree->kinds[holder] != PH_KIND_CLASS_PATTERN;
    if (inner == PH_KIND_AS_PATTERN || inner == PH_KIND_SPLAT_PATTERN || is_keyword) {
        return ph_accept_refuse(accept, pattern, "invalid syntax");
    }
    PhNodeId name = ph_accept_find(tree, node, PH_KIND_IDENTIFIER);
    if (name == PH_NODE_NONE || ph_bytes_is(ph_tree_text(tree, name), "_")) {
        return ph_accept_refuse(accept, node, "cannot use '_' as a target");
    }
    return true;
}

static bool check_pattern_string(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhBytes start = ph_tree_text(tree, ph_accept_first(tree, node));
    for (size_t i = 0; i < start.len; i++) {
        if (strchr("fFtT", start.ptr[i]) != NULL) {
            return ph_accept_refuse(accept, node,
                                    "patterns may only match literals and attribute "
                                    "lookups");
        }
    }
    return true;
}

static bool check_part(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    switch (tree->kinds[node]) {
    case PH_KIND_UNION_PATTERN: return check_union(accept, node);
    case PH_KIND_LIST_PATTERN: return check_sequence(accept, node, false);
    case PH_KIND_TUPLE_PATTERN:
        return check_sequence(accept, node,
                              ph_accept_find(tree, node, PH_TOKEN_COMMA) == PH_NODE_NONE);
    case PH_KIND_DICT_PATTERN: return ph_accept_mapping(accept, node);
    case PH_KIND_CLASS_PATTERN: return check_class(accept, node);
    case PH_KIND_COMPLEX_PATTERN: return check_complex(accept, node);
    case PH_KIND_AS_PATTERN: return check_as(accept, node);
    case PH_KIND_STRING: return check_pattern_string(accept, node);
    default: return true;
    }
}

static bool check_parts(PhAccept *accept, PhNodeId top)
{
    for (PhNodeId part = top; part < accept->tree->limits[top]; part++) {
        if (!check_part(accept, part)) {
            return false;
        }
    }
    return true;
}

bool ph_accept_case(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    bool has_comma = ph_accept_find(tree, node, PH_TOKEN_COMMA) != PH_NODE_NONE;
    if (!check_sequence(accept, node, !has_comma)) {
        return false;
    }
    PhArenaMark mark = ph_arena_mark(accept->arena);
    PhCaptureVec names = {0};
    PH_FOR_EACH_CHILD(tree, node, child)
    {
        if (tree->kinds[child] != PH_KIND_CASE_PATTERN) {
            continue;
        }
        if (!check_parts(accept, child)) {
            return false;
        }
        collect(tree, child, accept->arena, &names);
    }
    sort(tree, &names);
    if (!check_duplicates(accept, &names)) {
        return false;
    }
    ph_arena_release(accept->arena, mark);
    return true;
}

bool ph_accept_match(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId body = ph_tree_child(tree, node, PH_FIELD_BODY);
    if (body == PH_NODE_NONE) {
        return true;
    }
    PhNodeId open = PH_NODE_NONE;
    PH_FOR_EACH_CHILD(tree, body, clause)
    {
        if (tree->kinds[clause] != PH_KIND_CASE_CLAUSE) {
            continue;
        }
        if (open != PH_NODE_NONE) {
            PhNodeId pattern = ph_accept_find(tree, open, PH_KIND_CASE_PATTERN);
            return ph_accept_refuse(accept, pattern,
                                    tree->kinds[strip(tree, pattern)] == PH_TOKEN_UNDERSCORE
                                        ? "wildcard makes remaining patterns unreachable"
                                        : "name capture makes remaining patterns "
                                          "unreachable");
        }
        bool has_comma = ph_accept_find(tree, clause, PH_TOKEN_COMMA) != PH_NODE_NONE;
        bool has_guard = ph_accept_find(tree, clause, PH_KIND_IF_CLAUSE) != PH_NODE_NONE;
        PhNodeId pattern = ph_accept_find(tree, clause, PH_KIND_CASE_PATTERN);
        if (!has_comma && !has_guard && pattern != PH_NODE_NONE &&
            is_irrefutable(tree, pattern)) {
            open = clause;
        }
    }
    return true;
}
