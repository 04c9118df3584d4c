/*
 * module_private: is the name a variable of the module that only this file can see?
 *
 * Refuted for names of functions and classes, and for names that nothing here binds.
 */

#include "facts/flow.h"
#include "facts/privacy.h"

PhAnswer ph_fact_module_private(const PhFactQuery *query)
{
    return ph_privacy_of(query->facts, ph_flow_binding(query, 0));
}
