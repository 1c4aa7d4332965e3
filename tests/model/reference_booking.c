/* SPDX-License-Identifier: Apache-2.0 */
/* On which shipment lines a return's goods are booked (domain.md 5.13): by serials, as named, else the oldest first. */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)
#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

static const ref_at NOBODY = {REF_NONE, 0};

static bool is_at(ref_at a, ref_at b)
{
    return a.doc == b.doc && a.line == b.line;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

bool ref_is_coming(const ref_line *line)
{
    return !line->is_removed && !line->is_out;
}

int ref_goods(const ref_line *line)
{
    return ref_is_coming(line) ? line->qty - line->unshipped : 0;
}

/* The order line that a line is about, if it has one. */
static ref_at order_of(const reference *ref, const ref_line *line)
{
    return line->source.doc == REF_NONE
               ? line->order_line
               : ref->docs[line->source.doc].lines[line->source.line].source;
}

/* ---- how much was never shipped ---- */

static void split(reference *ref, int doc, int index)
{
    ref_doc *of = ref_doc_at(ref, doc);
    ref_line *line = &of->lines[index];
    int named = __builtin_popcount(line->serials);
    int most = ref_shippable(ref, line->order_line);

    for (int k = 0; k < index; k++)
        if (is_at(of->lines[k].order_line, line->order_line))
            most -= of->lines[k].unshipped;
    most = most > 0 ? most : 0;
    if (line->stated == REF_NONE) {
        line->unshipped = least(most, named > line->qty ? 0 : line->qty - named);
    } else {
        if (line->stated > line->qty)
            ref_refuse(ref, SALESINV_E_ARG);
        if (line->stated > most)
            ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
        line->unshipped = least(line->stated, line->qty);
    }
    if (line->unshipped == line->qty && named > 0)
        ref_refuse(ref, SALESINV_E_SERIAL_COUNT);
}

/* ---- booking ---- */

/* The rest of a shipment line, and of its order line. */
static int rest_of(const reference *ref, const ref_doc *doc, ref_at shipment)
{
    ref_at at = ref->docs[shipment.doc].lines[shipment.line].source;
    const ref_line *order = &ref->docs[at.doc].lines[at.line];
    int of_shipment = ref_returnable(ref, shipment);
    int of_order = order->shipped - order->returned - order->return_pending;

    for (int k = 0; k < doc->booking_count; k++) {
        const ref_booking *booking = &doc->bookings[k];

        of_shipment -= is_at(booking->shipment, shipment) ? booking->qty : 0;
        if (booking->shipment.doc != REF_NONE && is_at(booking->order, at))
            of_order -= booking->qty;
    }
    return least(of_shipment, of_order);
}

static void book(reference *ref, ref_doc *doc, int line, ref_at order, ref_at shipment,
                 int qty)
{
    if (shipment.doc != REF_NONE && qty > rest_of(ref, doc, shipment))
        ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
    for (int k = 0; k < doc->booking_count; k++)
        if (doc->bookings[k].line == line &&
            is_at(doc->bookings[k].shipment, shipment)) {
            doc->bookings[k].qty += qty;
            return;
        }
    if (doc->booking_count < REF_BOOKINGS)
        doc->bookings[doc->booking_count++] =
            (ref_booking){line, order, shipment, qty, 0};
}

static void book_named(reference *ref, ref_doc *doc, int index)
{
    const ref_line *line = &doc->lines[index];
    ref_at order = order_of(ref, line);

    if (line->unshipped > 0)
        book(ref, doc, index, order, NOBODY, line->unshipped);
    if (ref_goods(line) > 0 && line->source.doc != REF_NONE)
        book(ref, doc, index, order, line->source, ref_goods(line));
}

/* Is as much out as lines bring back that name an order line alone? */
static void check_orders(reference *ref, const ref_doc *doc, int index)
{
    const ref_line *line = &doc->lines[index];
    const ref_line *order;
    int rest;

    if (line->source.doc != REF_NONE || line->order_line.doc == REF_NONE)
        return;
    order = ref_line_at(ref, line->order_line);
    rest = order->shipped - order->returned - order->return_pending;
    for (int k = 0; k < doc->booking_count; k++)
        if (doc->bookings[k].shipment.doc != REF_NONE &&
            is_at(doc->bookings[k].order, line->order_line))
            rest -= doc->bookings[k].qty;
    for (int k = 0; k <= index; k++)
        if (doc->lines[k].source.doc == REF_NONE &&
            is_at(doc->lines[k].order_line, line->order_line))
            rest -= ref_goods(&doc->lines[k]);
    if (rest < 0)
        ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
}

/* ---- serials say where they left ---- */

static void check_serials(reference *ref, int doc, int index)
{
    const ref_line *line = &ref_doc_at(ref, doc)->lines[index];
    bool is_free = order_of(ref, line).doc == REF_NONE;
    ref_serial_rule rule = {STATE(USED), REF_NONE, line->source, false};

    if (is_free && ref->settings[REF_SET_FREE_NEW])
        rule.states |= 1 | STATE(UNUSED);
    ref_check_serials(ref, (ref_at){doc, index}, &rule);
}

/* One of the serials of a line that names no shipment line. */
static void book_serial(reference *ref, ref_doc *doc, int index, int serial)
{
    const ref_line *line = &doc->lines[index];
    const ref_serial *of = &ref->serials[serial];
    bool is_shipped = of->state == SALESINV_SERIAL_USED && of->holder.doc != REF_NONE &&
                      ref->docs[of->holder.doc].kind == SALESINV_KIND_SHIPMENT;
    ref_at order = is_shipped ? ref_line_at(ref, of->holder)->source : NOBODY;

    if (line->order_line.doc != REF_NONE &&
        (!is_shipped || !is_at(order, line->order_line)))
        ref_refuse(ref, SALESINV_E_SERIAL_HELD);
    else if (is_shipped)
        book(ref, doc, index, order, of->holder, 1);
}

/* In order of the lines that hold them. */
static void book_serials(reference *ref, ref_doc *doc, int index)
{
    for (int d = REF_NONE; d < ref->doc_count; d++)
        for (int k = 0; k < REF_LINES; k++)
            for (int i = 0; i < REF_SERIALS; i++)
                if ((doc->lines[index].serials >> i & 1) &&
                    (d == REF_NONE ? k == 0 && ref->serials[i].holder.doc == d
                                   : is_at(ref->serials[i].holder, (ref_at){d, k})))
                    book_serial(ref, doc, index, i);
}

/* ---- the oldest first ---- */

/* From one shipment, as much as it has of the order line. */
static int book_from(reference *ref, ref_doc *doc, int index, int shipment, int qty)
{
    int rest = qty;

    for (int k = 0; k < ref->docs[shipment].line_count; k++) {
        const ref_at at = {shipment, k};
        int part;

        if (!is_at(ref->docs[shipment].lines[k].source, doc->lines[index].order_line))
            continue;
        part = least(rest, rest_of(ref, doc, at));
        if (part <= 0)
            continue;
        book(ref, doc, index, doc->lines[index].order_line, at, part);
        rest -= part;
    }
    return rest;
}

static void book_oldest(reference *ref, ref_doc *doc, int index)
{
    const uint32_t out =
        IN(SHIPPED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND) | IN(RECEIVED);
    int rest = ref_goods(&doc->lines[index]);

    for (int time = 0; time <= ref->now && rest > 0; time++)
        for (int i = 0; i < ref->doc_count; i++)
            if (ref->docs[i].kind == SALESINV_KIND_SHIPMENT &&
                ref->docs[i].shipped_at == time && ref_is_in(&ref->docs[i], out))
                rest = book_from(ref, doc, index, i, rest);
    if (rest > 0)
        ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
}

/* ---- all lines ---- */

void ref_book(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    of->booking_count = 0;
    for (int k = 0; k < of->line_count; k++) {
        of->lines[k].unshipped = 0;
        if (of->mode == SALESINV_RETURN_ORDER &&
            of->lines[k].order_line.doc != REF_NONE)
            split(ref, doc, k);
    }
    for (int k = 0; k < of->line_count; k++)
        if (ref_is_coming(&of->lines[k]))
            book_named(ref, of, k);
    for (int k = 0; k < of->line_count; k++)
        if (ref_is_coming(&of->lines[k]))
            check_orders(ref, of, k);
    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];

        if (!ref_is_coming(line))
            continue;
        check_serials(ref, doc, k);
        if (ref_goods(line) == 0 || line->source.doc != REF_NONE)
            continue;
        if (ref_is_serial(line->product))
            book_serials(ref, of, k);
        else if (line->order_line.doc != REF_NONE)
            book_oldest(ref, of, k);
    }
}
