/* SPDX-License-Identifier: Apache-2.0 */
/* What carriers report: the first byte is the format, the rest about parcel T1. What is accepted is in order, in bounds and text. */
#include <string.h>

#include "base/text.h"
#include "fulfil/payload.h"
#include "fuzz/target.h"

static const salesinv_time NOW = INT64_C(1700180000000000);

static void require_text(const char *text, size_t max)
{
    if (!text)
        return;
    FUZZ_REQUIRE(*text && strlen(text) <= max);
    FUZZ_REQUIRE(sinv_utf8_is_valid(text, strlen(text)));
}

static void require_entries(const sinv_trace_entries *entries)
{
    FUZZ_REQUIRE(entries->count <= SINV_TRACE_PAYLOAD_MAX);
    for (uint32_t i = 0; i < entries->count; i++) {
        const sinv_trace_entry *entry = &entries->items[i];

        FUZZ_REQUIRE(entry->state == SALESINV_PARCEL_UNKNOWN ||
                     sinv_parcel_is_state(entry->state));
        FUZZ_REQUIRE(i == 0 || entries->items[i - 1].at <= entry->at);
        FUZZ_REQUIRE(entry->at > 0 && entry->at <= NOW + INT64_C(86400000000));
        require_text(entry->status, SINV_TRACE_STATUS_MAX);
        require_text(entry->place, SINV_TRACE_PLACE_MAX);
        require_text(entry->text, SINV_TRACE_TEXT_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    sinv_err *err = sinv_alloc(heap, sinv_err_size());
    sinv_trace_entries entries = {0};
    sinv_arena arena;
    salesinv_status rc;

    FUZZ_REQUIRE(err);
    sinv_arena_init(&arena, heap);
    if (size > 0) {
        const sinv_payload_source source = {.err = err,
                                            .arena = &arena,
                                            .format = bytes[0] - '0',
                                            .bytes = (const char *)bytes + 1,
                                            .size = size - 1,
                                            .tracking_number = "T1",
                                            .now = NOW};
        rc = sinv_payload_read(&source, &entries);
        FUZZ_REQUIRE(rc == SALESINV_OK || rc == SALESINV_E_CONNECTOR_MALFORMED ||
                     rc == SALESINV_E_CONNECTOR_REFUSED || rc == SALESINV_E_ARG);
        if (rc == SALESINV_OK)
            require_entries(&entries);
        else
            FUZZ_REQUIRE(salesinv_error_code(err) == rc);
    }
    sinv_arena_free(&arena);
    sinv_free(heap, err);
    FUZZ_REQUIRE(sinv_heap_read(heap).live_blocks == 0);
    sinv_heap_unref(heap);
    return 0;
}
