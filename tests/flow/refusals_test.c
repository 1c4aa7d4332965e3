/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every reason for which the library refuses, each produced by one call: the code, an explanation in words, the input at fault,
 * the numbers behind it, and a store that is the same as before. A code that nothing here produces must be listed as one of a later edition or process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/fix_refused.h"
#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/dump.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    INBOUND = SALESINV_KIND_INBOUND,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    CODE_FIRST = -399,
    CODE_LAST = -301
};

/* A works with everything that can be in the way. */
typedef struct fix_refusal {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_session *sales;
    salesinv_session
        *erp; /* of a tenant with the integration edition, without a connector */
    fix_noticed noticed; /* 4 by `erp` */
    salesinv_id warehouse;
    salesinv_id disabled;
    salesinv_id closed; /* warehouse that serves another account alone */
    salesinv_id shelves;
    salesinv_id bin;
    salesinv_id plain; /* 10 on hand */
    salesinv_id tracked;
    salesinv_id batched;
    salesinv_id batch; /* expired */
    salesinv_id inactive;
    salesinv_id stranger; /* inactive account */
    salesinv_id order;    /* of 4 plain */
    salesinv_id serials;  /* order of 5 tracked */
    salesinv_id shipment; /* of S1 and S2 */
    salesinv_id pending;  /* shipment of S3, in approval */
    salesinv_id kits;     /* order of a kit that is picked */
} fix_refusal;

static void open_goods(fix_refusal *fix)
{
    fix_core *core = &fix->trade.core;

    fix->plain = fix_product(core, "Plain", SALESINV_TRACKING_NONE);
    fix->tracked = fix_product(core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix->batched = fix_product(core, "Batched", SALESINV_TRACKING_BATCH);
    fix->inactive = fix_product(core, "Inactive", SALESINV_TRACKING_NONE);
    assert_ok(fix->admin,
              salesinv_product_deactivate(fix->admin, fix->inactive, 0, NULL, NULL));
    fix->batch = fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                            "{\"code\": \"B\", \"product\": %lld, \"expires_at\": "
                            "\"2020-01-01T00:00:00Z\"}",
                            (long long)fix->batched);
    fix_receive(core, fix->warehouse, fix->plain, 10);
    fix_receive_serials(core, fix->warehouse, fix->tracked, "S1", 9);
    fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
               "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"5\", \"batch\": %lld}]}",
               (long long)fix->warehouse, (long long)fix->batched,
               (long long)fix->batch);
    fix_setting(fix->admin, "batch.expired", 2);
}

static void open_warehouses(fix_refusal *fix)
{
    fix_core *core = &fix->trade.core;

    fix_setting(fix->admin, "warehouse.bins", 1);
    fix->warehouse = fix_warehouse(core, "Main");
    fix->disabled = fix_warehouse(core, "Disabled");
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, fix->disabled, 0, NULL, NULL));
    fix->stranger = fix_account(core, "Stranger");
    fix->closed = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                             "{\"name\": \"Closed\", \"lines\": [{\"list\": 3, "
                             "\"member\": %lld}]}",
                             (long long)fix->stranger);
    fix->shelves = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                              "{\"name\": \"Shelves\", \"has_bins\": 1}");
    fix->bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                          "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                          (long long)fix->shelves);
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_ACCOUNT, fix->stranger,
                                   SINV_VERB_DEACTIVATE));
}

static void open_kits(fix_refusal *fix)
{
    fix_core *core = &fix->trade.core;
    salesinv_id piece = fix_product(core, "Piece", SALESINV_TRACKING_NONE);
    salesinv_id kit;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "shipping.kits", 1);
    fix_receive(core, fix->warehouse, piece, 3);
    kit = fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                     "{\"name\": \"Kit\", \"kit_kind\": 2, \"lines\": "
                     "[{\"product\": %lld, \"qty\": \"3\"}]}",
                     (long long)piece);
    fix->kits = fix_order(&fix->trade, fix->warehouse, kit, 1);
}

