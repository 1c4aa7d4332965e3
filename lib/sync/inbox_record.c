/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the frame of a record: what it is, under which id, in which version. What is in it is its applier's. */
#include "sync/inbox_record.h"

#include <string.h>

#include "base/decimal.h"
#include "core/session.h"
#include "document/json.h"
#include "sync/canonical.h"
#include "sync/link.h"
#include "sync/registry.h"

salesinv_status sinv_inbox_open(sinv_txn *txn, const char *connector, sinv_inbox *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_require_active(txn, connector, &row);

    if (rc != SALESINV_OK)
        return rc;
    *out = (sinv_inbox){.connector = connector,
                        .epoch = sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER),
                        .pulls = (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PULLS)};
    return SALESINV_OK;
}

static salesinv_status read_kind(sinv_txn *txn, sinv_record *record)
{
    const sinv_applier *applier;
    const char *name;
    salesinv_status rc =
        sinv_canonical_text(txn, record, "kind", SINV_EXTERNAL_ID_MAX, true, &name);

    if (rc != SALESINV_OK)
        return rc;
    applier = sinv_applier_by_name(name);
    if (!applier)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "kind",
                            "records of kind \"%s\" are not taken", name);
    record->kind = applier->kind;
    return SALESINV_OK;
}

/* Is it one of those that the connector delivers, and that was asked for? */
static salesinv_status check_kind(sinv_txn *txn, const sinv_inbox *inbox,
                                  const sinv_record *record)
{
    const char *name = sinv_applier_of(record->kind)->name;

    if (!(inbox->pulls & SINV_SYNC_BIT(record->kind)))
        return sinv_err_set(txn->err, SALESINV_E_ARG, "kind",
                            "connector %s does not deliver records of kind %s",
                            inbox->connector, name);
    if (inbox->kind != 0 && inbox->kind != record->kind)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "kind",
                            "a record of kind %s was not asked for", name);
    return SALESINV_OK;
}

/* ---- its id ---- */

static const char *const HEX = "0123456789abcdef";

/* An id that is too long has its fingerprint in its place. */
static salesinv_status keep_id(sinv_txn *txn, const sinv_buf *id, sinv_record *record)
{
    char text[1 + 2 * SINV_RECORD_DIGEST] = {'#'};
    uint8_t digest[SINV_RECORD_DIGEST];
    sinv_digest sum;

    if (id->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    if (id->size <= SINV_EXTERNAL_ID_MAX) {
        record->external_id = sinv_arena_text(txn->arena, id->bytes, id->size);
        return record->external_id ? SALESINV_OK : sinv_txn_nomem(txn);
    }
    sinv_digest_init(&sum);
    sinv_digest_bytes(&sum, id->bytes, id->size);
    sinv_digest_final(&sum, digest);
    for (size_t i = 0; i < sizeof(digest); i++) {
        text[1 + 2 * i] = HEX[digest[i] >> 4];
        text[2 + 2 * i] = HEX[digest[i] & 15];
    }
    record->external_id = sinv_arena_text(txn->arena, text, sizeof(text));
    return record->external_id ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* A reference by the ERP's id alone is that id, whichever way it is written; others are as they are. */
static salesinv_status put_reference(sinv_txn *txn, sinv_json_writer *writer,
                                     const sinv_json *node)
{
    const sinv_json *id = node ? sinv_json_member(node, "external_id") : NULL;
    size_t size = 0;
    const char *text = node ? sinv_json_text(id ? id : node, &size) : NULL;
    sinv_buf part;
    salesinv_status rc;

    if (text)
        sinv_json_put_text(writer, text, size);
    else if (!node)
        sinv_json_put_null(writer);
    if (text || !node)
        return SALESINV_OK;
    sinv_buf_init(&part, txn->engine->heap, SINV_JSON_SIZE_MAX);
    rc = sinv_json_print(node, &part);
    if (rc == SALESINV_OK)
        sinv_json_put_raw(writer, part.bytes, part.size);
    sinv_buf_free(&part);
    return rc == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* Made of the references that say what the record is of: ["M-77","W1",null]. */
static salesinv_status make_id(sinv_txn *txn, const sinv_applier *applier,
                               sinv_record *record)
{
    sinv_json_writer writer;
    sinv_buf buf;
    salesinv_status rc = SALESINV_OK;

    sinv_buf_init(&buf, txn->engine->heap, SINV_JSON_SIZE_MAX);
    sinv_json_writer_init(&writer, &buf);
    sinv_json_begin_array(&writer);
    for (const char *const *key = applier->id_of; *key && rc == SALESINV_OK; key++)
        rc = put_reference(txn, &writer, sinv_json_member(record->root, *key));
    sinv_json_end_array(&writer);
    if (rc == SALESINV_OK)
        rc = keep_id(txn, &buf, record);
    sinv_buf_free(&buf);
    return rc;
}

static salesinv_status read_id(sinv_txn *txn, sinv_record *record)
{
    const sinv_applier *applier = sinv_applier_of(record->kind);
    const char *id;
    salesinv_status rc = sinv_canonical_text(
        txn, record, "external_id", SINV_EXTERNAL_ID_MAX, applier->id_of == NULL, &id);

    if (rc != SALESINV_OK)
        return rc;
    if (!id)
        return make_id(txn, applier, record);
    rc = sinv_link_check_id(txn->err, "external_id", id);
    if (rc == SALESINV_OK)
        record->external_id = id;
    return rc;
}

/* ---- version and state ---- */

static salesinv_status read_version(sinv_txn *txn, sinv_record *record)
{
    const sinv_json *node = sinv_json_member(record->root, "version");
    int64_t version = 0;
    salesinv_status rc;

    if (!node)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "version", "version is missing");
    rc = sinv_json_read_number(txn->err, "version", SALESINV_TYPE_INT, node, &version);
    if (rc != SALESINV_OK)
        return rc;
    if (version < 1)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "version",
                            "version %lld is less than 1", (long long)version);
    record->version = version;
    return SALESINV_OK;
}

static salesinv_status read_deleted(sinv_txn *txn, sinv_record *record)
{
    const sinv_json *node = sinv_json_member(record->root, "deleted");

    if (!node || sinv_json_type_of(node) == SINV_JSON_NULL)
        return SALESINV_OK;
    if (sinv_json_type_of(node) != SINV_JSON_BOOL)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "deleted",
                            "deleted is neither true nor false");
    record->is_deleted = sinv_json_bool(node);
    return SALESINV_OK;
}

