/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SYNCED_H
#define SINV_INVENTORY_SYNCED_H

/*
 * Figures of stock as an ERP says them, in columns of their own beside those of the ledger: the only code that changes these.
 *
 * A figure is absolute and takes the place of the former one of the same place, never adds to it. Without bin and batch it is the total
 * of the warehouse, as it is given. Where the ERP gives no total, but figures of bins or batches, the total is their sum, and says so
 * (SINV_SYNCED_BY_*): over the most detailed ones that there are, by bin and batch before by batch before by bin, since an ERP may give
 * subtotals as well. A total that is given counts, whatever the places say; when it is removed the sum takes its place. The time of a sum
 * is that of the place which changed last.
 *
 * On hand and available may be negative, as some ERPs post goods out before they came in, and count as said: nothing is available then. A
 * frozen below 0 means nothing and is refused. A time in the future is taken as now: the ERP's clock is ahead. Which of two figures is the
 * newer one is not decided here.
 */
#include "core/txn.h"

/** Where the total of a warehouse comes from. Stored, so never renumbered. */
typedef enum sinv_synced_from {
    SINV_SYNCED_GIVEN = 0, /* the ERP gave it, or there is none */
    SINV_SYNCED_BY_BIN = 1,
    SINV_SYNCED_BY_BATCH = 2,
    SINV_SYNCED_BY_BOTH = 3
} sinv_synced_from;

typedef struct sinv_synced_place {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin;   /* of the warehouse, 0: not told apart */
    salesinv_id batch; /* of the product, 0: not told apart */
} sinv_synced_place;

typedef struct sinv_synced_figure {
    salesinv_qty on_hand;
    salesinv_qty
        frozen; /* when the ERP says none: on hand less available, at least 0 */
    salesinv_qty available; /* when the ERP says none: on hand less frozen */
    bool has_frozen;
    bool has_available;
    salesinv_time at;
} sinv_synced_figure;

/** Which figures a place is one of: the rank of its detail. */
sinv_synced_from sinv_synced_rank(salesinv_id bin, salesinv_id batch);

/** NOT_FOUND, BIN_MISMATCH and BATCH_MISMATCH for what is not there, a bin of another warehouse, a batch of another product. */
salesinv_status sinv_synced_check_place(sinv_txn *txn, const sinv_synced_place *place);

/**
 * Take a figure over. BIN_MISMATCH and BATCH_MISMATCH for a bin of another warehouse or a batch of another product, ARG for a frozen
 * below 0, OVERFLOW when the figure or the sum does not fit; NOT_FOUND. Nothing is written then. *out_changed: it was another one before.
 */
salesinv_status sinv_synced_put(sinv_txn *txn, const sinv_synced_place *place,
                                const sinv_synced_figure *figure, bool *out_changed);

/** The ERP has no figure there any more. */
salesinv_status sinv_synced_remove(sinv_txn *txn, const sinv_synced_place *place,
                                   bool *out_changed);

#endif
