/* SPDX-License-Identifier: Apache-2.0 */
/* What it came to in the end. Nothing here depends on when and how often it was tried. */
#include <stdio.h>

#include "erp_quickstart/works.h"

static void show_document(const char *what, const salesinv_document *document,
                          const salesinv_field fields[3], const char *const words[3])
{
    int64_t status = salesinv_document_get_int(document, 0, SALESINV_F_STATUS);

    printf("%s: %s\n", what,
           salesinv_document_status_name((salesinv_document_status)status));
    for (int32_t i = 1; i <= salesinv_document_line_count(document); i++) {
        printf("  line %d: %" PRId64, i,
               salesinv_document_get_qty(document, i, SALESINV_F_QTY) / 1000000);
        for (int k = 0; k < 3 && fields[k]; k++)
            printf(", %s %" PRId64, words[k],
                   salesinv_document_get_qty(document, i, fields[k]) / 1000000);
        printf("\n");
    }
}

static void show_order(works *w, salesinv_id id)
{
    static const salesinv_field fields[3] = {SALESINV_F_SHIPPED};
    static const char *const words[3] = {"shipped"};
    salesinv_order *order;

    must(w, salesinv_order_get(w->admin, id, &order), "order");
    show_document("order", salesinv_order_document(order), fields, words);
    salesinv_order_free(order);
}

static void show_notice(works *w, salesinv_id id)
{
    static const salesinv_field fields[3] = {SALESINV_F_OUTBOUND_QTY,
                                             SALESINV_F_RETURNED};
    static const char *const words[3] = {"outbound", "returned"};
    salesinv_shipment *notice;

    must(w, salesinv_shipment_get(w->admin, id, &notice), "notice");
    show_document("notice", salesinv_shipment_document(notice), fields, words);
    salesinv_shipment_free(notice);
}

static void show_return(works *w, salesinv_id id)
{
    static const salesinv_field fields[3] = {SALESINV_F_RECEIVED};
    static const char *const words[3] = {"received"};
    salesinv_return *back;

    must(w, salesinv_return_get(w->admin, id, &back), "return");
    show_document("return", salesinv_return_document(back), fields, words);
    salesinv_return_free(back);
}

static void show_stock(works *w, const char *code)
{
    salesinv_id product = find(w, SALESINV_KIND_PRODUCT, code);
    salesinv_id warehouse = find(w, SALESINV_KIND_WAREHOUSE, "MAIN");
    salesinv_qty available;

    must(w, salesinv_stock_available(w->admin, product, warehouse, &available),
         "stock");
    printf("stock of %s: %" PRId64 "\n", code, available / 1000000);
}

static void show_serial(works *w, const char *text)
{
    salesinv_serial *serial;

    must(w, salesinv_serial_get(w->admin, 0, text, &serial), text);
    printf("%s: %s\n", text,
           salesinv_serial_state_name(salesinv_serial_state_of(serial)));
    salesinv_serial_free(serial);
}

static int show_verdict(works *w)
{
    salesinv_verdict *verdict;
    int is_clean;

    must(w, salesinv_verify(w->admin, &verdict), "verify");
    is_clean = salesinv_verdict_is_clean(verdict);
    for (int32_t i = 0; i < salesinv_verdict_described(verdict); i++)
        fprintf(stderr, "%s: %s\n", salesinv_verdict_invariant(verdict, i),
                salesinv_verdict_message(verdict, i));
    salesinv_verdict_free(verdict);
    printf("%s\n", is_clean ? "the books balance" : "THE BOOKS DO NOT BALANCE");
    return is_clean;
}

/* What the ERP has of us: each message once; and what of its records was refused. */
static void show_exchange(works *w)
{
    salesinv_messages *refused;

    must(w,
         salesinv_inbox_find(w->admin, "erp", SALESINV_INBOX_REFUSED, 0, 100, &refused),
         "inbox");
    printf("messages that the ERP took: %" PRId64 ", records that were refused: %d\n",
           salesinv_loopback_message_count(w->erp), salesinv_messages_count(refused));
    salesinv_messages_free(refused);
}

int report(works *w, salesinv_id order, salesinv_id notice, salesinv_id back)
{
    printf("\n== the end ==\n");
    show_order(w, order);
    show_notice(w, notice);
    show_return(w, back);
    show_serial(w, "R0001");
    show_serial(w, "R0105");
    show_stock(w, "R100");
    show_stock(w, "C5");
    show_exchange(w);
    return show_verdict(w);
}
