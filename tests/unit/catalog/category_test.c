/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of categories, and units: who may hang on what, and what stands in the way of putting them out of use. */
#include "salesinv/category.h"

#include <string.h>

#include "salesinv/product.h"
#include "salesinv/unit.h"
#include "support/fix_kinds.h"

enum { CATEGORY = SALESINV_KIND_CATEGORY, UNIT = SALESINV_KIND_UNIT };

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static void create_get_and_update(void **state)
{
    fix_core *fix = *state;
    salesinv_draft *draft =
        fix_draft(fix->admin, CATEGORY, "{\"name\": \"Cables\", \"code\": \"CAB\"}");
    salesinv_category *category;
    salesinv_category *again;
    const salesinv_document *document;

    assert_ok(fix->admin,
              salesinv_category_create(fix->admin, draft, 0, "k1", &category));
    assert_ok(fix->admin, salesinv_category_create(fix->admin, draft, 0, "k1", &again));
    document = salesinv_category_document(category);
    assert_string_equal(salesinv_document_get_text(document, 0, SALESINV_F_NAME),
                        "Cables");
    assert_int_equal(salesinv_document_status_of(document), SALESINV_STATUS_ACTIVE);
    assert_int_equal(salesinv_document_id(document),
                     salesinv_document_id(salesinv_category_document(again)));
    assert_true(salesinv_document_is_repeat(salesinv_category_document(again)));
    salesinv_category_free(again);
    assert_ok(fix->admin, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, "Wires"));
    assert_refused(fix->admin, STALE,
                   salesinv_category_update(fix->admin, salesinv_document_id(document),
                                            9, draft, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_category_update(fix->admin, salesinv_document_id(document), 1,
                                       draft, NULL, &again));
    assert_int_equal(salesinv_document_version(salesinv_category_document(again)), 2);
    salesinv_category_free(again);
    salesinv_category_free(category);
    salesinv_draft_free(draft);
}

static void names_and_codes_are_checked(void **state)
{
    fix_core *fix = *state;

    fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"A\", \"code\": \"X\"}");
    assert_refused(fix->admin, ARG, fix_try_create(fix->admin, CATEGORY, 0, "{}"));
    assert_field(fix->admin, "name");
    assert_refused(
        fix->admin, EXISTS,
        fix_try_create(fix->admin, CATEGORY, 0, "{\"name\": \"B\", \"code\": \"X\"}"));
    assert_field(fix->admin, "code");
    fix_create(fix->admin, UNIT, 0, "{\"name\": \"Piece\", \"code\": \"C62\"}");
    assert_refused(
        fix->admin, EXISTS,
        fix_try_create(fix->admin, UNIT, 0, "{\"name\": \"One\", \"code\": \"C62\"}"));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, UNIT, 0, "{\"name\": \"One\"}"));
    assert_field(fix->admin, "code");
}

static void nobody_is_his_own_ancestor(void **state)
{
    fix_core *fix = *state;
    salesinv_id top = fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"Top\"}");
    salesinv_id middle =
        fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"Middle\", \"parent\": %lld}",
                   (long long)top);
    salesinv_id leaf =
        fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"Leaf\", \"parent\": %lld}",
                   (long long)middle);

    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, CATEGORY, top, "{\"parent\": %lld}",
                                  (long long)leaf));
    assert_field(fix->admin, "parent");
    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, CATEGORY, top, "{\"parent\": %lld}",
                                  (long long)top));
    assert_refused(fix->admin, NOT_FOUND,
                   fix_try_update(fix->admin, CATEGORY, top, "{\"parent\": 999}"));
    assert_ok(fix->admin, fix_try_update(fix->admin, CATEGORY, leaf,
                                         "{\"parent\": %lld}", (long long)top));
    assert_int_equal(fix_int(fix->admin, CATEGORY, leaf, 0, SALESINV_F_PARENT), top);
}

