/* SPDX-License-Identifier: Apache-2.0 */
/* The storage suite over the example that a stranger would write. */
#define CUSTOM_STORAGE_WITHOUT_MAIN
#include "../../examples/custom_storage.c" /* NOLINT(bugprone-suspicious-include) */

#include "conformance/storage_suite.h"

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    (void)context;
    (void)heap;
    out->methods = &custom_storage;
    out->destroy = destroy_store;
    out->self = create_store();
    return out->self ? SALESINV_OK : SALESINV_E_NOMEM;
}

int main(void)
{
    storage_maker maker = {
        .name = "custom storage", .quirks = {.is_private = true}, .make = make};

    return storage_suite_run(&maker);
}
