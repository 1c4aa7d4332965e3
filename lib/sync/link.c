/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of external_link, found by the ERP's id and by ours. */
#include "sync/link.h"

#include <string.h>

#include "base/text.h"
#include "sync/record.h"

static const uint8_t NO_DIGEST[SINV_RECORD_DIGEST] = {0};

salesinv_status sinv_link_check_id(sinv_err *err, const char *field,
                                   const char *external_id)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, field, external_id, SINV_EXTERNAL_ID_MAX, &size);

    if (rc != SALESINV_OK)
        return rc;
    if (size == 0)
        return sinv_err_set(err, SALESINV_E_TEXT, field, "%s is empty", field);
    if (sinv_text_has_control(external_id, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field, "%s has a control character",
                            field);
    return SALESINV_OK;
}

static salesinv_status new_row(sinv_txn *txn, const sinv_link_key *key, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LINK, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_LINK_CONNECTOR, key->connector);
    sinv_row_set_int(*out, SINV_LINK_KIND, key->kind);
    sinv_row_set_text(*out, SINV_LINK_EXTERNAL_ID, key->external_id);
    return (*out)->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_link_find(sinv_txn *txn, const sinv_link_key *key, sinv_row **out)
{
    sinv_row *row;
    salesinv_status rc;

    *out = NULL;
    if ((rc = new_row(txn, key, &row)) != SALESINV_OK)
        return rc;
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK)
        *out = row;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* Start on the links of one object. */
static salesinv_status start(sinv_txn *txn, const sinv_link_key *key,
                             salesinv_id object, sinv_scan *out, sinv_row **out_row)
{
    sinv_range range = {.index = SINV_INDEX_LINK_OBJECT, .prefix = 4};
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LINK, out_row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out_row, SINV_LINK_OBJECT, object);
    sinv_row_set_text(*out_row, SINV_LINK_CONNECTOR, key->connector);
    sinv_row_set_int(*out_row, SINV_LINK_KIND, key->kind);
    range.from = *out_row;
    if ((*out_row)->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return sinv_scan_start(txn, SINV_T_LINK, &range, out);
}

/* Walk the links of one object: what the ERP acknowledged it by counts before ids of records about it, then the latest. */
static salesinv_status find_latest(sinv_scan *scan, sinv_row *row, const char **out)
{
    int64_t latest = INT64_MIN;
    bool is_acknowledged = false;
    salesinv_status rc;

    while ((rc = sinv_scan_next(scan, row)) == SALESINV_ROW) {
        const bool is_ours = sinv_row_int(row, SINV_LINK_VERSION) == 0;
        if (is_ours < is_acknowledged ||
            (is_ours == is_acknowledged && sinv_row_int(row, SINV_LINK_AT) < latest))
            continue;
        is_acknowledged = is_ours;
        latest = sinv_row_int(row, SINV_LINK_AT);
        *out =
            sinv_arena_text(scan->txn->arena, sinv_row_text(row, SINV_LINK_EXTERNAL_ID),
                            sinv_row_size(row, SINV_LINK_EXTERNAL_ID));
        if (!*out)
            return sinv_txn_nomem(scan->txn);
    }
    return rc;
}

salesinv_status sinv_link_external_id(sinv_txn *txn, const char *connector,
                                      salesinv_kind kind, salesinv_id object,
                                      const char **out)
{
    const sinv_link_key key = {connector, kind, NULL};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    *out = NULL;
    if ((rc = start(txn, &key, object, &scan, &row)) != SALESINV_OK)
        return rc;
    rc = find_latest(&scan, row, out);
    sinv_scan_close(&scan);
    return rc;
}

/* The first link of the object: ROW, or OK when there is none. */
static salesinv_status find_first(sinv_txn *txn, const sinv_link_key *key,
                                  salesinv_id object, sinv_row **out)
{
    sinv_scan scan;
    salesinv_status rc = start(txn, key, object, &scan, out);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, *out);
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_link_take_over(sinv_txn *txn, const sinv_link_key *key,
                                    int64_t epoch, salesinv_id object, bool *out_any)
{
    sinv_row *row;
    salesinv_status rc;

    *out_any = false;
    while ((rc = find_first(txn, key, object, &row)) == SALESINV_ROW) {
        if (!sinv_row_int(row, SINV_LINK_IS_DELETED) &&
            sinv_row_int(row, SINV_LINK_EPOCH) >= epoch)
            return sinv_err_set(txn->err, SALESINV_E_EXISTS, "code",
                                "%s calls object %lld, which has this code, \"%s\"",
                                key->connector, (long long)object,
                                sinv_row_text(row, SINV_LINK_EXTERNAL_ID));
        *out_any = true;
        sinv_row_set_int(row, SINV_LINK_OBJECT, 0);
        if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK)
            return rc;
    }
    return rc;
}

