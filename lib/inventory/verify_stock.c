/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I1, I2, I3. Movements and freezes are summed by (product, warehouse) and by (bin, batch) below
 * it; then the balances are compared both ways: every balance with its sums, every sum
 * with a balance. Where goods must lie in bins or batches, these make up the balance.
 */
#include "inventory/verify.h"
#include "salesinv/product.h"

enum { ON_HAND, FROZEN, OPEN, ALLOWED };

/* Sums of the ledger (ON_HAND, FROZEN) and of open freezes (OPEN, ALLOWED). */
typedef struct stock_sums {
    sinv_tally totals;  /* by product, warehouse */
    sinv_tally details; /* by place, see place_of: bins and batches */
    sinv_tally parts;   /* by product, warehouse: what its bins and batches have */
    sinv_tally told;    /* products told apart by batch, warehouses by bin */
} stock_sums;

/* One key for warehouse, bin and batch: ids are unique over kinds, so mixing keeps them apart. */
static int64_t place_of(int64_t warehouse, int64_t bin, int64_t batch)
{
    uint64_t key = (uint64_t)warehouse * UINT64_C(0x9e3779b97f4a7c15);

    key = (key ^ (uint64_t)bin) * UINT64_C(0xd6e8feb86659fd93);
    key = (key ^ (key >> 29) ^ (uint64_t)batch) * UINT64_C(0xbf58476d1ce4e5b9);
    return (int64_t)key;
}

static salesinv_status visit_movement(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    stock_sums *sums = state;
    int64_t product = sinv_row_int(row, SINV_MOVEMENT_PRODUCT);
    int64_t warehouse = sinv_row_int(row, SINV_MOVEMENT_WAREHOUSE);
    int64_t bin = sinv_row_int(row, SINV_MOVEMENT_BIN);
    int64_t batch = sinv_row_int(row, SINV_MOVEMENT_BATCH);
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->totals, product, warehouse, &entry);

    if (rc != SALESINV_OK)
        return rc;
    sinv_tally_add(entry, ON_HAND, sinv_row_int(row, SINV_MOVEMENT_ON_HAND));
    sinv_tally_add(entry, FROZEN, sinv_row_int(row, SINV_MOVEMENT_FROZEN));
    if (bin == 0 && batch == 0)
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &sums->details, product,
                       place_of(warehouse, bin, batch), &entry);
    if (rc == SALESINV_OK)
        sinv_tally_add(entry, ON_HAND, sinv_row_int(row, SINV_MOVEMENT_ON_HAND));
    return rc;
}

static salesinv_status visit_freeze(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    stock_sums *sums = state;
    int64_t product = sinv_row_int(row, SINV_FREEZE_PRODUCT);
    int64_t warehouse = sinv_row_int(row, SINV_FREEZE_WAREHOUSE);
    int64_t bin = sinv_row_int(row, SINV_FREEZE_BIN);
    int64_t batch = sinv_row_int(row, SINV_FREEZE_BATCH);
    int64_t qty = sinv_row_int(row, SINV_FREEZE_QTY);
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->totals, product, warehouse, &entry);

    if (rc != SALESINV_OK)
        return rc;
    sinv_tally_add(entry, OPEN, qty);
    entry->sums[ALLOWED] |= sinv_row_int(row, SINV_FREEZE_IS_ALLOW);
    if (bin == 0 && batch == 0)
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &sums->details, product,
                       place_of(warehouse, bin, batch), &entry);
    if (rc == SALESINV_OK)
        sinv_tally_add(entry, OPEN, qty);
    return rc;
}

static salesinv_status check_sum(sinv_verify *verify, const char *invariant,
                                 const sinv_row *row, const char *what, int64_t has,
                                 int64_t should)
{
    if (has == should)
        return SALESINV_OK;
    return sinv_verify_report(
        verify, invariant, sinv_row_int(row, SINV_STOCK_PRODUCT),
        "product %lld, warehouse %lld: %s is %lld, should be %lld",
        (long long)sinv_row_int(row, SINV_STOCK_PRODUCT),
        (long long)sinv_row_int(row, SINV_STOCK_WAREHOUSE), what, (long long)has,
        (long long)should);
}

static salesinv_status visit_product(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    stock_sums *sums = state;
    sinv_tally_entry *entry;

    if (sinv_row_int(row, SINV_PRODUCT_TRACKING) != SALESINV_TRACKING_BATCH)
        return SALESINV_OK;
    return sinv_tally_at(verify->txn, &sums->told, sinv_row_int(row, SINV_HEAD_ID), 0,
                         &entry);
}

static salesinv_status visit_warehouse(sinv_verify *verify, const sinv_row *row,
                                       void *state)
{
    stock_sums *sums = state;
    sinv_tally_entry *entry;

    if (!sinv_row_int(row, SINV_WAREHOUSE_HAS_BINS))
        return SALESINV_OK;
    return sinv_tally_at(verify->txn, &sums->told, sinv_row_int(row, SINV_HEAD_ID), 0,
                         &entry);
}

