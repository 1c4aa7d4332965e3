/* SPDX-License-Identifier: Apache-2.0 */
/* Import of a connector and the ways to ask it; see connector.h. */
#include "sync/connector.h"

#include <stdio.h>
#include <string.h>

#include "base/abi_struct.h"

const salesinv_kind sinv_pull_kinds[SINV_PULL_KIND_COUNT] = {
    SALESINV_KIND_UNIT,     SALESINV_KIND_CATEGORY,  SALESINV_KIND_PRODUCT,
    SALESINV_KIND_ACCOUNT,  SALESINV_KIND_WAREHOUSE, SALESINV_KIND_BIN,
    SALESINV_KIND_BATCH,    SALESINV_KIND_SERIAL,    SALESINV_KIND_STOCK,
    SALESINV_KIND_OUTBOUND, SALESINV_KIND_SHIPMENT,  SALESINV_KIND_RETURN};

uint64_t sinv_pull_kinds_mask(void)
{
    uint64_t mask = 0;

    for (int32_t i = 0; i < SINV_PULL_KIND_COUNT; i++)
        mask |= SINV_SYNC_BIT(sinv_pull_kinds[i]);
    return mask;
}

bool sinv_connector_is_name(const char *text, size_t max)
{
    size_t size = 0;

    for (; text[size] && size <= max; size++) {
        char c = text[size];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return size > 0 && size <= max;
}

/* ---- import ---- */

static salesinv_status check_vtable(sinv_err *err,
                                    const salesinv_connector_vtable *vtable)
{
    if (vtable->reserved != 0)
        return sinv_err_set(err, SALESINV_E_ARG, "reserved", "reserved is not 0");
    if (!vtable->name ||
        !sinv_connector_is_name(vtable->name, SALESINV_CONNECTOR_NAME_MAX))
        return sinv_err_set(err, SALESINV_E_ARG, "name",
                            "a connector's name is 1..%d bytes of a-z, 0-9, _ and -",
                            SALESINV_CONNECTOR_NAME_MAX);
    if (!vtable->describe)
        return sinv_err_set(err, SALESINV_E_ARG, "describe",
                            "the connector has no method describe");
    return SALESINV_OK;
}

static salesinv_status read_vtable(salesinv_engine *engine,
                                   const salesinv_connector_vtable *vtable,
                                   salesinv_connector_vtable *out)
{
    salesinv_status rc =
        sinv_abi_import(engine->err, out, sizeof(*out), sizeof(*out), vtable);

    return rc == SALESINV_OK ? check_vtable(engine->err, out) : rc;
}

static void init_connector(salesinv_connector *connector, salesinv_engine *engine)
{
    connector->magic = SINV_MAGIC_CONNECTOR;
    connector->engine = sinv_engine_ref(engine);
    sinv_pulled_init(&connector->pulled, engine->heap);
    sinv_answers_init(&connector->answers, engine->heap);
    sinv_figures_init(&connector->figures, engine->heap);
    (void)snprintf(connector->name, sizeof(connector->name), "%s",
                   connector->vtable.name);
    (void)snprintf(connector->source, sizeof(connector->source), "connector:%s",
                   connector->name);
    connector->vtable.name = connector->name;
}

salesinv_status sinv_connector_import(salesinv_engine *engine,
                                      const salesinv_connector_vtable *vtable,
                                      void *self, void (*destroy)(void *self),
                                      salesinv_connector **out)
{
    salesinv_connector *connector = sinv_alloc(engine->heap, sizeof(*connector));
    salesinv_status rc;

    *out = NULL;
    rc = connector ? read_vtable(engine, vtable, &connector->vtable)
                   : sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    if (rc != SALESINV_OK) {
        sinv_free(engine->heap, connector);
        if (destroy)
            destroy(self);
        return rc;
    }
    connector->self = self;
    connector->destroy = destroy;
    init_connector(connector, engine);
    *out = connector;
    return SALESINV_OK;
}

salesinv_status sinv_connector_check(salesinv_engine *engine,
                                     const salesinv_connector *connector)
{
    if (!connector)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "connector",
                            "connector is missing");
    if (connector->magic != SINV_MAGIC_CONNECTOR)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "connector",
                            "connector is no connector");
    if (connector->engine != engine)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "connector",
                            "connector belongs to another engine");
    return SALESINV_OK;
}

/* ---- failures ---- */

