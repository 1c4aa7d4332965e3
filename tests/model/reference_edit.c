/* SPDX-License-Identifier: Apache-2.0 */
/* Edits of orders (domain.md 5.8, 9.1), and the adjustment of what they froze (5.5). */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

/* ---- editing ---- */

/* A decrease gives back what is frozen above the new remainder: where it was allocated last first. In mode "single" the
   order's own warehouse is the first to give. */
void ref_give_back(const ref_doc *order, ref_line *line, int remaining)
{
    int rest = ref_line_frozen(line) - remaining;

    for (int place = REF_WAREHOUSES; place >= 0 && rest > 0; place--) {
        int w = place == REF_WAREHOUSES ? order->warehouse : ref_in_order(place);
        int part;

        if (w == REF_NONE)
            continue;
        part = line->frozen[w] < rest ? line->frozen[w] : rest;
        line->frozen[w] -= part;
        rest -= part;
    }
}

static int committed(const ref_line *line)
{
    return line->shipped + line->ship_pending + line->noticed +
           line->returned_unshipped + line->unshipped_pending + line->closed;
}

/* The line's new quantity; what it wants more frozen. */
static int change_line(reference *ref, int doc, int index, int qty)
{
    ref_doc *order = ref_doc_at(ref, doc);
    ref_line *line = &order->lines[index];
    int more = qty - line->qty;

    if (line->is_removed)
        return 0;
    if (qty < committed(line) && qty < line->qty) /* an ERP may have sent more */
        ref_refuse(ref, SALESINV_E_EXCEEDS_REMAINING);
    line->qty = qty;
    line->is_removed = qty == 0;
    if (!ref_moves(ref, (ref_at){doc, index}))
        return 0;
    if (more < 0)
        ref_give_back(order, line, ref_remaining(ref, (ref_at){doc, index}));
    return more > 0 ? more : 0;
}

/* Beside an ERP all that is to come of a product that is raised is wanted anew: no freeze holds what was ordered before. */
static void ask_anew(reference *ref, int doc, const int raised[REF_LINES],
                     const int before[REF_PRODUCTS])
{
    const ref_doc *order = ref_doc_at(ref, doc);
    bool is_raised[REF_PRODUCTS] = {false};
    int wanted[REF_LINES] = {0};

    for (int k = 0; k < order->line_count; k++)
        is_raised[order->lines[k].product] |= raised[k] > 0;
    for (int k = 0; k < order->line_count; k++)
        if (is_raised[order->lines[k].product])
            wanted[k] = ref_remaining(ref, (ref_at){doc, k});
    ref_ask_figures(ref, doc, wanted, before);
}

/* An edit that takes effect at once. */
static void revise(reference *ref, int doc, const ref_doc *draft)
{
    ref_doc *order = ref_doc_at(ref, doc);
    int stored = order->line_count;
    int wanted[REF_LINES] = {0};
    int before[REF_PRODUCTS] = {0};

    for (int k = 0; k < stored; k++)
        before[order->lines[k].product] += ref_remaining(ref, (ref_at){doc, k});
    for (int k = 0; k < stored; k++) {
        int parent = order->lines[k].parent;
        int qty = parent == REF_NONE
                      ? draft->lines[k].qty
                      : draft->lines[parent].qty * order->lines[k].per_kit;

        wanted[k] = change_line(ref, doc, k, qty);
    }
    for (int k = stored; k < draft->line_count; k++)
        order->lines[order->line_count++] = draft->lines[k];
    ref_explode(order, stored);
    for (int k = stored; k < order->line_count; k++)
        if (ref_moves(ref, (ref_at){doc, k}))
            wanted[k] = order->lines[k].qty;
    if (!ref_has_lines(order))
        ref_refuse(ref, SALESINV_E_ARG);
    if (ref->is_synced)
        ask_anew(ref, doc, wanted, before);
    else
        ref_freeze_order(ref, doc, wanted);
    if (order->status != SALESINV_STATUS_IN_APPROVAL)
        ref_settle(ref, doc);
}

