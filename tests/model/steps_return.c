/* SPDX-License-Identifier: Apache-2.0 */
/* Steps that write a return or an exchange. */
#include "model/steps.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const ref_at NOBODY = {REF_NONE, 0};
static const uint32_t OUT =
    IN(SHIPPED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND) | IN(RECEIVED);

static void begin(ref_step *out, const reference *ref, uint64_t *seed, int mode)
{
    steps_begin(out, ref, seed, SALESINV_KIND_RETURN);
    out->draft.mode = mode;
    if (steps_one_in(seed, 2))
        out->draft.warehouse = steps_below(seed, REF_WAREHOUSES);
}

/* Used serials of an order line, wherever they left. */
static uint32_t serials_of_order(const reference *ref, ref_at order)
{
    uint32_t found = 0;

    for (int i = 0; i < REF_SERIALS; i++) {
        ref_at holder = ref->serials[i].holder;

        if (ref->serials[i].state == SALESINV_SERIAL_USED && holder.doc != REF_NONE &&
            ref->docs[holder.doc].kind == SALESINV_KIND_SHIPMENT &&
            ref->docs[holder.doc].lines[holder.line].source.doc == order.doc &&
            ref->docs[holder.doc].lines[holder.line].source.line == order.line)
            found |= UINT32_C(1) << i;
    }
    return found;
}

/* ---- of orders ---- */

static void add_order_line(uint64_t *seed, const reference *ref, ref_doc *draft,
                           ref_at at)
{
    const ref_line *order = &ref->docs[at.doc].lines[at.line];
    int out = order->shipped - order->returned - order->return_pending;
    int rest = ref_shippable(ref, at) > 0 ? ref_shippable(ref, at) : 0;
    bool is_goods = out > 0 && steps_one_in(seed, 2);
    ref_line *line = steps_add_line(draft, order->product,
                                    steps_qty(seed, is_goods ? out : out + rest));

    line->order_line = at;
    if (draft->mode != SALESINV_RETURN_ORDER) {
        steps_name_serials(seed, line, serials_of_order(ref, at));
        return;
    }
    if (is_goods) {
        steps_name_serials(seed, line, serials_of_order(ref, at));
        line->stated = steps_one_in(seed, 2) ? 0 : REF_NONE;
    } else if (steps_one_in(seed, 3)) {
        line->stated = steps_below(seed, line->qty + 1);
    }
}

static void add_order(uint64_t *seed, const reference *ref, ref_doc *draft, int order)
{
    const ref_doc *of = &ref->docs[order];

    for (int k = 0; k < of->line_count && draft->line_count < 4; k++)
        if (!of->lines[k].is_removed &&
            (of->lines[k].parent != REF_NONE || of->lines[k].product != REF_PICKED) &&
            !steps_one_in(seed, 3))
            add_order_line(seed, ref, draft, (ref_at){order, k});
}

bool steps_make_order_return(uint64_t *seed, const reference *ref, ref_step *out)
{
    const uint32_t live = IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED);
    int first = steps_pick(seed, ref, SALESINV_KIND_ORDER, live);
    int second = steps_one_in(seed, 4)
                     ? steps_pick(seed, ref, SALESINV_KIND_ORDER, live)
                     : REF_NONE;

    if (first == REF_NONE)
        return false;
    begin(out, ref, seed, SALESINV_RETURN_ORDER);
    add_order(seed, ref, &out->draft, first);
    if (second != REF_NONE && second != first &&
        (ref->docs[first].account == ref->docs[second].account ||
         steps_one_in(seed, 10)))
        add_order(seed, ref, &out->draft, second);
    if (out->draft.line_count == 0)
        out->draft.order = first;
    return true;
}

/* ---- of shipments ---- */

