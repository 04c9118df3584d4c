#include "cmd/why_text.h"

#include "syntax/walk.h"

enum { PH_SHOWN_CODE = 60 };

/* The first line of some code, cut where it is long. */
static void add_code(PhBuf *buf, PhBytes code)
{
    PhBytes rest = code;
    PhBytes line = code;
    (void)ph_bytes_next_line(&rest, &line);
    size_t len = line.len;
    if (len > PH_SHOWN_CODE) {
        len = PH_SHOWN_CODE;
        while (len > 0 && ((unsigned char)line.ptr[len] & 0xc0) == 0x80) {
            len--;
        }
    }
    ph_buf_add_visible(buf, ph_bytes_slice(line, 0, len));
    if (len < line.len || rest.len > 0) {
        ph_buf_add_str(buf, " ..");
    }
}

static void add_quoted(PhBuf *buf, PhBytes code)
{
    ph_buf_add_char(buf, '`');
    add_code(buf, code);
    ph_buf_add_char(buf, '`');
}

static PhBytes text_of(const PhWhyText *why, PhNodeId node)
{
    return ph_tree_text(why->facts->tree, node);
}

void ph_why_add_place(PhBuf *buf, const PhWhyText *why, uint32_t offset)
{
    PhPlace place = ph_source_place(why->facts->source, offset);
    ph_buf_add_visible(buf, why->path);
    ph_buf_printf(buf, ":%u:%u", (unsigned)(place.line + why->add_line),
                  (unsigned)place.column);
}

void ph_why_add_site(PhBuf *buf, const PhWhyText *why, PhNodeId root)
{
    ph_why_add_place(buf, why, ph_tree_span(why->facts->tree, root).start);
    ph_buf_add_str(buf, "  ");
    add_code(buf, text_of(why, root));
    ph_buf_add_char(buf, '\n');
}

/* "a comparison operator"; tokens have no kind worth a word. */
static void add_kind(PhBuf *buf, PhKind kind)
{
    const char *name = ph_kind_name(kind);
    if (!ph_kind_is_named(kind)) {
        return;
    }
    ph_buf_add_str(buf, strchr("aeiou", name[0]) != NULL ? "an " : "a ");
    for (; *name != '\0'; name++) {
        char c = *name;
        if (c == '_') {
            c = ' ';
        }
        ph_buf_add_char(buf, c);
    }
    ph_buf_add_char(buf, ' ');
}

static void add_expected(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    const PhPattern *pattern = &one->patch->minus;
    PhNodeId node = one->mismatch.expected;
    bool tells_kind = one->mismatch.kind == PH_MISMATCH_KIND &&
                      pattern->metavars[node] == PH_METAVAR_NONE &&
                      !ph_tree_is_leaf(&pattern->tree, node);
    if (tells_kind) {
        add_kind(buf, ph_tree_kind(&pattern->tree, node));
    }
    add_quoted(buf, ph_pattern_text(why->arena, pattern, node));
}

static void add_found(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    PhNodeId node = one->mismatch.found;
    const PhTree *tree = why->facts->tree;
    if (one->mismatch.kind == PH_MISMATCH_KIND && !ph_tree_is_leaf(tree, node)) {
        add_kind(buf, ph_tree_kind(tree, node));
    }
    add_quoted(buf, text_of(why, node));
}

static void add_mismatch(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    ph_buf_add_str(buf, "does not match at ");
    ph_why_add_place(buf, why, one->mismatch.offset);
    ph_buf_add_str(buf, ": ");
    switch (one->mismatch.kind) {
    case PH_MISMATCH_BUILTIN:
        add_found(buf, why, one);
        ph_buf_add_str(buf, " may be something else than the builtin here");
        break;
    case PH_MISMATCH_SYMBOL:
        add_found(buf, why, one);
        ph_buf_add_str(buf, " need not be ");
        add_expected(buf, why, one);
        ph_buf_add_str(buf, " here");
        break;
    case PH_MISMATCH_UNEQUAL:
        add_found(buf, why, one);
        ph_buf_add_str(buf, " is not what ");
        add_expected(buf, why, one);
        ph_buf_add_str(buf, " stands for already");
        break;
    case PH_MISMATCH_MISSING:
        add_expected(buf, why, one);
        ph_buf_add_str(buf, " was expected, but nothing more is there");
        break;
    case PH_MISMATCH_SURPLUS:
        ph_buf_add_str(buf, "the pattern ends here, but the code goes on with ");
        add_found(buf, why, one);
        break;
    default:
        add_expected(buf, why, one);
        ph_buf_add_str(buf, " was expected, ");
        add_found(buf, why, one);
        ph_buf_add_str(buf, " is there");
        break;
    }
}

