/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The current schema as static data, from tables.def. Indexes are few on purpose:
 * every one is paid for at each write. Documents have their external id; master
 * data its code; documents of an account that account; lines of shipments their order
 * line, those of outbound orders the notice's; the ledger one index that serves trace
 * and verify; serial runs one by product, whose columns never change.
 */
#include "schema/tables.h"

#define NOT_NULL SALESINV_COLUMN_NOT_NULL
#define TABLE(id, name, keys, since) static const sinv_column id##_columns[] = {
#define END(id)                                                                        \
    }                                                                                  \
    ;
#define INT_(t, id, name) {name, SALESINV_CELL_INT, NOT_NULL, 1, 0, 0},
#define NUM_(t, id, name) {name, SALESINV_CELL_INT, 0, 1, 0, 0},
#define REF_(t, id, name) {name, SALESINV_CELL_INT, NOT_NULL, 1, 1, 0},
#define MIN_(t, id, name, least)                                                       \
    {name, SALESINV_CELL_INT, NOT_NULL | SALESINV_COLUMN_MIN, 1, 0, least},
#define TXT_(t, id, name) {name, SALESINV_CELL_TEXT, NOT_NULL, 1, 0, 0},
#define OPT_(t, id, name) {name, SALESINV_CELL_TEXT, 0, 1, 0, 0},
#define BLB_(t, id, name) {name, SALESINV_CELL_BLOB, NOT_NULL, 1, 0, 0},
#include "schema/tables.def"

#define UNIQUE_SPARSE (SALESINV_INDEX_UNIQUE | SALESINV_INDEX_SPARSE)
#define BY_EXTERNAL_ID                                                                 \
    {                                                                                  \
        UNIQUE_SPARSE, 1, 2, 2,                                                        \
        {                                                                              \
            SINV_HEAD_TENANT, SINV_HEAD_EXTERNAL_ID                                    \
        }                                                                              \
    }
#define BY_UNIQUE_TEXT(column)                                                         \
    {                                                                                  \
        UNIQUE_SPARSE, 1, 2, 2,                                                        \
        {                                                                              \
            SINV_HEAD_TENANT, column                                                   \
        }                                                                              \
    }
#define BY_ACCOUNT(column)                                                             \
    {                                                                                  \
        0, 1, 3, 0,                                                                    \
        {                                                                              \
            SINV_HEAD_TENANT, column, SINV_HEAD_ID                                     \
        }                                                                              \
    }

static const sinv_index document_indexes[] = {BY_EXTERNAL_ID};
static const sinv_index line_indexes[] = {
    {UNIQUE_SPARSE, 1, 2, 2, {SINV_LINE_TENANT, SINV_LINE_EXTERNAL_ID}}};
static const sinv_index outbox_indexes[] = {
    {0, 1, 3, 0, {SINV_OUTBOX_TENANT, SINV_OUTBOX_OBJECT, SINV_OUTBOX_ID}},
    {0,
     1,
     7,
     0,
     {SINV_OUTBOX_TENANT, SINV_OUTBOX_STATE, SINV_OUTBOX_BLOCKED_BY,
      SINV_OUTBOX_CONNECTOR, SINV_OUTBOX_KIND, SINV_OUTBOX_NEXT_AT, SINV_OUTBOX_ID}}};
static const sinv_index link_indexes[] = {
    {0,
     1,
     5,
     0,
     {SINV_LINK_TENANT, SINV_LINK_OBJECT, SINV_LINK_CONNECTOR, SINV_LINK_KIND,
      SINV_LINK_EXTERNAL_ID}}};
static const sinv_index inbox_indexes[] = {
    {0,
     1,
     7,
     0,
     {SINV_INBOX_TENANT, SINV_INBOX_CONNECTOR, SINV_INBOX_STATE, SINV_INBOX_KIND,
      SINV_INBOX_EXTERNAL_ID, SINV_INBOX_MARK, SINV_INBOX_ID}},
    {0,
     1,
     5,
     0,
     {SINV_INBOX_TENANT, SINV_INBOX_STATE, SINV_INBOX_CONNECTOR, SINV_INBOX_NEXT_AT,
      SINV_INBOX_ID}}};
static const sinv_index category_indexes[] = {BY_EXTERNAL_ID,
                                              BY_UNIQUE_TEXT(SINV_CATEGORY_CODE)};
static const sinv_index unit_indexes[] = {BY_EXTERNAL_ID,
                                          BY_UNIQUE_TEXT(SINV_UNIT_CODE)};
