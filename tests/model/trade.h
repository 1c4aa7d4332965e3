/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_TRADE_H
#define MODEL_TRADE_H

/*
 * A small works trades at random, in the library and in a reference that keeps every unit and every serial by itself
 * (reference.h). Each step must be accepted by both or refused with a code that the rules give, and afterwards stock, the counters of every
 * document that the step touched, and all serials are equal.
 *
 * SALESINV_STEPS says how many steps, SALESINV_SEED repeats a run. A failure prints the seed of its works and the
 * steps before it: with that seed the works is the first one.
 */
#include <stdbool.h>

/** `steps` steps, unless SALESINV_STEPS says otherwise; is_synced: an ERP owns the stock and tells by records what it does. */
void trade_at_random(bool is_synced, int steps);

#endif