static int setup(void **state)
{
    static fix_refusal fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.sales = fix_core_session(fix.trade.core.engine, fix.trade.core.tenant, "sales");
    fix.erp = fix_core_session(
        fix.trade.core.engine,
        fix_core_tenant(&fix.trade.core, SALESINV_EDITION_INTEGRATION), "admin");
    fix_sync_notice(&fix.trade.core, fix.erp, 4, &fix.noticed);
    open_warehouses(&fix);
    open_goods(&fix);
    open_kits(&fix);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.plain, 4);
    fix.serials = fix_order(&fix.trade, fix.warehouse, fix.tracked, 5);
    fix.shipment = fix_ship(&fix.trade, fix.serials, 0, 2, "[\"S1\", \"S2\"]");
    fix_setting(fix.admin, "approval.shipment", 1);
    fix.pending = fix_ship(&fix.trade, fix.serials, 0, 1, "[\"S3\"]");
    fix_setting(fix.admin, "approval.shipment", 0);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_refusal *fix = *state;

    fix_core_verify(fix->erp);
    salesinv_session_close(fix->erp);
    salesinv_session_close(fix->sales);
    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- one call for each ---- */

/* An outbound order of one line; `more` is JSON behind its quantity. */
static salesinv_status take_out(fix_refusal *fix, salesinv_id warehouse,
                                salesinv_id product, int64_t units, const char *more)
{
    return fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 6, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"%lld\"%s}]}",
                          (long long)warehouse, (long long)product, (long long)units,
                          more);
}

static salesinv_status set(fix_refusal *fix, const char *key, int64_t value)
{
    return salesinv_setting_set_int(fix->admin, key, NULL, value, NULL);
}

static salesinv_status license_required(fix_refusal *fix)
{
    return set(fix, "receipt.on_delivery", 1);
}

static salesinv_status edition_not_supported(fix_refusal *fix)
{
    return set(fix, "sync.over_delivery", 1);
}

static salesinv_status sync_only(fix_refusal *fix)
{
    return fix_try_create(fix->erp, OUTBOUND, 0, "{\"type\": 6}");
}

static salesinv_status over_delivery(fix_refusal *fix)
{
    fix_noticed *of = &fix->noticed;

    return fix_try_sent(&of->trade, 0, of->notice, of->warehouse, 5, NULL, NULL);
}

static salesinv_status edition_switch(fix_refusal *fix)
{
    return salesinv_edition_enable(fix->admin, SALESINV_EDITION_INTEGRATION, NULL);
}

static salesinv_status connector_required(fix_refusal *fix)
{
    return salesinv_setting_set_int(fix->erp, "erp.realtime_stock", NULL, 1, NULL);
}

static salesinv_status plugin_disabled(fix_refusal *fix)
{
    return fix_try_create(fix->admin, RETURN, 0, "{\"mode\": 3}");
}

static salesinv_status plugin_irreversible(fix_refusal *fix)
{
    return set(fix, "plugin.batch_serial", 0);
}

static salesinv_status quota_exhausted(fix_refusal *fix)
{
    return set(fix, "order.display_stock", 1);
}

static salesinv_status forbidden(fix_refusal *fix)
{
    return fix_try_create(fix->sales, SALESINV_KIND_WAREHOUSE, 0, "{\"name\": \"X\"}");
}

static salesinv_status warehouse_required(fix_refusal *fix)
{
    return fix_try_order(&fix->trade, 0, fix->plain, 1, NULL);
}

static salesinv_status warehouse_disabled(fix_refusal *fix)
{
    return fix_try_order(&fix->trade, fix->disabled, fix->plain, 1, NULL);
}

static salesinv_status warehouse_not_applicable(fix_refusal *fix)
{
    return fix_try_order(&fix->trade, fix->closed, fix->plain, 1, NULL);
}

static salesinv_status warehouse_not_allowed(fix_refusal *fix)
{
    return fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                          "{\"account\": %lld, \"currency\": \"EUR\", "
                          "\"record_type\": \"web\", \"warehouse\": %lld, "
                          "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                          (long long)fix->trade.account, (long long)fix->warehouse,
                          (long long)fix->plain);
}

static salesinv_status product_inactive(fix_refusal *fix)
{
    return fix_try_order(&fix->trade, fix->warehouse, fix->inactive, 1, NULL);
}

static salesinv_status insufficient_stock(fix_refusal *fix)
{
    return fix_try_order(&fix->trade, fix->warehouse, fix->plain, 7, NULL);
}

