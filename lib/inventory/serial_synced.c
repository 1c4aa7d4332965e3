/* SPDX-License-Identifier: Apache-2.0 */
/* Taking over what an ERP says of serials: the pieces that are otherwise are told apart first and changed together, run by run. */
#include "inventory/serial_synced.h"

#include "catalog/product.h"
#include "inventory/goods.h"
#include "inventory/synced.h"

static salesinv_status check_product(sinv_txn *txn, salesinv_id id)
{
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(txn, -1, id, false, &product);

    if (rc != SALESINV_OK || product.tracking == SALESINV_TRACKING_SERIAL)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_SERIAL_PRODUCT, "product",
                      "product %lld is not managed by serial number", (long long)id);
    sinv_err_add_int(txn->err, "product", id);
    return rc;
}

static salesinv_status check_said(sinv_txn *txn, const sinv_serials_said *said)
{
    const sinv_synced_place place = {said->product, said->warehouse, said->bin,
                                     said->batch};
    bool is_placed = said->state == SINV_SERIAL_IN_STOCK;
    salesinv_status rc = check_product(txn, said->product);

    if (rc != SALESINV_OK)
        return rc;
    if (is_placed && said->warehouse == 0)
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_REQUIRED, "warehouse",
                            "serials in stock are in a warehouse: none is named");
    if (!is_placed && (said->warehouse != 0 || said->bin != 0))
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, said->warehouse != 0 ? "warehouse" : "bin",
            "%s serials are in no place", sinv_serial_state_name(said->state));
    if (said->state != SINV_SERIAL_USED && said->account != 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "account",
                            "serials are %s, and not with account %lld",
                            sinv_serial_state_name(said->state),
                            (long long)said->account);
    return sinv_synced_check_place(txn, &place);
}

/* Are the serials as the ERP says? What waits to leave is still there for it. */
static bool is_as_said(const sinv_serial_facts *facts, const sinv_serials_said *said)
{
    if (!facts || facts->product != said->product ||
        (said->batch != 0 && facts->batch != said->batch))
        return false;
    switch (facts->state) {
    case SINV_SERIAL_UNUSED:
        return said->state == SINV_SERIAL_UNUSED;
    case SINV_SERIAL_IN_STOCK:
    case SINV_SERIAL_OUTGOING:
        return said->state == SINV_SERIAL_IN_STOCK &&
               facts->warehouse == said->warehouse && facts->bin == said->bin;
    case SINV_SERIAL_USED:
        return said->state == SINV_SERIAL_USED &&
               (said->account == 0 || facts->account == said->account);
    default:
        return false;
    }
}

/* What a return announced is still with its account for the ERP, until its result comes. */
static salesinv_status is_coming_from(sinv_txn *txn, const sinv_serial_facts *facts,
                                      const sinv_serials_said *said, bool *out)
{
    sinv_row *row;
    salesinv_status rc;

    *out = false;
    if (facts->state != SINV_SERIAL_INCOMING || said->state != SINV_SERIAL_USED ||
        facts->product != said->product ||
        (said->batch != 0 && facts->batch != said->batch))
        return SALESINV_OK;
    rc = sinv_txn_get_id(txn, SINV_T_RETURN, facts->holder >> 16, &row);
    if (rc == SALESINV_OK)
        *out = said->account == 0 ||
               sinv_row_int(row, SINV_RETURN_ACCOUNT) == said->account;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status must_be_said(sinv_txn *txn, const sinv_serial_facts *facts,
                                    const sinv_serials_said *said, bool *out)
{
    bool is_coming = false;
    salesinv_status rc = SALESINV_OK;

    if (said && facts)
        rc = is_coming_from(txn, facts, said, &is_coming);
    *out = said ? !is_coming && !is_as_said(facts, said)
                : facts && facts->state == SINV_SERIAL_IN_STOCK;
    return rc;
}

/* Those of the set for which it must be said: all but those that are as said, or (said NULL) only those in stock. */
static salesinv_status choose(sinv_txn *txn, salesinv_id scope,
                              const sinv_serial_set *set, const sinv_serials_said *said,
                              sinv_serial_set *out)
{
    sinv_serial_pieces pieces = {NULL, 0, 0};
    salesinv_status rc = sinv_serial_read(txn, scope, set, &pieces);

    sinv_serial_set_init(out, txn->err, txn->arena, set->field);
    for (uint32_t i = 0; i < pieces.count && rc == SALESINV_OK; i++) {
        bool is_wanted;
        rc = must_be_said(txn, pieces.items[i].facts, said, &is_wanted);
        if (rc == SALESINV_OK && is_wanted)
            rc = sinv_serial_set_add(out, &pieces.items[i].range);
    }
    return rc == SALESINV_OK ? sinv_serial_set_close(out) : rc;
}

salesinv_status sinv_serial_synced_put(sinv_txn *txn, const sinv_serial_set *set,
                                       const sinv_serials_said *said, bool *out_changed)
{
    sinv_serial_change change = {.product = said->product,
                                 .flags =
                                     SINV_SERIAL_REGISTER | SINV_SERIAL_FREE |
                                     (said->batch != 0 ? SINV_SERIAL_SET_BATCH : 0),
                                 .from_states = SINV_SERIAL_BIT(SINV_SERIAL_UNUSED) |
                                                SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK) |
                                                SINV_SERIAL_BIT(SINV_SERIAL_USED),
                                 .batch = said->batch,
                                 .to_state = said->state,
                                 .to_warehouse = said->warehouse,
                                 .to_bin = said->bin,
                                 .to_account = said->account};
    sinv_serial_set others;
    salesinv_status rc;

    *out_changed = false;
    if ((rc = check_said(txn, said)) != SALESINV_OK ||
        (rc = sinv_goods_scope(txn, said->product, &change.scope)) != SALESINV_OK ||
        (rc = choose(txn, change.scope, set, said, &others)) != SALESINV_OK)
        return rc;
    *out_changed = others.count > 0;
    return sinv_serial_change_set(txn, &others, &change);
}

salesinv_status sinv_serial_synced_remove(sinv_txn *txn, const sinv_serial_set *set,
                                          salesinv_id product, bool *out_changed)
{
    sinv_serial_change change = {.product = product,
                                 .from_states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
                                 .to_state = SINV_SERIAL_UNUSED};
    sinv_serial_set others;
    salesinv_status rc;

    *out_changed = false;
    if ((rc = check_product(txn, product)) != SALESINV_OK ||
        (rc = sinv_goods_scope(txn, product, &change.scope)) != SALESINV_OK ||
        (rc = choose(txn, change.scope, set, NULL, &others)) != SALESINV_OK)
        return rc;
    *out_changed = others.count > 0;
    return sinv_serial_change_set(txn, &others, &change);
}
