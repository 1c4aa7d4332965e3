/* SPDX-License-Identifier: Apache-2.0 */
/* The examples of records and messages, and a trade as they tell it. */
#include "support/fix_example.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/catalog.h"

enum { USER = 42, PLACE_MAX = 200 };

/* 2026-11-25T12:00:00Z: what the examples tell has happened. */
static const salesinv_time NOON = INT64_C(1795608000000000);

#define BIT(kind) (UINT64_C(1) << SALESINV_KIND_##kind)

static const uint64_t PUSHES = BIT(ORDER) | BIT(SHIPMENT) | BIT(RETURN);
static const uint64_t PULLS = BIT(CATEGORY) | BIT(UNIT) | BIT(PRODUCT) | BIT(ACCOUNT) |
                              BIT(WAREHOUSE) | BIT(BIN) | BIT(BATCH) | BIT(SERIAL) |
                              BIT(STOCK) | BIT(OUTBOUND) | BIT(SHIPMENT) | BIT(RETURN);

static fix_example *fix_of(void **state)
{
    return *state;
}

int fix_example_open(void **state)
{
    fix_example *fix = calloc(1, sizeof(*fix));
    fix_core *core = &fix->trade.core;

    fix_sync_open(&fix->trade);
    core->now = NOON;
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
    assert_ok(core->admin,
              salesinv_sync_enable(core->admin, "main", "test", PUSHES, PULLS, NULL));
    fix->erp = fix_core_session(core->engine, core->tenant, "erp");
    assert_ok(core->admin,
              salesinv_session_open(core->engine, core->tenant, USER, &fix->user));
    assert_ok(fix->user, salesinv_session_add_role(fix->user, "admin"));
    fix_setting(core->admin, "plugin.batch_serial", 1);
    fix_setting(core->admin, "warehouse.bins", 1);
    *state = fix;
    return 0;
}

int fix_example_close(void **state)
{
    salesinv_session_close(fix_of(state)->user);
    salesinv_session_close(fix_of(state)->erp);
    fix_trade_close(&fix_of(state)->trade);
    free(fix_of(state));
    return 0;
}

/* ---- examples ---- */

void fix_example_read(const char *name, char text[FIX_EXAMPLE_MAX])
{
    char path[512];
    size_t size;
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/examples/%s.json", SALESINV_TEST_SCHEMAS,
                   name);
    file = fopen(path, "rb");
    if (!file)
        fail_msg("no %s", path);
    size = fread(text, 1, FIX_EXAMPLE_MAX - 1, file);
    assert_true(feof(file));
    assert_int_equal(fclose(file), 0);
    text[size] = '\0';
}

void fix_example_say(fix_example *fix, const char *said, salesinv_kind kind,
                     salesinv_id id)
{
    char number[SINV_NUMBER_MAX];
    fix_name *name = &fix->names[fix->name_count++];

    assert_true(fix->name_count <= 4);
    (void)sinv_doc_number(sinv_kind_of(fix->trade.core.engine, kind), id, number);
    (void)snprintf(name->said, sizeof(name->said), "%s", said);
    (void)snprintf(name->is, sizeof(name->is), "%s", number);
    assert_int_equal(strlen(name->said), strlen(number));
}

static void use_numbers(const fix_example *fix, char *text)
{
    for (int32_t i = 0; i < fix->name_count; i++)
        for (char *at = strstr(text, fix->names[i].said); at;
             at = strstr(at + 1, fix->names[i].said))
            memcpy(at, fix->names[i].is, strlen(fix->names[i].is));
}

/* ---- records ---- */

/* What becomes of an example, and of which object. */
salesinv_id fix_example_put(fix_example *fix, const char *name, int32_t wanted)
{
    char text[FIX_EXAMPLE_MAX];
    salesinv_upsert *report;
    salesinv_id id;

    fix_example_read(name, text);
    use_numbers(fix, text);
    assert_ok(fix->erp,
              salesinv_inbox_put(fix->erp, "main", text, strlen(text), &report));
    assert_int_equal(salesinv_upsert_count(report), 1);
    if (salesinv_upsert_outcome(report, 0) != wanted)
        fail_msg("%s became %d: %s (%s)", name, (int)salesinv_upsert_outcome(report, 0),
                 salesinv_upsert_message(report, 0), salesinv_upsert_field(report, 0));
    id = salesinv_upsert_id(report, 0);
    salesinv_upsert_free(report);
    return id;
}

