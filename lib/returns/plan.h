/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLAN_H
#define SINV_RETURNS_PLAN_H

/*
 * What a return's check finds out and its apply then carries out: the orders and shipments that the goods
 * left on, how each line splits into what was never shipped and goods, and on which shipment lines these
 * are booked. Kept in doc->plan.
 */
#include "inventory/goods.h"
#include "returns/return_order.h"
#include "returns/shipment_set.h"
#include "sales/order_set.h"
#include "sales/users.h"

/** What a verb does to a return; void depends on the status that it finds. */
typedef enum sinv_return_step {
    SINV_RETURN_NOTHING, /* a draft: nobody knows of it */
    SINV_RETURN_PEND,    /* into approval */
    SINV_RETURN_CONFIRM, /* in effect: goods in too, unless they come separately */
    SINV_RETURN_TAKE_IN, /* goods in, later */
    SINV_RETURN_RELEASE, /* back from approval */
    SINV_RETURN_GIVE_UP, /* what did not come in will not */
    SINV_RETURN_UNDO     /* goods out again */
} sinv_return_step;

/** Part of a return line, booked on the shipment line that it left on; no shipment: never shipped. */
typedef struct sinv_booking {
    uint32_t line;         /* of the return */
    sinv_order_line order; /* every shipment line has one */
    sinv_doc *shipment;
    uint32_t index;    /* of the shipment's line */
    salesinv_id batch; /* of the goods, 0: none */
    int64_t qty;       /* stored, as the next one */
    int64_t received;  /* of it, came in */
    int64_t moving;    /* in this step */
} sinv_booking;

/** A line of the return. */
typedef struct sinv_return_line {
    sinv_order_line order; /* .order NULL: the line names none */
    sinv_doc *shipment;    /* NULL: likewise */
    uint32_t index;        /* of the shipment's line */
    bool is_out;           /* goods out of an exchange */
    int64_t unshipped;     /* of the quantity */
    int64_t moving;        /* goods that this step is about */
    int64_t own;           /* goods out: frozen under the line */
} sinv_return_line;

typedef struct sinv_return_plan {
    sinv_order_set orders;
    sinv_shipment_set shipments;
    sinv_return_line *lines; /* per line of the return, as the next two */
    sinv_goods *goods;       /* in or out */
    sinv_goods *rest;        /* on their way, and not to come any more */
    sinv_booking *bookings;  /* as they were chosen; as they are stored by line */
    uint32_t booking_count;
    uint32_t booking_capacity;
    sinv_return_step step;
    bool was_pending;                  /* it was in approval */
    bool is_separate;                  /* goods come in later */
    struct sinv_allocations *refrozen; /* undo: what each order freezes again */
    const sinv_doc *listed_for;        /* the order whose shipments were listed last */
    sinv_shipment_ids listed;          /* these */
} sinv_return_plan;

/** The document's plan, made at the first call: finds the order and shipment lines that its lines name. */
salesinv_status sinv_return_plan_get(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan **out);
/** Likewise anew, with orders that are loaded already. */
salesinv_status sinv_return_plan_with(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_order_set *known,
                                      sinv_return_plan **out);
/** The same, with the bookings and splits as they are stored; goods in question are those not in yet. */
salesinv_status sinv_return_plan_load(sinv_txn *txn, sinv_doc *doc,
                                      sinv_return_plan **out);

/** Is line `index` one whose goods come in? */
static inline bool sinv_return_is_in(const sinv_doc *doc, const sinv_return_plan *plan,
                                     uint32_t index)
{
    return !doc->lines[index].is_removed && !plan->lines[index].is_out;
}
/** Is it one whose goods go out? */
static inline bool sinv_return_is_out(const sinv_doc *doc, const sinv_return_plan *plan,
                                      uint32_t index)
{
    return !doc->lines[index].is_removed && plan->lines[index].is_out;
}
/** Are there goods that come in with this step, or are on their way from it on? */
bool sinv_return_has_goods(const sinv_doc *doc, const sinv_return_plan *plan);
/** INVALID_STATE unless the return's goods come in separately. */
salesinv_status sinv_return_require_separate(sinv_txn *txn, const sinv_doc *doc);
/** Does it wait for line `index`: goods in, or goods that the ERP is to send out? */
bool sinv_return_waits_for(const sinv_doc *doc, const sinv_return_plan *plan,
                           uint32_t index);
/** Goods that line `index` still waits for. */
int64_t sinv_return_open(const sinv_doc *doc, uint32_t index);

/** Set currency and amounts. A line is worth its price, or its share of what it stands for. */
salesinv_status sinv_return_price(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan);
/** Lower the amounts by what was given up. */
salesinv_status sinv_return_price_closed(sinv_txn *txn, sinv_doc *doc);

/** Read product and serials of line `index` for the goods that move; nothing about where they lie. */
salesinv_status sinv_return_read_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan, uint32_t index);
/** Add where the goods lie, and check bin and batch. */
salesinv_status sinv_return_read_place(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan, uint32_t index,
                                       const sinv_row *warehouse);
/** OVERFLOW when what comes in, or with `is_out` what went out and comes back, would not fit beside what is there. */
salesinv_status sinv_return_check_room(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_return_plan *plan, bool is_out);

