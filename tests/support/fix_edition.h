/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_EDITION_H
#define FIX_EDITION_H

/* Another edition for the works' tenant, and what its ERP then says of returns, by hand of the test. */
#include "support/fix_trade.h"

/** Request, decision and run; `flags` as salesinv_edition_switch_run. */
salesinv_status fix_try_switch(fix_core *fix, salesinv_edition edition, uint32_t flags);
void fix_switch(fix_core *fix, salesinv_edition edition);

/** A result as JSON of a return, e.g. {"lines": [{"line": 1, "qty": "2"}]}; NULL: it is taken back. *out_is_changed may be NULL. */
salesinv_status fix_try_result(salesinv_session *session, salesinv_id id,
                               const char *json, bool *out_is_changed);

#endif
