/* SPDX-License-Identifier: Apache-2.0 */
/* Filters: which objects each condition lets pass, and which conditions are refused. */
#include "unit/document/fix_find.h"

static void every_object_is_found_once_in_order_of_ids(void **state)
{
    enum { COUNT = 2 * SINV_FIND_PAGE + 3 };
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id first;

    (void)state;
    fix_open(&fix);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    cursor = find(&fix, filter);
    assert_int_equal(next(&fix, cursor), 0);
    salesinv_cursor_free(cursor);
    first = add_many(&fix, COUNT);
    (void)add_order(&fix, (order_facts){.product = 5});
    cursor = find(&fix, filter);
    for (int32_t i = 0; i < COUNT; i++)
        assert_int_equal(next(&fix, cursor), first + i);
    assert_int_equal(next(&fix, cursor), 0);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

/* More rows than one read looks at, of which the last alone passes. */
static void rare_object_behind_many_is_found(void **state)
{
    enum { COUNT = SINV_FIND_LOOKED_AT + 10 };
    fixture fix;
    salesinv_filter *filter;
    salesinv_id first;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, COUNT);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_text(filter, "C4106"));
    EXPECT_FOUND(&fix, filter, first + COUNT - 1, 0);
    fix_close(&fix);
}

static void text_is_a_prefix_of_name_code_or_number(void **state)
{
    fixture fix;
    salesinv_id pump;
    salesinv_id valve;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    pump = fix_add_category(&fix, "Pumps", "VP", 0);
    valve = fix_add_category(&fix, "Valves", NULL, 0);
    (void)fix_add_category(&fix, "pumps, small", "x", 0);
    fix_commit(&fix);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_text(filter, "V"));
    EXPECT_FOUND(&fix, filter, pump, valve, 0);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_text(filter, "CA-0000"));
    EXPECT_FOUND(&fix, filter, pump, valve, valve + 1, 0);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_text(filter, "Pumps"));
    EXPECT_FOUND(&fix, filter, pump, 0);
    fix_close(&fix);
}

static void code_number_and_external_id_find_one(void **state)
{
    fixture fix;
    salesinv_id first;
    salesinv_id order;
    salesinv_filter *filter;
    char number[SINV_NUMBER_MAX];

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 9);
    order = add_order(&fix, (order_facts){.external_id = "E-1", .product = 5});
    (void)add_order(&fix, (order_facts){.external_id = "E-10", .product = 5});
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_code(filter, "C0004"));
    EXPECT_FOUND(&fix, filter, first + 3, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_external_id(filter, "E-1"));
    EXPECT_FOUND(&fix, filter, order, 0);
    (void)sinv_doc_number(&fix_order, order, number);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_number(filter, number));
    EXPECT_FOUND(&fix, filter, order, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_number(filter, number));
    FIX_OK(&fix, salesinv_filter_set_external_id(filter, "E-10"));
    EXPECT_FOUND(&fix, filter, 0);
    fix_close(&fix);
}

static void what_is_no_number_of_the_kind_finds_nothing(void **state)
{
    static const char *const numbers[] = {
        "",     "SO",        "SO-",        "CA-000001",
        "SO-1", "SO-00000x", "SO-000001 ", "SO-99999999999999999999"};
    fixture fix;

    (void)state;
    fix_open(&fix);
    assert_int_equal(add_order(&fix, (order_facts){.product = 5}), 1);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        salesinv_filter *filter = new_filter(&fix, SALESINV_KIND_ORDER);
        FIX_OK(&fix, salesinv_filter_set_number(filter, numbers[i]));
        EXPECT_FOUND(&fix, filter, 0);
    }
    fix_close(&fix);
}

static void header_conditions_are_joined_by_and(void **state)
{
    fixture fix;
    salesinv_id a;
    salesinv_id b;
    salesinv_id c;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    a = add_order(&fix, (order_facts){.account = 3, .warehouse = 8, .product = 5});
    b = add_order(&fix, (order_facts){.account = 3,
                                      .warehouse = 9,
                                      .product = 5,
                                      .record_type = "sample",
                                      .status = SALESINV_STATUS_CONFIRMED});
    c = add_order(&fix, (order_facts){.account = 4,
                                      .warehouse = 9,
                                      .product = 5,
                                      .status = SALESINV_STATUS_VOID});
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_account(filter, 3));
    EXPECT_FOUND(&fix, filter, a, b, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_warehouse(filter, 9));
    EXPECT_FOUND(&fix, filter, b, c, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_account(filter, 3));
    FIX_OK(&fix, salesinv_filter_set_warehouse(filter, 9));
    EXPECT_FOUND(&fix, filter, b, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_add_status(filter, SALESINV_STATUS_DRAFT));
    FIX_OK(&fix, salesinv_filter_add_status(filter, SALESINV_STATUS_VOID));
    EXPECT_FOUND(&fix, filter, a, c, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_record_type(filter, "sample"));
    EXPECT_FOUND(&fix, filter, b, 0);
    fix_close(&fix);
}

