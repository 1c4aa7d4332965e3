/* SPDX-License-Identifier: Apache-2.0 */
/* Present stock at order entry: the ERP is asked while an order is written, and what it answers counts for that order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/product.h"
#include "salesinv/sync.h"
#include "support/dump.h"
#include "support/fix_sync.h"
#include "sync/link.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    PRODUCT = SALESINV_KIND_PRODUCT,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE
};
#define SECOND INT64_C(1000000)

/* What the ERP says of every product, in the warehouses W and V. */
typedef struct fix_live {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_connector *connector;
    salesinv_id product; /* M in the ERP, 100 synchronised in Main */
    salesinv_id other;   /* N */
    salesinv_id main;    /* W */
    salesinv_id north;   /* V */
    salesinv_availability *seen;
    /* Of the ERP. */
    salesinv_status status;
    int64_t units[2]; /* in W and V; < 0: it does not say */
    int64_t frozen;   /* of them */
    salesinv_time at;
    int64_t takes_ms;
    int queries;
    int32_t asked; /* products in the last query */
    char asked_for[64];
} fix_live;

/* ---- the ERP ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "test";
    return SALESINV_OK;
}

static salesinv_status stock(void *self, const salesinv_stock_query *query,
                             salesinv_figures *into)
{
    static const char *const places[] = {"W", "V"};
    fix_live *fix = self;

    fix->queries++;
    fix->asked = query->count;
    (void)snprintf(fix->asked_for, sizeof(fix->asked_for), "%s in %s",
                   query->products[0], query->warehouse ? query->warehouse : "all");
    fix->trade.core.now += fix->takes_ms * 1000;
    salesinv_figures_fail(into, 7, "the line is cut");
    for (int i = 0; i < 2; i++)
        for (int32_t k = 0; k < query->count; k++)
            if (fix->units[i] >= 0 &&
                (!query->warehouse || strcmp(query->warehouse, places[i]) == 0))
                assert_int_equal(salesinv_figures_put(
                                     into, k, places[i], fix->units[i] * FIX_UNIT,
                                     (fix->units[i] - fix->frozen) * FIX_UNIT, fix->at),
                                 SALESINV_OK);
    return fix->status;
}

/* ---- the stage ---- */

/* The ERP's id of something. */
typedef struct naming {
    salesinv_kind kind;
    const char *name;
    salesinv_id id;
} naming;

static salesinv_status put_link(sinv_txn *txn, void *arg)
{
    const naming *of = arg;
    const sinv_link_key key = {"erp", of->kind, of->name};
    const sinv_link_state state = {.object = of->id, .version = 1};

    return sinv_link_put(txn, &key, &state);
}

static void name_it(fix_live *fix, salesinv_kind kind, salesinv_id id, const char *name)
{
    naming of = {kind, name, id};

    assert_ok(fix->admin, fix_core_run(fix->admin, true, put_link, &of));
}

