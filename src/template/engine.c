#include "template/engine.h"

#include "edit/edit_set.h"
#include "syntax/walk.h"
#include "template/fresh.h"
#include "template/quick.h"
#include "template/rewrite.h"
#include "template/surroundings.h"
#include "template/uses.h"

enum { PH_PARAMETERS = 64 }; /* of a function that one patch is tried at */
enum { PH_LOOK_BACK = 256 }; /* findings that a new one may say again */

static bool edits_touch(const PhEditVec *edits)
{
    for (size_t i = 1; i < edits->count; i++) {
        if (edits->items[i - 1].span.end >= edits->items[i].span.start) {
            return true;
        }
    }
    return false;
}

/* Why the edits of a fix cannot be made, if so. */
static bool find_obstacle(PhFacts *facts, const PhMatch *match, const PhRewrite *rewrite,
                          PhReason *reason_out)
{
    for (size_t i = 0; i < rewrite->edits.count; i++) {
        uint32_t start = rewrite->edits.items[i].span.start;
        PhNodeId node = ph_tree_deepest_at(facts->tree, start);
        if (ph_surroundings_forbid(facts->tree, node, match->root, &reason_out->text,
                                   &reason_out->span)) {
            return true;
        }
    }
    reason_out->span = ph_tree_span(facts->tree, match->root);
    if (rewrite->lost_comments > 0) {
        reason_out->text = PH_BYTES("the rewrite would lose a comment");
        return true;
    }
    if (rewrite->is_unfit) {
        reason_out->text = PH_BYTES("this code cannot stand where the rewrite puts it");
        return true;
    }
    if (rewrite->is_shadowed) {
        reason_out->text =
            PH_BYTES("a builtin that the rewrite calls may have another meaning here");
        return true;
    }
    if (rewrite->is_name_taken) {
        reason_out->text = PH_BYTES("every name that an import could have is taken");
        return true;
    }
    if (rewrite->has_no_room) {
        reason_out->text =
            PH_BYTES("statements share a line here: there is no room for more");
        return true;
    }
    reason_out->text = PH_BYTES("its edits would overlap");
    return edits_touch(&rewrite->edits);
}

/* Completes the edits of a match, unless something forbids them. */
static void add_edits(PhFacts *facts, PhTrace *trace, const PhMatch *match,
                      PhJudgement *judgement, PhRewrite *rewrite)
{
    PhReason obstacle;
    bool has_edits = match->patch->has_edits || rewrite->edits.count > 0 ||
                     rewrite->deleted.count > 0; /* of arms alone */
    if (!has_edits || judgement->level == PH_LEVEL_DISPLAY_ONLY) {
        judgement->level = PH_LEVEL_DISPLAY_ONLY;
        rewrite->edits.count = 0;
        return;
    }
    ph_rewrite_add(facts, match, rewrite);
    ph_rewrite_finish(facts, rewrite);
    if (find_obstacle(facts, match, rewrite, &obstacle)) {
        rewrite->edits.count = 0;
        ph_judge_add_reason(facts, judgement, PH_LEVEL_DISPLAY_ONLY, obstacle);
        ph_trace_obstacle(trace, obstacle);
    }
}

static bool patch_has_symbols(const PhArm *arm)
{
    return arm->alternative.patch->has_symbols;
}

static bool has_symbols(const PhRule *rule)
{
    for (size_t i = 0; i < rule->every.count; i++) {
        if (patch_has_symbols(&rule->every.items[i].arm)) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->alternatives.count; i++) {
        if (rule->alternatives.items[i].patch->has_symbols) {
            return true;
        }
    }
    for (size_t i = 0; i < rule->uses.count; i++) {
        const PhArmVec *arms = &rule->uses.items[i].arms;
        for (size_t n = 0; n < arms->count; n++) {
            if (patch_has_symbols(&arms->items[n])) {
                return true;
            }
        }
    }
    return false;
}

/* The ledger of the file, made for the first rule that writes a name of a module. */
static PhImports *ledger_for(PhMatcher *matcher, const PhRule *rule)
{
    PhFacts *facts = matcher->facts;
    if (matcher->ledger == NULL && has_symbols(rule)) {
        PhParsedFile *file = PH_NEW(facts->arena, PhParsedFile);
        *file = (PhParsedFile){facts->source, *facts->tree};
        matcher->ledger =
            ph_imports_new(facts->arena, file, ph_facts_names(facts), matcher->line_length);
    }
    return matcher->ledger;
}

