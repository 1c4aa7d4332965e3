/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the fault programme: the exported functions that every kind has, one line each, as
 * lib/document/kind_api.h makes them. They work on what programme_prepare made.
 */
#include "salesinv/account.h"
#include "salesinv/adjustment.h"
#include "salesinv/batch.h"
#include "salesinv/bin.h"
#include "salesinv/category.h"
#include "salesinv/inbound.h"
#include "salesinv/order.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/return.h"
#include "salesinv/shipment.h"
#include "salesinv/unit.h"
#include "salesinv/warehouse.h"
#include "support/fix_kinds.h"
#include "support/programme.h"

#define KEY "case"

/* What every act does with its answer: the output is there exactly if the call succeeded. */
#define DONE(noun, rc, got)                                                            \
    assert_true(((rc) == SALESINV_OK) == ((got) != NULL));                             \
    salesinv_##noun##_free(got);                                                       \
    return rc

#define READ(noun)                                                                     \
    static salesinv_status noun##_get(programme *at)                                   \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc = salesinv_##noun##_get(at->admin, at->ready.id, &got);     \
        DONE(noun, rc, got);                                                           \
    }                                                                                  \
    static salesinv_status noun##_find(programme *at)                                  \
    {                                                                                  \
        salesinv_cursor *got;                                                          \
        salesinv_status rc =                                                           \
            salesinv_##noun##_find(at->admin, at->ready.filter, &got);                 \
        DONE(cursor, rc, got);                                                         \
    }

#define WRITE(noun, flags)                                                             \
    static salesinv_status noun##_create(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc =                                                           \
            salesinv_##noun##_create(at->admin, at->ready.draft, flags, KEY, &got);    \
        DONE(noun, rc, got);                                                           \
    }                                                                                  \
    static salesinv_status noun##_update(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc = salesinv_##noun##_update(at->admin, at->ready.id, 0,      \
                                                      at->ready.draft, KEY, &got);     \
        DONE(noun, rc, got);                                                           \
    }

#define STEP(noun, step)                                                               \
    static salesinv_status noun##_##step(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc =                                                           \
            salesinv_##noun##_##step(at->admin, at->ready.id, 0, KEY, &got);           \
        DONE(noun, rc, got);                                                           \
    }

#define REASONED(noun, step)                                                           \
    static salesinv_status noun##_##step(programme *at)                                \
    {                                                                                  \
        salesinv_##noun *got;                                                          \
        salesinv_status rc =                                                           \
            salesinv_##noun##_##step(at->admin, at->ready.id, 0, "why", KEY, &got);    \
        DONE(noun, rc, got);                                                           \
    }

/* What goods and partners, and what documents can do. */
#define MASTER(noun)                                                                   \
    READ(noun) WRITE(noun, 0) STEP(noun, deactivate) STEP(noun, activate)
#define DOCUMENT(noun)                                                                 \
    READ(noun)                                                                         \
    WRITE(noun, SALESINV_SUBMIT)                                                       \
    STEP(noun, submit)                                                                 \
    STEP(noun, approve) STEP(noun, withdraw) REASONED(noun, reject) REASONED(noun, void)

MASTER(category)
MASTER(unit)
MASTER(product)
MASTER(account)
MASTER(warehouse)
MASTER(bin)
MASTER(batch)
STEP(account, erase)
DOCUMENT(inbound)
DOCUMENT(outbound)
DOCUMENT(order)
DOCUMENT(shipment)
DOCUMENT(return )
READ(adjustment)
WRITE(adjustment, SALESINV_SUBMIT)
STEP(adjustment, submit)
REASONED(adjustment, void)
REASONED(order, close_remainder)
STEP(order, reopen)

static void close_order(programme *at)
{
    assert_ok(at->admin, salesinv_order_close_remainder(at->admin, at->ready.id, 0,
                                                        NULL, NULL, NULL));
}

REASONED(return, close)

static salesinv_status return_take_in(programme *at)
{
    salesinv_return *got;
    salesinv_status rc =
        salesinv_return_take_in(at->admin, at->ready.id, 0, NULL, KEY, &got);

    DONE(return, rc, got);
}

static salesinv_status order_freezes(programme *at)
{
    salesinv_freezes *got;
    salesinv_status rc = salesinv_order_freezes(at->admin, at->ready.id, &got);

    DONE(freezes, rc, got);
}

