#include "cmd/slice.h"

#include <stdlib.h>

#include "report/diff.h"

typedef struct PhChance {
    uint64_t number;
    const PhFix *fix;
    size_t file;
} PhChance;

typedef PH_VEC(PhChance) PhChances;

typedef struct PhSlice {
    PhChance *chosen; /* by file */
    size_t count;
    const PhProposeOptions *outer;
} PhSlice;

static int by_number(const void *a, const void *b)
{
    const PhChance *left = a;
    const PhChance *right = b;
    return left->number != right->number ? (left->number < right->number ? -1 : 1)
           : left->file != right->file   ? (left->file < right->file ? -1 : 1)
                                         : 0;
}

static int by_place(const void *a, const void *b)
{
    const PhChance *left = a;
    const PhChance *right = b;
    if (left->file != right->file) {
        return left->file < right->file ? -1 : 1;
    }
    return left->fix->id.line < right->fix->id.line
               ? -1
               : left->fix->id.line > right->fix->id.line;
}

static uint64_t number_of(const PhSession *session, size_t file, const PhFix *fix)
{
    PhArena *arena = ph_arena_new();
    PhBytes path = ph_diff_path(arena, session->working_folder,
                                session->walked.files.items[file].path);
    PhBytes text = ph_arena_format(arena, "%u\n%.*s\n%s\n%u\n%016llx",
                                   (unsigned)session->options->seed, (int)path.len,
                                   path.ptr, fix->id.rule, (unsigned)fix->id.line,
                                   (unsigned long long)fix->id.text.low);
    uint64_t number = ph_hash(text).low;
    ph_arena_free(arena);
    return number;
}

static bool allows(void *context, size_t file, const PhFixId *id)
{
    const PhSlice *slice = context;
    size_t low = 0;
    size_t high = slice->count;
    while (low < high) { /* the first of the file */
        size_t middle = low + (high - low) / 2;
        if (slice->chosen[middle].file < file) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < slice->count && slice->chosen[low].file == file; low++) {
        if (ph_fix_id_equal(&slice->chosen[low].fix->id, id)) {
            return slice->outer->allows == NULL ||
                   slice->outer->allows(slice->outer->context, file, id);
        }
    }
    return false;
}

static PhChances list_fixes(PhSession *session, const PhProposals *proposals)
{
    PhChances chances = {0};
    for (size_t i = 0; i < proposals->items.count; i++) {
        const PhProposal *proposal = proposals->items.items[i];
        for (size_t n = 0; n < proposal->fixes.count; n++) {
            PhChance chance = {.fix = &proposal->fixes.items[n], .file = proposal->file};
            if (session->options->sample > 0) {
                chance.number = number_of(session, proposal->file, chance.fix);
            }
            PH_VEC_PUSH(session->arena, &chances, chance);
        }
    }
    return chances;
}

static size_t smaller(size_t a, uint32_t b)
{
    return b > 0 && b < a ? b : a;
}

void ph_slice_propose(PhSession *session, const PhProposeOptions *options, PhProposals *out)
{
    const PhOptions *given = session->options;
    ph_propose(session, options, out);
    PhChances chances = list_fixes(session, out);
    size_t count = smaller(smaller(chances.count, given->sample), given->limit);
    if (count == chances.count) {
        return;
    }
    if (given->sample > 0) {
        qsort(chances.items, chances.count, sizeof(PhChance), by_number);
        chances.count = smaller(chances.count, given->sample);
    }
    qsort(chances.items, chances.count, sizeof(PhChance), by_place);
    PhSlice slice = {.chosen = chances.items, .count = count, .outer = options};
    size_t *files = PH_NEW_ARRAY(session->arena, size_t, count);
    size_t file_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (file_count == 0 || files[file_count - 1] != chances.items[i].file) {
            files[file_count++] = chances.items[i].file;
        }
    }
    PhProposals all = *out;
    PhProposeOptions part = {.is_by_rule = options->is_by_rule,
                             .is_quiet = true,
                             .allows = allows,
                             .context = &slice,
                             .only = files,
                             .only_count = file_count};
    ph_propose(session, &part, out);
    out->rest = all.rest;
    out->worst = all.worst > out->worst ? all.worst : out->worst;
    for (size_t i = 0, next = 0; i < all.items.count; i++) {
        const PhProposal *proposal = all.items.items[i];
        bool is_taken =
            next < out->items.count && out->items.items[next]->file == proposal->file;
        next += is_taken;
        if (!is_taken) {
            ph_proposals_leave(out, proposal);
        }
    }
    ph_proposals_recount(out);
    ph_proposals_release(&all);
}
