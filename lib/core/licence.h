/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_LICENCE_H
#define SINV_CORE_LICENCE_H

/*
 * Licences and quotas of a tenant. A unit is either taken for good, or reserved for a query
 * that may fail: then it is settled or released, and returns by itself after ten
 * minutes. Only units that were taken or settled are audited.
 */
#include "core/txn.h"

#define SINV_LICENCE_APP "inventory"
#define SINV_LICENCE_LOGISTICS "logistics"
#define SINV_LICENCE_CONNECTOR "connector."
enum { SINV_LICENCE_CODE_MAX = 64 };
#define SINV_QUOTA_LIFE INT64_C(600000000) /* microseconds */

/** True for a code that can be granted; a package of logistics queries is none of its own. */
bool sinv_licence_is_code(const char *code);
/** True for a code that counts units. */
bool sinv_licence_is_quota(const char *code);

/** The tenant's licence row; NOT_FOUND without an error text. */
salesinv_status sinv_licence_find(sinv_txn *txn, const char *code, sinv_row **out);
/** Grant, or add units and replace the end. OVERFLOW. */
salesinv_status sinv_licence_grant(sinv_txn *txn, const char *code,
                                   salesinv_time expires_at, int64_t units);
/** Is it granted and not expired? */
salesinv_status sinv_licence_is_valid(sinv_txn *txn, const char *code, bool *out);
/** CONNECTOR_REQUIRED unless some connector is licensed and not expired. */
salesinv_status sinv_licence_require_connector(sinv_txn *txn);

/** Could a unit be taken now? Changes nothing. LICENSE_REQUIRED, QUOTA_EXHAUSTED. */
salesinv_status sinv_quota_check(sinv_txn *txn, const char *code);
/** Take a unit for good. LICENSE_REQUIRED, QUOTA_EXHAUSTED. */
salesinv_status sinv_quota_take(sinv_txn *txn, const char *code);
/** Give back a unit that was taken. */
salesinv_status sinv_quota_give_back(sinv_txn *txn, const char *code);
/** Take a unit for ten minutes. LICENSE_REQUIRED, QUOTA_EXHAUSTED. */
salesinv_status sinv_quota_reserve(sinv_txn *txn, const char *code,
                                   salesinv_id *out_reservation);
/** The query was answered: the unit is used. INVALID_STATE when the reservation has expired. */
salesinv_status sinv_quota_settle(sinv_txn *txn, salesinv_id reservation);
/** The query failed: the unit returns. A reservation that is gone is OK. */
salesinv_status sinv_quota_release(sinv_txn *txn, salesinv_id reservation);
/** Return the units of reservations that have expired, of all codes; adds their number to *count. */
salesinv_status sinv_quota_expire(sinv_txn *txn, int64_t *count);

/* ---- what licences and quotas share ---- */

/** What the event of a licence says. */
typedef struct sinv_licence_note {
    const char *code;
    int32_t action; /* SALESINV_EVENT_* */
    int64_t added;  /* with LICENCE_GRANTED, as expires_at */
    int64_t units;
    int64_t used;
    salesinv_time expires_at;
} sinv_licence_note;

salesinv_status sinv_licence_audit(sinv_txn *txn, const sinv_licence_note *note);
/** Is the time (SALESINV_TIME_NONE: never) over? */
bool sinv_licence_is_over(const sinv_txn *txn, salesinv_time expires_at);
/** Refuse with `code`, naming the licence. */
salesinv_status sinv_licence_refuse(sinv_txn *txn, salesinv_status code,
                                    const char *licence, const char *why);

#endif
