/*
 * `pyheap verify-commit`: runs on the parent of a commit what the commit says was run, and
 * compares the files. A commit may hold a part of what pyheap would do (`--limit`, `-i`):
 * where all fixes together give another text, those count that touch a line which the
 * commit changed.
 */

#include <stdlib.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/committer.h"
#include "cmd/interrupt.h"
#include "cmd/terminal.h"
#include "cmd/tree_session.h"
#include "git/hunks.h"
#include "git/trailers.h"
#include "report/diff.h"

typedef struct PhLineRange {
    uint32_t first;
    uint32_t last;
} PhLineRange;

typedef PH_VEC(PhLineRange) PhLineRanges;

typedef struct PhVerifying {
    const PhCommandLine *line;
    PhArena *arena;
    PhRepository *repository;
    PhObjectId commit;
    PhCommitFacts facts;
    PhOptions options; /* as the commit records them */
    PhBytesVec paths;
    PhBytesVec rules; /* whose fixes the commit holds */
    PhBytes version;
    PhTreeSession tree;
    PhBuf out; /* what does not fit */
    size_t extra_count;
    size_t file_count;
} PhVerifying;

/* The lines of the old text that a diff takes away, or that stand beside what it adds. */
typedef struct PhChangedLines {
    PhArena *arena;
    PhLineRanges ranges;
    uint32_t old_line;
    bool is_narrow;   /* what replaces removed lines does not touch the one behind them */
    bool is_replaced; /* the line before was taken away */
} PhChangedLines;

/* A part of the fixes of one file. */
typedef struct PhAllowed {
    const PhBytesVec *rules;
    const PhProposal *all;       /* NULL: wherever they are */
    const PhLineRanges *changed; /* lines that they have to touch */
} PhAllowed;

static void on_hunk(void *context, const PhLineHunk *hunk)
{
    PhChangedLines *changed = context;
    changed->old_line = hunk->old_count == 0 ? hunk->old_start + 1 : hunk->old_start;
    changed->is_replaced = false;
}

static void on_line(void *context, char origin, PhBytes line)
{
    PhChangedLines *changed = context;
    (void)line;
    bool is_added = origin == '+' && !(changed->is_narrow && changed->is_replaced);
    if (is_added || origin == '-') {
        uint32_t first = origin == '+' && changed->old_line > 1 ? changed->old_line - 1
                                                                : changed->old_line;
        PhLineRange range = {first, changed->old_line};
        PH_VEC_PUSH(changed->arena, &changed->ranges, range);
    }
    changed->is_replaced = origin == '-' || (origin == '+' && changed->is_replaced);
    changed->old_line += origin != '+';
}

static bool touches_lines(const PhFixLines *lines, const PhLineRanges *changed)
{
    for (size_t i = 0; i < changed->count; i++) {
        const PhLineRange *range = &changed->items[i];
        if (lines->first <= range->last && range->first <= lines->last) {
            return true;
        }
    }
    return false;
}

static bool allows(void *context, size_t file, const PhFixId *id)
{
    const PhAllowed *allowed = context;
    bool is_of_rule = false;
    (void)file;
    for (size_t i = 0; i < allowed->rules->count; i++) {
        is_of_rule = is_of_rule || ph_bytes_is(allowed->rules->items[i], id->rule);
    }
    if (!is_of_rule || allowed->all == NULL) {
        return is_of_rule;
    }
    for (size_t i = 0; i < allowed->all->fixes.count; i++) {
        const PhFix *fix = &allowed->all->fixes.items[i];
        if (!ph_fix_id_equal(&fix->id, id)) {
            continue;
        }
        for (size_t n = 0; n < fix->line_count; n++) {
            if (touches_lines(&fix->lines[n], allowed->changed)) {
                return true;
            }
        }
    }
    return false;
}

