/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Available stock for an order that is being written. The lines of one product share a pool: what the ordering mode lets
 * the order take of it, with what the order itself has frozen there, lowered line by line.
 */
#include "sales/availability.h"

#include "base/checked.h"
#include "catalog/product.h"
#include "core/settings.h"
#include "inventory/freeze.h"
#include "inventory/recent.h"
#include "inventory/safety.h"
#include "inventory/warehouse.h"
#include "inventory/warehouse_list.h"
#include "sales/allocate.h"

/* What the lines so far left of a product, and how old the figures are that it is of. */
typedef struct pool {
    salesinv_id product;
    salesinv_qty left;
    sinv_stock of; /* the figures that it began with */
} pool;

/* What the figures of all lines are taken from. */
typedef struct looking {
    const sinv_doc *doc;
    bool is_submitted;
    uint32_t *lines; /* per line of the answer: index in doc->lines */
    bool has_kits;   /* kits are exploded at submission, or were */
    pool *pools;     /* of the products so far */
    uint32_t pool_count;
    uint32_t pool_capacity;
    sinv_warehouses places; /* mode "consolidated" */
    sinv_available *out;
} looking;

static bool is_submitted(const sinv_doc *doc)
{
    return (doc->kind->revisable & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))) != 0;
}

static salesinv_status read_kits(sinv_txn *txn, looking *of)
{
    int64_t is_on = sinv_doc_int(of->doc, SINV_ORDER_KITS);
    salesinv_status rc = SALESINV_OK;

    if (!of->is_submitted)
        rc = sinv_setting_int(txn, SINV_SET_KIT_SHIPPING, NULL, &is_on);
    of->has_kits = is_on != 0;
    return rc;
}

static salesinv_status read_mode(sinv_txn *txn, looking *of)
{
    if (of->is_submitted) {
        of->out->mode = sinv_doc_int(of->doc, SINV_ORDER_MODE);
        return SALESINV_OK;
    }
    return sinv_setting_int(txn, SINV_SET_ORDER_MODE,
                            sinv_row_text(of->doc->head, SINV_HEAD_RECORD_TYPE),
                            &of->out->mode);
}

/* Lists of users and accounts act when an order is made, not on one that was submitted. */
static salesinv_status read_places(sinv_txn *txn, looking *of)
{
    salesinv_id account = sinv_doc_int(of->doc, SINV_ORDER_ACCOUNT);

    if (of->out->mode == SALESINV_MODE_CONSOLIDATED)
        return sinv_warehouses_for_order(txn, "account", account, &of->places);
    if (of->out->mode != SALESINV_MODE_SINGLE)
        return SALESINV_OK;
    of->out->warehouse = sinv_doc_int(of->doc, SINV_ORDER_WAREHOUSE);
    if (of->out->warehouse == 0 || of->is_submitted)
        return SALESINV_OK;
    return sinv_warehouse_for_order(txn, "warehouse", of->out->warehouse, account);
}

/* The lines in the order in which the caller has them: those of the draft, else those that are stored. */
static salesinv_status list_lines(sinv_txn *txn, looking *of)
{
    const sinv_doc *doc = of->doc;
    size_t size = doc->line_count + 1;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, size * sizeof(*of->lines), (void **)&of->lines)) !=
            SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, size * sizeof(*of->out->lines),
                             (void **)&of->out->lines)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if (doc->has_line_edits)
            of->lines[doc->lines[i].draft - doc->draft->lines] = i;
        else
            of->lines[of->out->count] = i;
        of->out->count++;
    }
    return SALESINV_OK;
}

/* A line that the draft touched says its quantity in some unit, or not yet. */
static salesinv_status settle_quantity(sinv_txn *txn, const looking *of,
                                       const sinv_product *product, uint32_t index)
{
    static const sinv_qty_columns columns = {SINV_ORDER_LINE_PRODUCT,
                                             SINV_ORDER_LINE_QTY, SINV_ORDER_LINE_UNIT,
                                             SINV_ORDER_LINE_UNIT_QTY};
    const sinv_row *row = of->doc->lines[index].row;

    if (!of->doc->lines[index].draft ||
        (sinv_row_is_null(row, SINV_ORDER_LINE_QTY) &&
         sinv_row_is_null(row, SINV_ORDER_LINE_UNIT_QTY)))
        return SALESINV_OK;
    return sinv_line_quantity(txn, product, of->doc, index, columns);
}

/* What a line still wants of stock. */
static int64_t wanted_by(const looking *of, uint32_t index)
{
    int64_t remaining = sinv_order_remaining(of->doc, index);

    return remaining > 0 ? remaining : 0;
}

static bool counts(const looking *of, salesinv_id warehouse)
{
    return of->out->mode == SALESINV_MODE_SINGLE
               ? warehouse == of->out->warehouse
               : sinv_warehouses_find(&of->places, warehouse) >= 0;
}

