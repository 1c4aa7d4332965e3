/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures of stock of an ERP. What they mean together is inventory/synced.h's; here they are read. A record is one figure: when it is of
 * another place than before, the former place has none any more.
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

/* The figure that the record was until now is none any more, unless another record has taken its place. */
static salesinv_status leave(sinv_txn *txn, const sinv_record *record,
                             bool *out_changed)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    const sinv_synced_place from = {record->object, record->place.warehouse,
                                    record->place.bin, record->place.batch};
    bool has_other;
    salesinv_status rc =
        sinv_link_has_other_at(txn, &key, record->object, &record->place, &has_other);

    *out_changed = false;
    return rc == SALESINV_OK && !has_other ? sinv_synced_remove(txn, &from, out_changed)
                                           : rc;
}

static bool is_elsewhere(const sinv_record *record, const sinv_synced_place *now)
{
    return record->object != 0 && !record->was_deleted &&
           (record->object != now->product ||
            record->place.warehouse != now->warehouse ||
            record->place.bin != now->bin || record->place.batch != now->batch);
}

static salesinv_status put(sinv_txn *txn, const sinv_record *record, sinv_applied *out)
{
    sinv_synced_figure figure;
    sinv_synced_place place;
    bool has_left = false;
    bool is_changed;
    salesinv_status rc;

    if ((rc = read_place(txn, record, &place)) != SALESINV_OK ||
        (rc = read_figure(txn, record, &figure)) != SALESINV_OK ||
        (is_elsewhere(record, &place) &&
         (rc = leave(txn, record, &has_left)) != SALESINV_OK) ||
        (rc = sinv_synced_put(txn, &place, &figure, &is_changed)) != SALESINV_OK)
        return rc;
    *out = (sinv_applied){.object = place.product,
                          .outcome = SALESINV_UPSERT_UNCHANGED,
                          .place = {place.warehouse, place.bin, place.batch}};
    if (has_left || is_changed)
        out->outcome =
            record->object == 0 ? SALESINV_UPSERT_CREATED : SALESINV_UPSERT_UPDATED;
    return SALESINV_OK;
}

salesinv_status sinv_apply_stock(sinv_txn *txn, const sinv_record *record,
                                 sinv_applied *out)
{
    static const char *const keys[] = {"product",   "warehouse", "batch",
                                       "bin",       "on_hand",   "frozen",
                                       "available", "at",        NULL};
    bool has_left;
    salesinv_status rc;

    if ((rc = sinv_canonical_check_keys(txn, record, keys)) != SALESINV_OK)
        return rc;
    if (!record->is_deleted)
        return put(txn, record, out);
    *out = (sinv_applied){.object = record->object,
                          .outcome = SALESINV_UPSERT_UNCHANGED,
                          .place = record->place};
    rc = leave(txn, record, &has_left);
    if (rc == SALESINV_OK && has_left)
        out->outcome = SALESINV_UPSERT_UPDATED;
    return rc;
}
