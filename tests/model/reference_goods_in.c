/* SPDX-License-Identifier: Apache-2.0 */
/* Goods of a return that come in later, the rest that is given up, and returns that are taken back (domain.md 5.13). */
#include "model/reference.h"

#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

/* The line that had the serial before the last one took it. */
static ref_at came_from(const ref_serial *serial)
{
    return serial->places[serial->place_count - 1].holder;
}

static const ref_at NOBODY = {REF_NONE, 0};

/* ---- goods that come in separately ---- */

/* Booked where they left; without serials the bookings take them in the order of their shipments. */
static void distribute(reference *ref, ref_doc *doc, int index, int qty,
                       uint32_t serials)
{
    for (int k = 0; k < doc->booking_count * ref->doc_count; k++) {
        ref_booking *booking = &doc->bookings[k % doc->booking_count];
        int part = booking->qty - booking->received;

        if (booking->line != index || booking->shipment.doc != k / doc->booking_count)
            continue;
        part = part < qty ? part : qty;
        if (ref_is_serial(doc->lines[index].product)) {
            part = 0;
            for (int i = 0; i < REF_SERIALS; i++)
                part += (serials >> i & 1) &&
                        came_from(&ref->serials[i]).doc == booking->shipment.doc &&
                        came_from(&ref->serials[i]).line == booking->shipment.line;
        }
        qty -= part;
        ref_booking_pend(ref, booking, -part);
        ref_booking_return(ref, booking, part);
    }
}

static int take_line_in(reference *ref, const ref_step *step, int index)
{
    const ref_at at = {step->doc, index};
    const ref_serial_rule rule = {STATE(INCOMING), REF_NONE, at, false};
    ref_doc *of = ref_doc_at(ref, step->doc);
    ref_line *line = &of->lines[index];
    int qty = step->is_short ? step->received[index] : ref_return_open(line);
    uint32_t stored = line->serials;

    if (!ref_is_coming(line) || qty == 0)
        return 0;
    if (qty > ref_return_open(line))
        ref_refuse(ref, SALESINV_E_EXCEEDS_REMAINING);
    if (ref_is_serial(line->product)) {
        line->serials = step->is_short && step->serials[index] ? step->serials[index]
                        : qty == ref_return_open(line) ? ref_return_coming(ref, at)
                                                       : 0;
        if (__builtin_popcount(line->serials) != qty)
            ref_refuse(ref, line->serials ? SALESINV_E_SERIAL_COUNT
                                          : SALESINV_E_SERIAL_REQUIRED);
        ref_check_serials(ref, at, &rule);
    }
    if (!ref_ok(ref))
        return qty;
    distribute(ref, of, index, qty, line->serials);
    ref_return_lead(ref, at, line->serials, SALESINV_SERIAL_IN_STOCK);
    line->came |= line->serials;
    line->serials = stored;
    line->received += qty;
    ref->on_hand[of->warehouse][line->product] += qty;
    return qty;
}

void ref_return_take_in(reference *ref, const ref_step *step)
{
    ref_doc *of = ref_doc_at(ref, step->doc);
    int came = 0;
    int open = 0;

    if (of->status != SALESINV_STATUS_CONFIRMED || !of->is_separate) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    for (int k = 0; k < of->line_count; k++)
        came += take_line_in(ref, step, k);
    if (came == 0)
        ref_refuse(ref, SALESINV_E_ARG);
    for (int k = 0; k < of->line_count; k++)
        open += ref_return_open(&of->lines[k]);
    if (open == 0)
        of->status = SALESINV_STATUS_RECEIVED;
    if (ref_ok(ref) && of->mode == SALESINV_RETURN_ORDER)
        ref_return_settle(ref, of, false);
}

/* What is still open is not awaited any more. */
static void drop_rest(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    ref_return_pend(ref, of, -1);
    for (int k = 0; k < of->line_count; k++)
        if (ref_is_coming(&of->lines[k]))
            ref_return_restore(ref, (ref_at){doc, k},
                               ref_return_coming(ref, (ref_at){doc, k}));
}