static salesinv_status exceeds_shippable(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->order, 0, 5, NULL, NULL);
}

static salesinv_status exceeds_returnable(fix_refusal *fix)
{
    return fix_try_return(&fix->trade, fix->shipment, 3, "[\"S1..S3\"]", NULL);
}

static salesinv_status exceeds_remaining(fix_refusal *fix)
{
    return fix_try_update(fix->admin, ORDER, fix->serials,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"2\"}]}");
}

static salesinv_status account_mismatch(fix_refusal *fix)
{
    return fix_try_create(fix->admin, SHIPMENT, 0,
                          "{\"order\": %lld, \"account\": %lld}", (long long)fix->order,
                          (long long)fix->stranger);
}

static salesinv_status account_inactive(fix_refusal *fix)
{
    return fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                          "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                          "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                          (long long)fix->stranger, (long long)fix->warehouse,
                          (long long)fix->plain);
}

static salesinv_status source_required(fix_refusal *fix)
{
    return fix_try_create(fix->admin, OUTBOUND, 0, "{\"type\": 1, \"warehouse\": %lld}",
                          (long long)fix->warehouse);
}

static salesinv_status batch_required(fix_refusal *fix)
{
    return take_out(fix, fix->warehouse, fix->batched, 1, "");
}

static salesinv_status batch_mismatch(fix_refusal *fix)
{
    return fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 6, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"1\", \"batch\": %lld}]}",
                          (long long)fix->warehouse, (long long)fix->plain,
                          (long long)fix->batch);
}

static salesinv_status batch_expired(fix_refusal *fix)
{
    return fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 6, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"1\", \"batch\": %lld}]}",
                          (long long)fix->warehouse, (long long)fix->batched,
                          (long long)fix->batch);
}

static salesinv_status bin_required(fix_refusal *fix)
{
    return take_out(fix, fix->shelves, fix->plain, 1, "");
}

static salesinv_status bin_mismatch(fix_refusal *fix)
{
    return fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 6, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"1\", \"bin\": %lld}]}",
                          (long long)fix->warehouse, (long long)fix->plain,
                          (long long)fix->bin);
}

static salesinv_status serial_required(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 1, NULL, NULL);
}

static salesinv_status serial_not_found(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 1, "[\"Z1\"]", NULL);
}

static salesinv_status serial_state(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 1, "[\"S1\"]", NULL);
}

static salesinv_status serial_duplicate(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 2, "[\"S4\", \"S4\"]", NULL);
}

static salesinv_status serial_held(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 1, "[\"S3\"]", NULL);
}

static salesinv_status serial_product(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->order, 0, 1, "[\"S4\"]", NULL);
}

static salesinv_status serial_place(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, fix->closed, 1, "[\"S4\"]", NULL);
}

static salesinv_status serial_count(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 2, "[\"S4\"]", NULL);
}

static salesinv_status serial_range(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->serials, 0, 2, "[\"S9..S4\"]", NULL);
}

static salesinv_status kit_level(fix_refusal *fix)
{
    return fix_try_ship(&fix->trade, fix->kits, 0, 1, NULL, NULL);
}

/* ---- returns: each code that their ways of coming back add ---- */

static salesinv_status returned_too_much_of_an_order(fix_refusal *fix)
{
    return fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"order_line\": %lld, \"qty\": \"100\"}]}",
                          (long long)sinv_line_id(fix->order, 1));
}

static salesinv_status returned_without_an_order_line(fix_refusal *fix)
{
    return fix_try_create(fix->admin, RETURN, 0,
                          "{\"order\": %lld, \"lines\": [{\"product\": %lld, "
                          "\"qty\": \"1\"}]}",
                          (long long)fix->order, (long long)fix->plain);
}

static salesinv_status returned_of_a_plugin(fix_refusal *fix, int mode)
{
    return fix_try_create(fix->admin, RETURN, 0,
                          "{\"mode\": %d, \"account\": %lld, \"currency\": \"EUR\"}",
                          mode, (long long)fix->trade.account);
}

static salesinv_status returned_without_a_source(fix_refusal *fix)
{
    return returned_of_a_plugin(fix, SALESINV_RETURN_FREE);
}

