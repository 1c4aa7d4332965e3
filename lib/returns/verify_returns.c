/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I7, from the side of the returns: a line splits into what was never shipped, what came in, what was given up and
 * what is still to come; what is booked of it on orders and shipments is exactly that. What an ERP takes in and out
 * moves nothing here.
 */
#include "returns/verify.h"
#include "salesinv/return.h"
#include "salesinv/settings.h"

enum { STATUS, SEPARATE, PUSHED };               /* of a return */
enum { UNSHIPPED, BOOKED, BOOKED_IN, HAS_LINE }; /* of a return line */

typedef struct return_sums {
    sinv_tally heads;
    sinv_tally lines;
} return_sums;

/* One that was submitted beside an ERP has no posting of ours; one that was not submitted has no origin yet. */
static salesinv_status check_origin(sinv_verify *verify, const sinv_row *row)
{
    const uint32_t unsubmitted = SINV_IN(SALESINV_STATUS_DRAFT) |
                                 SINV_IN(SALESINV_STATUS_REJECTED) |
                                 SINV_IN(SALESINV_STATUS_WITHDRAWN);
    int64_t origin = sinv_row_int(row, SINV_RETURN_ORIGIN);
    int64_t status = sinv_row_int(row, SINV_HEAD_STATUS);
    bool is_good = origin == SALESINV_ORIGIN_OWN ||
                   (origin == SALESINV_ORIGIN_INTEGRATION &&
                    sinv_row_int(row, SINV_RETURN_POSTING) == 0 &&
                    sinv_row_int(row, SINV_RETURN_OUT_POSTING) == 0 && status >= 0 &&
                    status < 32 && !(unsubmitted & SINV_IN(status)));

    if (is_good)
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I7", sinv_row_int(row, SINV_HEAD_ID),
        "return %lld: of origin %lld in status %lld, with postings %lld and %lld",
        (long long)sinv_row_int(row, SINV_HEAD_ID), (long long)origin,
        (long long)status, (long long)sinv_row_int(row, SINV_RETURN_POSTING),
        (long long)sinv_row_int(row, SINV_RETURN_OUT_POSTING));
}

static salesinv_status visit_head(sinv_verify *verify, const sinv_row *row, void *state)
{
    return_sums *sums = state;
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &sums->heads,
                                       sinv_row_int(row, SINV_HEAD_ID), 0, &entry);

    if (rc != SALESINV_OK)
        return rc;
    entry->sums[STATUS] = sinv_row_int(row, SINV_HEAD_STATUS);
    entry->sums[SEPARATE] =
        sinv_row_int(row, SINV_RETURN_GOODS_IN) == SALESINV_GOODS_IN_SEPARATE;
    entry->sums[PUSHED] = sinv_row_int(row, SINV_RETURN_ORIGIN) != SALESINV_ORIGIN_OWN;
    return check_origin(verify, row);
}

static salesinv_status visit_booking(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    return_sums *sums = state;
    int64_t line = sinv_line_id(sinv_row_int(row, SINV_BOOKING_DOCUMENT),
                                sinv_row_int(row, SINV_BOOKING_NUMBER));
    int64_t qty = sinv_row_int(row, SINV_BOOKING_QTY);
    int64_t received = sinv_row_int(row, SINV_BOOKING_RECEIVED);
    bool is_goods = sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE) != 0;
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, &sums->lines, line, 0, &entry);

    if (rc != SALESINV_OK)
        return rc;
    sinv_tally_add(entry, is_goods ? BOOKED : UNSHIPPED, qty);
    sinv_tally_add(entry, BOOKED_IN, received);
    if (received <= (is_goods ? qty : 0))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I7", line,
                              "return line: %lld of the %lld that are booked came in",
                              (long long)received, (long long)qty);
}

/* What a return line says of itself. */
typedef struct return_line {
    int64_t id;
    int64_t goods; /* of its quantity */
    int64_t unshipped;
    int64_t received;
    int64_t closed;
    bool is_sourced;
    bool is_out;
} return_line;

static return_line line_of(const sinv_row *row)
{
    return_line line = {
        .id = sinv_line_id(sinv_row_int(row, SINV_LINE_DOCUMENT),
                           sinv_row_int(row, SINV_LINE_NUMBER)),
        .unshipped = sinv_row_int(row, SINV_RETURN_LINE_RETURNED_UNSHIPPED),
        .received = sinv_row_int(row, SINV_RETURN_LINE_RECEIVED),
        .closed = sinv_row_int(row, SINV_RETURN_LINE_CLOSED),
        .is_sourced = sinv_row_int(row, SINV_RETURN_LINE_ORDER_LINE) != 0,
        .is_out =
            sinv_row_int(row, SINV_RETURN_LINE_DIRECTION) == SALESINV_DIRECTION_OUT};

    line.goods =
        sinv_verify_sum(sinv_row_int(row, SINV_RETURN_LINE_QTY), -line.unshipped);
    return line;
}

