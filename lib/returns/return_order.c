/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of returns: its fields and its states. */
#include "returns/return_order.h"

#include "core/settings.h"
#include "document/fields.h"
#include "returns/plan.h"

enum { REASON_MAX = 512, CURRENCY_SIZE = 3 };

#define SETTABLE SINV_FIELD_SETTABLE
#define FIXED (SINV_FIELD_SETTABLE | SINV_FIELD_FIXED)
#define OF(status) SINV_IN(SALESINV_STATUS_##status)

static salesinv_status store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    const sinv_return_plan *plan = doc->plan;

    return sinv_goods_store_serials(txn, doc, index,
                                    plan && plan->goods ? &plan->goods[index] : NULL);
}

/* Confirmed, and goods are still to come: only then. */
static bool is_open(const sinv_row *head)
{
    return sinv_row_int(head, SINV_HEAD_STATUS) != SALESINV_STATUS_CONFIRMED ||
           sinv_row_int(head, SINV_RETURN_GOODS_IN) == SALESINV_GOODS_IN_SEPARATE;
}

/* What a line still waits for, once it is certain that it will come. */
static int64_t derive_open(const sinv_doc *doc, int32_t line)
{
    bool waits = sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_CONFIRMED &&
                 sinv_doc_int(doc, SINV_RETURN_GOODS_IN) == SALESINV_GOODS_IN_SEPARATE;

    return waits ? sinv_return_open(doc, (uint32_t)line - 1) : 0;
}

static const sinv_field head_fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_NUMBER(MODE, INT, SINV_RETURN_MODE, FIXED, SALESINV_RETURN_ORDER,
                    SALESINV_RETURN_EXCHANGE, "mode"),
    SINV_ROW_ID(SHIPMENT, SINV_RETURN_SHIPMENT, FIXED, SALESINV_KIND_SHIPMENT,
                "shipment"),
    SINV_ROW_ID(ACCOUNT, SINV_RETURN_ACCOUNT, FIXED, SALESINV_KIND_ACCOUNT, "account"),
    SINV_ROW_ID(ORDER, SINV_RETURN_ORDER, FIXED, SALESINV_KIND_ORDER, "order"),
    SINV_ROW_TEXT(CURRENCY, SINV_RETURN_CURRENCY, SETTABLE, CURRENCY_SIZE, "currency"),
    SINV_ROW_ID(WAREHOUSE, SINV_RETURN_WAREHOUSE, SETTABLE, SALESINV_KIND_WAREHOUSE,
                "warehouse"),
    SINV_ROW_ID(OUT_WAREHOUSE, SINV_RETURN_OUT_WAREHOUSE, SETTABLE,
                SALESINV_KIND_WAREHOUSE, "out_warehouse"),
    SINV_ROW_NUMBER(RETURNED_AT, TIME, SINV_RETURN_RETURNED_AT, SETTABLE, 0, 0,
                    "returned_at"),
    SINV_ROW_TEXT(REASON, SINV_RETURN_REASON, SETTABLE, REASON_MAX, "reason"),
    SINV_ROW_SHOWN(GOODS_IN, INT, SINV_RETURN_GOODS_IN, "goods_in"),
    SINV_ROW_SHOWN(ORIGIN, INT, SINV_RETURN_ORIGIN, "origin"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_RETURN_AMOUNT, "amount"),
    SINV_ROW_SHOWN(PRICE_DIFFERENCE, MONEY, SINV_RETURN_PRICE_DIFFERENCE,
                   "price_difference"),
    SINV_ROW_SHOWN(POSTING, ID, SINV_RETURN_POSTING, "posting"),
    SINV_ROW_SHOWN(OUT_POSTING, ID, SINV_RETURN_OUT_POSTING, "out_posting"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_NUMBER(DIRECTION, INT, SINV_RETURN_LINE_DIRECTION, FIXED,
                    SALESINV_DIRECTION_IN, SALESINV_DIRECTION_OUT, "direction"),
    SINV_ROW_ID(ORDER_LINE, SINV_RETURN_LINE_ORDER_LINE, FIXED | SINV_FIELD_LINE_REF, 0,
                "order_line"),
    SINV_ROW_ID(SHIPMENT_LINE, SINV_RETURN_LINE_SHIPMENT_LINE,
                FIXED | SINV_FIELD_LINE_REF, 0, "shipment_line"),
    SINV_ROW_ID(PRODUCT, SINV_RETURN_LINE_PRODUCT, SETTABLE, SALESINV_KIND_PRODUCT,
                "product"),
    SINV_ROW_NUMBER(QTY, QTY, SINV_RETURN_LINE_QTY, SETTABLE, 1, INT64_MAX, "qty"),
    SINV_ROW_NUMBER(UNSHIPPED, QTY, SINV_RETURN_LINE_UNSHIPPED, SETTABLE, 0, INT64_MAX,
                    "unshipped"),
    SINV_ROW_NUMBER(PRICE, MONEY, SINV_RETURN_LINE_PRICE, SETTABLE, 0, INT64_MAX,
                    "price"),
    SINV_ROW_ID(BIN, SINV_RETURN_LINE_BIN, SETTABLE, SALESINV_KIND_BIN, "bin"),
    SINV_ROW_ID(BATCH, SINV_RETURN_LINE_BATCH, SETTABLE, SALESINV_KIND_BATCH, "batch"),
    SINV_ROW_SHOWN(RETURNED_UNSHIPPED, QTY, SINV_RETURN_LINE_RETURNED_UNSHIPPED,
                   "returned_unshipped"),
    SINV_ROW_SHOWN(RECEIVED, QTY, SINV_RETURN_LINE_RECEIVED, "received"),
    SINV_ROW_SHOWN(CLOSED, QTY, SINV_RETURN_LINE_CLOSED, "closed"),
    SINV_ROW_DERIVED(OPEN, QTY, derive_open, "open"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_RETURN_LINE_AMOUNT, "amount"),
};

