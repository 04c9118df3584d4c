#include "facts/models.h"

#include "facts/classes.h"
#include "facts/flow.h"

enum { PH_CLASS_BASES = 32 };

/* A class, then its bases of this file, each once. */
typedef struct {
    PhNodeId items[PH_CLASS_BASES];
    uint32_t count;
    bool has_model;   /* one of them is a model of Django */
    bool has_unknown; /* a base is not known, or there are too many */
} PhLineage;

static const char *const k_models[] = {
    "django.db.models.Model",
    "django.contrib.gis.db.models.Model",
    "django.contrib.auth.models.AbstractUser",
    "django.contrib.auth.models.User",
    "django.contrib.auth.base_user.AbstractBaseUser",
    "django.contrib.auth.models.AbstractBaseUser",
    "django.contrib.auth.models.PermissionsMixin",
    "django.contrib.sessions.base_session.AbstractBaseSession",
};

/* Their attribute is what the column holds. */
static const char *const k_columns[] = {
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "BooleanField",
    "CharField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "DurationField",
    "EmailField",
    "FilePathField",
    "FloatField",
    "GenericIPAddressField",
    "IPAddressField",
    "IntegerField",
    "JSONField",
    "NullBooleanField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SlugField",
    "SmallAutoField",
    "SmallIntegerField",
    "TextField",
    "TimeField",
    "URLField",
    "UUIDField",
};

static const char *const k_relations[] = {"ForeignKey", "OneToOneField"};

static const char *const k_others[] = {
    "ManyToManyField", "GenericForeignKey", "GenericRelation",
    "FileField",       "ImageField",        "BinaryField",
};

static bool is_known_model(PhFacts *facts, PhNodeId base)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_models); i++) {
        if (ph_facts_means(facts, base, ph_bytes_of(k_models[i]))) {
            return true;
        }
    }
    return false;
}

static void add_base(PhFacts *facts, PhLineage *lineage, PhNodeId base)
{
    const PhTree *tree = facts->tree;
    PhNodeId class_node = ph_class_named(facts, base);
    if (is_known_model(facts, base)) {
        lineage->has_model = true;
        return;
    }
    if (class_node == PH_NODE_NONE || lineage->count == PH_CLASS_BASES) {
        bool is_object = ph_bytes_is(ph_tree_text(tree, base), "object") &&
                         ph_flow_is_builtin(facts, base);
        lineage->has_unknown = lineage->has_unknown || !is_object;
        return;
    }
    for (uint32_t i = 0; i < lineage->count; i++) {
        if (lineage->items[i] == class_node) {
            return;
        }
    }
    ph_facts_claim(facts, class_node);
    lineage->items[lineage->count++] = class_node;
}

static PhLineage lineage_of(PhFacts *facts, PhNodeId class_node)
{
    const PhTree *tree = facts->tree;
    PhLineage lineage = {.items = {class_node}, .count = 1};
    for (uint32_t i = 0; i < lineage.count; i++) {
        PhNodeId bases = ph_tree_child(tree, lineage.items[i], PH_FIELD_SUPERCLASSES);
        PhNodeId base = bases == PH_NODE_NONE ? bases : ph_tree_first_named(tree, bases);
        for (; base != PH_NODE_NONE; base = ph_tree_next_named(tree, base)) {
            add_base(facts, &lineage, base);
        }
    }
    return lineage;
}

PhVerdict ph_model_is(PhFacts *facts, PhNodeId class_node)
{
    PhLineage lineage = lineage_of(facts, class_node);
    if (lineage.has_model) {
        return PH_PROVED;
    }
    return lineage.has_unknown ? PH_UNKNOWN : PH_REFUTED;
}

bool ph_class_is_kin(PhFacts *facts, PhNodeId a, PhNodeId b)
{
    PhLineage of_a = lineage_of(facts, a);
    PhLineage of_b = lineage_of(facts, b);
    for (uint32_t i = 0; i < of_a.count; i++) {
        for (uint32_t j = 0; j < of_b.count; j++) {
            if (of_a.items[i] == of_b.items[j]) {
                return true;
            }
        }
    }
    return false;
}

