/* SPDX-License-Identifier: Apache-2.0 */
/* Steps that write a new document, or edit an order. */
#include "model/steps.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

static const ref_at NOBODY = {REF_NONE, 0};

static int any_warehouse(uint64_t *seed)
{
    return steps_one_in(seed, 60) ? REF_NONE : steps_below(seed, REF_WAREHOUSES);
}

/* ---- goods that come and go by hand ---- */

bool steps_make_inbound(uint64_t *seed, const reference *ref, ref_step *out)
{
    int lines = 1 + steps_below(seed, 2);

    steps_begin(out, ref, seed, SALESINV_KIND_INBOUND);
    out->draft.type = SALESINV_INBOUND_OPENING;
    out->draft.warehouse = any_warehouse(seed);
    for (int i = 0; i < lines; i++) {
        int product = steps_below(seed, REF_ASSEMBLED + 1);
        ref_line *line = steps_add_line(&out->draft, product, steps_qty(seed, 5));

        if (ref_is_serial(product))
            steps_name_serials(seed, line,
                               steps_serials(ref, 0, product, REF_NONE, NOBODY) |
                                   steps_serials(ref, SALESINV_SERIAL_UNUSED, product,
                                                 REF_NONE, NOBODY));
        else
            steps_name_serials(seed, line, 0);
    }
    return true;
}

bool steps_make_outbound(uint64_t *seed, const reference *ref, ref_step *out)
{
    int lines = 1 + steps_below(seed, 2);

    steps_begin(out, ref, seed, SALESINV_KIND_OUTBOUND);
    out->draft.type =
        steps_one_in(seed, 50) ? SALESINV_OUTBOUND_SALE : SALESINV_OUTBOUND_OTHER;
    out->draft.warehouse = any_warehouse(seed);
    for (int i = 0; i < lines; i++) {
        int product = steps_below(seed, REF_ASSEMBLED + 1);
        int w = out->draft.warehouse;
        int most = w == REF_NONE ? 1 : ref_available(ref, w, product);
        ref_line *line =
            steps_add_line(&out->draft, product, steps_qty(seed, most > 3 ? 3 : most));

        steps_name_serials(
            seed, line,
            steps_serials(ref, SALESINV_SERIAL_IN_STOCK, product, w, NOBODY));
    }
    return true;
}

/* ---- orders ---- */

bool steps_make_order(uint64_t *seed, const reference *ref, ref_step *out)
{
    bool is_single = ref->settings[REF_SET_MODE] == SALESINV_MODE_SINGLE;
    int lines = 1 + steps_below(seed, 3);

    steps_begin(out, ref, seed, SALESINV_KIND_ORDER);
    out->draft.account = steps_below(seed, REF_ACCOUNTS);
    if (is_single != steps_one_in(seed, 20))
        out->draft.warehouse = steps_below(seed, REF_WAREHOUSES);
    for (int i = 0; i < lines; i++)
        steps_add_line(&out->draft, steps_below(seed, REF_PRODUCTS),
                       1 + steps_below(seed, 6));
    return true;
}

/* Lines that are no components, those that went included. */
static int count_given(const ref_doc *order)
{
    int count = 0;

    for (int k = 0; k < order->line_count; k++)
        count += order->lines[k].parent == REF_NONE;
    return count;
}

/* Quantities of some lines change, one may go, one may come. */
bool steps_make_edit(uint64_t *seed, const reference *ref, ref_step *out)
{
    out->verb = REF_UPDATE;
    out->doc = steps_pick(seed, ref, SALESINV_KIND_ORDER,
                          IN(DRAFT) | IN(IN_APPROVAL) | IN(CONFIRMED) | IN(SHIPPED) |
                              IN(RECEIVED) | IN(REJECTED));
    if (out->doc == REF_NONE)
        return false;
    out->draft = ref->docs[out->doc];
    for (int k = 0; k < out->draft.line_count; k++) {
        ref_line *line = &out->draft.lines[k];

        if (line->is_removed || (k > 0 && steps_one_in(seed, 12)))
            line->qty =
                0; /* a draft that names no line says nothing of a closed order */
        else if (line->parent == REF_NONE && steps_one_in(seed, 2))
            line->qty = 1 + steps_below(seed, line->qty + 2);
    }
    for (int k = 0; k < out->draft.line_count; k++)
        if (out->draft.lines[k].parent != REF_NONE)
            out->draft.lines[k].qty = 0; /* it follows its kit */
    if (steps_one_in(seed, 3) && count_given(&out->draft) < 4 &&
        out->draft.line_count + 3 <= REF_LINES)
        steps_add_line(&out->draft, steps_below(seed, REF_PRODUCTS),
                       1 + steps_below(seed, 4));
    return true;
}

bool steps_make_adjustment(uint64_t *seed, const reference *ref, ref_step *out)
{
    int order =
        steps_pick(seed, ref, SALESINV_KIND_ORDER, IN(CONFIRMED) | IN(IN_APPROVAL));
    int lines = 1 + steps_below(seed, 2);
    const ref_doc *of;

    if (order == REF_NONE)
        return false;
    of = &ref->docs[order];
    if (of->mode == SALESINV_MODE_NONE && !steps_one_in(seed, 4))
        return false;
    steps_begin(out, ref, seed, SALESINV_KIND_ADJUSTMENT);
    out->verb = REF_CREATE_SUBMIT;
    out->draft.order = order;
    for (int i = 0; i < lines; i++) {
        int k = steps_below(seed, of->line_count);
        ref_line *line = steps_add_line(
            &out->draft, of->lines[k].product,
            steps_below(seed, ref_remaining(ref, (ref_at){order, k}) + 2));

        line->source = (ref_at){order, k};
        line->warehouse =
            of->mode == SALESINV_MODE_SINGLE ? REF_NONE : any_warehouse(seed);
        if (of->mode == SALESINV_MODE_SINGLE && steps_one_in(seed, 3))
            line->warehouse = steps_below(seed, REF_WAREHOUSES);
    }
    return true;
}

