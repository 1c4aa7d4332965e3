/* SPDX-License-Identifier: Apache-2.0 */
/* Shipments (domain.md 5.9) and receipts (5.10). */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

int ref_sent(const reference *ref, ref_at line)
{
    const ref_doc *doc = &ref->docs[line.doc];

    return ref_is_notice(doc) ? doc->lines[line.line].outbound
                              : doc->lines[line.line].qty;
}

int ref_returnable(const reference *ref, ref_at line)
{
    const ref_line *of = &ref->docs[line.doc].lines[line.line];

    return ref_sent(ref, line) - of->returned - of->return_pending;
}

/* ---- what a shipment takes from its orders ---- */

void ref_set_line(ref_line *line, const reference *ref, ref_at source, int qty)
{
    *line = (ref_line){.product = ref->docs[source.doc].lines[source.line].product,
                       .qty = qty,
                       .parent = REF_NONE,
                       .source = source,
                       .order_line = {REF_NONE, 0},
                       .stated = REF_NONE,
                       .warehouse = REF_NONE};
}

/* All that the order has left to ship: the first one in place of line `at`, the others behind. */
static void expand(reference *ref, ref_doc *doc, int order, int at)
{
    const ref_doc *of = ref_doc_at(ref, order);
    bool is_placed = at == REF_NONE;

    if (!ref_is_in(of, IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED))) {
        if (at != REF_NONE) {
            ref_refuse(ref, SALESINV_E_EXCEEDS_SHIPPABLE);
            ref_refuse(ref, SALESINV_E_INVALID_STATE);
        }
        return;
    }
    for (int k = 0; k < of->line_count; k++) {
        int qty = ref_shippable(ref, (ref_at){order, k});

        if (qty <= 0 || doc->line_count >= REF_LINES)
            continue;
        ref_set_line(&doc->lines[is_placed ? doc->line_count : at], ref,
                     (ref_at){order, k}, qty);
        doc->line_count += is_placed;
        is_placed = true;
    }
    if (!is_placed)
        ref_refuse(ref, SALESINV_E_EXCEEDS_SHIPPABLE);
}

/* Lines that name an order as a whole have quantity 0 here. */
static void populate(reference *ref, ref_doc *doc)
{
    int given = doc->line_count;

    if (given == 0 && ref->settings[REF_SET_POPULATE])
        expand(ref, doc, doc->order, REF_NONE);
    for (int k = 0; k < given; k++) {
        if (doc->lines[k].qty != 0)
            continue;
        if (ref->settings[REF_SET_POPULATE])
            expand(ref, doc, doc->lines[k].source.doc, k);
        else
            ref_refuse(ref, SALESINV_E_ARG);
    }
}

static int mode_for(const reference *ref, const ref_doc *order)
{
    return order->shipping_mode ? order->shipping_mode
                                : ref->settings[REF_SET_SHIPPING];
}

/* One order of several, or the one named in the header. */
static int first_order(const ref_doc *doc)
{
    return doc->line_count > 0 ? doc->lines[0].source.doc : doc->order;
}

static void take_orders(reference *ref, ref_doc *doc)
{
    int first = first_order(doc);
    bool has_several = false;
    int warehouse = ref_doc_at(ref, first)->warehouse;

    doc->account = ref_doc_at(ref, first)->account;
    doc->shipping_mode = mode_for(ref, ref_doc_at(ref, first));
    for (int k = 0; k < doc->line_count; k++) {
        const ref_doc *order = ref_doc_at(ref, doc->lines[k].source.doc);

        has_several |= doc->lines[k].source.doc != first;
        if (order->account != doc->account)
            ref_refuse(ref, SALESINV_E_ACCOUNT_MISMATCH);
        if (mode_for(ref, order) != doc->shipping_mode)
            ref_refuse(ref, SALESINV_E_ARG);
        if (order->warehouse != warehouse)
            warehouse = REF_NONE;
    }
    if (has_several && !ref->settings[REF_SET_MULTI_ORDER])
        ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
    doc->order = has_several ? REF_NONE : first;
    if (doc->warehouse == REF_NONE && !ref_is_notice(doc))
        doc->warehouse = warehouse;
}

void ref_shipment_prepare(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    populate(ref, of);
    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];

        if (ref_line_at(ref, line->source)->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        else if (!ref_moves(ref, line->source))
            ref_refuse(ref, SALESINV_E_KIT_LEVEL);
        if (line->serials != 0 && !ref_is_serial(line->product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    }
    take_orders(ref, of);
}

/* ---- shipments ---- */

/* The sum per order line lies in what the order has left to ship. */
static void check_wanted(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    if (of->line_count == 0)
        ref_refuse(ref, SALESINV_E_ARG);
    for (int k = 0; k < of->line_count; k++) {
        int sum = 0;

        for (int i = 0; i < of->line_count; i++)
            if (of->lines[i].source.doc == of->lines[k].source.doc &&
                of->lines[i].source.line == of->lines[k].source.line)
                sum += of->lines[i].qty;
        if (sum > ref_shippable(ref, of->lines[k].source))
            ref_refuse(ref, SALESINV_E_EXCEEDS_SHIPPABLE);
    }
}

static void count_pending(reference *ref, int doc, int sign)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        ref_line_at(ref, of->lines[k].source)->ship_pending += sign * of->lines[k].qty;
}

