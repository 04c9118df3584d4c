#ifndef PH_FACTS_CLASSES_H
#define PH_FACTS_CLASSES_H

/*
 * The classes of a file as they are written: their bases, methods and the names in their
 * bodies, and which class an expression is an object of.
 */

#include "facts/flow.h"

/* The class whose name argument `arg` of the query is, or PH_NODE_NONE. */
PhNodeId ph_class_of_query(const PhFactQuery *query, size_t arg);

/* The class of this file that `name` surely means: nothing else is ever stored to the
 * name. Or PH_NODE_NONE. */
PhNodeId ph_class_named(PhFacts *facts, PhNodeId name);

PhNodeId ph_class_name(const PhTree *tree, PhNodeId class_node);
PhBindingId ph_class_binding(PhFacts *facts, PhNodeId class_node);

/* The scope of the body. */
PhScopeId ph_class_scope(PhFacts *facts, PhNodeId class_node);

/* The first and the next base as it is written; keywords such as metaclass are passed over.
 */
PhNodeId ph_class_first_base(const PhTree *tree, PhNodeId class_node);
PhNodeId ph_class_next_base(const PhTree *tree, PhNodeId base);

/* `list[T]` is `list`. */
PhNodeId ph_class_base_name(const PhTree *tree, PhNodeId base);

/* The decorated statement that the class or function is, or itself. */
PhNodeId ph_definition_statement(const PhTree *tree, PhNodeId definition);

/* The first decorator of a class or function, and the next one: what stands behind `@`. */
PhNodeId ph_first_decorator(const PhTree *tree, PhNodeId definition);
PhNodeId ph_next_decorator(const PhTree *tree, PhNodeId expression);

/* What a decorator calls or is: `app.route` of `app.route("/")`. */
PhNodeId ph_decorator_function(const PhTree *tree, PhNodeId decorator);

/* The last name of it: `route` of `app.route("/")`. */
PhBytes ph_decorator_name(const PhTree *tree, PhNodeId decorator);

/* How the first parameter of a function of a class is passed. */
typedef enum PhMethodKind {
    PH_METHOD_NONE, /* no method: a plain function */
    PH_METHOD_PLAIN,
    PH_METHOD_CLASS, /* classmethod, __new__, __init_subclass__ */
    PH_METHOD_STATIC,
} PhMethodKind;

PhMethodKind ph_method_kind(PhFacts *facts, PhNodeId def);

/* The class whose object (PH_METHOD_PLAIN) or which itself (PH_METHOD_CLASS) `name` is,
 * being the first parameter of one of its methods and never stored to; or PH_NODE_NONE. */
PhNodeId ph_class_of_self(PhFacts *facts, PhNodeId name, PhMethodKind *kind_out);

/* The function called `name` in the body of the class, the last one; or PH_NODE_NONE. */
PhNodeId ph_class_method(PhFacts *facts, PhNodeId class_node, PhBytes name);

/* The next method of the file called `name`, of any class, behind the one at *place, which
 * is 0 at first. PH_NODE_NONE at the end. */
PhNodeId ph_class_next_method(PhFacts *facts, PhBytes name, uint32_t *place);

/* The class in whose body function `def` stands, or PH_NODE_NONE. */
PhNodeId ph_class_around(const PhTree *tree, PhNodeId def);

/* True if class `node` is `base`, or comes to it by bases of this file. */
bool ph_class_derives(PhFacts *facts, PhNodeId node, PhNodeId base);

/* The next class of the file behind `node`, or PH_NODE_NONE; from 0 on. */
PhNodeId ph_class_next(PhFacts *facts, PhNodeId node);

/* The next class of the file behind `node` that class `class_node` is or comes to by bases
 * of this file, or PH_NODE_NONE; from 0 on. */
PhNodeId ph_class_next_ancestor(PhFacts *facts, PhNodeId class_node, PhNodeId node);

/* True if the name goes by `__x__`. */
bool ph_name_is_special(PhBytes name);

#endif
