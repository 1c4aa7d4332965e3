/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of the sinks: for connectors, during the call that a sink was given to. They never touch the error object. */
#include "sync/sink.h"

#include <string.h>

enum { KEPT_OF_TOO_LARGE = 4096 };

/* Make room for one more item. */
static salesinv_status grow(sinv_heap *heap, void **items, size_t item_size,
                            int32_t count, int32_t *capacity)
{
    int32_t more = *capacity > 0 ? *capacity * 2 : 16;
    void *moved;

    if (count < *capacity)
        return SALESINV_OK;
    if (!(moved = sinv_realloc(heap, *items, (size_t)more * item_size)))
        return SALESINV_E_NOMEM;
    *items = moved;
    *capacity = more;
    return SALESINV_OK;
}

/* ---- records ---- */

static salesinv_status keep_record(salesinv_pulled *into, const char *json, size_t size)
{
    sinv_pulled_record record = {into->bytes.size, size, size};
    void *records = into->records;
    salesinv_status rc =
        grow(into->bytes.heap, &records, sizeof(record), into->count, &into->capacity);

    into->records = records;
    if (rc != SALESINV_OK)
        return rc;
    if (size > SALESINV_RECORD_SIZE_MAX)
        record.size = KEPT_OF_TOO_LARGE;
    sinv_buf_put(&into->bytes, json, record.size);
    if (into->bytes.status != SALESINV_OK)
        return into->bytes.status;
    into->records[into->count++] = record;
    return SALESINV_OK;
}

salesinv_status salesinv_pulled_put(salesinv_pulled *into, const char *json,
                                    size_t size)
{
    size_t kept = size > SALESINV_RECORD_SIZE_MAX ? KEPT_OF_TOO_LARGE : size;
    salesinv_status rc;

    if (!into || !json)
        return SALESINV_E_ARG;
    if (!into->is_open)
        return SALESINV_E_CLOSED;
    if (into->is_ended)
        return SALESINV_E_ARG;
    if (into->count >= into->max_count ||
        kept > SALESINV_PAGE_SIZE_MAX - into->bytes.size)
        return SALESINV_E_OVERFLOW;
    if ((rc = keep_record(into, json, size)) != SALESINV_OK)
        into->status = rc;
    return rc;
}

salesinv_status salesinv_pulled_end(salesinv_pulled *into, const char *position,
                                    int32_t is_last)
{
    size_t size;

    if (!into || !position)
        return SALESINV_E_ARG;
    if (!into->is_open)
        return SALESINV_E_CLOSED;
    if (into->is_ended)
        return SALESINV_E_ARG;
    size = strnlen(position, SALESINV_POSITION_MAX + 1);
    if (size > SALESINV_POSITION_MAX || !sinv_utf8_is_valid(position, size))
        return SALESINV_E_TEXT;
    memcpy(into->position, position, size + 1);
    into->is_last = is_last != 0;
    into->is_ended = true;
    return SALESINV_OK;
}

void salesinv_pulled_fail(salesinv_pulled *into, int64_t vendor_code, const char *text)
{
    if (into && into->is_open)
        sinv_failure_put(&into->failure, vendor_code, text);
}

/* ---- answers ---- */

/* An id of an ERP: not empty, of sensible length, a text without control characters or blanks at its ends. */
static bool is_external_id(const char *text)
{
    size_t size = strnlen(text, SALESINV_EXTERNAL_ID_MAX + 1);

    return size > 0 && size <= SALESINV_EXTERNAL_ID_MAX &&
           sinv_utf8_is_valid(text, size) && !sinv_text_has_control(text, size) &&
           text[0] != ' ' && text[size - 1] != ' ';
}

static bool says_the_same(const sinv_answer *answer, salesinv_status status,
                          const char *external_id)
{
    return answer->status == status &&
           strcmp(answer->external_id, external_id ? external_id : "") == 0;
}

