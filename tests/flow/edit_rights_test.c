/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may change an order or a return, in each of its statuses (domain.md 5.8, 5.13): the seller his own until it is
 * confirmed, order administrators and finance also afterwards, where the document takes a change at all.
 */
#include "salesinv/order.h"
#include "salesinv/product.h"
#include "salesinv/return.h"
#include "salesinv/shipment.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_editors {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 100 on hand */
} fix_editors;

static int setup(void **state)
{
    static fix_editors fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    fix_setting(fix.admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_editors *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- what is promised ---- */

static const struct {
    const char *role;
    salesinv_id user;
} people[] = {{"sales", 7},       {"sales", 8},   {"shipping", 8},
              {"order_admin", 8}, {"finance", 8}, {"admin", 8}};
enum { PEOPLE = sizeof(people) / sizeof(people[0]) };

/* For each of them '+' he may, '-' he may not, '!' he might if the document took a change. */
typedef struct right_row {
    int32_t status;
    const char *may;
} right_row;

static const right_row of_orders[] = {
    {SALESINV_STATUS_DRAFT, "+--+++"},     {SALESINV_STATUS_IN_APPROVAL, "+--+++"},
    {SALESINV_STATUS_REJECTED, "+--+++"},  {SALESINV_STATUS_WITHDRAWN, "+--+++"},
    {SALESINV_STATUS_CONFIRMED, "---+++"}, {SALESINV_STATUS_SHIPPED, "---+++"},
    {SALESINV_STATUS_RECEIVED, "---+++"},
};
static const right_row of_returns[] = {
    {SALESINV_STATUS_DRAFT, "+--+-+"},     {SALESINV_STATUS_IN_APPROVAL, "+--+-+"},
    {SALESINV_STATUS_REJECTED, "+--+-+"},  {SALESINV_STATUS_WITHDRAWN, "+--+-+"},
    {SALESINV_STATUS_CONFIRMED, "---!-!"}, {SALESINV_STATUS_RECEIVED, "---!-!"},
};

/* ---- documents of user 7 that got to a status ---- */

static bool is_confirmed(int32_t status)
{
    return status == SALESINV_STATUS_CONFIRMED || status == SALESINV_STATUS_SHIPPED ||
           status == SALESINV_STATUS_RECEIVED;
}

static void give_back(fix_editors *fix, salesinv_kind kind, salesinv_id id,
                      int32_t status)
{
    if (status == SALESINV_STATUS_REJECTED)
        assert_ok(fix->admin, fix_step(fix->admin, kind, id, SINV_VERB_REJECT));
    if (status == SALESINV_STATUS_WITHDRAWN)
        assert_ok(fix->admin, fix_step(fix->admin, kind, id, SINV_VERB_WITHDRAW));
}

static salesinv_id order_in(fix_editors *fix, int32_t status)
{
    salesinv_id shipment = 0;
    salesinv_id id;

    fix_setting(fix->admin, "approval.order", is_confirmed(status) ? 0 : 1);
    id = fix_create(fix->admin, ORDER,
                    status == SALESINV_STATUS_DRAFT ? 0 : (uint32_t)SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)fix->product);
    give_back(fix, ORDER, id, status);
    if (status == SALESINV_STATUS_SHIPPED || status == SALESINV_STATUS_RECEIVED)
        shipment = fix_ship(&fix->trade, id, 0, 1, NULL);
    if (status == SALESINV_STATUS_RECEIVED)
        assert_ok(fix->admin,
                  fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_RECEIVE));
    return id;
}

/* Of an order that is shipped; confirmed, its goods are still to come in. */
static salesinv_id return_in(fix_editors *fix, int32_t status)
{
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->product, 1);
    salesinv_id id;

    fix_ship(&fix->trade, order, 0, 1, NULL);
    fix_setting(fix->admin, "approval.return", is_confirmed(status) ? 0 : 1);
    id = fix_create(fix->admin, RETURN,
                    status == SALESINV_STATUS_DRAFT ? 0 : (uint32_t)SALESINV_SUBMIT,
                    "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                    "\"1\"}]}",
                    (long long)order, (long long)sinv_line_id(order, 1));
    give_back(fix, RETURN, id, status);
    if (status == SALESINV_STATUS_RECEIVED)
        assert_ok(fix->admin,
                  salesinv_return_take_in(fix->admin, id, 0, NULL, NULL, NULL));
    return id;
}

/* ---- who may ---- */

static salesinv_status change_as(fix_editors *fix, int person, salesinv_kind kind,
                                 salesinv_id id)
{
    salesinv_session *session;
    salesinv_status rc;

    assert_int_equal(salesinv_session_open(fix->trade.core.engine,
                                           fix->trade.core.tenant, people[person].user,
                                           &session),
                     SALESINV_OK);
    assert_ok(session, salesinv_session_add_role(session, people[person].role));
    rc = fix_try_update(session, kind, id, "{\"%s\": \"by %d\"}",
                        kind == ORDER ? "note" : "reason", person);
    salesinv_session_close(session);
    return rc;
}

static void then_row(fix_editors *fix, salesinv_kind kind, const right_row *row,
                     salesinv_id id)
{
    assert_int_equal(fix_int(fix->admin, kind, id, 0, SALESINV_F_STATUS), row->status);
    for (int i = 0; i < PEOPLE; i++) {
        salesinv_status wanted = row->may[i] == '+'   ? SALESINV_OK
                                 : row->may[i] == '-' ? SALESINV_E_FORBIDDEN
                                                      : SALESINV_E_INVALID_STATE;
        salesinv_status rc = change_as(fix, i, kind, id);

        if (rc != wanted)
            fail_msg("%s %lld, status %d: %s", people[i].role,
                     (long long)people[i].user, row->status, salesinv_status_name(rc));
    }
}

static void orders_are_changed_by_whom_their_status_allows(void **state)
{
    fix_editors *fix = *state;

    for (size_t i = 0; i < sizeof(of_orders) / sizeof(of_orders[0]); i++)
        then_row(fix, ORDER, &of_orders[i], order_in(fix, of_orders[i].status));
}

static void returns_are_changed_by_whom_their_status_allows(void **state)
{
    fix_editors *fix = *state;

    for (size_t i = 0; i < sizeof(of_returns) / sizeof(of_returns[0]); i++)
        then_row(fix, RETURN, &of_returns[i], return_in(fix, of_returns[i].status));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(orders_are_changed_by_whom_their_status_allows),
        TEST(returns_are_changed_by_whom_their_status_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
