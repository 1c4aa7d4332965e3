/* SPDX-License-Identifier: Apache-2.0 */
/* Stock comes in by serial ranges and leaves by serial number. */
#include <stdio.h>

#include "quickstart/shop.h"

/* ---- stock ---- */

/* The serial number n of a product in a warehouse, e.g. "P017B00004". */
void serial_text(char *out, size_t size, int product_index, int warehouse, int n)
{
    snprintf(out, size, "P%03d%c%05d", product_index, 'A' + warehouse, n);
}

static void add_stock_line(shop *s, salesinv_draft *draft, int index, int warehouse)
{
    const product *p = &s->products[index];
    char serial[64];
    int32_t line;

    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s, salesinv_draft_set_id(draft, line, SALESINV_F_PRODUCT, p->id), "product");
    must(s,
         salesinv_draft_set_qty(draft, line, SALESINV_F_QTY,
                                QTY(p->is_serial ? SERIALS_EACH : PIECES_EACH)),
         "qty");
    if (!p->is_serial)
        return;
    serial_text(serial, sizeof(serial), index, warehouse, 1);
    must(s, salesinv_draft_add_serial_count(draft, line, serial, SERIALS_EACH),
         "serials");
}

static void receive(shop *s, salesinv_draft *draft, int warehouse, const char *key)
{
    must(s,
         salesinv_draft_set_int(draft, 0, SALESINV_F_TYPE, SALESINV_INBOUND_PURCHASE),
         "type");
    must(
        s,
        salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE, s->warehouses[warehouse]),
        "warehouse");
    step(s, s->shipper,
         salesinv_inbound_create(s->shipper, draft, SALESINV_SUBMIT, key, NULL),
         "inbound");
    salesinv_draft_free(draft);
}

void receive_stock(shop *s)
{
    char key[64];
    double start = seconds();
    salesinv_draft *draft;
    int32_t line;

    for (int w = 0; w < WAREHOUSES; w++) {
        draft = new_draft(s, s->shipper, SALESINV_KIND_INBOUND);
        for (int i = 0; i < s->product_count; i++)
            if (i != s->million)
                add_stock_line(s, draft, i, w);
        receive(s, draft, w, key_of(key, sizeof(key), "inbound", w));
    }
    printf("Received %d inbound lines with serial ranges: %.0f ms\n",
           WAREHOUSES * (s->product_count - 1), (seconds() - start) * 1000);

    start = seconds();
    draft = new_draft(s, s->shipper, SALESINV_KIND_INBOUND);
    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s,
         salesinv_draft_set_id(draft, line, SALESINV_F_PRODUCT,
                               s->products[s->million].id),
         "product");
    must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, QTY(MILLION)), "qty");
    must(s, salesinv_draft_add_serial_count(draft, line, "M0000001", MILLION),
         "serials");
    receive(s, draft, 0, "quickstart-million");
    printf("Received 1,000,000 serials M0000001..M1000000 of %s: %.1f ms\n",
           s->products[s->million].code, (seconds() - start) * 1000);
}

/* ---- shipments ---- */

/* Name the next serials of a product in a warehouse on a line. */
static void name_serials(shop *s, salesinv_draft *draft, int32_t line,
                         salesinv_id product_id, int warehouse, int64_t units)
{
    char serial[64];

    for (int i = 0; i < s->product_count; i++) {
        product *p = &s->products[i];
        if (p->id != product_id || !p->is_serial)
            continue;
        serial_text(serial, sizeof(serial), i, warehouse, ++p->next_serial[warehouse]);
        must(s, salesinv_draft_add_serial_count(draft, line, serial, units), "serials");
        p->next_serial[warehouse] += (int)units - 1;
    }
}

/* Ship a part of an order: of each line what `part` of the quantity says, 1 half, 2 the rest. */
static salesinv_id ship(shop *s, int i, int part)
{
    salesinv_draft *draft = new_draft(s, s->shipper, SALESINV_KIND_SHIPMENT);
    const salesinv_document *order;
    salesinv_order *stored;
    salesinv_shipment *shipment;
    salesinv_id id;
    int32_t line;
    char key[64];

    must(s, salesinv_order_get(s->shipper, s->orders[i], &stored), "order");
    order = salesinv_order_document(stored);
    must(s, salesinv_draft_set_id(draft, 0, SALESINV_F_ORDER, s->orders[i]), "order");
    must(s,
         salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE,
                               s->warehouses[i % WAREHOUSES]),
         "warehouse");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CARRIER, "Example Express"),
         "carrier");
    for (int32_t n = 1; n <= salesinv_document_line_count(order); n++) {
        int64_t units = salesinv_document_get_qty(order, n, SALESINV_F_QTY) / QTY(1);
        int64_t now = part == 1 ? (units + 1) / 2 : units - (units + 1) / 2;
        if (now == 0)
            continue;
        must(s, salesinv_draft_add_line(draft, &line), "line");
        must(s,
             salesinv_draft_set_id(
                 draft, line, SALESINV_F_ORDER_LINE,
                 salesinv_document_get_id(order, n, SALESINV_F_LINE_ID)),
             "order line");
        must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, QTY(now)), "qty");
        name_serials(s, draft, line,
                     salesinv_document_get_id(order, n, SALESINV_F_PRODUCT),
                     i % WAREHOUSES, now);
    }
    step(s, s->shipper,
         salesinv_shipment_create(
             s->shipper, draft, SALESINV_SUBMIT,
             key_of(key, sizeof(key), part == 1 ? "ship1" : "ship2", i), &shipment),
         "shipment");
    id = salesinv_document_id(salesinv_shipment_document(shipment));
    salesinv_shipment_free(shipment);
    salesinv_order_free(stored);
    salesinv_draft_free(draft);
    return id;
}

void ship_orders(shop *s)
{
    int shipped = 0;
    int received = 0;
    salesinv_id shipment;
    char key[64];

    for (int i = 0; i < ORDERS; i++) {
        if (s->orders[i] == 0 || i % 5 == 4)
            continue; /* refused, or still waiting */
        shipment = ship(s, i, 1);
        if (i == RETURNED_ORDER)
            s->first_shipment = shipment;
        if (i % 3 != 0) {
            step(s, s->shipper,
                 salesinv_shipment_receive(s->shipper, shipment, 0, NULL,
                                           key_of(key, sizeof(key), "receipt", i),
                                           NULL),
                 "receipt");
            received++;
        }
        if (i % 2 == 0)
            (void)ship(s, i, 2);
        shipped++;
    }
    printf("\nShipped from %d orders, confirmed %d receipts\n", shipped, received);
}
