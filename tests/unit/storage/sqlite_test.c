/* SPDX-License-Identifier: Apache-2.0 */
/* What SQLite alone has: the file and its neighbours, damage, reading only, copies, plans. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "conformance/bed_suite.h"
#include "schema/tables.h"
#include "storage/sqlite/provider.h"

#define BIT(column) (UINT64_C(1) << (column))
enum { PATH_BYTES = 128 };

/* A folder of its own for each test, and the provider on the file "db" in it. */
typedef struct place {
    char folder[PATH_BYTES / 2];
    char path[PATH_BYTES];
    storage_maker maker;
    test_bed bed;
} place;

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    out->methods = sinv_sqlite_vtable();
    out->destroy = sinv_sqlite_destroy;
    return sinv_sqlite_create(heap, context, &out->self);
}

static const char *beside(place *at, char *out, const char *name)
{
    (void)snprintf(out, PATH_BYTES, "%s/%s", at->folder, name);
    return out;
}

static bool exists(place *at, const char *name)
{
    char path[PATH_BYTES];

    return access(beside(at, path, name), F_OK) == 0;
}

static void prepare(place *at)
{
    memset(at, 0, sizeof(*at));
    (void)snprintf(at->folder, sizeof(at->folder), "/tmp/sinv-sqlite-XXXXXX");
    assert_non_null(mkdtemp(at->folder));
    (void)beside(at, at->path, "db");
    at->maker.name = "sqlite";
    at->maker.context = at->path;
    at->maker.make = make;
}

static void start(place *at)
{
    prepare(at);
    assert_int_equal(bed_start(&at->bed, &at->maker), SALESINV_OK);
}

static void stop(place *at)
{
    char command[PATH_BYTES];

    bed_stop(&at->bed);
    (void)snprintf(command, sizeof(command), "rm -rf '%s'", at->folder);
    assert_int_equal(system(command), 0);
}

static sinv_sqlite *inside(bed_link *link)
{
    return link->object.self;
}

static int64_t ask(bed_link *link, const char *sql)
{
    int64_t value = -1;

    assert_int_equal(sinv_sqlite_ask(inside(link), sql, &value), SALESINV_OK);
    return value;
}

static void reopen(place *at, uint32_t flags)
{
    bed_close(&at->bed.link);
    assert_int_equal(bed_open(&at->bed, &at->bed.link, &bed_schema, flags),
                     SALESINV_OK);
}

static int64_t size_of(place *at, const char *name)
{
    struct stat about;
    char path[PATH_BYTES];

    return stat(beside(at, path, name), &about) == 0 ? (int64_t)about.st_size : -1;
}

/* ---- options and neighbours ---- */

