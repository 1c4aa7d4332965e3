/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I6, I7. Shipments are walked with their lines, returns with their bookings; what they ship, hold and bring back is
 * summed by order line and by shipment line, and the counters stored there are compared with the
 * sums and with each other. It lies here because this is the lowest layer that knows all three.
 */
#include "returns/verify.h"

#include "fulfil/shipment.h"
#include "salesinv/settings.h"

enum { PENDING, SHIPPED, RECEIVED, RETURNING, RETURNED };
enum { STATUS, MODE, ORDER, ORIGIN };

typedef struct counter_sums {
    sinv_tally statuses;       /* of shipments and returns, by id */
    sinv_tally order_lines;    /* all of them */
    sinv_tally shipment_lines; /* RETURNING, RETURNED */
    sinv_tally unshipped;      /* by order line: returned in approval, and in effect */
    sinv_tally freezes;        /* by line */
    sinv_tally
        synced; /* by order line: shipped by documents that an ERP's stock is behind */
} counter_sums;

static salesinv_status add_to(sinv_verify *verify, sinv_tally *tally, int64_t line,
                              int32_t which, int64_t qty)
{
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, tally, line, 0, &entry);

    if (rc == SALESINV_OK)
        sinv_tally_add(entry, which, qty);
    return rc;
}

static salesinv_status visit_head(sinv_verify *verify, const sinv_row *row, void *state)
{
    counter_sums *sums = state;

    return add_to(verify, &sums->statuses, sinv_row_int(row, SINV_HEAD_ID), STATUS,
                  sinv_row_int(row, SINV_HEAD_STATUS));
}

static salesinv_status visit_shipment(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    counter_sums *sums = state;
    salesinv_status rc = visit_head(verify, row, state);

    if (rc == SALESINV_OK)
        rc = add_to(verify, &sums->statuses, sinv_row_int(row, SINV_HEAD_ID), MODE,
                    sinv_row_int(row, SINV_SHIPMENT_MODE));
    if (rc == SALESINV_OK)
        rc = add_to(verify, &sums->statuses, sinv_row_int(row, SINV_HEAD_ID), ORDER,
                    sinv_row_int(row, SINV_SHIPMENT_ORDER));
    if (rc == SALESINV_OK)
        rc = add_to(verify, &sums->statuses, sinv_row_int(row, SINV_HEAD_ID), ORIGIN,
                    sinv_row_int(row, SINV_SHIPMENT_ORIGIN));
    return rc;
}

static int64_t head_of(const counter_sums *sums, salesinv_id id, int32_t which)
{
    const sinv_tally_entry *entry = sinv_tally_find(&sums->statuses, id, 0);

    return entry ? entry->sums[which] : 0;
}

static int64_t status_of(const counter_sums *sums, salesinv_id id)
{
    return head_of(sums, id, STATUS);
}

/* What of a shipment line left: of a notice what outbound orders took. */
static int64_t sent(const counter_sums *sums, const sinv_row *row)
{
    int64_t mode = head_of(sums, sinv_row_int(row, SINV_LINE_DOCUMENT), MODE);

    return sinv_row_int(row, mode == SALESINV_SHIPPING_NOTICE
                                 ? SINV_SHIPMENT_LINE_OUTBOUND_QTY
                                 : SINV_SHIPMENT_LINE_QTY);
}

static salesinv_status visit_shipment_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    counter_sums *sums = state;
    int64_t status = status_of(sums, sinv_row_int(row, SINV_LINE_DOCUMENT));
    int64_t line = sinv_row_int(row, SINV_SHIPMENT_LINE_ORDER_LINE);
    int64_t qty = sinv_row_int(row, SINV_SHIPMENT_LINE_QTY);
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (status == SALESINV_STATUS_IN_APPROVAL)
        return add_to(verify, &sums->order_lines, line, PENDING, qty);
    if (status < 0 || status > 31 || !(SINV_SHIPMENT_OUT & SINV_IN(status)))
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &sums->order_lines, line, 0, &entry);
    if (rc != SALESINV_OK)
        return rc;
    sinv_tally_add(entry, SHIPPED, sent(sums, row));
    sinv_tally_add(entry, RECEIVED, sinv_row_int(row, SINV_SHIPMENT_LINE_RECEIVED));
    if (head_of(sums, sinv_row_int(row, SINV_LINE_DOCUMENT), ORIGIN) ==
        SALESINV_ORIGIN_OWN)
        return SALESINV_OK;
    return add_to(verify, &sums->synced, line, 0, sent(sums, row));
}

