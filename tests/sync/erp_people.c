/* SPDX-License-Identifier: Apache-2.0 */
/* What the ERP's people do in a day: right things, corrections, and blunders that contradict for good. */
#include "sync/erp.h"

#include <stdio.h>
#include <string.h>

enum { RECENT = 60, TRIES = 8, BODY_MAX = 512 };

/* ---- the beginning ---- */

static void found_goods(erp *of)
{
    static const int trackings[ERP_PRODUCTS] = {0, 0, 1, 2, 2, 0};
    char id[ERP_ID_MAX];
    char body[BODY_MAX];

    for (int i = 0; i < ERP_PRODUCTS; i++) {
        (void)snprintf(id, sizeof(id), "P%d", i);
        (void)snprintf(body, sizeof(body),
                       "\"name\":\"Product %d\",\"code\":\"P%d\",\"unit\":\"U\","
                       "\"price\":\"10\",\"tracking\":%d",
                       i, i, trackings[i]);
        (void)erp_put(of, SALESINV_KIND_PRODUCT, id, body, false);
    }
    for (int i = 0; i < ERP_BATCHES; i++) {
        (void)snprintf(id, sizeof(id), "B%d", i);
        (void)snprintf(body, sizeof(body), "\"code\":\"B%d\",\"product\":\"P%d\"", i,
                       ERP_BATCHED);
        (void)erp_put(of, SALESINV_KIND_BATCH, id, body, false);
    }
}

static void found_stock(erp *of)
{
    for (int w = 0; w < ERP_WAREHOUSES; w++) {
        for (int p = 0; p < ERP_PRODUCTS; p++) {
            of->stock[p][w] = 1000000;
            erp_tell_stock(of, p, w);
        }
        for (int b = 0; b < ERP_BATCHES; b++) {
            of->batches[b][w] = 300000;
            erp_tell_batch(of, b, w);
        }
    }
    for (int p = ERP_TRACKED; p < ERP_TRACKED_TO; p++)
        for (int i = 0; i < 40; i++)
            erp_tell_serial(of, erp_new_serial(of, p, i % ERP_WAREHOUSES));
}

void erp_found(erp *of)
{
    char id[ERP_ID_MAX];
    char body[BODY_MAX];

    (void)erp_put(of, SALESINV_KIND_UNIT, "U", "\"code\":\"U\",\"name\":\"piece\"",
                  false);
    for (int i = 0; i < ERP_ACCOUNTS; i++) {
        (void)snprintf(id, sizeof(id), "A%d", i);
        (void)snprintf(body, sizeof(body), "\"name\":\"Account %d\"", i);
        (void)erp_put(of, SALESINV_KIND_ACCOUNT, id, body, false);
    }
    for (int i = 0; i < ERP_WAREHOUSES; i++) {
        (void)snprintf(id, sizeof(id), "W%d", i);
        (void)snprintf(body, sizeof(body), "\"name\":\"Warehouse %d\"", i);
        (void)erp_put(of, SALESINV_KIND_WAREHOUSE, id, body, false);
    }
    found_goods(of);
    found_stock(of);
}

/* ---- choosing ---- */

/* A late document of the kind in the state; NULL: none was found. */
static erp_document *pick_document(erp *of, salesinv_kind kind, erp_state state)
{
    for (int i = 0; i < TRIES && of->document_count > 0; i++) {
        int back =
            erp_below(of, of->document_count < RECENT ? of->document_count : RECENT);
        erp_document *it = &of->documents[of->document_count - 1 - back];
        if (it->kind == kind && it->state == state && it->is_known)
            return it;
    }
    return NULL;
}

static int pick_result(erp *of)
{
    int back;

    if (of->result_count == 0)
        return -1;
    back = erp_below(of, of->result_count < RECENT ? of->result_count : RECENT);
    return of->result_count - 1 - back;
}

static salesinv_kind shipped_kind(const erp *of)
{
    return of->by_order ? SALESINV_KIND_ORDER : SALESINV_KIND_SHIPMENT;
}

static bool is_named(const erp_content *content, int serial)
{
    for (int i = 0; i < content->count; i++)
        for (int k = 0; k < content->lines[i].serial_count; k++)
            if (content->lines[i].serials[k] == serial)
                return true;
    return false;
}

/* Serials that leave on a line of the content: of stock in its warehouse, or new ones that nobody heard of. */
static void pick_serials(erp *of, const erp_content *content, erp_line *line)
{
    while (line->serial_count < line->qty) {
        int found = -1;
        for (int i = 0; i < TRIES && !erp_one_in(of, 6); i++) {
            int back = erp_below(of, of->serial_count < 400 ? of->serial_count : 400);
            int serial = of->serial_count - 1 - back;
            if (of->serials[serial].product == line->product &&
                of->serials[serial].warehouse == content->warehouse &&
                !is_named(content, serial))
                found = serial;
        }
        if (found < 0)
            found = erp_new_serial(of, line->product, content->warehouse);
        line->serials[line->serial_count++] = found;
    }
}

