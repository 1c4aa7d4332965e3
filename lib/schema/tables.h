/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SCHEMA_TABLES_H
#define SINV_SCHEMA_TABLES_H

/* Numbers of the tables (SINV_T_ORDER) and of their columns (SINV_ORDER_ACCOUNT), from tables.def. */
#include "schema/schema.h"

enum { SINV_SCHEMA_VERSION = 1 };

#define TABLE(id, name, keys, since) SINV_T_##id,
#define END(id)
#define INT_(t, id, name)
#define NUM_(t, id, name)
#define REF_(t, id, name)
#define MIN_(t, id, name, least)
#define TXT_(t, id, name)
#define OPT_(t, id, name)
#define BLB_(t, id, name)
enum {
#include "schema/tables.def"
    SINV_T_COUNT
};

#define TABLE(id, name, keys, since) enum { SINV_##id##_BEFORE_FIRST_ = -1,
#define END(id)                                                                        \
    SINV_##id##_COLUMNS                                                                \
    }                                                                                  \
    ;
#define INT_(t, id, name) SINV_##t##_##id,
#define NUM_(t, id, name) SINV_##t##_##id,
#define REF_(t, id, name) SINV_##t##_##id,
#define MIN_(t, id, name, least) SINV_##t##_##id,
#define TXT_(t, id, name) SINV_##t##_##id,
#define OPT_(t, id, name) SINV_##t##_##id,
#define BLB_(t, id, name) SINV_##t##_##id,
#include "schema/tables.def"

/* The columns that all documents share, and those that all lines share. */
enum {
    SINV_HEAD_TENANT = SINV_ORDER_TENANT,
    SINV_HEAD_ID = SINV_ORDER_ID,
    SINV_HEAD_VERSION = SINV_ORDER_VERSION,
    SINV_HEAD_STATUS = SINV_ORDER_STATUS,
    SINV_HEAD_RECORD_TYPE = SINV_ORDER_RECORD_TYPE,
    SINV_HEAD_OWNER = SINV_ORDER_OWNER,
    SINV_HEAD_DEPARTMENT = SINV_ORDER_DEPARTMENT,
    SINV_HEAD_CREATED_AT = SINV_ORDER_CREATED_AT,
    SINV_HEAD_CREATED_BY = SINV_ORDER_CREATED_BY,
    SINV_HEAD_MODIFIED_AT = SINV_ORDER_MODIFIED_AT,
    SINV_HEAD_MODIFIED_BY = SINV_ORDER_MODIFIED_BY,
    SINV_HEAD_SUBMITTED_BY = SINV_ORDER_SUBMITTED_BY,
    SINV_HEAD_EVENT = SINV_ORDER_EVENT,
    SINV_HEAD_LAST_LINE = SINV_ORDER_LAST_LINE,
    SINV_HEAD_EXTERNAL_ID = SINV_ORDER_EXTERNAL_ID,
    SINV_HEAD_EXTRA = SINV_ORDER_EXTRA,
    SINV_HEAD_COLUMNS = SINV_ORDER_EXTRA + 1,
    SINV_LINE_TENANT = SINV_ORDER_LINE_TENANT,
    SINV_LINE_DOCUMENT = SINV_ORDER_LINE_DOCUMENT,
    SINV_LINE_NUMBER = SINV_ORDER_LINE_NUMBER,
    SINV_LINE_EXTERNAL_ID = SINV_ORDER_LINE_EXTERNAL_ID,
    SINV_LINE_EXTRA = SINV_ORDER_LINE_EXTRA,
    SINV_LINE_COLUMNS = SINV_ORDER_LINE_EXTRA + 1
};

/* Secondary indexes by number; 0 is always the primary key. */
enum {
    SINV_INDEX_EXTERNAL_ID = 1, /* of every document table and of every line table */
    SINV_INDEX_CODE = 2,        /* of the kinds with a code */
    SINV_INDEX_NAME = 3,        /* of products and bins */
    SINV_INDEX_ACCOUNT = 2,     /* of orders, shipments and returns */
    SINV_INDEX_SOURCE_LINE = 2, /* of lines of outbound orders */
    SINV_INDEX_ORDER = 2,       /* of lines of shipments */
    SINV_INDEX_MOVEMENT_STOCK = 1,
    SINV_INDEX_RUN_PRODUCT = 1,
    SINV_INDEX_BOOKING_ORDER = 1,
    SINV_INDEX_PARCEL_NUMBER = 1,
    SINV_INDEX_PARCEL_ASK_AT = 2,
    SINV_INDEX_OUTBOX_OBJECT = 1,
    SINV_INDEX_OUTBOX_DUE = 2,
    SINV_INDEX_LINK_OBJECT = 1,
    SINV_INDEX_INBOX_RECORD = 1,
    SINV_INDEX_INBOX_DUE = 2
};

/* Guards of STOCK and DETAIL, as bits of a guard mask. */
enum { SINV_GUARD_ON_HAND = 1, SINV_GUARD_FROZEN = 2, SINV_GUARD_AVAILABLE = 4 };

/* Guard of LICENCE: no more units used than bought. */
enum { SINV_GUARD_UNITS = 1 };

/* A line, wherever another table names it. */
static inline int64_t sinv_line_id(salesinv_id document, int64_t number)
{
    return document << 16 | number;
}
static inline salesinv_id sinv_line_document(int64_t line)
{
    return line >> 16;
}
static inline int64_t sinv_line_number(int64_t line)
{
    return line & 0xffff;
}

#endif
