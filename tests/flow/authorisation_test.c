/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may call what: every exported call that goes through a session, by every built-in role, on his own object and on
 * somebody else's. What is promised (domain.md 5.18 and 9.1) stands here as data, in words of its own: a role's line says for
 * each object which actions it has, in capitals for all objects and in small letters for own ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/order.h"
#include "support/fix_trade.h"
#include "support/programme.h"

/* ---- what is promised ---- */

typedef enum area {
    NOBODYS, /* takes no right: it is about the session's own handles */
    SETTING,
    LICENCE,
    CATALOG,
    ACCOUNT,
    WAREHOUSE,
    STOCK,
    ORDER,
    FROZEN,
    SHIPMENT,
    RECEIPT,
    MOVEMENT,
    RETURN,
    EVENT,
    VERIFY,
    SYNC,
    PLATFORM,
    AREAS
} area;

/* r read, c create, u update, s submit and withdraw, a approve and reject, x confirm, l close and reopen, v void. */
typedef struct promise {
    const char *role; /* NULL: no role at all */
    const char *may[AREAS];
} promise;

#define EVERYTHING "RCUSAXLV"
static const promise promises[] = {
    {"sales",
     {[CATALOG] = "R",
      [ACCOUNT] = "Rcu",
      [WAREHOUSE] = "R",
      [STOCK] = "R",
      [ORDER] = "rcus",
      [SHIPMENT] = "R",
      [RECEIPT] = "rx",
      [RETURN] = "rcus"}},
    {"order_admin",
     {[CATALOG] = "RU",
      [ACCOUNT] = "RU",
      [WAREHOUSE] = "R",
      [STOCK] = "R",
      [ORDER] = "RCUSALV",
      [FROZEN] = EVERYTHING,
      [SHIPMENT] = "RCUSALV",
      [RECEIPT] = "RXV",
      [MOVEMENT] = "R",
      [RETURN] = "RCUSALV",
      [SYNC] = "R"}},
    {"shipping",
     {[CATALOG] = "R",
      [ACCOUNT] = "R",
      [WAREHOUSE] = "R",
      [STOCK] = "RCU",
      [ORDER] = "R",
      [SHIPMENT] = "RCUSXLV",
      [RECEIPT] = "RX",
      [MOVEMENT] = "RCUSXLV",
      [RETURN] = "RX"}},
    {"admin",
     {[SETTING] = EVERYTHING,
      [LICENCE] = "R",
      [CATALOG] = EVERYTHING,
      [ACCOUNT] = EVERYTHING,
      [WAREHOUSE] = EVERYTHING,
      [STOCK] = EVERYTHING,
      [ORDER] = EVERYTHING,
      [FROZEN] = EVERYTHING,
      [SHIPMENT] = EVERYTHING,
      [RECEIPT] = EVERYTHING,
      [MOVEMENT] = EVERYTHING,
      [RETURN] = EVERYTHING,
      [EVENT] = "R",
      [VERIFY] = EVERYTHING,
      [SYNC] = EVERYTHING}},
    /* Writes with integration alone; the stage is a standalone one. */
    {"erp",
     {[CATALOG] = "R",
      [ACCOUNT] = "R",
      [WAREHOUSE] = "R",
      [STOCK] = "R",
      [ORDER] = "R",
      [SHIPMENT] = "R",
      [MOVEMENT] = "R",
      [RETURN] = "R",
      [SYNC] = "RCU"}},
    {"buyer", {[ORDER] = "r", [RECEIPT] = "rx"}},
    {"finance", {[ORDER] = "RUA"}},
    {"operator", {[PLATFORM] = EVERYTHING}},
    {"clerk", {[ORDER] = "Ru", [CATALOG] = "RC"}},
    {NULL, {NULL}},
};
enum { PROMISES = sizeof(promises) / sizeof(promises[0]) };
static const char CLERK[] = "{\"order\": {\"read\": \"all\", \"update\": \"own\"},"
                            " \"catalog\": {\"read\": \"all\", \"create\": \"all\"}}";

/* ---- what calls take ---- */

typedef enum trait {
    ONE = 0,       /* about at->ready.id: own or not */
    FRESH = 1,     /* makes what is then his own */
    LIST = 2,      /* shows what he may see, be it nothing */
    WHOLE = 4,     /* about all at once: a right to own objects is not enough */
    PLATFORMS = 8, /* its act calls through the operator's session */
    EITHER = 32,   /* two rows: one of both rights is enough */
    SHARED = 16    /* an operator may it too, on the platform or on any tenant */
} trait;

