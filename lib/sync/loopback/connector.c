/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP's side of the port, and the failures that it is told to have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "sync/loopback/loopback.h"

enum { POSITION_TEXT = 32 };

/* The failure that this call is to have. */
static salesinv_loopback_failure next_failure(salesinv_loopback *erp,
                                              salesinv_loopback_method method)
{
    salesinv_loopback_failure failure = erp->script[method].failure;

    if (failure == SALESINV_LOOPBACK_NONE || erp->script[method].count < 0)
        return failure;
    if (--erp->script[method].count <= 0)
        erp->script[method].failure = SALESINV_LOOPBACK_NONE;
    return failure;
}

static salesinv_status status_of(salesinv_loopback_failure failure)
{
    switch (failure) {
    case SALESINV_LOOPBACK_REFUSED:
        return SALESINV_E_CONNECTOR_REFUSED;
    case SALESINV_LOOPBACK_LOST:
    case SALESINV_LOOPBACK_UNANSWERED:
        return SALESINV_E_CONNECTOR_TIMEOUT;
    case SALESINV_LOOPBACK_MALFORMED:
        return SALESINV_E_CONNECTOR_MALFORMED;
    default:
        return SALESINV_OK;
    }
}

/* Does the call end before it does anything? */
static bool ends_at_once(salesinv_loopback_failure failure)
{
    return failure == SALESINV_LOOPBACK_REFUSED || failure == SALESINV_LOOPBACK_LOST;
}

static const char *text_of(salesinv_loopback_failure failure)
{
    return failure == SALESINV_LOOPBACK_REFUSED ? "the ERP takes nothing now"
                                                : "the ERP did not answer";
}

/* ---- describe ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    const uint64_t one = 1;
    salesinv_loopback *erp = self;
    salesinv_loopback_failure failure = next_failure(erp, SALESINV_LOOPBACK_DESCRIBE);
    const uint64_t results = one << SALESINV_KIND_OUTBOUND |
                             one << SALESINV_KIND_SHIPMENT |
                             one << SALESINV_KIND_RETURN;

    info->failure = text_of(failure);
    if (status_of(failure) != SALESINV_OK)
        return status_of(failure);
    info->pushes = one << SALESINV_KIND_ORDER | one << SALESINV_KIND_SHIPMENT |
                   one << SALESINV_KIND_RETURN;
    info->pulls = (one << (SALESINV_KIND_BATCH + 1)) - 2; /* all master data */
    info->pulls |= results | one << SALESINV_KIND_STOCK | one << SALESINV_KIND_SERIAL;
    info->brand = erp->brand;
    info->epoch = erp->epoch;
    return SALESINV_OK;
}

/* ---- pull ---- */

/* What is delivered of one kind, in the order of its changes. */
typedef struct page {
    const sinv_entry **items;
    uint32_t count;
} page;

static int compare(const void *left, const void *right)
{
    const sinv_entry *a = *(const sinv_entry *const *)left;
    const sinv_entry *b = *(const sinv_entry *const *)right;

    return (a->change > b->change) - (a->change < b->change);
}

static salesinv_status collect(salesinv_loopback *erp, salesinv_kind kind,
                               int64_t after, page *out)
{
    const sinv_shelf *records = &erp->shelves[SINV_RECORDS];

    out->items = sinv_alloc(erp->heap, (records->count + 1) * sizeof(*out->items));
    if (!out->items)
        return SALESINV_E_NOMEM;
    for (uint32_t i = 0; i < records->count; i++)
        if (records->items[i].kind == kind && records->items[i].change > after)
            out->items[out->count++] = &records->items[i];
    if (out->count > 1)
        qsort(out->items, out->count, sizeof(*out->items), compare);
    return SALESINV_OK;
}

static salesinv_status deliver(const page *of, int64_t *after, int32_t count,
                               salesinv_loopback_failure failure, salesinv_pulled *into)
{
    bool is_twice = failure == SALESINV_LOOPBACK_TWICE;
    bool is_backwards = failure == SALESINV_LOOPBACK_REORDERED;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        const sinv_entry *entry = of->items[is_backwards ? count - 1 - i : i];
        size_t size = strlen(entry->json);

        rc = salesinv_pulled_put(
            into, entry->json,
            failure == SALESINV_LOOPBACK_MALFORMED && i == 0 ? size / 2 : size);
        if (rc == SALESINV_OK && is_twice)
            rc = salesinv_pulled_put(into, entry->json, size);
        *after = entry->change > *after ? entry->change : *after;
    }
    return rc;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    salesinv_loopback *erp = self;
    salesinv_loopback_failure failure = next_failure(erp, SALESINV_LOOPBACK_PULL);
    char text[POSITION_TEXT];
    page found = {NULL, 0};
    int64_t after = 0;
    int32_t count;
    salesinv_status rc;

    if (failure == SALESINV_LOOPBACK_TWICE && (max_count /= 2) == 0)
        return SALESINV_E_CONNECTOR_REFUSED;
    if (ends_at_once(failure)) {
        salesinv_pulled_fail(into, 0, text_of(failure));
        return status_of(failure);
    }
    if (*position && sinv_decimal_parse(erp->err, "position", position,
                                        strlen(position), 0, &after) != SALESINV_OK)
        return SALESINV_E_CONNECTOR_MALFORMED;
    if ((rc = collect(erp, kind, after, &found)) != SALESINV_OK)
        return rc;
    count = found.count < (uint32_t)max_count ? (int32_t)found.count : max_count;
    rc = deliver(&found, &after, count, failure, into);
    sinv_free(erp->heap, found.items);
    (void)snprintf(text, sizeof(text), "%lld", (long long)after);
    if (rc == SALESINV_OK)
        rc = salesinv_pulled_end(into, text, (uint32_t)count == found.count);
    return rc == SALESINV_OK && failure == SALESINV_LOOPBACK_UNANSWERED
               ? status_of(failure)
               : rc;
}

