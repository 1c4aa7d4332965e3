/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two users at the same time, in every order of their transactions: whatever comes first, what is
 * promised is there and what is shipped was promised. Of two that exclude each other one succeeds, on a file and,
 * as far as stock goes, on the weak storage too, where only the guards refuse the other.
 */
#include "support/fix_pair.h"

enum { ORDER = SALESINV_KIND_ORDER, SHIPMENT = SALESINV_KIND_SHIPMENT };

static salesinv_status try_order(salesinv_session *session, const pair_works *works,
                                 salesinv_id product, int64_t units)
{
    return fix_try_create(
        session, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"warehouse\": %lld, \"currency\": "
        "\"EUR\", \"lines\": [{\"product\": %lld, \"qty\": \"%lld\"}]}",
        (long long)works->account, (long long)works->warehouse, (long long)product,
        (long long)units);
}

/* ---- ready ---- */

static salesinv_id make_order(salesinv_session *session, const pair_works *works,
                              uint32_t flags, salesinv_id product, int64_t units)
{
    return fix_create(session, ORDER, flags,
                      "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"%lld\"}]}",
                      (long long)works->account, (long long)works->warehouse,
                      (long long)product, (long long)units);
}

/* Two drafts that want six of ten each: the ids that they are stored under are no obstacle. */
static void ready_two_drafts(salesinv_session *session, pair_works *works)
{
    for (int32_t i = 0; i < 2; i++)
        works->orders[i] = make_order(session, works, 0, works->plain, 6);
}

/* Six of ten are promised; a draft wants five. */
static void ready_order_and_draft(salesinv_session *session, pair_works *works)
{
    works->orders[0] = make_order(session, works, SALESINV_SUBMIT, works->plain, 6);
    works->orders[1] = make_order(session, works, 0, works->plain, 5);
}

static void ready_shipment(salesinv_session *session, pair_works *works)
{
    works->orders[0] = make_order(session, works, SALESINV_SUBMIT, works->plain, 6);
    works->shipment = fix_create(
        session, SHIPMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"4\"}]}",
        (long long)works->orders[0], (long long)sinv_line_id(works->orders[0], 1));
}

static void ready_serial_orders(salesinv_session *session, pair_works *works)
{
    for (int32_t i = 0; i < 2; i++)
        works->orders[i] =
            make_order(session, works, SALESINV_SUBMIT, works->tracked, 2);
}

/* Two orders of five, each of another product. */
static void ready_two_products(salesinv_session *session, pair_works *works)
{
    fix_setting(session, "plugin.multi_order", 1);
    works->orders[0] = make_order(session, works, SALESINV_SUBMIT, works->plain, 5);
    works->orders[1] = make_order(session, works, SALESINV_SUBMIT, works->other, 5);
}

/* ---- acts ---- */

static salesinv_status submit_own(pair_user *user)
{
    return fix_step(user->session, ORDER, user->of->works.orders[user->index],
                    SINV_VERB_SUBMIT);
}

static salesinv_status submit_second(pair_user *user)
{
    return fix_step(user->session, ORDER, user->of->works.orders[1], SINV_VERB_SUBMIT);
}

static salesinv_status ship(pair_user *user, salesinv_id order, int64_t units,
                            const char *serials)
{
    return fix_try_create(user->session, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"%lld\"%s}]}",
                          (long long)order, (long long)sinv_line_id(order, 1),
                          (long long)units, serials);
}

static salesinv_status ship_four(pair_user *user)
{
    return ship(user, user->of->works.orders[0], 4, "");
}

static salesinv_status ship_two(pair_user *user)
{
    return ship(user, user->of->works.orders[0], 2, "");
}

static salesinv_status ship_serials(pair_user *user)
{
    return ship(user, user->of->works.orders[user->index], 2,
                ", \"serials\": [\"S2\", \"S3\"]");
}

/* Three of either order on one shipment, each user in the other's order of products. */
static salesinv_status ship_both(pair_user *user)
{
    const salesinv_id *orders = user->of->works.orders;

    return fix_try_create(
        user->session, SHIPMENT, SALESINV_SUBMIT,
        "{\"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"3\"}, "
        "{\"order_line\": %lld, \"qty\": \"3\"}]}",
        (long long)user->of->works.warehouse,
        (long long)sinv_line_id(orders[user->index], 1),
        (long long)sinv_line_id(orders[1 - user->index], 1));
}

static salesinv_status void_order(pair_user *user)
{
    return fix_step(user->session, ORDER, user->of->works.orders[0], SINV_VERB_VOID);
}

static salesinv_status void_shipment(pair_user *user)
{
    return fix_step(user->session, SHIPMENT, user->of->works.shipment, SINV_VERB_VOID);
}

/* Two calls: one product after the other. */
static salesinv_status freeze_both(pair_user *user, salesinv_id first,
                                   salesinv_id second)
{
    salesinv_status rc = try_order(user->session, &user->of->works, first, 6);
    salesinv_status second_rc = try_order(user->session, &user->of->works, second, 4);

    return rc == SALESINV_OK ? second_rc : rc;
}

static salesinv_status freeze_plain_then_other(pair_user *user)
{
    return freeze_both(user, user->of->works.plain, user->of->works.other);
}

static salesinv_status freeze_other_then_plain(pair_user *user)
{
    return freeze_both(user, user->of->works.other, user->of->works.plain);
}

/* ---- checks ---- */