static salesinv_status exchanged(fix_refusal *fix)
{
    return returned_of_a_plugin(fix, SALESINV_RETURN_EXCHANGE);
}

static salesinv_status returned_of_two_orders(fix_refusal *fix)
{
    return fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"order_line\": %lld, \"qty\": \"1\"}, "
                          "{\"order_line\": %lld, \"qty\": \"1\"}]}",
                          (long long)sinv_line_id(fix->order, 1),
                          (long long)sinv_line_id(fix->serials, 1));
}

static salesinv_status in_use(fix_refusal *fix)
{
    return salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL);
}

static salesinv_status read_only(fix_refusal *fix)
{
    salesinv_id posting =
        fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_POSTING);

    return salesinv_outbound_void(fix->admin, posting, 0, NULL, NULL, NULL);
}

/* ---- and two that domain.md 8 names beside them ---- */

static salesinv_status invalid_state(fix_refusal *fix)
{
    return salesinv_order_approve(fix->admin, fix->order, 0, NULL, NULL);
}

static salesinv_status duplicate(fix_refusal *fix)
{
    return fix_try_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                          "{\"name\": \"Plain\"}");
}

static const struct refusal {
    salesinv_status code;
    salesinv_status (*call)(fix_refusal *fix);
    const char *field;   /* the input at fault, "" for none */
    const char *details; /* keys of what is said in numbers, in their order */
} refusals[] = {
    {SALESINV_E_LICENSE_REQUIRED, license_required, "", "licence"},
    {SALESINV_E_EDITION_NOT_SUPPORTED, edition_not_supported, "", "edition"},
    {SALESINV_E_SYNC_ONLY, sync_only, "edition", "edition"},
    {SALESINV_E_OVER_DELIVERY, over_delivery, "lines[1].qty",
     "delivered ordered left tolerance order line"},
    {SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST, edition_switch, "edition", "edition"},
    {SALESINV_E_CONNECTOR_REQUIRED, connector_required, "", ""},
    {SALESINV_E_PLUGIN_DISABLED, plugin_disabled, "mode", "setting"},
    {SALESINV_E_PLUGIN_IRREVERSIBLE, plugin_irreversible, "value", "setting"},
    {SALESINV_E_QUOTA_EXHAUSTED, quota_exhausted, "", "licence units used"},
    {SALESINV_E_FORBIDDEN, forbidden, "", "object action"},
    {SALESINV_E_WAREHOUSE_REQUIRED, warehouse_required, "warehouse", ""},
    {SALESINV_E_WAREHOUSE_DISABLED, warehouse_disabled, "warehouse", "warehouse"},
    {SALESINV_E_WAREHOUSE_NOT_APPLICABLE, warehouse_not_applicable, "warehouse",
     "warehouse account user"},
    {SALESINV_E_WAREHOUSE_NOT_ALLOWED, warehouse_not_allowed, "warehouse", ""},
    {SALESINV_E_PRODUCT_INACTIVE, product_inactive, "lines[1].product", "product"},
    {SALESINV_E_INSUFFICIENT_STOCK, insufficient_stock, "lines[1].qty",
     "product warehouse wanted on_hand frozen available holder.1.document "
     "holder.1.line holder.1.qty"},
    {SALESINV_E_EXCEEDS_SHIPPABLE, exceeds_shippable, "lines[1].qty",
     "wanted shippable order_line"},
    {SALESINV_E_EXCEEDS_RETURNABLE, exceeds_returnable, "lines[1].qty",
     "wanted returnable shipment_line"},
    {SALESINV_E_EXCEEDS_REMAINING, exceeds_remaining, "lines[1].qty",
     "wanted committed"},
    {SALESINV_E_ACCOUNT_MISMATCH, account_mismatch, "account", "order"},
    {SALESINV_E_ACCOUNT_INACTIVE, account_inactive, "account", "account"},
    {SALESINV_E_SOURCE_REQUIRED, source_required, "source", ""},
    {SALESINV_E_BATCH_REQUIRED, batch_required, "lines[1].batch", "product"},
    {SALESINV_E_BATCH_MISMATCH, batch_mismatch, "lines[1].batch", "batch product"},
    {SALESINV_E_BATCH_EXPIRED, batch_expired, "lines[1].batch", "batch expires_at"},
    {SALESINV_E_BIN_REQUIRED, bin_required, "lines[1].bin", "warehouse"},
    {SALESINV_E_BIN_MISMATCH, bin_mismatch, "lines[1].bin", "bin warehouse"},
    {SALESINV_E_SERIAL_REQUIRED, serial_required, "lines[1].serials", "wanted named"},
    {SALESINV_E_SERIAL_NOT_FOUND, serial_not_found, "lines[1].serials", "serial"},
    {SALESINV_E_SERIAL_STATE, serial_state, "lines[1].serials",
     "serial state product holder.1.document holder.1.line"},
    {SALESINV_E_SERIAL_DUPLICATE, serial_duplicate, "lines[1].serials", "serial"},
    {SALESINV_E_SERIAL_HELD, serial_held, "lines[1].serials",
     "serial state product warehouse holder.1.document holder.1.line"},
    {SALESINV_E_SERIAL_PRODUCT, serial_product, "lines[1].serials", "product"},
    {SALESINV_E_SERIAL_PLACE, serial_place, "lines[1].serials",
     "serial state product warehouse"},
    {SALESINV_E_SERIAL_COUNT, serial_count, "lines[1].serials", "wanted named"},
    {SALESINV_E_SERIAL_RANGE, serial_range, "lines[1].serials", ""},
    {SALESINV_E_KIT_LEVEL, kit_level, "lines[1].order_line", "component.1"},
    {SALESINV_E_EXCEEDS_RETURNABLE, returned_too_much_of_an_order, "lines[1].qty",
     "wanted returnable order_line"},
    {SALESINV_E_SOURCE_REQUIRED, returned_without_an_order_line, "lines[1].order_line",
     ""},
    {SALESINV_E_PLUGIN_DISABLED, returned_without_a_source, "mode", "setting"},
    {SALESINV_E_PLUGIN_DISABLED, exchanged, "mode", "setting"},
    {SALESINV_E_PLUGIN_DISABLED, returned_of_two_orders, "lines", "setting"},
    {SALESINV_E_IN_USE, in_use, "id", "holder.1.kind holder.1.id"},
    {SALESINV_E_READ_ONLY, read_only, "source", "source"},
    {SALESINV_E_INVALID_STATE, invalid_state, "status", "id status"},
    {SALESINV_E_EXISTS, duplicate, "name", "holder.1.id"},
};

