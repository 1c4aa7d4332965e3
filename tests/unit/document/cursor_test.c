/* SPDX-License-Identifier: Apache-2.0 */
/* Cursors: pages and changes between them, who may see what, and the lives of handles. */
#include "unit/document/fix_find.h"
#include "unit/document/fix_scarce.h"

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

/* Whichever allocation fails: the walk can go on afterwards and misses nothing. */
static void walk_without_memory_goes_on(void **state)
{
    enum { COUNT = 3 };
    scarce_memory scarce = {.left = -1};
    fixture fix;
    salesinv_filter *filter;
    salesinv_id first;
    int64_t allowed = 0;
    salesinv_status rc = SALESINV_E_NOMEM;

    (void)state;
    fix_open_with(&fix, &scarce_allocator, &scarce);
    first = add_many(&fix, COUNT);
    filter = new_filter(&fix, SALESINV_KIND_CATEGORY);
    for (; rc == SALESINV_E_NOMEM && allowed < 1000; allowed++) {
        salesinv_cursor *cursor = find(&fix, filter);
        const salesinv_document *document;
        salesinv_id next_id = first;
        sinv_arena_free(&fix.engine->arena);
        scarce.left = allowed;
        rc = salesinv_cursor_next(cursor, &document);
        scarce.left = -1;
        if (rc == SALESINV_ROW)
            assert_int_equal(salesinv_document_id(document), next_id++);
        else
            assert_int_equal(rc, SALESINV_E_NOMEM);
        for (; next_id < first + COUNT; next_id++)
            assert_int_equal(next(&fix, cursor), next_id);
        assert_int_equal(next(&fix, cursor), 0);
        salesinv_cursor_free(cursor);
    }
    assert_int_equal(rc, SALESINV_ROW);
    assert_true(allowed > COUNT);
    salesinv_filter_free(filter);
    fix_close(&fix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        cmocka_unit_test(walk_without_memory_goes_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
