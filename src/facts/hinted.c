/*
 * hinted: is the value exactly of one of the classes in the text, if the annotations of
 * parameters are right?
 *
 * For rules that tell a fix which rests on annotations from one that rests on nothing.
 */

#include "facts/functions.h"
#include "facts/types.h"

typedef struct PhClassName {
    const char *name;
    PhTypeSet kinds;
} PhClassName;

static const PhClassName k_classes[] = {
    {"bool", PH_TYPE_BOOL},   {"bytes", PH_TYPE_BYTES}, {"dict", PH_TYPE_DICT},
    {"float", PH_TYPE_FLOAT}, {"int", PH_TYPE_INT},     {"list", PH_TYPE_LIST},
    {"str", PH_TYPE_STR},     {"tuple", PH_TYPE_TUPLE},
};

PhAnswer ph_fact_hinted(const PhFactQuery *query)
{
    PhNodeId node = ph_flow_node(query, 0);
    PhTypeSet wanted = 0;
    for (size_t i = 0; i < PH_COUNT_OF(k_classes); i++) {
        bool is_named = ph_bytes_find(query->args[1].text, ph_bytes_of(k_classes[i].name),
                                      0) != PH_NOT_FOUND;
        wanted |= is_named ? k_classes[i].kinds : 0;
    }
    if (node == PH_NODE_NONE) {
        return ph_answer(PH_REFUTED);
    }
    PhTypeSet kinds = ph_type_of(ph_facts_trusting(query->facts), node).kinds;
    return ph_answer(kinds != 0 && (kinds & ~wanted) == 0 ? PH_PROVED : PH_REFUTED);
}
