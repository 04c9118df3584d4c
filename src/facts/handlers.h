#ifndef PH_FACTS_HANDLERS_H
#define PH_FACTS_HANDLERS_H

/*
 * Functions that a web framework calls for each request, by what the file shows of them:
 * decorators of an application, a blueprint or a router (`@app.route("/")`), a parameter
 * that is the request, a use of flask.request, methods of a view class, and functions that
 * are registered by name (`app.add_url_rule("/", view_func=f)`).
 */

#include "facts/facts.h"

/* True if the file imports a web framework. */
bool ph_file_serves_requests(PhFacts *facts);

/* True if the file has a function that is called for requests. */
bool ph_file_has_handlers(PhFacts *facts);

/* True if function `def` is called for requests. */
bool ph_is_handler(PhFacts *facts, PhNodeId def);

/* The innermost function definition around `node` that is called for requests, or
 * PH_NODE_NONE. */
PhNodeId ph_handler_around(PhFacts *facts, PhNodeId node);

#endif
