/* SPDX-License-Identifier: Apache-2.0 */
/* The connector port: what is checked when a connector is made known, what it says of itself, and what may come in by pull. */
#include "unit/sync/fix_actor.h"

/* ---- import ---- */

static void refused_for(actor *at, salesinv_connector_vtable table, const char *field)
{
    salesinv_connector *connector;
    int before = at->destroyed;

    assert_refused(
        at->core.admin, ARG,
        salesinv_connector_create(at->core.engine, &table, at, destroy, &connector));
    assert_field(at->core.admin, field);
    assert_null(connector);
    assert_int_equal(at->destroyed, before + 1);
}

static void a_connector_is_checked_when_it_is_made(void **state)
{
    static const char *const names[] = {NULL,
                                        "",
                                        "Kingdee",
                                        "k d",
                                        "k/d",
                                        "k\xc3\xa9",
                                        "123456789012345678901234567890123"};
    actor *at = *state;
    salesinv_connector_vtable table;
    salesinv_connector *connector;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        table = whole_table();
        table.name = names[i];
        refused_for(at, table, "name");
    }
    table = whole_table();
    table.reserved = 1;
    refused_for(at, table, "reserved");
    table = whole_table();
    table.describe = NULL;
    refused_for(at, table, "describe");
    table = whole_table();
    table.struct_size = 8;
    assert_refused(
        at->core.admin, ABI_TOO_OLD,
        salesinv_connector_create(at->core.engine, &table, at, destroy, &connector));
    assert_refused(
        at->core.admin, ARG,
        salesinv_connector_create(at->core.engine, NULL, at, destroy, &connector));
    table = whole_table();
    assert_refused(
        at->core.admin, ARG,
        salesinv_connector_create(at->core.engine, &table, at, destroy, NULL));
    assert_field(at->core.admin, "out_connector");
    assert_call(SALESINV_E_ARG,
                salesinv_connector_create(NULL, &table, at, destroy, &connector));
    assert_int_equal(at->destroyed, 13);
    at->destroyed = 0;
    salesinv_connector_free(NULL);
}

static void a_longer_table_is_taken_while_nothing_unknown_is_in_it(void **state)
{
    struct {
        salesinv_connector_vtable table;
        void *next;
    } longer = {.table = whole_table()};
    actor *at = *state;
    salesinv_connector *connector;

    longer.table.struct_size = sizeof(longer);
    assert_ok(at->core.admin, salesinv_connector_create(at->core.engine, &longer.table,
                                                        at, NULL, &connector));
    salesinv_connector_free(connector);
    longer.next = at;
    assert_refused(at->core.admin, ABI_TOO_NEW,
                   salesinv_connector_create(at->core.engine, &longer.table, at, NULL,
                                             &connector));
}

static void a_connector_may_outlive_its_engine(void **state)
{
    salesinv_connector_vtable table = whole_table();
    actor *at = *state;
    salesinv_connector *connector;
    fix_core other;

    fix_core_open(&other, false);
    assert_ok(other.admin,
              salesinv_connector_create(other.engine, &table, at, destroy, &connector));
    assert_refused(at->core.admin, ARG,
                   sinv_connector_check(at->core.engine, connector));
    fix_core_close(&other);
    assert_int_equal(at->destroyed, 0);
    salesinv_connector_free(connector);
    assert_int_equal(at->destroyed, 1);
    at->destroyed = 0;
}

/* ---- describe ---- */

static void malformed_for(actor *at, const char *field)
{
    assert_refused(at->core.admin, CONNECTOR_MALFORMED,
                   sinv_connector_describe(at->connector));
    assert_field(at->core.admin, field);
}

