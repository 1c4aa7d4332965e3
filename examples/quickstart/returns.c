/* SPDX-License-Identifier: Apache-2.0 */
/* A return of three serials, which are then shipped to someone else. */
#include <stdio.h>

#include "quickstart/shop.h"

/* ---- a return, and the same serials shipped to someone else ---- */

/* Three serials of the first line of the returned order's first shipment. */
static void name_returned(shop *s, salesinv_draft *draft, int32_t line,
                          const salesinv_document *shipment)
{
    must(s,
         salesinv_draft_add_serial_count(
             draft, line, salesinv_document_serial_first(shipment, 1, 0), 3),
         "serials");
}

static void take_return(shop *s, const salesinv_document *shipment)
{
    salesinv_draft *draft = new_draft(s, s->seller, SALESINV_KIND_RETURN);
    int32_t line;

    must(s, salesinv_draft_set_int(draft, 0, SALESINV_F_MODE, SALESINV_RETURN_SHIPMENT),
         "mode");
    must(s, salesinv_draft_set_id(draft, 0, SALESINV_F_SHIPMENT, s->first_shipment),
         "shipment");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_REASON, "ordered too many"),
         "reason");
    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s,
         salesinv_draft_set_id(
             draft, line, SALESINV_F_SHIPMENT_LINE,
             salesinv_document_get_id(shipment, 1, SALESINV_F_LINE_ID)),
         "shipment line");
    must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, QTY(3)), "qty");
    name_returned(s, draft, line, shipment);
    step(s, s->seller,
         salesinv_return_create(s->seller, draft, SALESINV_SUBMIT, "quickstart-return",
                                NULL),
         "return");
    salesinv_draft_free(draft);
}

static salesinv_order *order_returned(shop *s, salesinv_id product_id)
{
    salesinv_draft *draft = new_draft(s, s->seller, SALESINV_KIND_ORDER);
    salesinv_order *order;
    int32_t line;

    must(s,
         salesinv_draft_set_id(draft, 0, SALESINV_F_ACCOUNT,
                               s->accounts[BUYER_OF_RETURNED]),
         "account");
    must(s, salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE, s->warehouses[1]),
         "warehouse");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CURRENCY, "USD"), "currency");
    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s, salesinv_draft_set_id(draft, line, SALESINV_F_PRODUCT, product_id),
         "product");
    must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, QTY(3)), "qty");
    step(s, s->seller,
         salesinv_order_create(s->seller, draft, SALESINV_SUBMIT, "quickstart-again",
                               &order),
         "order of the returned serials");
    salesinv_draft_free(draft);
    return order;
}

static void ship_again(shop *s, const salesinv_document *shipment)
{
    salesinv_order *order =
        order_returned(s, salesinv_document_get_id(shipment, 1, SALESINV_F_PRODUCT));
    const salesinv_document *document = salesinv_order_document(order);
    salesinv_draft *draft = new_draft(s, s->shipper, SALESINV_KIND_SHIPMENT);
    int32_t line;

    must(s,
         salesinv_draft_set_id(draft, 0, SALESINV_F_ORDER,
                               salesinv_document_id(document)),
         "order");
    must(s, salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE, s->warehouses[1]),
         "warehouse");
    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s,
         salesinv_draft_set_id(
             draft, line, SALESINV_F_ORDER_LINE,
             salesinv_document_get_id(document, 1, SALESINV_F_LINE_ID)),
         "order line");
    must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, QTY(3)), "qty");
    name_returned(s, draft, line, shipment);
    step(s, s->shipper,
         salesinv_shipment_create(s->shipper, draft, SALESINV_SUBMIT,
                                  "quickstart-ship-again", NULL),
         "shipment of the returned serials");
    salesinv_draft_free(draft);
    salesinv_order_free(order);
}

/* Give back three serials and sell them on; the text of one of them is kept for its story. */
void return_and_resell(shop *s, char *serial, size_t size)
{
    salesinv_shipment *shipment;
    const salesinv_document *document;

    must(s, salesinv_shipment_get(s->shipper, s->first_shipment, &shipment),
         "shipment");
    document = salesinv_shipment_document(shipment);
    snprintf(serial, size, "%s", salesinv_document_serial_first(document, 1, 0));
    take_return(s, document);
    ship_again(s, document);
    printf("Took back three serials from %s and shipped them to another distributor\n",
           serial);
    salesinv_shipment_free(shipment);
}
