/*
 * writes_rows: may the captured code write rows of the model that the queryset is of?
 *
 * Looked at are the statements, and functions and methods of this file whose names they
 * call. Proved for `Model.objects.create(..)` and its kin, for `Model(..).save()`, and for
 * `save()` and `delete()` of the variable of the loop around the statements. Unknown where
 * something is saved whose class is not known. What functions of other files write is not
 * seen.
 */

#include "facts/classes.h"
#include "facts/flow.h"
#include "facts/made_by.h"
#include "facts/querysets.h"
#include "facts/types.h"
#include "syntax/walk.h"

static const char *const k_rows[] = {
    "abulk_create",
    "abulk_update",
    "acreate",
    "adelete",
    "aget_or_create",
    "aupdate",
    "aupdate_or_create",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "update",
    "update_or_create",
};

static const char *const k_own[] = {"adelete", "asave", "delete", "save", "save_base"};

enum { PH_WRITE_REGIONS = 32 };

typedef struct {
    PhFacts *facts;
    const PhQuery *query;
    PhBytes model;
    PhBindingId variable; /* of the loop around the statements */
    PhFlowRegion regions[PH_WRITE_REGIONS];
    uint32_t region_count;
} PhRowWrites;

static PhAnswer unknown_at(PhNodeId node)
{
    return ph_flow_answer(PH_UNKNOWN, node, PH_BYTES("may write the same table"));
}

/* Of a dotted name. */
static PhBytes last_part(PhBytes text)
{
    size_t dot = text.len;
    while (dot > 0 && text.ptr[dot - 1] != '.') {
        dot--;
    }
    return ph_bytes_slice(text, dot, text.len);
}

static bool is_class_name(PhBytes text)
{
    PhBytes name = last_part(text);
    return name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z' &&
           ph_bytes_find(text, PH_BYTES("("), 0) == PH_NOT_FOUND;
}

/* Is what is written as `text`, of class `class_node` if that is of this file, the model?
 */
static PhVerdict is_model(const PhRowWrites *writes, PhBytes text, PhNodeId class_node)
{
    PhNodeId own = writes->query->class_node;
    if (ph_bytes_equal(last_part(text), last_part(writes->model))) {
        return PH_PROVED;
    }
    if (own != PH_NODE_NONE && class_node != PH_NODE_NONE) {
        return ph_class_is_kin(writes->facts, own, class_node) ? PH_PROVED : PH_REFUTED;
    }
    /* Two names of classes are two classes; `cls` and `type(x)` may be any. */
    return is_class_name(text) && is_class_name(writes->model) ? PH_REFUTED : PH_UNKNOWN;
}

/* The name that a chain of attributes and calls begins with, or PH_NODE_NONE. */
static PhNodeId first_name(const PhTree *tree, PhNodeId node)
{
    while (ph_tree_kind(tree, node) == PH_KIND_CALL ||
           ph_tree_kind(tree, node) == PH_KIND_ATTRIBUTE ||
           ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT) {
        node++;
    }
    return ph_tree_kind(tree, node) == PH_KIND_IDENTIFIER ? node : PH_NODE_NONE;
}

static bool is_imported(PhFacts *facts, PhNodeId name)
{
    PhBindingId id =
        name == PH_NODE_NONE ? PH_BINDING_NONE : ph_names_binding(facts->names, name);
    for (PhRefId i = id == PH_BINDING_NONE ? PH_REF_NONE
                                           : facts->names->bindings[id].first_ref;
         i != PH_REF_NONE; i = facts->names->refs[i].next) {
        if (facts->names->refs[i].kind == PH_REF_IMPORT) {
            return true;
        }
    }
    return false;
}

