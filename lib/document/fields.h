/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_FIELDS_H
#define SINV_DOCUMENT_FIELDS_H

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

/* The fields that every header and every line has, to begin field tables with. */
#define SINV_HEAD_FIELDS                                                               \
    SINV_ROW_SHOWN(ID, ID, SINV_HEAD_ID, "id"),                                        \
        SINV_ROW_SHOWN(NUMBER, TEXT, -1, "number"),                                    \
        SINV_ROW_SHOWN(VERSION, INT, SINV_HEAD_VERSION, "version"),                    \
        SINV_ROW_SHOWN(STATUS, INT, SINV_HEAD_STATUS, "status"),                       \
        SINV_ROW_DERIVED(LIFE_STATUS, INT, sinv_doc_life_status, "life_status"),       \
        SINV_ROW_TEXT(RECORD_TYPE, SINV_HEAD_RECORD_TYPE,                              \
                      SINV_FIELD_SETTABLE | SINV_FIELD_NO_BLANK, 64, "record_type"),   \
        SINV_ROW_ID(OWNER, SINV_HEAD_OWNER, SINV_FIELD_SETTABLE, 0, "owner"),          \
        SINV_ROW_ID(DEPARTMENT, SINV_HEAD_DEPARTMENT, SINV_FIELD_SETTABLE, 0,          \
                    "department"),                                                     \
        SINV_ROW_SHOWN(CREATED_AT, TIME, SINV_HEAD_CREATED_AT, "created_at"),          \
        SINV_ROW_SHOWN(CREATED_BY, ID, SINV_HEAD_CREATED_BY, "created_by"),            \
        SINV_ROW_SHOWN(MODIFIED_AT, TIME, SINV_HEAD_MODIFIED_AT, "modified_at"),       \
        SINV_ROW_SHOWN(MODIFIED_BY, ID, SINV_HEAD_MODIFIED_BY, "modified_by"),         \
        SINV_ROW_SHOWN(SUBMITTED_BY, ID, SINV_HEAD_SUBMITTED_BY, "submitted_by"),      \
        SINV_ROW_TEXT(EXTERNAL_ID, SINV_HEAD_EXTERNAL_ID,                              \
                      SINV_FIELD_SETTABLE | SINV_FIELD_NO_BLANK, 128, "external_id"),  \
        SINV_ROW_TEXT(EXTRA, SINV_HEAD_EXTRA,                                          \
                      SINV_FIELD_SETTABLE | SINV_FIELD_JSON | SINV_FIELD_LATE, 8192,   \
                      "extra")

#define SINV_LINE_FIELDS                                                               \
    SINV_ROW_SHOWN(LINE, INT, SINV_LINE_NUMBER, "line"),                               \
        SINV_ROW_DERIVED(LINE_ID, ID, sinv_doc_line_id, "line_id"),                    \
        SINV_ROW_TEXT(EXTERNAL_ID, SINV_LINE_EXTERNAL_ID,                              \
                      SINV_FIELD_SETTABLE | SINV_FIELD_NO_BLANK, 128, "external_id"),  \
        SINV_ROW_TEXT(EXTRA, SINV_LINE_EXTRA, SINV_FIELD_SETTABLE | SINV_FIELD_JSON,   \
                      8192, "extra")

/*
 * The steps of every document with approval, to begin transition tables with: submit, approve, reject, withdraw and void.
 * `done` are the statuses after confirmation that can become void, as SINV_IN bits.
 */
#define SINV_DRAFTED                                                                   \
    (SINV_IN(SALESINV_STATUS_DRAFT) | SINV_IN(SALESINV_STATUS_REJECTED) |              \
     SINV_IN(SALESINV_STATUS_WITHDRAWN))
#define SINV_SUBMIT_STEP(check, apply)                                                 \
    {                                                                                  \
        SINV_VERB_SUBMIT, SINV_ACTION_SUBMIT, 0, SALESINV_EVENT_SUBMITTED,             \
            SINV_DRAFTED, check, apply                                                 \
    }
#define SINV_APPROVE_STEP(check, apply)                                                \
    {                                                                                  \
        SINV_VERB_APPROVE, SINV_ACTION_APPROVE, 0, SALESINV_EVENT_APPROVED,            \
            SINV_IN(SALESINV_STATUS_IN_APPROVAL), check, apply                         \
    }
#define SINV_RELEASE_STEPS(check, apply)                                               \
    {SINV_VERB_REJECT,                                                                 \
     SINV_ACTION_APPROVE,                                                              \
     SALESINV_STATUS_REJECTED,                                                         \
     SALESINV_EVENT_REJECTED,                                                          \
     SINV_IN(SALESINV_STATUS_IN_APPROVAL),                                             \
     check,                                                                            \
     apply},                                                                           \
    {                                                                                  \
        SINV_VERB_WITHDRAW, SINV_ACTION_SUBMIT, SALESINV_STATUS_WITHDRAWN,             \
            SALESINV_EVENT_WITHDRAWN, SINV_IN(SALESINV_STATUS_IN_APPROVAL), check,     \
            apply                                                                      \
    }
#define SINV_VOID_STEP(done, check, apply)                                             \
    {                                                                                  \
        SINV_VERB_VOID, SINV_ACTION_VOID, SALESINV_STATUS_VOID, SALESINV_EVENT_VOIDED, \
            SINV_DRAFTED | SINV_IN(SALESINV_STATUS_IN_APPROVAL) | (done), check, apply \
    }

#define SINV_COUNT_OF(table) (int32_t)(sizeof(table) / sizeof((table)[0]))

#endif