static salesinv_status add(sinv_txn *txn, salesinv_id product, salesinv_qty more,
                           salesinv_qty *sum)
{
    if (sinv_add_i64(*sum, more, sum))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                        "the stock of product %lld does not fit into a sum",
                        (long long)product);
}

/* What one line of the stored order, removed by the draft or not, has frozen where it counts. */
static salesinv_status add_own(sinv_txn *txn, const looking *of, uint32_t index,
                               salesinv_qty *sum)
{
    salesinv_id product = sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_PRODUCT);
    sinv_freezes own = {NULL, 0, 0};
    salesinv_status rc;

    if (of->doc->lines[index].is_new ||
        sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_FROZEN) == 0)
        return SALESINV_OK;
    rc = sinv_freeze_list_line(txn, product, 0, sinv_doc_line_of(of->doc, index), &own);
    for (uint32_t i = 0; i < own.count && rc == SALESINV_OK; i++)
        if (counts(of, own.items[i].warehouse))
            rc = add(txn, product, own.items[i].qty, sum);
    return rc;
}

/* Beside an ERP: what it froze for the order as it is stored, where that counts. */
static salesinv_status add_cover(sinv_txn *txn, const looking *of, salesinv_id product,
                                 salesinv_qty *sum)
{
    const sinv_doc *stored = of->doc->before ? of->doc->before : of->doc;
    sinv_releases covered = {NULL, 0, 0};
    int64_t before = 0;
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    if (rc != SALESINV_OK || !is_synced || !of->is_submitted)
        return rc;
    for (uint32_t i = 0; i < stored->line_count; i++)
        if (sinv_doc_line_int(stored, i, SINV_ORDER_LINE_PRODUCT) == product)
            before += sinv_order_remaining(stored, i);
    rc = sinv_order_cover(txn, stored, product, before, &covered);
    for (uint32_t i = 0; i < covered.count && rc == SALESINV_OK; i++)
        if (counts(of, covered.items[i].warehouse))
            rc = add(txn, product, covered.items[i].qty, sum);
    return rc;
}

static salesinv_status read_pool(sinv_txn *txn, const looking *of, pool *out)
{
    sinv_stocks stocks = {NULL, 0, 0};
    salesinv_status rc = sinv_recent_list(txn, out->product, &stocks);

    out->of = (sinv_stock){.synced_at = SALESINV_TIME_NONE};
    for (uint32_t i = 0; i < stocks.count && rc == SALESINV_OK; i++)
        if (counts(of, stocks.items[i].warehouse))
            rc = sinv_stock_add(txn, &out->of, &stocks.items[i]);
    out->left = out->of.available;
    for (uint32_t i = 0; i < of->doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_doc_line_int(of->doc, i, SINV_ORDER_LINE_PRODUCT) == out->product)
            rc = add_own(txn, of, i, &out->left);
    return rc == SALESINV_OK ? add_cover(txn, of, out->product, &out->left) : rc;
}

/* What the lines so far left of a product, or all that there is. */
static salesinv_status find_pool(sinv_txn *txn, looking *of, salesinv_id product,
                                 pool **out)
{
    pool made = {.product = product};
    salesinv_status rc;

    for (uint32_t i = 0; i < of->pool_count; i++)
        if (of->pools[i].product == product) {
            *out = &of->pools[i];
            return SALESINV_OK;
        }
    if ((rc = read_pool(txn, of, &made)) != SALESINV_OK ||
        (rc = sinv_txn_grow(txn, (void **)&of->pools, sizeof(*of->pools),
                            of->pool_count, &of->pool_capacity)) != SALESINV_OK)
        return rc;
    of->pools[of->pool_count] = made;
    *out = &of->pools[of->pool_count++];
    return SALESINV_OK;
}

static salesinv_status refuse_sum(sinv_txn *txn, uint32_t at, salesinv_id product)
{
    return sinv_err_set(
        txn->err, SALESINV_E_OVERFLOW, sinv_doc_field(txn, (int32_t)at, "qty"),
        "the quantities of product %lld do not fit together", (long long)product);
}

/* How old a line's figure is: as the oldest of those that it is made of. */
static void take_age(const pool *from, bool is_first, sinv_available_line *line)
{
    line->is_asked = from->of.is_asked && (is_first || line->is_asked);
    if (is_first || from->of.synced_at < line->at)
        line->at = from->of.synced_at;
}

static salesinv_status look_at_goods(sinv_txn *txn, looking *of, uint32_t at)
{
    sinv_available_line *line = &of->out->lines[at];
    pool *from;
    salesinv_status rc = find_pool(txn, of, line->product, &from);

    if (rc != SALESINV_OK)
        return rc;
    line->qty = from->left;
    take_age(from, true, line);
    return sinv_sub_i64(line->qty, wanted_by(of, of->lines[at]), &from->left)
               ? SALESINV_OK
               : refuse_sum(txn, at, line->product);
}

