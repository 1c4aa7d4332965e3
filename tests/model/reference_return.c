/* SPDX-License-Identifier: Apache-2.0 */
/* Returns of every mode (domain.md 5.13). Their bookings: reference_booking.c; goods out: reference_exchange.c. */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

int ref_return_plugin(int mode)
{
    switch (mode) {
    case SALESINV_RETURN_SHIPMENT:
        return REF_SET_RETURN;
    case SALESINV_RETURN_FREE:
        return REF_SET_FREE;
    case SALESINV_RETURN_EXCHANGE:
        return REF_SET_EXCHANGE;
    default:
        return REF_NONE;
    }
}

int ref_return_open(const ref_line *line)
{
    int whole = line->is_out && line->is_awaited ? line->qty : ref_goods(line);

    return whole - line->received - line->closed;
}

/* ---- what is said ---- */

static void check_plugin(reference *ref, const ref_doc *doc)
{
    int plugin = ref_return_plugin(doc->mode);

    if (plugin != REF_NONE && !ref->settings[plugin])
        ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
}

/* The account, and the warehouse of the first shipment, of what a line names. */
static void take_source(reference *ref, ref_doc *doc, const ref_line *line,
                        int *first_shipment)
{
    ref_at order = line->order_line;
    int account;

    if (line->source.doc != REF_NONE) {
        if (ref_line_at(ref, line->source)->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        order = ref_line_at(ref, line->source)->source;
        if (*first_shipment == REF_NONE || line->source.doc < *first_shipment)
            *first_shipment = line->source.doc;
    }
    if (order.doc == REF_NONE)
        return;
    if (ref_line_at(ref, order)->is_removed)
        ref_refuse(ref, SALESINV_E_NOT_FOUND);
    else if (!ref_moves(ref, order))
        ref_refuse(ref, SALESINV_E_KIT_LEVEL);
    account = ref_doc_at(ref, order.doc)->account;
    if (doc->account != REF_NONE && doc->account != account)
        ref_refuse(ref, SALESINV_E_ACCOUNT_MISMATCH);
    doc->account = account;
}

void ref_return_prepare(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    int first_shipment = REF_NONE;

    check_plugin(ref, of);
    for (int k = 0; k < of->line_count; k++) {
        take_source(ref, of, &of->lines[k], &first_shipment);
        if (of->lines[k].serials != 0 && !ref_is_serial(of->lines[k].product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    }
    if (of->warehouse == REF_NONE && first_shipment != REF_NONE)
        of->warehouse = ref_doc_at(ref, first_shipment)->warehouse;
}

/* ---- rules of submission ---- */

/* An edit may have removed the order line since the draft was written. */
static void check_line(reference *ref, const ref_line *line)
{
    ref_at order = line->order_line;

    if (line->source.doc != REF_NONE) {
        if (ref_line_at(ref, line->source)
                ->is_removed) /* a result that was corrected */
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        order = ref_line_at(ref, line->source)->source;
    }
    if (order.doc != REF_NONE && ref_line_at(ref, order)->is_removed)
        ref_refuse(ref, SALESINV_E_NOT_FOUND);
}

static void check_sources(reference *ref, const ref_doc *doc)
{
    const uint32_t out =
        IN(SHIPPED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND) | IN(RECEIVED);
    const uint32_t ordered = IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED) | IN(CLOSED);
    int order = REF_NONE;

    for (int k = 0; k < doc->line_count; k++) {
        const ref_line *line = &doc->lines[k];

        if (line->source.doc != REF_NONE &&
            !ref_is_in(ref_doc_at(ref, line->source.doc), out))
            ref_refuse(ref, SALESINV_E_INVALID_STATE);
        check_line(ref, line);
        if (line->source.doc != REF_NONE || line->order_line.doc == REF_NONE)
            continue;
        if (!ref_is_in(ref_doc_at(ref, line->order_line.doc), ordered))
            ref_refuse(ref, SALESINV_E_INVALID_STATE);
        if (order != REF_NONE && order != line->order_line.doc &&
            !ref->settings[REF_SET_SEVERAL])
            ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
        order = line->order_line.doc;
    }
}

int ref_return_count(const ref_doc *doc, bool is_out)
{
    int found = 0;

    for (int k = 0; k < doc->line_count; k++)
        found += doc->lines[k].is_out == is_out;
    return found;
}

int ref_return_goods(const ref_doc *doc)
{
    int sum = 0;

    for (int k = 0; k < doc->line_count; k++)
        sum += ref_goods(&doc->lines[k]);
    return sum;
}

static void count_serials(reference *ref, const ref_doc *doc)
{
    uint32_t seen = 0;

    for (int k = 0; k < doc->line_count; k++) {
        const ref_line *line = &doc->lines[k];
        int wanted = line->is_out ? line->qty : ref_goods(line);
        int named = __builtin_popcount(line->serials);

        if (ref->is_synced && line->is_out)
            continue; /* the ERP will name them */
        if (line->serials & seen)
            ref_refuse(ref, SALESINV_E_SERIAL_DUPLICATE);
        seen |= line->serials;
        if (ref_is_serial(line->product) && named != wanted)
            ref_refuse(ref, named == 0 ? SALESINV_E_SERIAL_REQUIRED
                                       : SALESINV_E_SERIAL_COUNT);
    }
}

/* Where the goods come in: unless it is said, where the first ones left. */
static void settle_warehouse(reference *ref, ref_doc *doc)
{
    for (int k = 0; k < doc->booking_count && doc->warehouse == REF_NONE; k++)
        if (doc->bookings[k].shipment.doc != REF_NONE)
            doc->warehouse = ref_doc_at(ref, doc->bookings[k].shipment.doc)->warehouse;
    if (doc->warehouse == REF_NONE && !ref->is_synced)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
}

/* ---- steps ---- */

/* What was never shipped is given up, and what the order froze for it is free. */
static void give_up_unshipped(reference *ref, const ref_doc *doc)
{
    for (int k = 0; k < doc->booking_count; k++)
        if (doc->bookings[k].shipment.doc == REF_NONE)
            ref_line_at(ref, doc->bookings[k].order)->returned_unshipped +=
                doc->bookings[k].qty;
    for (int k = 0; k < doc->booking_count; k++) {
        ref_at at = doc->bookings[k].order;

        if (doc->bookings[k].shipment.doc == REF_NONE)
            ref_give_back(ref_doc_at(ref, at.doc), ref_line_at(ref, at),
                          ref_remaining(ref, at));
    }
}

/* Goods come in: all that a document says, at once. */
static void take_all_in(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        ref_line *line = &of->lines[k];

        if (ref_goods(line) == 0)
            continue;
        ref->on_hand[of->warehouse][line->product] += ref_goods(line);
        line->received += ref_goods(line);
        line->came = line->serials;
        ref_return_lead(ref, (ref_at){doc, k}, line->serials, SALESINV_SERIAL_IN_STOCK);
    }
    for (int k = 0; k < of->booking_count; k++)
        if (of->bookings[k].shipment.doc != REF_NONE)
            ref_booking_return(ref, &of->bookings[k], of->bookings[k].qty);
}

static void announce(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    ref_return_pend(ref, of, 1);
    for (int k = 0; k < of->line_count; k++)
        if (ref_goods(&of->lines[k]) > 0)
            ref_return_lead(ref, (ref_at){doc, k}, of->lines[k].serials,
                            SALESINV_SERIAL_INCOMING);
}

static void confirm(reference *ref, int doc, bool was_pending)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (was_pending)
        ref_return_pend_unshipped(ref, of, -1);
    give_up_unshipped(ref, of);
    ref_exchange_move(ref, doc, SALESINV_SERIAL_USED, false, -1);
    if (of->is_separate && !was_pending)
        announce(ref, doc);
    if (!of->is_separate && was_pending)
        ref_return_pend(ref, of, -1);
    if (!of->is_separate)
        take_all_in(ref, doc);
    if (of->mode == SALESINV_RETURN_ORDER)
        ref_return_settle(ref, of, false);
}

