/* SPDX-License-Identifier: Apache-2.0 */
/* The table of settings: sound in itself, and what was promised. */
#include <string.h>

#include "support/fix_core.h"

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static int64_t get(salesinv_session *session, const char *key)
{
    int64_t value = -9;

    assert_ok(session, salesinv_setting_get_int(session, key, NULL, &value));
    return value;
}

static void table_is_sound(void **state)
{
    (void)state;
    assert_true(salesinv_setting_count() > 40);
    for (int32_t i = 0; i < salesinv_setting_count(); i++) {
        const char *key = salesinv_setting_key(i);

        assert_int_equal(sinv_setting_find(key), i); /* so keys are unique */
        assert_in_range(salesinv_setting_type_of(key), SALESINV_SETTING_SWITCH,
                        SALESINV_SETTING_TEXT);
        assert_true(salesinv_setting_least(key) <= salesinv_setting_most(key));
        if (salesinv_setting_type_of(key) != SALESINV_SETTING_TEXT) {
            assert_true(salesinv_setting_default(key) >= salesinv_setting_least(key));
            assert_true(salesinv_setting_default(key) <= salesinv_setting_most(key));
        }
        assert_in_range(salesinv_setting_scope_of(key), SALESINV_SCOPE_GLOBAL,
                        SALESINV_SCOPE_RECORD_TYPE);
        assert_true(salesinv_setting_editions(key) != 0);
        assert_non_null(salesinv_setting_gate(key));
        assert_true(strlen(salesinv_setting_text(key)) > 5);
    }
}

static void unknown_keys_have_nothing(void **state)
{
    (void)state;
    assert_null(salesinv_setting_key(-1));
    assert_null(salesinv_setting_key(salesinv_setting_count()));
    assert_int_equal(salesinv_setting_type_of("order.mod"), 0);
    assert_int_equal(salesinv_setting_type_of(NULL), 0);
    assert_int_equal(salesinv_setting_default("x"), 0);
    assert_int_equal(salesinv_setting_least("x"), 0);
    assert_int_equal(salesinv_setting_most("x"), 0);
    assert_int_equal(salesinv_setting_scope_of("x"), 0);
    assert_int_equal(salesinv_setting_editions("x"), 0);
    assert_null(salesinv_setting_gate("x"));
    assert_null(salesinv_setting_text("x"));
}

