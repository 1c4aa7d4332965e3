/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CONNECTOR_SUITE_H
#define CONNECTOR_SUITE_H

/*
 * What every connector to an ERP has to pass (salesinv/sys/connector.h). The connector's test fills a maker and calls
 * connector_suite_run, or connector_suite_judge for one rule. The suite talks to the connector as the library does.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "salesinv/sys/connector.h"

typedef struct connector_maker {
    const char *name;
    void *maker; /* passed to every function below */

    /** The ERP has nothing any more. */
    void (*clear)(void *maker);
    /** A connector to that ERP, as after a start of the program: its table, and its object. */
    const salesinv_connector_vtable *(*open)(void *maker, void **out_self);
    void (*close)(void *maker, void *self);
    /** Something is new in the ERP: the canonical record `json`, which pull has to deliver with its external_id. NULL if it pulls nothing. */
    void (*put)(void *maker, salesinv_kind kind, const char *json);
    /** The ERP does what it was told by messages; NULL if it does so at once. */
    void (*work)(void *maker);
    /** How often the message with this key had its effect in the ERP; NULL if it takes none. */
    int (*effects)(void *maker, const char *key);
    /** The ERP has so much of product "P1" in warehouse "W1"; NULL if it tells no stock. */
    void (*put_stock)(void *maker, salesinv_qty on_hand, salesinv_qty available);
} connector_maker;

enum { CONNECTOR_SUITE_TEXT = 256 };

/** How many rules there are, and the name of one. */
int connector_suite_count(void);
const char *connector_suite_rule(int index);
/** Does the connector keep the rule? If not, `out_why` says what it did. A rule that does not concern it is kept. */
bool connector_suite_judge(const connector_maker *maker, int index,
                           char out_why[CONNECTOR_SUITE_TEXT]);
/** All rules, as cmocka tests; the number of those that are broken. */
int connector_suite_run(const connector_maker *maker);

#endif
