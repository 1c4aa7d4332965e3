/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_NOTICE_H
#define FIX_NOTICE_H

/* A works that ships by notices: twenty of a product, an order of ten, and a notice of all of it. */
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

typedef struct fix_notice {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 20 on hand */
    salesinv_id order;   /* of 10 */
    salesinv_id notice;  /* of all of it */
} fix_notice;

/** cmocka's setup and teardown; the state is a fix_notice. */
int fix_notice_open(void **state);
int fix_notice_close(void **state);

/** A notice of all that the order still has to ship. */
salesinv_id fix_notice_of(fix_notice *fix, salesinv_id order);

/** Take `units` out for the notice's first line; `more` is further JSON of the line, e.g. ", \"batch\": 7". */
salesinv_status fix_notice_try_out(fix_notice *fix, salesinv_id notice, int units,
                                   const char *more, salesinv_id *out_outbound);
salesinv_id fix_notice_out(fix_notice *fix, salesinv_id notice, int units,
                           const char *more);

#endif
