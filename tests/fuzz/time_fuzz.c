/* SPDX-License-Identifier: Apache-2.0 */
/* Time text: what is accepted and in the printable years reads back as the same instant. */
#include <string.h>

#include "base/time.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    sinv_err *err = sinv_alloc(heap, sinv_err_size());
    char again[SINV_TIME_TEXT_MAX];
    salesinv_time value, second;
    size_t length;

    FUZZ_REQUIRE(err);
    if (sinv_time_parse(err, "time", (const char *)bytes, size, &value) ==
        SALESINV_OK) {
        length = sinv_time_format(value, again);
        if (length > 0) {
            FUZZ_REQUIRE(length < sizeof(again) && strlen(again) == length);
            FUZZ_REQUIRE(sinv_time_parse(err, "time", again, length, &second) ==
                         SALESINV_OK);
            FUZZ_REQUIRE(second == value);
        }
    }
    sinv_free(heap, err);
    sinv_heap_unref(heap);
    return 0;
}
