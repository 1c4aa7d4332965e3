/* SPDX-License-Identifier: Apache-2.0 */
/* Roles: the built-in matrix, custom roles, and how rights add up. */
#include <stdio.h>
#include <string.h>

#include "core/role.h"
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

#define ALL                                                                            \
    "{\"read\":\"all\",\"create\":\"all\",\"update\":\"all\",\"submit\":\"all\","      \
    "\"approve\":\"all\",\"confirm\":\"all\",\"close\":\"all\",\"void\":\"all\"}"
#define READ "{\"read\":\"all\"}"
#define WRITE "{\"read\":\"all\",\"create\":\"all\",\"update\":\"all\"}"
#define WRITE "{\"read\":\"all\",\"create\":\"all\",\"update\":\"all\"}"
#define SYNC "{\"read\":\"all\",\"create\":\"synced\",\"update\":\"synced\"}"
#define SYNC_WORK                                                                      \
    "{\"read\":\"all\",\"create\":\"synced\",\"update\":\"synced\","                   \
    "\"submit\":\"synced\",\"confirm\":\"synced\",\"close\":\"synced\","               \
    "\"void\":\"synced\"}"
#define RULE                                                                           \
    "{\"read\":\"all\",\"create\":\"all\",\"update\":\"all\",\"submit\":\"all\","      \
    "\"approve\":\"all\",\"close\":\"all\",\"void\":\"all\"}"
#define WORK                                                                           \
    "{\"read\":\"all\",\"create\":\"all\",\"update\":\"all\",\"submit\":\"all\","      \
    "\"confirm\":\"all\",\"close\":\"all\",\"void\":\"all\"}"

/* The matrix as it is promised, in the words of role_get. */
static void built_in_matrix(void **state)
{
    static const struct {
        const char *role;
        const char *rights;
    } wanted[] = {
        {"sales",
         "{\"catalog\":" READ
         ",\"account\":{\"read\":\"all\",\"create\":\"own\",\"update\":\"own\"}"
         ",\"warehouse\":" READ ",\"stock\":{\"read\":\"own\"}"
         ",\"order\":{\"read\":\"own\",\"create\":\"own\",\"update\":\"own\","
         "\"submit\":\"own\"},\"shipment\":" READ
         ",\"receipt\":{\"read\":\"own\",\"confirm\":\"own\"}"
         ",\"return\":{\"read\":\"own\",\"create\":\"own\",\"update\":\"own\","
         "\"submit\":\"own\"}}"},
        {"order_admin",
         "{\"catalog\":{\"read\":\"all\",\"update\":\"all\"}"
         ",\"account\":{\"read\":\"all\",\"update\":\"all\"},\"warehouse\":" READ
         ",\"stock\":" READ ",\"order\":" RULE ",\"frozen_adjustment\":" ALL
         ",\"shipment\":" RULE
         ",\"receipt\":{\"read\":\"all\",\"confirm\":\"all\",\"void\":\"all\"}"
         ",\"movement\":" READ ",\"return\":" RULE ",\"sync\":" READ "}"},
        {"shipping",
         "{\"catalog\":" READ ",\"account\":" READ ",\"warehouse\":" READ
         ",\"stock\":" WRITE ",\"order\":" READ ",\"shipment\":" WORK
         ",\"receipt\":{\"read\":\"all\",\"confirm\":\"all\"}"
         ",\"movement\":" WORK ",\"return\":{\"read\":\"all\",\"confirm\":\"all\"}}"},
        {"admin", "{\"setting\":" ALL ",\"licence\":" READ ",\"catalog\":" ALL
                  ",\"account\":" ALL ",\"warehouse\":" ALL ",\"stock\":" ALL
                  ",\"order\":" ALL ",\"frozen_adjustment\":" ALL ",\"shipment\":" ALL
                  ",\"receipt\":" ALL ",\"movement\":" ALL ",\"return\":" ALL
                  ",\"event\":" READ ",\"verify\":" ALL ",\"sync\":" ALL "}"},
        {"erp", "{\"catalog\":" SYNC ",\"account\":" SYNC ",\"warehouse\":" SYNC
                ",\"stock\":" SYNC ",\"order\":" READ ",\"shipment\":" SYNC_WORK
                ",\"movement\":" SYNC_WORK ",\"return\":" READ ",\"sync\":" WRITE "}"},
        {"buyer", "{\"order\":{\"read\":\"own\"}"
                  ",\"receipt\":{\"read\":\"own\",\"confirm\":\"own\"}}"},
        {"finance",
         "{\"order\":{\"read\":\"all\",\"update\":\"all\",\"approve\":\"all\"}}"},
        {"operator", "{}"},
    };
    fix_core *fix = *state;
    char text[SINV_ROLE_JSON_MAX];
    size_t size;

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        assert_ok(fix->admin, salesinv_role_get(fix->admin, wanted[i].role, text,
                                                sizeof(text), &size));
        assert_string_equal(text, wanted[i].rights);
        assert_int_equal(size, strlen(text));
    }
}

