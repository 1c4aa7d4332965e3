/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Returns beside an ERP: they are pushed, its results say what came in and went out, and nothing of it
 * moves stock here. What comes back had left before the ERP came.
 */
#include <stdio.h>

#include "inventory/serial_synced.h"
#include "support/fix_pushed.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

static salesinv_id given_of_order(fix_pushed *fix, int units)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\"}]}",
                      (long long)sinv_line_id(fix->order, 1), units);
}

static void test_a_return_waits_for_the_erp(void **state)
{
    fix_pushed *fix = *state;
    int64_t before = fix_pushed_movements(fix);
    salesinv_id id = given_of_order(fix, 7);

    then_status(id, CONFIRMED);
    assert_int_equal(head(id, ORIGIN), SALESINV_ORIGIN_INTEGRATION);
    assert_int_equal(head(id, GOODS_IN), SALESINV_GOODS_IN_SEPARATE);
    assert_int_equal(head(id, POSTING), 0);
    then_line(id, OPEN, 7);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 7);
    assert_units(&fix->trade, SHIPMENT, fix->first, SALESINV_F_RETURNABLE, 0);
    assert_refused(fix->admin, SYNC_ONLY,
                   salesinv_return_take_in(fix->admin, id, 0, NULL, NULL, NULL));
    assert_field(fix->admin, "origin");
    assert_int_equal(fix_pushed_movements(fix), before);
}

static void test_results_are_cumulative_and_may_be_corrected(void **state)
{
    fix_pushed *fix = *state;
    int64_t before = fix_pushed_movements(fix);
    salesinv_id id = given_of_order(fix, 7);

    given_result(fix, id, LINE("\"qty\": \"5\""));
    then_status(id, CONFIRMED);
    then_line(id, RECEIVED, 5);
    then_line(id, OPEN, 2);
    assert_units(&fix->trade, SHIPMENT, fix->first, SALESINV_F_RETURNED, 4);
    assert_units(&fix->trade, SHIPMENT, fix->second, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 5);
    given_repeat(fix, id, LINE("\"qty\": \"5\""));

    given_result(fix, id, LINE("\"qty\": \"7\""));
    then_status(id, RECEIVED);
    assert_units(&fix->trade, SHIPMENT, fix->second, SALESINV_F_RETURNED, 3);
    assert_refused(fix->admin, EXCEEDS_REMAINING,
                   try_result(id, LINE("\"qty\": \"8\"")));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 8 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "open"), 7 * FIX_UNIT);

    given_result(fix, id, LINE("\"qty\": \"3\""));
    then_status(id, CONFIRMED);
    then_line(id, OPEN, 4);
    assert_units(&fix->trade, SHIPMENT, fix->first, SALESINV_F_RETURNED, 3);
    assert_units(&fix->trade, SHIPMENT, fix->second, SALESINV_F_RETURNED, 0);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 4);
    given_result(fix, id, NULL);
    then_line(id, RECEIVED, 0);
    given_repeat(fix, id, NULL);
    given_repeat(fix, id, "{\"lines\": []}");
    assert_int_equal(fix_pushed_movements(fix), before);
}

static void test_a_complete_return_closes_its_order_once_it_came(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_order(fix, 10);

    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    given_result(fix, id, "{\"lines\": [{\"line\": 1}]}");
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    given_result(fix, id, LINE("\"qty\": \"9\""));
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
}

static salesinv_id given_of_serials(fix_pushed *fix, const char *serials, int units)
{
    return fix_return(&fix->trade, fix->serials, units, serials);
}