static void use_keeps_it_active(void **state)
{
    fix_core *fix = *state;
    salesinv_id top = fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"Top\"}");
    salesinv_id child =
        fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"Child\", \"parent\": %lld}",
                   (long long)top);
    salesinv_id product =
        fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                   "{\"name\": \"P\", \"category\": %lld}", (long long)child);

    assert_refused(fix->admin, IN_USE,
                   salesinv_category_deactivate(fix->admin, top, 0, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), child);
    assert_refused(fix->admin, IN_USE,
                   salesinv_category_deactivate(fix->admin, child, 0, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), product);
    assert_ok(fix->admin,
              salesinv_product_deactivate(fix->admin, product, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_category_deactivate(fix->admin, child, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_category_deactivate(fix->admin, top, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_category_deactivate(fix->admin, top, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_category_activate(fix->admin, child, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_product_activate(fix->admin, product, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                                  "{\"name\": \"Q\", \"category\": %lld}",
                                  (long long)child));
    assert_ok(fix->admin, salesinv_category_activate(fix->admin, top, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_category_activate(fix->admin, child, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_product_activate(fix->admin, product, 0, NULL, NULL));
}

static void units_in_use_stay_active(void **state)
{
    fix_core *fix = *state;
    salesinv_id piece =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"PCE\", \"name\": \"Piece\"}");
    salesinv_id carton =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"CT\", \"name\": \"Carton\"}");
    salesinv_id product =
        fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                   "{\"name\": \"Boxed\", \"unit\": %lld, \"lines\": [{\"unit\": %lld, "
                   "\"numerator\": 12}]}",
                   (long long)piece, (long long)carton);

    assert_refused(fix->admin, IN_USE,
                   salesinv_unit_deactivate(fix->admin, carton, 0, NULL, NULL));
    assert_refused(fix->admin, IN_USE,
                   salesinv_unit_deactivate(fix->admin, piece, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_product_deactivate(fix->admin, product, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_unit_deactivate(fix->admin, carton, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_product_activate(fix->admin, product, 0, NULL, NULL));
    assert_field(fix->admin, "lines[1].unit");
    assert_ok(fix->admin, salesinv_unit_activate(fix->admin, carton, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_product_activate(fix->admin, product, 0, NULL, NULL));
}

static void sales_may_read_but_not_write(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_id id = fix_create(fix->admin, CATEGORY, 0, "{\"name\": \"A\"}");
    salesinv_category *category;

    assert_ok(sales, salesinv_category_get(sales, id, &category));
    salesinv_category_free(category);
    assert_refused(sales, FORBIDDEN,
                   salesinv_category_deactivate(sales, id, 0, NULL, NULL));
    assert_refused(sales, FORBIDDEN,
                   fix_try_create(sales, CATEGORY, 0, "{\"name\": \"B\"}"));
    salesinv_session_close(sales);
}

static void without_licence_nothing_is_written(void **state)
{
    fix_core *fix = *state;
    salesinv_id tenant = fix_core_tenant(fix, SALESINV_EDITION_NONE);
    salesinv_session *admin = fix_core_session(fix->engine, tenant, "admin");

    assert_refused(admin, LICENSE_REQUIRED,
                   fix_try_create(admin, CATEGORY, 0, "{\"name\": \"A\"}"));
    salesinv_session_close(admin);
}

static void without_a_filter_all_are_found(void **state)
{
    fix_core *fix = *state;
    salesinv_id first =
        fix_create(fix->admin, CATEGORY, 0, "{\"code\": \"A\", \"name\": \"A\"}");
    const salesinv_document *document;
    salesinv_cursor *cursor;

    fix_create(fix->admin, UNIT, 0, "{\"code\": \"P\", \"name\": \"Piece\"}");
    assert_ok(fix->admin, salesinv_category_find(fix->admin, NULL, &cursor));
    assert_int_equal(salesinv_cursor_next(cursor, &document), SALESINV_ROW);
    assert_int_equal(salesinv_document_id(document), first);
    assert_int_equal(salesinv_cursor_next(cursor, &document), SALESINV_OK);
    salesinv_cursor_free(cursor);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_a_filter_all_are_found),
        TEST(create_get_and_update),
        TEST(names_and_codes_are_checked),
        TEST(nobody_is_his_own_ancestor),
        TEST(use_keeps_it_active),
        TEST(units_in_use_stay_active),
        TEST(sales_may_read_but_not_write),
        TEST(without_licence_nothing_is_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
