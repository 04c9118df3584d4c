#include "cmd/review_screen.h"

#include "base/utf8.h"
#include "cmd/why_text.h"
#include "report/hunk_view.h"
#include "report/paint.h"
#include "template/engine.h"

#define PH_PAINT_SAFE   "\033[1;32m"
#define PH_PAINT_UNSAFE "\033[1;33m"

typedef struct PhKeyHelp {
    const char *key;
    const char *text;
} PhKeyHelp;

static const PhKeyHelp k_keys[] = {
    {"y", "accept this fix"},
    {"n", "decline it"},
    {"a", "accept this and all that follow in the file"},
    {"d", "decline this and all that follow in the file"},
    {"A", "accept this and all that follow of this rule, in all files"},
    {"D", "decline this and all that follow of this rule, in all files"},
    {"q", "write what was accepted and quit; the rest can be answered later (Ctrl-C too)"},
    {"Q", "quit, write nothing, and forget the answers of this session"},
    {"e", "edit the file as this fix makes it, in $VISUAL or $EDITOR"},
    {"s", "split: ask about the parts that stand by themselves one by one"},
    {"j k", "next, previous undecided fix (down and up too)"},
    {"J K", "next, previous fix, decided or not"},
    {"g", "go to a fix by its number"},
    {"/", "search the names of files and rules, the messages and the code"},
    {"u", "take back the last answer, with all that it answered"},
    {"w", "why: what was proved, and of which code"},
    {"v", "side by side, or one above the other"},
    {"i", "write `# pyheap: ignore[rule]` instead of the fix"},
    {"?", "this list"},
};

static void add_level(PhBuf *out, const PhReviewScreen *screen, PhLevel level)
{
    ph_buf_add_char(out, '[');
    ph_paint_add(out, screen->colour,
                 level == PH_LEVEL_SAFE ? PH_PAINT_SAFE : PH_PAINT_UNSAFE,
                 ph_level_name(level));
    ph_buf_add_char(out, ']');
}

static void add_place(PhBuf *out, PhBytes path, PhPlace place)
{
    ph_hunk_view_add_text(out, path);
    ph_buf_printf(out, ":%u:%u", (unsigned)place.line, (unsigned)place.column);
}

/* Adds a sentence with its line end, broken between words where the terminal ends; `used`
 * columns of the first line are taken. */
static void add_sentence(PhBuf *out, const PhReviewScreen *screen, size_t used,
                         PhBytes text)
{
    PhBuf shown = {0};
    ph_hunk_view_add_text(&shown, text);
    PhBytes rest = ph_buf_bytes(&shown);
    while (rest.len > 0) {
        size_t end = ph_bytes_find(rest, PH_BYTES(" "), 1);
        PhBytes word = ph_bytes_slice(rest, 0, end == PH_NOT_FOUND ? rest.len : end);
        size_t width = ph_utf8_width(word);
        if (used > 0 && used + width > screen->width && word.ptr[0] == ' ') {
            ph_buf_add_char(out, '\n');
            used = 0;
            ph_buf_add(out, ph_bytes_slice(word, 1, word.len));
            width--;
        } else {
            ph_buf_add(out, word);
        }
        used += width;
        rest = ph_bytes_slice(rest, word.len, rest.len);
    }
    ph_buf_add_char(out, '\n');
    ph_buf_release(&shown);
}

static void add_remark(PhBuf *out, const PhReviewScreen *screen, const char *word,
                       PhBytes text)
{
    if (text.len > 0) {
        ph_paint_add(out, screen->colour, PH_PAINT_BOLD, word);
        ph_buf_add_char(out, ' ');
        add_sentence(out, screen, strlen(word) + 1, text);
    }
}

static void add_reasons(PhBuf *out, const PhReviewFix *fix, const PhReviewScreen *screen)
{
    const PhFinding *finding = fix->finding;
    for (size_t i = 0; finding->level != PH_LEVEL_SAFE && i < finding->reason_count; i++) {
        const PhReason *reason = &finding->reasons[i];
        PhBuf text = {0};
        ph_buf_add(&text, reason->text);
        if (reason->span.end > 0) {
            PhPlace place = ph_source_place(fix->source, reason->span.start);
            ph_buf_add_str(&text, " (");
            ph_buf_add(&text, fix->source->path);
            ph_buf_printf(&text, ":%u:%u)", (unsigned)place.line, (unsigned)place.column);
        }
        add_remark(out, screen, "because", ph_buf_bytes(&text));
        ph_buf_release(&text);
    }
}

static void add_benefit(PhBuf *out, const PhFinding *finding, const PhReviewScreen *screen)
{
    PhBuf text = {0};
    ph_buf_add_str(&text, ph_benefit_name(finding->benefit));
    ph_buf_add_str(&text, finding->benefit_text.len > 0 ? ", " : "");
    ph_buf_add(&text, finding->benefit_text);
    add_remark(out, screen, "benefit:", ph_buf_bytes(&text));
    ph_buf_release(&text);
}

