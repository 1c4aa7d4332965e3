/* SPDX-License-Identifier: Apache-2.0 */
/* Which kinds of records are taken, and by what. */
#include "sync/appliers.h"

#include <string.h>

/* In the order in which they depend on each other; the last one ends the table. */
static const sinv_applier appliers[] = {
    {SALESINV_KIND_UNIT, "unit", NULL, sinv_apply_master},
    {SALESINV_KIND_CATEGORY, "category", NULL, sinv_apply_master},
    {SALESINV_KIND_PRODUCT, "product", NULL, sinv_apply_master},
    {SALESINV_KIND_ACCOUNT, "account", NULL, sinv_apply_master},
    {SALESINV_KIND_WAREHOUSE, "warehouse", NULL, sinv_apply_master},
    {SALESINV_KIND_BIN, "bin", NULL, sinv_apply_master},
    {SALESINV_KIND_BATCH, "batch", NULL, sinv_apply_master},
    {SALESINV_KIND_SERIAL, "serial", NULL, sinv_apply_serial},
    {SALESINV_KIND_STOCK, "stock", sinv_stock_id_of, sinv_apply_stock},
    {SALESINV_KIND_OUTBOUND, "outbound", NULL, sinv_apply_sent},
    {SALESINV_KIND_SHIPMENT, "shipment", NULL, sinv_apply_sent},
    {SALESINV_KIND_RETURN, "return", NULL, sinv_apply_returned},
    {0, NULL, NULL, NULL},
};

const sinv_applier *sinv_applier_of(salesinv_kind kind)
{
    for (const sinv_applier *applier = appliers; applier->name; applier++)
        if (applier->kind == kind)
            return applier;
    return NULL;
}

const sinv_applier *sinv_applier_by_name(const char *name)
{
    for (const sinv_applier *applier = appliers; applier->name; applier++)
        if (strcmp(applier->name, name) == 0)
            return applier;
    return NULL;
}
