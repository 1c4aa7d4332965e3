/* SPDX-License-Identifier: Apache-2.0 */
/* A part of the goods of a line that comes in: which of the line's bookings it is of. */
#include "base/decimal.h"
#include "returns/plan.h"

/* The serials know where they left; their holder before this return had them. */
static salesinv_status by_serials(sinv_txn *txn, sinv_return_plan *plan, uint32_t index)
{
    const sinv_goods *goods = &plan->goods[index];
    sinv_serial_change change = goods->change;
    sinv_serial_pieces pieces = {NULL, 0, 0};
    sinv_serial_holding *holdings;
    uint32_t count;
    salesinv_status rc;

    change.flags = SINV_SERIAL_RESTORE;
    change.to_state = 0;
    if ((rc = sinv_serial_check(txn, &goods->serials, &change, &pieces)) !=
            SALESINV_OK ||
        (rc = sinv_serial_holdings(txn, &pieces, &holdings, &count)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        sinv_booking *booking = &plan->bookings[i];

        if (booking->line != index || !booking->shipment)
            continue;
        for (uint32_t k = 0; k < count; k++)
            if (holdings[k].holder ==
                sinv_doc_line_of(booking->shipment, booking->index))
                booking->moving = holdings[k].count * SINV_QTY_ONE;
    }
    return SALESINV_OK;
}

salesinv_status sinv_return_distribute(sinv_txn *txn, sinv_return_plan *plan,
                                       uint32_t index)
{
    int64_t rest = plan->lines[index].moving;

    if (plan->goods[index].has_serials)
        return by_serials(txn, plan, index);
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        sinv_booking *booking = &plan->bookings[i];
        int64_t open = booking->qty - booking->received;

        if (booking->line != index || !booking->shipment)
            continue;
        booking->moving = open < rest ? open : rest;
        rest -= booking->moving;
    }
    return SALESINV_OK;
}
