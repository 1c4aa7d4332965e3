/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_RUN_H
#define SINV_SYNC_RUN_H

/*
 * A run: the callbacks of a connector and the polled calls' insides, taken in turns. Between two callbacks there are transactions of their
 * own, each of which leaves everything in order, so that a run may end anywhere: what was pulled is committed together with its position,
 * what was leased is told or its lease ends. The steps are in run_pull.c and run_push.c.
 */
#include "core/call.h"
#include "sync/connector.h"
#include "sync/report.h"

typedef struct sinv_run {
    salesinv_session *session;
    salesinv_connector *connector;
    salesinv_sync_options options; /* with the defaults put in */
    salesinv_sync_report *report;
    int64_t end;    /* of the monotonic clock, 0: none */
    int64_t done;   /* messages and records */
    int64_t epoch;  /* number of the one that the connector was in when it began */
    uint64_t pulls; /* kinds of this run */
    uint64_t pushes;
    bool
        is_synced; /* else the ERP owns nothing: what waits goes out, and that is all */
    bool is_over;  /* the budget is used up */
    bool is_ahead; /* somebody else pulls at the same time */
    salesinv_status first; /* the first failure that the run went on after, with .. */
    sinv_err *error;       /* .. its error */
} sinv_run;

/** Run one step as a transaction of its own. */
salesinv_status sinv_run_step(sinv_run *run, const char *function,
                              salesinv_status (*body)(sinv_txn *, sinv_call *),
                              void *arg, bool is_write);

/** INVALID_STATE when another epoch was confirmed since the run began: what it pulled is of the former life of the ERP's data. */
salesinv_status sinv_run_check_epoch(sinv_txn *txn, const sinv_run *run);

/** How many messages may come next; 0 when the budget is used up, which it notes. INTERRUPTED. */
salesinv_status sinv_run_room(sinv_run *run, int32_t *out);
/** So many were dealt with: says so to the engine's progress. */
void sinv_run_progress(sinv_run *run, int64_t count);

/** Keep a failure, if it is the first one, with its error: the run answers with it in the end. */
void sinv_run_keep(sinv_run *run, salesinv_status rc);
/** Keep it; what the ERP refuses or says in nonsense does not end the run: OK. Others are passed on. */
salesinv_status sinv_run_go_on(sinv_run *run, salesinv_status rc);

/** The whole of it; run->report is NULL when it did not begin. */
salesinv_status sinv_run_all(sinv_run *run);

salesinv_status sinv_run_pull(sinv_run *run);
/** Try what was refused again. */
salesinv_status sinv_run_retry(sinv_run *run);
salesinv_status sinv_run_push(sinv_run *run);

#endif
