/* The first search of a review: all files by all workers, and what may be asked of each. */

#include <unistd.h>

#include "apply/write.h"
#include "base/io.h"
#include "base/path.h"
#include "cmd/file_job.h"
#include "cmd/pool.h"
#include "cmd/review_state.h"

typedef struct PhScanned {
    PhFileResult result;
    PhReviewFile *file; /* NULL: nothing to ask */
    PhArena *arena;     /* of the file */
} PhScanned;

typedef struct PhScan {
    PhReview *review;
    PhScanned *files;
} PhScan;

static PhBytes name_of(const PhReview *review, const PhWalkFile *file)
{
    PhBytes root = review->root;
    PhBytes below = root.len > 1 ? ph_path_below(file->real_path, root) : PH_BYTES("");
    return below.len > 0 ? below : file->real_path;
}

static bool has_answers(const PhReview *review, PhBytes name)
{
    size_t count = review->decisions == NULL ? 0 : ph_decisions_count(review->decisions);
    for (size_t i = 0; i < count; i++) {
        if (ph_bytes_equal(ph_decisions_at(review->decisions, i)->file, name)) {
            return true;
        }
    }
    return false;
}

/* What was accepted with --unsafe-fixes stays so without. */
static bool has_fix(const PhReview *review, PhFileWork *work, const PhFindingVec *findings)
{
    bool has_any = false;
    for (size_t i = 0; i < findings->count; i++) {
        bool is_fix = findings->items[i].edit_count > 0;
        has_any = has_any || is_fix;
        if (is_fix && ph_file_work_wants(work, &findings->items[i])) {
            return true;
        }
    }
    return has_any && has_answers(review, name_of(review, work->file));
}

static void scan(PhScan *run, PhFileWork *work, size_t index)
{
    PhBytes bytes;
    PhParsedFile parsed;
    PhFindingVec findings = {0};
    PhScanned *scanned = &run->files[index];
    PhSummary *counts = &scanned->result.counts;
    PhFileState state = ph_file_work_read(work, &bytes, &parsed);
    ph_file_count_state(counts, state);
    if (state != PH_FILE_READ) {
        return;
    }
    ph_file_work_find(work, &parsed, &findings);
    ph_file_count(counts, &findings);
    /* What cannot be written is not worth anybody's time. */
    if (!has_fix(run->review, work, &findings) ||
        (!work->session->is_unwritten &&
         ph_write_check(work->file->path, work->file->root, &work->diags) != PH_OK)) {
        return;
    }
    PhFixNames names = ph_fix_names(work->worker->arena, bytes);
    scanned->arena = ph_arena_new();
    scanned->file =
        ph_review_file_new(scanned->arena, index, name_of(run->review, work->file), bytes);
    ph_review_note_items(scanned->file, work, &names, parsed.source, &findings);
}

static void run_one(void *context, void *worker, size_t index)
{
    PhScan *run = context;
    PhFileWork work = ph_file_work(run->review->session, worker, index);
    PhFileResult *result = &run->files[index].result;
    scan(run, &work, index);
    ph_file_result_take_diags(result, &work);
    ph_file_worker_reset(worker);
}

static void tell_one(void *context, size_t index)
{
    PhScan *run = context;
    PhScanned *scanned = &run->files[index];
    PhReview *review = run->review;
    if (scanned->result.err.len > 0) {
        (void)ph_write_all(STDERR_FILENO, ph_buf_bytes(&scanned->result.err));
    }
    review->worst =
        scanned->result.worst > review->worst ? scanned->result.worst : review->worst;
    ph_summary_add(&review->found, &scanned->result.counts);
    if (scanned->file != NULL) {
        PH_VEC_PUSH(review->arena, &review->files, (PhReviewSlot){scanned->file});
    }
    scanned->file = NULL;
    ph_file_result_release(&scanned->result);
}

void ph_review_scan(PhReview *review)
{
    size_t count = review->session->walked.files.count;
    PhScan run = {.review = review, .files = PH_NEW_ARRAY(review->arena, PhScanned, count)};
    PhPool pool = ph_file_pool(review->session, count, &run);
    pool.run = run_one;
    pool.tell = tell_one;
    ph_pool_run(&pool);
    review->found.files_generated += review->session->walked.generated_count;
    for (size_t i = 0; i < count; i++) { /* of an interrupted search: made, but not told */
        ph_file_result_release(&run.files[i].result);
        if (run.files[i].file != NULL) {
            ph_review_file_release(run.files[i].file);
            ph_arena_free(run.files[i].arena);
        }
    }
}