static bool is_other_at(const sinv_row *link, const char *external_id,
                        const sinv_link_place *place)
{
    return !sinv_row_int(link, SINV_LINK_IS_DELETED) &&
           sinv_row_int(link, SINV_LINK_WAREHOUSE) == place->warehouse &&
           sinv_row_int(link, SINV_LINK_BIN) == place->bin &&
           sinv_row_int(link, SINV_LINK_BATCH) == place->batch &&
           strcmp(sinv_row_text(link, SINV_LINK_EXTERNAL_ID), external_id) != 0;
}

salesinv_status sinv_link_has_other_at(sinv_txn *txn, const sinv_link_key *key,
                                       salesinv_id object, const sinv_link_place *place,
                                       bool *out)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = start(txn, key, object, &scan, &row);

    *out = false;
    if (rc != SALESINV_OK)
        return rc;
    while (!*out && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        *out = is_other_at(row, key->external_id, place);
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static bool is_other_record(const sinv_row *link, const char *external_id,
                            int64_t epoch)
{
    return !sinv_row_int(link, SINV_LINK_IS_DELETED) &&
           sinv_row_int(link, SINV_LINK_VERSION) > 0 &&
           sinv_row_int(link, SINV_LINK_EPOCH) >= epoch &&
           strcmp(sinv_row_text(link, SINV_LINK_EXTERNAL_ID), external_id) != 0;
}

salesinv_status sinv_link_has_other_record(sinv_txn *txn, const sinv_link_key *key,
                                           int64_t epoch, salesinv_id object, bool *out)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = start(txn, key, object, &scan, &row);

    *out = false;
    if (rc != SALESINV_OK)
        return rc;
    while (!*out && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        *out = is_other_record(row, key->external_id, epoch);
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status store(sinv_txn *txn, sinv_row *row, bool is_new,
                             const sinv_link_state *state)
{
    sinv_row_set_int(row, SINV_LINK_OBJECT, state->object);
    sinv_row_set_int(row, SINV_LINK_VERSION, state->version);
    sinv_row_set_int(row, SINV_LINK_EPOCH, state->epoch);
    sinv_row_set_bytes(row, SINV_LINK_DIGEST, state->digest ? state->digest : NO_DIGEST,
                       sizeof(NO_DIGEST));
    sinv_row_set_int(row, SINV_LINK_IS_DELETED, state->is_deleted);
    sinv_row_set_int(row, SINV_LINK_WAREHOUSE, state->place.warehouse);
    sinv_row_set_int(row, SINV_LINK_BIN, state->place.bin);
    sinv_row_set_int(row, SINV_LINK_BATCH, state->place.batch);
    sinv_row_set_int(row, SINV_LINK_AT, txn->now);
    return is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
}

salesinv_status sinv_link_put(sinv_txn *txn, const sinv_link_key *key,
                              const sinv_link_state *state)
{
    sinv_row *found;
    sinv_row *row;
    salesinv_status rc = sinv_link_find(txn, key, &found);

    row = found;
    if (rc == SALESINV_OK && !found)
        rc = new_row(txn, key, &row);
    return rc == SALESINV_OK ? store(txn, row, !found, state) : rc;
}

/* The id is taken by another object, which the present life of the ERP's data knows by it. */
static bool is_taken(const sinv_row *link, int64_t epoch, salesinv_id object)
{
    salesinv_id other = sinv_row_int(link, SINV_LINK_OBJECT);

    return other != 0 && other != object &&
           sinv_row_int(link, SINV_LINK_EPOCH) >= epoch;
}

salesinv_status sinv_link_acknowledge(sinv_txn *txn, const sinv_link_key *key,
                                      int64_t epoch, salesinv_id object)
{
    const sinv_link_state state = {.object = object, .epoch = epoch};
    sinv_row *link;
    salesinv_status rc;

    if ((rc = sinv_link_check_id(txn->err, "external_id", key->external_id)) !=
            SALESINV_OK ||
        (rc = sinv_link_find(txn, key, &link)) != SALESINV_OK)
        return rc;
    if (!link)
        return sinv_link_put(txn, key, &state);
    if (is_taken(link, epoch, object))
        return sinv_err_set(txn->err, SALESINV_E_EXISTS, "external_id",
                            "%s calls object %lld \"%s\" already", key->connector,
                            (long long)sinv_row_int(link, SINV_LINK_OBJECT),
                            key->external_id);
    if (sinv_row_int(link, SINV_LINK_OBJECT) != object ||
        sinv_row_int(link, SINV_LINK_EPOCH) < epoch)
        return sinv_link_put(txn, key, &state);
    sinv_row_set_int(link, SINV_LINK_AT, txn->now);
    return sinv_txn_save(txn, link);
}
