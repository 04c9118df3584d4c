#include "cmd/why.h"

#include <stdlib.h>
#include <unistd.h>

#include "cmd/remarks.h"
#include "cmd/session.h"
#include "cmd/terminal.h"
#include "cmd/why_text.h"
#include "template/engine.h"

typedef struct PhWhy {
    const PhCommandLine *line;
    PhSession *session;
    const PhTransform *transform;
    size_t index;    /* of the transform */
    uint32_t wanted; /* line of the file, or 0: all */
    PhBuf out;
} PhWhy;

/* Takes `:LINE` off an operand that is not a file as it stands. */
static PhBytes split_operand(PhArena *arena, PhBytes operand, uint32_t *line_out)
{
    size_t colon = operand.len;
    *line_out = 0;
    while (colon > 0 && operand.ptr[colon - 1] >= '0' && operand.ptr[colon - 1] <= '9') {
        colon--;
    }
    bool has_line = colon > 1 && colon < operand.len && operand.len - colon < 10 &&
                    operand.ptr[colon - 1] == ':';
    if (!has_line || access(ph_arena_string(arena, operand), F_OK) == 0) {
        return operand;
    }
    PhBytes digits = ph_bytes_slice(operand, colon, operand.len);
    *line_out = (uint32_t)strtoul(ph_arena_string(arena, digits), NULL, 10);
    return ph_bytes_slice(operand, 0, colon - 1);
}

static const PhDispatch *dispatch_of(const PhWhy *why)
{
    PhArena *arena = why->line->arena;
    bool *is_selected = PH_NEW_ARRAY(arena, bool, why->session->rule_count);
    is_selected[why->index] = true;
    const PhConfig *config = why->session->plan_of_file[0]->config;
    PhDispatch *dispatch =
        ph_dispatch_new(arena, why->session->transforms,
                        &(PhDispatchWants){.is_selected = is_selected,
                                           .python_minor = config->target_minor,
                                           .option = ph_session_option,
                                           .context = config});
    dispatch->line_length = config->line_length;
    return dispatch;
}

/* What becomes of a finding that is not reported, and why; or empty. */
static PhBytes fate_of(const PhWhy *why, const PhSuppressions *remarks, PhSource *source,
                       const PhFinding *finding)
{
    const PhPlan *plan = why->session->plan_of_file[0];
    bool asks_for_all =
        why->line->options.shows_all || plan->selection.is_named[why->index];
    if (!plan->selection.is_selected[why->index]) {
        return PH_BYTES("not reported: the rule is not selected for this file");
    }
    if (ph_remarks_cover(remarks, source, finding->rule, finding->span)) {
        return PH_BYTES("not reported: a `# pyheap: ignore` remark covers it");
    }
    if (finding->benefit < plan->config->min_benefit && !asks_for_all) {
        return ph_arena_format(
            why->line->arena,
            "not reported: benefit %s%s%.*s; with --all it would be, as %s",
            ph_benefit_name(finding->benefit), finding->benefit_text.len > 0 ? ", " : "",
            (int)finding->benefit_text.len, finding->benefit_text.ptr,
            ph_level_name(finding->level));
    }
    return PH_BYTES("");
}

static bool is_on_line(const PhWhy *why, PhSource *source, const PhTree *tree,
                       PhNodeId root)
{
    PhSpan span = ph_tree_span(tree, root);
    uint32_t first = ph_source_place(source, span.start).line;
    uint32_t last = ph_source_place(source, span.end).line;
    return why->wanted == 0 || (first <= why->wanted && why->wanted <= last);
}

static PhBytes missing_for(const PhWhy *why, const PhDispatch *dispatch, PhBytes text,
                           const PhAlternative *alternative)
{
    for (size_t i = 0; i < dispatch->patches.count; i++) {
        if (dispatch->patches.items[i].alternative == alternative) {
            return ph_filter_missing(dispatch->filter, why->line->arena, text, i);
        }
    }
    return PH_BYTES("");
}

