#ifndef PH_TEMPLATE_SINK_H
#define PH_TEMPLATE_SINK_H

/* Statements that go one suite deeper: see PhSink. */

#include "template/rewrite.h"

/*
 * Adds an insertion of indentation for each line of the statements of `sink`, from behind
 * the header on and with the comments between. Lines that begin inside a string stay, and
 * so do those that an edit from `first_edit` on replaces.
 */
void ph_sink_add(PhFacts *facts, const PhMatch *match, const PhSink *sink,
                 size_t first_edit, PhRewrite *out);

#endif
