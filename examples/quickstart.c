/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main job on real products: a manufacturer receives stock, takes orders from its distributors,
 * ships by serial number, takes a return, fills an order from all its warehouses, sells a kit, swaps goods, tracks a parcel until it
 * is received, and proves that the books balance. Every business step is one
 * public call with a request key, so a second run on the same file repeats the keys and changes nothing.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "quickstart/shop.h"

static int run(const char *db, const char *csv)
{
    static shop s;
    char serial[80];
    int is_clean;

    s.million = -1;
    if (open_engine(&s, db) != SALESINV_OK)
        return EXIT_FAILURE;
    set_up(&s);
    import_products(&s, csv);
    create_partners(&s);
    receive_stock(&s);
    step(&s, s.admin,
         salesinv_product_deactivate(s.admin, s.products[s.product_count - 1].id, 0,
                                     "quickstart-inactive", NULL),
         "deactivate");
    take_orders(&s);
    ship_orders(&s);
    return_and_resell(&s, serial, sizeof(serial));
    show_the_rest(&s);
    show_stock(&s);
    show_order(&s, RETURNED_ORDER);
    show_serial(&s, serial);
    is_clean = show_verdict(&s);
    printf("\n%d changes, %d repeated requests%s\n", s.changes, s.repeats,
           s.changes == 0 ? ": this file had it all, nothing was changed" : "");
    close_shop(&s);
    return is_clean ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void usage(FILE *to)
{
    fprintf(
        to,
        "usage: quickstart [--db FILE] [--products CSV]\n"
        "  --db FILE       SQLite file to work in (default quickstart.db)\n"
        "  --products CSV  products to import (default examples/data/products.csv)\n"
        "  --help          this text\n"
        "exit codes: 0 the books balance, 1 something failed, 2 wrong usage\n");
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"db", required_argument, NULL, 'd'},
                                            {"products", required_argument, NULL, 'p'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    const char *db = "quickstart.db";
    const char *csv = QUICKSTART_PRODUCTS;
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h') {
            usage(stdout);
            return EXIT_SUCCESS;
        }
        if (option != 'd' && option != 'p') {
            usage(stderr);
            return 2;
        }
        if (option == 'd')
            db = optarg;
        else
            csv = optarg;
    }
    if (optind != argc) {
        usage(stderr);
        return 2;
    }
    return run(db, csv);
}
