/* SPDX-License-Identifier: Apache-2.0 */
/* What users do beside an ERP; see office.h. */
#include "sync/office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/link.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    RECENT = 60,
    TRIES = 8,
    JSON_MAX = 2048
};

/* ---- links ---- */

typedef struct question {
    sinv_link_key key;
    office_link link;
} question;

static salesinv_status ask(sinv_txn *txn, void *arg)
{
    question *of = arg;
    sinv_row *row;
    salesinv_status rc = sinv_link_find(txn, &of->key, &row);

    if (rc != SALESINV_OK || !row)
        return rc;
    of->link = (office_link){sinv_row_int(row, SINV_LINK_OBJECT),
                             sinv_row_int(row, SINV_LINK_VERSION),
                             sinv_row_int(row, SINV_LINK_EPOCH),
                             sinv_row_int(row, SINV_LINK_IS_DELETED) != 0};
    return SALESINV_OK;
}

office_link office_link_of(office *of, salesinv_kind kind, const char *external_id)
{
    question asked = {.key = {"main", kind, external_id}};

    assert_ok(of->admin, fix_core_run(of->admin, false, ask, &asked));
    return asked.link;
}

/* ---- the beginning ---- */

static void know(office *of, salesinv_kind kind, char prefix, salesinv_id *ids,
                 int count)
{
    char id[16];

    for (int i = 0; i < count; i++) {
        (void)snprintf(id, sizeof(id), "%c%d", prefix, i);
        ids[i] = office_link_of(of, kind, id).object;
        assert_true(ids[i] > 0);
    }
}

