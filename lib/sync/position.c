/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of positions; see position.h. */
#include "sync/position.h"

#include <stdio.h>
#include <string.h>

/* NOT_FOUND leaves a row with its key. */
static salesinv_status get(sinv_txn *txn, const char *connector, salesinv_kind kind,
                           sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CURSOR, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_CURSOR_CONNECTOR, connector);
    sinv_row_set_int(*out, SINV_CURSOR_KIND, kind);
    return sinv_txn_get(txn, *out);
}

salesinv_status sinv_position_read(sinv_txn *txn, const char *connector,
                                   salesinv_kind kind, sinv_position *out)
{
    sinv_row *row;
    salesinv_status rc = get(txn, connector, kind, &row);

    memset(out, 0, sizeof(*out));
    if (rc != SALESINV_OK)
        return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
    (void)snprintf(out->text, sizeof(out->text), "%s",
                   sinv_row_text(row, SINV_CURSOR_POSITION));
    out->is_loaded = sinv_row_int(row, SINV_CURSOR_IS_LOADED) != 0;
    out->records = sinv_row_int(row, SINV_CURSOR_RECORDS);
    return SALESINV_OK;
}

static void put(sinv_txn *txn, sinv_row *row, const sinv_position_step *step)
{
    sinv_row_set_text(row, SINV_CURSOR_POSITION, step->to);
    sinv_row_set_int(row, SINV_CURSOR_RECORDS,
                     sinv_row_int(row, SINV_CURSOR_RECORDS) + step->records);
    sinv_row_set_int(row, SINV_CURSOR_AT, txn->now);
    if (step->is_last)
        sinv_row_set_int(row, SINV_CURSOR_IS_LOADED, 1);
}

/* Where nothing is new nothing is written: most runs find nothing. */
static bool is_still(const sinv_row *row, const sinv_position_step *step)
{
    return step->records == 0 && strcmp(step->from, step->to) == 0 &&
           (!step->is_last || sinv_row_int(row, SINV_CURSOR_IS_LOADED) != 0);
}

salesinv_status sinv_position_move(sinv_txn *txn, const char *connector,
                                   salesinv_kind kind, const sinv_position_step *step,
                                   bool *out_moved)
{
    sinv_row *row;
    salesinv_status rc = get(txn, connector, kind, &row);
    bool is_new = rc == SALESINV_E_NOT_FOUND;
    const char *stored;

    *out_moved = false;
    if (rc != SALESINV_OK && !is_new)
        return rc;
    stored = is_new ? "" : sinv_row_text(row, SINV_CURSOR_POSITION);
    if (strcmp(stored, step->from) != 0)
        return SALESINV_OK;
    *out_moved = true;
    if (!is_new && is_still(row, step))
        return SALESINV_OK;
    put(txn, row, step);
    return is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
}

salesinv_status sinv_position_restart(sinv_txn *txn, const char *connector)
{
    salesinv_status rc = SALESINV_OK;

    for (salesinv_kind kind = 0; kind < 64 && rc == SALESINV_OK; kind++) {
        sinv_row *row;
        rc = get(txn, connector, kind, &row);
        if (rc == SALESINV_OK) {
            sinv_row_set_text(row, SINV_CURSOR_POSITION, "");
            sinv_row_set_int(row, SINV_CURSOR_IS_LOADED, 0);
            rc = sinv_txn_save(txn, row);
        }
        if (rc == SALESINV_E_NOT_FOUND)
            rc = SALESINV_OK;
    }
    return rc;
}
