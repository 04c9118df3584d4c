#include "cmd/verify.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"
#include "cmd/fix_set.h"
#include "cmd/verify_lines.h"
#include "cmd/verify_report.h"
#include "cmd/verify_run.h"
#include "cmd/verify_tree.h"

enum {
    PH_BASE_SECONDS = 60 * 60, /* for the unchanged files, unless told otherwise */
    PH_LEAST_SECONDS = 60,     /* for runs that are compared with them */
    PH_TIMES_BASE = 5,
};

/* Fixes from..to of the units, not yet tried. */
typedef struct PhSegment {
    size_t from;
    size_t to;
    size_t drops;   /* how many were dropped when its other half was put aside */
    bool is_second; /* together with its other half it is known to be worse */
} PhSegment;

typedef struct PhVerifying {
    PhSession *session;
    PhArena *arena;
    PhDiags *diags;
    const PhProposals *proposals;
    PhProposeOptions outer; /* what the proposals were made with */
    PhVerifyTree tree;
    PhRunLines *lines;
    PhBytes lines_folder;
    PhBytes roots; /* folders that the edited packages are imported from */
    const char *const *environment;
    PhVerifyUnits units; /* by rule, file and place */
    PhHash *written;     /* by proposal: of the text that the copy holds */
    PhTestVerdict base;
    PhTestVerdict last; /* of the newest try */
    uint32_t seconds;
    size_t drop_count;
    size_t run_count;
} PhVerifying;

static int by_rule(const void *a, const void *b)
{
    const PhVerifyUnit *left = a;
    const PhVerifyUnit *right = b;
    int order = strcmp(left->fix->id.rule, right->fix->id.rule);
    if (order != 0) {
        return order;
    }
    if (left->proposal != right->proposal) {
        return left->proposal < right->proposal ? -1 : 1;
    }
    return left->fix->id.line < right->fix->id.line
               ? -1
               : left->fix->id.line > right->fix->id.line;
}

static void list_units(PhVerifying *v)
{
    for (size_t i = 0; i < v->proposals->items.count; i++) {
        const PhProposal *proposal = v->proposals->items.items[i];
        PhBytes path = ph_verify_tree_path(&v->tree, v->session, proposal->file);
        for (size_t n = 0; n < proposal->fixes.count; n++) {
            PhVerifyUnit unit = {.proposal = i,
                                 .file = proposal->file,
                                 .fix = &proposal->fixes.items[n],
                                 .path = path,
                                 .state = path.len > 0 ? PH_UNIT_TRIED : PH_UNIT_ELSEWHERE};
            PH_VEC_PUSH(v->arena, &v->units, unit);
        }
    }
    if (v->units.count > 0) {
        qsort(v->units.items, v->units.count, sizeof(PhVerifyUnit), by_rule);
    }
}

/* The folder that the topmost package around a file lies in. */
static PhBytes import_root(PhArena *arena, PhBytes path)
{
    size_t end = path.len;
    for (;;) {
        while (end > 0 && path.ptr[end - 1] != '/') {
            end--;
        }
        end = end > 0 ? end - 1 : 0;
        PhBytes mark = ph_arena_format(arena, "%.*s/__init__.py", (int)end, path.ptr);
        if (end == 0 || access(mark.ptr, F_OK) != 0) {
            return ph_bytes_slice(path, 0, end);
        }
    }
}

/* An editable install of the project would import the user's files, not the copies. */
static PhStatus prepare_lines(PhVerifying *v)
{
    size_t count = v->proposals->items.count;
    PhBytes *files = PH_NEW_ARRAY(v->arena, PhBytes, count);
    PhBuf roots = {0};
    for (size_t i = 0; i < count; i++) {
        PhBytes path =
            ph_verify_tree_path(&v->tree, v->session, v->proposals->items.items[i]->file);
        files[i] = ph_arena_format(v->arena, "%s/%.*s", v->tree.folder.ptr, (int)path.len,
                                   path.ptr);
        PhBytes root = import_root(v->arena, files[i]);
        PhBytes marked = ph_arena_format(v->arena, ":%.*s", (int)root.len, root.ptr);
        if (ph_bytes_find(ph_buf_bytes(&roots), marked, 0) == PH_NOT_FOUND) {
            ph_buf_add(&roots, marked);
        }
    }
    v->roots = ph_arena_copy(v->arena, ph_buf_bytes(&roots));
    ph_buf_release(&roots);
    v->lines_folder = ph_arena_format(v->arena, "%s.lines", v->tree.folder.ptr);
    if (mkdir(v->lines_folder.ptr, 0700) != 0) {
        (void)ph_diag_add(v->diags, PH_SEVERITY_ERROR, v->lines_folder,
                          "cannot be made: %s", strerror(errno));
        return PH_ERR_IO;
    }
    return ph_run_lines_new(v->arena, v->lines_folder, files, count, v->diags, &v->lines);
}

