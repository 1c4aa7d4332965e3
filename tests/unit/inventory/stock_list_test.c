/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of stock: by product, warehouse, bin and batch, by the page, and what is refused. */
#include "salesinv/batch.h"
#include "salesinv/bin.h"
#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_stock.h"

#include <stdio.h>
#include <string.h>

enum {
    PRODUCTS = 300,
    PAGE_MAX = 256,
    LINES = 100,
    LINE_TEXT = 64,
    TEXT_MAX = LINES * LINE_TEXT + 1
};

/* Two products in two warehouses; paste is kept by batch, shelves by bin. */
typedef struct shop {
    fix_core core;
    salesinv_session *admin;
    salesinv_id cable;
    salesinv_id paste;
    salesinv_id shop;
    salesinv_id shelves;
    salesinv_id bins[2];
    salesinv_id batches[2];
    salesinv_stock_list *kept; /* read and released after the engine */
} shop;

static void receive(shop *fix, salesinv_id warehouse, salesinv_id product,
                    int64_t units, salesinv_id bin, salesinv_id batch)
{
    fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"%lld\", \"bin\": %lld, \"batch\": %lld}]}",
               SALESINV_INBOUND_OPENING, (long long)warehouse, (long long)product,
               (long long)units, (long long)bin, (long long)batch);
}

/* Waits for approval: what is wanted is frozen. */
static void freeze(shop *fix, salesinv_id warehouse, salesinv_id product, int64_t units,
                   salesinv_id batch)
{
    fix_setting(fix->admin, "approval.outbound", 1);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"%lld\", \"batch\": %lld}]}",
               SALESINV_OUTBOUND_LOSS, (long long)warehouse, (long long)product,
               (long long)units, (long long)batch);
}

static void stock_up(shop *fix)
{
    fix->admin = fix->core.admin;
    fix_setting(fix->admin, "warehouse.bins", 1);
    fix->cable = fix_product(&fix->core, "Cable", SALESINV_TRACKING_NONE);
    fix->paste = fix_product(&fix->core, "Paste", SALESINV_TRACKING_BATCH);
    fix->shop = fix_warehouse(&fix->core, "Shop");
    fix->shelves = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                              "{\"name\": \"Shelves\", \"has_bins\": 1}");
    for (int i = 0; i < 2; i++) {
        fix->bins[i] =
            fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                       "{\"warehouse\": %lld, \"code\": \"%d\", \"name\": \"Bin %d\"}",
                       (long long)fix->shelves, i, i);
        fix->batches[i] = fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                                     "{\"code\": \"B%d\", \"product\": %lld}", i,
                                     (long long)fix->paste);
    }
    receive(fix, fix->shop, fix->cable, 10, 0, 0);
    receive(fix, fix->shelves, fix->cable, 20, fix->bins[0], 0);
    receive(fix, fix->shop, fix->paste, 30, 0, fix->batches[0]);
    receive(fix, fix->shelves, fix->paste, 40, fix->bins[0], fix->batches[0]);
    receive(fix, fix->shelves, fix->paste, 50, fix->bins[1], fix->batches[1]);
}

static int setup(void **state)
{
    static shop fix;

    fix = (shop){0};
    fix_core_open(&fix.core, false);
    stock_up(&fix);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    shop *fix = *state;

    fix_core_close(&fix->core);
    if (fix->kept)
        assert_int_equal(salesinv_stock_list_available(fix->kept, 0), 10 * FIX_UNIT);
    salesinv_stock_list_free(fix->kept);
    return 0;
}

/* ---- saying what a list has ---- */

static const char *name_of(const shop *fix, salesinv_id id)
{
    const struct {
        salesinv_id id;
        const char *name;
    } names[] = {{0, "-"},
                 {fix->cable, "cable"},
                 {fix->paste, "paste"},
                 {fix->shop, "shop"},
                 {fix->shelves, "shelves"},
                 {fix->bins[0], "bin0"},
                 {fix->bins[1], "bin1"},
                 {fix->batches[0], "batch0"},
                 {fix->batches[1], "batch1"}};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].id == id)
            return names[i].name;
    return "?";
}