/* The names and codes that `let` gives. */
static void run_lets(PhFacts *facts, PhMatch *match)
{
    const PhLetVec *lets = &match->patch->rule->lets;
    for (size_t i = 0; i < lets->count; i++) {
        const PhLet *let = &lets->items[i];
        PhCapture *capture = &match->captures[let->metavar];
        *capture = (PhCapture){.is_bound = true};
        if (let->is_strings) {
            capture->text = ph_fresh_strings(facts, &match->captures[let->term.metavar]);
            continue;
        }
        if (let->is_class_name) {
            capture->text = ph_fresh_class(facts, &match->captures[let->term.metavar]);
            continue;
        }
        if (let->text.count > 0) {
            PhBytes text = ph_message_text(facts, match, &let->text);
            capture->text = let->is_fresh ? ph_fresh_name(facts, text) : text;
            continue;
        }
        PhAnswer answer = ph_judge_term(facts, match, &let->term);
        capture->nodes = answer.nodes;
        capture->count = answer.node_count;
        capture->is_list = true;
        if (answer.node_count > 0) {
            capture->span =
                (PhSpan){facts->tree->starts[answer.nodes[0]],
                         facts->tree->ends[answer.nodes[answer.node_count - 1]]};
        }
    }
}

void ph_engine_judge(PhMatcher *matcher, PhMatch *match, PhJudgement *judgement,
                     PhRewrite *rewrite)
{
    PhFacts *facts = matcher->facts;
    const PhRule *rule = match->patch->rule;
    const PhAlternative *alternative = match->patch->alternative;
    const PhConditionVec *lists[] = {&alternative->conditions, &rule->conditions};
    PhTraceVec *trace = ph_trace_conditions(matcher->trace);
    *judgement = (PhJudgement){.level = PH_LEVEL_SAFE};
    *rewrite = (PhRewrite){.ledger = ledger_for(matcher, rule)};
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        ph_judge_conditions(facts, match, lists[i], PH_WHICH_ATOMS, trace, judgement);
    }
    for (size_t i = PH_COUNT_OF(lists); i > 0; i--) { /* the rule's drop more matches */
        ph_judge_conditions(facts, match, lists[i - 1], PH_WHICH_FIRST, trace, judgement);
    }
    bool is_weighed =
        rule->weighs_first && matcher->trace == NULL && !judgement->is_dropped;
    if (is_weighed) {
        ph_judge_benefit(facts, match, judgement);
        judgement->is_dropped = judgement->benefit < matcher->least;
    }
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        ph_judge_conditions(facts, match, lists[i], PH_WHICH_PLAIN, trace, judgement);
    }
    if (!judgement->is_dropped) {
        run_lets(facts, match);
    }
    for (size_t i = 0; i < rule->uses.count && !judgement->is_dropped; i++) {
        ph_uses_run(matcher, &rule->uses.items[i], match, judgement, rewrite);
    }
    for (size_t i = 0; i < rule->every.count && !judgement->is_dropped; i++) {
        ph_every_run(matcher, &rule->every.items[i], match, judgement, rewrite);
    }
    for (size_t i = 0; i < PH_COUNT_OF(lists); i++) {
        ph_judge_conditions(facts, match, lists[i], PH_WHICH_LATE, trace, judgement);
    }
    if (!judgement->is_dropped && rule->cap.is_set) {
        ph_judge_cap(facts, match, &rule->cap, match->root, judgement);
    }
    if (!judgement->is_dropped && !is_weighed) {
        ph_judge_benefit(facts, match, judgement);
        judgement->is_dropped =
            matcher->trace == NULL && judgement->benefit < matcher->least;
    }
}

static PhBytes render(PhFacts *facts, const PhMatch *match, const PhMessage *message)
{
    return ph_message_render(facts, match, message, PH_METAVAR_NONE, PH_BYTES(""));
}

/* Where a finding stands: what the page says with `report`, else the match. */
static PhSpan reported_span(PhFacts *facts, const PhMatch *match)
{
    PhMetavarId label = match->patch->rule->report;
    const PhCapture *capture = label == PH_METAVAR_NONE ? NULL : &match->captures[label];
    bool is_placed = capture != NULL && capture->count > 0;
    return ph_tree_span(facts->tree, is_placed ? capture->nodes[0] : match->root);
}

