/* SPDX-License-Identifier: Apache-2.0 */
/* Filters and cursors: what is found, in which order, across pages, changes, and lives of handles. */
#include <stdio.h>

#include "unit/document/fix_document.h"

#include "document/find.h"

static salesinv_filter *new_filter(fixture *fix, salesinv_kind kind)
{
    salesinv_filter *filter;

    FIX_OK(fix, salesinv_filter_create(fix->session, kind, &filter));
    return filter;
}

static salesinv_cursor *find(fixture *fix, const salesinv_filter *filter)
{
    salesinv_cursor *cursor;

    FIX_OK(fix, salesinv_document_find(fix->session, filter, &cursor));
    return cursor;
}

/* Id of the next object, 0 at the end. */
static salesinv_id next(fixture *fix, salesinv_cursor *cursor)
{
    const salesinv_document *document;
    salesinv_status rc = salesinv_cursor_next(cursor, &document);

    if (rc == SALESINV_ROW)
        return salesinv_document_id(document);
    FIX_OK(fix, rc);
    assert_null(document);
    return 0;
}

/* The filter finds exactly these (0 ends them), and is freed. */
static void expect_found(fixture *fix, salesinv_filter *filter, const salesinv_id *ids)
{
    salesinv_cursor *cursor = find(fix, filter);

    for (; *ids != 0; ids++)
        assert_int_equal(next(fix, cursor), *ids);
    assert_int_equal(next(fix, cursor), 0);
    assert_int_equal(next(fix, cursor), 0); /* the end stays */
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
}

#define EXPECT_FOUND(fix, filter, ...)                                                 \
    expect_found(fix, filter, (const salesinv_id[]){__VA_ARGS__})

/* Categories "C0001".. with ids in a row; returns the first id. */
static salesinv_id add_many(fixture *fix, int32_t count)
{
    salesinv_id first = 0;
    char name[16];

    fix_begin(fix, fix->session);
    for (int32_t i = 1; i <= count; i++) {
        salesinv_id id;
        (void)snprintf(name, sizeof(name), "C%04d", i);
        id = fix_add_category(fix, name, name, 0);
        first = i == 1 ? id : first;
    }
    fix_commit(fix);
    return first;
}

typedef struct order_facts {
    salesinv_id account;
    salesinv_id owner;
    salesinv_id warehouse;
    salesinv_id product; /* of its second line */
    int32_t status;
    const char *external_id;
    const char *record_type;
} order_facts;

static salesinv_id add_order(fixture *fix, order_facts facts)
{
    sinv_doc *doc;
    salesinv_id id;

    fix_begin(fix, fix->session);
    doc = fix_new_order(fix, facts.account);
    if (facts.owner != 0)
        sinv_row_set_int(doc->head, SINV_HEAD_OWNER, facts.owner);
    if (facts.status != 0)
        sinv_row_set_int(doc->head, SINV_HEAD_STATUS, facts.status);
    sinv_row_set_int(doc->head, SINV_ORDER_WAREHOUSE, facts.warehouse);
    sinv_row_set_text(doc->head, SINV_HEAD_EXTERNAL_ID, facts.external_id);
    sinv_row_set_text(doc->head, SINV_HEAD_RECORD_TYPE, facts.record_type);
    (void)fix_add_order_line(fix, doc, 4, 1);
    (void)fix_add_order_line(fix, doc, facts.product, 1);
    id = fix_store(fix, doc);
    fix_commit(fix);
    return id;
}

/* ---- conditions ---- */

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