static void reach(void **state)
{
    sinv_rights rights;

    (void)state;
    memset(&rights, 0, sizeof(rights));
    for (uint8_t object = 0; object < SINV_OBJECT_COUNT; object++)
        for (uint8_t action = 0; action < SINV_ACTION_COUNT; action++)
            assert_int_equal(sinv_rights_reach(&rights, (sinv_right){object, action}),
                             SINV_REACH_NONE);
    rights.own[SINV_OBJECT_ORDER] = 1u << SINV_ACTION_READ;
    assert_int_equal(
        sinv_rights_reach(&rights, (sinv_right){SINV_OBJECT_ORDER, SINV_ACTION_READ}),
        SINV_REACH_OWN);
    rights.all[SINV_OBJECT_ORDER] = 1u << SINV_ACTION_READ;
    assert_int_equal(
        sinv_rights_reach(&rights, (sinv_right){SINV_OBJECT_ORDER, SINV_ACTION_READ}),
        SINV_REACH_ALL);
    assert_int_equal(sinv_rights_reach(&rights, (sinv_right){200, SINV_ACTION_READ}),
                     SINV_REACH_NONE);
    assert_int_equal(sinv_rights_reach(&rights, (sinv_right){SINV_OBJECT_ORDER, 200}),
                     SINV_REACH_NONE);
}

static void refusal_names_object_and_action(void **state)
{
    fix_core *fix = *state;
    const salesinv_error *error = salesinv_engine_error(fix->engine);
    salesinv_session *buyer = fix_core_session(fix->engine, fix->tenant, "buyer");

    assert_refused(buyer, FORBIDDEN, salesinv_role_remove(buyer, "x", NULL));
    assert_string_equal(
        salesinv_error_detail_text(error, salesinv_error_detail_find(error, "object")),
        "setting");
    assert_string_equal(
        salesinv_error_detail_text(error, salesinv_error_detail_find(error, "action")),
        "update");
    salesinv_session_close(buyer);
    assert_string_equal(sinv_object_name(-1), "unknown");
    assert_string_equal(sinv_action_name(99), "unknown");
}

static void custom_roles_grant_what_they_say(void **state)
{
    fix_core *fix = *state;
    salesinv_session *session;
    int64_t value;
    char text[64];
    size_t size;

    assert_ok(fix->admin,
              salesinv_role_put(fix->admin, "auditor",
                                "{\"setting\":{\"read\":\"all\"},\"event\":{}}", NULL));
    session = fix_core_session(fix->engine, fix->tenant, "auditor");
    assert_ok(session, salesinv_setting_get_int(session, "order.mode", NULL, &value));
    assert_refused(session, FORBIDDEN,
                   salesinv_setting_set_int(session, "order.mode", NULL, 1, NULL));
    assert_ok(session, salesinv_session_add_role(session, "admin"));
    assert_ok(session, salesinv_setting_set_int(session, "order.mode", NULL, 1, NULL));
    salesinv_session_close(session);

    assert_ok(fix->admin,
              salesinv_role_get(fix->admin, "auditor", text, sizeof(text), &size));
    assert_string_equal(text, "{\"setting\":{\"read\":\"all\"}}");
    assert_ok(fix->admin, salesinv_role_get(fix->admin, "auditor", NULL, 0, &size));
    assert_int_equal(size, strlen(text));
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_role_get(fix->admin, "auditor", text, size, NULL));
    assert_ok(fix->admin, salesinv_role_put(fix->admin, "auditor", "{}", NULL));
    session = fix_core_session(fix->engine, fix->tenant, "auditor");
    assert_refused(session, FORBIDDEN,
                   salesinv_setting_get_int(session, "order.mode", NULL, &value));
    salesinv_session_close(session);
}