static int setup(void **state)
{
    static fix_live fix;
    static const salesinv_connector_vtable vtable = {.struct_size = sizeof(vtable),
                                                     .name = "erp",
                                                     .describe = describe,
                                                     .realtime_stock = stock};

    memset(&fix, 0, sizeof(fix));
    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    assert_ok(fix.admin, salesinv_sync_enable(fix.admin, "erp", "test", 0, 0, NULL));
    assert_ok(fix.admin, salesinv_connector_create(fix.trade.core.engine, &vtable, &fix,
                                                   NULL, &fix.connector));
    fix.product = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_NONE);
    fix.other = fix_product(&fix.trade.core, "Switch", SALESINV_TRACKING_NONE);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix.north = fix_warehouse(&fix.trade.core, "North");
    name_it(&fix, PRODUCT, fix.product, "M");
    name_it(&fix, PRODUCT, fix.other, "N");
    name_it(&fix, WAREHOUSE, fix.main, "W");
    name_it(&fix, WAREHOUSE, fix.north, "V");
    fix_synced_stock(&fix.trade, fix.product, fix.main, 100);
    assert_ok(fix.trade.core.platform,
              salesinv_licence_grant(fix.trade.core.platform, fix.trade.core.tenant,
                                     "ui_events", SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix.admin, "order.display_stock", 1);
    fix_setting(fix.admin, "erp.realtime_stock", 1);
    fix.units[0] = 40;
    fix.units[1] = 7;
    fix.at = SALESINV_TIME_NONE;
    fix.trade.core.now += 25 * FIX_MINUTE;
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_live *fix = *state;

    salesinv_availability_free(fix->seen);
    salesinv_connector_free(fix->connector);
    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- what people do ---- */

static salesinv_draft *draft_of(fix_live *fix, salesinv_id place, salesinv_id product,
                                int64_t units)
{
    char at[64] = "";

    if (place != 0)
        (void)snprintf(at, sizeof(at), "\"warehouse\": %lld,", (long long)place);
    return fix_draft(fix->admin, ORDER,
                     "{\"account\": %lld, %s \"currency\": \"EUR\", \"lines\": "
                     "[{\"product\": %lld, \"qty\": \"%lld\"}]}",
                     (long long)fix->trade.account, at, (long long)product,
                     (long long)units);
}

/* Asking stores nothing. */
static salesinv_status try_ask(fix_live *fix, salesinv_id order, salesinv_draft *draft)
{
    char *before = dump_store(fix->trade.core.engine);
    salesinv_status rc;

    salesinv_availability_free(fix->seen);
    rc = salesinv_availability_ask(fix->admin, order, draft, fix->connector, 1000,
                                   &fix->seen);
    assert_true((rc == SALESINV_OK) == (fix->seen != NULL));
    salesinv_draft_free(draft);
    if (rc == SALESINV_OK) {
        char *after = dump_store(fix->trade.core.engine);

        dump_assert_same(before, after, "asking");
        free(after);
    }
    free(before);
    return rc;
}

static void ask(fix_live *fix, salesinv_id place, int64_t units)
{
    assert_ok(fix->admin, try_ask(fix, 0, draft_of(fix, place, fix->product, units)));
}

static void assert_seen(const fix_live *fix, int64_t units, int32_t is_stale)
{
    assert_true(salesinv_availability_qty(fix->seen, 0) == units * FIX_UNIT);
    assert_int_equal(salesinv_availability_is_stale(fix->seen, 0), is_stale);
}

static const salesinv_error *last_error(const fix_live *fix)
{
    return salesinv_engine_error(fix->trade.core.engine);
}

static const char *detail_text(const fix_live *fix, const char *key)
{
    const salesinv_error *error = last_error(fix);

    for (int32_t i = 0; i < salesinv_error_detail_count(error); i++)
        if (strcmp(salesinv_error_detail_key(error, i), key) == 0)
            return salesinv_error_detail_text(error, i);
    fail_msg("the error has no detail %s", key);
    return "";
}

static salesinv_status try_order(fix_live *fix, int64_t units)
{
    return fix_try_order(&fix->trade, fix->main, fix->product, units, NULL);
}

/* ---- an answer ---- */

static void what_the_erp_answers_is_shown_and_enforced(void **state)
{
    fix_live *fix = *state;

    /* Given 100 from the last synchronisation, 25 minutes ago, and 40 there now. */
    assert_ok(fix->admin, try_order(fix, 60));
    ask(fix, fix->main, 50);
    assert_string_equal(fix->asked_for, "M in W");
    assert_seen(fix, 40, 0);
    assert_int_equal(salesinv_availability_outcome(fix->seen), SALESINV_OK);
    assert_string_equal(salesinv_availability_reason(fix->seen), "");
    assert_true(salesinv_availability_at(fix->seen, 0) == fix->trade.core.now);
    /* Then more than 40 are refused, by that figure. */
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 41));
    assert_string_equal(detail_text(fix, "source"), "erp");
    assert_int_equal(fix_detail(fix->admin, "available"), 40 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "at"), fix->trade.core.now);
    assert_int_equal(fix_detail(fix->admin, "stale"), 0);
    assert_non_null(
        strstr(salesinv_error_message(last_error(fix)), "asked of the ERP"));
    assert_ok(fix->admin, try_order(fix, 40));
    /* Stock itself is as it was sent. */
    assert_stock(&fix->trade.core, fix->product, fix->main, "100/0/100");
}

static void an_answer_counts_for_a_while_and_in_its_session(void **state)
{
    fix_live *fix = *state;
    salesinv_session *colleague =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "admin");
    salesinv_draft *draft = draft_of(fix, fix->main, fix->product, 50);

    ask(fix, fix->main, 50);
    assert_ok(colleague,
              salesinv_order_create(colleague, draft, SALESINV_SUBMIT, NULL, NULL));
    salesinv_draft_free(draft);
    salesinv_session_close(colleague);
    fix->trade.core.now += 60 * SECOND;
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 50));
    fix->trade.core.now += 1;
    assert_ok(fix->admin, try_order(fix, 50));
    /* As long as the setting says. */
    fix_setting(fix->admin, "erp.realtime_seconds", 120);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 50));
    fix_setting(fix->admin, "erp.realtime_stock", 0);
    assert_ok(fix->admin, try_order(fix, 50));
}

