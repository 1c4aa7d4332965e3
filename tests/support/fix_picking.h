/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_PICKING_H
#define FIX_PICKING_H

/* A warehouse without and one with bins, goods of every tracking, and what is proposed of them. */
#include "salesinv/picking.h"
#include "support/fix_trade.h"

typedef struct fix_picking {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id plain;
    salesinv_id tracked;
    salesinv_id batched;
    salesinv_id main;
    salesinv_id shelves; /* with the bins B-2 and A-1 */
    salesinv_id bin_b;
    salesinv_id bin_a;
    salesinv_picking *got;
    char text[512];
} fix_picking;

int fix_picking_setup(void **state);
int fix_picking_teardown(void **state);

/** A batch that expires `days` from the beginning of the story; 0: never. */
salesinv_id fix_picking_batch(fix_picking *fix, const char *code, int64_t days);
/** Goods come in on the next day; `more` is JSON behind the quantity. */
salesinv_id fix_picking_receive(fix_picking *fix, salesinv_id warehouse,
                                salesinv_id product, int64_t units, const char *more);
salesinv_id fix_picking_receive_batch(fix_picking *fix, salesinv_id of, int64_t units);
salesinv_id fix_picking_receive_bin(fix_picking *fix, salesinv_id bin, int64_t units);
salesinv_id fix_picking_receive_serials(fix_picking *fix, const char *serials,
                                        int64_t units);

/** Ask for one product; asserts success, and that nothing is written. */
void fix_pick(fix_picking *fix, salesinv_id product, salesinv_id warehouse,
              int64_t units, salesinv_pick_rule rule);
/** Ask for the lines of a document, what arrived first. */
salesinv_status fix_try_pick_for(fix_picking *fix, salesinv_kind kind, salesinv_id id,
                                 salesinv_id warehouse);
void fix_pick_for(fix_picking *fix, salesinv_kind kind, salesinv_id id);

/** Units that are missing to a line of the proposal. */
int64_t fix_picking_missing(const fix_picking *fix, int32_t line);
/** Entry `index` must be so many units of a bin and batch, for the first line. */
void fix_picking_then(const fix_picking *fix, int32_t index, salesinv_id bin,
                      salesinv_id of, int64_t units);
/** All serials that are proposed, as "A1+2 B7+1". */
const char *fix_picking_serials(fix_picking *fix);
#define assert_serials(fix, wanted)                                                    \
    assert_string_equal(fix_picking_serials(fix), wanted)

#endif
