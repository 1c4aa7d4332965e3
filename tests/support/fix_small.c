/* SPDX-License-Identifier: Apache-2.0 */
/* A small ERP with its connector; see fix_small.h. */
#include "support/fix_small.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fix_core.h"

/* ---- describe ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    fix_small *erp = self;

    if (erp->during)
        erp->during(erp->during_self);
    info->abilities = erp->abilities;
    info->pushes = erp->pushes;
    info->pulls = erp->pulls;
    info->brand = erp->vice == FIX_BRANDLESS ? "No Brand" : "test";
    info->epoch = erp->epoch;
    if (erp->vice == FIX_MOODY && erp->asked++ % 2)
        info->pulls = 0;
    info->failure = "the test said so";
    return erp->describe_status;
}

/* ---- pull: a position is the number of the next record ---- */

static bool is_due(const fix_small *erp, int index, salesinv_kind kind)
{
    return erp->records[index].kind == kind || erp->vice == FIX_MIXED;
}

static int next_of(const fix_small *erp, int from, salesinv_kind kind)
{
    while (from < erp->record_count && !is_due(erp, from, kind))
        from++;
    return from;
}

static salesinv_status end(fix_small *erp, int at, const char *position, bool is_last,
                           salesinv_pulled *into)
{
    char text[24];

    (void)snprintf(text, sizeof(text), "%d", at + 1000 * erp->opened);
    if (erp->vice == FIX_NO_END)
        return SALESINV_OK;
    if (erp->vice == FIX_NO_MOVE)
        return salesinv_pulled_end(into, position, 0);
    return salesinv_pulled_end(into, text, is_last);
}

static int start_of(const fix_small *erp, const char *position)
{
    int at = position[0] ? (int)strtol(position, NULL, 10) : 0;

    if (erp->vice == FIX_FORGETFUL)
        return erp->delivered;
    if (erp->vice == FIX_SHORT_MEMORY)
        return position[0]
                   ? (at < 1000 * erp->opened ? FIX_RECORDS : at - 1000 * erp->opened)
                   : 0;
    return at;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    fix_small *erp = self;
    int at = next_of(erp, start_of(erp, position), kind);

    erp->pulls_made++;
    if (erp->during)
        erp->during(erp->during_self);
    (void)snprintf(erp->last_position, sizeof(erp->last_position), "%s", position);
    if (erp->pull_status != SALESINV_OK &&
        (erp->pull_status_kind == 0 || erp->pull_status_kind == kind)) {
        salesinv_pulled_fail(into, 77, "the line is dead");
        return erp->pull_status;
    }
    if (erp->vice == FIX_GHOSTS)
        (void)salesinv_pulled_put(into, "{}", 2);
    for (int32_t i = 0; i < max_count && at < erp->record_count; i++) {
        const char *json = erp->records[at].json;
        (void)salesinv_pulled_put(into, json, strlen(json));
        at = next_of(erp, at + 1, kind);
    }
    erp->delivered = at;
    if (erp->vice == FIX_LOSSY)
        at = next_of(erp, at + 1, kind);
    if (erp->vice == FIX_DEAF && at >= erp->record_count)
        at = FIX_RECORDS;
    return end(erp, at, position, at >= erp->record_count, into);
}

/* ---- push ---- */

static fix_message *find(fix_small *erp, const char *key)
{
    for (int i = 0; i < erp->message_count; i++)
        if (strcmp(erp->messages[i].key, key) == 0)
            return &erp->messages[i];
    return NULL;
}

static void take_effect(fix_small *erp, const salesinv_push_item *item)
{
    fix_message *known = find(erp, item->key);

    if (!known && erp->message_count < FIX_MESSAGES) {
        known = &erp->messages[erp->message_count++];
        (void)snprintf(known->key, sizeof(known->key), "%s", item->key);
        known->action = item->action;
        known->effects = 1;
        return;
    }
    if (known &&
        (!(erp->abilities & SALESINV_CONNECTOR_IDEMPOTENT) || erp->vice == FIX_TWICE))
        known->effects++;
}

static void id_of(fix_small *erp, salesinv_id object, char out[32])
{
    if (erp->vice == FIX_SAME_ID)
        object = 1;
    (void)snprintf(out, 32, "E-%lld%s", (long long)object,
                   erp->vice == FIX_RENAMING && erp->outcomes_made ? "-b" : "");
}

