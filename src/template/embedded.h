#ifndef PH_TEMPLATE_EMBEDDED_H
#define PH_TEMPLATE_EMBEDDED_H

/* The pages of transforms/ as the build embedded them, sorted by id. */

#include "base/bytes.h"

typedef struct PhEmbeddedPage {
    const char *id;
    PhBytes text;
} PhEmbeddedPage;

extern const PhEmbeddedPage k_embedded_pages[];
extern const size_t k_embedded_page_count;

#endif
