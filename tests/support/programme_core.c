/* SPDX-License-Identifier: Apache-2.0 */
/* Cases of the fault programme: configs, engines, sessions, settings, roles, licences, tenants, events. */
#include <stdio.h>
#include <unistd.h>

#include "salesinv/verify.h"
#include "storage/sqlite/sqlite.h"
#include "support/programme.h"

#define KEY "case"

/* ---- configs and engines ---- */

static salesinv_status config_create(programme *at)
{
    salesinv_config *config;
    salesinv_status rc = salesinv_config_create(&oom_allocator, &at->memory, &config);

    assert_true((rc == SALESINV_OK) == (config != NULL));
    salesinv_config_free(config);
    return rc;
}

static void ready_config(programme *at)
{
    salesinv_config *config;

    assert_int_equal(salesinv_config_create(&oom_allocator, &at->memory, &config),
                     SALESINV_OK);
    at->made = config;
}

static void clear_config(programme *at)
{
    salesinv_config_free(at->made);
}

static salesinv_status config_set_sqlite(programme *at)
{
    return salesinv_config_set_sqlite(at->made, "/tmp/of-no-interest");
}

/* The storage is nothing but a count of how often it was destroyed. */
static void count_destroyed(void *self)
{
    ++*(salesinv_id *)self;
}

static salesinv_status config_set_storage(programme *at)
{
    salesinv_status rc;

    at->found = 0;
    rc = salesinv_config_set_storage(at->made, sinv_sqlite_vtable(), &at->found,
                                     count_destroyed);
    assert_int_equal(at->found, rc == SALESINV_OK ? 0 : 1);
    return rc;
}

static void ready_storage(programme *at)
{
    ready_config(at);
    at->found = 1;
}

static void clear_storage(programme *at)
{
    clear_config(at);
    assert_int_equal(at->found, 1);
}

static salesinv_status config_set_clock(programme *at)
{
    return salesinv_config_set_clock(at->made, &programme_clock, at);
}

static salesinv_status config_set_log(programme *at)
{
    return salesinv_config_set_log(at->made, NULL, NULL);
}

static salesinv_status config_set_durability(programme *at)
{
    return salesinv_config_set_durability(at->made, SALESINV_DURABLE_FULL);
}

static salesinv_status config_set_read_only(programme *at)
{
    return salesinv_config_set_read_only(at->made, 1);
}

static salesinv_status config_set_busy_ms(programme *at)
{
    return salesinv_config_set_busy_ms(at->made, 100);
}

static salesinv_status config_set_checkpoint_bytes(programme *at)
{
    return salesinv_config_set_checkpoint_bytes(at->made, 1 << 20);
}

static salesinv_status config_allow_operator(programme *at)
{
    return salesinv_config_allow_operator(at->made, 1);
}

static void ready_engine(programme *at)
{
    ready_config(at);
    assert_int_equal(salesinv_config_set_sqlite(at->made, at->path), SALESINV_OK);
}

static salesinv_status engine_open(programme *at)
{
    salesinv_engine *engine;
    salesinv_status rc = salesinv_engine_open(at->made, &engine);

    assert_true((rc == SALESINV_OK) == (engine != NULL));
    salesinv_engine_close(engine);
    return rc;
}

static salesinv_status engine_set_progress(programme *at)
{
    return salesinv_engine_set_progress(at->engine, NULL, NULL);
}

static salesinv_status engine_memory(programme *at)
{
    int64_t bytes;
    int64_t peak;

    return salesinv_engine_memory(at->engine, &bytes, &peak, NULL);
}

static salesinv_status engine_backup(programme *at)
{
    char target[128];
    salesinv_status rc;

    snprintf(target, sizeof(target), "%s/backup", at->folder);
    rc = salesinv_engine_backup(at->engine, target);
    unlink(target);
    return rc;
}

/* ---- sessions ---- */

