/*
 * used_as_cache: does a parameter with a mutable default keep results from call to call on
 * purpose?
 *
 * Proved if it is looked up and stored to by a key, never returned or yielded itself, and
 * no call in the file passes another one; or if its name says so and it is changed.
 */

#include "facts/calls.h"

static const char *const k_changes[] = {"add", "append", "setdefault", "update"};
static const char *const k_lookups[] = {"get", "setdefault"};

typedef struct PhCacheUses {
    bool is_looked_up;
    bool is_stored;
    bool is_changed;
    bool is_returned;
} PhCacheUses;

static void look_at_method(const PhTree *tree, PhNodeId attribute, PhCacheUses *uses)
{
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    uses->is_changed =
        uses->is_changed || ph_bytes_is_one_of(name, k_changes, PH_COUNT_OF(k_changes));
    uses->is_looked_up =
        uses->is_looked_up || ph_bytes_is_one_of(name, k_lookups, PH_COUNT_OF(k_lookups));
    uses->is_stored = uses->is_stored || ph_bytes_is(name, "setdefault");
}

static void look_at(const PhTree *tree, PhNodeId name, PhCacheUses *uses)
{
    PhNodeId parent = ph_tree_parent(tree, name);
    PhKind kind = ph_tree_kind(tree, parent);
    if (kind == PH_KIND_ATTRIBUTE) {
        look_at_method(tree, parent, uses);
    } else if (kind == PH_KIND_SUBSCRIPT && tree->fields[name] == PH_FIELD_VALUE) {
        PhKind outer = ph_tree_kind(tree, ph_tree_parent(tree, parent));
        bool is_store =
            (outer == PH_KIND_ASSIGNMENT || outer == PH_KIND_AUGMENTED_ASSIGNMENT) &&
            tree->fields[parent] == PH_FIELD_LEFT;
        uses->is_stored = uses->is_stored || is_store;
        uses->is_changed = uses->is_changed || is_store;
        uses->is_looked_up = uses->is_looked_up || !is_store;
    } else if (kind == PH_KIND_COMPARISON_OPERATOR) {
        uses->is_looked_up =
            uses->is_looked_up || ph_tree_first_named(tree, parent) != name;
    } else if (kind == PH_KIND_RETURN_STATEMENT || kind == PH_KIND_YIELD) {
        uses->is_returned = true;
    }
}

static bool has_telling_name(PhBytes name)
{
    static const char *const k_words[] = {"memo", "cache", "seen", "registry"};
    for (size_t i = 0; i < PH_COUNT_OF(k_words); i++) {
        if (ph_bytes_find(name, ph_bytes_of(k_words[i]), 0) != PH_NOT_FOUND) {
            return true;
        }
    }
    return name.len > 1 && name.ptr[0] == '_';
}

static bool is_passed_by_others(PhFacts *facts, PhNodeId def, PhBytes name)
{
    PhCallSites sites;
    (void)ph_calls_of(facts, def, false, &sites);
    for (size_t i = 0; i < sites.count; i++) {
        PhNodeId value;
        PhPassed passed = ph_call_passes(facts->tree, sites.items[i], def, name, &value);
        bool is_own = ph_tree_is_within(facts->tree, sites.items[i], def);
        if (passed != PH_PASSED_NOTHING && !is_own) {
            return true;
        }
    }
    return false;
}

PhAnswer ph_fact_used_as_cache(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId name = ph_flow_node(query, 0);
    PhNodeId def = name == PH_NODE_NONE ? name : ph_def_of_name(tree, name);
    PhBindingId id = ph_flow_binding(query, 0);
    if (def == PH_NODE_NONE || id == PH_BINDING_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    PhCacheUses uses = {0};
    PhFlowRefs refs = ph_flow_refs(facts, id);
    for (uint32_t i = 0; i < refs.count; i++) {
        look_at(tree, facts->names->refs[refs.items[i]].node, &uses);
    }
    bool is_cache = uses.is_looked_up && uses.is_stored && !uses.is_returned;
    bool is_named =
        uses.is_changed && !uses.is_returned && has_telling_name(ph_tree_text(tree, name));
    if (!is_cache && !is_named) {
        return ph_answer(PH_REFUTED);
    }
    return is_passed_by_others(facts, def, ph_tree_text(tree, name))
               ? ph_answer(PH_REFUTED)
               : ph_flow_answer(PH_PROVED, name, PH_BYTES("kept from call to call"));
}