/* Applied, and nothing the second time. */
salesinv_id fix_example_apply(fix_example *fix, const char *name, int32_t outcome)
{
    salesinv_id id = fix_example_put(fix, name, outcome);

    (void)fix_example_put(fix, name, SALESINV_UPSERT_UNCHANGED);
    return id;
}

fix_master fix_example_master(fix_example *fix)
{
    fix_master master;

    (void)fix_example_apply(fix, "unit", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "unit-box", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "category-top", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "category", SALESINV_UPSERT_CREATED);
    master.motor = fix_example_apply(fix, "product", SALESINV_UPSERT_CREATED);
    master.grease = fix_example_apply(fix, "product-batch", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "product-kit", SALESINV_UPSERT_CREATED);
    master.account = fix_example_apply(fix, "account", SALESINV_UPSERT_CREATED);
    master.north = fix_example_apply(fix, "warehouse", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "warehouse-plain", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "bin", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "batch", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "serial", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "serial-used", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "stock", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "stock-place", SALESINV_UPSERT_CREATED);
    return master;
}

/* ---- documents, as the examples of messages have them ---- */

salesinv_id fix_example_order(fix_example *fix, const fix_master *master)
{
    return fix_create(
        fix->user, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
        "{\"account\":%lld,\"warehouse\":%lld,\"ship_to\":%lld,\"currency\":\"EUR\","
        "\"note\":\"call before delivery\",\"external_id\":\"web-5511\","
        "\"extra\":{\"channel\":\"web\"},\"lines\":[{\"product\":%lld,\"qty\":\"2\"},"
        "{\"product\":%lld,\"qty\":\"3\"}]}",
        (long long)master->account, (long long)master->north,
        (long long)(master->account << 16 | 1), (long long)master->motor,
        (long long)master->grease);
}

salesinv_id fix_example_notice(fix_example *fix, const fix_master *master,
                               salesinv_id order)
{
    return fix_create(
        fix->user, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
        "{\"order\":%lld,\"warehouse\":%lld,\"receiver\":\"Goods in\",\"lines\":["
        "{\"order_line\":%lld,\"qty\":\"2\",\"serials\":[\"SM0001..SM0002\"]},"
        "{\"order_line\":%lld,\"qty\":\"3\"}]}",
        (long long)order, (long long)master->north, (long long)(order << 16 | 1),
        (long long)(order << 16 | 2));
}

salesinv_id fix_example_return(fix_example *fix, salesinv_id notice)
{
    return fix_create(fix->user, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                      "{\"shipment\":%lld,\"reason\":\"noise\",\"lines\":["
                      "{\"shipment_line\":%lld,\"qty\":\"1\",\"serials\":[\"SM0002\"]},"
                      "{\"shipment_line\":%lld,\"qty\":\"1\"}]}",
                      (long long)notice, (long long)(notice << 16 | 1),
                      (long long)(notice << 16 | 2));
}

salesinv_id fix_example_exchange(fix_example *fix, const fix_master *master,
                                 salesinv_id notice)
{
    return fix_create(fix->user, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                      "{\"mode\":4,\"shipment\":%lld,\"out_warehouse\":%lld,\"reason\":"
                      "\"noise\",\"lines\":["
                      "{\"shipment_line\":%lld,\"qty\":\"1\",\"serials\":[\"SM0001\"]},"
                      "{\"direction\":2,\"product\":%lld,\"qty\":\"1\"}]}",
                      (long long)notice, (long long)master->north,
                      (long long)(notice << 16 | 1), (long long)master->motor);
}

/* ---- messages ---- */