static size_t file_of(const PhVerifying *v, PhBytes path)
{
    const PhSession *session = v->tree.session;
    for (size_t i = 0; i < session->walked.files.count; i++) {
        PhBytes real = session->walked.files.items[i].real_path;
        if (real.len == v->tree.folder.len + 1 + path.len &&
            ph_bytes_ends_with(real, path)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* What pyheap makes of a file with the fixes that are allowed. */
static PhBytes made_text(PhVerifying *v, size_t file, PhAllowed *allowed, PhBytes old_text,
                         PhProposals *out)
{
    PhProposeOptions options = {.only = &file,
                                .only_count = 1,
                                .is_quiet = true,
                                .allows = allows,
                                .context = allowed};
    ph_propose(v->tree.session, &options, out);
    return out->items.count > 0
               ? ph_arena_copy(v->arena, ph_proposal_text(out->items.items[0]))
               : old_text;
}

/* What pyheap makes of a file that comes nearest to `wanted`. */
static PhBytes nearest_text(PhVerifying *v, size_t file, PhBytes old_text, PhBytes wanted)
{
    PhProposals all;
    PhProposals part;
    PhAllowed allowed = {.rules = &v->rules};
    PhBytes text = made_text(v, file, &allowed, old_text, &all);
    for (int round = 0; round < 2 && all.items.count > 0 && !ph_bytes_equal(text, wanted);
         round++) {
        PhChangedLines changed = {.arena = v->arena, .is_narrow = round == 0};
        PhHunkSink sink = {&changed, on_hunk, on_line};
        if (ph_hunks_each(old_text, wanted, &sink) != PH_OK) {
            break;
        }
        PhAllowed some = {&v->rules, all.items.items[0], &changed.ranges};
        text = made_text(v, file, &some, old_text, &part);
        ph_proposals_release(&part);
    }
    ph_proposals_release(&all);
    return text;
}

static PhStatus check_file(PhVerifying *v, const PhChangedFile *changed)
{
    PhBytes path = changed->path;
    PhBytes old_text = PH_BYTES("");
    PhBytes new_text = PH_BYTES("");
    bool was_there = ph_repository_read(v->repository, &v->facts.parent, path, &old_text);
    bool is_there = ph_repository_read(v->repository, &v->commit, path, &new_text);
    size_t file = file_of(v, path);
    PhBytes made = old_text;
    if (!was_there || !is_there) {
        ph_buf_printf(&v->out, "%.*s: %s\n", (int)path.len, path.ptr,
                      was_there  ? "was removed, which pyheap never does"
                      : is_there ? "was added, which pyheap never does"
                                 : "is no plain file");
        v->extra_count++;
        return PH_OK;
    }
    if (file != SIZE_MAX) {
        made = nearest_text(v, file, old_text, new_text);
    }
    if (changed->is_moded) {
        ph_buf_printf(&v->out, "%.*s: its mode was changed, which pyheap never does\n",
                      (int)path.len, path.ptr);
    }
    v->extra_count += changed->is_moded || !ph_bytes_equal(made, new_text);
    if (ph_bytes_equal(made, new_text)) {
        return PH_OK;
    }
    PhDiffFile diff = {.path = path, .old_text = made, .new_text = new_text};
    PhDiffOptions options = {
        .colour = ph_terminal_wants_colour(STDOUT_FILENO, v->line->options.color),
        .visible = isatty(STDOUT_FILENO) == 1};
    return ph_diff_add(&v->out, &diff, &options, v->line->diags);
}

static PhStatus refuse(PhVerifying *v, const char *why)
{
    (void)ph_diag_add(v->line->diags, PH_SEVERITY_ERROR,
                      ph_arena_format(v->arena, "%.7s", v->commit.hex), "%s", why);
    return PH_ERR_REFUSED;
}

/* The options, the paths and the rules that the trailers name. */
static PhStatus read_record(PhVerifying *v)
{
    PhTrailers trailers = ph_trailers_read(v->arena, v->facts.message);
    PhBytes record = ph_trailers_get(&trailers, "Pyheap-Options");
    PhOperands operands;
    v->version = ph_trailers_get(&trailers, "Pyheap-Version");
    if (v->version.len == 0 || record.len == 0) {
        return refuse(v, "has no record of how pyheap made it");
    }
    char *const *words = ph_options_split(v->arena, record);
    v->options = ph_options_default();
    if (words == NULL || ph_options_parse(v->arena, &ph_command_fix, words, &v->options,
                                          &operands, v->line->diags) != PH_OK) {
        return refuse(v, "records options that this pyheap does not know");
    }
    v->paths = operands.items;
    for (size_t i = 0; i < trailers.count; i++) {
        if (ph_bytes_is(trailers.items[i].key, "Pyheap-Rule")) {
            PH_VEC_PUSH(v->arena, &v->rules, ph_bytes_trim(trailers.items[i].value));
        }
    }
    for (size_t i = 0; i < v->line->options.transforms.count; i++) {
        PH_VEC_PUSH(v->arena, &v->options.transforms, v->line->options.transforms.items[i]);
    }
    return PH_OK;
}

static bool knows_rules(PhVerifying *v)
{
    for (size_t i = 0; i < v->rules.count; i++) {
        if (!ph_bytes_is_one_of(v->rules.items[i], v->tree.session->rules,
                                v->tree.session->rule_count)) {
            return false;
        }
    }
    return true;
}

static PhStatus compare(PhVerifying *v)
{
    PhChangedFiles files;
    PhStatus status = ph_repository_changed(v->repository, &v->facts.parent, &v->commit,
                                            v->line->diags, &files);
    status = status == PH_OK
                 ? ph_tree_session_open(v->repository, &v->facts.parent, &v->options,
                                        &v->paths, v->line->diags, &v->tree)
                 : status;
    if (status == PH_OK && !knows_rules(v)) {
        status = refuse(v, "has fixes of a rule that this pyheap does not know");
    }
    v->file_count = status == PH_OK ? files.count : 0;
    for (size_t i = 0; status == PH_OK && i < files.count; i++) {
        status =
            ph_interrupt_signal() != 0 ? PH_ERR_CONFLICT : check_file(v, &files.items[i]);
    }
    ph_tree_session_close(&v->tree);
    return status;
}

static void tell(const PhVerifying *v)
{
    PhBuf out = {0};
    PhBytes subject = ph_landing_subject(v->facts.message);
    bool is_other = !ph_bytes_is(v->version, PYHEAP_VERSION);
    ph_buf_printf(&out, "%.7s ", v->commit.hex);
    ph_buf_add_visible(&out, subject);
    if (v->extra_count == 0) {
        ph_buf_add_str(&out, ": exactly what pyheap " PYHEAP_VERSION " makes (");
        ph_buf_add_count(&out, v->file_count, "file");
        ph_buf_add_str(&out, ")\n");
    } else {
        ph_buf_printf(&out, ": not what pyheap " PYHEAP_VERSION " makes, in %zu of ",
                      v->extra_count);
        ph_buf_add_count(&out, v->file_count, "file");
        ph_buf_add_str(&out, ":\n");
        ph_buf_add(&out, ph_buf_bytes(&v->out));
    }
    if (is_other) {
        ph_buf_printf(&out, "It says that pyheap %.*s made it.\n", (int)v->version.len,
                      v->version.ptr);
    }
    (void)ph_terminal_print(ph_buf_bytes(&out));
    ph_buf_release(&out);
}

/* A comment, or the id of a commit that says pyheap made it. */
static bool is_blame_line(PhVerifying *v, PhBytes line)
{
    PhObjectId id;
    PhCommitFacts facts;
    PhDiags ignored = {.arena = v->arena};
    if (ph_bytes_starts_with(line, PH_BYTES("# "))) {
        return true;
    }
    return line.len == sizeof(id.hex) - 1 &&
           ph_repository_commit_id(v->repository, line, &ignored, &id) == PH_OK &&
           ph_repository_facts(v->repository, &id, &ignored, &facts) == PH_OK &&
           ph_bytes_find(facts.message, PH_BYTES("\nPyheap-Version: "), 0) != PH_NOT_FOUND;
}

/* What --blame-ignore-revs commits: lines of that kind behind what the file had. */
static bool is_blame_commit(PhVerifying *v)
{
    PhChangedFiles files;
    PhBytes old_text = PH_BYTES("");
    PhBytes text;
    PhBytes line;
    PhDiags ignored = {.arena = v->arena};
    bool is_blame =
        ph_repository_changed(v->repository, &v->facts.parent, &v->commit, &ignored,
                              &files) == PH_OK &&
        files.count == 1 && !files.items[0].is_moded &&
        ph_bytes_is(files.items[0].path, PH_BLAME_FILE) &&
        ph_repository_read(v->repository, &v->commit, PH_BYTES(PH_BLAME_FILE), &text);
    (void)ph_repository_read(v->repository, &v->facts.parent, PH_BYTES(PH_BLAME_FILE),
                             &old_text);
    is_blame = is_blame && ph_bytes_starts_with(text, old_text);
    PhBytes rest = is_blame ? ph_bytes_slice(text, old_text.len, text.len) : PH_BYTES("");
    if (old_text.len > 0 && old_text.ptr[old_text.len - 1] != '\n') {
        is_blame = is_blame && ph_bytes_next_line(&rest, &line) && line.len == 0;
    }
    while (is_blame && ph_bytes_next_line(&rest, &line)) {
        is_blame = is_blame_line(v, line);
    }
    v->file_count = is_blame;
    return is_blame;
}

static PhStatus verify(PhVerifying *v, PhBytes name)
{
    PhStatus status =
        ph_repository_commit_id(v->repository, name, v->line->diags, &v->commit);
    status = status == PH_OK
                 ? ph_repository_facts(v->repository, &v->commit, v->line->diags, &v->facts)
                 : status;
    if (status == PH_OK && v->facts.parent_count != 1) {
        status =
            refuse(v, v->facts.parent_count == 0 ? "has no parent"
                                                 : "is a merge, which pyheap never is");
    }
    if (status == PH_OK && !is_blame_commit(v)) {
        status = read_record(v);
        status = status == PH_OK ? compare(v) : status;
    } else if (status == PH_OK) {
        v->version = PH_BYTES(PYHEAP_VERSION);
    }
    if (status == PH_OK) {
        tell(v);
    }
    ph_buf_release(&v->out);
    return status;
}

int ph_cmd_verify_commit(const PhCommandLine *line)
{
    PhRepository *repository = NULL;
    size_t wrong = 0;
    PhStatus status =
        ph_repository_open(line->arena, PH_BYTES("."), line->diags, &repository);
    for (size_t i = 0; status == PH_OK && i < line->operands.count; i++) {
        PhVerifying v = {.line = line,
                         .arena = line->arena,
                         .repository = repository,
                         .tree = {.old_folder = -1}};
        status = verify(&v, line->operands.items[i]);
        wrong += v.extra_count > 0;
    }
    ph_repository_close(repository);
    int told = line->diags->records.count > 0 ? ph_cmd_tell(line) : 0;
    if (ph_interrupt_signal() != 0) {
        return 128 + ph_interrupt_signal();
    }
    return status != PH_OK ? told : wrong > 0 ? 1 : 0;
}
