/* SPDX-License-Identifier: Apache-2.0 */
/* Exported queries: the parcels of one shipment now, or all that are due, for a job. */
#include "core/request.h"
#include "document/verbs.h"
#include "fulfil/ask.h"
#include "fulfil/shipment.h"

enum { MOST_QUERIES = 1000, POLL_EVERY = 1024 };

/* ---- one shipment ---- */

typedef struct query_call {
    salesinv_session *session;
    salesinv_carrier *carrier;
    salesinv_id shipment;
    const char *request_key;
    salesinv_parcels **out; /* NULL: no snapshot is wanted */
    int64_t due[SINV_PARCELS_MAX];
    int32_t due_count;
} query_call;

static salesinv_status check_out(sinv_txn *txn, const sinv_doc *shipment)
{
    return SINV_SHIPMENT_OUT & SINV_IN(sinv_doc_int(shipment, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "shipment", "shipment", shipment,
                                       "it is not on its way");
}

/* Which parcels are to be asked for; none if the request was made before. */
static salesinv_status find_parcels(sinv_txn *txn, sinv_call *call)
{
    query_call *query = call->arg;
    sinv_parcels parcels = {0};
    sinv_doc *shipment;
    bool is_known;
    int64_t cache;
    salesinv_status rc;

    query->due_count = 0;
    if ((rc = sinv_request_find(txn, call, &is_known)) != SALESINV_OK || is_known ||
        (rc = sinv_verb_load(txn, call, &sinv_shipment_kind, query->shipment,
                             &shipment)) != SALESINV_OK ||
        (rc = check_out(txn, shipment)) != SALESINV_OK ||
        (rc = sinv_ask_cache(txn, &cache)) != SALESINV_OK ||
        (rc = sinv_parcels_load(txn, query->shipment, &parcels)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < parcels.count && i < SINV_PARCELS_MAX; i++)
        if (sinv_ask_is_due(parcels.rows[i], txn->now, cache))
            query->due[query->due_count++] = sinv_parcel_line(parcels.rows[i]);
    return SALESINV_OK;
}

static salesinv_status note_request(sinv_txn *txn, sinv_call *call)
{
    const query_call *query = call->arg;
    sinv_doc *shipment;
    salesinv_status rc =
        sinv_verb_load(txn, call, &sinv_shipment_kind, query->shipment, &shipment);

    if (rc != SALESINV_OK)
        return rc;
    call->kind = SALESINV_KIND_SHIPMENT;
    call->object = query->shipment;
    call->version = sinv_doc_int(shipment, SINV_HEAD_VERSION);
    return SALESINV_OK;
}

static salesinv_status present(sinv_txn *txn, sinv_call *call)
{
    const query_call *query = call->arg;

    return query->out ? sinv_parcels_snapshot(txn, query->shipment, query->out)
                      : SALESINV_OK;
}

static void discard(sinv_call *call)
{
    const query_call *query = call->arg;

    if (!query->out)
        return;
    salesinv_parcels_free(*query->out);
    *query->out = NULL;
}

static void init_call(sinv_call *call, query_call *query)
{
    sinv_call_init(call, query->session, "tracking.query");
    sinv_digest_int(&call->digest, query->shipment);
    call->right = sinv_tracking_right(query->session);
    call->request_key = query->request_key;
    call->discard = discard;
    call->arg = query;
}

static salesinv_status check_interrupt(salesinv_engine *engine)
{
    if (!engine->interrupted)
        return SALESINV_OK;
    return sinv_err_set(engine->err, SALESINV_E_INTERRUPTED, NULL,
                        "interrupted between queries");
}

static salesinv_status ask_due(query_call *query)
{
    sinv_ask ask = {.session = query->session,
                    .carrier = query->carrier,
                    .right = sinv_tracking_right(query->session)};
    bool is_asked;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < query->due_count && rc == SALESINV_OK; i++) {
        ask.parcel = query->due[i];
        rc = check_interrupt(query->session->engine);
        if (rc == SALESINV_OK)
            rc = sinv_ask_run(&ask, &is_asked);
    }
    return rc;
}

static salesinv_status check_open(const salesinv_session *session,
                                  const salesinv_carrier *carrier)
{
    if (session->engine->open_txn)
        return sinv_err_set(session->engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    return sinv_carrier_check(session->engine->err, carrier);
}

static salesinv_status run_query(query_call *query)
{
    salesinv_session *session = query->session;
    sinv_call call;
    salesinv_status rc = check_open(session, query->carrier);

    if (rc == SALESINV_OK && query->shipment <= 0)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "shipment",
                          "shipment %lld is not > 0", (long long)query->shipment);
    if (rc != SALESINV_OK)
        return rc;
    init_call(&call, query);
    call.body = find_parcels;
    if ((rc = sinv_call_run(&call)) != SALESINV_OK ||
        (rc = ask_due(query)) != SALESINV_OK)
        return rc;
    init_call(&call, query);
    call.is_write = query->request_key != NULL;
    call.body = note_request;
    call.present = present;
    return sinv_call_run(&call);
}

salesinv_status salesinv_tracking_query(salesinv_session *session, salesinv_id shipment,
                                        salesinv_carrier *carrier,
                                        const char *request_key,
                                        salesinv_parcels **out_parcels)
{
    query_call query = {.session = session,
                        .carrier = carrier,
                        .shipment = shipment,
                        .request_key = request_key,
                        .out = out_parcels};
    salesinv_status rc;

    if (out_parcels)
        *out_parcels = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_query(&query));
}