static void expect_refused(fixture *fix, salesinv_status rc, salesinv_status expected,
                           const char *field)
{
    assert_int_equal(rc, expected);
    assert_string_equal(salesinv_error_field(fix->engine->err), field);
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

/* ---- walking on ---- */

static void token_continues_behind_what_was_delivered(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id first;
    char token[64];

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 300);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    cursor = find(&fix, filter);
    for (int32_t i = 0; i < 270; i++)
        (void)next(&fix, cursor);
    (void)snprintf(token, sizeof(token), "%s", salesinv_cursor_token(cursor));
    salesinv_cursor_free(cursor);
    FIX_OK(&fix, salesinv_filter_set_after(filter, token));
    cursor = find(&fix, filter);
    assert_string_equal(salesinv_cursor_token(cursor), token);
    for (int32_t i = 270; i < 300; i++)
        assert_int_equal(next(&fix, cursor), first + i);
    assert_int_equal(next(&fix, cursor), 0);
    (void)snprintf(token, sizeof(token), "%s", salesinv_cursor_token(cursor));
    salesinv_cursor_free(cursor);
    fix_begin(&fix, fix.session);
    (void)fix_add_category(&fix, "later", NULL, 0);
    fix_commit(&fix);
    FIX_OK(&fix, salesinv_filter_set_after(filter, token));
    EXPECT_FOUND(&fix, filter, first + 300, 0);
    fix_close(&fix);
}

static void point_before_the_token_is_not_found_again(void **state)
{
    fixture fix;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    (void)add_many(&fix, 5);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_filter_set_code(filter, "C0003"));
    FIX_OK(&fix, salesinv_filter_set_after(filter, "1.3"));
    EXPECT_FOUND(&fix, filter, 0);
    fix_close(&fix);
}

static void foreign_tokens_are_refused(void **state)
{
    static const char *const tokens[] = {"",
                                         "1",
                                         "8.5",
                                         "1.-5",
                                         "1.",
                                         ".5",
                                         "1.5x",
                                         "x.5",
                                         "1.5.5",
                                         "1 .5",
                                         "1.99999999999999999999"};
    fixture fix;
    salesinv_filter *filter;

    (void)state;
    fix_open(&fix);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++)
        expect_refused(&fix, salesinv_filter_set_after(filter, tokens[i]),
                       SALESINV_E_ARG, "token");
    FIX_OK(&fix, salesinv_filter_set_after(filter, "1.5"));
    FIX_OK(&fix, salesinv_filter_set_after(filter, NULL));
    salesinv_filter_free(filter);
    fix_close(&fix);
}

static void changes_between_pages_do_not_break_the_walk(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id first;
    sinv_row *row;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 300);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    cursor = find(&fix, filter);
    for (int32_t i = 0; i < SINV_FIND_PAGE; i++)
        assert_int_equal(next(&fix, cursor), first + i);
    fix_begin(&fix, fix.session);
    for (int32_t i = SINV_FIND_PAGE - 1; i < 299; i++) { /* the place itself, too */
        FIX_OK(&fix, sinv_txn_get_id(&fix.txn, SINV_T_CATEGORY, first + i, &row));
        FIX_OK(&fix, sinv_txn_remove(&fix.txn, row));
    }
    (void)fix_add_category(&fix, "new", NULL, 0);
    fix_commit(&fix);
    assert_int_equal(next(&fix, cursor), first + 299);
    assert_int_equal(next(&fix, cursor), first + 300);
    assert_int_equal(next(&fix, cursor), 0);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

