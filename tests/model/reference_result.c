/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP tells (domain.md 3.2, 3.4, 5.21): figures, serials, what it sent out. Returns: reference_came.c. */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const ref_at NOBODY = {REF_NONE, 0};

bool ref_is_reported(const ref_doc *doc)
{
    return doc->origin == SALESINV_ORIGIN_ERP;
}

/* ---- figures and serials ---- */

void ref_result_figure(reference *ref, const ref_step *step)
{
    ref->on_hand[step->draft.warehouse][step->setting] = step->value;
    ref->erp_frozen[step->draft.warehouse][step->setting] = step->received[0];
}

/* What a return announced is still with its account, for the ERP. */
static bool is_coming_from(const reference *ref, const ref_serial *serial, int account)
{
    const ref_doc *of;

    if (serial->state != SALESINV_SERIAL_INCOMING || serial->holder.doc == REF_NONE)
        return false;
    of = &ref->docs[serial->holder.doc];
    return of->kind == SALESINV_KIND_RETURN &&
           (account == REF_NONE || of->account == account);
}

static bool is_as_said(const reference *ref, const ref_serial *serial,
                       const ref_step *step)
{
    bool is_here = serial->state == SALESINV_SERIAL_IN_STOCK ||
                   serial->state == SALESINV_SERIAL_OUTGOING;

    if (serial->state == 0 || serial->product != step->setting)
        return false;
    if (step->value == SALESINV_SERIAL_IN_STOCK)
        return is_here && serial->warehouse == step->draft.warehouse;
    if (step->value == SALESINV_SERIAL_USED &&
        is_coming_from(ref, serial, step->draft.account))
        return true;
    return serial->state == step->value &&
           (step->value != SALESINV_SERIAL_USED || step->draft.account == REF_NONE ||
            serial->account == step->draft.account);
}

static void check_said(reference *ref, const ref_serial *serial, const ref_step *step)
{
    if (serial->state == 0 || is_as_said(ref, serial, step))
        return;
    if (serial->product != step->setting)
        ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    if (serial->state == SALESINV_SERIAL_INCOMING ||
        serial->state == SALESINV_SERIAL_OUTGOING)
        ref_refuse(ref, SALESINV_E_SERIAL_HELD);
    if (serial->state == SALESINV_SERIAL_USED && serial->holder.doc != REF_NONE)
        ref_refuse(ref, SALESINV_E_SERIAL_STATE);
}

/* Of a return's serials it is no step of their life: that stays the last that had them. */
static void say(reference *ref, ref_serial *serial, const ref_step *step)
{
    const ref_serial before = *serial;
    bool is_returned = before.state != 0 && before.last.doc != REF_NONE &&
                       ref->docs[before.last.doc].kind == SALESINV_KIND_RETURN;

    serial->product = step->setting;
    serial->state = step->value;
    serial->warehouse =
        step->value == SALESINV_SERIAL_IN_STOCK ? step->draft.warehouse : REF_NONE;
    serial->account =
        step->value == SALESINV_SERIAL_USED ? step->draft.account : REF_NONE;
    serial->holder = NOBODY;
    if (!is_returned)
        ref_note_line(serial, &before, NOBODY);
}

void ref_result_serials(reference *ref, const ref_step *step)
{
    for (int i = 0; i < REF_SERIALS; i++)
        if (step->serials[0] >> i & 1)
            check_said(ref, &ref->serials[i], step);
    for (int i = 0; i < REF_SERIALS && ref_ok(ref); i++)
        if ((step->serials[0] >> i & 1) && !is_as_said(ref, &ref->serials[i], step))
            say(ref, &ref->serials[i], step);
}

void ref_restore_serial(reference *ref, int serial, ref_at line)
{
    ref_serial *of = &ref->serials[serial];
    const ref_serial before = *of;
    const ref_serial_place *from = &before.places[before.place_count - 1];
    bool was_known = from->state != 0;

    of->state = was_known ? from->state : SALESINV_SERIAL_UNUSED;
    of->warehouse = was_known ? from->warehouse : REF_NONE;
    of->account = was_known ? from->account : REF_NONE;
    of->holder = was_known ? from->holder : NOBODY;
    ref_note_line(of, &before, line);
}

/* ---- goods that went out ---- */

static bool is_same_line(ref_at a, ref_at b)
{
    return a.doc == b.doc && a.line == b.line;
}

static int sum_for(const reference *ref, int doc, ref_at order, ref_at source)
{
    const ref_doc *of = &ref->docs[doc];
    int sum = 0;

    for (int k = 0; k < of->line_count; k++)
        if (source.doc != REF_NONE
                ? is_same_line(of->lines[k].source, source)
                : is_same_line(ref_order_line(ref, (ref_at){doc, k}), order))
            sum += of->lines[k].qty;
    return sum;
}

