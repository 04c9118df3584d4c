#include "template/forms.h"

#include "template/iso.h"
#include "template/optional.h"

enum { PH_FORMS_MOST = 32 };

/* A form and how far the isomorphism at work has come in it. */
typedef struct PhForm {
    PhAlternative alternative;
    PhPatch *patch;
    uint32_t next;  /* forms before it have been looked at */
    uint32_t depth; /* how far from the page: isomorphisms applied, clauses left out */
    size_t own;     /* which one of the page it comes from */
} PhForm;

typedef PH_VEC(PhForm) PhFormVec;

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
                         const PhAlternative *alternative, const PhForm *from,
                         uint32_t next)
{
    PhPatch patch;
    /* What has no room is compiled only for what may be wrong with it. */
    if (context == &run->silent && run->forms.count == PH_FORMS_MOST) {
        return PH_OK;
    }
    PhStatus status = ph_patch_compile(context, alternative, &patch);
    if (status != PH_OK || run->forms.count == PH_FORMS_MOST || is_known(run, &patch)) {
        return status;
    }
    PhForm *form = &run->forms.items[run->forms.count++];
    *form = (PhForm){.alternative = *alternative, .next = next, .own = from->own};
    form->depth = from->depth + 1;
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
            const PhForm from = run->forms.items[i];
            PhAlternative less;
            PhStatus status =
                ph_optional_remove(run->context, &from.alternative, id, &less);
            less.forms = first->alternative.forms;
            status =
                status == PH_OK ? add_form(run, run->context, &less, &from, 0) : status;
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
                (void)add_form(run, &run->silent, &other, &form, ordinal + 1);
            }
        }
    }
}

/* Adds the patch of the page and its other forms to `all`. */
static PhStatus find_forms(PhFormsRun *run, size_t own, PhFormVec *all)
{
    const PhAlternative *alternative = &run->own->items[own];
    PhPatch *patch = PH_NEW(run->context->arena, PhPatch);
    *patch = *alternative->patch;
    run->forms.count = 1;
    run->forms.items[0] = (PhForm){.alternative = *alternative, .patch = patch, .own = own};
    PhStatus status = add_optional(run);
    for (PhIso iso = 0; status == PH_OK && iso < PH_ISO_COUNT; iso++) {
        if (ph_iso_is_on(run->rule, iso) && ph_iso_spec(iso)->is_form != NULL) {
            apply_iso(run, iso);
        }
    }
    for (size_t i = 0; i < run->forms.count; i++) {
        PH_VEC_PUSH(run->context->arena, all, run->forms.items[i]);
    }
    return status;
}

/* What is nearer to something else that the page writes has its meaning. */
static bool is_nearer_to_another(const PhFormVec *all, const PhForm *form)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].depth < form->depth &&
            ph_patches_match_alike(all->items[i].patch, form->patch)) {
            return true;
        }
    }
    return false;
}

/* All forms of all patches in run->own, in the order of the page. */
static PhStatus find_all(PhFormsRun *run, PhFormVec *kept)
{
    PhFormVec all = {0};
    PhStatus status = PH_OK;
    for (size_t i = 0; i < run->own->count; i++) {
        PhStatus one = find_forms(run, i, &all);
        status = one != PH_OK ? one : status;
    }
    for (size_t i = 0; i < all.count; i++) {
        if (!is_nearer_to_another(&all, &all.items[i])) {
            PH_VEC_PUSH(run->context->arena, kept, all.items[i]);
        }
    }
    return status;
}

/* A patch knows its alternative, so that must have found its place for good. */
static void settle(const PhForm *form, PhAlternative *place)
{
    *place = form->alternative;
    place->patch = form->patch;
    form->patch->alternative = place;
}

static PhStatus add_to_alternatives(PhFormsRun *run)
{
    const PhAlternativeVec own = run->rule->alternatives;
    PhFormVec all = {0};
    PhAlternativeVec alternatives = {0};
    run->own = &own;
    PhStatus status = find_all(run, &all);
    PH_VEC_RESERVE(run->context->arena, &alternatives, all.count);
    for (size_t i = 0; i < all.count; i++) {
        settle(&all.items[i], &alternatives.items[alternatives.count++]);
    }
    run->rule->alternatives = alternatives;
    return status;
}

static PhStatus add_to_arms(PhFormsRun *run, PhUses *uses)
{
    PhArena *arena = run->context->arena;
    PhAlternativeVec own = {0};
    PhFormVec all = {0};
    PhArmVec arms = {0};
    for (size_t i = 0; i < uses->arms.count; i++) {
        PH_VEC_PUSH(arena, &own, uses->arms.items[i].alternative);
    }
    run->own = &own;
    PhStatus status = find_all(run, &all);
    PH_VEC_RESERVE(arena, &arms, all.count);
    for (size_t i = 0; i < all.count; i++) {
        PhArm *arm = &arms.items[arms.count++];
        *arm = uses->arms.items[all.items[i].own];
        settle(&all.items[i], &arm->alternative);
    }
    uses->arms = arms;
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
