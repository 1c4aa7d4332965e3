/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The connector suite over the built-in connectors and one of a test's own; and that it finds each fault that a connector
 * can have: a suite that nothing fails is none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../examples/own_connector/connector.c" /* NOLINT(bugprone-suspicious-include) */
#include "../../examples/own_connector/erp.c" /* NOLINT(bugprone-suspicious-include) */
#include "conformance/connector_suite.h"
#include "salesinv/loopback.h"
#include "support/fix_core.h"
#include "support/fix_small.h"
#include "sync/jsonl/jsonl.h"
#include "sync/sink.h"

/* ---- the connector of the tests ---- */

static fix_small small;
static uint32_t small_abilities;
static fix_vice small_vice;

static void small_clear(void *maker)
{
    (void)maker;
    fix_small_init(&small, small_abilities);
    small.vice = small_vice;
    if (small_vice == FIX_NAMELESS)
        small.table.name = "";
    if (small_vice == FIX_EMPTY_HANDED)
        small.table.pull = NULL;
}

static const salesinv_connector_vtable *small_open(void *maker, void **out_self)
{
    (void)maker;
    small.opened += small_vice == FIX_SHORT_MEMORY;
    *out_self = &small;
    return &small.table;
}

static void small_close(void *maker, void *self)
{
    (void)maker;
    (void)self;
}

static void small_put(void *maker, salesinv_kind kind, const char *json)
{
    (void)maker;
    if (small_vice == FIX_MIXED)
        fix_small_has(&small, SALESINV_KIND_STOCK, "{'kind':'stock'}");
    fix_small_has(&small, kind, json);
}

static int small_effects(void *maker, const char *key)
{
    (void)maker;
    return fix_small_effects(&small, key);
}

static void small_stock(void *maker, salesinv_qty on_hand, salesinv_qty available)
{
    (void)maker;
    small.on_hand = on_hand;
    small.available = available;
}

static const connector_maker small_maker = {.name = "connector of the tests",
                                            .clear = small_clear,
                                            .open = small_open,
                                            .close = small_close,
                                            .put = small_put,
                                            .effects = small_effects,
                                            .put_stock = small_stock};

/* Which rule each vice breaks; others may fall with it. */
static const struct {
    fix_vice vice;
    const char *rule;
} faults[] = {
    {FIX_NAMELESS, "its_table_is_in_order"},
    {FIX_BRANDLESS, "what_it_says_of_itself_is_in_order"},
    {FIX_EMPTY_HANDED, "what_it_says_of_itself_is_in_order"},
    {FIX_MOODY, "what_it_says_of_itself_stays"},
    {FIX_GHOSTS, "an_empty_erp_has_an_end"},
    {FIX_NO_END, "an_empty_erp_has_an_end"},
    {FIX_NO_MOVE, "an_empty_erp_has_an_end"},
    {FIX_LOSSY, "all_records_come_in_small_pages"},
    {FIX_MIXED, "records_are_of_the_kind_that_was_asked_for"},
    {FIX_FORGETFUL, "the_same_position_gives_the_same_again"},
    {FIX_SHORT_MEMORY, "a_position_outlives_the_program"},
    {FIX_DEAF, "news_come_after_the_end"},
    {FIX_SILENT, "every_message_is_answered"},
    {FIX_TWICE, "a_message_has_one_effect"},
    {FIX_IGNORANT, "what_has_arrived_is_known"},
    {FIX_RENAMING, "what_has_arrived_is_known"},
    {FIX_INVENTING, "what_never_arrived_is_not_invented"},
    {FIX_WRONG_STOCK, "stock_is_told_for_what_was_asked"},
};
enum { FAULTS = sizeof(faults) / sizeof(faults[0]) };

static int index_of(const char *rule)
{
    for (int i = 0; i < connector_suite_count(); i++)
        if (strcmp(connector_suite_rule(i), rule) == 0)
            return i;
    fail_msg("there is no rule %s", rule);
    return -1;
}

