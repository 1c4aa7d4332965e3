/* SPDX-License-Identifier: Apache-2.0 */
/* Reconciling with an ERP: what is missing here, missing there or different is told, and made good when that is asked for. */
#include "salesinv/reconcile.h"

#include <string.h>

#include "salesinv/sys/connector.h"
#include "support/fix_inbox.h"

enum { MOST = 8 };

typedef struct fix_reconcile {
    fix_connector main;
    salesinv_session *erp;
    salesinv_connector *connector;
    const char *records[MOST]; /* that the ERP has, of any kind; with single quotes */
    int32_t page;              /* records per page */
    const char *epoch;
    salesinv_status status; /* what a pull answers */
} fix_reconcile;

static fix_reconcile fix;

/* ---- the ERP ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "test";
    info->epoch = fix.epoch;
    info->pulls = FIX_PULLS;
    return SALESINV_OK;
}

static bool is_of(const char *record, salesinv_kind kind)
{
    static const char *const names[] = {[SALESINV_KIND_CATEGORY] = "'kind':'category'",
                                        [SALESINV_KIND_PRODUCT] = "'kind':'product'",
                                        [SALESINV_KIND_STOCK] = "'kind':'stock'",
                                        [SALESINV_KIND_WAREHOUSE] =
                                            "'kind':'warehouse'"};

    return (size_t)kind < sizeof(names) / sizeof(names[0]) && names[kind] &&
           strstr(record, names[kind]) != NULL;
}

static salesinv_status put(salesinv_pulled *into, const char *record)
{
    char json[512];
    size_t size = strlen(record);

    assert_true(size < sizeof(json));
    for (size_t i = 0; i <= size; i++)
        json[i] = record[i] == '\'' ? '"' : record[i];
    return salesinv_pulled_put(into, json, size);
}

/* The position is the number of records that were passed, as a letter. */
static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    int at = position[0] ? position[0] - 'a' : 0;
    char next[2] = {0, 0};
    int32_t count = 0;

    (void)self;
    (void)max_count;
    for (; fix.records[at] && count < fix.page; at++) {
        if (!is_of(fix.records[at], kind))
            continue;
        assert_int_equal(put(into, fix.records[at]), SALESINV_OK);
        count++;
    }
    next[0] = (char)('a' + at);
    if (fix.status != SALESINV_OK)
        return fix.status;
    return salesinv_pulled_end(into, next, fix.records[at] == NULL);
}

static int setup(void **state)
{
    static const salesinv_connector_vtable table = {.struct_size = sizeof(table),
                                                    .name = "main",
                                                    .describe = describe,
                                                    .pull = pull};

    (void)state;
    memset(&fix, 0, sizeof(fix));
    fix.page = 1;
    fix.epoch = "";
    fix_connector_open(&fix.main, false);
    fix.erp = fix.main.erp;
    assert_ok(fix.erp, salesinv_connector_create(fix.main.trade.core.engine, &table,
                                                 NULL, NULL, &fix.connector));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    salesinv_connector_free(fix.connector);
    fix_connector_close(&fix.main);
    return 0;
}

/* Reconcile; the report has (or has not) this piece, written with single quotes. */
static void reconcile(uint32_t flags, const char *piece, bool is_wanted)
{
    char text[512];
    salesinv_blob *json;

    for (size_t i = 0; i <= strlen(piece); i++)
        text[i] = piece[i] == '\'' ? '"' : piece[i];
    assert_ok(fix.erp,
              salesinv_sync_reconcile(fix.erp, fix.connector, 0, flags, &json));
    if ((strstr(salesinv_blob_data(json), text) != NULL) != is_wanted)
        fail_msg("%s in %s", text, (const char *)salesinv_blob_data(json));
    salesinv_blob_free(json);
}
#define assert_told(flags, piece) reconcile(flags, piece, true)

static void assert_clean(void)
{
    reconcile(0, "'what'", false);
}

static int64_t status_of(salesinv_kind kind, salesinv_id id)
{
    return fix_int(fix.main.trade.core.admin, kind, id, 0, SALESINV_F_STATUS);
}

#define PUMP "{'kind':'product','external_id':'M-1','version':1,'name':'Pump'}"
#define VALVE "{'kind':'product','external_id':'M-2','version':1,'name':'Valve'}"
#define STORE "{'kind':'warehouse','external_id':'W','version':1,'name':'Store'}"
#define FIGURE                                                                         \
    "{'kind':'stock','external_id':'S','version':1,'product':'M-1','warehouse':'W',"   \
    "'on_hand':'5'}"

/* ---- cases ---- */

static void what_is_the_same_is_no_difference(void **state)
{
    int64_t events;

    (void)state;
    fix_put(fix.erp, CREATED, PUMP);
    fix_put(fix.erp, CREATED, STORE);
    fix_put(fix.erp, CREATED, FIGURE);
    fix.records[0] = FIGURE;
    fix.records[1] = STORE;
    fix.records[2] = PUMP;
    events = fix_core_event_count(fix.main.trade.core.admin);
    assert_clean();
    assert_told(0,
                "{'kind':'product','differences':[],'same':1,'different':0,"
                "'missing_here':0,'missing_there':0,'refused':0,'is_complete':true}");
    assert_told(SALESINV_REPAIR, "'is_repair':true");
    assert_int_equal(fix_core_event_count(fix.main.trade.core.admin), events);
}

