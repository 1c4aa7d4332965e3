/* SPDX-License-Identifier: Apache-2.0 */
/* The hand-written bare-SQLite store; see baseline.h. */
#include "bench/baseline.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERIAL_PREFIX "SN"
enum { SERIAL_WIDTH = 10, OPEN = 1, SHIPPED = 2, RECEIVED = 3, IN_STOCK = 3, USED = 6 };

enum {
    BEGIN,
    COMMIT,
    GET_ACCOUNT,
    GET_PRODUCT,
    GET_WAREHOUSE,
    GET_ORDER,
    GET_LINES,
    GET_SHIPMENT,
    GET_SHIPMENT_LINES,
    FREEZE_STOCK,
    SHIP_STOCK,
    ADD_FREEZE,
    DROP_FREEZE,
    ADD_MOVEMENT,
    ADD_ORDER,
    ADD_LINE,
    SET_LINE_SHIPPED,
    SET_LINE_RECEIVED,
    SET_ORDER,
    ADD_SHIPMENT,
    ADD_SHIPMENT_LINE,
    SET_SHIPMENT,
    SET_SHIPMENT_LINE,
    ADD_OUTBOUND,
    ADD_EVENT,
    ADD_KEY,
    GET_KEY,
    FIND_RUN,
    ADD_RUN,
    SET_RUN_COUNT,
    SET_RUN_USED,
    ADD_SERIAL_EVENT,
    ADD_LINE_SERIAL,
    ADD_STOCK,
    ADD_MASTER_ACCOUNT,
    ADD_MASTER_PRODUCT,
    ADD_MASTER_WAREHOUSE,
    STATEMENTS
};