/* ---- push ---- */

/* What the ERP calls a document: as it said before, else by the number that people know it by. */
static salesinv_status name_document(salesinv_loopback *erp,
                                     const salesinv_push_item *item,
                                     const sinv_json *body,
                                     char id[SALESINV_EXTERNAL_ID_MAX + 1])
{
    const char *number = sinv_loopback_member(body, "number");
    int size;

    if (item->external_id)
        size = snprintf(id, SALESINV_EXTERNAL_ID_MAX + 1, "%s", item->external_id);
    else if (number)
        size = snprintf(id, SALESINV_EXTERNAL_ID_MAX + 1, "E-%s", number);
    else
        size = snprintf(id, SALESINV_EXTERNAL_ID_MAX + 1, "E-%lld",
                        (long long)item->object);
    return size > 0 && size <= SALESINV_EXTERNAL_ID_MAX
               ? SALESINV_OK
               : sinv_err_set(erp->err, SALESINV_E_OVERFLOW, "number",
                              "the document's number is too long");
}

static void put_json(sinv_buf *to, sinv_heap *heap, const char *text, bool is_quoted)
{
    sinv_json_writer writer;

    sinv_buf_init(to, heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_json_writer_init(&writer, to);
    if (is_quoted)
        sinv_json_put_text(&writer, text, strlen(text));
    else
        sinv_json_put_raw(&writer, text, strlen(text));
}

/* The message has its one effect: the document is as it says, and its key is known. */
static salesinv_status take(sinv_changes *changes, const salesinv_push_item *item)
{
    salesinv_loopback *erp = changes->erp;
    char id[SALESINV_EXTERNAL_ID_MAX + 1];
    sinv_label document = {.kind = item->kind, .id = id, .version = item->version};
    const sinv_label message = {.kind = item->kind, .id = item->key};
    const sinv_entry *known;
    sinv_json_tree *tree;
    sinv_buf buf;
    salesinv_status rc;

    if (sinv_changes_find(changes, SINV_MESSAGES, item->kind, item->key))
        return SALESINV_OK;
    rc = sinv_json_parse(erp->err, erp->heap, item->body, item->size, &tree);
    if (rc != SALESINV_OK)
        return rc;
    rc = name_document(erp, item, sinv_json_root(tree), id);
    sinv_json_free(tree);
    if (rc != SALESINV_OK)
        return rc;
    known = sinv_changes_find(changes, SINV_DOCUMENTS, item->kind, id);
    if (!known || known->version <= item->version) {
        put_json(&buf, erp->heap, item->body, false);
        rc = sinv_changes_put(changes, SINV_DOCUMENTS, &document, &buf);
    }
    put_json(&buf, erp->heap, id, true);
    if (rc == SALESINV_OK)
        return sinv_changes_put(changes, SINV_MESSAGES, &message, &buf);
    sinv_buf_free(&buf);
    return rc;
}

/* What the message's document is called. */
static salesinv_status answer(salesinv_loopback *erp, const salesinv_push_item *item,
                              int32_t index, salesinv_answers *answers)
{
    const sinv_entry *message =
        sinv_shelf_find(&erp->shelves[SINV_MESSAGES], item->kind, item->key);
    sinv_json_tree *tree;
    salesinv_status rc;

    if (!message)
        return salesinv_answers_put(answers, index, SALESINV_E_NOT_FOUND, NULL, 0,
                                    "the ERP knows no such message");
    rc = sinv_json_parse(erp->err, erp->heap, message->json, strlen(message->json),
                         &tree);
    if (rc != SALESINV_OK)
        return rc;
    rc = salesinv_answers_put(answers, index, SALESINV_OK,
                              sinv_loopback_word(sinv_json_root(tree)), 0, NULL);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    salesinv_loopback *erp = self;
    salesinv_loopback_failure failure = next_failure(erp, SALESINV_LOOPBACK_PUSH);
    int32_t taken = failure == SALESINV_LOOPBACK_PARTIAL ? count / 2 : count;
    sinv_changes changes;
    salesinv_status rc = SALESINV_OK;

    if (ends_at_once(failure)) {
        salesinv_answers_fail(answers, 0, text_of(failure));
        return status_of(failure);
    }
    sinv_changes_start(&changes, erp);
    for (int32_t i = 0; i < taken && rc == SALESINV_OK; i++) {
        rc = take(&changes, items[i]);
        if (rc == SALESINV_OK && failure == SALESINV_LOOPBACK_TWICE)
            rc = take(&changes, items[i]);
    }
    rc = sinv_changes_end(&changes, rc);
    if (rc != SALESINV_OK) {
        salesinv_answers_fail(answers, rc, salesinv_error_message(erp->err));
        return SALESINV_E_CONNECTOR_TIMEOUT;
    }
    if (failure == SALESINV_LOOPBACK_UNANSWERED ||
        failure == SALESINV_LOOPBACK_MALFORMED) {
        salesinv_answers_fail(answers, 0, text_of(failure));
        return status_of(failure);
    }
    for (int32_t i = 0; i < taken && rc == SALESINV_OK; i++)
        rc = answer(erp, items[i], i, answers);
    return rc;
}

static salesinv_status outcome(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers)
{
    salesinv_loopback *erp = self;
    salesinv_loopback_failure failure = next_failure(erp, SALESINV_LOOPBACK_OUTCOME);

    if (status_of(failure) == SALESINV_OK)
        return answer(erp, item, 0, answers);
    salesinv_answers_fail(answers, 0, text_of(failure));
    return status_of(failure);
}

/* ---- stock ---- */

/* The figures of a stock record that is a warehouse's total; false for one of a bin or batch. */
static bool is_total(const sinv_json *record, const char *product,
                     const char *warehouse)
{
    const char *named = sinv_loopback_ref(record, "product");
    const char *place = sinv_loopback_ref(record, "warehouse");

    return named && place && strcmp(named, product) == 0 &&
           (!warehouse || strcmp(place, warehouse) == 0) &&
           !sinv_loopback_ref(record, "bin") && !sinv_loopback_ref(record, "batch");
}

static salesinv_status tell(salesinv_loopback *erp, const sinv_json *record,
                            int32_t index, salesinv_figures *into)
{
    int64_t on_hand;
    int64_t other = 0;
    bool says_available = sinv_json_member(record, "available") != NULL;
    salesinv_status rc = sinv_loopback_qty(erp, record, "on_hand", &on_hand);

    if (rc == SALESINV_OK && (says_available || sinv_json_member(record, "frozen")))
        rc = sinv_loopback_qty(erp, record, says_available ? "available" : "frozen",
                               &other);
    return rc == SALESINV_OK
               ? salesinv_figures_put(
                     into, index, sinv_loopback_ref(record, "warehouse"), on_hand,
                     says_available ? other : on_hand - other, SALESINV_TIME_NONE)
               : rc;
}

static salesinv_status tell_entry(salesinv_loopback *erp, const sinv_entry *entry,
                                  const salesinv_stock_query *query,
                                  salesinv_figures *into)
{
    sinv_json_tree *tree;
    salesinv_status rc =
        sinv_json_parse(erp->err, erp->heap, entry->json, strlen(entry->json), &tree);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < query->count && rc == SALESINV_OK; i++)
        if (is_total(sinv_json_root(tree), query->products[i], query->warehouse))
            rc = tell(erp, sinv_json_root(tree), i, into);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status realtime_stock(void *self, const salesinv_stock_query *query,
                                      salesinv_figures *into)
{
    salesinv_loopback *erp = self;
    const sinv_shelf *records = &erp->shelves[SINV_RECORDS];
    salesinv_loopback_failure failure = next_failure(erp, SALESINV_LOOPBACK_STOCK);
    salesinv_status rc = SALESINV_OK;

    if (status_of(failure) != SALESINV_OK) {
        salesinv_figures_fail(into, 0, text_of(failure));
        return status_of(failure);
    }
    for (uint32_t i = 0; i < records->count && rc == SALESINV_OK; i++)
        if (records->items[i].kind == SALESINV_KIND_STOCK &&
            !records->items[i].is_deleted)
            rc = tell_entry(erp, &records->items[i], query, into);
    return rc;
}

void sinv_loopback_methods(salesinv_loopback *erp)
{
    erp->vtable = (salesinv_connector_vtable){.struct_size = sizeof(erp->vtable),
                                              .name = erp->name,
                                              .describe = describe,
                                              .pull = pull,
                                              .push = push,
                                              .outcome = outcome,
                                              .realtime_stock = realtime_stock};
}
