/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_FIELDS_H
#define SINV_CATALOG_FIELDS_H

/* Rows of the field tables of master data and stock documents, one line each. */
#include "document/doc.h"

#define SINV_COLUMN_ID(field, ref, column, flags, key)                                 \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_ID, flags, ref, column, 0, 0, 0, key, NULL   \
    }
#define SINV_COLUMN_NUMBER(field, type, column, flags, least, most, key)               \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_##type, flags, 0, column, 0, least, most,    \
            key, NULL                                                                  \
    }
#define SINV_COLUMN_TEXT(field, column, flags, size, key)                              \
    {                                                                                  \
        SALESINV_F_##field, SALESINV_TYPE_TEXT, flags, 0, column, size, 0, 0, key,     \
            NULL                                                                       \
    }

enum {
    SINV_MAY = SINV_FIELD_SETTABLE,
    SINV_MUST = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED,
    SINV_MUST_ONCE = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_FIXED,
    SINV_MAY_TEXT = SINV_FIELD_SETTABLE | SINV_FIELD_NO_BLANK,
    SINV_MUST_TEXT = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_NO_BLANK
};

#define SINV_COUNT_OF(table) (int32_t)(sizeof(table) / sizeof((table)[0]))
/* Statuses of master data. */
#define SINV_IN_USE SINV_IN(SALESINV_STATUS_ACTIVE)
#define SINV_IN_MASTER (SINV_IN_USE | SINV_IN(SALESINV_STATUS_INACTIVE))

/* Deactivate and activate, with the deciding function of each (may be NULL). */
#define SINV_MASTER_STEPS(may_deactivate, may_activate)                                \
    {SINV_VERB_DEACTIVATE,                                                             \
     SINV_ACTION_UPDATE,                                                               \
     SALESINV_STATUS_INACTIVE,                                                         \
     SALESINV_EVENT_DEACTIVATED,                                                       \
     SINV_IN(SALESINV_STATUS_ACTIVE),                                                  \
     may_deactivate,                                                                   \
     NULL},                                                                            \
    {                                                                                  \
        SINV_VERB_ACTIVATE, SINV_ACTION_UPDATE, SALESINV_STATUS_ACTIVE,                \
            SALESINV_EVENT_ACTIVATED, SINV_IN(SALESINV_STATUS_INACTIVE), may_activate, \
            NULL                                                                       \
    }

/** Did the draft set this column of the header? */
static inline bool sinv_doc_gave(const sinv_doc *doc, int32_t column)
{
    return doc->draft && (doc->draft->head->changed >> column & 1) != 0;
}

/** INVALID_STATE unless the master data `id` of `kind` (0: nothing to check) is active. `field` is its key. */
salesinv_status sinv_master_require(sinv_txn *txn, const char *field,
                                    salesinv_kind kind, salesinv_id id);

#endif
