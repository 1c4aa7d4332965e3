/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_APPLY_H
#define FIX_APPLY_H

/* Records of the connector "main", written with single quotes, given straight to their appliers: without the inbox and its versions. */
#include <stdio.h>
#include <string.h>

#include "salesinv/catalog.h"
#include "salesinv/sync.h"
#include "support/fix_sync.h"
#include "sync/appliers.h"
#include "sync/canonical.h"
#include "sync/link.h"

static fix_trade fix;
static salesinv_session *admin;

static int setup(void **state)
{
    (void)state;
    memset(&fix, 0, sizeof(fix));
    fix_sync_open(&fix);
    admin = fix.core.admin;
    assert_ok(admin, salesinv_sync_enable(admin, "main", "test", 0,
                                          UINT64_C(1) << SALESINV_KIND_PRODUCT, NULL));
    fix_setting(admin, "warehouse.bins", 1);
    fix_setting(admin, "plugin.batch_serial", 1);
    assert_ok(admin, salesinv_sync_enable(admin, "main", "test", 0, 0, NULL));
    assert_ok(admin, salesinv_sync_confirm_epoch(admin, "main", "first",
                                                 SALESINV_TIME_NONE, NULL));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fix_trade_close(&fix);
    return 0;
}

typedef struct fix_applied {
    const char *json;
    sinv_applied applied;
} fix_applied;

static void fix_read_frame(sinv_txn *txn, const sinv_json *root, sinv_record *record)
{
    const char *text;
    size_t size;

    record->connector = "main";
    record->epoch = 1;
    record->root = root;
    text = sinv_json_text(sinv_json_member(root, "kind"), &size);
    record->kind = sinv_applier_by_name(text)->kind;
    record->external_id = sinv_json_text(sinv_json_member(root, "external_id"), &size);
    if (!record->external_id)
        record->external_id = "made of its references";
    record->is_deleted = sinv_json_bool(sinv_json_member(root, "deleted"));
    text = sinv_json_text(sinv_json_member(root, "status"), &size);
    if (text)
        record->status = strcmp(text, "active") == 0 ? SALESINV_STATUS_ACTIVE
                                                     : SALESINV_STATUS_INACTIVE;
    (void)txn;
}

static salesinv_status fix_apply_root(sinv_txn *txn, const sinv_json *root,
                                      sinv_applied *out)
{
    sinv_record record = {.version = 1};
    sinv_link_state state = {.version = 1, .epoch = 1};
    sinv_link_key key;
    sinv_row *link;
    salesinv_status rc;

    fix_read_frame(txn, root, &record);
    key = (sinv_link_key){"main", record.kind, record.external_id};
    if ((rc = sinv_link_find(txn, &key, &link)) != SALESINV_OK)
        return rc;
    if (link) {
        record.object = sinv_row_int(link, SINV_LINK_OBJECT);
        record.was_deleted = sinv_row_int(link, SINV_LINK_IS_DELETED) != 0;
        record.place = (sinv_link_place){sinv_row_int(link, SINV_LINK_WAREHOUSE),
                                         sinv_row_int(link, SINV_LINK_BIN),
                                         sinv_row_int(link, SINV_LINK_BATCH)};
    }
    rc = sinv_applier_of(record.kind)->apply(txn, &record, out);
    if (rc != SALESINV_OK)
        return rc;
    state.object = out->object;
    state.place = out->place;
    state.is_deleted = record.is_deleted;
    return sinv_link_put(txn, &key, &state);
}

static salesinv_status fix_apply_body(sinv_txn *txn, void *arg)
{
    fix_applied *of = arg;
    char text[2048];
    sinv_json_tree *tree;
    size_t size = strlen(of->json);
    salesinv_status rc;

    assert_true(size < sizeof(text));
    for (size_t i = 0; i <= size; i++)
        text[i] = of->json[i] == '\'' ? '"' : of->json[i];
    assert_int_equal(sinv_json_parse(txn->err, txn->engine->heap, text, size, &tree),
                     SALESINV_OK);
    rc = fix_apply_root(txn, sinv_json_root(tree), &of->applied);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status try_apply(const char *json)
{
    fix_applied of = {.json = json};

    return fix_core_run(admin, true, fix_apply_body, &of);
}

/* Apply it: what it did. */
static sinv_applied apply(const char *json)
{
    fix_applied of = {.json = json};

    assert_ok(admin, fix_core_run(admin, true, fix_apply_body, &of));
    return of.applied;
}

#define assert_applied(json, how)                                                      \
    assert_int_equal(apply(json).outcome, SALESINV_UPSERT_##how)

#endif
