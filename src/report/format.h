#ifndef PH_REPORT_FORMAT_H
#define PH_REPORT_FORMAT_H

/*
 * The formats in which findings are printed. A new one is a file with its reporter and a
 * line in format.def.
 *
 * A reporter keeps no state between calls, so that workers can render the findings of
 * their files at the same time. Whoever puts the pieces together prints
 *
 *     begin  finding separator finding ... finding  end
 *
 * over the findings of all files: the separator stands between any two, no matter whether
 * they are of one file. begin() is called once, before any worker renders.
 */

#include "base/buf.h"
#include "edit/finding.h"
#include "source/source.h"

typedef struct PhReportOptions {
    bool colour;
    uint32_t width; /* columns of the terminal; 0: not known, 160 are used */
} PhReportOptions;

typedef struct PhReporter {
    void (*begin)(PhBuf *buf);
    void (*finding)(PhBuf *buf, PhSource *source, const PhFinding *finding,
                    const PhReportOptions *options);
    void (*end)(PhBuf *buf, size_t finding_count);
    const char *separator; /* may be empty */
    bool is_for_people;    /* a summary may follow on the same stream */
} PhReporter;

typedef struct PhFormat {
    const char *name; /* as after --output-format */
    const char *help; /* one line */
    const PhReporter *reporter;
} PhFormat;

#define PH_FORMAT(name, help) extern const PhReporter k_report_##name;
#include "report/format.def"
#undef PH_FORMAT

/* The table, in the order of format.def. */
size_t ph_format_count(void);
const PhFormat *ph_format_at(size_t index);

/* NULL when there is none of that name. */
const PhFormat *ph_format_find(PhBytes name);

/* What may have been meant by `name`, or NULL. */
const PhFormat *ph_format_nearest(PhBytes name);

#endif
