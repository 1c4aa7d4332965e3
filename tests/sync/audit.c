/* SPDX-License-Identifier: Apache-2.0 */
/* Holding the books of an ERP and of the library against each other; see audit.h. */
#include "sync/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 80, CLEARINGS = 10 };

/* ---- the inbox ---- */

/* A record that is kept as refused. */
typedef struct refusal {
    salesinv_kind kind;
    char id[ERP_ID_MAX];
    int64_t version;
    salesinv_status code;
    char reason[256];
    bool is_forgery; /* it says what nobody ever said */
    int record;      /* -1: it is none */
} refusal;

typedef struct refusals {
    refusal *items;
    int count;
} refusals;

static int record_of(const erp *beside, salesinv_kind kind, const char *id)
{
    for (int i = 0; i < beside->record_count; i++)
        if (beside->records[i].kind == kind && strcmp(beside->records[i].id, id) == 0)
            return i;
    return -1;
}

static void add_refusal(office *of, refusals *to, const salesinv_messages *page,
                        int32_t index)
{
    const char *id = salesinv_messages_external_id(page, index);
    const char *reason = salesinv_messages_reason(page, index);
    const char *body = salesinv_messages_body(page, index);
    refusal *it;

    to->items = realloc(to->items, (size_t)(to->count + 1) * sizeof(*to->items));
    assert_non_null(to->items);
    it = &to->items[to->count++];
    memset(it, 0, sizeof(*it));
    it->kind = salesinv_messages_kind(page, index);
    it->version = salesinv_messages_version(page, index);
    it->code = salesinv_messages_status(page, index);
    (void)snprintf(it->id, sizeof(it->id), "%s", id ? id : "");
    (void)snprintf(it->reason, sizeof(it->reason), "%s", reason ? reason : "");
    it->is_forgery = body && strstr(body, "\"E?\"") != NULL;
    it->record = record_of(of->beside, it->kind, it->id);
}

static refusals read_refusals(office *of)
{
    refusals found = {NULL, 0};
    salesinv_messages *page;
    salesinv_id after = 0;
    int32_t count;

    do {
        assert_ok(of->admin,
                  salesinv_inbox_find(of->admin, "main", SALESINV_INBOX_REFUSED, after,
                                      100, &page));
        count = salesinv_messages_count(page);
        for (int32_t i = 0; i < count; i++) {
            after = salesinv_messages_id(page, i);
            add_refusal(of, &found, page, i);
        }
        salesinv_messages_free(page);
    } while (count > 0);
    return found;
}

/* ---- clearing up ---- */

static void exchange_all(office *of)
{
    int64_t before;
    int still = 0;

    for (int i = 0; i < ROUNDS && still < 2; i++) {
        of->trade.core.now += 120 * FIX_MINUTE;
        before = of->pulled + of->pushed + of->retried;
        office_run(of);
        still = before == of->pulled + of->pushed + of->retried ? still + 1 : 0;
    }
    assert_int_equal(still, 2);
}

static bool is_forged(const erp *beside, const refusal *it)
{
    for (int i = 0; i < beside->forgery_count; i++)
        if (beside->forgeries[i].record == it->record &&
            beside->forgeries[i].version == it->version &&
            beside->forgeries[i].life == beside->life)
            return true;
    return false;
}

/* Is it one of those that people clear up? */
static bool is_open(office *of, const refusal *it)
{
    const erp_record *record;

    if (it->record < 0)
        return false;
    record = &of->beside->records[it->record];
    return record->blunder == ERP_RIGHT && record->result >= 0 &&
           record->version == it->version;
}

/* Is another result of the same document, or of any, refused as well? */
static bool has_other(const office *of, const refusals *found, const refusal *it,
                      bool is_any)
{
    const erp *beside = of->beside;
    int mine = beside->results[beside->records[it->record].result].document;

    for (int i = 0; i < found->count; i++) {
        const refusal *other = &found->items[i];
        int result = other->record >= 0 ? beside->records[other->record].result : -1;
        if (other->record != it->record && result >= 0 &&
            (is_any || beside->results[result].document == mine))
            return true;
    }
    return false;
}

static const office_document *document_of(const office *of, salesinv_id id)
{
    for (int i = 0; i < of->count; i++)
        if (of->documents[i].id == id)
            return &of->documents[i];
    return NULL;
}

