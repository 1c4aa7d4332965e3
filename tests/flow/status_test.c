/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of a document's state and never set: its life status, and how far an order is shipped and received. */
#include <string.h>

#include "salesinv/order.h"
#include "salesinv/product.h"
#include "salesinv/shipment.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, SHIPMENT = SALESINV_KIND_SHIPMENT };
enum { NONE = SALESINV_PROGRESS_NONE, PARTIAL = SALESINV_PROGRESS_PARTIAL };
enum { COMPLETE = SALESINV_PROGRESS_COMPLETE };

typedef struct fix_states {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 100 on hand */
} fix_states;

static int setup(void **state)
{
    static fix_states fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_states *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void then_life(fix_states *fix, salesinv_kind kind, salesinv_id id,
                      int64_t wanted)
{
    assert_int_equal(fix_int(fix->admin, kind, id, 0, SALESINV_F_LIFE_STATUS), wanted);
}

static void step(fix_states *fix, salesinv_kind kind, salesinv_id id, sinv_verb verb)
{
    assert_ok(fix->admin, fix_step(fix->admin, kind, id, verb));
}

static salesinv_id stored_draft(fix_states *fix)
{
    return fix_create(fix->admin, ORDER, 0,
                      "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"4\"}]}",
                      (long long)fix->trade.account, (long long)fix->warehouse,
                      (long long)fix->product);
}

static void life_status_is_a_view_of_the_status(void **state)
{
    fix_states *fix = *state;
    salesinv_id id = stored_draft(fix);
    salesinv_id shipment;

    then_life(fix, ORDER, id, SALESINV_LIFE_INEFFECTIVE);
    fix_setting(fix->admin, "approval.order", 1);
    step(fix, ORDER, id, SINV_VERB_SUBMIT);
    then_life(fix, ORDER, id, SALESINV_LIFE_UNDER_REVIEW);
    step(fix, ORDER, id, SINV_VERB_REJECT);
    then_life(fix, ORDER, id, SALESINV_LIFE_INEFFECTIVE);
    step(fix, ORDER, id, SINV_VERB_SUBMIT);
    step(fix, ORDER, id, SINV_VERB_WITHDRAW);
    then_life(fix, ORDER, id, SALESINV_LIFE_INEFFECTIVE);
    step(fix, ORDER, id, SINV_VERB_SUBMIT);
    step(fix, ORDER, id, SINV_VERB_APPROVE);
    then_life(fix, ORDER, id, SALESINV_LIFE_NORMAL);
    shipment = fix_ship(&fix->trade, id, 0, 4, NULL);
    then_life(fix, ORDER, id, SALESINV_LIFE_NORMAL);
    then_life(fix, SHIPMENT, shipment, SALESINV_LIFE_NORMAL);
    step(fix, SHIPMENT, shipment, SINV_VERB_VOID);
    then_life(fix, SHIPMENT, shipment, SALESINV_LIFE_INVALID);
    step(fix, ORDER, id, SINV_VERB_VOID);
    then_life(fix, ORDER, id, SALESINV_LIFE_INVALID);
}

static void it_is_not_set(void **state)
{
    static const char *const texts[] = {
        "{\"life_status\": 3}", "{\"shipping_status\": 3}", "{\"receipt_status\": 3}"};
    static const char *const keys[] = {"life_status", "shipping_status",
                                       "receipt_status"};
    fix_states *fix = *state;
    salesinv_draft *draft;

    assert_ok(fix->admin, salesinv_draft_create(fix->admin, ORDER, &draft));
    for (int i = 0; i < 3; i++) {
        assert_refused(fix->admin, ARG,
                       salesinv_draft_from_json(draft, texts[i], strlen(texts[i])));
        assert_field(fix->admin, keys[i]);
    }
    salesinv_draft_free(draft);
}

/* Once an order of it is confirmed, for good; to be ordered for is not enough. */
static void an_account_is_converted_by_its_first_order(void **state)
{
    fix_states *fix = *state;
    const salesinv_kind kind = SALESINV_KIND_ACCOUNT;
    salesinv_id account = fix->trade.account;
    salesinv_id id = stored_draft(fix);

    fix_setting(fix->admin, "approval.order", 1);
    step(fix, ORDER, id, SINV_VERB_SUBMIT);
    assert_int_equal(fix_int(fix->admin, kind, account, 0, SALESINV_F_IS_CONVERTED), 0);
    step(fix, ORDER, id, SINV_VERB_APPROVE);
    assert_int_equal(fix_int(fix->admin, kind, account, 0, SALESINV_F_IS_CONVERTED), 1);
    step(fix, ORDER, id, SINV_VERB_VOID);
    assert_int_equal(fix_int(fix->admin, kind, account, 0, SALESINV_F_IS_CONVERTED), 1);
}

static void then_progress(fix_states *fix, salesinv_id id, int64_t shipped,
                          int64_t received)
{
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_SHIPPING_STATUS),
                     shipped);
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_RECEIPT_STATUS),
                     received);
}

static void an_order_says_how_far_it_is(void **state)
{
    fix_states *fix = *state;
    salesinv_id id = fix_order(&fix->trade, fix->warehouse, fix->product, 10);
    salesinv_id first;
    salesinv_id second;

    then_progress(fix, id, NONE, NONE);
    first = fix_ship(&fix->trade, id, 0, 4, NULL);
    then_progress(fix, id, PARTIAL, NONE);
    step(fix, SHIPMENT, first, SINV_VERB_RECEIVE);
    then_progress(fix, id, PARTIAL, PARTIAL);
    second = fix_ship(&fix->trade, id, 0, 6, NULL);
    then_progress(fix, id, COMPLETE, PARTIAL);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
    step(fix, SHIPMENT, second, SINV_VERB_RECEIVE);
    then_progress(fix, id, COMPLETE, COMPLETE);
    assert_ok(fix->admin,
              salesinv_shipment_undo_receipt(fix->admin, second, 0, NULL, NULL, NULL));
    then_progress(fix, id, COMPLETE, PARTIAL);
    step(fix, SHIPMENT, second, SINV_VERB_VOID);
    then_progress(fix, id, PARTIAL, PARTIAL);
}

/* What is closed is not waited for: the order is shipped as far as it will be, and received with that. */
static void a_closed_order_is_received_with_what_it_shipped(void **state)
{
    fix_states *fix = *state;
    salesinv_id id = fix_order(&fix->trade, fix->warehouse, fix->product, 10);
    salesinv_id shipment = fix_ship(&fix->trade, id, 0, 4, NULL);

    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_progress(fix, id, COMPLETE, NONE);
    step(fix, SHIPMENT, shipment, SINV_VERB_RECEIVE);
    assert_status(&fix->trade, ORDER, id, RECEIVED);
    then_progress(fix, id, COMPLETE, COMPLETE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(life_status_is_a_view_of_the_status),
        TEST(it_is_not_set),
        TEST(an_account_is_converted_by_its_first_order),
        TEST(an_order_says_how_far_it_is),
        TEST(a_closed_order_is_received_with_what_it_shipped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
