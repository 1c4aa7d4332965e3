/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sales beside an ERP: master data comes from it, an order is written against its present stock and sent to it with a shipping
 * notice, it ships by serial number, its results come back, parcels are tracked until the receipt confirms itself, and one piece is
 * returned. Every change has a request key or a name of its own, so that the process may be killed anywhere and run again: it
 * comes to the same end.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "erp_quickstart/works.h"

/* 3.5.4 of the guide: what the ERP has right now, beside the order that is being written. */
static void show_stock_beside(works *w, const salesinv_draft *order)
{
    salesinv_availability *seen;

    must(w, salesinv_availability_ask(w->seller, 0, order, w->connector, 2000, &seen),
         "present stock");
    for (int32_t i = 0; i < salesinv_availability_count(seen); i++)
        printf("  line %d: %" PRId64 " available%s\n", i + 1,
               salesinv_availability_qty(seen, i) / 1000000,
               salesinv_availability_is_stale(seen, i) ? ", as of some time ago" : "");
    salesinv_availability_free(seen);
}

static salesinv_id take_order(works *w)
{
    salesinv_order *order;
    salesinv_id id;
    salesinv_draft *written = draft(
        w, w->seller, SALESINV_KIND_ORDER,
        "{'account': %" PRId64 ", 'warehouse': %" PRId64 ", 'currency': 'EUR',"
        " 'lines': [{'product': %" PRId64 ", 'qty': '6', 'price': '240'},"
        " {'product': %" PRId64 ", 'qty': '20', 'price': '3.5'}]}",
        find(w, SALESINV_KIND_ACCOUNT, "HARBOUR"),
        find(w, SALESINV_KIND_WAREHOUSE, "MAIN"),
        find(w, SALESINV_KIND_PRODUCT, "R100"), find(w, SALESINV_KIND_PRODUCT, "C5"));

    printf("an order of 6 routers and 20 cables\n");
    show_stock_beside(w, written);
    step(w, w->seller,
         salesinv_order_create(w->seller, written, SALESINV_SUBMIT, "order-1", &order),
         "order");
    id = salesinv_document_id(salesinv_order_document(order));
    salesinv_order_free(order);
    salesinv_draft_free(written);
    return id;
}

/* Everything that the order has to ship; from where is the ERP's business. */
static salesinv_id issue_notice(works *w, salesinv_id order)
{
    salesinv_shipment *notice;
    salesinv_id id;
    salesinv_draft *written =
        draft(w, w->clerk, SALESINV_KIND_SHIPMENT, "{'order': %" PRId64 "}", order);

    step(w, w->clerk,
         salesinv_shipment_create(w->clerk, written, SALESINV_SUBMIT, "notice-1",
                                  &notice),
         "notice");
    id = salesinv_document_id(salesinv_shipment_document(notice));
    salesinv_shipment_free(notice);
    salesinv_draft_free(written);
    return id;
}

/* The carrier reports to the CRM by itself; with its last word the receipt is confirmed. */
static void track(works *w, salesinv_id notice)
{
    static const char payload[] =
        "{\"nu\":\"YT4537928716290\",\"data\":[{\"time\":\"2026-11-25 12:00:00\","
        "\"statusCode\":\"3\",\"context\":\"signed\"},{\"time\":\"2026-11-24 "
        "08:00:00\",\"statusCode\":\"1\",\"context\":\"collected\"}]}";

    step(w, w->shipper,
         salesinv_parcel_add(w->shipper, notice, 0, "yuantong", "YT4537928716290",
                             "parcel-1", NULL),
         "parcel");
    step(w, w->shipper,
         salesinv_tracking_put(w->shipper, "yuantong", "YT4537928716290",
                               SALESINV_PAYLOAD_KUAIDI100, payload, sizeof(payload) - 1,
                               "report-1"),
         "tracking");
}

static salesinv_id take_back(works *w, salesinv_id notice)
{
    salesinv_return *back;
    salesinv_id id;
    salesinv_draft *written =
        draft(w, w->clerk, SALESINV_KIND_RETURN,
              "{'shipment': %" PRId64 ", 'reason': 'one too many', 'lines': "
              "[{'shipment_line': %" PRId64 ", 'qty': '1', 'serials': ['R0002']}]}",
              notice, notice << 16 | 1);

    step(w, w->clerk,
         salesinv_return_create(w->clerk, written, SALESINV_SUBMIT, "return-1", &back),
         "return");
    id = salesinv_document_id(salesinv_return_document(back));
    salesinv_return_free(back);
    salesinv_draft_free(written);
    return id;
}

static int run(works *w, const char *folder)
{
    salesinv_id order, notice, back;
    int is_well;

    open_works(w, folder);
    open_erp(w);
    fill_erp(w);
    synchronise(w, "master data");
    order = take_order(w);
    notice = issue_notice(w, order);
    synchronise(w, "order and notice");
    ship_in_erp(w);
    synchronise(w, "what the ERP shipped");
    track(w, notice);
    back = take_back(w, notice);
    synchronise(w, "return");
    receive_in_erp(w);
    synchronise(w, "what the ERP received");
    is_well = report(w, order, notice, back);
    fprintf(stderr, "%d changes, %d repeated requests, %" PRId64 " places to die\n",
            w->changes, w->repeats, w->points);
    close_erp(w);
    close_works(w);
    return is_well ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void usage(FILE *to)
{
    fprintf(
        to,
        "usage: erp_quickstart [--folder FOLDER] [--die N]\n"
        "  --folder FOLDER  where the CRM and the ERP keep what they have (default .)\n"
        "  --die N          kill the process at the Nth place where it may die\n"
        "  --help           this text\n"
        "exit codes: 0 the books balance, 1 something failed, 2 wrong usage\n");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"folder", required_argument, NULL, 'f'},
                                            {"die", required_argument, NULL, 'd'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    static works w;
    const char *folder = ".";
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            usage(stdout);
            return EXIT_SUCCESS;
        }
        if (option == 'f')
            folder = optarg;
        else if (option == 'd')
            w.die_at = strtoll(optarg, NULL, 10);
        else {
            usage(stderr);
            return 2;
        }
    }
    if (optind != argc || w.die_at < 0) {
        usage(stderr);
        return 2;
    }
    mkdir(folder, 0777);
    return run(&w, folder);
}