static const char *verdict_word(PhVerdict verdict)
{
    return verdict == PH_PROVED ? "proved" : verdict == PH_REFUTED ? "refuted" : "unknown";
}

/* "`x` (parameter, line 1) may be unhashable (a.py:1:7)": why a guard is not proved. */
static void add_reason(PhBuf *buf, const PhWhyText *why, const PhConditionTrace *condition)
{
    const PhAnswer *answer = &condition->answer;
    PhBytes reason = condition->told.len > 0 ? condition->told : answer->why;
    if (answer->node == PH_NODE_NONE) {
        ph_buf_add_visible(buf, reason);
        return;
    }
    if (reason.len > 0) {
        ph_buf_add_visible(buf, reason);
        ph_buf_add_str(buf, " (");
    } else {
        ph_buf_add_str(buf, "because of ");
        add_quoted(buf, text_of(why, answer->node));
        ph_buf_add_str(buf, " (");
    }
    ph_why_add_place(buf, why, ph_tree_span(why->facts->tree, answer->node).start);
    ph_buf_add_char(buf, ')');
}

static const PhConsequence *consequence_of(const PhConditionTrace *condition)
{
    return condition->answer.verdict == PH_UNKNOWN ? &condition->condition->if_unknown
                                                   : &condition->condition->if_refuted;
}

static void add_effect(PhBuf *buf, const PhConsequence *consequence)
{
    if (consequence->is_set) {
        ph_buf_printf(buf, "so it is %s at best", ph_level_name(consequence->level));
    } else {
        ph_buf_add_str(buf, "so nothing is reported");
    }
}

/* The guard without what follows from it: "hashable($x)". */
static PhBytes guard_text(const PhCondition *condition)
{
    static const char *const k_words[] = {" else ", " otherwise "};
    PhBytes text = condition->text;
    bool is_quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        is_quoted = is_quoted != (text.ptr[i] == '"');
        for (size_t w = 0; !is_quoted && w < PH_COUNT_OF(k_words); w++) {
            if (ph_bytes_starts_with(ph_bytes_slice(text, i, text.len),
                                     ph_bytes_of(k_words[w]))) {
                return ph_bytes_slice(text, 0, i);
            }
        }
    }
    return text;
}

/* "transforms/x.md:12: hashable($x)" */
static void add_guard(PhBuf *buf, const PhWhyText *why, const PhCondition *condition)
{
    ph_buf_add_visible(buf, why->page);
    ph_buf_printf(buf, ":%u: ", (unsigned)condition->line);
    ph_buf_add_visible(buf, guard_text(condition));
}

/* The code that a condition was proved by. */
static void add_settled(PhBuf *buf, const PhWhyText *why, const PhConditionTrace *one)
{
    if (one->answer.node == PH_NODE_NONE || ph_condition_stopped(one)) {
        return;
    }
    ph_buf_add_str(buf, "             settled by ");
    add_quoted(buf, text_of(why, one->answer.node));
    ph_buf_add_str(buf, " (");
    ph_why_add_place(buf, why, ph_tree_span(why->facts->tree, one->answer.node).start);
    ph_buf_add_str(buf, one->answer.why.len > 0 ? "): " : ")");
    ph_buf_add_visible(buf, one->answer.why);
    ph_buf_add_char(buf, '\n');
}

typedef PH_VEC(PhSubject) PhSubjectVec;

