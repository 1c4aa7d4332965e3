/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures of stock of an ERP. What they mean together is inventory/synced.h's; here they are read. A record says of which place it is each
 * time, also when it is deleted, since the figure is found by its place and not by the ERP's id.
 */
#include "inventory/synced.h"
#include "salesinv/catalog.h"
#include "sync/appliers.h"
#include "sync/canonical.h"

const char *const sinv_stock_id_of[] = {"product", "warehouse", "batch", "bin", NULL};

static salesinv_status read_place(sinv_txn *txn, const sinv_record *record,
                                  sinv_synced_place *out)
{
    salesinv_status rc;

    if ((rc = sinv_canonical_ref(txn, record, "product", SALESINV_KIND_PRODUCT, true,
                                 &out->product)) != SALESINV_OK ||
        (rc = sinv_canonical_ref(txn, record, "warehouse", SALESINV_KIND_WAREHOUSE,
                                 true, &out->warehouse)) != SALESINV_OK ||
        (rc = sinv_canonical_ref(txn, record, "batch", SALESINV_KIND_BATCH, false,
                                 &out->batch)) != SALESINV_OK)
        return rc;
    return sinv_canonical_ref(txn, record, "bin", SALESINV_KIND_BIN, false, &out->bin);
}

static salesinv_status read_figure(sinv_txn *txn, const sinv_record *record,
                                   sinv_synced_figure *out)
{
    salesinv_status rc;

    *out = (sinv_synced_figure){.at = txn->now};
    if ((rc = sinv_canonical_qty(txn, record, "on_hand", true, &out->on_hand, NULL)) !=
            SALESINV_OK ||
        (rc = sinv_canonical_qty(txn, record, "frozen", false, &out->frozen,
                                 &out->has_frozen)) != SALESINV_OK ||
        (rc = sinv_canonical_qty(txn, record, "available", false, &out->available,
                                 &out->has_available)) != SALESINV_OK)
        return rc;
    return sinv_canonical_time(txn, record, "at", false, &out->at, NULL);
}

salesinv_status sinv_apply_stock(sinv_txn *txn, const sinv_record *record,
                                 sinv_applied *out)
{
    static const char *const keys[] = {"product",   "warehouse", "batch",
                                       "bin",       "on_hand",   "frozen",
                                       "available", "at",        NULL};
    sinv_synced_figure figure;
    sinv_synced_place place;
    bool is_changed;
    salesinv_status rc;

    txn->refs = NULL; /* records before this one may have changed what they read */
    if ((rc = sinv_canonical_check_keys(txn, record, keys)) != SALESINV_OK ||
        (rc = read_place(txn, record, &place)) != SALESINV_OK)
        return rc;
    if (record->is_deleted)
        rc = sinv_synced_remove(txn, &place, &is_changed);
    else if ((rc = read_figure(txn, record, &figure)) == SALESINV_OK)
        rc = sinv_synced_put(txn, &place, &figure, &is_changed);
    if (rc != SALESINV_OK)
        return rc;
    out->object = place.product;
    out->outcome = !is_changed           ? SALESINV_UPSERT_UNCHANGED
                   : record->object == 0 ? SALESINV_UPSERT_CREATED
                                         : SALESINV_UPSERT_UPDATED;
    return SALESINV_OK;
}
