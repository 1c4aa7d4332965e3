/* SPDX-License-Identifier: Apache-2.0 */
#include "support/fix_edition.h"

#include "returns/result.h"

salesinv_status fix_try_switch(fix_core *fix, salesinv_edition edition, uint32_t flags)
{
    salesinv_id id;
    salesinv_status rc;

    assert_ok(fix->admin, salesinv_edition_switch_request(fix->admin, edition, "wanted",
                                                          NULL, &id));
    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             id, "agreed", NULL));
    rc = salesinv_edition_switch_run(fix->platform, fix->tenant, id, flags, NULL);
    if (rc != SALESINV_OK)
        (void)salesinv_edition_switch_reject(fix->platform, fix->tenant, id, "refused",
                                             NULL);
    return rc;
}

void fix_switch(fix_core *fix, salesinv_edition edition)
{
    assert_ok(fix->platform, fix_try_switch(fix, edition, 0));
}

typedef struct fix_result {
    salesinv_id id;
    const salesinv_draft *draft;
    bool is_changed;
} fix_result;

static salesinv_status put(sinv_txn *txn, void *arg)
{
    fix_result *result = arg;

    return result->draft ? sinv_return_result_put(txn, result->draft, result->id,
                                                  &result->is_changed)
                         : sinv_return_result_void(txn, result->id, "not so",
                                                   &result->is_changed);
}

salesinv_status fix_try_result(salesinv_session *session, salesinv_id id,
                               const char *json, bool *out_is_changed)
{
    salesinv_draft *draft =
        json ? fix_draft(session, SALESINV_KIND_RETURN, "%s", json) : NULL;
    fix_result result = {id, draft, false};
    salesinv_status rc = fix_core_run(session, true, put, &result);

    if (out_is_changed)
        *out_is_changed = result.is_changed;
    salesinv_draft_free(draft);
    return rc;
}
