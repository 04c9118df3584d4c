#include "template/where.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
    PH_SHOWN_CODE = 40,
    PH_MOST_REASONS = 3,
};

/* An answer and the metavariable that it is about. */
typedef struct PhOutcome {
    PhAnswer answer;
    PhMetavarId metavar;
    bool is_void; /* it is about an optional clause that is not there */
} PhOutcome;

static PhOutcome plain(PhVerdict verdict)
{
    return (PhOutcome){.answer = ph_answer(verdict), .metavar = PH_METAVAR_NONE};
}

static PhAnswer run_fact(PhFacts *facts, const PhMatch *match, const PhTerm *term,
                         const PhCapture *element)
{
    PhFactArg args[PH_FACT_ARGS] = {0};
    for (uint32_t i = 0; i < term->arg_count; i++) {
        const PhTerm *arg = &term->args[i];
        if (arg->kind == PH_TERM_METAVAR) {
            bool is_quantified = element != NULL && match->captures[arg->metavar].is_list &&
                                 term->fact->params[i] == 'e';
            args[i].capture = is_quantified ? element : &match->captures[arg->metavar];
        } else {
            args[i].text = arg->text;
        }
    }
    PhFactQuery query = {facts, args};
    return term->fact->run(&query);
}

static PhMetavarId first_metavar(const PhTerm *term)
{
    for (uint32_t i = 0; i < term->arg_count; i++) {
        if (term->args[i].kind == PH_TERM_METAVAR) {
            return term->args[i].metavar;
        }
    }
    return PH_METAVAR_NONE;
}

static PhVerdict negated(PhVerdict verdict)
{
    return verdict == PH_PROVED    ? PH_REFUTED
           : verdict == PH_REFUTED ? PH_PROVED
                                   : PH_UNKNOWN;
}

/* The list that a quantifier ranges over: the first one where one expression is wanted. */
static const PhCapture *quantified_list(const PhMatch *match, const PhTerm *term)
{
    for (uint32_t i = 0; i < term->arg_count; i++) {
        if (term->args[i].kind == PH_TERM_METAVAR && term->fact->params[i] == 'e' &&
            match->captures[term->args[i].metavar].is_list) {
            return &match->captures[term->args[i].metavar];
        }
    }
    return NULL;
}

static bool is_absent(const PhMatch *match, const PhTerm *fact)
{
    for (uint32_t i = 0; i < fact->arg_count; i++) {
        const PhTerm *arg = &fact->args[i];
        if (arg->kind == PH_TERM_METAVAR &&
            match->patch->rule->metavars.items[arg->metavar].is_optional &&
            !match->captures[arg->metavar].is_bound) {
            return true;
        }
    }
    return false;
}

static PhOutcome run_quantified(PhFacts *facts, const PhMatch *match, const PhGuard *guard)
{
    if (is_absent(match, &guard->term)) {
        return (PhOutcome){.answer = ph_answer(PH_PROVED), .is_void = true};
    }
    const PhCapture *list = quantified_list(match, &guard->term);
    PhMetavarId metavar = first_metavar(&guard->term);
    if (list == NULL) {
        PhAnswer only = run_fact(facts, match, &guard->term, NULL);
        only.verdict =
            guard->quantifier == PH_QUANTIFIER_NONE ? negated(only.verdict) : only.verdict;
        return (PhOutcome){.answer = only, .metavar = metavar};
    }
    bool is_any = guard->quantifier == PH_QUANTIFIER_ANY;
    PhAnswer result = ph_answer(is_any ? PH_REFUTED : PH_PROVED);
    for (uint32_t i = 0; i < list->count; i++) {
        PhCapture element = {.nodes = &list->nodes[i],
                             .count = 1,
                             .span = ph_tree_span(facts->tree, list->nodes[i]),
                             .is_bound = true};
        PhAnswer one = run_fact(facts, match, &guard->term, &element);
        if (guard->quantifier == PH_QUANTIFIER_NONE) {
            one.verdict = negated(one.verdict);
        }
        bool is_better =
            is_any ? one.verdict > result.verdict : one.verdict < result.verdict;
        result = is_better ? one : result;
        if (result.verdict == (is_any ? PH_PROVED : PH_REFUTED)) {
            break;
        }
    }
    return (PhOutcome){.answer = result, .metavar = metavar};
}

