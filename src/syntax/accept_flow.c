/*
 * Frames: in what kind of code a node is evaluated, and what needs the right kind.
 *
 * The first iterable of a comprehension and the defaults of a lambda belong to the code
 * around; they get a copy of its frame. A function has its frame from its body on, so
 * decorators, defaults and annotations fall to the code around by themselves.
 */

#include "syntax/accept_state.h"

static PhAcceptFrame *top_frame(PhAccept *accept)
{
    return &accept->frames.items[accept->frames.count - 1];
}

void ph_accept_push(PhAccept *accept, PhAcceptFrame frame)
{
    PH_VEC_PUSH(accept->arena, &accept->frames, frame);
    accept->frame_limit = frame.limit;
}

void ph_accept_pop(PhAccept *accept, PhNodeId node)
{
    while (node >= top_frame(accept)->limit) {
        accept->frames.count--;
    }
    accept->frame_limit = top_frame(accept)->limit;
}

static void push_own(PhAccept *accept, PhNodeId limit, PhNodeId node, PhFrameKind kind)
{
    bool is_in_iterable = top_frame(accept)->is_in_iterable;
    ph_accept_push(accept, (PhAcceptFrame){.limit = limit,
                                           .node = node,
                                           .owner = (uint32_t)accept->frames.count,
                                           .kind = kind,
                                           .is_in_iterable = is_in_iterable,
                                           .return_value = PH_NODE_NONE});
}

void ph_accept_push_block(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    PhNodeId parent = tree->parents[node];
    PhNodeId limit = tree->limits[node];
    PhAcceptFrame frame = *top_frame(accept);
    frame.limit = limit;
    switch (tree->kinds[parent]) {
    case PH_KIND_FUNCTION_DEFINITION:
        push_own(accept, limit, parent, PH_FRAME_FUNCTION);
        top_frame(accept)->is_async = tree->kinds[parent + 1] == PH_TOKEN_ASYNC;
        return;
    case PH_KIND_CLASS_DEFINITION: push_own(accept, limit, parent, PH_FRAME_CLASS); return;
    case PH_KIND_FOR_STATEMENT:
    case PH_KIND_WHILE_STATEMENT:
        frame.is_in_loop = true;
        frame.is_in_star = false;
        ph_accept_push(accept, frame);
        return;
    case PH_KIND_EXCEPT_CLAUSE:
        if (ph_accept_find(tree, parent, PH_TOKEN_STAR) != PH_NODE_NONE) {
            frame.is_in_star = true;
            frame.is_return_barred = true;
            ph_accept_push(accept, frame);
        }
        return;
    default: return;
    }
}

void ph_accept_push_lambda(PhAccept *accept, PhNodeId node)
{
    bool is_lambda = accept->tree->kinds[node] == PH_KIND_LAMBDA;
    push_own(accept, accept->tree->limits[node], node,
             is_lambda ? PH_FRAME_LAMBDA : PH_FRAME_COMPREHENSION);
}

/* The frame around the newest, again for `node`. */
void ph_accept_push_outer(PhAccept *accept, PhNodeId node)
{
    PhAcceptFrame frame = accept->frames.items[accept->frames.count - 2];
    frame.limit = accept->tree->limits[node];
    ph_accept_push(accept, frame);
}

void ph_accept_push_iterable(PhAccept *accept, PhNodeId clause)
{
    const PhTree *tree = accept->tree;
    PhNodeId first = ph_accept_find(tree, tree->parents[clause], PH_KIND_FOR_IN_CLAUSE);
    if (first == clause) {
        ph_accept_push_outer(accept, clause);
    } else {
        PhAcceptFrame frame = *top_frame(accept);
        frame.limit = tree->limits[clause];
        ph_accept_push(accept, frame);
    }
    top_frame(accept)->is_in_iterable = true;
}

bool ph_accept_for_in(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    /* A comma outside brackets would be Python 2, or an argument after a generator. */
    PhNodeId comma = ph_accept_find(tree, node, PH_TOKEN_COMMA);
    if (comma != PH_NODE_NONE) {
        PhKind above = tree->kinds[tree->parents[node]];
        return ph_accept_refuse(
            accept, above == PH_KIND_GENERATOR_EXPRESSION ? tree->parents[node] : comma,
            above == PH_KIND_GENERATOR_EXPRESSION
                ? "Generator expression must be parenthesized"
                : "invalid syntax");
    }
    return ph_accept_left(accept, node);
}