/* Goods lie either all in bins and batches, where these are told apart, or all beside them. */
static salesinv_status check_parts(sinv_verify *verify, const stock_sums *sums,
                                   const sinv_row *row)
{
    int64_t product = sinv_row_int(row, SINV_STOCK_PRODUCT);
    int64_t warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE);
    bool is_told = sinv_tally_find(&sums->told, product, 0) ||
                   sinv_tally_find(&sums->told, warehouse, 0);
    const sinv_tally_entry *parts = sinv_tally_find(&sums->parts, product, warehouse);

    return check_sum(verify, "I1", row, "on hand of all bins and batches",
                     parts ? parts->sums[ON_HAND] : 0,
                     is_told ? sinv_row_int(row, SINV_STOCK_ON_HAND) : 0);
}

static salesinv_status visit_stock(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    stock_sums *sums = state;
    int64_t on_hand = sinv_row_int(row, SINV_STOCK_ON_HAND);
    int64_t frozen = sinv_row_int(row, SINV_STOCK_FROZEN);
    sinv_tally_entry *entry;
    salesinv_status rc;

    rc =
        sinv_tally_at(verify->txn, &sums->totals, sinv_row_int(row, SINV_STOCK_PRODUCT),
                      sinv_row_int(row, SINV_STOCK_WAREHOUSE), &entry);
    if (rc != SALESINV_OK ||
        (rc = check_sum(verify, "I1", row, "on hand", on_hand, entry->sums[ON_HAND])) !=
            SALESINV_OK ||
        (rc = check_sum(verify, "I2", row, "frozen against the ledger", frozen,
                        entry->sums[FROZEN])) != SALESINV_OK ||
        (rc = check_sum(verify, "I2", row, "frozen against open freezes", frozen,
                        entry->sums[OPEN])) != SALESINV_OK)
        return rc;
    if (on_hand < 0 || frozen < 0 || (frozen > on_hand && !entry->sums[ALLOWED]))
        rc = sinv_verify_report(
            verify, "I3", sinv_row_int(row, SINV_STOCK_PRODUCT),
            "product %lld, warehouse %lld: on hand %lld, frozen %lld",
            (long long)sinv_row_int(row, SINV_STOCK_PRODUCT),
            (long long)sinv_row_int(row, SINV_STOCK_WAREHOUSE), (long long)on_hand,
            (long long)frozen);
    entry->sums[ON_HAND] = 0; /* seen: nothing is left to miss a balance */
    entry->sums[OPEN] = 0;
    return rc == SALESINV_OK ? check_parts(verify, sums, row) : rc;
}

static salesinv_status visit_detail(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    stock_sums *sums = state;
    int64_t place = place_of(sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
                             sinv_row_int(row, SINV_DETAIL_BIN),
                             sinv_row_int(row, SINV_DETAIL_BATCH));
    sinv_tally_entry *entry;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->details,
                      sinv_row_int(row, SINV_DETAIL_PRODUCT), place, &entry);

    if (rc == SALESINV_OK)
        rc = check_sum(verify, "I1", row, "on hand of a bin or batch",
                       sinv_row_int(row, SINV_DETAIL_ON_HAND), entry->sums[ON_HAND]);
    if (rc == SALESINV_OK)
        rc = check_sum(verify, "I2", row, "frozen of a bin or batch",
                       sinv_row_int(row, SINV_DETAIL_FROZEN), entry->sums[OPEN]);
    if (rc != SALESINV_OK)
        return rc;
    entry->sums[ON_HAND] = 0;
    entry->sums[OPEN] = 0;
    rc =
        sinv_tally_at(verify->txn, &sums->parts, sinv_row_int(row, SINV_DETAIL_PRODUCT),
                      sinv_row_int(row, SINV_DETAIL_WAREHOUSE), &entry);
    if (rc == SALESINV_OK)
        sinv_tally_add(entry, ON_HAND, sinv_row_int(row, SINV_DETAIL_ON_HAND));
    return rc;
}

/* Sums that no balance answered for. */
static salesinv_status check_unseen(sinv_verify *verify, const sinv_tally *tally,
                                    const char *what)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < tally->capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &tally->entries[i];
        if (entry->is_used && (entry->sums[ON_HAND] != 0 || entry->sums[OPEN] != 0))
            rc = sinv_verify_report(verify, "I1", entry->a,
                                    "product %lld has movements or freezes without %s",
                                    (long long)entry->a, what);
    }
    return rc;
}

salesinv_status sinv_verify_stock(sinv_verify *verify)
{
    const struct {
        int32_t table;
        salesinv_status (*visit)(sinv_verify *verify, const sinv_row *row, void *state);
    } walks[] = {
        {SINV_T_MOVEMENT, visit_movement},   {SINV_T_FREEZE, visit_freeze},
        {SINV_T_DETAIL, visit_detail},       {SINV_T_PRODUCT, visit_product},
        {SINV_T_WAREHOUSE, visit_warehouse}, {SINV_T_STOCK, visit_stock},
    };
    stock_sums sums = {{NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]) && rc == SALESINV_OK; i++)
        rc = sinv_verify_walk(verify, walks[i].table, 0, walks[i].visit, &sums);
    if (rc == SALESINV_OK)
        rc = check_unseen(verify, &sums.totals, "a stock row");
    return rc == SALESINV_OK ? check_unseen(verify, &sums.details, "a bin or batch row")
                             : rc;
}