/* Compare with "cable shop - - 10/0/10; ..", and release. */
static void check_list(const shop *fix, salesinv_stock_list *list, const char *wanted,
                       int line)
{
    char got[TEXT_MAX] = "";
    size_t used = 0;

    assert_non_null(list);
    for (int32_t i = 0; i < salesinv_stock_list_count(list); i++)
        used += (size_t)snprintf(
            got + used, sizeof(got) - used, "%s%s %s %s %s %lld/%lld/%lld",
            i ? "; " : "", name_of(fix, salesinv_stock_list_product(list, i)),
            name_of(fix, salesinv_stock_list_warehouse(list, i)),
            name_of(fix, salesinv_stock_list_bin(list, i)),
            name_of(fix, salesinv_stock_list_batch(list, i)),
            (long long)(salesinv_stock_list_on_hand(list, i) / FIX_UNIT),
            (long long)(salesinv_stock_list_frozen(list, i) / FIX_UNIT),
            (long long)(salesinv_stock_list_available(list, i) / FIX_UNIT));
    salesinv_stock_list_free(list);
    _assert_string_equal(got, wanted, __FILE__, line);
}

static salesinv_stock_list *find(shop *fix, salesinv_id product, salesinv_id warehouse)
{
    salesinv_stock_list *list;

    assert_ok(fix->admin,
              salesinv_stock_find(fix->admin, product, warehouse, PAGE_MAX, &list));
    return list;
}

static salesinv_stock_list *find_detail(shop *fix, salesinv_id product,
                                        salesinv_id warehouse, salesinv_id bin,
                                        salesinv_id batch)
{
    salesinv_stock_list *list;

    assert_ok(fix->admin, salesinv_stock_find_detail(fix->admin, product, warehouse,
                                                     bin, batch, PAGE_MAX, &list));
    return list;
}

#define assert_rows(fix, product, warehouse, wanted)                                   \
    check_list(fix, find(fix, product, warehouse), wanted, __LINE__)
#define assert_details(fix, product, warehouse, bin, batch, wanted)                    \
    check_list(fix, find_detail(fix, product, warehouse, bin, batch), wanted, __LINE__)

/* ---- what is listed ---- */

static void rows_are_by_product_and_warehouse(void **state)
{
    shop *fix = *state;

    freeze(fix, fix->shop, fix->cable, 4, 0);
    assert_rows(fix, 0, 0,
                "cable shop - - 10/4/6; cable shelves - - 20/0/20; "
                "paste shop - - 30/0/30; paste shelves - - 90/0/90");
    assert_rows(fix, fix->cable, 0, "cable shop - - 10/4/6; cable shelves - - 20/0/20");
    assert_rows(fix, 0, fix->shelves,
                "cable shelves - - 20/0/20; paste shelves - - 90/0/90");
    assert_rows(fix, fix->paste, fix->shop, "paste shop - - 30/0/30");
    assert_rows(fix, 0, fix_warehouse(&fix->core, "Empty"), "");
}

static void details_are_by_bin_and_batch(void **state)
{
    shop *fix = *state;

    freeze(fix, fix->shop, fix->paste, 7, fix->batches[0]);
    assert_details(fix, 0, 0, 0, 0,
                   "cable shelves bin0 - 20/0/20; paste shop - batch0 30/7/23; "
                   "paste shelves bin0 batch0 40/0/40; "
                   "paste shelves bin1 batch1 50/0/50");
    assert_details(fix, fix->paste, 0, 0, 0,
                   "paste shop - batch0 30/7/23; paste shelves bin0 batch0 40/0/40; "
                   "paste shelves bin1 batch1 50/0/50");
    assert_details(fix, 0, fix->shop, 0, 0, "paste shop - batch0 30/7/23");
    assert_details(fix, 0, 0, fix->bins[0], 0,
                   "cable shelves bin0 - 20/0/20; paste shelves bin0 batch0 40/0/40");
    assert_details(fix, fix->cable, 0, fix->bins[0], 0, "cable shelves bin0 - 20/0/20");
    assert_details(fix, 0, 0, 0, fix->batches[0],
                   "paste shop - batch0 30/7/23; paste shelves bin0 batch0 40/0/40");
    assert_details(fix, 0, fix->shelves, 0, fix->batches[1],
                   "paste shelves bin1 batch1 50/0/50");
    assert_details(fix, fix->paste, fix->shelves, fix->bins[1], fix->batches[1],
                   "paste shelves bin1 batch1 50/0/50");
}

static void what_does_not_go_together_is_nowhere(void **state)
{
    shop *fix = *state;

    assert_details(fix, fix->cable, 0, 0, fix->batches[0], "");
    assert_details(fix, 0, fix->shop, fix->bins[0], 0, "");
    assert_details(fix, fix->cable, fix->shop, fix->bins[0], fix->batches[0], "");
    assert_details(fix, 0, 0, fix->bins[0], fix->batches[1], "");
}

