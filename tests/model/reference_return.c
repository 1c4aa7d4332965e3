/* SPDX-License-Identifier: Apache-2.0 */
/* Returns from shipments (domain.md 5.13). */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)
#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

static int shipment_of(const ref_doc *doc)
{
    return doc->line_count > 0 ? doc->lines[0].source.doc : doc->order;
}

void ref_return_prepare(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    const ref_doc *shipment = ref_doc_at(ref, shipment_of(of));

    if (!ref->settings[REF_SET_RETURN])
        ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
    for (int k = 0; k < of->line_count; k++) {
        ref_at order = ref_line_at(ref, of->lines[k].source)->source;

        if (ref_line_at(ref, order)->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        if (of->lines[k].serials != 0 && !ref_is_serial(of->lines[k].product))
            ref_refuse(ref, SALESINV_E_SERIAL_PRODUCT);
    }
    of->account = shipment->account;
    if (of->warehouse == REF_NONE)
        of->warehouse = shipment->warehouse;
}

/* The rest on the shipment line and on the order line. */
static void check_returnable(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        const ref_line *order =
            ref_line_at(ref, ref_line_at(ref, of->lines[k].source)->source);
        int sum = 0;

        for (int i = 0; i < of->line_count; i++)
            if (of->lines[i].source.line == of->lines[k].source.line)
                sum += of->lines[i].qty;
        if (sum > ref_returnable(ref, of->lines[k].source) ||
            sum > order->shipped - order->returned - order->return_pending)
            ref_refuse(ref, SALESINV_E_EXCEEDS_RETURNABLE);
    }
}

static void count(reference *ref, int doc, int pending, int returned)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        ref_line *shipped = ref_line_at(ref, of->lines[k].source);
        ref_line *ordered = ref_line_at(ref, shipped->source);

        shipped->return_pending += pending * of->lines[k].qty;
        ordered->return_pending += pending * of->lines[k].qty;
        shipped->returned += returned * of->lines[k].qty;
        ordered->returned += returned * of->lines[k].qty;
    }
}

/* Serials from one state to another; where they come from is checked first. */
static void move(reference *ref, int doc, ref_serial_rule rule, bool by_source,
                 ref_serial to)
{
    ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        const ref_at line = {doc, k};

        if (!rule.is_last)
            rule.holder = by_source ? of->lines[k].source : line;
        ref_check_serials(ref, line, &rule);
    }
    for (int k = 0; k < of->line_count && ref_ok(ref); k++) {
        const ref_at line = {doc, k};

        if (to.state == SALESINV_SERIAL_USED)
            to.holder = of->lines[k].source;
        if (to.state == SALESINV_SERIAL_INCOMING)
            to.holder = line;
        ref_move_serials(ref, line, &to);
    }
}

static ref_serial become(int state, int warehouse, int account)
{
    return (ref_serial){.state = state,
                        .warehouse = warehouse,
                        .account = account,
                        .holder = {REF_NONE, 0}};
}

static void add_stock(reference *ref, int doc, int sign)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count && ref_ok(ref); k++)
        ref->on_hand[of->warehouse][of->lines[k].product] += sign * of->lines[k].qty;
}

void ref_return_submit(reference *ref, int doc, bool waits)
{
    const ref_serial_rule gone = {STATE(USED), REF_NONE, {REF_NONE, 0}, false};
    const ref_doc *of = ref_doc_at(ref, doc);

    if (!ref->settings[REF_SET_RETURN])
        ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
    if (!ref_is_in(ref_doc_at(ref, shipment_of(of)), IN(SHIPPED) | IN(RECEIVED)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    if (of->line_count == 0)
        ref_refuse(ref, SALESINV_E_ARG);
    ref_count_serials(ref, doc);
    if (ref_ok(ref) ||
        ref_is_in(ref_doc_at(ref, shipment_of(of)), IN(SHIPPED) | IN(RECEIVED)))
        check_returnable(ref, doc);
    move(ref, doc, gone, true,
         waits ? become(SALESINV_SERIAL_INCOMING, REF_NONE, REF_NONE)
               : become(SALESINV_SERIAL_IN_STOCK, of->warehouse, REF_NONE));
    count(ref, doc, waits ? 1 : 0, waits ? 0 : 1);
    if (!waits)
        add_stock(ref, doc, 1);
}

void ref_return_approve(reference *ref, int doc)
{
    const ref_serial_rule coming = {STATE(INCOMING), REF_NONE, {REF_NONE, 0}, false};

    move(ref, doc, coming, false,
         become(SALESINV_SERIAL_IN_STOCK, ref_doc_at(ref, doc)->warehouse, REF_NONE));
    count(ref, doc, -1, 1);
    add_stock(ref, doc, 1);
}

void ref_return_release(reference *ref, int doc)
{
    const ref_serial_rule coming = {STATE(INCOMING), REF_NONE, {REF_NONE, 0}, false};

    move(ref, doc, coming, false,
         become(SALESINV_SERIAL_USED, REF_NONE, ref_doc_at(ref, doc)->account));
    count(ref, doc, -1, 0);
}

void ref_return_undo(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);
    const ref_serial_rule here = {STATE(IN_STOCK), of->warehouse, {REF_NONE, 0}, true};

    for (int p = 0; p < REF_PRODUCTS; p++) {
        int sum = 0;

        for (int k = 0; k < of->line_count; k++)
            sum += of->lines[k].product == p ? of->lines[k].qty : 0;
        if (sum > 0)
            ref_check_out(ref, of->warehouse, p, sum, 0, 0);
    }
    move(ref, doc, here, true, become(SALESINV_SERIAL_USED, REF_NONE, of->account));
    count(ref, doc, 0, -1);
    add_stock(ref, doc, -1);
    for (int k = 0; k < of->line_count; k++)
        ref_settle(ref, ref_line_at(ref, of->lines[k].source)->source.doc);
}
