/* SPDX-License-Identifier: Apache-2.0 */
/* Decimal text: what is accepted is written back as a text that reads as the same value. */
#include <string.h>

#include "base/decimal.h"
#include "fuzz/target.h"

static void run_scale(sinv_err *err, const char *text, size_t size, int32_t scale)
{
    char again[SINV_DECIMAL_TEXT_MAX];
    int64_t value, second;
    size_t length;

    if (sinv_decimal_parse(err, "value", text, size, scale, &value) != SALESINV_OK)
        return;
    length = sinv_decimal_format(value, scale, again);
    FUZZ_REQUIRE(length > 0 && length < sizeof(again) && strlen(again) == length);
    FUZZ_REQUIRE(sinv_decimal_parse(err, "value", again, length, scale, &second) ==
                 SALESINV_OK);
    FUZZ_REQUIRE(second == value);
    FUZZ_REQUIRE(scale == 0 || again[length - 1] != '.');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    sinv_err *err = sinv_alloc(heap, sinv_err_size());

    FUZZ_REQUIRE(err);
    run_scale(err, (const char *)bytes, size, SINV_QTY_SCALE);
    run_scale(err, (const char *)bytes, size, SINV_MONEY_SCALE);
    run_scale(err, (const char *)bytes, size, 0);
    sinv_free(heap, err);
    sinv_heap_unref(heap);
    return 0;
}
