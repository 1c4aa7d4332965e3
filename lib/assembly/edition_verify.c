/* SPDX-License-Identifier: Apache-2.0 */
/*
 * I21: the edition in force is the one that was enabled or switched to last; of its requests one at most is open, and each says by whom
 * and when it was decided and carried out; an edition whose stock an ERP owns has nothing frozen.
 */
#include "assembly/assembly.h"
#include "assembly/edition_switch.h"
#include "core/tenant.h"

typedef struct edition_state {
    salesinv_edition edition; /* in force */
    int64_t switched_to;      /* by the last request that was carried out, 0: none */
    int32_t open;
} edition_state;

static salesinv_status visit_freeze(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    (void)state;
    return sinv_verify_report(
        verify, "I21", sinv_row_int(row, SINV_FREEZE_LINE),
        "line %lld has %lld frozen in an edition that freezes nothing",
        (long long)sinv_row_int(row, SINV_FREEZE_LINE),
        (long long)sinv_row_int(row, SINV_FREEZE_QTY));
}

/* Decided exactly from APPROVED on, carried out exactly when DONE. */
static bool is_consistent(const sinv_row *row)
{
    int64_t status = sinv_row_int(row, SINV_EDITION_SWITCH_STATUS);
    bool is_decided = !sinv_row_is_null(row, SINV_EDITION_SWITCH_DECIDED_BY);
    bool is_done = !sinv_row_is_null(row, SINV_EDITION_SWITCH_SWITCHED_AT);

    return status >= SALESINV_EDITION_SWITCH_REQUESTED &&
           status <= SALESINV_EDITION_SWITCH_DONE &&
           is_decided == (status != SALESINV_EDITION_SWITCH_REQUESTED) &&
           is_done == (status == SALESINV_EDITION_SWITCH_DONE) &&
           sinv_row_int(row, SINV_EDITION_SWITCH_OLD) !=
               sinv_row_int(row, SINV_EDITION_SWITCH_NEW) &&
           (!is_decided || sinv_row_int(row, SINV_EDITION_SWITCH_DECIDED_BY) !=
                               sinv_row_int(row, SINV_EDITION_SWITCH_REQUESTED_BY));
}

static salesinv_status visit_request(sinv_verify *verify, const sinv_row *row,
                                     void *state)
{
    edition_state *of = state;
    int64_t id = sinv_row_int(row, SINV_EDITION_SWITCH_ID);
    int64_t status = sinv_row_int(row, SINV_EDITION_SWITCH_STATUS);

    if (status == SALESINV_EDITION_SWITCH_DONE)
        of->switched_to = sinv_row_int(row, SINV_EDITION_SWITCH_NEW);
    else if (status != SALESINV_EDITION_SWITCH_REJECTED)
        of->open++;
    if (is_consistent(row) && of->open <= 1)
        return SALESINV_OK;
    return sinv_verify_report(verify, "I21", id,
                              "request %lld to switch the edition is in status %lld, "
                              "which it does not bear out, or not the only open one",
                              (long long)id, (long long)status);
}

salesinv_status sinv_verify_edition(sinv_verify *verify)
{
    edition_state state = {.edition = SALESINV_EDITION_NONE};
    salesinv_status rc = sinv_edition_read(verify->txn, &state.edition);

    if (rc == SALESINV_OK)
        rc = sinv_verify_walk(verify, SINV_T_EDITION_SWITCH, 0, visit_request, &state);
    if (rc == SALESINV_OK && state.switched_to != 0 &&
        state.switched_to != state.edition)
        rc = sinv_verify_report(verify, "I21", verify->txn->tenant,
                                "the edition is %s, and it was last switched to %s",
                                sinv_edition_name(state.edition),
                                sinv_edition_name(state.switched_to));
    if (rc == SALESINV_OK && state.edition == SALESINV_EDITION_INTEGRATION)
        rc = sinv_verify_walk(verify, SINV_T_FREEZE, 0, visit_freeze, NULL);
    return rc;
}
