/* SPDX-License-Identifier: Apache-2.0 */
/* Goods that leave for order lines, on a shipment or on an outbound order made from a notice (domain.md 5.9). */
#include "model/reference.h"

#define IN(status) (UINT32_C(1) << SALESINV_STATUS_##status)
#define STATE(name) (UINT32_C(1) << SALESINV_SERIAL_##name)

static const ref_at NOBODY = {REF_NONE, 0};

/* The order line that a line of a shipment, or of an outbound order made from a notice, stands for. */
ref_at ref_order_line(const reference *ref, ref_at line)
{
    ref_at source = ref->docs[line.doc].lines[line.line].source;

    return ref->docs[line.doc].kind == SALESINV_KIND_OUTBOUND
               ? ref->docs[source.doc].lines[source.line].source
               : source;
}

static bool is_same(ref_at a, ref_at b)
{
    return a.doc == b.doc && a.line == b.line;
}

/* What lines before `end` take of the same order line as line `index`. */
static int taken(const reference *ref, int doc, int index, int end)
{
    ref_at line = ref_order_line(ref, (ref_at){doc, index});
    int sum = 0;

    for (int k = 0; k < end; k++)
        if (is_same(ref_order_line(ref, (ref_at){doc, k}), line))
            sum += ref->docs[doc].lines[k].qty;
    return sum;
}

/* Is it the first line of the document for its order line? */
static bool is_first(const reference *ref, int doc, int index)
{
    return taken(ref, doc, index, index) == 0;
}

void ref_check_orders(reference *ref, int doc)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    for (int k = 0; k < of->line_count; k++) {
        ref_at line = ref_order_line(ref, (ref_at){doc, k});

        if (of->lines[k].is_removed)
            continue;
        if (ref_line_at(ref, line)->is_removed)
            ref_refuse(ref, SALESINV_E_NOT_FOUND);
        else if (!ref_moves(ref, line)) /* a draft may be older than the kit's lines */
            ref_refuse(ref, SALESINV_E_KIT_LEVEL);
        if (!ref_is_in(ref_doc_at(ref, line.doc),
                       IN(CONFIRMED) | IN(SHIPPED) | IN(RECEIVED)))
            ref_refuse(ref, SALESINV_E_INVALID_STATE);
    }
}

