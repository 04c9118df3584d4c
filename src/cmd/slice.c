#include "cmd/slice.h"

#include <stdlib.h>

#include "cmd/fix_set.h"
#include "report/diff.h"

typedef struct PhChance {
    uint64_t number;
    const PhFix *fix;
    size_t file;
} PhChance;

typedef PH_VEC(PhChance) PhChances;

/* The fixes of a slice, of those that the caller lets in. */
typedef struct PhSlice {
    PhFixSet set;
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
    PhSlice *slice = context;
    return ph_fix_set_has(&slice->set, file, id) &&
           (slice->outer->allows == NULL ||
            slice->outer->allows(slice->outer->context, file, id));
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
    PhSlice slice = {.outer = options};
    for (size_t i = 0; i < count; i++) {
        ph_fix_set_add(session->arena, &slice.set, chances.items[i].file,
                       &chances.items[i].fix->id);
    }
    ph_fix_set_settle(&slice.set);
    size_t file_count = 0;
    const size_t *files = ph_fix_set_files(session->arena, &slice.set, &file_count);
    PhProposals all = *out;
    PhProposeOptions part = {.is_by_rule = options->is_by_rule,
                             .is_quiet = true,
                             .allows = allows,
                             .context = &slice,
                             .only = files,
                             .only_count = file_count};
    ph_propose(session, &part, out);
    ph_proposals_take_totals(out, &all);
    ph_proposals_release(&all);
}
