/*
 * Types of attributes of modules that are loaded before any code of the user runs, so that
 * no file of the user can take their place: os and sys.
 *
 * From the library reference. Nobody is taken to store another class there
 * (docs/assumptions.md).
 */

#include "facts/types.h"

typedef struct PhLibraryName {
    const char *module;
    const char *name;
    PhTypeSet kinds;
} PhLibraryName;

static const PhLibraryName k_library[] = {
    {"os", "curdir", PH_TYPE_STR},      {"os", "extsep", PH_TYPE_STR},
    {"os", "linesep", PH_TYPE_STR},     {"os", "name", PH_TYPE_STR},
    {"os", "pardir", PH_TYPE_STR},      {"os", "pathsep", PH_TYPE_STR},
    {"os", "sep", PH_TYPE_STR},         {"sys", "byteorder", PH_TYPE_STR},
    {"sys", "hexversion", PH_TYPE_INT}, {"sys", "maxsize", PH_TYPE_INT},
    {"sys", "maxunicode", PH_TYPE_INT}, {"sys", "platform", PH_TYPE_STR},
    {"sys", "version", PH_TYPE_STR},
};

/* Every store of the name is `import name`, or an import of a module in it. */
static bool is_module(PhFacts *facts, PhNodeId identifier)
{
    const PhTree *tree = facts->tree;
    const PhNames *names = ph_facts_names(facts);
    PhBindingId id = ph_names_binding(names, identifier);
    if (id == PH_BINDING_NONE || names->bindings[id].store_count == 0 ||
        names->scopes[names->bindings[id].scope].is_opaque) {
        return false;
    }
    for (PhRefId i = names->bindings[id].first_ref; i != PH_REF_NONE;
         i = names->refs[i].next) {
        const PhRef *ref = &names->refs[i];
        PhNodeId holder = ph_tree_parent(tree, ref->node);
        bool is_import =
            ref->kind == PH_REF_IMPORT &&
            ph_tree_kind(tree, holder) == PH_KIND_DOTTED_NAME &&
            ph_tree_kind(tree, ph_tree_parent(tree, holder)) == PH_KIND_IMPORT_STATEMENT;
        if (ref->kind != PH_REF_LOAD && !is_import) {
            return false;
        }
    }
    return true;
}

PhType ph_type_of_attribute(PhFacts *facts, PhNodeId attribute)
{
    const PhTree *tree = facts->tree;
    PhNodeId object = ph_tree_child(tree, attribute, PH_FIELD_OBJECT);
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (ph_tree_kind(tree, object) != PH_KIND_IDENTIFIER) {
        return ph_type_unknown();
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_library); i++) {
        if (ph_bytes_is(name, k_library[i].name) &&
            ph_bytes_is(ph_tree_text(tree, object), k_library[i].module)) {
            PhTypeSet elems = k_library[i].kinds & PH_TYPE_STR;
            return is_module(facts, object) ? (PhType){k_library[i].kinds, elems, elems}
                                            : ph_type_unknown();
        }
    }
    return ph_type_unknown();
}