void ref_order_update(reference *ref, int doc, const ref_doc *draft)
{
    ref_doc *order = ref_doc_at(ref, doc);

    if (ref_is_in(order,
                  IN(IN_APPROVAL) | IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED))) {
        revise(ref, doc, draft);
        return;
    }
    if (!ref_is_in(order, IN(DRAFT) | IN(REJECTED) | IN(WITHDRAWN))) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    for (int k = 0; k < draft->line_count; k++) {
        if (k >= order->line_count)
            order->lines[order->line_count++] = draft->lines[k];
        order->lines[k].qty = draft->lines[k].qty;
        order->lines[k].is_removed |= draft->lines[k].qty == 0;
    }
}

/* ---- adjustments ---- */

static void check_adjusted(reference *ref, const ref_doc *order)
{
    if (!ref->settings[REF_SET_ADJUSTMENT])
        ref_refuse(ref, SALESINV_E_PLUGIN_DISABLED);
    if (!ref_is_in(order, IN(IN_APPROVAL) | IN(CONFIRMED)) ||
        order->mode == SALESINV_MODE_NONE)
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
}

/* Rules 3 and 4: where more may be frozen. */
static void check_place(reference *ref, const ref_doc *order, int warehouse)
{
    if (order->mode == SALESINV_MODE_SINGLE && warehouse != order->warehouse)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_NOT_ALLOWED);
    if (order->mode == SALESINV_MODE_CONSOLIDATED &&
        !ref_applies(warehouse, order->account))
        ref_refuse(ref, SALESINV_E_WAREHOUSE_NOT_APPLICABLE);
}

/* Is it a line that can be adjusted at all? */
static bool match_adjusted(reference *ref, const ref_doc *doc, const ref_doc *order,
                           int index)
{
    const ref_line *line = &doc->lines[index];

    for (int k = 0; k < index; k++)
        if (doc->lines[k].source.line == line->source.line &&
            doc->lines[k].warehouse == line->warehouse)
            ref_refuse(ref, SALESINV_E_EXISTS);
    if (order->lines[line->source.line].is_removed)
        ref_refuse(ref, SALESINV_E_NOT_FOUND);
    else if (!ref_moves(ref, line->source))
        ref_refuse(ref, SALESINV_E_KIT_LEVEL);
    else if (line->warehouse == REF_NONE)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
    else
        return true;
    return false;
}

static void adjust_line(reference *ref, const ref_doc *order, const ref_line *line,
                        int changes[REF_WAREHOUSES][REF_PRODUCTS])
{
    ref_line *of = ref_line_at(ref, line->source);
    int change = line->qty - of->frozen[line->warehouse];

    if (change > 0)
        check_place(ref, order, line->warehouse);
    changes[line->warehouse][of->product] += change;
    of->frozen[line->warehouse] = line->qty;
}

void ref_adjustment_submit(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    ref_doc *order = ref_doc_at(ref, of->order);
    int changes[REF_WAREHOUSES][REF_PRODUCTS] = {{0}};

    check_adjusted(ref, order);
    for (int k = 0; k < of->line_count; k++) {
        if (of->lines[k].warehouse == REF_NONE)
            of->lines[k].warehouse = order->warehouse;
        if (match_adjusted(ref, of, order, k))
            adjust_line(ref, order, &of->lines[k], changes);
    }
    for (int k = 0; k < of->line_count; k++)
        if (ref_remaining(ref, of->lines[k].source) <= 0 ||
            ref_line_frozen(ref_line_at(ref, of->lines[k].source)) >
                ref_remaining(ref, of->lines[k].source))
            ref_refuse(ref, SALESINV_E_EXCEEDS_REMAINING);
    for (int w = 0; w < REF_WAREHOUSES; w++)
        for (int p = 0; p < REF_PRODUCTS; p++)
            if (changes[w][p] > 0 && ref_available(ref, w, p) < 0)
                ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
}
