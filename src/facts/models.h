#ifndef PH_FACTS_MODELS_H
#define PH_FACTS_MODELS_H

/*
 * Classes of this file that are models of Django, and what their attributes are.
 *
 * A class is one if its bases lead to django.db.models.Model, or to one of Django's own
 * models. A base that this file only imports is unknown.
 */

#include "facts/facts.h"

/* Is the class a model? Refuted only if all of its bases are known. */
PhVerdict ph_model_is(PhFacts *facts, PhNodeId class_node);

/*
 * Is attribute `name` of objects of the model exactly what its column holds, as
 * values_list() gives it? Refuted for properties, methods, relations, files and for models
 * that change what they load; unknown for what the file does not show.
 */
PhAnswer ph_model_column(PhFacts *facts, PhNodeId class_node, PhBytes name);

/* What the bodies of the class and its bases in this file store under `name`: a value, or
 * the statement that stands there; PH_NODE_NONE: nothing. */
PhNodeId ph_model_member(PhFacts *facts, PhNodeId class_node, PhBytes name);

/* True if one of the classes has the other among its bases, or they are the same. */
bool ph_class_is_kin(PhFacts *facts, PhNodeId a, PhNodeId b);

/* True if the file imports Django or a module called models. */
bool ph_file_uses_django(PhFacts *facts);

/* True if a dotted path of a module has the part `models`. */
bool ph_module_holds_models(PhBytes module);

#endif