/* The table of domain.md 5.19 and the settings that 9.1 adds, in words of its own. */
enum { ANY = 7, BOTH = 6, ALONE = 2, WITH_ERP = 4 }; /* bits 1 << SALESINV_EDITION_* */
enum { ONE = SALESINV_SCOPE_GLOBAL, TYPED = SALESINV_SCOPE_RECORD_TYPE };
static const struct promised {
    const char *key;
    int64_t initial;
    int64_t least;
    int64_t most;
    int32_t scope;
    uint32_t editions;
    const char *gate;
} promised[] = {
    {"inventory.edition", 0, 0, 2, ONE, ANY, "edition"},
    {"shipping.mode", 0, 0, 2, ONE, BOTH, ""},
    {"order.mode", SALESINV_MODE_SINGLE, 1, 3, TYPED, BOTH, ""},
    {"order.validation", SALESINV_RULE_BLOCK, 1, 2, TYPED, BOTH, ""},
    {"order.display_stock", 0, 0, 1, ONE, BOTH, "quota:ui_events"},
    {"stock.display_style", SALESINV_DISPLAY_EXACT, 1, 3, ONE, BOTH, ""},
    {"erp.realtime_stock", 0, 0, 1, ONE, WITH_ERP, "connector"},
    {"plugin.frozen_adjustment", 0, 0, 1, ONE, ALONE, ""},
    {"shipping.auto_populate", 1, 0, 1, ONE, BOTH, ""},
    {"plugin.multi_order", 0, 0, 1, ONE, BOTH, ""},
    {"shipping.kits", 0, 0, 1, ONE, BOTH, "licence:bom"},
    {"plugin.batch_serial", 0, 0, 1, ONE, BOTH, "irreversible"},
    {"warehouse.bins", 0, 0, 1, ONE, BOTH, "irreversible"},
    {"return.several_orders", 0, 0, 1, ONE, BOTH, ""},
    {"plugin.shipment_return", 0, 0, 1, ONE, BOTH, ""},
    {"plugin.free_return", 0, 0, 1, ONE, BOTH, ""},
    {"plugin.exchange", 0, 0, 1, ONE, BOTH, ""},
    {"receipt.timeout", 0, 0, 1, ONE, BOTH, ""},
    {"receipt.timeout_days", 7, 1, 365, ONE, BOTH, ""},
    {"receipt.on_delivery", 0, 0, 1, ONE, BOTH, "licence:logistics"},
    {"transfer.auto_inbound", 0, 0, 1, ONE, ALONE, ""},
    {"stocktake.source", SALESINV_STOCKTAKE_INVENTORY, 1, 2, ONE, ALONE, ""},
    {"plugin.channel", 0, 0, 1, ONE, WITH_ERP, ""},
    {"approval.order", 0, 0, 1, TYPED, ANY, ""},
    {"approval.shipment", 0, 0, 1, TYPED, ANY, ""},
    {"approval.inbound", 0, 0, 1, TYPED, ANY, ""},
    {"approval.outbound", 0, 0, 1, TYPED, ANY, ""},
    {"approval.return", 0, 0, 1, TYPED, ANY, ""},
    {"approval.transfer", 0, 0, 1, TYPED, ANY, ""},
    {"approval.stocktake", 0, 0, 1, TYPED, ANY, ""},
    {"approval.four_eyes", 0, 0, 1, ONE, ANY, ""},
    {"serial.scope", SALESINV_SERIAL_SCOPE_TENANT, 1, 2, ONE, ANY, "first_serial"},
    {"return.free_new_serials", 0, 0, 1, ONE, ANY, ""},
    {"batch.expired", SALESINV_EXPIRED_WARN, 1, 2, ONE, ANY, ""},
    {"sync.over_delivery", 0, 0, 10000, ONE, WITH_ERP, ""},
    {"tracking.cache_minutes", 30, 0, 10080, ONE, ANY, ""},
    {"return.goods_in", SALESINV_GOODS_IN_AT_CONFIRM, 1, 2, ONE, ANY, ""},
    {"request_key.days", 30, 1, 3650, ONE, ANY, ""},
    {"order.rounding", -1, -1, 4, TYPED, ANY, ""},
    {"logistics.small", 1000, 1, 1000000000, ONE, ANY, "operator"},
    {"logistics.medium", 5000, 1, 1000000000, ONE, ANY, "operator"},
    {"logistics.large", 20000, 1, 1000000000, ONE, ANY, "operator"},
};

static void settings_of_the_specification(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++) {
        const struct promised *of = &promised[i];

        print_message("%s\n", of->key);
        assert_int_equal(salesinv_setting_default(of->key), of->initial);
        assert_int_equal(salesinv_setting_least(of->key), of->least);
        assert_int_equal(salesinv_setting_most(of->key), of->most);
        assert_int_equal(salesinv_setting_scope_of(of->key), of->scope);
        assert_int_equal(salesinv_setting_editions(of->key), of->editions);
        assert_string_equal(salesinv_setting_gate(of->key), of->gate);
    }
}

/* What nobody set has its default in a tenant too, but for what the edition decides. */
static void nothing_set_is_the_default(void **state)
{
    fix_core *fix = *state;

    for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++)
        if (strcmp(promised[i].gate, "operator") != 0 &&
            strcmp(promised[i].gate, "edition") != 0 &&
            strcmp(promised[i].key, "shipping.mode") != 0)
            assert_int_equal(get(fix->admin, promised[i].key), promised[i].initial);
    assert_int_equal(get(fix->admin, "shipping.mode"), SALESINV_SHIPPING_ORDER);
    assert_int_equal(get(fix->admin, "inventory.edition"), SALESINV_EDITION_STANDALONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_sound),
        cmocka_unit_test(unknown_keys_have_nothing),
        cmocka_unit_test(settings_of_the_specification),
        cmocka_unit_test_setup_teardown(nothing_set_is_the_default, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
