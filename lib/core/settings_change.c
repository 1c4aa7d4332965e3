/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changing settings. Checks come in the order of salesinv_setting_set_int; key, type, right and
 * request key were checked before. What changes is written together with its event
 * and the units of quotas that it takes or gives back.
 */
#include <string.h>

#include "base/json.h"
#include "core/event.h"
#include "core/licence.h"
#include "core/session.h"
#include "core/settings.h"
#include "salesinv/document.h"
#include "salesinv/event.h"

enum { DETAIL_MAX = 4096 };
static const char LICENCE_GATE[] = "licence:";
static const char QUOTA_GATE[] = "quota:";

/** A change under way. */
typedef struct setting_change {
    sinv_txn *txn;
    int32_t setting; /* its number */
    const sinv_setting_def *def;
    const char *record_type; /* "" is global */
    const sinv_setting_value *value;
    int64_t number;  /* in force globally after the change */
    sinv_row *row;   /* of this place */
    bool has_row;    /* before the change */
    int64_t present; /* in force globally before it; for global changes only */
} setting_change;

/* What follows the prefix of a gate, NULL for another gate. */
static const char *gate_code(const char *gate, const char *prefix)
{
    size_t size = strlen(prefix);

    return strncmp(gate, prefix, size) == 0 ? gate + size : NULL;
}

static bool has_gate(const setting_change *change, const char *gate)
{
    return strcmp(change->def->gate, gate) == 0;
}

