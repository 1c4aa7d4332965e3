/* SPDX-License-Identifier: Apache-2.0 */
/* Connectors: registered with a licence of their brand, paused, resumed, and asked for an epoch. */
#include <string.h>

#include "support/fix_inbox.h"
#include "sync/registry.h"

static int setup(void **state)
{
    static fix_connector fix;

    fix_connector_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_connector_close(*state);
    return 0;
}

static salesinv_session *admin_of(void **state)
{
    return ((fix_connector *)*state)->trade.core.admin;
}

static void assert_event(salesinv_session *admin, int32_t action, const char *piece)
{
    salesinv_events *last = fix_core_last_event(admin);

    assert_int_equal(salesinv_events_kind(last, 0), SALESINV_KIND_CONNECTOR);
    assert_int_equal(salesinv_events_action(last, 0), action);
    assert_non_null(strstr(salesinv_events_detail(last, 0), piece));
    salesinv_events_free(last);
}

static void a_connector_is_registered_once_and_changed(void **state)
{
    salesinv_session *admin = admin_of(state);
    int64_t events;

    assert_ok(admin, salesinv_sync_enable(admin, "second", "test", FIX_BIT(ORDER),
                                          FIX_BIT(STOCK) | FIX_BIT(SERIAL), "key"));
    assert_event(admin, SALESINV_EVENT_CREATED,
                 "\"pushes\":[\"order\"],\"pulls\":[\"stock\",\"serial\"]");
    events = fix_core_event_count(admin);
    assert_ok(admin, salesinv_sync_enable(admin, "second", "test", FIX_BIT(ORDER),
                                          FIX_BIT(STOCK) | FIX_BIT(SERIAL), "key"));
    assert_ok(admin, salesinv_sync_enable(admin, "second", "test", FIX_BIT(ORDER),
                                          FIX_BIT(STOCK) | FIX_BIT(SERIAL), NULL));
    assert_int_equal(fix_core_event_count(admin), events);
    assert_ok(admin,
              salesinv_sync_enable(admin, "second", "test", 0, FIX_BIT(STOCK), NULL));
    assert_event(admin, SALESINV_EVENT_UPDATED, "\"pulls\":[\"stock\"]");
    assert_state_has(admin, "'name':'second','brand':'test','status':'active',"
                            "'is_licensed':true,'pushes':[],'pulls':['stock'],"
                            "'epoch':'','epoch_number':0");
    assert_state_has(admin, "'cursors':[]");
    fix_connector_state(admin, "second", "'main'", false, __FILE__, __LINE__);
    assert_refused(admin, REQUEST_REUSED,
                   salesinv_sync_enable(admin, "second", "test", 0, 0, "key"));
}

static void a_brand_needs_its_licence(void **state)
{
    fix_core *core = &((fix_connector *)*state)->trade.core;
    salesinv_session *admin = core->admin;

    assert_refused(admin, LICENSE_REQUIRED,
                   salesinv_sync_enable(admin, "sap", "sap", 0, 0, NULL));
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.sap",
                                     core->now + FIX_DAY, 0, NULL));
    assert_ok(admin, salesinv_sync_enable(admin, "sap", "sap", 0, 0, NULL));
    core->now += FIX_DAY;
    assert_state_has(admin, "'brand':'sap','status':'active','is_licensed':false");
    assert_refused(admin, LICENSE_REQUIRED, salesinv_sync_resume(admin, "sap", NULL));
    assert_ok(admin, salesinv_sync_pause(admin, "sap", NULL, NULL));
}