static PhStatus prepare(PhVerifying *v)
{
    PhStatus status = ph_verify_tree_open(&v->tree, v->arena, v->session, v->diags);
    if (status != PH_OK) {
        return status;
    }
    list_units(v);
    v->written = PH_NEW_ARRAY(v->arena, PhHash, v->proposals->items.count);
    for (size_t i = 0; i < v->proposals->items.count; i++) {
        v->written[i] = v->proposals->items.items[i]->old_hash;
    }
    return prepare_lines(v);
}

static PhHash key_of(const PhVerifying *v, bool is_base)
{
    PhBuf text = {0};
    PhBytes command = v->session->options->verify;
    const char *path = getenv("PATH");
    ph_buf_printf(&text, "%s\n%016llx%016llx\n%s\n", PYHEAP_VERSION,
                  (unsigned long long)v->tree.hash.high,
                  (unsigned long long)v->tree.hash.low, path == NULL ? "" : path);
    ph_buf_add(&text, command);
    for (size_t i = 0; i < v->proposals->items.count; i++) {
        PhBytes name =
            ph_verify_tree_path(&v->tree, v->session, v->proposals->items.items[i]->file);
        ph_buf_printf(&text, "\n%.*s %016llx%016llx%d", (int)name.len, name.ptr,
                      (unsigned long long)v->written[i].high,
                      (unsigned long long)v->written[i].low, is_base);
    }
    PhHash key = ph_hash(ph_buf_bytes(&text));
    ph_buf_release(&text);
    return key;
}

/* Runs the tests on what the copy holds now. */
static PhStatus run(PhVerifying *v, bool is_base, PhTestVerdict *verdict_out)
{
    const PhOptions *options = v->session->options;
    PhHash key = key_of(v, is_base);
    bool is_known = !options->has_no_cache && ph_verdict_find(v->arena, key, verdict_out);
    if (is_known) {
        return PH_OK;
    }
    PhVerifyRun how = {.command = ph_arena_string(v->arena, options->verify),
                       .folder = v->tree.working.ptr,
                       .environment =
                           ph_run_lines_environment(v->lines, v->arena, v->roots, is_base),
                       .seconds = v->seconds};
    PhStatus status = ph_verify_run(v->arena, &how, v->diags, verdict_out);
    v->run_count++;
    if (status != PH_OK || verdict_out->is_stopped) {
        return status == PH_OK ? PH_ERR_CONFLICT : status;
    }
    if (is_base) {
        ph_run_lines_read(v->lines);
        verdict_out->lines = ph_run_lines_text(v->lines);
    }
    if (!options->has_no_cache) {
        ph_verdict_keep(key, verdict_out);
    }
    return PH_OK;
}

static PhStatus run_base(PhVerifying *v)
{
    uint32_t limit = v->session->options->verify_timeout;
    v->seconds = limit > 0 ? limit : PH_BASE_SECONDS;
    PhStatus status = run(v, true, &v->base);
    if (status != PH_OK) {
        return status;
    }
    if (v->base.is_kept) {
        ph_run_lines_take(v->lines, v->base.lines);
    }
    if (v->base.is_timed_out || v->base.status == 126 || v->base.status == 127) {
        PhBytes said = ph_verify_last_lines(v->base.output, 5);
        (void)ph_diag_add(v->diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                          "the tests %s, so nothing can be verified:\n%.*s",
                          v->base.is_timed_out ? "do not end in time on the unchanged files"
                                               : "cannot be run",
                          (int)said.len, said.ptr);
        return PH_ERR_REFUSED;
    }
    if (limit == 0) {
        uint32_t times = (uint32_t)(v->base.seconds * PH_TIMES_BASE) + 1;
        v->seconds = times > PH_LEAST_SECONDS ? times : PH_LEAST_SECONDS;
    }
    return PH_OK;
}

/* The first run on the unchanged files may have failed by chance where a later one is
 * compared with it. */
static PhStatus run_base_again(PhVerifying *v)
{
    PhTestVerdict again;
    uint32_t kept = v->seconds;
    PhStatus status = run(v, false, &again);
    v->seconds = kept;
    if (status == PH_OK) {
        ph_verdict_add_failing(v->arena, &v->base, &again);
    }
    return status;
}

static bool is_in(const PhVerifying *v, size_t unit, const PhSegment *segment)
{
    return v->units.items[unit].state == PH_UNIT_KEPT ||
           (segment != NULL && unit >= segment->from && unit < segment->to &&
            v->units.items[unit].state == PH_UNIT_TRIED);
}