static PhSpan whole_span(const PhTree *tree, const PhMatch *match)
{
    PhSpan whole = ph_tree_span(tree, match->root);
    uint32_t count = match->patch->minus.statement_count;
    if (count > 1) {
        PhNodeId last = match->nodes[match->patch->minus.statements[count - 1]];
        whole.end = ph_tree_span(tree, last).end;
    }
    return whole;
}

static void add_other(PhArena *arena, PhSpanVec *others, PhSpan span)
{
    PH_VEC_PUSH(arena, others, span);
    for (size_t i = others->count - 1; i > 0 && others->items[i - 1].start > span.start;
         i--) {
        others->items[i] = others->items[i - 1];
        others->items[i - 1] = span;
    }
}

/* Of labels and variables, what does not stand in the code that was matched. */
static PhSpanVec other_spans(PhFacts *facts, const PhMatch *match)
{
    PhSpan whole = whole_span(facts->tree, match);
    PhSpanVec others = {0};
    for (size_t i = 0; i < match->patch->rule->metavars.count; i++) {
        const PhCapture *capture = &match->captures[i];
        for (uint32_t n = 0; capture->is_bound && n < capture->count; n++) {
            PhSpan span = ph_tree_span(facts->tree, capture->nodes[n]);
            if (span.start < whole.start || span.end > whole.end) {
                add_other(facts->arena, &others, span);
            }
        }
    }
    return others;
}

/* Rules of one page may see one thing twice, say with and without what is around it: of
 * findings at the same code the surest is told, of equal ones the first. The index of the
 * finding that stands for this one. */
static size_t add_finding(PhArena *arena, const PhRule *rule, const PhFinding *finding,
                          PhFindingVec *findings)
{
    size_t least = findings->count > PH_LOOK_BACK ? findings->count - PH_LOOK_BACK : 0;
    for (size_t i = findings->count; i > least && rule->report != PH_METAVAR_NONE; i--) {
        PhFinding *other = &findings->items[i - 1];
        if (other->rule == finding->rule && other->span.start == finding->span.start &&
            other->span.end == finding->span.end) {
            *other = finding->level > other->level ? *finding : *other;
            return i - 1;
        }
    }
    PH_VEC_PUSH(arena, findings, *finding);
    return findings->count - 1;
}

/* A patch that may match in the file. */
typedef struct PhCandidate {
    const PhPatch *patch;
    const char *id;
    const PhBytes *missing; /* what the file lacks for it; NULL without a trace */
    /* The names that the variable may have where anything is found; NULL: any. */
    const PhNameSet *names;
    PhVariable variable;
    PhBenefit least;  /* findings that gain less are not wanted */
    bool is_led;      /* it is an assignment to the variable */
    uint32_t run_end; /* the candidates up to here ask for the same first look */
} PhCandidate;

typedef PH_VEC(PhCandidate) PhCandidateVec;

static bool may_be_named(const PhCandidate *one, PhBytes name)
{
    return ph_names_have(one->names, ph_name_place(name, one->variable.is_name));
}

/* False: the filter has seen that no use of the variable is one that the rule wants. */
static bool has_known_name(const PhTree *tree, const PhCandidate *one, const PhMatch *match)
{
    if (one->names == NULL) {
        return true;
    }
    const PhCapture *own = &match->captures[one->variable.metavar];
    return own->count != 1 || ph_tree_kind(tree, own->nodes[0]) != PH_KIND_IDENTIFIER ||
           may_be_named(one, ph_tree_text(tree, own->nodes[0]));
}

/* The same, before anything is matched. */
static bool may_start(const PhTree *tree, const PhCandidate *one, PhNodeId node)
{
    if (!one->is_led) {
        return true;
    }
    while (!ph_tree_is_leaf(tree, node)) {
        node++;
    }
    return ph_tree_kind(tree, node) != PH_KIND_IDENTIFIER ||
           may_be_named(one, ph_tree_text(tree, node));
}

