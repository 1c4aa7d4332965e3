/* SPDX-License-Identifier: Apache-2.0 */
/* Orders (domain.md 5.8, 3.5) with kits (5.9). */
#include "model/reference.h"

#include <string.h>

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)

/* ---- figures ---- */

/* Kits: what of the order's line is a good by itself. */
bool ref_moves(const reference *ref, ref_at line)
{
    const ref_doc *order = &ref->docs[line.doc];
    const ref_line *of = &order->lines[line.line];

    if (of->parent != REF_NONE)
        return order->lines[of->parent].product != REF_ASSEMBLED;
    return of->product != REF_PICKED || !order->has_kits;
}

static int at_least_0(int qty)
{
    return qty > 0 ? qty : 0;
}

int ref_remaining(const reference *ref, ref_at line)
{
    const ref_line *of = &ref->docs[line.doc].lines[line.line];

    if (of->is_removed || !ref_moves(ref, line))
        return 0;
    return at_least_0(of->qty - of->shipped - of->returned_unshipped - of->closed);
}

int ref_shippable(const reference *ref, ref_at line)
{
    const ref_line *of = &ref->docs[line.doc].lines[line.line];

    return at_least_0(ref_remaining(ref, line) - of->ship_pending - of->noticed -
                      of->unshipped_pending);
}

int ref_complete(const reference *ref, ref_at line)
{
    const ref_doc *order = &ref->docs[line.doc];
    int least = order->lines[line.line].qty;

    for (int k = 0; k < order->line_count; k++) {
        const ref_line *part = &order->lines[k];

        if (!part->is_removed && part->parent == line.line &&
            part->shipped / part->per_kit < least)
            least = part->shipped / part->per_kit;
    }
    return least;
}

static int total(const ref_doc *order, int product, const int wanted[REF_LINES])
{
    int sum = 0;

    for (int k = 0; k < order->line_count; k++)
        if (order->lines[k].product == product)
            sum += wanted[k];
    return sum;
}

/* ---- freezing ---- */

static void freeze_single(reference *ref, ref_doc *order, const int wanted[REF_LINES])
{
    int w = order->warehouse;

    for (int p = 0; p < REF_PRODUCTS && order->rule == SALESINV_RULE_BLOCK; p++)
        if (total(order, p, wanted) > 0 &&
            total(order, p, wanted) > ref_available(ref, w, p))
            ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
    for (int k = 0; k < order->line_count; k++)
        order->lines[k].frozen[w] += wanted[k];
}

/* Formula 6: negative warehouses count as they are. */
static int sum_available(const reference *ref, const ref_doc *order, int product)
{
    int sum = 0;

    for (int w = 0; w < REF_WAREHOUSES; w++)
        if (ref_applies(w, order->account))
            sum += ref_available(ref, w, product);
    return sum;
}

/* Positives alone, in the order of allocation; the remainder on the first one. */
static void allocate(reference *ref, const ref_doc *order, ref_line *line, int qty)
{
    for (int place = 0; place < REF_WAREHOUSES; place++) {
        int w = ref_in_order(place);
        int available = ref_available(ref, w, line->product);
        int part = qty < available ? qty : available;

        if (part <= 0 || !ref_applies(w, order->account))
            continue;
        line->frozen[w] += part;
        qty -= part;
    }
    line->frozen[ref_in_order(0)] += qty;
}

/* What is there of a product for an order, if the ERP froze `before` of it for the order in the places that it asks. */
static int at_hand(const reference *ref, const ref_doc *order, int product, int before)
{
    int frozen = 0;
    int sum = 0;

    for (int w = 0; w < REF_WAREHOUSES; w++) {
        if (order->mode == SALESINV_MODE_SINGLE ? w != order->warehouse
                                                : !ref_applies(w, order->account))
            continue;
        sum += ref_available(ref, w, product);
        frozen += ref->erp_frozen[w][product];
    }
    return sum + (before < frozen ? before : frozen);
}

void ref_ask_figures(reference *ref, int order, const int wanted[REF_LINES],
                     const int before[REF_PRODUCTS])
{
    const ref_doc *of = ref_doc_at(ref, order);

    if (of->mode == SALESINV_MODE_NONE || of->rule != SALESINV_RULE_BLOCK)
        return;
    for (int p = 0; p < REF_PRODUCTS; p++)
        if (total(of, p, wanted) > 0 &&
            total(of, p, wanted) > at_hand(ref, of, p, before[p]))
            ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
}

