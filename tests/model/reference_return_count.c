/* SPDX-License-Identifier: Apache-2.0 */
/* What a return counts on orders and shipments, and the serials that it brings. */
#include "model/reference.h"

static const ref_at NOBODY = {REF_NONE, 0};

/* ---- serials that come in ---- */

static void lead_serial(reference *ref, ref_at line, int serial, int state)
{
    ref_serial *of = &ref->serials[serial];
    const ref_serial before = *of;

    of->product = ref_line_at(ref, line)->product;
    of->state = state;
    of->account = REF_NONE;
    of->warehouse = state == SALESINV_SERIAL_IN_STOCK
                        ? ref_doc_at(ref, line.doc)->warehouse
                        : REF_NONE;
    of->holder = state == SALESINV_SERIAL_IN_STOCK ? NOBODY : line;
    ref_note_line(of, &before, line);
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
        const ref_serial before = *of;
        const ref_serial_place *from;

        if (!(serials >> i & 1))
            continue;
        from = &before.places[before.place_count - 1];
        of->state = from->state == 0 ? SALESINV_SERIAL_UNUSED : from->state;
        of->holder = from->state == 0 ? NOBODY : from->holder;
        of->account = from->state == 0 ? REF_NONE : from->account;
        of->warehouse = REF_NONE;
        ref_note_line(of, &before, line);
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
