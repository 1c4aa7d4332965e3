/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: what is accepted is printed as a text that is accepted and printed the same again. */
#include <string.h>

#include "base/json.h"
#include "fuzz/target.h"

/* Parse and print; true when accepted. */
static bool print_again(sinv_err *err, sinv_heap *heap, const char *text, size_t size,
                        sinv_buf *out)
{
    sinv_json_tree *tree = NULL;
    salesinv_status rc = sinv_json_parse(err, heap, text, size, &tree);

    if (rc == SALESINV_OK)
        FUZZ_REQUIRE(sinv_json_print(sinv_json_root(tree), out) == SALESINV_OK);
    else
        FUZZ_REQUIRE(!tree);
    sinv_json_free(tree);
    return rc == SALESINV_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    sinv_err *err = sinv_alloc(heap, sinv_err_size());
    sinv_buf first, second;

    FUZZ_REQUIRE(err);
    sinv_buf_init(&first, heap, SINV_JSON_SIZE_MAX);
    sinv_buf_init(&second, heap, SINV_JSON_SIZE_MAX);
    if (print_again(err, heap, (const char *)bytes, size, &first)) {
        FUZZ_REQUIRE(sinv_utf8_is_valid(first.bytes, first.size));
        FUZZ_REQUIRE(print_again(err, heap, first.bytes, first.size, &second));
        FUZZ_REQUIRE(first.size == second.size &&
                     memcmp(first.bytes, second.bytes, first.size) == 0);
    }
    sinv_buf_free(&first);
    sinv_buf_free(&second);
    sinv_free(heap, err);
    FUZZ_REQUIRE(sinv_heap_read(heap).live_blocks == 0);
    sinv_heap_unref(heap);
    return 0;
}