static void test_serials_come_in_where_the_erp_has_them(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_serials(fix, "[\"S01..S03\"]", 3);
    char json[128];

    then_serial("S02", "incoming");
    assert_refused(fix->admin, SERIAL_REQUIRED, try_result(id, LINE("\"qty\": \"1\"")));
    assert_refused(fix->admin, SERIAL_STATE,
                   try_result(id, LINE("\"serials\": [\"S04\"]")));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   try_result(id, LINE("\"serials\": [\"T1\"]")));
    assert_refused(fix->admin, SERIAL_COUNT,
                   try_result(id, LINE("\"qty\": \"2\", \"serials\": [\"S01\"]")));
    assert_refused(fix->admin, SERIAL_DUPLICATE,
                   try_result(id, LINE("\"serials\": [\"S01\", \"S01\"]")));
    snprintf(json, sizeof(json),
             "{\"warehouse\": %lld, \"lines\": [{\"line\": 1, \"serials\": "
             "[\"S02\"]}]}",
             (long long)fix->other);
    given_result(fix, id, json);
    then_serial("S02", "in_stock");
    then_serial("S01", "incoming");
    assert_int_equal(head(id, WAREHOUSE), fix->other);
    then_line(id, RECEIVED, 1);
    given_repeat(fix, id, json);
    given_repeat(fix, id, LINE("\"qty\": \"1\""));
    given_result(fix, id, "{\"lines\": [{\"line\": 1}]}");
    then_serial("S01", "in_stock");
    then_status(id, RECEIVED);
}

static void test_serials_that_moved_on_are_not_taken_back(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_serials(fix, "[\"S01..S03\"]", 3);
    salesinv_id exchange;
    char json[128];

    given_result(fix, id, LINE("\"serials\": [\"S01..S03\"]"));
    exchange = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", "
                          "\"lines\": [{\"product\": %lld, \"qty\": \"1\", \"price\": "
                          "\"1\"}, {\"direction\": 2, \"product\": %lld, \"qty\": "
                          "\"1\"}]}",
                          (long long)fix->trade.account, (long long)fix->product,
                          (long long)fix->tracked);
    snprintf(json, sizeof(json),
             "{\"lines\": [{\"line\": 2, \"serials\": [\"S02\"]}]}");
    given_result(fix, exchange, json);
    then_serial("S02", "used");

    assert_refused(fix->admin, SERIAL_STATE,
                   try_result(id, LINE("\"serials\": [\"S01\", \"S03\"]")));
    assert_refused(fix->admin, SERIAL_STATE, try_result(id, NULL));
    given_result(fix, id, LINE("\"serials\": [\"S02\", \"S03\"]"));
    then_serial("S01", "incoming");
    then_serial("S02", "used");
    given_result(fix, exchange, NULL);
    then_serial("S02", "in_stock");
    given_result(fix, id, NULL);
    then_serial("S02", "incoming");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("S02", "used");
}

typedef struct said_serial {
    const char *serial;
    sinv_serials_said says;
} said_serial;

static salesinv_status say(sinv_txn *txn, void *arg)
{
    said_serial *said = arg;
    sinv_serial_set set;
    bool is_changed;
    salesinv_status rc;

    sinv_serial_set_init(&set, txn->err, txn->arena, "serials");
    if ((rc = sinv_serial_set_add_text(&set, said->serial)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&set)) != SALESINV_OK)
        return rc;
    return sinv_serial_synced_put(txn, &set, &said->says, &is_changed);
}

/* The ERP's own record of a serial. */
static salesinv_status try_say(fix_pushed *fix, const char *serial, int32_t state,
                               salesinv_id warehouse, salesinv_id account)
{
    said_serial said = {serial,
                        {.product = fix->tracked,
                         .state = state,
                         .warehouse = warehouse,
                         .account = account}};

    return fix_core_run(fix->admin, true, say, &said);
}

