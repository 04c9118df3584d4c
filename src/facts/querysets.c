#include "facts/querysets.h"

#include "facts/classes.h"
#include "facts/flow.h"
#include "facts/members.h"

/* Methods of QuerySet that give another one. */
static const char *const k_giving[] = {
    "[]",
    "alias",
    "all",
    "annotate",
    "complex_filter",
    "dates",
    "datetimes",
    "defer",
    "difference",
    "distinct",
    "exclude",
    "extra",
    "filter",
    "intersection",
    "none",
    "only",
    "order_by",
    "prefetch_related",
    "reverse",
    "select_for_update",
    "select_related",
    "union",
    "using",
    "values",
    "values_list",
};

/* Variables that the search follows. */
enum { PH_QUERY_VARIABLES = 4, PH_QUERY_VALUES = 24 };

typedef struct {
    PhFacts *facts;
    PhQuery query;
    PhNodeId at; /* where it is asked */
    PhBindingId variables[PH_QUERY_VARIABLES];
    uint32_t variable_count;
    PhNodeId values[PH_QUERY_VALUES]; /* that are still to be looked at */
    uint32_t value_count;
} PhQuerySearch;

static bool is_capital(PhBytes name)
{
    return name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
}

/* The class whose method reads its first parameter `name`, as `cls` or `self`. */
static PhNodeId class_of_parameter(PhFacts *facts, PhNodeId name)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, name);
    PhNodeId def =
        id == PH_BINDING_NONE ? 0 : names->scopes[names->bindings[id].scope].node;
    if (ph_tree_kind(tree, def) != PH_KIND_FUNCTION_DEFINITION ||
        !ph_bytes_is(ph_tree_text(tree, name), "cls")) {
        return PH_NODE_NONE;
    }
    return ph_class_around(tree, def);
}

/* True if an import gives the name, and of a module of models where `needs_models`. */
static bool is_imported_model(PhFacts *facts, PhNodeId name, bool needs_models)
{
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, name);
    for (PhRefId i = id == PH_BINDING_NONE ? PH_REF_NONE : names->bindings[id].first_ref;
         i != PH_REF_NONE; i = names->refs[i].next) {
        PhImportedName imported;
        if (names->refs[i].kind == PH_REF_IMPORT &&
            ph_imported_read(facts->tree, names->refs[i].node, &imported)) {
            return !needs_models || ph_module_holds_models(imported.module) ||
                   ph_bytes_is(imported.name, "models");
        }
    }
    return false;
}

/* Is `model.objects` a manager? */
static PhVerdict has_manager(PhFacts *facts, PhNodeId model, PhNodeId *class_out)
{
    const PhTree *tree = facts->tree;
    PhBytes text = ph_tree_text(tree, model);
    if (ph_tree_kind(tree, model) == PH_KIND_IDENTIFIER) {
        PhNodeId class_node = ph_class_named(facts, model);
        class_node =
            class_node == PH_NODE_NONE ? class_of_parameter(facts, model) : class_node;
        if (class_node != PH_NODE_NONE) {
            PhVerdict verdict = ph_model_is(facts, class_node);
            *class_out = class_node;
            return verdict == PH_UNKNOWN && ph_file_uses_django(facts) ? PH_PROVED
                                                                       : verdict;
        }
        if (is_capital(text) && is_imported_model(facts, model, true)) {
            return PH_PROVED;
        }
        return is_capital(text) && ph_file_uses_django(facts) ? PH_PROVED : PH_UNKNOWN;
    }
    if (ph_tree_kind(tree, model) == PH_KIND_ATTRIBUTE) {
        PhNodeId name = ph_tree_child(tree, model, PH_FIELD_ATTRIBUTE);
        bool is_class = is_capital(ph_tree_text(tree, name)) ||
                        ph_bytes_is(ph_tree_text(tree, name), "__class__");
        return is_class && ph_file_uses_django(facts) ? PH_PROVED : PH_UNKNOWN;
    }
    if (ph_tree_kind(tree, model) == PH_KIND_CALL) {
        PhBytes called = ph_tree_text(tree, ph_tree_child(tree, model, PH_FIELD_FUNCTION));
        bool is_model = ph_bytes_ends_with(called, PH_BYTES("get_user_model")) ||
                        ph_bytes_ends_with(called, PH_BYTES("get_model")) ||
                        ph_bytes_is(called, "type");
        return is_model && ph_file_uses_django(facts) ? PH_PROVED : PH_UNKNOWN;
    }
    return PH_UNKNOWN;
}

