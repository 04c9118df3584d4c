#ifndef PH_REPORT_CATALOGUE_H
#define PH_REPORT_CATALOGUE_H

/* The list of rules, for people and for programs. */

#include "base/buf.h"

typedef struct PhCatalogueRow {
    const char *id;
    PhBytes title; /* one line */
} PhCatalogueRow;

void ph_catalogue_text(PhBuf *buf, const PhCatalogueRow *rows, size_t count, bool colour);

/* One JSON array of {"id", "title"}. */
void ph_catalogue_json(PhBuf *buf, const PhCatalogueRow *rows, size_t count);

#endif