static void a_later_synchronisation_takes_its_place(void **state)
{
    fix_live *fix = *state;
    fix_figures later = {
        .product = fix->product, .warehouse = fix->main, .on_hand = 90};

    ask(fix, fix->main, 50);
    later.at = fix->trade.core.now - 1;
    fix_synced(&fix->trade, &later);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 50));
    later.at = fix->trade.core.now + 1;
    fix->trade.core.now += SECOND;
    fix_synced(&fix->trade, &later);
    assert_ok(fix->admin, try_order(fix, 50));
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 91));
    assert_string_equal(detail_text(fix, "source"), "synced");
    assert_int_equal(fix_detail(fix->admin, "stale"), 1);
}

static void an_answer_has_the_time_that_the_erp_says(void **state)
{
    fix_live *fix = *state;

    fix->at = fix->trade.core.now - 5 * SECOND;
    ask(fix, fix->main, 50);
    assert_true(salesinv_availability_at(fix->seen, 0) == fix->at);
    assert_true(salesinv_availability_age(fix->seen, 0) == 5 * SECOND);
}

static void a_change_of_an_order_is_checked_by_it_too(void **state)
{
    fix_live *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 10);

    assert_ok(fix->admin, try_ask(fix, order, NULL));
    assert_seen(fix, 40, 0);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"60\"}]}"));
    assert_string_equal(detail_text(fix, "source"), "erp");
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, order,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"40\"}]}"));
}

static void what_the_erp_froze_for_the_order_is_its_own(void **state)
{
    fix_live *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 10);

    /* Given 40, of which the ERP froze 12: for this order and for others. */
    fix->frozen = 12;
    assert_ok(fix->admin, try_ask(fix, order, NULL));
    assert_seen(fix, 38, 0);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"39\"}]}"));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, order,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"38\"}]}"));
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 29));
}

static void all_warehouses_are_asked_where_all_count(void **state)
{
    fix_live *fix = *state;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    ask(fix, 0, 50);
    assert_string_equal(fix->asked_for, "M in all");
    assert_seen(fix, 47, 0);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, 0, fix->product, 48, NULL));
    assert_string_equal(detail_text(fix, "source"), "erp");
    assert_ok(fix->admin, fix_try_order(&fix->trade, 0, fix->product, 47, NULL));
    /* Of a warehouse of which it says nothing that counts which it sent: half an answer is stale. */
    fix->units[0] = -1;
    fix->trade.core.now += 61 * SECOND;
    ask(fix, 0, 50);
    assert_seen(fix, 107, 1);
    assert_true(salesinv_availability_at(fix->seen, 0) == FIX_START);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, 0, fix->product, 108, NULL));
    assert_string_equal(detail_text(fix, "source"), "synced");
}

static void the_erp_may_have_stock_that_was_never_synchronised(void **state)
{
    fix_live *fix = *state;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->north, fix->other, 7, NULL));
    assert_non_null(
        strstr(salesinv_error_message(last_error(fix)), "never synchronised"));
    assert_ok(fix->admin, try_ask(fix, 0, draft_of(fix, fix->north, fix->other, 7)));
    assert_seen(fix, 7, 0);
    assert_ok(fix->admin, fix_try_order(&fix->trade, fix->north, fix->other, 7, NULL));
}

static void the_components_of_a_kit_are_asked_for(void **state)
{
    fix_live *fix = *state;
    salesinv_id kit;

    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "bom", SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "shipping.kits", 1);
    kit = fix_create(fix->admin, PRODUCT, 0,
                     "{\"name\": \"Kit\", \"kit_kind\": 2, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"1\"}]}",
                     (long long)fix->product, (long long)fix->other);
    assert_ok(fix->admin, try_ask(fix, 0, draft_of(fix, fix->main, kit, 30)));
    assert_int_equal(fix->asked, 2);
    assert_seen(fix, 20, 0);
}

/* ---- no answer ---- */