static void options_of_a_connection(void **state)
{
    place at;
    sqlite3_stmt *stmt = NULL;

    (void)state;
    start(&at);
    assert_int_equal(ask(&at.bed.link, "PRAGMA synchronous"), 2);
    assert_int_equal(ask(&at.bed.link, "PRAGMA temp_store"), 2);
    assert_int_equal(ask(&at.bed.link, "PRAGMA secure_delete"), 0);
    assert_int_equal(ask(&at.bed.link, "PRAGMA cache_size"), -65536);
    assert_int_equal(ask(&at.bed.link, "PRAGMA application_id"),
                     SINV_SQLITE_APPLICATION);
    assert_int_equal(sqlite3_prepare_v2(inside(&at.bed.link)->db, "PRAGMA journal_mode",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(stmt, 0), "wal");
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
    reopen(&at, SALESINV_OPEN_RELAXED);
    assert_int_equal(ask(&at.bed.link, "PRAGMA synchronous"), 1);
    stop(&at);
}

static void tables_are_strict(void **state)
{
    place at;

    (void)state;
    start(&at);
    assert_int_equal(ask(&at.bed.link,
                         "SELECT count(*) FROM pragma_table_list WHERE strict AND wr "
                         "AND name IN('item','stock','pair')"),
                     3);
    assert_int_equal(ask(&at.bed.link, "SELECT count(*) FROM pragma_index_list('item') "
                                       "WHERE partial"),
                     2);
    stop(&at);
}

static void lock_files_lie_beside_the_true_file(void **state)
{
    place at;
    char path[PATH_BYTES];

    (void)state;
    start(&at);
    assert_true(exists(&at, "db-queue"));
    assert_true(exists(&at, "db-write"));
    assert_int_equal(mkdir(beside(&at, path, "elsewhere"), 0700), 0);
    assert_int_equal(symlink(at.path, beside(&at, path, "elsewhere/link")), 0);
    bed_close(&at.bed.link);
    at.maker.context = path;
    assert_int_equal(bed_open(&at.bed, &at.bed.link, &bed_schema, 0), SALESINV_OK);
    assert_false(exists(&at, "elsewhere/link-write"));
    stop(&at);
}

/* Can somebody else have the file's lock now? */
static bool is_free(place *at, const char *name)
{
    char path[PATH_BYTES];
    int file = open(beside(at, path, name), O_RDWR);
    int rc;

    assert_true(file >= 0);
    rc = flock(file, LOCK_EX | LOCK_NB);
    assert_int_equal(close(file), 0);
    return rc == 0;
}

static void writer_keeps_one_lock_until_its_end(void **state)
{
    place at;
    int32_t version;

    (void)state;
    start(&at);
    assert_true(is_free(&at, "db-write"));
    for (int i = 0; i < 2; i++) {
        bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
        assert_false(is_free(&at, "db-write"));
        assert_true(is_free(&at, "db-queue")); /* the next one may wait */
        assert_int_equal(at.bed.link.object.methods->begin(at.bed.link.object.self,
                                                           SALESINV_BEGIN_WRITE, 1,
                                                           &version),
                         SALESINV_E_BUSY);
        assert_false(is_free(&at, "db-write"));
        if (i == 0)
            bed_commit(&at.bed.link);
        else
            bed_rollback(&at.bed.link);
        assert_true(is_free(&at, "db-write"));
    }
    bed_begin(&at.bed.link, 0);
    assert_true(is_free(&at, "db-write"));
    bed_rollback(&at.bed.link);
    stop(&at);
}

static void last_one_out_folds_the_log_in(void **state)
{
    place at;

    (void)state;
    start(&at);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at.bed, bed_item(&at.bed, 1, 1, "x")), SALESINV_OK);
    bed_commit(&at.bed.link);
    assert_true(size_of(&at, "db-wal") > 0);
    bed_close(&at.bed.link);
    assert_false(exists(&at, "db-wal"));
    stop(&at);
}

/* ---- files that are not ours, or not any more ---- */

static void write_file(const char *path, const char *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), (ssize_t)size);
    assert_int_equal(close(file), 0);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Opening the file as it is now is refused as damaged or foreign. */
static void check_corrupt(place *at)
{
    bed_link link;

    assert_int_equal(bed_open(&at->bed, &link, &bed_schema, 0),
                     SALESINV_E_STORAGE_CORRUPT);
    assert_int_equal(bed_open(&at->bed, &link, &bed_schema, SALESINV_OPEN_READ_ONLY),
                     SALESINV_E_STORAGE_CORRUPT);
}

static void foreign_files_are_refused(void **state)
{
    static const char *const others[] = {
        "CREATE TABLE theirs(a)",
        "PRAGMA application_id=7",
        "PRAGMA user_version=2",
        "CREATE TABLE item(a);PRAGMA user_version=2",
    };
    char garbage[4096];
    place at;

    (void)state;
    start(&at);
    bed_close(&at.bed.link);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_int_equal(unlink(at.path), 0);
        run_sql(at.path, others[i]);
        check_corrupt(&at);
    }
    memset(garbage, '#', sizeof(garbage));
    write_file(at.path, garbage, sizeof(garbage));
    check_corrupt(&at);
    stop(&at);
}

