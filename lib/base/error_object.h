/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_ERROR_OBJECT_H
#define SINV_BASE_ERROR_OBJECT_H

/* The inside of an error, for base/error.c and its getters alone. */
#include <stdbool.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/error.h"

typedef struct sinv_err_detail {
    uint16_t key; /* offsets into texts */
    uint16_t text;
    int64_t value;
} sinv_err_detail;

struct salesinv_error {
    salesinv_status code;
    int32_t detail_count;
    uint32_t text_used;
    int64_t vendor_code;
    sinv_heap *heap; /* of a copy: what to free it with; NULL: embedded */
    char message[SINV_ERR_MESSAGE_MAX];
    char field[SINV_ERR_FIELD_MAX];
    char source[SINV_ERR_SOURCE_MAX];
    sinv_err_detail details[SINV_ERR_DETAIL_MAX];
    char texts[SINV_ERR_DETAIL_TEXT];
};

#endif
