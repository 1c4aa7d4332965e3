/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_DOCUMENT_H
#define FIX_DOCUMENT_H

/*
 * An engine in memory with kinds of the tests' own over real tables: categories (master data, a
 * parent), orders (lines that name a category as their product, serials), units. Rows are made
 * through the document layer alone, so that no rule of a real kind stands between. Time stands still.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/config.h"
#include "document/doc.h"
#include "document/fields.h"
#include "document/snapshot.h"

enum { FIX_TENANT = 7, FIX_USER = 11 };
#define FIX_NOW INT64_C(1700000000000000) /* 2023-11-14T22:13:20Z */

#define FIX_FIELD(field, type, flags, ref, column, size, least, most, key)             \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_##type, flags, ref, column, size, least,     \
            most, key, NULL                                                            \
    }
#define FIX_SET SINV_FIELD_SETTABLE

static const sinv_field fix_category_fields[] = {
    SINV_HEAD_FIELDS,
    FIX_FIELD(CODE, TEXT, FIX_SET, 0, SINV_CATEGORY_CODE, 32, 0, 0, "code"),
    FIX_FIELD(NAME, TEXT, FIX_SET, 0, SINV_CATEGORY_NAME, 200, 0, 0, "name"),
    FIX_FIELD(PARENT, ID, FIX_SET, SALESINV_KIND_CATEGORY, SINV_CATEGORY_PARENT, 0, 0,
              0, "parent"),
};
static const sinv_field fix_order_fields[] = {
    SINV_HEAD_FIELDS,
    FIX_FIELD(ACCOUNT, ID, FIX_SET, SALESINV_KIND_CATEGORY, SINV_ORDER_ACCOUNT, 0, 0, 0,
              "account"),
    FIX_FIELD(CURRENCY, TEXT, FIX_SET, 0, SINV_ORDER_CURRENCY, 3, 0, 0, "currency"),
    FIX_FIELD(ORDERED_AT, TIME, FIX_SET, 0, SINV_ORDER_ORDERED_AT, 0, 0, 0,
              "ordered_at"),
    FIX_FIELD(WAREHOUSE, ID, FIX_SET, 0, SINV_ORDER_WAREHOUSE, 0, 0, 0, "warehouse"),
    FIX_FIELD(NOTE, TEXT, FIX_SET, 0, SINV_ORDER_NOTE, 100, 0, 0, "note"),
    FIX_FIELD(AMOUNT, MONEY, 0, 0, SINV_ORDER_AMOUNT, 0, 0, 0, "amount"),
    FIX_FIELD(MODE, INT, FIX_SET, 0, SINV_ORDER_MODE, 0, 0, 3, "mode"),
};
static const sinv_field fix_order_line_fields[] = {
    SINV_LINE_FIELDS,
    FIX_FIELD(PRODUCT, ID, FIX_SET, SALESINV_KIND_CATEGORY, SINV_ORDER_LINE_PRODUCT, 0,
              0, 0, "product"),
    FIX_FIELD(QTY, QTY, FIX_SET, 0, SINV_ORDER_LINE_QTY, 0, 0, 0, "qty"),
    FIX_FIELD(PRICE, MONEY, FIX_SET, 0, SINV_ORDER_LINE_PRICE, 0, 0, 0, "price"),
    FIX_FIELD(PARENT_LINE, ID, FIX_SET | SINV_FIELD_LINE_REF, 0, SINV_ORDER_LINE_PARENT,
              0, 0, 0, "parent_line"),
};

#define FIX_COUNT(array) (int32_t)(sizeof(array) / sizeof((array)[0]))

