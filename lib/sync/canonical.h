/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_CANONICAL_H
#define SINV_SYNC_CANONICAL_H

/*
 * Canonical documents: the JSON of document/json.h, but with references that an ERP understands.
 *
 * Read: a reference is the ERP's own id as a text ("M-77"), or an object with one or more of "external_id" (likewise), "code", "number"
 * ("SH-000012") and "id" (ours), which must not contradict each other. A bin by its code also takes "warehouse", else that of the line or
 * the header. A line of another document is its number in the document that the line or the header names, {"line": 2, <the document>}, or
 * the whole line id. Written: {"id", "code" or "number", "external_id" if known}, lines of others with "line" before them.
 *
 * Nothing here knows a kind: what is a reference, and to what, is in the kinds' field tables.
 */
#include "base/text.h"
#include "document/draft.h"
#include "sync/record.h"

/** Where a reference stands: what it may mean without saying so, and how errors name it. */
typedef struct sinv_canonical_place {
    const sinv_record *record;
    const sinv_json *line; /* NULL: the header */
    const char *field;     /* for errors, e.g. "lines[2].product" */
} sinv_canonical_place;

/** The object that a reference node means. NOT_FOUND when it is unknown here, ARG for what is no reference, or one that contradicts itself. */
salesinv_status sinv_canonical_resolve(sinv_txn *txn, const sinv_canonical_place *place,
                                       salesinv_kind kind, const sinv_json *node,
                                       salesinv_id *out);

/** The same for a member of the record's root; one that is not there (or null) is 0, or ARG when `is_required`. */
salesinv_status sinv_canonical_ref(sinv_txn *txn, const sinv_record *record,
                                   const char *key, salesinv_kind kind,
                                   bool is_required, salesinv_id *out);

/** A quantity of the record's root; one that is not there is ARG when `is_required`, else leaves *out and answers *out_has false. `out_has` may be NULL. */
salesinv_status sinv_canonical_qty(sinv_txn *txn, const sinv_record *record,
                                   const char *key, bool is_required, salesinv_qty *out,
                                   bool *out_has);
/** Likewise a time, and a text of at most `max` bytes, which is borrowed from the record. */
salesinv_status sinv_canonical_time(sinv_txn *txn, const sinv_record *record,
                                    const char *key, bool is_required,
                                    salesinv_time *out, bool *out_has);
salesinv_status sinv_canonical_text(sinv_txn *txn, const sinv_record *record,
                                    const char *key, size_t max, bool is_required,
                                    const char **out);

/** ARG naming the first key of the root that is neither one of every record nor in `keys` (NULL-terminated). */
salesinv_status sinv_canonical_check_keys(sinv_txn *txn, const sinv_record *record,
                                          const char *const *keys);

/** How a record becomes a draft of a kind, where the two differ. */
typedef struct sinv_canonical_form {
    salesinv_kind kind; /* of the draft */
    const char *const *
        skips; /* keys of the header that are none of the draft's, NULL-terminated; may be NULL */
    const char *line_key;   /* a key of lines, and .. */
    const char *line_field; /* .. the draft's key that takes its value; NULL: none */
} sinv_canonical_form;

/**
 * The record as a draft (owned by the caller: salesinv_draft_free): references resolved, the record's own keys (kind, external_id,
 * version, status, deleted) left out, everything else read strictly by sinv_draft_read_json.
 */
salesinv_status sinv_canonical_draft(sinv_txn *txn, const sinv_record *record,
                                     const sinv_canonical_form *form,
                                     salesinv_draft **out);

/** A fingerprint that order of keys and white space do not change. */
salesinv_status sinv_canonical_digest(sinv_txn *txn, const sinv_json *root,
                                      uint8_t out[SINV_RECORD_DIGEST]);

/** What is written. */
typedef struct sinv_canonical_message {
    const char *connector;
    salesinv_kind kind;
    int32_t action; /* SALESINV_MESSAGE_* */
    salesinv_id object;
    const char *body; /* the document's JSON, as document/json.h writes it */
    size_t size;
} sinv_canonical_message;

/** Append the message's canonical document to `out`: "action" added, references written out, "external_id" as the connector's ERP calls it. */
salesinv_status sinv_canonical_write(sinv_txn *txn,
                                     const sinv_canonical_message *message,
                                     sinv_buf *out);

#endif
