/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Returns beside shipments and beside each other, in every order of their transactions: what is given up is not shipped, what is
 * shipped is not given up, and nothing comes back twice.
 */
#include "support/fix_pair.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

/* ---- ready ---- */

static salesinv_id make_order(salesinv_session *session, const pair_works *works,
                              salesinv_id product, int units)
{
    return fix_create(session, ORDER, SALESINV_SUBMIT,
                      "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"%d\"}]}",
                      (long long)works->account, (long long)works->warehouse,
                      (long long)product, units);
}

static void ready_order(salesinv_session *session, pair_works *works)
{
    works->orders[0] = make_order(session, works, works->plain, 6);
}

/* An order of serials, shipped. */
static void ready_serials(salesinv_session *session, pair_works *works)
{
    works->orders[0] = make_order(session, works, works->tracked, 2);
    works->shipment = fix_create(session, SHIPMENT, SALESINV_SUBMIT,
                                 "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                                 "\"qty\": \"2\", \"serials\": [\"S2\", \"S3\"]}]}",
                                 (long long)works->orders[0],
                                 (long long)sinv_line_id(works->orders[0], 1));
}

/* ---- acts ---- */

static salesinv_status ship_four(pair_user *user)
{
    salesinv_id order = user->of->works.orders[0];

    return fix_try_create(
        user->session, SHIPMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"4\"}]}",
        (long long)order, (long long)sinv_line_id(order, 1));
}

/* A return of the order: `rest` is what else its line says. */
static salesinv_status give_back(pair_user *user, const char *rest)
{
    return fix_try_create(user->session, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"order_line\": %lld, %s}]}",
                          (long long)sinv_line_id(user->of->works.orders[0], 1), rest);
}

static salesinv_status give_up_four(pair_user *user)
{
    return give_back(user, "\"qty\": \"4\", \"unshipped\": \"4\"");
}

static salesinv_status give_back_four(pair_user *user)
{
    return give_back(user, "\"qty\": \"4\"");
}

static salesinv_status return_to_order(pair_user *user)
{
    return give_back(user, "\"qty\": \"1\", \"serials\": [\"S2\"]");
}

static salesinv_status return_to_shipment(pair_user *user)
{
    return fix_try_create(user->session, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"shipment_line\": %lld, \"qty\": \"1\", "
                          "\"serials\": [\"S2\"]}]}",
                          (long long)sinv_line_id(user->of->works.shipment, 1));
}

static salesinv_status void_shipment(pair_user *user)
{
    return fix_step(user->session, SHIPMENT, user->of->works.shipment, SINV_VERB_VOID);
}

/* ---- checks ---- */

static int64_t units(const pair *of, salesinv_session *session, salesinv_field field)
{
    return fix_int(session, ORDER, of->works.orders[0], 1, field) / FIX_UNIT;
}

static void assert_stock_is(salesinv_session *session, salesinv_id product,
                            const char *wanted)
{
    char got[64];

    pair_stock(session, product, got);
    assert_string_equal(got, wanted);
}

/* Of six, four were shipped or four were given up. */
static void check_one_of_two(const pair *of, salesinv_session *session)
{
    bool is_shipped = of->users[0].result == SALESINV_OK;

    assert_int_equal(pair_accepted(of), 1);
    assert_int_equal(of->users[is_shipped ? 1 : 0].result,
                     is_shipped ? SALESINV_E_EXCEEDS_RETURNABLE
                                : SALESINV_E_EXCEEDS_SHIPPABLE);
    assert_int_equal(units(of, session, SALESINV_F_SHIPPABLE), 2);
    assert_stock_is(session, of->works.plain, is_shipped ? "6/2/4" : "10/2/8");
}

/* Who comes second takes what is left: of goods that are out already, these come in. */
static void check_split(const pair *of, salesinv_session *session)
{
    assert_int_equal(of->users[1].result, SALESINV_OK);
    if (of->users[0].result == SALESINV_OK) {
        assert_int_equal(units(of, session, SALESINV_F_RETURNED_UNSHIPPED), 2);
        assert_int_equal(units(of, session, SALESINV_F_RETURNED_SHIPPED), 2);
        assert_stock_is(session, of->works.plain, "8/0/8");
        return;
    }
    assert_int_equal(of->users[0].result, SALESINV_E_EXCEEDS_SHIPPABLE);
    assert_int_equal(units(of, session, SALESINV_F_RETURNED_UNSHIPPED), 4);
    assert_stock_is(session, of->works.plain, "10/2/8");
}

static void check_serial_back_once(const pair *of, salesinv_session *session)
{
    int32_t refused = of->users[0].result == SALESINV_OK ? 1 : 0;

    assert_int_equal(pair_accepted(of), 1);
    assert_int_equal(of->users[refused].result, SALESINV_E_SERIAL_STATE);
    assert_int_equal(units(of, session, SALESINV_F_RETURNED_SHIPPED), 1);
    assert_stock_is(session, of->works.tracked, "3/0/3");
}

/* Void or returned, never both. */
static void check_void_or_returned(const pair *of, salesinv_session *session)
{
    bool is_void = of->users[1].result == SALESINV_OK;

    assert_int_equal(pair_accepted(of), 1);
    assert_int_equal(of->users[is_void ? 0 : 1].result,
                     is_void ? SALESINV_E_INVALID_STATE : SALESINV_E_IN_USE);
    assert_stock_is(session, of->works.tracked, is_void ? "4/2/2" : "3/0/3");
}

/* ---- stories ---- */

static const pair_story ship_give_up = {
    ready_order, {ship_four, give_up_four}, check_one_of_two};
static const pair_story ship_give_back = {
    ready_order, {ship_four, give_back_four}, check_split};
static const pair_story serial_back_twice = {
    ready_serials, {return_to_order, return_to_shipment}, check_serial_back_once};
static const pair_story return_void = {
    ready_serials, {return_to_shipment, void_shipment}, check_void_or_returned};

static void on_a_file(void **state)
{
    pair_tell(*state, false);
}

#define STORY(story)                                                                   \
    {                                                                                  \
#story, on_a_file, NULL, NULL, (void *)(uintptr_t) & (story)                   \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(ship_give_up),
        STORY(ship_give_back),
        STORY(serial_back_twice),
        STORY(return_void),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