static void roles_are_listed(void **state)
{
    static const char built_in[] = "[\"sales\",\"order_admin\",\"shipping\",\"admin\","
                                   "\"erp\",\"buyer\",\"finance\",\"operator\"";
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    char wanted[256];
    char text[256];
    size_t size;

    assert_ok(fix->admin, salesinv_role_put(fix->admin, "picker", "{}", NULL));
    assert_ok(fix->admin, salesinv_role_put(fix->admin, "auditor", "{}", NULL));
    assert_ok(fix->admin, salesinv_role_list(fix->admin, text, sizeof(text), &size));
    (void)snprintf(wanted, sizeof(wanted), "%s,\"auditor\",\"picker\"]", built_in);
    assert_string_equal(text, wanted);
    assert_int_equal(size, strlen(wanted));
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_role_list(fix->admin, text, size, NULL));
    assert_ok(fix->admin, salesinv_role_list(fix->admin, NULL, 0, &size));
    assert_refused(sales, FORBIDDEN,
                   salesinv_role_list(sales, text, sizeof(text), NULL));
    assert_string_equal(text, "");
    salesinv_session_close(sales);
}

static void changes_are_audited(void **state)
{
    fix_core *fix = *state;
    salesinv_events *events;
    int64_t before;

    assert_ok(fix->admin, salesinv_role_put(fix->admin, "auditor",
                                            "{\"event\":{\"read\":\"own\"}}", NULL));
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_ROLE_CHANGED);
    assert_string_equal(
        salesinv_events_detail(events, 0),
        "{\"role\":\"auditor\",\"rights\":{\"event\":{\"read\":\"own\"}}}");
    salesinv_events_free(events);
    before = fix_core_event_count(fix->admin);
    assert_ok(fix->admin, salesinv_role_put(fix->admin, "auditor",
                                            " {\"event\": {\"read\": \"own\"}}", NULL));
    assert_int_equal(fix_core_event_count(fix->admin), before);
    assert_ok(fix->admin, salesinv_role_remove(fix->admin, "auditor", NULL));
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_ROLE_REMOVED);
    assert_string_equal(salesinv_events_detail(events, 0), "{\"role\":\"auditor\"}");
    salesinv_events_free(events);
}

static void wrong_rights_are_refused(void **state)
{
    static const struct {
        const char *json;
        const char *field;
    } wrong[] = {
        {"{\"ordr\":{\"read\":\"all\"}}", "ordr"},
        {"{\"order\":{\"raed\":\"all\"}}", "order.raed"},
        {"{\"order\":{\"read\":\"most\"}}", "order.read"},
        {"{\"order\":{\"read\":1}}", "order.read"},
        {"{\"order\":{\"read\":null}}", "order.read"},
        {"{\"order\":[]}", "order"},
        {"{\"tenant\":{\"read\":\"all\"}}", "tenant"},
        {"{\"none\":{\"read\":\"all\"}}", "none"},
        {"[]", "rights_json"},
    };
    fix_core *fix = *state;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_refused(fix->admin, ARG,
                       salesinv_role_put(fix->admin, "r", wrong[i].json, NULL));
        assert_field(fix->admin, wrong[i].field);
    }
    assert_refused(fix->admin, ARG, salesinv_role_put(fix->admin, "r", "{", NULL));
    assert_refused(fix->admin, ARG, salesinv_role_put(fix->admin, "r", NULL, NULL));
    assert_refused(fix->admin, ARG, salesinv_role_put(fix->admin, NULL, "{}", NULL));
    assert_refused(fix->admin, ARG, salesinv_role_put(fix->admin, "", "{}", NULL));
    assert_refused(fix->admin, TEXT, salesinv_role_put(fix->admin, "a\n", "{}", NULL));
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_role_get(fix->admin, "r", NULL, 0, NULL));
    assert_refused(fix->admin, NOT_FOUND, salesinv_role_remove(fix->admin, "r", NULL));
    assert_refused(fix->admin, NOT_FOUND, salesinv_session_add_role(fix->admin, "r"));
    assert_int_equal(salesinv_role_put(NULL, "r", "{}", NULL), SALESINV_E_ARG);
}

