/* SPDX-License-Identifier: Apache-2.0 */
/* A tenant whose stock an ERP owns, with its connector. */
#include "support/fix_connector.h"

#include <stdlib.h>
#include <string.h>

void fix_connector_open(fix_connector *fix, bool in_file)
{
    fix_core *core = &fix->trade.core;

    memset(fix, 0, sizeof(*fix));
    fix_core_open(core, in_file);
    fix_sync_enter(&fix->trade);
    fix->erp = fix_core_session(core->engine, core->tenant, "erp");
    assert_ok(core->admin, salesinv_sync_enable(core->admin, "main", "test", FIX_PUSHES,
                                                FIX_PULLS, NULL));
    fix->product = fix_product(core, "Router", SALESINV_TRACKING_NONE);
    fix->warehouse = fix_warehouse(core, "Main");
}

void fix_connector_close(fix_connector *fix)
{
    salesinv_session_close(fix->erp);
    fix_core_close(&fix->trade.core);
}

void fix_connector_state(salesinv_session *session, const char *name, const char *piece,
                         bool is_wanted, const char *file, int line)
{
    char *text = strdup(piece);
    salesinv_blob *state;
    bool is_there;

    assert_non_null(text);
    for (char *at = strchr(text, '\''); at; at = strchr(at, '\''))
        *at = '"';
    assert_ok(session, salesinv_sync_state(session, name, &state));
    is_there = strstr(salesinv_blob_data(state), text) != NULL;
    if (is_there != is_wanted) {
        print_error("%s %s in %s\n", text, is_wanted ? "is not" : "is",
                    salesinv_blob_data(state));
        _fail(file, line);
    }
    salesinv_blob_free(state);
    free(text);
}
