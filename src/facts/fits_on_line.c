/*
 * fits_on_line: does the statement that the expression stands in take one line, and is
 * there room on it for some more text?
 *
 * A statement of several lines has a layout of its own, which more brackets around a part
 * of it would spoil.
 */

#include "facts/flow.h"

enum { PH_LINE_LENGTH = 88 };

PhAnswer ph_fact_fits_on_line(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    const PhTree *tree = facts->tree;
    PhNodeId node = query->args[0].capture->nodes[0];
    PhNodeId parent = ph_tree_parent(tree, node);
    while (node != 0 && ph_tree_kind(tree, parent) != PH_KIND_BLOCK && parent != 0) {
        node = parent;
        parent = ph_tree_parent(tree, node);
    }
    PhSpan span = ph_tree_span(tree, node);
    uint32_t end = span.end;
    while (end < tree->text.len && tree->text.ptr[end] != '\n' &&
           tree->text.ptr[end] != '\r') {
        end++;
    }
    PhPlace first = ph_source_place(facts->source, span.start);
    PhPlace last = ph_source_place(facts->source, end);
    uint32_t most =
        facts->options.line_length == 0 ? PH_LINE_LENGTH : facts->options.line_length;
    bool fits =
        first.line == last.line && last.column - 1 + query->args[1].text.len <= most;
    return ph_answer(fits ? PH_PROVED : PH_REFUTED);
}
