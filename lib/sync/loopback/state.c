/* SPDX-License-Identifier: Apache-2.0 */
/* The whole state as JSON, and back. */
#include <stdio.h>
#include <string.h>

#include "sync/loopback/loopback.h"

static const char *const shelf_names[SINV_SHELVES] = {"records", "documents",
                                                      "messages"};

static void put_raw(sinv_json_writer *writer, const char *key, const char *json)
{
    sinv_json_put_key(writer, key);
    sinv_json_put_raw(writer, json, strlen(json));
}

static void put_entry(sinv_json_writer *writer, const sinv_entry *entry)
{
    sinv_json_begin_object(writer);
    sinv_json_put_member_text(writer, "kind", sinv_loopback_kind_name(entry->kind));
    sinv_json_put_member_text(writer, "id", entry->id);
    sinv_json_put_member_int(writer, "version", entry->version);
    sinv_json_put_member_int(writer, "change", entry->change);
    if (entry->is_deleted)
        sinv_json_put_member_int(writer, "is_deleted", 1);
    put_raw(writer, "json", entry->json);
    if (entry->effect)
        put_raw(writer, "effect", entry->effect);
    sinv_json_end_object(writer);
}

salesinv_status sinv_loopback_write_state(salesinv_loopback *erp)
{
    sinv_json_writer writer;

    sinv_buf_free(&erp->state);
    sinv_buf_init(&erp->state, erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_json_writer_init(&writer, &erp->state);
    sinv_json_begin_object(&writer);
    sinv_json_put_member_text(&writer, "epoch", erp->epoch);
    sinv_json_put_member_int(&writer, "change", erp->change);
    sinv_json_put_member_int(&writer, "results", erp->results);
    for (int32_t i = 0; i < SINV_SHELVES; i++) {
        sinv_json_put_key(&writer, shelf_names[i]);
        sinv_json_begin_array(&writer);
        for (uint32_t k = 0; k < erp->shelves[i].count; k++)
            put_entry(&writer, &erp->shelves[i].items[k]);
        sinv_json_end_array(&writer);
    }
    sinv_json_end_object(&writer);
    if (erp->state.status == SALESINV_OK)
        return SALESINV_OK;
    return sinv_err_set(erp->err, erp->state.status, NULL, "%s",
                        salesinv_status_text(erp->state.status));
}

/* ---- reading ---- */

static int64_t read_int(const sinv_json *object, const char *key)
{
    const sinv_json *member = sinv_json_member(object, key);

    return member ? sinv_json_int(member) : 0;
}

/* A member as JSON again; NULL when it is not there or memory is out. */
static char *read_json(sinv_heap *heap, const sinv_json *object, const char *key)
{
    const sinv_json *member = sinv_json_member(object, key);
    char *text = NULL;
    sinv_buf buf;

    sinv_buf_init(&buf, heap, SINV_LOOPBACK_TEXT_MAX);
    if (member && sinv_json_print(member, &buf) == SALESINV_OK)
        text = sinv_loopback_text(heap, buf.bytes, buf.size);
    sinv_buf_free(&buf);
    return text;
}

static salesinv_status refuse_state(salesinv_loopback *erp, const char *shelf)
{
    return sinv_err_set(erp->err, SALESINV_E_ARG, "state",
                        "%s of the state are not as they were saved", shelf);
}

static salesinv_status read_entry(salesinv_loopback *erp, const sinv_json *item,
                                  const char *name, sinv_shelf *to)
{
    const char *id = sinv_loopback_member(item, "id");
    sinv_entry entry = {
        .kind = sinv_loopback_kind(sinv_loopback_member(item, "kind")),
        .version = read_int(item, "version"),
        .change = read_int(item, "change"),
        .is_deleted = read_int(item, "is_deleted") != 0,
    };
    bool has_effect = sinv_json_member(item, "effect") != NULL;

    if (entry.kind == 0 || !id || !sinv_json_member(item, "json"))
        return refuse_state(erp, name);
    entry.id = sinv_loopback_text(erp->heap, id, strlen(id));
    entry.json = read_json(erp->heap, item, "json");
    entry.effect = has_effect ? read_json(erp->heap, item, "effect") : NULL;
    if (entry.id && entry.json && (entry.effect || !has_effect))
        return sinv_shelf_put(erp->heap, to, &entry);
    sinv_free(erp->heap, entry.id);
    sinv_free(erp->heap, entry.json);
    sinv_free(erp->heap, entry.effect);
    return SALESINV_E_NOMEM;
}

static salesinv_status read_shelf(salesinv_loopback *erp, const sinv_json *root,
                                  int32_t which, sinv_shelf *to)
{
    const sinv_json *list = sinv_json_member(root, shelf_names[which]);
    salesinv_status rc = SALESINV_OK;

    if (!list)
        return refuse_state(erp, shelf_names[which]);
    for (const sinv_json *item = sinv_json_first(list); item && rc == SALESINV_OK;
         item = sinv_json_next(item))
        rc = read_entry(erp, item, shelf_names[which], to);
    return rc;
}

salesinv_status sinv_loopback_read_state(salesinv_loopback *erp, const sinv_json *root,
                                         const char *epoch)
{
    const char *saved = sinv_loopback_member(root, "epoch");
    const char *next = epoch ? epoch : saved;
    int64_t results = read_int(root, "results");
    sinv_shelf read[SINV_SHELVES] = {{0}};
    salesinv_status rc = SALESINV_OK;

    if (!next || strlen(next) > SALESINV_EPOCH_MAX)
        return sinv_err_set(erp->err, SALESINV_E_ARG, "epoch",
                            "the epoch is missing or longer than %d bytes",
                            SALESINV_EPOCH_MAX);
    for (int32_t i = 0; i < SINV_SHELVES && rc == SALESINV_OK; i++)
        rc = read_shelf(erp, root, i, &read[i]);
    for (int32_t i = 0; i < SINV_SHELVES; i++) {
        sinv_shelf *old = rc == SALESINV_OK ? &erp->shelves[i] : &read[i];

        sinv_shelf_free(erp->heap, old);
        if (rc == SALESINV_OK)
            *old = read[i];
    }
    if (rc == SALESINV_E_NOMEM)
        return sinv_err_set(erp->err, rc, NULL, "out of memory");
    if (rc != SALESINV_OK)
        return rc;
    (void)snprintf(erp->epoch, sizeof(erp->epoch), "%s", next);
    erp->change = read_int(root, "change");
    /* An id of a result is not given a second time. */
    erp->results = results > erp->results ? results : erp->results;
    return SALESINV_OK;
}
