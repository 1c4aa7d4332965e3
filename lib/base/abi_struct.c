/* SPDX-License-Identifier: Apache-2.0 */
/* The one place where the compatibility of sized structs is decided. */
#include "base/abi_struct.h"

#include <string.h>

enum { ABI_STRUCT_MAX = 4096 };

salesinv_status sinv_abi_import(sinv_err *err, void *to, size_t known, size_t oldest,
                                const void *from)
{
    const unsigned char *bytes = from;
    uint32_t given;

    memset(to, 0, known);
    if (!from)
        return sinv_err_set(err, SALESINV_E_ARG, "struct_size",
                            "the structure is missing");
    memcpy(&given, from, sizeof(given));
    if (given < sizeof(given) || given > ABI_STRUCT_MAX)
        return sinv_err_set(err, SALESINV_E_ABI_SIZE, "struct_size",
                            "struct_size %u is not in 4..%d", given, ABI_STRUCT_MAX);
    if (given < oldest)
        return sinv_err_set(err, SALESINV_E_ABI_TOO_OLD, "struct_size",
                            "struct_size %u is below the first version's %zu", given,
                            oldest);
    for (size_t i = known; i < given; i++)
        if (bytes[i] != 0)
            return sinv_err_set(err, SALESINV_E_ABI_TOO_NEW, "struct_size",
                                "byte %zu is set, only %zu are known", i, known);
    memcpy(to, from, given < known ? given : known);
    return SALESINV_OK;
}
