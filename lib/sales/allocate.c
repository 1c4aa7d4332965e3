/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation. Over several warehouses a product's lines share one pool: its available figure per applicable
 * warehouse, in order of allocation, which each line lowers for the next.
 */
#include "sales/allocate.h"

#include "base/checked.h"
#include "core/settings.h"
#include "inventory/demand.h"
#include "inventory/recent.h"
#include "inventory/warehouse.h"
#include "inventory/warehouse_list.h"

/* One product over the applicable warehouses. */
typedef struct product_pool {
    const sinv_warehouses *places;
    int64_t *left; /* available per place, lowered by what lines take */
    sinv_stock sum;
} product_pool;

/* All that one allocation is decided from. */
typedef struct allocating {
    const sinv_doc *doc;
    sinv_order_rules rules;
    const int64_t *wanted;
    const sinv_releases *freed; /* NULL: none */
    sinv_allocations *out;
    sinv_shortages *shortages;
} allocating;

sinv_order_rules sinv_order_rules_of(const sinv_doc *doc)
{
    return (sinv_order_rules){.mode = sinv_doc_int(doc, SINV_ORDER_MODE),
                              .rule = sinv_doc_int(doc, SINV_ORDER_RULE)};
}

static salesinv_id product_of(const allocating *of, uint32_t line)
{
    return sinv_doc_line_int(of->doc, line, SINV_ORDER_LINE_PRODUCT);
}

static salesinv_status put(sinv_txn *txn, sinv_allocations *out, uint32_t line,
                           salesinv_id warehouse, int64_t qty)
{
    salesinv_status rc;

    if (qty <= 0)
        return SALESINV_OK;
    rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc == SALESINV_OK)
        out->items[out->count++] = (sinv_allocation){line, warehouse, qty};
    return rc;
}

/* Is it one of the warehouses that the order asks? */
static bool is_asked(const sinv_doc *order, const sinv_warehouses *places,
                     salesinv_id warehouse)
{
    return sinv_doc_int(order, SINV_ORDER_MODE) == SALESINV_MODE_SINGLE
               ? warehouse == sinv_doc_int(order, SINV_ORDER_WAREHOUSE)
               : sinv_warehouses_find(places, warehouse) >= 0;
}

salesinv_status sinv_order_cover(sinv_txn *txn, const sinv_doc *order,
                                 salesinv_id product, int64_t before,
                                 sinv_releases *out)
{
    sinv_stocks stocks = {NULL, 0, 0};
    sinv_warehouses places = {NULL, 0, 0};
    salesinv_status rc = sinv_recent_list(txn, product, &stocks);

    if (rc == SALESINV_OK &&
        sinv_doc_int(order, SINV_ORDER_MODE) == SALESINV_MODE_CONSOLIDATED)
        rc = sinv_warehouses_for_order(
            txn, "account", sinv_doc_int(order, SINV_ORDER_ACCOUNT), &places);
    for (uint32_t i = 0; i < stocks.count && before > 0 && rc == SALESINV_OK; i++) {
        int64_t part = sinv_min_i64(stocks.items[i].frozen, before);

        if (part <= 0 || !is_asked(order, &places, stocks.items[i].warehouse))
            continue;
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        out->items[out->count++] = (sinv_release){stocks.items[i].warehouse, part, 0};
        before -= part;
    }
    return rc;
}

/* ---- one warehouse ---- */

static salesinv_status add_demands(sinv_txn *txn, const allocating *of, uint32_t line,
                                   sinv_demands *demands)
{
    const sinv_releases *freed = of->freed ? &of->freed[line] : NULL;
    sinv_demand want = {.product = product_of(of, line),
                        .warehouse = sinv_doc_int(of->doc, SINV_ORDER_WAREHOUSE),
                        .qty = of->wanted[line],
                        .line = line};
    salesinv_status rc =
        want.qty > 0 ? sinv_demands_add(txn, demands, &want) : SALESINV_OK;

    for (uint32_t k = 0; freed && k < freed->count && rc == SALESINV_OK; k++) {
        want.warehouse = freed->items[k].warehouse;
        want.qty = -freed->items[k].qty;
        rc = sinv_demands_add(txn, demands, &want);
    }
    return rc;
}

