/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ERROR_H
#define SALESINV_ERROR_H

#include "salesinv/status.h"
#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/**
 * Why the last failed call failed: in one line for people and as named values for
 * programs. Borrowed from its engine or config, replaced by the next failure, left
 * alone by success. Since 0.1.
 */
typedef struct salesinv_error salesinv_error;

/** Name of a status code without prefix, e.g. "INSUFFICIENT_STOCK" (borrowed, static); "UNKNOWN" for others. Since 0.1. */
SALESINV_API const char *salesinv_status_name(salesinv_status code);

/** General text of a status code (borrowed, static). Since 0.1. */
SALESINV_API const char *salesinv_status_text(salesinv_status code);

/** The code; 0 if `error` is NULL or nothing failed yet. Since 0.1. */
SALESINV_API salesinv_status salesinv_error_code(const salesinv_error *error);

/** One line with the numbers that caused it (borrowed); "" if none. Since 0.1. */
SALESINV_API const char *salesinv_error_message(const salesinv_error *error);

/**
 * The input at fault (borrowed); "" if none. A parameter ("expected_version"), or a field by its JSON key, as "warehouse" on the
 * header and "lines[2].qty" on the line at place 2 of the draft: lines are counted from 1, the elements of payloads of carriers
 * from 0. Since 0.1.
 */
SALESINV_API const char *salesinv_error_field(const salesinv_error *error);

/** Where it arose, e.g. "storage:sqlite" (borrowed); "" for the library's own rules. Since 0.1. */
SALESINV_API const char *salesinv_error_source(const salesinv_error *error);

/** The source's own code; 0 if none. Since 0.1. */
SALESINV_API int64_t salesinv_error_vendor_code(const salesinv_error *error);

/** 1 if the same call may succeed when repeated as it is. Since 0.1. */
SALESINV_API int32_t salesinv_error_is_retryable(const salesinv_error *error);

/*
 * Details are the numbers and the names that a program needs to act on a failure. What most codes have:
 *   INSUFFICIENT_STOCK                            product, warehouse (or several together: none), wanted, on_hand, frozen,
 *                                                 available; bin and batch if it is about them; who holds it, as below; where
 *                                                 an ERP owns the stock: source ("erp" when it was asked while the order was
 *                                                 written, else "synced"), at (its time), stale (1: it was to be asked)
 *   EXCEEDS_SHIPPABLE, _RETURNABLE, _REMAINING    wanted, and what is left: shippable, returnable, open, shipped; order_line or
 *                                                 notice_line
 *   SERIAL_*                                      serial, state (a name), product, and warehouse, bin, batch as it has them;
 *                                                 SERIAL_REQUIRED and SERIAL_COUNT: wanted, named
 *   KIT_LEVEL                                     order_line, or component.1, component.2, ..: the lines to name instead
 *   PLUGIN_DISABLED                               setting: its key
 *   LICENSE_REQUIRED, QUOTA_EXHAUSTED             licence: its code; of quotas units and used
 *   FORBIDDEN                                     object and action, as roles name them (salesinv/role.h)
 *   STALE                                         expected, version
 *   INVALID_STATE                                 id, status (a name)
 * Who is in the way is said in two ways, N counting from 1:
 *   by line, for stock and serial numbers  holder.N.document (its id), holder.N.line (its number), holder.N.qty
 *   by object, for IN_USE                  holder.N.kind (SALESINV_KIND_*), holder.N.id
 * and holders_more counts those that are not named.
 */

/** Number of structured details. Since 0.1. */
SALESINV_API int32_t salesinv_error_detail_count(const salesinv_error *error);

/** Key of detail `index` (0-based, borrowed), e.g. "available" or "holder.1.document"; NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_error_detail_key(const salesinv_error *error,
                                                   int32_t index);

/** Value of detail `index` as text, numbers in decimal, quantities as decimals (borrowed); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_error_detail_text(const salesinv_error *error,
                                                    int32_t index);

/** Value of detail `index` as it is stored (ids, counts, millionths); 0 for texts. Since 0.1. */
SALESINV_API int64_t salesinv_error_detail_int(const salesinv_error *error,
                                               int32_t index);

/** Find a detail by its key: its index, or -1. Since 0.1. */
SALESINV_API int32_t salesinv_error_detail_find(const salesinv_error *error,
                                                const char *key);

/** A copy that outlives the next failure (owned: release with salesinv_error_free); NULL when out of memory. Since 0.1. */
SALESINV_API salesinv_error *salesinv_error_dup(const salesinv_error *error);

/** Release a copy. NULL is a no-op. Since 0.1. */
SALESINV_API void salesinv_error_free(salesinv_error *error);

SALESINV_END_DECLS

#endif
