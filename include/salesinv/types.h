/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_TYPES_H
#define SALESINV_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "salesinv/export.h"
#include "salesinv/status.h"

SALESINV_BEGIN_DECLS

/** Result of a call: 0 is success, 1 a row (cursors only), negative a SALESINV_E_* code of salesinv/status.h. Since 0.1. */
typedef int32_t salesinv_status;

/** Identity of a stored object: > 0 and below 2^47, unique per tenant over all kinds; 0 is none. Since 0.1. */
typedef int64_t salesinv_id;

/** Quantity in millionths of the product's base unit: 5 pieces are 5000000. Since 0.1. */
typedef int64_t salesinv_qty;

/** Amount in 1/10 000 of the currency unit: 9.50 is 95000. Since 0.1. */
typedef int64_t salesinv_money;

/** Instant in microseconds since 1970-01-01 UTC; SALESINV_TIME_NONE is unset. Since 0.1. */
typedef int64_t salesinv_time;
#define SALESINV_TIME_NONE INT64_MIN

/** Kind of a stored object: one of SALESINV_KIND_*. Since 0.1. */
typedef int32_t salesinv_kind;

/** A field of a kind: one of SALESINV_F_*. Since 0.1. */
typedef int32_t salesinv_field;

enum {
    SALESINV_ROW = 1 /**< A cursor delivered a row. */
};

SALESINV_END_DECLS

#endif
