/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of sales orders: its fields, its states, and the figures derived from a line's counters. */
#include "sales/order.h"

#include "core/settings.h"
#include "document/fields.h"

enum { NOTE_MAX = 4000, CURRENCY_SIZE = 3 };

#define SETTABLE SINV_FIELD_SETTABLE
#define REQUIRED (SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED)
#define OF(status) SINV_IN(SALESINV_STATUS_##status)

int64_t sinv_order_balance(const sinv_doc *order, uint32_t index)
{
    if (!sinv_order_moves(order, index))
        return 0;
    return sinv_doc_line_int(order, index, SINV_ORDER_LINE_QTY) -
           sinv_doc_line_int(order, index, SINV_ORDER_LINE_SHIPPED) -
           sinv_doc_line_int(order, index, SINV_ORDER_LINE_RETURNED_UNSHIPPED) -
           sinv_doc_line_int(order, index, SINV_ORDER_LINE_CLOSED);
}

int64_t sinv_order_remaining(const sinv_doc *order, uint32_t index)
{
    int64_t balance = sinv_order_balance(order, index);

    return balance > 0 ? balance : 0;
}

int64_t sinv_order_shippable(const sinv_doc *order, uint32_t index)
{
    int64_t left = sinv_order_remaining(order, index) -
                   sinv_doc_line_int(order, index, SINV_ORDER_LINE_SHIP_PENDING) -
                   sinv_doc_line_int(order, index, SINV_ORDER_LINE_NOTICED) -
                   sinv_doc_line_int(order, index, SINV_ORDER_LINE_UNSHIPPED_PENDING);

    return left > 0 ? left : 0;
}

/* What a buyer may still wait for; 0 before submission and after the order's end. */
static int64_t derive_shippable(const sinv_doc *doc, int32_t line)
{
    uint32_t status = SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS));

    return status & SINV_ORDER_SHIPPING ? sinv_order_shippable(doc, (uint32_t)line - 1)
                                        : 0;
}

static int64_t sum_of(const sinv_doc *doc, int32_t column)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < doc->line_count; i++)
        sum += sinv_doc_line_int(doc, i, column);
    return sum;
}

static int64_t derive_shipping_status(const sinv_doc *doc, int32_t line)
{
    int64_t remaining = 0;

    (void)line;
    if (sum_of(doc, SINV_ORDER_LINE_SHIPPED) == 0)
        return SALESINV_PROGRESS_NONE;
    for (uint32_t i = 0; i < doc->line_count; i++)
        remaining += sinv_order_remaining(doc, i);
    return remaining > 0 ? SALESINV_PROGRESS_PARTIAL : SALESINV_PROGRESS_COMPLETE;
}

static int64_t derive_receipt_status(const sinv_doc *doc, int32_t line)
{
    (void)line;
    if (sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_RECEIVED)
        return SALESINV_PROGRESS_COMPLETE;
    return sum_of(doc, SINV_ORDER_LINE_RECEIVED) > 0 ? SALESINV_PROGRESS_PARTIAL
                                                     : SALESINV_PROGRESS_NONE;
}