static const sinv_index product_indexes[] = {BY_EXTERNAL_ID,
                                             BY_UNIQUE_TEXT(SINV_PRODUCT_CODE),
                                             BY_UNIQUE_TEXT(SINV_PRODUCT_NAME)};
static const sinv_index account_indexes[] = {BY_EXTERNAL_ID,
                                             BY_UNIQUE_TEXT(SINV_ACCOUNT_CODE)};
static const sinv_index warehouse_indexes[] = {BY_EXTERNAL_ID,
                                               BY_UNIQUE_TEXT(SINV_WAREHOUSE_CODE)};
static const sinv_index bin_indexes[] = {
    BY_EXTERNAL_ID,
    {SALESINV_INDEX_UNIQUE,
     1,
     3,
     3,
     {SINV_HEAD_TENANT, SINV_BIN_WAREHOUSE, SINV_BIN_CODE}},
    {SALESINV_INDEX_UNIQUE,
     1,
     3,
     3,
     {SINV_HEAD_TENANT, SINV_BIN_WAREHOUSE, SINV_BIN_NAME}}};
static const sinv_index batch_indexes[] = {BY_EXTERNAL_ID,
                                           BY_UNIQUE_TEXT(SINV_BATCH_CODE)};
static const sinv_index outbound_line_indexes[] = {
    {UNIQUE_SPARSE, 1, 2, 2, {SINV_LINE_TENANT, SINV_LINE_EXTERNAL_ID}},
    {0,
     1,
     4,
     0,
     {SINV_LINE_TENANT, SINV_OUTBOUND_LINE_SOURCE_LINE, SINV_LINE_DOCUMENT,
      SINV_LINE_NUMBER}}};
static const sinv_index order_indexes[] = {BY_EXTERNAL_ID,
                                           BY_ACCOUNT(SINV_ORDER_ACCOUNT)};
static const sinv_index shipment_indexes[] = {BY_EXTERNAL_ID,
                                              BY_ACCOUNT(SINV_SHIPMENT_ACCOUNT)};
static const sinv_index shipment_line_indexes[] = {
    {UNIQUE_SPARSE, 1, 2, 2, {SINV_LINE_TENANT, SINV_LINE_EXTERNAL_ID}},
    {SALESINV_INDEX_SPARSE,
     1,
     4,
     0,
     {SINV_LINE_TENANT, SINV_SHIPMENT_LINE_ORDER, SINV_LINE_DOCUMENT,
      SINV_LINE_NUMBER}}};
static const sinv_index parcel_indexes[] = {
    {0,
     1,
     4,
     0,
     {SINV_PARCEL_TENANT, SINV_PARCEL_TRACKING_NUMBER, SINV_PARCEL_SHIPMENT,
      SINV_PARCEL_NUMBER}},
    {0,
     1,
     4,
     0,
     {SINV_PARCEL_TENANT, SINV_PARCEL_ASK_AT, SINV_PARCEL_SHIPMENT,
      SINV_PARCEL_NUMBER}}};
static const sinv_index return_indexes[] = {BY_EXTERNAL_ID,
                                            BY_ACCOUNT(SINV_RETURN_ACCOUNT)};
static const sinv_index booking_indexes[] = {
    {0,
     1,
     5,
     0,
     {SINV_BOOKING_TENANT, SINV_BOOKING_ORDER_LINE, SINV_BOOKING_DOCUMENT,
      SINV_BOOKING_NUMBER, SINV_BOOKING_SHIPMENT_LINE}}};
static const sinv_index movement_indexes[] = {
    {0,
     1,
     4,
     0,
     {SINV_MOVEMENT_TENANT, SINV_MOVEMENT_PRODUCT, SINV_MOVEMENT_WAREHOUSE,
      SINV_MOVEMENT_ID}}};
static const sinv_index run_indexes[] = {
    {0,
     1,
     6,
     0,
     {SINV_RUN_TENANT, SINV_RUN_PRODUCT, SINV_RUN_SCOPE, SINV_RUN_PREFIX,
      SINV_RUN_WIDTH, SINV_RUN_FIRST}}};

static const sinv_guard_rule stock_guards[] = {
    {SINV_STOCK_ON_HAND, -1},
    {SINV_STOCK_FROZEN, -1},
    {SINV_STOCK_ON_HAND, SINV_STOCK_FROZEN},
};
static const sinv_guard_rule licence_guards[] = {
    {SINV_LICENCE_UNITS, SINV_LICENCE_USED},
};
static const sinv_guard_rule detail_guards[] = {
    {SINV_DETAIL_ON_HAND, -1},
    {SINV_DETAIL_FROZEN, -1},
    {SINV_DETAIL_ON_HAND, SINV_DETAIL_FROZEN},
};

