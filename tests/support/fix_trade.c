/* SPDX-License-Identifier: Apache-2.0 */
/* Orders, shipments and returns of one line each. */
#include "support/fix_trade.h"

#include <stdio.h>
#include <string.h>

void fix_trade_open(fix_trade *fix)
{
    memset(fix, 0, sizeof(*fix));
    fix_core_open(&fix->core, false);
    fix_setting(fix->core.admin, "plugin.shipment_return", 1);
    fix->account = fix_account(&fix->core, "Distributor");
}

void fix_trade_close(fix_trade *fix)
{
    fix_core_close(&fix->core);
}

/* Create from JSON and submit. */
static salesinv_status submit(fix_trade *fix, salesinv_kind kind, const char *json,
                              salesinv_id *out)
{
    salesinv_session *admin = fix->core.admin;
    salesinv_draft *draft = fix_draft(admin, kind, "%s", json);
    salesinv_document *made = NULL;
    const sinv_request request = {.session = admin,
                                  .kind = kind,
                                  .verb = SINV_VERB_CREATE,
                                  .draft = draft,
                                  .flags = SALESINV_SUBMIT};
    salesinv_status rc = sinv_verb_run(&request, &made);

    if (out)
        *out = salesinv_document_id(made);
    salesinv_document_free(made);
    salesinv_draft_free(draft);
    return rc;
}

/* {"first": value,  or nothing for 0. */
static const char *optional(char text[64], const char *key, salesinv_id value)
{
    *text = '\0';
    if (value != 0)
        snprintf(text, 64, "\"%s\": %lld, ", key, (long long)value);
    return text;
}

salesinv_status fix_try_order(fix_trade *fix, salesinv_id warehouse,
                              salesinv_id product, int64_t units, salesinv_id *out)
{
    char json[512];
    char place[64];

    snprintf(json, sizeof(json),
             "{\"account\": %lld, \"currency\": \"EUR\", %s\"lines\": "
             "[{\"product\": %lld, \"qty\": \"%lld\"}]}",
             (long long)fix->account, optional(place, "warehouse", warehouse),
             (long long)product, (long long)units);
    return submit(fix, SALESINV_KIND_ORDER, json, out);
}

salesinv_id fix_order(fix_trade *fix, salesinv_id warehouse, salesinv_id product,
                      int64_t units)
{
    salesinv_id id = 0;

    assert_ok(fix->core.admin, fix_try_order(fix, warehouse, product, units, &id));
    return id;
}

/* What moves: one line that names `source`, the first line of a document, as `key`. */
typedef struct fix_move {
    salesinv_kind kind;
    const char *key;
    salesinv_id source;
    int64_t units;
    const char *serials;
} fix_move;

static salesinv_status try_move(fix_trade *fix, const char *head, const fix_move *move,
                                salesinv_id *out)
{
    char json[1024];

    snprintf(json, sizeof(json),
             "{%s, \"lines\": [{\"%s\": %lld, \"qty\": \"%lld\"%s%s}]}", head,
             move->key, (long long)sinv_line_id(move->source, 1),
             (long long)move->units, move->serials ? ", \"serials\": " : "",
             move->serials ? move->serials : "");
    return submit(fix, move->kind, json, out);
}

salesinv_status fix_try_ship(fix_trade *fix, salesinv_id order, salesinv_id warehouse,
                             int64_t units, const char *serials, salesinv_id *out)
{
    char head[128];
    char place[64];

    snprintf(head, sizeof(head), "%s\"order\": %lld",
             optional(place, "warehouse", warehouse), (long long)order);
    return try_move(
        fix, head,
        &(fix_move){SALESINV_KIND_SHIPMENT, "order_line", order, units, serials}, out);
}

salesinv_id fix_ship(fix_trade *fix, salesinv_id order, salesinv_id warehouse,
                     int64_t units, const char *serials)
{
    salesinv_id id = 0;

    assert_ok(fix->core.admin,
              fix_try_ship(fix, order, warehouse, units, serials, &id));
    return id;
}

salesinv_status fix_try_return(fix_trade *fix, salesinv_id shipment, int64_t units,
                               const char *serials, salesinv_id *out)
{
    char head[64];

    snprintf(head, sizeof(head), "\"shipment\": %lld", (long long)shipment);
    return try_move(
        fix, head,
        &(fix_move){SALESINV_KIND_RETURN, "shipment_line", shipment, units, serials},
        out);
}

salesinv_id fix_return(fix_trade *fix, salesinv_id shipment, int64_t units,
                       const char *serials)
{
    salesinv_id id = 0;

    assert_ok(fix->core.admin, fix_try_return(fix, shipment, units, serials, &id));
    return id;
}

int64_t fix_units(fix_trade *fix, salesinv_kind kind, salesinv_id id,
                  salesinv_field field)
{
    return fix_int(fix->core.admin, kind, id, 1, field) / FIX_UNIT;
}
