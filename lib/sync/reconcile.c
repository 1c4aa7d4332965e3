/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing records with what is here, one page in one transaction. */
#include "sync/reconcile.h"

#include <string.h>

#include "salesinv/catalog.h"
#include "sync/inbox_row.h"
#include "sync/inbox_try.h"
#include "sync/link.h"
#include "sync/registry.h"

uint64_t sinv_reconcile_kinds(void)
{
    static const salesinv_kind documents[] = {
        SALESINV_KIND_OUTBOUND, SALESINV_KIND_SHIPMENT, SALESINV_KIND_RETURN};
    uint64_t kinds = sinv_pull_kinds_mask();

    for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
        kinds &= ~SINV_SYNC_BIT(documents[i]);
    return kinds;
}

/* ---- the report ---- */

/* The keys of the fields that were others. */
static void put_fields(sinv_json_writer *json, const sinv_kind *kind,
                       const sinv_applied *applied)
{
    sinv_json_put_key(json, "fields");
    sinv_json_begin_array(json);
    for (int32_t i = 0; i < kind->field_count; i++) {
        const sinv_field *field = &kind->fields[i];
        if (field->column >= 0 && (applied->changed >> field->column & 1))
            sinv_json_put_text(json, field->key, strlen(field->key));
    }
    if (applied->has_new_lines)
        sinv_json_put_text(json, "lines", 5);
    sinv_json_end_array(json);
}

static void put_difference(sinv_json_writer *json, const sinv_record *record,
                           const char *what, const sinv_upsert_row *row,
                           const sinv_applied *applied, const sinv_kind *kind)
{
    sinv_json_begin_object(json);
    sinv_json_put_member_text(json, "what", what);
    sinv_json_put_member_text(json, "external_id", record->external_id);
    if (record->object != 0) {
        sinv_json_put_key(json, "id");
        sinv_json_put_int(json, record->object);
    }
    if (row->status != SALESINV_OK) {
        sinv_json_put_member_text(json, "code", salesinv_status_name(row->status));
        sinv_json_put_member_text(json, "field", row->field);
        sinv_json_put_member_text(json, "reason", row->message);
    } else if (kind && strcmp(what, "different") == 0) {
        put_fields(json, kind, applied);
    }
    sinv_json_end_object(json);
}

static salesinv_status note(sinv_txn *txn, sinv_reconcile *of, sinv_compared how,
                            const sinv_record *record, const sinv_upsert_row *row,
                            const sinv_applied *applied)
{
    static const char *const names[SINV_COMPARED_COUNT] = {
        "same", "different", "missing_here", "missing_there", "refused"};
    sinv_json_writer json;

    of->page_counts[how]++;
    if (how == SINV_COMPARED_SAME ||
        of->listed + of->page_listed >= SINV_RECONCILE_LISTED)
        return SALESINV_OK;
    if (of->page_listed++ > 0)
        sinv_buf_put_char(&of->page, ',');
    sinv_json_writer_init(&json, &of->page);
    put_difference(&json, record, names[how], row, applied,
                   sinv_kind_of(txn->engine, record->kind));
    return of->page.status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* A transaction that runs again has found nothing yet. */
static salesinv_status start(sinv_txn *txn, sinv_reconcile *of, sinv_inbox *out)
{
    memset(of->page_counts, 0, sizeof(of->page_counts));
    sinv_buf_clear(&of->page);
    of->page_listed = 0;
    return sinv_inbox_open(txn, of->connector->name, out);
}

/* ---- one record ---- */

static sinv_compared how_of(const sinv_record *record, const sinv_upsert_row *row)
{
    if (row->status != SALESINV_OK)
        return record->object == 0 ? SINV_COMPARED_MISSING_HERE : SINV_COMPARED_REFUSED;
    if (row->outcome == SALESINV_UPSERT_CREATED)
        return SINV_COMPARED_MISSING_HERE;
    return row->outcome == SALESINV_UPSERT_UPDATED ? SINV_COMPARED_DIFFERENT
                                                   : SINV_COMPARED_SAME;
}

/* The version that was delivered is the one that is here now. */
static salesinv_status put_link(sinv_txn *txn, const sinv_record *record,
                                const sinv_applied *applied)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    const sinv_link_state state = {.object = applied->object,
                                   .version = record->version,
                                   .epoch = record->epoch,
                                   .digest = record->digest,
                                   .is_deleted = record->is_deleted,
                                   .place = applied->place};
    salesinv_status rc = sinv_link_put(txn, &key, &state);

    return rc == SALESINV_OK
               ? sinv_inbox_settle(txn, record, applied->object, applied->outcome)
               : rc;
}

static salesinv_status compare(sinv_txn *txn, sinv_reconcile *of, sinv_record *record)
{
    sinv_upsert_row row = {.status = SALESINV_OK};
    sinv_applied applied;
    salesinv_status rc = sinv_inbox_apply(txn, record, &applied);

    row.outcome = applied.outcome;
    if (rc == SALESINV_OK)
        rc = put_link(txn, record, &applied);
    else
        rc = sinv_inbox_refuse(txn, rc, &row);
    return rc == SALESINV_OK
               ? note(txn, of, how_of(record, &row), record, &row, &applied)
               : rc;
}

