/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_FIELDS_H
#define SINV_CATALOG_FIELDS_H

/* What the field tables and states of master data and stock documents share. */
#include "document/doc.h"
#include "document/fields.h"

enum {
    SINV_MAY = SINV_FIELD_SETTABLE,
    SINV_MUST = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED,
    SINV_MUST_ONCE = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_FIXED,
    SINV_MAY_TEXT = SINV_FIELD_SETTABLE | SINV_FIELD_NO_BLANK,
    SINV_MUST_TEXT = SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_NO_BLANK
};

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
