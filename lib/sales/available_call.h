/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_AVAILABLE_CALL_H
#define SINV_SALES_AVAILABLE_CALL_H

/*
 * The question what is available to the lines of an order, and its answer, a snapshot of one block that is tied to the heap alone.
 * salesinv_availability_get asks it once; who asks an ERP in between asks it twice.
 */
#include "core/call.h"
#include "sales/availability.h"
#include "salesinv/availability.h"

enum { SINV_AVAILABILITY_REASON = 256 };
/** Who has it is shown stock beside orders. */
#define SINV_AVAILABILITY_LICENCE "ui_events"

typedef struct sinv_availability_call {
    salesinv_id order; /* 0: the draft is a new one */
    const salesinv_draft *draft;
    /* Of the question to the ERP. */
    salesinv_status outcome;
    char reason[SINV_AVAILABILITY_REASON]; /* "": none */
    salesinv_availability **out;
} sinv_availability_call;

struct salesinv_availability {
    sinv_heap *heap; /* a reference */
    int32_t style;
    int32_t mode;
    salesinv_id warehouse;
    bool is_live; /* the ERP is to be asked for figures */
    salesinv_time now;
    salesinv_status outcome;
    char reason[SINV_AVAILABILITY_REASON];
    int32_t count;
    sinv_available_line lines[];
};

/** Is it a question? ARG. Before the call. */
salesinv_status sinv_availability_check(const salesinv_session *session,
                                        const sinv_availability_call *ask);
/** The figures, whoever may see them; no id is used up. */
salesinv_status sinv_availability_look(sinv_txn *txn, const sinv_availability_call *ask,
                                       sinv_available *out);
/** PLUGIN_DISABLED or LICENSE_REQUIRED unless stock is shown beside orders. */
salesinv_status sinv_availability_gate(sinv_txn *txn);
/** The snapshot, as the display style has it; `is_shown` false: it says nothing of stock. */
salesinv_status sinv_availability_make(sinv_txn *txn, const sinv_availability_call *ask,
                                       const sinv_available *from, bool is_shown);
/** For calls whose `arg` is a question. */
void sinv_availability_discard(sinv_call *call);

#endif
