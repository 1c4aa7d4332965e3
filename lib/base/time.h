/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_TIME_H
#define SINV_BASE_TIME_H

/* RFC 3339 text <-> microseconds since 1970 UTC. Years 0001..9999; proleptic Gregorian. */
#include <stddef.h>

#include "base/error.h"

enum { SINV_TIME_TEXT_MAX = 32 };

/** Accepts YYYY-MM-DDTHH:MM:SS[.1-6 digits](Z|+hh:mm|-hh:mm); ARG otherwise. Leap seconds (:60) are refused. */
salesinv_status sinv_time_parse(sinv_err *err, const char *field, const char *text,
                                size_t size, salesinv_time *out);

/** YYYY-MM-DDTHH:MM:SS[.ffffff]Z; the fraction only when not 0. Returns its length; 0 for a value outside the years above. */
size_t sinv_time_format(salesinv_time value, char out[SINV_TIME_TEXT_MAX]);

#endif
