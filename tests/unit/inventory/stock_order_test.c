/* SPDX-License-Identifier: Apache-2.0 */
/* Inbound and outbound orders by hand: what each step does to stock and serials, and what stands in its way. */
#include <stdio.h>
#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_stock.h"

enum { IN = SALESINV_KIND_INBOUND, OUT = SALESINV_KIND_OUTBOUND };

typedef struct fix_goods {
    fix_core core;
    salesinv_id warehouse;
    salesinv_id plain;   /* 100 on hand */
    salesinv_id tracked; /* serials A01 to A10 on hand */
} fix_goods;

static int setup(void **state)
{
    static fix_goods fix;

    fix_core_open(&fix.core, false);
    fix.warehouse = fix_warehouse(&fix.core, "Main");
    fix.plain = fix_product(&fix.core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.core, fix.warehouse, fix.plain, 100);
    fix_receive_serials(&fix.core, fix.warehouse, fix.tracked, "A01", 10);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_goods *fix = *state;

    fix_core_close(&fix->core);
    return 0;
}

/* One line, `more` is JSON that goes on behind its quantity. */
static salesinv_status try_order(fix_goods *fix, salesinv_kind kind, uint32_t flags,
                                 int32_t type, salesinv_id product, int64_t units,
                                 const char *more)
{
    return fix_try_create(fix->core.admin, kind, flags,
                          "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"%lld\"%s}]}",
                          type, (long long)fix->warehouse, (long long)product,
                          (long long)units, more);
}

static salesinv_id order(fix_goods *fix, salesinv_kind kind, int32_t type,
                         salesinv_id product, int64_t units, const char *more)
{
    return fix_create(fix->core.admin, kind, SALESINV_SUBMIT,
                      "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                      "[{\"product\": %lld, \"qty\": \"%lld\"%s}]}",
                      type, (long long)fix->warehouse, (long long)product,
                      (long long)units, more);
}

#define SERIALS(first, count)                                                          \
    ", \"serials\": [{\"first\": \"" first "\", \"count\": " #count "}]"

static void confirmed_goods_are_in_stock(void **state)
{
    fix_goods *fix = *state;

    assert_stock(&fix->core, fix->plain, fix->warehouse, "100/0/100");
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/0/10");
    assert_serial(&fix->core, "A07", "in_stock");
}

static void an_inbound_waits_for_approval(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;
    salesinv_id id;

    fix_setting(admin, "approval.inbound", 1);
    id = order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->tracked, 2, SERIALS("B1", 2));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/0/10");
    assert_serial(&fix->core, "B2", "incoming");
    assert_ok(admin, salesinv_inbound_reject(admin, id, 0, "wrong", NULL, NULL));
    assert_serial(&fix->core, "B2", "unused");
    assert_ok(admin, salesinv_inbound_submit(admin, id, 0, NULL, NULL));
    assert_ok(admin, salesinv_inbound_withdraw(admin, id, 0, NULL, NULL));
    assert_serial(&fix->core, "B2", "unused");
    assert_ok(admin, salesinv_inbound_submit(admin, id, 0, NULL, NULL));
    assert_ok(admin, salesinv_inbound_approve(admin, id, 0, NULL, NULL));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "12/0/12");
    assert_serial(&fix->core, "B2", "in_stock");
    assert_refused(admin, INVALID_STATE,
                   salesinv_inbound_approve(admin, id, 0, NULL, NULL));
}

static void a_void_inbound_leaves_no_goods(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;
    salesinv_id id =
        order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->tracked, 2, SERIALS("B1", 2));

    assert_ok(admin, salesinv_inbound_void(admin, id, 0, "twice", NULL, NULL));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/0/10");
    assert_serial(&fix->core, "B1", "unused");
    assert_int_equal(fix_int(admin, IN, id, 0, SALESINV_F_STATUS),
                     SALESINV_STATUS_VOID);
    /* And they may come again. */
    order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->tracked, 2, SERIALS("B1", 2));
    assert_serial(&fix->core, "B1", "in_stock");
}