/* Takes back what was told from `start` on if it says the same as what was told before it,
 * at `*last`: patches that a `choice` gave often begin alike. */
static void take_back_repeated(PhBuf *out, size_t start, PhSpan *last)
{
    PhSpan told = {(uint32_t)start, (uint32_t)out->len};
    PhBytes text = ph_buf_bytes(out);
    bool is_same = last->end == told.start &&
                   ph_bytes_equal(ph_bytes_slice(text, last->start, last->end),
                                  ph_bytes_slice(text, told.start, told.end));
    if (is_same) {
        out->len = start;
    } else {
        *last = told;
    }
}

static void tell_nothing(PhWhy *why, const PhDispatch *dispatch, const PhParsedFile *file)
{
    PhBytes path = file->source->path;
    ph_buf_add_visible(&why->out, path);
    if (why->wanted > 0) {
        ph_buf_printf(&why->out, ":%u", (unsigned)why->wanted);
    }
    ph_buf_printf(&why->out, ": no code here is of a kind that %s starts with:\n",
                  why->transform->id);
    PhSpan last = {0, 0};
    for (size_t r = 0; r < why->transform->rules.count; r++) {
        const PhRule *rule = &why->transform->rules.items[r];
        for (size_t i = 0; i < rule->alternatives.count; i++) {
            const PhAlternative *alternative = &rule->alternatives.items[i];
            if (alternative->is_derived) {
                continue;
            }
            size_t start = why->out.len;
            const PhPattern *pattern = &alternative->patch->minus;
            PhBytes text = ph_pattern_text(why->line->arena, pattern, pattern->root);
            PhBytes first = text;
            (void)ph_bytes_next_line(&text, &first);
            PhBytes missing = missing_for(why, dispatch, file->tree.text, alternative);
            ph_buf_printf(&why->out, "  %.*s:%u: `%.*s`%s%s", (int)why->transform->path.len,
                          why->transform->path.ptr,
                          (unsigned)alternative->lines.items[0].line, (int)first.len,
                          first.ptr, text.len > 0 ? " .." : "",
                          missing.len > 0 ? ", and " : "");
            if (missing.len > 0) {
                ph_why_add_missing(&why->out, missing);
            }
            ph_buf_add_char(&why->out, '\n');
            take_back_repeated(&why->out, start, &last);
        }
    }
}

static void tell(PhWhy *why, const PhParsedFile *file)
{
    PhArena *arena = why->line->arena;
    const PhPlan *plan = why->session->plan_of_file[0];
    PhFindingVec findings = {0};
    PhTrace trace = {.arena = arena};
    PhArena *scratch = ph_arena_new();
    PhFacts *facts = ph_facts_new(arena, file->source, &file->tree, plan->fact_options);
    PhProjectFile project = ph_session_project_file(why->session, 0);
    facts->project = &project;
    const PhSuppressions *remarks = ph_remarks_read(
        arena, file, why->session->rules, why->session->rule_count, why->line->diags);
    PhWhyText text = {.arena = arena,
                      .facts = facts,
                      .page = why->transform->path,
                      .path = file->source->path,
                      .findings = &findings};
    PhNodeId site = PH_NODE_NONE;
    PhSpan last = {0, 0};
    const PhDispatch *dispatch = dispatch_of(why);
    ph_engine_trace(dispatch, facts, scratch, &trace, &findings);
    for (size_t i = 0; i < trace.tries.count; i++) {
        const PhTry *one = &trace.tries.items[i];
        bool is_told = one->end != PH_TRY_MISMATCH || !one->patch->alternative->is_derived;
        if (!is_told || !is_on_line(why, file->source, &file->tree, one->root)) {
            continue;
        }
        if (site != one->root) {
            ph_buf_add_str(&why->out, site == PH_NODE_NONE ? "" : "\n");
            ph_why_add_site(&why->out, &text, one->root);
        }
        site = one->root;
        PhBytes fate = one->end == PH_TRY_FOUND ? fate_of(why, remarks, file->source,
                                                          &findings.items[one->finding])
                                                : PH_BYTES("");
        size_t start = why->out.len;
        ph_why_add_try(&why->out, &text, one, fate);
        take_back_repeated(&why->out, start, &last);
    }
    if (site == PH_NODE_NONE) {
        tell_nothing(why, dispatch, file);
    }
    ph_arena_free(scratch);
}