static void every_fault_is_found(void **state)
{
    char why[CONNECTOR_SUITE_TEXT];

    (void)state;
    assert_int_equal(FAULTS, FIX_VICES - 1);
    small_abilities = SALESINV_CONNECTOR_IDEMPOTENT;
    for (int i = 0; i < FAULTS; i++) {
        int rule = index_of(faults[i].rule);
        small_vice = faults[i].vice;
        if (connector_suite_judge(&small_maker, rule, why))
            fail_msg("%s does not find vice %d", faults[i].rule, faults[i].vice);
        assert_int_not_equal(strlen(why), 0);
        small_vice = FIX_HONEST;
        if (!connector_suite_judge(&small_maker, rule, why))
            fail_msg("%s: an honest connector: %s", faults[i].rule, why);
    }
}

static void every_rule_can_be_broken(void **state)
{
    (void)state;
    for (int rule = 0; rule < connector_suite_count(); rule++) {
        bool is_broken = false;
        for (int i = 0; i < FAULTS; i++)
            is_broken |= strcmp(faults[i].rule, connector_suite_rule(rule)) == 0;
        if (!is_broken)
            fail_msg("nothing breaks %s", connector_suite_rule(rule));
    }
}

/* ---- the folder, with a script at its other end ---- */

static char folder[64];
static int file_number;

/* As a shell does it, in the folder. */
static void run(const char *script)
{
    char command[640];

    (void)snprintf(command, sizeof(command), "mkdir -p '%s' && cd '%s' && %s", folder,
                   folder, script);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
}

static void jsonl_clear(void *maker)
{
    (void)maker;
    file_number = 0;
    run("rm -rf in out acks *.jsonl");
}

static const salesinv_connector_vtable *jsonl_open(void *maker, void **out_self)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);

    (void)maker;
    *out_self = sinv_jsonl_create(heap, folder, true);
    sinv_heap_unref(heap);
    return sinv_jsonl_vtable();
}

static void jsonl_close(void *maker, void *self)
{
    (void)maker;
    sinv_jsonl_destroy(self);
}

static void jsonl_put(void *maker, salesinv_kind kind, const char *json)
{
    char path[160];
    FILE *file;

    (void)maker;
    (void)snprintf(path, sizeof(path), "%s/in/%04d.%s.jsonl", folder, ++file_number,
                   salesinv_kind_name(kind));
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file, "%s\n", json);
    (void)fclose(file);
}

/* Acknowledges all that is in out/ once for each line, then takes the files away. */
static void jsonl_work(void *maker)
{
    (void)maker;
    run("for f in out/*.jsonl; do [ -e \"$f\" ] || exit 0; "
        "sed -E "
        "'s/^\\{(\"id\":\"[^\"]*\",\"key\":\"[^\"]*\"),.*/{\\1,\"status\":\"ok\","
        "\"external_id\":\"E-71\"}/' \"$f\" > acks/$(basename \"$f\"); rm \"$f\"; "
        "done");
}

