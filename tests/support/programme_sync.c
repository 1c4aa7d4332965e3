/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the fault programme: synchronisation. The stage's tenant is switched to the edition integration, which closes what
 * it had open, and registers the connector "main".
 */
#include "salesinv/sync.h"
#include "support/fix_connector.h"
#include "support/programme.h"

#define KEY "case"

static void switch_edition(programme *at)
{
    salesinv_id request;

    assert_ok(at->admin,
              salesinv_edition_switch_request(at->admin, SALESINV_EDITION_INTEGRATION,
                                              "an ERP", NULL, &request));
    assert_ok(at->platform, salesinv_edition_switch_approve(at->platform, at->tenant,
                                                            request, "agreed", NULL));
    assert_ok(at->platform, salesinv_edition_switch_run(at->platform, at->tenant,
                                                        request, SALESINV_PURGE, NULL));
    assert_ok(at->platform,
              salesinv_licence_grant(at->platform, at->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
}

/* What every case that needs the edition begins with. */
static void ready_connector(programme *at)
{
    switch_edition(at);
    assert_ok(at->admin, salesinv_sync_enable(at->admin, "main", "test", FIX_PUSHES,
                                              FIX_PULLS, NULL));
}

/* ---- connectors ---- */

static salesinv_status sync_enable(programme *at)
{
    return salesinv_sync_enable(at->admin, "main", "test", FIX_PUSHES, FIX_PULLS, KEY);
}

static salesinv_status sync_pause(programme *at)
{
    return salesinv_sync_pause(at->admin, "main", "the ERP is on holiday", KEY);
}

static void ready_paused(programme *at)
{
    ready_connector(at);
    assert_ok(at->admin, salesinv_sync_pause(at->admin, "main", NULL, NULL));
}

static salesinv_status sync_resume(programme *at)
{
    return salesinv_sync_resume(at->admin, "main", KEY);
}

static salesinv_status sync_confirm_epoch(programme *at)
{
    return salesinv_sync_confirm_epoch(at->admin, "main", "restored", KEY);
}

static salesinv_status sync_state(programme *at)
{
    salesinv_blob *json;
    salesinv_status rc = salesinv_sync_state(at->admin, NULL, &json);

    assert_true((rc == SALESINV_OK) == (json != NULL));
    salesinv_blob_free(json);
    return rc;
}

/* clang-format off */
static const programme_case cases[] = {
    PROGRAMME_CASE(sync_enable, switch_edition, NULL, 0),
    PROGRAMME_CASE(sync_pause, ready_connector, NULL, 0),
    PROGRAMME_CASE(sync_resume, ready_paused, NULL, 0),
    PROGRAMME_CASE(sync_confirm_epoch, ready_connector, NULL, 0),
    PROGRAMME_CASE(sync_state, ready_connector, NULL, 0),
};
/* clang-format on */

const programme_cases programme_sync_cases = {cases, sizeof(cases) / sizeof(cases[0])};