/* ---- shipments ---- */

/* Some lines of an order, into the shipment that is being written. */
static void add_order_lines(uint64_t *seed, const reference *ref, ref_doc *doc,
                            int order)
{
    const ref_doc *of = &ref->docs[order];
    int lines = 0;

    for (int k = 0; k < of->line_count && doc->line_count < 4; k++) {
        const ref_at at = {order, k};
        int shippable = ref_shippable(ref, at);
        int w = doc->warehouse != REF_NONE ? doc->warehouse : of->warehouse;
        ref_line *line;

        if (shippable <= 0 ? !steps_one_in(seed, 25) : steps_one_in(seed, 4))
            continue;
        line = steps_add_line(doc, of->lines[k].product, steps_qty(seed, shippable));
        line->source = at;
        steps_name_serials(seed, line,
                           of->shipping_mode == SALESINV_SHIPPING_NOTICE
                               ? 0
                               : steps_serials(ref, SALESINV_SERIAL_IN_STOCK,
                                               line->product, w, NOBODY));
        lines++;
        if (steps_one_in(seed, 10) && shippable > line->qty) /* in two */
            k--;
    }
    if (lines == 0) { /* the order as a whole */
        ref_line *line = steps_add_line(doc, REF_PLAIN, 0);

        line->source = (ref_at){order, 0};
    }
}

/* An order with something left to ship, by the way that it ships. */
static int pick_order(uint64_t *seed, const reference *ref, int mode)
{
    int found = REF_NONE;
    int count = 0;

    for (int i = 0; i < ref->doc_count; i++) {
        const ref_doc *order = &ref->docs[i];
        bool has_rest = false;

        for (int k = 0; k < order->line_count && order->kind == SALESINV_KIND_ORDER;
             k++)
            has_rest |= ref_shippable(ref, (ref_at){i, k}) > 0;
        if (has_rest && order->shipping_mode == mode &&
            ref_is_in(order, IN(CONFIRMED)) && steps_one_in(seed, ++count))
            found = i;
    }
    return steps_one_in(seed, 25)
               ? steps_pick(seed, ref, SALESINV_KIND_ORDER, UINT32_MAX)
               : found;
}

static bool ship(uint64_t *seed, const reference *ref, ref_step *out, int mode)
{
    int order = pick_order(seed, ref, mode);

    if (order == REF_NONE)
        return false;
    steps_begin(out, ref, seed, SALESINV_KIND_SHIPMENT);
    out->draft.order = order;
    if (mode == SALESINV_SHIPPING_ORDER &&
        (ref->docs[order].warehouse == REF_NONE || steps_one_in(seed, 4)))
        out->draft.warehouse = any_warehouse(seed);
    if (!steps_one_in(seed, 6))
        add_order_lines(seed, ref, &out->draft, order);
    return true;
}

bool steps_make_shipment(uint64_t *seed, const reference *ref, ref_step *out)
{
    return ship(seed, ref, out, SALESINV_SHIPPING_ORDER);
}

bool steps_make_notice(uint64_t *seed, const reference *ref, ref_step *out)
{
    return ship(seed, ref, out, SALESINV_SHIPPING_NOTICE);
}

bool steps_make_several(uint64_t *seed, const reference *ref, ref_step *out)
{
    int mode =
        steps_one_in(seed, 3) ? SALESINV_SHIPPING_NOTICE : SALESINV_SHIPPING_ORDER;
    int first = pick_order(seed, ref, mode);
    int second = pick_order(seed, ref, mode);

    if (first == REF_NONE || second == REF_NONE || first == second ||
        (ref->docs[first].account != ref->docs[second].account &&
         !steps_one_in(seed, 10)))
        return false;
    steps_begin(out, ref, seed, SALESINV_KIND_SHIPMENT);
    if (mode == SALESINV_SHIPPING_ORDER)
        out->draft.warehouse = any_warehouse(seed);
    add_order_lines(seed, ref, &out->draft, first);
    add_order_lines(seed, ref, &out->draft, second);
    return true;
}

/* ---- outbound orders made from a notice ---- */

bool steps_make_sale(uint64_t *seed, const reference *ref, ref_step *out)
{
    int notice = steps_pick(seed, ref, SALESINV_KIND_SHIPMENT,
                            IN(ISSUED) | IN(PARTIALLY_OUTBOUND));
    const ref_doc *of;

    if (notice == REF_NONE ||
        (!ref_is_notice(&ref->docs[notice]) && !steps_one_in(seed, 6)))
        return false;
    of = &ref->docs[notice];
    steps_begin(out, ref, seed, SALESINV_KIND_OUTBOUND);
    out->draft.type = SALESINV_OUTBOUND_SALE;
    out->draft.order = notice;
    out->draft.warehouse = any_warehouse(seed);
    for (int k = 0; k < of->line_count && !steps_one_in(seed, 8); k++) {
        int rest = ref_notice_rest(&of->lines[k]);
        ref_line *line;

        if (rest <= 0 && !steps_one_in(seed, 20))
            continue;
        line = steps_add_line(&out->draft, of->lines[k].product, steps_qty(seed, rest));
        line->source = (ref_at){notice, k};
        steps_name_serials(seed, line,
                           steps_serials(ref, SALESINV_SERIAL_IN_STOCK, line->product,
                                         out->draft.warehouse, NOBODY));
    }
    return true;
}