void ref_freeze_order(reference *ref, int order, const int wanted[REF_LINES])
{
    static const int nothing[REF_PRODUCTS] = {0};
    ref_doc *of = ref_doc_at(ref, order);

    if (ref->is_synced) {
        ref_ask_figures(ref, order, wanted, nothing);
        return;
    }
    if (of->mode == SALESINV_MODE_SINGLE)
        freeze_single(ref, of, wanted);
    if (of->mode != SALESINV_MODE_CONSOLIDATED)
        return;
    for (int p = 0; p < REF_PRODUCTS && of->rule == SALESINV_RULE_BLOCK; p++)
        if (total(of, p, wanted) > 0 &&
            total(of, p, wanted) > sum_available(ref, of, p))
            ref_refuse(ref, SALESINV_E_INSUFFICIENT_STOCK);
    for (int k = 0; k < of->line_count && ref_ok(ref); k++)
        allocate(ref, of, &of->lines[k], wanted[k]);
}

static void release_all(ref_doc *order)
{
    for (int k = 0; k < order->line_count; k++)
        memset(order->lines[k].frozen, 0, sizeof(order->lines[k].frozen));
}

/* ---- kits ---- */

static void add_component(ref_doc *order, int kit, int product, int per_kit)
{
    order->lines[order->line_count++] =
        (ref_line){.product = product,
                   .per_kit = per_kit,
                   .parent = kit,
                   .source = {REF_NONE, 0},
                   .order_line = {REF_NONE, 0},
                   .stated = REF_NONE,
                   .warehouse = REF_NONE,
                   .qty = order->lines[kit].qty * per_kit};
}

void ref_explode(ref_doc *order, int first)
{
    int given = order->line_count;

    for (int k = first; k < given && order->has_kits; k++) {
        const ref_line *kit = &order->lines[k];

        if (kit->is_removed || kit->parent != REF_NONE)
            continue;
        if (kit->product == REF_ASSEMBLED)
            add_component(order, k, REF_PLAIN, 1);
        if (kit->product == REF_PICKED) {
            add_component(order, k, REF_SERIAL, 1);
            add_component(order, k, REF_OTHER, 2);
        }
    }
}

/* ---- submission ---- */

/* In the order of domain.md 5.8: the first that is broken is told. */
static bool check_warehouse(reference *ref, const ref_doc *order)
{
    bool is_single = order->mode == SALESINV_MODE_SINGLE;

    if (!is_single && order->warehouse != REF_NONE)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_NOT_ALLOWED);
    else if (is_single && order->warehouse == REF_NONE)
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
    else if (is_single && !ref_applies(order->warehouse, order->account))
        ref_refuse(ref, SALESINV_E_WAREHOUSE_NOT_APPLICABLE);
    return ref_ok(ref);
}

bool ref_has_lines(const ref_doc *doc)
{
    for (int k = 0; k < doc->line_count; k++)
        if (!doc->lines[k].is_removed)
            return true;
    return false;
}

void ref_order_submit(reference *ref, int doc)
{
    ref_doc *order = ref_doc_at(ref, doc);
    int wanted[REF_LINES] = {0};

    if (!ref_has_lines(order)) {
        ref_refuse(ref, SALESINV_E_ARG);
        return;
    }
    order->mode = ref->settings[REF_SET_MODE];
    order->rule = ref->settings[REF_SET_RULE];
    order->shipping_mode = ref->settings[REF_SET_SHIPPING];
    order->has_kits = ref->settings[REF_SET_KITS] != 0;
    if (!check_warehouse(ref, order))
        return;
    ref_explode(order, 0);
    for (int k = 0; k < order->line_count; k++)
        if (!order->lines[k].is_removed && ref_moves(ref, (ref_at){doc, k}))
            wanted[k] = order->lines[k].qty;
    ref_freeze_order(ref, doc, wanted);
}

/* Rejected or withdrawn: it may be another order next time. */
void ref_order_release(reference *ref, int doc)
{
    ref_doc *order = ref_doc_at(ref, doc);

    release_all(order);
    for (int k = 0; k < order->line_count; k++)
        if (order->lines[k].parent != REF_NONE)
            order->lines[k].is_removed = true;
    order->has_kits = false;
}

/* ---- where it stands ---- */

/* Is some of it on the way to the buyer? */
static bool is_on_its_way(const reference *ref, int order)
{
    const uint32_t out = IN(SHIPPED) | IN(PARTIALLY_OUTBOUND) | IN(OUTBOUND);

    for (int i = 0; i < ref->doc_count; i++) {
        const ref_doc *doc = &ref->docs[i];

        for (int k = 0; k < doc->line_count; k++)
            if (doc->kind == SALESINV_KIND_SHIPMENT && ref_is_in(doc, out) &&
                doc->lines[k].source.doc == order && ref_sent(ref, (ref_at){i, k}) > 0)
                return true;
    }
    return false;
}

