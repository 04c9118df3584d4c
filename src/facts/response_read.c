/*
 * response_read: does something of the file read the bodies of responses that the function
 * around the code gives?
 *
 * A decorator that caches, compresses or marks them by its name, and a function that runs
 * after each request (`after_request`, a middleware) and mentions a body. Of other files
 * nothing is known: refuted means that this one shows nothing.
 */

#include "facts/classes.h"

static const char *const k_marks[] = {"cache", "etag",        "compress",
                                      "gzip",  "conditional", "memoize"};

static const char *const k_afterwards[] = {"after_request", "after_app_request",
                                           "middleware"};

static const char *const k_bodies[] = {
    ".data",     "get_data",         ".body",   "content_length", ".json", "etag",
    ".response", "make_conditional", "get_json"};

static bool mentions(PhBytes text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_find(text, ph_bytes_of(words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return false;
}

static bool reads_bodies(const PhTree *tree, PhNodeId def)
{
    for (PhNodeId i = ph_first_decorator(tree, def); i != PH_NODE_NONE;
         i = ph_next_decorator(tree, i)) {
        if (ph_bytes_is_one_of(ph_decorator_name(tree, i), k_afterwards,
                               PH_COUNT_OF(k_afterwards))) {
            return mentions(ph_tree_text(tree, def), k_bodies, PH_COUNT_OF(k_bodies));
        }
    }
    return false;
}

PhAnswer ph_fact_response_read(const PhFactQuery *query)
{
    const PhTree *tree = query->facts->tree;
    for (PhNodeId node = ph_flow_node(query, 0); node != PH_NODE_NONE;
         node = ph_tree_parent(tree, node)) {
        if (ph_tree_kind(tree, node) != PH_KIND_FUNCTION_DEFINITION) {
            continue;
        }
        for (PhNodeId i = ph_first_decorator(tree, node); i != PH_NODE_NONE;
             i = ph_next_decorator(tree, i)) {
            if (mentions(ph_decorator_name(tree, i), k_marks, PH_COUNT_OF(k_marks))) {
                return ph_flow_answer(PH_PROVED, ph_tree_parent(tree, i),
                                      PH_BYTES("a decorator"));
            }
        }
    }
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) == PH_KIND_FUNCTION_DEFINITION &&
            reads_bodies(tree, node)) {
            return ph_flow_answer(PH_PROVED, ph_tree_child(tree, node, PH_FIELD_NAME),
                                  PH_BYTES("runs after each request"));
        }
    }
    return ph_answer(PH_REFUTED);
}