static salesinv_status read_and_compare(sinv_txn *txn, sinv_reconcile *of,
                                        const sinv_inbox *inbox, const sinv_json *root)
{
    sinv_record record;
    sinv_upsert_row row;
    sinv_news news;
    salesinv_status rc = sinv_record_read(txn, inbox, root, &record);

    if (rc != SALESINV_OK) {
        rc = sinv_inbox_refuse(txn, rc, &row);
        return rc == SALESINV_OK
                   ? note(txn, of, SINV_COMPARED_REFUSED, &record, &row, NULL)
                   : rc;
    }
    if ((rc = sinv_record_judge(txn, &record, &news)) != SALESINV_OK ||
        record.is_deleted) /* as one that was not delivered */
        return rc;
    if (sinv_seen_add(&of->seen, record.external_id) != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return compare(txn, of, &record);
}

static salesinv_status compare_text(sinv_txn *txn, sinv_reconcile *of,
                                    const sinv_inbox *inbox, int32_t index)
{
    const salesinv_pulled *pulled = &of->connector->pulled;
    const sinv_record nameless = {.external_id = ""};
    sinv_json_tree *tree;
    sinv_upsert_row row;
    salesinv_status rc = sinv_json_parse_foreign(txn->err, txn->engine->heap,
                                                 sinv_pulled_bytes(pulled, index),
                                                 pulled->records[index].size, &tree);

    if (rc == SALESINV_OK) {
        rc = read_and_compare(txn, of, inbox, sinv_json_root(tree));
        sinv_json_free(tree);
        return rc;
    }
    rc = sinv_inbox_refuse(txn, rc, &row);
    return rc == SALESINV_OK
               ? note(txn, of, SINV_COMPARED_REFUSED, &nameless, &row, NULL)
               : rc;
}

salesinv_status sinv_reconcile_page(sinv_txn *txn, sinv_reconcile *of)
{
    int32_t count = of->connector->pulled.count;
    sinv_inbox inbox;
    salesinv_status rc = start(txn, of, &inbox);

    inbox.kind = of->kind;
    for (int32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        rc = compare_text(txn, of, &inbox, i);
        if (rc == SALESINV_OK)
            rc = sinv_txn_poll(txn, i + 1, count);
    }
    return rc;
}

/* ---- what is not there any more ---- */

typedef struct missing_list {
    sinv_record *items;
    uint32_t count;
    uint32_t capacity;
} missing_list;

/* What an applier is given instead of a record that nobody delivers any more. */
static salesinv_status take_missing(sinv_txn *txn, const sinv_reconcile *of,
                                    const sinv_row *link, missing_list *list)
{
    const char *id = sinv_row_text(link, SINV_LINK_EXTERNAL_ID);
    sinv_record *record;
    salesinv_status rc;

    if (sinv_row_int(link, SINV_LINK_OBJECT) == 0 ||
        sinv_row_int(link, SINV_LINK_IS_DELETED) || sinv_seen_has(&of->seen, id))
        return SALESINV_OK;
    rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items), list->count,
                       &list->capacity);
    if (rc != SALESINV_OK)
        return rc;
    record = &list->items[list->count++];
    *record = (sinv_record){.connector = of->connector->name,
                            .epoch = sinv_row_int(link, SINV_LINK_EPOCH),
                            .kind = of->kind,
                            .is_deleted = true,
                            .object = sinv_row_int(link, SINV_LINK_OBJECT),
                            .place = {sinv_row_int(link, SINV_LINK_WAREHOUSE),
                                      sinv_row_int(link, SINV_LINK_BIN),
                                      sinv_row_int(link, SINV_LINK_BATCH)}};
    record->external_id = sinv_arena_text(txn->arena, id, strlen(id));
    return record->external_id ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status find_missing(sinv_txn *txn, const sinv_reconcile *of,
                                    missing_list *list)
{
    sinv_range range = {.prefix = SINV_LINK_KIND + 1};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LINK, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_LINK_CONNECTOR, of->connector->name);
    sinv_row_set_int(row, SINV_LINK_KIND, of->kind);
    if (row->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    range.from = row;
    if ((rc = sinv_scan_start(txn, SINV_T_LINK, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take_missing(txn, of, row, list)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

/* Version 0: whatever the ERP delivers under the id once more is news. */
static salesinv_status end_link(sinv_txn *txn, const sinv_record *record)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    const sinv_link_state state = {.object = record->object,
                                   .epoch = record->epoch,
                                   .is_deleted = true,
                                   .place = record->place};

    return sinv_link_put(txn, &key, &state);
}

static salesinv_status end(sinv_txn *txn, sinv_reconcile *of, const sinv_record *record)
{
    sinv_upsert_row row = {.status = SALESINV_OK};
    sinv_applied applied;
    salesinv_status rc = sinv_inbox_apply(txn, record, &applied);

    if (rc == SALESINV_OK)
        rc = end_link(txn, record);
    else
        rc = sinv_inbox_refuse(txn, rc, &row);
    return rc == SALESINV_OK
               ? note(txn, of, SINV_COMPARED_MISSING_THERE, record, &row, &applied)
               : rc;
}

salesinv_status sinv_reconcile_rest(sinv_txn *txn, sinv_reconcile *of)
{
    missing_list list = {NULL, 0, 0};
    sinv_json_tree *nothing;
    sinv_inbox inbox;
    salesinv_status rc;

    if ((rc = start(txn, of, &inbox)) != SALESINV_OK ||
        (rc = find_missing(txn, of, &list)) != SALESINV_OK ||
        (rc = sinv_json_parse(txn->err, txn->engine->heap, "{}", 2, &nothing)) !=
            SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < list.count && rc == SALESINV_OK; i++) {
        list.items[i].root = sinv_json_root(nothing);
        rc = end(txn, of, &list.items[i]);
        if (rc == SALESINV_OK)
            rc = sinv_txn_poll(txn, (int64_t)i + 1, list.count);
    }
    sinv_json_free(nothing);
    return rc;
}
