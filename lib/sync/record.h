/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_RECORD_H
#define SINV_SYNC_RECORD_H

/*
 * A record of an ERP: one object as it stands there, with the ERP's id and version of it. The inbox decides by id and version whether
 * it is news, then gives it to the applier of its kind, which carries it out inside the inbox's transaction. What an applier refuses is
 * undone by the inbox (core/undo) and kept to be tried again, so it may refuse after it has written; what it answers that is no refusal
 * ends the whole page.
 */
#include "base/json.h"
#include "core/txn.h"
#include "document/kind.h"
#include "sync/link.h"

enum { SINV_RECORD_DIGEST = 16, SINV_EXTERNAL_ID_MAX = 128 };

typedef struct sinv_record {
    const char *connector; /* name */
    int64_t epoch;         /* number of the connector's epoch that it is of */
    salesinv_kind kind;
    const char *external_id; /* never empty */
    int64_t version;         /* 1 or more */
    int32_t status;  /* SALESINV_STATUS_*: what "status" says, 0 when it is not there */
    bool is_deleted; /* "deleted": true, or void */
    salesinv_id object; /* what it became before, 0: nothing is known under this id */
    bool was_deleted;   /* by the record that was applied before */
    sinv_link_place place; /* of stock, with an object: where its figure was before */
    const sinv_json *root;
    uint8_t digest[SINV_RECORD_DIGEST]; /* of the content, however it is written */
} sinv_record;

/** What became of it. */
typedef struct sinv_applied {
    salesinv_id object;    /* goes into the link; 0: it is gone */
    int32_t outcome;       /* SALESINV_UPSERT_CREATED, _UPDATED or _UNCHANGED */
    sinv_link_place place; /* of stock: goes into the link */
    uint64_t changed; /* of what is UPDATED and has a kind: columns of the header */
    bool has_new_lines;
} sinv_applied;

/** How records of one kind are applied. */
typedef struct sinv_applier {
    salesinv_kind kind;
    const char *name; /* as "kind" of the record says */
    /* Keys of references that make the id of a record without external_id, NULL-terminated; NULL: it must have one. */
    const char *const *id_of;
    /* A deletion is given only when record->object is not 0. */
    salesinv_status (*apply)(sinv_txn *txn, const sinv_record *record,
                             sinv_applied *out);
} sinv_applier;

/** By kind or by name; NULL: such records are not taken. */
const sinv_applier *sinv_applier_of(salesinv_kind kind);
const sinv_applier *sinv_applier_by_name(const char *name);

#endif
