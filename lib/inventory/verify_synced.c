/* SPDX-License-Identifier: Apache-2.0 */
/* I16. Figures of bins and batches are summed by how detailed they are; each total that is a sum must be that of the most detailed ones. */
#include "inventory/synced.h"
#include "inventory/verify.h"

enum { ON_HAND, FROZEN, AVAILABLE, RANKS = SINV_SYNCED_BY_BOTH + 1 };

/* All by product and warehouse. */
typedef struct synced_sums {
    sinv_tally by_rank[RANKS];
    sinv_tally totals; /* that there are rows for */
} synced_sums;

static salesinv_status visit_detail(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    synced_sums *sums = state;
    sinv_synced_from rank = sinv_synced_rank(sinv_row_int(row, SINV_DETAIL_BIN),
                                             sinv_row_int(row, SINV_DETAIL_BATCH));
    sinv_tally_entry *entry;
    salesinv_status rc;

    if (sinv_row_is_null(row, SINV_DETAIL_SYNCED_ON_HAND))
        return SALESINV_OK;
    rc = sinv_tally_at(verify->txn, &sums->by_rank[rank],
                       sinv_row_int(row, SINV_DETAIL_PRODUCT),
                       sinv_row_int(row, SINV_DETAIL_WAREHOUSE), &entry);
    if (rc != SALESINV_OK)
        return rc;
    sinv_tally_add(entry, ON_HAND, sinv_row_int(row, SINV_DETAIL_SYNCED_ON_HAND));
    sinv_tally_add(entry, FROZEN, sinv_row_int(row, SINV_DETAIL_SYNCED_FROZEN));
    sinv_tally_add(entry, AVAILABLE, sinv_row_int(row, SINV_DETAIL_SYNCED_AVAILABLE));
    return SALESINV_OK;
}

static salesinv_status report(sinv_verify *verify, int64_t product, int64_t warehouse,
                              const char *what)
{
    return sinv_verify_report(verify, "I16", product,
                              "product %lld, warehouse %lld: the ERP's total %s",
                              (long long)product, (long long)warehouse, what);
}

/* The most detailed figures of a warehouse, NULL if there are none. */
static const sinv_tally_entry *find_finest(const synced_sums *sums, int64_t product,
                                           int64_t warehouse, int32_t *out_rank)
{
    const sinv_tally_entry *finest = NULL;

    for (int32_t i = 0; i < RANKS; i++) {
        const sinv_tally_entry *entry =
            sinv_tally_find(&sums->by_rank[i], product, warehouse);
        if (!entry)
            continue;
        finest = entry;
        *out_rank = i;
    }
    return finest;
}

static bool is_sum(const sinv_row *row, const sinv_tally_entry *of)
{
    return of->sums[ON_HAND] == sinv_row_int(row, SINV_STOCK_SYNCED_ON_HAND) &&
           of->sums[FROZEN] == sinv_row_int(row, SINV_STOCK_SYNCED_FROZEN) &&
           of->sums[AVAILABLE] == sinv_row_int(row, SINV_STOCK_SYNCED_AVAILABLE);
}

static salesinv_status visit_stock(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    synced_sums *sums = state;
    int64_t product = sinv_row_int(row, SINV_STOCK_PRODUCT);
    int64_t warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE);
    bool is_there = !sinv_row_is_null(row, SINV_STOCK_SYNCED_ON_HAND);
    int64_t from = sinv_row_int(row, SINV_STOCK_SYNCED_FROM);
    int32_t rank = SINV_SYNCED_GIVEN;
    const sinv_tally_entry *finest = find_finest(sums, product, warehouse, &rank);
    sinv_tally_entry *seen;
    salesinv_status rc =
        sinv_tally_at(verify->txn, &sums->totals, product, warehouse, &seen);

    if (rc != SALESINV_OK || (is_there && from == SINV_SYNCED_GIVEN) ||
        (!is_there && !finest && from == SINV_SYNCED_GIVEN))
        return rc;
    if (!is_there)
        return report(verify, product, warehouse, "is missing");
    if (!finest || rank != from)
        return report(verify, product, warehouse, "is the sum of other places");
    return is_sum(row, finest)
               ? SALESINV_OK
               : report(verify, product, warehouse, "is not the sum of its places");
}

static salesinv_status check_unseen(sinv_verify *verify, const synced_sums *sums,
                                    const sinv_tally *tally)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < tally->capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &tally->entries[i];
        if (entry->is_used && !sinv_tally_find(&sums->totals, entry->a, entry->b))
            rc = report(verify, entry->a, entry->b, "has no row");
    }
    return rc;
}

salesinv_status sinv_verify_synced(sinv_verify *verify)
{
    synced_sums sums = {{{NULL, 0, 0}}, {NULL, 0, 0}};
    salesinv_status rc =
        sinv_verify_walk(verify, SINV_T_DETAIL, 0, visit_detail, &sums);

    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_STOCK, 0, visit_stock, &sums);
    for (int32_t i = 0; i < RANKS && rc == SALESINV_OK; i++)
        rc = check_unseen(verify, &sums, &sums.by_rank[i]);
    return rc;
}