static void goods_that_are_gone_cannot_be_taken_back(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;
    salesinv_id plain = order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->plain, 50, "");
    salesinv_id tracked =
        order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->tracked, 2, SERIALS("B1", 2));

    order(fix, OUT, SALESINV_OUTBOUND_OTHER, fix->plain, 120, "");
    assert_refused(admin, INSUFFICIENT_STOCK,
                   salesinv_inbound_void(admin, plain, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(admin, "wanted"), 50 * FIX_UNIT);
    assert_int_equal(fix_detail(admin, "on_hand"), 30 * FIX_UNIT);
    order(fix, OUT, SALESINV_OUTBOUND_LOSS, fix->tracked, 1, SERIALS("B2", 1));
    assert_refused(admin, SERIAL_STATE,
                   salesinv_inbound_void(admin, tracked, 0, NULL, NULL, NULL));
}

static void an_outbound_takes_what_is_available(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;
    salesinv_id id =
        order(fix, OUT, SALESINV_OUTBOUND_LOSS, fix->tracked, 3, SERIALS("A03", 3));

    assert_stock(&fix->core, fix->tracked, fix->warehouse, "7/0/7");
    assert_serial(&fix->core, "A04", "used");
    assert_refused(admin, INSUFFICIENT_STOCK,
                   try_order(fix, OUT, SALESINV_SUBMIT, SALESINV_OUTBOUND_OTHER,
                             fix->plain, 101, ""));
    assert_field(admin, "lines[1].qty");
    assert_int_equal(fix_detail(admin, "available"), 100 * FIX_UNIT);
    assert_ok(admin, salesinv_outbound_void(admin, id, 0, "found", NULL, NULL));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/0/10");
    assert_serial(&fix->core, "A04", "in_stock");
}

static void an_outbound_in_approval_freezes(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;
    salesinv_id id;

    fix_setting(admin, "approval.outbound", 1);
    id = order(fix, OUT, SALESINV_OUTBOUND_OTHER, fix->tracked, 4, SERIALS("A01", 4));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/4/6");
    assert_serial(&fix->core, "A01", "outgoing");
    assert_refused(admin, SERIAL_HELD,
                   try_order(fix, OUT, SALESINV_SUBMIT, SALESINV_OUTBOUND_OTHER,
                             fix->tracked, 1, SERIALS("A02", 1)));
    assert_int_equal(fix_detail(admin, "holder.1.document"), id);
    assert_ok(admin, salesinv_outbound_withdraw(admin, id, 0, NULL, NULL));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "10/0/10");
    assert_serial(&fix->core, "A01", "in_stock");
    assert_ok(admin, salesinv_outbound_submit(admin, id, 0, NULL, NULL));
    assert_ok(admin, salesinv_outbound_approve(admin, id, 0, NULL, NULL));
    assert_stock(&fix->core, fix->tracked, fix->warehouse, "6/0/6");
    assert_serial(&fix->core, "A01", "used");
    id = order(fix, OUT, SALESINV_OUTBOUND_OTHER, fix->plain, 5, "");
    assert_stock(&fix->core, fix->plain, fix->warehouse, "100/5/95");
    assert_ok(admin, salesinv_outbound_void(admin, id, 0, NULL, NULL, NULL));
    assert_stock(&fix->core, fix->plain, fix->warehouse, "100/0/100");
}

