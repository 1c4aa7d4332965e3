/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a message: its acknowledgements, and whether it still lies in out/. */
#include "sync/jsonl/methods.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A key as it stands in a line; some writers escape every slash. */
typedef struct needle {
    const char *key;
    char escaped[2 * SALESINV_MESSAGE_KEY_MAX + 1];
} needle;

static void make_needle(needle *of, const char *key)
{
    size_t used = 0;

    of->key = key;
    for (size_t i = 0; key[i] && i < SALESINV_MESSAGE_KEY_MAX; i++) {
        if (key[i] == '/')
            of->escaped[used++] = '\\';
        of->escaped[used++] = key[i];
    }
    of->escaped[used] = '\0';
}

static bool may_have(const sinv_buf *line, const needle *of)
{
    return line->size > 0 &&
           (memmem(line->bytes, line->size, of->key, strlen(of->key)) ||
            memmem(line->bytes, line->size, of->escaped, strlen(of->escaped)));
}

static void copy(char *out, size_t room, const char *text)
{
    (void)snprintf(out, room, "%s", text ? text : "");
}

static void unclear(sinv_jsonl_trail *trail, const char *file, const char *why)
{
    trail->is_unclear = true;
    (void)snprintf(trail->text, sizeof(trail->text), "%s: %s", file, why);
}

static void take_refusal(const sinv_json *ack, sinv_jsonl_trail *trail)
{
    const char *id = sinv_jsonl_text(ack, "id");

    if (trail->is_refused && strcmp(id ? id : "", trail->refused_id) < 0)
        return;
    trail->is_refused = true;
    trail->is_unclear = false;
    trail->code = sinv_json_int(sinv_json_member(ack, "code"));
    copy(trail->refused_id, sizeof(trail->refused_id), id);
    copy(trail->text, sizeof(trail->text), sinv_jsonl_text(ack, "text"));
}

static void take_ack(const sinv_json *ack, const char *file, sinv_jsonl_trail *trail)
{
    const char *status = sinv_jsonl_text(ack, "status");
    const char *external_id = sinv_jsonl_text(ack, "external_id");

    if (status && strcmp(status, "refused") == 0) {
        take_refusal(ack, trail);
    } else if (!status || strcmp(status, "ok") != 0) {
        unclear(trail, file, "the status is neither \"ok\" nor \"refused\"");
    } else if (external_id && strlen(external_id) > SALESINV_EXTERNAL_ID_MAX) {
        unclear(trail, file, "the external_id is longer than 128 bytes");
    } else {
        trail->is_acknowledged = true;
        trail->has_external_id = external_id && external_id[0];
        copy(trail->external_id, sizeof(trail->external_id), external_id);
    }
}

static void take_sent(const sinv_json *sent, const char *file, sinv_jsonl_trail *trail)
{
    (void)file;
    trail->is_in_out = true;
    copy(trail->sent_id, sizeof(trail->sent_id), sinv_jsonl_text(sent, "id"));
}

typedef void (*take)(const sinv_json *line, const char *file, sinv_jsonl_trail *trail);

static int take_line(sinv_jsonl *at, const char *key, take with, const char *file,
                     sinv_jsonl_trail *trail)
{
    sinv_json_tree *tree;
    int error = sinv_jsonl_parse(at, &tree);
    const char *found = tree ? sinv_jsonl_text(sinv_json_root(tree), "key") : NULL;

    if (error == 0 && !tree)
        unclear(trail, file, "a line with the message's key is no JSON object");
    if (found && strcmp(found, key) == 0)
        with(sinv_json_root(tree), file, trail);
    sinv_json_free(tree);
    return error;
}

static int search_file(sinv_jsonl *at, const char *sub, const char *name,
                       const needle *of, take with, sinv_jsonl_trail *trail)
{
    bool has_line = true;
    bool is_whole;
    sinv_jsonl_lines lines;
    int error = sinv_jsonl_open(at, sub, name, 0, &lines);

    if (error == ENOENT)
        return 0; /* gone since it was listed */
    while (error == 0 && has_line) {
        error = sinv_jsonl_next(at, &lines, &has_line, &is_whole);
        if (error == 0 && has_line && may_have(&at->line, of))
            error = take_line(at, of->key, with, lines.name, trail);
    }
    sinv_jsonl_close(&lines);
    return error;
}

static int search(sinv_jsonl *at, const char *sub, const needle *of, take with,
                  sinv_jsonl_trail *trail)
{
    sinv_jsonl_names names;
    int error = sinv_jsonl_list(at, sub, NULL, &names);

    for (uint32_t i = 0; i < names.count && error == 0; i++)
        error = search_file(at, sub, names.names[i], of, with, trail);
    return error;
}

/* The ERP acknowledges before it removes a file, so that what is missed in out/ is found by looking again. */
int sinv_jsonl_trace(sinv_jsonl *at, const char *key, sinv_jsonl_trail *out)
{
    needle of;
    int error;

    memset(out, 0, sizeof(*out));
    make_needle(&of, key);
    if (at->has_acks && (error = search(at, "acks", &of, take_ack, out)) != 0)
        return error;
    if (out->is_acknowledged)
        return 0;
    if ((error = search(at, "out", &of, take_sent, out)) != 0)
        return error;
    if (at->has_acks && !out->is_in_out)
        error = search(at, "acks", &of, take_ack, out);
    if (out->is_in_out && strcmp(out->refused_id, out->sent_id) < 0)
        out->is_refused = false;
    return error;
}