/* Complete ones, by the quantities that are stored. */
static int64_t shipped_kits(const looking *of, uint32_t index)
{
    const sinv_doc *before = of->doc->before;
    const sinv_doc *stored = before && index < before->line_count ? before : of->doc;

    return sinv_order_figure(stored, index, SINV_ORDER_LINE_SHIPPED);
}

/* As many kits as the scarcest component is enough for. */
static salesinv_status look_at_kit(sinv_txn *txn, looking *of, uint32_t at)
{
    sinv_available_line *line = &of->out->lines[at];
    uint32_t index = of->lines[at];
    int64_t kits = sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_QTY);
    int64_t least = INT64_MAX;
    bool is_first = true;
    sinv_needs needs = {NULL, 0, 0};
    salesinv_status rc = sinv_order_needs(txn, of->doc, index, &needs);

    for (uint32_t i = 0; i < needs.count && rc == SALESINV_OK; i++) {
        const sinv_need *need = &needs.items[i];
        int64_t enough = 0;
        int64_t wanted = 0;
        pool *from;

        if (need->product == 0)
            continue;
        if ((rc = find_pool(txn, of, need->product, &from)) != SALESINV_OK)
            return rc;
        if (!sinv_need_kits(need, from->left, &enough) ||
            !sinv_need_of(need, kits, &wanted) ||
            !sinv_sub_i64(from->left, wanted, &from->left))
            return refuse_sum(txn, at, need->product);
        least = enough < least ? enough : least;
        take_age(from, is_first, line);
        is_first = false;
    }
    if (least == INT64_MAX) /* fixed quantities do for any number */
        least = needs.count > 0 ? kits : 0;
    line->qty = least - shipped_kits(of, index);
    return rc;
}

static bool says_something(const looking *of)
{
    return of->out->mode == SALESINV_MODE_CONSOLIDATED ||
           (of->out->mode == SALESINV_MODE_SINGLE && of->out->warehouse != 0);
}

/* Does the line take its components from stock? */
static bool is_picked(const looking *of, uint32_t index, const sinv_product *product)
{
    if (!of->has_kits)
        return false;
    if (of->is_submitted && !of->doc->lines[index].is_new)
        return sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_KIT_KIND) ==
               SALESINV_KIT_PTO;
    return sinv_row_int(product->row, SINV_PRODUCT_KIT_KIND) == SALESINV_KIT_PTO;
}

/* What goes into a kit is said, and counted, on the kit's line. */
static bool is_component(const looking *of, uint32_t index)
{
    return sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_PARENT) != 0;
}

static salesinv_status look_at(sinv_txn *txn, looking *of, uint32_t at)
{
    sinv_available_line *line = &of->out->lines[at];
    uint32_t index = of->lines[at];
    sinv_product product;
    salesinv_status rc;

    line->product = sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_PRODUCT);
    line->at = SALESINV_TIME_NONE;
    if (line->product == 0)
        return SALESINV_OK;
    rc = sinv_product_for_line(txn, (int32_t)index, line->product, false, &product);
    if (rc != SALESINV_OK ||
        (rc = settle_quantity(txn, of, &product, index)) != SALESINV_OK ||
        !says_something(of) || is_component(of, index))
        return rc;
    rc = is_picked(of, index, &product) ? look_at_kit(txn, of, at)
                                        : look_at_goods(txn, of, at);
    line->level = sinv_safety_level(product.row, line->qty);
    return rc;
}

/* Of which products, and where, stock was looked at. */
static salesinv_status list_stock(sinv_txn *txn, looking *of)
{
    sinv_available *out = of->out;
    size_t size = (of->pool_count + 1) * sizeof(*out->products);
    salesinv_status rc = sinv_txn_alloc(txn, size, (void **)&out->products);

    for (uint32_t i = 0; i < of->pool_count && rc == SALESINV_OK; i++)
        out->products[out->product_count++] = of->pools[i].product;
    out->places = of->places;
    return rc;
}

salesinv_status sinv_order_available(sinv_txn *txn, sinv_doc *doc, sinv_available *out)
{
    looking of = {.doc = doc, .is_submitted = is_submitted(doc), .out = out};
    salesinv_status rc;

    *out = (sinv_available){0};
    if ((rc = read_mode(txn, &of)) != SALESINV_OK ||
        (rc = read_kits(txn, &of)) != SALESINV_OK ||
        (rc = read_places(txn, &of)) != SALESINV_OK ||
        (rc = list_lines(txn, &of)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < out->count && rc == SALESINV_OK; i++)
        rc = look_at(txn, &of, i);
    return rc == SALESINV_OK ? list_stock(txn, &of) : rc;
}
