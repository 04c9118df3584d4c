#include "template/forms.h"

#include "template/iso.h"
#include "template/optional.h"

enum { PH_FORMS_MOST = 32 };

/* A form and how far the isomorphism at work has come in it. */
typedef struct PhForm {
    PhAlternative alternative;
    PhPatch *patch;
    uint32_t next; /* forms before it have been looked at */
} PhForm;

typedef PH_VEC(PhPatch *) PhPatchPointers;

typedef struct PhForms {
    PhForm items[PH_FORMS_MOST];
    size_t count;
} PhForms;

typedef struct PhFormsRun {
    const PhPatternContext *context;
    PhPatternContext silent; /* a form that is no patch is left out without a word */
    PhDiags silenced;
    PhRule *rule;
    const PhAlternativeVec *own; /* of the page: alternatives, or the arms of one uses */
    PhForms forms;               /* of one of them */
    uint32_t applied;            /* isomorphisms that found something, a bit each */
} PhFormsRun;

bool ph_patches_match_alike(const PhPatch *a, const PhPatch *b)
{
    const PhPattern *left = &a->minus;
    const PhPattern *right = &b->minus;
    if (left->token_count != right->token_count ||
        ph_tree_kind(&left->tree, left->root) != ph_tree_kind(&right->tree, right->root)) {
        return false;
    }
    for (uint32_t i = 0; i < left->token_count; i++) {
        if (left->tokens[i].metavar != right->tokens[i].metavar ||
            !ph_bytes_equal(left->tokens[i].text, right->tokens[i].text)) {
            return false;
        }
    }
    return true;
}

static bool is_known(const PhFormsRun *run, const PhPatch *patch)
{
    for (size_t i = 0; i < run->own->count; i++) {
        if (ph_patches_match_alike(run->own->items[i].patch, patch)) {
            return true;
        }
    }
    for (size_t i = 0; i < run->forms.count; i++) {
        if (ph_patches_match_alike(run->forms.items[i].patch, patch)) {
            return true;
        }
    }
    return false;
}

static PhStatus add_form(PhFormsRun *run, const PhPatternContext *context,
                         const PhAlternative *alternative, uint32_t next)
{
    PhPatch patch;
    PhStatus status = ph_patch_compile(context, alternative, &patch);
    if (status != PH_OK || run->forms.count == PH_FORMS_MOST || is_known(run, &patch)) {
        return status;
    }
    PhForm *form = &run->forms.items[run->forms.count++];
    *form = (PhForm){.alternative = *alternative, .next = next};
    form->alternative.is_derived = true;
    form->patch = PH_NEW(context->arena, PhPatch);
    *form->patch = patch;
    return PH_OK;
}

/* Forms with more clauses come before those with fewer of them. */
static PhStatus add_optional(PhFormsRun *run)
{
    const PhRule *rule = run->rule;
    uint32_t found = 0;
    for (PhMetavarId id = 0; id < rule->metavars.count; id++) {
        PhForm *first = &run->forms.items[0];
        if (!rule->metavars.items[id].is_optional ||
            !ph_pattern_binds(&first->patch->minus, id)) {
            continue;
        }
        first->alternative.forms = first->alternative.lines.items;
        if (++found > PH_OPTIONAL_MOST) {
            (void)ph_diag_add_at(run->context->diags, PH_SEVERITY_ERROR, run->context->path,
                                 first->alternative.line, 0,
                                 PH_BYTES("more than four optional metavariables"));
            return PH_ERR_USAGE;
        }
        for (size_t i = 0, count = run->forms.count; i < count; i++) {
            PhAlternative less;
            PhStatus status = ph_optional_remove(
                run->context, &run->forms.items[i].alternative, id, &less);
            less.forms = first->alternative.forms;
            status = status == PH_OK ? add_form(run, run->context, &less, 0) : status;
            if (status != PH_OK) {
                return status;
            }
        }
    }
    return PH_OK;
}

/* The `ordinal`-th node that the isomorphism is about, or PH_NODE_NONE. */
static PhNodeId find_form(const PhIsoSite *site, uint32_t ordinal)
{
    const PhPattern *minus = &site->patch->minus;
    const PhIsoSpec *spec = ph_iso_spec(site->iso);
    for (PhNodeId node = minus->root; node < ph_tree_limit(&minus->tree, minus->root);) {
        bool is_atom = minus->token_of_node[node] != UINT32_MAX;
        if (spec->is_form(site, node) && ordinal-- == 0) {
            return node;
        }
        node = is_atom ? ph_tree_limit(&minus->tree, node) : node + 1;
    }
    return PH_NODE_NONE;
}