static void add_shipment(uint64_t *seed, const reference *ref, ref_doc *draft,
                         int shipment)
{
    const ref_doc *of = &ref->docs[shipment];

    for (int k = 0; k < of->line_count && draft->line_count < 4; k++) {
        const ref_at at = {shipment, k};
        int most = ref_returnable(ref, at);
        ref_line *line;

        if (most <= 0 ? !steps_one_in(seed, 8) : steps_one_in(seed, 4))
            continue;
        line = steps_add_line(draft, of->lines[k].product, steps_qty(seed, most));
        line->source = at;
        steps_name_serials(
            seed, line,
            steps_serials(ref, SALESINV_SERIAL_USED, line->product, REF_NONE, at));
    }
}

bool steps_make_shipment_return(uint64_t *seed, const reference *ref, ref_step *out)
{
    int first = steps_pick(seed, ref, SALESINV_KIND_SHIPMENT, OUT);
    int second = steps_one_in(seed, 4)
                     ? steps_pick(seed, ref, SALESINV_KIND_SHIPMENT, OUT)
                     : REF_NONE;

    if (first == REF_NONE)
        return false;
    begin(out, ref, seed, SALESINV_RETURN_SHIPMENT);
    add_shipment(seed, ref, &out->draft, first);
    if (second != REF_NONE && second != first &&
        (ref->docs[first].account == ref->docs[second].account ||
         steps_one_in(seed, 10)))
        add_shipment(seed, ref, &out->draft, second);
    return out->draft.line_count > 0;
}

/* ---- without a source ---- */

static void add_free_line(uint64_t *seed, const reference *ref, ref_doc *draft)
{
    int product = steps_below(seed, REF_ASSEMBLED + 1);
    ref_line *line = steps_add_line(draft, product, 1 + steps_below(seed, 3));

    steps_name_serials(
        seed, line,
        steps_serials(ref, SALESINV_SERIAL_USED, product, REF_NONE, NOBODY) |
            (steps_one_in(seed, 3) && ref_is_serial(product)
                 ? steps_serials(ref, 0, product, REF_NONE, NOBODY)
                 : 0));
}

bool steps_make_free_return(uint64_t *seed, const reference *ref, ref_step *out)
{
    begin(out, ref, seed, SALESINV_RETURN_FREE);
    out->draft.account = steps_below(seed, REF_ACCOUNTS);
    add_free_line(seed, ref, &out->draft);
    if (steps_one_in(seed, 3))
        add_free_line(seed, ref, &out->draft);
    return true;
}

/* ---- exchanges ---- */

static void add_out_line(uint64_t *seed, const reference *ref, ref_doc *draft)
{
    int product = steps_below(seed, REF_ASSEMBLED + 1);
    int w = draft->out_warehouse != REF_NONE ? draft->out_warehouse : draft->warehouse;
    int most = w == REF_NONE ? 1 : ref_available(ref, w, product);
    ref_line *line =
        steps_add_line(draft, product, steps_qty(seed, most > 2 ? 2 : most));

    line->is_out = true;
    steps_name_serials(
        seed, line, steps_serials(ref, SALESINV_SERIAL_IN_STOCK, product, w, NOBODY));
}

bool steps_make_exchange(uint64_t *seed, const reference *ref, ref_step *out)
{
    int shipment = steps_pick(seed, ref, SALESINV_KIND_SHIPMENT, OUT);
    int order = steps_pick(seed, ref, SALESINV_KIND_ORDER, IN(SHIPPED) | IN(RECEIVED));

    begin(out, ref, seed, SALESINV_RETURN_EXCHANGE);
    if (steps_one_in(seed, 2))
        out->draft.out_warehouse = steps_below(seed, REF_WAREHOUSES);
    if (shipment != REF_NONE && steps_one_in(seed, 2))
        add_shipment(seed, ref, &out->draft, shipment);
    else if (order != REF_NONE && steps_one_in(seed, 2))
        add_order(seed, ref, &out->draft, order);
    if (out->draft.line_count == 0) {
        out->draft.account = steps_below(seed, REF_ACCOUNTS);
        add_free_line(seed, ref, &out->draft);
    }
    if (!steps_one_in(seed, 20))
        add_out_line(seed, ref, &out->draft);
    if (steps_one_in(seed, 4))
        add_out_line(seed, ref, &out->draft);
    return true;
}