static const sinv_kind fix_category = {
    .kind = SALESINV_KIND_CATEGORY,
    .name = "category",
    .prefix = "CA",
    .flags = SINV_KIND_MASTER,
    .object = SINV_OBJECT_CATALOG,
    .table = SINV_T_CATEGORY,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_CATEGORY_NAME,
    .code_column = SINV_CATEGORY_CODE,
    .open = SINV_IN(SALESINV_STATUS_ACTIVE),
    .fields = fix_category_fields,
    .field_count = FIX_COUNT(fix_category_fields),
};
static const sinv_kind fix_order = {
    .kind = SALESINV_KIND_ORDER,
    .name = "order",
    .prefix = "SO",
    .flags = SINV_KIND_SERIALS,
    .object = SINV_OBJECT_ORDER,
    .table = SINV_T_ORDER,
    .line_table = SINV_T_ORDER_LINE,
    .approval_setting = -1,
    .account_column = SINV_ORDER_ACCOUNT,
    .name_column = -1,
    .code_column = -1,
    .open = SINV_IN(SALESINV_STATUS_DRAFT) | SINV_IN(SALESINV_STATUS_CONFIRMED),
    .fields = fix_order_fields,
    .line_fields = fix_order_line_fields,
    .field_count = FIX_COUNT(fix_order_fields),
    .line_field_count = FIX_COUNT(fix_order_line_fields),
};
/* A unit belongs to whoever asks when its name says so: a kind with an answer of its own. */
static inline bool fix_unit_is_own(const sinv_txn *txn, const sinv_doc *doc)
{
    (void)txn;
    return strcmp(sinv_row_text(doc->head, SINV_UNIT_NAME), "own") == 0;
}

static const sinv_field fix_unit_fields[] = {
    SINV_HEAD_FIELDS,
    FIX_FIELD(CODE, TEXT, FIX_SET, 0, SINV_UNIT_CODE, 32, 0, 0, "code"),
    FIX_FIELD(NAME, TEXT, FIX_SET, 0, SINV_UNIT_NAME, 200, 0, 0, "name"),
};
static const sinv_kind fix_unit = {
    .kind = SALESINV_KIND_UNIT,
    .name = "unit",
    .prefix = "UN",
    .flags = SINV_KIND_MASTER,
    .object = SINV_OBJECT_CATALOG,
    .table = SINV_T_UNIT,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_UNIT_NAME,
    .code_column = SINV_UNIT_CODE,
    .fields = fix_unit_fields,
    .field_count = FIX_COUNT(fix_unit_fields),
    .is_own = fix_unit_is_own,
};
static const sinv_kind *const fix_kinds[] = {&fix_category, &fix_order, &fix_unit};
static const sinv_assembly fix_assembly = {.kinds = fix_kinds,
                                           .kind_count = FIX_COUNT(fix_kinds)};

typedef struct fixture {
    salesinv_config *config;
    salesinv_engine *engine;
    salesinv_session *session;
    sinv_txn txn; /* between fix_begin and fix_commit */
} fixture;

#define FIX_OK(fix, call)                                                              \
    do {                                                                               \
        salesinv_status fix_rc_ = (call);                                              \
        if (fix_rc_ != SALESINV_OK)                                                    \
            fail_msg("%s: %s: %s", #call, salesinv_status_name(fix_rc_),               \
                     salesinv_error_message((fix)->engine->err));                      \
    } while (0)

static inline salesinv_time fix_now(void *self)
{
    (void)self;
    return FIX_NOW;
}
static inline int64_t fix_monotonic(void *self)
{
    (void)self;
    return 0;
}
static inline void fix_sleep(void *self, int64_t microseconds)
{
    (void)self;
    (void)microseconds;
}
static inline uint64_t fix_random(void *self)
{
    (void)self;
    return 4;
}

/* A transaction of the session, or with `session` NULL one of the platform. */
static inline void fix_begin(fixture *fix, salesinv_session *session)
{
    sinv_arena_reset(&fix->engine->arena);
    sinv_txn_init(&fix->txn, fix->engine, session, &fix->engine->arena);
    FIX_OK(fix, sinv_txn_begin(&fix->txn, true));
}
static inline void fix_commit(fixture *fix)
{
    FIX_OK(fix, sinv_txn_commit(&fix->txn));
}