static void answer(fix_small *erp, const salesinv_push_item *item, int32_t index,
                   salesinv_answers *answers)
{
    bool is_told = erp->answer_next < erp->answer_count;
    salesinv_status status = is_told ? erp->answers[erp->answer_next] : SALESINV_OK;
    bool has_effect = is_told ? erp->is_late[erp->answer_next] : true;
    char id[32];

    erp->answer_next += is_told;
    (void)snprintf(erp->last_body, sizeof(erp->last_body), "%s", item->body);
    if (has_effect)
        take_effect(erp, item);
    id_of(erp, item->object, id);
    if (erp->vice != FIX_SILENT || index == 0)
        (void)salesinv_answers_put(answers, index, status,
                                   status == SALESINV_OK ? id : NULL, 99,
                                   status == SALESINV_OK ? NULL : "as the test said");
}

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    fix_small *erp = self;

    erp->pushes_made++;
    if (erp->during)
        erp->during(erp->during_self);
    if (erp->push_status != SALESINV_OK) {
        salesinv_answers_fail(answers, 78, "the line is dead");
        return erp->push_status;
    }
    for (int32_t i = 0; i < count; i++)
        answer(erp, items[i], i, answers);
    return SALESINV_OK;
}

static salesinv_status outcome(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers)
{
    fix_small *erp = self;
    bool is_known = find(erp, item->key) != NULL;
    char id[32];

    erp->outcomes_made++;
    if (erp->during)
        erp->during(erp->during_self);
    if (erp->outcome_status != SALESINV_OK)
        return erp->outcome_status;
    if (erp->vice == FIX_IGNORANT)
        is_known = false;
    if (erp->vice == FIX_INVENTING)
        is_known = true;
    if (erp->vice == FIX_WAITING)
        return salesinv_answers_put(answers, 0, SALESINV_E_BUSY, NULL, 0, NULL);
    id_of(erp, item->object, id);
    return is_known
               ? salesinv_answers_put(answers, 0, SALESINV_OK, id, 0, NULL)
               : salesinv_answers_put(answers, 0, SALESINV_E_NOT_FOUND, NULL, 0, NULL);
}

static salesinv_status stock(void *self, const salesinv_stock_query *query,
                             salesinv_figures *into)
{
    const fix_small *erp = self;

    for (int32_t i = 0; i < query->count; i++)
        if (strcmp(query->products[i], "P1") == 0)
            return salesinv_figures_put(
                into, i, erp->vice == FIX_WRONG_STOCK ? "W2" : query->warehouse,
                erp->on_hand, erp->available, SALESINV_TIME_NONE);
    return SALESINV_OK;
}

/* ---- for tests ---- */

void fix_small_init(fix_small *erp, uint32_t abilities)
{
    memset(erp, 0, sizeof(*erp));
    erp->abilities = abilities;
    erp->table = (salesinv_connector_vtable){.struct_size = sizeof(erp->table),
                                             .name = "test",
                                             .describe = describe,
                                             .pull = pull,
                                             .push = push,
                                             .outcome = outcome,
                                             .realtime_stock = stock};
    erp->pushes = UINT64_C(1) << SALESINV_KIND_ORDER |
                  UINT64_C(1) << SALESINV_KIND_SHIPMENT |
                  UINT64_C(1) << SALESINV_KIND_RETURN;
    erp->pulls =
        UINT64_C(1) << SALESINV_KIND_UNIT | UINT64_C(1) << SALESINV_KIND_PRODUCT |
        UINT64_C(1) << SALESINV_KIND_WAREHOUSE | UINT64_C(1) << SALESINV_KIND_STOCK |
        UINT64_C(1) << SALESINV_KIND_OUTBOUND;
}

static void destroy(void *self)
{
    ++((fix_small *)self)->destroyed;
}

salesinv_connector *fix_small_connect(fix_small *erp, salesinv_engine *engine)
{
    salesinv_connector *connector = NULL;

    assert_int_equal(
        salesinv_connector_create(engine, &erp->table, erp, destroy, &connector),
        SALESINV_OK);
    return connector;
}

void fix_small_has(fix_small *erp, salesinv_kind kind, const char *json)
{
    fix_record *record = &erp->records[erp->record_count++];

    assert_true(erp->record_count <= FIX_RECORDS);
    record->kind = kind;
    (void)snprintf(record->json, sizeof(record->json), "%s", json);
    for (char *at = record->json; *at; at++)
        if (*at == '\'')
            *at = '"';
}

int fix_small_effects(const fix_small *erp, const char *key)
{
    int sum = 0;

    for (int i = 0; i < erp->message_count; i++)
        if (!key || strcmp(erp->messages[i].key, key) == 0)
            sum += erp->messages[i].effects;
    return sum;
}

void fix_small_answers(fix_small *erp, salesinv_status status, bool has_effect)
{
    erp->is_late[erp->answer_count] = has_effect;
    erp->answers[erp->answer_count++] = status;
}