static void a_connector_is_paused_and_goes_on(void **state)
{
    salesinv_session *admin = admin_of(state);
    int64_t events;

    assert_ok(admin, salesinv_sync_pause(admin, "main", "stocktaking", "pause"));
    assert_event(admin, SALESINV_EVENT_DEACTIVATED,
                 "{\"connector\":\"main\",\"reason\":\"stocktaking\"}");
    assert_state_has(admin, "'status':'paused'");
    events = fix_core_event_count(admin);
    assert_ok(admin, salesinv_sync_pause(admin, "main", "again", NULL));
    assert_int_equal(fix_core_event_count(admin), events);
    assert_ok(admin, salesinv_sync_enable(admin, "main", "test", FIX_BIT(ORDER),
                                          FIX_PULLS, NULL));
    assert_state_has(admin, "'status':'paused'");
    assert_ok(admin, salesinv_sync_resume(admin, "main", "resume"));
    assert_event(admin, SALESINV_EVENT_ACTIVATED, "main");
    events = fix_core_event_count(admin);
    assert_ok(admin, salesinv_sync_resume(admin, "main", NULL));
    assert_int_equal(fix_core_event_count(admin), events);
    assert_state_has(admin, "'status':'active'");
}

/** The epoch that a run has seen. */
static salesinv_status see_epoch(sinv_txn *txn, void *arg)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, "main", &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_CONNECTOR_NEW_EPOCH, arg);
    return sinv_txn_save(txn, row);
}

static salesinv_status require_active(sinv_txn *txn, void *arg)
{
    sinv_row *row;

    return sinv_connector_require_active(txn, arg, &row);
}

static void a_new_epoch_waits_for_an_administrator(void **state)
{
    salesinv_session *admin = admin_of(state);
    int64_t events;

    assert_ok(admin, salesinv_sync_confirm_epoch(admin, "main", "e1",
                                                 SALESINV_TIME_NONE, "first"));
    assert_event(admin, SALESINV_EVENT_EPOCH_CONFIRMED, "\"epoch\":\"e1\"");
    assert_state_has(admin, "'epoch':'e1','epoch_number':1");
    assert_ok(admin, fix_core_run(admin, false, require_active, "main"));
    assert_ok(admin, fix_core_run(admin, true, see_epoch, "e2"));
    assert_state_has(admin, "'epoch':'e1','epoch_number':1,'new_epoch':'e2'");
    assert_refused(admin, INVALID_STATE,
                   fix_core_run(admin, false, require_active, "main"));
    assert_refused(
        admin, STALE,
        salesinv_sync_confirm_epoch(admin, "main", "e3", SALESINV_TIME_NONE, NULL));
    assert_field(admin, "epoch");
    assert_ok(admin, salesinv_sync_confirm_epoch(admin, "main", "e2",
                                                 SALESINV_TIME_NONE, NULL));
    assert_ok(admin, fix_core_run(admin, false, require_active, "main"));
    events = fix_core_event_count(admin);
    assert_ok(admin, salesinv_sync_confirm_epoch(admin, "main", "e2",
                                                 SALESINV_TIME_NONE, NULL));
    assert_int_equal(fix_core_event_count(admin), events);
    assert_state_has(admin, "'epoch':'e2','epoch_number':2");
    assert_state_lacks(admin, "new_epoch");
}

/** What waits in the inbox, by reason; and until when who may exchange it. */
static void what_is_refused_is_counted_by_code(void **state)
{
    fix_connector *fix = *state;
    fix_core *core = &fix->trade.core;
    salesinv_session *admin = core->admin;

    assert_state_has(admin, "{'at':'2023-11-14T");
    assert_state_has(admin, "'is_licensed':true,'pushes':");
    assert_state_has(admin, "'inbox':{'refused':0,'codes':[]}");
    (void)fix_put_refused(fix->erp, ARG, NULL,
                          "{'kind': 'category', 'external_id': 'C1', 'version': 1, "
                          "'nonsense': 1}");
    core->now += FIX_DAY;
    (void)fix_put_refused(fix->erp, ARG, NULL,
                          "{'kind': 'category', 'external_id': 'C2', 'version': 1, "
                          "'nonsense': 1}");
    (void)fix_put_refused(fix->erp, NOT_FOUND, NULL,
                          "{'kind': 'category', 'external_id': 'C3', 'version': 1, "
                          "'name': 'Cables', 'parent': 'C4'}");
    assert_state_has(admin, "'inbox':{'refused':3,'oldest_at':'2023-11-14T");
    assert_state_has(admin, "'count':2}");
    assert_state_has(admin, "'count':1}");
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     core->now + FIX_DAY, 0, NULL));
    assert_state_has(admin, "'is_licensed':true,'licence_expires_at':'2023-11-16T");
}