static void an_erp_that_is_down_leaves_the_last_figure_stale_but_enforced(void **state)
{
    fix_live *fix = *state;

    salesinv_draft *draft = draft_of(fix, fix->main, fix->product, 50);

    /* Asking succeeds all the same, and leaves the last error alone. */
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 200));
    fix->status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_ok(fix->admin, salesinv_availability_ask(fix->admin, 0, draft,
                                                    fix->connector, 1000, &fix->seen));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 200 * FIX_UNIT);
    salesinv_draft_free(draft);
    assert_seen(fix, 100, 1);
    assert_true(salesinv_availability_at(fix->seen, 0) == FIX_START);
    assert_true(salesinv_availability_age(fix->seen, 0) == 25 * FIX_MINUTE);
    assert_int_equal(salesinv_availability_outcome(fix->seen),
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_string_equal(salesinv_availability_reason(fix->seen), "the line is cut");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 101));
    assert_string_equal(detail_text(fix, "source"), "synced");
    assert_int_equal(fix_detail(fix->admin, "at"), FIX_START);
    assert_int_equal(fix_detail(fix->admin, "stale"), 1);
    assert_non_null(
        strstr(salesinv_error_message(last_error(fix)), "synchronised 1500 s ago"));
    assert_ok(fix->admin, try_order(fix, 100));
}

static void an_answer_that_comes_late_does_not_count(void **state)
{
    fix_live *fix = *state;

    fix->takes_ms = 1000;
    ask(fix, fix->main, 50);
    assert_seen(fix, 40, 0);
    fix->trade.core.now += 61 * SECOND;
    fix->takes_ms = 1001;
    ask(fix, fix->main, 50);
    assert_seen(fix, 100, 1);
    assert_int_equal(salesinv_availability_outcome(fix->seen),
                     SALESINV_E_CONNECTOR_TIMEOUT);
    assert_non_null(strstr(salesinv_availability_reason(fix->seen), "1001 ms"));
    assert_ok(fix->admin, try_order(fix, 50));
}

static void a_failure_leaves_an_earlier_answer_while_it_counts(void **state)
{
    fix_live *fix = *state;

    ask(fix, fix->main, 50);
    fix->status = SALESINV_E_CONNECTOR_REFUSED;
    fix->trade.core.now += 30 * SECOND;
    ask(fix, fix->main, 50);
    assert_seen(fix, 40, 0);
    assert_int_equal(salesinv_availability_outcome(fix->seen),
                     SALESINV_E_CONNECTOR_REFUSED);
}

static void a_paused_connector_is_not_asked(void **state)
{
    fix_live *fix = *state;

    assert_ok(fix->admin, salesinv_sync_pause(fix->admin, "erp", "stocktaking", NULL));
    ask(fix, fix->main, 50);
    assert_int_equal(fix->queries, 0);
    assert_seen(fix, 100, 1);
    assert_int_equal(salesinv_availability_outcome(fix->seen),
                     SALESINV_E_INVALID_STATE);
}

static void what_the_erp_does_not_know_is_not_asked_for(void **state)
{
    fix_live *fix = *state;
    salesinv_id local = fix_product(&fix->trade.core, "Ours", SALESINV_TRACKING_NONE);

    assert_ok(fix->admin, try_ask(fix, 0, draft_of(fix, fix->main, local, 1)));
    assert_int_equal(fix->queries, 0);
    assert_int_equal(salesinv_availability_outcome(fix->seen), SALESINV_E_NOT_FOUND);
    assert_seen(fix, 0, 1);
    /* Where no stock counts nothing is asked, and nothing is wrong. */
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    ask(fix, 0, 50);
    assert_int_equal(fix->queries, 0);
    assert_int_equal(salesinv_availability_outcome(fix->seen), SALESINV_OK);
    assert_seen(fix, 0, 0);
}

/* ---- who may, and when ---- */

static void asking_needs_no_display_and_then_says_nothing(void **state)
{
    fix_live *fix = *state;

    fix_setting(fix->admin, "order.display_stock", 0);
    ask(fix, fix->main, 50);
    assert_int_equal(fix->queries, 1);
    assert_int_equal(salesinv_availability_style(fix->seen), SALESINV_DISPLAY_HIDDEN);
    assert_seen(fix, 0, 0);
    assert_true(salesinv_availability_at(fix->seen, 0) == SALESINV_TIME_NONE);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 41));
}

static void what_is_missing_is_named(void **state)
{
    fix_live *fix = *state;
    salesinv_draft *draft = draft_of(fix, fix->main, fix->product, 1);

#define ASK(connector, ms)                                                             \
    salesinv_availability_ask(fix->admin, 0, draft, connector, ms, NULL)
    assert_refused(fix->admin, ARG, ASK(NULL, 1000));
    assert_field(fix->admin, "connector");
    assert_refused(fix->admin, ARG, ASK(fix->connector, 0));
    assert_field(fix->admin, "timeout_ms");
    assert_refused(fix->admin, ARG, ASK(fix->connector, 600001));
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_READ));
    assert_refused(fix->admin, BUSY, ASK(fix->connector, 1000));
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    assert_ok(fix->admin, ASK(fix->connector, 1000));
    fix_setting(fix->admin, "erp.realtime_stock", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, ASK(fix->connector, 1000));
    fix_setting(fix->admin, "erp.realtime_stock", 1);
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "connector.test", fix->trade.core.now, 0, NULL));
    assert_refused(fix->admin, LICENSE_REQUIRED, ASK(fix->connector, 1000));
    assert_int_equal(fix->queries, 1);
    salesinv_draft_free(draft);
}