/* Judges one match and notes what is found. */
static bool judge_match(PhMatcher *matcher, const PhCandidate *one, PhMatch *match,
                        PhFindingVec *findings)
{
    PhFacts *facts = matcher->facts;
    const PhRule *rule = match->patch->rule;
    PhJudgement judgement;
    PhRewrite rewrite;
    PhSpanVec claims = {0};
    if (!has_known_name(facts->tree, one, match)) {
        return false;
    }
    matcher->least = one->least;
    facts->claims = &claims;
    ph_facts_claim(facts, match->root);
    for (uint32_t i = 1; i < match->patch->minus.statement_count; i++) {
        ph_facts_claim(facts, match->nodes[match->patch->minus.statements[i]]);
    }
    ph_engine_judge(matcher, match, &judgement, &rewrite);
    facts->claims = NULL;
    if (judgement.is_dropped) {
        return false;
    }
    add_edits(facts, matcher->trace, match, &judgement, &rewrite);
    PhSpanVec others = other_spans(facts, match);
    PhFinding finding = {
        .rule = one->id,
        .level = judgement.level,
        .benefit = judgement.benefit,
        .benefit_text = judgement.benefit_text,
        .message = render(facts, match, &rule->message),
        .help = rewrite.edits.count > 0 ? render(facts, match, &rule->help) : PH_BYTES(""),
        .note = render(facts, match, &rule->note),
        .span = reported_span(facts, match),
        .whole = whole_span(facts->tree, match),
        .others = others.items,
        .other_count = others.count,
        .reasons = judgement.reasons.items,
        .reason_count = judgement.reasons.count,
        .edits = rewrite.edits.items,
        .edit_count = rewrite.edits.count,
        .imports = rewrite.imports.items,
        .import_count = rewrite.edits.count > 0 ? rewrite.imports.count : 0,
        .ledger = rewrite.ledger,
        .claims = claims.items,
        .claim_count = claims.count,
    };
    size_t index = add_finding(facts->arena, rule, &finding, findings);
    ph_trace_found(matcher->trace, index);
    return true;
}

/* One match for each tuple of nodes that the `find` of the rule yields; `known` is its
 * answer, if it has been asked already, else NULL. */
static bool judge_found(PhMatcher *matcher, const PhCandidate *tried, const PhMatch *match,
                        const PhAnswer *known, PhFindingVec *findings)
{
    PhFacts *facts = matcher->facts;
    const PhFind *find = &match->patch->rule->find;
    size_t size = match->patch->rule->metavars.count * sizeof(PhCapture);
    PhAnswer answer = known == NULL ? ph_judge_term(facts, match, &find->term) : *known;
    bool is_found = false;
    for (uint32_t i = 0; i + find->metavar_count <= answer.node_count;
         i += find->metavar_count) {
        PhMatch one = *match;
        one.captures = ph_arena_alloc(facts->arena, size);
        memcpy(one.captures, match->captures, size);
        for (uint32_t n = 0; n < find->metavar_count; n++) {
            one.captures[find->metavars[n]] =
                (PhCapture){.nodes = &answer.nodes[i + n],
                            .count = 1,
                            .span = ph_tree_span(facts->tree, answer.nodes[i + n]),
                            .is_bound = true};
        }
        is_found = judge_match(matcher, tried, &one, findings) || is_found;
    }
    return is_found;
}

/*
 * False if the `find` of the rule yields nothing where the patch would match. Of a term
 * that hangs on the root of the match alone this is known before anything is matched, and
 * it stops more than the pattern does where that is as wide as `$t = $e`.
 */
static bool may_find(PhMatcher *matcher, const PhPatch *patch, PhNodeId node,
                     PhAnswer *answer_out)
{
    PhNodeId root = ph_match_root(matcher->facts->tree, patch->minus.quick.is_inner, node);
    if (root == PH_NODE_NONE) {
        return false;
    }
    const PhRule *rule = patch->rule;
    PhArenaMark mark = ph_arena_mark(matcher->scratch);
    PhMatch match = {.patch = patch, .root = root};
    match.captures = PH_NEW_ARRAY(matcher->scratch, PhCapture, rule->metavars.count);
    for (size_t i = 0; i < patch->labels.count; i++) {
        match.captures[patch->labels.items[i].metavar] =
            (PhCapture){.nodes = &root,
                        .count = 1,
                        .span = ph_tree_span(matcher->facts->tree, root),
                        .is_list = true,
                        .is_bound = true};
    }
    *answer_out = ph_judge_term(matcher->facts, &match, &rule->find.term);
    ph_arena_release(matcher->scratch, mark);
    return answer_out->node_count >= rule->find.metavar_count;
}

