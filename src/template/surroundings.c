#include "template/surroundings.h"

#include "syntax/walk.h"

/* Nodes of the lines of one match that are looked at for remarks; a longer line is not. */
enum { PH_REMARK_NODES = 20000 };

bool ph_surroundings_is_remark(PhBytes comment)
{
    static const char *const k_words[] = {"type:", "noqa", "fmt:", "pragma"};
    PhBytes text = ph_bytes_trim(ph_bytes_slice(comment, 1, comment.len));
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_starts_with(text, ph_bytes_of(k_words[i]))) {
            return true;
        }
    }
    return false;
}

static PhNodeId find_remark(const PhTree *tree, PhSpan span)
{
    PhBytes text = tree->text;
    while (span.start > 0 && !ph_byte_is_line_end(text.ptr[span.start - 1])) {
        span.start--;
    }
    while (span.end < text.len && !ph_byte_is_line_end(text.ptr[span.end])) {
        span.end++;
    }
    uint32_t seen = 0;
    for (PhNodeId node = ph_tree_first_from(tree, span.start);
         node < tree->count && tree->starts[node] < span.end; node++) {
        bool is_remark = ph_tree_kind(tree, node) == PH_KIND_COMMENT &&
                         ph_surroundings_is_remark(ph_tree_text(tree, node));
        if (is_remark || ++seen > PH_REMARK_NODES) {
            return node;
        }
    }
    return PH_NODE_NONE;
}

static bool shows_its_text(const PhTree *tree, PhNodeId interpolation)
{
    PH_FOR_EACH_CHILD(tree, interpolation, child)
    {
        if (ph_tree_kind(tree, child) == PH_TOKEN_EQUAL) {
            return true;
        }
    }
    return ph_string_is_template(tree, ph_tree_parent(tree, interpolation));
}

/* The last name of `numba.njit(cache=True)`: njit. */
static PhBytes decorator_name(const PhTree *tree, PhNodeId decorator)
{
    PhNodeId name = ph_tree_first_named(tree, decorator);
    if (ph_tree_kind(tree, name) == PH_KIND_CALL) {
        name = ph_tree_child(tree, name, PH_FIELD_FUNCTION);
    }
    if (ph_tree_kind(tree, name) == PH_KIND_ATTRIBUTE) {
        name = ph_tree_child(tree, name, PH_FIELD_ATTRIBUTE);
    }
    return name == PH_NODE_NONE ? PH_BYTES("") : ph_tree_text(tree, name);
}

/* numba, torch.jit, taichi, triton, Cython's pure mode. */
static bool compiles_source(PhBytes decorator)
{
    static const char *const k_names[] = {
        "ccall",    "cfunc",  "compile",       "func",    "guvectorize",
        "inline",   "jit",    "jit_module",    "kernel",  "njit",
        "overload", "script", "script_method", "stencil", "vectorize",
    };
    for (size_t i = 0; i < PH_COUNT_OF(k_names); i++) {
        if (ph_bytes_is(decorator, k_names[i])) {
            return true;
        }
    }
    return false;
}

static PhNodeId compiling_decorator(const PhTree *tree, PhNodeId decorated)
{
    PH_FOR_EACH_CHILD(tree, decorated, child)
    {
        if (ph_tree_kind(tree, child) == PH_KIND_DECORATOR &&
            compiles_source(decorator_name(tree, child))) {
            return child;
        }
    }
    return PH_NODE_NONE;
}

/* `x: T = ..` of a variable of a function: neither evaluated nor kept (PEP 526). */
static bool is_dropped_annotation(const PhTree *tree, PhNodeId type)
{
    PhNodeId assignment = ph_tree_parent(tree, type);
    PhNodeId target = ph_tree_kind(tree, assignment) == PH_KIND_ASSIGNMENT
                          ? ph_tree_child(tree, assignment, PH_FIELD_LEFT)
                          : PH_NODE_NONE;
    if (ph_tree_kind(tree, target) != PH_KIND_IDENTIFIER) {
        return false;
    }
    for (PhNodeId up = assignment; up != PH_NODE_NONE; up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        if (kind == PH_KIND_FUNCTION_DEFINITION || kind == PH_KIND_CLASS_DEFINITION) {
            return kind == PH_KIND_FUNCTION_DEFINITION;
        }
    }
    return false;
}

/* A page that matches a whole function means its annotations as such. */
static bool is_annotation_of(const PhTree *tree, PhNodeId type, PhNodeId root)
{
    return ph_tree_kind(tree, root) == PH_KIND_FUNCTION_DEFINITION &&
           ph_tree_is_within(tree, type, root);
}

bool ph_surroundings_forbid(const PhTree *tree, PhNodeId node, PhNodeId root,
                            PhBytes *why_out, PhSpan *span_out)
{
    PhNodeId found = find_remark(tree, ph_tree_span(tree, node));
    *why_out =
        PH_BYTES("a remark for another tool stands on this line, so it is left alone");
    for (PhNodeId up = node; found == PH_NODE_NONE && up != PH_NODE_NONE;
         up = ph_tree_parent(tree, up)) {
        PhKind kind = ph_tree_kind(tree, up);
        if (kind == PH_KIND_INTERPOLATION && shows_its_text(tree, up)) {
            *why_out =
                PH_BYTES("the text of this expression is part of what the string shows");
            found = up;
        } else if (kind == PH_KIND_TYPE && !is_dropped_annotation(tree, up) &&
                   !is_annotation_of(tree, up, root)) {
            *why_out = PH_BYTES("an annotation may be kept as text");
            found = up;
        } else if (kind == PH_KIND_DECORATED_DEFINITION) {
            *why_out = PH_BYTES("this decorator may compile the function from its source, "
                                "which takes less than Python");
            found = compiling_decorator(tree, up);
        }
    }
    if (found == PH_NODE_NONE) {
        return false;
    }
    *span_out = ph_tree_span(tree, found);
    return true;
}