/* Records of serials and results may come in any order: what the one says does not stop the other. */
static void test_records_of_serials_come_before_and_after(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_serials(fix, "[\"S01..S03\"]", 3);
    salesinv_id exchange;

    assert_refused(fix->admin, SERIAL_HELD,
                   try_say(fix, "S01", SINV_SERIAL_IN_STOCK, fix->other, 0));
    given_result(fix, id, LINE("\"serials\": [\"S01..S03\"]"));
    assert_ok(fix->admin, try_say(fix, "S01", SINV_SERIAL_IN_STOCK, fix->other, 0));
    assert_ok(fix->admin, try_say(fix, "S02", SINV_SERIAL_USED, 0, fix->trade.account));
    assert_ok(fix->admin, try_say(fix, "S03", SINV_SERIAL_USED, 0,
                                  fix_account(&fix->trade.core, "Somebody else")));
    /* S01 was moved, S02 never came: the ERP said so before. S03 is sold. */
    assert_refused(fix->admin, SERIAL_STATE, try_result(id, NULL));
    given_result(fix, id, LINE("\"serials\": [\"S03\"]"));
    then_serial("S01", "incoming");
    then_serial("S02", "incoming");
    then_line(id, OPEN, 2);
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURNED, 1);
    given_result(fix, id, LINE("\"serials\": [\"S02\", \"S03\"]"));
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURNED, 2);
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "lost", NULL, NULL));
    then_serial("S01", "used");
    (void)given_of_serials(fix, "[\"S01\"]", 1); /* it left on that shipment */

    exchange = given_exchange(fix, "", "");
    assert_ok(fix->admin, try_say(fix, "S05", SINV_SERIAL_USED, 0, fix->trade.account));
    assert_refused(fix->admin, SERIAL_STATE,
                   try_result(exchange, "{\"lines\": [{\"line\": 2, \"serials\": "
                                        "[\"S03\", \"S05\"]}]}"));
    given_result(fix, exchange,
                 "{\"lines\": [{\"line\": 2, \"serials\": [\"S05\", \"S06\"]}]}");
    then_serial("S06", "used");
}

/* For the ERP they are with the account until it has them: saying so is no news, and no contradiction. */
static void test_serials_on_their_way_back_are_used_for_the_erp(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_serials(fix, "[\"S01..S03\"]", 3);

    assert_ok(fix->admin, try_say(fix, "S01", SINV_SERIAL_USED, 0, fix->trade.account));
    assert_ok(fix->admin, try_say(fix, "S02", SINV_SERIAL_USED, 0, 0));
    then_serial("S01", "incoming");
    then_serial("S02", "incoming");
    assert_refused(fix->admin, SERIAL_HELD,
                   try_say(fix, "S03", SINV_SERIAL_USED, 0,
                           fix_account(&fix->trade.core, "Somebody else")));
    given_result(fix, id, LINE("\"serials\": [\"S01..S03\"]"));
    then_serial("S01", "in_stock");
}

/* The state is the reason, not what comes of it. */
static void test_a_void_return_refuses_its_serials_by_its_state(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_serials(fix, "[\"S01..S03\"]", 3);

    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   try_result(id, LINE("\"serials\": [\"S01\"]")));
    then_serial("S01", "used");
}

static void test_what_the_erp_took_in_is_not_void_by_hand(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_order(fix, 7);

    given_result(fix, id, LINE("\"qty\": \"2\""));
    assert_refused(fix->admin, SYNC_ONLY,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "received"), 2 * FIX_UNIT);
    given_result(fix, id, NULL);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 0);
    assert_refused(fix->admin, INVALID_STATE, try_result(id, LINE("\"qty\": \"2\"")));
    given_repeat(fix, id, NULL);
}

static void test_what_did_not_come_is_given_up_for_good(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_order(fix, 7);

    given_result(fix, id, LINE("\"qty\": \"5\""));
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "lost", NULL, NULL));
    then_status(id, CLOSED);
    then_line(id, CLOSED, 2);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 0);
    given_repeat(fix, id, LINE("\"qty\": \"5\""));
    assert_refused(fix->admin, INVALID_STATE, try_result(id, LINE("\"qty\": \"4\"")));
    assert_refused(fix->admin, INVALID_STATE, try_result(id, LINE("\"qty\": \"6\"")));
    assert_refused(fix->admin, SYNC_ONLY,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
}

