/* SPDX-License-Identifier: Apache-2.0 */
/* The rules for connectors; see connector_suite.h. */
#include "conformance/connector_suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sync/sink.h"

enum { RECORDS = 5, MOST_PAGES = 100, SEEN_MAX = 32 };

/* A connector under judgement. */
typedef struct suite {
    const connector_maker *of;
    const salesinv_connector_vtable *table;
    void *self;
    salesinv_connector_info info;
    salesinv_kind kind;    /* that it pulls, 0: none */
    salesinv_kind pushing; /* that it takes, 0: none */
    sinv_heap *heap;
    salesinv_pulled pulled;
    salesinv_answers answers;
    salesinv_figures figures;
    char *why;
} suite;

static void say(suite *at, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(suite *at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vsnprintf(at->why, CONNECTOR_SUITE_TEXT, format, args);
    va_end(args);
}

#define RULE(at, holds, ...)                                                           \
    do {                                                                               \
        if (!(holds)) {                                                                \
            say(at, __VA_ARGS__);                                                      \
            return false;                                                              \
        }                                                                              \
    } while (0)

/* ---- asking it ---- */

static bool describe(suite *at)
{
    salesinv_status rc;

    memset(&at->info, 0, sizeof(at->info));
    at->info.struct_size = sizeof(at->info);
    RULE(at, at->table->describe != NULL, "it has no method describe");
    rc = at->table->describe(at->self, &at->info);
    RULE(at, rc == SALESINV_OK, "describe answers %s (%s)", salesinv_status_name(rc),
         at->info.failure ? at->info.failure : "without a text");
    return true;
}

static void choose_kinds(suite *at)
{
    for (salesinv_kind kind = 1; kind < 64; kind++) {
        uint64_t bit = UINT64_C(1) << kind;
        if (at->info.pulls & bit && at->kind == 0)
            at->kind = kind;
        if (at->info.pushes & bit && at->pushing == 0)
            at->pushing = kind;
    }
}

static bool pull(suite *at, const char *position, int32_t max_count)
{
    salesinv_status rc;

    sinv_pulled_open(&at->pulled, max_count);
    rc = at->table->pull(at->self, at->kind, position, max_count, &at->pulled);
    at->pulled.is_open = false;
    RULE(at, rc == SALESINV_OK, "pull from \"%s\" answers %s (%s)", position,
         salesinv_status_name(rc), at->pulled.failure.text);
    RULE(at, at->pulled.is_ended, "pull does not say where the next one goes on");
    RULE(at, at->pulled.is_last || strcmp(at->pulled.position, position) != 0,
         "pull says that there is more, and does not move on from \"%s\"", position);
    return true;
}

/* Does one of the records of the page have this external id? */
static bool has_record(const suite *at, const char *id)
{
    char wanted[64];
    size_t size = (size_t)snprintf(wanted, sizeof(wanted), "\"%s\"", id);

    for (int32_t i = 0; i < at->pulled.count; i++)
        if (memmem(sinv_pulled_bytes(&at->pulled, i), at->pulled.records[i].size,
                   wanted, size))
            return true;
    return false;
}

static void record_id(int number, char out[16])
{
    (void)snprintf(out, 16, "S-%d", number);
}

static void put_record(suite *at, int number)
{
    char id[16];
    char json[200];

    record_id(number, id);
    (void)snprintf(
        json, sizeof(json),
        "{\"kind\":\"%s\",\"external_id\":\"%s\",\"version\":1,\"code\":\"%s\","
        "\"name\":\"Suite\"}",
        salesinv_kind_name(at->kind), id, id);
    at->of->put(at->of->maker, at->kind, json);
}

static void put_records(suite *at)
{
    for (int i = 1; i <= RECORDS; i++)
        put_record(at, i);
}

/* Pulls to the end; which records came is left in `seen`, how often each. */
static bool pull_all(suite *at, char position[SALESINV_POSITION_MAX + 1],
                     int32_t max_count, int seen[SEEN_MAX])
{
    char id[16];

    for (int page = 0; page < MOST_PAGES; page++) {
        if (!pull(at, position, max_count))
            return false;
        RULE(at, at->pulled.count <= max_count, "a page of %d has %d records",
             max_count, at->pulled.count);
        for (int i = 1; i < SEEN_MAX; i++) {
            record_id(i, id);
            seen[i] += has_record(at, id);
        }
        memcpy(position, at->pulled.position, strlen(at->pulled.position) + 1);
        if (at->pulled.is_last)
            return true;
    }
    RULE(at, false, "pull does not come to an end");
    return false;
}

static salesinv_push_item message(const suite *at, const char *key, int32_t attempt)
{
    static const char body[] =
        "{\"number\":\"SO-000001\",\"id\":71,\"version\":2,\"lines\":[]}";

    return (salesinv_push_item){.struct_size = sizeof(salesinv_push_item),
                                .kind = at->pushing,
                                .action = SALESINV_MESSAGE_PUT,
                                .attempt = attempt,
                                .object = 71,
                                .version = 2,
                                .key = key,
                                .body = body,
                                .size = sizeof(body) - 1};
}

static bool push(suite *at, const salesinv_push_item *const *items, int32_t count)
{
    salesinv_status rc;

    RULE(at, sinv_answers_open(&at->answers, count) == SALESINV_OK, "out of memory");
    rc = at->table->push(at->self, items, count, &at->answers);
    at->answers.is_open = false;
    RULE(at, rc == SALESINV_OK, "push answers %s (%s)", salesinv_status_name(rc),
         at->answers.failure.text);
    if (at->of->work)
        at->of->work(at->of->maker);
    return true;
}

static bool ask(suite *at, const char *key)
{
    const salesinv_push_item item = message(at, key, 2);
    salesinv_status rc;

    RULE(at, sinv_answers_open(&at->answers, 1) == SALESINV_OK, "out of memory");
    rc = at->table->outcome(at->self, &item, &at->answers);
    at->answers.is_open = false;
    RULE(at, rc == SALESINV_OK, "outcome answers %s (%s)", salesinv_status_name(rc),
         at->answers.failure.text);
    RULE(at, at->answers.answers[0].is_put, "outcome gives no answer");
    return true;
}

static int effects(const suite *at, const char *key)
{
    return at->of->effects(at->of->maker, key);
}

static bool has_push(const suite *at)
{
    return at->pushing != 0 && at->of->effects;
}

static bool has_pull(const suite *at)
{
    return at->kind != 0 && at->of->put;
}

/* ---- the rules ---- */

static bool its_table_is_in_order(suite *at)
{
    const char *name = at->table->name;
    size_t size = name ? strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") : 0;

    RULE(at, at->table->struct_size >= sizeof(salesinv_connector_vtable),
         "struct_size is %u", at->table->struct_size);
    RULE(at, at->table->reserved == 0, "reserved is not 0");
    RULE(at, size > 0 && size <= SALESINV_CONNECTOR_NAME_MAX && name[size] == '\0',
         "the name is not 1..32 bytes of a-z, 0-9, _ and -");
    return true;
}

static bool what_it_says_of_itself_is_in_order(suite *at)
{
    const char *brand = at->info.brand;
    size_t size = brand ? strspn(brand, "abcdefghijklmnopqrstuvwxyz0123456789_-") : 0;
    uint64_t may_push = UINT64_C(1) << SALESINV_KIND_ORDER |
                        UINT64_C(1) << SALESINV_KIND_SHIPMENT |
                        UINT64_C(1) << SALESINV_KIND_RETURN;

    RULE(at, size > 0 && size <= SALESINV_CONNECTOR_BRAND_MAX && brand[size] == '\0',
         "the brand is not 1..54 bytes of a-z, 0-9, _ and -");
    RULE(at, (at->info.pushes & ~may_push) == 0, "it pushes kinds that are not pushed");
    RULE(at, !at->info.pushes || at->table->push, "it pushes, and has no method push");
    RULE(at, !at->info.pulls || at->table->pull, "it pulls, and has no method pull");
    RULE(at, (at->info.abilities & ~(uint32_t)SALESINV_CONNECTOR_IDEMPOTENT) == 0,
         "it has unknown abilities");
    return true;
}

static bool what_it_says_of_itself_stays(suite *at)
{
    salesinv_connector_info before = at->info;
    char epoch[SALESINV_EPOCH_MAX + 1];

    (void)snprintf(epoch, sizeof(epoch), "%s", before.epoch ? before.epoch : "");
    if (!describe(at))
        return false;
    RULE(at,
         before.pushes == at->info.pushes && before.pulls == at->info.pulls &&
             strcmp(epoch, at->info.epoch ? at->info.epoch : "") == 0,
         "it says something else of itself the second time");
    return true;
}

static bool an_empty_erp_has_an_end(suite *at)
{
    if (!has_pull(at))
        return true;
    if (!pull(at, "", 10))
        return false;
    RULE(at, at->pulled.count == 0 && at->pulled.is_last,
         "an empty ERP delivers %d records", at->pulled.count);
    return true;
}

static bool all_records_come_in_small_pages(suite *at)
{
    char position[SALESINV_POSITION_MAX + 1] = "";
    int seen[SEEN_MAX] = {0};

    if (!has_pull(at))
        return true;
    put_records(at);
    if (!pull_all(at, position, 2, seen))
        return false;
    for (int i = 1; i <= RECORDS; i++)
        RULE(at, seen[i] > 0, "record %d of %d did not come", i, RECORDS);
    return true;
}

static bool records_are_of_the_kind_that_was_asked_for(suite *at)
{
    char wanted[48];
    size_t size;

    if (!has_pull(at))
        return true;
    size = (size_t)snprintf(wanted, sizeof(wanted), "\"%s\"",
                            salesinv_kind_name(at->kind));
    put_records(at);
    if (!pull(at, "", 100))
        return false;
    for (int32_t i = 0; i < at->pulled.count; i++)
        RULE(at,
             memmem(sinv_pulled_bytes(&at->pulled, i), at->pulled.records[i].size,
                    wanted, size),
             "record %d is not of kind %s", i, wanted);
    return true;
}

static bool the_same_position_gives_the_same_again(suite *at)
{
    char position[SALESINV_POSITION_MAX + 1];
    int32_t count;

    if (!has_pull(at))
        return true;
    put_records(at);
    if (!pull(at, "", 2))
        return false;
    memcpy(position, at->pulled.position, sizeof(position));
    for (int i = 0; i < 2; i++) {
        if (!pull(at, position, 2))
            return false;
        count = at->pulled.count;
        if (!pull(at, position, 2))
            return false;
        RULE(at, count > 0 && at->pulled.count == count && has_record(at, "S-3"),
             "pulled twice from \"%s\": %d records, then %d", position, count,
             at->pulled.count);
    }
    return true;
}

/* As when the program was started again. */
static void reopen(suite *at)
{
    at->of->close(at->of->maker, at->self);
    at->table = at->of->open(at->of->maker, &at->self);
}

static bool a_position_outlives_the_program(suite *at)
{
    int seen[SEEN_MAX] = {0};
    char position[SALESINV_POSITION_MAX + 1];

    if (!has_pull(at))
        return true;
    put_records(at);
    if (!pull(at, "", 2))
        return false;
    memcpy(position, at->pulled.position, sizeof(position));
    reopen(at);
    if (!describe(at) || !pull_all(at, position, 2, seen))
        return false;
    for (int i = 3; i <= RECORDS; i++)
        RULE(at, seen[i] > 0, "record %d did not come after a new start", i);
    return true;
}

static bool news_come_after_the_end(suite *at)
{
    int seen[SEEN_MAX] = {0};
    char position[SALESINV_POSITION_MAX + 1] = "";

    if (!has_pull(at))
        return true;
    put_records(at);
    if (!pull_all(at, position, 100, seen))
        return false;
    put_record(at, RECORDS + 1);
    memset(seen, 0, sizeof(seen));
    if (!pull_all(at, position, 100, seen))
        return false;
    RULE(at, seen[RECORDS + 1] > 0, "a record that is new did not come");
    return true;
}

static bool every_message_is_answered(suite *at)
{
    const salesinv_push_item first = message(at, "7/order/71/2", 1);
    const salesinv_push_item second = message(at, "7/order/72/2", 1);
    const salesinv_push_item *const items[] = {&first, &second};

    if (!has_push(at))
        return true;
    if (!push(at, items, 2))
        return false;
    for (int32_t i = 0; i < 2; i++)
        RULE(at, at->answers.answers[i].is_put, "message %d of 2 has no answer", i + 1);
    RULE(at, effects(at, first.key) == 1 && effects(at, second.key) == 1,
         "two messages had %d and %d effects", effects(at, first.key),
         effects(at, second.key));
    return true;
}

/* The library sends again what is idempotent; what is not it asks for first. */
static bool a_message_has_one_effect(suite *at)
{
    const salesinv_push_item again = message(at, "7/order/71/2", 2);
    const salesinv_push_item first = message(at, "7/order/71/2", 1);
    const salesinv_push_item *items[] = {&first};

    if (!has_push(at) || !(at->info.abilities & SALESINV_CONNECTOR_IDEMPOTENT))
        return true;
    if (!push(at, items, 1))
        return false;
    reopen(at);
    items[0] = &again;
    if (!describe(at) || !push(at, items, 1))
        return false;
    RULE(at, effects(at, first.key) == 1,
         "it calls itself idempotent, and a message that came twice had %d effects",
         effects(at, first.key));
    return true;
}

static bool what_has_arrived_is_known(suite *at)
{
    const salesinv_push_item item = message(at, "7/order/71/2", 1);
    const salesinv_push_item *const items[] = {&item};
    char id[SALESINV_EXTERNAL_ID_MAX + 1];
    const sinv_answer *answer;

    if (!has_push(at) || !at->table->outcome)
        return true;
    if (!push(at, items, 1))
        return false;
    answer = &at->answers.answers[0];
    (void)snprintf(id, sizeof(id), "%s", answer->external_id);
    reopen(at);
    if (!describe(at) || !ask(at, item.key))
        return false;
    answer = &at->answers.answers[0];
    RULE(at, answer->status == SALESINV_OK, "of a message that arrived outcome says %s",
         salesinv_status_name(answer->status));
    RULE(at, !id[0] || strcmp(id, answer->external_id) == 0,
         "the document was called \"%s\", outcome calls it \"%s\"", id,
         answer->external_id);
    return true;
}

static bool what_never_arrived_is_not_invented(suite *at)
{
    if (!has_push(at) || !at->table->outcome)
        return true;
    if (!ask(at, "7/order/99/1"))
        return false;
    RULE(at, at->answers.answers[0].status == SALESINV_E_NOT_FOUND,
         "of a message that was never sent outcome says %s",
         salesinv_status_name(at->answers.answers[0].status));
    return true;
}

static bool stock_is_told_for_what_was_asked(suite *at)
{
    static const char *const products[] = {"P0", "P1"};
    salesinv_stock_query query = {.struct_size = sizeof(query),
                                  .count = 2,
                                  .timeout_ms = 1000,
                                  .products = products,
                                  .warehouse = "W1"};
    salesinv_status rc;

    if (!at->of->put_stock || !at->table->realtime_stock)
        return true;
    at->of->put_stock(at->of->maker, 5000000, 3000000);
    sinv_figures_open(&at->figures, &query);
    rc = at->table->realtime_stock(at->self, &query, &at->figures);
    at->figures.is_open = false;
    RULE(at, rc == SALESINV_OK, "realtime_stock answers %s", salesinv_status_name(rc));
    for (int32_t i = 0; i < at->figures.count; i++)
        if (at->figures.figures[i].product == 1) {
            RULE(at,
                 at->figures.figures[i].on_hand == 5000000 &&
                     at->figures.figures[i].available == 3000000 &&
                     strcmp(at->figures.figures[i].warehouse, "W1") == 0,
                 "the figure of P1 in W1 is not the one that the ERP has");
            return true;
        }
    RULE(at, false, "there is no figure of P1 in W1");
    return false;
}

typedef struct rule {
    const char *name;
    bool (*holds)(suite *at);
} rule;

#define NAMED(rule)                                                                    \
    {                                                                                  \
#rule, rule                                                                    \
    }

static const rule rules[] = {
    NAMED(its_table_is_in_order),
    NAMED(what_it_says_of_itself_is_in_order),
    NAMED(what_it_says_of_itself_stays),
    NAMED(an_empty_erp_has_an_end),
    NAMED(all_records_come_in_small_pages),
    NAMED(records_are_of_the_kind_that_was_asked_for),
    NAMED(the_same_position_gives_the_same_again),
    NAMED(a_position_outlives_the_program),
    NAMED(news_come_after_the_end),
    NAMED(every_message_is_answered),
    NAMED(a_message_has_one_effect),
    NAMED(what_has_arrived_is_known),
    NAMED(what_never_arrived_is_not_invented),
    NAMED(stock_is_told_for_what_was_asked),
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

int connector_suite_count(void)
{
    return RULES;
}

const char *connector_suite_rule(int index)
{
    return rules[index].name;
}

static bool judge_open(suite *at, int index)
{
    if (index > 0 && !describe(at))
        return false;
    /* Without its methods a connector cannot be asked; the second rule says so. */
    if (index > 1 && !what_it_says_of_itself_is_in_order(at))
        return false;
    choose_kinds(at);
    return rules[index].holds(at);
}

bool connector_suite_judge(const connector_maker *maker, int index,
                           char out_why[CONNECTOR_SUITE_TEXT])
{
    suite at = {.of = maker, .why = out_why};
    bool holds;

    out_why[0] = '\0';
    maker->clear(maker->maker);
    at.heap = sinv_heap_create(NULL, NULL);
    sinv_pulled_init(&at.pulled, at.heap);
    sinv_answers_init(&at.answers, at.heap);
    sinv_figures_init(&at.figures, at.heap);
    at.table = maker->open(maker->maker, &at.self);
    holds = judge_open(&at, index);
    maker->close(maker->maker, at.self);
    sinv_figures_free(&at.figures);
    sinv_answers_free(&at.answers);
    sinv_pulled_free(&at.pulled);
    sinv_heap_unref(at.heap);
    return holds;
}

/* ---- as cmocka tests ---- */

typedef struct suite_case {
    const connector_maker *maker;
    int index;
} suite_case;

static void judge_one(void **state)
{
    const suite_case *of = *state;
    char why[CONNECTOR_SUITE_TEXT];

    if (!connector_suite_judge(of->maker, of->index, why))
        fail_msg("%s: %s: %s", of->maker->name, rules[of->index].name, why);
}

int connector_suite_run(const connector_maker *maker)
{
    struct CMUnitTest tests[RULES];
    suite_case cases[RULES];

    for (int i = 0; i < RULES; i++) {
        cases[i] = (suite_case){maker, i};
        tests[i] = (struct CMUnitTest){
            .name = rules[i].name, .test_func = judge_one, .initial_state = &cases[i]};
    }
    return cmocka_run_group_tests_name(maker->name, tests, NULL, NULL);
}