/* Returns true if the patch matches and its conditions let it be told. */
static bool try_patch(const PhCandidate *one, PhMatcher *matcher, PhNodeId root,
                      PhFindingVec *findings)
{
    bool finds_first = one->patch->finds_first && matcher->trace == NULL;
    PhAnswer known = ph_answer(PH_UNKNOWN);
    bool is_found = false;
    bool has_more = true;
    for (uint32_t passed = 0; has_more && passed < PH_PARAMETERS; passed++) {
        PhMatch match;
        matcher->passed_over = passed;
        if (passed == 0) {
            ph_trace_begin(matcher->trace, one->patch, one->id, root);
        }
        bool is_match = (passed > 0 ||
                         (may_start(matcher->facts->tree, one, root) &&
                          (!finds_first || may_find(matcher, one->patch, root, &known)))) &&
                        ph_match(matcher, one->patch, NULL, root, &match);
        has_more = is_match && matcher->has_choice;
        matcher->passed_over = 0;
        if (!is_match) {
            if (passed == 0) {
                ph_trace_mismatched(matcher->trace);
            }
            break;
        }
        if (passed > 0) {
            ph_trace_begin(matcher->trace, one->patch, one->id, root);
        }
        ph_trace_matched(matcher->trace);
        bool is_one =
            one->patch->rule->find.is_set
                ? judge_found(matcher, one, &match, finds_first ? &known : NULL, findings)
                : judge_match(matcher, one, &match, findings);
        is_found = is_found || is_one;
    }
    return is_found;
}

/* One file under search. */
typedef struct PhScan {
    PhMatcher matcher;
    PhCandidateVec candidates;
    uint32_t
        first[PH_KIND_LISTED + 1]; /* by kind: where its patches start in `candidates` */
    PhFindingVec *findings;
} PhScan;

static bool looks_right(const PhTree *tree, const PhPatch *patch, PhNodeId node)
{
    const PhQuick *quick = &patch->minus.quick;
    PhNodeId root = ph_match_root(tree, quick->is_inner, node);
    return root != PH_NODE_NONE && ph_quick_fits(quick, tree, root);
}

static void try_node(PhScan *scan, PhKind kind, PhNodeId node)
{
    const char *told = NULL; /* one finding a transform and node */
    uint32_t run_end = scan->first[kind];
    for (uint32_t i = scan->first[kind]; i < scan->first[kind + 1]; i++) {
        const PhCandidate *one = &scan->candidates.items[i];
        if (i == run_end && scan->matcher.trace == NULL) {
            run_end = one->run_end;
            if (!looks_right(scan->matcher.facts->tree, one->patch, node)) {
                i = run_end - 1;
                continue;
            }
        }
        if (told == one->id) {
            continue;
        }
        if (try_patch(one, &scan->matcher, node, scan->findings)) {
            /* What is reported elsewhere than where it matches may be several things. */
            bool is_one = one->patch->rule->report == PH_METAVAR_NONE;
            told = is_one ? one->id : told;
        }
        if (one->missing != NULL) {
            ph_trace_missing(scan->matcher.trace, *one->missing);
        }
    }
}

static bool is_assignment_to(const PhPattern *pattern, PhMetavarId variable)
{
    const PhTree *tree = &pattern->tree;
    PhKind kind = ph_tree_kind(tree, pattern->anchor);
    PhNodeId target = kind == PH_KIND_ASSIGNMENT || kind == PH_KIND_AUGMENTED_ASSIGNMENT
                          ? ph_tree_child(tree, pattern->anchor, PH_FIELD_LEFT)
                          : PH_NODE_NONE;
    return target != PH_NODE_NONE && pattern->metavars[target] == variable;
}

static void join_runs(PhScan *scan, uint32_t kind)
{
    PhCandidate *items = scan->candidates.items;
    uint32_t end = (uint32_t)scan->candidates.count;
    uint32_t run_end = end;
    for (uint32_t i = end; i > scan->first[kind]; i--) {
        bool is_same = i < end && ph_quick_equal(&items[i - 1].patch->minus.quick,
                                                 &items[i].patch->minus.quick);
        run_end = is_same ? run_end : i;
        items[i - 1].run_end = run_end;
    }
}