/* The text of a file with a part of its fixes. */
static PhBytes text_with(PhVerifying *v, size_t proposal, PhFixSet *set)
{
    const PhProposal *whole = v->proposals->items.items[proposal];
    size_t inside = 0;
    for (size_t i = 0; i < whole->fixes.count; i++) {
        inside += ph_fix_set_has(set, whole->file, &whole->fixes.items[i].id);
    }
    if (inside == 0) {
        return whole->old_text;
    }
    if (inside == whole->fixes.count) {
        return ph_proposal_text(whole);
    }
    PhProposals part;
    PhProposeOptions options = {.is_by_rule = v->outer.is_by_rule,
                                .is_quiet = true,
                                .allows = ph_fix_set_has,
                                .context = set,
                                .only = &whole->file,
                                .only_count = 1};
    ph_propose(v->session, &options, &part);
    PhBytes text = part.items.count == 0
                       ? whole->old_text
                       : ph_arena_copy(v->arena, ph_proposal_text(part.items.items[0]));
    ph_proposals_release(&part);
    return text;
}

static PhFixSet set_with(const PhVerifying *v, const PhSegment *segment)
{
    PhFixSet set = {0};
    for (size_t i = 0; i < v->units.count; i++) {
        if (is_in(v, i, segment)) {
            ph_fix_set_add(v->arena, &set, v->units.items[i].file,
                           &v->units.items[i].fix->id);
        }
    }
    ph_fix_set_settle(&set);
    return set;
}

static PhStatus write_texts(PhVerifying *v, PhFixSet *set)
{
    for (size_t i = 0; i < v->proposals->items.count; i++) {
        PhBytes path =
            ph_verify_tree_path(&v->tree, v->session, v->proposals->items.items[i]->file);
        PhBytes text = text_with(v, i, set);
        PhHash hash = ph_hash(text);
        if (path.len == 0 || ph_hash_equal(hash, v->written[i])) {
            continue;
        }
        PhStatus status = ph_verify_tree_write(&v->tree, path, text, v->diags);
        if (status != PH_OK) {
            return status;
        }
        v->written[i] = hash;
    }
    return PH_OK;
}

/* Whether the kept fixes and those of the segment end worse than none. */
static PhStatus try_with(PhVerifying *v, const PhSegment *segment, bool *is_worse_out)
{
    PhFixSet set = set_with(v, segment);
    PhStatus status = write_texts(v, &set);
    status = status == PH_OK ? run(v, false, &v->last) : status;
    if (status != PH_OK) {
        return status;
    }
    *is_worse_out = ph_verdict_is_worse(&v->base, &v->last);
    if (*is_worse_out && !v->last.is_kept && !v->last.is_timed_out) {
        PhTestVerdict again;
        PhVerifyRun how = {
            .command = ph_arena_string(v->arena, v->session->options->verify),
            .folder = v->tree.working.ptr,
            .environment = ph_run_lines_environment(v->lines, v->arena, v->roots, false),
            .seconds = v->seconds};
        status = ph_verify_run(v->arena, &how, v->diags, &again);
        v->run_count++;
        *is_worse_out = status == PH_OK && ph_verdict_is_worse(&v->base, &again);
        status = status == PH_OK && again.is_stopped ? PH_ERR_CONFLICT : status;
    }
    return status;
}

/* Where to cut: between rules if there are two, else between files, as near the middle as
 * that allows. */
static size_t cut_of(const PhVerifying *v, const PhSegment *segment)
{
    size_t middle = segment->from + (segment->to - segment->from) / 2;
    size_t best_rule = 0;
    size_t best_file = 0;
    for (size_t i = segment->from + 1; i < segment->to; i++) {
        const PhVerifyUnit *left = &v->units.items[i - 1];
        const PhVerifyUnit *right = &v->units.items[i];
        size_t distance = i > middle ? i - middle : middle - i;
        bool is_rule = strcmp(left->fix->id.rule, right->fix->id.rule) != 0;
        bool is_file = left->proposal != right->proposal;
        if (is_rule &&
            (best_rule == 0 ||
             distance < (best_rule > middle ? best_rule - middle : middle - best_rule))) {
            best_rule = i;
        }
        if (is_file &&
            (best_file == 0 ||
             distance < (best_file > middle ? best_file - middle : middle - best_file))) {
            best_file = i;
        }
    }
    return best_rule > 0 ? best_rule : best_file > 0 ? best_file : middle;
}