/* Was it closed or void, or was an order of it, or could it be by its returns? */
static bool has_ended(const office *of, const erp_document *document)
{
    const office_document *it = document_of(of, document->id);
    bool has =
        document->state != ERP_OPEN || (of->beside->by_order && document->has_returns);

    for (int i = 0; it && it->kind == SALESINV_KIND_SHIPMENT && i < it->count; i++) {
        const erp_document *order = erp_document_of(of->beside, it->sources[i] >> 16);
        has = has || (order && (order->state != ERP_OPEN || order->has_returns));
    }
    return has;
}

/* A refusal has its reason in what users here did, or in one that has. */
static void check_reason(const office *of, const refusals *found, const refusal *it)
{
    const erp *beside = of->beside;
    const erp_document *document =
        &beside
             ->documents[beside->results[beside->records[it->record].result].document];
    bool is_explained = false;

    if (it->code == SALESINV_E_INVALID_STATE)
        is_explained = has_ended(of, document);
    if (it->code == SALESINV_E_IN_USE)
        is_explained = document->has_returns;
    if (it->code == SALESINV_E_OVER_DELIVERY)
        is_explained = beside->by_order || has_ended(of, document) ||
                       has_other(of, found, it, false);
    if (it->code == SALESINV_E_SERIAL_STATE || it->code == SALESINV_E_SERIAL_HELD)
        is_explained = has_other(of, found, it, true);
    if (!is_explained)
        fail_msg("%d %s version %lld: %s: %s", it->kind, it->id, (long long)it->version,
                 salesinv_status_name(it->code), it->reason);
}

/* What the library has of a refused result; NULL: nothing. */
static const erp_version *known_of(office *of, const refusal *it)
{
    office_link link = office_link_of(of, it->kind, it->id);
    int result = of->beside->records[it->record].result;

    return link.version > 0
               ? erp_said(of->beside, result, (int)link.epoch, link.version)
               : NULL;
}

/* Leave those that people clear up, each once. */
static refusals read_open(office *of)
{
    refusals found = read_refusals(of);
    int count = 0;

    for (int i = 0; i < found.count; i++) {
        bool is_new = !found.items[i].is_forgery && is_open(of, &found.items[i]);
        for (int k = 0; k < count; k++)
            is_new = is_new && found.items[k].record != found.items[i].record;
        if (is_new)
            found.items[count++] = found.items[i];
    }
    found.count = count;
    return found;
}

/* A refused result says nothing any more, or what the library knows of it. */
static void clear_one(office *of, const refusal *it)
{
    erp *beside = of->beside;
    int result = beside->records[it->record].result;
    const erp_version *known = known_of(of, it);
    erp_content before = beside->results[result].content;
    erp_content none = before;

    none.is_void = true;
    if (known)
        erp_say_again(beside, result, known);
    else
        erp_say(beside, result, &none);
    beside->events[ERP_E_SETTLED]++;
    erp_find_serials(beside, &before);
    erp_find_serials(beside, &beside->results[result].content);
}

static int clear_up(office *of)
{
    refusals found = read_open(of);

    for (int i = 0; i < found.count; i++)
        check_reason(of, &found, &found.items[i]);
    for (int i = 0; i < found.count; i++)
        clear_one(of, &found.items[i]);
    for (int i = 0; i < found.count; i++) /* others may have stood in between */
        erp_find_serials(
            of->beside,
            &of->beside->results[of->beside->records[found.items[i].record].result]
                 .content);
    free(found.items);
    return found.count;
}

void audit_settle(office *of)
{
    int times = 0;

    of->beside->is_calm = true;
    exchange_all(of);
    while (clear_up(of) > 0) {
        assert_true(times++ < CLEARINGS);
        exchange_all(of);
    }
}

/* ---- messages ---- */

static void check_left(office *of, const salesinv_messages *page, int32_t index)
{
    (void)of;
    fail_msg("message %s is in state %d", salesinv_messages_key(page, index),
             salesinv_messages_state(page, index));
}

/* One effect, in this life of the ERP's data. */
static void check_effect(office *of, const salesinv_messages *page, int32_t index)
{
    const char *key = salesinv_messages_key(page, index);
    const erp_message *message = erp_message_of(of->beside, key);

    if (message->effects != 1)
        fail_msg("message %s had %d effects, %d in all lives", key, message->effects,
                 message->all_effects);
}

/* ---- what is refused ---- */

static int count_nonsense(const erp *beside)
{
    int count = 0;

    for (int i = 0; i < beside->forgery_count; i++)
        count += beside->forgeries[i].record < 0 &&
                 beside->forgeries[i].life == beside->life;
    return count;
}

