/* SPDX-License-Identifier: Apache-2.0 */
/* The CRM's side: the engine, its people, and how steps are taken so that they may be taken again. */
#include "erp_quickstart/works.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ADMIN = 1, SELLER = 2, CLERK = 3, SHIPPER = 4, JOB = 5, ROUNDS = 500 };

void point(works *w)
{
    if (++w->points == w->die_at)
        kill(getpid(), SIGKILL);
}

void must(works *w, salesinv_status rc, const char *what)
{
    const salesinv_error *error = salesinv_engine_error(w->engine);

    if (rc == SALESINV_OK)
        return;
    fprintf(stderr, "%s: %s: %s (%s)\n", what, salesinv_status_name(rc),
            salesinv_error_message(error), salesinv_error_field(error));
    exit(EXIT_FAILURE);
}

void step(works *w, salesinv_session *session, salesinv_status rc, const char *what)
{
    must(w, rc, what);
    if (salesinv_session_is_repeat(session))
        w->repeats++;
    else
        w->changes++;
    point(w);
}

/* ---- opening ---- */

static salesinv_status open_engine(works *w)
{
    salesinv_config *config;
    salesinv_status rc = salesinv_config_create(NULL, NULL, &config);

    if (rc != SALESINV_OK)
        return rc;
    rc = salesinv_config_set_sqlite(config, w->db);
    if (rc == SALESINV_OK)
        rc = salesinv_config_allow_operator(config, 1);
    if (rc == SALESINV_OK)
        rc = salesinv_engine_open(config, &w->engine);
    if (rc != SALESINV_OK)
        fprintf(stderr, "%s: %s\n", w->db,
                salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    return rc;
}

static salesinv_session *session_of(works *w, salesinv_id user, const char *role)
{
    salesinv_session *session;

    must(w, salesinv_session_open(w->engine, w->tenant, user, &session), "session");
    must(w, salesinv_session_add_role(session, role), role);
    return session;
}

static void buy(works *w, const char *licence, int64_t units)
{
    step(w, w->platform,
         salesinv_licence_grant(w->platform, w->tenant, licence, SALESINV_TIME_NONE,
                                units, licence),
         licence);
}

static void set(works *w, const char *setting, int64_t value)
{
    step(w, w->admin, salesinv_setting_set_int(w->admin, setting, NULL, value, setting),
         setting);
}

/* Sections 2 and 3 of the guide: what is bought, and how it is set. */
static void set_up(works *w)
{
    const uint64_t one = 1;
    const uint64_t pushes = one << SALESINV_KIND_ORDER | one << SALESINV_KIND_SHIPMENT |
                            one << SALESINV_KIND_RETURN;
    const uint64_t pulls = ((one << (SALESINV_KIND_BATCH + 1)) - 2) |
                           one << SALESINV_KIND_OUTBOUND | one << SALESINV_KIND_RETURN |
                           one << SALESINV_KIND_STOCK | one << SALESINV_KIND_SERIAL;

    buy(w, "inventory", 0);
    buy(w, "connector.demo", 0);
    buy(w, "logistics.small", 1);
    buy(w, "ui_events", 1);
    step(w, w->admin,
         salesinv_edition_enable(w->admin, SALESINV_EDITION_INTEGRATION, "edition"),
         "edition");
    set(w, "plugin.batch_serial", 1);
    set(w, "order.display_stock", 1);
    set(w, "erp.realtime_stock", 1);
    set(w, "receipt.on_delivery", 1);
    set(w, "plugin.shipment_return", 1);
    set(w, "sync.retry_seconds", 0); /* nobody has time to wait here */
    step(w, w->admin,
         salesinv_sync_enable(w->admin, "erp", "demo", pushes, pulls, "connector"),
         "connector");
}

void open_works(works *w, const char *folder)
{
    snprintf(w->db, sizeof(w->db), "%s/crm.db", folder);
    snprintf(w->erp_file, sizeof(w->erp_file), "%s/erp.json", folder);
    if (open_engine(w) != SALESINV_OK)
        exit(EXIT_FAILURE);
    must(w, salesinv_session_open_operator(w->engine, ADMIN, &w->platform), "operator");
    step(w, w->platform,
         salesinv_tenant_create(w->platform, "Example Networks", "tenant", &w->tenant),
         "tenant");
    w->admin = session_of(w, ADMIN, "admin");
    w->seller = session_of(w, SELLER, "sales");
    w->clerk = session_of(w, CLERK, "order_admin");
    w->shipper = session_of(w, SHIPPER, "shipping");
    w->exchange = session_of(w, JOB, "erp");
    set_up(w);
}

void close_works(works *w)
{
    salesinv_session_close(w->platform);
    salesinv_session_close(w->admin);
    salesinv_session_close(w->seller);
    salesinv_session_close(w->clerk);
    salesinv_session_close(w->shipper);
    salesinv_session_close(w->exchange);
    salesinv_engine_close(w->engine);
}

/* ---- synchronisation ---- */

static int32_t waiting(works *w, salesinv_outbox_state state)
{
    salesinv_messages *found;
    int32_t count;

    must(w, salesinv_outbox_find(w->admin, "erp", state, 0, 100, &found), "outbox");
    count = salesinv_messages_count(found);
    salesinv_messages_free(found);
    return count;
}

/* A message that an earlier run was killed with is free again when its short lease ends. */
void synchronise(works *w, const char *why)
{
    const struct timespec pause = {0, 20000000};
    salesinv_sync_options options = {.struct_size = sizeof(options), .lease_ms = 200};
    int64_t pushed = 0;
    int64_t pulled = 0;
    int64_t refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
        salesinv_sync_report *report;

        must(w, salesinv_sync_run(w->exchange, w->connector, &options, &report), why);
        pushed += salesinv_sync_report_get(report, 0, SALESINV_SYNC_PUSHED);
        pulled += salesinv_sync_report_get(report, 0, SALESINV_SYNC_PULLED);
        refused += salesinv_sync_report_get(report, 0, SALESINV_SYNC_REFUSED);
        salesinv_sync_report_free(report);
        point(w);
        if (waiting(w, SALESINV_OUTBOX_PENDING) + waiting(w, SALESINV_OUTBOX_SENT) == 0)
            break;
        nanosleep(&pause, NULL);
    }
    printf("%s: %" PRId64 " messages out, %" PRId64 " records in, %" PRId64
           " of them refused\n",
           why, pushed, pulled, refused);
}

/* ---- objects ---- */

salesinv_id find(works *w, salesinv_kind kind, const char *code)
{
    const salesinv_document *found = NULL;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_id id;

    must(w, salesinv_filter_create(w->admin, kind, &filter), "filter");
    must(w, salesinv_filter_set_code(filter, code), code);
    must(w, salesinv_document_find(w->admin, filter, &cursor), "find");
    if (salesinv_cursor_next(cursor, &found) != SALESINV_ROW) {
        fprintf(stderr, "the ERP sent no %s %s\n", salesinv_kind_name(kind), code);
        exit(EXIT_FAILURE);
    }
    id = salesinv_document_id(found);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    return id;
}

salesinv_draft *draft(works *w, salesinv_session *session, salesinv_kind kind,
                      const char *format, ...)
{
    salesinv_draft *made;
    char json[JSON_ROOM];
    va_list args;

    va_start(args, format);
    vsnprintf(json, sizeof(json), format, args);
    va_end(args);
    for (char *at = json; (at = strchr(at, '\'')); at++)
        *at = '"';
    must(w, salesinv_draft_create(session, kind, &made), "draft");
    must(w, salesinv_draft_from_json(made, json, strlen(json)), "draft");
    return made;
}
