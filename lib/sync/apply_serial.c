/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serial numbers of an ERP. What is said of them is inventory/serial_synced.h's; here it is read. A record is a list of them that are alike
 * and counts for these alone: a newer version of it with fewer of them leaves the others as they are. A deleted one that still names
 * them makes them unused where they are in stock; one that names none changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "document/json.h"
#include "inventory/serial_synced.h"
#include "salesinv/catalog.h"
#include "sync/appliers.h"
#include "sync/canonical.h"

static salesinv_status read_state(sinv_txn *txn, const sinv_record *record,
                                  int32_t *out)
{
    static const int32_t states[] = {SINV_SERIAL_UNUSED, SINV_SERIAL_IN_STOCK,
                                     SINV_SERIAL_USED};
    const char *name;
    salesinv_status rc =
        sinv_canonical_text(txn, record, "state", SINV_EXTERNAL_ID_MAX, true, &name);

    for (size_t i = 0; rc == SALESINV_OK && i < sizeof(states) / sizeof(states[0]); i++)
        if (strcmp(name, sinv_serial_state_name(states[i])) == 0) {
            *out = states[i];
            return SALESINV_OK;
        }
    if (rc != SALESINV_OK)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "state",
                        "serials are unused, in_stock or used, not \"%s\"", name);
}

/* Name the place of an entry in the error that was set for it. */
static salesinv_status at_entry(sinv_txn *txn, int64_t index, salesinv_status rc)
{
    char message[SINV_ERR_MESSAGE_MAX];
    char place[SINV_ERR_FIELD_MAX];

    (void)snprintf(message, sizeof(message), "%s", salesinv_error_message(txn->err));
    (void)snprintf(place, sizeof(place), "serials[%lld]", (long long)index);
    return sinv_err_set(txn->err, rc, place, "%s", message);
}

static salesinv_status read_serials(sinv_txn *txn, const sinv_record *record,
                                    sinv_serial_set *out)
{
    const sinv_json *list = sinv_json_member(record->root, "serials");
    sinv_draft_serial entry;
    int64_t index = 0;
    salesinv_status rc = SALESINV_OK;

    sinv_serial_set_init(out, txn->err, txn->arena, "serials");
    if (!list || sinv_json_type_of(list) == SINV_JSON_NULL)
        return sinv_serial_set_close(out);
    if (sinv_json_type_of(list) != SINV_JSON_ARRAY)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "serials",
                            "serials is not an array");
    for (const sinv_json *node = sinv_json_first(list); node && rc == SALESINV_OK;
         node = sinv_json_next(node)) {
        index++;
        if ((rc = sinv_json_serial(txn->err, txn->arena, node, &entry)) !=
                SALESINV_OK ||
            (rc = sinv_serial_set_add_entry(out, &entry)) != SALESINV_OK)
            return at_entry(txn, index, rc);
    }
    return sinv_serial_set_close(out);
}

static salesinv_status read_said(sinv_txn *txn, const sinv_record *record,
                                 sinv_serials_said *out)
{
    salesinv_status rc;

    *out = (sinv_serials_said){.product = 0};
    if ((rc = sinv_canonical_ref(txn, record, "product", SALESINV_KIND_PRODUCT, true,
                                 &out->product)) != SALESINV_OK ||
        record->is_deleted ||
        (rc = read_state(txn, record, &out->state)) != SALESINV_OK ||
        (rc = sinv_canonical_ref(txn, record, "warehouse", SALESINV_KIND_WAREHOUSE,
                                 false, &out->warehouse)) != SALESINV_OK ||
        (rc = sinv_canonical_ref(txn, record, "bin", SALESINV_KIND_BIN, false,
                                 &out->bin)) != SALESINV_OK ||
        (rc = sinv_canonical_ref(txn, record, "batch", SALESINV_KIND_BATCH, false,
                                 &out->batch)) != SALESINV_OK)
        return rc;
    return sinv_canonical_ref(txn, record, "account", SALESINV_KIND_ACCOUNT, false,
                              &out->account);
}

static salesinv_status apply(sinv_txn *txn, const sinv_record *record,
                             const sinv_serial_set *set, sinv_applied *out)
{
    sinv_serials_said said;
    bool is_changed;
    salesinv_status rc = read_said(txn, record, &said);

    if (rc != SALESINV_OK)
        return rc;
    rc = record->is_deleted
             ? sinv_serial_synced_remove(txn, set, said.product, &is_changed)
             : sinv_serial_synced_put(txn, set, &said, &is_changed);
    if (rc != SALESINV_OK)
        return rc;
    out->object = said.product;
    out->outcome = !is_changed           ? SALESINV_UPSERT_UNCHANGED
                   : record->object == 0 ? SALESINV_UPSERT_CREATED
                                         : SALESINV_UPSERT_UPDATED;
    return SALESINV_OK;
}

salesinv_status sinv_apply_serial(sinv_txn *txn, const sinv_record *record,
                                  sinv_applied *out)
{
    static const char *const keys[] = {"product", "serials", "state",   "warehouse",
                                       "bin",     "batch",   "account", NULL};
    sinv_serial_set set;
    salesinv_status rc;

    *out =
        (sinv_applied){.object = record->object, .outcome = SALESINV_UPSERT_UNCHANGED};
    if ((rc = sinv_canonical_check_keys(txn, record, keys)) != SALESINV_OK ||
        (rc = read_serials(txn, record, &set)) != SALESINV_OK)
        return rc;
    if (set.count == 0 && record->is_deleted)
        return SALESINV_OK;
    if (set.count == 0)
        return sinv_err_set(txn->err, SALESINV_E_SERIAL_REQUIRED, "serials",
                            "no serials are named");
    return apply(txn, record, &set, out);
}