static void what_a_connector_says_of_itself_is_checked(void **state)
{
    static char long_epoch[SALESINV_EPOCH_MAX + 2];
    actor *at = *state;

    memset(long_epoch, 'e', sizeof(long_epoch) - 1);
    at->says.brand = NULL;
    malformed_for(at, "brand");
    at->says.brand = "Test";
    malformed_for(at, "brand");
    at->says.brand = "test";
    at->says.epoch = long_epoch;
    malformed_for(at, "epoch");
    at->says.epoch = "a\nb";
    malformed_for(at, "epoch");
    at->says.epoch = "life 1";
    at->says.abilities = 2;
    malformed_for(at, "abilities");
    at->says.abilities = SALESINV_CONNECTOR_IDEMPOTENT;
    at->says.pushes = PRODUCTS;
    malformed_for(at, "pushes");
    at->says.pushes = ORDERS;
    at->says.pulls = ORDERS;
    malformed_for(at, "pulls");
    at->says.pulls = PRODUCTS;
    assert_ok(at->core.admin, sinv_connector_describe(at->connector));
    assert_string_equal(at->connector->said.brand, "test");
    assert_string_equal(at->connector->said.epoch, "life 1");
    at->connector->vtable.push = NULL;
    malformed_for(at, "push");
    at->connector->vtable.push = push;
    at->connector->vtable.pull = NULL;
    malformed_for(at, "pull");
}

static void a_failure_names_the_connector_and_what_the_erp_said(void **state)
{
    actor *at = *state;
    const salesinv_error *error = salesinv_engine_error(at->core.engine);

    at->status = SALESINV_E_CONNECTOR_REFUSED;
    at->says.vendor_code = 401;
    at->says.failure = "wrong password\xff\n";
    assert_refused(at->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_describe(at->connector));
    assert_string_equal(salesinv_error_source(error), "connector:actor");
    assert_int_equal(salesinv_error_vendor_code(error), 401);
    assert_string_equal(salesinv_error_message(error), "wrong password\?\?");
    at->status = 7;
    assert_refused(at->core.admin, CONNECTOR_TIMEOUT,
                   sinv_connector_describe(at->connector));
    at->status = SALESINV_E_STORAGE_IO;
    assert_refused(at->core.admin, CONNECTOR_TIMEOUT,
                   sinv_connector_describe(at->connector));
}

/* ---- pull ---- */

static void puts_two_of_two(salesinv_pulled *into)
{
    seen[0] = salesinv_pulled_put(into, "{\"a\":1}", 7);
    seen[1] = salesinv_pulled_put(into, "nonsense", 8);
    seen[2] = salesinv_pulled_put(into, "{}", 2);
    seen[3] = salesinv_pulled_put(into, NULL, 2);
    seen[4] = salesinv_pulled_end(into, NULL, 0);
    seen[5] = salesinv_pulled_end(into, "2", 0);
    seen[6] = salesinv_pulled_end(into, "3", 1);
    seen[7] = salesinv_pulled_put(into, "{}", 2);
}

static void records_come_in_until_the_page_is_full_or_ended(void **state)
{
    actor *at = *state;
    const salesinv_pulled *pulled = &at->connector->pulled;

    at->pull = puts_two_of_two;
    assert_ok(at->core.admin,
              sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "", 2));
    assert_int_equal(pulled->count, 2);
    assert_memory_equal(sinv_pulled_bytes(pulled, 1), "nonsense", 8);
    assert_int_equal(pulled->records[1].size, 8);
    assert_string_equal(pulled->position, "2");
    assert_false(pulled->is_last);
    assert_call(SALESINV_OK, seen[0]);
    assert_call(SALESINV_OK, seen[1]);
    assert_call(SALESINV_E_OVERFLOW, seen[2]);
    assert_call(SALESINV_E_ARG, seen[3]);
    assert_call(SALESINV_E_ARG, seen[4]);
    assert_call(SALESINV_OK, seen[5]);
    assert_call(SALESINV_E_ARG, seen[6]);
    assert_call(SALESINV_E_ARG, seen[7]);
    assert_call(SALESINV_E_CLOSED, salesinv_pulled_put(at->kept, "{}", 2));
    assert_call(SALESINV_E_CLOSED, salesinv_pulled_end(at->kept, "4", 1));
    salesinv_pulled_fail(at->kept, 9, "late");
    assert_int_equal(pulled->failure.vendor_code, 0);
}

