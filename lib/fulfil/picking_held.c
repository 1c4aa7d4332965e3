/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the freezes of a product to the orders that hold it, from those with goods on shipments to the shipments: those in approval, and of notices the outbound orders in approval. Only where there are such shipments is
 * more read than the freezes.
 */
#include "fulfil/picking_held.h"

#include "fulfil/notice.h"
#include "inventory/freeze.h"
#include "inventory/stock.h"
#include "sales/order.h"
#include "sales/users.h"

/* One listing under way. */
typedef struct held_list {
    sinv_txn *txn;
    salesinv_id warehouse;
    salesinv_id product;
    salesinv_id *seen; /* shipments: one may serve several orders */
    uint32_t seen_count;
    uint32_t seen_capacity;
    sinv_pick_helds *out;
} held_list;

static bool is_seen(const held_list *list, salesinv_id shipment)
{
    for (uint32_t i = 0; i < list->seen_count; i++)
        if (list->seen[i] == shipment)
            return true;
    return false;
}

/* What of a line in approval its order's freeze covers: the rest is frozen under itself, by bin and batch. */
static salesinv_status add_line(held_list *list, int64_t line,
                                const sinv_pick_held *named)
{
    sinv_pick_helds *out = list->out;
    sinv_pick_held held = *named;
    sinv_freezes own = {NULL, 0, 0};
    salesinv_qty frozen;
    salesinv_status rc;

    if ((rc = sinv_freeze_list_line(list->txn, list->product, list->warehouse, line,
                                    &own)) != SALESINV_OK ||
        (rc = sinv_freeze_sum(list->txn, &own, &frozen)) != SALESINV_OK)
        return rc;
    held.product = list->product;
    held.qty -= frozen;
    if (held.qty <= 0)
        return SALESINV_OK;
    rc = sinv_txn_grow(list->txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc == SALESINV_OK)
        out->items[out->count++] = held;
    return rc;
}

static salesinv_status add_of_shipment(held_list *list, const sinv_doc *shipment,
                                       uint32_t index)
{
    const sinv_pick_held held = {
        .bin = sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_BIN),
        .batch = sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_BATCH),
        .qty = sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_QTY)};

    return add_line(list, sinv_doc_line_of(shipment, index), &held);
}

/* A line of an outbound order, if that is in approval and takes goods from here. */
static salesinv_status add_of_outbound(held_list *list, const sinv_row *row)
{
    const sinv_pick_held held = {.bin = sinv_row_int(row, SINV_OUTBOUND_LINE_BIN),
                                 .batch = sinv_row_int(row, SINV_OUTBOUND_LINE_BATCH),
                                 .qty = sinv_row_int(row, SINV_OUTBOUND_LINE_QTY)};
    salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);
    sinv_row *head;
    salesinv_status rc = sinv_doc_head(list->txn, SINV_T_OUTBOUND, id, &head);

    if (rc != SALESINV_OK ||
        sinv_row_int(head, SINV_HEAD_STATUS) != SALESINV_STATUS_IN_APPROVAL ||
        sinv_row_int(head, SINV_OUTBOUND_WAREHOUSE) != list->warehouse)
        return rc;
    return add_line(list, sinv_line_id(id, sinv_row_int(row, SINV_LINE_NUMBER)), &held);
}