/* What a return brings back: what was never shipped, goods that came in, goods on their way. */
static salesinv_status visit_booking(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    counter_sums *sums = state;
    int64_t status = status_of(sums, sinv_row_int(row, SINV_BOOKING_DOCUMENT));
    int64_t order_line = sinv_row_int(row, SINV_BOOKING_ORDER_LINE);
    int64_t shipment_line = sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE);
    int64_t received = sinv_row_int(row, SINV_BOOKING_RECEIVED);
    int64_t qty = sinv_row_int(row, SINV_BOOKING_QTY);
    bool is_pending = status == SALESINV_STATUS_IN_APPROVAL;
    bool is_live = status == SALESINV_STATUS_CONFIRMED ||
                   status == SALESINV_STATUS_RECEIVED ||
                   status == SALESINV_STATUS_CLOSED;
    salesinv_status rc;

    if (!is_pending && !is_live)
        return SALESINV_OK;
    if (shipment_line == 0)
        return add_to(verify, &sums->unshipped, order_line, is_live, qty);
    if ((rc = add_to(verify, &sums->order_lines, order_line, RETURNING,
                     qty - received)) != SALESINV_OK ||
        (rc = add_to(verify, &sums->order_lines, order_line, RETURNED, received)) !=
            SALESINV_OK ||
        (rc = add_to(verify, &sums->shipment_lines, shipment_line, RETURNING,
                     qty - received)) != SALESINV_OK)
        return rc;
    return add_to(verify, &sums->shipment_lines, shipment_line, RETURNED, received);
}

static salesinv_status visit_freeze(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    counter_sums *sums = state;

    return add_to(verify, &sums->freezes, sinv_row_int(row, SINV_FREEZE_LINE), 0,
                  sinv_row_int(row, SINV_FREEZE_QTY));
}

static salesinv_status compare(sinv_verify *verify, const char *invariant, int64_t line,
                               const char *counter, int64_t has, int64_t should)
{
    if (has == should)
        return SALESINV_OK;
    return sinv_verify_report(verify, invariant, line,
                              "line %lld of %lld: %s is %lld, its documents say %lld",
                              (long long)sinv_line_number(line),
                              (long long)sinv_line_document(line), counter,
                              (long long)has, (long long)should);
}

static int64_t sum_of(const sinv_tally *tally, int64_t line, int32_t which)
{
    const sinv_tally_entry *entry = sinv_tally_find(tally, line, 0);

    return entry ? entry->sums[which] : 0;
}

/* The counters of an order line among themselves. Only an ERP delivers more than was ordered. */
static salesinv_status check_bounds(sinv_verify *verify, const counter_sums *sums,
                                    const sinv_row *row, int64_t line)
{
    static const int32_t takers[] = {SINV_ORDER_LINE_NOTICED,
                                     SINV_ORDER_LINE_SHIP_PENDING,
                                     SINV_ORDER_LINE_SHIPPED,
                                     SINV_ORDER_LINE_UNSHIPPED_PENDING,
                                     SINV_ORDER_LINE_RETURNED_UNSHIPPED,
                                     SINV_ORDER_LINE_CLOSED};
    int64_t shipped = sinv_row_int(row, SINV_ORDER_LINE_SHIPPED);
    int64_t taken = 0;
    int64_t back = sinv_verify_sum(sinv_row_int(row, SINV_ORDER_LINE_RETURNED_SHIPPED),
                                   sinv_row_int(row, SINV_ORDER_LINE_RETURN_PENDING));
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++)
        taken = sinv_verify_sum(taken, sinv_row_int(row, takers[i]));
    if (taken > sinv_verify_sum(sinv_row_int(row, SINV_ORDER_LINE_QTY),
                                sum_of(&sums->synced, line, 0)))
        rc = sinv_verify_report(verify, "I6", line,
                                "order line: %lld of %lld are taken", (long long)taken,
                                (long long)sinv_row_int(row, SINV_ORDER_LINE_QTY));
    if (rc == SALESINV_OK && back > shipped)
        rc = sinv_verify_report(verify, "I7", line,
                                "order line: %lld are coming back, %lld were shipped",
                                (long long)back, (long long)shipped);
    return rc;
}