/* Did all come back that was not given up, shipped or not? */
bool ref_is_returned(const reference *ref, int order)
{
    const ref_doc *of = &ref->docs[order];
    int rest = 0;
    int returned = 0;

    for (int k = 0; k < of->line_count; k++) {
        const ref_line *line = &of->lines[k];

        if (line->is_removed || !ref_moves(ref, (ref_at){order, k}))
            continue;
        returned += line->returned + line->returned_unshipped;
        rest += line->qty - line->closed - line->returned - line->returned_unshipped;
    }
    return returned > 0 && rest == 0;
}

void ref_settle(reference *ref, int order)
{
    ref_doc *of = ref_doc_at(ref, order);
    int remaining = 0;
    int shipped = 0;
    int closed = 0;

    for (int k = 0; k < of->line_count; k++) {
        remaining += ref_remaining(ref, (ref_at){order, k});
        shipped += of->lines[k].is_removed ? 0 : of->lines[k].shipped;
        closed += of->lines[k].is_removed ? 0 : of->lines[k].closed;
    }
    if (remaining > 0)
        of->status = SALESINV_STATUS_CONFIRMED;
    else if (shipped == 0 ||
             (of->status == SALESINV_STATUS_CLOSED && ref_is_returned(ref, order)))
        of->status = SALESINV_STATUS_CLOSED;
    else if (!is_on_its_way(ref, order))
        of->status = SALESINV_STATUS_RECEIVED;
    else
        of->status = closed > 0 ? SALESINV_STATUS_CLOSED : SALESINV_STATUS_SHIPPED;
}

static bool is_booked(const ref_doc *by, int order)
{
    for (int k = 0; k < by->booking_count; k++)
        if (by->bookings[k].order.doc == order)
            return true;
    return false;
}

/* A document in approval or a live notice counts on it. */
static bool is_used(const reference *ref, int order)
{
    const ref_doc *of = &ref->docs[order];

    for (int k = 0; k < of->line_count; k++)
        if (of->lines[k].ship_pending + of->lines[k].noticed > 0)
            return true;
    for (int i = 0; i < ref->doc_count; i++)
        if (ref->docs[i].kind == SALESINV_KIND_RETURN &&
            ref->docs[i].status == SALESINV_STATUS_IN_APPROVAL &&
            is_booked(&ref->docs[i], order))
            return true;
    return false;
}

void ref_order_void(reference *ref, int doc)
{
    ref_doc *order = ref_doc_at(ref, doc);

    if (!ref_is_in(order, IN(IN_APPROVAL) | IN(CONFIRMED)))
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    for (int k = 0; k < order->line_count; k++)
        if (order->lines[k].shipped > 0)
            ref_refuse(ref, SALESINV_E_INVALID_STATE);
    for (int k = 0; k < order->line_count; k++)
        if (order->lines[k].returned_unshipped > 0)
            ref_refuse(ref, SALESINV_E_IN_USE);
    if (is_used(ref, doc))
        ref_refuse(ref, SALESINV_E_IN_USE);
    release_all(order);
}

void ref_order_close(reference *ref, int doc)
{
    ref_doc *order = ref_doc_at(ref, doc);

    if (order->status != SALESINV_STATUS_CONFIRMED)
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
    else if (is_used(ref, doc))
        ref_refuse(ref, SALESINV_E_IN_USE);
    release_all(order);
    for (int k = 0; k < order->line_count; k++)
        order->lines[k].closed += ref_remaining(ref, (ref_at){doc, k});
    order->status = SALESINV_STATUS_CLOSED;
    ref_settle(ref, doc);
}

void ref_order_reopen(reference *ref, int doc)
{
    ref_doc *order = ref_doc_at(ref, doc);
    int wanted[REF_LINES] = {0};
    int sum = 0;

    for (int k = 0; k < order->line_count; k++) {
        wanted[k] = order->lines[k].is_removed ? 0 : order->lines[k].closed;
        sum += wanted[k];
    }
    if (!ref_is_in(order, IN(CLOSED) | IN(RECEIVED)) || sum == 0) {
        ref_refuse(ref, SALESINV_E_INVALID_STATE);
        return;
    }
    for (int k = 0; k < order->line_count; k++)
        order->lines[k].closed = 0;
    order->status = SALESINV_STATUS_CONFIRMED;
    ref_freeze_order(ref, doc, wanted);
}