/* A notice names nothing itself: the outbound orders that are made from it do. */
static salesinv_status add_of_notice(held_list *list, const sinv_doc *notice,
                                     uint32_t index)
{
    int64_t line = sinv_doc_line_of(notice, index);
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if (sinv_doc_line_int(notice, index, SINV_SHIPMENT_LINE_OUTBOUND_PENDING) == 0)
        return SALESINV_OK;
    if ((rc = sinv_notice_scan(list->txn, line, line, &scan, &row)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = add_of_outbound(list, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status add_shipment(held_list *list, salesinv_id id)
{
    sinv_doc *shipment;
    salesinv_status rc = sinv_doc_load(list->txn, &sinv_shipment_kind, id, &shipment);

    for (uint32_t i = 0; rc == SALESINV_OK && i < shipment->line_count; i++)
        if (sinv_doc_line_int(shipment, i, SINV_SHIPMENT_LINE_PRODUCT) == list->product)
            rc = sinv_shipment_is_notice(shipment) ? add_of_notice(list, shipment, i)
                                                   : add_of_shipment(list, shipment, i);
    return rc;
}

/* May the shipment hold goods of the warehouse? A notice may be carried out from any. */
static bool may_hold(const held_list *list, const sinv_row *shipment)
{
    uint32_t status = SINV_IN(sinv_row_int(shipment, SINV_HEAD_STATUS));

    return sinv_row_int(shipment, SINV_SHIPMENT_MODE) == SALESINV_SHIPPING_NOTICE
               ? (status & SINV_NOTICE_LIVE) != 0
               : status == SINV_IN(SALESINV_STATUS_IN_APPROVAL) &&
                     sinv_row_int(shipment, SINV_SHIPMENT_WAREHOUSE) == list->warehouse;
}

static salesinv_status note_shipment(held_list *list, salesinv_id id)
{
    salesinv_status rc;

    if (is_seen(list, id))
        return SALESINV_OK;
    rc = sinv_txn_grow(list->txn, (void **)&list->seen, sizeof(*list->seen),
                       list->seen_count, &list->seen_capacity);
    if (rc == SALESINV_OK)
        list->seen[list->seen_count++] = id;
    return rc;
}

/* The shipments of the order that may hold goods of the warehouse. */
static salesinv_status add_shipments(held_list *list, const sinv_row *order)
{
    const uint32_t live = SINV_IN(SALESINV_STATUS_IN_APPROVAL) | SINV_NOTICE_LIVE;
    uint32_t known = list->seen_count;
    sinv_shipment_ids found = {NULL, 0, 0};
    sinv_row *head;
    salesinv_status rc = sinv_users_list_shipments(list->txn, order, live, &found);

    for (uint32_t i = 0; i < found.count && rc == SALESINV_OK; i++) {
        rc = sinv_txn_get_id(list->txn, SINV_T_SHIPMENT, found.items[i], &head);
        if (rc == SALESINV_OK && may_hold(list, head))
            rc = note_shipment(list, found.items[i]);
    }
    for (; known < list->seen_count && rc == SALESINV_OK; known++)
        rc = add_shipment(list, list->seen[known]);
    return rc;
}

/* Has the freeze's line, if it is an order's, goods on shipments that did not leave yet? */
static salesinv_status add_holder(held_list *list, const sinv_freeze *freeze)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(list->txn, SINV_T_ORDER_LINE, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_LINE_DOCUMENT, sinv_line_document(freeze->line));
    sinv_row_set_int(row, SINV_LINE_NUMBER, sinv_line_number(freeze->line));
    rc = sinv_txn_get(list->txn, row);
    if (rc == SALESINV_E_NOT_FOUND)
        return SALESINV_OK;
    if (rc != SALESINV_OK || (sinv_row_int(row, SINV_ORDER_LINE_SHIP_PENDING) == 0 &&
                              sinv_row_int(row, SINV_ORDER_LINE_NOTICED) == 0))
        return rc;
    rc = sinv_doc_head(list->txn, SINV_T_ORDER, sinv_line_document(freeze->line), &row);
    return rc == SALESINV_OK ? add_shipments(list, row) : rc;
}

/* Only goods with a bin or a batch can be held in one. */
static salesinv_status add_product(held_list *list)
{
    sinv_stock_details details = {NULL, 0, 0};
    sinv_freezes freezes = {NULL, 0, 0};
    salesinv_status rc =
        sinv_stock_list_details(list->txn, list->product, list->warehouse, &details);

    if (rc == SALESINV_OK && details.count > 0)
        rc = sinv_freeze_list(list->txn, list->product, list->warehouse, 0, &freezes);
    for (uint32_t i = 0; i < freezes.count && rc == SALESINV_OK; i++)
        if (freezes.items[i].bin == 0 && freezes.items[i].batch == 0)
            rc = add_holder(list, &freezes.items[i]);
    return rc;
}

static bool is_first(const sinv_pick_wants *wants, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (wants->items[i].product == wants->items[index].product)
            return false;
    return true;
}

salesinv_status sinv_pick_list_held(sinv_txn *txn, salesinv_id warehouse,
                                    const sinv_pick_wants *wants, sinv_pick_helds *out)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < wants->count && rc == SALESINV_OK; i++) {
        held_list list = {.txn = txn,
                          .warehouse = warehouse,
                          .product = wants->items[i].product,
                          .out = out};

        if (is_first(wants, i))
            rc = add_product(&list);
    }
    return rc;
}
