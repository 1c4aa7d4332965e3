/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Since when goods are there. A place keeps what came last, so its movements are walked from the newest until what came in covers
 * what is on hand. What a void undid never happened: goods that it put back are as old as they were, and what it took back
 * did not come. Serials are asked for their own life in the same way.
 */
#include "base/checked.h"
#include "inventory/picking.h"
#include "inventory/serial_trace.h"

enum { POLL_EVERY = 1024 };

/* The walk along the movements of one product in one warehouse. */
typedef struct age_walk {
    sinv_txn *txn;
    sinv_pick_places *places;
    salesinv_qty *covered; /* per place: what came in so far */
    uint32_t open;         /* places that are not covered yet */
    int64_t *undone;       /* lines whose arrival was taken back */
    uint32_t undone_count;
    uint32_t undone_capacity;
    sinv_row *posting;
} age_walk;

static int32_t find_place(const age_walk *walk, const sinv_row *row)
{
    salesinv_id bin = sinv_row_int(row, SINV_MOVEMENT_BIN);
    salesinv_id batch = sinv_row_int(row, SINV_MOVEMENT_BATCH);

    for (uint32_t i = 0; i < walk->places->count; i++)
        if (walk->places->items[i].bin == bin && walk->places->items[i].batch == batch)
            return (int32_t)i;
    return -1;
}

static bool is_undone(const age_walk *walk, int64_t line)
{
    for (uint32_t i = 0; i < walk->undone_count; i++)
        if (walk->undone[i] == line)
            return true;
    return false;
}

/* Is the movement a line of an inbound order, rather than of an outbound one? */
static salesinv_status is_inbound(const age_walk *walk, const sinv_row *row, bool *out)
{
    salesinv_status rc;

    sinv_row_set_int(walk->posting, SINV_HEAD_ID,
                     sinv_row_int(row, SINV_MOVEMENT_POSTING));
    rc = sinv_txn_get(walk->txn, walk->posting);
    *out = rc == SALESINV_OK;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status note_undone(age_walk *walk, int64_t line)
{
    salesinv_status rc =
        sinv_txn_grow(walk->txn, (void **)&walk->undone, sizeof(*walk->undone),
                      walk->undone_count, &walk->undone_capacity);

    if (rc == SALESINV_OK)
        walk->undone[walk->undone_count++] = line;
    return rc;
}

static void cover(age_walk *walk, uint32_t place, const sinv_row *row)
{
    sinv_pick_place *at = &walk->places->items[place];

    if (walk->covered[place] >= at->on_hand)
        return;
    at->arrived_at = sinv_row_int(row, sinv_row_is_null(row, SINV_MOVEMENT_EFFECTIVE_AT)
                                           ? SINV_MOVEMENT_AT
                                           : SINV_MOVEMENT_EFFECTIVE_AT);
    if (!sinv_add_i64(walk->covered[place], sinv_row_int(row, SINV_MOVEMENT_ON_HAND),
                      &walk->covered[place]))
        walk->covered[place] = INT64_MAX;
    if (walk->covered[place] >= at->on_hand)
        walk->open--;
}

static salesinv_status look_at(age_walk *walk, const sinv_row *row)
{
    int64_t on_hand = sinv_row_int(row, SINV_MOVEMENT_ON_HAND);
    int64_t line = sinv_row_int(row, SINV_MOVEMENT_LINE);
    int32_t place = on_hand == 0 ? -1 : find_place(walk, row);
    bool is_arrival;
    salesinv_status rc;

    if (place < 0 || (on_hand > 0 && is_undone(walk, line)))
        return SALESINV_OK;
    if ((rc = is_inbound(walk, row, &is_arrival)) != SALESINV_OK || !is_arrival)
        return rc;
    if (on_hand < 0)
        return note_undone(walk, line);
    cover(walk, (uint32_t)place, row);
    return SALESINV_OK;
}

static salesinv_status walk_back(age_walk *walk, sinv_row *key)
{
    const sinv_range range = {.index = SINV_INDEX_MOVEMENT_STOCK,
                              .prefix = 3,
                              .from = key,
                              .flags = SALESINV_SCAN_DESCENDING};
    int64_t seen = 0;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(walk->txn, SINV_T_MOVEMENT, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(walk->txn, SINV_T_MOVEMENT, &range, &scan)) !=
            SALESINV_OK)
        return rc;
    while (walk->open > 0 && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if ((rc = look_at(walk, row)) != SALESINV_OK)
            break;
        if (++seen % POLL_EVERY == 0 &&
            (rc = sinv_txn_poll(walk->txn, seen, 0)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_pick_date_places(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, sinv_pick_places *places)
{
    age_walk walk = {.txn = txn, .places = places, .open = places->count};
    sinv_row *key;
    salesinv_status rc;

    if (places->count == 0)
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(txn, places->count * sizeof(*walk.covered),
                             (void **)&walk.covered)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_INBOUND, &walk.posting)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_MOVEMENT, &key)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_MOVEMENT_PRODUCT, product);
    sinv_row_set_int(key, SINV_MOVEMENT_WAREHOUSE, warehouse);
    return walk_back(&walk, key);
}

static bool is_in_stock(int32_t state)
{
    return state == SINV_SERIAL_IN_STOCK || state == SINV_SERIAL_OUTGOING;
}

/* The step before `event`, if `event` only put the serials back where they were before it. */
static salesinv_status step_back(sinv_txn *txn, sinv_row *row, sinv_serial_event *event,
                                 bool *out)
{
    sinv_serial_event former;
    salesinv_status rc;

    *out = false;
    if (event->previous == 0 ||
        (!is_in_stock(event->from_state) && event->from_state != SINV_SERIAL_USED))
        return SALESINV_OK;
    if ((rc = sinv_serial_event_get(txn, row, event->previous, &former)) != SALESINV_OK)
        return rc;
    *out = is_in_stock(event->from_state) ? former.warehouse == event->warehouse
                                          : former.line == event->line;
    if (*out)
        *event = former;
    return SALESINV_OK;
}

salesinv_status sinv_pick_date_run(sinv_txn *txn, int64_t event, salesinv_time *out)
{
    sinv_serial_event at;
    bool goes_on = true;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &row)) != SALESINV_OK ||
        (rc = sinv_serial_event_get(txn, row, event, &at)) != SALESINV_OK)
        return rc;
    while (goes_on && rc == SALESINV_OK)
        rc = step_back(txn, row, &at, &goes_on);
    *out = at.at;
    return rc;
}
