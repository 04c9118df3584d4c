#include "report/format.h"

static const PhFormat k_formats[] = {
#define PH_FORMAT(name, help) {#name, help, &k_report_##name},
#include "report/format.def"
#undef PH_FORMAT
};

size_t ph_format_count(void)
{
    return PH_COUNT_OF(k_formats);
}

const PhFormat *ph_format_at(size_t index)
{
    assert(index < PH_COUNT_OF(k_formats));
    return &k_formats[index];
}

const PhFormat *ph_format_find(PhBytes name)
{
    for (size_t i = 0; i < PH_COUNT_OF(k_formats); i++) {
        if (ph_bytes_is(name, k_formats[i].name)) {
            return &k_formats[i];
        }
    }
    return NULL;
}

const PhFormat *ph_format_nearest(PhBytes name)
{
    const char *names[PH_COUNT_OF(k_formats)];
    for (size_t i = 0; i < PH_COUNT_OF(k_formats); i++) {
        names[i] = k_formats[i].name;
    }
    int nearest = ph_bytes_nearest(name, names, PH_COUNT_OF(k_formats));
    return nearest < 0 ? NULL : &k_formats[nearest];
}
