#include "edit/rounds.h"

#include <stdlib.h>

#include "edit/edit_set.h"
#include "edit/layout.h"

enum { PH_MAX_ROUNDS = 100 };

typedef PH_VEC(PhHash) PhHashVec;
typedef struct PhChosen {
    const PhFinding *finding;
} PhChosen;

typedef PH_VEC(PhChosen) PhChosenVec;

static int compare_priority(const void *a, const void *b)
{
    const PhFinding *left = ((const PhChosen *)a)->finding;
    const PhFinding *right = ((const PhChosen *)b)->finding;
    if (left->level != right->level) {
        return left->level > right->level ? -1 : 1;
    }
    if (left->benefit != right->benefit) {
        return left->benefit > right->benefit ? -1 : 1;
    }
    if (left->span.start != right->span.start) {
        return left->span.start < right->span.start ? -1 : 1;
    }
    return left < right ? -1 : left > right;
}

static PhChosenVec wanted(const PhRounds *rounds, const PhFindingVec *findings)
{
    PhChosenVec chosen = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const PhFinding *finding = &findings->items[i];
        if (finding->edit_count > 0 && rounds->want(rounds->context, finding)) {
            PH_VEC_PUSH(rounds->arena, &chosen, (PhChosen){finding});
        }
    }
    if (chosen.count > 0) {
        qsort(chosen.items, chosen.count, sizeof(chosen.items[0]), compare_priority);
    }
    return chosen;
}

/* Applies the fixes of `chosen` that go together; *applied_out gets those. */
static PhBytes apply(const PhRounds *rounds, const PhParsedFile *file,
                     const PhChosenVec *chosen, PhChosenVec *applied_out,
                     PhEditSet **set_out)
{
    PhEditSet *set = ph_edit_set_new(rounds->arena, file->source->bytes);
    *set_out = set;
    *applied_out = (PhChosenVec){0};
    for (size_t i = 0; i < chosen->count; i++) {
        if (ph_edit_set_add(set, chosen->items[i].finding) == PH_OK) {
            PH_VEC_PUSH(rounds->arena, applied_out, chosen->items[i]);
        }
    }
    PhImportRemoval removal = {.arena = rounds->arena,
                               .file = file,
                               .is_unshared = rounds->is_unshared,
                               .context = rounds->context,
                               .line_length = rounds->line_length};
    ph_edit_set_remove_imports(set, &removal);
    return ph_edit_set_apply(set);
}

static bool is_sound(const PhRounds *rounds, const PhParsedFile *before, PhBytes text,
                     PhParsedFile *after_out)
{
    PhDiags ignored = {.arena = rounds->arena};
    PhStatus status = ph_file_parse(rounds->grammar, rounds->arena, before->source->path,
                                    text, &ignored, after_out);
    return status == PH_OK &&
           ph_verify_comments(rounds->arena, &before->tree, &after_out->tree);
}

static void tell_defect(const PhRounds *rounds, const PhParsedFile *file,
                        const PhFinding *finding, PhBytes what)
{
    PhPlace place = ph_source_place(file->source, finding->span.start);
    PhBytes message = ph_arena_format(rounds->arena,
                                      "a fix of %s %.*s; the file is left as "
                                      "it was there (a defect of pyheap)",
                                      finding->rule, (int)what.len, what.ptr);
    /* The fix is found again in each later round. */
    for (size_t i = 0; i < rounds->diags->records.count; i++) {
        const PhDiag *old = &rounds->diags->records.items[i];
        if (old->line == place.line && ph_bytes_equal(old->message, message) &&
            ph_bytes_equal(old->path, file->source->path)) {
            return;
        }
    }
    (void)ph_diag_add_at(rounds->diags, PH_SEVERITY_DEFECT, file->source->path, place.line,
                         place.column, message);
}