/* Is the attribute a manager of a model? */
static PhVerdict is_manager(PhFacts *facts, PhNodeId node, PhNodeId *class_out)
{
    static const char *const k_managers[] = {"objects", "_default_manager",
                                             "_base_manager"};
    const PhTree *tree = facts->tree;
    PhNodeId model = ph_tree_strip_parens(tree, ph_tree_child(tree, node, PH_FIELD_OBJECT));
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, node, PH_FIELD_ATTRIBUTE));
    *class_out = PH_NODE_NONE;
    if (ph_bytes_is_one_of(name, k_managers, PH_COUNT_OF(k_managers))) {
        return has_manager(facts, model, class_out);
    }
    PhNodeId class_node = ph_class_named(facts, model);
    PhNodeId value =
        class_node == PH_NODE_NONE ? class_node : ph_model_member(facts, class_node, name);
    if (ph_tree_kind(tree, value) != PH_KIND_CALL ||
        ph_model_is(facts, class_node) == PH_REFUTED) {
        return PH_UNKNOWN;
    }
    PhBytes called = ph_tree_text(tree, ph_tree_child(tree, value, PH_FIELD_FUNCTION));
    bool is_made = ph_bytes_ends_with(called, PH_BYTES("Manager")) ||
                   ph_bytes_ends_with(called, PH_BYTES("as_manager"));
    *class_out = class_node;
    return is_made ? PH_PROVED : PH_UNKNOWN;
}

static void add_step(PhQuerySearch *search, PhBytes name, PhNodeId node)
{
    PhQuery *query = &search->query;
    bool is_known = ph_bytes_is_one_of(name, k_giving, PH_COUNT_OF(k_giving));
    if (!is_known && query->is_queryset == PH_PROVED) {
        query->is_queryset = PH_UNKNOWN;
        query->why = node;
    }
    if (query->step_count == PH_QUERY_STEPS) {
        query->is_whole = false;
        return;
    }
    query->steps[query->step_count++] = (PhQueryStep){name, node};
}

static void not_known(PhQuerySearch *search, PhNodeId node)
{
    search->query.is_queryset = PH_UNKNOWN;
    search->query.why = node;
    search->query.is_whole = false;
}

/* Down a chain, from its last call to what it begins at; that is returned. */
static PhNodeId down_the_chain(PhQuerySearch *search, PhNodeId node)
{
    const PhTree *tree = search->facts->tree;
    for (;;) {
        node = ph_tree_strip_parens(tree, node);
        if (ph_tree_kind(tree, node) == PH_KIND_SUBSCRIPT) {
            PhNodeId index = ph_tree_child(tree, node, PH_FIELD_SUBSCRIPT);
            bool is_slice = ph_tree_kind(tree, index) == PH_KIND_SLICE;
            add_step(search, is_slice ? PH_BYTES("[]") : PH_BYTES("[i]"), node);
            node = ph_tree_child(tree, node, PH_FIELD_VALUE);
            continue;
        }
        PhNodeId function = ph_tree_kind(tree, node) == PH_KIND_CALL
                                ? ph_tree_child(tree, node, PH_FIELD_FUNCTION)
                                : PH_NODE_NONE;
        if (ph_tree_kind(tree, function) != PH_KIND_ATTRIBUTE) {
            return node;
        }
        PhNodeId name = ph_tree_child(tree, function, PH_FIELD_ATTRIBUTE);
        add_step(search, ph_tree_text(tree, name), node);
        node = ph_tree_child(tree, function, PH_FIELD_OBJECT);
    }
}

static bool is_followed(const PhQuerySearch *search, PhBindingId id)
{
    for (uint32_t i = 0; i < search->variable_count; i++) {
        if (search->variables[i] == id) {
            return true;
        }
    }
    return false;
}

