#include "cmd/landing.h"

#include <stdlib.h>

#include "base/path.h"

PhBytes ph_landing_path(PhArena *arena, PhBytes root, PhBytes named)
{
    (void)ph_path_real(arena, named, &named);
    PhBytes below = ph_path_below(named, root);
    return below.len > 0 ? below : PH_BYTES(".");
}

static PhBytes path_in(const PhSession *session, const PhProposal *proposal, PhBytes root)
{
    return ph_path_below(session->walked.files.items[proposal->file].real_path, root);
}

static PhBytes group_of(const PhLandingOptions *options, PhBytes path)
{
    size_t slash = ph_bytes_find(path, PH_BYTES("/"), 0);
    switch (options->slicing) {
    case PH_SLICING_OWNER:
        return options->owners == NULL ? PH_BYTES("") : ph_owners_of(options->owners, path);
    case PH_SLICING_FOLDER:
        return slash == PH_NOT_FOUND ? PH_BYTES(".") : ph_bytes_slice(path, 0, slash);
    default: return PH_BYTES("");
    }
}

static PhLandingRule *rule_of(PhArena *arena, PhLandingCommit *commit, const char *rule)
{
    size_t at = 0;
    while (at < commit->rules.count && strcmp(commit->rules.items[at].rule, rule) < 0) {
        at++;
    }
    if (at == commit->rules.count || strcmp(commit->rules.items[at].rule, rule) != 0) {
        PH_VEC_PUSH(arena, &commit->rules, (PhLandingRule){0});
        for (size_t i = commit->rules.count - 1; i > at; i--) {
            commit->rules.items[i] = commit->rules.items[i - 1];
        }
        commit->rules.items[at] = (PhLandingRule){.rule = rule};
    }
    return &commit->rules.items[at];
}

static void add_file(PhArena *arena, PhLandingCommit *commit, PhLandingFile file,
                     size_t first_fix, size_t fix_count)
{
    PH_VEC_PUSH(arena, &commit->files, file);
    for (size_t i = first_fix; i < first_fix + fix_count; i++) {
        const PhFix *fix = &file.proposal->fixes.items[i];
        PhLandingRule *rule = rule_of(arena, commit, fix->id.rule);
        rule->fix_count++;
        rule->unsafe_count += fix->level != PH_LEVEL_SAFE;
        rule->benefit = rule->benefit.len == 0 ? fix->benefit_text : rule->benefit;
        commit->fix_count++;
        commit->unsafe_count += fix->level != PH_LEVEL_SAFE;
    }
}

static PhLandingCommit *commit_of(PhArena *arena, PhLanding *landing, PhBytes group)
{
    for (size_t i = 0; i < landing->count; i++) {
        if (ph_bytes_equal(landing->items[i].group, group)) {
            return &landing->items[i];
        }
    }
    PH_VEC_PUSH(arena, landing, (PhLandingCommit){.group = group});
    return &landing->items[landing->count - 1];
}

/* What a landing is made of. */
typedef struct PhLandingOf {
    PhArena *arena;
    const PhSession *session;
    const PhProposals *proposals;
    const PhLandingOptions *options;
} PhLandingOf;

static void add_whole(const PhLandingOf *of, PhLanding *landing)
{
    for (size_t i = 0; i < of->proposals->items.count; i++) {
        const PhProposal *proposal = of->proposals->items.items[i];
        PhBytes path = path_in(of->session, proposal, of->options->root);
        PhLandingCommit *commit =
            commit_of(of->arena, landing, group_of(of->options, path));
        PhLandingFile file = {proposal, path, ph_proposal_text(proposal)};
        add_file(of->arena, commit, file, 0, proposal->fixes.count);
    }
}

/* Of all proposals the steps of one rule in one sweep. */
static void add_steps(const PhLandingOf *of, PhLandingCommit *commit, const char *rule,
                      uint32_t sweep)
{
    for (size_t i = 0; i < of->proposals->items.count; i++) {
        const PhProposal *proposal = of->proposals->items.items[i];
        size_t first_fix = 0;
        for (size_t n = 0; n < proposal->steps.count; n++) {
            const PhStep *step = &proposal->steps.items[n];
            if (step->rule == rule && step->sweep == sweep) {
                PhLandingFile file = {proposal,
                                      path_in(of->session, proposal, of->options->root),
                                      step->text};
                add_file(of->arena, commit, file, first_fix, step->fix_count);
            }
            first_fix += step->fix_count;
        }
    }
}

static uint32_t sweeps_of(const PhProposals *proposals)
{
    uint32_t count = 0;
    for (size_t i = 0; i < proposals->items.count; i++) {
        const PhProposal *proposal = proposals->items.items[i];
        uint32_t last = proposal->steps.items[proposal->steps.count - 1].sweep;
        count = last + 1 > count ? last + 1 : count;
    }
    return count;
}

static int by_group(const void *a, const void *b)
{
    return ph_bytes_compare(((const PhLandingCommit *)a)->group,
                            ((const PhLandingCommit *)b)->group);
}

PhLanding ph_landing_make(PhArena *arena, const PhSession *session,
                          const PhProposals *proposals, const PhLandingOptions *options)
{
    PhLanding landing = {0};
    const PhLandingOf of = {arena, session, proposals, options};
    if (options->slicing != PH_SLICING_RULE) {
        add_whole(&of, &landing);
        if (landing.count > 0) {
            qsort(landing.items, landing.count, sizeof(landing.items[0]), by_group);
        }
        return landing;
    }
    for (uint32_t sweep = 0; sweep < sweeps_of(proposals); sweep++) {
        for (size_t i = 0; i < session->rule_count; i++) {
            PhLandingCommit commit = {0};
            add_steps(&of, &commit, session->rules[i], sweep);
            if (commit.files.count > 0) {
                PH_VEC_PUSH(arena, &landing, commit);
            }
        }
    }
    return landing;
}