typedef struct call_row {
    const char *
        call; /* of the programme; a final * stands for anything. Two rows: both rights */
    area of;
    const char *actions; /* all of them, as above */
    uint32_t traits;
} call_row;

#define MASTER(noun, of)                                                               \
    {noun "_get", of, "r", ONE}, {noun "_find", of, "r", LIST},                        \
        {noun "_create", of, "c", FRESH}, {noun "_update", of, "u", ONE},              \
        {noun "_deactivate", of, "u", ONE},                                            \
    {                                                                                  \
        noun "_activate", of, "u", ONE                                                 \
    }
#define DOCUMENT(noun, of)                                                             \
    {noun "_get", of, "r", ONE}, {noun "_find", of, "r", LIST},                        \
        {noun "_create", of, "cs", FRESH}, {noun "_update", of, "u", ONE},             \
        {noun "_submit", of, "s", ONE}, {noun "_approve", of, "a", ONE},               \
        {noun "_withdraw", of, "s", ONE}, {noun "_reject", of, "a", ONE},              \
    {                                                                                  \
        noun "_void", of, "v", ONE                                                     \
    }

/* clang-format off */
static const call_row calls[] = {
    {"config_*", NOBODYS, "", 0}, {"engine_*", NOBODYS, "", 0}, {"session_*", NOBODYS, "", 0},
    {"draft_create", NOBODYS, "", 0}, {"draft_from_*", NOBODYS, "", 0},
    {"draft_add_*", NOBODYS, "", 0}, {"draft_set_*", NOBODYS, "", 0}, {"draft_keep_*", NOBODYS, "", 0},
    {"filter_*", NOBODYS, "", 0}, {"document_to_json", NOBODYS, "", 0}, {"error_dup", NOBODYS, "", 0},
    {"cursor_next", NOBODYS, "", 0}, /* asks again what its find asked */
    {"setting_get_*", SETTING, "r", WHOLE}, {"setting_set_*", SETTING, "u", WHOLE},
    {"setting_unset", SETTING, "u", WHOLE},
    {"role_get", SETTING, "r", WHOLE}, {"role_list", SETTING, "r", WHOLE}, {"role_put", SETTING, "u", WHOLE},
    {"role_remove", SETTING, "u", WHOLE},
    {"edition_get", SETTING, "r", WHOLE},
    {"edition_enable", NOBODYS, "", 0}, /* of a tenant without one: a test of its own */
    {"edition_switch_request", SETTING, "u", WHOLE},
    {"edition_switch_list", SETTING, "r", WHOLE | SHARED},
    {"edition_switch_approve", PLATFORM, "a", WHOLE | PLATFORMS},
    {"edition_switch_reject", PLATFORM, "a", WHOLE | PLATFORMS},
    {"edition_switch_run", PLATFORM, "u", WHOLE | PLATFORMS},
    {"licence_get", LICENCE, "r", WHOLE},
    {"licence_grant", PLATFORM, "u", WHOLE | PLATFORMS},
    {"tenant_create", PLATFORM, "c", WHOLE | PLATFORMS},
    {"event_list", EVENT, "r", WHOLE | SHARED}, {"event_list_object", EVENT, "r", ONE},
    {"maintain", VERIFY, "u", WHOLE | SHARED}, {"verify", VERIFY, "r", WHOLE},
    MASTER("category", CATALOG), MASTER("unit", CATALOG), MASTER("product", CATALOG),
    MASTER("account", ACCOUNT), {"account_erase", ACCOUNT, "v", ONE},
    MASTER("warehouse", WAREHOUSE), MASTER("bin", WAREHOUSE), MASTER("batch", STOCK),
    {"catalog_upsert", CATALOG, "c", FRESH},
    {"document_find", CATALOG, "r", LIST},
    {"availability_get", STOCK, "r", FRESH}, {"availability_get", ORDER, "c", FRESH},
    {"availability_ask", STOCK, "r", FRESH}, {"availability_ask", ORDER, "c", FRESH},
    {"availability_tell", STOCK, "r", WHOLE}, {"picking_get", STOCK, "r", WHOLE},
    {"picking_get_for", STOCK, "r", ONE}, {"picking_get_for", ORDER, "r", ONE},
    {"stock_*", STOCK, "r", WHOLE}, {"serial_get", STOCK, "r", WHOLE},
    {"serial_trace", STOCK, "r", WHOLE}, {"serial_find*", STOCK, "r", WHOLE},
    {"serial_register", STOCK, "c", WHOLE},
    DOCUMENT("inbound", MOVEMENT), DOCUMENT("outbound", MOVEMENT),
    DOCUMENT("order", ORDER), DOCUMENT("shipment", SHIPMENT), DOCUMENT("return", RETURN),
    {"order_freezes", ORDER, "r", ONE}, {"return_bookings", RETURN, "r", ONE}, {"return_take_in", RETURN, "x", ONE},
    {"return_close", RETURN, "l", ONE},
    {"order_close_remainder", ORDER, "l", ONE}, {"order_reopen", ORDER, "l", ONE},
    {"shipment_close", SHIPMENT, "l", ONE},
    {"shipment_receive", RECEIPT, "x", ONE}, {"shipment_undo_receipt", RECEIPT, "v", ONE},
    {"receipt_run_due", RECEIPT, "x", WHOLE},
    {"carrier_open", NOBODYS, "", 0}, {"connector_create", NOBODYS, "", 0}, {"jsonl_create", NOBODYS, "", 0},
    {"parcel_add", SHIPMENT, "u", ONE}, {"parcel_remove", SHIPMENT, "u", ONE},
    {"parcels_get", SHIPMENT, "r", EITHER}, {"parcels_get", RECEIPT, "r", EITHER},
    {"tracking_put", SHIPMENT, "u", ONE},
    {"tracking_query", SHIPMENT, "r", EITHER}, {"tracking_query", RECEIPT, "r", EITHER},
    {"tracking_run_due", SHIPMENT, "u", WHOLE},
    {"sync_enable", SYNC, "a", WHOLE}, {"sync_pause", SYNC, "a", WHOLE}, {"sync_retire", SYNC, "a", WHOLE}, {"sync_resume", SYNC, "a", WHOLE},
    {"outbox_next", SYNC, "u", WHOLE}, {"outbox_find", SYNC, "r", WHOLE},
    {"outbox_ack", SYNC, "u", WHOLE}, {"outbox_fail", SYNC, "u", WHOLE},
    {"outbox_resend", SYNC, "a", WHOLE}, {"outbox_settle", SYNC, "a", WHOLE},
    {"sync_run", SYNC, "u", WHOLE},
    {"sync_confirm_epoch", SYNC, "a", WHOLE}, {"sync_state", SYNC, "r", WHOLE},
    {"sync_reconcile", SYNC, "r", WHOLE},
    {"link_object", SYNC, "r", WHOLE}, {"link_external_id", SYNC, "r", WHOLE},
    {"inbox_put", SYNC, "c", WHOLE}, {"inbox_find", SYNC, "r", WHOLE}, {"inbox_retry", SYNC, "u", WHOLE}, {"inbox_dismiss", SYNC, "a", WHOLE},
    {"adjustment_get", FROZEN, "r", ONE}, {"adjustment_find", FROZEN, "r", LIST},
    {"adjustment_create", FROZEN, "cs", FRESH}, {"adjustment_update", FROZEN, "u", ONE},
    {"adjustment_submit", FROZEN, "s", ONE}, {"adjustment_void", FROZEN, "v", ONE},
};
/* clang-format on */
enum { CALLS = sizeof(calls) / sizeof(calls[0]) };