static bool is_tracked(int product)
{
    return product >= ERP_TRACKED && product < ERP_TRACKED_TO;
}

/* ---- shipping ---- */

static void add_line(erp *of, erp_content *content, const erp_line *wanted, int qty)
{
    erp_line *line = &content->lines[content->count++];

    *line = *wanted;
    line->qty = qty;
    line->serial_count = 0;
    line->batch = wanted->product == ERP_BATCHED ? erp_below(of, ERP_BATCHES) : -1;
    if (is_tracked(wanted->product))
        pick_serials(of, content, line);
}

/* Some of what is left, whatever `mine` had of it. */
static void choose_goods(erp *of, const erp_document *document, const erp_content *mine,
                         erp_content *out)
{
    memset(out, 0, sizeof(*out));
    out->warehouse = erp_below(of, ERP_WAREHOUSES);
    for (int i = 0; i < document->count; i++) {
        int left = document->lines[i].qty - document->done[i];
        for (int k = 0; mine && !mine->is_void && k < mine->count; k++)
            if (mine->lines[k].number == i + 1)
                left += mine->lines[k].qty;
        if (left > ERP_SERIALS_MAX)
            left = ERP_SERIALS_MAX;
        if (left > 0 && !erp_one_in(of, 4))
            add_line(of, out, &document->lines[i], 1 + erp_below(of, left));
    }
}

static void ship(erp *of)
{
    erp_document *document = pick_document(of, shipped_kind(of), ERP_OPEN);
    erp_content content;
    char id[ERP_ID_MAX];
    int result;

    if (!document)
        return;
    choose_goods(of, document, NULL, &content);
    if (content.count == 0)
        return;
    (void)snprintf(id, sizeof(id), "OUT-%d", of->result_count);
    result = erp_new_result(
        of, of->by_order ? SALESINV_KIND_SHIPMENT : SALESINV_KIND_OUTBOUND,
        (int)(document - of->documents), id);
    erp_say(of, result, &content);
    of->events[ERP_E_SHIPPED]++;
}

/* May what left be changed? Not where serials of it moved on; where goods of it are on their way back only now and then. */
static bool is_changeable(erp *of, const erp_result *result)
{
    const erp_document *document = &of->documents[result->document];

    if (result->content.is_void || (document->has_returns && !erp_one_in(of, 10)))
        return false;
    for (int i = 0; i < result->content.count; i++) {
        const erp_line *line = &result->content.lines[i];
        for (int k = 0; k < line->serial_count; k++)
            if (of->serials[line->serials[k]].holder != (int)(result - of->results))
                return false;
    }
    return true;
}

static void correct(erp *of)
{
    int result = pick_result(of);
    erp_document *document;
    erp_content content;

    if (result < 0 || of->results[result].kind == SALESINV_KIND_RETURN ||
        !is_changeable(of, &of->results[result]))
        return;
    document = &of->documents[of->results[result].document];
    if (document->state != ERP_OPEN)
        return;
    choose_goods(of, document, &of->results[result].content, &content);
    if (content.count == 0)
        return;
    erp_say(of, result, &content);
    of->events[ERP_E_CORRECTED]++;
}

static void take_back(erp *of)
{
    int result = pick_result(of);
    erp_content content;

    if (result < 0 || of->results[result].kind == SALESINV_KIND_RETURN ||
        !is_changeable(of, &of->results[result]))
        return;
    content = of->results[result].content;
    content.is_void = true;
    erp_say(of, result, &content);
    of->events[ERP_E_VOIDED]++;
}

/* ---- goods that come back ---- */

static bool have_moved_on(const erp *of, int result)
{
    const erp_content *content = &of->results[result].content;

    for (int i = 0; i < content->count && !content->is_void; i++)
        for (int k = 0; k < content->lines[i].serial_count; k++)
            if (of->serials[content->lines[i].serials[k]].holder != result)
                return true;
    return false;
}

/* All so far of one line; serials are the first ones that were announced and that are with the account, or came already. */
static void take_line(erp *of, const erp_document *document, const erp_line *wanted,
                      erp_content *out)
{
    erp_line *line = &out->lines[out->count++];
    int qty = 1 + erp_below(of, wanted->qty);

    *line = *wanted;
    line->qty = qty > ERP_SERIALS_MAX ? ERP_SERIALS_MAX : qty;
    line->serial_count = 0;
    if (is_tracked(wanted->product) && wanted->is_out)
        pick_serials(of, out, line);
    else if (is_tracked(wanted->product)) {
        for (int k = 0; k < wanted->serial_count && line->serial_count < line->qty; k++)
            if (of->serials[wanted->serials[k]].account == document->account)
                line->serials[line->serial_count++] = wanted->serials[k];
        line->qty = line->serial_count;
    }
    out->count -= line->qty == 0;
}

static int result_of(erp *of, erp_document *document)
{
    char id[ERP_ID_MAX];

    if (document->result < 0) {
        int at = (int)(document - of->documents);
        (void)snprintf(id, sizeof(id), "RCV-%lld", (long long)document->id);
        document->result = erp_new_result(of, SALESINV_KIND_RETURN, at, id);
    }
    return document->result;
}

