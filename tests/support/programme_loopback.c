/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: the ERP in memory, which has an error and a memory of its own. */
#include <string.h>

#include "salesinv/loopback.h"
#include "support/programme.h"

static const char product[] =
    "{\"kind\":\"product\",\"external_id\":\"M\",\"name\":\"Switch\"}";
static const char stock[] = "{\"kind\":\"stock\",\"product\":\"M\",\"warehouse\":\"W\","
                            "\"on_hand\":\"10\"}";
/* An ERP that has taken a notice and a return of ten pieces each. */
static const char state[] = "{\"epoch\":\"1\",\"change\":2,\"results\":0,\"records\":[]"
                            ",\"documents\":[{\"kind\":"
                            "\"shipment\",\"id\":\"N\",\"version\":1,\"change\":1,"
                            "\"json\":{\"lines\":[{\"line\":"
                            "1,\"product\":\"M\",\"qty\":\"10\"}]}},{\"kind\":"
                            "\"return\",\"id\":\"R\",\"version\""
                            ":1,\"change\":2,\"json\":{\"lines\":[{\"line\":1,"
                            "\"product\":\"M\",\"qty\":\"10\"}]}"
                            "}],\"messages\":[]}";

static void clear(programme *at)
{
    salesinv_loopback_free(at->made);
    at->made = NULL;
}

static void ready(programme *at)
{
    salesinv_loopback *erp;

    assert_int_equal(
        salesinv_loopback_create(&oom_allocator, &at->memory, "stage", "test", &erp),
        SALESINV_OK);
    at->made = erp;
}

static void ready_full(programme *at)
{
    ready(at);
    assert_int_equal(
        salesinv_loopback_restore(at->made, state, sizeof(state) - 1, NULL),
        SALESINV_OK);
    assert_int_equal(salesinv_loopback_put(at->made, stock, sizeof(stock) - 1),
                     SALESINV_OK);
}

static salesinv_status loopback_create(programme *at)
{
    salesinv_loopback *erp;
    salesinv_status rc =
        salesinv_loopback_create(&oom_allocator, &at->memory, "stage", "test", &erp);

    assert_true((rc == SALESINV_OK) == (erp != NULL));
    salesinv_loopback_free(erp);
    return rc;
}

static salesinv_status loopback_put(programme *at)
{
    salesinv_status rc = salesinv_loopback_put(at->made, product, sizeof(product) - 1);

    assert_true(
        (rc == SALESINV_OK) ==
        (salesinv_loopback_record(at->made, SALESINV_KIND_PRODUCT, "M") != NULL));
    return rc;
}

static bool has_on_hand(programme *at, const char *on_hand)
{
    return strstr(salesinv_loopback_record(at->made, SALESINV_KIND_STOCK, "M/W"),
                  on_hand) != NULL;
}

static salesinv_status loopback_ship(programme *at)
{
    static const char all[] = "{\"notice\":\"N\",\"warehouse\":\"W\"}";
    const char *id;
    salesinv_status rc = salesinv_loopback_ship(at->made, all, sizeof(all) - 1, &id);

    assert_true((rc == SALESINV_OK) == (id != NULL));
    assert_true(has_on_hand(at, rc == SALESINV_OK ? "\"0\"" : "\"10\""));
    return rc;
}

static salesinv_status loopback_receive(programme *at)
{
    static const char all[] = "{\"return\":\"R\",\"warehouse\":\"W\"}";
    const char *id;
    salesinv_status rc = salesinv_loopback_receive(at->made, all, sizeof(all) - 1, &id);

    assert_true((rc == SALESINV_OK) == (id != NULL));
    assert_true(has_on_hand(at, rc == SALESINV_OK ? "\"20\"" : "\"10\""));
    return rc;
}

static void ready_shipped(programme *at)
{
    ready_full(at);
    assert_int_equal(loopback_ship(at), SALESINV_OK);
}

static salesinv_status loopback_remove(programme *at)
{
    salesinv_status rc =
        salesinv_loopback_remove(at->made, SALESINV_KIND_OUTBOUND, "OUT-000001");

    assert_true(has_on_hand(at, rc == SALESINV_OK ? "\"10\"" : "\"0\""));
    return rc;
}

static salesinv_status loopback_fail(programme *at)
{
    return salesinv_loopback_fail(at->made, SALESINV_LOOPBACK_ALL,
                                  SALESINV_LOOPBACK_LOST, 1);
}

static salesinv_status loopback_save(programme *at)
{
    const char *saved;
    salesinv_status rc = salesinv_loopback_save(at->made, &saved);

    assert_true((rc == SALESINV_OK) == (saved != NULL));
    return rc;
}

static salesinv_status loopback_restore(programme *at)
{
    salesinv_status rc =
        salesinv_loopback_restore(at->made, state, sizeof(state) - 1, NULL);

    assert_int_equal(salesinv_loopback_document_count(at->made, SALESINV_KIND_SHIPMENT),
                     rc == SALESINV_OK ? 1 : 0);
    return rc;
}

static const programme_case cases[] = {
    PROGRAMME_CASE(loopback_create, NULL, NULL, CASE_CONFIG),
    PROGRAMME_CASE(loopback_put, ready, clear, CASE_CONFIG),
    PROGRAMME_CASE(loopback_remove, ready_shipped, clear, CASE_CONFIG),
    PROGRAMME_CASE(loopback_ship, ready_full, clear, CASE_CONFIG),
    PROGRAMME_CASE(loopback_receive, ready_full, clear, CASE_CONFIG),
    PROGRAMME_CASE(loopback_fail, ready, clear, CASE_CONFIG | CASE_QUIET),
    PROGRAMME_CASE(loopback_save, ready_full, clear, CASE_CONFIG),
    PROGRAMME_CASE(loopback_restore, ready, clear, CASE_CONFIG),
};
const programme_cases programme_loopback_cases = {
    cases, (int)(sizeof(cases) / sizeof(cases[0]))};