static void count_noticed(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        ref_line_at(ref, of->lines[k].source)->noticed += of->lines[k].qty;
}

void ref_shipment_submit(reference *ref, int doc, bool waits)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    ref_check_orders(ref, doc);
    if (of->line_count == 0 && of->order != REF_NONE &&
        !ref_is_in(ref_doc_at(ref, of->order),
                   IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    check_wanted(ref, doc);
    if (!ref_is_notice(of))
        ref_dispatch_check(ref, doc, false);
    if (!ref_ok(ref))
        return;
    if (waits) {
        count_pending(ref, doc, 1);
        if (!ref_is_notice(of))
            ref_dispatch_pend(ref, doc);
    } else if (ref_is_notice(of)) {
        count_noticed(ref, doc);
    } else {
        ref_dispatch_ship(ref, doc);
        ref_settle_orders(ref, doc);
    }
}

/* An ERP may have sent meanwhile what waits here. */
static void check_left(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        int sum = 0;

        for (int i = 0; i < of->line_count; i++)
            if (of->lines[i].source.doc == of->lines[k].source.doc &&
                of->lines[i].source.line == of->lines[k].source.line)
                sum += of->lines[i].qty;
        if (sum > ref_remaining(ref, of->lines[k].source))
            ref_refuse(ref, SALESINV_E_EXCEEDS_SHIPPABLE);
    }
}

void ref_shipment_approve(reference *ref, int doc)
{
    ref_check_orders(ref, doc);
    check_left(ref, doc);
    if (!ref_ok(ref))
        return;
    if (ref_is_notice(ref_doc_at(ref, doc))) {
        count_pending(ref, doc, -1);
        count_noticed(ref, doc);
        return;
    }
    ref_dispatch_check(ref, doc, true);
    if (!ref_ok(ref))
        return;
    count_pending(ref, doc, -1);
    ref_dispatch_ship(ref, doc);
    ref_settle_orders(ref, doc);
}

void ref_shipment_release(reference *ref, int doc)
{
    count_pending(ref, doc, -1);
    if (!ref_is_notice(ref_doc_at(ref, doc)))
        ref_dispatch_release(ref, doc);
}

/* ---- the way back ---- */

void ref_check_unreturned(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        if (of->lines[k].returned + of->lines[k].return_pending > 0)
            ref_refuse(ref, SALESINV_E_IN_USE);
}

void ref_shipment_void(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status == SALESINV_STATUS_IN_APPROVAL) {
        ref_shipment_release(ref, doc);
        return;
    }
    if (ref_is_notice(of)) {
        ref_notice_void(ref, doc);
        return;
    }
    if (of->status != SALESINV_STATUS_SHIPPED)
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    else
        ref_check_unreturned(ref, doc);
    if (!ref_ok(ref))
        return;
    ref_dispatch_undo(ref, doc);
    of->status = SALESINV_STATUS_VOID;
    ref_settle_orders(ref, doc);
}

/* ---- receipts ---- */

void ref_shipment_receive(reference *ref, const ref_step *step)
{
    ref_doc *of = ref_doc_at(ref, step->doc);

    if (!ref_is_in(of, IN(SHIPPED) | IN(OUTBOUND))) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    for (int k = 0; k < of->line_count; k++) {
        int sent = ref_sent(ref, (ref_at){step->doc, k});
        int received = step->is_short ? step->received[k] : sent;

        if (of->lines[k].is_removed)
            continue;
        if (received > sent)
            ref_refuse(ref, SALESINV_E_EXCEEDS_REMAINING);
        if (received < sent && !step->has_reason)
            ref_refuse(ref, SALESINV_E_ARG);
        of->lines[k].received = received;
        ref_line_at(ref, of->lines[k].source)->received += received;
    }
    of->status = SALESINV_STATUS_RECEIVED;
    ref_settle_orders(ref, step->doc);
}

void ref_shipment_undo_receipt(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status != SALESINV_STATUS_RECEIVED) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    ref_check_unreturned(ref, doc);
    for (int k = 0; k < of->line_count; k++) {
        ref_line_at(ref, of->lines[k].source)->received -= of->lines[k].received;
        of->lines[k].received = 0;
    }
    of->status = ref_is_notice(of) ? SALESINV_STATUS_OUTBOUND : SALESINV_STATUS_SHIPPED;
    ref_settle_orders(ref, doc);
}
