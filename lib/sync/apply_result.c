/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Results of documents: what an ERP sent out for notices and orders, and what came of returns. What they do is decided by the documents'
 * own layers; here a record becomes what these take.
 */
#include "fulfil/result.h"
#include "returns/result.h"
#include "salesinv/catalog.h"
#include "sync/appliers.h"
#include "sync/canonical.h"
#include "sync/link.h"

enum { LOGISTICS_MAX = 128, REASON_MAX = 512 };

static int32_t outcome_of(bool is_changed)
{
    return is_changed ? SALESINV_UPSERT_UPDATED : SALESINV_UPSERT_UNCHANGED;
}

/* Why the ERP took it back, where it says so. */
static salesinv_status read_reason(sinv_txn *txn, const sinv_record *record,
                                   const char **out)
{
    salesinv_status rc =
        sinv_canonical_text(txn, record, "reason", REASON_MAX, false, out);

    if (rc == SALESINV_OK && !*out)
        *out = "taken back by the ERP";
    return rc;
}

/* ---- what went out ---- */

static salesinv_status put_sent(sinv_txn *txn, const sinv_record *record,
                                sinv_result *result, sinv_applied *out)
{
    static const char *const parcel[] = {"carrier", "tracking_number", "shipped_at",
                                         NULL};
    const char *const outbound[] = {parcel[0], parcel[1], NULL};
    bool is_shipment = record->kind == SALESINV_KIND_SHIPMENT;
    const sinv_canonical_form form = {.kind = record->kind,
                                      .skips = is_shipment ? parcel : outbound};
    salesinv_draft *draft;
    bool is_changed;
    salesinv_status rc;

    if ((is_shipment &&
         (rc = sinv_canonical_time(txn, record, parcel[2], false, &result->shipped_at,
                                   NULL)) != SALESINV_OK) ||
        (rc = sinv_canonical_text(txn, record, parcel[0], LOGISTICS_MAX, false,
                                  &result->carrier)) != SALESINV_OK ||
        (rc = sinv_canonical_text(txn, record, parcel[1], LOGISTICS_MAX, false,
                                  &result->tracking_number)) != SALESINV_OK ||
        (rc = sinv_canonical_draft(txn, record, &form, &draft)) != SALESINV_OK)
        return rc;
    result->draft = draft;
    rc = sinv_result_put(txn, result, &out->object, &is_changed);
    salesinv_draft_free(draft);
    out->outcome = out->object == record->object ? outcome_of(is_changed)
                                                 : SALESINV_UPSERT_CREATED;
    return rc;
}

salesinv_status sinv_apply_sent(sinv_txn *txn, const sinv_record *record,
                                sinv_applied *out)
{
    sinv_result result = {.id = record->object};
    const char *reason;
    bool is_changed;
    salesinv_status rc;

    *out = (sinv_applied){.object = record->object};
    if (!record->is_deleted)
        return put_sent(txn, record, &result, out);
    if ((rc = read_reason(txn, record, &reason)) != SALESINV_OK)
        return rc;
    rc = sinv_result_void(txn, record->kind, record->object, reason, &is_changed);
    out->outcome = outcome_of(is_changed);
    return rc;
}

/* ---- what came in ---- */

/* The return that the record is of: it says so, or it said so before, or the ERP calls the return itself by this id. */
static salesinv_status find_return(sinv_txn *txn, const sinv_record *record,
                                   salesinv_id *out)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    bool is_other;
    salesinv_status rc;

    rc = sinv_canonical_ref(txn, record, "source", SALESINV_KIND_RETURN,
                            record->object == 0, out);
    if (rc != SALESINV_OK)
        return rc;
    if (*out == 0)
        *out = record->object;
    if (record->object != 0 && *out != record->object)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "source",
                            "record \"%s\" is of return %lld, not of return %lld",
                            record->external_id, (long long)record->object,
                            (long long)*out);
    rc = sinv_link_has_other_record(txn, &key, record->epoch, *out, &is_other);
    if (rc == SALESINV_OK && is_other)
        rc = sinv_err_set(txn->err, SALESINV_E_EXISTS, "source",
                          "another record says what came of return %lld",
                          (long long)*out);
    return rc;
}

static salesinv_status put_returned(sinv_txn *txn, const sinv_record *record,
                                    salesinv_id id, bool *out_is_changed)
{
    static const char *const skips[] = {"source", NULL};
    static const sinv_canonical_form form = {SALESINV_KIND_RETURN, skips, "received",
                                             "qty"};
    salesinv_draft *draft;
    salesinv_status rc = sinv_canonical_draft(txn, record, &form, &draft);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_return_result_put(txn, draft, id, out_is_changed);
    salesinv_draft_free(draft);
    return rc;
}

salesinv_status sinv_apply_returned(sinv_txn *txn, const sinv_record *record,
                                    sinv_applied *out)
{
    const char *reason;
    bool is_changed = false;
    salesinv_status rc;

    *out = (sinv_applied){.object = record->object};
    if (record->is_deleted) {
        rc = read_reason(txn, record, &reason);
        if (rc == SALESINV_OK)
            rc = sinv_return_result_void(txn, record->object, reason, &is_changed);
    } else {
        rc = find_return(txn, record, &out->object);
        if (rc == SALESINV_OK)
            rc = put_returned(txn, record, out->object, &is_changed);
    }
    out->outcome = outcome_of(is_changed);
    return rc;
}
