/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I22. Shipments and outbound orders whose goods are an ERP's have moved nothing here: no posting was made for them, no movement
 * names them, and they released no freeze. What the ERP reported is in effect or void, for nobody approves it.
 */
#include "fulfil/shipment.h"
#include "fulfil/verify.h"

static salesinv_status report(sinv_verify *verify, salesinv_id id, const char *what)
{
    return sinv_verify_report(verify, "I22", id, "document %lld: %s", (long long)id,
                              what);
}

/* Note documents of an ERP's goods; `in_effect` are the statuses that one which it reported may have. */
static salesinv_status visit(sinv_verify *verify, const sinv_row *row, int32_t column,
                             uint32_t in_effect, sinv_tally *synced)
{
    int64_t id = sinv_row_int(row, SINV_HEAD_ID);
    int64_t origin = sinv_row_int(row, column);
    int64_t status = sinv_row_int(row, SINV_HEAD_STATUS);
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (origin == SALESINV_ORIGIN_OWN)
        return SALESINV_OK;
    if (origin != SALESINV_ORIGIN_INTEGRATION && origin != SALESINV_ORIGIN_ERP)
        return report(verify, id, "its origin is none");
    if (origin == SALESINV_ORIGIN_ERP &&
        (status < 0 || status > 31 || !(in_effect & SINV_IN(status))) &&
        (rc = report(verify, id, "the ERP reported it, and it has no effect")) !=
            SALESINV_OK)
        return rc;
    return sinv_tally_at(verify->txn, synced, id, 0, &entry);
}

static salesinv_status visit_shipment(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    const uint32_t in_effect = SINV_IN(SALESINV_STATUS_SHIPPED) |
                               SINV_IN(SALESINV_STATUS_RECEIVED) |
                               SINV_IN(SALESINV_STATUS_VOID);
    salesinv_status rc = visit(verify, row, SINV_SHIPMENT_ORIGIN, in_effect, state);

    if (rc == SALESINV_OK && sinv_row_int(row, SINV_SHIPMENT_POSTING) != 0 &&
        sinv_row_int(row, SINV_SHIPMENT_ORIGIN) != SALESINV_ORIGIN_OWN)
        rc = report(verify, sinv_row_int(row, SINV_HEAD_ID),
                    "an outbound order was made for goods of an ERP");
    return rc;
}

static salesinv_status visit_outbound(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    return visit(verify, row, SINV_OUTBOUND_ORIGIN,
                 SINV_IN(SALESINV_STATUS_CONFIRMED) | SINV_IN(SALESINV_STATUS_VOID),
                 state);
}

static salesinv_status check_released(sinv_verify *verify, const sinv_row *row,
                                      int32_t column, const sinv_tally *synced)
{
    salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);

    return sinv_row_int(row, column) != 0 && sinv_tally_find(synced, id, 0)
               ? report(verify, id, "it released a freeze")
               : SALESINV_OK;
}

static salesinv_status visit_shipment_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    return check_released(verify, row, SINV_SHIPMENT_LINE_RELEASED, state);
}

static salesinv_status visit_outbound_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    return check_released(verify, row, SINV_OUTBOUND_LINE_RELEASED, state);
}

static salesinv_status visit_movement(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    salesinv_id id = sinv_line_document(sinv_row_int(row, SINV_MOVEMENT_LINE));

    return sinv_tally_find(state, id, 0) ? report(verify, id, "it moved stock of ours")
                                         : SALESINV_OK;
}

salesinv_status sinv_verify_origins(sinv_verify *verify)
{
    const struct {
        int32_t table;
        salesinv_status (*visit)(sinv_verify *verify, const sinv_row *row, void *state);
    } walks[] = {
        {SINV_T_SHIPMENT, visit_shipment},
        {SINV_T_OUTBOUND, visit_outbound},
        {SINV_T_SHIPMENT_LINE, visit_shipment_line},
        {SINV_T_OUTBOUND_LINE, visit_outbound_line},
        {SINV_T_MOVEMENT, visit_movement},
    };
    sinv_tally synced = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && rc == SALESINV_OK; i++) {
        if (i == 2 && synced.count == 0)
            break; /* all of it is ours */
        rc = sinv_verify_walk(verify, walks[i].table, 0, walks[i].visit, &synced);
    }
    return rc;
}