/* Forgeries of what still has the version that they claim; the same one twice is kept once. */
static int count_forged(const erp *beside)
{
    int count = 0;

    for (int i = 0; i < beside->forgery_count; i++) {
        const erp_forgery *it = &beside->forgeries[i];
        bool is_first = true;
        if (it->record < 0 || it->life != beside->life ||
            beside->records[it->record].version != it->version)
            continue;
        for (int k = 0; k < i; k++)
            is_first = is_first && !(beside->forgeries[k].record == it->record &&
                                     beside->forgeries[k].version == it->version &&
                                     beside->forgeries[k].life == it->life);
        count += is_first;
    }
    return count;
}

static int count_blunders(const erp *beside)
{
    int count = 0;

    for (int i = 0; i < beside->record_count; i++)
        count +=
            beside->records[i].blunder != ERP_RIGHT && !beside->records[i].is_deleted;
    return count;
}

static void check_refusals(office *of)
{
    const erp *beside = of->beside;
    refusals found = read_refusals(of);
    int nonsense = 0;
    int forged = 0;
    int blunders = 0;

    for (int i = 0; i < found.count; i++) {
        const refusal *it = &found.items[i];
        if (it->id[0] == '\0')
            nonsense++;
        else if (it->record >= 0 && beside->records[it->record].blunder != ERP_RIGHT)
            blunders++;
        else if (it->record >= 0 && it->is_forgery && is_forged(beside, it))
            forged++;
        else
            fail_msg("%d %s version %lld is refused: %s: %s", it->kind, it->id,
                     (long long)it->version, salesinv_status_name(it->code),
                     it->reason);
    }
    assert_int_equal(nonsense, count_nonsense(beside));
    assert_int_equal(forged, count_forged(beside));
    assert_int_equal(blunders, count_blunders(beside));
    free(found.items);
}

/* ---- books ---- */

static void check_links(office *of)
{
    for (int i = 0; i < of->beside->record_count; i++) {
        const erp_record *it = &of->beside->records[i];
        office_link link = office_link_of(of, it->kind, it->id);

        if (it->blunder != ERP_RIGHT
                ? link.version != 0
                : link.version != it->version || link.epoch != of->beside->life ||
                      link.is_deleted != it->is_deleted)
            fail_msg("%d %s version %lld of life %d%s: the link has %lld of %lld%s",
                     it->kind, it->id, (long long)it->version, of->beside->life,
                     it->is_deleted ? " (deleted)" : "", (long long)link.version,
                     (long long)link.epoch, link.is_deleted ? " (deleted)" : "");
    }
}

static void check_stock(office *of)
{
    for (int p = 0; p < ERP_PRODUCTS; p++)
        for (int w = 0; w < ERP_WAREHOUSES; w++) {
            salesinv_stock *stock;
            assert_ok(of->admin, salesinv_stock_get(of->admin, of->products[p],
                                                    of->warehouses[w], &stock));
            assert_int_equal(salesinv_stock_on_hand(stock, -1),
                             of->beside->stock[p][w] * FIX_UNIT);
            for (int32_t i = 0; i < salesinv_stock_detail_count(stock); i++)
                for (int b = 0; b < ERP_BATCHES; b++)
                    if (salesinv_stock_detail_batch(stock, i) == of->batches[b])
                        assert_int_equal(salesinv_stock_detail_on_hand(stock, i),
                                         of->beside->batches[b][w] * FIX_UNIT);
            salesinv_stock_free(stock);
        }
}

/* A return of that account announced it, and waits. */
static bool is_coming_from(const office *of, const salesinv_serial *serial, int account)
{
    const office_document *it = document_of(of, salesinv_serial_holder(serial) >> 16);

    return salesinv_serial_state_of(serial) == SALESINV_SERIAL_INCOMING && it &&
           it->kind == SALESINV_KIND_RETURN && it->account == account;
}

static void check_serials(office *of)
{
    for (int i = 0; i < of->beside->serial_count; i++) {
        const erp_serial *it = &of->beside->serials[i];
        salesinv_serial *found;
        if (it->record == 0)
            continue;
        assert_ok(of->admin, salesinv_serial_get(of->admin, of->products[it->product],
                                                 it->text, &found));
        if (is_coming_from(of, found, it->account)) {
            salesinv_serial_free(found);
            continue;
        }
        if (salesinv_serial_warehouse(found) !=
                (it->warehouse < 0 ? 0 : of->warehouses[it->warehouse]) ||
            salesinv_serial_account(found) !=
                (it->account < 0 ? 0 : of->accounts[it->account]))
            fail_msg(
                "%s is %s, warehouse %lld, account %lld; in the ERP W%d, A%d", it->text,
                salesinv_serial_state_name(salesinv_serial_state_of(found)),
                (long long)salesinv_serial_warehouse(found),
                (long long)salesinv_serial_account(found), it->warehouse, it->account);
        salesinv_serial_free(found);
    }
}