static void built_in_roles_stay(void **state)
{
    static const char *const names[] = {"sales", "order_admin", "shipping", "admin",
                                        "erp",   "buyer",       "finance",  "operator"};
    fix_core *fix = *state;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        assert_refused(fix->admin, EXISTS,
                       salesinv_role_put(fix->admin, names[i], "{}", NULL));
        assert_refused(fix->admin, EXISTS,
                       salesinv_role_remove(fix->admin, names[i], NULL));
    }
}

static void request_keys(void **state)
{
    fix_core *fix = *state;

    assert_ok(fix->admin, salesinv_role_put(fix->admin, "r", "{}", "p"));
    assert_ok(fix->admin, salesinv_role_remove(fix->admin, "r", "d"));
    assert_ok(fix->admin, salesinv_role_remove(fix->admin, "r", "d"));
    assert_ok(fix->admin, salesinv_role_put(fix->admin, "r", "{}", "p"));
    assert_refused(fix->admin, NOT_FOUND, salesinv_role_remove(fix->admin, "r", NULL));
    assert_refused(fix->admin, REQUEST_REUSED,
                   salesinv_role_put(fix->admin, "s", "{}", "p"));
}

static void tenants_are_apart(void **state)
{
    fix_core *fix = *state;
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_STANDALONE);
    salesinv_session *admin = fix_core_session(fix->engine, other, "admin");

    assert_ok(fix->admin, salesinv_role_put(fix->admin, "r", "{}", NULL));
    assert_refused(admin, NOT_FOUND, salesinv_role_get(admin, "r", NULL, 0, NULL));
    assert_refused(admin, NOT_FOUND, salesinv_session_add_role(admin, "r"));
    salesinv_session_close(admin);
}

static salesinv_status put_future_role(sinv_txn *txn, void *arg)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_ROLE, &row);

    (void)arg;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_ROLE_NAME, "future");
    sinv_row_set_text(row, SINV_ROLE_RIGHTS,
                      "{\"robot\":{\"read\":\"all\"},\"order\":{\"paint\":\"all\","
                      "\"void\":\"some\",\"read\":\"all\"},\"return\":7}");
    return sinv_txn_insert(txn, row);
}

static void names_of_a_newer_version_grant_nothing(void **state)
{
    fix_core *fix = *state;
    char text[64];

    assert_ok(fix->admin, fix_core_run(fix->admin, true, put_future_role, NULL));
    assert_ok(fix->admin,
              salesinv_role_get(fix->admin, "future", text, sizeof(text), NULL));
    assert_string_equal(text, "{\"order\":{\"read\":\"all\"}}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(built_in_matrix),
        cmocka_unit_test(reach),
        TEST(refusal_names_object_and_action),
        TEST(custom_roles_grant_what_they_say),
        TEST(roles_are_listed),
        TEST(changes_are_audited),
        TEST(wrong_rights_are_refused),
        TEST(built_in_roles_stay),
        TEST(request_keys),
        TEST(tenants_are_apart),
        TEST(names_of_a_newer_version_grant_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