#define LENGTH(array) (uint8_t)(sizeof(array) / sizeof((array)[0]))
#define WITH_COLUMNS(id, name, keys) name, 1, keys, SINV_##id##_COLUMNS
#define PLAIN(id, name, keys)                                                          \
    [SINV_T_##id] = {WITH_COLUMNS(id, name, keys), 0, 0, id##_columns, NULL, NULL}
#define INDEXED(id, name, keys, indexes)                                               \
    [SINV_T_##id] = {                                                                  \
        WITH_COLUMNS(id, name, keys), LENGTH(indexes), 0, id##_columns, indexes, NULL}
#define GUARDED(id, name, keys, guards)                                                \
    [SINV_T_##id] = {                                                                  \
        WITH_COLUMNS(id, name, keys), 0, LENGTH(guards), id##_columns, NULL, guards}

static const sinv_table tables[] = {
    PLAIN(COUNTER, "counter", 1),
    PLAIN(TENANT, "tenant", 2),
    PLAIN(SETTING, "setting", 3),
    PLAIN(EDITION_SWITCH, "edition_switch", 2),
    GUARDED(LICENCE, "licence", 2, licence_guards),
    PLAIN(QUOTA, "quota_reservation", 2),
    PLAIN(ROLE, "role", 2),
    PLAIN(REQUEST, "request", 2),
    PLAIN(EVENT, "event", 2),
    INDEXED(OUTBOX, "outbox", 2, outbox_indexes),
    PLAIN(CONNECTOR, "connector", 2),
    PLAIN(CURSOR, "sync_cursor", 3),
    INDEXED(LINK, "external_link", 4, link_indexes),
    INDEXED(INBOX, "inbox", 2, inbox_indexes),
    INDEXED(CATEGORY, "category", 2, category_indexes),
    INDEXED(UNIT, "unit", 2, unit_indexes),
    INDEXED(PRODUCT, "product", 2, product_indexes),
    INDEXED(PRODUCT_LINE, "product_line", 3, line_indexes),
    INDEXED(ACCOUNT, "account", 2, account_indexes),
    INDEXED(ACCOUNT_ADDRESS, "account_address", 3, line_indexes),
    INDEXED(WAREHOUSE, "warehouse", 2, warehouse_indexes),
    INDEXED(WAREHOUSE_ACCESS, "warehouse_access", 3, line_indexes),
    INDEXED(BIN, "bin", 2, bin_indexes),
    INDEXED(BATCH, "batch", 2, batch_indexes),
    GUARDED(STOCK, "stock", 3, stock_guards),
    GUARDED(DETAIL, "stock_detail", 5, detail_guards),
    PLAIN(FREEZE, "freeze", 6),
    INDEXED(MOVEMENT, "movement", 2, movement_indexes),
    INDEXED(RUN, "serial_run", 5, run_indexes),
    PLAIN(SERIAL_EVENT, "serial_event", 2),
    PLAIN(LINE_SERIAL, "line_serial", 5),
    INDEXED(INBOUND, "inbound", 2, document_indexes),
    INDEXED(INBOUND_LINE, "inbound_line", 3, line_indexes),
    INDEXED(OUTBOUND, "outbound", 2, document_indexes),
    INDEXED(OUTBOUND_LINE, "outbound_line", 3, outbound_line_indexes),
    INDEXED(ORDER, "sales_order", 2, order_indexes),
    INDEXED(ORDER_LINE, "sales_order_line", 3, line_indexes),
    INDEXED(SHIPMENT, "shipment", 2, shipment_indexes),
    INDEXED(SHIPMENT_LINE, "shipment_line", 3, shipment_line_indexes),
    INDEXED(PARCEL, "parcel", 3, parcel_indexes),
    PLAIN(PARCEL_TRACE, "parcel_trace", 3),
    INDEXED(ADJUSTMENT, "frozen_adjustment", 2, document_indexes),
    INDEXED(ADJUSTMENT_LINE, "frozen_adjustment_line", 3, line_indexes),
    INDEXED(RETURN, "return_order", 2, return_indexes),
    INDEXED(RETURN_LINE, "return_order_line", 3, line_indexes),
    INDEXED(BOOKING, "return_booking", 4, booking_indexes),
};

static const salesinv_schema current = {SINV_SCHEMA_VERSION, SINV_T_COUNT, tables};

_Static_assert(sizeof(tables) / sizeof(tables[0]) == SINV_T_COUNT,
               "every table of tables.def is listed");

const salesinv_schema *sinv_schema_current(void)
{
    return &current;
}