static bool is_left_out(const char *key)
{
    static const char *const keys[] = {"id",          "line_id",    "number",
                                       "ordered_at",  "created_at", "modified_at",
                                       "returned_at", "shipped_at"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

static void compare(const char *place, const sinv_json *got, const sinv_json *wanted);

static void compare_members(const char *place, const sinv_json *got,
                            const sinv_json *wanted)
{
    char below[PLACE_MAX];

    for (const sinv_json *child = sinv_json_first(wanted); child;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        const sinv_json *other = sinv_json_member(got, key);
        (void)snprintf(below, sizeof(below), "%.100s.%.60s", place, key);
        if (!other)
            fail_msg("%s is in the example alone", below);
        else if (is_left_out(key))
            assert_int_equal(sinv_json_type_of(other), sinv_json_type_of(child));
        else
            compare(below, other, child);
    }
    for (const sinv_json *child = sinv_json_first(got); child;
         child = sinv_json_next(child))
        if (!sinv_json_member(wanted, sinv_json_key(child)))
            fail_msg("%s.%s is not in the example", place, sinv_json_key(child));
}

static void compare_entries(const char *place, const sinv_json *got,
                            const sinv_json *wanted)
{
    const sinv_json *other = sinv_json_first(got);
    char below[PLACE_MAX];
    int32_t index = 0;

    if (sinv_json_count(got) != sinv_json_count(wanted))
        fail_msg("%s has %d entries", place, (int)sinv_json_count(got));
    for (const sinv_json *child = sinv_json_first(wanted); child;
         child = sinv_json_next(child), other = sinv_json_next(other)) {
        (void)snprintf(below, sizeof(below), "%.100s[%d]", place, (int)++index);
        compare(below, other, child);
    }
}

static void compare(const char *place, const sinv_json *got, const sinv_json *wanted)
{
    size_t size;

    if (sinv_json_type_of(got) != sinv_json_type_of(wanted))
        fail_msg("%s is of another type", place);
    switch (sinv_json_type_of(wanted)) {
    case SINV_JSON_OBJECT:
        compare_members(place, got, wanted);
        break;
    case SINV_JSON_ARRAY:
        compare_entries(place, got, wanted);
        break;
    case SINV_JSON_TEXT:
        if (strcmp(sinv_json_text(got, &size), sinv_json_text(wanted, &size)) != 0)
            fail_msg("%s is %s, not %s", place, sinv_json_text(got, &size),
                     sinv_json_text(wanted, &size));
        break;
    case SINV_JSON_INT:
        if (sinv_json_int(got) != sinv_json_int(wanted))
            fail_msg("%s is %lld, not %lld", place, (long long)sinv_json_int(got),
                     (long long)sinv_json_int(wanted));
        break;
    case SINV_JSON_BOOL:
    case SINV_JSON_NULL:
    default:
        break;
    }
}

sinv_json_tree *fix_example_parse(fix_example *fix, const char *text)
{
    salesinv_engine *engine = fix->trade.core.engine;
    sinv_json_tree *tree;

    assert_ok(fix->user,
              sinv_json_parse(engine->err, engine->heap, text, strlen(text), &tree));
    return tree;
}

static void compare_texts(fix_example *fix, const char *name, const char *got)
{
    char wanted[FIX_EXAMPLE_MAX];
    sinv_json_tree *left = fix_example_parse(fix, got);
    sinv_json_tree *right;

    fix_example_read(name, wanted);
    right = fix_example_parse(fix, wanted);
    compare(name, sinv_json_root(left), sinv_json_root(right));
    sinv_json_free(left);
    sinv_json_free(right);
}

/* Lease the one message that is due, whose body must look like the example, and acknowledge it. `out_body` may be NULL. */
void fix_example_take(fix_example *fix, const char *name, const char *external_id,
                      char out_body[FIX_EXAMPLE_MAX])
{
    salesinv_session *erp = fix->erp;
    salesinv_messages *messages;

    assert_ok(erp, salesinv_outbox_next(erp, "main", 10, 60000, &messages));
    assert_int_equal(salesinv_messages_count(messages), 1);
    compare_texts(fix, name, salesinv_messages_body(messages, 0));
    if (out_body)
        (void)snprintf(out_body, FIX_EXAMPLE_MAX, "%s",
                       salesinv_messages_body(messages, 0));
    assert_ok(erp,
              salesinv_outbox_ack(erp, salesinv_messages_id(messages, 0),
                                  salesinv_messages_lease(messages, 0), external_id));
    salesinv_messages_free(messages);
}

/* ---- trade ---- */

fix_sale fix_example_sale(fix_example *fix)
{
    fix_sale made = {.master = fix_example_master(fix)};

    made.order = fix_example_order(fix, &made.master);
    fix_example_take(fix, "message-order", "4500017", NULL);
    made.notice = fix_example_notice(fix, &made.master, made.order);
    fix_example_say(fix, "SH-000017", SALESINV_KIND_SHIPMENT, made.notice);
    return made;
}

/* The notice of the trade is out; its message has been taken. */
fix_sale fix_example_shipped(fix_example *fix)
{
    fix_sale made = fix_example_sale(fix);

    fix_example_take(fix, "message-notice", "80015", NULL);
    (void)fix_example_apply(fix, "outbound", SALESINV_UPSERT_CREATED);
    fix_setting(fix->trade.core.admin, "plugin.shipment_return", 1);
    fix_setting(fix->trade.core.admin, "plugin.exchange", 1);
    return made;
}
