/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_RECORD_H
#define FIX_RECORD_H

/* Records, links and canonical documents inside a transaction, written with single quotes. */
#include <string.h>

#include "base/text.h"
#include "core/session.h"
#include "support/fix_trade.h"
#include "sync/canonical.h"
#include "sync/link.h"

/** JSON with single quotes as JSON; the buffer is the caller's. */
static inline const char *fix_quote(const char *text, char *out, size_t size)
{
    size_t length = strlen(text);

    assert_true(length < size);
    for (size_t i = 0; i <= length; i++)
        out[i] = text[i] == '\'' ? '"' : text[i];
    return out;
}

typedef struct fix_link {
    salesinv_kind kind;
    const char *external_id;
    salesinv_id object;
    salesinv_status wanted;
} fix_link;

static inline salesinv_status fix_link_body(sinv_txn *txn, void *arg)
{
    const fix_link *link = arg;
    const sinv_link_key key = {"main", link->kind, link->external_id};

    return sinv_link_acknowledge(txn, &key, 1, link->object);
}

/** The connector "main" calls the object so. */
static inline void fix_link_put(salesinv_session *session, salesinv_kind kind,
                                const char *external_id, salesinv_id object)
{
    fix_link link = {kind, external_id, object, SALESINV_OK};

    assert_ok(session, fix_core_run(session, true, fix_link_body, &link));
}

#endif