/* The name at which the chain begins that holds `value`, from a name up. */
static PhNodeId chain_above(const PhTree *tree, PhNodeId name)
{
    PhNodeId node = name;
    for (PhNodeId parent = ph_tree_parent(tree, node); parent != PH_NODE_NONE;
         parent = ph_tree_parent(tree, node)) {
        PhKind kind = ph_tree_kind(tree, parent);
        bool goes_on =
            kind == PH_KIND_PARENTHESIZED_EXPRESSION ||
            (kind == PH_KIND_ATTRIBUTE && tree->fields[node] == PH_FIELD_OBJECT) ||
            (kind == PH_KIND_CALL && tree->fields[node] == PH_FIELD_FUNCTION) ||
            (kind == PH_KIND_SUBSCRIPT && tree->fields[node] == PH_FIELD_VALUE);
        if (!goes_on) {
            break;
        }
        node = parent;
    }
    return node;
}

/* A load is no use of its own if it only begins the chain that another followed value is.
 */
static bool is_counted(const PhQuerySearch *search, const PhRef *ref)
{
    const PhTree *tree = search->facts->tree;
    if (ph_tree_is_within(tree, ref->node, search->at)) {
        return false;
    }
    PhNodeId value = chain_above(tree, ref->node);
    PhNodeId assignment = ph_tree_parent(tree, value);
    if (ph_tree_kind(tree, assignment) != PH_KIND_ASSIGNMENT ||
        tree->fields[value] != PH_FIELD_RIGHT || value == ref->node) {
        return true;
    }
    PhNodeId target = ph_tree_child(tree, assignment, PH_FIELD_LEFT);
    PhBindingId id = ph_tree_kind(tree, target) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(search->facts->names, target)
                         : PH_BINDING_NONE;
    /* Only the variable's own chain: another variable could be asked twice. */
    return id != ref->binding;
}

/* True if the code at `at` runs at most once for each time that `store` runs. */
static bool runs_once_for(PhFacts *facts, PhNodeId at, PhNodeId store)
{
    PhNodeId loop = ph_flow_loop_around(facts->tree, at);
    return loop == PH_NODE_NONE || ph_tree_is_within(facts->tree, store, loop);
}

/* What `x = e` stores, if to nothing else; or PH_NODE_NONE. */
static PhNodeId value_of_store(const PhTree *tree, const PhRef *ref)
{
    PhNodeId assignment = ph_tree_parent(tree, ref->node);
    bool is_plain = ref->kind == PH_REF_ASSIGN || ref->kind == PH_REF_ANNOTATED;
    PhNodeId value = is_plain ? ph_stored_value(tree, ref->node) : PH_NODE_NONE;
    bool is_alone =
        value != PH_NODE_NONE &&
        ph_tree_kind(tree, ph_tree_child(tree, assignment, PH_FIELD_RIGHT)) !=
            PH_KIND_ASSIGNMENT &&
        ph_tree_kind(tree, ph_tree_parent(tree, assignment)) != PH_KIND_ASSIGNMENT;
    return is_alone ? value : PH_NODE_NONE;
}

/* True if the value makes a new queryset of the one in the variable that it is stored to.
 */
static bool is_own_chain(const PhQuerySearch *search, PhNodeId value, PhBindingId id)
{
    const PhTree *tree = search->facts->tree;
    PhNodeId head = value;
    while (ph_tree_kind(tree, head) == PH_KIND_CALL ||
           ph_tree_kind(tree, head) == PH_KIND_ATTRIBUTE ||
           ph_tree_kind(tree, head) == PH_KIND_SUBSCRIPT) {
        head++;
    }
    return head != value && ph_tree_kind(tree, head) == PH_KIND_IDENTIFIER &&
           ph_names_binding(search->facts->names, head) == id;
}

/*
 * Adds what is stored to the variable; false if something else may be in it. If it holds
 * the very queryset that is asked about, other uses of it count; a chain that begins at it
 * is another queryset.
 */