static const char *const SQL[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [GET_ACCOUNT] = "SELECT status FROM account WHERE id=?1",
    [GET_PRODUCT] = "SELECT status,tracking,price FROM product WHERE id=?1",
    [GET_WAREHOUSE] = "SELECT status FROM warehouse WHERE id=?1",
    [GET_ORDER] = "SELECT status,account,event FROM sales_order WHERE id=?1",
    [GET_LINES] =
        "SELECT number,product,qty,frozen,shipped FROM sales_order_line WHERE "
        "document=?1",
    [GET_SHIPMENT] = "SELECT status,event FROM shipment WHERE id=?1",
    [GET_SHIPMENT_LINES] = "SELECT number,qty FROM shipment_line WHERE document=?1",
    [FREEZE_STOCK] =
        "UPDATE stock SET frozen=frozen+?3 WHERE product=?1 AND warehouse=?2 "
        "AND on_hand-frozen>=?3",
    [SHIP_STOCK] =
        "UPDATE stock SET on_hand=on_hand-?3,frozen=frozen-?3 WHERE product=?1 "
        "AND warehouse=?2 AND frozen>=?3 AND on_hand>=?3",
    [ADD_FREEZE] = "INSERT INTO freeze VALUES(?1,?2,?3,?4)",
    [DROP_FREEZE] = "DELETE FROM freeze WHERE product=?1 AND warehouse=?2 AND line=?3",
    [ADD_MOVEMENT] = "INSERT INTO movement VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?8,1)",
    [ADD_ORDER] =
        "INSERT INTO sales_order VALUES(?1,1,1,1,?5,1,?5,1,?6,?2,?3,?4,?5,2,1)",
    [ADD_LINE] = "INSERT INTO sales_order_line VALUES(?1,?2,?3,?4,?5,?6,?4,0,0)",
    [SET_LINE_SHIPPED] =
        "UPDATE sales_order_line SET frozen=frozen-?3,shipped=shipped+?3 "
        "WHERE document=?1 AND number=?2 AND frozen>=?3",
    [SET_LINE_RECEIVED] = "UPDATE sales_order_line SET received=received+?3 WHERE "
                          "document=?1 AND number=?2",
    [SET_ORDER] = "UPDATE sales_order SET status=?2,version=version+1,modified_at=?3,"
                  "modified_by=1,event=?4 WHERE id=?1",
    [ADD_SHIPMENT] =
        "INSERT INTO shipment VALUES(?1,1,1,1,?6,1,?6,1,?7,?2,?3,?4,?6,NULL,?5)",
    [ADD_SHIPMENT_LINE] = "INSERT INTO shipment_line VALUES(?1,?2,?3,?4,?5,?6,0)",
    [SET_SHIPMENT] = "UPDATE shipment SET status=3,version=version+1,received_at=?2,"
                     "modified_at=?2,modified_by=1,event=?3 WHERE id=?1",
    [SET_SHIPMENT_LINE] = "UPDATE shipment_line SET received=?3 WHERE document=?1 AND "
                          "number=?2",
    [ADD_OUTBOUND] = "INSERT INTO outbound VALUES(?1,1,1,1,?4,1,?4,1,?5,1,?2,?3,?6,3)",
    [ADD_EVENT] = "INSERT INTO event VALUES(?1,?2,?3,?4,?5,1,?6,?7)",
    [ADD_KEY] = "INSERT INTO request VALUES(?1,?2,?3,?4,1,?5)",
    [GET_KEY] = "SELECT object FROM request WHERE key=?1",
    [FIND_RUN] =
        "SELECT first,count,product,warehouse,state,event FROM serial_run WHERE "
        "prefix='" SERIAL_PREFIX "' AND width=10 AND first<=?1 ORDER BY first DESC "
        "LIMIT 1",
    [ADD_RUN] =
        "INSERT INTO serial_run VALUES('" SERIAL_PREFIX "',10,?1,?2,?3,?4,?5,?6,?7,?8)",
    [SET_RUN_COUNT] = "UPDATE serial_run SET count=?2 WHERE prefix='" SERIAL_PREFIX
                      "' AND width=10 AND first=?1",
    [SET_RUN_USED] =
        "UPDATE serial_run SET count=?2,warehouse=0,state=6,holder=?3,account=?4,"
        "event=?5 WHERE prefix='" SERIAL_PREFIX "' AND width=10 AND first=?1",
    [ADD_SERIAL_EVENT] =
        "INSERT INTO serial_event VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,1,?10)",
    [ADD_LINE_SERIAL] =
        "INSERT INTO line_serial VALUES(?1,'" SERIAL_PREFIX "',10,?2,?3)",
    [ADD_STOCK] = "INSERT INTO stock VALUES(?1,?2,?3,0)",
    [ADD_MASTER_ACCOUNT] = "INSERT INTO account VALUES(?1,1,'Distributor '||?1)",
    [ADD_MASTER_PRODUCT] = "INSERT INTO product VALUES(?1,1,?2,?3,'Product '||?1)",
    [ADD_MASTER_WAREHOUSE] = "INSERT INTO warehouse VALUES(?1,1,'Warehouse '||?1)",
};

