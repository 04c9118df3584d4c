#ifndef PH_FACTS_VALUE_FLOW_STATE_H
#define PH_FACTS_VALUE_FLOW_STATE_H

/* For the files of value_flow.h only: what is known so far. Everything only ever grows. */

#include "facts/classes.h"
#include "facts/value_flow.h"

enum { PH_FOLLOWED_CLASSES = 16 };

struct PhValueFlow {
    PhFacts *facts;
    const PhTree *tree;
    const PhNames *names;
    uint8_t *held;          /* by node */
    uint8_t *bindings;      /* what each variable may hold */
    uint8_t *stored;        /* by binding: what was put into the container that it holds */
    uint8_t *returns;       /* by scope: what a call gives */
    PhMap attributes;       /* by name: what objects may have there */
    uint8_t any_attribute;  /* what any of them may have */
    uint8_t all_attributes; /* what all of them have together */
    PhNodeId classes[PH_FOLLOWED_CLASSES]; /* whose objects must not leave either */
    uint32_t class_count;
    PhNodeId subject; /* the class whose objects these are, or PH_NODE_NONE */
    PhNodeId leak;    /* where something leaves, or PH_NODE_NONE */
    const char *why;
    bool has_keys; /* some are keys of a dict */
    bool is_lost;  /* the leak will not go away when more is known */
    bool is_changed;
    PhValueFlow *next; /* of another class of the file */
};

/* A value of these bits as an element, and the element of a container. */
static inline uint8_t ph_held_up(uint8_t held)
{
    uint32_t levels = held & (PH_HELD_ITSELF | PH_HELD_IN_CONTAINERS);
    return (uint8_t)(((levels << 1U) & PH_HELD_IN_CONTAINERS) | (levels & PH_HELD_DEEPEST));
}

static inline uint8_t ph_held_down(uint8_t held)
{
    uint32_t levels = held & PH_HELD_IN_CONTAINERS;
    return (uint8_t)((levels >> 1U) | (levels & PH_HELD_DEEPEST));
}

void ph_flow_leak(PhValueFlow *flow, PhNodeId node, const char *why);

/* True if all decorators of the function call it as it is called, and do no more. */
bool ph_flow_has_known_decorators(const PhTree *tree, PhNodeId def);

/* Adds to a set, and notes that something changed. */
void ph_flow_grow(PhValueFlow *flow, uint8_t *set, uint8_t held);

uint8_t ph_flow_attribute(const PhValueFlow *flow, PhBytes name);
void ph_flow_grow_attribute(PhValueFlow *flow, PhBytes name, uint8_t held);

/* Objects of this class hold what is followed: they are followed too. */
void ph_flow_follow_class(PhValueFlow *flow, PhNodeId class_node, PhNodeId node);

/* True if all that it derives from is of this file, or does nothing. */
bool ph_flow_has_known_bases(const PhValueFlow *flow, PhNodeId class_node);
bool ph_flow_is_followed(const PhValueFlow *flow, PhNodeId class_node);

/* What special methods of the followed classes may give. */
uint8_t ph_flow_special(const PhValueFlow *flow, const char *method);

/* What operators of the followed objects may give, if `held` is one. */
uint8_t ph_flow_operators(const PhValueFlow *flow, uint8_t held);

/* The second parameter of methods so called gets `held`: of all classes of the file, or of
 * the followed ones. */
void ph_flow_pass_special(PhValueFlow *flow, const char *method, uint8_t held,
                          bool is_followed_only);

/* What walking through the expression yields. */
uint8_t ph_flow_element(const PhValueFlow *flow, uint8_t held);

/* The same for an expression: a dict yields its keys. */
uint8_t ph_flow_walked(const PhValueFlow *flow, PhNodeId node);

/* Texts, numbers and the like. */
bool ph_flow_is_plain(const PhValueFlow *flow, PhNodeId node);

/* Some are keys of a dict, if `held` is anything. */
void ph_flow_note_key(PhValueFlow *flow, uint8_t held);

/* value_flow_visit.c: what the expression holds; 0 for what is none. */
uint8_t ph_flow_visit(PhValueFlow *flow, PhNodeId node);

/* value_flow_stores.c */

/* Where what is stored comes from: it is `source` itself, or lies so many levels inside. */
typedef struct PhFlowSource {
    PhNodeId node; /* PH_NODE_NONE: not known */
    uint32_t depth;
} PhFlowSource;

/* The target of an assignment, a loop or the like gets `held`. */
void ph_flow_assign(PhValueFlow *flow, PhNodeId target, uint8_t held, PhFlowSource source);

/* `target = value`, with tuples taken apart. */
void ph_flow_assign_value(PhValueFlow *flow, PhNodeId target, PhNodeId value);

/* `for target in walked`. */
void ph_flow_assign_walk(PhValueFlow *flow, PhNodeId target, PhNodeId walked);

/* Something that makes it `held` is put into the container that the expression gives. */
void ph_flow_put(PhValueFlow *flow, PhNodeId container, uint8_t held);

/* True for a call of a container class of Python, and of collections. */
bool ph_flow_makes_container(const PhValueFlow *flow, PhNodeId call);

/* What is put into elements of a container that holds `held` is put into `element` too,
 * which has become one. */
void ph_flow_alias(PhValueFlow *flow, PhNodeId element, uint8_t held);

/* An object has `held` in its attribute `name`. */
void ph_flow_set_attribute(PhValueFlow *flow, PhNodeId object, PhBytes name, uint8_t held);

/* The class of this file that the object is of, if that is certain. */
PhNodeId ph_flow_class_of(const PhValueFlow *flow, PhNodeId object);

/* value_flow_calls.c: what the call gives. */
uint8_t ph_flow_call(PhValueFlow *flow, PhNodeId call);

/* The function or lambda gets `held` in its first parameter, as key functions do. */
bool ph_flow_pass_first(PhValueFlow *flow, PhNodeId function, uint8_t held,
                        uint8_t *result_out);

/* value_flow_functions.c: what is passed to functions of this file. */

/* Passes the arguments of a call to the function, its first `skipped` parameters aside.
 * What the call gives. */
uint8_t ph_flow_enter(PhValueFlow *flow, PhNodeId call, PhNodeId def, uint32_t skipped);

/* An object of the class is made by this call. */
void ph_flow_construct(PhValueFlow *flow, PhNodeId call, PhNodeId class_node);

/* A call of method `name` of an object of the followed classes, or of `owner`. True if the
 * file has such a method. */
bool ph_flow_call_method(PhValueFlow *flow, PhNodeId call, PhBytes name, PhNodeId owner,
                         uint32_t skipped, uint8_t *result_out);

/* True if an argument of the call holds anything that is followed. */
bool ph_flow_passes_any(const PhValueFlow *flow, PhNodeId call, PhNodeId *first_out);

/* What all arguments hold together, or all but that one. */
uint8_t ph_flow_arguments(const PhValueFlow *flow, PhNodeId call);
uint8_t ph_flow_arguments_but(const PhValueFlow *flow, PhNodeId call, PhNodeId but);

/* The n-th argument by place, or PH_NODE_NONE. */
PhNodeId ph_flow_argument(const PhTree *tree, PhNodeId call, uint32_t n);

/* Is each function that gives or takes something called by this file alone? */
void ph_flow_check_functions(PhValueFlow *flow);

#endif