static bool matches(const char *pattern, const char *name)
{
    size_t size = strlen(pattern);

    if (size > 0 && pattern[size - 1] == '*')
        return strncmp(pattern, name, size - 1) == 0;
    return strcmp(pattern, name) == 0;
}

static const call_row *row_of(const char *name)
{
    for (int i = 0; i < CALLS; i++)
        if (matches(calls[i].call, name))
            return &calls[i];
    return NULL;
}

/* ---- who calls ---- */

enum { OWN_USER = 7, OTHER_USER = 8 }; /* all that the stage has is user 7's */

static programme stage;
static int surprises;

/* An operator has no tenant: what he may not, is not there for him or not his. */
static bool is_operator(const promise *of)
{
    return of->role && strcmp(of->role, "operator") == 0;
}

/* How far the promise goes for all of some actions on an object: nothing, own objects, all. */
static sinv_reach reach_on(const promise *of, area on, const char *actions)
{
    const char *may = of->may[on] ? of->may[on] : "";
    sinv_reach reach = SINV_REACH_ALL;

    for (const char *action = actions; *action; action++) {

        if (strchr(may, *action - 'a' + 'A'))
            continue;
        if (!strchr(may, *action))
            return SINV_REACH_NONE;
        reach = SINV_REACH_OWN;
    }
    return reach;
}