static void who_exchanges_messages_must_be_known_and_active(void **state)
{
    fix_core *core = &((fix_connector *)*state)->trade.core;
    salesinv_session *admin = core->admin;
    salesinv_id other = fix_core_tenant(core, SALESINV_EDITION_STANDALONE);
    salesinv_session *elsewhere = fix_core_session(core->engine, other, "admin");

    assert_refused(admin, CONNECTOR_REQUIRED,
                   fix_core_run(admin, false, require_active, "nobody"));
    assert_ok(admin, salesinv_sync_pause(admin, "main", NULL, NULL));
    assert_refused(admin, INVALID_STATE,
                   fix_core_run(admin, false, require_active, "main"));
    assert_refused(elsewhere, EDITION_NOT_SUPPORTED,
                   salesinv_sync_enable(elsewhere, "main", "test", 0, 0, NULL));
    salesinv_session_close(elsewhere);
}

static void what_is_no_name_and_no_set_of_kinds(void **state)
{
    static const char *const names[] = {
        "", "Main", "a b", "a.b", "m\xc3\xa4", "012345678901234567890123456789012"};
    salesinv_session *admin = admin_of(state);
    salesinv_blob *json = (salesinv_blob *)*state;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_int_not_equal(salesinv_sync_enable(admin, names[i], "test", 0, 0, NULL),
                             SALESINV_OK);
        assert_field(admin, "name");
    }
    assert_refused(admin, ARG, salesinv_sync_enable(admin, "a", "b\n", 0, 0, NULL));
    assert_refused(admin, ARG, salesinv_sync_enable(admin, "a", NULL, 0, 0, NULL));
    assert_refused(admin, ARG, salesinv_sync_enable(admin, "a", "", 0, 0, NULL));
    assert_field(admin, "brand");
    assert_refused(admin, ARG,
                   salesinv_sync_enable(admin, "a", "test", FIX_BIT(PRODUCT), 0, NULL));
    assert_field(admin, "pushes");
    assert_refused(admin, ARG,
                   salesinv_sync_enable(admin, "a", "test", 0,
                                        FIX_BIT(STOCK) | FIX_BIT(ORDER), NULL));
    assert_field(admin, "pulls");
    assert_refused(admin, CONNECTOR_REQUIRED,
                   salesinv_sync_pause(admin, "a", NULL, NULL));
    assert_refused(admin, CONNECTOR_REQUIRED, salesinv_sync_resume(admin, "a", NULL));
    assert_refused(
        admin, CONNECTOR_REQUIRED,
        salesinv_sync_confirm_epoch(admin, "a", "e", SALESINV_TIME_NONE, NULL));
    assert_refused(
        admin, ARG,
        salesinv_sync_confirm_epoch(admin, "main", "", SALESINV_TIME_NONE, NULL));
    assert_refused(
        admin, ARG,
        salesinv_sync_confirm_epoch(admin, "main", NULL, SALESINV_TIME_NONE, NULL));
    assert_refused(admin, CONNECTOR_REQUIRED, salesinv_sync_state(admin, "a", &json));
    assert_null(json);
    assert_refused(admin, ARG, salesinv_sync_state(admin, NULL, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_connector_is_registered_once_and_changed),
        TEST(a_brand_needs_its_licence),
        TEST(a_connector_is_paused_and_goes_on),
        TEST(a_new_epoch_waits_for_an_administrator),
        TEST(what_is_refused_is_counted_by_code),
        TEST(who_exchanges_messages_must_be_known_and_active),
        TEST(what_is_no_name_and_no_set_of_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