static salesinv_status return_bookings(programme *at)
{
    salesinv_bookings *got;
    salesinv_status rc = salesinv_return_bookings(at->admin, at->ready.id, &got);

    DONE(bookings, rc, got);
}

/* A return of an order: a part was never shipped, a part comes in. */
static void of_order(programme *at)
{
    at->ready.id = fix_create(at->admin, SALESINV_KIND_RETURN, 0,
                              "{\"lines\": [{\"order_line\": %lld, \"qty\": \"8\"}]}",
                              (long long)sinv_line_id(at->goods.order, 1));
}

static void of_order_done(programme *at)
{
    of_order(at);
    assert_ok(at->admin,
              salesinv_return_submit(at->admin, at->ready.id, 0, NULL, NULL));
}

/* A serial comes back to the order, another goes out for it. */
static void of_exchange(programme *at)
{
    fix_setting(at->admin, "plugin.exchange", 1);
    at->ready.id = fix_create(
        at->admin, SALESINV_KIND_RETURN, 0,
        "{\"mode\": 4, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
        "\"qty\": "
        "\"1\", \"serials\": [\"SN0002\"]}, {\"direction\": 2, \"product\": %lld, "
        "\"qty\": \"1\", \"serials\": [\"SN0020\"]}]}",
        (long long)at->goods.warehouse, (long long)sinv_line_id(at->goods.order, 2),
        (long long)at->goods.tracked);
}

static void of_exchange_pending(programme *at)
{
    of_exchange(at);
    fix_setting(at->admin, "approval.return", 1);
    assert_ok(at->admin,
              salesinv_return_submit(at->admin, at->ready.id, 0, NULL, NULL));
}

static void of_exchange_done(programme *at)
{
    of_exchange(at);
    assert_ok(at->admin,
              salesinv_return_submit(at->admin, at->ready.id, 0, NULL, NULL));
}