static void product_is_looked_for_in_lines(void **state)
{
    fixture fix;
    salesinv_id order;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    (void)add_order(&fix, (order_facts){.product = 5});
    order = add_order(&fix, (order_facts){.product = 6});
    (void)add_order(&fix, (order_facts){.product = 5});
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_product(filter, 6));
    EXPECT_FOUND(&fix, filter, order, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_product(filter, 7));
    EXPECT_FOUND(&fix, filter, 0);
    fix_close(&fix);
}

static void period_takes_its_start_and_not_its_end(void **state)
{
    fixture fix;
    salesinv_id order;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    order = add_order(&fix, (order_facts){.product = 5}); /* at FIX_NOW */
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_from(filter, FIX_NOW));
    FIX_OK(&fix, salesinv_filter_set_to(filter, FIX_NOW + 1));
    EXPECT_FOUND(&fix, filter, order, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_to(filter, FIX_NOW));
    EXPECT_FOUND(&fix, filter, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_from(filter, FIX_NOW + 1));
    EXPECT_FOUND(&fix, filter, 0);
    fix_close(&fix);
}

static sinv_range range_of(fixture *fix, const sinv_kind *kind, salesinv_filter *filter)
{
    sinv_range range;

    fix_begin(fix, fix->session);
    FIX_OK(fix, sinv_find_range(&fix->txn, kind, &filter->condition, 5, &range));
    sinv_txn_rollback(&fix->txn);
    salesinv_filter_free(filter);
    return range;
}

static void narrowest_index_is_walked(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    sinv_range range;

    (void)state;
    fix_open(&fix);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_account(filter, 3));
    range = range_of(&fix, &fix_order, filter);
    assert_int_equal(range.index, SINV_INDEX_ACCOUNT);
    assert_int_equal(range.prefix, 2);
    assert_int_equal(range.from_count, 1);
    assert_int_equal(range.flags, SALESINV_SCAN_AFTER);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_code(filter, "x"));
    assert_int_equal(range_of(&fix, &fix_category, filter).index, SINV_INDEX_CODE);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_external_id(filter, "x"));
    assert_int_equal(range_of(&fix, &fix_category, filter).index,
                     SINV_INDEX_EXTERNAL_ID);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_text(filter, "x"));
    range = range_of(&fix, &fix_category, filter);
    assert_int_equal(range.index, 0);
    assert_int_equal(range.prefix, 1);
    assert_int_equal(range.flags, SALESINV_SCAN_AFTER);
    fix_close(&fix);
}

static void limit_ends_the_walk(void **state)
{
    fixture fix;
    salesinv_id first;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 5);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_limit(filter, 2));
    EXPECT_FOUND(&fix, filter, first, first + 1, 0);
    fix_close(&fix);
}

static void conditions_that_make_no_sense_are_refused(void **state)
{
    static const char long_text[] =
        "0123456789012345678901234567890123456789012345678901234567890123456789"
        "012345678901234567890123456789012345678901234567890123456789";
    fixture fix;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    expect_refused(&fix, salesinv_filter_set_account(filter, 3), SALESINV_E_ARG,
                   "account");
    expect_refused(&fix, salesinv_filter_set_product(filter, 3), SALESINV_E_ARG,
                   "product");
    expect_refused(&fix, salesinv_filter_set_warehouse(filter, 3), SALESINV_E_ARG,
                   "warehouse");
    expect_refused(&fix, salesinv_filter_add_status(filter, 31), SALESINV_E_ARG,
                   "status");
    expect_refused(&fix, salesinv_filter_add_status(filter, -1), SALESINV_E_ARG,
                   "status");
    expect_refused(&fix, salesinv_filter_set_limit(filter, -1), SALESINV_E_ARG,
                   "limit");
    expect_refused(&fix, salesinv_filter_set_text(filter, "\xff"), SALESINV_E_TEXT,
                   "text");
    expect_refused(&fix, salesinv_filter_set_code(filter, long_text), SALESINV_E_TEXT,
                   "code");
    salesinv_filter_free(filter);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    expect_refused(&fix, salesinv_filter_set_code(filter, "x"), SALESINV_E_ARG, "code");
    expect_refused(&fix, salesinv_filter_set_account(filter, -1), SALESINV_E_ARG,
                   "account");
    salesinv_filter_free(filter);
    expect_refused(&fix,
                   salesinv_filter_create(fix.session, SALESINV_KIND_SETTING, &filter),
                   SALESINV_E_ARG, "kind");
    assert_null(filter);
    fix_close(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_object_is_found_once_in_order_of_ids),
        cmocka_unit_test(rare_object_behind_many_is_found),
        cmocka_unit_test(text_is_a_prefix_of_name_code_or_number),
        cmocka_unit_test(code_number_and_external_id_find_one),
        cmocka_unit_test(what_is_no_number_of_the_kind_finds_nothing),
        cmocka_unit_test(header_conditions_are_joined_by_and),
        cmocka_unit_test(product_is_looked_for_in_lines),
        cmocka_unit_test(period_takes_its_start_and_not_its_end),
        cmocka_unit_test(narrowest_index_is_walked),
        cmocka_unit_test(limit_ends_the_walk),
        cmocka_unit_test(conditions_that_make_no_sense_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
