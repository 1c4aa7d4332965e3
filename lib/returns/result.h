/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_RESULT_H
#define SINV_RETURNS_RESULT_H

/*
 * What the ERP made of a return that was pushed to it (domain.md 5.13, 5.14, 5.21): how much came in, and of an exchange how much went
 * out. A result is the whole truth at its time, absolute and cumulative: a later one replaces the former. It moves no stock of ours;
 * counters, bookings and serials follow the difference alone, so that what did not change may have moved on since.
 */
#include "document/doc.h"

/**
 * Set what came in and went out of the return `id`. Without effect, *out_is_changed false, when that is known already.
 *
 * The draft is of kind return. Its lines are kept ones (salesinv_draft_keep_line: the number in the return) and set
 *   SALESINV_F_QTY      in all so far, > 0; by default as many as serials are named, else all of the line
 *   serials             which, as many as that; of what comes in they may be left out when all that the line announced did
 *   SALESINV_F_BIN      where they lie, one of the warehouse
 *   SALESINV_F_BATCH    which batch it was, of what comes in one that was shipped
 * A line that it does not name had nothing. The header may set SALESINV_F_WAREHOUSE and SALESINV_F_OUT_WAREHOUSE: where the
 * ERP took the goods in and out; it is the return's from then on.
 *
 * Serials that come in are those that the line announced; they are in stock then. Serials that go out may be any that are in stock
 * here or unused, or unknown until now, or used at the account as the ERP's own record of them says, and are used at the account then.
 * Serials that stay keep their place: the ERP's record of a serial moves it. The return is received when all of every line is done, and
 * waits again when a correction takes something back.
 *
 *   NOT_FOUND          there is no such return, or no such line in it: the field is named
 *   ARG                the draft sets something else, or names a line twice
 *   INVALID_STATE      the return is not a confirmed one that was pushed (closed and void ones take no change), or was written in standalone
 *   EXCEEDS_REMAINING  more than the line is of; details wanted, open
 *   WAREHOUSE_REQUIRED serials come in, or a bin is named, and no warehouse is, neither here nor on the return
 *   BIN_MISMATCH, BATCH_MISMATCH, BATCH_REQUIRED, EXCEEDS_RETURNABLE, as of goods in
 *   SERIAL_REQUIRED, SERIAL_COUNT, SERIAL_DUPLICATE, SERIAL_NOT_FOUND, SERIAL_PRODUCT, SERIAL_HELD
 *   SERIAL_STATE       in another state; or taken back and moved on since
 * Every refusal comes before the first write, but SERIAL_HELD of what one line gives back and another one sends out.
 */
salesinv_status sinv_return_result_put(sinv_txn *txn, const salesinv_draft *draft,
                                       salesinv_id id, bool *out_is_changed);

/**
 * The ERP took its result back: nothing came in or went out, the return waits for all of it again. Refused as a correction to nothing
 * is. `reason` (may be NULL) goes into the event. The return itself stays in effect; *out_is_changed is false when nothing had come.
 */
salesinv_status sinv_return_result_void(sinv_txn *txn, salesinv_id id,
                                        const char *reason, bool *out_is_changed);

#endif