static PhStatus read_file(const PhWhy *why, PhParsedFile *file_out)
{
    const PhCommandLine *line = why->line;
    const PhWalkFile *file = &why->session->walked.files.items[0];
    PhBytes bytes = why->session->standard_input;
    PhStatus status = PH_OK;
    if (!why->session->is_standard_input) {
        uint64_t most = (uint64_t)line->options.max_file_size << 20;
        status = ph_file_read(line->arena, file->path, most, line->diags, &bytes);
    }
    return status != PH_OK ? status
                           : ph_file_parse(why->session->grammar, line->arena, file->path,
                                           bytes, line->diags, file_out);
}

/* Rules of the page that the target version is too old for can find nothing. */
static void tell_versions(PhWhy *why)
{
    uint32_t target = why->session->plan_of_file[0]->config->target_minor;
    for (size_t i = 0; i < why->transform->rules.count; i++) {
        const PhRule *rule = &why->transform->rules.items[i];
        if (rule->python_minor > target) {
            ph_buf_printf(&why->out,
                          "%.*s:%u: this part needs Python 3.%u, the target version is "
                          "3.%u\n",
                          (int)why->transform->path.len, why->transform->path.ptr,
                          (unsigned)rule->line, (unsigned)rule->python_minor,
                          (unsigned)target);
        }
    }
}

static PhStatus open_one(PhWhy *why)
{
    const PhCommandLine *line = why->line;
    PhBytes operand = line->operands.count == 1 ? line->operands.items[0] : PH_BYTES("");
    PhBytes path = split_operand(line->arena, operand, &why->wanted);
    PhBytesVec paths = {.items = &path, .count = 1};
    if (operand.len == 0) {
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "--why needs one operand: FILE or FILE:LINE");
        return PH_ERR_USAGE;
    }
    PhStatus status = ph_session_open(line->arena, &line->options, PH_SUMMARY_CHECK, &paths,
                                      line->diags, &why->session);
    if (status != PH_OK) {
        return status;
    }
    why->transform = ph_session_find_rule(line->arena, why->session->transforms,
                                          line->options.why, line->diags);
    if (why->transform == NULL) {
        return PH_ERR_USAGE;
    }
    why->index = (size_t)(why->transform - why->session->transforms->transforms.items);
    if (ph_transform_compile(why->session->transforms, why->index, line->diags) != PH_OK) {
        return PH_ERR_USAGE;
    }
    if (why->session->walked.files.count != 1) {
        if (ph_diags_worst(line->diags) >= PH_SEVERITY_ERROR) {
            return PH_ERR_IO;
        }
        (void)ph_diag_add(line->diags, PH_SEVERITY_ERROR, path,
                          "--why is about one file, and this is none");
        return PH_ERR_USAGE;
    }
    return PH_OK;
}

int ph_why_run(const PhCommandLine *line)
{
    PhWhy why = {.line = line};
    PhParsedFile file;
    if (open_one(&why) != PH_OK || read_file(&why, &file) != PH_OK) {
        return ph_cmd_tell(line);
    }
    tell_versions(&why);
    why.session->projects = ph_projects_new();
    tell(&why, &file);
    ph_projects_free(why.session->projects);
    bool is_written = ph_terminal_print(ph_buf_bytes(&why.out));
    ph_buf_release(&why.out);
    if (line->diags->records.count > 0) {
        (void)ph_cmd_tell(line);
    }
    return is_written && ph_diags_worst(line->diags) < PH_SEVERITY_ERROR ? 0 : 2;
}