static salesinv_status visit_order_line(sinv_verify *verify, const sinv_row *row,
                                        void *state)
{
    const counter_sums *sums = state;
    int64_t line = sinv_line_id(sinv_row_int(row, SINV_LINE_DOCUMENT),
                                sinv_row_int(row, SINV_LINE_NUMBER));
    const struct {
        const char *name;
        int32_t column;
        int64_t should;
    } counters[] = {
        {"frozen", SINV_ORDER_LINE_FROZEN, sum_of(&sums->freezes, line, 0)},
        {"ship_pending", SINV_ORDER_LINE_SHIP_PENDING,
         sum_of(&sums->order_lines, line, PENDING)},
        {"shipped", SINV_ORDER_LINE_SHIPPED, sum_of(&sums->order_lines, line, SHIPPED)},
        {"received", SINV_ORDER_LINE_RECEIVED,
         sum_of(&sums->order_lines, line, RECEIVED)},
        {"unshipped_pending", SINV_ORDER_LINE_UNSHIPPED_PENDING,
         sum_of(&sums->unshipped, line, 0)},
        {"returned_unshipped", SINV_ORDER_LINE_RETURNED_UNSHIPPED,
         sum_of(&sums->unshipped, line, 1)},
        {"return_pending", SINV_ORDER_LINE_RETURN_PENDING,
         sum_of(&sums->order_lines, line, RETURNING)},
        {"returned_shipped", SINV_ORDER_LINE_RETURNED_SHIPPED,
         sum_of(&sums->order_lines, line, RETURNED)},
    };
    salesinv_status rc = check_bounds(verify, sums, row, line);

    for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]) && rc == SALESINV_OK;
         i++)
        rc = compare(verify, i <= 3 ? "I6" : "I7", line, counters[i].name,
                     sinv_row_int(row, counters[i].column), counters[i].should);
    return rc;
}

/* A line names its order exactly where header and age do not find it. */
static salesinv_status check_order(sinv_verify *verify, const counter_sums *sums,
                                   const sinv_row *row, int64_t line)
{
    salesinv_id shipment = sinv_line_document(line);
    int64_t order_line = sinv_row_int(row, SINV_SHIPMENT_LINE_ORDER_LINE);
    salesinv_id order = sinv_line_document(order_line);
    bool is_plain = head_of(sums, shipment, ORDER) == order && order < shipment;

    if (sinv_row_int(row, SINV_SHIPMENT_LINE_ORDER) == (is_plain ? 0 : order))
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I6", line, "shipment line: order %lld beside order line %lld",
        (long long)sinv_row_int(row, SINV_SHIPMENT_LINE_ORDER), (long long)order_line);
}

/* What arrived is a part of what was shipped, and known only once there was a receipt. */
static salesinv_status check_received(sinv_verify *verify, const counter_sums *sums,
                                      const sinv_row *row, int64_t line)
{
    int64_t received = sinv_row_int(row, SINV_SHIPMENT_LINE_RECEIVED);
    int64_t qty = sent(sums, row);
    int64_t status = status_of(sums, sinv_line_document(line));

    if (received <= (status == SALESINV_STATUS_RECEIVED ? qty : 0))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I6", line,
                              "shipment line: %lld of %lld arrived, in status %lld",
                              (long long)received, (long long)qty, (long long)status);
}

static salesinv_status check_shipment_line(sinv_verify *verify, const sinv_row *row,
                                           void *state)
{
    const counter_sums *sums = state;
    int64_t line = sinv_line_id(sinv_row_int(row, SINV_LINE_DOCUMENT),
                                sinv_row_int(row, SINV_LINE_NUMBER));
    int64_t returning = sinv_row_int(row, SINV_SHIPMENT_LINE_RETURN_PENDING);
    int64_t returned = sinv_row_int(row, SINV_SHIPMENT_LINE_RETURNED);
    int64_t back = sinv_verify_sum(returning, returned);
    salesinv_status rc = compare(verify, "I7", line, "return_pending", returning,
                                 sum_of(&sums->shipment_lines, line, RETURNING));

    if (rc == SALESINV_OK)
        rc = compare(verify, "I7", line, "returned", returned,
                     sum_of(&sums->shipment_lines, line, RETURNED));
    if (rc == SALESINV_OK && back > sent(sums, row))
        rc = sinv_verify_report(verify, "I7", line,
                                "shipment line: %lld of %lld are coming back",
                                (long long)back, (long long)sent(sums, row));
    if (rc == SALESINV_OK)
        rc = check_order(verify, sums, row, line);
    return rc == SALESINV_OK ? check_received(verify, sums, row, line) : rc;
}

salesinv_status sinv_verify_counters(sinv_verify *verify)
{
    const struct {
        int32_t table;
        salesinv_status (*visit)(sinv_verify *verify, const sinv_row *row, void *state);
    } walks[] = {
        {SINV_T_SHIPMENT, visit_shipment},
        {SINV_T_RETURN, visit_head},
        {SINV_T_SHIPMENT_LINE, visit_shipment_line},
        {SINV_T_BOOKING, visit_booking},
        {SINV_T_FREEZE, visit_freeze},
        {SINV_T_ORDER_LINE, visit_order_line},
        {SINV_T_SHIPMENT_LINE, check_shipment_line},
    };
    counter_sums sums = {{NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0},
                         {NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && rc == SALESINV_OK; i++)
        rc = sinv_verify_walk(verify, walks[i].table, 0, walks[i].visit, &sums);
    return rc;
}
