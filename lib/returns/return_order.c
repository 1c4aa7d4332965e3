/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of returns: its fields and its states. */
#include "returns/return_order.h"

#include "core/settings.h"
#include "document/fields.h"
#include "returns/plan.h"

enum { REASON_MAX = 512 };

#define SETTABLE SINV_FIELD_SETTABLE
#define FIXED (SINV_FIELD_SETTABLE | SINV_FIELD_FIXED)
#define OF(status) SINV_IN(SALESINV_STATUS_##status)

static salesinv_status store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    const sinv_return_plan *plan = doc->plan;

    return sinv_goods_store_serials(txn, doc, index,
                                    plan && plan->goods ? &plan->goods[index] : NULL);
}

static const sinv_field head_fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_NUMBER(MODE, INT, SINV_RETURN_MODE, FIXED, SALESINV_RETURN_ORDER,
                    SALESINV_RETURN_EXCHANGE, "mode"),
    SINV_ROW_ID(SHIPMENT, SINV_RETURN_SHIPMENT, FIXED, SALESINV_KIND_SHIPMENT,
                "shipment"),
    SINV_ROW_ID(ACCOUNT, SINV_RETURN_ACCOUNT, FIXED, SALESINV_KIND_ACCOUNT, "account"),
    SINV_ROW_ID(ORDER, SINV_RETURN_ORDER, 0, SALESINV_KIND_ORDER, "order"),
    SINV_ROW_ID(WAREHOUSE, SINV_RETURN_WAREHOUSE, SETTABLE, SALESINV_KIND_WAREHOUSE,
                "warehouse"),
    SINV_ROW_NUMBER(RETURNED_AT, TIME, SINV_RETURN_RETURNED_AT, SETTABLE, 0, 0,
                    "returned_at"),
    SINV_ROW_TEXT(REASON, SINV_RETURN_REASON, SETTABLE, REASON_MAX, "reason"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_RETURN_AMOUNT, "amount"),
    SINV_ROW_SHOWN(POSTING, ID, SINV_RETURN_POSTING, "posting"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_ID(SHIPMENT_LINE, SINV_RETURN_LINE_SHIPMENT_LINE,
                FIXED | SINV_FIELD_REQUIRED | SINV_FIELD_LINE_REF, 0, "shipment_line"),
    SINV_ROW_NUMBER(QTY, QTY, SINV_RETURN_LINE_QTY, SETTABLE, 1, INT64_MAX, "qty"),
    SINV_ROW_NUMBER(PRICE, MONEY, SINV_RETURN_LINE_PRICE, SETTABLE, 0, INT64_MAX,
                    "price"),
    SINV_ROW_ID(BIN, SINV_RETURN_LINE_BIN, SETTABLE, SALESINV_KIND_BIN, "bin"),
    SINV_ROW_ID(BATCH, SINV_RETURN_LINE_BATCH, SETTABLE, SALESINV_KIND_BATCH, "batch"),
    SINV_ROW_SHOWN(PRODUCT, ID, SINV_RETURN_LINE_PRODUCT, "product"),
    SINV_ROW_SHOWN(ORDER_LINE, ID, SINV_RETURN_LINE_ORDER_LINE, "order_line"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_RETURN_LINE_AMOUNT, "amount"),
};

static const sinv_transition transitions[] = {
    {SINV_VERB_SUBMIT, SINV_ACTION_SUBMIT, 0, SALESINV_EVENT_SUBMITTED,
     OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN), sinv_return_check_submit,
     sinv_return_apply_submit},
    {SINV_VERB_APPROVE, SINV_ACTION_APPROVE, 0, SALESINV_EVENT_APPROVED,
     OF(IN_APPROVAL), sinv_return_check_approve, sinv_return_apply_approve},
    {SINV_VERB_REJECT, SINV_ACTION_APPROVE, SALESINV_STATUS_REJECTED,
     SALESINV_EVENT_REJECTED, OF(IN_APPROVAL), sinv_return_check_release,
     sinv_return_apply_release},
    {SINV_VERB_WITHDRAW, SINV_ACTION_SUBMIT, SALESINV_STATUS_WITHDRAWN,
     SALESINV_EVENT_WITHDRAWN, OF(IN_APPROVAL), sinv_return_check_release,
     sinv_return_apply_release},
    {SINV_VERB_VOID, SINV_ACTION_VOID, SALESINV_STATUS_VOID, SALESINV_EVENT_VOIDED,
     OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN) | OF(IN_APPROVAL) | OF(CONFIRMED),
     sinv_return_check_void, sinv_return_apply_void},
};

static const sinv_switch_use switch_uses[] = {
    {SINV_SET_PLUGIN_SHIPMENT_RETURN, SINV_RETURN_MODE, 0, SALESINV_RETURN_SHIPMENT},
    {SINV_SET_PLUGIN_FREE_RETURN, SINV_RETURN_MODE, 0, SALESINV_RETURN_FREE},
    {SINV_SET_PLUGIN_EXCHANGE, SINV_RETURN_MODE, 0, SALESINV_RETURN_EXCHANGE},
};

const sinv_kind sinv_return_kind = {
    .kind = SALESINV_KIND_RETURN,
    .name = "return",
    .prefix = "RT",
    .flags = SINV_KIND_SERIALS,
    .object = SINV_OBJECT_RETURN,
    .table = SINV_T_RETURN,
    .line_table = SINV_T_RETURN_LINE,
    .approval_setting = SINV_SET_APPROVAL_RETURN,
    .account_column = SINV_RETURN_ACCOUNT,
    .name_column = -1,
    .code_column = -1,
    .editable = OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN),
    .open = OF(IN_APPROVAL),
    .editions = 1 << SALESINV_EDITION_STANDALONE,
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
};