/* Nothing more is promised from a warehouse that was disabled since. */
static salesinv_status check_enabled(sinv_txn *txn, const allocating *of)
{
    sinv_row *row;

    for (uint32_t i = 0; i < of->doc->line_count; i++)
        if (of->wanted[i] > 0)
            return sinv_warehouse_for_document(
                txn, "warehouse", sinv_doc_int(of->doc, SINV_ORDER_WAREHOUSE), &row);
    return SALESINV_OK;
}

static salesinv_status allocate_single(sinv_txn *txn, const allocating *of)
{
    salesinv_id warehouse = sinv_doc_int(of->doc, SINV_ORDER_WAREHOUSE);
    sinv_demands demands = {NULL, 0, 0};
    salesinv_status rc = check_enabled(txn, of);

    for (uint32_t i = 0; i < of->doc->line_count && rc == SALESINV_OK; i++) {
        rc = put(txn, of->out, i, warehouse, of->wanted[i]);
        if (rc == SALESINV_OK && of->rules.rule == SALESINV_RULE_BLOCK)
            rc = add_demands(txn, of, i, &demands);
    }
    return rc == SALESINV_OK ? sinv_demands_check_available(txn, &demands, "qty") : rc;
}

/* ---- several warehouses ---- */

static salesinv_status add_stock(sinv_txn *txn, const sinv_stock *stock,
                                 product_pool *pool)
{
    int32_t place = sinv_warehouses_find(pool->places, stock->warehouse);

    if (place < 0)
        return SALESINV_OK;
    pool->left[place] = stock->available;
    return sinv_stock_add(txn, &pool->sum, stock);
}

