/* SPDX-License-Identifier: Apache-2.0 */
/* The folder protocol, inwards: what the ERP says of itself, records, present stock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/fix_folder.h"

enum { PRODUCT = SALESINV_KIND_PRODUCT, MOST = SALESINV_POSITION_MAX + 1 };

static int setup(void **state)
{
    static fix_folder fix;

    fix_folder_open(&fix, 0);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_folder_close(*state);
    return 0;
}

/* Pulls from the position in `position` and moves it on; answers the records, one a line. */
static const char *pull(fix_folder *fix, char *position, int32_t max_count)
{
    static char text[8192];
    const salesinv_pulled *pulled = &fix->connector->pulled;
    size_t used = 0;

    assert_ok(fix->core.admin,
              sinv_connector_pull(fix->connector, PRODUCT, position, max_count));
    text[0] = '\0';
    for (int32_t i = 0; i < pulled->count; i++) {
        size_t size = pulled->records[i].size;
        assert_true(used + size + 2 < sizeof(text));
        memcpy(text + used, sinv_pulled_bytes(pulled, i), size);
        used += size;
        text[used++] = '|';
        text[used] = '\0';
    }
    (void)snprintf(position, MOST, "%s", pulled->position);
    return text;
}

static void files_are_read_in_the_order_of_their_names(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/2.product.jsonl", "{\"c\":3}\n");
    fix_folder_put(fix, "in/1.product.jsonl", "{\"a\":1}\n\n  \n{\"b\":2}\r\n");
    fix_folder_put(fix, "in/1.stock.jsonl", "{\"s\":1}\n");
    fix_folder_put(fix, "in/.3.product.jsonl", "hidden\n");
    fix_folder_put(fix, "in/3.product.jsonl.tmp", "not yet\n");
    assert_string_equal(pull(fix, position, 10), "{\"a\":1}|{\"b\":2}|{\"c\":3}|");
    assert_true(fix->connector->pulled.is_last);
    assert_string_equal(pull(fix, position, 10), "");
    assert_string_equal(position, "2.product.jsonl:8");
    fix_folder_put(fix, "in/3.product.jsonl", "{\"d\":4}\n");
    fix_folder_add(fix, "in/2.product.jsonl", "{\"e\":5}\n");
    assert_string_equal(pull(fix, position, 10), "{\"e\":5}|{\"d\":4}|");
}

static void a_page_ends_where_it_is_full_and_the_next_goes_on(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/1.product.jsonl", "1\n2\n3\n");
    fix_folder_put(fix, "in/2.product.jsonl", "4\n");
    assert_string_equal(pull(fix, position, 2), "1|2|");
    assert_false(fix->connector->pulled.is_last);
    assert_string_equal(pull(fix, position, 2), "3|4|");
    assert_true(fix->connector->pulled.is_last);
    position[0] = '\0';
    assert_string_equal(pull(fix, position, 3), "1|2|3|");
    assert_string_equal(pull(fix, position, 3), "4|");
}

static void a_line_that_is_not_finished_waits(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/1.product.jsonl", "{\"a\":1}\n{\"b\":");
    assert_string_equal(pull(fix, position, 10), "{\"a\":1}|");
    assert_string_equal(pull(fix, position, 10), "");
    fix_folder_add(fix, "in/1.product.jsonl", "2}\n{\"c\":3}");
    assert_string_equal(pull(fix, position, 10), "{\"b\":2}|{\"c\":3}|");
    fix_folder_add(fix, "in/1.product.jsonl", "\n{\"d");
    assert_string_equal(pull(fix, position, 10), "");
    fix_folder_put(fix, "in/2.product.jsonl", "{\"e\":5}\n");
    assert_string_equal(pull(fix, position, 10), "{\"d|{\"e\":5}|");
}

static void what_others_write_has_marks_and_strange_bytes(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/1.product.jsonl",
                   "\xef\xbb\xbf{\"a\":1}\nno json\n\xff\xfe\n");
    assert_string_equal(pull(fix, position, 10), "{\"a\":1}|no json|\xff\xfe|");
}

static void a_line_beyond_the_limit_is_handed_over_in_part_and_stops_nothing(
    void **state)
{
    fix_folder *fix = *state;
    const salesinv_pulled *pulled = &fix->connector->pulled;
    size_t size = (size_t)SALESINV_RECORD_SIZE_MAX * 2;
    char *large = malloc(size + 8);

    memset(large, 'x', size);
    memcpy(large + size, "\n{}\n", 5);
    fix_folder_put(fix, "in/1.product.jsonl", large);
    free(large);
    assert_ok(fix->core.admin, sinv_connector_pull(fix->connector, PRODUCT, "", 10));
    assert_int_equal(pulled->count, 2);
    assert_true(pulled->records[0].whole > SALESINV_RECORD_SIZE_MAX);
    assert_true(pulled->records[0].size < SALESINV_RECORD_SIZE_MAX);
    assert_int_equal(pulled->records[1].size, 2);
}

