#ifndef PH_FACTS_OWNERS_H
#define PH_FACTS_OWNERS_H

/*
 * Attributes that hold the owner of an object: the object refers to its owner, and the
 * owner to the object, so that both go only when the collector comes.
 *
 * A method stores a parameter p as `self.x = p` and puts itself into a list of p's, or
 * another class of the file makes objects as `C(self, ..)` and keeps them.
 */

#include "facts/layouts.h"

/* The names x of such attributes of a class, each where it is stored first. */
void ph_owner_links(PhFacts *facts, PhNodeId class_node, PhAttributeVec *out);

/* The class whose method the name of an attribute stands in, or PH_NODE_NONE. */
PhNodeId ph_owner_class(const PhTree *tree, PhNodeId name);

/* The classes of the file that the owner may be of; false if that cannot be told. */
bool ph_owner_classes(PhFacts *facts, PhNodeId name, PhAttributeVec *out);

/* The parameter that the attribute is given, in a method of the class; or PH_NODE_NONE. */
PhNodeId ph_owner_parameter(PhFacts *facts, PhNodeId name);

#endif