/* What a method may answer; anything else says no more than that nobody knows. */
static salesinv_status failure_of(salesinv_status rc)
{
    switch (rc) {
    case SALESINV_E_CONNECTOR_TIMEOUT:
    case SALESINV_E_CONNECTOR_REFUSED:
    case SALESINV_E_CONNECTOR_MALFORMED:
    case SALESINV_E_CALLBACK:
    case SALESINV_E_NOMEM:
    case SALESINV_E_INTERRUPTED:
        return rc;
    default:
        return SALESINV_E_CONNECTOR_TIMEOUT;
    }
}

static salesinv_status fail(const salesinv_connector *connector, salesinv_status rc,
                            const sinv_failure *failure)
{
    sinv_err *err = connector->engine->err;

    (void)sinv_err_set(err, rc, NULL, "%s", salesinv_status_text(rc));
    sinv_err_set_source(err, connector->source, failure->vendor_code,
                        failure->text[0] ? failure->text : NULL);
    return rc;
}

static salesinv_status fail_as(const salesinv_connector *connector, const char *field,
                               const char *text)
{
    sinv_err *err = connector->engine->err;

    (void)sinv_err_set(err, SALESINV_E_CONNECTOR_MALFORMED, field, "%s", text);
    sinv_err_set_source(err, connector->source, 0, NULL);
    return SALESINV_E_CONNECTOR_MALFORMED;
}

/* ---- describe ---- */

/* A text that may be missing, copied; false when it is too long or no text. */
static bool copy_text(char *out, size_t room, const char *text)
{
    size_t size = text ? strnlen(text, room) : 0;

    out[0] = '\0';
    if (size == room || (size > 0 && (!sinv_utf8_is_valid(text, size) ||
                                      sinv_text_has_control(text, size))))
        return false;
    if (size > 0)
        memcpy(out, text, size + 1);
    return true;
}

static salesinv_status check_kinds(const salesinv_connector *connector)
{
    const sinv_connector_said *said = &connector->said;

    if (said->abilities & ~(uint32_t)SALESINV_CONNECTOR_IDEMPOTENT)
        return fail_as(connector, "abilities", "the connector has unknown abilities");
    if (said->pushes & ~SINV_PUSH_KINDS)
        return fail_as(connector, "pushes",
                       "the connector takes kinds that are not pushed");
    if (said->pulls & ~sinv_pull_kinds_mask())
        return fail_as(connector, "pulls",
                       "the connector delivers kinds that are not pulled");
    if (said->pushes && !connector->vtable.push)
        return fail_as(connector, "push", "the connector has no method push");
    if (said->pulls && !connector->vtable.pull)
        return fail_as(connector, "pull", "the connector has no method pull");
    return SALESINV_OK;
}

static salesinv_status take_info(salesinv_connector *connector,
                                 const salesinv_connector_info *info)
{
    sinv_connector_said *said = &connector->said;

    *said = (sinv_connector_said){
        .abilities = info->abilities, .pushes = info->pushes, .pulls = info->pulls};
    if (!info->brand ||
        !sinv_connector_is_name(info->brand, SALESINV_CONNECTOR_BRAND_MAX) ||
        !copy_text(said->brand, sizeof(said->brand), info->brand))
        return fail_as(connector, "brand",
                       "the connector's brand is not 1..54 bytes of a-z, 0-9, _ and -");
    if (!copy_text(said->epoch, sizeof(said->epoch), info->epoch))
        return fail_as(connector, "epoch",
                       "the connector's epoch is longer than 128 bytes or no text");
    return check_kinds(connector);
}

salesinv_status sinv_connector_describe(salesinv_connector *connector)
{
    salesinv_connector_info info = {.struct_size = sizeof(info)};
    sinv_failure failure;
    salesinv_status rc;

    connector->said = (sinv_connector_said){0};
    connector->is_asked = true;
    rc = connector->vtable.describe(connector->self, &info);
    connector->is_asked = false;
    if (rc == SALESINV_OK)
        return take_info(connector, &info);
    sinv_failure_put(&failure, info.vendor_code, info.failure);
    return fail(connector, failure_of(rc), &failure);
}

/* ---- pull ---- */

static salesinv_status check_page(const salesinv_connector *connector,
                                  const char *position)
{
    const salesinv_pulled *pulled = &connector->pulled;

    if (pulled->status != SALESINV_OK)
        return fail(connector, pulled->status, &pulled->failure);
    if (!pulled->is_ended)
        return fail_as(connector, "position",
                       "the connector did not say where pulling goes on");
    if (!pulled->is_last && strcmp(pulled->position, position) == 0)
        return fail_as(connector, "position",
                       "the connector has more records and does not move on");
    return SALESINV_OK;
}

