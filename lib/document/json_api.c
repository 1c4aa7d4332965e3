/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of JSON and blobs. */
#include "core/session.h"
#include "document/blob.h"
#include "document/json.h"

salesinv_status salesinv_document_to_json(const salesinv_document *document,
                                          salesinv_blob **out_json)
{
    sinv_buf buf;

    if (out_json)
        *out_json = NULL;
    if (!out_json || !document || document->magic != SINV_MAGIC_DOCUMENT)
        return SALESINV_E_ARG;
    sinv_buf_init(&buf, document->heap, SINV_JSON_DOCUMENT_MAX);
    (void)sinv_document_print(document, &buf); /* the status stays in the buffer */
    return sinv_blob_take(&buf, out_json);
}

salesinv_status salesinv_draft_from_json(salesinv_draft *draft, const char *text,
                                         size_t size)
{
    salesinv_engine *engine;
    salesinv_status rc;

    if (!draft || draft->magic != SINV_MAGIC_DRAFT)
        return SALESINV_E_ARG;
    engine = draft->engine;
    if ((rc = sinv_engine_enter(engine)) != SALESINV_OK)
        return rc;
    if (!text)
        rc = sinv_err_set(engine->err, SALESINV_E_ARG, "text", "text is missing");
    else
        rc = sinv_draft_read_json(draft, text, size);
    return sinv_engine_leave(engine, rc);
}

static bool is_blob(const salesinv_blob *blob)
{
    return blob && blob->magic == SINV_MAGIC_BLOB;
}

const char *salesinv_blob_data(const salesinv_blob *blob)
{
    return is_blob(blob) ? blob->buf.bytes : "";
}

size_t salesinv_blob_size(const salesinv_blob *blob)
{
    return is_blob(blob) ? blob->buf.size : 0;
}

void salesinv_blob_free(salesinv_blob *blob)
{
    sinv_heap *heap;

    if (!is_blob(blob))
        return;
    heap = blob->heap;
    blob->magic = SINV_MAGIC_DEAD;
    sinv_buf_free(&blob->buf);
    sinv_free(heap, blob);
    sinv_heap_unref(heap);
}