/* How many of the goods may still be to come, by the status of the return. */
static salesinv_status check_parts(sinv_verify *verify, const return_line *line,
                                   const sinv_tally_entry *head)
{
    int64_t status = head ? head->sums[STATUS] : 0;
    bool is_separate = head && head->sums[SEPARATE] != 0;
    bool is_posted_out = line->is_out && (!head || head->sums[PUSHED] == 0);
    int64_t done = sinv_verify_sum(line->received, line->closed);
    bool is_waiting = status == SALESINV_STATUS_IN_APPROVAL;
    bool is_open = status == SALESINV_STATUS_CONFIRMED && is_separate;

    if (is_posted_out)
        done = done == 0 ? line->goods : -1;
    else if (is_waiting)
        done = done == 0 ? line->goods : -1;
    else if (is_open && done <= line->goods)
        done = line->goods;
    if (done == line->goods)
        return SALESINV_OK;
    return sinv_verify_report(verify, "I7", line->id,
                              "return line: of %lld, %lld came in and %lld were given "
                              "up, in status %lld",
                              (long long)line->goods, (long long)line->received,
                              (long long)line->closed, (long long)status);
}

/* Where the goods have a source all of them are booked; else those whose serials left on a shipment. */
static salesinv_status check_booked(sinv_verify *verify, const return_line *line,
                                    const sinv_tally_entry *entry)
{
    int64_t booked = entry ? entry->sums[BOOKED] : 0;
    int64_t booked_in = entry ? entry->sums[BOOKED_IN] : 0;
    int64_t unshipped = entry ? entry->sums[UNSHIPPED] : 0;
    int64_t goods = sinv_verify_sum(line->goods, -line->closed);
    bool is_good = line->is_sourced ? booked == goods && booked_in == line->received
                                    : booked <= goods && booked_in <= line->received;

    if (is_good && unshipped == line->unshipped)
        return SALESINV_OK;
    return sinv_verify_report(
        verify, "I7", line->id,
        "return line: %lld unshipped, %lld goods, %lld in; its bookings say %lld, "
        "%lld, %lld",
        (long long)line->unshipped, (long long)goods, (long long)line->received,
        (long long)unshipped, (long long)booked, (long long)booked_in);
}

/* What is booked of it, noted as that of a line that is there; NULL: nothing. */
static salesinv_status find_booked(sinv_verify *verify, return_sums *sums, int64_t id,
                                   sinv_tally_entry **out)
{
    salesinv_status rc = SALESINV_OK;

    *out = NULL;
    if (sinv_tally_find(&sums->lines, id, 0))
        rc = sinv_tally_at(verify->txn, &sums->lines, id, 0, out);
    if (*out)
        (*out)->sums[HAS_LINE] = 1;
    return rc;
}

static salesinv_status visit_line(sinv_verify *verify, const sinv_row *row, void *state)
{
    return_sums *sums = state;
    const sinv_tally_entry *head =
        sinv_tally_find(&sums->heads, sinv_row_int(row, SINV_LINE_DOCUMENT), 0);
    const return_line line = line_of(row);
    int64_t status = head ? head->sums[STATUS] : 0;
    sinv_tally_entry *entry;
    salesinv_status rc = find_booked(verify, sums, line.id, &entry);

    if (rc != SALESINV_OK)
        return rc;
    if (status == SALESINV_STATUS_VOID)
        return SALESINV_OK; /* as it was before */
    if (status == SALESINV_STATUS_DRAFT || status == SALESINV_STATUS_REJECTED ||
        status == SALESINV_STATUS_WITHDRAWN)
        return entry || line.unshipped != 0 || line.received != 0
                   ? sinv_verify_report(verify, "I7", line.id,
                                        "return line: booked, in status %lld",
                                        (long long)status)
                   : SALESINV_OK;
    rc = check_parts(verify, &line, head);
    return rc == SALESINV_OK ? check_booked(verify, &line, entry) : rc;
}

static salesinv_status check_unseen(sinv_verify *verify, const return_sums *sums)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < sums->lines.capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &sums->lines.entries[i];

        if (entry->is_used && entry->sums[HAS_LINE] == 0)
            rc = sinv_verify_report(verify, "I7", entry->a,
                                    "line %lld of return %lld is booked and not there",
                                    (long long)sinv_line_number(entry->a),
                                    (long long)sinv_line_document(entry->a));
    }
    return rc;
}

salesinv_status sinv_verify_returns(sinv_verify *verify)
{
    return_sums sums = {{NULL, 0, 0}, {NULL, 0, 0}};
    salesinv_status rc;

    if ((rc = sinv_verify_walk(verify, SINV_T_RETURN, 0, visit_head, &sums)) !=
            SALESINV_OK ||
        (rc = sinv_verify_walk(verify, SINV_T_BOOKING, 0, visit_booking, &sums)) !=
            SALESINV_OK)
        return rc;
    rc = sinv_verify_walk(verify, SINV_T_RETURN_LINE, 0, visit_line, &sums);
    return rc == SALESINV_OK ? check_unseen(verify, &sums) : rc;
}
