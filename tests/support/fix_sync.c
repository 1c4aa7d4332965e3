/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP would have sent, put where synchronisation puts it. */
#include "support/fix_sync.h"

#include "inventory/serial_run.h"

void fix_sync_open(fix_trade *fix)
{
    fix_core *core = &fix->core;

    fix_trade_open(fix);
    salesinv_session_close(core->admin);
    core->tenant = fix_core_tenant(core, SALESINV_EDITION_INTEGRATION);
    core->admin = fix_core_session(core->engine, core->tenant, "admin");
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(core->admin, "plugin.shipment_return", 1);
    fix->account = fix_account(core, "Distributor");
}

/* Where figures are kept: a row of STOCK, or with a place one of DETAIL. */
static const int32_t KEYS[2][4] = {
    {SINV_STOCK_PRODUCT, SINV_STOCK_WAREHOUSE, -1, -1},
    {SINV_DETAIL_PRODUCT, SINV_DETAIL_WAREHOUSE, SINV_DETAIL_BIN, SINV_DETAIL_BATCH}};
static const int32_t COLUMNS[2][6] = {
    {SINV_STOCK_SYNCED_ON_HAND, SINV_STOCK_SYNCED_FROZEN, SINV_STOCK_SYNCED_AVAILABLE,
     SINV_STOCK_SYNCED_AT, SINV_STOCK_ON_HAND, SINV_STOCK_FROZEN},
    {SINV_DETAIL_SYNCED_ON_HAND, SINV_DETAIL_SYNCED_FROZEN,
     SINV_DETAIL_SYNCED_AVAILABLE, SINV_DETAIL_SYNCED_AT, SINV_DETAIL_ON_HAND,
     SINV_DETAIL_FROZEN}};

static void set_figures(sinv_row *row, const int32_t *columns,
                        const fix_figures *figures)
{
    sinv_row_set_int(row, columns[0], figures->on_hand * FIX_UNIT);
    sinv_row_set_int(row, columns[1], figures->frozen * FIX_UNIT);
    if (figures->has_available)
        sinv_row_set_int(row, columns[2], figures->available * FIX_UNIT);
    sinv_row_set_int(row, columns[3], figures->at ? figures->at : FIX_START);
}

static salesinv_status write_figures(sinv_txn *txn, void *arg)
{
    const fix_figures *figures = arg;
    int32_t which = figures->bin != 0 || figures->batch != 0;
    const salesinv_id ids[] = {figures->product, figures->warehouse, figures->bin,
                               figures->batch};
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, which ? SINV_T_DETAIL : SINV_T_STOCK, &row);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < 4; i++)
        if (KEYS[which][i] >= 0)
            sinv_row_set_int(row, KEYS[which][i], ids[i]);
    rc = sinv_txn_get(txn, row);
    if (rc != SALESINV_OK && rc != SALESINV_E_NOT_FOUND)
        return rc;
    set_figures(row, COLUMNS[which], figures);
    if (rc == SALESINV_OK)
        return sinv_txn_save(txn, row);
    sinv_row_set_int(row, COLUMNS[which][4], 0);
    sinv_row_set_int(row, COLUMNS[which][5], 0);
    return sinv_txn_insert(txn, row);
}

void fix_synced(fix_trade *fix, const fix_figures *figures)
{
    fix_figures copy = *figures;

    assert_ok(fix->core.admin,
              fix_core_run(fix->core.admin, true, write_figures, &copy));
}

void fix_synced_stock(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                      int64_t units)
{
    const fix_figures figures = {
        .product = product, .warehouse = warehouse, .on_hand = units};

    fix_synced(fix, &figures);
}

typedef struct synced_serials {
    salesinv_id product;
    salesinv_id warehouse;
    const char *first;
    int64_t count;
} synced_serials;

static salesinv_status write_serials(sinv_txn *txn, void *arg)
{
    const synced_serials *of = arg;
    const sinv_serial_change change = {.flags = SINV_SERIAL_REGISTER,
                                       .product = of->product,
                                       .from_states = UINT32_MAX,
                                       .to_state = SINV_SERIAL_IN_STOCK,
                                       .to_warehouse = of->warehouse};
    sinv_serial_set set;
    salesinv_status rc;

    sinv_serial_set_init(&set, txn->err, txn->arena, "serials");
    if ((rc = sinv_serial_set_add_count(&set, of->first, of->count)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&set)) != SALESINV_OK)
        return rc;
    return sinv_serial_change_set(txn, &set, &change);
}

void fix_synced_serials(fix_trade *fix, salesinv_id product, salesinv_id warehouse,
                        const char *first, int64_t count)
{
    synced_serials of = {product, warehouse, first, count};

    assert_ok(fix->core.admin, fix_core_run(fix->core.admin, true, write_serials, &of));
}
