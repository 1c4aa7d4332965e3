/* SPDX-License-Identifier: Apache-2.0 */
/* Shipping notices, and the outbound orders made from them (OQ-1, domain.md 9.1). */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

bool ref_is_notice(const ref_doc *doc)
{
    return doc->shipping_mode == SALESINV_SHIPPING_NOTICE;
}

bool ref_is_sale(const ref_doc *doc)
{
    return doc->kind == SALESINV_KIND_OUTBOUND && doc->type == SALESINV_OUTBOUND_SALE &&
           (doc->order != REF_NONE ||
            (doc->line_count > 0 && doc->lines[0].source.doc != REF_NONE));
}

int ref_notice_rest(const ref_line *line)
{
    return line->qty - line->outbound - line->outbound_pending - line->closed;
}

/* ---- notices ---- */

static int sum_of_notice(const ref_doc *notice, bool with_done)
{
    int sum = 0;

    for (int k = 0; k < notice->line_count; k++)
        sum += notice->lines[k].outbound_pending +
               (with_done ? notice->lines[k].outbound : 0);
    return sum;
}

/* Its rest is not wanted any more. */
static void give_up(reference *ref, ref_doc *notice)
{
    for (int k = 0; k < notice->line_count; k++) {
        int rest = ref_notice_rest(&notice->lines[k]);

        ref_line_at(ref, notice->lines[k].source)->noticed -= rest;
        notice->lines[k].closed += rest;
    }
}

static void settle_notice(ref_doc *notice)
{
    int out = 0;
    int waits = 0;

    for (int k = 0; k < notice->line_count; k++) {
        out += notice->lines[k].outbound;
        waits += ref_notice_rest(&notice->lines[k]) + notice->lines[k].outbound_pending;
    }
    if (waits > 0)
        notice->status =
            out > 0 ? SALESINV_STATUS_PARTIALLY_OUTBOUND : SALESINV_STATUS_ISSUED;
    else
        notice->status = out > 0 ? SALESINV_STATUS_OUTBOUND : SALESINV_STATUS_CLOSED;
}

