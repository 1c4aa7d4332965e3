/* SPDX-License-Identifier: Apache-2.0 */
/* Shipping notices that are closed short: what they gave up counts for nothing any more. */
#include <stdio.h>

#include "support/fix_notice.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

#define then_status(kind, id, name) assert_status(&fix->trade, kind, id, name)

/* An order of two lines, and a notice of it of which the first line went out. */
static salesinv_id half_out(fix_notice *fix, salesinv_id *out_order)
{
    salesinv_id notice;

    *out_order = fix_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"3\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->product, (long long)fix->product);
    notice = fix_notice_of(fix, *out_order);
    assert_ok(fix->admin, fix_notice_try_out(fix, notice, 2, "", NULL));
    return notice;
}

static void what_did_not_go_out_cannot_come_back(void **state)
{
    fix_notice *fix = *state;
    salesinv_id order;
    salesinv_id notice = half_out(fix, &order);

    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                                  "{\"warehouse\": %lld, \"lines\": "
                                  "[{\"shipment_line\": %lld, \"qty\": \"1\"}]}",
                                  (long long)fix->warehouse,
                                  (long long)sinv_line_id(notice, 2)));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 0);
}

static void what_was_given_up_does_not_need_its_order_line(void **state)
{
    fix_notice *fix = *state;
    salesinv_id order;
    salesinv_id notice = half_out(fix, &order);

    assert_ok(fix->admin,
              salesinv_shipment_close(fix->admin, notice, 0, "enough", NULL, NULL));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, order, "{\"lines\": [{\"line\": 1}]}"));
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, notice, 0, NULL, NULL, NULL));
    then_status(ORDER, order, RECEIVED);
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, notice, 0,
                                                         "too early", NULL, NULL));
    then_status(ORDER, order, SHIPPED);
}

static salesinv_status lose_header(sinv_txn *txn, void *arg)
{
    const salesinv_id *outbound = arg;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_OUTBOUND, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_HEAD_ID, *outbound);
    return sinv_txn_remove(txn, row);
}

/* It is not the notice that is not there. */
static void a_lost_outbound_order_is_our_fault(void **state)
{
    fix_notice *fix = *state;
    salesinv_id outbound =
        fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
                   "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                   (long long)fix->warehouse, (long long)fix->notice);

    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, lose_header, &outbound));
    assert_refused(
        fix->admin, INTERNAL,
        salesinv_shipment_void(fix->admin, fix->notice, 0, "no", NULL, NULL));
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_notice_open, fix_notice_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_did_not_go_out_cannot_come_back),
        TEST(what_was_given_up_does_not_need_its_order_line),
        TEST(a_lost_outbound_order_is_our_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
