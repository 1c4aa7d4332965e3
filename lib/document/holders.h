/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_HOLDERS_H
#define SINV_DOCUMENT_HOLDERS_H

/* The documents that stand in the way of something, for a refusal that names them. */
#include "document/doc.h"

enum { SINV_HOLDERS_MAX = 5, SINV_HOLDERS_TEXT_MAX = 256 };

typedef struct sinv_holder {
    const sinv_kind *kind;
    salesinv_id id;
} sinv_holder;

typedef struct sinv_holders {
    sinv_holder items[SINV_HOLDERS_MAX];
    int32_t count;
    int64_t more; /* found beyond those that are named, or not to be named */
} sinv_holders;

void sinv_holders_add(sinv_holders *holders, const sinv_kind *kind, salesinv_id id);
bool sinv_holders_has(const sinv_holders *holders, const sinv_kind *kind,
                      salesinv_id id);
bool sinv_holders_are_full(const sinv_holders *holders);

/** "order SO-000012, return RT-000040 and 3 more", or "3 other documents", for the message. */
void sinv_holders_describe(const sinv_holders *holders,
                           char out[SINV_HOLDERS_TEXT_MAX]);
/** The details holder.N.kind and holder.N.id, and holders_more. */
void sinv_holders_add_details(sinv_err *err, const sinv_holders *holders);

/** Add the documents of `kind` in one of `statuses` whose `column` equals `value`; column -1: whatever they say. Reads all headers. */
salesinv_status sinv_holders_scan(sinv_txn *txn, const sinv_kind *kind,
                                  const sinv_switch_use *of, sinv_holders *holders);

#endif
