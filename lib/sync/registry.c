/* SPDX-License-Identifier: Apache-2.0 */
/* Registering connectors, pausing them, and whether one may work now. */
#include "sync/registry.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "core/event.h"
#include "core/licence.h"
#include "core/outbox.h"
#include "core/session.h"
#include "core/settings.h"
#include "document/kind.h"
#include "sync/outbox.h"
#include "sync/position.h"

enum { DETAIL_MAX = 4096 };

salesinv_status sinv_connector_check_name(sinv_err *err, const char *field,
                                          const char *name, size_t max)
{
    if (!name)
        return sinv_err_set(err, SALESINV_E_ARG, field, "%s is missing", field);
    if (sinv_connector_is_name(name, max))
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, field,
                        "%s is not 1..%zu bytes of a-z, 0-9, _ and -", field, max);
}

/* NOT_FOUND leaves a row with its key. */
static salesinv_status get(sinv_txn *txn, const char *name, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CONNECTOR, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_CONNECTOR_NAME, name);
    return sinv_txn_get(txn, *out);
}

static salesinv_status refuse_unknown(sinv_txn *txn, const char *name, const char *why)
{
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_CONNECTOR_REQUIRED, "name",
                                      "connector %s %s", name, why);

    sinv_err_add_text(txn->err, "connector", name);
    return rc;
}

salesinv_status sinv_connector_find_any(sinv_txn *txn, const char *name, sinv_row **out)
{
    salesinv_status rc = get(txn, name, out);

    return rc == SALESINV_E_NOT_FOUND ? refuse_unknown(txn, name, "is not registered")
                                      : rc;
}

static bool is_in(const sinv_row *row, int32_t status)
{
    return sinv_row_int(row, SINV_CONNECTOR_STATUS) == status;
}

salesinv_status sinv_connector_find(sinv_txn *txn, const char *name, sinv_row **out)
{
    salesinv_status rc = sinv_connector_find_any(txn, name, out);

    if (rc != SALESINV_OK || !is_in(*out, SALESINV_CONNECTOR_RETIRED))
        return rc;
    return refuse_unknown(txn, name, "was retired");
}

static void licence_of(const char *brand, char out[SINV_LICENCE_CODE_MAX + 1])
{
    (void)snprintf(out, SINV_LICENCE_CODE_MAX + 1, "%s%s", SINV_LICENCE_CONNECTOR,
                   brand);
}

enum {
    INTEGRATION = 1 << SALESINV_EDITION_INTEGRATION,
    ANY_EDITION = INTEGRATION | 1 << SALESINV_EDITION_STANDALONE
};

static salesinv_status check_may_work(sinv_txn *txn, const char *brand,
                                      uint32_t editions)
{
    char licence[SINV_LICENCE_CODE_MAX + 1];
    salesinv_status rc = sinv_edition_require(txn, editions);

    if (rc != SALESINV_OK)
        return rc;
    licence_of(brand, licence);
    return sinv_licence_require(txn, licence);
}

static salesinv_status require(sinv_txn *txn, const char *name, uint32_t editions,
                               sinv_row **out)
{
    salesinv_status rc = sinv_connector_find(txn, name, out);

    if (rc != SALESINV_OK)
        return rc;
    return check_may_work(txn, sinv_row_text(*out, SINV_CONNECTOR_BRAND), editions);
}

salesinv_status sinv_connector_require(sinv_txn *txn, const char *name, sinv_row **out)
{
    return require(txn, name, INTEGRATION, out);
}

salesinv_status sinv_connector_require_taker(sinv_txn *txn, const char *name,
                                             sinv_row **out)
{
    return require(txn, name, ANY_EDITION, out);
}