/* Pages end early when documents are long; nothing is lost where they end. */
static void long_documents_make_short_pages(void **state)
{
    enum { COUNT = 6, LINES = SINV_FIND_LINES / 2 - 1 };
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id first = 0;

    (void)state;
    fix_open(&fix);
    fix_begin(&fix, fix.session);
    for (int32_t i = 0; i < COUNT; i++) {
        sinv_doc *doc = fix_new_order(&fix, 3);
        salesinv_id id;
        for (int32_t k = 0; k < LINES; k++)
            (void)fix_add_order_line(&fix, doc, 4, 1);
        id = fix_store(&fix, doc);
        first = i == 0 ? id : first;
    }
    fix_commit(&fix);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    cursor = find(&fix, filter);
    assert_int_equal(next(&fix, cursor), first);
    assert_int_equal(cursor->page.count, 3);
    for (int32_t i = 1; i < COUNT; i++)
        assert_int_equal(next(&fix, cursor), first + i);
    assert_int_equal(next(&fix, cursor), 0);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

static void interrupted_walk_goes_on(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    const salesinv_document *document;
    salesinv_id first;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 2);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    cursor = find(&fix, filter);
    salesinv_engine_interrupt(fix.engine);
    assert_int_equal(salesinv_cursor_next(cursor, &document), SALESINV_E_INTERRUPTED);
    assert_null(document);
    assert_int_equal(next(&fix, cursor), first);
    assert_int_equal(next(&fix, cursor), first + 1);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

/* ---- who may see what ---- */

static void own_objects_alone_are_found_with_that_right(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_id own;

    (void)state;
    fix_open(&fix);
    own = add_order(&fix, (order_facts){.owner = FIX_USER, .product = 5});
    (void)add_order(&fix, (order_facts){.owner = FIX_USER + 1, .product = 5});
    fix.session->rights.all[SINV_OBJECT_ORDER] = 0;
    fix.session->rights.own[SINV_OBJECT_ORDER] = UINT16_MAX;
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    EXPECT_FOUND(&fix, filter, own, 0);
    fix_close(&fix);
}

static void buyer_finds_what_is_of_the_account(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_id own;

    (void)state;
    fix_open(&fix);
    (void)add_order(&fix, (order_facts){.account = 3, .product = 5});
    own = add_order(&fix,
                    (order_facts){.account = 4, .owner = FIX_USER + 1, .product = 5});
    (void)add_order(&fix, (order_facts){.account = 5, .product = 5});
    fix.session->rights.all[SINV_OBJECT_ORDER] = 0;
    fix.session->rights.own[SINV_OBJECT_ORDER] = UINT16_MAX;
    FIX_OK(&fix, salesinv_session_set_account(fix.session, 4));
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    EXPECT_FOUND(&fix, filter, own, 0);
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    FIX_OK(&fix, salesinv_filter_set_account(filter, 3));
    EXPECT_FOUND(&fix, filter, 0);
    fix_close(&fix);
}

static salesinv_id add_unit(fixture *fix, const char *code, const char *name)
{
    sinv_doc *doc;
    salesinv_id id;

    fix_begin(fix, fix->session);
    FIX_OK(fix, sinv_doc_create(&fix->txn, &fix_unit, &doc));
    sinv_row_set_text(doc->head, SINV_UNIT_CODE, code);
    sinv_row_set_text(doc->head, SINV_UNIT_NAME, name);
    id = fix_store(fix, doc);
    fix_commit(fix);
    return id;
}

static void kind_decides_what_is_own(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_id own;

    (void)state;
    fix_open(&fix);
    (void)add_unit(&fix, "kg", "all");
    own = add_unit(&fix, "m", "own");
    FIX_OK(&fix, salesinv_session_set_account(fix.session, 4));
    fix.session->rights.all[SINV_OBJECT_CATALOG] = 0;
    fix.session->rights.own[SINV_OBJECT_CATALOG] = UINT16_MAX;
    filter = new_filter(&fix, SALESINV_KIND_UNIT);
    EXPECT_FOUND(&fix, filter, own, 0);
    fix_close(&fix);
}

static void kind_that_may_not_be_read_is_forbidden(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;

    (void)state;
    fix_open(&fix);
    fix.session->rights.all[SINV_OBJECT_ORDER] = 0;
    filter = new_filter(&fix, SALESINV_KIND_ORDER);
    assert_int_equal(salesinv_document_find(fix.session, filter, &cursor),
                     SALESINV_E_FORBIDDEN);
    assert_null(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

static void other_tenants_objects_are_not_found(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;

    (void)state;
    fix_open(&fix);
    (void)add_many(&fix, 3);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    fix.session->tenant = FIX_TENANT + 1;
    cursor = find(&fix, filter);
    assert_int_equal(next(&fix, cursor), 0);
    fix.session->tenant = FIX_TENANT;
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

/* ---- handles ---- */

static void filter_of_another_kind_is_refused_by_typed_find(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;

    (void)state;
    fix_open(&fix);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    expect_refused(&fix,
                   sinv_find_start(fix.session, SALESINV_KIND_ORDER, filter, &cursor),
                   SALESINV_E_ARG, "filter");
    assert_null(cursor);
    FIX_OK(&fix, sinv_find_start(fix.session, SALESINV_KIND_CATEGORY, filter, &cursor));
    salesinv_cursor_free(cursor);
    assert_int_equal(salesinv_document_find(fix.session, NULL, &cursor),
                     SALESINV_E_ARG);
    assert_int_equal(salesinv_document_find(NULL, filter, &cursor), SALESINV_E_ARG);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

static void taken_document_outlives_its_cursor(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_document *taken;
    salesinv_id first;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 2);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    cursor = find(&fix, filter);
    assert_null(salesinv_cursor_take(cursor));
    (void)next(&fix, cursor);
    taken = salesinv_cursor_take(cursor);
    assert_null(salesinv_cursor_take(cursor));
    assert_int_equal(next(&fix, cursor), first + 1);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    fix_close(&fix);
    assert_int_equal(salesinv_document_id(taken), first);
    salesinv_document_free(taken);
}

static void cursor_reads_on_after_its_session_and_not_after_its_engine(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_session *session;
    const salesinv_document *document;
    salesinv_id first;

    (void)state;
    fix_open(&fix);
    first = add_many(&fix, 3);
    session = fix_session(&fix, FIX_USER + 5);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    FIX_OK(&fix, salesinv_document_find(session, filter, &cursor));
    salesinv_session_close(session);
    assert_int_equal(next(&fix, cursor), first);
    fix_close(&fix);
    assert_int_equal(salesinv_cursor_next(cursor, &document), SALESINV_E_CLOSED);
    assert_null(document);
    assert_int_equal(salesinv_filter_set_limit(filter, 1), SALESINV_E_CLOSED);
    salesinv_filter_free(filter);
    salesinv_cursor_free(cursor);
    salesinv_cursor_free(NULL);
    salesinv_filter_free(NULL);
    assert_int_equal(salesinv_cursor_next(NULL, &document), SALESINV_E_ARG);
    assert_string_equal(salesinv_cursor_token(NULL), "");
}

static void explicit_transaction_shows_its_own_changes(void **state)
{
    fixture fix;
    salesinv_filter *filter;
    salesinv_cursor *inside;
    salesinv_cursor *outside;
    salesinv_session *other;
    const salesinv_document *document;
    salesinv_id id;

    (void)state;
    fix_open(&fix);
    other = fix_session(&fix, FIX_USER + 1);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    inside = find(&fix, filter);
    FIX_OK(&fix, salesinv_document_find(other, filter, &outside));
    FIX_OK(&fix, salesinv_session_begin(fix.session, SALESINV_TXN_WRITE));
    fix.txn = fix.session->txn;
    id = fix_add_category(&fix, "uncommitted", NULL, 0);
    fix.session->txn = fix.txn;
    assert_int_equal(next(&fix, inside), id);
    assert_int_equal(salesinv_cursor_next(outside, &document), SALESINV_E_BUSY);
    FIX_OK(&fix, salesinv_session_rollback(fix.session));
    assert_int_equal(salesinv_cursor_next(outside, &document), SALESINV_OK);
    salesinv_cursor_free(inside);
    salesinv_cursor_free(outside);
    salesinv_filter_free(filter);
    salesinv_session_close(other);
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
        cmocka_unit_test(token_continues_behind_what_was_delivered),
        cmocka_unit_test(point_before_the_token_is_not_found_again),
        cmocka_unit_test(foreign_tokens_are_refused),
        cmocka_unit_test(changes_between_pages_do_not_break_the_walk),
        cmocka_unit_test(long_documents_make_short_pages),
        cmocka_unit_test(interrupted_walk_goes_on),
        cmocka_unit_test(own_objects_alone_are_found_with_that_right),
        cmocka_unit_test(buyer_finds_what_is_of_the_account),
        cmocka_unit_test(kind_decides_what_is_own),
        cmocka_unit_test(kind_that_may_not_be_read_is_forbidden),
        cmocka_unit_test(other_tenants_objects_are_not_found),
        cmocka_unit_test(filter_of_another_kind_is_refused_by_typed_find),
        cmocka_unit_test(taken_document_outlives_its_cursor),
        cmocka_unit_test(cursor_reads_on_after_its_session_and_not_after_its_engine),
        cmocka_unit_test(explicit_transaction_shows_its_own_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