static const char SCHEMA[] =
    "CREATE TABLE account(id INTEGER PRIMARY KEY,status INT,name TEXT);"
    "CREATE TABLE product(id INTEGER PRIMARY KEY,status INT,tracking INT,price "
    "INT,name TEXT);"
    "CREATE TABLE warehouse(id INTEGER PRIMARY KEY,status INT,name TEXT);"
    "CREATE TABLE stock(product INT,warehouse INT,on_hand INT,frozen INT,"
    "PRIMARY KEY(product,warehouse)) WITHOUT ROWID;"
    "CREATE TABLE freeze(product INT,warehouse INT,line INT,qty INT,"
    "PRIMARY KEY(product,warehouse,line)) WITHOUT ROWID;"
    "CREATE TABLE movement(id INTEGER PRIMARY KEY,line INT,posting INT,product INT,"
    "warehouse INT,on_hand INT,frozen INT,effective_at INT,at INT,user INT);"
    "CREATE INDEX movement_stock ON movement(product,warehouse);"
    "CREATE TABLE sales_order(id INTEGER PRIMARY KEY,version INT,status INT,owner INT,"
    "created_at INT,created_by INT,modified_at INT,modified_by INT,event INT,account "
    "INT,"
    "warehouse INT,amount INT,ordered_at INT,mode INT,rule INT);"
    "CREATE INDEX order_account ON sales_order(account,id);"
    "CREATE TABLE sales_order_line(document INT,number INT,product INT,qty INT,price "
    "INT,"
    "amount INT,frozen INT,shipped INT,received INT,PRIMARY KEY(document,number)) "
    "WITHOUT ROWID;"
    "CREATE TABLE shipment(id INTEGER PRIMARY KEY,version INT,status INT,owner INT,"
    "created_at INT,created_by INT,modified_at INT,modified_by INT,event INT,account "
    "INT,"
    "sales_order INT,warehouse INT,shipped_at INT,received_at INT,posting INT);"
    "CREATE INDEX shipment_account ON shipment(account,id);"
    "CREATE TABLE shipment_line(document INT,number INT,order_line INT,product INT,qty "
    "INT,"
    "released INT,received INT,PRIMARY KEY(document,number)) WITHOUT ROWID;"
    "CREATE TABLE outbound(id INTEGER PRIMARY KEY,version INT,status INT,owner INT,"
    "created_at INT,created_by INT,modified_at INT,modified_by INT,event INT,type INT,"
    "warehouse INT,source INT,first_movement INT,movement_count INT);"
    "CREATE TABLE event(sequence INTEGER PRIMARY KEY,kind INT,object INT,version INT,"
    "action INT,user INT,at INT,previous INT);"
    "CREATE TABLE request(key TEXT PRIMARY KEY,fingerprint BLOB,kind INT,object INT,"
    "version INT,at INT) WITHOUT ROWID;"
    "CREATE TABLE serial_run(prefix TEXT,width INT,first INT,count INT,product INT,"
    "warehouse INT,state INT,holder INT,account INT,event INT,"
    "PRIMARY KEY(prefix,width,first)) WITHOUT ROWID;"
    "CREATE INDEX run_product ON serial_run(product);"
    "CREATE TABLE serial_event(id INTEGER PRIMARY KEY,first INT,count INT,line INT,"
    "from_state INT,to_state INT,warehouse INT,account INT,at INT,user INT,previous "
    "INT);"
    "CREATE TABLE line_serial(line INT,prefix TEXT,width INT,first INT,count INT,"
    "PRIMARY KEY(line,prefix,width,first)) WITHOUT ROWID;";

struct baseline {
    sqlite3 *db;
    sqlite3_stmt *statements[STATEMENTS];
    int64_t next_id;
    int64_t next_event;
    int64_t next_movement;
    int64_t next_serial_event;
};

static void fail(baseline *b, const char *what)
{
    fprintf(stderr, "baseline: %s: %s\n", what, sqlite3_errmsg(b->db));
    exit(1);
}