static salesinv_status session_open(programme *at)
{
    salesinv_session *session;
    salesinv_status rc = salesinv_session_open(at->engine, at->tenant, 9, &session);

    assert_true((rc == SALESINV_OK) == (session != NULL));
    salesinv_session_close(session);
    return rc;
}

static salesinv_status session_open_operator(programme *at)
{
    salesinv_session *session;
    salesinv_status rc = salesinv_session_open_operator(at->engine, 9, &session);

    assert_true((rc == SALESINV_OK) == (session != NULL));
    salesinv_session_close(session);
    return rc;
}

static salesinv_status session_add_role(programme *at)
{
    return salesinv_session_add_role(at->admin, "sales");
}

static salesinv_status session_begin(programme *at)
{
    return salesinv_session_begin(at->admin, SALESINV_TXN_WRITE);
}

static void clear_transaction(programme *at)
{
    (void)salesinv_session_rollback(at->admin);
}

static void ready_transaction(programme *at)
{
    assert_ok(at->admin, salesinv_session_begin(at->admin, SALESINV_TXN_WRITE));
    assert_ok(at->admin,
              salesinv_setting_set_int(at->admin, "order.mode", NULL, 1, KEY));
}

static salesinv_status session_commit(programme *at)
{
    return salesinv_session_commit(at->admin);
}

static salesinv_status session_rollback(programme *at)
{
    return salesinv_session_rollback(at->admin);
}

/* ---- settings ---- */

static salesinv_status setting_get_int(programme *at)
{
    int64_t value = 9;
    salesinv_status rc =
        salesinv_setting_get_int(at->admin, "order.mode", "web", &value);

    assert_int_equal(value, rc == SALESINV_OK ? 2 : 0);
    return rc;
}

static salesinv_status setting_get_text(programme *at)
{
    char text[8] = "x";
    int32_t is_set = 9;

    return salesinv_setting_get_text(at->admin, "order.currency", NULL, text,
                                     sizeof(text), &is_set);
}

static salesinv_status setting_set_int(programme *at)
{
    return salesinv_setting_set_int(at->admin, "order.mode", "web", 1, KEY);
}

static salesinv_status setting_set_text(programme *at)
{
    return salesinv_setting_set_text(at->admin, "order.currency", NULL, "EUR", KEY);
}

static void ready_setting(programme *at)
{
    assert_ok(at->admin,
              salesinv_setting_set_int(at->admin, "order.mode", NULL, 1, NULL));
}

static salesinv_status setting_unset(programme *at)
{
    return salesinv_setting_unset(at->admin, "order.mode", NULL, KEY);
}

/* ---- roles, licences, tenants ---- */

static const char RIGHTS[] = "{\"order\":{\"read\":\"all\",\"update\":\"own\"}}";

static salesinv_status role_put(programme *at)
{
    return salesinv_role_put(at->admin, "clerk", RIGHTS, KEY);
}

static void ready_role(programme *at)
{
    assert_ok(at->admin, salesinv_role_put(at->admin, "clerk", RIGHTS, NULL));
}

static salesinv_status role_get(programme *at)
{
    char json[256];
    size_t size;

    return salesinv_role_get(at->admin, "clerk", json, sizeof(json), &size);
}

static salesinv_status role_list(programme *at)
{
    char json[512];
    size_t size;

    return salesinv_role_list(at->admin, json, sizeof(json), &size);
}

static salesinv_status role_remove(programme *at)
{
    return salesinv_role_remove(at->admin, "clerk", KEY);
}

static salesinv_status licence_grant(programme *at)
{
    return salesinv_licence_grant(at->platform, at->tenant, "bom", FIX_START + FIX_DAY,
                                  0, KEY);
}

static salesinv_status licence_get(programme *at)
{
    int64_t units = 9;
    int64_t used = 9;
    salesinv_time expires_at = 9;

    return salesinv_licence_get(at->admin, "inventory", &units, &used, &expires_at);
}

static salesinv_status tenant_create(programme *at)
{
    salesinv_id id = 9;
    salesinv_status rc = salesinv_tenant_create(at->platform, "Third", KEY, &id);

    assert_true((rc == SALESINV_OK) == (id > 0));
    return rc;
}

