/* SPDX-License-Identifier: Apache-2.0 */
/* A part of the goods of a line that comes in, or is taken back: which of the line's bookings it is of. */
#include "base/checked.h"
#include "base/decimal.h"
#include "returns/plan.h"

salesinv_status sinv_return_distribute_serials(sinv_txn *txn, sinv_return_plan *plan,
                                               uint32_t index,
                                               const sinv_serial_set *set,
                                               const sinv_serial_change *as,
                                               int64_t sign)
{
    sinv_serial_change change = *as;
    sinv_serial_pieces pieces = {NULL, 0, 0};
    sinv_serial_holding *holdings;
    uint32_t count;
    salesinv_status rc;

    change.flags = SINV_SERIAL_RESTORE | (as->flags & SINV_SERIAL_THROUGH);
    change.to_state = 0;
    if ((rc = sinv_serial_check(txn, set, &change, &pieces)) != SALESINV_OK ||
        (rc = sinv_serial_holdings(txn, &pieces, &holdings, &count)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        sinv_booking *booking = &plan->bookings[i];

        if (booking->line != index || !booking->shipment)
            continue;
        for (uint32_t k = 0; k < count; k++)
            if (holdings[k].holder ==
                sinv_doc_line_of(booking->shipment, booking->index))
                booking->moving += sign * holdings[k].count * SINV_QTY_ONE;
    }
    return SALESINV_OK;
}

/* Those that came in last, first. */
static void take_back(sinv_return_plan *plan, uint32_t index, int64_t rest)
{
    for (uint32_t i = plan->booking_count; i-- > 0;) {
        sinv_booking *booking = &plan->bookings[i];

        if (booking->line != index || !booking->shipment)
            continue;
        booking->moving = -sinv_min_i64(booking->received, rest);
        rest += booking->moving;
    }
}

salesinv_status sinv_return_distribute(sinv_txn *txn, sinv_return_plan *plan,
                                       uint32_t index)
{
    const sinv_goods *goods = &plan->goods[index];
    int64_t rest = plan->lines[index].moving;

    if (goods->has_serials)
        return sinv_return_distribute_serials(txn, plan, index, &goods->serials,
                                              &goods->change, 1);
    if (rest < 0)
        take_back(plan, index, -rest);
    for (uint32_t i = 0; i < plan->booking_count && rest > 0; i++) {
        sinv_booking *booking = &plan->bookings[i];
        int64_t open = booking->qty - booking->received;

        if (booking->line != index || !booking->shipment)
            continue;
        booking->moving = sinv_min_i64(open, rest);
        rest -= booking->moving;
    }
    return SALESINV_OK;
}
