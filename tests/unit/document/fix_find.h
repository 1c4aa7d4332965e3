/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_FIND_H
#define FIX_FIND_H

/* What the tests of filters and of cursors share: objects to find, and what a filter finds. */
#include <stdio.h>

#include "document/find.h"
#include "unit/document/fix_document.h"

static inline salesinv_filter *new_filter(fixture *fix, salesinv_kind kind)
{
    salesinv_filter *filter;

    FIX_OK(fix, salesinv_filter_create(fix->session, kind, &filter));
    return filter;
}

static inline salesinv_cursor *find(fixture *fix, const salesinv_filter *filter)
{
    salesinv_cursor *cursor;

    FIX_OK(fix, salesinv_document_find(fix->session, filter, &cursor));
    return cursor;
}

/* Id of the next object, 0 at the end. */
static inline salesinv_id next(fixture *fix, salesinv_cursor *cursor)
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
static inline void expect_found(fixture *fix, salesinv_filter *filter,
                                const salesinv_id *ids)
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
static inline salesinv_id add_many(fixture *fix, int32_t count)
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

static inline salesinv_id add_order(fixture *fix, order_facts facts)
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

static inline void expect_refused(fixture *fix, salesinv_status rc,
                                  salesinv_status expected, const char *field)
{
    assert_int_equal(rc, expected);
    assert_string_equal(salesinv_error_field(fix->engine->err), field);
}

#endif
