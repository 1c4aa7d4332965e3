/* SPDX-License-Identifier: Apache-2.0 */
/* Settings: precedence, every refusal, audit, request keys. Their table: settings_table_test.c. */
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

static int64_t get(salesinv_session *session, const char *key, const char *record_type)
{
    int64_t value;

    assert_ok(session, salesinv_setting_get_int(session, key, record_type, &value));
    return value;
}

static void set(salesinv_session *session, const char *key, int64_t value)
{
    assert_ok(session, salesinv_setting_set_int(session, key, NULL, value, NULL));
}

static void grant(fix_core *fix, const char *code, int64_t units)
{
    assert_ok(fix->platform, salesinv_licence_grant(fix->platform, fix->tenant, code,
                                                    SALESINV_TIME_NONE, units, NULL));
}

static void record_type_before_global_before_default(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;

    assert_int_equal(get(admin, "order.mode", "wholesale"), SALESINV_MODE_SINGLE);
    set(admin, "order.mode", SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.mode", "wholesale"), SALESINV_MODE_NONE);
    assert_ok(admin, salesinv_setting_set_int(admin, "order.mode", "wholesale",
                                              SALESINV_MODE_CONSOLIDATED, NULL));
    assert_int_equal(get(admin, "order.mode", "wholesale"), SALESINV_MODE_CONSOLIDATED);
    assert_int_equal(get(admin, "order.mode", "retail"), SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.validation", "wholesale"), SALESINV_RULE_BLOCK);
    assert_ok(admin, salesinv_setting_unset(admin, "order.mode", "wholesale", NULL));
    assert_int_equal(get(admin, "order.mode", "wholesale"), SALESINV_MODE_NONE);
    assert_ok(admin, salesinv_setting_unset(admin, "order.mode", NULL, NULL));
    assert_int_equal(get(admin, "order.mode", "wholesale"), SALESINV_MODE_SINGLE);
}

static void texts(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;
    char text[8] = "x";
    int32_t is_set = 7;

    assert_ok(admin, salesinv_setting_get_text(admin, "order.currency", NULL, text,
                                               sizeof(text), &is_set));
    assert_string_equal(text, "");
    assert_int_equal(is_set, 0);
    assert_ok(admin,
              salesinv_setting_set_text(admin, "order.currency", NULL, "EUR", NULL));
    assert_ok(admin,
              salesinv_setting_set_text(admin, "order.currency", "asia", "CNY", NULL));
    assert_ok(admin, salesinv_setting_get_text(admin, "order.currency", "asia", text,
                                               sizeof(text), &is_set));
    assert_string_equal(text, "CNY");
    assert_int_equal(is_set, 1);
    assert_ok(admin, salesinv_setting_get_text(admin, "order.currency", "else", text, 4,
                                               NULL));
    assert_string_equal(text, "EUR");
    assert_ok(admin, salesinv_setting_unset(admin, "order.currency", NULL, NULL));
    assert_ok(admin, salesinv_setting_get_text(admin, "order.currency", NULL, text,
                                               sizeof(text), &is_set));
    assert_int_equal(is_set, 0);
    assert_refused(
        admin, ARG,
        salesinv_setting_get_text(admin, "order.currency", NULL, text, 3, NULL));
    assert_field(admin, "capacity");
    assert_refused(
        admin, ARG,
        salesinv_setting_get_text(admin, "order.currency", NULL, NULL, 0, NULL));
    assert_field(admin, "out_text");
}

static void arguments_are_checked(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;
    char long_name[80];
    char text[8];
    int64_t value = 5;

    memset(long_name, 'a', sizeof(long_name));
    long_name[65] = '\0';
    assert_int_equal(salesinv_setting_get_int(NULL, "order.mode", NULL, &value),
                     SALESINV_E_ARG);
    assert_int_equal(value, 0);
    assert_refused(admin, ARG, salesinv_setting_get_int(admin, "x.y", NULL, &value));
    assert_field(admin, "key");
    assert_refused(admin, ARG, salesinv_setting_get_int(admin, NULL, NULL, &value));
    assert_refused(admin, ARG,
                   salesinv_setting_get_int(admin, "order.mode", NULL, NULL));
    assert_refused(admin, ARG,
                   salesinv_setting_get_int(admin, "order.currency", NULL, &value));
    assert_refused(
        admin, ARG,
        salesinv_setting_get_text(admin, "order.mode", NULL, text, sizeof(text), NULL));
    assert_refused(admin, ARG, salesinv_setting_set_int(admin, "x", NULL, 1, NULL));
    assert_refused(admin, ARG, salesinv_setting_unset(admin, "x", NULL, NULL));
    assert_refused(admin, TEXT,
                   salesinv_setting_set_int(admin, "order.mode", "\xff", 1, NULL));
    assert_refused(admin, TEXT,
                   salesinv_setting_set_int(admin, "order.mode", "a\tb", 1, NULL));
    assert_refused(admin, TEXT,
                   salesinv_setting_set_int(admin, "order.mode", long_name, 1, NULL));
    assert_refused(admin, ARG,
                   salesinv_setting_set_int(admin, "order.mode", "", 1, NULL));
    assert_refused(
        admin, ARG,
        salesinv_setting_set_text(admin, "order.currency", NULL, NULL, NULL));
    assert_refused(
        admin, TEXT,
        salesinv_setting_set_text(admin, "order.currency", NULL, "E\001R", NULL));
    assert_refused(
        admin, ARG,
        salesinv_setting_set_text(admin, "order.currency", NULL, "EURO", NULL));
    assert_field(admin, "value");
}

static void ranges_are_checked(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;
    const salesinv_error *error;

    for (int32_t i = 0; i < salesinv_setting_count(); i++) {
        const char *key = salesinv_setting_key(i);

        if (salesinv_setting_type_of(key) == SALESINV_SETTING_TEXT ||
            *salesinv_setting_gate(key) ||
            !(salesinv_setting_editions(key) & 1 << SALESINV_EDITION_STANDALONE))
            continue;
        assert_refused(admin, ARG,
                       salesinv_setting_set_int(admin, key, NULL,
                                                salesinv_setting_least(key) - 1, NULL));
        assert_refused(admin, ARG,
                       salesinv_setting_set_int(admin, key, NULL,
                                                salesinv_setting_most(key) + 1, NULL));
        assert_refused(admin, ARG,
                       salesinv_setting_set_int(admin, key, NULL, INT64_MAX, NULL));
        assert_refused(admin, ARG,
                       salesinv_setting_set_int(admin, key, NULL, INT64_MIN, NULL));
        set(admin, key, salesinv_setting_most(key));
        set(admin, key, salesinv_setting_least(key));
    }
    assert_refused(admin, ARG,
                   salesinv_setting_set_int(admin, "order.mode", NULL, 9, NULL));
    error = salesinv_engine_error(fix->engine);
    assert_int_equal(
        salesinv_error_detail_int(error, salesinv_error_detail_find(error, "most")), 3);
}

static void global_settings_have_no_record_types(void **state)
{
    fix_core *fix = *state;

    assert_refused(
        fix->admin, ARG,
        salesinv_setting_set_int(fix->admin, "request_key.days", "a", 5, NULL));
    assert_field(fix->admin, "record_type");
    assert_refused(fix->admin, ARG,
                   salesinv_setting_unset(fix->admin, "request_key.days", "a", NULL));
}

static void only_administrators(void **state)
{
    static const char *const others[] = {"sales", "order_admin", "shipping",
                                         "erp",   "buyer",       "finance"};
    fix_core *fix = *state;
    int64_t value;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        salesinv_session *session =
            fix_core_session(fix->engine, fix->tenant, others[i]);

        assert_refused(session, FORBIDDEN,
                       salesinv_setting_set_int(session, "order.mode", NULL, 1, NULL));
        assert_refused(session, FORBIDDEN,
                       salesinv_setting_unset(session, "order.mode", NULL, NULL));
        assert_refused(session, FORBIDDEN,
                       salesinv_setting_get_int(session, "order.mode", NULL, &value));
        salesinv_session_close(session);
    }
    assert_refused(
        fix->platform, FORBIDDEN,
        salesinv_setting_set_int(fix->platform, "order.mode", NULL, 1, NULL));
}

static void platform_settings(void **state)
{
    fix_core *fix = *state;
    int64_t value;

    assert_refused(
        fix->admin, FORBIDDEN,
        salesinv_setting_set_int(fix->admin, "logistics.small", NULL, 9, NULL));
    assert_refused(
        fix->admin, FORBIDDEN,
        salesinv_setting_get_int(fix->admin, "logistics.small", NULL, &value));
    assert_int_equal(get(fix->platform, "logistics.small", NULL), 1000);
    set(fix->platform, "logistics.small", 9);
    assert_int_equal(get(fix->platform, "logistics.small", NULL), 9);
}

static void editions(void **state)
{
    fix_core *fix = *state;
    salesinv_id none = fix_core_tenant(fix, SALESINV_EDITION_NONE);
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_session *early = fix_core_session(fix->engine, none, "admin");
    salesinv_session *erp = fix_core_session(fix->engine, other, "admin");

    assert_refused(early, LICENSE_REQUIRED,
                   salesinv_setting_set_int(early, "order.mode", NULL, 1, NULL));
    assert_ok(fix->platform, salesinv_licence_grant(fix->platform, none, "inventory",
                                                    SALESINV_TIME_NONE, 0, NULL));
    assert_refused(early, EDITION_NOT_SUPPORTED,
                   salesinv_setting_set_int(early, "order.mode", NULL, 1, NULL));
    set(early, "request_key.days", 10);
    assert_refused(
        fix->admin, EDITION_NOT_SUPPORTED,
        salesinv_setting_set_int(fix->admin, "plugin.channel", NULL, 1, NULL));
    assert_refused(
        erp, EDITION_NOT_SUPPORTED,
        salesinv_setting_set_int(erp, "plugin.frozen_adjustment", NULL, 1, NULL));
    set(erp, "plugin.channel", 1);
    set(fix->admin, "plugin.frozen_adjustment", 1);
    assert_int_equal(get(erp, "shipping.mode", NULL), SALESINV_SHIPPING_NOTICE);
    assert_int_equal(get(fix->admin, "shipping.mode", NULL), SALESINV_SHIPPING_ORDER);
    set(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    assert_int_equal(get(fix->admin, "shipping.mode", NULL), SALESINV_SHIPPING_NOTICE);
    assert_refused(
        fix->admin, EDITION_SWITCH_REQUIRES_REQUEST,
        salesinv_setting_set_int(fix->admin, "inventory.edition", NULL, 2, NULL));
    assert_refused(fix->admin, EDITION_SWITCH_REQUIRES_REQUEST,
                   salesinv_setting_unset(fix->admin, "inventory.edition", NULL, NULL));
    salesinv_session_close(early);
    salesinv_session_close(erp);
}

static void gates(void **state)
{
    fix_core *fix = *state;
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_session *erp = fix_core_session(fix->engine, other, "admin");

    assert_refused(
        fix->admin, LICENSE_REQUIRED,
        salesinv_setting_set_int(fix->admin, "shipping.kits", NULL, 1, NULL));
    set(fix->admin, "shipping.kits", 0); /* switching off needs nothing */
    grant(fix, "bom", 0);
    set(fix->admin, "shipping.kits", 1);
    assert_refused(erp, CONNECTOR_REQUIRED,
                   salesinv_setting_set_int(erp, "erp.realtime_stock", NULL, 1, NULL));
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, other, "connector.kingdee",
                                     FIX_START + FIX_MINUTE, 0, NULL));
    set(erp, "erp.realtime_stock", 1);
    set(erp, "erp.realtime_stock", 0);
    fix->now += FIX_MINUTE;
    assert_refused(erp, CONNECTOR_REQUIRED,
                   salesinv_setting_set_int(erp, "erp.realtime_stock", NULL, 1, NULL));
    salesinv_session_close(erp);
}