static void execute(baseline *b, const char *sql)
{
    if (sqlite3_exec(b->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(b, sql);
}

static sqlite3_stmt *statement(baseline *b, int number)
{
    if (!b->statements[number] &&
        sqlite3_prepare_v3(b->db, SQL[number], -1, SQLITE_PREPARE_PERSISTENT,
                           &b->statements[number], NULL) != SQLITE_OK)
        fail(b, SQL[number]);
    return b->statements[number];
}

/* Bind integers to ?1.., run to the end, demand one changed row where `must` is set. */
static void run(baseline *b, int number, int must, int count, const int64_t *values)
{
    sqlite3_stmt *s = statement(b, number);

    for (int i = 0; i < count; i++)
        sqlite3_bind_int64(s, i + 1, values[i]);
    if (sqlite3_step(s) != SQLITE_DONE)
        fail(b, SQL[number]);
    sqlite3_reset(s);
    if (must && sqlite3_changes(b->db) != 1)
        fail(b, "a guarded change did not happen");
}

#define RUN(b, number, must, ...)                                                      \
    do {                                                                               \
        const int64_t values_[] = {__VA_ARGS__};                                       \
        run(b, number, must, (int)(sizeof(values_) / sizeof(values_[0])), values_);    \
    } while (0)

/* The first row of a query by one integer. */
static void get(baseline *b, int number, int64_t key, int count, int64_t *out)
{
    sqlite3_stmt *s = statement(b, number);

    sqlite3_bind_int64(s, 1, key);
    if (sqlite3_step(s) != SQLITE_ROW)
        fail(b, SQL[number]);
    for (int i = 0; i < count; i++)
        out[i] = sqlite3_column_int64(s, i);
    sqlite3_reset(s);
}

baseline *baseline_open(const char *path, bool is_durable)
{
    baseline *b = calloc(1, sizeof(*b));

    if (!b || sqlite3_open_v2(path, &b->db,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                  SQLITE_OPEN_NOMUTEX,
                              NULL) != SQLITE_OK) {
        fprintf(stderr, "baseline: cannot open %s\n", path);
        exit(1);
    }
    execute(
        b,
        "PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF; "
        "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4096");
    execute(b, is_durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    b->next_id = b->next_event = b->next_movement = b->next_serial_event = 1;
    return b;
}

void baseline_close(baseline *b)
{
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(b->statements[i]);
    sqlite3_close(b->db);
    free(b);
}

void baseline_begin(baseline *b)
{
    run(b, BEGIN, 0, 0, NULL);
}

void baseline_commit(baseline *b)
{
    run(b, COMMIT, 0, 0, NULL);
}

static int64_t add_event(baseline *b, int64_t kind, int64_t object, int64_t version,
                         int64_t action, int64_t at, int64_t previous)
{
    RUN(b, ADD_EVENT, 0, b->next_event, kind, object, version, action, at, previous);
    return b->next_event++;
}

void baseline_load(baseline *b, const plan *p)
{
    b->next_id = 1 << 20;
    execute(b, SCHEMA);
    baseline_begin(b);
    for (int64_t i = 1; i <= p->accounts; i++)
        RUN(b, ADD_MASTER_ACCOUNT, 0, i);
    for (int64_t i = 1; i <= p->products; i++)
        RUN(b, ADD_MASTER_PRODUCT, 0, i, i % 2 == 0 ? 2 : 0, 100 + i % 9900);
    for (int64_t i = 1; i <= p->warehouses; i++)
        RUN(b, ADD_MASTER_WAREHOUSE, 0, i);
    for (int64_t product = 1; product <= p->products; product++)
        for (int64_t w = 1; w <= p->warehouses; w++)
            if (plan_opening(p, product, w) > 0) {
                RUN(b, ADD_STOCK, 0, product, w, plan_opening(p, product, w));
                RUN(b, ADD_MOVEMENT, 0, b->next_movement++, 0, 0, product, w,
                    plan_opening(p, product, w), 0, 1);
            }
    for (int64_t cell = 0; cell < p->cells; cell++) {
        RUN(b, ADD_SERIAL_EVENT, 0, b->next_serial_event, cell * p->per_cell,
            p->per_cell, 0, 0, IN_STOCK, plan_cell_warehouse(p, cell), 0, 1, 0);
        RUN(b, ADD_RUN, 0, cell * p->per_cell, p->per_cell, plan_cell_product(p, cell),
            plan_cell_warehouse(p, cell), IN_STOCK, 0, 0, b->next_serial_event++);
    }
    baseline_commit(b);
}

/* A time-ordered key of 24 bytes, looked up and kept with what it did. */
static void keep_key(baseline *b, int64_t i, char step, int64_t kind, int64_t object)
{
    char key[32];
    sqlite3_stmt *s;

    (void)snprintf(key, sizeof(key), "bench-%012lld-%c-0001", (long long)i, step);
    s = statement(b, GET_KEY);
    sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    if (sqlite3_step(s) != SQLITE_DONE)
        fail(b, "key was used");
    sqlite3_reset(s);
    s = statement(b, ADD_KEY);
    sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_blob(s, 2, "0123456789abcdef", 16, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, kind);
    sqlite3_bind_int64(s, 4, object);
    sqlite3_bind_int64(s, 5, i);
    if (sqlite3_step(s) != SQLITE_DONE)
        fail(b, "key");
    sqlite3_reset(s);
}

/* Ids of the documents of cycle i: three a cycle, far above the master data. */
static int64_t order_id(int64_t i)
{
    return (1 << 20) + i * 3;
}

void baseline_order(baseline *b, const plan_cycle *cycle, int64_t i)
{
    int64_t id = order_id(i);
    int64_t at = i + 1;
    int64_t row[3];
    int64_t amount = 0;

    get(b, GET_ACCOUNT, cycle->account, 1, row);
    get(b, GET_WAREHOUSE, cycle->warehouse, 1, row);
    for (int n = 0; n < PLAN_LINES; n++) {
        get(b, GET_PRODUCT, cycle->product[n], 3, row);
        amount += cycle->units[n] * cycle->price[n];
    }
    for (int n = 0; n < PLAN_LINES; n++) {
        RUN(b, FREEZE_STOCK, 1, cycle->product[n], cycle->warehouse, cycle->units[n]);
        RUN(b, ADD_FREEZE, 0, cycle->product[n], cycle->warehouse, id << 16 | (n + 1),
            cycle->units[n]);
        RUN(b, ADD_MOVEMENT, 0, b->next_movement++, id << 16 | (n + 1), 0,
            cycle->product[n], cycle->warehouse, 0, cycle->units[n], at);
    }
    RUN(b, ADD_ORDER, 0, id, cycle->account, cycle->warehouse, amount, at,
        add_event(b, 8, id, 1, 7, at, 0));
    for (int n = 0; n < PLAN_LINES; n++)
        RUN(b, ADD_LINE, 0, id, n + 1, cycle->product[n], cycle->units[n],
            cycle->price[n], cycle->units[n] * cycle->price[n]);
    keep_key(b, i, 'o', 8, id);
}

/* Split the run that holds the five serials and mark the piece as used. */
static void use_serials(baseline *b, const plan_cycle *cycle, int64_t line, int64_t at)
{
    int64_t first = cycle->first_serial;
    int64_t run_row[6];
    int64_t before;
    int64_t after;

    get(b, FIND_RUN, first, 6, run_row);
    before = first - run_row[0];
    after = run_row[1] - before - PLAN_SERIALS;
    if (run_row[2] != cycle->product[0] || run_row[3] != cycle->warehouse ||
        run_row[4] != IN_STOCK || after < 0)
        fail(b, "serials are not there");
    RUN(b, ADD_SERIAL_EVENT, 0, b->next_serial_event, first, PLAN_SERIALS, line,
        IN_STOCK, USED, 0, cycle->account, at, run_row[5]);
    if (before > 0) {
        RUN(b, SET_RUN_COUNT, 1, run_row[0], before);
        RUN(b, ADD_RUN, 0, first, PLAN_SERIALS, cycle->product[0], 0, USED, line,
            cycle->account, b->next_serial_event);
    } else {
        RUN(b, SET_RUN_USED, 1, first, PLAN_SERIALS, line, cycle->account,
            b->next_serial_event);
    }
    b->next_serial_event++;
    if (after > 0)
        RUN(b, ADD_RUN, 0, first + PLAN_SERIALS, after, cycle->product[0],
            cycle->warehouse, IN_STOCK, 0, 0, run_row[5]);
    RUN(b, ADD_LINE_SERIAL, 0, line, first, PLAN_SERIALS);
}

/* The order's lines as they stand, checked against what is to be shipped. */
static void check_lines(baseline *b, const plan_cycle *cycle, int64_t order)
{
    sqlite3_stmt *s = statement(b, GET_LINES);

    sqlite3_bind_int64(s, 1, order);
    for (int n = 0; n < PLAN_LINES; n++)
        if (sqlite3_step(s) != SQLITE_ROW ||
            sqlite3_column_int64(s, 3) < cycle->units[n])
            fail(b, "order lines");
    sqlite3_reset(s);
}

void baseline_ship(baseline *b, const plan_cycle *cycle, int64_t i)
{
    int64_t order = order_id(i);
    int64_t id = order + 1;
    int64_t posting = order + 2;
    int64_t at = i + 1;
    int64_t first_movement = b->next_movement;
    int64_t row[3];

    get(b, GET_ORDER, order, 3, row);
    if (row[0] != OPEN)
        fail(b, "order is not open");
    check_lines(b, cycle, order);
    use_serials(b, cycle, id << 16 | 1, at);
    for (int n = 0; n < PLAN_LINES; n++) {
        RUN(b, SHIP_STOCK, 1, cycle->product[n], cycle->warehouse, cycle->units[n]);
        RUN(b, DROP_FREEZE, 1, cycle->product[n], cycle->warehouse,
            order << 16 | (n + 1));
        RUN(b, ADD_MOVEMENT, 0, b->next_movement++, id << 16 | (n + 1), posting,
            cycle->product[n], cycle->warehouse, -cycle->units[n], -cycle->units[n],
            at);
        RUN(b, SET_LINE_SHIPPED, 1, order, n + 1, cycle->units[n]);
        RUN(b, ADD_SHIPMENT_LINE, 0, id, n + 1, order << 16 | (n + 1),
            cycle->product[n], cycle->units[n], cycle->units[n]);
    }
    RUN(b, SET_ORDER, 1, order, SHIPPED, at, add_event(b, 8, order, 2, 8, at, row[2]));
    RUN(b, ADD_SHIPMENT, 0, id, cycle->account, order, cycle->warehouse, posting, at,
        add_event(b, 9, id, 1, 7, at, 0));
    RUN(b, ADD_OUTBOUND, 0, posting, cycle->warehouse, id, at,
        add_event(b, 10, posting, 1, 7, at, 0), first_movement);
    keep_key(b, i, 's', 9, id);
}

void baseline_receive(baseline *b, const plan_cycle *cycle, int64_t i)
{
    int64_t order = order_id(i);
    int64_t id = order + 1;
    int64_t at = i + 1;
    int64_t row[3];
    sqlite3_stmt *s;

    get(b, GET_SHIPMENT, id, 2, row);
    s = statement(b, GET_SHIPMENT_LINES);
    sqlite3_bind_int64(s, 1, id);
    for (int n = 0; n < PLAN_LINES; n++)
        if (sqlite3_step(s) != SQLITE_ROW ||
            sqlite3_column_int64(s, 1) != cycle->units[n])
            fail(b, "shipment lines");
    sqlite3_reset(s);
    for (int n = 0; n < PLAN_LINES; n++) {
        RUN(b, SET_SHIPMENT_LINE, 1, id, n + 1, cycle->units[n]);
        RUN(b, SET_LINE_RECEIVED, 1, order, n + 1, cycle->units[n]);
    }
    RUN(b, SET_SHIPMENT, 1, id, at, add_event(b, 9, id, 2, 9, at, row[1]));
    get(b, GET_ORDER, order, 3, row);
    RUN(b, SET_ORDER, 1, order, RECEIVED, at, add_event(b, 8, order, 3, 9, at, row[2]));
    keep_key(b, i, 'r', 9, id);
}

static int64_t number(baseline *b, const char *sql)
{
    sqlite3_stmt *s;
    int64_t value = 0;

    if (sqlite3_prepare_v2(b->db, sql, -1, &s, NULL) != SQLITE_OK)
        fail(b, sql);
    if (sqlite3_step(s) == SQLITE_ROW)
        value = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return value;
}

void baseline_check(baseline *b, const plan *p)
{
    static const char *const zero[] = {
        "SELECT (SELECT sum(on_hand) FROM stock)-(SELECT sum(on_hand) FROM movement)",
        "SELECT (SELECT sum(frozen) FROM stock)-(SELECT sum(frozen) FROM movement)",
        "SELECT (SELECT sum(frozen) FROM stock)-(SELECT coalesce(sum(qty),0) FROM "
        "freeze)",
        "SELECT (SELECT sum(shipped) FROM sales_order_line)"
        "-(SELECT coalesce(sum(qty),0) FROM shipment_line)",
        "SELECT (SELECT coalesce(sum(count),0) FROM serial_run WHERE state=6)"
        "-(SELECT coalesce(sum(count),0) FROM line_serial)",
    };

    for (size_t i = 0; i < sizeof(zero) / sizeof(zero[0]); i++)
        if (number(b, zero[i]) != 0) {
            fprintf(stderr, "baseline: the books do not balance: %s\n", zero[i]);
            exit(1);
        }
    if (number(b, "SELECT sum(count) FROM serial_run") != p->serials) {
        fprintf(stderr, "baseline: serials were lost\n");
        exit(1);
    }
}

int64_t baseline_size(baseline *b)
{
    execute(b, "PRAGMA wal_checkpoint(TRUNCATE)");
    return number(
        b, "SELECT page_count*page_size FROM pragma_page_count,pragma_page_size");
}