/* Master data is active or not; documents are in effect or void; figures have no status. */
static salesinv_status read_status(sinv_txn *txn, sinv_record *record)
{
    static const salesinv_document_status of_master[] = {SALESINV_STATUS_ACTIVE,
                                                         SALESINV_STATUS_INACTIVE};
    static const salesinv_document_status of_document[] = {SALESINV_STATUS_CONFIRMED,
                                                           SALESINV_STATUS_VOID};
    const sinv_kind *kind = sinv_kind_of(txn->engine, record->kind);
    const salesinv_document_status *allowed =
        kind && kind->flags & SINV_KIND_MASTER ? of_master : of_document;
    const char *name;
    salesinv_status rc =
        sinv_canonical_text(txn, record, "status", SINV_EXTERNAL_ID_MAX, false, &name);

    if (rc != SALESINV_OK || !name)
        return rc;
    for (int32_t i = 0; i < 2 && kind; i++)
        if (strcmp(name, salesinv_document_status_name(allowed[i])) == 0)
            record->status = allowed[i];
    if (record->status == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "status",
                            "\"%s\" is no status that a record of this kind has", name);
    record->is_deleted = record->is_deleted || record->status == SALESINV_STATUS_VOID;
    return SALESINV_OK;
}

salesinv_status sinv_record_read(sinv_txn *txn, const sinv_inbox *inbox,
                                 const sinv_json *root, sinv_record *out)
{
    salesinv_status rc;

    *out = (sinv_record){.connector = inbox->connector,
                         .epoch = inbox->epoch,
                         .external_id = "",
                         .root = root};
    if ((rc = sinv_canonical_digest(txn, root, out->digest)) != SALESINV_OK)
        return rc;
    if (inbox->digest)
        memcpy(out->digest, inbox->digest, sizeof(out->digest));
    if (sinv_json_type_of(root) != SINV_JSON_OBJECT)
        return sinv_err_set(txn->err, SALESINV_E_ARG, NULL,
                            "a record is a JSON object");
    if ((rc = read_kind(txn, out)) != SALESINV_OK ||
        (rc = read_id(txn, out)) != SALESINV_OK ||
        (rc = read_version(txn, out)) != SALESINV_OK ||
        (rc = check_kind(txn, inbox, out)) != SALESINV_OK ||
        (rc = read_deleted(txn, out)) != SALESINV_OK)
        return rc;
    return read_status(txn, out);
}

salesinv_status sinv_record_judge(sinv_txn *txn, sinv_record *record, sinv_news *out)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    sinv_row *link;
    int64_t version;
    int64_t epoch;
    salesinv_status rc = sinv_link_find(txn, &key, &link);

    *out = SINV_NEWS_NEW;
    if (rc != SALESINV_OK || !link)
        return rc;
    record->object = sinv_row_int(link, SINV_LINK_OBJECT);
    record->was_deleted = sinv_row_int(link, SINV_LINK_IS_DELETED) != 0;
    record->place = (sinv_link_place){sinv_row_int(link, SINV_LINK_WAREHOUSE),
                                      sinv_row_int(link, SINV_LINK_BIN),
                                      sinv_row_int(link, SINV_LINK_BATCH)};
    version = sinv_row_int(link, SINV_LINK_VERSION);
    epoch = sinv_row_int(link, SINV_LINK_EPOCH);
    if (record->epoch > epoch || (record->epoch == epoch && record->version > version))
        return SALESINV_OK;
    *out = SINV_NEWS_OLDER;
    if (record->epoch == epoch && record->version == version)
        *out = memcmp(sinv_row_text(link, SINV_LINK_DIGEST), record->digest,
                      SINV_RECORD_DIGEST) == 0
                   ? SINV_NEWS_SAME
                   : SINV_NEWS_CONTRADICTION;
    return SALESINV_OK;
}