/* What a line gives back in this step is there for the lines of its product. */
static salesinv_status add_freed(sinv_txn *txn, const sinv_releases *freed,
                                 product_pool *pool)
{
    for (uint32_t k = 0; k < freed->count; k++) {
        const sinv_stock back = {.warehouse = freed->items[k].warehouse,
                                 .frozen = -freed->items[k].qty,
                                 .available = freed->items[k].qty,
                                 .has_row = true};
        int32_t place = sinv_warehouses_find(pool->places, back.warehouse);
        salesinv_status rc;

        if (place < 0)
            continue;
        pool->left[place] += back.available;
        if ((rc = sinv_stock_add(txn, &pool->sum, &back)) != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static salesinv_status read_pool(sinv_txn *txn, const allocating *of,
                                 salesinv_id product, product_pool *pool)
{
    sinv_stocks stocks = {NULL, 0, 0};
    salesinv_status rc;

    pool->sum = (sinv_stock){.warehouse = 0};
    if ((rc = sinv_txn_alloc(txn, pool->places->count * sizeof(*pool->left),
                             (void **)&pool->left)) != SALESINV_OK ||
        (rc = sinv_recent_list(txn, product, &stocks)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < stocks.count && rc == SALESINV_OK; i++)
        rc = add_stock(txn, &stocks.items[i], pool);
    for (uint32_t i = 0; of->freed && i < of->doc->line_count && rc == SALESINV_OK; i++)
        if (product_of(of, i) == product)
            rc = add_freed(txn, &of->freed[i], pool);
    return rc;
}

/* All that the lines of a product want, and is it there? */
static salesinv_status check_pool(sinv_txn *txn, const allocating *of, uint32_t line,
                                  const product_pool *pool)
{
    salesinv_id product = product_of(of, line);
    sinv_short what = {.product = product, .stock = &pool->sum};
    int64_t sum = 0;

    for (uint32_t i = line; i < of->doc->line_count; i++)
        if (product_of(of, i) == product && !sinv_add_i64(sum, of->wanted[i], &sum))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "the quantities of product %lld do not fit together",
                                (long long)product);
    if (of->rules.rule != SALESINV_RULE_BLOCK || sum <= pool->sum.available)
        return SALESINV_OK;
    what.field = sinv_doc_field(txn, (int32_t)line, "qty");
    what.wanted = sum;
    return sinv_shortages_add(txn, of->shortages, &what);
}

static salesinv_status take(sinv_txn *txn, const allocating *of, uint32_t line,
                            product_pool *pool)
{
    int64_t wanted = of->wanted[line];
    salesinv_status rc = SALESINV_OK;

    for (uint32_t k = 0; k < pool->places->count && wanted > 0 && rc == SALESINV_OK;
         k++) {
        int64_t part = pool->left[k] < wanted ? pool->left[k] : wanted;

        if (part <= 0)
            continue;
        pool->left[k] -= part;
        wanted -= part;
        rc = put(txn, of->out, line, pool->places->items[k].id, part);
    }
    return rc == SALESINV_OK
               ? put(txn, of->out, line, pool->places->items[0].id, wanted)
               : rc;
}

/* Was the product of this line served with an earlier one? */
static bool is_served(const allocating *of, uint32_t line)
{
    for (uint32_t i = 0; i < line; i++)
        if (of->wanted[i] > 0 && product_of(of, i) == product_of(of, line))
            return true;
    return false;
}

static salesinv_status allocate_product(sinv_txn *txn, const allocating *of,
                                        uint32_t line, product_pool *pool)
{
    salesinv_id product = product_of(of, line);
    salesinv_status rc;

    if ((rc = read_pool(txn, of, product, pool)) != SALESINV_OK ||
        (rc = check_pool(txn, of, line, pool)) != SALESINV_OK)
        return rc;
    for (uint32_t i = line; i < of->doc->line_count && rc == SALESINV_OK; i++)
        if (product_of(of, i) == product)
            rc = take(txn, of, i, pool);
    return rc;
}

static salesinv_status allocate_consolidated(sinv_txn *txn, const allocating *of)
{
    sinv_warehouses places = {NULL, 0, 0};
    product_pool pool = {.places = &places};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < of->doc->line_count && rc == SALESINV_OK; i++) {
        if (of->wanted[i] <= 0 || is_served(of, i))
            continue;
        if (places.count == 0)
            rc = sinv_warehouses_for_order(
                txn, "account", sinv_doc_int(of->doc, SINV_ORDER_ACCOUNT), &places);
        if (rc == SALESINV_OK)
            rc = allocate_product(txn, of, i, &pool);
    }
    return rc == SALESINV_OK ? sinv_shortages_end(txn, of->shortages) : rc;
}

/* Under "allow" nothing else bounds what is frozen. */
static salesinv_status check_room(sinv_txn *txn, const allocating *of)
{
    sinv_demands demands = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    if (of->rules.rule != SALESINV_RULE_ALLOW)
        return SALESINV_OK;
    for (uint32_t i = 0; i < of->out->count && rc == SALESINV_OK; i++) {
        const sinv_allocation *part = &of->out->items[i];
        const sinv_demand more = {.product = product_of(of, part->line),
                                  .warehouse = part->warehouse,
                                  .qty = part->qty,
                                  .line = part->line};

        rc = sinv_demands_add(txn, &demands, &more);
    }
    return rc == SALESINV_OK ? sinv_demands_check_room(txn, &demands) : rc;
}

salesinv_status sinv_order_allocate(sinv_txn *txn, const sinv_doc *doc,
                                    sinv_order_rules rules, const int64_t *wanted,
                                    const sinv_releases *freed, sinv_allocations *out)
{
    sinv_shortages shortages = {0, SALESINV_OK};
    const allocating of = {doc, rules, wanted, freed, out, &shortages};
    bool is_synced = false;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    if (rc == SALESINV_OK && rules.mode == SALESINV_MODE_SINGLE)
        rc = allocate_single(txn, &of);
    else if (rc == SALESINV_OK && rules.mode == SALESINV_MODE_CONSOLIDATED)
        rc = allocate_consolidated(txn, &of);
    if (is_synced)
        out->count = 0;
    return rc == SALESINV_OK ? check_room(txn, &of) : rc;
}
