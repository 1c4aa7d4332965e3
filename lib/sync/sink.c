/* SPDX-License-Identifier: Apache-2.0 */
/* Life of the sinks; what connectors put into them is in sink_api.c. */
#include "sync/sink.h"

#include <string.h>

/* Bytes of the character at `text`, 0 if it is none. */
static size_t character(const char *text)
{
    for (size_t size = 1; size <= 4; size++) {
        if (sinv_utf8_is_valid(text, size))
            return size;
        if (text[size] == '\0')
            return 0;
    }
    return 0;
}

void sinv_failure_put(sinv_failure *failure, int64_t vendor_code, const char *text)
{
    size_t used = 0;

    failure->vendor_code = vendor_code;
    while (text && *text) {
        size_t size = character(text);
        bool is_plain = size > 0 && !sinv_text_has_control(text, size);
        if (size == 0)
            size = 1;
        if (used + size > SINV_FAILURE_MAX)
            break;
        if (is_plain) {
            memcpy(failure->text + used, text, size);
            used += size;
        } else {
            failure->text[used++] = '?';
        }
        text += size;
    }
    failure->text[used] = '\0';
}

void sinv_pulled_init(salesinv_pulled *pulled, sinv_heap *heap)
{
    sinv_buf_init(&pulled->bytes, heap, SALESINV_PAGE_SIZE_MAX);
}

void sinv_pulled_free(salesinv_pulled *pulled)
{
    sinv_free(pulled->bytes.heap, pulled->records);
    sinv_buf_free(&pulled->bytes);
}

void sinv_pulled_open(salesinv_pulled *pulled, int32_t max_count)
{
    sinv_buf_clear(&pulled->bytes);
    pulled->is_ended = false;
    pulled->is_last = false;
    pulled->status = SALESINV_OK;
    pulled->max_count = max_count;
    pulled->count = 0;
    pulled->position[0] = '\0';
    sinv_failure_put(&pulled->failure, 0, NULL);
    pulled->is_open = true;
}

const char *sinv_pulled_bytes(const salesinv_pulled *pulled, int32_t index)
{
    return pulled->bytes.bytes + pulled->records[index].at;
}

void sinv_answers_init(salesinv_answers *answers, sinv_heap *heap)
{
    answers->heap = heap;
}

void sinv_answers_free(salesinv_answers *answers)
{
    sinv_free(answers->heap, answers->answers);
}

salesinv_status sinv_answers_open(salesinv_answers *answers, int32_t count)
{
    if (count > answers->capacity) {
        sinv_answer *more = sinv_realloc(answers->heap, answers->answers,
                                         (size_t)count * sizeof(*more));
        if (!more)
            return SALESINV_E_NOMEM;
        answers->answers = more;
        answers->capacity = count;
    }
    memset(answers->answers, 0, (size_t)count * sizeof(*answers->answers));
    answers->count = count;
    sinv_failure_put(&answers->failure, 0, NULL);
    answers->is_open = true;
    return SALESINV_OK;
}

void sinv_figures_init(salesinv_figures *figures, sinv_heap *heap)
{
    figures->heap = heap;
}

void sinv_figures_free(salesinv_figures *figures)
{
    sinv_free(figures->heap, figures->figures);
}

void sinv_figures_open(salesinv_figures *figures, const salesinv_stock_query *query)
{
    size_t size = query->warehouse ? strlen(query->warehouse) : 0;

    figures->product_count = query->count;
    figures->status = SALESINV_OK;
    figures->count = 0;
    if (size > SALESINV_EXTERNAL_ID_MAX)
        size = 0;
    if (size > 0)
        memcpy(figures->warehouse, query->warehouse, size);
    figures->warehouse[size] = '\0';
    sinv_failure_put(&figures->failure, 0, NULL);
    figures->is_open = true;
}