/** Book what needs no look at the goods: what was never shipped, and goods of the shipment line that a line names. Checks what may come back. */
salesinv_status sinv_return_choose_named(sinv_txn *txn, const sinv_doc *doc,
                                         sinv_return_plan *plan);
/** Book the others: the serials decide, else the oldest shipment first. */
salesinv_status sinv_return_choose(sinv_txn *txn, sinv_doc *doc,
                                   sinv_return_plan *plan);
/** SINV_SERIAL_THROUGH when results may have been corrected, else 0. */
uint32_t sinv_return_way_back(const sinv_doc *doc);
/** Distribute what moves of a line over its bookings, whose `moving` is 0; less than nothing is taken back. */
salesinv_status sinv_return_distribute(sinv_txn *txn, sinv_return_plan *plan,
                                       uint32_t index);
/** Add goods with these serials to what moves of the line's bookings (sign 1), or take them off it (-1), by where they left. */
salesinv_status sinv_return_distribute_serials(sinv_txn *txn, sinv_return_plan *plan,
                                               uint32_t index,
                                               const sinv_serial_set *set,
                                               const sinv_serial_change *as,
                                               int64_t sign);
/** The shipping lines of an order line that goods may come back to, the oldest first. */
typedef struct sinv_return_candidate {
    sinv_doc *shipment;
    uint32_t index;
    salesinv_id batch; /* that left on it; a notice has one candidate for each */
} sinv_return_candidate;
salesinv_status sinv_return_candidates(sinv_txn *txn, sinv_return_plan *plan,
                                       const sinv_order_line *of,
                                       sinv_return_candidate **out,
                                       uint32_t *out_count);

/** Add a booking to the plan, refused with EXCEEDS_RETURNABLE when more came back than left. */
salesinv_status sinv_booking_add(sinv_txn *txn, sinv_return_plan *plan,
                                 const sinv_booking *booking);
/** What of a shipment line no booking of the plan takes; of a notice's, goods of the batch that `of` names. */
salesinv_status sinv_booking_left(sinv_txn *txn, const sinv_return_plan *plan,
                                  const sinv_booking *of, int64_t *out);
/** EXCEEDS_RETURNABLE: of the shipment line that it names, or of one batch (0: any) of it. */
salesinv_status sinv_booking_refuse(sinv_txn *txn, const sinv_booking *booking,
                                    salesinv_id batch, int64_t wanted, int64_t most);
/** What of the goods of an order line is out and neither on a return (invariant I7) nor booked by the plan. */
int64_t sinv_booking_order_left(const sinv_return_plan *plan,
                                const sinv_order_line *of);
/** Start reading the rows of the return's stored bookings into `row`. */
salesinv_status sinv_booking_scan(sinv_txn *txn, const sinv_doc *doc, sinv_scan *scan,
                                  sinv_row **row);
/** Read the stored bookings of the return. */
salesinv_status sinv_booking_load(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan);
/** Insert those of the plan. */
salesinv_status sinv_booking_insert(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan);
/** Write what changed; one with nothing left is removed. */
salesinv_status sinv_booking_save(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_return_plan *plan);
/** Remove them all. */
salesinv_status sinv_booking_remove(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan);

/** Read the order's freezes that go with what was never shipped. */
salesinv_status sinv_return_find_releases(sinv_txn *txn, sinv_return_plan *plan);
/** Count goods as pending (sign 1) or no longer (-1), by what moves of the bookings. */
void sinv_return_count_pending(sinv_return_plan *plan, int64_t sign);
/** Likewise what was never shipped. */
void sinv_return_count_unshipped_pending(sinv_return_plan *plan, int64_t sign);
/** Store the shipments and orders; with the status that follows for these when `is_settled`. */
salesinv_status sinv_return_store_sources(sinv_txn *txn, const sinv_doc *doc,
                                          sinv_return_plan *plan, int32_t event,
                                          bool is_settled);
/** Count goods as received and no longer to come, by what moves of the bookings. */
void sinv_return_count_received(sinv_return_plan *plan);
/** Has every line, of pushed exchanges those that go out too, all that it is to get? */
bool sinv_return_is_done(const sinv_doc *doc, const sinv_return_plan *plan);
/** The batch that line `index` names now is one that left on what it is booked on, and as much of it as turns to it. */
salesinv_status sinv_return_check_batch(sinv_txn *txn, const sinv_doc *doc,
                                        const sinv_return_plan *plan, uint32_t index);
/** Goods in: under a generated inbound order, on line and bookings. */
salesinv_status sinv_return_take_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan);

/* ---- the goods out of an exchange; nothing where there are none ---- */

/** Read them, and check them against stock and serials. */
salesinv_status sinv_exchange_check_out(sinv_txn *txn, sinv_doc *doc,
                                        sinv_return_plan *plan);
/** Read them to go back to where they were. */
salesinv_status sinv_exchange_check_back(sinv_txn *txn, sinv_doc *doc,
                                         sinv_return_plan *plan);
/** Freeze them. */
salesinv_status sinv_exchange_pend(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan);
/** Send them out under a generated outbound order. */
salesinv_status sinv_exchange_post(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan);
/** Back from approval. */
salesinv_status sinv_exchange_release(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_return_plan *plan);
/** Back from outside. */
salesinv_status sinv_exchange_undo(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan);

#endif