static void note_subjects(const PhWhyText *why, const PhTraceVec *conditions,
                          PhSubjectVec *out)
{
    for (size_t c = 0; c < conditions->count; c++) {
        for (size_t i = 0; i < conditions->items[c].subjects.count; i++) {
            PhSubject subject = conditions->items[c].subjects.items[i];
            bool is_known = false;
            for (size_t n = 0; n < out->count; n++) {
                is_known = is_known || (out->items[n].node == subject.node &&
                                        ph_bytes_equal(out->items[n].name, subject.name));
            }
            if (!is_known) {
                PH_VEC_PUSH(why->arena, out, subject);
            }
        }
    }
}

/* What the names stand for that the conditions are about. */
static void add_subjects(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    PhSubjectVec subjects = {0};
    note_subjects(why, &one->conditions, &subjects);
    for (size_t i = 0; i < one->uses.count; i++) {
        note_subjects(why, &one->uses.items[i].conditions, &subjects);
    }
    for (size_t i = 0; i < subjects.count; i++) {
        ph_buf_add_str(buf, i == 0 ? "    where    " : "             ");
        ph_buf_add(buf, subjects.items[i].name);
        ph_buf_add_str(buf, " is ");
        add_quoted(buf, text_of(why, subjects.items[i].node));
        ph_buf_add_str(buf, " (");
        ph_why_add_place(buf, why,
                         ph_tree_span(why->facts->tree, subjects.items[i].node).start);
        ph_buf_add_str(buf, ")\n");
    }
}

static void add_conditions(PhBuf *buf, const PhWhyText *why, const PhTraceVec *conditions,
                           PhWhich which)
{
    for (size_t i = 0; i < conditions->count; i++) {
        const PhConditionTrace *one = &conditions->items[i];
        if (which != PH_WHICH_ALL && one->condition->is_late != (which == PH_WHICH_LATE)) {
            continue;
        }
        ph_buf_printf(buf, "    %-7s  ", verdict_word(one->answer.verdict));
        add_guard(buf, why, one->condition);
        ph_buf_add_char(buf, '\n');
        if (why->tells_subjects) {
            add_settled(buf, why, one);
        }
        if (ph_condition_stopped(one)) {
            size_t start = buf->len;
            ph_buf_add_str(buf, "             ");
            size_t empty = buf->len;
            add_reason(buf, why, one);
            if (buf->len > empty) {
                ph_buf_add_char(buf, '\n');
            } else {
                buf->len = start;
            }
            ph_buf_add_str(buf, "             ");
            add_effect(buf, consequence_of(one));
            ph_buf_add_char(buf, '\n');
        }
    }
}

static void add_use(PhBuf *buf, const PhWhyText *why, const PhUseTrace *use)
{
    add_quoted(buf, text_of(why, ph_tree_statement_of(why->facts->tree, use->reference)));
    ph_buf_add_str(buf, " at ");
    ph_why_add_place(buf, why, ph_tree_span(why->facts->tree, use->reference).start);
    if (use->arm == NULL) {
        bool has_arms = use->uses->arms.count > 0;
        ph_buf_add_str(buf, has_arms ? " fits no line below " : " is ruled out by ");
        ph_buf_add_visible(buf, why->page);
        ph_buf_printf(buf, ":%u, ", (unsigned)use->uses->line);
        add_effect(buf, &use->uses->if_other);
        return;
    }
    const PhAlternative *arm = &use->arm->alternative;
    ph_buf_add_str(buf, use->arm->is_bad ? " is ruled out by " : " fits ");
    ph_buf_add_visible(buf, why->page);
    ph_buf_printf(buf, ":%u: ", (unsigned)arm->line);
    add_quoted(buf,
               ph_pattern_text(why->arena, &arm->patch->minus, arm->patch->minus.root));
    if (use->arm->is_bad) {
        ph_buf_add_str(buf, ", ");
        add_effect(buf, &use->arm->consequence);
    }
}

static void add_uses(PhBuf *buf, const PhWhyText *why, const PhUseTraceVec *uses)
{
    for (size_t i = 0; i < uses->count; i++) {
        ph_buf_add_str(buf, "    use      ");
        add_use(buf, why, &uses->items[i]);
        ph_buf_add_char(buf, '\n');
        add_conditions(buf, why, &uses->items[i].conditions, PH_WHICH_ALL);
    }
}

