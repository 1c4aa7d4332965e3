/* SPDX-License-Identifier: Apache-2.0 */
/* Records: the lines of in/ *.KIND.jsonl behind a position, which is a file's name and an offset in it. */
#include "sync/jsonl/methods.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct place {
    char name[SINV_JSONL_NAME_MAX + 1]; /* "": before the first file */
    int64_t offset;
} place;

static bool read_position(const char *position, place *out)
{
    const char *colon = strrchr(position, ':');
    const char *end;

    *out = (place){.offset = 0};
    if (position[0] == '\0')
        return true;
    if (!colon || colon == position || colon - position > SINV_JSONL_NAME_MAX)
        return false;
    memcpy(out->name, position, (size_t)(colon - position));
    out->offset = sinv_jsonl_number(colon + 1, &end);
    return *end == '\0' && out->offset >= 0;
}

/* A pull under way. */
typedef struct puller {
    sinv_jsonl *at;
    salesinv_pulled *into;
    int32_t room;
    place done; /* behind the last line that was delivered */
    bool is_full;
    bool waits; /* the last line of the last file is not finished */
} puller;

static bool is_blank(const sinv_buf *line)
{
    for (size_t i = 0; i < line->size; i++)
        if (line->bytes[i] != ' ' && line->bytes[i] != '\t')
            return false;
    return true;
}

/* Without a line feed it may still be under way; a whole object is none that was cut. */
static int is_finished(puller *pull, bool is_last_file, bool *out)
{
    sinv_json_tree *tree;
    int error;

    *out = true;
    if (!is_last_file)
        return 0;
    error = sinv_jsonl_parse(pull->at, &tree);
    *out = tree != NULL;
    sinv_json_free(tree);
    return error;
}

static salesinv_status deliver(puller *pull)
{
    const sinv_buf *line = &pull->at->line;
    salesinv_status rc;

    if (is_blank(line))
        return SALESINV_OK;
    if (pull->room == 0) {
        pull->is_full = true;
        return SALESINV_OK;
    }
    rc = salesinv_pulled_put(pull->into, line->bytes, line->size);
    pull->is_full = rc == SALESINV_E_OVERFLOW;
    if (rc == SALESINV_OK)
        pull->room--;
    return pull->is_full ? SALESINV_OK : rc;
}

static salesinv_status read_lines(puller *pull, sinv_jsonl_lines *lines,
                                  bool is_last_file)
{
    bool has_line = true;
    bool is_whole;
    bool is_done = true;
    salesinv_status rc = SALESINV_OK;
    int error = 0;

    while (rc == SALESINV_OK && !pull->is_full && !pull->waits) {
        error = sinv_jsonl_next(pull->at, lines, &has_line, &is_whole);
        if (error == 0 && has_line && !is_whole)
            error = is_finished(pull, is_last_file, &is_done);
        if (error != 0)
            return sinv_jsonl_status(error);
        if (!has_line)
            return SALESINV_OK;
        pull->waits = !is_done;
        if (is_done)
            rc = deliver(pull);
        if (is_done && rc == SALESINV_OK && !pull->is_full)
            pull->done.offset = lines->offset;
    }
    return rc;
}

static salesinv_status read_file(puller *pull, const char *name, bool is_last_file)
{
    bool is_same = strcmp(name, pull->done.name) == 0;
    sinv_jsonl_lines lines;
    salesinv_status rc;
    int error;

    if (!is_same)
        (void)snprintf(pull->done.name, sizeof(pull->done.name), "%s", name);
    if (!is_same)
        pull->done.offset = 0;
    error = sinv_jsonl_open(pull->at, "in", name, pull->done.offset, &lines);
    if (error == ENOENT)
        return SALESINV_OK; /* gone since it was listed */
    if (error != 0)
        return sinv_jsonl_status(error);
    if (lines.size < pull->done.offset) {
        (void)snprintf(
            pull->at->failure, sizeof(pull->at->failure),
            "in/%s has %lld bytes, and %lld were read before: it was replaced", name,
            (long long)lines.size, (long long)pull->done.offset);
        rc = SALESINV_E_CONNECTOR_MALFORMED;
    } else {
        rc = read_lines(pull, &lines, is_last_file);
    }
    sinv_jsonl_close(&lines);
    return rc;
}

static salesinv_status read_files(puller *pull, const char *kind)
{
    sinv_jsonl_names names;
    salesinv_status rc = SALESINV_OK;
    int error = sinv_jsonl_list(pull->at, "in", kind, &names);

    if (error != 0)
        return sinv_jsonl_status(error);
    for (uint32_t i = 0; i < names.count && rc == SALESINV_OK && !pull->is_full; i++)
        if (sinv_jsonl_is_name(names.names[i]) &&
            strcmp(names.names[i], pull->done.name) >= 0)
            rc = read_file(pull, names.names[i], i + 1 == names.count);
    return rc;
}

static salesinv_status end(const puller *pull)
{
    char position[SINV_JSONL_NAME_MAX + 32];

    position[0] = '\0';
    if (pull->done.name[0])
        (void)snprintf(position, sizeof(position), "%s:%lld", pull->done.name,
                       (long long)pull->done.offset);
    return salesinv_pulled_end(pull->into, position, !pull->is_full);
}

salesinv_status sinv_jsonl_pull(void *self, salesinv_kind kind, const char *position,
                                int32_t max_count, salesinv_pulled *into)
{
    puller pull = {.at = self, .into = into, .room = max_count};
    salesinv_status rc = SALESINV_OK;

    sinv_jsonl_begin(pull.at);
    if (!read_position(position, &pull.done)) {
        (void)snprintf(pull.at->failure, sizeof(pull.at->failure),
                       "\"%.200s\" is no position", position);
        rc = SALESINV_E_CONNECTOR_MALFORMED;
    }
    if (rc == SALESINV_OK)
        rc = read_files(&pull, sinv_jsonl_kind_name(kind));
    if (rc == SALESINV_OK)
        return end(&pull);
    salesinv_pulled_fail(into, 0, pull.at->failure);
    return rc;
}