/* What `statement` of a class body stores under `name`: a value or itself, or nothing. */
static PhNodeId stored_by(const PhTree *tree, PhNodeId statement, PhBytes name)
{
    PhNodeId inner = statement;
    switch (ph_tree_kind(tree, statement)) {
    case PH_KIND_DECORATED_DEFINITION:
        inner = ph_tree_child(tree, statement, PH_FIELD_DEFINITION);
        break;
    case PH_KIND_EXPRESSION_STATEMENT: inner = ph_tree_first_named(tree, statement); break;
    default: break;
    }
    bool is_definition = ph_tree_kind(tree, inner) == PH_KIND_FUNCTION_DEFINITION ||
                         ph_tree_kind(tree, inner) == PH_KIND_CLASS_DEFINITION;
    bool is_assignment = ph_tree_kind(tree, inner) == PH_KIND_ASSIGNMENT;
    PhNodeId target = PH_NODE_NONE;
    if (is_definition || is_assignment) {
        target = ph_tree_child(tree, inner, is_definition ? PH_FIELD_NAME : PH_FIELD_LEFT);
    }
    if (target == PH_NODE_NONE || !ph_bytes_equal(ph_tree_text(tree, target), name)) {
        return PH_NODE_NONE;
    }
    PhNodeId value =
        is_assignment ? ph_tree_child(tree, inner, PH_FIELD_RIGHT) : PH_NODE_NONE;
    return value != PH_NODE_NONE ? ph_tree_strip_parens(tree, value) : statement;
}

/* A store below an `if` or in a loop is not looked for: the name in the text is enough to
 * make the answer unknown. */
static PhNodeId member_of(const PhTree *tree, PhNodeId class_node, PhBytes name)
{
    PhNodeId body = ph_tree_child(tree, class_node, PH_FIELD_BODY);
    PhNodeId found = PH_NODE_NONE;
    if (body == PH_NODE_NONE) {
        return found;
    }
    PH_FOR_EACH_CHILD(tree, body, statement)
    {
        PhNodeId value = stored_by(tree, statement, name);
        found = value != PH_NODE_NONE ? value : found;
    }
    return found;
}

PhNodeId ph_model_member(PhFacts *facts, PhNodeId class_node, PhBytes name)
{
    PhLineage lineage = lineage_of(facts, class_node);
    for (uint32_t i = 0; i < lineage.count; i++) {
        PhNodeId value = member_of(facts->tree, lineage.items[i], name);
        if (value != PH_NODE_NONE) {
            return value;
        }
    }
    return PH_NODE_NONE;
}

/* True if `call` calls a field class of Django that is one of `classes`. */
static bool is_field(PhFacts *facts, PhNodeId call, const char *const *classes,
                     size_t count)
{
    static const char *const k_modules[] = {
        "django.db.models.", "django.contrib.gis.db.models.",
        "django.contrib.contenttypes.fields.", "django.db.models.fields."};
    const PhTree *tree = facts->tree;
    if (ph_tree_kind(tree, call) != PH_KIND_CALL) {
        return false;
    }
    PhNodeId function = ph_tree_child(tree, call, PH_FIELD_FUNCTION);
    PhBytes text = ph_tree_text(tree, function);
    for (size_t i = 0; i < count; i++) {
        /* Cheap first: most names end otherwise, and an alias is rare. */
        if (!ph_bytes_ends_with(text, ph_bytes_of(classes[i]))) {
            continue;
        }
        for (size_t j = 0; j < PH_COUNT_OF(k_modules); j++) {
            PhBytes path = ph_arena_format(facts->arena, "%s%s", k_modules[j], classes[i]);
            if (ph_facts_means(facts, function, path)) {
                return true;
            }
        }
    }
    return false;
}

/* The model loads its objects in a way of its own. */
static bool loads_otherwise(PhFacts *facts, const PhLineage *lineage)
{
    static const char *const k_names[] = {"from_db",          "__init__",
                                          "__new__",          "__getattr__",
                                          "__getattribute__", "refresh_from_db"};
    for (uint32_t i = 0; i < lineage->count; i++) {
        for (size_t j = 0; j < PH_COUNT_OF(k_names); j++) {
            PhBytes name = ph_bytes_of(k_names[j]);
            if (member_of(facts->tree, lineage->items[i], name) != PH_NODE_NONE) {
                return true;
            }
        }
    }
    return false;
}

