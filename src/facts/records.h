#ifndef PH_FACTS_RECORDS_H
#define PH_FACTS_RECORDS_H

/*
 * Dicts that are records: displays with the same keys, all names, of which the code reads
 * and stores nothing but these keys, written as texts.
 *
 * Records are closed if they and the lists that they are in stay in one definition of the
 * module (value_flow.h), if whatever may be one of them is one of them or None, and if
 * nothing is done with them but what an object with attributes does as well: `row["key"]`,
 * walking through lists of them, sorting these by a key, and the like. Comparing, printing,
 * hashing, copying and passing on is not.
 */

#include "facts/value_flow.h"

/* True if the dict display has at least two keys, all different and fit for attributes. */
bool ph_record_is_shaped(PhFacts *facts, PhNodeId display);

typedef struct PhRecords {
    const PhValueFlow *flow;
    PhNodeId first; /* of the displays that make them */
    bool is_many;   /* made in a loop, or by a function that is there to make them */
    bool is_closed;
    bool is_changed; /* a field is stored to */
    PhNodeId node;   /* why it is not closed */
    const char *why;
} PhRecords;

/* The records that `display`, which is shaped, makes; also those of other displays of the
 * same definition with the same keys. Kept for the next question. */
const PhRecords *ph_records_of(PhFacts *facts, PhNodeId display);

/* The text, a constant index or a key, is a field of one of the records. */
bool ph_record_has_field(PhFacts *facts, const PhRecords *records, PhNodeId text);

#endif