static void a_row_stays_when_the_goods_are_gone(void **state)
{
    shop *fix = *state;

    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
               "[{\"product\": %lld, \"qty\": \"10\"}]}",
               SALESINV_OUTBOUND_LOSS, (long long)fix->shop, (long long)fix->cable);
    assert_rows(fix, fix->cable, fix->shop, "cable shop - - 0/0/0");
}

/* ---- pages ---- */

/* Follow a list to its end, one row after the other, and compare with the whole. Releases both. */
static void check_pages(shop *fix, salesinv_stock_list *page, int32_t max_count,
                        salesinv_stock_list *whole)
{
    int32_t at = 0;
    int32_t count;

    do {
        salesinv_stock_list *next;

        count = salesinv_stock_list_count(page);
        assert_in_range(count, 0, max_count);
        for (int32_t i = 0; i < count; i++, at++) {
            assert_int_equal(salesinv_stock_list_product(page, i),
                             salesinv_stock_list_product(whole, at));
            assert_int_equal(salesinv_stock_list_warehouse(page, i),
                             salesinv_stock_list_warehouse(whole, at));
            assert_int_equal(salesinv_stock_list_bin(page, i),
                             salesinv_stock_list_bin(whole, at));
            assert_int_equal(salesinv_stock_list_batch(page, i),
                             salesinv_stock_list_batch(whole, at));
        }
        assert_ok(fix->admin, salesinv_stock_find_next(fix->admin, page, &next));
        salesinv_stock_list_free(page);
        page = next;
    } while (count == max_count);
    assert_int_equal(salesinv_stock_list_count(page), 0);
    assert_int_equal(at, salesinv_stock_list_count(whole));
    salesinv_stock_list_free(page);
    salesinv_stock_list_free(whole);
}

static void every_question_goes_on_where_it_stopped(void **state)
{
    shop *fix = *state;
    salesinv_stock_list *page;

    for (int32_t max = 1; max <= 3; max++) {
        for (int mask = 0; mask < 4; mask++) {
            salesinv_id product = mask & 1 ? fix->paste : 0;
            salesinv_id warehouse = mask & 2 ? fix->shelves : 0;
            assert_ok(fix->admin,
                      salesinv_stock_find(fix->admin, product, warehouse, max, &page));
            check_pages(fix, page, max, find(fix, product, warehouse));
        }
        for (int mask = 0; mask < 16; mask++) {
            salesinv_id product = mask & 1 ? fix->paste : 0;
            salesinv_id warehouse = mask & 2 ? fix->shelves : 0;
            salesinv_id bin = mask & 4 ? fix->bins[0] : 0;
            salesinv_id batch = mask & 8 ? fix->batches[0] : 0;
            assert_ok(fix->admin,
                      salesinv_stock_find_detail(fix->admin, product, warehouse, bin,
                                                 batch, max, &page));
            check_pages(fix, page, max,
                        find_detail(fix, product, warehouse, bin, batch));
        }
    }
}

/* Many more products in the shop, by some documents. */
static void receive_many(shop *fix, salesinv_id *products)
{
    static char lines[TEXT_MAX];
    char name[32];

    for (int done = 0; done < PRODUCTS; done += LINES) {
        size_t used = 0;

        for (int i = 0; i < LINES; i++) {
            snprintf(name, sizeof(name), "Thing %d", done + i);
            products[done + i] = fix_product(&fix->core, name, SALESINV_TRACKING_NONE);
            used += (size_t)snprintf(lines + used, sizeof(lines) - used,
                                     "%s{\"product\": %lld, \"qty\": \"%d\"}",
                                     i ? ", " : "", (long long)products[done + i],
                                     1 + done + i);
        }
        fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                   "{\"type\": %d, \"warehouse\": %lld, \"lines\": [%s]}",
                   SALESINV_INBOUND_OPENING, (long long)fix->shop, lines);
    }
}