static void ready_unlicensed(programme *at)
{
    salesinv_id id;

    assert_ok(at->platform, salesinv_tenant_create(at->platform, "New", NULL, &id));
    assert_ok(at->platform, salesinv_licence_grant(at->platform, id, "inventory",
                                                   SALESINV_TIME_NONE, 0, NULL));
    at->made = fix_core_session(at->engine, id, "admin");
}

static void clear_session(programme *at)
{
    salesinv_session_close(at->made);
}

static salesinv_status edition_enable(programme *at)
{
    return salesinv_edition_enable(at->made, SALESINV_EDITION_STANDALONE, KEY);
}

static salesinv_status edition_get(programme *at)
{
    salesinv_edition edition = 9;
    salesinv_status rc = salesinv_edition_get(at->admin, &edition);

    assert_int_equal(edition, rc == SALESINV_OK ? SALESINV_EDITION_STANDALONE
                                                : SALESINV_EDITION_NONE);
    return rc;
}

/* ---- the edition switch ---- */

static salesinv_status edition_switch_request(programme *at)
{
    salesinv_id id = 9;
    salesinv_status rc = salesinv_edition_switch_request(
        at->admin, SALESINV_EDITION_INTEGRATION, "an ERP has come", KEY, &id);

    assert_true((rc == SALESINV_OK) == (id > 0));
    return rc;
}

static void ready_request(programme *at)
{
    assert_ok(at->admin,
              salesinv_edition_switch_request(at->admin, SALESINV_EDITION_INTEGRATION,
                                              "an ERP has come", NULL, &at->ready.id));
}

static salesinv_status edition_switch_approve(programme *at)
{
    return salesinv_edition_switch_approve(at->platform, at->tenant, at->ready.id,
                                           "agreed", KEY);
}

static salesinv_status edition_switch_reject(programme *at)
{
    return salesinv_edition_switch_reject(at->platform, at->tenant, at->ready.id,
                                          "too early", KEY);
}

static void ready_approved(programme *at)
{
    ready_request(at);
    assert_ok(at->platform,
              salesinv_edition_switch_approve(at->platform, at->tenant, at->ready.id,
                                              "agreed", NULL));
}

static salesinv_status edition_switch_run(programme *at)
{
    return salesinv_edition_switch_run(at->platform, at->tenant, at->ready.id,
                                       SALESINV_PURGE, KEY);
}

static salesinv_status edition_switch_list(programme *at)
{
    salesinv_edition_switches *got;
    salesinv_status rc = salesinv_edition_switch_list(at->admin, at->tenant, 0, &got);

    assert_true((rc == SALESINV_OK) == (got != NULL));
    assert_int_equal(salesinv_edition_switches_count(got), rc == SALESINV_OK);
    salesinv_edition_switches_free(got);
    return rc;
}

/* ---- events, maintenance, verify ---- */

static salesinv_status check_events(salesinv_status rc, salesinv_events *events)
{
    assert_true((rc == SALESINV_OK) == (events != NULL));
    salesinv_events_free(events);
    return rc;
}

static salesinv_status event_list(programme *at)
{
    salesinv_events *events;
    salesinv_status rc =
        salesinv_event_list(at->admin, 0, SALESINV_EVENTS_MAX, &events);

    return check_events(rc, events);
}

static void ready_old_keys(programme *at)
{
    assert_ok(at->admin,
              salesinv_setting_set_int(at->admin, "order.mode", NULL, 1, "old"));
    at->now += 1000 * FIX_DAY;
}

static salesinv_status maintain(programme *at)
{
    salesinv_maintenance *report;
    salesinv_status rc = salesinv_maintain(at->admin, &report);

    assert_true((rc == SALESINV_OK) == (report != NULL));
    salesinv_maintenance_free(report);
    return rc;
}