static void files_that_were_read_may_be_removed(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/1.product.jsonl", "1\n");
    fix_folder_put(fix, "in/2.product.jsonl", "2\n");
    assert_string_equal(pull(fix, position, 1), "1|");
    fix_folder_unlink(fix, "in/1.product.jsonl");
    assert_string_equal(pull(fix, position, 10), "2|");
    fix_folder_unlink(fix, "in/2.product.jsonl");
    assert_string_equal(pull(fix, position, 10), "");
    fix_folder_put(fix, "in/3.product.jsonl", "3\n");
    assert_string_equal(pull(fix, position, 10), "3|");
}

static void a_file_that_was_replaced_by_a_shorter_one_is_an_error(void **state)
{
    fix_folder *fix = *state;
    char position[MOST] = "";

    fix_folder_put(fix, "in/1.product.jsonl", "1234567\n");
    assert_string_equal(pull(fix, position, 10), "1234567|");
    fix_folder_put(fix, "in/1.product.jsonl", "1\n");
    assert_refused(fix->core.admin, CONNECTOR_MALFORMED,
                   sinv_connector_pull(fix->connector, PRODUCT, position, 10));
    assert_non_null(
        strstr(salesinv_error_message(salesinv_engine_error(fix->core.engine)),
               "has 2 bytes"));
}

/* Opening a pipe that nobody writes would wait for ever, and a device never ends. */
static void what_is_no_file_is_an_error(void **state)
{
    fix_folder *fix = *state;
    const char *path = fix_folder_path(fix, "in/1.product.jsonl");

    assert_int_equal(mkfifo(path, 0600), 0);
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_pull(fix->connector, PRODUCT, "", 10));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("/dev/zero", path), 0);
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_pull(fix->connector, PRODUCT, "", 10));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_pull(fix->connector, PRODUCT, "", 10));
}

static void a_position_that_is_none_is_an_error(void **state)
{
    static const char *const positions[] = {"x", ":1", "x:", "x:-1", "x:1a"};
    fix_folder *fix = *state;

    for (size_t i = 0; i < sizeof(positions) / sizeof(positions[0]); i++)
        assert_refused(fix->core.admin, CONNECTOR_MALFORMED,
                       sinv_connector_pull(fix->connector, PRODUCT, positions[i], 10));
}

/* ---- connector.json and the folder itself ---- */

static void the_folder_says_who_the_erp_is(void **state)
{
    fix_folder *fix = *state;

    assert_string_equal(fix->connector->said.brand, "jsonl");
    assert_int_equal(fix->connector->said.pulls, sinv_pull_kinds_mask());
    assert_int_equal(fix->connector->said.pushes, SINV_PUSH_KINDS);
    fix_folder_put(fix, "connector.json",
                   "{\"brand\":\"acme\",\n\"epoch\":\"e1\",\"pushes\":[\"order\"],"
                   "\"pulls\":[\"product\",\"stock\"],\"idempotent\":true}\n");
    assert_ok(fix->core.admin, sinv_connector_describe(fix->connector));
    assert_string_equal(fix->connector->said.brand, "acme");
    assert_string_equal(fix->connector->said.epoch, "e1");
    assert_int_equal(fix->connector->said.pushes, SINV_SYNC_BIT(SALESINV_KIND_ORDER));
    assert_int_equal(fix->connector->said.pulls,
                     SINV_SYNC_BIT(SALESINV_KIND_STOCK) | SINV_SYNC_BIT(PRODUCT));
    assert_int_equal(fix->connector->said.abilities, SALESINV_CONNECTOR_IDEMPOTENT);
    assert_int_equal(fix->connector->said.abilities, SALESINV_CONNECTOR_IDEMPOTENT);
}

static void mistakes_in_the_folder_are_named(void **state)
{
    static const char *const settings[] = {"[]",
                                           "{",
                                           "{\"brnad\":\"x\"}",
                                           "{\"brand\":7}",
                                           "{\"pulls\":[\"prodcut\"]}",
                                           "{\"pulls\":\"product\"}",
                                           "{\"idempotent\":1}"};
    static const char *const names[] = {"in/products.jsonl", "in/1.order.jsonl",
                                        "in/.product.jsonl.x.jsonl", "in/1 .bin.jsonl"};
    fix_folder *fix = *state;

    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        fix_folder_put(fix, "connector.json", settings[i]);
        assert_refused(fix->core.admin, CONNECTOR_MALFORMED,
                       sinv_connector_describe(fix->connector));
    }
    fix_folder_unlink(fix, "connector.json");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        fix_folder_put(fix, names[i], "");
        if (i == 2) /* a hidden one is nobody's business */
            assert_ok(fix->core.admin, sinv_connector_describe(fix->connector));
        else
            assert_refused(fix->core.admin, CONNECTOR_MALFORMED,
                           sinv_connector_describe(fix->connector));
        fix_folder_unlink(fix, names[i]);
    }
}

