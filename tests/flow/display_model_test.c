/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random trade, held against two plain sentences: an order is accepted under "block" exactly when what is shown beside its lines is
 * enough for them; and an alert is raised exactly when the sum of what is available falls below the safety stock.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/availability.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"
#include "support/programme.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    PRODUCTS = 3,
    WAREHOUSES = 3,
    ORDERS = 12,
    LINES = 4,
    STEPS = 4000,
    SAFETY = 12
};

typedef struct fix_model {
    fix_trade trade;
    salesinv_session *admin;
    uint64_t seed;
    salesinv_id products[PRODUCTS];     /* the last one without a safety stock */
    salesinv_id warehouses[WAREHOUSES]; /* the last one is not for the account */
    salesinv_id orders[ORDERS];
    int order_count;
    int64_t available[PRODUCTS];
    int64_t seen; /* sequence of the last event */
    int accepted;
    int refused;
    int alerts;
} fix_model;

static int below(fix_model *fix, int most)
{
    return (int)(programme_random(&fix->seed) % (uint64_t)most);
}

static int setup(void **state)
{
    static fix_model fix;
    static const char *const names[] = {"A", "B", "C"};
    salesinv_id other;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.seed = programme_seed();
    other = fix_account(&fix.trade.core, "Other");
    for (int i = 0; i < WAREHOUSES; i++)
        fix.warehouses[i] = fix_warehouse(&fix.trade.core, names[i]);
    assert_ok(fix.admin,
              fix_try_update(fix.admin, SALESINV_KIND_WAREHOUSE, fix.warehouses[2],
                             "{\"lines\": [{\"list\": %d, \"member\": %lld}]}",
                             SALESINV_ACCESS_ACCOUNT, (long long)other));
    for (int i = 0; i < PRODUCTS; i++)
        fix.products[i] =
            fix_product(&fix.trade.core, names[i], SALESINV_TRACKING_NONE);
    for (int i = 0; i < PRODUCTS - 1; i++)
        assert_ok(fix.admin,
                  fix_try_update(fix.admin, SALESINV_KIND_PRODUCT, fix.products[i],
                                 "{\"safety_stock\": \"%d\"}", SAFETY));
    assert_ok(fix.trade.core.platform,
              salesinv_licence_grant(fix.trade.core.platform, fix.trade.core.tenant,
                                     "ui_events", SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix.admin, "order.display_stock", 1);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_model *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- what is expected ---- */

static int64_t available_of(fix_model *fix, int product)
{
    salesinv_qty available;

    assert_ok(fix->admin, salesinv_stock_available(fix->admin, fix->products[product],
                                                   0, &available));
    return available / FIX_UNIT;
}

/* How often each product was said to be low since the last look. */
static void count_alerts(fix_model *fix, int counts[PRODUCTS])
{
    salesinv_events *events;

    memset(counts, 0, PRODUCTS * sizeof(counts[0]));
    assert_ok(fix->admin, salesinv_event_list(fix->admin, fix->seen, 10000, &events));
    for (int32_t i = 0; i < salesinv_events_count(events); i++) {
        fix->seen = salesinv_events_sequence(events, i);
        for (int k = 0; k < PRODUCTS; k++)
            counts[k] +=
                salesinv_events_action(events, i) == SALESINV_EVENT_STOCK_LOW &&
                salesinv_events_object(events, i) == fix->products[k];
    }
    salesinv_events_free(events);
}

/* One call was made: did it raise what it had to? */
static void check_alerts(fix_model *fix)
{
    int counts[PRODUCTS];

    count_alerts(fix, counts);
    for (int i = 0; i < PRODUCTS; i++) {
        int64_t before = fix->available[i];
        bool is_due;

        fix->available[i] = available_of(fix, i);
        is_due = i < PRODUCTS - 1 && before >= SAFETY && fix->available[i] < SAFETY;
        assert_int_equal(counts[i], is_due);
        fix->alerts += is_due;
    }
}

/* Is what is shown beside each line of the draft enough for it? */
static bool is_enough(fix_model *fix, salesinv_id order, const salesinv_draft *draft,
                      const int64_t wanted[LINES], int count)
{
    salesinv_availability *shown;
    bool answer = true;

    assert_ok(fix->admin, salesinv_availability_get(fix->admin, order, draft, &shown));
    assert_int_equal(salesinv_availability_count(shown), count);
    for (int i = 0; i < count; i++)
        answer = answer && salesinv_availability_qty(shown, i) >= wanted[i] * FIX_UNIT;
    salesinv_availability_free(shown);
    return answer;
}

static void check_answer(fix_model *fix, salesinv_status rc, bool is_due)
{
    fix_core_check(fix->admin, rc, is_due ? SALESINV_OK : SALESINV_E_INSUFFICIENT_STOCK,
                   __FILE__, __LINE__);
    fix->accepted += is_due;
    fix->refused += !is_due;
}

/* ---- steps ---- */

/* Goods stay scarce. */
static void receive(fix_model *fix)
{
    int place = below(fix, 20) == 0 ? WAREHOUSES - 1 : below(fix, WAREHOUSES - 1);
    int product = below(fix, PRODUCTS);

    if (fix->available[product] < 2 * SAFETY)
        fix_receive(&fix->trade.core, fix->warehouses[place], fix->products[product],
                    1 + below(fix, 12));
}

/* A draft of random lines; `order` 0: a new order, in a random mode. */
static salesinv_draft *random_draft(fix_model *fix, salesinv_id order,
                                    int64_t wanted[LINES], int *out_count)
{
    char json[1024] = "{";
    bool is_single = below(fix, 2) == 0;
    int count = 1 + below(fix, LINES);

    if (order == 0) {
        fix_setting(fix->admin, "order.mode",
                    is_single ? SALESINV_MODE_SINGLE : SALESINV_MODE_CONSOLIDATED);
        snprintf(json, sizeof(json), "{\"account\": %lld, \"currency\": \"EUR\", ",
                 (long long)fix->trade.account);
        if (is_single)
            snprintf(json + strlen(json), sizeof(json) - strlen(json),
                     "\"warehouse\": %lld, ",
                     (long long)fix->warehouses[below(fix, WAREHOUSES - 1)]);
    }
    snprintf(json + strlen(json), sizeof(json) - strlen(json), "\"lines\": [");
    for (int i = 0; i < count; i++) {
        wanted[i] = 1 + below(fix, 6);
        snprintf(json + strlen(json), sizeof(json) - strlen(json),
                 "%s{\"product\": %lld, \"qty\": \"%lld\"}", i > 0 ? ", " : "",
                 (long long)fix->products[below(fix, PRODUCTS)], (long long)wanted[i]);
    }
    snprintf(json + strlen(json), sizeof(json) - strlen(json), "]}");
    *out_count = count;
    return fix_draft(fix->admin, ORDER, "%s", json);
}

static void order(fix_model *fix)
{
    int64_t wanted[LINES];
    salesinv_order *made;
    salesinv_draft *draft;
    int count;
    bool is_due;

    draft = random_draft(fix, 0, wanted, &count);
    is_due = is_enough(fix, 0, draft, wanted, count);
    check_answer(fix,
                 salesinv_order_create(fix->admin, draft, SALESINV_SUBMIT, NULL, &made),
                 is_due);
    if (is_due)
        fix->orders[fix->order_count++] =
            salesinv_document_id(salesinv_order_document(made));
    salesinv_order_free(made);
    salesinv_draft_free(draft);
}

static salesinv_id any_order(fix_model *fix, int *out_place)
{
    *out_place = below(fix, fix->order_count);
    return fix->orders[*out_place];
}

/* All lines of an order that shipped nothing yet are replaced. */
static void edit(fix_model *fix)
{
    int64_t wanted[LINES];
    salesinv_draft *draft;
    int place;
    int count;
    salesinv_id id = any_order(fix, &place);
    bool is_due;

    if (fix_int(fix->admin, ORDER, id, 0, SALESINV_F_SHIPPING_STATUS) !=
        SALESINV_PROGRESS_NONE)
        return;
    draft = random_draft(fix, id, wanted, &count);
    is_due = is_enough(fix, id, draft, wanted, count);
    check_answer(fix, salesinv_order_update(fix->admin, id, 0, draft, NULL, NULL),
                 is_due);
    salesinv_draft_free(draft);
}

/* Its first line, as far as the stock of a random warehouse goes; or it ends. */
static void ship_or_end(fix_model *fix)
{
    int place;
    salesinv_id id = any_order(fix, &place);
    bool is_open = fix_int(fix->admin, ORDER, id, 0, SALESINV_F_STATUS) ==
                   SALESINV_STATUS_CONFIRMED;

    if (is_open && below(fix, 2) == 0) {
        salesinv_document *before;
        int64_t line;

        assert_ok(fix->admin, sinv_verb_get(fix->admin, ORDER, id, &before));
        line = salesinv_document_get_int(before, 1, SALESINV_F_LINE);
        salesinv_document_free(before);
        (void)fix_try_create(
            fix->admin, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
            "{\"order\": %lld, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
            "\"qty\": \"1\"}]}",
            (long long)id, (long long)fix->warehouses[below(fix, WAREHOUSES)],
            (long long)sinv_line_id(id, line)); /* short or not: the books decide */
        return;
    }
    if (is_open)
        assert_ok(fix->admin,
                  salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    fix->orders[place] = fix->orders[--fix->order_count];
}

static void step(fix_model *fix)
{
    int what = below(fix, 10);

    if (what < 2)
        receive(fix);
    else if (fix->order_count == 0 || (what < 6 && fix->order_count < ORDERS))
        order(fix);
    else if (what % 2 == 0)
        edit(fix);
    else
        ship_or_end(fix);
}

static void what_is_shown_is_what_decides(void **state)
{
    fix_model *fix = *state;

    for (int i = 0; i < STEPS; i++) {
        step(fix);
        check_alerts(fix);
        if (i % 100 == 0)
            fix_core_verify(fix->admin);
    }
    print_message("%d accepted, %d refused, %d alerts\n", fix->accepted, fix->refused,
                  fix->alerts);
    /* Far below what any run shows: only that it was about something. */
    assert_in_range(fix->accepted, STEPS / 20, STEPS);
    assert_in_range(fix->refused, STEPS / 100, STEPS);
    assert_in_range(fix->alerts, STEPS / 1000, STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_shown_is_what_decides, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
