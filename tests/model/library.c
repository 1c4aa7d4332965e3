/* SPDX-License-Identifier: Apache-2.0 */
/* The works, and calls by kind and verb. */
#include "model/library.h"

#include <stdio.h>

#include "model/library_record.h"
#include "model/library_text.h"
#include "salesinv/account.h"
#include "salesinv/sync.h"
#include "salesinv/warehouse.h"
#include "support/fix_connector.h"
#include "support/fix_kinds.h"

/* The functions of one kind, whose handles have types of their own. */
typedef struct calls {
    salesinv_kind kind;
    salesinv_status (*create)(library *, const salesinv_draft *, uint32_t,
                              salesinv_id *);
    salesinv_status (*act)(library *, salesinv_id, ref_verb);
    salesinv_status (*get)(library *, salesinv_id, void **);
    const salesinv_document *(*document)(const void *);
    void (*free)(void *);
} calls;

#define READS(kind)                                                                    \
    static salesinv_status kind##_create(library *lib, const salesinv_draft *draft,    \
                                         uint32_t flags, salesinv_id *out)             \
    {                                                                                  \
        salesinv_##kind *made = NULL;                                                  \
        salesinv_status rc =                                                           \
            salesinv_##kind##_create(lib->session, draft, flags, NULL, &made);         \
                                                                                       \
        *out = rc == SALESINV_OK                                                       \
                   ? salesinv_document_id(salesinv_##kind##_document(made))            \
                   : 0;                                                                \
        salesinv_##kind##_free(made);                                                  \
        return rc;                                                                     \
    }                                                                                  \
    static salesinv_status kind##_get(library *lib, salesinv_id id, void **out)        \
    {                                                                                  \
        salesinv_##kind *found = NULL;                                                 \
        salesinv_status rc = salesinv_##kind##_get(lib->session, id, &found);          \
                                                                                       \
        *out = found;                                                                  \
        return rc;                                                                     \
    }                                                                                  \
    static const salesinv_document *kind##_document(const void *of)                    \
    {                                                                                  \
        return salesinv_##kind##_document(of);                                         \
    }                                                                                  \
    static void kind##_free(void *of)                                                  \
    {                                                                                  \
        salesinv_##kind##_free(of);                                                    \
    }

/* The verbs of every kind that needs approval. */
#define ACTS(kind)                                                                     \
    static salesinv_status kind##_act(library *lib, salesinv_id id, ref_verb verb)     \
    {                                                                                  \
        switch (verb) {                                                                \
        case REF_SUBMIT:                                                               \
            return salesinv_##kind##_submit(lib->session, id, 0, NULL, NULL);          \
        case REF_APPROVE:                                                              \
            return salesinv_##kind##_approve(lib->session, id, 0, NULL, NULL);         \
        case REF_REJECT:                                                               \
            return salesinv_##kind##_reject(lib->session, id, 0, "no", NULL, NULL);    \
        case REF_WITHDRAW:                                                             \
            return salesinv_##kind##_withdraw(lib->session, id, 0, NULL, NULL);        \
        default:                                                                       \
            return salesinv_##kind##_void(lib->session, id, 0, "wrong", NULL, NULL);   \
        }                                                                              \
    }

/* clang-format off */
READS(order)
ACTS(order)
READS(shipment)
ACTS(shipment)
READS(inbound)
ACTS(inbound)
READS(outbound)
ACTS(outbound)
READS(return )
ACTS(return )
READS(adjustment)

#define CALLS(number, kind)                                                            \
    {                                                                                  \
        number, kind##_create, kind##_act, kind##_get, kind##_document, kind##_free    \
    }

static const calls all_calls[] = {
    CALLS(SALESINV_KIND_ORDER, order),
    CALLS(SALESINV_KIND_SHIPMENT, shipment),
    CALLS(SALESINV_KIND_INBOUND, inbound),
    CALLS(SALESINV_KIND_OUTBOUND, outbound),
    CALLS(SALESINV_KIND_RETURN, return ),
    {SALESINV_KIND_ADJUSTMENT, adjustment_create, NULL, adjustment_get,
     adjustment_document, adjustment_free},
};
/* clang-format on */

static const calls *calls_of(salesinv_kind kind)
{
    for (size_t i = 0; i < sizeof(all_calls) / sizeof(all_calls[0]); i++)
        if (all_calls[i].kind == kind)
            return &all_calls[i];
    fail_msg("the model has no calls for kind %d", (int)kind);
    return NULL;
}

void library_read(library *lib, salesinv_kind kind, salesinv_id id, library_doc *out)
{
    out->kind = kind;
    assert_ok(lib->session, calls_of(kind)->get(lib, id, &out->handle));
    out->document = calls_of(kind)->document(out->handle);
}

void library_done(library_doc *doc)
{
    calls_of(doc->kind)->free(doc->handle);
}

/* ---- the works ---- */

static void make_places(library *lib)
{
    static const int priorities[REF_WAREHOUSES] = {0, 2, 1};

    for (int i = 0; i < REF_ACCOUNTS; i++)
        lib->accounts[i] = fix_create(lib->session, SALESINV_KIND_ACCOUNT, 0,
                                      "{\"name\": \"Account %d\"}", i);
    for (int i = 0; i < REF_WAREHOUSES; i++) {
        char access[96] = "";

        if (i == 1)
            (void)snprintf(access, sizeof(access),
                           ", \"lines\": [{\"list\": %d, \"member\": %lld}]",
                           SALESINV_ACCESS_ACCOUNT, (long long)lib->accounts[0]);
        lib->warehouses[i] =
            fix_create(lib->session, SALESINV_KIND_WAREHOUSE, 0,
                       "{\"name\": \"Warehouse %d\", \"priority\": %d%s}", i,
                       priorities[i], access);
    }
}

static salesinv_id make_good(library *lib, const char *name, int tracking)
{
    return fix_create(lib->session, SALESINV_KIND_PRODUCT, 0,
                      "{\"name\": \"%s\", \"tracking\": %d, \"price\": \"10\"}", name,
                      tracking);
}

static void make_products(library *lib)
{
    salesinv_id *made = lib->products;

    made[REF_PLAIN] = make_good(lib, "plain", SALESINV_TRACKING_NONE);
    made[REF_OTHER] = make_good(lib, "other", SALESINV_TRACKING_NONE);
    made[REF_SERIAL] = make_good(lib, "serial", SALESINV_TRACKING_SERIAL);
    made[REF_OTHER_SERIAL] = make_good(lib, "other serial", SALESINV_TRACKING_SERIAL);
    made[REF_ASSEMBLED] =
        fix_create(lib->session, SALESINV_KIND_PRODUCT, 0,
                   "{\"name\": \"assembled\", \"kit_kind\": %d, \"price\": \"30\", "
                   "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                   SALESINV_KIT_ATO, (long long)made[REF_PLAIN]);
    made[REF_PICKED] = fix_create(
        lib->session, SALESINV_KIND_PRODUCT, 0,
        "{\"name\": \"picked\", \"kit_kind\": %d, \"price\": \"40\", "
        "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, "
        "{\"product\": %lld, \"qty\": \"2\"}]}",
        SALESINV_KIT_PTO, (long long)made[REF_SERIAL], (long long)made[REF_OTHER]);
}

/* Another tenant, beside an ERP. */
static void enter(fix_core *core)
{
    salesinv_session_close(core->admin);
    core->tenant = fix_core_tenant(core, SALESINV_EDITION_INTEGRATION);
    core->admin = fix_core_session(core->engine, core->tenant, "admin");
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
    assert_ok(core->admin, salesinv_sync_enable(core->admin, "main", "test", FIX_PUSHES,
                                                FIX_PULLS, NULL));
}

void library_open(library *lib, const reference *ref)
{
    fix_core_open(&lib->core, false);
    if (ref->is_synced)
        enter(&lib->core);
    lib->session = lib->core.admin;
    assert_ok(lib->core.platform,
              salesinv_licence_grant(lib->core.platform, lib->core.tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    for (int i = 0; i < REF_SETTINGS; i++)
        if (ref_has_setting(ref, i))
            fix_setting(lib->session, library_setting(i), ref->settings[i]);
    fix_setting(lib->session, "plugin.batch_serial", 1);
    assert_ok(lib->session, salesinv_setting_set_text(lib->session, "order.currency",
                                                      NULL, "EUR", NULL));
    make_places(lib);
    make_products(lib);
}

void library_close(library *lib)
{
    fix_core_close(&lib->core);
}

/* ---- steps ---- */

static salesinv_status with_draft(library *lib, const reference *ref,
                                  const ref_step *step, salesinv_id *out_id,
                                  const char *text)
{
    const ref_doc *target = &ref->docs[step->doc];
    bool is_new = step->verb == REF_CREATE || step->verb == REF_CREATE_SUBMIT;
    salesinv_kind kind = is_new ? step->draft.kind : target->kind;
    salesinv_draft *draft = fix_draft(lib->session, kind, "%s", text);
    salesinv_status rc;

    if (step->verb == REF_TAKE_IN)
        rc = salesinv_return_take_in(lib->session, target->id, 0, draft, NULL, NULL);
    else if (step->verb == REF_RECEIVE)
        rc = salesinv_shipment_receive(lib->session, target->id, 0, draft, NULL, NULL);
    else if (step->verb == REF_UPDATE)
        rc = salesinv_order_update(lib->session, target->id, 0, draft, NULL, NULL);
    else
        rc = calls_of(kind)->create(
            lib, draft, step->verb == REF_CREATE_SUBMIT ? SALESINV_SUBMIT : 0, out_id);
    salesinv_draft_free(draft);
    return rc;
}

static salesinv_status close_document(library *lib, const ref_doc *doc)
{
    if (doc->kind == SALESINV_KIND_RETURN)
        return salesinv_return_close(lib->session, doc->id, 0, "enough", NULL, NULL);
    return doc->kind == SALESINV_KIND_ORDER
               ? salesinv_order_close_remainder(lib->session, doc->id, 0, "enough",
                                                NULL, NULL)
               : salesinv_shipment_close(lib->session, doc->id, 0, "enough", NULL,
                                         NULL);
}

salesinv_status library_carry_out(library *lib, const reference *ref,
                                  const ref_step *step, salesinv_id *out_id,
                                  char text[LIBRARY_TEXT_MAX])
{
    const ref_doc *target = &ref->docs[step->doc];

    *out_id = 0;
    if (step->verb > REF_SET) {
        library_write_record(lib, ref, step, text);
        return library_put_record(lib, text, out_id, lib->message);
    }
    library_write(lib, ref, step, text);
    switch (step->verb) {
    case REF_CREATE:
    case REF_CREATE_SUBMIT:
    case REF_UPDATE:
    case REF_RECEIVE:
        return with_draft(lib, ref, step, out_id, text);
    case REF_TAKE_IN:
        return step->is_short ? with_draft(lib, ref, step, out_id, text)
                              : salesinv_return_take_in(lib->session, target->id, 0,
                                                        NULL, NULL, NULL);
    case REF_CLOSE:
        return close_document(lib, target);
    case REF_REOPEN:
        return salesinv_order_reopen(lib->session, target->id, 0, NULL, NULL);
    case REF_UNDO_RECEIPT:
        return salesinv_shipment_undo_receipt(lib->session, target->id, 0, "no", NULL,
                                              NULL);
    case REF_SET:
        return salesinv_setting_set_int(lib->session, library_setting(step->setting),
                                        NULL, step->value, NULL);
    default:
        return calls_of(target->kind)->act(lib, target->id, step->verb);
    }
}