/* ---- without a connector to ask ---- */

static salesinv_status tell(fix_live *fix, int64_t on_hand, int64_t available,
                            salesinv_time at)
{
    return salesinv_availability_tell(fix->admin, "erp", fix->product, fix->main,
                                      on_hand * FIX_UNIT, available * FIX_UNIT, at);
}

static void a_figure_that_the_host_fetched_counts_like_an_answer(void **state)
{
    fix_live *fix = *state;
    char *before = dump_store(fix->trade.core.engine);
    char *after;

    /* Given 100 from the last synchronisation; the host asked the ERP itself: 45, of which 40 can be taken. */
    assert_ok(fix->admin, tell(fix, 45, 40, fix->trade.core.now - SECOND));
    after = dump_store(fix->trade.core.engine);
    dump_assert_same(before, after, "telling");
    free(before);
    free(after);
    assert_int_equal(fix->queries, 0);
    /* Then orders are held against it, .. */
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 41));
    assert_string_equal(detail_text(fix, "source"), "erp");
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 45 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), 40 * FIX_UNIT);
    assert_ok(fix->admin, try_order(fix, 40));
    /* .. for as long as an answer counts. */
    fix->trade.core.now += 61 * SECOND;
    assert_ok(fix->admin, try_order(fix, 41));
}

static void what_cannot_be_told_is_named(void **state)
{
    fix_live *fix = *state;
    const salesinv_time none = SALESINV_TIME_NONE;

#define TELL(name, product, warehouse)                                                 \
    salesinv_availability_tell(fix->admin, name, product, warehouse, 0, 0, none)
    assert_refused(fix->admin, ARG, TELL(NULL, fix->product, fix->main));
    assert_field(fix->admin, "connector");
    assert_refused(fix->admin, CONNECTOR_REQUIRED, TELL("b", fix->product, fix->main));
    assert_refused(fix->admin, NOT_FOUND, TELL("erp", fix->main, fix->main));
    assert_field(fix->admin, "product");
    assert_refused(fix->admin, NOT_FOUND, TELL("erp", fix->product, 0));
    assert_field(fix->admin, "warehouse");
    assert_refused(fix->admin, ARG, tell(fix, 1, 2, none));
    assert_field(fix->admin, "available");
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_availability_tell(fix->admin, "erp", fix->product,
                                              fix->main, INT64_MAX, INT64_MIN, none));
    fix_setting(fix->admin, "erp.realtime_stock", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, tell(fix, 1, 1, none));
    /* Nothing of it is remembered. */
    fix_setting(fix->admin, "erp.realtime_stock", 1);
    assert_ok(fix->admin, try_order(fix, 100));
    /* A time that is to come is now: a later synchronisation takes its place. */
    assert_ok(fix->admin, tell(fix, 1, 1, fix->trade.core.now + 3600 * SECOND));
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_order(fix, 2));
}

#define LIVE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIVE(what_the_erp_answers_is_shown_and_enforced),
        LIVE(an_answer_counts_for_a_while_and_in_its_session),
        LIVE(a_later_synchronisation_takes_its_place),
        LIVE(an_answer_has_the_time_that_the_erp_says),
        LIVE(a_change_of_an_order_is_checked_by_it_too),
        LIVE(what_the_erp_froze_for_the_order_is_its_own),
        LIVE(all_warehouses_are_asked_where_all_count),
        LIVE(the_erp_may_have_stock_that_was_never_synchronised),
        LIVE(the_components_of_a_kit_are_asked_for),
        LIVE(an_erp_that_is_down_leaves_the_last_figure_stale_but_enforced),
        LIVE(an_answer_that_comes_late_does_not_count),
        LIVE(a_failure_leaves_an_earlier_answer_while_it_counts),
        LIVE(a_paused_connector_is_not_asked),
        LIVE(what_the_erp_does_not_know_is_not_asked_for),
        LIVE(asking_needs_no_display_and_then_says_nothing),
        LIVE(what_is_missing_is_named),
        LIVE(a_figure_that_the_host_fetched_counts_like_an_answer),
        LIVE(what_cannot_be_told_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
