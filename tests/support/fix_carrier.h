/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_CARRIER_H
#define FIX_CARRIER_H

/* A carrier that answers what a test told it, and reports in the form of Kuaidi100, the shortest. */
#include "salesinv/tracking.h"
#include "support/fix_core.h"

enum { FIX_REPORT_MAX = 4096 };

typedef struct fix_carrier {
    salesinv_carrier *carrier;
    salesinv_status status;      /* what the next queries answer, OK: the report */
    char report[FIX_REPORT_MAX]; /* about the number "%s" if it has that */
    int queries;
    int destroyed;
    char asked_carrier[160]; /* of the last query */
    char asked_number[160];
    void (*during)(void *self); /* called inside a query; NULL: nothing */
    void *during_self;
} fix_carrier;

void fix_carrier_open(fix_carrier *fix, salesinv_session *session);
void fix_carrier_close(fix_carrier *fix);

/**
 * A report about `number`, from "STATE@HH:MM TEXT" items separated by "|", of 2023-11-14 UTC; e.g. "1@08:00 collected|3@12:00
 * signed". A state "" gives the entry none.
 */
const char *fix_report(char out[FIX_REPORT_MAX], const char *number, const char *items);
/** The carrier reports so from now on, about whatever it is asked for. */
void fix_carrier_says(fix_carrier *fix, const char *items);
/** It arrives by itself. */
salesinv_status fix_try_put(salesinv_session *session, const char *number,
                            const char *items);
void fix_put(salesinv_session *session, const char *number, const char *items);

/** State of a shipment's parcel, and the number of entries of its trace. */
int32_t fix_parcel_state(salesinv_session *session, salesinv_id shipment,
                         int32_t number);
int32_t fix_parcel_trace(salesinv_session *session, salesinv_id shipment,
                         int32_t number);

#endif