static const char *reply_text(PhReply reply)
{
    switch (reply) {
    case PH_REPLY_ACCEPTED: return "accepted";
    case PH_REPLY_DECLINED: return "declined";
    case PH_REPLY_EDITED: return "accepted as edited";
    case PH_REPLY_IGNORED: return "a remark was written";
    default: return "";
    }
}

void ph_review_screen_fix(PhBuf *out, PhArena *scratch, const PhReviewFix *fix,
                          const PhReviewScreen *screen)
{
    const PhReviewItem *item = fix->item;
    PhHunkView view = {screen->colour, screen->is_side_by_side, screen->width};
    PhPlace place = {item->id.line, item->column};
    if (fix->finding != NULL) {
        place = ph_source_place(fix->source, fix->finding->span.start);
    }
    ph_buf_add_char(out, '\n');
    ph_paint_start(out, screen->colour, PH_PAINT_BOLD);
    ph_buf_printf(out, "(%zu/%zu) ", fix->number, fix->count);
    add_place(out, fix->source->path, place);
    ph_paint_end(out, screen->colour);
    ph_buf_add_char(out, ' ');
    ph_paint_add(out, screen->colour, PH_PAINT_CYAN, item->id.rule);
    ph_buf_add_char(out, ' ');
    if (fix->finding != NULL) {
        add_level(out, screen, fix->finding->level);
    }
    if (item->reply != PH_REPLY_NONE) {
        ph_buf_printf(out, " (%s)", reply_text(item->reply));
    }
    ph_buf_add_char(out, '\n');
    add_sentence(out, screen, 0, item->message);
    if (fix->finding != NULL) {
        add_reasons(out, fix, screen);
        add_benefit(out, fix->finding, screen);
        add_remark(out, screen, "note:", fix->finding->note);
    }
    if (fix->part > 0) {
        ph_buf_printf(out, "part %zu of it alone:\n", fix->part);
    }
    if (ph_hunk_view_add(scratch, out, fix->old_text, fix->new_text, &view) != PH_OK) {
        ph_buf_add_str(out, "(too large to show what changes)\n");
    }
}

void ph_review_screen_ask(PhBuf *out, const PhReviewFix *fix, const PhReviewScreen *screen)
{
    ph_paint_start(out, screen->colour, PH_PAINT_BLUE);
    ph_buf_add_str(out, fix->item->reply != PH_REPLY_NONE ? "Change the answer"
                        : fix->part > 0                   ? "Accept this part"
                                                          : "Accept this fix");
    ph_buf_add_str(out, " [y,n,a,d,A,D,q,Q,e,s,j,k,J,K,g,/,u,w,v,i,?]? ");
    ph_paint_end(out, screen->colour);
}

void ph_review_screen_help(PhBuf *out, const PhReviewScreen *screen)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_keys); i++) {
        ph_buf_add_str(out, "  ");
        ph_paint_add(out, screen->colour, PH_PAINT_BOLD, k_keys[i].key);
        ph_buf_add_repeated(out, ' ', 5 - strlen(k_keys[i].key));
        ph_buf_add_str(out, k_keys[i].text);
        ph_buf_add_char(out, '\n');
    }
}

static bool is_same_finding(const PhFinding *a, const PhFinding *b)
{
    return strcmp(a->rule, b->rule) == 0 && a->span.start == b->span.start &&
           a->span.end == b->span.end && a->edit_count == b->edit_count;
}

void ph_review_screen_why(PhBuf *out, PhReview *review, const PhReviewFix *fix,
                          const PhReviewScreen *screen)
{
    PhDesk *desk = ph_review_desk(review);
    PhArena *arena = desk->worker->arena;
    const PhPlan *plan = desk->work.plan;
    PhFindingVec findings = {0};
    PhTrace trace = {.arena = arena};
    (void)screen;
    if (fix->finding == NULL) {
        ph_buf_add_str(out, "This fix is in the text already.\n");
        return;
    }
    PhFacts *facts =
        ph_facts_new(arena, desk->parsed.source, &desk->parsed.tree, plan->fact_options);
    facts->project = &desk->work.project;
    const PhDispatch *dispatch =
        ph_compiler_dispatch(desk->session->compiler, plan->rules, desk->worker->scratch,
                             desk->parsed.tree.text);
    const PhTransform *page =
        ph_transforms_find(desk->session->transforms, ph_bytes_of(fix->item->id.rule));
    PhWhyText text = {.arena = arena,
                      .facts = facts,
                      .page = page == NULL ? PH_BYTES("") : page->path,
                      .path = desk->parsed.source->path,
                      .findings = &findings,
                      .tells_subjects = true};
    ph_engine_trace(dispatch, facts, desk->worker->scratch, &trace, &findings);
    for (size_t i = 0; i < trace.tries.count; i++) {
        const PhTry *one = &trace.tries.items[i];
        if (one->end == PH_TRY_FOUND &&
            is_same_finding(&findings.items[one->finding], fix->finding)) {
            ph_why_add_try(out, &text, one, PH_BYTES(""));
            ph_buf_printf(out, "  `pyheap explain %s` shows the page of the rule.\n",
                          fix->item->id.rule);
            return;
        }
    }
    ph_buf_add_str(out, "Nothing is known of how this was found.\n");
}
