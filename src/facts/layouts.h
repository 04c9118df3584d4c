#ifndef PH_FACTS_LAYOUTS_H
#define PH_FACTS_LAYOUTS_H

/*
 * What objects of the classes of a file are made of: the attributes that are stored on
 * them, and whether they have a dict.
 */

#include "facts/classes.h"

typedef PH_VEC(PhNodeId) PhAttributeVec;

/* The names of the attributes that methods of the class store through their first
 * parameter, each where it is stored first: those of __init__, then the others. Of a
 * dataclass its fields instead. */
void ph_layout_attributes(PhFacts *facts, PhNodeId class_node, PhAttributeVec *out);

/* The name of an attribute as the compiled code has it: `__x` belongs to its class. */
PhBytes ph_layout_name(PhFacts *facts, PhNodeId attribute_name);

/* True if one of the names is `name`, as the compiled code has it. */
bool ph_layout_has(PhFacts *facts, const PhAttributeVec *attributes, PhBytes name);

/* Proved: objects of the class that `base` names, and of its bases, have no dict. Refuted:
 * they have one. Unknown for classes that are not known. */
PhVerdict ph_layout_is_slotted(PhFacts *facts, PhNodeId base);

/* True if dataclasses.dataclass decorates the class. */
bool ph_layout_is_dataclass(PhFacts *facts, PhNodeId class_node);

/* True if the class says what its slots are, by __slots__ or as a dataclass. */
bool ph_layout_has_slots(PhFacts *facts, PhNodeId class_node);

/* The same as the class, or one that it derives from. */
bool ph_layout_is_base(PhFacts *facts, PhNodeId base, PhNodeId class_node);

/* A text of the file where something is stored under an attribute: `object.name = ..`,
 * setattr(object, "name", ..). */
typedef struct PhAttributeStore {
    PhNodeId node; /* the attribute, or the call */
    PhNodeId object;
    PhBytes name; /* empty: not known */
} PhAttributeStore;

/* All of a file, in their order. */
struct PhAttributeStores {
    PhAttributeStore *items;
    size_t count;
    size_t capacity;
};

/* Found once for each file. */
const PhAttributeStores *ph_layout_stores(PhFacts *facts);

/* True if `object` is surely none of the objects of the class: the first parameter of a
 * method of a class that has nothing to do with it, a module, a function or another class.
 */
bool ph_layout_is_other(PhFacts *facts, PhNodeId object, PhNodeId class_node);

#endif