static inline void fix_add_tenant(fixture *fix)
{
    sinv_row *row;

    fix_begin(fix, NULL);
    FIX_OK(fix, sinv_txn_row(&fix->txn, SINV_T_TENANT, &row));
    sinv_row_set_int(row, SINV_TENANT_ID, FIX_TENANT);
    sinv_row_set_text(row, SINV_TENANT_NAME, "tests");
    sinv_row_set_int(row, SINV_TENANT_CREATED_AT, FIX_NOW);
    FIX_OK(fix, sinv_txn_insert(&fix->txn, row));
    fix_commit(fix);
}

/* A session that may read everything. */
static inline salesinv_session *fix_session(fixture *fix, salesinv_id user)
{
    salesinv_session *session;

    FIX_OK(fix, salesinv_session_open(fix->engine, FIX_TENANT, user, &session));
    for (int32_t i = 0; i < SINV_OBJECT_COUNT; i++)
        session->rights.all[i] = UINT16_MAX;
    return session;
}

static inline void fix_open_with(fixture *fix, const salesinv_allocator *allocator,
                                 void *self)
{
    const salesinv_clock clock = {.struct_size = sizeof(clock),
                                  .name = "still",
                                  .now = fix_now,
                                  .monotonic = fix_monotonic,
                                  .sleep = fix_sleep,
                                  .random = fix_random};

    memset(fix, 0, sizeof(*fix));
    assert_int_equal(salesinv_config_create(allocator, self, &fix->config),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_set_sqlite(fix->config, ":memory:"), SALESINV_OK);
    assert_int_equal(salesinv_config_set_clock(fix->config, &clock, NULL), SALESINV_OK);
    assert_int_equal(sinv_engine_create(fix->config, &fix_assembly, &fix->engine),
                     SALESINV_OK);
    fix_add_tenant(fix);
    fix->session = fix_session(fix, FIX_USER);
}

static inline void fix_open(fixture *fix)
{
    fix_open_with(fix, NULL, NULL);
}

static inline void fix_close(fixture *fix)
{
    salesinv_session_close(fix->session);
    salesinv_engine_close(fix->engine);
    salesinv_config_free(fix->config);
}

/* Store a category; `code` may be NULL. In a transaction. */
static inline salesinv_id fix_add_category(fixture *fix, const char *name,
                                           const char *code, salesinv_id parent)
{
    sinv_doc *doc;

    FIX_OK(fix, sinv_doc_create(&fix->txn, &fix_category, &doc));
    sinv_row_set_text(doc->head, SINV_CATEGORY_NAME, name);
    if (code)
        sinv_row_set_text(doc->head, SINV_CATEGORY_CODE, code);
    sinv_row_set_int(doc->head, SINV_CATEGORY_PARENT, parent);
    FIX_OK(fix, sinv_doc_store(&fix->txn, doc, SALESINV_EVENT_CREATED));
    return sinv_doc_id(doc);
}

/* An order not yet stored, of user FIX_USER. In a transaction. */
static inline sinv_doc *fix_new_order(fixture *fix, salesinv_id account)
{
    sinv_doc *doc;

    FIX_OK(fix, sinv_doc_create(&fix->txn, &fix_order, &doc));
    sinv_row_set_int(doc->head, SINV_ORDER_ACCOUNT, account);
    sinv_row_set_text(doc->head, SINV_ORDER_CURRENCY, "EUR");
    return doc;
}

static inline sinv_row *fix_add_order_line(fixture *fix, sinv_doc *doc,
                                           salesinv_id product, salesinv_qty qty)
{
    uint32_t index;

    FIX_OK(fix, sinv_doc_add_line(&fix->txn, doc, &index));
    sinv_row_set_int(doc->lines[index].row, SINV_ORDER_LINE_PRODUCT, product);
    sinv_row_set_int(doc->lines[index].row, SINV_ORDER_LINE_QTY, qty);
    return doc->lines[index].row;
}

static inline salesinv_id fix_store(fixture *fix, sinv_doc *doc)
{
    FIX_OK(fix, sinv_doc_store(&fix->txn, doc, SALESINV_EVENT_CREATED));
    return sinv_doc_id(doc);
}

#endif