salesinv_status sinv_connector_read_licence(sinv_txn *txn, const sinv_row *row,
                                            sinv_connector_licence *out)
{
    char code[SINV_LICENCE_CODE_MAX + 1];
    sinv_row *licence;
    salesinv_status rc;

    *out = (sinv_connector_licence){false, SALESINV_TIME_NONE};
    licence_of(sinv_row_text(row, SINV_CONNECTOR_BRAND), code);
    rc = sinv_licence_find(txn, code, &licence);
    if (rc != SALESINV_OK)
        return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
    if (!sinv_row_is_null(licence, SINV_LICENCE_EXPIRES_AT))
        out->expires_at = sinv_row_int(licence, SINV_LICENCE_EXPIRES_AT);
    out->is_valid = !sinv_licence_is_over(txn, out->expires_at);
    return SALESINV_OK;
}

bool sinv_connector_is_active(const sinv_row *row)
{
    return sinv_row_int(row, SINV_CONNECTOR_STATUS) == SALESINV_CONNECTOR_ACTIVE &&
           sinv_row_is_null(row, SINV_CONNECTOR_NEW_EPOCH);
}

salesinv_status sinv_connector_check_active(sinv_txn *txn, const sinv_row *row)
{
    const char *name = sinv_row_text(row, SINV_CONNECTOR_NAME);
    const char *epoch = sinv_row_text(row, SINV_CONNECTOR_NEW_EPOCH);
    salesinv_status rc;

    if (sinv_connector_is_active(row))
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "name", "connector %s %s%s%s",
                      name, epoch ? "waits until the epoch \"" : "is paused",
                      epoch ? epoch : "", epoch ? "\" is confirmed" : "");
    sinv_err_add_text(txn->err, "connector", name);
    if (epoch)
        sinv_err_add_text(txn->err, "epoch", epoch);
    return rc;
}

salesinv_status sinv_connector_require_active(sinv_txn *txn, const char *name,
                                              sinv_row **out)
{
    salesinv_status rc = sinv_connector_require(txn, name, out);

    return rc == SALESINV_OK ? sinv_connector_check_active(txn, *out) : rc;
}

const char *sinv_sync_kind_name(const salesinv_engine *engine, salesinv_kind kind)
{
    const sinv_kind *found = sinv_kind_of(engine, kind);

    if (found)
        return found->name;
    if (kind == SALESINV_KIND_STOCK)
        return "stock";
    return kind == SALESINV_KIND_SERIAL ? "serial" : "unknown";
}

void sinv_sync_put_kinds(sinv_json_writer *json, const salesinv_engine *engine,
                         uint64_t kinds)
{
    const char *name;

    sinv_json_begin_array(json);
    for (salesinv_kind kind = 0; kind < 64; kind++)
        if (kinds & SINV_SYNC_BIT(kind)) {
            name = sinv_sync_kind_name(engine, kind);
            sinv_json_put_text(json, name, strlen(name));
        }
    sinv_json_end_array(json);
}

static void describe(const sinv_txn *txn, const sinv_row *row, int32_t action,
                     const char *reason, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_member_text(&json, "connector",
                              sinv_row_text(row, SINV_CONNECTOR_NAME));
    if (action == SALESINV_EVENT_CREATED || action == SALESINV_EVENT_UPDATED) {
        sinv_json_put_member_text(&json, "brand",
                                  sinv_row_text(row, SINV_CONNECTOR_BRAND));
        sinv_json_put_key(&json, "pushes");
        sinv_sync_put_kinds(&json, txn->engine,
                            (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PUSHES));
        sinv_json_put_key(&json, "pulls");
        sinv_sync_put_kinds(&json, txn->engine,
                            (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PULLS));
    }
    if (action == SALESINV_EVENT_EPOCH_CONFIRMED)
        sinv_json_put_member_text(&json, "epoch",
                                  sinv_row_text(row, SINV_CONNECTOR_EPOCH));
    sinv_json_put_member_text(&json, "reason", reason);
    sinv_json_end_object(&json);
}

static salesinv_status note(sinv_txn *txn, const sinv_row *row, int32_t action,
                            const char *reason)
{
    sinv_event event = {.kind = SALESINV_KIND_CONNECTOR, .action = action};
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, txn->engine->heap, DETAIL_MAX);
    describe(txn, row, action, reason, &detail);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                      : sinv_txn_nomem(txn);
    sinv_buf_free(&detail);
    return rc;
}

