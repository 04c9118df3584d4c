#ifndef PH_SOURCE_CODING_H
#define PH_SOURCE_CODING_H

/*
 * The encoding of a source file: byte-order mark, coding line (PEP 263), and whether all
 * bytes belong to it.
 *
 * Sets source->encoding. Errors: PH_ERR_REFUSED with one record, where CPython would refuse
 * the file too or where we cannot keep it.
 */

#include "source/source.h"

PH_MUST_USE PhStatus ph_coding_check(PhSource *source, PhDiags *diags);

#endif