static void settle_segment(PhVerifying *v, const PhSegment *segment, PhUnitState state)
{
    for (size_t i = segment->from; i < segment->to; i++) {
        PhVerifyUnit *unit = &v->units.items[i];
        if (unit->state != PH_UNIT_TRIED) {
            continue;
        }
        unit->state = state;
        if (state == PH_UNIT_GUILTY) {
            unit->output = ph_verify_last_lines(v->last.output, 12);
            v->drop_count++;
        }
    }
}

static size_t tried_in(const PhVerifying *v, const PhSegment *segment)
{
    size_t count = 0;
    for (size_t i = segment->from; i < segment->to; i++) {
        count += v->units.items[i].state == PH_UNIT_TRIED;
    }
    return count;
}

/*
 * Goes down to single fixes where it gets worse. What is settled as kept has been tried
 * together; the second half of what is known to be worse need not be tried again as a whole
 * if the first half was good.
 */
static PhStatus find_guilty(PhVerifying *v)
{
    PH_VEC(PhSegment) stack = {0};
    PhStatus status = PH_OK;
    PH_VEC_PUSH(v->arena, &stack, ((PhSegment){.to = v->units.count}));
    while (status == PH_OK && stack.count > 0) {
        PhSegment segment = stack.items[--stack.count];
        bool is_worse = segment.is_second && segment.drops == v->drop_count;
        size_t tried = tried_in(v, &segment);
        if (tried == 0) {
            continue;
        }
        if (!is_worse || tried == 1) {
            ph_verify_tell_try(v->session, &v->units, segment.from, segment.to);
            status = try_with(v, &segment, &is_worse);
            ph_verify_tell_end(v->session, &v->last);
        }
        if (status != PH_OK) {
            break;
        }
        if (!is_worse || tried == 1) {
            settle_segment(v, &segment, is_worse ? PH_UNIT_GUILTY : PH_UNIT_KEPT);
            continue;
        }
        size_t cut = cut_of(v, &segment);
        PH_VEC_PUSH(v->arena, &stack, ((PhSegment){cut, segment.to, v->drop_count, true}));
        PH_VEC_PUSH(v->arena, &stack,
                    ((PhSegment){segment.from, cut, v->drop_count, false}));
    }
    return status;
}

static void note_coverage(PhVerifying *v)
{
    bool keeps = v->session->options->keeps_untested;
    for (size_t i = 0; i < v->units.count; i++) {
        PhVerifyUnit *unit = &v->units.items[i];
        for (size_t n = 0; n < unit->fix->line_count; n++) {
            unit->run_lines +=
                ph_run_lines_ran(v->lines, unit->proposal, unit->fix->lines[n].first,
                                 unit->fix->lines[n].last);
        }
        if (unit->run_lines == 0 && unit->fix->level != PH_LEVEL_SAFE && !keeps &&
            unit->state == PH_UNIT_TRIED) {
            unit->state = PH_UNIT_UNTESTED;
        }
    }
}

static PhStatus verify(PhVerifying *v)
{
    PhStatus status = prepare(v);
    if (status != PH_OK) {
        return status;
    }
    ph_verify_tell_try(v->session, NULL, 0, 0);
    status = run_base(v);
    if (status != PH_OK) {
        return status;
    }
    ph_verify_tell_end(v->session, &v->base);
    note_coverage(v);
    if (v->base.status != 0) {
        status = run_base_again(v);
    }
    return status == PH_OK ? find_guilty(v) : status;
}

static void clean_up(PhVerifying *v)
{
    if (v->lines_folder.len > 0) {
        ph_scratch_remove(v->lines_folder);
    }
    ph_verify_tree_close(&v->tree);
}

PhStatus ph_verify_narrow(PhSession *session, const PhProposeOptions *options,
                          PhDiags *diags, PhProposals *proposals)
{
    PhVerifying v = {.session = session,
                     .arena = session->arena,
                     .diags = diags,
                     .proposals = proposals,
                     .outer = *options};
    if (proposals->items.count == 0) {
        return PH_OK;
    }
    PhStatus status = verify(&v);
    clean_up(&v);
    if (status != PH_OK) {
        return status;
    }
    PhVerifyReport report = {.units = &v.units,
                             .base = &v.base,
                             .run_count = v.run_count,
                             .line_count = ph_run_lines_count(v.lines)};
    ph_verify_report(session, options, &report, diags);
    PhFixSet set = set_with(&v, NULL);
    size_t count = 0;
    PhProposeOptions part = {.is_by_rule = options->is_by_rule,
                             .is_quiet = true,
                             .allows = ph_fix_set_has,
                             .context = &set};
    part.only = ph_fix_set_files(session->arena, &set, &count);
    part.only_count = count;
    PhProposals all = *proposals;
    ph_propose(session, &part, proposals);
    ph_proposals_take_totals(proposals, &all);
    ph_proposals_release(&all);
    return PH_OK;
}
