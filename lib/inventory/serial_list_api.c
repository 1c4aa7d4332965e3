/* SPDX-License-Identifier: Apache-2.0 */
/* Exported lists of serials, as ranges and by the page: those of a product, those of a document line. */
#include "inventory/holder.h"
#include "inventory/line_serial.h"
#include "inventory/serial_call.h"

typedef struct list_entry {
    char first[SINV_SERIAL_TEXT_MAX + 1];
    int64_t size;
    int32_t state;
    salesinv_id warehouse;
} list_entry;

struct salesinv_serial_list {
    sinv_heap *heap; /* a reference */
    int32_t count;
    list_entry entries[];
};

static salesinv_status copy_list(sinv_txn *txn, const sinv_serial_runs *runs,
                                 salesinv_serial_list **out)
{
    salesinv_serial_list *list = sinv_alloc(
        txn->engine->heap, sizeof(*list) + runs->count * sizeof(list->entries[0]));

    if (!list)
        return sinv_txn_nomem(txn);
    list->heap = sinv_heap_ref(txn->engine->heap);
    list->count = (int32_t)runs->count;
    for (uint32_t i = 0; i < runs->count; i++) {
        const sinv_serial_run *run = &runs->items[i];
        (void)sinv_serial_format(&run->range, 0, list->entries[i].first);
        list->entries[i].size = run->range.count;
        list->entries[i].state = run->facts.state;
        list->entries[i].warehouse = run->facts.warehouse;
    }
    *out = list;
    return SALESINV_OK;
}

static salesinv_status read_list(sinv_txn *txn, sinv_call *call)
{
    sinv_serial_call *ask = call->arg;
    sinv_serial_query query = {.product = ask->product,
                               .warehouse = ask->warehouse,
                               .states = ask->state ? UINT32_C(1) << ask->state : 0,
                               .limit = (uint32_t)ask->max_count};
    sinv_serial_runs runs = {NULL, 0, 0};
    sinv_serial_run after;
    salesinv_id scope;
    salesinv_status rc = sinv_serial_scope(txn, ask->product, &scope);

    if (rc == SALESINV_OK && ask->text) {
        rc = sinv_serial_find(txn, scope, &ask->range, &after);
        if (rc == SALESINV_E_NOT_FOUND)
            return sinv_serial_unknown(txn, ask);
        query.after = &after;
    }
    if (rc == SALESINV_OK)
        rc = sinv_serial_list(txn, &query, &runs);
    return rc == SALESINV_OK ? copy_list(txn, &runs, ask->out_list) : rc;
}

/* A line of a document that the session may not read is one that is not there. */
static salesinv_status check_line(sinv_txn *txn, const sinv_serial_call *ask)
{
    bool is_readable;
    salesinv_status rc = sinv_holder_is_readable(txn, ask->line, &is_readable);

    if (rc != SALESINV_OK || is_readable)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_FORBIDDEN, "line",
                        "the session may not read the document of line %lld",
                        (long long)ask->line);
}

static salesinv_status read_line(sinv_txn *txn, sinv_call *call)
{
    sinv_serial_call *ask = call->arg;
    sinv_serial_runs runs = {NULL, 0, 0};
    salesinv_status rc = check_line(txn, ask);

    if (rc == SALESINV_OK)
        rc = sinv_line_serial_page(txn, ask->line, ask->text ? &ask->range : NULL,
                                   (uint32_t)ask->max_count, &runs);
    return rc == SALESINV_OK ? copy_list(txn, &runs, ask->out_list) : rc;
}

salesinv_status salesinv_serial_find(salesinv_session *session, salesinv_id product,
                                     salesinv_id warehouse, salesinv_serial_state state,
                                     const char *after, int32_t max_count,
                                     salesinv_serial_list **out_list)
{
    sinv_serial_call ask = {.product = product,
                            .text = after && after[0] ? after : NULL,
                            .warehouse = warehouse,
                            .state = state,
                            .max_count = max_count,
                            .out_list = out_list};

    if (!out_list)
        return sinv_session_missing(session, "out_list");
    *out_list = NULL;
    return sinv_serial_ask(session, "serial.find", read_list, &ask);
}

salesinv_status salesinv_serial_find_line(salesinv_session *session, salesinv_id line,
                                          const char *after, int32_t max_count,
                                          salesinv_serial_list **out_list)
{
    sinv_serial_call ask = {.text = after && after[0] ? after : NULL,
                            .line = line,
                            .is_of_line = true,
                            .max_count = max_count,
                            .out_list = out_list};

    if (!out_list)
        return sinv_session_missing(session, "out_list");
    *out_list = NULL;
    return sinv_serial_ask(session, "serial.find_line", read_line, &ask);
}

static const list_entry *entry_at(const salesinv_serial_list *list, int32_t index)
{
    return list && index >= 0 && index < list->count ? &list->entries[index] : NULL;
}

int32_t salesinv_serial_list_count(const salesinv_serial_list *list)
{
    return list ? list->count : 0;
}

const char *salesinv_serial_list_first(const salesinv_serial_list *list, int32_t index)
{
    const list_entry *entry = entry_at(list, index);

    return entry ? entry->first : NULL;
}

int64_t salesinv_serial_list_size(const salesinv_serial_list *list, int32_t index)
{
    const list_entry *entry = entry_at(list, index);

    return entry ? entry->size : 0;
}

salesinv_serial_state salesinv_serial_list_state(const salesinv_serial_list *list,
                                                 int32_t index)
{
    const list_entry *entry = entry_at(list, index);

    return entry ? entry->state : 0;
}

salesinv_id salesinv_serial_list_warehouse(const salesinv_serial_list *list,
                                           int32_t index)
{
    const list_entry *entry = entry_at(list, index);

    return entry ? entry->warehouse : 0;
}

void salesinv_serial_list_free(salesinv_serial_list *list)
{
    sinv_heap *heap;

    if (!list)
        return;
    heap = list->heap;
    sinv_free(heap, list);
    sinv_heap_unref(heap);
}
