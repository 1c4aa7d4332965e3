/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proposals. All wants of a product share its places and what of it may go: what is on hand less what others froze under
 * "block", and beyond a line's own freeze no more than is available (domain.md 2, formula 5).
 */
#include "inventory/picking.h"

#include "base/checked.h"
#include "base/decimal.h"
#include "inventory/freeze.h"
#include "inventory/stock.h"

/* What of one product the wants before left. */
typedef struct pick_product {
    salesinv_id id;
    salesinv_qty on_hand;
    salesinv_qty available; /* >= 0 */
    salesinv_qty blocked;   /* frozen under "block", by whomever */
    sinv_pick_places places;
} pick_product;

typedef struct picking {
    sinv_txn *txn;
    salesinv_id warehouse;
    int32_t rule;
    const sinv_pick_helds *helds;
    sinv_pick_wants *wants;
    sinv_pick_entries *out;
    pick_product *products;
    uint32_t product_count;
    uint32_t product_capacity;
} picking;

/* What a line has frozen in the warehouse and not used up yet. */
typedef struct own_freeze {
    salesinv_qty qty;
    bool is_allow;
} own_freeze;

salesinv_status sinv_pick_add_want(sinv_txn *txn, sinv_pick_wants *wants,
                                   const sinv_pick_want *want)
{
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&wants->items, sizeof(*wants->items), wants->count,
                      &wants->capacity);

    if (rc == SALESINV_OK)
        wants->items[wants->count++] = *want;
    return rc;
}

static salesinv_status read_product(const picking *of, const sinv_product *product,
                                    pick_product *out)
{
    sinv_stock stock;
    salesinv_status rc = sinv_stock_get(of->txn, product->id, of->warehouse, &stock);

    if (rc != SALESINV_OK)
        return rc;
    *out = (pick_product){.id = product->id,
                          .on_hand = stock.on_hand,
                          .available = stock.available > 0 ? stock.available : 0};
    if (stock.frozen > 0)
        rc =
            sinv_freeze_sum_blocked(of->txn, product->id, of->warehouse, &out->blocked);
    return rc == SALESINV_OK ? sinv_pick_list_places(of->txn, product, of->warehouse,
                                                     of->rule, of->helds, &out->places)
                             : rc;
}

static salesinv_status find_product(picking *of, const sinv_product *product,
                                    pick_product **out)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < of->product_count; i++) {
        *out = &of->products[i];
        if ((*out)->id == product->id)
            return SALESINV_OK;
    }
    rc = sinv_txn_grow(of->txn, (void **)&of->products, sizeof(*of->products),
                       of->product_count, &of->product_capacity);
    if (rc != SALESINV_OK)
        return rc;
    *out = &of->products[of->product_count];
    if ((rc = read_product(of, product, *out)) == SALESINV_OK)
        of->product_count++;
    return rc;
}

static salesinv_status read_own(const picking *of, uint32_t index, own_freeze *out)
{
    const sinv_pick_want *want = &of->wants->items[index];
    sinv_freezes freezes = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    *out = (own_freeze){0, false};
    if (want->own_line != 0)
        rc = sinv_freeze_list_line(of->txn, want->product, of->warehouse,
                                   want->own_line, &freezes);
    for (uint32_t i = 0; i < freezes.count; i++) {
        out->qty += freezes.items[i].qty; /* a part of stock.frozen, which fits */
        out->is_allow = freezes.items[i].is_allow;
    }
    for (uint32_t i = 0; i < index && out->qty > 0; i++)
        if (of->wants->items[i].own_line == want->own_line)
            out->qty -= of->wants->items[i].taken;
    if (out->qty < 0)
        out->qty = 0;
    return rc;
}

/* How much may go to a line, whatever lies where. */
static salesinv_qty room_for(const pick_product *product, const own_freeze *own)
{
    salesinv_qty firm = own->is_allow ? 0 : sinv_min_i64(own->qty, product->blocked);
    salesinv_qty unpromised = product->on_hand - (product->blocked - firm);
    salesinv_qty room = product->available < INT64_MAX - own->qty
                            ? product->available + own->qty
                            : INT64_MAX;

    return sinv_min_i64(room, unpromised > 0 ? unpromised : 0);
}

static salesinv_status refuse_size(const picking *of)
{
    return sinv_err_set(of->txn->err, SALESINV_E_OVERFLOW, "qty",
                        "the proposal has more than %d entries", SALESINV_PICKING_MAX);
}

/* Take from one place for one want; `*room` is what may still go to it. */
static salesinv_status take(const picking *of, uint32_t index, sinv_pick_place *place,
                            salesinv_qty *room)
{
    sinv_pick_entries *out = of->out;
    sinv_pick_entry entry = {.want = index,
                             .bin = place->bin,
                             .batch = place->batch,
                             .qty = sinv_min_i64(place->left, *room),
                             .serials = place->serials,
                             .arrived_at = place->arrived_at,
                             .is_expired = place->is_expired};
    salesinv_status rc;

    if (out->count >= SALESINV_PICKING_MAX)
        return refuse_size(of);
    if (place->serials.count > 0) {
        entry.serials.count = entry.qty / SINV_QTY_ONE;
        place->serials.first += entry.serials.count;
        place->serials.count -= entry.serials.count;
    }
    rc = sinv_txn_grow(of->txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc != SALESINV_OK)
        return rc;
    out->items[out->count++] = entry;
    place->left -= entry.qty;
    *room -= entry.qty;
    of->wants->items[index].taken += entry.qty;
    return SALESINV_OK;
}

static salesinv_status serve(const picking *of, uint32_t index, pick_product *product,
                             const own_freeze *own)
{
    sinv_pick_want *want = &of->wants->items[index];
    salesinv_qty room = sinv_min_i64(room_for(product, own), want->qty);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < product->places.count && room > 0 && rc == SALESINV_OK;
         i++)
        if (product->places.items[i].left > 0)
            rc = take(of, index, &product->places.items[i], &room);
    product->on_hand -= want->taken;
    if (want->taken > own->qty)
        product->available -= want->taken - own->qty;
    if (!own->is_allow)
        product->blocked -=
            sinv_min_i64(sinv_min_i64(want->taken, own->qty), product->blocked);
    return rc;
}

salesinv_status sinv_pick(sinv_txn *txn, salesinv_id warehouse, int32_t rule,
                          const sinv_pick_helds *helds, sinv_pick_wants *wants,
                          sinv_pick_entries *out)
{
    picking of = {.txn = txn,
                  .warehouse = warehouse,
                  .rule = rule,
                  .helds = helds,
                  .wants = wants,
                  .out = out};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < wants->count && rc == SALESINV_OK; i++) {
        pick_product *stock;
        sinv_product product;
        own_freeze own;

        if ((rc = sinv_product_for_line(txn, (int32_t)wants->items[i].place,
                                        wants->items[i].product, false, &product)) !=
                SALESINV_OK ||
            (rc = find_product(&of, &product, &stock)) != SALESINV_OK ||
            (rc = read_own(&of, i, &own)) != SALESINV_OK)
            return rc;
        rc = serve(&of, i, stock, &own);
    }
    return rc;
}