bool ph_accept_return(PhAccept *accept, PhNodeId node)
{
    const PhAcceptFrame *frame = top_frame(accept);
    if (frame->kind != PH_FRAME_FUNCTION) {
        return ph_accept_refuse(accept, node, "'return' outside function");
    }
    if (frame->is_return_barred) {
        return ph_accept_refuse(
            accept, node,
            "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (ph_accept_next(accept->tree, ph_accept_first(accept->tree, node)) == PH_NODE_NONE) {
        return true;
    }
    PhAcceptFrame *owner = &accept->frames.items[frame->owner];
    owner->return_value = node;
    return !(owner->is_async && owner->has_yield) ||
           ph_accept_refuse(accept, node, "'return' with value in async generator");
}

bool ph_accept_yield(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    const PhAcceptFrame *frame = top_frame(accept);
    if (frame->kind == PH_FRAME_COMPREHENSION) {
        switch (tree->kinds[frame->node]) {
        case PH_KIND_LIST_COMPREHENSION:
            return ph_accept_refuse(accept, node, "'yield' inside list comprehension");
        case PH_KIND_SET_COMPREHENSION:
            return ph_accept_refuse(accept, node, "'yield' inside set comprehension");
        case PH_KIND_DICTIONARY_COMPREHENSION:
            return ph_accept_refuse(accept, node, "'yield' inside dict comprehension");
        default:
            return ph_accept_refuse(accept, node, "'yield' inside generator expression");
        }
    }
    if (frame->kind != PH_FRAME_FUNCTION && frame->kind != PH_FRAME_LAMBDA) {
        return ph_accept_refuse(accept, node, "'yield' outside function");
    }
    PhAcceptFrame *owner = &accept->frames.items[frame->owner];
    owner->has_yield = true;
    if (!owner->is_async) {
        return true;
    }
    if (ph_accept_find(tree, node, PH_TOKEN_FROM) != PH_NODE_NONE) {
        return ph_accept_refuse(accept, node, "'yield from' inside async function");
    }
    return owner->return_value == PH_NODE_NONE ||
           ph_accept_refuse(accept, owner->return_value,
                            "'return' with value in async generator");
}

/* True if code here may wait: in an async function, or in a generator expression, which
 * is then an asynchronous one. Comprehensions nest at most as deep as brackets do. */
static bool may_wait(const PhAccept *accept)
{
    for (size_t i = accept->frames.count; i-- > 0;) {
        const PhAcceptFrame *frame = &accept->frames.items[i];
        if (frame->kind != PH_FRAME_COMPREHENSION) {
            return frame->kind == PH_FRAME_FUNCTION && frame->is_async;
        }
        if (accept->tree->kinds[frame->node] == PH_KIND_GENERATOR_EXPRESSION) {
            return true;
        }
        /* Copies of this comprehension's frame lie above its own. */
        i = frame->owner;
    }
    return false;
}

bool ph_accept_await(PhAccept *accept, PhNodeId node)
{
    if (may_wait(accept)) {
        return true;
    }
    switch (top_frame(accept)->kind) {
    case PH_FRAME_FUNCTION:
    case PH_FRAME_LAMBDA:
        return ph_accept_refuse(accept, node, "'await' outside async function");
    case PH_FRAME_COMPREHENSION:
        return ph_accept_refuse(
            accept, node, "asynchronous comprehension outside of an asynchronous function");
    default: return ph_accept_refuse(accept, node, "'await' outside function");
    }
}

bool ph_accept_async(PhAccept *accept, PhNodeId node)
{
    const PhAcceptFrame *frame = top_frame(accept);
    bool is_in_async = frame->kind == PH_FRAME_FUNCTION && frame->is_async;
    switch (accept->tree->kinds[accept->tree->parents[node]]) {
    case PH_KIND_FOR_STATEMENT:
        return is_in_async ||
               ph_accept_refuse(accept, node, "'async for' outside async function");
    case PH_KIND_WITH_STATEMENT:
        return is_in_async ||
               ph_accept_refuse(accept, node, "'async with' outside async function");
    case PH_KIND_FOR_IN_CLAUSE:
        return may_wait(accept) ||
               ph_accept_refuse(
                   accept, node,
                   "asynchronous comprehension outside of an asynchronous function");
    default: return true;
    }
}

bool ph_accept_jump(PhAccept *accept, PhNodeId node)
{
    const PhAcceptFrame *frame = top_frame(accept);
    if (frame->is_in_star) {
        return ph_accept_refuse(
            accept, node,
            "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (frame->is_in_loop) {
        return true;
    }
    return ph_accept_refuse(accept, node,
                            accept->tree->kinds[node] == PH_KIND_BREAK_STATEMENT
                                ? "'break' outside loop"
                                : "'continue' not properly in loop");
}

/* True if a `for` of the comprehension assigns `name`. */
static bool is_iteration_name(const PhTree *tree, PhNodeId comprehension, PhBytes name)
{
    PH_FOR_EACH_CHILD(tree, comprehension, clause)
    {
        PhNodeId left = tree->kinds[clause] == PH_KIND_FOR_IN_CLAUSE
                            ? ph_tree_child(tree, clause, PH_FIELD_LEFT)
                            : PH_NODE_NONE;
        if (left == PH_NODE_NONE) {
            continue;
        }
        for (PhNodeId node = left; node < tree->limits[left];) {
            PhKind kind = tree->kinds[node];
            if (kind == PH_KIND_IDENTIFIER &&
                ph_bytes_equal(ph_tree_text(tree, node), name)) {
                return true;
            }
            bool is_opaque = kind == PH_KIND_SUBSCRIPT || kind == PH_KIND_ATTRIBUTE;
            node = is_opaque ? tree->limits[node] : node + 1;
        }
    }
    return false;
}

bool ph_accept_walrus(PhAccept *accept, PhNodeId node)
{
    const PhTree *tree = accept->tree;
    const PhAcceptFrame *frame = top_frame(accept);
    if (frame->is_in_iterable) {
        return ph_accept_refuse(accept, node,
                                "assignment expression cannot be used in a comprehension "
                                "iterable expression");
    }
    if (frame->kind != PH_FRAME_COMPREHENSION) {
        return true;
    }
    PhBytes name = ph_tree_text(tree, ph_accept_first(tree, node));
    size_t i = accept->frames.count - 1;
    for (; accept->frames.items[i].kind == PH_FRAME_COMPREHENSION; i--) {
        i = accept->frames.items[i].owner;
        if (is_iteration_name(tree, accept->frames.items[i].node, name)) {
            return ph_accept_refuse_name(accept, node,
                                         "assignment expression cannot rebind "
                                         "comprehension iteration variable",
                                         name);
        }
    }
    if (accept->frames.items[i].kind == PH_FRAME_CLASS) {
        return ph_accept_refuse(accept, node,
                                "assignment expression within a comprehension cannot be "
                                "used in a class body");
    }
    return true;
}
