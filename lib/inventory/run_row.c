/* SPDX-License-Identifier: Apache-2.0 */
/* Serial runs as rows of their table, and back. */
#include "inventory/run_row.h"

salesinv_status sinv_run_key(sinv_txn *txn, sinv_row *row, salesinv_id scope,
                             const sinv_serial_range *range, int64_t first)
{
    sinv_row_clear(row);
    sinv_row_set_int(row, SINV_RUN_TENANT, txn->tenant);
    sinv_row_set_int(row, SINV_RUN_SCOPE, scope);
    sinv_row_set_int(row, SINV_RUN_WIDTH, range->width);
    sinv_row_set_int(row, SINV_RUN_FIRST, first);
    if (salesinv_row_put_text(row, SINV_RUN_PREFIX, range->prefix,
                              range->prefix_size) != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return SALESINV_OK;
}

sinv_serial_range sinv_run_range(const sinv_row *row)
{
    return (sinv_serial_range){.prefix = sinv_row_text(row, SINV_RUN_PREFIX),
                               .prefix_size =
                                   (uint32_t)sinv_row_size(row, SINV_RUN_PREFIX),
                               .width = (int32_t)sinv_row_int(row, SINV_RUN_WIDTH),
                               .first = sinv_row_int(row, SINV_RUN_FIRST),
                               .count = sinv_row_int(row, SINV_RUN_COUNT)};
}

sinv_serial_facts sinv_run_facts(const sinv_row *row)
{
    return (sinv_serial_facts){.product = sinv_row_int(row, SINV_RUN_PRODUCT),
                               .batch = sinv_row_int(row, SINV_RUN_BATCH),
                               .warehouse = sinv_row_int(row, SINV_RUN_WAREHOUSE),
                               .bin = sinv_row_int(row, SINV_RUN_BIN),
                               .account = sinv_row_int(row, SINV_RUN_ACCOUNT),
                               .holder = sinv_row_int(row, SINV_RUN_HOLDER),
                               .state = (int32_t)sinv_row_int(row, SINV_RUN_STATE)};
}

bool sinv_run_is_same(const sinv_serial_facts *a, const sinv_serial_facts *b)
{
    return a->product == b->product && a->batch == b->batch &&
           a->warehouse == b->warehouse && a->bin == b->bin &&
           a->account == b->account && a->holder == b->holder && a->state == b->state;
}

salesinv_status sinv_run_take(sinv_txn *txn, const sinv_row *row, sinv_serial_run *out)
{
    *out = (sinv_serial_run){.scope = sinv_row_int(row, SINV_RUN_SCOPE),
                             .range = sinv_run_range(row),
                             .facts = sinv_run_facts(row),
                             .event = sinv_row_int(row, SINV_RUN_EVENT)};
    out->range.prefix =
        sinv_arena_text(txn->arena, out->range.prefix, out->range.prefix_size);
    return out->range.prefix ? SALESINV_OK : sinv_txn_nomem(txn);
}