static void more_than_a_page_is_read_to_the_end(void **state)
{
    shop *fix = *state;
    static salesinv_id products[PRODUCTS];
    salesinv_stock_list *page;
    salesinv_stock_list *next;

    receive_many(fix, products);
    page = find(fix, 0, fix->shop);
    assert_int_equal(salesinv_stock_list_count(page), PAGE_MAX);
    for (int i = 0; i < PAGE_MAX - 2; i++) {
        assert_int_equal(salesinv_stock_list_product(page, i + 2), products[i]);
        assert_int_equal(salesinv_stock_list_on_hand(page, i + 2), (1 + i) * FIX_UNIT);
    }
    assert_ok(fix->admin, salesinv_stock_find_next(fix->admin, page, &next));
    salesinv_stock_list_free(page);
    assert_int_equal(salesinv_stock_list_count(next), PRODUCTS + 2 - PAGE_MAX);
    for (int i = 0; i < salesinv_stock_list_count(next); i++)
        assert_int_equal(salesinv_stock_list_product(next, i),
                         products[PAGE_MAX - 2 + i]);
    salesinv_stock_list_free(next);
}

static void what_came_meanwhile_is_behind_the_last_page(void **state)
{
    shop *fix = *state;
    salesinv_id empty = fix_warehouse(&fix->core, "Empty");
    salesinv_stock_list *page = find(fix, 0, empty);
    salesinv_stock_list *next;

    assert_int_equal(salesinv_stock_list_count(page), 0);
    receive(fix, empty, fix->paste, 1, 0, fix->batches[0]);
    assert_ok(fix->admin, salesinv_stock_find_next(fix->admin, page, &next));
    salesinv_stock_list_free(page);
    assert_int_equal(salesinv_stock_list_count(next), 1);
    assert_ok(fix->admin, salesinv_stock_find_next(fix->admin, next, &page));
    salesinv_stock_list_free(next);
    assert_int_equal(salesinv_stock_list_count(page), 0);
    /* An empty page keeps its place. */
    receive(fix, empty, fix_product(&fix->core, "Late", SALESINV_TRACKING_NONE), 2, 0,
            0);
    assert_ok(fix->admin, salesinv_stock_find_next(fix->admin, page, &next));
    salesinv_stock_list_free(page);
    assert_int_equal(salesinv_stock_list_count(next), 1);
    assert_int_equal(salesinv_stock_list_on_hand(next, 0), 2 * FIX_UNIT);
    salesinv_stock_list_free(next);
}

/* ---- refusals ---- */

#define POISON ((salesinv_stock_list *)(uintptr_t)1)

static void check_refused(shop *fix, const salesinv_id ids[4], int32_t max_count,
                          salesinv_status wanted, const char *field)
{
    salesinv_stock_list *list = POISON;

    fix_core_check(fix->admin,
                   salesinv_stock_find_detail(fix->admin, ids[0], ids[1], ids[2],
                                              ids[3], max_count, &list),
                   wanted, __FILE__, __LINE__);
    assert_field(fix->admin, field);
    assert_null(list);
    if (ids[2] != 0 || ids[3] != 0)
        return;
    list = POISON;
    fix_core_check(fix->admin,
                   salesinv_stock_find(fix->admin, ids[0], ids[1], max_count, &list),
                   wanted, __FILE__, __LINE__);
    assert_field(fix->admin, field);
    assert_null(list);
}

static void wrong_arguments_are_named(void **state)
{
    static const char *const fields[4] = {"product", "warehouse", "bin", "batch"};
    shop *fix = *state;

    for (int i = 0; i < 4; i++) {
        salesinv_id ids[4] = {0, 0, 0, 0};
        ids[i] = -1;
        check_refused(fix, ids, 10, SALESINV_E_ARG, fields[i]);
        ids[i] = 99999;
        check_refused(fix, ids, 10, SALESINV_E_NOT_FOUND, fields[i]);
        ids[i] = i == 1 ? fix->cable : fix->shop; /* there, but something else */
        check_refused(fix, ids, 10, SALESINV_E_NOT_FOUND, fields[i]);
        ids[i] = 0;
        check_refused(fix, ids, 0, SALESINV_E_ARG, "max_count");
        check_refused(fix, ids, -5, SALESINV_E_ARG, "max_count");
        check_refused(fix, ids, PAGE_MAX + 1, SALESINV_E_ARG, "max_count");
    }
}

