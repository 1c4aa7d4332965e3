/* SPDX-License-Identifier: Apache-2.0 */
/* A works on a file, and the story that its processes repeat. */
#include "support/works.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "salesinv/product.h"

enum { KEY_SIZE = 64 };

void works_found(works *of, int64_t units)
{
    fix_core core;

    memset(of, 0, sizeof(*of));
    fix_core_open(&core, true);
    fix_setting(core.admin, "plugin.shipment_return", 1);
    of->account = fix_account(&core, "Distributor");
    of->warehouse = fix_warehouse(&core, "W");
    for (int32_t i = 0; i < WORKS_PRODUCTS; i++) {
        char name[16];

        snprintf(name, sizeof(name), "P%d", i);
        of->products[i] = fix_product(&core, name, SALESINV_TRACKING_NONE);
        if (units > 0)
            fix_receive(&core, of->warehouse, of->products[i], units);
    }
    of->tracked = fix_product(&core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix_receive_serials(&core, of->warehouse, of->tracked, "S0000001", WORKS_SERIALS);
    of->tenant = core.tenant;
    snprintf(of->folder, sizeof(of->folder), "%s", core.folder);
    snprintf(of->path, sizeof(of->path), "%s", core.path);
    core.folder[0] = '\0'; /* the files stay */
    fix_core_close(&core);
}

salesinv_engine *works_engine(const works *of)
{
    salesinv_config *config;
    salesinv_engine *engine;

    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(salesinv_config_set_sqlite(config, of->path), SALESINV_OK);
    if (salesinv_engine_open(config, &engine) != SALESINV_OK)
        fail_msg("open: %s", salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    return engine;
}

salesinv_session *works_session(const works *of, salesinv_engine *engine)
{
    return fix_core_session(engine, of->tenant, "admin");
}

void works_verify(const works *of)
{
    salesinv_engine *engine = works_engine(of);
    salesinv_session *session = works_session(of, engine);

    fix_core_verify(session);
    salesinv_session_close(session);
    salesinv_engine_close(engine);
}

void works_close(works *of)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-queue", "-write"};
    char path[128];

    works_verify(of);
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        snprintf(path, sizeof(path), "%s%s", of->path, ends[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(of->folder), 0);
}

/* ---- the story ---- */

enum { ORDER, SHIP, RECEIVE, RETURN, UNDO };

bool works_has_step(int64_t round, int32_t step)
{
    return step <= RECEIVE || round % 3 == 0;
}

/* Create and submit; the id comes back whether it was made now or before. */
static salesinv_status create(salesinv_session *session, salesinv_kind kind,
                              const char *key, const char *json, salesinv_id *out)
{
    salesinv_draft *draft = fix_draft(session, kind, "%s", json);
    salesinv_document *made = NULL;
    const sinv_request request = {.session = session,
                                  .kind = kind,
                                  .verb = SINV_VERB_CREATE,
                                  .draft = draft,
                                  .flags = SALESINV_SUBMIT,
                                  .request_key = key};
    salesinv_status rc = sinv_verb_run(&request, &made);

    *out = salesinv_document_id(made);
    salesinv_document_free(made);
    salesinv_draft_free(draft);
    return rc;
}

static void key_of(char key[KEY_SIZE], const char *what, int64_t round)
{
    snprintf(key, KEY_SIZE, "%08lld-%s", (long long)round, what);
}

static salesinv_status order(const works *of, salesinv_session *session, int64_t round,
                             salesinv_id *out)
{
    char key[KEY_SIZE];
    char json[256];

    key_of(key, "order", round);
    snprintf(json, sizeof(json),
             "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
             "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
             (long long)of->account, (long long)of->warehouse, (long long)of->tracked);
    return create(session, SALESINV_KIND_ORDER, key, json, out);
}

static salesinv_status ship(const works *of, salesinv_session *session, int64_t round,
                            salesinv_id *out)
{
    char key[KEY_SIZE];
    char json[256];
    salesinv_id source;
    salesinv_status rc = order(of, session, round, &source);

    if (rc != SALESINV_OK)
        return rc;
    key_of(key, "ship", round);
    snprintf(json, sizeof(json),
             "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"1\", "
             "\"serials\": [\"S%07lld\"]}]}",
             (long long)source, (long long)sinv_line_id(source, 1), (long long)round);
    return create(session, SALESINV_KIND_SHIPMENT, key, json, out);
}

static salesinv_status take_back(const works *of, salesinv_session *session,
                                 int64_t round, salesinv_id *out)
{
    char key[KEY_SIZE];
    char json[256];
    salesinv_id source;
    salesinv_status rc = ship(of, session, round, &source);

    if (rc != SALESINV_OK)
        return rc;
    key_of(key, "return", round);
    snprintf(json, sizeof(json),
             "{\"shipment\": %lld, \"lines\": [{\"shipment_line\": %lld, \"qty\": "
             "\"1\", \"serials\": [\"S%07lld\"]}]}",
             (long long)source, (long long)sinv_line_id(source, 1), (long long)round);
    return create(session, SALESINV_KIND_RETURN, key, json, out);
}

salesinv_status works_step(const works *of, salesinv_session *session, int64_t round,
                           int32_t step, bool *out_repeat)
{
    char key[KEY_SIZE];
    salesinv_id id = 0;
    salesinv_status rc;

    switch (step) {
    case ORDER:
        rc = order(of, session, round, &id);
        break;
    case SHIP:
        rc = ship(of, session, round, &id);
        break;
    case RECEIVE:
        key_of(key, "receive", round);
        if ((rc = ship(of, session, round, &id)) == SALESINV_OK)
            rc = salesinv_shipment_receive(session, id, 0, NULL, key, NULL);
        break;
    case RETURN:
        rc = take_back(of, session, round, &id);
        break;
    default:
        key_of(key, "undo", round);
        if ((rc = take_back(of, session, round, &id)) == SALESINV_OK)
            rc = salesinv_return_void(session, id, 0, "again", key, NULL);
        break;
    }
    *out_repeat = salesinv_session_is_repeat(session) != 0;
    return rc;
}
