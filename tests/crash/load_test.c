/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first load of an ERP's data when processes are killed in the middle of it: while they ask the ERP, and at any other moment. The
 * next one goes on where the last page that was stored ended; nothing comes twice and nothing is left out.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "salesinv/sync_run.h"
#include "support/fix_connector.h"

enum {
    PRODUCTS = 20000,
    CATEGORIES = 50,
    ACCOUNTS = 1000,
    FIGURES = 500,
    PAGE = 500,
    DEATHS = 12
};

/* What the ERP has of each kind. */
typedef struct load_kind {
    salesinv_kind kind;
    int count;
    const char *record; /* with single quotes, # is its number */
} load_kind;

static const load_kind kinds[] = {
    {SALESINV_KIND_UNIT, 1,
     "{'kind':'unit','external_id':'U#','version':1,'code':'EA','name':'Piece'}"},
    {SALESINV_KIND_CATEGORY, CATEGORIES,
     "{'kind':'category','external_id':'C#','version':1,'name':'Group #'}"},
    {SALESINV_KIND_PRODUCT, PRODUCTS,
     "{'kind':'product','external_id':'P#','version':1,'code':'P#','name':'Product #',"
     "'unit':'U0','category':'C7'}"},
    {SALESINV_KIND_WAREHOUSE, 1,
     "{'kind':'warehouse','external_id':'W#','version':1,'name':'Of the ERP'}"},
    {SALESINV_KIND_ACCOUNT, ACCOUNTS,
     "{'kind':'account','external_id':'A#','version':1,'name':'Account #'}"},
    {SALESINV_KIND_STOCK, FIGURES,
     "{'kind':'stock','version':1,'product':'P#','warehouse':'W0','on_hand':'#'}"},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

/* Shared by all processes. */
typedef struct erp {
    atomic_int pages; /* that were asked for */
    atomic_int first
        [KINDS]
        [2]; /* by kind: the farthest position that was asked for, and how often one before it */
} erp;

static fix_connector fix;
static erp *shared;
static int pages_left; /* until this process ends inside a pull; 0: it does not */

/* ---- the ERP ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    (void)self;
    info->brand = "test";
    for (int i = 0; i < KINDS; i++)
        info->pulls |= UINT64_C(1) << kinds[i].kind;
    return SALESINV_OK;
}

static int place_of(salesinv_kind kind)
{
    int at = 0;

    while (kinds[at].kind != kind)
        at++;
    return at;
}

/* A process never goes back behind what another one asked for: its page was stored. */
static void note_position(int at, int position)
{
    atomic_fetch_add(&shared->pages, 1);
    if (position < atomic_load(&shared->first[at][0]))
        atomic_fetch_add(&shared->first[at][1], 1);
    else
        atomic_store(&shared->first[at][0], position);
}

/* Record `number` of a kind; how long it is. */
static size_t write_record(const char *record, int number, char *out)
{
    char *end = out;

    for (; *record; record++)
        if (*record == '#')
            end += sprintf(end, "%d", number);
        else
            *end++ = (char)(*record == '\'' ? '"' : *record);
    return (size_t)(end - out);
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    int at = place_of(kind);
    int next = atoi(position);
    char text[256];

    (void)self;
    if (pages_left > 0 && --pages_left == 0)
        raise(SIGKILL);
    note_position(at, next);
    for (int i = 0; i < max_count && next < kinds[at].count; i++, next++)
        if (salesinv_pulled_put(
                into, text, write_record(kinds[at].record, next, text)) != SALESINV_OK)
            return SALESINV_E_NOMEM;
    snprintf(text, sizeof(text), "%d", next);
    return salesinv_pulled_end(into, text, next == kinds[at].count);
}

static salesinv_status load(salesinv_session *session, salesinv_sync_report **out)
{
    static const salesinv_connector_vtable table = {.struct_size = sizeof(table),
                                                    .name = "main",
                                                    .describe = describe,
                                                    .pull = pull};
    const salesinv_sync_options options = {.struct_size = sizeof(options),
                                           .batch = PAGE};
    salesinv_connector *connector;
    salesinv_status rc = salesinv_connector_create(salesinv_session_engine(session),
                                                   &table, NULL, NULL, &connector);

    if (rc != SALESINV_OK)
        return rc;
    rc = salesinv_sync_run(session, connector, &options, out);
    salesinv_connector_free(connector);
    return rc;
}

/* ---- processes ---- */

static int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, true);
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    memset(shared, 0, sizeof(*shared));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    munmap(shared, sizeof(*shared));
    fix_connector_close(&fix);
    return 0;
}