static void switch_on(office *of)
{
    static const char *const plugins[] = {"plugin.batch_serial", "plugin.exchange",
                                          "plugin.free_return", "plugin.multi_order"};

    for (size_t i = 0; i < sizeof(plugins) / sizeof(plugins[0]); i++)
        fix_setting(of->admin, plugins[i], 1);
    fix_setting(of->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_setting(of->admin, "sync.attempts", 3);
    fix_setting(of->admin, "shipping.mode", of->beside->by_order ? 2 : 1);
}

void office_open(office *of, erp *beside)
{
    fix_core *core = &of->trade.core;
    bool was_calm = beside->is_calm;

    memset(of, 0, sizeof(*of));
    of->beside = beside;
    fix_core_open(core, false);
    fix_sync_enter(&of->trade);
    of->admin = core->admin;
    of->clerk = fix_core_session(core->engine, core->tenant, "erp");
    assert_ok(of->admin, salesinv_sync_enable(of->admin, "main", "test", FIX_PUSHES,
                                              FIX_PULLS, NULL));
    switch_on(of);
    assert_ok(of->admin, salesinv_connector_create(core->engine, &erp_vtable, beside,
                                                   NULL, &of->connector));
    beside->is_calm = true;
    office_run(of);
    beside->is_calm = was_calm;
    know(of, SALESINV_KIND_PRODUCT, 'P', of->products, ERP_PRODUCTS);
    know(of, SALESINV_KIND_WAREHOUSE, 'W', of->warehouses, ERP_WAREHOUSES);
    know(of, SALESINV_KIND_ACCOUNT, 'A', of->accounts, ERP_ACCOUNTS);
    know(of, SALESINV_KIND_BATCH, 'B', of->batches, ERP_BATCHES);
}

void office_close(office *of)
{
    salesinv_connector_free(of->connector);
    salesinv_session_close(of->clerk);
    fix_core_close(&of->trade.core);
    free(of->documents);
}

/* ---- documents ---- */

static office_document *add(office *of, const office_document *made)
{
    if ((of->count & (of->count - 1)) == 0) {
        of->documents =
            realloc(of->documents, (size_t)(of->count > 0 ? 2 * of->count : 1) *
                                       sizeof(*of->documents));
        assert_non_null(of->documents);
    }
    of->documents[of->count] = *made;
    return &of->documents[of->count++];
}

static const office_document *pick(office *of, salesinv_kind kind)
{
    for (int i = 0; i < TRIES && of->count > 0; i++) {
        int back = erp_below(of->beside, of->count < RECENT ? of->count : RECENT);
        const office_document *it = &of->documents[of->count - 1 - back];
        if (it->kind == kind)
            return it;
    }
    return NULL;
}

/* Not every refusal is one of business: others end the test. */
static bool is_done(office *of, salesinv_status rc, office_event event)
{
    if (rc != SALESINV_OK && !sinv_err_is_refusal(rc))
        assert_ok(of->admin, rc);
    of->events[event] += rc == SALESINV_OK;
    of->refused += rc != SALESINV_OK;
    return rc == SALESINV_OK;
}

static bool make(office *of, office_document *made, const char *json,
                 office_event event)
{
    salesinv_draft *draft = fix_draft(of->admin, made->kind, "%s", json);
    const sinv_request request = {.session = of->admin,
                                  .kind = made->kind,
                                  .verb = SINV_VERB_CREATE,
                                  .draft = draft,
                                  .flags = SALESINV_SUBMIT};
    salesinv_document *document = NULL;
    salesinv_status rc = sinv_verb_run(&request, &document);

    made->id = salesinv_document_id(document);
    salesinv_document_free(document);
    salesinv_draft_free(draft);
    if (!is_done(of, rc, event))
        return false;
    (void)add(of, made);
    return true;
}

static void order(office *of)
{
    erp *beside = of->beside;
    office_document made = {.kind = ORDER, .account = erp_below(beside, ERP_ACCOUNTS)};
    char json[JSON_MAX] = "";

    made.count = 1 + erp_below(beside, 3);
    erp_put_text(
        json, sizeof(json),
        "{\"account\":%lld,\"currency\":\"EUR\",\"warehouse\":%lld,\"lines\":[",
        (long long)of->accounts[made.account],
        (long long)of->warehouses[erp_below(beside, ERP_WAREHOUSES)]);
    for (int i = 0; i < made.count; i++) {
        made.products[i] = erp_below(beside, ERP_PRODUCTS);
        made.quantities[i] = 1 + erp_below(beside, ERP_SERIALS_MAX);
        erp_put_text(json, sizeof(json), "%s{\"product\":%lld,\"qty\":\"%d\"}",
                     i > 0 ? "," : "", (long long)of->products[made.products[i]],
                     made.quantities[i]);
    }
    erp_put_text(json, sizeof(json), "]}");
    (void)make(of, &made, json, OFFICE_ORDERED);
}

static void notice_lines(office *of, const office_document *from, office_document *made,
                         char *json)
{
    for (int i = 0; i < from->count && made->count < ERP_LINES_MAX; i++) {
        int at = made->count;
        if (erp_one_in(of->beside, 4))
            continue;
        made->products[at] = from->products[i];
        made->quantities[at] = erp_one_in(of->beside, 2)
                                   ? from->quantities[i]
                                   : 1 + erp_below(of->beside, from->quantities[i]);
        made->sources[at] = sinv_line_id(from->id, i + 1);
        erp_put_text(json, JSON_MAX, "%s{\"order_line\":%lld,\"qty\":\"%d\"}",
                     at > 0 ? "," : "", (long long)made->sources[at],
                     made->quantities[at]);
        made->count++;
    }
}

/* Of one order, or of two of the same account. */
static void notice(office *of)
{
    const office_document *first = pick(of, ORDER);
    const office_document *second = erp_one_in(of->beside, 4) ? pick(of, ORDER) : NULL;
    office_document made = {.kind = SHIPMENT};
    char json[JSON_MAX] = "";
    bool is_several;

    if (!first)
        return;
    is_several = second && second->id != first->id && second->account == first->account;
    made.account = first->account;
    erp_put_text(json, sizeof(json), "{");
    if (!is_several)
        erp_put_text(json, sizeof(json), "\"order\":%lld,", (long long)first->id);
    erp_put_text(json, sizeof(json), "\"warehouse\":%lld,\"lines\":[",
                 (long long)of->warehouses[0]);
    notice_lines(of, first, &made, json);
    if (is_several)
        notice_lines(of, second, &made, json);
    erp_put_text(json, sizeof(json), "]}");
    if (made.count > 0)
        (void)make(of, &made, json,
                   is_several ? OFFICE_NOTICED_SEVERAL : OFFICE_NOTICED);
}

/* ---- returns ---- */

/* Serials that the ERP shipped by line `number` of a document and that are still with the account; as JSON. */
static int put_serials(office *of, const erp_document *from, int number, int most,
                       char *json)
{
    const erp *beside = of->beside;
    int count = 0;

    for (int r = 0; r < beside->result_count && count < most; r++) {
        const erp_content *content = &beside->results[r].content;
        if (&beside->documents[beside->results[r].document] != from || content->is_void)
            continue;
        for (int i = 0; i < content->count; i++)
            for (int k = 0; k < content->lines[i].serial_count && count < most; k++) {
                int serial = content->lines[i].serials[k];
                if (content->lines[i].number == number &&
                    beside->serials[serial].account == from->account)
                    erp_put_text(json, JSON_MAX, "%s\"%s\"",
                                 count++ > 0 ? "," : ",\"serials\":[",
                                 beside->serials[serial].text);
            }
    }
    if (count > 0)
        erp_put_text(json, JSON_MAX, "]");
    return count;
}

/* Goods of one line of a document that the ERP shipped for come back. */
static void put_returned(office *of, const office_document *from, office_document *made,
                         char *json)
{
    const erp_document *there = erp_document_of(of->beside, from->id);
    char serials[JSON_MAX] = "";
    int at;
    int qty;

    if (!there || made->count >= ERP_LINES_MAX)
        return;
    at = erp_below(of->beside, from->count);
    if (at >= there->count || there->done[at] <= 0 || from->products[at] == ERP_BATCHED)
        return;
    qty = 1 + erp_below(of->beside, there->done[at]);
    if (from->products[at] >= ERP_TRACKED && from->products[at] < ERP_TRACKED_TO)
        qty = put_serials(of, there, at + 1, qty, serials);
    if (qty == 0)
        return;
    made->products[made->count] = from->products[at];
    made->quantities[made->count] = qty;
    made->sources[made->count] = sinv_line_id(from->id, at + 1);
    erp_put_text(json, JSON_MAX, "%s{\"%s_line\":%lld,\"qty\":\"%d\"%s%s}",
                 made->count > 0 ? "," : "", from->kind == ORDER ? "order" : "shipment",
                 (long long)made->sources[made->count], qty,
                 from->kind == ORDER ? ",\"unshipped\":\"0\"" : "", serials);
    made->count++;
}

static const office_document *pick_shipped(office *of)
{
    return pick(of, of->beside->by_order ? ORDER : SHIPMENT);
}

static void take_back(office *of)
{
    const office_document *from = pick_shipped(of);
    office_document made = {.kind = RETURN};
    char json[JSON_MAX] = "";

    if (!from)
        return;
    made.account = from->account;
    erp_put_text(json, sizeof(json), "{\"%s\":%lld,\"lines\":[",
                 from->kind == ORDER ? "order" : "shipment", (long long)from->id);
    put_returned(of, from, &made, json);
    erp_put_text(json, sizeof(json), "]}");
    if (made.count > 0)
        (void)make(of, &made, json, OFFICE_RETURNED);
}

/* Goods come back without a source, or of a notice; others go out. */
static void exchange(office *of)
{
    const office_document *from = erp_one_in(of->beside, 2) ? pick_shipped(of) : NULL;
    office_document made = {.kind = RETURN};
    char json[JSON_MAX] = "";
    int product = erp_below(of->beside, ERP_PRODUCTS);

    made.account = from ? from->account : erp_below(of->beside, ERP_ACCOUNTS);
    erp_put_text(json, sizeof(json),
                 "{\"mode\":4,\"account\":%lld,\"currency\":\"EUR\",\"warehouse\":%lld,"
                 "\"lines\":[",
                 (long long)of->accounts[made.account],
                 (long long)of->warehouses[erp_below(of->beside, ERP_WAREHOUSES)]);
    if (from)
        put_returned(of, from, &made, json);
    if (made.count == 0) {
        made.quantities[made.count++] = 2;
        erp_put_text(json, sizeof(json),
                     "{\"product\":%lld,\"qty\":\"2\",\"price\":\"1\"}",
                     (long long)of->products[0]);
    }
    if (product == ERP_BATCHED)
        product = 1;
    made.products[made.count] = product;
    made.quantities[made.count++] = 2;
    erp_put_text(json, sizeof(json),
                 ",{\"direction\":2,\"product\":%lld,\"qty\":\"2\"}]}",
                 (long long)of->products[product]);
    (void)make(of, &made, json, OFFICE_EXCHANGED);
}

/* ---- changes ---- */

static void edit(office *of)
{
    const office_document *it = pick(of, ORDER);
    int qty = 1 + erp_below(of->beside, ERP_SERIALS_MAX);
    char json[JSON_MAX] = "";
    salesinv_status rc;

    if (!it)
        return;
    erp_put_text(json, sizeof(json), "{\"note\":\"call %d\"", qty);
    if (erp_one_in(of->beside, 2)) {
        erp_put_text(json, sizeof(json), ",\"lines\":[{\"line\":1,\"qty\":\"%d\"}",
                     qty);
        for (int i = 1; i < it->count; i++)
            erp_put_text(json, sizeof(json), ",{\"line\":%d}", i + 1);
        erp_put_text(json, sizeof(json), "]");
    }
    erp_put_text(json, sizeof(json), "}");
    rc = fix_try_update(of->admin, ORDER, it->id, "%s", json);
    (void)is_done(of, rc, OFFICE_EDITED);
}

static void step(office *of, sinv_verb verb, office_event event)
{
    static const salesinv_kind kinds[] = {ORDER, SHIPMENT, SHIPMENT, RETURN};
    const office_document *it = pick(of, kinds[erp_below(of->beside, 4)]);

    if (it)
        (void)is_done(of, fix_step(of->admin, it->kind, it->id, verb), event);
}

static void close_one(office *of)
{
    step(of, SINV_VERB_CLOSE, OFFICE_CLOSED);
}

static void void_one(office *of)
{
    step(of, SINV_VERB_VOID, OFFICE_VOIDED);
}

void office_work(office *of)
{
    static const struct {
        void (*act)(office *of);
        int weight;
    } acts[] = {{order, 20}, {notice, 22},   {take_back, 8}, {exchange, 2},
                {edit, 6},   {close_one, 3}, {void_one, 3}};
    int at = erp_below(of->beside, 64);

    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        if (at < acts[i].weight) {
            if (acts[i].act != notice || !of->beside->by_order)
                acts[i].act(of);
            return;
        }
        at -= acts[i].weight;
    }
}

