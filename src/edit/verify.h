#ifndef PH_EDIT_VERIFY_H
#define PH_EDIT_VERIFY_H

/*
 * Is a rewritten text still a Python file that has lost nothing?
 *
 * It must be refused by none of the checks that the file passed before (encoding, parse,
 * acceptance), and hold every comment of the old text.
 */

#include "source/source.h"
#include "syntax/parse.h"

typedef struct PhParsedFile {
    PhSource *source;
    PhTree tree;
} PhParsedFile;

/*
 * Reads bytes as a Python file: source check, parse, acceptance.
 *
 * Ownership: everything in `arena`; `path` and `bytes` are borrowed for as long.
 * Errors:    PH_ERR_REFUSED with one record.
 */
PH_MUST_USE PhStatus ph_file_parse(const PhGrammar *grammar, PhArena *arena, PhBytes path,
                                   PhBytes bytes, PhDiags *diags, PhParsedFile *out);

/* True if both trees hold the same comments, each as often. */
bool ph_verify_comments(PhArena *arena, const PhTree *before, const PhTree *after);

#endif
