#include <stdlib.h>

#include "base/status.h"
#include "git/date.h"
#include "unit.h"

typedef struct {
    const char *text;
    int64_t seconds; /* -1: none */
    int offset;
} Case;

static void expect(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PhGitDate date;
        bool is_date = ph_git_date_read(ph_bytes_of(cases[i].text), &date);
        if (is_date != (cases[i].seconds >= 0)) {
            fail_msg("%s: %s", cases[i].text, is_date ? "was read" : "was not read");
        }
        if (is_date &&
            (date.seconds != cases[i].seconds || date.offset != cases[i].offset)) {
            fail_msg("%s: %lld, %d", cases[i].text, (long long)date.seconds, date.offset);
        }
    }
}

/* What git 2.39 makes of the same texts. */
static void dates_that_git_knows_are_read(void **state)
{
    (void)state;
    const Case cases[] = {
        {"@1700000000 +0130", 1700000000, 90},
        {"@0 +0000", 0, 0},
        {"1700000000 -0700", 1700000000, -420},
        {"1700000000", 1700000000, 0},
        {"2001-02-03T04:05:06Z", 981173106, 0},
        {"2001-02-03T04:05:06+02:00", 981165906, 120},
        {"2001-02-03 04:05:06 -0700", 981198306, -420},
        {"2001-02-03 04:05:06", 981173106, 0},
        {"2001-02-03T04:05:06.789Z", 981173106, 0},
        {"2001-02-03 04:05", 981173100, 0},
        {"2000-02-29T00:00:00+14", 951732000, 840},
        {"Sat, 03 Feb 2001 04:05:06 +0200", 981165906, 120},
        {"3 Feb 2001 04:05:06 +0000", 981173106, 0},
        {" 2001-02-03T04:05:06Z\n", 981173106, 0},
    };
    expect(cases, PH_COUNT_OF(cases));
}

static void other_texts_are_no_dates(void **state)
{
    (void)state;
    const Case cases[] = {
        {"", -1, 0},
        {"@", -1, 0},
        {"@x", -1, 0},
        {"tomorrow", -1, 0},
        {"12", -1, 0},
        {"2001-02-03", -1, 0},
        {"2001-13-03T04:05:06Z", -1, 0},
        {"2001-00-03T04:05:06Z", -1, 0},
        {"2001-02-03T24:05:06Z", -1, 0},
        {"2001-02-03T04:05:06 +02x", -1, 0},
        {"2001-02-03T04:05:06 +2500", -1, 0},
        {"1700000000 0100", -1, 0},
        {"1700000000 +0100 x", -1, 0},
        {"1969-01-01T00:00:00Z", -1, 0},
        {"Sat, 03 Foo 2001 04:05:06 +0200", -1, 0},
    };
    expect(cases, PH_COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_that_git_knows_are_read),
        cmocka_unit_test(other_texts_are_no_dates),
    };
    if (setenv("TZ", "UTC", 1) != 0) {
        return 1;
    }
    return cmocka_run_group_tests_name("git_date", tests, NULL, NULL);
}
