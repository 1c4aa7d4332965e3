/* SPDX-License-Identifier: Apache-2.0 */
#include "support/fix_pushed.h"

int fix_pushed_open(void **state)
{
    static fix_pushed fix;
    fix_core *core = &fix.trade.core;
    salesinv_id order;

    fix_trade_open(&fix.trade);
    fix.admin = core->admin;
    fix_setting(fix.admin, "plugin.exchange", 1);
    fix_setting(fix.admin, "plugin.free_return", 1);
    fix.warehouse = fix_warehouse(core, "W");
    fix.other = fix_warehouse(core, "X");
    fix.product = fix_product(core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(core, fix.warehouse, fix.product, 20);
    fix_receive_serials(core, fix.warehouse, fix.tracked, "S01", 20);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix.first = fix_ship(&fix.trade, fix.order, 0, 4, NULL);
    fix.second = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    order = fix_order(&fix.trade, fix.warehouse, fix.tracked, 4);
    fix.serials = fix_ship(&fix.trade, order, 0, 4, "[\"S01..S04\"]");
    fix_switch(core, SALESINV_EDITION_INTEGRATION);
    *state = &fix;
    return 0;
}

int fix_pushed_close(void **state)
{
    fix_pushed *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

void given_result(fix_pushed *fix, salesinv_id id, const char *json)
{
    bool is_changed;

    assert_ok(fix->admin, fix_try_result(fix->admin, id, json, &is_changed));
    assert_true(is_changed);
}

void given_repeat(fix_pushed *fix, salesinv_id id, const char *json)
{
    int64_t version = head(id, VERSION);
    bool is_changed;

    assert_ok(fix->admin, fix_try_result(fix->admin, id, json, &is_changed));
    assert_false(is_changed);
    assert_int_equal(head(id, VERSION), version);
}

static salesinv_status read_counter(sinv_txn *txn, void *arg)
{
    *(int64_t *)arg = txn->counters.next_movement;
    return SALESINV_OK;
}

int64_t fix_pushed_movements(fix_pushed *fix)
{
    int64_t next = 0;

    assert_ok(fix->admin, fix_core_run(fix->admin, true, read_counter, &next));
    return next;
}

salesinv_id given_exchange(fix_pushed *fix, const char *more, const char *out)
{
    return fix_create(
        fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
        "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", %s \"lines\": [{"
        "\"product\": %lld, \"qty\": \"2\", \"price\": \"1\"}, {\"direction\": 2, "
        "\"product\": %lld, \"qty\": \"2\"%s}]}",
        (long long)fix->trade.account, more, (long long)fix->product,
        (long long)fix->tracked, out);
}
