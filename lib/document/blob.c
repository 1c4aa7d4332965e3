/* SPDX-License-Identifier: Apache-2.0 */
/* Blobs: a finished buffer under a handle. */
#include "document/blob.h"

#include "core/session.h"

salesinv_status sinv_blob_take(sinv_buf *buf, salesinv_blob **out)
{
    salesinv_status rc = buf->status;
    salesinv_blob *blob =
        rc == SALESINV_OK ? sinv_alloc(buf->heap, sizeof(*blob)) : NULL;

    *out = NULL;
    if (!blob) {
        sinv_buf_free(buf);
        return rc == SALESINV_OK ? SALESINV_E_NOMEM : rc;
    }
    blob->magic = SINV_MAGIC_BLOB;
    blob->heap = sinv_heap_ref(buf->heap);
    blob->buf = *buf;
    sinv_buf_init(buf, blob->heap, buf->max);
    *out = blob;
    return SALESINV_OK;
}
