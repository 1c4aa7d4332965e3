/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_VERIFY_H
#define SALESINV_VERIFY_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/** What salesinv_verify found; an immutable snapshot. Since 0.1. */
typedef struct salesinv_verdict salesinv_verdict;

/**
 * Recompute the books from the ledger and name every invariant that does not hold.
 *
 * Checks, in one consistent reading of the tenant: I1 on hand = sum of movements, also of each bin and batch, and
 * where goods must lie in these they make up all of it; I2 frozen = open freezes; I3 nothing negative, frozen above
 * on hand only under "allow"; I4 serial runs do not overlap, and a promised run is held by a line that waits for
 * approval; I5 serials in a warehouse = on hand; I6, I7 counters of order, shipment and return lines, receipts
 * included; I8 request keys name what is on record; I9 outbox states; I10 versions and events, and no object is lost;
 * I12 states; I13 component lines make up the kits of their orders; I14 the life of every serial is an unbroken chain; I15 the state
 * of every parcel is that of its trace; I16 totals of an ERP that it did not give are the sums of its bins and batches; I20 the used units of a quota are
 * those that events and reservations say; I21 the edition is the one switched to last, of its requests one at most is
 * open, and with an ERP nothing is frozen; I22 documents of an ERP's goods move nothing here. I11, no number twice, needs no check: numbers are
 * made from ids, and ids are keys.
 * A violation never occurs in normal work: report it. Reports progress; can be interrupted.
 *
 * @param session      The session (borrowed); needs the right to verify (of the built-in roles: admin).
 * @param out_verdict  Receives the verdict, NULL on failure (owned: release with salesinv_verdict_free).
 * @return SALESINV_OK whether clean or not, else one of
 *         SALESINV_E_ARG, SALESINV_E_FORBIDDEN, SALESINV_E_INTERRUPTED, SALESINV_E_NOMEM, a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_verify(salesinv_session *session,
                                             salesinv_verdict **out_verdict);

/** 1 if every invariant holds; 0 otherwise and for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_verdict_is_clean(const salesinv_verdict *verdict);

/** Number of stored rows that were checked. Since 0.1. */
SALESINV_API int64_t salesinv_verdict_rows(const salesinv_verdict *verdict);

/** Number of violations found. Since 0.1. */
SALESINV_API int64_t salesinv_verdict_count(const salesinv_verdict *verdict);

/** Number of violations that are described, at most 1 000. Since 0.1. */
SALESINV_API int32_t salesinv_verdict_described(const salesinv_verdict *verdict);

/** Invariant of violation `index` (0-based, borrowed), e.g. "I1"; NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_verdict_invariant(const salesinv_verdict *verdict,
                                                    int32_t index);

/** One line with the row and the numbers of violation `index` (borrowed); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_verdict_message(const salesinv_verdict *verdict,
                                                  int32_t index);

/** Object that violation `index` is about: an id, or a line id; 0 if none. Since 0.1. */
SALESINV_API int64_t salesinv_verdict_object(const salesinv_verdict *verdict,
                                             int32_t index);

/** Release a verdict. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_verdict_free(salesinv_verdict *verdict);

SALESINV_END_DECLS

#endif
