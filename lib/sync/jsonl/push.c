/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: one file of out/ for those of one call, and what became of them. */
#include "sync/jsonl/methods.h"

#include <errno.h>
#include <stdio.h>

static const char WAITS[] = "it lies in out/ and is not acknowledged yet";

/* Line feeds between the tokens of a document are blanks like others. */
static void put_document(sinv_json_writer *json, const salesinv_push_item *item)
{
    size_t start;

    sinv_json_put_key(json, "document");
    start = json->buf->size;
    sinv_json_put_raw(json, item->body, item->size);
    for (size_t i = start; json->buf->status == SALESINV_OK && i < json->buf->size; i++)
        if (json->buf->bytes[i] == '\n' || json->buf->bytes[i] == '\r')
            json->buf->bytes[i] = ' ';
}

static salesinv_status make_line(sinv_jsonl *at, const salesinv_push_item *item,
                                 int64_t number, int32_t index)
{
    char id[SINV_JSONL_ID_MAX];
    sinv_json_writer json;

    (void)snprintf(id, sizeof(id), "%012lld-%04d", (long long)number, index + 1);
    sinv_buf_clear(&at->line);
    sinv_json_writer_init(&json, &at->line);
    sinv_json_begin_object(&json);
    sinv_json_put_member_text(&json, "id", id);
    sinv_json_put_member_text(&json, "key", item->key);
    sinv_json_put_member_text(&json, "action",
                              salesinv_message_action_name(item->action));
    sinv_json_put_member_text(&json, "kind", sinv_jsonl_kind_name(item->kind));
    sinv_json_put_member_int(&json, "object", item->object);
    sinv_json_put_member_int(&json, "version", item->version);
    sinv_json_put_member_int(&json, "attempt", item->attempt);
    if (item->external_id)
        sinv_json_put_member_text(&json, "external_id", item->external_id);
    put_document(&json, item);
    sinv_json_end_object(&json);
    sinv_buf_put_char(&at->line, '\n');
    return at->line.status;
}

/* A push under way. */
typedef struct pusher {
    sinv_jsonl *at;
    const salesinv_push_item *const *items;
    int32_t count;
    salesinv_answers *answers;
    bool *is_known; /* acknowledged before, so not written again */
} pusher;

static salesinv_status answer_ok(salesinv_answers *answers, int32_t index,
                                 const sinv_jsonl_trail *trail)
{
    return salesinv_answers_put(answers, index, SALESINV_OK,
                                trail->has_external_id ? trail->external_id : NULL, 0,
                                NULL);
}

/* Only what was sent before can be known. */
static salesinv_status find_known(pusher *push, int32_t *out_new)
{
    sinv_jsonl_trail trail;
    int error;

    *out_new = 0;
    push->is_known =
        sinv_arena_alloc(&push->at->arena, (size_t)push->count * sizeof(bool));
    if (!push->is_known)
        return SALESINV_E_NOMEM;
    for (int32_t i = 0; i < push->count; i++) {
        const salesinv_push_item *item = push->items[i];
        if (item->attempt > 1) {
            if ((error = sinv_jsonl_trace(push->at, item->key, &trail)) != 0)
                return sinv_jsonl_status(error);
            push->is_known[i] = trail.is_acknowledged;
        }
        if (push->is_known[i])
            (void)answer_ok(push->answers, i, &trail);
        *out_new += !push->is_known[i];
    }
    return SALESINV_OK;
}

static int write_lines(pusher *push, sinv_jsonl_writer *writer)
{
    int error = 0;

    for (int32_t i = 0; i < push->count && error == 0; i++) {
        if (push->is_known[i])
            continue;
        if (make_line(push->at, push->items[i], writer->number, i) != SALESINV_OK)
            error = sinv_jsonl_fail(push->at, "out", ENOMEM);
        else
            error = sinv_jsonl_write(push->at, writer);
    }
    return error == 0 ? sinv_jsonl_write_end(push->at, writer) : error;
}

static void answer_new(pusher *push)
{
    salesinv_status status = push->at->has_acks ? SALESINV_E_BUSY : SALESINV_OK;

    for (int32_t i = 0; i < push->count; i++)
        if (!push->is_known[i])
            (void)salesinv_answers_put(push->answers, i, status, NULL, 0,
                                       push->at->has_acks ? WAITS : NULL);
}

/* What was not published was certainly not read: those without an answer are refused. */
static salesinv_status write_new(pusher *push)
{
    sinv_jsonl_writer writer;
    int error = sinv_jsonl_write_begin(push->at, &writer);

    if (error != 0)
        return sinv_jsonl_status(error);
    error = write_lines(push, &writer);
    if (error == 0) {
        answer_new(push);
        return SALESINV_OK;
    }
    sinv_jsonl_write_abort(&writer);
    return writer.is_published ? SALESINV_E_CONNECTOR_TIMEOUT
                               : SALESINV_E_CONNECTOR_REFUSED;
}

salesinv_status sinv_jsonl_push(void *self, const salesinv_push_item *const *items,
                                int32_t count, salesinv_answers *answers)
{
    pusher push = {.at = self, .items = items, .count = count, .answers = answers};
    int32_t is_new;
    salesinv_status rc;

    sinv_jsonl_begin(push.at);
    rc = find_known(&push, &is_new);
    if (rc == SALESINV_E_NOMEM)
        rc = SALESINV_E_CONNECTOR_REFUSED;
    if (rc == SALESINV_OK && is_new > 0)
        rc = write_new(&push);
    if (rc != SALESINV_OK)
        salesinv_answers_fail(answers, 0, push.at->failure);
    return rc;
}

/* ---- outcome ---- */

static salesinv_status answer_trail(const sinv_jsonl *at, const sinv_jsonl_trail *trail,
                                    salesinv_answers *answers)
{
    if (trail->is_acknowledged || (!at->has_acks && trail->is_in_out))
        return answer_ok(answers, 0, trail);
    if (trail->is_refused)
        return salesinv_answers_put(answers, 0, SALESINV_E_CONNECTOR_REFUSED, NULL,
                                    trail->code, trail->text);
    if (trail->is_unclear)
        return salesinv_answers_put(answers, 0, SALESINV_E_CONNECTOR_MALFORMED, NULL, 0,
                                    trail->text);
    if (trail->is_in_out)
        return salesinv_answers_put(answers, 0, SALESINV_E_BUSY, NULL, 0, WAITS);
    return salesinv_answers_put(answers, 0, SALESINV_E_NOT_FOUND, NULL, 0, NULL);
}

salesinv_status sinv_jsonl_outcome(void *self, const salesinv_push_item *item,
                                   salesinv_answers *answers)
{
    sinv_jsonl *at = self;
    sinv_jsonl_trail trail;
    int error;

    sinv_jsonl_begin(at);
    error = sinv_jsonl_trace(at, item->key, &trail);
    if (error == 0)
        return answer_trail(at, &trail, answers);
    salesinv_answers_fail(answers, 0, at->failure);
    return sinv_jsonl_status(error);
}