/* `Model.objects.create(..)`, of a manager or of a queryset in a variable. */
static PhAnswer judge_manager_call(PhRowWrites *writes, PhNodeId call, PhNodeId receiver,
                                   bool *is_rows_out)
{
    PhFacts *facts = writes->facts;
    PhNodeId class_node;
    PhNodeId manager = ph_query_manager(facts, receiver, &class_node);
    if (manager == PH_NODE_NONE) {
        PhQuery found = ph_query_of(facts, receiver);
        manager = found.is_queryset == PH_REFUTED ? PH_NODE_NONE : found.manager;
        class_node = found.class_node;
    }
    *is_rows_out = manager != PH_NODE_NONE;
    if (*is_rows_out) {
        PhVerdict verdict =
            is_model(writes, ph_query_model_text(facts, manager), class_node);
        return ph_flow_answer(verdict, call, PH_BYTES("writes the same table"));
    }
    bool is_elsewhere = is_imported(facts, first_name(facts->tree, receiver));
    PhTypeSet plain = PH_TYPE_DICT | PH_TYPE_SET | PH_TYPE_LIST | PH_TYPE_STR;
    PhTypeSet kinds = ph_type_of(facts, receiver).kinds;
    bool is_plain = kinds != 0 && (kinds & ~plain) == 0;
    return is_elsewhere || is_plain ? ph_answer(PH_REFUTED) : unknown_at(call);
}

/* The class whose objects alone the name holds: what is called in each of its stores. */
static PhNodeId class_called_for(PhFacts *facts, PhNodeId name)
{
    const PhNames *names = facts->names;
    PhBindingId id = ph_names_binding(names, name);
    PhNodeId function = PH_NODE_NONE;
    for (PhRefId i = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
         i != PH_REF_NONE; i = names->refs[i].next) {
        if (names->refs[i].kind == PH_REF_LOAD) {
            continue;
        }
        PhNodeId assignment = ph_tree_parent(facts->tree, names->refs[i].node);
        PhNodeId value = ph_tree_kind(facts->tree, assignment) == PH_KIND_ASSIGNMENT
                             ? ph_tree_child(facts->tree, assignment, PH_FIELD_RIGHT)
                             : PH_NODE_NONE;
        if (ph_tree_kind(facts->tree, value) != PH_KIND_CALL || function != PH_NODE_NONE) {
            return PH_NODE_NONE;
        }
        function = ph_tree_child(facts->tree, value, PH_FIELD_FUNCTION);
    }
    return function;
}

/* `x.save()` */
static PhAnswer judge_save(PhRowWrites *writes, PhNodeId call, PhNodeId receiver)
{
    PhFacts *facts = writes->facts;
    const PhTree *tree = facts->tree;
    PhNodeId class_name = PH_NODE_NONE;
    if (ph_tree_kind(tree, receiver) == PH_KIND_CALL) {
        class_name = ph_tree_child(tree, receiver, PH_FIELD_FUNCTION);
    } else if (ph_tree_kind(tree, receiver) == PH_KIND_IDENTIFIER) {
        PhBindingId id = ph_names_binding(facts->names, receiver);
        if (id == writes->variable && id != PH_BINDING_NONE) {
            return ph_flow_answer(PH_PROVED, call, PH_BYTES("writes the same table"));
        }
        class_name = class_called_for(facts, receiver);
    }
    if (class_name == PH_NODE_NONE) {
        return is_imported(facts, first_name(tree, receiver)) ? ph_answer(PH_REFUTED)
                                                              : unknown_at(call);
    }
    PhVerdict verdict =
        is_model(writes, ph_tree_text(tree, class_name), ph_class_named(facts, class_name));
    return ph_flow_answer(verdict, call, PH_BYTES("writes the same table"));
}

/* `image.save(path)`, `cache.delete(key)` and `table.update({..})` write no row. */
static bool has_positional(const PhTree *tree, PhNodeId call)
{
    PhNodeId list = ph_tree_child(tree, call, PH_FIELD_ARGUMENTS);
    PhNodeId first = ph_tree_first_named(tree, list);
    return first != PH_NODE_NONE && ph_tree_kind(tree, first) != PH_KIND_KEYWORD_ARGUMENT &&
           ph_tree_kind(tree, first) != PH_KIND_DICTIONARY_SPLAT;
}

