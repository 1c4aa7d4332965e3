/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP would have sent, put where synchronisation puts it. */
#include "support/fix_sync.h"

#include <stdio.h>

#include "fulfil/result.h"
#include "inventory/serial_synced.h"
#include "inventory/synced.h"
#include "salesinv/product.h"

void fix_sync_open(fix_trade *fix)
{
    fix_trade_open(fix);
    fix_sync_enter(fix);
}

void fix_sync_enter(fix_trade *fix)
{
    fix_core *core = &fix->core;

    salesinv_session_close(core->admin);
    core->tenant = fix_core_tenant(core, SALESINV_EDITION_INTEGRATION);
    core->admin = fix_core_session(core->engine, core->tenant, "admin");
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(core->admin, "plugin.shipment_return", 1);
    fix->account = fix_account(core, "Distributor");
}

static salesinv_status write_figures(sinv_txn *txn, void *arg)
{
    const fix_figures *said = arg;
    const sinv_synced_place place = {said->product, said->warehouse, said->bin,
                                     said->batch};
    const sinv_synced_figure figure = {.on_hand = said->on_hand * FIX_UNIT,
                                       .frozen = said->frozen * FIX_UNIT,
                                       .available = said->available * FIX_UNIT,
                                       .has_frozen = true,
                                       .has_available = said->has_available,
                                       .at = said->at ? said->at : FIX_START};
    bool is_changed;

    return sinv_synced_put(txn, &place, &figure, &is_changed);
}

void fix_synced(fix_trade *fix, const fix_figures *figures)
{
    fix_figures copy = *figures;

    assert_ok(fix->core.admin,
              fix_core_run(fix->core.admin, true, write_figures, &copy));
}

void fix_synced_stock(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                      int64_t units)
{
    const fix_figures figures = {
        .product = product, .warehouse = warehouse, .on_hand = units};

    fix_synced(fix, &figures);
}

typedef struct synced_serials {
    salesinv_id product;
    salesinv_id warehouse;
    const char *first;
    int64_t count;
} synced_serials;

static salesinv_status write_serials(sinv_txn *txn, void *arg)
{
    const synced_serials *of = arg;
    const sinv_serials_said said = {.product = of->product,
                                    .state = SINV_SERIAL_IN_STOCK,
                                    .warehouse = of->warehouse};
    bool is_changed;
    sinv_serial_set set;
    salesinv_status rc;

    sinv_serial_set_init(&set, txn->err, txn->arena, "serials");
    if ((rc = sinv_serial_set_add_count(&set, of->first, of->count)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&set)) != SALESINV_OK)
        return rc;
    return sinv_serial_synced_put(txn, &set, &said, &is_changed);
}

void fix_synced_serials(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                        const char *first, int64_t count)
{
    synced_serials of = {product, warehouse, first, count};

    assert_ok(fix->core.admin, fix_core_run(fix->core.admin, true, write_serials, &of));
}

typedef struct sent_call {
    sinv_result result;
    salesinv_kind kind; /* to be voided */
    salesinv_id id;
    bool is_changed;
} sent_call;

static salesinv_status put_result(sinv_txn *txn, void *arg)
{
    sent_call *call = arg;

    return sinv_result_put(txn, &call->result, &call->id, &call->is_changed);
}

salesinv_status fix_try_report(fix_trade *fix, const fix_reported *result,
                               salesinv_id *out_id, bool *out_is_changed)
{
    salesinv_session *admin = fix->core.admin;
    salesinv_draft *draft = fix_draft(admin, result->kind, "%s", result->json);
    sent_call call = {
        .result = {draft, result->id, result->carrier, result->tracking_number}};
    salesinv_status rc = fix_core_run(admin, true, put_result, &call);

    salesinv_draft_free(draft);
    if (out_id)
        *out_id = call.id;
    if (out_is_changed)
        *out_is_changed = call.is_changed;
    return rc;
}

static salesinv_status void_result(sinv_txn *txn, void *arg)
{
    sent_call *call = arg;

    return sinv_result_void(txn, call->kind, call->id, "the ERP took it back",
                            &call->is_changed);
}

salesinv_status fix_try_unsent(fix_trade *fix, salesinv_kind kind, salesinv_id id,
                               bool *out_is_changed)
{
    sent_call call = {.kind = kind, .id = id};
    salesinv_status rc = fix_core_run(fix->core.admin, true, void_result, &call);

    if (out_is_changed)
        *out_is_changed = call.is_changed;
    return rc;
}

salesinv_status fix_try_sent(fix_trade *fix, salesinv_id id, salesinv_id notice,
                             salesinv_id warehouse, int64_t units, const char *serials,
                             salesinv_id *out_id)
{
    char json[512];
    const fix_reported result = {
        .kind = SALESINV_KIND_OUTBOUND, .id = id, .json = json};

    snprintf(json, sizeof(json),
             "{\"source\": %lld, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
             "%lld, \"qty\": \"%lld\"%s%s}]}",
             (long long)notice, (long long)warehouse,
             (long long)sinv_line_id(notice, 1), (long long)units,
             serials ? ", \"serials\": " : "", serials ? serials : "");
    return fix_try_report(fix, &result, out_id, NULL);
}

salesinv_id fix_sent(fix_trade *fix, salesinv_id notice, salesinv_id warehouse,
                     int64_t units, const char *serials)
{
    salesinv_id id;

    assert_ok(fix->core.admin,
              fix_try_sent(fix, 0, notice, warehouse, units, serials, &id));
    return id;
}

void fix_sync_notice(const fix_core *beside, salesinv_session *admin, int64_t units,
                     fix_noticed *out)
{
    fix_core *core = &out->trade.core;
    salesinv_id product;
    salesinv_id order;

    *core = *beside;
    core->admin = admin;
    out->trade.account = fix_account(core, "Distributor");
    product = fix_product(core, "Plain", SALESINV_TRACKING_NONE);
    out->warehouse = fix_warehouse(core, "Main");
    fix_synced_stock(&out->trade, product, out->warehouse, units);
    order = fix_order(&out->trade, out->warehouse, product, units);
    out->notice = fix_ship(&out->trade, order, 0, units, NULL);
}
