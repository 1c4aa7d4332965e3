/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the parts are put together: the table of kinds and verify's list of checks. May see
 * every layer; holds no rule of its own.
 */
#include "assembly/assembly.h"

#include "catalog/catalog.h"
#include "fulfil/outbound.h"
#include "fulfil/shipment.h"
#include "fulfil/verify.h"
#include "inventory/kinds.h"
#include "returns/return_order.h"
#include "sales/adjustment.h"
#include "sales/order.h"
#include "sales/verify.h"
#include "sync/erase.h"
#include "sync/verify.h"

static const sinv_kind *const KINDS[] = {
    &sinv_category_kind,   &sinv_unit_kind,  &sinv_product_kind,  &sinv_account_kind,
    &sinv_warehouse_kind,  &sinv_bin_kind,   &sinv_batch_kind,    &sinv_inbound_kind,
    &sinv_outbound_kind,   &sinv_order_kind, &sinv_shipment_kind, &sinv_return_kind,
    &sinv_adjustment_kind,
};

static const sinv_verify_check CHECKS[] = {
    {"outbox", sinv_verify_outbox},     {"versions", sinv_verify_versions},
    {"stock", sinv_verify_stock},       {"serials", sinv_verify_serials},
    {"counters", sinv_verify_counters}, {"licences", sinv_verify_licences},
    {"edition", sinv_verify_edition},   {"kits", sinv_verify_kits},
    {"notices", sinv_verify_notices},   {"origins", sinv_verify_origins},
    {"returns", sinv_verify_returns},   {"parcels", sinv_verify_parcels},
    {"batches", sinv_verify_batches},   {"synced", sinv_verify_synced},
    {"links", sinv_verify_links},       {"inbox", sinv_verify_inbox},
};

static const sinv_assembly ASSEMBLY = {KINDS,
                                       sizeof(KINDS) / sizeof(KINDS[0]),
                                       CHECKS,
                                       sizeof(CHECKS) / sizeof(CHECKS[0]),
                                       sinv_switch_check_off,
                                       sinv_sync_erase};

const sinv_assembly *sinv_assembly_get(void)
{
    return &ASSEMBLY;
}
