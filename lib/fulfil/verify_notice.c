/* SPDX-License-Identifier: Apache-2.0 */
/* I6 of shipping notices. Outbound orders are walked with their lines and summed by notice line, notices by order line. */
#include "fulfil/notice.h"
#include "fulfil/verify.h"
#include "salesinv/outbound.h"

enum { OUT, PENDING };
enum { STATUS, MODE, ORIGIN };

typedef struct notice_sums {
    sinv_tally outbounds;    /* STATUS, by id */
    sinv_tally shipments;    /* STATUS, MODE, by id */
    sinv_tally notice_lines; /* OUT, PENDING */
    sinv_tally order_lines;  /* what waits on notices */
} notice_sums;

static salesinv_status add_to(sinv_verify *verify, sinv_tally *tally, int64_t key,
                              int32_t which, int64_t value)
{
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, tally, key, 0, &entry);

    if (rc == SALESINV_OK)
        sinv_tally_add(entry, which, value);
    return rc;
}

static int64_t sum_of(const sinv_tally *tally, int64_t key, int32_t which)
{
    const sinv_tally_entry *entry = sinv_tally_find(tally, key, 0);

    return entry ? entry->sums[which] : 0;
}

static int64_t line_of(const sinv_row *row)
{
    return sinv_line_id(sinv_row_int(row, SINV_LINE_DOCUMENT),
                        sinv_row_int(row, SINV_LINE_NUMBER));
}

static salesinv_status visit_outbound(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    notice_sums *sums = state;

    return add_to(verify, &sums->outbounds, sinv_row_int(row, SINV_HEAD_ID), STATUS,
                  sinv_row_int(row, SINV_HEAD_STATUS));
}

static salesinv_status visit_outbound_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    notice_sums *sums = state;
    int64_t source = sinv_row_int(row, SINV_OUTBOUND_LINE_SOURCE_LINE);
    int64_t status =
        sum_of(&sums->outbounds, sinv_row_int(row, SINV_LINE_DOCUMENT), STATUS);
    int64_t qty = sinv_row_int(row, SINV_OUTBOUND_LINE_QTY);

    if (source != 0 && status == SALESINV_STATUS_CONFIRMED)
        return add_to(verify, &sums->notice_lines, source, OUT, qty);
    if (source != 0 && status == SALESINV_STATUS_IN_APPROVAL)
        return add_to(verify, &sums->notice_lines, source, PENDING, qty);
    return SALESINV_OK;
}

static salesinv_status visit_shipment(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    notice_sums *sums = state;
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &sums->shipments,
                                       sinv_row_int(row, SINV_HEAD_ID), 0, &entry);

    if (rc != SALESINV_OK)
        return rc;
    entry->sums[STATUS] = sinv_row_int(row, SINV_HEAD_STATUS);
    entry->sums[MODE] = sinv_row_int(row, SINV_SHIPMENT_MODE);
    entry->sums[ORIGIN] = sinv_row_int(row, SINV_SHIPMENT_ORIGIN);
    return SALESINV_OK;
}

static salesinv_status compare(sinv_verify *verify, int64_t line, const char *counter,
                               int64_t has, int64_t should)
{
    if (has == should)
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I6", line, "line %lld of %lld: %s is %lld, its documents say %lld",
        (long long)sinv_line_number(line), (long long)sinv_line_document(line), counter,
        (long long)has, (long long)should);
}

/* Went out, about to go out, closed: together never more than the notice says, unless an ERP sent more. */
static salesinv_status check_bounds(sinv_verify *verify, const sinv_row *row,
                                    int64_t line, int64_t origin)
{
    int64_t beyond = origin == SALESINV_ORIGIN_OWN
                         ? 0
                         : sinv_row_int(row, SINV_SHIPMENT_LINE_OUTBOUND_QTY);
    int64_t qty = sinv_row_int(row, SINV_SHIPMENT_LINE_QTY);
    int64_t taken =
        sinv_verify_sum(sinv_row_int(row, SINV_SHIPMENT_LINE_OUTBOUND_QTY),
                        sinv_row_int(row, SINV_SHIPMENT_LINE_OUTBOUND_PENDING));

    taken = sinv_verify_sum(taken, sinv_row_int(row, SINV_SHIPMENT_LINE_CLOSED));
    if (taken <= sinv_verify_sum(qty, beyond))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I6", line, "notice line: %lld of %lld are taken",
                              (long long)taken, (long long)qty);
}

static salesinv_status visit_shipment_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    notice_sums *sums = state;
    int64_t line = line_of(row);
    salesinv_id id = sinv_line_document(line);
    int64_t status = sum_of(&sums->shipments, id, STATUS);
    int64_t out = sinv_row_int(row, SINV_SHIPMENT_LINE_OUTBOUND_QTY);
    int64_t closed = sinv_row_int(row, SINV_SHIPMENT_LINE_CLOSED);
    int64_t waiting;
    salesinv_status rc = compare(verify, line, "outbound_qty", out,
                                 sum_of(&sums->notice_lines, line, OUT));

    if (rc == SALESINV_OK)
        rc = compare(verify, line, "outbound_pending",
                     sinv_row_int(row, SINV_SHIPMENT_LINE_OUTBOUND_PENDING),
                     sum_of(&sums->notice_lines, line, PENDING));
    if (rc == SALESINV_OK)
        rc = check_bounds(verify, row, line, sum_of(&sums->shipments, id, ORIGIN));
    if (rc != SALESINV_OK ||
        sum_of(&sums->shipments, id, MODE) != SALESINV_SHIPPING_NOTICE || status < 0 ||
        status > 31 || !(SINV_NOTICE_LIVE & SINV_IN(status)))
        return rc;
    waiting = sinv_row_int(row, SINV_SHIPMENT_LINE_QTY) - out - closed;
    return waiting > 0
               ? add_to(verify, &sums->order_lines,
                        sinv_row_int(row, SINV_SHIPMENT_LINE_ORDER_LINE), 0, waiting)
               : SALESINV_OK;
}

static salesinv_status visit_order_line(sinv_verify *verify, const sinv_row *row,
                                        void *state)
{
    const notice_sums *sums = state;

    return compare(verify, line_of(row), "noticed",
                   sinv_row_int(row, SINV_ORDER_LINE_NOTICED),
                   sum_of(&sums->order_lines, line_of(row), 0));
}

salesinv_status sinv_verify_notices(sinv_verify *verify)
{
    const struct {
        int32_t table;
        salesinv_status (*visit)(sinv_verify *verify, const sinv_row *row, void *state);
    } walks[] = {
        {SINV_T_OUTBOUND, visit_outbound},
        {SINV_T_OUTBOUND_LINE, visit_outbound_line},
        {SINV_T_SHIPMENT, visit_shipment},
        {SINV_T_SHIPMENT_LINE, visit_shipment_line},
        {SINV_T_ORDER_LINE, visit_order_line},
    };
    notice_sums sums = {{NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && rc == SALESINV_OK; i++)
        rc = sinv_verify_walk(verify, walks[i].table, 0, walks[i].visit, &sums);
    return rc;
}