salesinv_status sinv_connector_pull(salesinv_connector *connector, salesinv_kind kind,
                                    const char *position, int32_t max_count)
{
    salesinv_pulled *pulled = &connector->pulled;
    salesinv_status rc;

    sinv_pulled_open(pulled, max_count);
    connector->is_asked = true;
    rc = connector->vtable.pull(connector->self, kind, position, max_count, pulled);
    connector->is_asked = false;
    pulled->is_open = false;
    if (rc == SALESINV_OK)
        return check_page(connector, position);
    pulled->count = 0;
    return fail(connector, failure_of(rc), &pulled->failure);
}

/* ---- push and outcome ---- */

/* NOT_FOUND says something about what was asked for, nothing about what was sent. */
static salesinv_status verdict_of(salesinv_status status, bool is_outcome)
{
    if (status == SALESINV_OK || status == SALESINV_E_BUSY ||
        (is_outcome && status == SALESINV_E_NOT_FOUND))
        return status;
    return failure_of(status);
}

static void complete(salesinv_answers *answers, salesinv_status rc, bool is_outcome)
{
    salesinv_status missing = failure_of(rc); /* OK: nobody knows */

    if (is_outcome && missing == SALESINV_E_CONNECTOR_REFUSED)
        missing = SALESINV_E_CONNECTOR_TIMEOUT; /* the question was refused */
    for (int32_t i = 0; i < answers->count; i++) {
        sinv_answer *answer = &answers->answers[i];
        if (answer->is_put) {
            answer->status = verdict_of(answer->status, is_outcome);
            continue;
        }
        answer->status = missing;
        answer->failure = answers->failure;
        if (!answer->failure.text[0])
            sinv_failure_put(&answer->failure, answer->failure.vendor_code,
                             rc == SALESINV_OK ? "the connector gave no answer"
                                               : salesinv_status_text(missing));
    }
}

static salesinv_status open_answers(salesinv_connector *connector, int32_t count)
{
    salesinv_answers *answers = &connector->answers;

    answers->count = 0;
    if (sinv_answers_open(answers, count) == SALESINV_OK)
        return SALESINV_OK;
    return sinv_err_set(connector->engine->err, SALESINV_E_NOMEM, NULL,
                        "out of memory");
}

static salesinv_status close_answers(salesinv_connector *connector, salesinv_status rc,
                                     bool is_outcome)
{
    salesinv_answers *answers = &connector->answers;

    answers->is_open = false;
    complete(answers, rc, is_outcome);
    return rc == SALESINV_OK ? rc : fail(connector, failure_of(rc), &answers->failure);
}

salesinv_status sinv_connector_push(salesinv_connector *connector,
                                    const salesinv_push_item *const *items,
                                    int32_t count)
{
    salesinv_status rc = open_answers(connector, count);

    if (rc != SALESINV_OK)
        return rc;
    connector->is_asked = true;
    rc = connector->vtable.push(connector->self, items, count, &connector->answers);
    connector->is_asked = false;
    return close_answers(connector, rc, false);
}

bool sinv_connector_knows_outcomes(const salesinv_connector *connector)
{
    return connector->vtable.outcome != NULL;
}

salesinv_status sinv_connector_outcome(salesinv_connector *connector,
                                       const salesinv_push_item *item)
{
    salesinv_status rc = open_answers(connector, 1);

    if (rc != SALESINV_OK)
        return rc;
    connector->is_asked = true;
    rc = connector->vtable.outcome(connector->self, item, &connector->answers);
    connector->is_asked = false;
    return close_answers(connector, rc, true);
}

/* ---- stock ---- */

salesinv_status sinv_connector_stock(salesinv_connector *connector,
                                     const salesinv_stock_query *query)
{
    salesinv_figures *figures = &connector->figures;
    salesinv_status rc = SALESINV_E_CONNECTOR_REFUSED;

    sinv_figures_open(figures, query);
    if (connector->vtable.realtime_stock) {
        connector->is_asked = true;
        rc = connector->vtable.realtime_stock(connector->self, query, figures);
        connector->is_asked = false;
    } else {
        sinv_failure_put(&figures->failure, 0, "the connector cannot tell the stock");
    }
    figures->is_open = false;
    if (rc == SALESINV_OK)
        rc = figures->status;
    if (rc == SALESINV_OK)
        return rc;
    figures->count = 0;
    return fail(connector, failure_of(rc), &figures->failure);
}