void ref_notice_void(reference *ref, int doc)
{
    ref_doc *notice = ref_doc_at(ref, doc);

    if (!ref_is_in(notice, IN(ISSUED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    else if (sum_of_notice(notice, true) > 0)
        ref_refuse(ref, SALESINV_E_IN_USE);
    if (ref_ok(ref))
        for (int k = 0; k < notice->line_count; k++)
            ref_line_at(ref, notice->lines[k].source)->noticed -=
                ref_notice_rest(&notice->lines[k]);
}

void ref_shipment_close(reference *ref, int doc)
{
    ref_doc *notice = ref_doc_at(ref, doc);

    if (!ref_is_in(notice, IN(ISSUED) | IN(PARTIALLY_OUTBOUND)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    else if (sum_of_notice(notice, false) > 0)
        ref_refuse(ref, SALESINV_E_IN_USE);
    give_up(ref, notice);
    settle_notice(notice);
}

/* ---- outbound orders made from a notice ---- */

static int notice_of(const ref_doc *sale)
{
    return sale->line_count > 0 ? sale->lines[0].source.doc : sale->order;
}

/* All that waits to go out. */
static void populate_sale(reference *ref, ref_doc *sale)
{
    const ref_doc *notice = ref_doc_at(ref, sale->order);

    for (int k = 0; k < notice->line_count; k++) {
        int rest = ref_notice_rest(&notice->lines[k]);

        if (rest > 0)
            ref_set_line(&sale->lines[sale->line_count++], ref,
                         (ref_at){sale->order, k}, rest);
    }
}

void ref_sale_prepare(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    const ref_doc *notice = ref_doc_at(ref, notice_of(of));

    if (notice->kind != SALESINV_KIND_SHIPMENT || !ref_is_notice(notice)) {
        ref_refuse(ref, SALESINV_E_SOURCE_REQUIRED);
        return;
    }
    if (of->line_count == 0 && ref->settings[REF_SET_POPULATE])
        populate_sale(ref, of);
    for (int k = 0; k < of->line_count; k++) {
        if (ref_line_at(ref, ref_order_line(ref, (ref_at){doc, k}))->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        if (of->lines[k].serials != 0 && !ref_is_serial(of->lines[k].product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    }
}

static void check_rest(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        int sum = 0;

        for (int i = 0; i < of->line_count; i++)
            if (of->lines[i].source.line == of->lines[k].source.line)
                sum += of->lines[i].qty;
        if (sum > ref_notice_rest(ref_line_at(ref, of->lines[k].source)))
            ref_refuse(ref, SALESINV_E_EXCEEDS_SHIPPABLE);
    }
}

/* Goods are noticed until they are out; then the notice counts them as gone. */
static void count_out(reference *ref, int doc, int sign)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        ref_line_at(ref, of->lines[k].source)->outbound += sign * of->lines[k].qty;
        ref_line_at(ref, ref_order_line(ref, (ref_at){doc, k}))->noticed -=
            sign * of->lines[k].qty;
    }
}

static void count_out_pending(reference *ref, int doc, int sign)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        ref_line_at(ref, of->lines[k].source)->outbound_pending +=
            sign * of->lines[k].qty;
}

void ref_sale_take_out(reference *ref, int doc)
{
    ref_doc *notice = ref_doc_at(ref, notice_of(ref_doc_at(ref, doc)));

    ref_dispatch_ship(ref, doc);
    if (notice->shipped_at < ref_doc_at(ref, doc)->shipped_at)
        notice->shipped_at = ref_doc_at(ref, doc)->shipped_at;
    count_out(ref, doc, 1);
    settle_notice(notice);
    ref_settle_orders(ref, doc);
}

void ref_sale_submit(reference *ref, int doc, bool waits)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    if (of->line_count == 0) {
        ref_refuse(ref, SALESINV_E_ARG);
        return;
    }
    if (!ref_is_in(ref_doc_at(ref, notice_of(of)),
                   IN(ISSUED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    ref_check_orders(ref, doc);
    check_rest(ref, doc);
    ref_dispatch_check(ref, doc, false);
    if (!ref_ok(ref))
        return;
    if (!waits) {
        ref_sale_take_out(ref, doc);
        return;
    }
    count_out_pending(ref, doc, 1);
    ref_dispatch_pend(ref, doc);
}

void ref_sale_approve(reference *ref, int doc)
{
    ref_check_orders(ref, doc);
    ref_dispatch_check(ref, doc, true);
    if (!ref_ok(ref))
        return;
    count_out_pending(ref, doc, -1);
    ref_sale_take_out(ref, doc);
}

void ref_sale_release(reference *ref, int doc)
{
    count_out_pending(ref, doc, -1);
    ref_dispatch_release(ref, doc);
}

/* Serials that came back are not this order's any more, wherever they went since. */
static void check_last(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++)
        for (int i = 0; i < REF_SERIALS; i++)
            if ((of->lines[k].serials >> i & 1) &&
                (ref->serials[i].last.doc != doc || ref->serials[i].last.line != k))
                ref_refuse(ref, SALESINV_E_IN_USE);
}

void ref_sale_undo(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    ref_doc *notice = ref_doc_at(ref, notice_of(of));

    if (notice->status == SALESINV_STATUS_RECEIVED)
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    for (int k = 0; k < of->line_count; k++)
        if (of->lines[k].qty > ref_returnable(ref, of->lines[k].source))
            ref_refuse(ref, SALESINV_E_IN_USE);
    check_last(ref, doc);
    ref_dispatch_undo(ref, doc);
    if (!ref_ok(ref))
        return;
    count_out(ref, doc, -1);
    of->status = SALESINV_STATUS_VOID;
    settle_notice(notice);
    if (notice->status == SALESINV_STATUS_ISSUED)
        notice->shipped_at = 0;
    ref_settle_orders(ref, doc);
}