static sinv_reach reach_of(const promise *of, const call_row *row)
{
    bool is_either = (row->traits & EITHER) != 0;
    sinv_reach reach = is_either ? SINV_REACH_NONE : SINV_REACH_ALL;

    for (int i = 0; i < CALLS; i++)
        if (strcmp(calls[i].call, row->call) == 0) {
            sinv_reach one = reach_on(of, calls[i].of, calls[i].actions);
            reach = (one > reach) == is_either ? one : reach;
        }
    return reach;
}

static bool is_allowed(const promise *of, const call_row *row, bool is_own)
{
    sinv_reach reach = reach_of(of, row);

    if ((row->traits & SHARED) && is_operator(of))
        return true;
    if (reach == SINV_REACH_OWN && (row->traits & WHOLE))
        return false;
    return reach == SINV_REACH_ALL ||
           (reach == SINV_REACH_OWN && (is_own || (row->traits & (FRESH | LIST))));
}

/* A buyer's own is what his account has; everybody else's what he owns. */
static salesinv_session *open_session(const promise *of, bool is_own)
{
    bool is_buyer = of->role && strcmp(of->role, "buyer") == 0;
    salesinv_session *session;

    if (is_operator(of)) {
        assert_int_equal(salesinv_session_open_operator(stage.engine, 3, &session),
                         SALESINV_OK);
        return session;
    }
    assert_int_equal(salesinv_session_open(stage.engine, stage.tenant,
                                           is_own && !is_buyer ? OWN_USER : OTHER_USER,
                                           &session),
                     SALESINV_OK);
    if (of->role)
        assert_ok(session, salesinv_session_add_role(session, of->role));
    if (is_buyer)
        assert_ok(session, salesinv_session_set_account(session, stage.goods.account +
                                                                     (is_own ? 0 : 1)));
    return session;
}

/* Make the case's call through `session`; nothing of it stays. */
static salesinv_status call_as(const programme_case *of, const call_row *row,
                               salesinv_session *session)
{
    salesinv_session **place = row->traits & PLATFORMS ? &stage.platform : &stage.admin;
    salesinv_session *usual = *place;
    salesinv_status rc;

    assert_ok(session, salesinv_session_set_dry_run(session, 1));
    *place = session;
    rc = of->act(&stage);
    *place = usual;
    return rc;
}

static void say(const programme_case *of, const promise *who, bool is_own,
                salesinv_status rc)
{
    print_error("%s by %s, %s: %s: %s\n", of->name, who->role ? who->role : "no role",
                is_own ? "own" : "foreign", salesinv_status_name(rc),
                salesinv_error_message(salesinv_engine_error(stage.engine)));
}

/* What is refused looks the same whether the object is there or not. */
static void check_absent(const programme_case *of, const call_row *row,
                         salesinv_session *session)
{
    const salesinv_error *error = salesinv_engine_error(stage.engine);
    salesinv_id id = stage.ready.id;
    char *message = strdup(salesinv_error_message(error));

    stage.ready.id = INT64_C(99999999);
    assert_int_equal(call_as(of, row, session), SALESINV_E_FORBIDDEN);
    assert_string_equal(salesinv_error_message(error), message);
    stage.ready.id = id;
    free(message);
}

static void try_one(const programme_case *of, const call_row *row, const promise *who,
                    bool is_own)
{
    salesinv_session *session = open_session(who, is_own);
    bool is_right = is_allowed(who, row, is_own);
    salesinv_status rc = call_as(of, row, session);

    if ((rc == SALESINV_OK) != is_right ||
        (rc != SALESINV_OK && rc != SALESINV_E_FORBIDDEN && !is_operator(who))) {
        say(of, who, is_own, rc);
        surprises++;
    }
    if (rc == SALESINV_E_FORBIDDEN && row->traits == ONE && stage.ready.id > 0)
        check_absent(of, row, session);
    salesinv_session_close(session);
}

static void everybody_may_what_is_promised(void **state)
{
    const programme_case *of = *state;
    const call_row *row = row_of(of->name);
    char *before;
    char *after;

    if (!row)
        fail_msg("%s has no row in calls: say which right it takes", of->name);
    if (row->of == NOBODYS)
        return;
    programme_begin(&stage, of);
    before = dump_store(stage.engine);
    surprises = 0;
    for (int i = 0; i < PROMISES; i++) {
        try_one(of, row, &promises[i], true);
        try_one(of, row, &promises[i], false);
    }
    after = dump_store(stage.engine);
    dump_assert_same(before, after, of->name);
    free(before);
    free(after);
    programme_clear(&stage);
    programme_close(&stage);
    assert_int_equal(surprises, 0);
}

