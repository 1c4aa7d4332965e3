/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of shipments: its fields and its states. */
#include "fulfil/shipment.h"

#include "core/settings.h"
#include "document/fields.h"
#include "fulfil/notice.h"
#include "fulfil/parcel.h"
#include "fulfil/plan.h"

enum { LOGISTICS_MAX = 128, REASON_MAX = 512 };

#define SETTABLE SINV_FIELD_SETTABLE
#define FIXED (SINV_FIELD_SETTABLE | SINV_FIELD_FIXED)
#define LATE (SINV_FIELD_SETTABLE | SINV_FIELD_LATE)
#define OF(status) SINV_IN(SALESINV_STATUS_##status)

bool sinv_shipment_is_notice(const sinv_doc *shipment)
{
    return sinv_doc_int(shipment, SINV_SHIPMENT_MODE) == SALESINV_SHIPPING_NOTICE;
}

int64_t sinv_shipment_sent(const sinv_doc *shipment, uint32_t index)
{
    return sinv_doc_line_int(shipment, index,
                             sinv_shipment_is_notice(shipment)
                                 ? SINV_SHIPMENT_LINE_OUTBOUND_QTY
                                 : SINV_SHIPMENT_LINE_QTY);
}

int64_t sinv_shipment_returnable(const sinv_doc *shipment, uint32_t index)
{
    return sinv_shipment_sent(shipment, index) -
           sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_RETURNED) -
           sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_RETURN_PENDING);
}

static int64_t derive_returnable(const sinv_doc *doc, int32_t line)
{
    uint32_t status = SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS));

    return status & SINV_SHIPMENT_OUT
               ? sinv_shipment_returnable(doc, (uint32_t)line - 1)
               : 0;
}

static salesinv_status store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    const sinv_shipment_plan *plan = doc->plan;

    return sinv_goods_store_serials(
        txn, doc, index, plan && plan->out.goods ? &plan->out.goods[index] : NULL);
}

static const sinv_field head_fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_ID(ORDER, SINV_SHIPMENT_ORDER, FIXED, SALESINV_KIND_ORDER, "order"),
    SINV_ROW_ID(ACCOUNT, SINV_SHIPMENT_ACCOUNT, FIXED, SALESINV_KIND_ACCOUNT,
                "account"),
    SINV_ROW_ID(WAREHOUSE, SINV_SHIPMENT_WAREHOUSE, SETTABLE, SALESINV_KIND_WAREHOUSE,
                "warehouse"),
    SINV_ROW_TEXT(CARRIER, SINV_SHIPMENT_CARRIER, LATE, LOGISTICS_MAX, "carrier"),
    SINV_ROW_TEXT(TRACKING_NUMBER, SINV_SHIPMENT_TRACKING_NUMBER, LATE, LOGISTICS_MAX,
                  "tracking_number"),
    SINV_ROW_TEXT(RECEIVER, SINV_SHIPMENT_RECEIVER, LATE, LOGISTICS_MAX, "receiver"),
    SINV_ROW_SHOWN(MODE, INT, SINV_SHIPMENT_MODE, "mode"),
    SINV_ROW_SHOWN(SHIPPED_AT, TIME, SINV_SHIPMENT_SHIPPED_AT, "shipped_at"),
    SINV_ROW_SHOWN(RECEIVED_AT, TIME, SINV_SHIPMENT_RECEIVED_AT, "received_at"),
    SINV_ROW_SHOWN(RECEIVED_BY, ID, SINV_SHIPMENT_RECEIVED_BY, "received_by"),
    SINV_ROW_SHOWN(RECEIPT_METHOD, INT, SINV_SHIPMENT_RECEIPT_METHOD, "receipt_method"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_SHIPMENT_AMOUNT, "amount"),
    SINV_ROW_SHOWN(POSTING, ID, SINV_SHIPMENT_POSTING, "posting"),
    SINV_ROW_SHOWN(REASON, TEXT, SINV_SHIPMENT_REASON, "reason"),
    SINV_ROW_SHOWN(ORIGIN, INT, SINV_SHIPMENT_ORIGIN, "origin"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_ID(ORDER, SINV_SHIPMENT_LINE_ORDER, FIXED, SALESINV_KIND_ORDER, "order"),
    SINV_ROW_ID(ORDER_LINE, SINV_SHIPMENT_LINE_ORDER_LINE, FIXED | SINV_FIELD_LINE_REF,
                0, "order_line"),
    SINV_ROW_NUMBER(QTY, QTY, SINV_SHIPMENT_LINE_QTY, SETTABLE, 1, INT64_MAX, "qty"),
    SINV_ROW_ID(BIN, SINV_SHIPMENT_LINE_BIN, SETTABLE, SALESINV_KIND_BIN, "bin"),
    SINV_ROW_ID(BATCH, SINV_SHIPMENT_LINE_BATCH, SETTABLE, SALESINV_KIND_BATCH,
                "batch"),
    SINV_ROW_SHOWN(PRODUCT, ID, SINV_SHIPMENT_LINE_PRODUCT, "product"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_SHIPMENT_LINE_AMOUNT, "amount"),
    SINV_ROW_NUMBER(RECEIVED, QTY, SINV_SHIPMENT_LINE_RECEIVED, SETTABLE, 0, INT64_MAX,
                    "received"),
    SINV_ROW_TEXT(SHORT_REASON, SINV_SHIPMENT_LINE_SHORT_REASON, SETTABLE, REASON_MAX,
                  "short_reason"),
    SINV_ROW_SHOWN(OUTBOUND_QTY, QTY, SINV_SHIPMENT_LINE_OUTBOUND_QTY, "outbound_qty"),
    SINV_ROW_SHOWN(OUTBOUND_PENDING, QTY, SINV_SHIPMENT_LINE_OUTBOUND_PENDING,
                   "outbound_pending"),
    SINV_ROW_SHOWN(CLOSED, QTY, SINV_SHIPMENT_LINE_CLOSED, "closed"),
    SINV_ROW_SHOWN(RETURN_PENDING, QTY, SINV_SHIPMENT_LINE_RETURN_PENDING,
                   "return_pending"),
    SINV_ROW_SHOWN(RETURNED, QTY, SINV_SHIPMENT_LINE_RETURNED, "returned"),
    SINV_ROW_DERIVED(RETURNABLE, QTY, derive_returnable, "returnable"),
};

