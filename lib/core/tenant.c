/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tenants and editions. A tenant's own counters begin with its first writing transaction.
 * The edition is stored as a setting that no setting call changes.
 */
#include "core/tenant.h"

#include <stdio.h>
#include <string.h>

#include "core/event.h"
#include "core/licence.h"
#include "core/settings.h"
#include "salesinv/document.h"
#include "salesinv/event.h"

salesinv_status sinv_tenant_create(sinv_txn *txn, const char *name, salesinv_id *out_id)
{
    sinv_event event = {.kind = SALESINV_KIND_TENANT,
                        .version = 1,
                        .action = SALESINV_EVENT_TENANT_CREATED};
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_TENANT, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, out_id)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_TENANT_ID, *out_id);
    sinv_row_set_text(row, SINV_TENANT_NAME, name);
    sinv_row_set_int(row, SINV_TENANT_CREATED_AT, txn->now);
    rc = sinv_txn_insert(txn, row);
    if (rc == SALESINV_E_EXISTS)
        return sinv_txn_internal(txn, "tenant %lld exists already", (long long)*out_id);
    event.object = *out_id;
    return rc == SALESINV_OK ? sinv_event_append(txn, &event, NULL) : rc;
}

salesinv_status sinv_tenant_require(sinv_txn *txn, salesinv_id tenant)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_TENANT, tenant, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "tenant", "there is no tenant %lld",
                            (long long)tenant);
    return rc;
}

salesinv_status sinv_edition_read(sinv_txn *txn, salesinv_edition *out)
{
    int64_t value;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_EDITION, NULL, &value);

    if (rc == SALESINV_OK)
        *out = (salesinv_edition)value;
    return rc;
}

const char *sinv_edition_name(int64_t edition)
{
    static const char *const names[] = {"none", "standalone", "integration"};

    return edition >= SALESINV_EDITION_NONE && edition <= SALESINV_EDITION_INTEGRATION
               ? names[edition]
               : "unknown";
}

salesinv_status sinv_edition_write(sinv_txn *txn, salesinv_edition edition)
{
    bool is_new;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_SETTING, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_SETTING_KEY,
                      sinv_setting_def_at(SINV_SET_EDITION)->key);
    sinv_row_set_text(row, SINV_SETTING_RECORD_TYPE, "");
    rc = sinv_txn_get(txn, row);
    is_new = rc == SALESINV_E_NOT_FOUND;
    if (rc != SALESINV_OK && !is_new)
        return rc;
    sinv_row_set_int(row, SINV_SETTING_VALUE_INT, edition);
    txn->counters.settings_version++;
    return is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
}

salesinv_status sinv_edition_enable(sinv_txn *txn, salesinv_edition edition)
{
    sinv_event event = {.kind = SALESINV_KIND_TENANT,
                        .object = txn->tenant,
                        .action = SALESINV_EVENT_EDITION_ENABLED};
    salesinv_edition present = SALESINV_EDITION_NONE;
    char detail[64];
    salesinv_status rc;

    if ((rc = sinv_licence_require(txn, SINV_LICENCE_APP)) != SALESINV_OK ||
        (rc = sinv_edition_read(txn, &present)) != SALESINV_OK)
        return rc;
    if (present == edition)
        return SALESINV_OK;
    if (present != SALESINV_EDITION_NONE) {
        rc = sinv_err_set(txn->err, SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST,
                          "edition",
                          "the edition %s is enabled already: request a switch",
                          sinv_edition_name(present));
        sinv_err_add_text(txn->err, "edition", sinv_edition_name(present));
        return rc;
    }
    if ((rc = sinv_edition_write(txn, edition)) != SALESINV_OK)
        return rc;
    (void)snprintf(detail, sizeof(detail), "{\"old\":%d,\"new\":%d}", present, edition);
    event.detail = detail;
    return sinv_event_append(txn, &event, NULL);
}