static void a_folder_that_is_not_there_is_no_empty_erp(void **state)
{
    fix_folder *fix = *state;

    assert_int_equal(rmdir(fix_folder_path(fix, "acks")), 0);
    fix_folder_put(fix, "acks", "a file");
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_describe(fix->connector));
    assert_int_equal(fix_folder_remove(fix->path), 0);
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_describe(fix->connector));
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_pull(fix->connector, PRODUCT, "", 10));
    assert_non_null(
        strstr(salesinv_error_message(salesinv_engine_error(fix->core.engine)),
               "No such file"));
    assert_int_equal(mkdir(fix->path, 0777), 0);
    assert_ok(fix->core.admin, sinv_connector_describe(fix->connector));
}

static void what_is_no_folder_or_flag_is_refused(void **state)
{
    static char long_path[1100];
    fix_folder *fix = *state;
    salesinv_connector *connector;

    memset(long_path, 'p', sizeof(long_path) - 1);
    assert_refused(fix->core.admin, ARG,
                   salesinv_jsonl_create(fix->core.engine, NULL, "", 0, &connector));
    assert_refused(fix->core.admin, ARG,
                   salesinv_jsonl_create(fix->core.engine, NULL, NULL, 0, &connector));
    assert_refused(
        fix->core.admin, TEXT,
        salesinv_jsonl_create(fix->core.engine, NULL, long_path, 0, &connector));
    assert_refused(fix->core.admin, ARG,
                   salesinv_jsonl_create(fix->core.engine, NULL, "x", 2, &connector));
    assert_field(fix->core.admin, "flags");
    assert_refused(fix->core.admin, ARG,
                   salesinv_jsonl_create(fix->core.engine, "No", "x", 0, &connector));
    assert_refused(fix->core.admin, ARG,
                   salesinv_jsonl_create(fix->core.engine, NULL, "x", 0, NULL));
}

/* ---- present stock ---- */

static void the_stock_file_answers_for_its_products(void **state)
{
    static const char *const products[] = {"P1", "P2", "P3"};
    salesinv_stock_query query = {.struct_size = sizeof(query),
                                  .count = 3,
                                  .products = products,
                                  .warehouse = "W"};
    fix_folder *fix = *state;
    const salesinv_figures *figures = &fix->connector->figures;

    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_stock(fix->connector, &query));
    fix_folder_put(
        fix, "stock.jsonl",
        "{\"product\":\"P1\",\"warehouse\":\"W\",\"on_hand\":\"5\",\"available\":"
        "\"4.5\",\"at\":\"2023-11-14T08:00:00Z\"}\n"
        "{\"product\":\"P1\",\"warehouse\":\"V\",\"on_hand\":\"9\"}\n"
        "not json\n{\"product\":\"P3\",\"warehouse\":\"W\",\"on_hand\":\"many\"}\n"
        "{\"product\":\"P3\",\"warehouse\":\"W\",\"on_hand\":\"1\",\"at\":\"then\"}\n"
        "{\"product\":\"P2\",\"warehouse\":\"W\",\"on_hand\":\"7\"}");
    assert_ok(fix->core.admin, sinv_connector_stock(fix->connector, &query));
    assert_int_equal(figures->count, 2);
    assert_int_equal(figures->figures[0].available, 4500000);
    assert_int_equal(figures->figures[0].at, INT64_C(1699948800000000));
    assert_int_equal(figures->figures[1].product, 1);
    assert_int_equal(figures->figures[1].available, 7000000);
    assert_true(figures->figures[1].at > INT64_C(1700000000000000));
    query.warehouse = NULL;
    assert_ok(fix->core.admin, sinv_connector_stock(fix->connector, &query));
    assert_int_equal(figures->count, 3);
}

#define IN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN(files_are_read_in_the_order_of_their_names),
        IN(a_page_ends_where_it_is_full_and_the_next_goes_on),
        IN(a_line_that_is_not_finished_waits),
        IN(what_others_write_has_marks_and_strange_bytes),
        IN(a_line_beyond_the_limit_is_handed_over_in_part_and_stops_nothing),
        IN(files_that_were_read_may_be_removed),
        IN(a_file_that_was_replaced_by_a_shorter_one_is_an_error),
        IN(what_is_no_file_is_an_error),
        IN(a_position_that_is_none_is_an_error),
        IN(the_folder_says_who_the_erp_is),
        IN(mistakes_in_the_folder_are_named),
        IN(a_folder_that_is_not_there_is_no_empty_erp),
        IN(what_is_no_folder_or_flag_is_refused),
        IN(the_stock_file_answers_for_its_products),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
