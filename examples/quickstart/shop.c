/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of the quickstart, how they fail, and the sessions they run on. */
#include "quickstart/shop.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Print why a call failed, as the library explains it. */
void explain(const shop *s, const char *what)
{
    const salesinv_error *error = salesinv_engine_error(s->engine);

    fprintf(
        stderr, "%s: %s: %s%s%s\n", what,
        salesinv_status_name(salesinv_error_code(error)), salesinv_error_message(error),
        salesinv_error_field(error)[0] ? ", field " : "", salesinv_error_field(error));
}

/* A step that has to succeed; counts whether it did something or repeated an earlier run. */
void step(shop *s, salesinv_session *session, salesinv_status rc, const char *what)
{
    if (rc != SALESINV_OK) {
        explain(s, what);
        exit(EXIT_FAILURE);
    }
    if (salesinv_session_is_repeat(session))
        s->repeats++;
    else
        s->changes++;
}

/* A step that changes nothing stored. */
void must(const shop *s, salesinv_status rc, const char *what)
{
    if (rc != SALESINV_OK) {
        explain(s, what);
        exit(EXIT_FAILURE);
    }
}

double seconds(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* A request key that is the same in every run: kind of step, number, detail. */
const char *key_of(char *out, size_t size, const char *what, int64_t number)
{
    snprintf(out, size, "quickstart-%s-%06" PRId64, what, number);
    return out;
}

salesinv_draft *new_draft(const shop *s, salesinv_session *session, salesinv_kind kind)
{
    salesinv_draft *draft;

    must(s, salesinv_draft_create(session, kind, &draft), "draft");
    return draft;
}

/* ---- opening ---- */

int open_engine(shop *s, const char *path)
{
    salesinv_config *config;
    salesinv_status rc = salesinv_config_create(NULL, NULL, &config);

    if (rc != SALESINV_OK)
        return rc;
    rc = salesinv_config_set_sqlite(config, path);
    if (rc == SALESINV_OK)
        rc = salesinv_config_allow_operator(config, 1);
    if (rc == SALESINV_OK)
        rc = salesinv_engine_open(config, &s->engine);
    if (rc != SALESINV_OK)
        fprintf(stderr, "cannot open %s: %s: %s\n", path, salesinv_status_name(rc),
                salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    return rc;
}

static salesinv_session *open_session(const shop *s, salesinv_id user, const char *role)
{
    salesinv_session *session;

    must(s, salesinv_session_open(s->engine, s->tenant, user, &session), "session");
    must(s, salesinv_session_add_role(session, role), role);
    return session;
}

void set_up(shop *s)
{
    salesinv_session *o;

    must(s, salesinv_session_open_operator(s->engine, ADMIN, &o), "operator");
    s->operator_session = o;
    step(s, o,
         salesinv_tenant_create(o, "Example Networks", "quickstart-tenant", &s->tenant),
         "tenant");
    step(s, o,
         salesinv_licence_grant(o, s->tenant, "inventory", SALESINV_TIME_NONE, 0,
                                "quickstart-licence"),
         "licence");
    s->admin = open_session(s, ADMIN, "admin");
    s->seller = open_session(s, SELLER, "order_admin");
    s->shipper = open_session(s, SHIPPER, "shipping");
    step(s, s->admin,
         salesinv_edition_enable(s->admin, SALESINV_EDITION_STANDALONE,
                                 "quickstart-edition"),
         "edition");
    step(s, s->admin,
         salesinv_setting_set_int(s->admin, "plugin.batch_serial", NULL, 1,
                                  "quickstart-serials"),
         "plugin.batch_serial");
    step(s, s->admin,
         salesinv_setting_set_int(s->admin, "plugin.shipment_return", NULL, 1,
                                  "quickstart-returns"),
         "plugin.shipment_return");
}

void close_shop(shop *s)
{
    salesinv_session_close(s->operator_session);
    salesinv_session_close(s->admin);
    salesinv_session_close(s->seller);
    salesinv_session_close(s->shipper);
    salesinv_engine_close(s->engine);
}