void ref_return_close(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status != SALESINV_STATUS_CONFIRMED || !of->is_separate) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    drop_rest(ref, doc);
    for (int k = 0; k < of->line_count; k++)
        of->lines[k].closed += ref_return_open(&of->lines[k]);
    for (int k = 0; k < of->booking_count; k++)
        if (of->bookings[k].shipment.doc != REF_NONE)
            of->bookings[k].qty = of->bookings[k].received;
    of->status = SALESINV_STATUS_CLOSED;
}

/* ---- taken back ---- */

/* What came in must be there, not promised, and its serials must not have moved on. */
static void check_received(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int p = 0; p < REF_PRODUCTS; p++) {
        int sum = 0;

        for (int k = 0; k < of->line_count; k++)
            sum += ref_is_coming(&of->lines[k]) && of->lines[k].product == p
                       ? of->lines[k].received
                       : 0;
        if (sum > 0)
            ref_check_out(ref, of->warehouse, p, sum, 0, 0);
    }
    for (int k = 0; k < of->line_count; k++) {
        const ref_serial_rule rule = {STATE(IN_STOCK), of->warehouse, NOBODY, true};
        uint32_t named = of->lines[k].serials;

        if (!ref_is_coming(&of->lines[k]))
            continue;
        of->lines[k].serials = of->lines[k].came;
        ref_check_serials(ref, (ref_at){doc, k}, &rule);
        of->lines[k].serials = named;
    }
}

/* Its remainder was closed, and nothing is wanted any more: so it stays. */
static bool is_given_up(const reference *ref, int order)
{
    const ref_doc *of = &ref->docs[order];
    int closed = 0;

    for (int k = 0; k < of->line_count; k++)
        closed += of->lines[k].is_removed ? 0 : of->lines[k].closed;
    return of->status != SALESINV_STATUS_CONFIRMED && closed > 0;
}

static void want_again(reference *ref, const ref_booking *booking)
{
    ref_line *line = ref_line_at(ref, booking->order);

    if (is_given_up(ref, booking->order.doc))
        line->closed += booking->qty;
    line->returned_unshipped -= booking->qty;
}

static void refreeze(reference *ref, const ref_doc *doc)
{
    for (int i = 0; i < ref->doc_count; i++) {
        int wanted[REF_LINES] = {0};
        int sum = 0;

        for (int k = 0; k < doc->booking_count; k++)
            if (doc->bookings[k].shipment.doc == REF_NONE &&
                doc->bookings[k].order.doc == i) {
                wanted[doc->bookings[k].order.line] += doc->bookings[k].qty;
                sum += doc->bookings[k].qty;
            }
        if (sum > 0 && !is_given_up(ref, i))
            ref_freeze_order(ref, i, wanted);
    }
}

/* Did anything come, or was anything given up? */
static bool has_effect(const ref_doc *doc)
{
    for (int k = 0; k < doc->line_count; k++)
        if (doc->lines[k].received > 0 || doc->lines[k].unshipped > 0)
            return true;
    return false;
}

void ref_return_undo(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count && ref->is_synced; k++)
        if (of->lines[k].received > 0)
            ref_refuse(ref, SALESINV_E_SYNC_ONLY);
    if (of->status == SALESINV_STATUS_CLOSED && !has_effect(of))
        return;
    check_received(ref, doc);
    ref_exchange_check_back(ref, doc, STATE(USED));
    if (!ref_ok(ref))
        return;
    drop_rest(ref, doc);
    for (int k = 0; k < of->line_count; k++) {
        if (!ref_is_coming(&of->lines[k]))
            continue;
        if (of->lines[k].received > 0)
            ref->on_hand[of->warehouse][of->lines[k].product] -= of->lines[k].received;
        ref_return_restore(ref, (ref_at){doc, k}, of->lines[k].came);
    }
    ref_exchange_move(ref, doc, SALESINV_SERIAL_IN_STOCK, false, 1);
    for (int k = 0; k < of->booking_count; k++) {
        ref_booking *booking = &of->bookings[k];

        if (booking->shipment.doc == REF_NONE)
            want_again(ref, booking);
        else
            ref_booking_return(ref, booking, -booking->received);
    }
    refreeze(ref, of);
    of->status = SALESINV_STATUS_VOID;
    ref_return_settle(ref, of, true);
}
