/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_RUN_H
#define FIX_RUN_H

/* The works of fix_connector.h and the small ERP of fix_small.h, run together. */
#include "salesinv/sync_run.h"
#include "support/fix_connector.h"
#include "support/fix_kinds.h"
#include "support/fix_small.h"

typedef struct fix_run {
    fix_connector works;
    fix_small erp;
    salesinv_connector *connector;
    salesinv_sync_report *report; /* of the last run, NULL if it did not begin */
} fix_run;

/** `abilities` are those of the ERP. */
void fix_run_open(fix_run *fix, uint32_t abilities);
void fix_run_close(fix_run *fix);

/** A run by the user of the ERP; `options` may be NULL. */
salesinv_status fix_run_try(fix_run *fix, const salesinv_sync_options *options);
/** One that gets through. */
void fix_run_once(fix_run *fix);
/** A figure of the last report, of all kinds. */
#define assert_ran(fix, counter, wanted)                                               \
    assert_int_equal(                                                                  \
        salesinv_sync_report_get((fix)->report, 0, SALESINV_SYNC_##counter), wanted)
#define assert_run_refused(fix, name, options)                                         \
    fix_core_check((fix)->works.erp, fix_run_try(fix, options), SALESINV_E_##name,     \
                   __FILE__, __LINE__)

/** Time goes by. */
void fix_run_wait(fix_run *fix, int64_t minutes);
/** An order is confirmed. */
salesinv_id fix_run_order(fix_run *fix);
/** How many messages of the outbox are in a state. */
int fix_run_outbox(fix_run *fix, salesinv_outbox_state state);

#endif