static void truncated_file_is_damaged(void **state)
{
    place at;
    int64_t size;

    (void)state;
    start(&at);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= 500; id++)
        assert_int_equal(bed_insert(&at.bed, bed_item(&at.bed, 1, id, "some text")),
                         SALESINV_OK);
    bed_commit(&at.bed.link);
    bed_close(&at.bed.link);
    size = size_of(&at, "db");
    assert_true(size > 16384);
    assert_int_equal(truncate(at.path, size / 2), 0);
    check_corrupt(&at);
    assert_int_equal(truncate(at.path, 700), 0);
    check_corrupt(&at);
    stop(&at);
}

static void empty_file_is_a_new_storage(void **state)
{
    place at;

    (void)state;
    start(&at);
    bed_close(&at.bed.link);
    write_file(at.path, "", 0);
    reopen(&at, 0);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at.bed, bed_item(&at.bed, 1, 1, "x")), SALESINV_OK);
    bed_commit(&at.bed.link);
    stop(&at);
}

static void unreachable_file(void **state)
{
    place at;
    bed_link link;
    char path[PATH_BYTES];

    (void)state;
    start(&at);
    at.maker.context = path;
    (void)beside(&at, path, "no/such/folder/db");
    assert_int_equal(bed_open(&at.bed, &link, &bed_schema, 0),
                     SALESINV_E_STORAGE_UNAVAILABLE);
    at.maker.context = at.folder; /* a folder is no file */
    assert_int_equal(bed_open(&at.bed, &link, &bed_schema, 0),
                     SALESINV_E_STORAGE_UNAVAILABLE);
    at.maker.context = "";
    assert_int_equal(bed_open(&at.bed, &link, &bed_schema, 0), SALESINV_E_ARG);
    stop(&at);
}

/* ---- reading only ---- */

static void reading_only(void **state)
{
    place at;
    bed_link reader;
    sinv_row *row;

    (void)state;
    start(&at);
    row = bed_item(&at.bed, 1, 1, "x");
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at.bed, row), SALESINV_OK);
    bed_commit(&at.bed.link);
    assert_int_equal(bed_open(&at.bed, &reader, &bed_schema, SALESINV_OPEN_READ_ONLY),
                     SALESINV_OK);
    bed_begin(&reader, 0);
    assert_int_equal(reader.object.methods->get(reader.object.self, T_ITEM, row, row),
                     SALESINV_OK);
    assert_int_equal(reader.object.methods->remove(reader.object.self, T_ITEM, row),
                     SALESINV_E_STORAGE_READ_ONLY);
    bed_rollback(&reader);
    bed_close(&reader);
    stop(&at);
}

static void reading_only_makes_nothing(void **state)
{
    place at;
    bed_link reader;
    char path[PATH_BYTES];

    (void)state;
    start(&at);
    bed_close(&at.bed.link);
    assert_int_equal(unlink(beside(&at, path, "db-queue")), 0);
    assert_int_equal(unlink(beside(&at, path, "db-write")), 0);
    assert_int_equal(
        bed_open(&at.bed, &reader, &bed_next_schema, SALESINV_OPEN_READ_ONLY),
        SALESINV_E_STORAGE_READ_ONLY); /* older than asked for */
    assert_int_equal(bed_open(&at.bed, &reader, &bed_schema, SALESINV_OPEN_READ_ONLY),
                     SALESINV_OK);
    bed_close(&reader);
    assert_false(exists(&at, "db-queue"));
    assert_false(exists(&at, "db-write"));
    assert_int_equal(unlink(at.path), 0);
    assert_int_equal(bed_open(&at.bed, &reader, &bed_schema, SALESINV_OPEN_READ_ONLY),
                     SALESINV_E_STORAGE_UNAVAILABLE);
    assert_false(exists(&at, "db"));
    stop(&at);
}

/* ---- the log ---- */