/* ---- runs ---- */

void office_messages(office *of, salesinv_outbox_state state,
                     void (*see)(office *of, const salesinv_messages *page,
                                 int32_t index))
{
    salesinv_messages *page;
    salesinv_id after = 0;
    int32_t count;

    do {
        assert_ok(of->admin,
                  salesinv_outbox_find(of->admin, NULL, state, after, 500, &page));
        count = salesinv_messages_count(page);
        for (int32_t i = 0; i < count; i++) {
            after = salesinv_messages_id(page, i);
            see(of, page, i);
        }
        salesinv_messages_free(page);
    } while (count > 0);
}

static void confirm(office *of)
{
    char epoch[32];

    (void)snprintf(epoch, sizeof(epoch), "life-%d", of->beside->life);
    assert_ok(of->admin, salesinv_sync_confirm_epoch(of->admin, "main", epoch,
                                                     of->beside->backed_up_at, NULL));
}

static bool is_of_the_line(salesinv_status rc)
{
    return rc == SALESINV_E_CONNECTOR_TIMEOUT || rc == SALESINV_E_CONNECTOR_REFUSED ||
           rc == SALESINV_E_CONNECTOR_MALFORMED;
}

static void bury_no_more(office *of, const salesinv_messages *page, int32_t index)
{
    assert_ok(of->admin, salesinv_outbox_resend(
                             of->admin, salesinv_messages_id(page, index), NULL));
    of->beside->events[ERP_E_RESENT]++;
}

void office_run(office *of)
{
    const salesinv_sync_options options = {
        .struct_size = sizeof(options),
        .batch = of->beside->is_calm ? 200 : 1 + erp_below(of->beside, 60),
        .lease_ms = 60000};
    salesinv_sync_report *report;
    salesinv_status rc = salesinv_sync_run(of->clerk, of->connector, &options, &report);

    of->runs++;
    of->pulled += salesinv_sync_report_get(report, 0, SALESINV_SYNC_PULLED);
    of->pushed += salesinv_sync_report_get(report, 0, SALESINV_SYNC_PUSHED);
    of->retried += salesinv_sync_report_get(report, 0, SALESINV_SYNC_RETRIED);
    salesinv_sync_report_free(report);
    if (of->beside->broken[0])
        fail_msg("%s", of->beside->broken);
    if (rc == SALESINV_E_INVALID_STATE)
        confirm(of);
    else if (rc != SALESINV_OK && (of->beside->is_calm || !is_of_the_line(rc)))
        assert_ok(of->clerk, rc);
    office_messages(of, SALESINV_OUTBOX_DEAD, bury_no_more);
}
