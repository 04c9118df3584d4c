#include "facts/facts.h"

static const PhFactSpec k_facts[] = {
#define PH_FACT(name, params, result, help) {#name, ph_fact_##name, params, result, help},
#include "facts/facts.def"
#undef PH_FACT
};

const PhFactSpec *ph_facts_table(size_t *count_out)
{
    *count_out = PH_COUNT_OF(k_facts);
    return k_facts;
}

const PhFactSpec *ph_facts_find(PhBytes name)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_facts); i++) {
        if (ph_bytes_is(name, k_facts[i].name)) {
            return &k_facts[i];
        }
    }
    return NULL;
}

PhFacts *ph_facts_new(PhArena *arena, PhSource *source, const PhTree *tree,
                      PhFactOptions options)
{
    PhFacts *facts = PH_NEW(arena, PhFacts);
    *facts = (PhFacts){.arena = arena, .source = source, .tree = tree, .options = options};
    return facts;
}

const PhNames *ph_facts_names(PhFacts *facts)
{
    if (facts->names == NULL) {
        facts->names = ph_names_new(facts->arena, facts->tree);
    }
    return facts->names;
}

static PhImported *imports_of(PhFacts *facts)
{
    if (facts->imported == NULL) {
        facts->imported = ph_imported_new(facts->arena, ph_facts_names(facts));
    }
    return facts->imported;
}

bool ph_facts_means(PhFacts *facts, PhNodeId expression, PhBytes path)
{
    return ph_imported_means(imports_of(facts), expression, path);
}

bool ph_facts_may_mean(PhFacts *facts, PhNodeId chain)
{
    const PhTree *tree = facts->tree;
    PhNodeId node = ph_tree_strip_parens(tree, chain);
    while (ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE) {
        node = ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_OBJECT));
    }
    return ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER &&
           ph_imported_is_sure(imports_of(facts), node);
}

void ph_capture_add(PhArena *arena, PhCapture *capture, PhNodeId node)
{
    if (capture->count >= capture->capacity) {
        uint32_t wanted = capture->count < 4 ? 8 : capture->count * 2;
        capture->nodes =
            ph_arena_grow(arena, capture->nodes, capture->count * sizeof(PhNodeId),
                          wanted * sizeof(PhNodeId));
        capture->capacity = wanted;
    }
    capture->nodes[capture->count++] = node;
    capture->is_bound = true;
}

PhBytes ph_capture_text(const PhTree *tree, const PhCapture *capture)
{
    return capture->text.len > 0
               ? capture->text
               : ph_bytes_slice(tree->text, capture->span.start, capture->span.end);
}

void ph_facts_claim(PhFacts *facts, PhNodeId node)
{
    if (facts->claims != NULL && node != PH_NODE_NONE) {
        PH_VEC_PUSH(facts->arena, facts->claims, ph_tree_span(facts->tree, node));
    }
}

PhAnswer ph_answer_weakest(PhAnswer a, PhAnswer b)
{
    return b.verdict < a.verdict ? b : a;
}

PhAnswer ph_answer_strongest(PhAnswer a, PhAnswer b)
{
    return b.verdict > a.verdict ? b : a;
}