static void assert_plain(const pair *of, salesinv_session *session, const char *wanted)
{
    char got[64];

    pair_stock(session, of->works.plain, got);
    assert_string_equal(got, wanted);
}

/* Never more promised than there is, whoever kept the users apart. */
static void assert_not_oversold(const pair *of, salesinv_session *session)
{
    const salesinv_id products[] = {of->works.plain, of->works.other,
                                    of->works.tracked};

    for (int32_t i = 0; i < 3; i++) {
        salesinv_stock *stock;

        assert_ok(session, salesinv_stock_get(session, products[i], 0, &stock));
        assert_true(salesinv_stock_on_hand(stock, -1) >= 0);
        assert_true(salesinv_stock_frozen(stock, -1) >= 0);
        assert_true(salesinv_stock_available_in(stock, -1) >= 0);
        salesinv_stock_free(stock);
    }
}

static void check_one_of_two_freezes(const pair *of, salesinv_session *session)
{
    assert_not_oversold(of, session);
    assert_int_equal(pair_accepted(of), 1);
    assert_int_equal(of->users[0].result + of->users[1].result,
                     SALESINV_E_INSUFFICIENT_STOCK);
    assert_plain(of, session, "10/6/4");
}

/* What is shipped was promised: it never makes room for what was refused. */
static void check_freeze_refused_while_shipping(const pair *of,
                                                salesinv_session *session)
{
    assert_not_oversold(of, session);
    assert_int_equal(of->users[0].result, SALESINV_E_INSUFFICIENT_STOCK);
    assert_int_equal(of->users[1].result, SALESINV_OK);
    assert_plain(of, session, "6/2/4");
}

/* Shipped or void, never both. */
static void check_shipped_or_void(const pair *of, salesinv_session *session)
{
    assert_not_oversold(of, session);
    assert_int_equal(pair_accepted(of), 1);
    if (of->is_weak)
        return;
    assert_plain(of, session, of->users[0].result == SALESINV_OK ? "6/2/4" : "10/0/10");
}

/* Voiding one shipment and making another of the same order do not disturb each other. */
static void check_void_beside_ship(const pair *of, salesinv_session *session)
{
    assert_not_oversold(of, session);
    if (of->is_weak)
        return;
    assert_int_equal(pair_accepted(of), 2);
    assert_plain(of, session, "8/4/4");
}

static void check_serials_once(const pair *of, salesinv_session *session)
{
    assert_not_oversold(of, session);
    assert_true(pair_accepted(of) <= 1);
    if (!of->is_weak)
        assert_int_equal(pair_accepted(of), 1);
}

/* Neither waits for the other for ever; of each product what is left goes to who asks first. */
static void check_opposite_orders(const pair *of, salesinv_session *session)
{
    char got[64];

    assert_not_oversold(of, session);
    if (of->is_weak)
        return;
    assert_int_equal(pair_accepted(of), 2);
    assert_plain(of, session, "10/10/0");
    pair_stock(session, of->works.other, got);
    assert_string_equal(got, "10/10/0");
}

/* One shipment of both orders fits, a second one does not: whole or not at all. */
static void check_both_shipped_once(const pair *of, salesinv_session *session)
{
    char got[64];

    assert_not_oversold(of, session);
    if (of->is_weak)
        return;
    assert_int_equal(pair_accepted(of), 1);
    assert_int_equal(of->users[0].result + of->users[1].result,
                     SALESINV_E_EXCEEDS_SHIPPABLE);
    assert_plain(of, session, "7/2/5");
    pair_stock(session, of->works.other, got);
    assert_string_equal(got, "7/2/5");
}

/* ---- stories ---- */

static const pair_story freeze_freeze = {
    ready_two_drafts, {submit_own, submit_own}, check_one_of_two_freezes};
static const pair_story freeze_ship = {ready_order_and_draft,
                                       {submit_second, ship_four},
                                       check_freeze_refused_while_shipping};
static const pair_story ship_void_order = {
    ready_order_and_draft, {ship_four, void_order}, check_shipped_or_void};
static const pair_story ship_void_shipment = {
    ready_shipment, {ship_two, void_shipment}, check_void_beside_ship};
static const pair_story serial_twice = {
    ready_serial_orders, {ship_serials, ship_serials}, check_serials_once};
static const pair_story opposite_orders = {
    NULL, {freeze_plain_then_other, freeze_other_then_plain}, check_opposite_orders};
static const pair_story opposite_shipments = {
    ready_two_products, {ship_both, ship_both}, check_both_shipped_once};

static void on_a_file(void **state)
{
    pair_tell(*state, false);
}

static void on_weak_storage(void **state)
{
    pair_tell(*state, true);
}

#define ON_FILE(story)                                                                 \
    {                                                                                  \
#story " on a file", on_a_file, NULL, NULL, (void *)(uintptr_t) & (story)      \
    }
#define ON_WEAK(story)                                                                 \
    {                                                                                  \
#story " on weak storage", on_weak_storage, NULL, NULL,                        \
            (void *)(uintptr_t) & (story)                                              \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_FILE(freeze_freeze),      ON_WEAK(freeze_freeze),
        ON_FILE(freeze_ship),        ON_WEAK(freeze_ship),
        ON_FILE(ship_void_order),    ON_WEAK(ship_void_order),
        ON_FILE(ship_void_shipment), ON_WEAK(ship_void_shipment),
        ON_FILE(serial_twice),       ON_WEAK(serial_twice),
        ON_FILE(opposite_orders),    ON_FILE(opposite_shipments),
        ON_WEAK(opposite_shipments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
