#ifndef PH_EDIT_IMPORT_ORDER_H
#define PH_EDIT_IMPORT_ORDER_H

/* The order in which isort's defaults put imports: sections, modules, names. */

#include "base/bytes.h"

typedef enum PhImportSection {
    PH_IMPORT_FUTURE,
    PH_IMPORT_STANDARD,
    PH_IMPORT_OTHER, /* third party or first party: which one is not in the file */
    PH_IMPORT_LOCAL, /* relative */
} PhImportSection;

/* `module` as written after `from` or `import`. */
PhImportSection ph_import_section(PhBytes module);

/* Letters without their case, runs of digits by their number. */
int ph_import_compare_modules(PhBytes a, PhBytes b);

/* Constants, then classes, then the rest; each as modules are compared. */
int ph_import_compare_names(PhBytes a, PhBytes b);

#endif