/* Not more than was ordered, and noticed, whatever waits here besides. */
static void check_delivered(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        ref_at order = ref_order_line(ref, (ref_at){doc, k});
        const ref_line *notice = ref_line_at(ref, of->lines[k].source);

        if (of->lines[k].is_removed)
            continue;
        if (sum_for(ref, doc, order, NOBODY) > ref_remaining(ref, order))
            ref_refuse(ref, SALESINV_E_OVER_DELIVERY);
        if (of->kind == SALESINV_KIND_OUTBOUND &&
            sum_for(ref, doc, NOBODY, of->lines[k].source) >
                notice->qty - notice->outbound - notice->closed)
            ref_refuse(ref, SALESINV_E_OVER_DELIVERY);
    }
}

void ref_check_reported(reference *ref, const ref_serial *serial, int product,
                        int account)
{
    if (serial->state == 0)
        return;
    if (serial->product != product)
        ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    if (serial->state == SALESINV_SERIAL_INCOMING ||
        serial->state == SALESINV_SERIAL_OUTGOING)
        ref_refuse(ref, SALESINV_E_SERIAL_HELD);
    if (serial->state == SALESINV_SERIAL_USED &&
        (serial->holder.doc != REF_NONE ||
         (serial->account != REF_NONE && serial->account != account)))
        ref_refuse(ref, SALESINV_E_SERIAL_STATE);
}

static void check_serials(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    ref_count_serials(ref, doc);
    for (int k = 0; k < of->line_count; k++) {
        int account =
            ref_doc_at(ref, ref_order_line(ref, (ref_at){doc, k}).doc)->account;

        for (int i = 0; i < REF_SERIALS; i++)
            if (of->lines[k].serials >> i & 1)
                ref_check_reported(ref, &ref->serials[i], of->lines[k].product,
                                   account);
    }
}

/* Lines of one notice, or of orders of one account that ship without. */
static void check_sources(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];
        ref_at at = ref_order_line(ref, (ref_at){doc, k});
        const ref_doc *order = ref_doc_at(ref, at.doc);

        if (line->is_removed)
            continue;
        if (ref_line_at(ref, at)->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        else if (!ref_moves(ref, at))
            ref_refuse(ref, SALESINV_E_KIT_LEVEL);
        if (line->serials != 0 && !ref_is_serial(line->product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
        if (of->kind == SALESINV_KIND_OUTBOUND)
            continue;
        if (of->account == REF_NONE)
            of->account = order->account;
        if (order->account != of->account)
            ref_refuse(ref, SALESINV_E_ACCOUNT_MISMATCH);
        if ((order->shipping_mode
                 ? order->shipping_mode
                 : ref->settings[REF_SET_SHIPPING]) == SALESINV_SHIPPING_NOTICE)
            ref_refuse(ref, SALESINV_E_SOURCE_REQUIRED);
        of->shipping_mode = SALESINV_SHIPPING_ORDER;
    }
}

static void take_effect(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    check_sources(ref, doc);
    if (of->kind == SALESINV_KIND_OUTBOUND &&
        !ref_is_in(ref_doc_at(ref, of->order),
                   IN(ISSUED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    ref_check_orders(ref, doc);
    check_delivered(ref, doc);
    check_serials(ref, doc);
    if (!ref_ok(ref))
        return;
    if (of->kind == SALESINV_KIND_OUTBOUND) {
        of->status = SALESINV_STATUS_CONFIRMED;
        ref_sale_take_out(ref, doc);
        return;
    }
    of->status = SALESINV_STATUS_SHIPPED;
    ref_dispatch_ship(ref, doc);
    ref_settle_orders(ref, doc);
}

void ref_result_unsent(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    if (of->status == SALESINV_STATUS_VOID)
        return;
    if (of->kind == SALESINV_KIND_OUTBOUND)
        ref_sale_undo(ref, doc);
    else
        ref_shipment_void(ref, doc);
    of->status = SALESINV_STATUS_VOID;
}

/* Does it say what is known? */
static bool is_same(const ref_doc *of, const ref_doc *draft)
{
    int at = 0;

    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];

        if (line->is_removed)
            continue;
        if (at >= draft->line_count || draft->lines[at].qty != line->qty ||
            draft->lines[at].serials != line->serials ||
            !is_same_line(draft->lines[at].source, line->source))
            return false;
        at++;
    }
    return at == draft->line_count && of->warehouse == draft->warehouse;
}

static void replace(ref_doc *of, const ref_doc *draft)
{
    for (int k = 0; k < of->line_count; k++) {
        of->lines[k].is_removed = true;
        of->lines[k].qty = 0;
        of->lines[k].serials = 0;
    }
    for (int k = 0; k < draft->line_count; k++)
        of->lines[of->line_count++] = draft->lines[k];
    of->warehouse = draft->warehouse;
}

void ref_result_sent(reference *ref, const ref_step *step)
{
    ref_doc *of = ref_doc_at(ref, step->doc);

    if (step->doc == ref->doc_count) {
        *of = step->draft;
        ref->doc_count++;
        of->origin = SALESINV_ORIGIN_ERP;
    } else if (is_same(of, &step->draft)) {
        return;
    } else {
        of->is_corrected = of->status != SALESINV_STATUS_VOID;
        ref_result_unsent(ref, step->doc);
        if (!ref_ok(ref))
            return;
        replace(of, &step->draft);
    }
    take_effect(ref, step->doc);
}