static void test_approval_and_the_ways_back_move_nothing(void **state)
{
    fix_pushed *fix = *state;
    int64_t before = fix_pushed_movements(fix);
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = given_of_serials(fix, "[\"S01\", \"S02\"]", 2);
    then_status(id, IN_APPROVAL);
    assert_int_equal(head(id, ORIGIN), SALESINV_ORIGIN_INTEGRATION);
    assert_refused(fix->admin, INVALID_STATE,
                   try_result(id, LINE("\"serials\": [\"S01\"]")));
    assert_ok(fix->admin, salesinv_return_withdraw(fix->admin, id, 0, NULL, NULL));
    then_serial("S01", "used");
    assert_int_equal(head(id, ORIGIN), SALESINV_ORIGIN_OWN);
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, fix_try_update(fix->admin, RETURN, id,
                                         "{\"lines\": [{\"line\": 1, \"qty\": \"1\", "
                                         "\"serials\": [\"S03\"]}]}"));
    then_serial("S01", "used");
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_status(id, CONFIRMED);
    then_serial("S03", "incoming");
    given_result(fix, id, LINE("\"serials\": [\"S03\"]"));
    then_status(id, RECEIVED);
    assert_int_equal(fix_pushed_movements(fix), before);
}

static void test_goods_without_a_source(void **state)
{
    static const char free_return[] =
        "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", \"lines\": [{"
        "\"product\": %lld, \"qty\": \"2\", \"price\": \"5\", \"serials\": [\"S04\", "
        "\"N1\"]}]}";
    fix_pushed *fix = *state;
    salesinv_id id;
    char json[128];

    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, free_return,
                                  (long long)fix->trade.account,
                                  (long long)fix->tracked));
    fix_setting(fix->admin, "return.free_new_serials", 1);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT, free_return,
                    (long long)fix->trade.account, (long long)fix->tracked);
    assert_int_equal(head(id, WAREHOUSE), fix->warehouse);
    snprintf(json, sizeof(json),
             "{\"warehouse\": %lld, \"lines\": [{\"line\": 1, \"serials\": [\"N1\", "
             "\"S04\"]}]}",
             (long long)fix->other);
    given_result(fix, id, json);
    then_serial("N1", "in_stock");
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURNED, 1);
    given_result(fix, id, NULL);
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURNED, 0);
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURN_PENDING, 1);
}

static void test_somebody_names_the_warehouse(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id bin;
    salesinv_id id;
    char json[160];

    fix_setting(fix->admin, "return.free_new_serials", 1);
    fix_setting(fix->admin, "warehouse.bins", 1);
    fix->other = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                            "{\"name\": \"B\", \"has_bins\": 1}");
    bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"1\"}",
                     (long long)fix->other);
    id =
        fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                   "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", \"lines\": "
                   "[{\"product\": %lld, \"qty\": \"1\", \"price\": \"5\", "
                   "\"serials\": [\"N1\"]}]}",
                   (long long)fix->trade.account, (long long)fix->tracked);
    assert_refused(fix->admin, WAREHOUSE_REQUIRED,
                   try_result(id, "{\"lines\": [{\"line\": 1}]}"));
    assert_field(fix->admin, "warehouse");
    snprintf(json, sizeof(json),
             "{\"warehouse\": %lld, \"lines\": [{\"line\": 1, \"bin\": %lld}]}",
             (long long)fix->warehouse, (long long)bin);
    assert_refused(fix->admin, BIN_MISMATCH, try_result(id, json));
    snprintf(json, sizeof(json),
             "{\"warehouse\": %lld, \"lines\": [{\"line\": 1, \"bin\": %lld}]}",
             (long long)fix->other, (long long)bin);
    given_result(fix, id, json);
    then_serial("N1", "in_stock");
    then_status(id, RECEIVED);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 1, SALESINV_F_BIN), bin);
}

