/* SPDX-License-Identifier: Apache-2.0 */
/* What a return counts on orders and shipments, and the serials that it brings. */
#include "model/reference.h"

static const ref_at NOBODY = {REF_NONE, 0};

/* ---- serials that come in ---- */

static void lead_serial(reference *ref, ref_at line, int serial, int state)
{
    ref_serial *of = &ref->serials[serial];

    if (!(of->last.doc == line.doc && of->last.line == line.line && of->state != 0)) {
        of->former_state = of->state == 0 ? SALESINV_SERIAL_UNUSED : of->state;
        of->former_holder = of->state == 0 ? NOBODY : of->holder;
        of->former_account = of->state == 0 ? REF_NONE : of->account;
    }
    of->product = ref_line_at(ref, line)->product;
    of->state = state;
    of->account = REF_NONE;
    of->warehouse = state == SALESINV_SERIAL_IN_STOCK
                        ? ref_doc_at(ref, line.doc)->warehouse
                        : REF_NONE;
    of->holder = state == SALESINV_SERIAL_IN_STOCK ? NOBODY : line;
    of->last = line;
}

void ref_return_lead(reference *ref, ref_at line, uint32_t serials, int state)
{
    for (int i = 0; i < REF_SERIALS; i++)
        if (serials >> i & 1)
            lead_serial(ref, line, i, state);
}

/* The serials of a line that are on their way. */
uint32_t ref_return_coming(const reference *ref, ref_at line)
{
    uint32_t found = 0;

    for (int i = 0; i < REF_SERIALS; i++)
        if (ref->serials[i].state == SALESINV_SERIAL_INCOMING &&
            ref->serials[i].holder.doc == line.doc &&
            ref->serials[i].holder.line == line.line)
            found |= UINT32_C(1) << i;
    return found;
}

/* Those that the line still waits for, or that came in by it, go back to whoever had them. */
void ref_return_restore(reference *ref, ref_at line, uint32_t serials)
{
    for (int i = 0; i < REF_SERIALS; i++) {
        ref_serial *of = &ref->serials[i];

        if (!(serials >> i & 1))
            continue;
        of->state = of->former_state;
        of->holder = of->former_holder;
        of->account = of->former_account;
        of->warehouse = REF_NONE;
        of->last = line;
    }
}

/* ---- counters ---- */

void ref_booking_pend(reference *ref, const ref_booking *booking, int qty)
{
    ref_line_at(ref, booking->order)->return_pending += qty;
    ref_line_at(ref, booking->shipment)->return_pending += qty;
}

void ref_booking_return(reference *ref, ref_booking *booking, int qty)
{
    booking->received += qty;
    ref_line_at(ref, booking->order)->returned += qty;
    ref_line_at(ref, booking->shipment)->returned += qty;
}

/* All that is booked becomes pending (1) or is not any more (-1). */
void ref_return_pend(reference *ref, ref_doc *doc, int sign)
{
    for (int k = 0; k < doc->booking_count; k++) {
        const ref_booking *booking = &doc->bookings[k];

        if (booking->shipment.doc != REF_NONE)
            ref_booking_pend(ref, booking, sign * (booking->qty - booking->received));
    }
}

void ref_return_pend_unshipped(reference *ref, const ref_doc *doc, int sign)
{
    for (int k = 0; k < doc->booking_count; k++)
        if (doc->bookings[k].shipment.doc == REF_NONE)
            ref_line_at(ref, doc->bookings[k].order)->unshipped_pending +=
                sign * doc->bookings[k].qty;
}

void ref_return_settle(reference *ref, const ref_doc *doc, bool is_undo)
{
    for (int k = 0; k < doc->booking_count; k++) {
        int order = doc->bookings[k].order.doc;

        if (doc->mode == SALESINV_RETURN_ORDER && !is_undo &&
            ref_is_returned(ref, order))
            ref_doc_at(ref, order)->status = SALESINV_STATUS_CLOSED;
        ref_settle(ref, order);
    }
}