static PhAnswer judge_call(PhRowWrites *writes, PhNodeId call)
{
    const PhTree *tree = writes->facts->tree;
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
        return ph_answer(PH_REFUTED);
    }
    PhNodeId receiver =
        ph_tree_strip_parens(tree, ph_tree_child(tree, function, PH_FIELD_OBJECT));
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE));
    PhAnswer answer = ph_answer(PH_REFUTED);
    bool is_given = has_positional(tree, call);
    bool is_rows = false;
    if (ph_bytes_is_one_of(name, k_rows, PH_COUNT_OF(k_rows)) &&
        !(is_given && (ph_bytes_is(name, "delete") || ph_bytes_is(name, "update")))) {
        answer = judge_manager_call(writes, call, receiver, &is_rows);
    }
    if (!is_rows && !is_given && ph_bytes_is_one_of(name, k_own, PH_COUNT_OF(k_own))) {
        answer = ph_answer_strongest(answer, judge_save(writes, call, receiver));
    }
    return answer;
}

/* Functions of this file by the name that is called there. */
static void follow(PhRowWrites *writes, PhNodeId call)
{
    PhFacts *facts = writes->facts;
    const PhTree *tree = facts->tree;
    PhNodeId called = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    if (ph_tree_kind(tree, called) == PH_KIND_ATTRIBUTE) {
        called = ph_tree_child(tree, called, PH_FIELD_ATTRIBUTE);
    }
    PhBytes name = ph_tree_text(tree, called);
    if (ph_tree_kind(tree, called) != PH_KIND_IDENTIFIER) {
        return;
    }
    for (uint32_t i = 0; i < facts->names->scope_count; i++) {
        PhNodeId def = facts->names->scopes[i].node;
        if (ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION ||
            !ph_bytes_equal(ph_tree_text(tree, ph_tree_child(tree, def, PH_FIELD_NAME)),
                            name)) {
            continue;
        }
        bool is_new = writes->region_count < PH_WRITE_REGIONS;
        for (uint32_t j = 0; j < writes->region_count; j++) {
            is_new = is_new && writes->regions[j].first != def;
        }
        if (is_new) {
            ph_facts_claim(facts, def);
            writes->regions[writes->region_count++] = ph_flow_region_of(tree, def);
        }
    }
}

/* The variable of the loop whose body the statements are. */
static PhBindingId variable_around(PhFacts *facts, const PhCapture *capture)
{
    const PhTree *tree = facts->tree;
    PhNodeId block = ph_tree_parent(tree, capture->nodes[0]);
    PhNodeId loop = block == PH_NODE_NONE ? block : ph_tree_parent(tree, block);
    PhNodeId target = ph_tree_kind(tree, loop) == PH_KIND_FOR_STATEMENT
                          ? ph_tree_child(tree, loop, PH_FIELD_LEFT)
                          : PH_NODE_NONE;
    return ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER
               ? ph_names_binding(facts->names, target)
               : PH_BINDING_NONE;
}

PhAnswer ph_fact_writes_rows(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhCapture *body = query->args[1].capture;
    PhQuery found = ph_query_of(facts, ph_flow_node(query, 0));
    if (body == NULL || found.manager == PH_NODE_NONE) {
        return ph_answer(PH_UNKNOWN);
    }
    if (body->count == 0) {
        return ph_answer(PH_REFUTED);
    }
    PhRowWrites writes = {.facts = facts,
                          .query = &found,
                          .model = ph_query_model_text(facts, found.manager),
                          .variable = variable_around(facts, body)};
    uint32_t next = 0;
    while (writes.region_count < PH_WRITE_REGIONS / 2 &&
           ph_flow_next_region(facts->tree, body, &next,
                               &writes.regions[writes.region_count])) {
        writes.region_count++;
    }
    uint32_t budget = PH_FLOW_BUDGET;
    PhAnswer answer = ph_answer(PH_REFUTED);
    for (uint32_t i = 0; i < writes.region_count; i++) {
        for (PhNodeId node = writes.regions[i].first; node < writes.regions[i].limit;
             node++) {
            if (ph_tree_kind(facts->tree, node) != PH_KIND_CALL) {
                continue;
            }
            ph_flow_spend(&budget, 20);
            answer = ph_answer_strongest(answer, judge_call(&writes, node));
            follow(&writes, node);
        }
        if (answer.verdict == PH_PROVED || budget == 0) {
            break;
        }
    }
    return budget == 0 ? ph_answer(PH_UNKNOWN) : answer;
}