static bool is_of_brand(const sinv_row *row, const char *brand)
{
    return strcmp(sinv_row_text(row, SINV_CONNECTOR_BRAND), brand) == 0;
}

static bool is_as_stored(const sinv_row *row, const sinv_registration *registration)
{
    return !is_in(row, SALESINV_CONNECTOR_RETIRED) &&
           is_of_brand(row, registration->brand) &&
           (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PUSHES) == registration->pushes &&
           (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PULLS) == registration->pulls;
}

static void fill(sinv_row *row, const sinv_registration *registration)
{
    sinv_row_set_text(row, SINV_CONNECTOR_BRAND, registration->brand);
    sinv_row_set_int(row, SINV_CONNECTOR_PUSHES, (int64_t)registration->pushes);
    sinv_row_set_int(row, SINV_CONNECTOR_PULLS, (int64_t)registration->pulls);
}

static salesinv_status add(sinv_txn *txn, sinv_row *row,
                           const sinv_registration *registration)
{
    fill(row, registration);
    sinv_row_set_int(row, SINV_CONNECTOR_STATUS, SALESINV_CONNECTOR_ACTIVE);
    sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, "");
    sinv_row_set_int(row, SINV_CONNECTOR_CREATED_AT, txn->now);
    return sinv_txn_insert(txn, row);
}

/* An ERP of another brand is another one: nothing is known of it. */
static salesinv_status begin_life(sinv_txn *txn, sinv_row *row)
{
    sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, "");
    sinv_row_set_null(row, SINV_CONNECTOR_NEW_EPOCH);
    sinv_row_set_int(row, SINV_CONNECTOR_EPOCH_NUMBER,
                     sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER) + 1);
    return sinv_position_restart(txn, sinv_row_text(row, SINV_CONNECTOR_NAME));
}

static salesinv_status change(sinv_txn *txn, sinv_row *row,
                              const sinv_registration *registration)
{
    bool is_same = is_of_brand(row, registration->brand);
    salesinv_status rc =
        sinv_outbox_free(txn, registration->name, is_same ? registration->pushes : 0);

    if (rc == SALESINV_OK && !is_same)
        rc = begin_life(txn, row);
    if (rc != SALESINV_OK)
        return rc;
    fill(row, registration);
    if (is_in(row, SALESINV_CONNECTOR_RETIRED))
        sinv_row_set_int(row, SINV_CONNECTOR_STATUS, SALESINV_CONNECTOR_ACTIVE);
    return sinv_txn_save(txn, row);
}

salesinv_status sinv_connector_enable(sinv_txn *txn,
                                      const sinv_registration *registration)
{
    sinv_row *row;
    bool is_new;
    salesinv_status rc;

    if ((rc = check_may_work(txn, registration->brand, INTEGRATION)) != SALESINV_OK)
        return rc;
    rc = get(txn, registration->name, &row);
    is_new = rc == SALESINV_E_NOT_FOUND;
    if ((rc != SALESINV_OK && !is_new) || (!is_new && is_as_stored(row, registration)))
        return rc;
    rc = is_new ? add(txn, row, registration) : change(txn, row, registration);
    if (rc != SALESINV_OK || (rc = sinv_outbox_sort(txn)) != SALESINV_OK)
        return rc;
    return note(txn, row, is_new ? SALESINV_EVENT_CREATED : SALESINV_EVENT_UPDATED,
                NULL);
}

salesinv_status sinv_connector_retire(sinv_txn *txn, const char *name,
                                      const char *reason)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_find_any(txn, name, &row);

    if (rc != SALESINV_OK || is_in(row, SALESINV_CONNECTOR_RETIRED) ||
        (rc = sinv_outbox_free(txn, name, 0)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_CONNECTOR_STATUS, SALESINV_CONNECTOR_RETIRED);
    sinv_row_set_int(row, SINV_CONNECTOR_PUSHES, 0);
    sinv_row_set_int(row, SINV_CONNECTOR_PULLS, 0);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK ||
        (rc = sinv_outbox_sort(txn)) != SALESINV_OK)
        return rc;
    return note(txn, row, SALESINV_EVENT_REMOVED, reason);
}

