/* SPDX-License-Identifier: Apache-2.0 */
/* Exported getters of errors and the names of status codes. */
#include <string.h>

#include "base/error_object.h"

typedef struct status_entry {
    salesinv_status code;
    const char *name;
    const char *text;
} status_entry;

static const status_entry STATUSES[] = {
    {SALESINV_OK, "OK", "success"},
    {SALESINV_ROW, "ROW", "a cursor delivered a row"},
#include "base/status_table.inc"
};

static const status_entry *find_status(salesinv_status code)
{
    for (size_t i = 0; i < sizeof(STATUSES) / sizeof(STATUSES[0]); i++)
        if (STATUSES[i].code == code)
            return &STATUSES[i];
    return NULL;
}

const char *salesinv_status_name(salesinv_status code)
{
    const status_entry *entry = find_status(code);

    return entry ? entry->name : "UNKNOWN";
}

const char *salesinv_status_text(salesinv_status code)
{
    const status_entry *entry = find_status(code);

    return entry ? entry->text : "unknown status";
}

salesinv_status salesinv_error_code(const salesinv_error *error)
{
    return error ? error->code : SALESINV_OK;
}

const char *salesinv_error_message(const salesinv_error *error)
{
    return error ? error->message : "";
}

const char *salesinv_error_field(const salesinv_error *error)
{
    return error ? error->field : "";
}

const char *salesinv_error_source(const salesinv_error *error)
{
    return error ? error->source : "";
}

int64_t salesinv_error_vendor_code(const salesinv_error *error)
{
    return error ? error->vendor_code : 0;
}

int32_t salesinv_error_is_retryable(const salesinv_error *error)
{
    switch (salesinv_error_code(error)) {
    case SALESINV_E_BUSY:
    case SALESINV_E_CONFLICT:
    case SALESINV_E_UNKNOWN_OUTCOME:
    case SALESINV_E_STORAGE_UNAVAILABLE:
    case SALESINV_E_CONNECTOR_TIMEOUT:
        return 1;
    default:
        return 0;
    }
}

int32_t salesinv_error_detail_count(const salesinv_error *error)
{
    return error ? error->detail_count : 0;
}

static const sinv_err_detail *detail_at(const salesinv_error *error, int32_t index)
{
    return error && index >= 0 && index < error->detail_count ? &error->details[index]
                                                              : NULL;
}

const char *salesinv_error_detail_key(const salesinv_error *error, int32_t index)
{
    const sinv_err_detail *detail = detail_at(error, index);

    return detail ? error->texts + detail->key : NULL;
}

const char *salesinv_error_detail_text(const salesinv_error *error, int32_t index)
{
    const sinv_err_detail *detail = detail_at(error, index);

    return detail ? error->texts + detail->text : NULL;
}

int64_t salesinv_error_detail_int(const salesinv_error *error, int32_t index)
{
    const sinv_err_detail *detail = detail_at(error, index);

    return detail ? detail->value : 0;
}

int32_t salesinv_error_detail_find(const salesinv_error *error, const char *key)
{
    for (int32_t i = 0; key && i < salesinv_error_detail_count(error); i++)
        if (strcmp(salesinv_error_detail_key(error, i), key) == 0)
            return i;
    return -1;
}

salesinv_error *salesinv_error_dup(const salesinv_error *error)
{
    sinv_heap *heap = error ? sinv_heap_create(NULL, NULL) : NULL;
    salesinv_error *copy = heap ? sinv_alloc(heap, sizeof(*copy)) : NULL;

    if (!copy) {
        sinv_heap_unref(heap);
        return NULL;
    }
    *copy = *error;
    copy->heap = heap;
    return copy;
}

void salesinv_error_free(salesinv_error *error)
{
    sinv_heap *heap;

    if (!error || !error->heap)
        return;
    heap = error->heap;
    sinv_free(heap, error);
    sinv_heap_unref(heap);
}
