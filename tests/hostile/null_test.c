/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NULL for every pointer of every exported function: nothing crashes, a status says no, nothing changes.
 * The calls are made from the public headers, see gen_null_calls.py.
 */
#include <stdlib.h>
#include <string.h>

#include "salesinv.h"
#include "support/fix_loopback.h"
#include "support/fix_trade.h"
#include "support/programme.h"

typedef struct null_stage {
    programme *programme;
    const char *function;
    salesinv_session *session;
    salesinv_engine *engine;
    salesinv_config *config;
    salesinv_filter *filter;
    salesinv_document *document;
    salesinv_cursor *cursor;
    salesinv_carrier *carrier;     /* that knows no parcel */
    salesinv_connector *connector; /* that says nothing of itself */
    salesinv_loopback *erp;        /* that has nothing */
    salesinv_draft *draft;         /* of the kind that the function is about */
} null_stage;

typedef struct null_call {
    const char *name;
    void (*run)(null_stage *at);
} null_call;

/* A draft for salesinv_<kind>_create and the like; any other function gets one of an order. */
static salesinv_draft *null_draft(null_stage *at, const char *function)
{
    salesinv_kind kind = SALESINV_KIND_ORDER;

    for (salesinv_kind i = 1; i < SALESINV_KIND_SETTING; i++) {
        const char *name = salesinv_kind_name(i);
        if (*name && strncmp(function + strlen("salesinv_"), name, strlen(name)) == 0)
            kind = i;
    }
    salesinv_draft_free(at->draft);
    assert_ok(at->session, salesinv_draft_create(at->session, kind, &at->draft));
    return at->draft;
}

/* The others have no engine to record in: a config and an ERP report for themselves, a snapshot has no root. A text setting is
 * refused for its key first. */
static bool has_root(const char *function)
{
    return strncmp(function, "salesinv_config_", strlen("salesinv_config_")) != 0 &&
           strncmp(function, "salesinv_loopback_", strlen("salesinv_loopback_")) != 0 &&
           strcmp(function, "salesinv_engine_open") != 0 &&
           strcmp(function, "salesinv_setting_get_text") != 0 &&
           strcmp(function, "salesinv_document_to_json") != 0;
}

static void null_refused(null_stage *at, const char *parameter, salesinv_status rc)
{
    if (rc >= 0)
        fail_msg("%s takes NULL for %s (%s), and no comment says so", at->function,
                 parameter, salesinv_status_name(rc));
    if (rc == SALESINV_E_ARG && strncmp(parameter, "out_", 4) == 0 &&
        has_root(at->function)) {
        const char *field = salesinv_error_field(salesinv_engine_error(at->engine));
        if (strncmp(field, "out", 3) != 0)
            fail_msg("%s does not record that %s is missing: the error names \"%s\"",
                     at->function, parameter, field);
    }
}

#include "null_calls.h"

static programme stage;

static salesinv_status know_nothing(void *self, const char *carrier,
                                    const char *tracking_number,
                                    salesinv_payload *payload)
{
    (void)self;
    (void)carrier;
    (void)tracking_number;
    (void)payload;
    return SALESINV_E_CONNECTOR_REFUSED;
}

static salesinv_status say_nothing(void *self, salesinv_connector_info *info)
{
    (void)self;
    (void)info;
    return SALESINV_E_CONNECTOR_REFUSED;
}

static void open_stage(null_stage *at)
{
    static const programme_case of = {.name = "null"};
    static const salesinv_carrier_vtable carrier = {.struct_size = sizeof(carrier),
                                                    .query = know_nothing};
    static const salesinv_connector_vtable connector = {
        .struct_size = sizeof(connector), .name = "null", .describe = say_nothing};

    programme_begin(&stage, &of);
    *at = (null_stage){
        .programme = &stage, .session = stage.admin, .engine = stage.engine};
    at->config = programme_config(&stage);
    assert_ok(at->session,
              salesinv_filter_create(at->session, SALESINV_KIND_ORDER, &at->filter));
    assert_ok(at->session,
              salesinv_document_find(at->session, at->filter, &at->cursor));
    assert_ok(at->session, sinv_verb_get(at->session, SALESINV_KIND_ORDER,
                                         stage.goods.order, &at->document));
    assert_ok(at->session,
              salesinv_carrier_open(at->session, &carrier, NULL, NULL, &at->carrier));
    assert_ok(at->session, salesinv_connector_create(at->engine, &connector, NULL, NULL,
                                                     &at->connector));
    at->erp = fix_erp_open();
}

static void close_stage(null_stage *at)
{
    salesinv_connector_free(at->connector);
    salesinv_loopback_free(at->erp);
    salesinv_carrier_close(at->carrier);
    salesinv_draft_free(at->draft);
    salesinv_document_free(at->document);
    salesinv_cursor_free(at->cursor);
    salesinv_filter_free(at->filter);
    salesinv_config_free(at->config);
    programme_close(&stage);
}

static void null_is_refused(void **state)
{
    const null_call *call = *state;
    null_stage at;
    char *before;
    char *after;

    open_stage(&at);
    at.function = call->name;
    before = dump_store(stage.engine);
    call->run(&at);
    after = dump_store(stage.engine);
    dump_assert_same(before, after, call->name);
    programme_verify(&stage);
    free(before);
    free(after);
    close_stage(&at);
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
    programme_stop(&stage);
    return 0;
}

int main(void)
{
    enum { CALLS = sizeof(null_calls) / sizeof(null_calls[0]) };
    static struct CMUnitTest tests[CALLS];

    for (int i = 0; i < CALLS; i++) {
        tests[i].name = null_calls[i].name;
        tests[i].test_func = null_is_refused;
        tests[i].initial_state = (void *)(uintptr_t)&null_calls[i];
    }
    return _cmocka_run_group_tests("NULL", tests, CALLS, start, stop);
}
