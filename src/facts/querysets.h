#ifndef PH_FACTS_QUERYSETS_H
#define PH_FACTS_QUERYSETS_H

/*
 * Querysets of Django: expressions that are chains of calls which begin at a manager,
 * `Order.objects.filter(..).order_by(..)[:10]`, and local variables that hold such.
 *
 * A variable is followed if its function alone sees it and stores nothing but querysets of
 * one model to it, `qs = qs.filter(..)` included. What a method that is not Django's own
 * returns is not known.
 */

#include "facts/models.h"

enum { PH_QUERY_STEPS = 32 };

typedef struct PhQueryStep {
    PhBytes name;  /* of the method; "[]" for a slice or an index */
    PhNodeId node; /* the call or subscript */
} PhQueryStep;

typedef struct PhQuery {
    PhVerdict is_queryset;
    PhNodeId why;        /* what makes it unknown, or PH_NODE_NONE */
    PhNodeId manager;    /* `Order.objects`; PH_NODE_NONE: the chain begins elsewhere */
    PhNodeId class_node; /* of the model, if it is one of this file */
    PhQueryStep steps[PH_QUERY_STEPS]; /* from the last to the first */
    uint32_t step_count;
    bool is_sole;  /* the query is made for this place, and nothing else looks at it */
    bool is_whole; /* all that it was made with is among the steps */
} PhQuery;

/* What is known of the value of `node`. `facts` keeps nothing of it. */
PhQuery ph_query_of(PhFacts *facts, PhNodeId node);

/* The last step of that name, or NULL. */
const PhQueryStep *ph_query_step(const PhQuery *query, const char *name);

/* The manager that a chain of attributes, calls and subscripts begins at, and in
 * *class_out the class of its model; or PH_NODE_NONE. */
PhNodeId ph_query_manager(PhFacts *facts, PhNodeId node, PhNodeId *class_out);

/* The expression before `.objects`, as it is written. */
PhBytes ph_query_model_text(PhFacts *facts, PhNodeId manager);

#endif