static void differences_are_told_and_nothing_changes(void **state)
{
    salesinv_id pump;
    int64_t events;

    (void)state;
    pump = fix_put(fix.erp, CREATED, PUMP);
    fix_put(fix.erp, CREATED, VALVE);
    fix.records[0] =
        "{'kind':'product','external_id':'M-1','version':1,'name':'Pumpe','price':'3'}";
    fix.records[1] = "{'kind':'product','external_id':'M-3','version':1,'name':'Seal'}";
    fix.records[2] =
        "{'kind':'product','external_id':'M-4','version':1,'name':'X','category':'C'}";
    events = fix_core_event_count(fix.main.trade.core.admin);
    assert_told(0, "'what':'different','external_id':'M-1','id':");
    assert_told(0, "'fields':['name','price']");
    assert_told(0, "{'what':'missing_here','external_id':'M-3'}");
    assert_told(0, "'what':'missing_here','external_id':'M-4','code':'NOT_FOUND',"
                   "'field':'category'");
    assert_told(0, "'what':'missing_there','external_id':'M-2','id':");
    assert_told(0, "'same':0,'different':1,'missing_here':2,'missing_there':1");
    assert_int_equal(fix_core_event_count(fix.main.trade.core.admin), events);
    assert_int_equal(fix_linked(fix.erp, SALESINV_KIND_PRODUCT, "M-3"), 0);
    assert_int_equal(status_of(SALESINV_KIND_PRODUCT, pump), SALESINV_STATUS_ACTIVE);
    assert_int_equal(fix_kept_count(fix.erp, 0), 0);
}

static void a_repair_makes_them_good(void **state)
{
    salesinv_id valve;

    (void)state;
    fix_put(fix.erp, CREATED, PUMP);
    valve = fix_put(fix.erp, CREATED, VALVE);
    fix_put(fix.erp, CREATED, STORE);
    fix_put(fix.erp, CREATED, FIGURE);
    fix.records[0] =
        "{'kind':'product','external_id':'M-1','version':1,'name':'Pumpe'}";
    fix.records[1] = "{'kind':'product','external_id':'M-3','version':1,'name':'Seal'}";
    fix.records[2] = STORE;
    assert_told(SALESINV_REPAIR, "'what':'missing_there','external_id':'M-2'");
    assert_int_equal(status_of(SALESINV_KIND_PRODUCT, valve), SALESINV_STATUS_INACTIVE);
    assert_int_not_equal(fix_linked(fix.erp, SALESINV_KIND_PRODUCT, "M-3"), 0);
    assert_stock(&fix.main.trade.core,
                 fix_linked(fix.erp, SALESINV_KIND_PRODUCT, "M-1"),
                 fix_linked(fix.erp, SALESINV_KIND_WAREHOUSE, "W"), "0/0/0");
    assert_clean();
    /* what comes back is news in whatever version */
    assert_int_equal(fix_put(fix.erp, UPDATED, VALVE), valve);
    assert_int_equal(status_of(SALESINV_KIND_PRODUCT, valve), SALESINV_STATUS_ACTIVE);
}

static void what_cannot_be_repaired_is_told_with_its_reason(void **state)
{
    (void)state;
    fix_put(fix.erp, CREATED,
            "{'kind':'category','external_id':'C','version':1,'name':'Pumps'}");
    fix_put(fix.erp, CREATED,
            "{'kind':'product','external_id':'M-1','version':1,'name':'Pump',"
            "'category':'C'}");
    fix.records[0] = "{'kind':'product','external_id':'M-1','version':1,'name':'Pump',"
                     "'category':'C'}";
    fix.records[1] = "{'kind':'product','external_id':'','version':1}";
    assert_told(SALESINV_REPAIR, "'what':'missing_there','external_id':'C'");
    assert_told(SALESINV_REPAIR, "'code':'IN_USE'");
    assert_told(SALESINV_REPAIR, "'refused':1");
    assert_told(SALESINV_REPAIR, "'field':'external_id'");
}

static void a_connector_that_fails_ends_it(void **state)
{
    salesinv_blob *json;

    (void)state;
    fix_put(fix.erp, CREATED, PUMP);
    fix.status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_refused(
        fix.erp, CONNECTOR_TIMEOUT,
        salesinv_sync_reconcile(fix.erp, fix.connector, 0, SALESINV_REPAIR, &json));
    assert_null(json);
    assert_int_equal(status_of(SALESINV_KIND_PRODUCT,
                               fix_linked(fix.erp, SALESINV_KIND_PRODUCT, "M-1")),
                     SALESINV_STATUS_ACTIVE);
}

static void arguments_and_states_are_checked(void **state)
{
    salesinv_session *admin = fix.main.trade.core.admin;
    salesinv_blob *json;

    (void)state;
    assert_refused(
        admin, ARG,
        salesinv_sync_reconcile(admin, fix.connector, FIX_BIT(ORDER), 0, &json));
    assert_field(admin, "kinds");
    assert_refused(admin, ARG,
                   salesinv_sync_reconcile(admin, fix.connector, 0, 2, &json));
    assert_field(admin, "flags");
    assert_refused(admin, ARG, salesinv_sync_reconcile(admin, NULL, 0, 0, &json));
    assert_refused(admin, ARG,
                   salesinv_sync_reconcile(admin, fix.connector, 0, 0, NULL));
    assert_ok(admin, salesinv_session_begin(admin, SALESINV_TXN_WRITE));
    assert_refused(admin, BUSY,
                   salesinv_sync_reconcile(admin, fix.connector, 0, 0, &json));
    assert_ok(admin, salesinv_session_rollback(admin));
    assert_ok(admin, salesinv_sync_pause(admin, "main", NULL, NULL));
    assert_refused(admin, INVALID_STATE,
                   salesinv_sync_reconcile(admin, fix.connector, 0, 0, &json));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_the_same_is_no_difference),
        TEST(differences_are_told_and_nothing_changes),
        TEST(a_repair_makes_them_good),
        TEST(what_cannot_be_repaired_is_told_with_its_reason),
        TEST(a_connector_that_fails_ends_it),
        TEST(arguments_and_states_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
