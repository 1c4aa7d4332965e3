/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WORKS_H
#define WORKS_H

/*
 * A works on a file that several processes trade in. Made once with its goods, then closed: an engine does not survive a
 * fork, so every process opens its own.
 */
#include "support/fix_trade.h"

enum { WORKS_PRODUCTS = 5, WORKS_SERIALS = 1000000 };

typedef struct works {
    char folder[64];
    char path[96];
    salesinv_id tenant;
    salesinv_id account;
    salesinv_id warehouse;
    salesinv_id products[WORKS_PRODUCTS]; /* plain */
    salesinv_id tracked;                  /* serials S0000001 to S1000000 */
} works;

/** Found it with `units` of every plain product. */
void works_found(works *of, int64_t units);
/** Verify it a last time and remove its files. */
void works_close(works *of);

/** An engine with full durability and the system's clock; and a session of its administrator. */
salesinv_engine *works_engine(const works *of);
salesinv_session *works_session(const works *of, salesinv_engine *engine);
/** The verdict on the whole works must be clean. */
void works_verify(const works *of);

/**
 * One step of round `round` of the same story: order one of the serial numbers, ship it, confirm its receipt, and of every
 * third round return it and void the return. Each step has its own request key; a repeat finds what it needs by repeating.
 * Returns the status; *out_repeat tells whether it had been done already.
 */
enum { WORKS_STEPS = 5 };
salesinv_status works_step(const works *of, salesinv_session *session, int64_t round,
                           int32_t step, bool *out_repeat);
/** Has round `round` this step? */
bool works_has_step(int64_t round, int32_t step);

#endif
