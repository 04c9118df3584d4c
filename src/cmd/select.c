#include "cmd/select.h"

typedef struct PhLayer {
    const PhBytesVec *select; /* NULL: what the layer below says */
    const PhBytesVec *extend;
    const PhBytesVec *ignore;
} PhLayer;

/* How exactly the best selector of a list fits: 0 not at all, 1 ALL, then by its length. */
static size_t exactness(const PhBytesVec *selectors, PhBytes rule)
{
    size_t best = 0;
    for (size_t i = 0; selectors != NULL && i < selectors->count; i++) {
        PhBytes selector = selectors->items[i];
        size_t one = ph_bytes_is(selector, "ALL")           ? 1
                     : ph_bytes_starts_with(rule, selector) ? 1 + selector.len
                                                            : 0;
        best = one > best ? one : best;
    }
    return best;
}

static void apply_layer(const PhLayer *layer, PhBytes rule, bool *is_selected,
                        bool *is_named)
{
    size_t select = exactness(layer->select, rule);
    size_t extend = exactness(layer->extend, rule);
    size_t ignore = exactness(layer->ignore, rule);
    if (layer->select != NULL) {
        *is_selected = false;
        *is_named = false;
    }
    size_t wanted = select > extend ? select : extend;
    if (wanted > 0) {
        *is_selected = true;
        *is_named = *is_named || wanted == rule.len + 1;
    }
    if (ignore > 0 && ignore >= wanted) {
        *is_selected = false;
    }
}

PhSelection ph_select(PhArena *arena, const PhOptions *options, const PhConfig *config,
                      const char *const *rules, size_t rule_count)
{
    PhLayer layers[] = {
        {config->has_select ? &config->select : NULL, &config->extend_select,
         &config->ignore},
        {options->select.count > 0 ? &options->select : NULL, &options->extend_select,
         &options->ignore},
    };
    bool *is_selected = PH_NEW_ARRAY(arena, bool, rule_count);
    bool *is_named = PH_NEW_ARRAY(arena, bool, rule_count);
    for (size_t i = 0; i < rule_count; i++) {
        is_selected[i] = true;
        for (size_t n = 0; n < PH_COUNT_OF(layers); n++) {
            apply_layer(&layers[n], ph_bytes_of(rules[i]), &is_selected[i], &is_named[i]);
        }
    }
    return (PhSelection){is_selected, is_named};
}

PhStatus ph_select_check(const PhOptions *options, const char *const *rules,
                         size_t rule_count, PhDiags *diags)
{
    const PhBytesVec *lists[] = {&options->select, &options->extend_select,
                                 &options->ignore};
    for (size_t n = 0; n < PH_COUNT_OF(lists); n++) {
        for (size_t i = 0; i < lists[n]->count; i++) {
            PhBytes selector = lists[n]->items[i];
            if (ph_config_is_selector(selector, rules, rule_count)) {
                continue;
            }
            int nearest = ph_bytes_nearest(selector, rules, rule_count);
            PhDiag *diag =
                ph_diag_add(diags, PH_SEVERITY_ERROR, PH_BYTES(""),
                            "no rule is called '%.*s'", (int)selector.len, selector.ptr);
            diag->hint = nearest < 0 ? PH_BYTES("`pyheap rules` lists them")
                                     : ph_arena_format(diags->arena, "did you mean '%s'?",
                                                       rules[nearest]);
            return PH_ERR_USAGE;
        }
    }
    return PH_OK;
}
