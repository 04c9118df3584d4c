#include "git/date.h"

#include <time.h>

#include "base/status.h"

static void skip_blanks(PhBytes *rest)
{
    while (rest->len > 0 && ph_byte_is_blank(rest->ptr[0])) {
        *rest = ph_bytes_slice(*rest, 1, rest->len);
    }
}

static bool take(PhBytes *rest, char c)
{
    bool is_there = rest->len > 0 && rest->ptr[0] == c;
    *rest = ph_bytes_slice(*rest, is_there, rest->len);
    return is_there;
}

/* A number of `least` to `most` digits. */
static bool take_number(PhBytes *rest, size_t least, size_t most, int64_t *out)
{
    size_t count = 0;
    int64_t value = 0;
    while (count < rest->len && count < most && rest->ptr[count] >= '0' &&
           rest->ptr[count] <= '9') {
        value = value * 10 + (rest->ptr[count] - '0');
        count++;
    }
    *rest = ph_bytes_slice(*rest, count, rest->len);
    *out = value;
    return count >= least;
}

static bool take_int(PhBytes *rest, size_t least, size_t most, int *out)
{
    int64_t value = 0;
    bool is_there = take_number(rest, least, most, &value);
    *out = (int)value;
    return is_there;
}

/* Nothing, "Z", "+01", "+0100" or "+01:00". */
static bool take_zone(PhBytes *rest, bool *is_given, int *offset)
{
    int hours = 0;
    int minutes = 0;
    skip_blanks(rest);
    *offset = 0;
    *is_given = rest->len > 0;
    if (!*is_given || take(rest, 'Z')) {
        return rest->len == 0;
    }
    bool is_west = take(rest, '-');
    if ((!is_west && !take(rest, '+')) || !take_int(rest, 2, 2, &hours)) {
        return false;
    }
    (void)take(rest, ':');
    if (rest->len > 0 && !take_int(rest, 2, 2, &minutes)) {
        return false;
    }
    *offset = (hours * 60 + minutes) * (is_west ? -1 : 1);
    return rest->len == 0 && hours < 24 && minutes < 60;
}

static bool take_clock(PhBytes *rest, struct tm *time)
{
    int64_t ignored = 0;
    skip_blanks(rest);
    if (!take_int(rest, 1, 2, &time->tm_hour) || !take(rest, ':') ||
        !take_int(rest, 2, 2, &time->tm_min)) {
        return false;
    }
    if (take(rest, ':') && !take_int(rest, 2, 2, &time->tm_sec)) {
        return false;
    }
    if (take(rest, '.') && !take_number(rest, 1, 18, &ignored)) {
        return false;
    }
    return time->tm_hour < 24 && time->tm_min < 60 && time->tm_sec < 61;
}

static bool take_iso_day(PhBytes *rest, struct tm *time)
{
    bool is_good = take_int(rest, 4, 4, &time->tm_year) && take(rest, '-') &&
                   take_int(rest, 2, 2, &time->tm_mon) && take(rest, '-') &&
                   take_int(rest, 2, 2, &time->tm_mday);
    time->tm_mon--;
    return is_good && (take(rest, 'T') || take(rest, ' '));
}

static bool take_month(PhBytes *rest, int *month)
{
    static const char *const k_months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (size_t i = 0; i < PH_COUNT_OF(k_months); i++) {
        if (ph_bytes_starts_with(*rest, ph_bytes_of(k_months[i]))) {
            *rest = ph_bytes_slice(*rest, 3, rest->len);
            *month = (int)i;
            return true;
        }
    }
    return false;
}

/* "Thu, 07 Apr 2005 ": the name of the day is not looked at. */
static bool take_mail_day(PhBytes *rest, struct tm *time)
{
    size_t comma = ph_bytes_find(*rest, PH_BYTES(","), 0);
    if (comma == 3) {
        *rest = ph_bytes_slice(*rest, comma + 1, rest->len);
        skip_blanks(rest);
    }
    return take_int(rest, 1, 2, &time->tm_mday) && take(rest, ' ') &&
           take_month(rest, &time->tm_mon) && take(rest, ' ') &&
           take_int(rest, 4, 4, &time->tm_year) && take(rest, ' ');
}

static bool read_calendar(PhBytes text, PhGitDate *date_out)
{
    struct tm time = {.tm_isdst = -1};
    PhBytes rest = text;
    bool is_given = false;
    bool is_day = take_iso_day(&rest, &time);
    if (!is_day) {
        time = (struct tm){.tm_isdst = -1};
        rest = text;
        is_day = take_mail_day(&rest, &time);
    }
    if (!is_day || !take_clock(&rest, &time) ||
        !take_zone(&rest, &is_given, &date_out->offset) || time.tm_mon < 0 ||
        time.tm_mon > 11 || time.tm_mday < 1 || time.tm_mday > 31 || time.tm_year < 1970) {
        return false;
    }
    time.tm_year -= 1900;
    if (is_given) {
        date_out->seconds = (int64_t)timegm(&time) - (int64_t)date_out->offset * 60;
    } else {
        date_out->seconds = (int64_t)mktime(&time);
        date_out->offset = (int)(time.tm_gmtoff / 60);
    }
    return date_out->seconds >= 0;
}

bool ph_git_date_read(PhBytes text, PhGitDate *date_out)
{
    PhBytes rest = ph_bytes_trim(text);
    bool is_given = false;
    bool is_marked = take(&rest, '@');
    *date_out = (PhGitDate){0};
    if (take_number(&rest, is_marked ? 1 : 9, 18, &date_out->seconds) &&
        (rest.len == 0 || rest.ptr[0] == ' ')) {
        return take_zone(&rest, &is_given, &date_out->offset);
    }
    return !is_marked && read_calendar(ph_bytes_trim(text), date_out);
}
