/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_LINK_H
#define SINV_SYNC_LINK_H

/*
 * Links: what an id of an ERP means here, per connector and kind, and which version of it was applied last. They are written
 * by the inbox, when a record is applied, and by the outbox, when the ERP acknowledges a document under its id.
 */
#include "core/txn.h"

typedef struct sinv_link_key {
    const char *connector;
    salesinv_kind kind;
    const char *external_id;
} sinv_link_key;

/** Of stock: where the figure is. */
typedef struct sinv_link_place {
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
} sinv_link_place;

/** The link's row, NULL when there is none. */
salesinv_status sinv_link_find(sinv_txn *txn, const sinv_link_key *key, sinv_row **out);

/** The id under which the connector's ERP knows the object: what it acknowledged it by, else that of a record about it, the latest if there are several; NULL: none. Lives until the call ends. */
salesinv_status sinv_link_external_id(sinv_txn *txn, const char *connector,
                                      salesinv_kind kind, salesinv_id object,
                                      const char **out);

/** What a link becomes. */
typedef struct sinv_link_state {
    salesinv_id object;
    int64_t version; /* 0: known from an acknowledgement alone */
    int64_t epoch;
    const uint8_t *digest; /* SINV_RECORD_DIGEST bytes; NULL: none */
    bool is_deleted;       /* by the record applied last */
    sinv_link_place place; /* of stock */
} sinv_link_state;

/** Insert the link, or change the one that is there. */
salesinv_status sinv_link_put(sinv_txn *txn, const sinv_link_key *key,
                              const sinv_link_state *state);

/**
 * An object gets the id of `key`, which means nothing yet. Other ids of the same ERP that mean it must be those of deleted records or of an
 * epoch before `epoch`: they mean nothing any more then, *out_any says that there was one. EXISTS naming "code" while one of them counts.
 */
salesinv_status sinv_link_take_over(sinv_txn *txn, const sinv_link_key *key,
                                    int64_t epoch, salesinv_id object, bool *out_any);

/** Is another record of the connector's ERP the figure of `place`, for the product `object`? */
salesinv_status sinv_link_has_other_at(sinv_txn *txn, const sinv_link_key *key,
                                       salesinv_id object, const sinv_link_place *place,
                                       bool *out);

/** Was a record of another id, of this epoch and not deleted, applied to the object? */
salesinv_status sinv_link_has_other_record(sinv_txn *txn, const sinv_link_key *key,
                                           int64_t epoch, salesinv_id object,
                                           bool *out);

/**
 * The ERP says what it calls a document. A link of the present epoch keeps its version; EXISTS when the id means another object in the
 * present epoch (number `epoch`), TEXT or ARG for what is no id.
 */
salesinv_status sinv_link_acknowledge(sinv_txn *txn, const sinv_link_key *key,
                                      int64_t epoch, salesinv_id object);

/** Is it an id: 1..128 bytes of text without control characters? TEXT or ARG naming `field`. */
salesinv_status sinv_link_check_id(sinv_err *err, const char *field,
                                   const char *external_id);

#endif
