/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_BLOB_H
#define SINV_DOCUMENT_BLOB_H

/* Bytes handed to the host, tied to the heap alone. */
#include "base/text.h"
#include "salesinv/document.h"

struct salesinv_blob {
    uint32_t magic;
    sinv_heap *heap; /* a reference */
    sinv_buf buf;
};

/** Take over the bytes of `buf`, which is empty afterwards, or freed on failure; passes on its status. */
salesinv_status sinv_blob_take(sinv_buf *buf, salesinv_blob **out);

#endif
