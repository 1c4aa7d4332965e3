/* SPDX-License-Identifier: Apache-2.0 */
/* Single runs and lists of them; names of states; who holds the serials of some pieces. */
#include "inventory/serial_run.h"

#include <string.h>

#include "inventory/run_row.h"

enum { POLL_EVERY = 4096 };

const char *sinv_serial_state_name(int32_t state)
{
    static const char *const names[] = {
        "", "unused", "incoming", "in_stock", "outgoing", "in_transit", "used"};

    return state > 0 && state <= SINV_SERIAL_USED ? names[state] : "";
}

/* The greatest run that begins at or before the key in `row`, which is filled; NOT_FOUND. */
static salesinv_status find_before(sinv_txn *txn, sinv_row *row)
{
    sinv_range range = {.prefix = SINV_RUN_WIDTH + 1,
                        .from = row,
                        .to = row,
                        .to_count = 1,
                        .flags = SALESINV_SCAN_DESCENDING,
                        .limit = 1};
    sinv_scan scan;
    salesinv_status rc = sinv_scan_start(txn, SINV_T_RUN, &range, &scan);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, row);
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK)
        return SALESINV_E_NOT_FOUND;
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

salesinv_status sinv_serial_find(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_range *range, sinv_serial_run *out)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_RUN, &row)) != SALESINV_OK ||
        (rc = sinv_run_key(txn, row, scope, range, range->first)) != SALESINV_OK ||
        (rc = find_before(txn, row)) != SALESINV_OK)
        return rc;
    if (sinv_row_int(row, SINV_RUN_FIRST) + sinv_row_int(row, SINV_RUN_COUNT) <=
        range->first)
        return SALESINV_E_NOT_FOUND;
    return sinv_run_take(txn, row, out);
}

/* ---- lists ---- */

static bool is_wanted(const sinv_serial_query *query, const sinv_row *row)
{
    int64_t state = sinv_row_int(row, SINV_RUN_STATE);

    if (query->warehouse != 0 &&
        sinv_row_int(row, SINV_RUN_WAREHOUSE) != query->warehouse)
        return false;
    return query->states == 0 ||
           (state >= 0 && state < 32 && (query->states & SINV_SERIAL_BIT(state)));
}

static salesinv_status append_run(sinv_txn *txn, const sinv_row *row,
                                  sinv_serial_runs *out)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    return rc == SALESINV_OK ? sinv_run_take(txn, row, &out->items[out->count++]) : rc;
}

/* Where the page begins: behind the last run of the former one. */
static salesinv_status page_key(sinv_txn *txn, const sinv_serial_query *query,
                                sinv_range *range, sinv_row *key)
{
    const sinv_serial_run *after = query->after;

    range->index = SINV_INDEX_RUN_PRODUCT;
    range->prefix = 2; /* tenant, product */
    range->from = key;
    if (after) {
        salesinv_status rc =
            sinv_run_key(txn, key, after->scope, &after->range, after->range.first);
        if (rc != SALESINV_OK)
            return rc;
        range->from_count = 4; /* scope, prefix, width, first */
        range->flags = SALESINV_SCAN_AFTER;
    }
    sinv_row_set_int(key, SINV_RUN_PRODUCT, query->product);
    return SALESINV_OK;
}

salesinv_status sinv_serial_list(sinv_txn *txn, const sinv_serial_query *query,
                                 sinv_serial_runs *out)
{
    sinv_range range = {0};
    uint32_t enough = out->count + query->limit;
    int64_t seen = 0;
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_RUN, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_RUN, &row)) != SALESINV_OK ||
        (rc = page_key(txn, query, &range, key)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_RUN, &range, &scan)) != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && out->count < enough &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (is_wanted(query, row))
            rc = append_run(txn, row, out);
        if (rc >= SALESINV_OK && ++seen % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, seen, 0);
    }
    sinv_scan_close(&scan);
    return rc < SALESINV_OK ? rc : SALESINV_OK;
}

/* ---- holders ---- */

/* The entry of `holder` in a sorted list, made if missing. */
static salesinv_status holding_at(sinv_txn *txn, sinv_serial_holding **items,
                                  uint32_t *count, uint32_t *capacity, int64_t holder,
                                  sinv_serial_holding **out)
{
    uint32_t at = *count;
    salesinv_status rc;

    while (at > 0 && (*items)[at - 1].holder > holder)
        at--;
    if (at > 0 && (*items)[at - 1].holder == holder) {
        *out = &(*items)[at - 1];
        return SALESINV_OK;
    }
    rc = sinv_txn_grow(txn, (void **)items, sizeof(**items), *count, capacity);
    if (rc != SALESINV_OK)
        return rc;
    memmove(&(*items)[at + 1], &(*items)[at], (*count - at) * sizeof(**items));
    (*items)[at] = (sinv_serial_holding){.holder = holder};
    (*count)++;
    *out = &(*items)[at];
    return SALESINV_OK;
}

salesinv_status sinv_serial_holdings(sinv_txn *txn, const sinv_serial_pieces *pieces,
                                     sinv_serial_holding **out, uint32_t *out_count)
{
    uint32_t capacity = 0;
    sinv_serial_holding *last = NULL;
    const sinv_serial_facts *facts;

    *out = NULL;
    *out_count = 0;
    for (uint32_t i = 0; i < pieces->count; i++) {
        const sinv_serial_piece *piece = &pieces->items[i];
        salesinv_status rc;
        facts = piece->restored ? piece->restored : piece->facts;
        if (!facts)
            continue;
        if (!last || last->holder != facts->holder) {
            rc = holding_at(txn, out, out_count, &capacity, facts->holder, &last);
            if (rc != SALESINV_OK)
                return rc;
        }
        last->count += piece->range.count;
    }
    return SALESINV_OK;
}