void ref_settle_orders(reference *ref, int doc)
{
    for (int k = 0; k < ref_doc_at(ref, doc)->line_count; k++)
        if (!ref_doc_at(ref, doc)->lines[k].is_removed)
            ref_settle(ref, ref_order_line(ref, (ref_at){doc, k}).doc);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* ---- checks ---- */

/* The stock of one product: an order line's own freeze here does not block it, nor does what the document froze itself. */
static void check_product(reference *ref, int doc, int product)
{
    const ref_doc *of = ref_doc_at(ref, doc);
    int qty = 0;
    int covered = 0;
    int firm = 0;

    for (int k = 0; k < of->line_count; k++) {
        ref_at line = ref_order_line(ref, (ref_at){doc, k});
        int own = of->lines[k].frozen[of->warehouse];
        int part;

        if (of->lines[k].product != product)
            continue;
        qty += of->lines[k].qty;
        part = least(taken(ref, doc, k, of->line_count),
                     ref_line_at(ref, line)->frozen[of->warehouse]);
        if (!is_first(ref, doc, k))
            part = 0;
        covered += own + part;
        firm +=
            own + (ref_doc_at(ref, line.doc)->rule == SALESINV_RULE_ALLOW ? 0 : part);
    }
    if (qty > 0)
        ref_check_out(ref, of->warehouse, product, qty, covered, firm);
}

void ref_dispatch_check(reference *ref, int doc, bool was_pending)
{
    const ref_doc *of = ref_doc_at(ref, doc);

    if (of->warehouse == REF_NONE) {
        ref_refuse(ref, SALESINV_E_WAREHOUSE_REQUIRED);
        return;
    }
    ref_count_serials(ref, doc);
    for (int k = 0; k < of->line_count; k++) {
        const ref_at line = {doc, k};
        const ref_serial_rule rule = {was_pending ? STATE(OUTGOING) : STATE(IN_STOCK),
                                      of->warehouse, was_pending ? line : NOBODY,
                                      false};

        ref_check_serials(ref, line, &rule);
    }
    for (int p = 0; p < REF_PRODUCTS; p++)
        check_product(ref, doc, p);
}

/* ---- effects ---- */

/* OQ-5: under its own line the document freezes what the order line's freeze here does not cover. */
void ref_dispatch_pend(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    int uncovered[REF_LINES] = {0};

    for (int k = 0; k < of->line_count; k++) {
        int frozen = ref_line_at(ref, ref_order_line(ref, (ref_at){doc, k}))
                         ->frozen[of->warehouse];
        int left = frozen - taken(ref, doc, k, k);

        uncovered[k] = of->lines[k].qty - least(of->lines[k].qty, left > 0 ? left : 0);
    }
    for (int k = 0; k < of->line_count; k++) {
        const ref_serial outgoing = {.state = SALESINV_SERIAL_OUTGOING,
                                     .warehouse = of->warehouse,
                                     .account = REF_NONE,
                                     .holder = {doc, k}};

        if (!ref->is_synced)
            of->lines[k].frozen[of->warehouse] = uncovered[k];
        ref_move_serials(ref, (ref_at){doc, k}, &outgoing);
    }
}

static void unfreeze(ref_doc *doc)
{
    for (int k = 0; k < doc->line_count; k++)
        for (int w = 0; w < REF_WAREHOUSES; w++)
            doc->lines[k].frozen[w] = 0;
}

/* Beside an ERP: wherever the line had them from. */
static void restore(reference *ref, ref_at line)
{
    for (int i = 0; i < REF_SERIALS; i++)
        if (ref_line_at(ref, line)->serials >> i & 1)
            ref_restore_serial(ref, i, line);
}

static ref_serial in_stock(const ref_doc *doc)
{
    return (ref_serial){.state = SALESINV_SERIAL_IN_STOCK,
                        .warehouse = doc->warehouse,
                        .account = REF_NONE,
                        .holder = NOBODY};
}

void ref_dispatch_release(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    const ref_serial back = in_stock(of);

    unfreeze(of);
    for (int k = 0; k < of->line_count; k++)
        ref_move_serials(ref, (ref_at){doc, k}, &back);
}

/* Serials that left are held by the shipment's or the notice's line. */
static ref_at holder_of(const reference *ref, ref_at line)
{
    return ref->docs[line.doc].kind == SALESINV_KIND_OUTBOUND
               ? ref->docs[line.doc].lines[line.line].source
               : line;
}

static void release_from(ref_line *of, int warehouse, ref_line *by)
{
    int part = least(of->frozen[warehouse], by->qty - by->released);

    of->frozen[warehouse] -= part;
    by->released += part;
}

void ref_dispatch_ship(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);

    unfreeze(of);
    if (!of->is_corrected)
        of->shipped_at = ref->now;
    for (int k = 0; k < of->line_count; k++) {
        const ref_at line = {doc, k};
        ref_at order = ref_order_line(ref, line);
        const ref_serial used = {.state = SALESINV_SERIAL_USED,
                                 .warehouse = REF_NONE,
                                 .account = ref_doc_at(ref, order.doc)->account,
                                 .holder = holder_of(ref, line)};

        of->lines[k].released = 0;
        release_from(ref_line_at(ref, order), of->warehouse, &of->lines[k]);
        if (!ref->is_synced)
            ref->on_hand[of->warehouse][of->lines[k].product] -= of->lines[k].qty;
        ref_line_at(ref, order)->shipped += of->lines[k].qty;
        ref_move_serials(ref, line, &used);
    }
    for (int k = 0; k < of->line_count; k++)
        for (int place = 0; place < REF_WAREHOUSES; place++)
            release_from(ref_line_at(ref, ref_order_line(ref, (ref_at){doc, k})),
                         ref_in_order(place), &of->lines[k]);
}

/* Goods come back; they are frozen again where they lie, as far as this released it and the order still wants them. */
void ref_dispatch_undo(reference *ref, int doc)
{
    ref_doc *of = ref_doc_at(ref, doc);
    const ref_serial back = in_stock(of);

    for (int k = 0; k < of->line_count; k++) {
        const ref_at line = {doc, k};
        const ref_serial_rule gone = {STATE(USED), REF_NONE, holder_of(ref, line),
                                      false};

        ref_check_serials(ref, line, &gone);
    }
    for (int k = 0; k < of->line_count && ref_ok(ref); k++) {
        ref_at at = ref_order_line(ref, (ref_at){doc, k});
        ref_line *order = ref_line_at(ref, at);
        int wanted;

        order->shipped -= of->lines[k].qty;
        wanted = ref_remaining(ref, at) - ref_line_frozen(order);
        if (!ref->is_synced)
            ref->on_hand[of->warehouse][of->lines[k].product] += of->lines[k].qty;
        order->frozen[of->warehouse] +=
            least(of->lines[k].released, wanted > 0 ? wanted : 0);
        if (ref->is_synced)
            restore(ref, (ref_at){doc, k});
        else
            ref_move_serials(ref, (ref_at){doc, k}, &back);
    }
}