static void take_answer(sinv_answer *answer, salesinv_status status,
                        const char *external_id)
{
    answer->is_put = true;
    answer->status = status;
    answer->has_external_id = external_id != NULL;
    answer->external_id[0] = '\0';
    if (external_id)
        memcpy(answer->external_id, external_id, strlen(external_id) + 1);
}

salesinv_status salesinv_answers_put(salesinv_answers *answers, int32_t index,
                                     salesinv_status status, const char *external_id,
                                     int64_t vendor_code, const char *text)
{
    sinv_answer *answer;

    if (!answers)
        return SALESINV_E_ARG;
    if (!answers->is_open)
        return SALESINV_E_CLOSED;
    if (index < 0 || index >= answers->count)
        return SALESINV_E_ARG;
    if (external_id && !is_external_id(external_id))
        return SALESINV_E_TEXT;
    answer = &answers->answers[index];
    if (answer->is_put && !says_the_same(answer, status, external_id)) {
        take_answer(answer, SALESINV_E_CONNECTOR_MALFORMED, NULL);
        sinv_failure_put(&answer->failure, vendor_code,
                         "the connector gave two different answers");
        return SALESINV_E_EXISTS;
    }
    take_answer(answer, status, external_id);
    sinv_failure_put(&answer->failure, vendor_code, text);
    return SALESINV_OK;
}

void salesinv_answers_fail(salesinv_answers *answers, int64_t vendor_code,
                           const char *text)
{
    if (answers && answers->is_open)
        sinv_failure_put(&answers->failure, vendor_code, text);
}

/* ---- figures ---- */

/* The figure of that place, or the next free one; NULL when there is no room. */
static sinv_figure *place_of(salesinv_figures *into, int32_t product,
                             const char *warehouse, salesinv_status *out_status)
{
    void *figures = into->figures;

    *out_status = SALESINV_OK;
    for (int32_t i = into->count - 1; i >= 0; i--)
        if (into->figures[i].product == product &&
            strcmp(into->figures[i].warehouse, warehouse) == 0)
            return &into->figures[i];
    *out_status = into->count < SINV_FIGURES_MAX
                      ? grow(into->heap, &figures, sizeof(*into->figures), into->count,
                             &into->capacity)
                      : SALESINV_E_OVERFLOW;
    into->figures = figures;
    return *out_status == SALESINV_OK ? &into->figures[into->count++] : NULL;
}

static salesinv_status check_figure(const salesinv_figures *into, int32_t index,
                                    const char *warehouse, salesinv_qty on_hand)
{
    if (!into)
        return SALESINV_E_ARG;
    if (!into->is_open)
        return SALESINV_E_CLOSED;
    if (index < 0 || index >= into->product_count || on_hand < 0 ||
        (!warehouse && !into->warehouse[0]))
        return SALESINV_E_ARG;
    return warehouse && !is_external_id(warehouse) ? SALESINV_E_TEXT : SALESINV_OK;
}

salesinv_status salesinv_figures_put(salesinv_figures *into, int32_t product_index,
                                     const char *warehouse, salesinv_qty on_hand,
                                     salesinv_qty available, salesinv_time at)
{
    salesinv_status rc = check_figure(into, product_index, warehouse, on_hand);
    sinv_figure *figure;

    if (rc != SALESINV_OK)
        return rc;
    if (!warehouse)
        warehouse = into->warehouse;
    figure = place_of(into, product_index, warehouse, &rc);
    if (!figure) {
        if (rc == SALESINV_E_NOMEM)
            into->status = rc;
        return rc;
    }
    *figure = (sinv_figure){
        .product = product_index, .on_hand = on_hand, .available = available, .at = at};
    memcpy(figure->warehouse, warehouse, strlen(warehouse) + 1);
    return SALESINV_OK;
}

void salesinv_figures_fail(salesinv_figures *into, int64_t vendor_code,
                           const char *text)
{
    if (into && into->is_open)
        sinv_failure_put(&into->failure, vendor_code, text);
}
