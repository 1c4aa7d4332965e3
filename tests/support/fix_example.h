/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_EXAMPLE_H
#define FIX_EXAMPLE_H

/*
 * The examples beside the schemas of the connector port, and a tenant in which they may happen: records are put into its inbox,
 * documents are made as the examples of messages have them, and messages taken from its outbox are compared with these.
 */
#include "base/json.h"
#include "document/doc.h"
#include "salesinv/inbox.h"
#include "salesinv/sync.h"
#include "support/fix_sync.h"

enum { FIX_EXAMPLE_MAX = 16384 };

/* The number that an example gives to a document, and the one that it has here. */
typedef struct fix_name {
    char said[SINV_NUMBER_MAX];
    char is[SINV_NUMBER_MAX];
} fix_name;

typedef struct fix_example {
    fix_trade trade;
    salesinv_session *erp;  /* of the connector "main" */
    salesinv_session *user; /* an administrator, who writes the documents */
    fix_name names[4];
    int32_t name_count;
} fix_example;

/** cmocka's set-up and tear-down of one test. */
int fix_example_open(void **state);
int fix_example_close(void **state);

/** The text of an example by its name without ".json". */
void fix_example_read(const char *name, char text[FIX_EXAMPLE_MAX]);
/** Examples call the document `id` by the number `said`. */
void fix_example_say(fix_example *fix, const char *said, salesinv_kind kind,
                     salesinv_id id);

/** Put an example into the inbox; it must become `wanted`, SALESINV_UPSERT_*. The id of its object. */
salesinv_id fix_example_put(fix_example *fix, const char *name, int32_t wanted);
/** The same, and once more, which must change nothing. */
salesinv_id fix_example_apply(fix_example *fix, const char *name, int32_t wanted);

/** What the examples bring that documents are made of. */
typedef struct fix_master {
    salesinv_id motor;
    salesinv_id grease;
    salesinv_id account;
    salesinv_id north;
} fix_master;
/** Apply all examples of master data, serial numbers and stock. */
fix_master fix_example_master(fix_example *fix);

/** Documents as the examples of messages have them, confirmed. */
salesinv_id fix_example_order(fix_example *fix, const fix_master *master);
salesinv_id fix_example_notice(fix_example *fix, const fix_master *master,
                               salesinv_id order);
salesinv_id fix_example_return(fix_example *fix, salesinv_id notice);
salesinv_id fix_example_exchange(fix_example *fix, const fix_master *master,
                                 salesinv_id notice);

/** Master data, an order that was acknowledged, and a notice of it. */
typedef struct fix_sale {
    fix_master master;
    salesinv_id order;
    salesinv_id notice;
} fix_sale;
fix_sale fix_example_sale(fix_example *fix);
/** The same, and all of it left; returns and exchanges of it are allowed. */
fix_sale fix_example_shipped(fix_example *fix);

/**
 * Lease the one message that is due; it must look like the example but for ids, numbers and times. It is acknowledged under the
 * id. `out_body` receives it, or is NULL.
 */
void fix_example_take(fix_example *fix, const char *name, const char *external_id,
                      char out_body[FIX_EXAMPLE_MAX]);

sinv_json_tree *fix_example_parse(fix_example *fix, const char *text);

#endif
