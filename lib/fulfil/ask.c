/* SPDX-License-Identifier: Apache-2.0 */
/* The three steps of a query; see ask.h. */
#include "fulfil/ask.h"

#include <string.h>

#include "core/licence.h"
#include "core/settings.h"
#include "fulfil/shipment.h"

static const int64_t MINUTE_US = INT64_C(60000000);

salesinv_status sinv_ask_cache(sinv_txn *txn, int64_t *out)
{
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_TRACKING_CACHE_MINUTES, NULL, out);

    if (rc == SALESINV_OK)
        *out *= MINUTE_US;
    return rc;
}

bool sinv_ask_is_due(const sinv_row *parcel, salesinv_time now, int64_t cache)
{
    if (sinv_parcel_is_final(sinv_parcel_state(parcel)))
        return false;
    return sinv_row_is_null(parcel, SINV_PARCEL_ANSWERED_AT) ||
           now - sinv_row_int(parcel, SINV_PARCEL_ANSWERED_AT) >= cache;
}

/* The parcel as it is now; *out is NULL when it was removed. */
static salesinv_status get_parcel(sinv_txn *txn, const sinv_ask *ask, sinv_row **out)
{
    salesinv_status rc = sinv_parcel_get(txn, sinv_line_document(ask->parcel),
                                         sinv_line_number(ask->parcel), out);

    if (rc == SALESINV_E_NOT_FOUND)
        *out = NULL;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static void copy_text(const sinv_row *row, int32_t column, char *out, size_t room)
{
    const char *text = sinv_row_text(row, column);
    size_t size = text ? sinv_row_size(row, column) : 0;

    if (size >= room)
        size = 0;
    if (size > 0)
        memcpy(out, text, size);
    out[size] = '\0';
}

static salesinv_status reserve(sinv_txn *txn, sinv_call *call)
{
    sinv_ask *ask = call->arg;
    sinv_row *parcel;
    int64_t cache;
    salesinv_status rc;

    ask->reservation = 0;
    if ((rc = sinv_edition_require(txn, sinv_shipment_kind.editions)) != SALESINV_OK ||
        (rc = sinv_ask_cache(txn, &cache)) != SALESINV_OK ||
        (rc = get_parcel(txn, ask, &parcel)) != SALESINV_OK || !parcel ||
        !sinv_ask_is_due(parcel, txn->now, cache))
        return rc;
    copy_text(parcel, SINV_PARCEL_CARRIER, ask->code, sizeof(ask->code));
    copy_text(parcel, SINV_PARCEL_TRACKING_NUMBER, ask->number, sizeof(ask->number));
    return sinv_quota_reserve(txn, SINV_LICENCE_LOGISTICS, &ask->reservation);
}

/* The unit is used; one that came back by itself, because the carrier was slow, is taken again. */
static salesinv_status settle_unit(sinv_txn *txn, const sinv_ask *ask)
{
    salesinv_status rc = sinv_quota_settle(txn, ask->reservation);

    return rc == SALESINV_E_INVALID_STATE ? sinv_quota_take(txn, SINV_LICENCE_LOGISTICS)
                                          : rc;
}

static salesinv_status read_answer(sinv_txn *txn, const sinv_ask *ask,
                                   sinv_trace_entries *out)
{
    const salesinv_payload *payload = &ask->carrier->payload;
    const sinv_payload_source source = {
        .err = txn->err,
        .arena = txn->arena,
        .format = payload->format,
        .bytes = payload->bytes.bytes ? payload->bytes.bytes : "",
        .size = payload->bytes.size,
        .tracking_number = ask->number,
        .now = txn->now};

    return sinv_payload_read(&source, out);
}

/* Was the parcel given another number while its carrier was asked? Then the answer is about none. */
static bool is_still(const sinv_row *parcel, const sinv_ask *ask)
{
    return parcel &&
           strcmp(sinv_row_text(parcel, SINV_PARCEL_TRACKING_NUMBER), ask->number) == 0;
}

static salesinv_status settle(sinv_txn *txn, sinv_call *call)
{
    const sinv_ask *ask = call->arg;
    sinv_trace_entries reported = {0};
    sinv_parcel_news news;
    sinv_row *parcel;
    bool is_known;
    salesinv_status rc;

    if ((rc = read_answer(txn, ask, &reported)) != SALESINV_OK ||
        (rc = get_parcel(txn, ask, &parcel)) != SALESINV_OK)
        return rc;
    is_known = is_still(parcel, ask);
    if (is_known &&
        (rc = sinv_parcel_compare(txn, parcel, &reported, &news)) != SALESINV_OK)
        return rc;
    if ((rc = settle_unit(txn, ask)) != SALESINV_OK || !is_known)
        return rc;
    return sinv_tracking_take(txn, &news);
}

/* The unit returns, and the parcel is asked for after the others. */
static salesinv_status release(sinv_txn *txn, sinv_call *call)
{
    const sinv_ask *ask = call->arg;
    sinv_row *parcel;
    salesinv_status rc;

    if ((rc = get_parcel(txn, ask, &parcel)) != SALESINV_OK ||
        (rc = sinv_quota_release(txn, ask->reservation)) != SALESINV_OK || !parcel ||
        sinv_row_int(parcel, SINV_PARCEL_ASK_AT) == SINV_ASK_NEVER)
        return rc;
    sinv_row_set_int(parcel, SINV_PARCEL_ASK_AT, txn->now);
    return sinv_txn_save(txn, parcel);
}

static salesinv_status step(sinv_ask *ask, const char *function,
                            salesinv_status (*body)(sinv_txn *, sinv_call *))
{
    sinv_call call;

    sinv_call_init(&call, ask->session, function);
    call.right = ask->right;
    call.is_write = true;
    call.body = body;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status sinv_ask_run(sinv_ask *ask, bool *out_asked)
{
    sinv_err *err = ask->session->engine->err;
    salesinv_status released;
    salesinv_status rc = step(ask, "tracking.reserve", reserve);

    *out_asked = false;
    if (rc != SALESINV_OK || ask->reservation == 0 || ask->session->is_dry_run)
        return rc;
    *out_asked = true;
    rc = sinv_carrier_query(err, ask->carrier, ask->code, ask->number);
    if (rc == SALESINV_OK)
        rc = step(ask, "tracking.settle", settle);
    if (rc == SALESINV_OK)
        return rc;
    released = step(ask, "tracking.release", release);
    return released == SALESINV_OK ? rc : released;
}
