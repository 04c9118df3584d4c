/*
 * Types of attributes of modules that are loaded before any code of the user runs, so that
 * no file of the user can take their place: os and sys.
 *
 * From the library reference. Nobody is taken to store another class there
 * (docs/assumptions.md).
 */

#include "facts/types.h"

typedef struct PhLibraryName {
    const char *path;
    PhTypeSet kinds;
} PhLibraryName;

static const PhLibraryName k_library[] = {
    {"os.curdir", PH_TYPE_STR},      {"os.extsep", PH_TYPE_STR},
    {"os.linesep", PH_TYPE_STR},     {"os.name", PH_TYPE_STR},
    {"os.pardir", PH_TYPE_STR},      {"os.pathsep", PH_TYPE_STR},
    {"os.sep", PH_TYPE_STR},         {"sys.byteorder", PH_TYPE_STR},
    {"sys.hexversion", PH_TYPE_INT}, {"sys.maxsize", PH_TYPE_INT},
    {"sys.maxunicode", PH_TYPE_INT}, {"sys.platform", PH_TYPE_STR},
    {"sys.version", PH_TYPE_STR},
};

PhType ph_type_of_attribute(PhFacts *facts, PhNodeId attribute)
{
    const PhTree *tree = facts->tree;
    PhBytes name = ph_tree_text(tree, ph_tree_child(tree, attribute, PH_FIELD_ATTRIBUTE));
    if (ph_tree_kind(tree, ph_tree_child(tree, attribute, PH_FIELD_OBJECT)) !=
        PH_KIND_IDENTIFIER) {
        return ph_type_unknown();
    }
    for (size_t i = 0; i < PH_COUNT_OF(k_library); i++) {
        PhBytes path = ph_bytes_of(k_library[i].path);
        bool has_name =
            ph_bytes_ends_with(path, name) && path.ptr[path.len - name.len - 1] == '.';
        if (has_name && ph_facts_means(facts, attribute, path)) {
            PhTypeSet elems = k_library[i].kinds & PH_TYPE_STR;
            return (PhType){k_library[i].kinds, elems, elems};
        }
    }
    return ph_type_unknown();
}