/* A counter as people see it. */
#define FIGURE(counter)                                                                \
    static int64_t derive_##counter(const sinv_doc *doc, int32_t line)                 \
    {                                                                                  \
        return sinv_order_figure(doc, (uint32_t)line - 1, SINV_ORDER_LINE_##counter);  \
    }
#define FIGURE_ROW(counter, key) SINV_ROW_DERIVED(counter, QTY, derive_##counter, key)
FIGURE(FROZEN)
FIGURE(NOTICED)
FIGURE(SHIP_PENDING)
FIGURE(SHIPPED)
FIGURE(RECEIVED)
FIGURE(RETURN_PENDING)
FIGURE(UNSHIPPED_PENDING)
FIGURE(RETURNED_UNSHIPPED)
FIGURE(RETURNED_SHIPPED)
FIGURE(CLOSED)

static const sinv_field head_fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_ID(ACCOUNT, SINV_ORDER_ACCOUNT, REQUIRED, SALESINV_KIND_ACCOUNT,
                "account"),
    SINV_ROW_TEXT(CURRENCY, SINV_ORDER_CURRENCY, SETTABLE, CURRENCY_SIZE, "currency"),
    SINV_ROW_NUMBER(ORDERED_AT, TIME, SINV_ORDER_ORDERED_AT, SETTABLE, 0, 0,
                    "ordered_at"),
    SINV_ROW_ID(WAREHOUSE, SINV_ORDER_WAREHOUSE, SETTABLE, SALESINV_KIND_WAREHOUSE,
                "warehouse"),
    SINV_ROW_ID(SHIP_TO, SINV_ORDER_SHIP_TO, SETTABLE | SINV_FIELD_LINE_REF, 0,
                "ship_to"),
    SINV_ROW_TEXT(NOTE, SINV_ORDER_NOTE, SETTABLE, NOTE_MAX, "note"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_ORDER_AMOUNT, "amount"),
    SINV_ROW_SHOWN(MODE, INT, SINV_ORDER_MODE, "ordering_mode"),
    SINV_ROW_SHOWN(VALIDATION, INT, SINV_ORDER_RULE, "validation"),
    SINV_ROW_SHOWN(SHIPPING_MODE, INT, SINV_ORDER_SHIPPING_MODE, "shipping_mode"),
    SINV_ROW_SHOWN(KITS, INT, SINV_ORDER_KITS, "kits"),
    SINV_ROW_DERIVED(SHIPPING_STATUS, INT, derive_shipping_status, "shipping_status"),
    SINV_ROW_DERIVED(RECEIPT_STATUS, INT, derive_receipt_status, "receipt_status"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_ID(PRODUCT, SINV_ORDER_LINE_PRODUCT, REQUIRED, SALESINV_KIND_PRODUCT,
                "product"),
    SINV_ROW_NUMBER(QTY, QTY, SINV_ORDER_LINE_QTY, SETTABLE, 1, INT64_MAX, "qty"),
    SINV_ROW_ID(UNIT, SINV_ORDER_LINE_UNIT, SETTABLE, SALESINV_KIND_UNIT, "unit"),
    SINV_ROW_NUMBER(UNIT_QTY, QTY, SINV_ORDER_LINE_UNIT_QTY, SETTABLE, 1, INT64_MAX,
                    "unit_qty"),
    SINV_ROW_NUMBER(PRICE, MONEY, SINV_ORDER_LINE_PRICE, SETTABLE, 0, INT64_MAX,
                    "price"),
    SINV_ROW_NUMBER(DISCOUNT, INT, SINV_ORDER_LINE_DISCOUNT, SETTABLE, 0, 10000,
                    "discount"),
    SINV_ROW_SHOWN(AMOUNT, MONEY, SINV_ORDER_LINE_AMOUNT, "amount"),
    SINV_ROW_SHOWN(PARENT_LINE, INT, SINV_ORDER_LINE_PARENT, "parent_line"),
    SINV_ROW_SHOWN(KIT_KIND, INT, SINV_ORDER_LINE_KIT_KIND, "kit_kind"),
    SINV_ROW_SHOWN(PER_KIT, QTY, SINV_ORDER_LINE_PER_KIT, "per_kit"),
    SINV_ROW_SHOWN(KIT_AMOUNT, MONEY, SINV_ORDER_LINE_KIT_AMOUNT, "kit_amount"),
    FIGURE_ROW(FROZEN, "frozen"),
    FIGURE_ROW(NOTICED, "noticed"),
    FIGURE_ROW(SHIP_PENDING, "ship_pending"),
    FIGURE_ROW(SHIPPED, "shipped"),
    FIGURE_ROW(RECEIVED, "received"),
    FIGURE_ROW(RETURN_PENDING, "return_pending"),
    FIGURE_ROW(UNSHIPPED_PENDING, "unshipped_pending"),
    FIGURE_ROW(RETURNED_UNSHIPPED, "returned_unshipped"),
    FIGURE_ROW(RETURNED_SHIPPED, "returned_shipped"),
    FIGURE_ROW(CLOSED, "closed"),
    SINV_ROW_DERIVED(SHIPPABLE, QTY, derive_shippable, "shippable"),
};

static const sinv_transition transitions[] = {
    SINV_SUBMIT_STEP(sinv_order_check_submit, sinv_order_apply_submit),
    SINV_APPROVE_STEP(NULL, sinv_order_apply_approve),
    SINV_RELEASE_STEPS(sinv_order_check_release, sinv_order_apply_send_back),
    SINV_VOID_STEP(OF(CONFIRMED), sinv_order_check_void, sinv_order_apply_release),
    {SINV_VERB_CLOSE, SINV_ACTION_CLOSE, SALESINV_STATUS_CLOSED, SALESINV_EVENT_CLOSED,
     OF(CONFIRMED), sinv_order_check_close, sinv_order_apply_close},
    {SINV_VERB_REOPEN, SINV_ACTION_CLOSE, SALESINV_STATUS_CONFIRMED,
     SALESINV_EVENT_REOPENED, OF(CLOSED) | OF(RECEIVED), sinv_order_check_reopen,
     sinv_order_apply_reopen},
};

const sinv_kind sinv_order_kind = {
    .kind = SALESINV_KIND_ORDER,
    .name = "order",
    .prefix = "SO",
    .object = SINV_OBJECT_ORDER,
    .table = SINV_T_ORDER,
    .line_table = SINV_T_ORDER_LINE,
    .approval_setting = SINV_SET_APPROVAL_ORDER,
    .account_column = SINV_ORDER_ACCOUNT,
    .name_column = -1,
    .code_column = -1,
    .editable = SINV_DRAFTED,
    .early = OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN) | OF(IN_APPROVAL),
    .late = OF(CLOSED),
    .open = OF(IN_APPROVAL) | OF(CONFIRMED),
    .pushed = OF(CONFIRMED) | OF(SHIPPED) | OF(RECEIVED) | OF(CLOSED),
    .editions = SINV_EDITIONS_BOTH,
    .fields = head_fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(head_fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
    .prepare = sinv_order_prepare,
    .revisable = OF(IN_APPROVAL) | OF(CONFIRMED) | OF(SHIPPED) | OF(RECEIVED),
    .check_revise = sinv_order_check_revise,
    .apply_revise = sinv_order_apply_revise,
};