static void add_patch(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    const PhPattern *pattern = &one->patch->minus;
    const PhAlternative *alternative = one->patch->alternative;
    uint32_t line =
        alternative->lines.count > 0 ? alternative->lines.items[0].line : alternative->line;
    ph_buf_add_visible(buf, why->page);
    ph_buf_printf(buf, ":%u: ", (unsigned)line);
    add_quoted(buf, ph_pattern_text(why->arena, pattern, pattern->root));
}

static void add_obstacle(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    ph_buf_add_visible(buf, one->obstacle.text);
    ph_buf_add_str(buf, " (");
    ph_why_add_place(buf, why, one->obstacle.span.start);
    ph_buf_add_char(buf, ')');
}

static void add_fate(PhBuf *buf, const PhWhyText *why, const PhTry *one, PhBytes fate)
{
    ph_buf_add_str(buf, "    ");
    if (one->end == PH_TRY_DROPPED) {
        ph_buf_add_str(buf, "not reported\n");
        return;
    }
    const PhFinding *finding = &why->findings->items[one->finding];
    if (fate.len > 0) {
        ph_buf_add(buf, fate);
    } else {
        ph_buf_printf(buf, "reported, level %s", ph_level_name(finding->level));
    }
    ph_buf_add_char(buf, '\n');
}

void ph_why_add_missing(PhBuf *buf, PhBytes missing)
{
    ph_buf_add_str(buf, "the file holds no ");
    ph_buf_add_visible(buf, missing);
}

static void add_filter(PhBuf *buf, const PhTry *one)
{
    if (one->missing.len > 0) {
        ph_buf_add_str(buf, "    literal  ");
        ph_why_add_missing(buf, one->missing);
        ph_buf_add_str(buf, ", so a run does not try this patch\n");
    }
}

void ph_why_add_try(PhBuf *buf, const PhWhyText *why, const PhTry *one, PhBytes fate)
{
    ph_buf_add_str(buf, "  ");
    add_patch(buf, why, one);
    ph_buf_add_char(buf, '\n');
    if (one->end == PH_TRY_MISMATCH) {
        ph_buf_add_str(buf, "    ");
        add_mismatch(buf, why, one);
        ph_buf_add_char(buf, '\n');
        return;
    }
    ph_buf_add_str(buf, "    matches\n");
    if (why->tells_subjects) {
        add_subjects(buf, why, one);
    }
    add_conditions(buf, why, &one->conditions, PH_WHICH_PLAIN);
    add_uses(buf, why, &one->uses);
    add_conditions(buf, why, &one->conditions, PH_WHICH_LATE);
    if (one->obstacle.text.len > 0) {
        ph_buf_add_str(buf, "    stopped  ");
        add_obstacle(buf, why, one);
        ph_buf_add_str(buf, "\n             so it is display-only\n");
    }
    add_filter(buf, one);
    add_fate(buf, why, one, fate);
}

static const PhConditionTrace *stopping(const PhTraceVec *conditions)
{
    for (size_t i = conditions->count; i-- > 0;) {
        if (ph_condition_stopped(&conditions->items[i])) {
            return &conditions->items[i];
        }
    }
    return NULL;
}

void ph_why_add_stop(PhBuf *buf, const PhWhyText *why, const PhTry *one)
{
    if (one->end == PH_TRY_MISMATCH) {
        add_patch(buf, why, one);
        ph_buf_add_char(buf, ' ');
        add_mismatch(buf, why, one);
        return;
    }
    if (one->obstacle.text.len > 0) {
        add_obstacle(buf, why, one);
        return;
    }
    for (size_t i = one->uses.count; i-- > 0;) {
        const PhUseTrace *use = &one->uses.items[i];
        if (use->arm == NULL || use->arm->is_bad) {
            add_use(buf, why, use);
            return;
        }
    }
    const PhConditionTrace *condition = stopping(&one->conditions);
    if (condition == NULL) {
        ph_buf_add_str(buf, "nothing");
        return;
    }
    add_guard(buf, why, condition->condition);
    ph_buf_printf(buf, ": %s: ", verdict_word(condition->answer.verdict));
    add_reason(buf, why, condition);
}