/* ---- all that are due ---- */

typedef struct due_call {
    int32_t max_count;
    int32_t count;
    int64_t parcels[MOST_QUERIES];
} due_call;

#define ON_ITS_WAY (SINV_SHIPMENT_OUT & ~SINV_IN(SALESINV_STATUS_RECEIVED))

/* Only what is on its way is asked for: what is received or void changes nothing any more. */
static salesinv_status is_on_its_way(sinv_txn *txn, const sinv_row *parcel, bool *out)
{
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    sinv_row *shipment;
    salesinv_status rc = sinv_txn_get_id(
        txn, SINV_T_SHIPMENT, sinv_row_int(parcel, SINV_PARCEL_SHIPMENT), &shipment);

    *out = rc == SALESINV_OK &&
           (ON_ITS_WAY & SINV_IN(sinv_row_int(shipment, SINV_HEAD_STATUS)));
    sinv_arena_rewind(txn->arena, mark);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* In the order in which they were asked for last, so that every parcel has its turn. */
static salesinv_status take_due(sinv_txn *txn, sinv_scan *scan, sinv_row *row,
                                salesinv_time limit, due_call *due)
{
    int64_t looked_at = 0;
    bool is_due;
    salesinv_status rc = SALESINV_OK;

    while (due->count < due->max_count &&
           (rc = sinv_scan_next(scan, row)) == SALESINV_ROW) {
        if (sinv_row_int(row, SINV_PARCEL_ASK_AT) > limit)
            return SALESINV_OK;
        if ((rc = is_on_its_way(txn, row, &is_due)) != SALESINV_OK)
            return rc;
        if (is_due)
            due->parcels[due->count++] = sinv_parcel_line(row);
        if (++looked_at % POLL_EVERY == 0 &&
            (rc = sinv_txn_poll(txn, looked_at, 0)) != SALESINV_OK)
            return rc;
    }
    return due->count == due->max_count ? SALESINV_OK : rc;
}

static salesinv_status find_due(sinv_txn *txn, sinv_call *call)
{
    const sinv_range oldest_first = {.index = SINV_INDEX_PARCEL_ASK_AT};
    due_call *due = call->arg;
    int64_t cache;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    due->count = 0;
    if ((rc = sinv_ask_cache(txn, &cache)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_PARCEL, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_PARCEL, &oldest_first, &scan)) != SALESINV_OK)
        return rc;
    rc = take_due(txn, &scan, row, txn->now - cache, due);
    sinv_scan_close(&scan);
    return rc;
}

/* What concerns one parcel or its carrier; the next one is asked for all the same. */
static bool is_carriers(salesinv_status rc)
{
    return rc == SALESINV_E_CONNECTOR_TIMEOUT || rc == SALESINV_E_CONNECTOR_REFUSED ||
           rc == SALESINV_E_CONNECTOR_MALFORMED || rc == SALESINV_E_OVERFLOW;
}

static salesinv_status ask_all(salesinv_session *session, salesinv_carrier *carrier,
                               const due_call *due, int32_t *out_asked,
                               int32_t *out_failed)
{
    sinv_ask ask = {.session = session,
                    .carrier = carrier,
                    .right = {SINV_OBJECT_SHIPMENT, SINV_ACTION_UPDATE}};
    bool is_asked;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < due->count && rc == SALESINV_OK; i++) {
        ask.parcel = due->parcels[i];
        if ((rc = check_interrupt(session->engine)) != SALESINV_OK)
            return rc;
        rc = sinv_ask_run(&ask, &is_asked);
        *out_asked += is_asked && rc == SALESINV_OK;
        if (is_carriers(rc)) {
            ++*out_failed;
            rc = SALESINV_OK;
        }
    }
    return rc;
}

static salesinv_status run_due(salesinv_session *session, salesinv_carrier *carrier,
                               due_call *due, int32_t *out_asked, int32_t *out_failed)
{
    sinv_err *err = session->engine->err;
    sinv_call call;
    salesinv_status rc = check_open(session, carrier);

    if (rc != SALESINV_OK)
        return rc;
    if (due->max_count < 1 || due->max_count > MOST_QUERIES)
        return sinv_err_set(err, SALESINV_E_ARG, "max_count", "%d is not in 1..%d",
                            due->max_count, MOST_QUERIES);
    sinv_call_init(&call, session, "tracking.run_due");
    call.right = (sinv_right){SINV_OBJECT_SHIPMENT, SINV_ACTION_UPDATE};
    if (sinv_rights_reach(&session->rights, call.right) == SINV_REACH_OWN)
        return sinv_rights_refuse(err, call.right);
    call.body = find_due;
    call.arg = due;
    rc = sinv_call_run(&call);
    return rc == SALESINV_OK ? ask_all(session, carrier, due, out_asked, out_failed)
                             : rc;
}

salesinv_status salesinv_tracking_run_due(salesinv_session *session,
                                          salesinv_carrier *carrier, int32_t max_count,
                                          int32_t *out_asked, int32_t *out_failed)
{
    due_call due = {.max_count = max_count};
    int32_t asked = 0;
    int32_t failed = 0;
    salesinv_status rc = sinv_session_enter(session);

    if (rc == SALESINV_OK)
        rc = sinv_session_leave(session,
                                run_due(session, carrier, &due, &asked, &failed));
    if (out_asked)
        *out_asked = asked;
    if (out_failed)
        *out_failed = failed;
    return rc;
}
