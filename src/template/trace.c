#include "template/trace.h"

#include "template/slice.h"

static PhTry *newest(PhTrace *trace)
{
    return &trace->tries.items[trace->tries.count - 1];
}

void ph_trace_begin(PhTrace *trace, const PhPatch *patch, const char *id, PhNodeId root)
{
    if (trace != NULL) {
        PhTry one = {.patch = patch, .id = id, .root = root, .end = PH_TRY_MISMATCH};
        trace->mismatch = (PhMismatch){0};
        PH_VEC_PUSH(trace->arena, &trace->tries, one);
    }
}

void ph_trace_mismatched(PhTrace *trace)
{
    if (trace != NULL) {
        newest(trace)->mismatch = trace->mismatch;
    }
}

void ph_trace_missing(PhTrace *trace, PhBytes missing)
{
    if (trace != NULL) {
        newest(trace)->missing = missing;
    }
}

void ph_trace_matched(PhTrace *trace)
{
    if (trace != NULL) {
        newest(trace)->end = PH_TRY_DROPPED;
    }
}

void ph_trace_use(PhTrace *trace, const PhUses *uses, PhNodeId reference)
{
    if (trace != NULL) {
        PhUseTrace use = {.uses = uses, .reference = reference};
        PH_VEC_PUSH(trace->arena, &newest(trace)->uses, use);
    }
}

static PhUseTrace *newest_use(PhTrace *trace)
{
    PhUseTraceVec *uses = &newest(trace)->uses;
    return &uses->items[uses->count - 1];
}

void ph_trace_arm(PhTrace *trace, const PhArm *arm)
{
    if (trace != NULL) {
        newest_use(trace)->arm = arm;
    }
}

void ph_trace_obstacle(PhTrace *trace, PhReason obstacle)
{
    if (trace != NULL) {
        newest(trace)->obstacle = obstacle;
    }
}

void ph_trace_found(PhTrace *trace, size_t finding)
{
    if (trace != NULL) {
        newest(trace)->end = PH_TRY_FOUND;
        newest(trace)->finding = finding;
    }
}

PhTraceVec *ph_trace_conditions(PhTrace *trace)
{
    return trace == NULL ? NULL : &newest(trace)->conditions;
}

PhTraceVec *ph_trace_use_conditions(PhTrace *trace)
{
    return trace == NULL ? NULL : &newest_use(trace)->conditions;
}

bool ph_condition_stopped(const PhConditionTrace *condition)
{
    return condition->answer.verdict != PH_PROVED;
}

/* Facts do not nest deeper than one in another: arguments of arguments are names. */
static bool term_asks(const PhTerm *term, PhBytes name)
{
    bool asks = term->kind == PH_TERM_FACT && ph_bytes_is(name, term->fact->name);
    for (uint32_t i = 0; !asks && term->kind == PH_TERM_FACT && i < term->arg_count; i++) {
        const PhTerm *arg = &term->args[i];
        asks = arg->kind == PH_TERM_FACT && ph_bytes_is(name, arg->fact->name);
    }
    return asks;
}

/* Recursion follows the guard, whose depth is bounded when it is read. */
bool ph_guard_asks(const PhGuard *guard, PhBytes name)
{
    switch (guard->kind) {
    case PH_GUARD_FACT: return term_asks(&guard->term, name);
    case PH_GUARD_RELATION:
        return term_asks(&guard->term, name) || term_asks(&guard->other, name);
    case PH_GUARD_NOT: return ph_guard_asks(guard->left, name);
    default: break;
    }
    return ph_guard_asks(guard->left, name) || ph_guard_asks(guard->right, name);
}

PhBytes ph_pattern_text(PhArena *arena, const PhPattern *pattern, PhNodeId node)
{
    return ph_slice_page_code(arena, ph_tree_text(&pattern->tree, node));
}