static bool add_variable(PhQuerySearch *search, PhNodeId name, bool is_the_one)
{
    PhFacts *facts = search->facts;
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_tree_kind(tree, name) == PH_KIND_IDENTIFIER
                         ? ph_names_binding(names, name)
                         : PH_BINDING_NONE;
    if (id == PH_BINDING_NONE || !ph_flow_is_private(facts, id)) {
        return false;
    }
    if (is_followed(search, id)) {
        return true;
    }
    if (search->variable_count == PH_QUERY_VARIABLES) {
        return false;
    }
    search->variables[search->variable_count++] = id;
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        bool is_sole = true;
        if (ref->kind == PH_REF_LOAD) {
            is_sole = !is_counted(search, ref);
        } else if (ref->kind != PH_REF_DECLARED) {
            PhNodeId value = value_of_store(tree, ref);
            if (value == PH_NODE_NONE || search->value_count == PH_QUERY_VALUES) {
                return false;
            }
            ph_facts_claim(facts, ref->node);
            search->values[search->value_count++] = value;
            is_sole = is_own_chain(search, value, id) ||
                      runs_once_for(facts, search->at, ref->node);
        }
        search->query.is_sole = search->query.is_sole && (is_sole || !is_the_one);
    }
    return true;
}

static void look_at(PhQuerySearch *search, PhNodeId value)
{
    PhFacts *facts = search->facts;
    PhQuery *query = &search->query;
    PhNodeId class_node;
    PhNodeId begin = down_the_chain(search, value);
    PhVerdict verdict = ph_tree_kind(facts->tree, begin) == PH_KIND_ATTRIBUTE
                            ? is_manager(facts, begin, &class_node)
                            : PH_UNKNOWN;
    if (verdict == PH_PROVED) {
        bool is_other = query->manager != PH_NODE_NONE &&
                        !ph_bytes_equal(ph_query_model_text(facts, query->manager),
                                        ph_query_model_text(facts, begin));
        if (is_other) {
            not_known(search, begin);
            return;
        }
        query->manager = begin;
        query->class_node = class_node;
        return;
    }
    if (verdict == PH_REFUTED) {
        query->is_queryset = PH_REFUTED;
        query->is_whole = false;
        return;
    }
    bool is_the_one = begin == ph_tree_strip_parens(facts->tree, search->at);
    /* Another name for the same object: both names would have to be followed. */
    if (!is_the_one && query->step_count == 0) {
        query->is_sole = false;
    }
    if (!add_variable(search, begin, is_the_one)) {
        not_known(search, begin);
    }
}

PhQuery ph_query_of(PhFacts *facts, PhNodeId node)
{
    PhQuerySearch search = {.facts = facts, .at = node};
    search.query = (PhQuery){.is_queryset = PH_PROVED,
                             .why = PH_NODE_NONE,
                             .manager = PH_NODE_NONE,
                             .class_node = PH_NODE_NONE,
                             .is_sole = true,
                             .is_whole = true};
    if (node == PH_NODE_NONE) {
        not_known(&search, node);
        return search.query;
    }
    ph_facts_names(facts);
    search.values[search.value_count++] = node;
    for (uint32_t i = 0; i < search.value_count; i++) {
        look_at(&search, search.values[i]);
    }
    /* A manager alone is none: its elements cannot be taken. */
    bool is_bare = search.query.step_count == 0;
    if (search.query.is_queryset == PH_PROVED &&
        (is_bare || search.query.manager == PH_NODE_NONE)) {
        search.query.is_queryset = PH_UNKNOWN;
    }
    return search.query;
}

const PhQueryStep *ph_query_step(const PhQuery *query, const char *name)
{
    for (uint32_t i = 0; i < query->step_count; i++) {
        if (ph_bytes_is(query->steps[i].name, name)) {
            return &query->steps[i];
        }
    }
    return NULL;
}

PhNodeId ph_query_manager(PhFacts *facts, PhNodeId node, PhNodeId *class_out)
{
    PhQuerySearch search = {.facts = facts, .at = node};
    PhNodeId begin = down_the_chain(&search, node);
    *class_out = PH_NODE_NONE;
    bool is_one = ph_tree_kind(facts->tree, begin) == PH_KIND_ATTRIBUTE &&
                  is_manager(facts, begin, class_out) == PH_PROVED;
    return is_one ? begin : PH_NODE_NONE;
}

PhBytes ph_query_model_text(PhFacts *facts, PhNodeId manager)
{
    PhNodeId model = ph_tree_child(facts->tree, manager, PH_FIELD_OBJECT);
    return ph_tree_text(facts->tree, ph_tree_strip_parens(facts->tree, model));
}
