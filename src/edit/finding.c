#include "edit/finding.h"

const char *ph_level_name(PhLevel level)
{
    static const char *const k_names[] = {"display-only", "unsafe", "safe"};
    return k_names[level];
}

const char *ph_benefit_name(PhBenefit benefit)
{
    static const char *const k_names[] = {"cost", "none", "small", "gain"};
    return k_names[benefit];
}