static int64_t number_of(PhFacts *facts, const PhMatch *match, const PhTerm *term)
{
    return term->kind == PH_TERM_NUMBER ? term->number
                                        : run_fact(facts, match, term, NULL).number;
}

static PhOutcome run_relation(PhFacts *facts, const PhMatch *match, const PhGuard *guard)
{
    int64_t left = number_of(facts, match, &guard->term);
    int64_t right = number_of(facts, match, &guard->other);
    bool holds = false;
    switch (guard->relation) {
    case PH_RELATION_EQ: holds = left == right; break;
    case PH_RELATION_NE: holds = left != right; break;
    case PH_RELATION_LT: holds = left < right; break;
    case PH_RELATION_LE: holds = left <= right; break;
    case PH_RELATION_GT: holds = left > right; break;
    case PH_RELATION_GE: holds = left >= right; break;
    }
    return plain(holds ? PH_PROVED : PH_REFUTED);
}

/* Recursion follows the guard, whose depth is bounded when it is read. */
static PhOutcome run_guard(PhFacts *facts, const PhMatch *match, const PhGuard *guard)
{
    switch (guard->kind) {
    case PH_GUARD_FACT: return run_quantified(facts, match, guard);
    case PH_GUARD_RELATION: return run_relation(facts, match, guard);
    case PH_GUARD_NOT: {
        PhOutcome inner = run_guard(facts, match, guard->left);
        inner.answer.verdict = inner.is_void ? PH_PROVED : negated(inner.answer.verdict);
        return inner;
    }
    default: break;
    }
    bool is_or = guard->kind == PH_GUARD_OR;
    PhOutcome left = run_guard(facts, match, guard->left);
    if (left.is_void) {
        return run_guard(facts, match, guard->right);
    }
    if (left.answer.verdict == (is_or ? PH_PROVED : PH_REFUTED)) {
        return left;
    }
    PhOutcome right = run_guard(facts, match, guard->right);
    if (right.is_void) {
        return left;
    }
    bool right_decides = is_or ? right.answer.verdict > left.answer.verdict
                               : right.answer.verdict < left.answer.verdict;
    return right_decides ? right : left;
}

/* Code as shown in a message: one line, in backquotes, cut where it is long. */
static void add_code(PhBuf *buf, PhBytes code)
{
    ph_buf_add_char(buf, '`');
    size_t shown = 0;
    bool was_blank = false;
    for (size_t at = 0; at < code.len; shown++) {
        uint32_t point = 0;
        size_t len = ph_utf8_decode(code, at, &point);
        len = len == 0 ? 1 : len;
        bool is_blank = strchr(" \t\r\n\f", code.ptr[at]) != NULL;
        if (shown == PH_SHOWN_CODE) {
            ph_buf_add_str(buf, "...");
            break;
        }
        if (is_blank && !was_blank) {
            ph_buf_add_char(buf, ' ');
        } else if (!is_blank) {
            ph_buf_add(buf, ph_bytes_slice(code, at, at + len));
        }
        was_blank = is_blank;
        at += len;
    }
    ph_buf_add_char(buf, '`');
}

static void add_site(PhBuf *buf, PhFacts *facts, const PhMatch *match)
{
    PhNodeId node = match->site == PH_NODE_NONE ? match->root : match->site;
    PhPlace place = ph_source_place(facts->source, ph_tree_span(facts->tree, node).start);
    ph_buf_printf(buf, "line %u", (unsigned)place.line);
}