/* What the last patch's rule was told of the file; its other patches come next. */
typedef struct PhFileAnswer {
    const PhRule *rule;
    bool holds;
} PhFileAnswer;

static bool holds_in_file(PhFacts *facts, const PhPatch *patch, PhFileAnswer *last)
{
    if (last->rule != patch->rule) {
        *last = (PhFileAnswer){patch->rule,
                               ph_judge_file(facts, patch, &patch->rule->conditions)};
    }
    return last->holds && ph_judge_file(facts, patch, &patch->alternative->conditions);
}

/* The patches that may match, by kind of the node at which they start. */
static void list_candidates(PhScan *scan, const PhDispatch *dispatch, const PhMayMatch *may,
                            const PhBytes *missing)
{
    PhFileAnswer last = {0};
    for (uint32_t kind = 0; kind < PH_KIND_LISTED; kind++) {
        scan->first[kind] = (uint32_t)scan->candidates.count;
        for (uint32_t i = dispatch->first[kind]; i < dispatch->first[kind + 1]; i++) {
            PhCandidate one = {.patch = &dispatch->patches.items[i],
                               .id = dispatch->ids[i],
                               .least = dispatch->least[i],
                               .missing = missing == NULL ? NULL : &missing[i],
                               .variable = {.metavar = PH_METAVAR_NONE}};
            if ((may != NULL && !may[i].may_match) ||
                (missing == NULL &&
                 !holds_in_file(scan->matcher.facts, one.patch, &last))) {
                continue;
            }
            if (may != NULL && may[i].names != NULL) {
                one.variable = ph_filter_variable(dispatch->filter, i);
                one.names = one.variable.metavar == PH_METAVAR_NONE ? NULL : may[i].names;
                one.is_led = one.names != NULL &&
                             is_assignment_to(&one.patch->minus, one.variable.metavar);
            }
            PH_VEC_PUSH(scan->matcher.scratch, &scan->candidates, one);
        }
        join_runs(scan, kind);
    }
    scan->first[PH_KIND_LISTED] = (uint32_t)scan->candidates.count;
}

/* With a trace every patch is tried, so that all can be told that stops it. */
static const PhBytes *find_missing(const PhDispatch *dispatch, PhArena *arena, PhBytes text)
{
    size_t count = dispatch->patches.count;
    PhBytes *missing = PH_NEW_ARRAY(arena, PhBytes, count);
    for (size_t i = 0; dispatch->filter != NULL && i < count; i++) {
        missing[i] = ph_filter_missing(dispatch->filter, arena, text, i);
    }
    return missing;
}

void ph_engine_find(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                    PhFindingVec *findings)
{
    ph_engine_trace(dispatch, facts, scratch, NULL, findings);
    /* Few rules report elsewhere than where they match, so this moves little. */
    for (size_t i = 1; i < findings->count; i++) {
        PhFinding moved = findings->items[i];
        size_t at = i;
        for (; at > 0 && findings->items[at - 1].span.start > moved.span.start; at--) {
            findings->items[at] = findings->items[at - 1];
        }
        findings->items[at] = moved;
    }
}

void ph_engine_trace(const PhDispatch *dispatch, PhFacts *facts, PhArena *scratch,
                     PhTrace *trace, PhFindingVec *findings)
{
    const PhTree *tree = facts->tree;
    const PhMayMatch *may = NULL;
    const PhBytes *missing = NULL;
    PhScan scan = {.matcher = {.facts = facts,
                               .scratch = scratch,
                               .trace = trace,
                               .line_length = dispatch->line_length},
                   .findings = findings};
    if (trace != NULL) {
        missing = find_missing(dispatch, trace->arena, tree->text);
    } else if (dispatch->filter != NULL) {
        may = ph_filter_run(dispatch->filter, scratch, tree->text, PH_FILTER_QUICK);
        if (may == NULL) {
            return;
        }
    }
    list_candidates(&scan, dispatch, may, missing);
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        if (kind < PH_KIND_LISTED && scan.first[kind] < scan.first[kind + 1]) {
            try_node(&scan, kind, node);
        }
    }
}
