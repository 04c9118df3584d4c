#include "facts/member_index.h"

static PhBytes class_name(const PhTree *tree, PhNodeId node)
{
    return ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_NAME));
}

static void join_families(PhFamilies *families, uint32_t a, uint32_t b)
{
    uint32_t from = families->heads[a];
    uint32_t into = families->heads[b];
    for (uint32_t i = 0; i < families->count; i++) {
        families->heads[i] = families->heads[i] == from ? into : families->heads[i];
    }
}

static void join_bases(const PhTree *tree, PhFamilies *families, uint32_t index)
{
    PhNodeId bases = ph_tree_child(tree, families->classes[index], PH_FIELD_SUPERCLASSES);
    if (bases == PH_NODE_NONE) {
        return;
    }
    for (PhNodeId node = bases; node < ph_tree_limit(tree, bases); node++) {
        for (uint32_t i = 0;
             ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER && i < families->count; i++) {
            PhBytes name = class_name(tree, families->classes[i]);
            if (ph_bytes_equal(name, ph_tree_text(tree, node))) {
                join_families(families, index, i);
            }
        }
    }
}

static void find_families(const PhTree *tree, PhFamilies *families)
{
    for (PhNodeId node = 0; node < tree->count; node++) {
        if (ph_tree_kind(tree, node) != PH_KIND_CLASS_DEFINITION) {
            continue;
        }
        if (families->count == PH_FAMILY_CLASSES) {
            families->is_full = true;
            return;
        }
        families->heads[families->count] = families->count;
        families->classes[families->count++] = node;
    }
    for (uint32_t i = 0; i < families->count; i++) {
        join_bases(tree, families, i);
    }
}

uint32_t ph_family_of(const PhFamilies *families, PhNodeId class_node)
{
    uint32_t i = 0;
    while (i + 1 < families->count && families->classes[i] != class_node) {
        i++;
    }
    return families->heads[i];
}

static PhNodeId class_of_scope(const PhScope *scope)
{
    return scope->kind == PH_SCOPE_KIND_CLASS ? scope->node : PH_NODE_NONE;
}

static void find_names(PhFacts *facts, PhMemberSites *sites)
{
    const PhNames *names = ph_facts_names(facts);
    for (PhRefId i = 0; i < names->ref_count; i++) {
        const PhRef *ref = &names->refs[i];
        PhScopeId scope = names->bindings[ref->binding].scope;
        PhMemberSite site = {.name = ph_tree_text(facts->tree, ref->node),
                             .node = ref->node,
                             .owner = class_of_scope(&names->scopes[scope]),
                             .place = class_of_scope(&names->scopes[ref->scope])};
        bool is_member = site.owner != PH_NODE_NONE || site.place != PH_NODE_NONE;
        if (is_member && ref->kind != PH_REF_LOAD) {
            PH_VEC_PUSH(facts->arena, &sites->all, site);
        }
    }
}

static void find_targets(PhFacts *facts, PhMemberIndex *index)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        if (kind == PH_KIND_ATTRIBUTE && ph_is_target(tree, node)) {
            PhNodeId name = ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE);
            PhMemberSite site = {.name = ph_tree_text(tree, name),
                                 .node = node,
                                 .owner = PH_NODE_NONE,
                                 .place = PH_NODE_NONE};
            PH_VEC_PUSH(facts->arena, &index->targets.all, site);
        } else if (kind == PH_KIND_IDENTIFIER &&
                   ph_bytes_is(ph_tree_text(tree, node), "setattr") &&
                   ph_tree_kind(tree, ph_tree_next_sibling(tree, node)) ==
                       PH_KIND_ARGUMENT_LIST) {
            PH_VEC_PUSH(facts->arena, &index->setters, node);
        }
    }
}

static void link_sites(PhArena *arena, PhMemberSites *sites)
{
    sites->first_of = ph_map_in(arena);
    for (size_t i = sites->all.count; i-- > 0;) {
        PhMemberSite *site = &sites->all.items[i];
        uint32_t *first = ph_map_put(&sites->first_of, site->name);
        site->next = *first;
        *first = (uint32_t)i;
    }
}

uint32_t ph_member_first(const PhMemberSites *sites, PhBytes name)
{
    return ph_map_get(&sites->first_of, name);
}

PhMemberIndex *ph_member_index(PhFacts *facts)
{
    if (facts->members == NULL) {
        PhMemberIndex *index = PH_NEW(facts->arena, PhMemberIndex);
        *index = (PhMemberIndex){.known_of = ph_map_in(facts->arena)};
        find_families(facts->tree, &index->families);
        find_names(facts, &index->names);
        find_targets(facts, index);
        link_sites(facts->arena, &index->names);
        link_sites(facts->arena, &index->targets);
        facts->members = index;
    }
    return facts->members;
}