PhBytes ph_message_render(PhFacts *facts, const PhMatch *match, const PhMessage *message,
                          PhMetavarId unknown, PhBytes why)
{
    PhBuf buf = {0};
    for (size_t i = 0; i < message->count; i++) {
        const PhMessagePart *part = &message->items[i];
        if (!part->is_hole) {
            ph_buf_add(&buf, part->text);
        } else if (part->term.kind == PH_TERM_SITE) {
            add_site(&buf, facts, match);
        } else if (part->term.kind == PH_TERM_FACT) {
            ph_buf_printf(&buf, "%lld", (long long)number_of(facts, match, &part->term));
        } else {
            const PhCapture *capture = &match->captures[part->term.metavar];
            if (!capture->is_bound) {
                ph_buf_add_str(&buf, "nothing");
                continue;
            }
            add_code(&buf, ph_capture_text(facts->tree, capture));
            if (part->term.metavar == unknown && why.len > 0) {
                ph_buf_printf(&buf, " (%.*s)", (int)why.len, why.ptr);
            }
        }
    }
    PhBytes text = ph_arena_copy(facts->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

PhAnswer ph_judge_term(PhFacts *facts, const PhMatch *match, const PhTerm *term)
{
    return run_fact(facts, match, term, NULL);
}

PhBytes ph_message_text(PhFacts *facts, const PhMatch *match, const PhMessage *message)
{
    PhBuf buf = {0};
    for (size_t i = 0; i < message->count; i++) {
        const PhMessagePart *part = &message->items[i];
        if (!part->is_hole) {
            ph_buf_add(&buf, part->text);
        } else if (part->term.kind == PH_TERM_FACT) {
            ph_buf_printf(&buf, "%lld", (long long)number_of(facts, match, &part->term));
        } else if (part->term.kind == PH_TERM_METAVAR) {
            ph_buf_add(&buf,
                       ph_capture_text(facts->tree, &match->captures[part->term.metavar]));
        }
    }
    PhBytes text = ph_arena_copy(facts->arena, ph_buf_bytes(&buf));
    ph_buf_release(&buf);
    return text;
}

/* One unknown name fails several obligations; telling the first is enough. */
static bool is_told(const PhJudgement *out, PhReason reason, PhLevel level)
{
    for (size_t i = 0; i < out->reasons.count; i++) {
        PhReason told = out->reasons.items[i];
        if (level == PH_LEVEL_UNSAFE && ph_span_len(reason.span) > 0 &&
            told.span.start == reason.span.start && told.span.end == reason.span.end) {
            return true;
        }
    }
    return false;
}

void ph_judge_add_reason(PhFacts *facts, PhJudgement *judgement, PhLevel level,
                         PhReason reason)
{
    if (level > judgement->level) {
        return;
    }
    if (level < judgement->level) {
        judgement->level = level;
        judgement->reasons.count = 0;
    }
    if (judgement->reasons.count < PH_MOST_REASONS && !is_told(judgement, reason, level)) {
        PH_VEC_PUSH(facts->arena, &judgement->reasons, reason);
    }
}

void ph_judge_cap(PhFacts *facts, const PhMatch *match, const PhConsequence *consequence,
                  PhNodeId node, PhJudgement *out)
{
    if (!consequence->is_set) {
        out->is_dropped = true;
        return;
    }
    PhReason reason = {.text = ph_message_render(facts, match, &consequence->message,
                                                 PH_METAVAR_NONE, PH_BYTES("")),
                       .span = ph_tree_span(facts->tree, node)};
    ph_judge_add_reason(facts, out, consequence->level, reason);
}

/* Which pieces of code a condition is about. */
static void note_subjects(PhFacts *facts, const PhMatch *match, PhConditionTrace *one)
{
    PhBytes text = one->condition->text;
    for (size_t at = 0; at < text.len; at++) {
        size_t end = at + 1;
        while (text.ptr[at] == '$' && end < text.len && ph_byte_is_word(text.ptr[end])) {
            end++;
        }
        PhMetavarId metavar =
            end == at + 1
                ? PH_METAVAR_NONE
                : ph_rule_metavar(match->patch->rule, ph_bytes_slice(text, at + 1, end));
        if (metavar != PH_METAVAR_NONE && match->captures[metavar].count == 1) {
            PhSubject subject = {ph_bytes_slice(text, at, end),
                                 match->captures[metavar].nodes[0]};
            PH_VEC_PUSH(facts->arena, &one->subjects, subject);
        }
        at = end - 1;
    }
}

static void judge_condition(PhFacts *facts, const PhMatch *match,
                            const PhCondition *condition, PhTraceVec *trace,
                            PhJudgement *out)
{
    PhOutcome found = run_guard(facts, match, condition->guard);
    if (trace != NULL) {
        PhConditionTrace one = {.condition = condition, .answer = found.answer};
        note_subjects(facts, match, &one);
        PH_VEC_PUSH(facts->arena, trace, one);
    }
    if (found.answer.verdict == PH_PROVED) {
        return;
    }
    const PhConsequence *consequence = found.answer.verdict == PH_UNKNOWN
                                           ? &condition->if_unknown
                                           : &condition->if_refuted;
    if (!consequence->is_set) {
        out->is_dropped = true;
        return;
    }
    PhReason reason = {.text = ph_message_render(facts, match, &consequence->message,
                                                 found.metavar, found.answer.why)};
    if (found.answer.node != PH_NODE_NONE) {
        reason.span = ph_tree_span(facts->tree, found.answer.node);
    }
    if (trace != NULL) {
        trace->items[trace->count - 1].told = reason.text;
    }
    ph_judge_add_reason(facts, out, consequence->level, reason);
}

/* Only the match can be dropped by it, and the kind of a node says whether it is. */
static bool asks_atom(const PhFacts *facts, const PhMatch *match,
                      const PhCondition *condition)
{
    const PhGuard *guard = condition->guard;
    if (condition->if_unknown.is_set || condition->if_refuted.is_set ||
        guard->kind != PH_GUARD_FACT || guard->quantifier != PH_QUANTIFIER_PLAIN ||
        guard->term.arg_count != 1 || guard->term.args[0].kind != PH_TERM_METAVAR) {
        return false;
    }
    const PhCapture *capture = &match->captures[guard->term.args[0].metavar];
    PhKind kind =
        capture->count != 1 ? PH_KIND_ABSENT : ph_tree_kind(facts->tree, capture->nodes[0]);
    return kind == PH_KIND_INTEGER || kind == PH_KIND_FLOAT || kind == PH_KIND_STRING ||
           kind == PH_KIND_TRUE || kind == PH_KIND_FALSE || kind == PH_KIND_NONE;
}

/* Whatever the answer, the level is lower already. */
static bool is_settled(const PhCondition *condition, const PhJudgement *out)
{
    return condition->if_unknown.is_set && condition->if_refuted.is_set &&
           condition->if_unknown.level > out->level &&
           condition->if_refuted.level > out->level;
}

void ph_judge_conditions(PhFacts *facts, const PhMatch *match,
                         const PhConditionVec *conditions, PhWhich which, PhTraceVec *trace,
                         PhJudgement *out)
{
    for (size_t i = 0; i < conditions->count && !out->is_dropped; i++) {
        const PhCondition *condition = &conditions->items[i];
        bool is_first = condition->is_first && trace == NULL;
        PhWhich own = is_first             ? PH_WHICH_FIRST
                      : condition->is_late ? PH_WHICH_LATE
                                           : PH_WHICH_PLAIN;
        bool is_atom = which == PH_WHICH_ATOMS && trace == NULL && !condition->is_late &&
                       asks_atom(facts, match, condition);
        bool is_idle = trace == NULL && is_settled(condition, out);
        if (!is_idle && (which == PH_WHICH_ALL || which == own || is_atom)) {
            judge_condition(facts, match, condition, trace, out);
        }
    }
}

bool ph_judge_file(PhFacts *facts, const PhPatch *patch, const PhConditionVec *conditions)
{
    const PhMatch no_match = {.patch = patch};
    for (size_t i = 0; i < conditions->count; i++) {
        const PhCondition *condition = &conditions->items[i];
        if (condition->is_of_file &&
            run_guard(facts, &no_match, condition->guard).answer.verdict != PH_PROVED) {
            return false;
        }
    }
    return true;
}

void ph_judge_benefit(PhFacts *facts, const PhMatch *match, PhJudgement *out)
{
    const PhBenefitVec *clauses = &match->patch->rule->benefits;
    out->benefit = PH_BENEFIT_GAIN;
    for (size_t i = 0; i < clauses->count; i++) {
        const PhBenefitClause *clause = &clauses->items[i];
        if (clause->when == NULL ||
            run_guard(facts, match, clause->when).answer.verdict == PH_PROVED) {
            out->benefit = clause->benefit;
            out->benefit_text = ph_message_render(facts, match, &clause->message,
                                                  PH_METAVAR_NONE, PH_BYTES(""));
        }
    }
}