static const sinv_transition transitions[] = {
    SINV_SUBMIT_STEP(sinv_shipment_check_submit, sinv_shipment_apply_submit),
    SINV_APPROVE_STEP(sinv_shipment_check_approve, sinv_shipment_apply_approve),
    SINV_RELEASE_STEPS(sinv_shipment_check_release, sinv_shipment_apply_release),
    SINV_VOID_STEP(OF(SHIPPED) | OF(ISSUED) | OF(PARTIALLY_OUTBOUND) | OF(OUTBOUND),
                   sinv_shipment_check_void, sinv_shipment_apply_void),
    {SINV_VERB_CLOSE, SINV_ACTION_VOID, SALESINV_STATUS_CLOSED, SALESINV_EVENT_CLOSED,
     SINV_NOTICE_LIVE, sinv_notice_check_close, sinv_notice_apply_close},
    {SINV_VERB_RECEIVE, SINV_ACTION_CONFIRM, SALESINV_STATUS_RECEIVED,
     SALESINV_EVENT_RECEIVED, SINV_SHIPMENT_COMPLETE, sinv_shipment_check_receive,
     sinv_shipment_apply_receive},
    {SINV_VERB_UNDO_RECEIPT, SINV_ACTION_VOID, SALESINV_STATUS_SHIPPED,
     SALESINV_EVENT_RECEIPT_UNDONE, OF(RECEIVED), sinv_shipment_check_undo_receipt,
     sinv_shipment_apply_undo_receipt},
};

static const sinv_switch_use switch_uses[] = {
    {SINV_SET_PLUGIN_MULTI_ORDER, SINV_SHIPMENT_ORDER, 0, 0},
};

/* Notices that were written beside the ERP; what it sent itself it knows. */
static bool is_pushed(const sinv_row *head)
{
    return sinv_row_int(head, SINV_SHIPMENT_MODE) == SALESINV_SHIPPING_NOTICE &&
           sinv_row_int(head, SINV_SHIPMENT_ORIGIN) == SALESINV_ORIGIN_INTEGRATION;
}

const sinv_kind sinv_shipment_kind = {
    .kind = SALESINV_KIND_SHIPMENT,
    .name = "shipment",
    .prefix = "SH",
    .flags = SINV_KIND_SERIALS | SINV_KIND_AMEND,
    .object = SINV_OBJECT_SHIPMENT,
    .receive_object = SINV_OBJECT_RECEIPT,
    .table = SINV_T_SHIPMENT,
    .line_table = SINV_T_SHIPMENT_LINE,
    .approval_setting = SINV_SET_APPROVAL_SHIPMENT,
    .account_column = SINV_SHIPMENT_ACCOUNT,
    .name_column = -1,
    .code_column = -1,
    .confirmed = SALESINV_STATUS_SHIPPED,
    .editable = SINV_DRAFTED,
    .late = OF(IN_APPROVAL) | OF(ISSUED) | SINV_SHIPMENT_OUT,
    .open = OF(IN_APPROVAL) | SINV_NOTICE_LIVE,
    .pushed =
        OF(ISSUED) | OF(PARTIALLY_OUTBOUND) | OF(OUTBOUND) | OF(RECEIVED) | OF(CLOSED),
    .editions = SINV_EDITIONS_BOTH,
    .fields = head_fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(head_fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
    .switch_uses = switch_uses,
    .switch_use_count = SINV_COUNT_OF(switch_uses),
    .prepare = sinv_shipment_prepare,
    .is_pushed = is_pushed,
    .erase = sinv_shipment_erase,
    .apply_write = sinv_parcel_follow,
    .store_serials = store_serials,
};