static void lines_of_one_product_are_summed(void **state)
{
    fix_goods *fix = *state;

    assert_refused(fix->core.admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->core.admin, OUT, SALESINV_SUBMIT,
                                  "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                                  "[{\"product\": %lld, \"qty\": \"60\"}, "
                                  "{\"product\": %lld, \"qty\": \"60\"}]}",
                                  SALESINV_OUTBOUND_OTHER, (long long)fix->warehouse,
                                  (long long)fix->plain, (long long)fix->plain));
    assert_int_equal(fix_detail(fix->core.admin, "wanted"), 120 * FIX_UNIT);
    assert_stock(&fix->core, fix->plain, fix->warehouse, "100/0/100");
}

static void serials_must_fit_their_line(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;

#define REFUSED(code, product, units, more)                                            \
    assert_refused(admin, code,                                                        \
                   try_order(fix, OUT, SALESINV_SUBMIT, SALESINV_OUTBOUND_OTHER,       \
                             product, units, more))
    REFUSED(SERIAL_REQUIRED, fix->tracked, 1, "");
    REFUSED(SERIAL_COUNT, fix->tracked, 3, SERIALS("A01", 2));
    REFUSED(SERIAL_NOT_FOUND, fix->tracked, 2, SERIALS("A10", 2));
    REFUSED(SERIAL_PRODUCT, fix->plain, 2, SERIALS("A01", 2));
    REFUSED(SERIAL_DUPLICATE, fix->tracked, 2, ", \"serials\": [\"A01\", \"A01\"]");
    REFUSED(SERIAL_RANGE, fix->tracked, 2,
            ", \"serials\": [{\"first\": \"A02\", \"last\": \"A01\"}]");
    order(fix, OUT, SALESINV_OUTBOUND_LOSS, fix->tracked, 1, SERIALS("A03", 1));
    REFUSED(SERIAL_STATE, fix->tracked, 2, SERIALS("A02", 2));
#undef REFUSED
    assert_refused(admin, SERIAL_STATE,
                   try_order(fix, IN, SALESINV_SUBMIT, SALESINV_INBOUND_OPENING,
                             fix->tracked, 1, SERIALS("A01", 1)));
}

static void serials_lie_in_one_place(void **state)
{
    fix_goods *fix = *state;
    salesinv_id other = fix_warehouse(&fix->core, "Other");

    fix_receive_serials(&fix->core, other, fix->tracked, "C1", 1);
    assert_refused(fix->core.admin, SERIAL_PLACE,
                   try_order(fix, OUT, SALESINV_SUBMIT, SALESINV_OUTBOUND_OTHER,
                             fix->tracked, 1, SERIALS("C1", 1)));
}

static void sales_are_shipped_not_booked_out(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;

    assert_refused(admin, SOURCE_REQUIRED,
                   try_order(fix, OUT, 0, SALESINV_OUTBOUND_SALE, fix->plain, 1, ""));
    assert_refused(admin, SOURCE_REQUIRED,
                   try_order(fix, IN, 0, SALESINV_INBOUND_RETURN, fix->plain, 1, ""));
    assert_field(admin, "type");
}

static void bad_values_are_named(void **state)
{
    fix_goods *fix = *state;
    salesinv_session *admin = fix->core.admin;

    assert_refused(admin, NOT_FOUND,
                   try_order(fix, IN, 0, SALESINV_INBOUND_OPENING, 999999, 1, ""));
    assert_refused(admin, ARG,
                   fix_try_create(admin, IN, SALESINV_SUBMIT,
                                  "{\"type\": 1, \"warehouse\": %lld}",
                                  (long long)fix->warehouse));
    assert_field(admin, "lines");
    assert_refused(admin, ARG,
                   fix_try_create(admin, IN, 0,
                                  "{\"type\": 1, \"warehouse\": %lld, "
                                  "\"effective_at\": \"2999-01-01T00:00:00Z\"}",
                                  (long long)fix->warehouse));
    assert_field(admin, "effective_at");
}

/* ---- more serials than a snapshot shows ---- */

enum { SCATTERED = 10003, SHOWN = 10000 };

/* Every other number, so that no two make a range. */
static salesinv_id receive_scattered(fix_goods *fix)
{
    salesinv_draft *draft =
        fix_draft(fix->core.admin, IN,
                  "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                  "[{\"product\": %lld, \"qty\": \"%d\"}]}",
                  SALESINV_INBOUND_OPENING, (long long)fix->warehouse,
                  (long long)fix->tracked, SCATTERED);
    salesinv_inbound *made;
    salesinv_id id;

    for (int i = 0; i < SCATTERED; i++) {
        char serial[16];

        snprintf(serial, sizeof(serial), "S%06d", 2 * i);
        assert_ok(fix->core.admin, salesinv_draft_add_serial(draft, 1, serial));
    }
    assert_ok(fix->core.admin, salesinv_inbound_create(fix->core.admin, draft,
                                                       SALESINV_SUBMIT, NULL, &made));
    id = salesinv_document_id(salesinv_inbound_document(made));
    salesinv_inbound_free(made);
    salesinv_draft_free(draft);
    return id;
}

static void a_snapshot_says_that_it_shows_a_part(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = receive_scattered(fix);
    const salesinv_document *document;
    salesinv_inbound *inbound;
    salesinv_draft *draft;
    salesinv_blob *json;

    assert_ok(fix->core.admin, salesinv_inbound_get(fix->core.admin, id, &inbound));
    document = salesinv_inbound_document(inbound);
    assert_int_equal(salesinv_document_serial_range_count(document, 1), SHOWN);
    assert_int_equal(salesinv_document_serials_are_complete(document, 1), 0);
    assert_ok(fix->core.admin, salesinv_document_to_json(document, &json));
    assert_non_null(strstr(salesinv_blob_data(json), "\"serials_are_complete\":false"));
    assert_ok(fix->core.admin, salesinv_draft_create(fix->core.admin, IN, &draft));
    assert_refused(fix->core.admin, ARG,
                   salesinv_draft_from_json(draft, salesinv_blob_data(json),
                                            salesinv_blob_size(json)));
    salesinv_draft_free(draft);
    salesinv_blob_free(json);
    salesinv_inbound_free(inbound);
}

static void the_rest_is_read_by_the_page(void **state)
{
    fix_goods *fix = *state;
    salesinv_id line = sinv_line_id(receive_scattered(fix), 1);
    char after[16] = "";
    int32_t pages = 0;
    int32_t seen = 0;
    int32_t count;

    do {
        salesinv_serial_list *list;

        assert_ok(fix->core.admin,
                  salesinv_serial_find_line(fix->core.admin, line, after, 4000, &list));
        count = salesinv_serial_list_count(list);
        for (int32_t i = 0; i < count; i++) {
            snprintf(after, sizeof(after), "S%06d", 2 * seen++);
            assert_string_equal(salesinv_serial_list_first(list, i), after);
            assert_int_equal(salesinv_serial_list_size(list, i), 1);
        }
        salesinv_serial_list_free(list);
        pages++;
    } while (count == 4000);
    assert_int_equal(seen, SCATTERED);
    assert_int_equal(pages, 3);
}

static void serials_of_a_line_are_for_its_readers(void **state)
{
    fix_goods *fix = *state;
    salesinv_id line = sinv_line_id(
        order(fix, IN, SALESINV_INBOUND_PURCHASE, fix->tracked, 2, SERIALS("B1", 2)),
        1);
    salesinv_session *clerk;
    salesinv_serial_list *list;

    assert_ok(fix->core.admin,
              salesinv_role_put(fix->core.admin, "clerk",
                                "{\"stock\": {\"read\": \"all\"}}", NULL));
    clerk = fix_core_session(fix->core.engine, fix->core.tenant, "clerk");
    assert_refused(clerk, FORBIDDEN,
                   salesinv_serial_find_line(clerk, line, NULL, 10, &list));
    assert_refused(clerk, ARG, salesinv_serial_find_line(clerk, 0, NULL, 10, &list));
    assert_field(clerk, "line");
    assert_refused(clerk, ARG, salesinv_serial_find_line(clerk, line, NULL, 0, &list));
    assert_field(clerk, "max_count");
    salesinv_session_close(clerk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(confirmed_goods_are_in_stock),
        TEST(an_inbound_waits_for_approval),
        TEST(a_void_inbound_leaves_no_goods),
        TEST(goods_that_are_gone_cannot_be_taken_back),
        TEST(an_outbound_takes_what_is_available),
        TEST(an_outbound_in_approval_freezes),
        TEST(lines_of_one_product_are_summed),
        TEST(serials_must_fit_their_line),
        TEST(serials_lie_in_one_place),
        TEST(sales_are_shipped_not_booked_out),
        TEST(bad_values_are_named),
        TEST(a_snapshot_says_that_it_shows_a_part),
        TEST(the_rest_is_read_by_the_page),
        TEST(serials_of_a_line_are_for_its_readers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