static salesinv_status set_status(sinv_txn *txn, sinv_row *row, int32_t status,
                                  const char *reason)
{
    salesinv_status rc;

    if (is_in(row, status))
        return SALESINV_OK;
    sinv_row_set_int(row, SINV_CONNECTOR_STATUS, status);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK)
        return rc;
    return note(txn, row,
                status == SALESINV_CONNECTOR_PAUSED ? SALESINV_EVENT_DEACTIVATED
                                                    : SALESINV_EVENT_ACTIVATED,
                reason);
}

salesinv_status sinv_connector_pause(sinv_txn *txn, const char *name,
                                     const char *reason)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, name, &row);

    return rc == SALESINV_OK ? set_status(txn, row, SALESINV_CONNECTOR_PAUSED, reason)
                             : rc;
}

salesinv_status sinv_connector_resume(sinv_txn *txn, const char *name)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_require_taker(txn, name, &row);

    return rc == SALESINV_OK ? set_status(txn, row, SALESINV_CONNECTOR_ACTIVE, NULL)
                             : rc;
}

/* Nobody confirms what he has not seen. */
static salesinv_status check_seen(sinv_txn *txn, const sinv_row *row, const char *epoch)
{
    const char *seen = sinv_row_text(row, SINV_CONNECTOR_NEW_EPOCH);
    salesinv_status rc;

    if (!seen || strcmp(seen, epoch) == 0)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_STALE, "epoch",
                      "the epoch \"%s\" was seen, not \"%s\"", seen, epoch);
    sinv_err_add_text(txn->err, "epoch", seen);
    return rc;
}

static bool begins_anew(const sinv_row *row, const char *epoch,
                        salesinv_time lost_since)
{
    return lost_since != SALESINV_TIME_NONE ||
           strcmp(sinv_row_text(row, SINV_CONNECTOR_EPOCH), epoch) != 0;
}

static salesinv_status note_epoch(sinv_txn *txn, const sinv_row *row,
                                  salesinv_time lost_since)
{
    char reason[DETAIL_MAX / 8];
    int64_t count;
    salesinv_status rc;

    if (lost_since == SALESINV_TIME_NONE)
        return note(txn, row, SALESINV_EVENT_EPOCH_CONFIRMED, NULL);
    rc = sinv_outbox_note_lost(txn, sinv_row_text(row, SINV_CONNECTOR_NAME), lost_since,
                               &count);
    if (rc != SALESINV_OK)
        return rc;
    (void)snprintf(reason, sizeof(reason), "%lld messages are sent again",
                   (long long)count);
    return note(txn, row, SALESINV_EVENT_EPOCH_CONFIRMED, reason);
}

salesinv_status sinv_connector_confirm_epoch(sinv_txn *txn, const char *name,
                                             const char *epoch,
                                             salesinv_time lost_since)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, name, &row);

    if (rc != SALESINV_OK || (rc = check_seen(txn, row, epoch)) != SALESINV_OK ||
        !begins_anew(row, epoch, lost_since))
        return rc;
    if (lost_since != SALESINV_TIME_NONE && lost_since > txn->now)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lost_since",
                            "lost_since %lld is after now, %lld", (long long)lost_since,
                            (long long)txn->now);
    sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, epoch);
    sinv_row_set_int(row, SINV_CONNECTOR_EPOCH_NUMBER,
                     sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER) + 1);
    sinv_row_set_null(row, SINV_CONNECTOR_NEW_EPOCH);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK ||
        (rc = sinv_position_restart(txn, name)) != SALESINV_OK)
        return rc;
    return note_epoch(txn, row, lost_since);
}
