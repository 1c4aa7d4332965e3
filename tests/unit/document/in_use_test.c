/* SPDX-License-Identifier: Apache-2.0 */
/* Who stands in the way of removing an object. */
#include "unit/document/fix_document.h"

static salesinv_id category(fixture *fix, salesinv_id parent)
{
    salesinv_id id;

    fix_begin(fix, fix->session);
    id = fix_add_category(fix, "Pumps", NULL, parent);
    fix_commit(fix);
    return id;
}

/* An order in `status` with one line for each of two products (0: no line). */
static salesinv_id order(fixture *fix, int32_t status, salesinv_id account,
                         salesinv_id product, salesinv_id other)
{
    sinv_doc *doc;
    salesinv_id id;

    fix_begin(fix, fix->session);
    doc = fix_new_order(fix, account);
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, status);
    if (product != 0)
        (void)fix_add_order_line(fix, doc, product, 1);
    if (other != 0)
        (void)fix_add_order_line(fix, doc, other, 1);
    id = fix_store(fix, doc);
    fix_commit(fix);
    return id;
}

static salesinv_status ask(fixture *fix, salesinv_id id)
{
    salesinv_status rc;

    fix_begin(fix, fix->session);
    rc = sinv_in_use(&fix->txn, SALESINV_KIND_CATEGORY, id);
    sinv_txn_rollback(&fix->txn);
    return rc;
}

static int64_t detail(const fixture *fix, const char *key)
{
    int32_t index = salesinv_error_detail_find(fix->engine->err, key);

    return index < 0 ? -1 : salesinv_error_detail_int(fix->engine->err, index);
}

static void free_object_is_not_in_use(void **state)
{
    fixture fix;
    salesinv_id alone;

    (void)state;
    fix_open(&fix);
    alone = category(&fix, 0);
    (void)category(&fix, 0);
    (void)order(&fix, SALESINV_STATUS_DRAFT, 0, 0, 0);
    assert_int_equal(ask(&fix, alone), SALESINV_OK);
    fix_close(&fix);
}

static void header_reference_of_open_document_counts(void **state)
{
    fixture fix;
    salesinv_id parent;
    salesinv_id child;

    (void)state;
    fix_open(&fix);
    parent = category(&fix, 0);
    child = category(&fix, parent);
    assert_int_equal(ask(&fix, parent), SALESINV_E_IN_USE);
    assert_int_equal(detail(&fix, "holder.1.kind"), SALESINV_KIND_CATEGORY);
    assert_int_equal(detail(&fix, "holder.1.id"), child);
    assert_int_equal(detail(&fix, "holder.2.id"), -1);
    assert_int_equal(ask(&fix, child), SALESINV_OK);
    fix_close(&fix);
}

static void line_reference_counts_its_document_once(void **state)
{
    fixture fix;
    salesinv_id product;
    salesinv_id holder;

    (void)state;
    fix_open(&fix);
    product = category(&fix, 0);
    (void)order(&fix, SALESINV_STATUS_CONFIRMED, 0, category(&fix, 0), 0);
    holder = order(&fix, SALESINV_STATUS_CONFIRMED, product, product, product);
    assert_int_equal(ask(&fix, product), SALESINV_E_IN_USE);
    assert_int_equal(detail(&fix, "holder.1.kind"), SALESINV_KIND_ORDER);
    assert_int_equal(detail(&fix, "holder.1.id"), holder);
    assert_int_equal(detail(&fix, "holder.2.id"), -1);
    assert_non_null(strstr(salesinv_error_message(fix.engine->err), "order SO-00000"));
    fix_close(&fix);
}

static void closed_document_uses_nothing(void **state)
{
    fixture fix;
    salesinv_id product;

    (void)state;
    fix_open(&fix);
    product = category(&fix, 0);
    (void)order(&fix, SALESINV_STATUS_VOID, product, product, 0);
    (void)order(&fix, SALESINV_STATUS_CLOSED, 0, product, 0);
    assert_int_equal(ask(&fix, product), SALESINV_OK);
    fix_close(&fix);
}

static void object_does_not_use_itself(void **state)
{
    fixture fix;
    salesinv_id id;
    sinv_row *row;

    (void)state;
    fix_open(&fix);
    id = category(&fix, 0);
    fix_begin(&fix, fix.session);
    FIX_OK(&fix, sinv_txn_get_id(&fix.txn, SINV_T_CATEGORY, id, &row));
    sinv_row_set_int(row, SINV_CATEGORY_PARENT, id);
    FIX_OK(&fix, sinv_txn_save(&fix.txn, row));
    fix_commit(&fix);
    assert_int_equal(ask(&fix, id), SALESINV_OK);
    fix_close(&fix);
}

static void at_most_five_are_named(void **state)
{
    fixture fix;
    salesinv_id product;

    (void)state;
    fix_open(&fix);
    product = category(&fix, 0);
    for (int32_t i = 0; i < 7; i++)
        (void)order(&fix, SALESINV_STATUS_DRAFT, 0, product, 0);
    assert_int_equal(ask(&fix, product), SALESINV_E_IN_USE);
    assert_true(detail(&fix, "holder.5.id") > 0);
    assert_int_equal(detail(&fix, "holder.6.id"), -1);
    fix_close(&fix);
}

static void interrupt_ends_the_search(void **state)
{
    fixture fix;
    salesinv_id target;

    (void)state;
    fix_open(&fix);
    target = category(&fix, 0);
    fix_begin(&fix, fix.session);
    for (int32_t i = 0; i < 1100; i++)
        (void)fix_add_category(&fix, "Many", NULL, 0);
    fix_commit(&fix);
    fix.engine->interrupted = 1;
    assert_int_equal(ask(&fix, target), SALESINV_E_INTERRUPTED);
    fix.engine->interrupted = 0;
    assert_int_equal(ask(&fix, target), SALESINV_OK);
    fix_close(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(free_object_is_not_in_use),
        cmocka_unit_test(header_reference_of_open_document_counts),
        cmocka_unit_test(line_reference_counts_its_document_once),
        cmocka_unit_test(closed_document_uses_nothing),
        cmocka_unit_test(object_does_not_use_itself),
        cmocka_unit_test(at_most_five_are_named),
        cmocka_unit_test(interrupt_ends_the_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