static int jsonl_effects(void *maker, const char *key)
{
    char command[320];
    int status;

    (void)maker;
    (void)snprintf(command, sizeof(command),
                   "exit $(cat '%s'/acks/*.jsonl | grep -c '\"key\":\"%s\"')", folder,
                   key);
    status = system(command); /* NOLINT(cert-env33-c) */
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void jsonl_stock(void *maker, salesinv_qty on_hand, salesinv_qty available)
{
    char path[128];
    FILE *file;

    (void)maker;
    (void)snprintf(path, sizeof(path), "%s/stock.jsonl", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fprintf(file,
                  "{\"product\":\"P1\",\"warehouse\":\"W1\",\"on_hand\":\"%lld\","
                  "\"available\":\"%lld\"}\n",
                  (long long)on_hand / 1000000, (long long)available / 1000000);
    (void)fclose(file);
}

static const connector_maker jsonl_maker = {.name = "sync/jsonl",
                                            .clear = jsonl_clear,
                                            .open = jsonl_open,
                                            .close = jsonl_close,
                                            .put = jsonl_put,
                                            .work = jsonl_work,
                                            .effects = jsonl_effects,
                                            .put_stock = jsonl_stock};

/* ---- the ERP in memory ---- */

static salesinv_loopback *loopback;

static void loopback_clear(void *maker)
{
    (void)maker;
    salesinv_loopback_free(loopback);
    assert_int_equal(salesinv_loopback_create(NULL, NULL, "erp", "test", &loopback),
                     SALESINV_OK);
}

static const salesinv_connector_vtable *loopback_open(void *maker, void **out_self)
{
    (void)maker;
    *out_self = loopback;
    return salesinv_loopback_vtable(loopback);
}

static void loopback_put(void *maker, salesinv_kind kind, const char *json)
{
    (void)maker;
    (void)kind;
    assert_int_equal(salesinv_loopback_put(loopback, json, strlen(json)), SALESINV_OK);
}

/* It counts messages that had an effect; the suite sends two of different keys at most. */
static int loopback_effects(void *maker, const char *key)
{
    int64_t count = salesinv_loopback_message_count(loopback);

    (void)maker;
    (void)key;
    return count > 2 ? (int)count : count > 0;
}

static void loopback_stock(void *maker, salesinv_qty on_hand, salesinv_qty available)
{
    char json[256];

    loopback_put(maker, 0, "{\"kind\":\"warehouse\",\"external_id\":\"W1\"}");
    loopback_put(maker, 0, "{\"kind\":\"product\",\"external_id\":\"P1\"}");
    (void)snprintf(json, sizeof(json),
                   "{\"kind\":\"stock\",\"product\":\"P1\",\"warehouse\":\"W1\","
                   "\"on_hand\":\"%lld\",\"available\":\"%lld\"}",
                   (long long)on_hand / 1000000, (long long)available / 1000000);
    loopback_put(maker, 0, json);
}

static const connector_maker loopback_maker = {.name = "sync/loopback",
                                               .clear = loopback_clear,
                                               .open = loopback_open,
                                               .close = small_close,
                                               .put = loopback_put,
                                               .effects = loopback_effects,
                                               .put_stock = loopback_stock};

/* ---- the example, of whose ERP the rows are ours ---- */

static erp own;
static char own_text[FIX_RECORDS][256];
static const char *own_rows[FIX_RECORDS + 1];

static void own_clear(void *maker)
{
    (void)maker;
    memset(own_rows, 0, sizeof(own_rows));
    own = (erp){.rows = own_rows};
}

static const salesinv_connector_vtable *own_open(void *maker, void **out_self)
{
    (void)maker;
    *out_self = &own;
    return &own_connector;
}

static void own_put(void *maker, salesinv_kind kind, const char *json)
{
    int at = 0;

    (void)maker;
    while (own_rows[at])
        at++;
    assert_true(at < FIX_RECORDS);
    (void)snprintf(own_text[at], sizeof(own_text[at]), "%s %s",
                   salesinv_kind_name(kind), json);
    own_rows[at] = own_text[at];
}

static int own_effects(void *maker, const char *key)
{
    char id[64];

    (void)maker;
    return erp_find(&own, key, id);
}

static const connector_maker own_maker = {.name = "examples/own_connector",
                                          .clear = own_clear,
                                          .open = own_open,
                                          .close = small_close,
                                          .put = own_put,
                                          .effects = own_effects};

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_found),
        cmocka_unit_test(every_rule_can_be_broken),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    (void)snprintf(folder, sizeof(folder), "/tmp/sinv-jsonl-%ld", (long)getpid());
    small_vice = FIX_HONEST;
    small_abilities = 0;
    failed += connector_suite_run(&small_maker);
    small_abilities = SALESINV_CONNECTOR_IDEMPOTENT;
    failed += connector_suite_run(&small_maker);
    failed += connector_suite_run(&jsonl_maker);
    failed += connector_suite_run(&loopback_maker);
    failed += connector_suite_run(&own_maker);
    salesinv_loopback_free(loopback);
    run("rm -rf \"$PWD\"");
    return failed;
}