static void commit_one(place *at, int64_t id)
{
    bed_begin(&at->bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at->bed, bed_item(&at->bed, 1, id, "some text")),
                     SALESINV_OK);
    bed_commit(&at->bed.link);
}

static void log_is_folded_in_when_long(void **state)
{
    place at;
    bed_link reader;
    int64_t id = 1;

    (void)state;
    start(&at);
    while (id <= 200)
        commit_one(&at, id++);
    assert_true(size_of(&at, "db-wal") < INT64_C(131072));
    /* A reader keeps the log from beginning anew; when it is gone, the log does. */
    assert_int_equal(bed_open(&at.bed, &reader, &bed_schema, 0), SALESINV_OK);
    bed_begin(&reader, 0);
    while (id <= 400)
        commit_one(&at, id++);
    assert_true(size_of(&at, "db-wal") > INT64_C(131072));
    bed_rollback(&reader);
    assert_int_equal(at.bed.link.object.methods->maintain(at.bed.link.object.self),
                     SALESINV_OK);
    commit_one(&at, id++);
    assert_true(inside(&at.bed.link)->wal_pages < 32);
    bed_close(&reader);
    stop(&at);
}

static void full_storage_is_told_and_survived(void **state)
{
    place at;
    salesinv_status rc = SALESINV_OK;
    sinv_row *found;

    (void)state;
    start(&at);
    commit_one(&at, 1);
    assert_true(ask(&at.bed.link, "PRAGMA max_page_count=40") >= 40);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 2; id < 5000 && rc == SALESINV_OK; id++)
        rc = bed_insert(&at.bed, bed_item(&at.bed, 1, id, "some text"));
    assert_int_equal(rc, SALESINV_E_STORAGE_FULL);
    assert_int_equal(at.bed.link.report.vendor_code, SQLITE_FULL);
    assert_int_equal(at.bed.link.object.methods->commit(at.bed.link.object.self),
                     SALESINV_E_STORAGE_IO); /* SQLite has rolled back */
    found = bed_row(&at.bed, T_ITEM);
    bed_begin(&at.bed.link, 0);
    assert_int_equal(bed_get(&at.bed, bed_item_key(&at.bed, 1, 1), found), SALESINV_OK);
    assert_int_equal(bed_get(&at.bed, bed_item_key(&at.bed, 1, 2), found),
                     SALESINV_E_NOT_FOUND);
    bed_rollback(&at.bed.link);
    assert_true(ask(&at.bed.link, "PRAGMA max_page_count=100000") > 40);
    commit_one(&at, 2);
    stop(&at);
}

/* ---- interruption, statements, plans ---- */

static void put_many(place *at, int64_t count)
{
    bed_begin(&at->bed.link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= count; id++)
        assert_int_equal(bed_insert(&at->bed, bed_item(&at->bed, 1, id, "some text")),
                         SALESINV_OK);
    bed_commit(&at->bed.link);
}

static void long_scan_can_be_interrupted(void **state)
{
    place at;
    const storage_object *object = &at.bed.link.object;
    sinv_range range = {.prefix = 1};
    sinv_row *row;
    void *scan = NULL;
    salesinv_status rc;
    int32_t delivered = 0;

    (void)state;
    start(&at);
    put_many(&at, 5000);
    row = bed_row(&at.bed, T_ITEM);
    range.from = range.to = bed_item_key(&at.bed, 1, 0);
    bed_begin(&at.bed.link, 0);
    assert_int_equal(object->methods->scan(object->self, T_ITEM, &range, &scan),
                     SALESINV_OK);
    at.bed.link.interrupted = 1;
    while ((rc = object->methods->scan_next(object->self, scan, row)) == SALESINV_ROW) {
        delivered++;
        row->text_used = 0;
    }
    assert_int_equal(rc, SALESINV_E_INTERRUPTED);
    assert_true(delivered < 5000);
    object->methods->scan_close(object->self, scan);
    bed_rollback(&at.bed.link);
    at.bed.link.interrupted = 0;
    stop(&at);
}