static const sinv_transition transitions[] = {
    SINV_SUBMIT_STEP(sinv_return_check_submit, sinv_return_apply_submit),
    SINV_APPROVE_STEP(sinv_return_check_approve, sinv_return_apply_approve),
    SINV_RELEASE_STEPS(sinv_return_check_release, sinv_return_apply_release),
    SINV_VOID_STEP(OF(CONFIRMED) | OF(RECEIVED) | OF(CLOSED), sinv_return_check_void,
                   sinv_return_apply_void),
    {SINV_VERB_TAKE_IN, SINV_ACTION_CONFIRM, 0, SALESINV_EVENT_GOODS_IN, OF(CONFIRMED),
     sinv_return_check_take_in, sinv_return_apply_take_in},
    {SINV_VERB_CLOSE, SINV_ACTION_CLOSE, SALESINV_STATUS_CLOSED, SALESINV_EVENT_CLOSED,
     OF(CONFIRMED), sinv_return_check_close, sinv_return_apply_close},
};

static const sinv_switch_use switch_uses[] = {
    {SINV_SET_PLUGIN_SHIPMENT_RETURN, SINV_RETURN_MODE, 0, SALESINV_RETURN_SHIPMENT},
    {SINV_SET_PLUGIN_FREE_RETURN, SINV_RETURN_MODE, 0, SALESINV_RETURN_FREE},
    {SINV_SET_PLUGIN_EXCHANGE, SINV_RETURN_MODE, 0, SALESINV_RETURN_EXCHANGE},
};

static bool is_pushed(const sinv_row *head)
{
    return sinv_row_int(head, SINV_RETURN_ORIGIN) == SALESINV_ORIGIN_INTEGRATION;
}

const sinv_kind sinv_return_kind = {
    .kind = SALESINV_KIND_RETURN,
    .name = "return",
    .prefix = "RT",
    .flags = SINV_KIND_SERIALS | SINV_KIND_AMEND,
    .object = SINV_OBJECT_RETURN,
    .table = SINV_T_RETURN,
    .line_table = SINV_T_RETURN_LINE,
    .approval_setting = SINV_SET_APPROVAL_RETURN,
    .account_column = SINV_RETURN_ACCOUNT,
    .name_column = -1,
    .code_column = -1,
    .editable = SINV_DRAFTED,
    .early = SINV_DRAFTED | OF(IN_APPROVAL),
    .open = OF(IN_APPROVAL) | OF(CONFIRMED),
    .pushed = OF(CONFIRMED) | OF(RECEIVED) | OF(CLOSED),
    .editions = SINV_EDITIONS_BOTH,
    .fields = head_fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(head_fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
    .switch_uses = switch_uses,
    .switch_use_count = SINV_COUNT_OF(switch_uses),
    .prepare = sinv_return_prepare,
    .store_serials = store_serials,
    .is_open = is_open,
    .is_pushed = is_pushed,
};