/* A process that loads and is killed: at a page, or after `wait_us` wherever it is then. */
static void load_and_die(int pages, useconds_t wait_us)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        salesinv_engine *engine = fix_core_engine(&fix.trade.core);
        salesinv_session *session =
            fix_core_session(engine, fix.trade.core.tenant, "erp");
        salesinv_sync_report *report;

        pages_left = pages;
        (void)load(session, &report);
        _exit(1); /* it was to be killed before */
    }
    assert_true(child > 0);
    if (pages == 0) {
        int before = atomic_load(&shared->pages);

        while (atomic_load(&shared->pages) == before)
            usleep(1000);
        usleep(wait_us);
        assert_int_equal(kill(child, SIGKILL), 0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

typedef struct kind_count {
    salesinv_kind kind;
    int count;
} kind_count;

static salesinv_status count_rows(sinv_txn *txn, void *arg)
{
    const sinv_range all = {0};
    kind_count *of = arg;
    int32_t table = sinv_kind_of(txn->engine, of->kind)->table;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    assert_int_equal(sinv_txn_row(txn, table, &row), SALESINV_OK);
    assert_int_equal(sinv_scan_start(txn, table, &all, &scan), SALESINV_OK);
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        of->count++;
    sinv_scan_close(&scan);
    return rc;
}

/* How many objects of a kind there are. */
static int count_of(salesinv_kind kind)
{
    kind_count of = {.kind = kind};

    assert_ok(fix.erp, fix_core_run(fix.erp, false, count_rows, &of));
    return of.count;
}

static void a_killed_load_goes_on_where_it_was(void **state)
{
    int others = count_of(SALESINV_KIND_PRODUCT);
    int accounts = count_of(SALESINV_KIND_ACCOUNT);
    int pages = 0;
    salesinv_sync_report *report;

    (void)state;
    for (int i = 0; i < DEATHS; i++)
        load_and_die(i % 2 == 0 ? 4 + i % 4 / 2 : 0, (useconds_t)(i * 7000));
    assert_ok(fix.erp, load(fix.erp, &report));
    assert_true(salesinv_sync_report_is_done(report));
    assert_true(salesinv_sync_report_get(report, SALESINV_KIND_PRODUCT,
                                         SALESINV_SYNC_CREATED) < PRODUCTS);
    assert_int_equal(salesinv_sync_report_get(report, 0, SALESINV_SYNC_UNCHANGED), 0);
    assert_int_equal(salesinv_sync_report_get(report, 0, SALESINV_SYNC_REFUSED), 0);
    salesinv_sync_report_free(report);
    assert_int_equal(count_of(SALESINV_KIND_PRODUCT) - others, PRODUCTS);
    assert_int_equal(count_of(SALESINV_KIND_ACCOUNT) - accounts, ACCOUNTS);
    assert_int_equal(count_of(SALESINV_KIND_CATEGORY), CATEGORIES);
    for (int i = 0; i < KINDS; i++) {
        assert_int_equal(atomic_load(&shared->first[i][1]), 0);
        pages += (kinds[i].count + PAGE - 1) / PAGE;
    }
    /* Whoever came later asked each kind that was complete for its news, and once more for the page that was lost. */
    assert_in_range(atomic_load(&shared->pages), pages, pages + DEATHS * (KINDS + 1));
    assert_ok(fix.erp, load(fix.erp, &report));
    assert_int_equal(salesinv_sync_report_get(report, 0, SALESINV_SYNC_PULLED), 0);
    assert_true(salesinv_sync_report_is_done(report));
    salesinv_sync_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_killed_load_goes_on_where_it_was, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
