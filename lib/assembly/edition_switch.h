/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_ASSEMBLY_EDITION_SWITCH_H
#define SINV_ASSEMBLY_EDITION_SWITCH_H

/*
 * The edition switch: a request of an administrator, the decision of an operator, and the switch itself, which may end
 * orders and therefore sees every layer. Requests are rows of their tenant; one at most is open.
 */
#include "base/alloc.h"
#include "core/txn.h"
#include "salesinv/tenant.h"

enum { SINV_SWITCH_REASON_MAX = 512, SINV_MAGIC_SWITCHES = 0x53455357 };

/** File a request; *out_id is its id. EDITION_NOT_SUPPORTED, ARG, EXISTS. */
salesinv_status sinv_edition_request(sinv_txn *txn, salesinv_edition edition,
                                     const char *reason, salesinv_id *out_id);
/** APPROVED or REJECTED. NOT_FOUND, FORBIDDEN, INVALID_STATE. */
salesinv_status sinv_edition_decide(sinv_txn *txn, salesinv_id id, int32_t decision,
                                    const char *reason);
/** Carry it out. NOT_FOUND, INVALID_STATE, LICENSE_REQUIRED, IN_USE. */
salesinv_status sinv_edition_switch(sinv_txn *txn, salesinv_id id, bool may_purge);
/** A snapshot of the request `id`, or of all (0). NOT_FOUND. */
salesinv_status sinv_edition_list(sinv_txn *txn, salesinv_id id,
                                  salesinv_edition_switches **out);

/* ---- between the files of it ---- */

/** The request's row; NOT_FOUND names it. */
salesinv_status sinv_edition_request_get(sinv_txn *txn, salesinv_id id, sinv_row **out);
/** INVALID_STATE: the request does not take `verb` now. */
salesinv_status sinv_edition_request_refuse(sinv_txn *txn, const sinv_row *request,
                                            const char *verb);
/** The event of a request, with its editions and `reason` (NULL: none). */
salesinv_status sinv_edition_request_note(sinv_txn *txn, const sinv_row *request,
                                          int32_t action, const char *reason);

/** One request as a snapshot keeps it: numbers by column. */
typedef struct sinv_switch_row {
    int64_t cells[SINV_EDITION_SWITCH_COLUMNS];
    char reason[SINV_SWITCH_REASON_MAX + 1];
    char decision_reason[SINV_SWITCH_REASON_MAX + 1];
    bool is_decided;
} sinv_switch_row;

struct salesinv_edition_switches {
    uint32_t magic;
    int32_t count;
    sinv_heap *heap; /* a reference */
    sinv_switch_row rows[];
};

#endif
