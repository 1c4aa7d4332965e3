/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_FIELD_ROW_H
#define SINV_SALES_FIELD_ROW_H

/* Rows of field tables, one line each: which columns a kind shows and what a draft may do to them. */
#include "document/kind.h"

#define SINV_ROW_ID(field, column, flags, ref_kind, key)                               \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_ID, flags, ref_kind, column, 0, 0, 0, key,   \
            NULL                                                                       \
    }
#define SINV_ROW_NUMBER(field, type, column, flags, least, most, key)                  \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_##type, flags, 0, column, 0, least, most,    \
            key, NULL                                                                  \
    }
#define SINV_ROW_TEXT(field, column, flags, size, key)                                 \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_TEXT, flags, 0, column, size, 0, 0, key,     \
            NULL                                                                       \
    }
/* A figure that only the library sets. */
#define SINV_ROW_SHOWN(field, type, column, key)                                       \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_##type, 0, 0, column, 0, 0, 0, key, NULL     \
    }
/* A figure computed when it is read. */
#define SINV_ROW_DERIVED(field, type, derive, key)                                     \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_##type, 0, 0, -1, 0, 0, 0, key, derive       \
    }

#define SINV_ROWS(table) (int32_t)(sizeof(table) / sizeof((table)[0]))

#endif