static salesinv_status read_place(setting_change *change)
{
    salesinv_status rc = sinv_txn_row(change->txn, SINV_T_SETTING, &change->row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(change->row, SINV_SETTING_KEY, change->def->key);
    sinv_row_set_text(change->row, SINV_SETTING_RECORD_TYPE, change->record_type);
    rc = sinv_txn_get(change->txn, change->row);
    change->has_row = rc == SALESINV_OK;
    change->present = change->has_row
                          ? sinv_row_int(change->row, SINV_SETTING_VALUE_INT)
                          : change->def->initial;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* True when the place already is as it shall be. */
static bool is_same(const setting_change *change)
{
    const char *text;

    if (change->has_row != change->value->is_set)
        return false;
    if (!change->has_row)
        return true;
    if (change->def->type != SALESINV_SETTING_TEXT)
        return change->present == change->value->number;
    text = sinv_row_text(change->row, SINV_SETTING_VALUE_TEXT);
    return text && strcmp(text, change->value->text) == 0;
}

static salesinv_status check_edition(const setting_change *change)
{
    if (has_gate(change, "edition"))
        return sinv_err_set(change->txn->err,
                            SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST, "key",
                            "%s is not changed as a setting", change->def->key);
    if (change->def->editions == SINV_EDITIONS_ANY)
        return SALESINV_OK;
    return sinv_edition_require(change->txn, change->def->editions);
}

/* Serial numbers that exist were checked under the present scope. */
static salesinv_status check_no_serial(const setting_change *change)
{
    sinv_range one = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    one.limit = 1;
    if ((rc = sinv_txn_row(change->txn, SINV_T_RUN, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(change->txn, SINV_T_RUN, &one, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, row);
    sinv_scan_close(&scan);
    if (rc != SALESINV_ROW)
        return rc;
    return sinv_err_set(change->txn->err, SALESINV_E_IN_USE, "key",
                        "%s is fixed: serial numbers exist already", change->def->key);
}

/* A plugin that open documents need stays on. */
static salesinv_status check_switch_off(const setting_change *change)
{
    const sinv_assembly *assembly = change->txn->engine->assembly;

    return assembly->check_switch_off
               ? assembly->check_switch_off(change->txn, change->setting)
               : SALESINV_OK;
}

static salesinv_status check_gate(const setting_change *change)
{
    const char *licence = gate_code(change->def->gate, LICENCE_GATE);
    const char *quota = gate_code(change->def->gate, QUOTA_GATE);
    bool is_new = change->number != change->present;

    if (has_gate(change, "first_serial") && is_new)
        return check_no_serial(change);
    if (is_new && change->number == 0)
        return check_switch_off(change);
    if (!is_new)
        return SALESINV_OK;
    if (licence)
        return sinv_licence_require(change->txn, licence);
    if (quota)
        return sinv_quota_check(change->txn, quota);
    if (has_gate(change, "connector"))
        return sinv_licence_require_connector(change->txn);
    return SALESINV_OK;
}

static salesinv_status refuse_range(const setting_change *change, const char *what,
                                    int64_t value)
{
    sinv_err *err = change->txn->err;
    salesinv_status rc = sinv_err_set(
        err, SALESINV_E_ARG, "value", "%s: %s %lld is not within %lld..%lld",
        change->def->key, what, (long long)value, (long long)change->def->least,
        (long long)change->def->most);

    sinv_err_add_text(err, "setting", change->def->key);
    sinv_err_add_int(err, "least", change->def->least);
    sinv_err_add_int(err, "most", change->def->most);
    return rc;
}

static salesinv_status check_range(const setting_change *change)
{
    bool is_text = change->def->type == SALESINV_SETTING_TEXT;
    int64_t measure;

    if (!change->value->is_set)
        return SALESINV_OK;
    measure = is_text ? (int64_t)strlen(change->value->text) : change->value->number;
    if (measure < change->def->least || measure > change->def->most)
        return refuse_range(change, is_text ? "size" : "value", measure);
    return SALESINV_OK;
}

static salesinv_status check_rules(const setting_change *change)
{
    salesinv_status rc;

    if ((rc = check_gate(change)) != SALESINV_OK ||
        (rc = check_range(change)) != SALESINV_OK)
        return rc;
    if (has_gate(change, "irreversible") && change->present != 0 &&
        change->number == 0) {
        rc = sinv_err_set(change->txn->err, SALESINV_E_PLUGIN_IRREVERSIBLE, "value",
                          "%s cannot be switched off again", change->def->key);
        sinv_err_add_text(change->txn->err, "setting", change->def->key);
        return rc;
    }
    if (*change->record_type && change->def->scope != SALESINV_SCOPE_RECORD_TYPE)
        return sinv_err_set(change->txn->err, SALESINV_E_ARG, "record_type",
                            "%s has no values per record type", change->def->key);
    return SALESINV_OK;
}

static void put_number(sinv_json_writer *json, bool is_set, int64_t number)
{
    if (is_set)
        sinv_json_put_int(json, number);
    else
        sinv_json_put_null(json);
}

static void put_text(sinv_json_writer *json, const char *text)
{
    if (text)
        sinv_json_put_text(json, text, strlen(text));
    else
        sinv_json_put_null(json);
}

/* {"key":..., "record_type":..., "old":..., "new":...}; null where there is no value. */
static void describe(const setting_change *change, sinv_buf *out)
{
    const sinv_setting_value *value = change->value;
    bool is_text = change->def->type == SALESINV_SETTING_TEXT;
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "key");
    put_text(&json, change->def->key);
    sinv_json_put_key(&json, "record_type");
    put_text(&json, *change->record_type ? change->record_type : NULL);
    sinv_json_put_key(&json, "old");
    if (is_text)
        put_text(&json, change->has_row
                            ? sinv_row_text(change->row, SINV_SETTING_VALUE_TEXT)
                            : NULL);
    else
        put_number(&json, change->has_row, change->present);
    sinv_json_put_key(&json, "new");
    if (is_text)
        put_text(&json, value->is_set ? value->text : NULL);
    else
        put_number(&json, value->is_set, value->number);
    sinv_json_end_object(&json);
}

static salesinv_status append_event(const setting_change *change)
{
    sinv_event event = {.kind = SALESINV_KIND_SETTING,
                        .action = SALESINV_EVENT_SETTING_CHANGED};
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, change->txn->engine->heap, DETAIL_MAX);
    describe(change, &detail);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(change->txn, &event, NULL)
                                      : sinv_txn_nomem(change->txn);
    sinv_buf_free(&detail);
    return rc;
}

static salesinv_status write_place(setting_change *change)
{
    if (!change->value->is_set)
        return sinv_txn_remove(change->txn, change->row);
    if (change->def->type == SALESINV_SETTING_TEXT)
        sinv_row_set_text(change->row, SINV_SETTING_VALUE_TEXT, change->value->text);
    else
        sinv_row_set_int(change->row, SINV_SETTING_VALUE_INT, change->value->number);
    return change->has_row ? sinv_txn_save(change->txn, change->row)
                           : sinv_txn_insert(change->txn, change->row);
}

static salesinv_status move_quota(const setting_change *change)
{
    const char *quota = gate_code(change->def->gate, QUOTA_GATE);

    if (!quota || (change->number != 0) == (change->present != 0))
        return SALESINV_OK;
    return change->number != 0 ? sinv_quota_take(change->txn, quota)
                               : sinv_quota_give_back(change->txn, quota);
}

static salesinv_status apply(setting_change *change)
{
    salesinv_status rc;

    change->txn->counters.settings_version++; /* first: from here on rows are read */
    if ((rc = move_quota(change)) != SALESINV_OK ||
        (rc = append_event(change)) != SALESINV_OK)
        return rc;
    return write_place(change);
}

salesinv_status sinv_setting_change(sinv_txn *txn, int32_t setting,
                                    const char *record_type,
                                    const sinv_setting_value *value)
{
    setting_change change = {.txn = txn, .setting = setting, .value = value};
    salesinv_status rc;

    change.def = sinv_setting_def_at(setting);
    change.record_type = record_type ? record_type : "";
    change.number = value->is_set ? value->number : change.def->initial;
    if ((rc = check_edition(&change)) != SALESINV_OK ||
        (rc = read_place(&change)) != SALESINV_OK)
        return rc;
    if ((rc = check_rules(&change)) != SALESINV_OK)
        return rc;
    return is_same(&change) ? SALESINV_OK : apply(&change);
}