/* ---- a tenant's first edition ---- */

static void only_an_administrator_chooses_the_edition(void **state)
{
    salesinv_id tenant;

    (void)state;
    programme_restore(&stage);
    programme_open(&stage);
    assert_ok(stage.platform,
              salesinv_tenant_create(stage.platform, "Bare", NULL, &tenant));
    assert_ok(stage.platform,
              salesinv_licence_grant(stage.platform, tenant, "inventory",
                                     SALESINV_TIME_NONE, 0, NULL));
    for (int i = 0; i < PROMISES; i++) {
        const char *role = promises[i].role;
        bool is_admin = role && strcmp(role, "admin") == 0;
        salesinv_session *session;

        if (!role || strcmp(role, "operator") == 0 || strcmp(role, "clerk") == 0)
            continue;
        session = fix_core_session(stage.engine, tenant, role);
        assert_ok(session, salesinv_session_set_dry_run(session, 1));
        assert_int_equal(
            salesinv_edition_enable(session, SALESINV_EDITION_STANDALONE, NULL),
            is_admin ? SALESINV_OK : SALESINV_E_FORBIDDEN);
        salesinv_session_close(session);
    }
    programme_close(&stage);
}

/* ---- what an ERP writes ---- */

static void an_erp_writes_where_the_stock_is_its_own(void **state)
{
    salesinv_session *erp;
    salesinv_session *clerk;
    salesinv_id request;

    (void)state;
    programme_restore(&stage);
    programme_open(&stage);
    assert_ok(stage.admin,
              salesinv_role_put(stage.admin, "feeder",
                                "{\"catalog\": {\"create\": \"synced\"}}", NULL));
    erp = fix_core_session(stage.engine, stage.tenant, "erp");
    clerk = fix_core_session(stage.engine, stage.tenant, "feeder");
    assert_refused(erp, FORBIDDEN,
                   fix_try_create(erp, SALESINV_KIND_CATEGORY, 0, "{\"name\": \"A\"}"));
    assert_refused(
        clerk, FORBIDDEN,
        fix_try_create(clerk, SALESINV_KIND_CATEGORY, 0, "{\"name\": \"A\"}"));
    assert_ok(stage.admin,
              salesinv_edition_switch_request(stage.admin, SALESINV_EDITION_INTEGRATION,
                                              "an ERP", NULL, &request));
    assert_ok(stage.platform,
              salesinv_edition_switch_approve(stage.platform, stage.tenant, request,
                                              "agreed", NULL));
    assert_ok(stage.platform,
              salesinv_edition_switch_run(stage.platform, stage.tenant, request,
                                          SALESINV_PURGE, NULL));
    fix_create(erp, SALESINV_KIND_CATEGORY, 0, "{\"name\": \"A\"}");
    fix_create(clerk, SALESINV_KIND_CATEGORY, 0, "{\"name\": \"B\"}");
    assert_refused(erp, FORBIDDEN,
                   salesinv_setting_set_int(erp, "order.mode", NULL, 1, NULL));
    programme_verify(&stage);
    salesinv_session_close(erp);
    salesinv_session_close(clerk);
    programme_close(&stage);
}

static int start(void **state)
{
    (void)state;
    programme_start(&stage);
    programme_open(&stage);
    assert_ok(stage.admin, salesinv_role_put(stage.admin, "clerk", CLERK, NULL));
    programme_close(&stage);
    assert_int_equal(rename(stage.path, stage.pristine), 0);
    programme_restore(&stage);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    programme_stop(&stage);
    return 0;
}

int main(void)
{
    enum { MOST = 400 };
    static const programme_cases *const lists[] = {&programme_core_cases,
                                                   &programme_master_cases,
                                                   &programme_document_cases,
                                                   &programme_call_cases,
                                                   &programme_tracking_cases,
                                                   &programme_sync_cases,
                                                   NULL};
    struct CMUnitTest tests[MOST];
    size_t count =
        programme_tests(lists, everybody_may_what_is_promised, 0, tests, MOST - 2);

    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(only_an_administrator_chooses_the_edition);
    tests[count++] =
        (struct CMUnitTest)cmocka_unit_test(an_erp_writes_where_the_stock_is_its_own);
    return _cmocka_run_group_tests("authorisation", tests, count, start, stop);
}
