/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_VERIFY_H
#define SINV_DOCUMENT_VERIFY_H

/*
 * The frame of salesinv_verify: each layer contributes checks, assembly lists them, and all of
 * them read the same snapshot. A check walks tables in key order and reports what it finds;
 * it never stops at a violation. Sums over keys that come in another order are kept in a tally.
 */
#include "base/checked.h"
#include "document/kind.h"
#include "salesinv/verify.h"

typedef struct sinv_verify {
    sinv_txn *txn;
    salesinv_verdict *verdict;
} sinv_verify;

struct sinv_verify_check {
    const char *name; /* for progress and profiles */
    salesinv_status (*run)(sinv_verify *verify);
};

/** Count a row that was read; polls for interrupts now and then. */
salesinv_status sinv_verify_count(sinv_verify *verify);
/** Note a violation. */
salesinv_status sinv_verify_report(sinv_verify *verify, const char *invariant,
                                   int64_t object, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Walk all rows of a table (index 0: primary key) in order, counted; `visit` may be NULL-safe about state. */
salesinv_status sinv_verify_walk(sinv_verify *verify, int32_t table, int32_t index,
                                 salesinv_status (*visit)(sinv_verify *verify,
                                                          const sinv_row *row,
                                                          void *state),
                                 void *state);

/** A sum over rows that may be damaged: stops at the ends, where no honest figure is. */
static inline int64_t sinv_verify_sum(int64_t a, int64_t b)
{
    int64_t sum = b < 0 ? INT64_MIN : INT64_MAX;

    (void)sinv_add_i64(a, b, &sum);
    return sum;
}

/** Sums by a pair of keys: a hash table in the transaction's arena. */
enum { SINV_TALLY_SUMS = 5 };
typedef struct sinv_tally_entry {
    int64_t a;
    int64_t b;
    int64_t sums[SINV_TALLY_SUMS];
    bool is_used;
} sinv_tally_entry;
typedef struct sinv_tally {
    sinv_tally_entry *entries;
    uint32_t count;
    uint32_t capacity;
} sinv_tally;
/** The entry of (a, b), made if missing. */
salesinv_status sinv_tally_at(sinv_txn *txn, sinv_tally *tally, int64_t a, int64_t b,
                              sinv_tally_entry **out);
static inline void sinv_tally_add(sinv_tally_entry *entry, int32_t which, int64_t value)
{
    entry->sums[which] = sinv_verify_sum(entry->sums[which], value);
}
/** The entry of (a, b), NULL if missing. */
const sinv_tally_entry *sinv_tally_find(const sinv_tally *tally, int64_t a, int64_t b);

/* The checks of this layer: I8, I10, I12; I20. */
salesinv_status sinv_verify_versions(sinv_verify *verify);
salesinv_status sinv_verify_licences(sinv_verify *verify);

#endif