static void take_in(erp *of)
{
    erp_document *document = pick_document(of, SALESINV_KIND_RETURN, ERP_OPEN);
    erp_content nothing = {.is_void = true};
    erp_content content;
    int result;

    if (!document)
        return;
    if (document->result >= 0 && have_moved_on(of, document->result))
        return;
    result = result_of(of, document);
    memset(&content, 0, sizeof(content));
    content.warehouse = erp_below(of, ERP_WAREHOUSES);
    nothing.warehouse = of->results[result].content.warehouse;
    erp_say(of, result, &nothing); /* what came already is counted anew */
    for (int i = 0; i < document->count; i++)
        if (!erp_one_in(of, 4))
            take_line(of, document, &document->lines[i], &content);
    content.is_void = content.count == 0 || erp_one_in(of, 15);
    erp_say(of, result, &content);
    of->events[ERP_E_TAKEN_IN]++;
}

/* ---- the warehouse itself ---- */

static void recount(erp *of)
{
    int times = 1 + erp_below(of, 12);

    for (int i = 0; i < times; i++) {
        int product = erp_below(of, ERP_PRODUCTS);
        int warehouse = erp_below(of, ERP_WAREHOUSES);
        of->stock[product][warehouse] += erp_below(of, 200) - 90;
        if (product == ERP_BATCHED) {
            int batch = erp_below(of, ERP_BATCHES);
            of->batches[batch][warehouse] += erp_below(of, 50) - 20;
            erp_tell_batch(of, batch, warehouse);
        }
        erp_tell_stock(of, product, warehouse);
    }
    for (int i = 0; i < 3; i++)
        erp_tell_serial(of, erp_new_serial(of, ERP_TRACKED + erp_below(of, 2),
                                           erp_below(of, ERP_WAREHOUSES)));
    of->events[ERP_E_RECOUNTED]++;
}

/* ---- blunders ---- */

/* A line of a document that goes by quantity alone; NULL: none. */
static const erp_line *plain_line(const erp_document *document)
{
    for (int i = 0; document && i < document->count; i++)
        if (document->lines[i].product < ERP_BATCHED)
            return &document->lines[i];
    return NULL;
}

static bool write_sent(erp *of, erp_blunder blunder, const char *key,
                       char body[BODY_MAX])
{
    const erp_document *document = pick_document(
        of, shipped_kind(of), blunder == ERP_VOID_DOCUMENT ? ERP_VOID : ERP_OPEN);
    const erp_line *line = plain_line(document);
    const char *source = of->by_order ? "order" : "source";

    if (!line)
        return false;
    (void)snprintf(
        body, BODY_MAX,
        "\"%s\":\"E%s-%lld\",\"warehouse\":\"W0\",\"lines\":[{\"%s\":%d,\"qty\":\"%d\"",
        source, blunder == ERP_UNKNOWN_DOCUMENT ? "?" : "", (long long)document->id,
        key, line->number, blunder == ERP_OVER_DELIVERY ? line->qty + 50 : 1);
    if (blunder == ERP_UNKNOWN_PRODUCT)
        erp_put_text(body, BODY_MAX, ",\"product\":\"P?\"");
    if (blunder == ERP_WRONG_PRODUCT)
        erp_put_text(body, BODY_MAX, ",\"product\":\"P%d\"", ERP_TRACKED);
    if (blunder == ERP_FOREIGN_SERIAL)
        erp_put_text(body, BODY_MAX, ",\"serials\":[\"%s\"]", of->serials[0].text);
    erp_put_text(body, BODY_MAX, "}]");
    return true;
}

static void blunder(erp *of)
{
    erp_blunder what = (erp_blunder)(1 + erp_below(of, ERP_BLUNDERS - 1));
    salesinv_kind kind = of->by_order ? SALESINV_KIND_SHIPMENT : SALESINV_KIND_OUTBOUND;
    char body[BODY_MAX] = "\"product\":\"P?\",\"warehouse\":\"W0\",\"on_hand\":\"7\"";
    char id[ERP_ID_MAX];
    int record;

    if (what == ERP_UNKNOWN_STOCK)
        kind = SALESINV_KIND_STOCK;
    else if (!write_sent(of, what, of->by_order ? "order_line" : "source_line", body))
        return;
    (void)snprintf(id, sizeof(id), "BAD-%d", of->record_count);
    record = erp_put(of, kind, id, body, false);
    of->records[record].blunder = what;
    of->events[ERP_E_BLUNDER]++;
}

void erp_work(erp *of)
{
    static const struct {
        void (*act)(erp *of);
        int weight;
    } acts[] = {{ship, 30},   {correct, 10}, {take_back, 4},
                {take_in, 8}, {recount, 8},  {blunder, 1}};
    int at = erp_below(of, 61);

    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        if (at < acts[i].weight) {
            acts[i].act(of);
            return;
        }
        at -= acts[i].weight;
    }
}