static void display_takes_a_unit(void **state)
{
    fix_core *fix = *state;
    int64_t units, used;

    assert_refused(
        fix->admin, LICENSE_REQUIRED,
        salesinv_setting_set_int(fix->admin, "order.display_stock", NULL, 1, NULL));
    grant(fix, "ui_events", 0);
    assert_refused(
        fix->admin, QUOTA_EXHAUSTED,
        salesinv_setting_set_int(fix->admin, "order.display_stock", NULL, 1, NULL));
    grant(fix, "ui_events", 5);
    set(fix->admin, "order.display_stock", 1);
    set(fix->admin, "order.display_stock", 1);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", &units, &used, NULL));
    assert_int_equal(units, 5);
    assert_int_equal(used, 1);
    assert_ok(fix->admin,
              salesinv_setting_unset(fix->admin, "order.display_stock", NULL, NULL));
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", NULL, &used, NULL));
    assert_int_equal(used, 0);
}

static void irreversible(void **state)
{
    static const char *const keys[] = {"plugin.batch_serial", "warehouse.bins"};
    fix_core *fix = *state;

    for (size_t i = 0; i < 2; i++) {
        set(fix->admin, keys[i], 0);
        set(fix->admin, keys[i], 1);
        assert_refused(fix->admin, PLUGIN_IRREVERSIBLE,
                       salesinv_setting_set_int(fix->admin, keys[i], NULL, 0, NULL));
        assert_refused(fix->admin, PLUGIN_IRREVERSIBLE,
                       salesinv_setting_unset(fix->admin, keys[i], NULL, NULL));
        assert_int_equal(get(fix->admin, keys[i], NULL), 1);
    }
}

