/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of outbound orders. What goes out for orders, made from a shipping notice, is in outbound_sale.c; what leaves for any
 * other reason is the inventory's; what shipments and other documents generate is read only.
 */
#include "catalog/fields.h"
#include "core/settings.h"
#include "fulfil/outbound.h"
#include "inventory/outbound.h"
#include "inventory/stock_order.h"
#include "salesinv/outbound.h"

#define OF(status) SINV_IN(SALESINV_STATUS_##status)

static const sinv_field fields[] = {
    SINV_STOCK_ORDER_FIELDS,
    SINV_ROW_ID(SOURCE, SINV_OUTBOUND_SOURCE, SINV_FIELD_SETTABLE | SINV_FIELD_FIXED,
                SALESINV_KIND_SHIPMENT, "source"),
    SINV_ROW_SHOWN(ORIGIN, INT, SINV_OUTBOUND_ORIGIN, "origin"),
    SINV_ROW_SHOWN(CARRIER, TEXT, SINV_OUTBOUND_CARRIER, "carrier"),
    SINV_ROW_SHOWN(TRACKING_NUMBER, TEXT, SINV_OUTBOUND_TRACKING_NUMBER,
                   "tracking_number"),
};
static const sinv_field line_fields[] = {
    SINV_STOCK_ORDER_LINE_FIELDS,
    SINV_ROW_ID(SOURCE_LINE, SINV_OUTBOUND_LINE_SOURCE_LINE,
                SINV_FIELD_SETTABLE | SINV_FIELD_FIXED | SINV_FIELD_LINE_REF, 0,
                "source_line"),
};

/* The hooks of one sort of outbound orders. */
typedef struct outbound_sort {
    salesinv_status (*prepare)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*check_submit)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*check_approve)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*check_release)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*check_void)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*apply)(sinv_txn *txn, sinv_doc *doc);
    salesinv_status (*store_serials)(sinv_txn *txn, sinv_doc *doc, uint32_t index);
} outbound_sort;

static const outbound_sort PLAIN = {
    sinv_outbound_prepare,         sinv_outbound_check_submit,
    sinv_outbound_check_approve,   sinv_outbound_check_release,
    sinv_outbound_check_void,      sinv_outbound_apply,
    sinv_stock_order_store_serials};
static const outbound_sort SALE = {sinv_sale_prepare,       sinv_sale_check_submit,
                                   sinv_sale_check_approve, sinv_sale_check_release,
                                   sinv_sale_check_void,    sinv_sale_apply,
                                   sinv_sale_store_serials};

static const outbound_sort *sort_of(const sinv_doc *doc)
{
    bool is_sale = sinv_doc_int(doc, SINV_OUTBOUND_TYPE) == SALESINV_OUTBOUND_SALE;

    return is_sale && !sinv_stock_order_is_generated(doc) ? &SALE : &PLAIN;
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->prepare(txn, doc);
}

static salesinv_status check_submit(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->check_submit(txn, doc);
}

static salesinv_status check_approve(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->check_approve(txn, doc);
}

static salesinv_status check_release(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->check_release(txn, doc);
}

static salesinv_status check_void(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->check_void(txn, doc);
}

static salesinv_status apply(sinv_txn *txn, sinv_doc *doc)
{
    return sort_of(doc)->apply(txn, doc);
}

static salesinv_status store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    return sort_of(doc)->store_serials(txn, doc, index);
}

static const sinv_transition transitions[] = {
    SINV_SUBMIT_STEP(check_submit, apply),
    SINV_APPROVE_STEP(check_approve, apply),
    SINV_RELEASE_STEPS(check_release, apply),
    SINV_VOID_STEP(OF(CONFIRMED), check_void, apply),
};

const sinv_kind sinv_outbound_kind = {
    .kind = SALESINV_KIND_OUTBOUND,
    .name = "outbound",
    .prefix = "OU",
    .flags = SINV_KIND_SERIALS | SINV_KIND_AMEND,
    .object = SINV_OBJECT_MOVEMENT,
    .table = SINV_T_OUTBOUND,
    .line_table = SINV_T_OUTBOUND_LINE,
    .approval_setting = SINV_SET_APPROVAL_OUTBOUND,
    .account_column = -1,
    .name_column = -1,
    .code_column = -1,
    .editable = SINV_DRAFTED,
    .open = OF(IN_APPROVAL),
    .editions = SINV_EDITIONS_OWN,
    .synced = SINV_EDITIONS_ERP,
    .fields = fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
    .prepare = prepare,
    .store_serials = store_serials,
    .load_lines = sinv_stock_order_load_lines,
};