/* `x_id`, where x is a relation of the model. */
static bool is_key_of_relation(PhFacts *facts, PhNodeId class_node, PhBytes name)
{
    if (name.len <= 3 || !ph_bytes_ends_with(name, PH_BYTES("_id"))) {
        return false;
    }
    PhNodeId value =
        ph_model_member(facts, class_node, ph_bytes_slice(name, 0, name.len - 3));
    return value != PH_NODE_NONE &&
           is_field(facts, value, k_relations, PH_COUNT_OF(k_relations));
}

PhAnswer ph_model_column(PhFacts *facts, PhNodeId class_node, PhBytes name)
{
    PhLineage lineage = lineage_of(facts, class_node);
    PhNodeId value = ph_model_member(facts, class_node, name);
    bool is_key = ph_bytes_is(name, "pk") || ph_bytes_is(name, "id") ||
                  is_key_of_relation(facts, class_node, name);
    if (loads_otherwise(facts, &lineage)) {
        return ph_flow_answer(PH_REFUTED, class_node,
                              PH_BYTES("its model loads objects in a way of its own"));
    }
    if (value == PH_NODE_NONE) {
        bool is_known = is_key && lineage.has_model;
        return ph_flow_answer(is_known ? PH_PROVED : PH_UNKNOWN, PH_NODE_NONE,
                              PH_BYTES("no field that the class shows"));
    }
    if (is_field(facts, value, k_columns, PH_COUNT_OF(k_columns))) {
        bool is_known = lineage.has_model && !lineage.has_unknown;
        return ph_flow_answer(is_known ? PH_PROVED : PH_UNKNOWN, class_node,
                              PH_BYTES("a class with a base that is not known"));
    }
    if (ph_tree_kind(facts->tree, value) == PH_KIND_CALL &&
        !is_field(facts, value, k_others, PH_COUNT_OF(k_others)) &&
        !is_field(facts, value, k_relations, PH_COUNT_OF(k_relations))) {
        return ph_flow_answer(PH_UNKNOWN, value, PH_BYTES("a field of another kind"));
    }
    return ph_flow_answer(PH_REFUTED, value, PH_BYTES("no plain column"));
}

bool ph_module_holds_models(PhBytes module)
{
    for (size_t at = ph_bytes_find(module, PH_BYTES("models"), 0); at != PH_NOT_FOUND;
         at = ph_bytes_find(module, PH_BYTES("models"), at + 1)) {
        bool begins = at == 0 || module.ptr[at - 1] == '.';
        bool ends = at + 6 == module.len || module.ptr[at + 6] == '.';
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

static bool uses_django(PhFacts *facts)
{
    const PhTree *tree = facts->tree;
    for (PhNodeId node = 0; node < tree->count; node++) {
        PhKind kind = tree->kinds[node];
        if (kind != PH_KIND_IMPORT_FROM_STATEMENT && kind != PH_KIND_IMPORT_STATEMENT) {
            continue;
        }
        bool is_from = kind == PH_KIND_IMPORT_FROM_STATEMENT;
        PhNodeId module = is_from ? ph_tree_child(tree, node, PH_FIELD_MODULE_NAME)
                                  : ph_import_first_name(tree, node);
        for (; module != PH_NODE_NONE;
             module = is_from ? PH_NODE_NONE : ph_import_next_name(tree, module)) {
            PhBytes path =
                is_from ? ph_tree_text(tree, module) : ph_import_name(tree, module);
            if (ph_bytes_is(ph_imported_first_part(path), "django") ||
                ph_module_holds_models(path)) {
                return true;
            }
        }
        for (PhNodeId name = is_from ? ph_import_first_name(tree, node) : PH_NODE_NONE;
             name != PH_NODE_NONE; name = ph_import_next_name(tree, name)) {
            if (ph_bytes_is(ph_import_name(tree, name), "models")) {
                return true;
            }
        }
    }
    return false;
}

bool ph_file_uses_django(PhFacts *facts)
{
    if (facts->uses_django == PH_ASKED_NEVER) {
        facts->uses_django = ph_asked(uses_django(facts));
    }
    return facts->uses_django == PH_ASKED_YES;
}