static salesinv_status verify(programme *at)
{
    salesinv_verdict *verdict;
    salesinv_status rc = salesinv_verify(at->admin, &verdict);

    assert_true((rc == SALESINV_OK) == (verdict != NULL));
    if (rc == SALESINV_OK)
        assert_true(salesinv_verdict_is_clean(verdict));
    salesinv_verdict_free(verdict);
    return rc;
}

enum { OF_CONFIG = CASE_CONFIG | CASE_QUIET };

/* clang-format off */
static const programme_case cases[] = {
    PROGRAMME_CASE(config_create, NULL, NULL, CASE_CONFIG),
    PROGRAMME_CASE(config_set_sqlite, ready_config, clear_config, CASE_CONFIG),
    PROGRAMME_CASE(config_set_storage, ready_storage, clear_storage, CASE_CONFIG),
    PROGRAMME_CASE(config_set_clock, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_set_log, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_set_durability, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_set_read_only, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_set_busy_ms, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_set_checkpoint_bytes, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(config_allow_operator, ready_config, clear_config, OF_CONFIG),
    PROGRAMME_CASE(engine_set_progress, NULL, NULL, CASE_QUIET),
    PROGRAMME_CASE(engine_memory, NULL, NULL, CASE_QUIET),
    PROGRAMME_CASE(engine_open, ready_engine, clear_config, CASE_CONFIG),
    PROGRAMME_CASE(engine_backup, NULL, NULL, CASE_QUIET | CASE_PLAIN),
    PROGRAMME_CASE(session_open, NULL, NULL, CASE_PLAIN),
    PROGRAMME_CASE(session_open_operator, NULL, NULL, 0),
    PROGRAMME_CASE(session_add_role, NULL, NULL, CASE_QUIET | CASE_PLAIN),
    PROGRAMME_CASE(session_begin, NULL, clear_transaction, CASE_PLAIN),
    PROGRAMME_CASE(session_commit, ready_transaction, clear_transaction, CASE_ONCE | CASE_PLAIN),
    PROGRAMME_CASE(session_rollback, ready_transaction, clear_transaction, CASE_QUIET),
    PROGRAMME_CASE(setting_get_int, NULL, NULL, 0),
    PROGRAMME_CASE(setting_get_text, NULL, NULL, 0),
    PROGRAMME_CASE(setting_set_int, NULL, NULL, 0),
    PROGRAMME_CASE(setting_set_text, NULL, NULL, 0),
    PROGRAMME_CASE(setting_unset, ready_setting, NULL, 0),
    PROGRAMME_CASE(role_put, NULL, NULL, 0),
    PROGRAMME_CASE(role_get, ready_role, NULL, 0),
    PROGRAMME_CASE(role_list, ready_role, NULL, 0),
    PROGRAMME_CASE(role_remove, ready_role, NULL, 0),
    PROGRAMME_CASE(licence_grant, NULL, NULL, 0),
    PROGRAMME_CASE(licence_get, NULL, NULL, 0),
    PROGRAMME_CASE(tenant_create, NULL, NULL, 0),
    PROGRAMME_CASE(edition_enable, ready_unlicensed, clear_session, 0),
    PROGRAMME_CASE(edition_get, NULL, NULL, 0),
    PROGRAMME_CASE(edition_switch_request, NULL, NULL, 0),
    PROGRAMME_CASE(edition_switch_approve, ready_request, NULL, 0),
    PROGRAMME_CASE(edition_switch_reject, ready_request, NULL, 0),
    PROGRAMME_CASE(edition_switch_run, ready_approved, NULL, 0),
    PROGRAMME_CASE(edition_switch_list, ready_request, NULL, 0),
    PROGRAMME_CASE(event_list, NULL, NULL, 0),
    PROGRAMME_CASE(maintain, ready_old_keys, NULL, CASE_STEPS | CASE_PLAIN),
    PROGRAMME_CASE(verify, NULL, NULL, 0),
};
/* clang-format on */

const programme_cases programme_core_cases = {cases, sizeof(cases) / sizeof(cases[0])};