/* Of three batches one left: only that can have come back. */
static void test_the_batch_is_one_that_was_shipped(void **state)
{
    fix_pushed *fix = *state;
    fix_core *core = &fix->trade.core;
    salesinv_id product = fix_product(core, "Drug", SALESINV_TRACKING_BATCH);
    salesinv_id lots[3];
    salesinv_id order;
    salesinv_id shipment;
    salesinv_id id;
    char json[128];

    fix_switch(core, SALESINV_EDITION_STANDALONE);
    for (int i = 0; i < 3; i++) {
        lots[i] =
            fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                       "{\"code\": \"L%d\", \"product\": %lld}", i, (long long)product);
        fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                   "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                   "\"qty\": \"5\", \"batch\": %lld}]}",
                   (long long)fix->warehouse, (long long)product, (long long)lots[i]);
    }
    order = fix_order(&fix->trade, fix->warehouse, product, 4);
    shipment = fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"4\", \"batch\": %lld}]}",
                          (long long)order, (long long)sinv_line_id(order, 1),
                          (long long)lots[0]);
    fix_switch(core, SALESINV_EDITION_INTEGRATION);
    id = fix_return(&fix->trade, shipment, 3, NULL);
    snprintf(json, sizeof(json), LINE("\"qty\": \"2\", \"batch\": %lld"),
             (long long)lots[1]);
    assert_refused(fix->admin, BATCH_MISMATCH, try_result(id, json));
    snprintf(json, sizeof(json), LINE("\"qty\": \"2\", \"batch\": %lld"),
             (long long)lots[0]);
    given_result(fix, id, json);
    given_repeat(fix, id, json);
    given_repeat(fix, id, LINE("\"qty\": \"2\""));
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_RETURNED, 2);
    given_result(fix, id, LINE("\"qty\": \"3\""));
    then_status(id, RECEIVED);
}

static void test_results_name_what_there_is(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_of_order(fix, 2);
    char json[160];

    assert_refused(fix->admin, NOT_FOUND, try_result(id + 999, LINE("\"qty\": \"1\"")));
    assert_refused(fix->admin, NOT_FOUND,
                   try_result(id, "{\"lines\": [{\"line\": 7}]}"));
    assert_field(fix->admin, "lines[1].line");
    assert_refused(fix->admin, ARG,
                   try_result(id, "{\"lines\": [{\"line\": 1, \"price\": \"1\"}]}"));
    assert_refused(fix->admin, ARG, try_result(id, "{\"reason\": \"x\"}"));
    assert_refused(fix->admin, SERIAL_PRODUCT,
                   try_result(id, LINE("\"qty\": \"1\", \"serials\": [\"S01\"]")));
    snprintf(json, sizeof(json), "{\"warehouse\": %lld, \"lines\": []}",
             (long long)id + 999);
    assert_refused(fix->admin, NOT_FOUND, try_result(id, json));
    assert_field(fix->admin, "warehouse");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(test_##name, fix_pushed_open, fix_pushed_close)
        TEST(a_return_waits_for_the_erp),
        TEST(results_are_cumulative_and_may_be_corrected),
        TEST(a_complete_return_closes_its_order_once_it_came),
        TEST(serials_come_in_where_the_erp_has_them),
        TEST(serials_that_moved_on_are_not_taken_back),
        TEST(records_of_serials_come_before_and_after),
        TEST(serials_on_their_way_back_are_used_for_the_erp),
        TEST(a_void_return_refuses_its_serials_by_its_state),
        TEST(what_the_erp_took_in_is_not_void_by_hand),
        TEST(what_did_not_come_is_given_up_for_good),
        TEST(approval_and_the_ways_back_move_nothing),
        TEST(goods_without_a_source),
        TEST(somebody_names_the_warehouse),
        TEST(the_batch_is_one_that_was_shipped),
        TEST(results_name_what_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
