/* SPDX-License-Identifier: Apache-2.0 */
/* The fingerprint of a record: members of objects by their keys in order, so that only content counts. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "sync/canonical.h"

static int compare_keys(const void *a, const void *b)
{
    return strcmp(sinv_json_key(*(const sinv_json *const *)a),
                  sinv_json_key(*(const sinv_json *const *)b));
}

static salesinv_status add_node(sinv_txn *txn, const sinv_json *node,
                                sinv_digest *digest);

static salesinv_status add_object(sinv_txn *txn, const sinv_json *object,
                                  sinv_digest *digest)
{
    size_t count = (size_t)sinv_json_count(object);
    const sinv_json **members;
    size_t i = 0;
    salesinv_status rc =
        sinv_txn_alloc(txn, (count + 1) * sizeof(const sinv_json *), (void **)&members);

    if (rc != SALESINV_OK)
        return rc;
    for (const sinv_json *child = sinv_json_first(object); child;
         child = sinv_json_next(child))
        members[i++] = child;
    qsort(members, count, sizeof(members[0]), compare_keys);
    sinv_digest_int(digest, (int64_t)count);
    for (i = 0; i < count && rc == SALESINV_OK; i++) {
        const char *key = sinv_json_key(members[i]);
        sinv_digest_bytes(digest, key, strlen(key));
        rc = add_node(txn, members[i], digest);
    }
    return rc;
}

static salesinv_status add_array(sinv_txn *txn, const sinv_json *array,
                                 sinv_digest *digest)
{
    salesinv_status rc = SALESINV_OK;

    sinv_digest_int(digest, sinv_json_count(array));
    for (const sinv_json *child = sinv_json_first(array); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        rc = add_node(txn, child, digest);
    return rc;
}

static salesinv_status add_node(sinv_txn *txn, const sinv_json *node,
                                sinv_digest *digest)
{
    sinv_json_type type = sinv_json_type_of(node);
    size_t size;
    const char *text = sinv_json_text(node, &size);

    sinv_digest_int(digest, type);
    switch (type) {
    case SINV_JSON_OBJECT:
        return add_object(txn, node, digest);
    case SINV_JSON_ARRAY:
        return add_array(txn, node, digest);
    case SINV_JSON_TEXT:
        sinv_digest_bytes(digest, text, size);
        return SALESINV_OK;
    case SINV_JSON_INT:
        sinv_digest_int(digest, sinv_json_int(node));
        return SALESINV_OK;
    case SINV_JSON_BOOL:
        sinv_digest_int(digest, sinv_json_bool(node));
        return SALESINV_OK;
    case SINV_JSON_NULL:
    default:
        return SALESINV_OK;
    }
}

salesinv_status sinv_canonical_digest(sinv_txn *txn, const sinv_json *root,
                                      uint8_t out[SINV_RECORD_DIGEST])
{
    sinv_digest digest;
    salesinv_status rc;

    sinv_digest_init(&digest);
    rc = add_node(txn, root, &digest);
    sinv_digest_final(&digest, out);
    return rc;
}
