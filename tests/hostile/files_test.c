/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that are not ours, and ours after something wrote over them: opening, reading, verifying and
 * writing answer a status, whatever the bytes say, and never end the process. What was written over may
 * also be of no consequence; then everything is as it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/fix_trade.h"
#include "support/programme.h"

enum { ROUNDS = 300, PAGE = 2048, MOST_BYTES = 1 << 20 };

static programme stage;

static size_t read_file(const char *path, unsigned char *out)
{
    FILE *file = fopen(path, "rb");
    size_t size;

    assert_non_null(file);
    size = fread(out, 1, MOST_BYTES, file);
    fclose(file);
    return size;
}

static void write_file(const unsigned char *bytes, size_t size)
{
    FILE *file;

    programme_restore(&stage); /* removes the side files */
    file = fopen(stage.path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static salesinv_status open_engine(salesinv_engine **out)
{
    salesinv_config *config = programme_config(&stage);
    salesinv_status rc = salesinv_engine_open(config, out);

    if (rc != SALESINV_OK) {
        assert_null(*out);
        assert_true(*salesinv_error_message(salesinv_config_error(config)) != '\0');
    }
    salesinv_config_free(config);
    return rc;
}

/* ---- files of others ---- */

static void assert_refused_file(salesinv_status wanted)
{
    salesinv_engine *engine;

    assert_int_equal(open_engine(&engine), wanted);
}

static void a_file_of_something_else(void **state)
{
    static unsigned char noise[100000];
    uint64_t seed = 4;

    (void)state;
    for (size_t i = 0; i < sizeof(noise); i++)
        noise[i] = (unsigned char)programme_random(&seed);
    write_file((const unsigned char *)"product,qty\nSW,4\n", 17);
    assert_refused_file(SALESINV_E_STORAGE_CORRUPT);
    write_file(noise, sizeof(noise));
    assert_refused_file(SALESINV_E_STORAGE_CORRUPT);
    memcpy(noise, "SQLite format 3", 16);
    write_file(noise, sizeof(noise));
    assert_refused_file(SALESINV_E_STORAGE_CORRUPT);
}

static void a_folder_or_nothing_at_all(void **state)
{
    (void)state;
    programme_restore(&stage);
    assert_int_equal(unlink(stage.path), 0);
    assert_int_equal(mkdir(stage.path, 0700), 0);
    assert_refused_file(SALESINV_E_STORAGE_UNAVAILABLE);
    assert_int_equal(rmdir(stage.path), 0);
    strcat(stage.path, "/deeper/still");
    assert_refused_file(SALESINV_E_STORAGE_UNAVAILABLE);
    *strstr(stage.path, "/deeper") = '\0';
}

static void a_file_cut_short(void **state)
{
    static unsigned char bytes[MOST_BYTES];
    size_t size = read_file(stage.pristine, bytes);
    salesinv_engine *engine;

    (void)state;
    /* A file of one byte is an empty one to SQLite, as some file systems make them. */
    for (size_t kept = 2; kept + PAGE < size; kept += size / 23) {
        salesinv_status rc;

        write_file(bytes, kept);
        rc = open_engine(&engine);
        if (rc == SALESINV_OK) {
            salesinv_session *session = fix_core_session(engine, stage.tenant, "admin");
            salesinv_verdict *verdict;
            rc = salesinv_verify(session, &verdict);
            salesinv_verdict_free(verdict);
            salesinv_session_close(session);
            salesinv_engine_close(engine);
        }
        assert_int_equal(rc, SALESINV_E_STORAGE_CORRUPT);
    }
}

/* ---- bytes written over ---- */

/* What a status may be when storage is not what it was. */
static void check_status(salesinv_status rc, const char *what, int round)
{
    if (salesinv_status_name(rc)[0] == '\0' || rc == SALESINV_E_REENTRANT)
        fail_msg("round %d: %s answered %d", round, what, (int)rc);
}

static void read_all(salesinv_session *session, int round)
{
    for (salesinv_kind kind = SALESINV_KIND_CATEGORY; kind <= SALESINV_KIND_RETURN;
         kind++) {
        const salesinv_document *document;
        salesinv_filter *filter;
        salesinv_cursor *cursor;
        salesinv_status rc = salesinv_filter_create(session, kind, &filter);

        check_status(rc, "filter", round);
        rc = salesinv_document_find(session, filter, &cursor);
        while (rc == SALESINV_OK &&
               (rc = salesinv_cursor_next(cursor, &document)) == SALESINV_ROW)
            rc = SALESINV_OK;
        check_status(rc, "find", round);
        salesinv_cursor_free(cursor);
        salesinv_filter_free(filter);
    }
}

static void ask_stock(salesinv_session *session, int round)
{
    salesinv_stock *stock;
    salesinv_trace *trace;
    salesinv_serial_list *list;
    salesinv_verdict *verdict;

    check_status(salesinv_stock_get(session, stage.goods.plain, 0, &stock), "stock",
                 round);
    check_status(salesinv_serial_trace(session, 0, "SN0002", &trace), "trace", round);
    check_status(
        salesinv_serial_find(session, stage.goods.tracked, 0, 0, NULL, 50, &list),
        "serials", round);
    check_status(salesinv_verify(session, &verdict), "verify", round);
    salesinv_stock_free(stock);
    salesinv_trace_free(trace);
    salesinv_serial_list_free(list);
    salesinv_verdict_free(verdict);
}

static void write_some(salesinv_session *session, int round)
{
    check_status(fix_try_create(session, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                                "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                                "[{\"product\": %lld, \"qty\": \"5\"}]}",
                                (long long)stage.goods.warehouse,
                                (long long)stage.goods.plain),
                 "inbound", round);
    check_status(
        fix_step(session, SALESINV_KIND_SHIPMENT, stage.goods.shipment, SINV_VERB_VOID),
        "void", round);
    check_status(
        fix_step(session, SALESINV_KIND_ORDER, stage.goods.order, SINV_VERB_CLOSE),
        "close", round);
}

static void use_everything(salesinv_engine *engine, int round)
{
    salesinv_session *session;

    if (salesinv_session_open(engine, stage.tenant, 7, &session) != SALESINV_OK)
        return;
    if (salesinv_session_add_role(session, "admin") == SALESINV_OK) {
        read_all(session, round);
        ask_stock(session, round);
        write_some(session, round);
    }
    salesinv_session_close(session);
}

static void bytes_written_over(void **state)
{
    static unsigned char good[MOST_BYTES];
    static unsigned char bad[MOST_BYTES];
    size_t size = read_file(stage.pristine, good);
    uint64_t seed = programme_seed();
    int opened = 0;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        salesinv_engine *engine;
        int count = 1 + (int)(programme_random(&seed) % 40);

        memcpy(bad, good, size);
        for (int i = 0; i < count; i++)
            bad[programme_random(&seed) % size] =
                (unsigned char)programme_random(&seed);
        write_file(bad, size);
        if (open_engine(&engine) != SALESINV_OK)
            continue;
        opened++;
        use_everything(engine, round);
        salesinv_engine_close(engine);
        assert_int_equal(stage.memory.live, 0);
    }
    print_message("%d of %d files could be opened\n", opened, ROUNDS);
}

static int start(void **state)
{
    (void)state;
    programme_start(&stage);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    programme_restore(&stage);
    programme_open(&stage);
    programme_verify(&stage);
    programme_close(&stage);
    programme_stop(&stage);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_something_else),
        cmocka_unit_test(a_folder_or_nothing_at_all),
        cmocka_unit_test(a_file_cut_short),
        cmocka_unit_test(bytes_written_over),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