static salesinv_status register_serial(sinv_txn *txn, void *arg)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_RUN, &row);

    (void)arg;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_RUN_PREFIX, "SN");
    sinv_row_set_int(row, SINV_RUN_COUNT, 1);
    return sinv_txn_insert(txn, row);
}

static void serial_scope_is_fixed_by_the_first_serial(void **state)
{
    fix_core *fix = *state;

    set(fix->admin, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
    assert_ok(fix->admin, fix_core_run(fix->admin, true, register_serial, NULL));
    assert_refused(fix->admin, IN_USE,
                   salesinv_setting_set_int(fix->admin, "serial.scope", NULL,
                                            SALESINV_SERIAL_SCOPE_TENANT, NULL));
    assert_refused(fix->admin, IN_USE,
                   salesinv_setting_unset(fix->admin, "serial.scope", NULL, NULL));
    set(fix->admin, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
}

static void changes_are_audited(void **state)
{
    fix_core *fix = *state;
    salesinv_events *events;
    int64_t before;

    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", "vip", 3, NULL));
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_SETTING_CHANGED);
    assert_int_equal(salesinv_events_object(events, 0), 0);
    assert_int_equal(salesinv_events_user(events, 0), 7);
    assert_string_equal(
        salesinv_events_detail(events, 0),
        "{\"key\":\"order.mode\",\"record_type\":\"vip\",\"old\":null,\"new\":3}");
    salesinv_events_free(events);
    before = fix_core_event_count(fix->admin);
    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", "vip", 3, NULL));
    assert_ok(fix->admin,
              salesinv_setting_unset(fix->admin, "order.validation", NULL, NULL));
    assert_int_equal(fix_core_event_count(fix->admin), before);
    assert_ok(fix->admin,
              salesinv_setting_unset(fix->admin, "order.mode", "vip", NULL));
    assert_ok(fix->admin, salesinv_setting_set_text(fix->admin, "order.currency", NULL,
                                                    "EUR", NULL));
    events = fix_core_last_event(fix->admin);
    assert_string_equal(salesinv_events_detail(events, 0),
                        "{\"key\":\"order.currency\",\"record_type\":null,"
                        "\"old\":null,\"new\":\"EUR\"}");
    salesinv_events_free(events);
    assert_int_equal(fix_core_event_count(fix->admin), before + 2);
}

static void request_keys(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;
    int64_t before;

    assert_ok(admin, salesinv_setting_set_int(admin, "order.mode", NULL, 1, "k1"));
    assert_int_equal(salesinv_session_is_repeat(admin), 0);
    set(admin, "order.mode", 3);
    before = fix_core_event_count(admin);
    assert_ok(admin, salesinv_setting_set_int(admin, "order.mode", NULL, 1, "k1"));
    assert_int_equal(salesinv_session_is_repeat(admin), 1);
    assert_int_equal(get(admin, "order.mode", NULL), 3);
    assert_int_equal(fix_core_event_count(admin), before);
    assert_refused(admin, REQUEST_REUSED,
                   salesinv_setting_set_int(admin, "order.mode", NULL, 2, "k1"));
    assert_refused(admin, REQUEST_REUSED,
                   salesinv_setting_set_int(admin, "order.mode", "a", 1, "k1"));
    assert_refused(admin, REQUEST_REUSED,
                   salesinv_setting_unset(admin, "order.mode", NULL, "k1"));
    assert_refused(admin, ARG,
                   salesinv_setting_set_int(admin, "order.mode", NULL, 1, ""));
}

static salesinv_status require_all(sinv_txn *txn, void *arg)
{
    salesinv_status *got = arg;

    got[0] = sinv_setting_require(txn, SINV_SET_PLUGIN_EXCHANGE, NULL);
    got[1] = sinv_setting_require(txn, SINV_SET_SHIPPING_AUTO_POPULATE, NULL);
    got[2] = sinv_edition_require(txn, 1u << SALESINV_EDITION_INTEGRATION);
    got[3] = sinv_edition_require(txn, SINV_EDITIONS_BOTH);
    got[4] = sinv_edition_require(txn, 0);
    return SALESINV_OK;
}

static void what_documents_ask_for(void **state)
{
    fix_core *fix = *state;
    salesinv_status got[5];

    assert_ok(fix->admin, fix_core_run(fix->admin, false, require_all, got));
    assert_int_equal(got[0], SALESINV_E_PLUGIN_DISABLED);
    assert_int_equal(got[1], SALESINV_OK);
    assert_int_equal(got[2], SALESINV_E_EDITION_NOT_SUPPORTED);
    assert_int_equal(got[3], SALESINV_OK);
    assert_int_equal(got[4], SALESINV_OK);
    set(fix->admin, "plugin.exchange", 1);
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "inventory",
                                     FIX_START + 1, 0, NULL));
    fix->now++;
    assert_ok(fix->admin, fix_core_run(fix->admin, false, require_all, got));
    assert_int_equal(got[0], SALESINV_OK);
    assert_int_equal(got[3], SALESINV_E_LICENSE_REQUIRED);
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   salesinv_setting_set_int(fix->admin, "order.mode", NULL, 1, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(record_type_before_global_before_default),
        TEST(texts),
        TEST(arguments_are_checked),
        TEST(ranges_are_checked),
        TEST(global_settings_have_no_record_types),
        TEST(only_administrators),
        TEST(platform_settings),
        TEST(editions),
        TEST(gates),
        TEST(display_takes_a_unit),
        TEST(irreversible),
        TEST(serial_scope_is_fixed_by_the_first_serial),
        TEST(changes_are_audited),
        TEST(request_keys),
        TEST(what_documents_ask_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
