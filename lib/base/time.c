/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 3339 by days from civil dates, without the C library's calendar. */
#include "base/time.h"

#include <stdbool.h>
#include <stdio.h>

static const int64_t DAY_US = INT64_C(86400) * 1000000;
static const int64_t LEAST = INT64_C(-62135596800) * 1000000;    /* 0001-01-01 */
static const int64_t MOST = INT64_C(253402300800) * 1000000 - 1; /* 9999-12-31 */

/* Days since 1970-01-01 of a proleptic Gregorian date (eras of 400 years from March). */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    int64_t z = days + 719468;
    int64_t era = z / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;

    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t days_in(int64_t year, int64_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* `count` digits at *at as a number; false if one is none. */
static bool take_number(const char *text, size_t size, size_t *at, size_t count,
                        int64_t *out)
{
    int64_t value = 0;

    if (size - *at < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        char c = text[*at + i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *at += count;
    *out = value;
    return true;
}

static bool take_char(const char *text, size_t size, size_t *at, char c)
{
    if (*at >= size || text[*at] != c)
        return false;
    (*at)++;
    return true;
}

static bool take_fraction(const char *text, size_t size, size_t *at, int64_t *out_us)
{
    int64_t value = 0;
    size_t digits = 0;

    *out_us = 0;
    if (!take_char(text, size, at, '.'))
        return true;
    while (*at < size && text[*at] >= '0' && text[*at] <= '9' && digits < 7) {
        value = value * 10 + (text[(*at)++] - '0');
        digits++;
    }
    if (digits == 0 || digits > 6)
        return false;
    for (; digits < 6; digits++)
        value *= 10;
    *out_us = value;
    return true;
}

static bool take_zone(const char *text, size_t size, size_t *at, int64_t *out_us)
{
    int64_t hours;
    int64_t minutes;
    int64_t sign;

    *out_us = 0;
    if (take_char(text, size, at, 'Z'))
        return true;
    sign = *at < size && text[*at] == '-' ? -1 : 1;
    if (!take_char(text, size, at, '+') && !take_char(text, size, at, '-'))
        return false;
    if (!take_number(text, size, at, 2, &hours) || !take_char(text, size, at, ':') ||
        !take_number(text, size, at, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *out_us = sign * (hours * 60 + minutes) * 60 * 1000000;
    return true;
}

static bool take_date(const char *text, size_t size, size_t *at, int64_t *out_days)
{
    int64_t year;
    int64_t month;
    int64_t day;

    if (!take_number(text, size, at, 4, &year) || !take_char(text, size, at, '-') ||
        !take_number(text, size, at, 2, &month) || !take_char(text, size, at, '-') ||
        !take_number(text, size, at, 2, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return false;
    *out_days = days_of(year, month, day);
    return true;
}

static bool take_clock(const char *text, size_t size, size_t *at, int64_t *out_us)
{
    int64_t hours;
    int64_t minutes;
    int64_t seconds;
    int64_t fraction;

    if (!take_number(text, size, at, 2, &hours) || !take_char(text, size, at, ':') ||
        !take_number(text, size, at, 2, &minutes) || !take_char(text, size, at, ':') ||
        !take_number(text, size, at, 2, &seconds) || hours > 23 || minutes > 59 ||
        seconds > 59 || !take_fraction(text, size, at, &fraction))
        return false;
    *out_us = ((hours * 60 + minutes) * 60 + seconds) * 1000000 + fraction;
    return true;
}

salesinv_status sinv_time_parse(sinv_err *err, const char *field, const char *text,
                                size_t size, salesinv_time *out)
{
    size_t at = 0;
    int64_t days;
    int64_t clock;
    int64_t zone;

    if (!text || !take_date(text, size, &at, &days) ||
        !take_char(text, size, &at, 'T') || !take_clock(text, size, &at, &clock) ||
        !take_zone(text, size, &at, &zone) || at != size)
        return sinv_err_set(err, SALESINV_E_ARG, field,
                            "\"%.*s\" is not an RFC 3339 time",
                            (int)(size < 40 ? size : 40), text ? text : "");
    *out = days * DAY_US + clock - zone;
    return SALESINV_OK;
}

size_t sinv_time_format(salesinv_time value, char out[SINV_TIME_TEXT_MAX])
{
    int64_t days;
    int64_t rest;
    int64_t year;
    int64_t month;
    int64_t day;
    int size;

    out[0] = '\0';
    if (value < LEAST || value > MOST)
        return 0;
    days = value / DAY_US - (value % DAY_US < 0);
    rest = value - days * DAY_US;
    date_of(days, &year, &month, &day);
    size = snprintf(out, SINV_TIME_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", (int)year,
                    (int)month, (int)day, (int)(rest / 3600000000),
                    (int)(rest / 60000000 % 60), (int)(rest / 1000000 % 60));
    if (rest % 1000000 != 0)
        size += snprintf(out + size, SINV_TIME_TEXT_MAX - (size_t)size, ".%06d",
                         (int)(rest % 1000000));
    size += snprintf(out + size, SINV_TIME_TEXT_MAX - (size_t)size, "Z");
    return (size_t)size;
}