/* Codes of processes that are not offered yet: stocktakes. */
static const salesinv_status not_yet[] = {SALESINV_E_RECOUNT_REQUIRED};

enum { REFUSALS = sizeof(refusals) / sizeof(refusals[0]) };

static bool is_listed(salesinv_status code)
{
    for (size_t i = 0; i < REFUSALS; i++)
        if (refusals[i].code == code)
            return true;
    for (size_t i = 0; i < sizeof(not_yet) / sizeof(not_yet[0]); i++)
        if (not_yet[i] == code)
            return true;
    return false;
}

static void every_code_has_its_refusal(void **state)
{
    (void)state;
    for (salesinv_status code = CODE_FIRST; code <= CODE_LAST; code++)
        if (*salesinv_status_text(code) &&
            strcmp(salesinv_status_name(code), "UNKNOWN") != 0 && !is_listed(code))
            fail_msg("nothing produces %s", salesinv_status_name(code));
}

static void every_refusal_explains_itself_and_changes_nothing(void **state)
{
    fix_refusal *fix = *state;

    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", "web", 1, NULL));
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "ui_events", SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "approval.shipment", 1);
    fix_ship(&fix->trade, fix->order, 0, 1, NULL); /* what stands in the order's way */
    fix_setting(fix->admin, "approval.shipment", 0);
    for (size_t i = 0; i < REFUSALS; i++) {
        const fix_refused wanted = {refusals[i].code, refusals[i].field,
                                    refusals[i].details};
        char *before = dump_store(fix->trade.core.engine);

        then_refused(fix->trade.core.engine, refusals[i].call(fix), &wanted, before);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_refusal),
        TEST(every_refusal_explains_itself_and_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