static void kept_statements_are_few(void **state)
{
    place at;
    sinv_row *row;

    (void)state;
    start(&at);
    put_many(&at, 1);
    row = bed_item(&at.bed, 1, 1, "changed");
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    for (uint64_t mask = 0; mask < 512; mask++)
        assert_int_equal(
            bed_update(&at.bed, row,
                       (mask << ITEM_NAME | BIT(ITEM_NAME) | BIT(ITEM_RANK))),
            SALESINV_OK);
    bed_commit(&at.bed.link);
    assert_true(inside(&at.bed.link)->tables[T_ITEM].statement_count <= 64);
    stop(&at);
}

/* The plan of a scan names its index and neither sorts nor reads the whole table. */
static void check_plan(sinv_sqlite *self, int32_t table, const sinv_sqlite_form *form)
{
    char sql[8192];
    sqlite3_stmt *stmt = NULL;
    const char *plan;
    const char *wanted = form->index == 0 ? "USING PRIMARY KEY" : "USING INDEX";

    sinv_buf_clear(&self->sql);
    sinv_sqlite_write_sql(self, table, SINV_SQLITE_SCAN, 0,
                          sinv_sqlite_pack_form(form));
    (void)snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", self->sql.bytes);
    assert_int_equal(sqlite3_prepare_v2(self->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    plan = (const char *)sqlite3_column_text(stmt, 3);
    if (strncmp(plan, "SEARCH ", 7) != 0 || !strstr(plan, wanted))
        fail_msg("%s\n%s", sql, plan);
    if (sqlite3_step(stmt) != SQLITE_DONE)
        fail_msg("%s\n%s", sql, (const char *)sqlite3_column_text(stmt, 3));
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
}

static void check_plans_of_index(sinv_sqlite *self, int32_t table, int32_t index)
{
    int32_t width = salesinv_schema_index_width(self->schema, table, index);

    for (int32_t prefix = 1; prefix <= width; prefix++)
        for (int32_t count = 0; count <= width - prefix; count++)
            for (uint32_t flags = 0; flags < 4; flags++) {
                sinv_sqlite_form form = {index, prefix, count, 0, flags};

                check_plan(self, table, &form);
                form.to_count = count;
                check_plan(self, table, &form);
            }
}

static void every_index_serves_its_scans(void **state)
{
    const salesinv_schema *schemas[] = {&bed_schema, sinv_schema_current()};
    place at;
    char memory[] = ":memory:";

    (void)state;
    start(&at);
    at.maker.context = memory;
    for (size_t s = 0; s < 2; s++) {
        bed_link link;

        assert_int_equal(bed_open(&at.bed, &link, schemas[s], 0), SALESINV_OK);
        for (int32_t t = 0; t < salesinv_schema_table_count(schemas[s]); t++)
            for (int32_t i = 0; i < salesinv_schema_index_count(schemas[s], t); i++)
                check_plans_of_index(inside(&link), t, i);
        bed_close(&link);
    }
    stop(&at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_of_a_connection),
        cmocka_unit_test(tables_are_strict),
        cmocka_unit_test(lock_files_lie_beside_the_true_file),
        cmocka_unit_test(writer_keeps_one_lock_until_its_end),
        cmocka_unit_test(last_one_out_folds_the_log_in),
        cmocka_unit_test(foreign_files_are_refused),
        cmocka_unit_test(truncated_file_is_damaged),
        cmocka_unit_test(empty_file_is_a_new_storage),
        cmocka_unit_test(unreachable_file),
        cmocka_unit_test(reading_only),
        cmocka_unit_test(reading_only_makes_nothing),
        cmocka_unit_test(log_is_folded_in_when_long),
        cmocka_unit_test(full_storage_is_told_and_survived),
        cmocka_unit_test(long_scan_can_be_interrupted),
        cmocka_unit_test(kept_statements_are_few),
        cmocka_unit_test(every_index_serves_its_scans),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
