/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_CATALOG_H
#define SALESINV_CATALOG_H

/*
 * Upserting master data: categories, units, products, accounts, warehouses, bins and batches as another
 * system has them, by code or external id, with a result for each.
 */
#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/** What became of the drafts of one upsert, in their order. Immutable snapshot. Since 0.1. */
typedef struct salesinv_upsert salesinv_upsert;

/** Values of salesinv_upsert_outcome. Since 0.1. */
enum {
    SALESINV_UPSERT_CREATED = 1,   /**< There was none: it was created. */
    SALESINV_UPSERT_UPDATED = 2,   /**< It was changed. */
    SALESINV_UPSERT_UNCHANGED = 3, /**< It is so already: no version, no event. */
    SALESINV_UPSERT_REFUSED =
        4, /**< Nothing was done; status, field and message say why. */
    SALESINV_UPSERT_IGNORED =
        5 /**< A record of an ERP that is outrun: nothing was done. */
};

enum {
    SALESINV_UPSERT_MAX = 10000 /**< Most drafts of one upsert. */
};

/**
 * Create or change many objects of one kind, in one transaction.
 *
 * Each draft means the object with its external id, else that with its code (bins: within their warehouse); if there
 * is none, a new one. What it does not set stays as it is. Lines replace the stored set, unless they say the same.
 * A draft that is refused changes nothing and does not stop the others; they take effect in their order, so a later one
 * may rely on an earlier one. The same code twice in one call is an update of the first.
 *
 * @param session      The session (borrowed), of a user who may create (and, for objects that exist, change) the kind.
 * @param kind         One of SALESINV_KIND_CATEGORY .. SALESINV_KIND_BATCH.
 * @param drafts       `count` drafts of that kind (borrowed).
 * @param count        How many, 0..SALESINV_UPSERT_MAX.
 * @param flags        0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL. A repeat reports what is stored now.
 * @param out_upsert   Receives the result of each draft, NULL on failure (owned: release with salesinv_upsert_free); may be NULL.
 * @return SALESINV_OK, also when drafts were refused; else nothing changed and one of
 *         SALESINV_E_ARG               a draft is missing or of another kind, or a value is out of range,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session may create this kind,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_INTERRUPTED, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_catalog_upsert(
    salesinv_session *session, salesinv_kind kind, const salesinv_draft *const *drafts,
    int32_t count, uint32_t flags, const char *request_key,
    salesinv_upsert **out_upsert);

/** Number of drafts; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_upsert_count(const salesinv_upsert *upsert);

/** 1 if the call repeated an earlier request. Since 0.1. */
SALESINV_API int32_t salesinv_upsert_is_repeat(const salesinv_upsert *upsert);

/**
 * Why a draft was refused.
 *
 * @param upsert  The report (borrowed); may be NULL.
 * @param index   Place of the draft, from 0.
 * @return SALESINV_OK if it was not refused or there is none, else one of SALESINV_E_ARG, SALESINV_E_TEXT,
 *         SALESINV_E_OVERFLOW, SALESINV_E_NOT_FOUND, SALESINV_E_EXISTS, SALESINV_E_INVALID_STATE or a code of -3xx.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_upsert_status(const salesinv_upsert *upsert,
                                                    int32_t index);

/** What became of draft `index`: SALESINV_UPSERT_*; 0 if there is none. Since 0.1. */
SALESINV_API int32_t salesinv_upsert_outcome(const salesinv_upsert *upsert,
                                             int32_t index);

/** The object of draft `index`; 0 if it was refused. Since 0.1. */
SALESINV_API salesinv_id salesinv_upsert_id(const salesinv_upsert *upsert,
                                            int32_t index);

/** Why draft `index` was refused, in words (borrowed until freed); NULL if it was not. Since 0.1. */
SALESINV_API const char *salesinv_upsert_message(const salesinv_upsert *upsert,
                                                 int32_t index);

/** Which field of draft `index` was refused (borrowed until freed), e.g. "code"; NULL if none. Since 0.1. */
SALESINV_API const char *salesinv_upsert_field(const salesinv_upsert *upsert,
                                               int32_t index);

/** Release. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_upsert_free(salesinv_upsert *upsert);

SALESINV_END_DECLS

#endif
