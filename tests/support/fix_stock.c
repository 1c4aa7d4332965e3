/* SPDX-License-Identifier: Apache-2.0 */
/* Goods to trade with. */
#include "support/fix_stock.h"

#include <stdio.h>
#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/product.h"

salesinv_id fix_product(fix_core *fix, const char *name, int32_t tracking)
{
    if (tracking != SALESINV_TRACKING_NONE)
        fix_setting(fix->admin, "plugin.batch_serial", 1);
    return fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                      "{\"name\": \"%s\", \"tracking\": %d, \"price\": \"10\"}", name,
                      tracking);
}

salesinv_id fix_warehouse(fix_core *fix, const char *name)
{
    return fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0, "{\"name\": \"%s\"}",
                      name);
}

salesinv_id fix_account(fix_core *fix, const char *name)
{
    return fix_create(fix->admin, SALESINV_KIND_ACCOUNT, 0, "{\"name\": \"%s\"}", name);
}

salesinv_id fix_receive(fix_core *fix, salesinv_id warehouse, salesinv_id product,
                        int64_t units)
{
    return fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                      "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                      "[{\"product\": %lld, \"qty\": \"%lld\"}]}",
                      SALESINV_INBOUND_OPENING, (long long)warehouse,
                      (long long)product, (long long)units);
}

salesinv_id fix_receive_serials(fix_core *fix, salesinv_id warehouse,
                                salesinv_id product, const char *first, int64_t units)
{
    return fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                      "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                      "[{\"product\": %lld, \"qty\": \"%lld\", \"serials\": "
                      "[{\"first\": \"%s\", \"count\": %lld}]}]}",
                      SALESINV_INBOUND_OPENING, (long long)warehouse,
                      (long long)product, (long long)units, first, (long long)units);
}

void fix_stock_check(fix_core *fix, salesinv_id product, salesinv_id warehouse,
                     const char *wanted, const char *file, int line)
{
    salesinv_stock *stock;
    char got[96];

    fix_core_check(fix->admin,
                   salesinv_stock_get(fix->admin, product, warehouse, &stock),
                   SALESINV_OK, file, line);
    snprintf(got, sizeof(got), "%lld/%lld/%lld",
             (long long)(salesinv_stock_on_hand(stock, -1) / FIX_UNIT),
             (long long)(salesinv_stock_frozen(stock, -1) / FIX_UNIT),
             (long long)(salesinv_stock_available_in(stock, -1) / FIX_UNIT));
    salesinv_stock_free(stock);
    _assert_string_equal(got, wanted, file, line);
}

void fix_serial_check(fix_core *fix, const char *serial, const char *wanted,
                      const char *file, int line)
{
    salesinv_serial *found;

    fix_core_check(fix->admin, salesinv_serial_get(fix->admin, 0, serial, &found),
                   SALESINV_OK, file, line);
    _assert_string_equal(salesinv_serial_state_name(salesinv_serial_state_of(found)),
                         wanted, file, line);
    salesinv_serial_free(found);
}