/* Every subset of the nodes that one isomorphism is about, as far as there is room. */
static void apply_iso(PhFormsRun *run, PhIso iso)
{
    for (size_t i = 0; i < run->forms.count; i++) {
        run->forms.items[i].next = 0;
    }
    for (size_t i = 0; i < run->forms.count; i++) {
        const PhForm form = run->forms.items[i];
        PhIsoSite site = {run->context->arena, run->rule, &form.alternative, form.patch,
                          iso};
        for (uint32_t ordinal = form.next;; ordinal++) {
            PhAlternative other;
            PhNodeId node = find_form(&site, ordinal);
            if (node == PH_NODE_NONE) {
                break;
            }
            run->applied |= 1U << iso;
            if (ph_iso_spec(iso)->rewrite(&site, node, &other)) {
                (void)add_form(run, &run->silent, &other, ordinal + 1);
            }
        }
    }
}

/* A patch knows its alternative, so that must have found its place for good. */
static void settle(PhPatch *patch, PhAlternative *place)
{
    patch->alternative = place;
    place->patch = patch;
}

/* Fills run->forms with the patch of the page and its other forms. */
static PhStatus find_forms(PhFormsRun *run, const PhAlternative *alternative)
{
    PhPatch *own = PH_NEW(run->context->arena, PhPatch);
    *own = *alternative->patch;
    run->forms.count = 1;
    run->forms.items[0] = (PhForm){.alternative = *alternative, .patch = own};
    PhStatus status = add_optional(run);
    for (PhIso iso = 0; status == PH_OK && iso < PH_ISO_COUNT; iso++) {
        if (ph_iso_is_on(run->rule, iso) && ph_iso_spec(iso)->is_form != NULL) {
            apply_iso(run, iso);
        }
    }
    return status;
}

static PhStatus add_to_alternatives(PhFormsRun *run)
{
    const PhAlternativeVec own = run->rule->alternatives;
    PhAlternativeVec all = {0};
    PhPatchPointers patches = {0};
    PhArena *arena = run->context->arena;
    PhStatus status = PH_OK;
    run->own = &own;
    for (size_t i = 0; i < own.count; i++) {
        PhStatus one = find_forms(run, &own.items[i]);
        status = one != PH_OK ? one : status;
        for (size_t n = 0; n < run->forms.count; n++) {
            PH_VEC_PUSH(arena, &all, run->forms.items[n].alternative);
            PH_VEC_PUSH(arena, &patches, run->forms.items[n].patch);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        settle(patches.items[i], &all.items[i]);
    }
    run->rule->alternatives = all;
    return status;
}

static PhStatus add_to_arms(PhFormsRun *run, PhUses *uses)
{
    PhArena *arena = run->context->arena;
    PhAlternativeVec own = {0};
    PhArmVec all = {0};
    PhPatchPointers patches = {0};
    PhStatus status = PH_OK;
    for (size_t i = 0; i < uses->arms.count; i++) {
        PH_VEC_PUSH(arena, &own, uses->arms.items[i].alternative);
    }
    run->own = &own;
    for (size_t i = 0; i < own.count; i++) {
        PhStatus one = find_forms(run, &own.items[i]);
        status = one != PH_OK ? one : status;
        for (size_t n = 0; n < run->forms.count; n++) {
            PhArm arm = uses->arms.items[i];
            arm.alternative = run->forms.items[n].alternative;
            PH_VEC_PUSH(arena, &all, arm);
            PH_VEC_PUSH(arena, &patches, run->forms.items[n].patch);
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        settle(patches.items[i], &all.items[i].alternative);
    }
    uses->arms = all;
    return status;
}

static PhStatus check_named(const PhFormsRun *run)
{
    for (PhIso iso = 0; iso < PH_ISO_COUNT; iso++) {
        bool has_effect =
            (run->applied >> iso & 1U) != 0 || ph_iso_spec(iso)->is_form == NULL;
        if (ph_iso_is_named(run->rule, iso) && !has_effect) {
            (void)ph_diag_add_at(run->context->diags, PH_SEVERITY_ERROR, run->context->path,
                                 run->rule->iso_line, 0,
                                 ph_arena_format(run->context->arena,
                                                 "iso '%s' fits no patch of this rule (%s)",
                                                 ph_iso_spec(iso)->name,
                                                 ph_iso_spec(iso)->help));
            return PH_ERR_USAGE;
        }
    }
    return PH_OK;
}

PhStatus ph_rule_add_forms(const PhPatternContext *context, PhRule *rule)
{
    PhFormsRun *run = PH_NEW(context->arena, PhFormsRun);
    *run = (PhFormsRun){.context = context, .silent = *context, .rule = rule};
    run->silenced.arena = context->arena;
    run->silent.diags = &run->silenced;
    PhStatus status = add_to_alternatives(run);
    for (size_t i = 0; status == PH_OK && i < rule->uses.count; i++) {
        status = add_to_arms(run, &rule->uses.items[i]);
    }
    return status == PH_OK ? check_named(run) : status;
}