static void ends_nowhere(salesinv_pulled *into)
{
    (void)salesinv_pulled_put(into, "{}", 2);
}

static void does_not_move(salesinv_pulled *into)
{
    (void)salesinv_pulled_put(into, "{}", 2);
    (void)salesinv_pulled_end(into, "7", 0);
}

static void ends_where_it_is(salesinv_pulled *into)
{
    (void)salesinv_pulled_end(into, "7", 1);
}

static void says_why(salesinv_pulled *into)
{
    (void)salesinv_pulled_put(into, "{}", 2);
    salesinv_pulled_fail(into, 503, "closed for the night");
}

static void a_page_has_to_say_where_it_goes_on(void **state)
{
    actor *at = *state;

    at->pull = ends_nowhere;
    assert_refused(at->core.admin, CONNECTOR_MALFORMED,
                   sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "7", 2));
    at->pull = does_not_move;
    assert_refused(at->core.admin, CONNECTOR_MALFORMED,
                   sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "7", 2));
    at->pull = ends_where_it_is;
    assert_ok(at->core.admin,
              sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "7", 2));
    at->pull = says_why;
    at->status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_refused(at->core.admin, CONNECTOR_TIMEOUT,
                   sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "7", 2));
    assert_int_equal(at->connector->pulled.count, 0);
    assert_int_equal(salesinv_error_vendor_code(salesinv_engine_error(at->core.engine)),
                     503);
}

static void puts_large_ones(salesinv_pulled *into)
{
    static char position[SALESINV_POSITION_MAX + 2];
    size_t size = SALESINV_RECORD_SIZE_MAX;
    char *bytes = malloc(size + 1);

    memset(bytes, ' ', size + 1);
    seen[0] = salesinv_pulled_put(into, bytes, size + 1);
    for (int i = 1; i < 5; i++)
        seen[i] = salesinv_pulled_put(into, bytes, size);
    memset(position, 'p', sizeof(position) - 1);
    seen[5] = salesinv_pulled_end(into, position, 1);
    seen[6] = salesinv_pulled_end(into, "\xff", 1);
    seen[7] = salesinv_pulled_end(into, position + 1, 1);
    free(bytes);
}

static void sizes_have_limits_and_one_that_is_too_large_is_kept_in_part(void **state)
{
    actor *at = *state;
    const salesinv_pulled *pulled = &at->connector->pulled;

    at->pull = puts_large_ones;
    assert_ok(at->core.admin,
              sinv_connector_pull(at->connector, SALESINV_KIND_PRODUCT, "", 100));
    assert_int_equal(pulled->count, 4);
    assert_int_equal(pulled->records[0].whole, SALESINV_RECORD_SIZE_MAX + 1);
    assert_int_equal(pulled->records[0].size, 4096);
    assert_int_equal(pulled->records[3].size, SALESINV_RECORD_SIZE_MAX);
    assert_call(SALESINV_OK, seen[3]);
    assert_call(SALESINV_E_OVERFLOW, seen[4]);
    assert_call(SALESINV_E_TEXT, seen[5]);
    assert_call(SALESINV_E_TEXT, seen[6]);
    assert_call(SALESINV_OK, seen[7]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ACT(a_connector_is_checked_when_it_is_made),
        ACT(a_longer_table_is_taken_while_nothing_unknown_is_in_it),
        ACT(a_connector_may_outlive_its_engine),
        ACT(what_a_connector_says_of_itself_is_checked),
        ACT(a_failure_names_the_connector_and_what_the_erp_said),
        ACT(records_come_in_until_the_page_is_full_or_ended),
        ACT(a_page_has_to_say_where_it_goes_on),
        ACT(sizes_have_limits_and_one_that_is_too_large_is_kept_in_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
