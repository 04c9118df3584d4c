/* file_imports: does an import of the file name the module, or something in it? */

#include "facts/flow.h"

PhAnswer ph_fact_file_imports(const PhFactQuery *query)
{
    PhFacts *facts = query->facts;
    PhBytes module = query->args[1].text;
    const PhNames *names = ph_facts_names(facts);
    for (uint32_t i = 0; i < names->ref_count; i++) {
        PhImportedName imported;
        if (names->refs[i].kind == PH_REF_IMPORT &&
            ph_imported_read(facts->tree, names->refs[i].node, &imported) &&
            ph_bytes_equal(ph_imported_first_part(imported.module), module)) {
            return ph_answer(PH_PROVED);
        }
    }
    return ph_answer(PH_REFUTED);
}