void ref_return_submit(reference *ref, int doc, bool waits)
{
    ref_doc *of = ref_doc_at(ref, doc);

    check_plugin(ref, of);
    check_sources(ref, of);
    if (ref_return_count(of, false) == 0 ||
        (of->mode == SALESINV_RETURN_EXCHANGE && ref_return_count(of, true) == 0))
        ref_refuse(ref, SALESINV_E_ARG);
    ref_book(ref, doc);
    count_serials(ref, of);
    of->is_separate = ref_return_goods(of) > 0 &&
                      (ref->is_synced ||
                       (of->mode != SALESINV_RETURN_EXCHANGE &&
                        ref->settings[REF_SET_GOODS_IN] == SALESINV_GOODS_IN_SEPARATE));
    of->origin = ref->is_synced ? SALESINV_ORIGIN_INTEGRATION : SALESINV_ORIGIN_OWN;
    for (int k = 0; k < of->line_count; k++)
        of->lines[k].is_awaited = ref->is_synced;
    if (ref_return_goods(of) > 0)
        settle_warehouse(ref, of);
    ref_exchange_check(ref, doc, false);
    if (!ref_ok(ref))
        return;
    if (!waits) {
        confirm(ref, doc, false);
        return;
    }
    announce(ref, doc);
    ref_return_pend_unshipped(ref, of, 1);
    ref_exchange_move(ref, doc, SALESINV_SERIAL_OUTGOING, true, 0);
}

/* An ERP may have sent meanwhile what was not to be sent any more. */
static void check_unshipped(reference *ref, const ref_doc *doc)
{
    for (int k = 0; k < doc->booking_count; k++) {
        ref_at order = doc->bookings[k].order;
        int sum = 0;

        if (doc->bookings[k].shipment.doc != REF_NONE)
            continue;
        for (int i = 0; i < doc->booking_count; i++)
            if (doc->bookings[i].shipment.doc == REF_NONE &&
                doc->bookings[i].order.doc == order.doc &&
                doc->bookings[i].order.line == order.line)
                sum += doc->bookings[i].qty;
        if (sum > ref_remaining(ref, order))
            ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
    }
}

void ref_return_approve(reference *ref, int doc)
{
    ref_exchange_check(ref, doc, true);
    check_unshipped(ref, ref_doc_at(ref, doc));
    if (ref_ok(ref))
        confirm(ref, doc, true);
}

void ref_return_release(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    ref_return_pend(ref, of, -1);
    ref_return_pend_unshipped(ref, of, -1);
    for (int k = 0; k < of->line_count; k++) {
        if (ref_is_coming(&of->lines[k]))
            ref_return_restore(ref, (ref_at){doc, k},
                               ref_return_coming(ref, (ref_at){doc, k}));
        of->lines[k].unshipped = 0;
        of->lines[k].is_awaited = false;
    }
    of->origin = SALESINV_ORIGIN_OWN;
    ref_exchange_move(ref, doc, SALESINV_SERIAL_IN_STOCK, false, 0);
    of->booking_count = 0;
}
