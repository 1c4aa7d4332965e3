/* SPDX-License-Identifier: Apache-2.0 */
/* I7, by batch: no more goods of one come back, or are about to, than left of it on the shipment line that they are booked on. */
#include "returns/verify.h"
#include "salesinv/settings.h"

enum { STATUS, IS_NOTICE }; /* of a document */
enum { BATCH };             /* of a return line */
enum { SENT, RETURNED };    /* of a batch on a shipment line */

typedef struct batch_sums {
    sinv_tally heads;   /* of shipments, outbound orders and returns, by id */
    sinv_tally returns; /* by return line */
    sinv_tally batches; /* by shipment line and batch */
} batch_sums;

static salesinv_status visit_head(sinv_verify *verify, const sinv_row *row, void *state)
{
    batch_sums *sums = state;
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &sums->heads,
                                       sinv_row_int(row, SINV_HEAD_ID), 0, &entry);

    if (rc == SALESINV_OK)
        entry->sums[STATUS] = sinv_row_int(row, SINV_HEAD_STATUS);
    return rc;
}

static salesinv_status visit_shipment(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    batch_sums *sums = state;
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &sums->heads,
                                       sinv_row_int(row, SINV_HEAD_ID), 0, &entry);

    if (rc == SALESINV_OK)
        entry->sums[IS_NOTICE] =
            sinv_row_int(row, SINV_SHIPMENT_MODE) == SALESINV_SHIPPING_NOTICE;
    return rc;
}

static int64_t head_of(const batch_sums *sums, salesinv_id id, int32_t which)
{
    const sinv_tally_entry *entry = sinv_tally_find(&sums->heads, id, 0);

    return entry ? entry->sums[which] : 0;
}

static salesinv_status add_sent(sinv_verify *verify, batch_sums *sums, int64_t line,
                                int64_t batch, int64_t qty)
{
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->batches, line, batch, &entry);

    if (rc == SALESINV_OK)
        sinv_tally_add(entry, SENT, qty);
    return rc;
}

static salesinv_status visit_shipment_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    batch_sums *sums = state;
    salesinv_id shipment = sinv_row_int(row, SINV_LINE_DOCUMENT);

    if (head_of(sums, shipment, IS_NOTICE))
        return SALESINV_OK;
    return add_sent(verify, sums,
                    sinv_line_id(shipment, sinv_row_int(row, SINV_LINE_NUMBER)),
                    sinv_row_int(row, SINV_SHIPMENT_LINE_BATCH),
                    sinv_row_int(row, SINV_SHIPMENT_LINE_QTY));
}

/* What went out for a notice. */
static salesinv_status visit_outbound_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    batch_sums *sums = state;
    int64_t notice_line = sinv_row_int(row, SINV_OUTBOUND_LINE_SOURCE_LINE);

    if (notice_line == 0 || head_of(sums, sinv_row_int(row, SINV_LINE_DOCUMENT),
                                    STATUS) != SALESINV_STATUS_CONFIRMED)
        return SALESINV_OK;
    return add_sent(verify, sums, notice_line,
                    sinv_row_int(row, SINV_OUTBOUND_LINE_BATCH),
                    sinv_row_int(row, SINV_OUTBOUND_LINE_QTY));
}

static salesinv_status visit_return_line(sinv_verify *verify, const sinv_row *row,
                                         void *state)
{
    batch_sums *sums = state;
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->returns,
                      sinv_line_id(sinv_row_int(row, SINV_LINE_DOCUMENT),
                                   sinv_row_int(row, SINV_LINE_NUMBER)),
                      0, &entry);

    if (rc == SALESINV_OK)
        entry->sums[BATCH] = sinv_row_int(row, SINV_RETURN_LINE_BATCH);
    return rc;
}

static bool is_counted(const batch_sums *sums, const sinv_row *booking)
{
    int64_t status =
        head_of(sums, sinv_row_int(booking, SINV_BOOKING_DOCUMENT), STATUS);

    return sinv_row_int(booking, SINV_BOOKING_SHIPMENT_LINE) != 0 &&
           (status == SALESINV_STATUS_IN_APPROVAL ||
            status == SALESINV_STATUS_CONFIRMED || status == SALESINV_STATUS_RECEIVED ||
            status == SALESINV_STATUS_CLOSED);
}

/* Reported by the booking that crosses the line. */
static salesinv_status visit_booking(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    batch_sums *sums = state;
    int64_t line = sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE);
    const sinv_tally_entry *of =
        sinv_tally_find(&sums->returns,
                        sinv_line_id(sinv_row_int(row, SINV_BOOKING_DOCUMENT),
                                     sinv_row_int(row, SINV_BOOKING_NUMBER)),
                        0);
    bool was_over;
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (!of || !is_counted(sums, row))
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &sums->batches, line, of->sums[BATCH], &entry);
    if (rc != SALESINV_OK)
        return rc;
    was_over = entry->sums[RETURNED] > entry->sums[SENT];
    sinv_tally_add(entry, RETURNED, sinv_row_int(row, SINV_BOOKING_QTY));
    if (was_over || entry->sums[RETURNED] <= entry->sums[SENT])
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I7", line,
        "shipment line: of batch %lld, %lld are coming back, %lld left",
        (long long)entry->b, (long long)entry->sums[RETURNED],
        (long long)entry->sums[SENT]);
}

salesinv_status sinv_verify_batches(sinv_verify *verify)
{
    const struct {
        int32_t table;
        salesinv_status (*visit)(sinv_verify *verify, const sinv_row *row, void *state);
    } walks[] = {
        {SINV_T_SHIPMENT, visit_shipment},
        {SINV_T_OUTBOUND, visit_head},
        {SINV_T_RETURN, visit_head},
        {SINV_T_SHIPMENT_LINE, visit_shipment_line},
        {SINV_T_OUTBOUND_LINE, visit_outbound_line},
        {SINV_T_RETURN_LINE, visit_return_line},
        {SINV_T_BOOKING, visit_booking},
    };
    batch_sums sums = {{NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && rc == SALESINV_OK; i++)
        rc = sinv_verify_walk(verify, walks[i].table, 0, walks[i].visit, &sums);
    return rc;
}
