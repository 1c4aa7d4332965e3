/* SPDX-License-Identifier: Apache-2.0 */
/* Delivery that confirms the receipt: when all parcels are signed, once, and never against a person. */
#include "fix_tracking.h"

static void delivery_confirms_when_all_parcels_are_signed(void **state)
{
    fix_tracking *fix = *state;

    given_receipt_on_delivery(fix);
    add_parcel(fix, "T-2");
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
    fix_put(fix->admin, "T-2", "5@10:00 on the van");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
    fix_put(fix->admin, "T-2", "5@10:00 on the van|3@11:00 signed");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_int_equal(method_of(fix), SALESINV_RECEIPT_LOGISTICS);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RECEIVED, 6);
    /* first one wins */
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
}

static void it_is_off_unless_switched_on_and_needs_a_package(void **state)
{
    fix_tracking *fix = *state;

    assert_refused(
        fix->admin, LICENSE_REQUIRED,
        salesinv_setting_set_int(fix->admin, "receipt.on_delivery", NULL, 1, NULL));
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
}

static void an_expired_package_confirms_nothing(void **state)
{
    fix_tracking *fix = *state;

    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "logistics", FIX_START + FIX_DAY, 1, NULL));
    fix_setting(fix->admin, "receipt.on_delivery", 1);
    fix->trade.core.now += 2 * FIX_DAY;
    fix_put(fix->admin, "T-1", "3@10:00 signed"); /* the report is taken all the same */
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_SIGNED);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
}

static void returned_and_refused_parcels_confirm_nothing(void **state)
{
    fix_tracking *fix = *state;

    given_receipt_on_delivery(fix);
    add_parcel(fix, "T-2");
    add_parcel(fix, "T-3");
    fix_put(fix->admin, "T-2", "6@10:00 going back|4@12:00 back");
    fix_put(fix->admin, "T-3", "14@10:00 refused");
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
}

static void a_manual_receipt_wins(void **state)
{
    fix_tracking *fix = *state;

    given_receipt_on_delivery(fix);
    assert_ok(fix->admin, salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL,
                                                    NULL, NULL));
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_int_equal(method_of(fix), SALESINV_RECEIPT_MANUAL);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RECEIVED, 6);
}

static void a_receipt_taken_back_stays_so(void **state)
{
    fix_tracking *fix = *state;

    given_receipt_on_delivery(fix);
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0,
                                                         "not there", NULL, NULL));
    fix_put(fix->admin, "T-1", "3@10:00 signed|0@11:00 photo of the door");
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
    assert_ok(fix->admin, salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL,
                                                    NULL, NULL));
    assert_int_equal(method_of(fix), SALESINV_RECEIPT_MANUAL);
}

static void a_void_shipment_is_not_tracked(void **state)
{
    fix_tracking *fix = *state;

    given_receipt_on_delivery(fix);
    assert_ok(fix->admin,
              fix_step(fix->admin, SHIPMENT, fix->shipment, SINV_VERB_VOID));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_put(fix->admin, "T-1", "3@10:00 signed"));
    assert_int_equal(fix_detail(fix->admin, "shipment"), fix->shipment);
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "T-2", NULL, NULL));
    assert_int_equal(state_of(fix, 1), SALESINV_PARCEL_UNKNOWN);
}

static void a_dry_run_changes_nothing(void **state)
{
    fix_tracking *fix = *state;
    int64_t events = fix_core_event_count(fix->admin);

    given_receipt_on_delivery(fix);
    events = fix_core_event_count(fix->admin);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 1));
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "T-2",
                                              NULL, NULL));
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 0));
    assert_int_equal(fix_core_event_count(fix->admin), events);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
}

/* A notice: its goods go out in parts, and its parcels may be there before the last of them is booked. */
static void a_notice_is_received_when_all_of_it_is_out_and_signed(void **state)
{
    static const char out[] =
        "{\"type\": 1, \"warehouse\": %lld, \"lines\": [{\"source_line\": %lld, "
        "\"qty\": \"2\"}]}";
    fix_tracking *fix = *state;
    salesinv_id warehouse =
        fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_WAREHOUSE);
    salesinv_id product = fix_int(fix->admin, ORDER, fix->order, 1, SALESINV_F_PRODUCT);
    salesinv_id order;
    salesinv_id notice;

    given_receipt_on_delivery(fix);
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    fix_receive(&fix->trade.core, warehouse, product, 4);
    order = fix_order(&fix->trade, warehouse, product, 4);
    notice =
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                   "{\"order\": %lld, \"tracking_number\": \"N-1\"}", (long long)order);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT, out,
               (long long)warehouse, (long long)sinv_line_id(notice, 1));
    fix_put(fix->admin, "N-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT, out,
               (long long)warehouse, (long long)sinv_line_id(notice, 1));
    assert_status(&fix->trade, SHIPMENT, notice, RECEIVED);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, notice, 0, SALESINV_F_RECEIPT_METHOD),
        SALESINV_RECEIPT_LOGISTICS);
    assert_status(&fix->trade, ORDER, order, RECEIVED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(delivery_confirms_when_all_parcels_are_signed),
        STORY(it_is_off_unless_switched_on_and_needs_a_package),
        STORY(an_expired_package_confirms_nothing),
        STORY(returned_and_refused_parcels_confirm_nothing),
        STORY(a_manual_receipt_wins),
        STORY(a_receipt_taken_back_stays_so),
        STORY(a_void_shipment_is_not_tracked),
        STORY(a_dry_run_changes_nothing),
        STORY(a_notice_is_received_when_all_of_it_is_out_and_signed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