/* What left and what came back, by line: of orders, notices and returns. */
typedef struct tally {
    int64_t *shipped; /* by id of an order, ERP_LINES_MAX each */
    int64_t *returned;
    size_t size;
} tally;

static void count_on(tally *to, int64_t *column, salesinv_id line, int64_t qty)
{
    size_t at = (size_t)(line >> 16) * ERP_LINES_MAX + (size_t)(line & 0xffff) - 1;

    assert_true(at < to->size);
    column[at] += qty;
}

/* The line of an order behind a line of a notice or order. */
static salesinv_id order_line_of(const office *of, salesinv_id line)
{
    const office_document *it = document_of(of, line >> 16);

    assert_non_null(it);
    return it->kind == SALESINV_KIND_ORDER ? line : it->sources[(line & 0xffff) - 1];
}

static void check_line(office *of, const office_document *it, int line,
                       salesinv_field field, int64_t wanted)
{
    int64_t got = fix_int(of->admin, it->kind, it->id, line, field);

    if (got != wanted * FIX_UNIT)
        fail_msg("line %d of %d %lld: field %d is %lld, in the ERP %lld units", line,
                 it->kind, (long long)it->id, field, (long long)(got / FIX_UNIT),
                 (long long)wanted);
}

/* Documents of the ERP by line, and what they come to on orders. */
static void check_done(office *of, const office_document *it, tally *sum)
{
    const erp_document *there = erp_document_of(of->beside, it->id);

    for (int i = 0; there && i < it->count; i++) {
        int64_t done = i < there->count ? there->done[i] : 0;
        if (it->kind == SALESINV_KIND_SHIPMENT)
            check_line(of, it, i + 1, SALESINV_F_OUTBOUND_QTY, done);
        if (it->kind == SALESINV_KIND_RETURN)
            check_line(of, it, i + 1, SALESINV_F_RECEIVED, done);
        if (it->kind == SALESINV_KIND_RETURN && it->sources[i] != 0)
            count_on(sum, sum->returned, order_line_of(of, it->sources[i]), done);
        if (it->kind == SALESINV_KIND_SHIPMENT)
            count_on(sum, sum->shipped, it->sources[i], done);
        if (it->kind == SALESINV_KIND_ORDER && of->beside->by_order)
            count_on(sum, sum->shipped, sinv_line_id(it->id, i + 1), done);
    }
}

static void check_documents(office *of)
{
    tally sum = {.size = 0};

    if (of->count > 0)
        sum.size = (size_t)(of->documents[of->count - 1].id + 1) * ERP_LINES_MAX;
    sum.shipped = calloc(sum.size + 1, sizeof(*sum.shipped));
    sum.returned = calloc(sum.size + 1, sizeof(*sum.returned));
    assert_true(sum.shipped && sum.returned);
    for (int i = 0; i < of->count; i++)
        check_done(of, &of->documents[i], &sum);
    for (int i = 0; i < of->count; i++) {
        const office_document *it = &of->documents[i];
        size_t at = (size_t)it->id * ERP_LINES_MAX;
        for (int k = 0; k < it->count && it->kind == SALESINV_KIND_ORDER; k++) {
            check_line(of, it, k + 1, SALESINV_F_SHIPPED, sum.shipped[at + (size_t)k]);
            check_line(of, it, k + 1, SALESINV_F_RETURNED_SHIPPED,
                       sum.returned[at + (size_t)k]);
        }
    }
    free(sum.shipped);
    free(sum.returned);
}

void audit_check(office *of)
{
    office_messages(of, SALESINV_OUTBOX_PENDING, check_left);
    office_messages(of, SALESINV_OUTBOX_SENT, check_left);
    office_messages(of, SALESINV_OUTBOX_DEAD, check_left);
    office_messages(of, SALESINV_OUTBOX_ACKNOWLEDGED, check_effect);
    check_refusals(of);
    check_links(of);
    check_stock(of);
    check_serials(of);
    check_documents(of);
    fix_core_verify(of->admin);
}
