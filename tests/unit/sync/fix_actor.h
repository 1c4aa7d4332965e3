/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_ACTOR_H
#define FIX_ACTOR_H

/* A connector whose methods do what a test tells them. */
#include <stdlib.h>
#include <string.h>

#include "support/fix_core.h"
#include "sync/connector.h"

#define ORDERS SINV_SYNC_BIT(SALESINV_KIND_ORDER)
#define PRODUCTS SINV_SYNC_BIT(SALESINV_KIND_PRODUCT)
#define assert_call(status, call) assert_int_equal(call, status)

typedef struct actor {
    fix_core core;
    salesinv_connector *connector;
    salesinv_connector_info says;
    salesinv_status status; /* what every method returns */
    void (*pull)(salesinv_pulled *into);
    void (*push)(salesinv_answers *answers);
    void (*figures)(salesinv_figures *into);
    void *kept; /* the last sink */
    salesinv_status late;
    int destroyed;
} actor;

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    actor *at = self;
    uint32_t size = info->struct_size;

    *info = at->says;
    info->struct_size = size;
    return at->status;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    actor *at = self;

    (void)kind;
    (void)position;
    (void)max_count;
    at->kept = into;
    if (at->pull)
        at->pull(into);
    return at->status;
}

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    actor *at = self;

    (void)items;
    (void)count;
    at->kept = answers;
    if (at->push)
        at->push(answers);
    return at->status;
}

static salesinv_status outcome(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers)
{
    return push(self, &item, 1, answers);
}

static salesinv_status stock(void *self, const salesinv_stock_query *query,
                             salesinv_figures *into)
{
    actor *at = self;

    (void)query;
    at->kept = into;
    if (at->figures)
        at->figures(into);
    return at->status;
}

static void destroy(void *self)
{
    ++((actor *)self)->destroyed;
}

static salesinv_connector_vtable whole_table(void)
{
    return (salesinv_connector_vtable){.struct_size = sizeof(salesinv_connector_vtable),
                                       .name = "actor",
                                       .describe = describe,
                                       .pull = pull,
                                       .push = push,
                                       .outcome = outcome,
                                       .realtime_stock = stock};
}

static int setup(void **state)
{
    static actor at;
    salesinv_connector_vtable table = whole_table();

    memset(&at, 0, sizeof(at));
    fix_core_open(&at.core, false);
    at.says.brand = "test";
    assert_ok(at.core.admin, salesinv_connector_create(at.core.engine, &table, &at,
                                                       destroy, &at.connector));
    *state = &at;
    return 0;
}

static int teardown(void **state)
{
    actor *at = *state;

    salesinv_connector_free(at->connector);
    assert_int_equal(at->destroyed, 1);
    fix_core_close(&at->core);
    return 0;
}

/* What the sinks answered to a method. */
static salesinv_status seen[8];

#define ACT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