static void nothing_is_seen_of_another_tenant(void **state)
{
    shop *fix = *state;
    salesinv_session *other = fix_core_session(
        fix->core.engine, fix_core_tenant(&fix->core, SALESINV_EDITION_STANDALONE),
        "admin");
    salesinv_stock_list *page = find(fix, 0, 0);
    salesinv_stock_list *list = POISON;

    assert_refused(other, ARG, salesinv_stock_find_next(other, page, &list));
    assert_field(other, "after");
    assert_null(list);
    salesinv_stock_list_free(page);
    assert_ok(other, salesinv_stock_find(other, 0, 0, 10, &list));
    assert_int_equal(salesinv_stock_list_count(list), 0);
    salesinv_stock_list_free(list);
    assert_ok(other, salesinv_stock_find_detail(other, 0, 0, 0, 0, 10, &list));
    assert_int_equal(salesinv_stock_list_count(list), 0);
    salesinv_stock_list_free(list);
    assert_refused(other, NOT_FOUND,
                   salesinv_stock_find(other, fix->paste, 0, 10, &list));
    assert_field(other, "product");
    assert_refused(other, NOT_FOUND,
                   salesinv_stock_find_detail(other, 0, 0, fix->bins[0], 0, 10, &list));
    assert_field(other, "bin");
    assert_null(list);
    salesinv_session_close(other);
}

static void stock_is_for_its_readers(void **state)
{
    shop *fix = *state;
    salesinv_stock_list *page = find(fix, 0, 0);
    salesinv_stock_list *list = POISON;
    salesinv_session *clerk;

    assert_ok(fix->admin,
              salesinv_role_put(fix->admin, "clerk",
                                "{\"catalog\": {\"read\": \"all\"}}", NULL));
    clerk = fix_core_session(fix->core.engine, fix->core.tenant, "clerk");
    assert_refused(clerk, FORBIDDEN,
                   salesinv_stock_find(clerk, fix->cable, 0, 10, &list));
    assert_null(list);
    assert_refused(clerk, FORBIDDEN,
                   salesinv_stock_find_detail(clerk, 0, 0, 0, 99999, 10, &list));
    assert_null(list);
    assert_refused(clerk, FORBIDDEN, salesinv_stock_find_next(clerk, page, &list));
    assert_null(list);
    salesinv_stock_list_free(page);
    salesinv_session_close(clerk);
}

static void missing_pointers_are_named(void **state)
{
    shop *fix = *state;
    salesinv_stock_list *list = POISON;

    assert_refused(fix->admin, ARG, salesinv_stock_find(fix->admin, 0, 0, 10, NULL));
    assert_field(fix->admin, "out_list");
    assert_refused(fix->admin, ARG,
                   salesinv_stock_find_detail(fix->admin, 0, 0, 0, 0, 10, NULL));
    assert_field(fix->admin, "out_list");
    assert_refused(fix->admin, ARG, salesinv_stock_find_next(fix->admin, NULL, &list));
    assert_field(fix->admin, "after");
    assert_null(list);
    list = POISON;
    assert_int_equal(salesinv_stock_find(NULL, 0, 0, 10, &list), SALESINV_E_ARG);
    assert_null(list);
}

static void a_row_that_is_not_there_is_nothing(void **state)
{
    shop *fix = *state;
    salesinv_stock_list *list = find(fix, fix->cable, fix->shop);
    const salesinv_stock_list *const lists[3] = {list, list, NULL};
    const int32_t places[3] = {1, -1, 0};

    for (int i = 0; i < 3; i++) {
        assert_int_equal(salesinv_stock_list_product(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_warehouse(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_bin(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_batch(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_on_hand(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_frozen(lists[i], places[i]), 0);
        assert_int_equal(salesinv_stock_list_available(lists[i], places[i]), 0);
    }
    assert_int_equal(salesinv_stock_list_count(NULL), 0);
    salesinv_stock_list_free(NULL);
    salesinv_stock_list_free(list);
}

static void a_page_outlives_its_engine(void **state)
{
    shop *fix = *state;

    fix->kept = find(fix, fix->cable, 0); /* see teardown */
    assert_int_equal(salesinv_stock_list_count(fix->kept), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_by_product_and_warehouse),
        TEST(details_are_by_bin_and_batch),
        TEST(what_does_not_go_together_is_nowhere),
        TEST(a_row_stays_when_the_goods_are_gone),
        TEST(every_question_goes_on_where_it_stopped),
        TEST(more_than_a_page_is_read_to_the_end),
        TEST(what_came_meanwhile_is_behind_the_last_page),
        TEST(wrong_arguments_are_named),
        TEST(nothing_is_seen_of_another_tenant),
        TEST(stock_is_for_its_readers),
        TEST(missing_pointers_are_named),
        TEST(a_row_that_is_not_there_is_nothing),
        TEST(a_page_outlives_its_engine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