/* The fixes of `chosen` whose result alone is sound; the others are told and dropped. */
static PhChosenVec keep_sound(const PhRounds *rounds, const PhParsedFile *file,
                              const PhChosenVec *chosen)
{
    PhChosenVec kept = {0};
    for (size_t i = 0; i < chosen->count; i++) {
        PhChosenVec one = {.items = &chosen->items[i], .count = 1};
        PhChosenVec applied;
        PhParsedFile after;
        PhEditSet *set;
        if (is_sound(rounds, file, apply(rounds, file, &one, &applied, &set), &after)) {
            PH_VEC_PUSH(rounds->arena, &kept, chosen->items[i]);
        } else {
            tell_defect(rounds, file, chosen->items[i].finding,
                        PH_BYTES("gives a text that does not pass verification"));
        }
    }
    return kept;
}

/* Breaks the lines that `set` made too long, if what comes of it is sound. */
static void lay_out(const PhRounds *rounds, const PhParsedFile *before,
                    const PhEditSet *set, PhParsedFile *after)
{
    if (rounds->line_length == 0) {
        return;
    }
    PhParsedFile broken;
    PhBytes text = ph_layout_break(rounds->arena, before, after, ph_edit_set_edits(set),
                                   rounds->line_length);
    if (text.ptr != after->tree.text.ptr && is_sound(rounds, before, text, &broken)) {
        *after = broken;
    }
}

/* One round: the new file, or false if nothing is to be done. */
static bool run_round(const PhRounds *rounds, const PhParsedFile *file,
                      const PhChosenVec *chosen, PhParsedFile *after_out,
                      PhChosenVec *applied_out)
{
    PhEditSet *set;
    PhBytes text = apply(rounds, file, chosen, applied_out, &set);
    if (applied_out->count == 0) {
        return false;
    }
    if (is_sound(rounds, file, text, after_out)) {
        lay_out(rounds, file, set, after_out);
        return true;
    }
    PhChosenVec sound = keep_sound(rounds, file, applied_out);
    text = apply(rounds, file, &sound, applied_out, &set);
    if (applied_out->count == 0) {
        return false;
    }
    if (is_sound(rounds, file, text, after_out)) {
        lay_out(rounds, file, set, after_out);
        return true;
    }
    tell_defect(rounds, file, applied_out->items[0].finding,
                PH_BYTES("does not go with another"));
    return false;
}

static bool was_seen(const PhHashVec *seen, PhHash hash)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (ph_hash_equal(seen->items[i], hash)) {
            return true;
        }
    }
    return false;
}

void ph_rounds_run(const PhRounds *rounds, const PhParsedFile *file,
                   const PhFindingVec *findings, PhRoundsResult *out)
{
    PhHashVec seen = {0};
    PhParsedFile now = *file;
    PhFindingVec found = *findings;
    const PhRoundsResult nothing = {
        .text = file->source->bytes, .file = *file, .remaining = *findings};
    *out = nothing;
    for (;;) {
        PhParsedFile after = {0};
        PhChosenVec applied;
        PhChosenVec chosen = wanted(rounds, &found);
        PH_VEC_PUSH(rounds->arena, &seen, now.source->hash);
        if (!run_round(rounds, &now, &chosen, &after, &applied)) {
            return;
        }
        bool is_cycle = was_seen(&seen, after.source->hash);
        if (is_cycle || seen.count > PH_MAX_ROUNDS) {
            tell_defect(rounds, &now, applied.items[applied.count - 1].finding,
                        is_cycle ? PH_BYTES("undoes what another did")
                                 : PH_BYTES("is still at work after 100 rounds"));
            *out = nothing;
            return;
        }
        for (size_t i = 0; rounds->applied != NULL && i < applied.count; i++) {
            rounds->applied(rounds->context, &now, applied.items[i].finding);
        }
        out->text = after.source->bytes;
        out->file = after;
        out->fix_count += applied.count;
        out->round_count++;
        now = after;
        found = (PhFindingVec){0};
        rounds->find(rounds->context, rounds->arena, &now, &found);
        out->remaining = found;
    }
}
