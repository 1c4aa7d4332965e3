/* SPDX-License-Identifier: Apache-2.0 */
/* Request keys: only successes are recorded, in the transaction of what they did. */
#include "core/request.h"

#include <string.h>

#include "base/text.h"

static salesinv_status key_row(sinv_txn *txn, const sinv_call *call, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_REQUEST, out);

    if (rc == SALESINV_OK)
        sinv_row_set_text(*out, SINV_REQUEST_KEY, call->request_key);
    return rc;
}

salesinv_status sinv_request_find(sinv_txn *txn, sinv_call *call, bool *out_found)
{
    uint8_t print[16];
    sinv_row *row;
    salesinv_status rc;

    *out_found = false;
    if (!call->request_key)
        return SALESINV_OK;
    if ((rc = key_row(txn, call, &row)) != SALESINV_OK)
        return rc;
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_E_NOT_FOUND)
        return SALESINV_OK;
    if (rc != SALESINV_OK)
        return rc;
    sinv_digest_final(&call->digest, print);
    if (sinv_row_size(row, SINV_REQUEST_FINGERPRINT) != sizeof(print) ||
        memcmp(sinv_row_text(row, SINV_REQUEST_FINGERPRINT), print, sizeof(print)) != 0)
        return sinv_err_set(
            txn->err, SALESINV_E_REQUEST_REUSED, "request_key",
            "the key was used for another request, which made object %lld",
            (long long)sinv_row_int(row, SINV_REQUEST_OBJECT));
    call->kind = (salesinv_kind)sinv_row_int(row, SINV_REQUEST_KIND);
    call->object = sinv_row_int(row, SINV_REQUEST_OBJECT);
    call->version = sinv_row_int(row, SINV_REQUEST_VERSION);
    call->is_repeat = true;
    *out_found = true;
    return SALESINV_OK;
}

salesinv_status sinv_request_record(sinv_txn *txn, const sinv_call *call)
{
    uint8_t print[16];
    sinv_row *row;
    salesinv_status rc;

    if (!call->request_key)
        return SALESINV_OK;
    if ((rc = key_row(txn, call, &row)) != SALESINV_OK)
        return rc;
    sinv_digest_final(&call->digest, print);
    sinv_row_set_bytes(row, SINV_REQUEST_FINGERPRINT, print, sizeof(print));
    sinv_row_set_int(row, SINV_REQUEST_KIND, call->kind);
    sinv_row_set_int(row, SINV_REQUEST_OBJECT, call->object);
    sinv_row_set_int(row, SINV_REQUEST_VERSION, call->version);
    sinv_row_set_int(row, SINV_REQUEST_AT, txn->now);
    rc = sinv_txn_insert(txn, row);
    if (rc == SALESINV_E_EXISTS)
        return sinv_txn_internal(txn,
                                 "request key appeared inside its own transaction");
    return rc;
}