/* Goods of returns come in later. */
static void submit_separate(programme *at)
{
    fix_setting(at->admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    assert_ok(at->admin,
              salesinv_return_submit(at->admin, at->ready.id, 0, NULL, NULL));
}

static salesinv_status shipment_receive(programme *at)
{
    salesinv_shipment *got;
    salesinv_status rc =
        salesinv_shipment_receive(at->admin, at->ready.id, 0, NULL, KEY, &got);

    DONE(shipment, rc, got);
}

REASONED(shipment, undo_receipt)

static void receive_shipment(programme *at)
{
    assert_ok(at->admin,
              salesinv_shipment_receive(at->admin, at->ready.id, 0, NULL, NULL, NULL));
}

REASONED(shipment, close)

/* Instead of the shipment at hand a notice, of an order placed while shipments are notices. */
static void issue_notice(programme *at)
{
    salesinv_id order;

    fix_setting(at->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    order = fix_create(at->admin, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                       "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                       "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"3\"}]}",
                       (long long)at->goods.account, (long long)at->goods.warehouse,
                       (long long)at->goods.plain);
    at->ready.id = fix_create(at->admin, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
                              "{\"order\": %lld}", (long long)order);
}

static void let_time_pass(programme *at)
{
    assert_ok(at->admin,
              salesinv_setting_set_int(at->admin, "receipt.timeout", NULL, 1, NULL));
    at->now += 8 * FIX_DAY;
}

static salesinv_status receipt_run_due(programme *at)
{
    int32_t count = 7;
    salesinv_status rc = salesinv_receipt_run_due(at->admin, 10, KEY, &count);

    if (rc != SALESINV_OK)
        assert_int_equal(count, 0);
    return rc;
}

/* clang-format off */
#define CASE(noun, call, KIND, STAGE, flags)                                           \
    {#noun "_" #call, noun##_##call, NULL, NULL, flags, SALESINV_KIND_##KIND, STAGE_##STAGE}
#define MASTER_CASES(noun, KIND)                                                       \
    CASE(noun, get, KIND, STORED, 0),                                                  \
    CASE(noun, find, KIND, FILTER, 0),                                                 \
    CASE(noun, create, KIND, FRESH, 0),                                                \
    CASE(noun, update, KIND, CHANGED, 0),                                              \
    CASE(noun, deactivate, KIND, STORED, 0),                                           \
    CASE(noun, activate, KIND, STOPPED, 0)
#define DOCUMENT_CASES(noun, KIND)                                                     \
    CASE(noun, get, KIND, STORED, 0),                                                  \
    CASE(noun, find, KIND, FILTER, 0),                                                 \
    CASE(noun, create, KIND, FRESH, 0),                                                \
    CASE(noun, update, KIND, CHANGED, 0),                                              \
    CASE(noun, submit, KIND, STORED, 0),                                               \
    CASE(noun, approve, KIND, PENDING, 0),                                             \
    CASE(noun, withdraw, KIND, PENDING, 0),                                            \
    CASE(noun, reject, KIND, PENDING, 0),                                              \
    CASE(noun, void, KIND, DONE, 0)

static const programme_case masters[] = {
    MASTER_CASES(category, CATEGORY),
    MASTER_CASES(unit, UNIT),
    MASTER_CASES(product, PRODUCT),
    MASTER_CASES(account, ACCOUNT),
    MASTER_CASES(warehouse, WAREHOUSE),
    MASTER_CASES(bin, BIN),
    MASTER_CASES(batch, BATCH),
    CASE(account, erase, ACCOUNT, STOPPED, 0),
};

static const programme_case documents[] = {
    DOCUMENT_CASES(inbound, INBOUND),
    DOCUMENT_CASES(outbound, OUTBOUND),
    DOCUMENT_CASES(order, ORDER),
    DOCUMENT_CASES(shipment, SHIPMENT),
    DOCUMENT_CASES(return, RETURN),
    CASE(order, freezes, ORDER, DONE, 0),
    CASE(return, bookings, RETURN, DONE, 0),
    {"return_submit", return_submit, of_order, NULL, 0, SALESINV_KIND_RETURN, STAGE_STORED},
    {"return_void", return_void, of_order_done, NULL, 0, SALESINV_KIND_RETURN, STAGE_STORED},
    {"return_submit", return_submit, of_exchange, NULL, 0, SALESINV_KIND_RETURN, STAGE_STORED},
    {"return_approve", return_approve, of_exchange_pending, NULL, 0, SALESINV_KIND_RETURN,
     STAGE_STORED},
    {"return_reject", return_reject, of_exchange_pending, NULL, 0, SALESINV_KIND_RETURN,
     STAGE_STORED},
    {"return_void", return_void, of_exchange_done, NULL, 0, SALESINV_KIND_RETURN, STAGE_STORED},
    {"return_take_in", return_take_in, submit_separate, NULL, 0, SALESINV_KIND_RETURN,
     STAGE_STORED},
    {"return_close", return_close, submit_separate, NULL, 0, SALESINV_KIND_RETURN,
     STAGE_STORED},
    CASE(inbound, update, INBOUND, AMENDED, 0),
    CASE(outbound, update, OUTBOUND, AMENDED, 0),
    CASE(order, update, ORDER, AMENDED, 0),
    CASE(shipment, update, SHIPMENT, AMENDED, 0),
    CASE(return, update, RETURN, AMENDED, 0),
    CASE(adjustment, get, ADJUSTMENT, STORED, 0),
    CASE(adjustment, find, ADJUSTMENT, FILTER, 0),
    CASE(adjustment, create, ADJUSTMENT, FRESH, 0),
    CASE(adjustment, update, ADJUSTMENT, CHANGED, 0),
    CASE(adjustment, submit, ADJUSTMENT, STORED, 0),
    CASE(adjustment, void, ADJUSTMENT, STORED, 0),
    CASE(order, close_remainder, ORDER, DONE, 0),
    {"order_reopen", order_reopen, close_order, NULL, 0, SALESINV_KIND_ORDER, STAGE_DONE},
    CASE(shipment, receive, SHIPMENT, DONE, 0),
    {"shipment_undo_receipt", shipment_undo_receipt, receive_shipment, NULL, 0,
     SALESINV_KIND_SHIPMENT, STAGE_DONE},
    {"shipment_close", shipment_close, issue_notice, NULL, 0, SALESINV_KIND_SHIPMENT,
     STAGE_DONE},
    {"receipt_run_due", receipt_run_due, let_time_pass, NULL, 0,
     SALESINV_KIND_SHIPMENT, STAGE_DONE},
};
/* clang-format on */

const programme_cases programme_master_cases = {masters,
                                                sizeof(masters) / sizeof(masters[0])};
const programme_cases programme_document_cases = {documents, sizeof(documents) /
                                                                 sizeof(documents[0])};
