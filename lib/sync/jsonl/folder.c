/* SPDX-License-Identifier: Apache-2.0 */
/* Names, reading and lines; writing is in write.c. */
#include "sync/jsonl/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char ENDING[] = ".jsonl";

typedef struct kind_name {
    salesinv_kind kind;
    const char *name;
} kind_name;

static const kind_name kinds[] = {
    {SALESINV_KIND_UNIT, "unit"},         {SALESINV_KIND_CATEGORY, "category"},
    {SALESINV_KIND_PRODUCT, "product"},   {SALESINV_KIND_WAREHOUSE, "warehouse"},
    {SALESINV_KIND_BIN, "bin"},           {SALESINV_KIND_ACCOUNT, "account"},
    {SALESINV_KIND_BATCH, "batch"},       {SALESINV_KIND_SERIAL, "serial"},
    {SALESINV_KIND_STOCK, "stock"},       {SALESINV_KIND_ORDER, "order"},
    {SALESINV_KIND_OUTBOUND, "outbound"}, {SALESINV_KIND_SHIPMENT, "shipment"},
    {SALESINV_KIND_RETURN, "return"},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const char *sinv_jsonl_kind_name(salesinv_kind kind)
{
    for (int i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "";
}

salesinv_kind sinv_jsonl_kind_of(const char *name, size_t size)
{
    for (int i = 0; i < KINDS; i++)
        if (strlen(kinds[i].name) == size && memcmp(kinds[i].name, name, size) == 0)
            return kinds[i].kind;
    return 0;
}

void sinv_jsonl_begin(sinv_jsonl *at)
{
    sinv_arena_reset(&at->arena);
    at->failure[0] = '\0';
}

int sinv_jsonl_fail(sinv_jsonl *at, const char *name, int error)
{
    (void)snprintf(at->failure, sizeof(at->failure), "%s: %s", name, strerror(error));
    return error;
}

salesinv_status sinv_jsonl_status(int error)
{
    return error == ENOMEM ? SALESINV_E_NOMEM : SALESINV_E_CONNECTOR_REFUSED;
}

int64_t sinv_jsonl_number(const char *text, const char **out_end)
{
    int64_t number = 0;
    size_t size = strspn(text, "0123456789");

    *out_end = text + size;
    for (size_t i = 0; i < size && size <= 15; i++)
        number = number * 10 + (text[i] - '0');
    return size > 0 && size <= 15 ? number : -1;
}

/* ---- names ---- */

bool sinv_jsonl_is_name(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    size_t size = strnlen(name, SINV_JSONL_NAME_MAX + 1);

    return size > 0 && size <= SINV_JSONL_NAME_MAX && name[0] != '.' &&
           strspn(name, allowed) == size;
}

static bool ends_in(const char *text, size_t size, const char *end, size_t end_size)
{
    return size > end_size && memcmp(text + size - end_size, end, end_size) == 0;
}

/* With a kind, "x.product.jsonl" alone. */
static bool is_wanted(const char *name, const char *kind)
{
    size_t size = strlen(name);
    size_t end = sizeof(ENDING) - 1;

    if (name[0] == '.' || !ends_in(name, size, ENDING, end))
        return false;
    size -= end;
    return !kind || (ends_in(name, size, kind, strlen(kind)) &&
                     size > strlen(kind) + 1 && name[size - strlen(kind) - 1] == '.');
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char *below(sinv_jsonl *at, const char *sub, const char *name)
{
    size_t size = (sub ? strlen(sub) + 1 : 0) + strlen(name);
    char *out = sinv_arena_alloc(&at->arena, size + 1);

    if (out)
        (void)snprintf(out, size + 1, "%s%s%s", sub ? sub : "", sub ? "/" : "", name);
    return out;
}

static const char *full_path(sinv_jsonl *at, const char *name)
{
    size_t size = strlen(at->path) + 1 + strlen(name);
    char *out = sinv_arena_alloc(&at->arena, size + 1);

    if (out)
        (void)snprintf(out, size + 1, "%s/%s", at->path, name);
    return out;
}

static int add_name(sinv_jsonl *at, const char *name, sinv_jsonl_names *out)
{
    const char **names = sinv_arena_grow(&at->arena, out->names, sizeof(*names),
                                         out->count, &out->capacity);

    if (!names)
        return ENOMEM;
    out->names = names;
    names[out->count] = sinv_arena_text(&at->arena, name, strlen(name));
    return names[out->count++] ? 0 : ENOMEM;
}

int sinv_jsonl_list(sinv_jsonl *at, const char *sub, const char *kind,
                    sinv_jsonl_names *out)
{
    const char *path = full_path(at, sub);
    const struct dirent *entry;
    DIR *folder;
    int error = 0;

    *out = (sinv_jsonl_names){0};
    if (!path)
        return sinv_jsonl_fail(at, sub, ENOMEM);
    if (!(folder = opendir(path)))
        return sinv_jsonl_fail(at, sub, errno);
    while (error == 0 && (errno = 0, (entry = readdir(folder)) != NULL))
        if (is_wanted(entry->d_name, kind))
            error = add_name(at, entry->d_name, out);
    if (error == 0)
        error = errno;
    (void)closedir(folder);
    if (error != 0)
        return sinv_jsonl_fail(at, sub, error);
    if (out->count > 0)
        qsort(out->names, out->count, sizeof(*out->names), by_bytes);
    return 0;
}

/* ---- lines ---- */

static int prepare(sinv_jsonl_lines *lines, int64_t offset)
{
    struct stat about;

    if (fstat(lines->file, &about) != 0)
        return errno;
    if (!S_ISREG(about.st_mode))
        return S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
    lines->size = about.st_size;
    lines->time =
        (int64_t)about.st_mtim.tv_sec * 1000000 + about.st_mtim.tv_nsec / 1000;
    return offset == 0 || lseek(lines->file, offset, SEEK_SET) >= 0 ? 0 : errno;
}

int sinv_jsonl_open(sinv_jsonl *at, const char *sub, const char *name, int64_t offset,
                    sinv_jsonl_lines *out)
{
    const char *path;
    int error;

    *out =
        (sinv_jsonl_lines){.name = below(at, sub, name), .file = -1, .offset = offset};
    if (!out->name || !(path = full_path(at, out->name)))
        return sinv_jsonl_fail(at, name, ENOMEM);
    out->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is no file */
    error = out->file < 0 ? errno : prepare(out, offset);
    if (error == 0)
        return 0;
    sinv_jsonl_close(out);
    return sinv_jsonl_fail(at, out->name, error);
}

void sinv_jsonl_close(sinv_jsonl_lines *lines)
{
    if (lines->file >= 0)
        (void)close(lines->file);
    lines->file = -1;
}

static int fill(sinv_jsonl *at, sinv_jsonl_lines *lines)
{
    ssize_t got;

    do
        got = read(lines->file, at->chunk, SINV_JSONL_CHUNK);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return sinv_jsonl_fail(at, lines->name, errno);
    lines->at = 0;
    lines->end = (size_t)got;
    return 0;
}

/* What goes beyond the limit is read and forgotten. */
static void append(sinv_jsonl *at, const char *bytes, size_t size)
{
    size_t room = SALESINV_RECORD_SIZE_MAX + 1 - at->line.size;

    sinv_buf_put(&at->line, bytes, size < room ? size : room);
}

static void trim(sinv_jsonl *at, bool is_first)
{
    static const char mark[] = "\xef\xbb\xbf";
    sinv_buf *line = &at->line;

    if (line->size > 0 && line->bytes[line->size - 1] == '\r')
        line->bytes[--line->size] = '\0';
    if (is_first && line->size >= 3 && memcmp(line->bytes, mark, 3) == 0) {
        memmove(line->bytes, line->bytes + 3, line->size - 2);
        line->size -= 3;
    }
}

int sinv_jsonl_next(sinv_jsonl *at, sinv_jsonl_lines *lines, bool *out_has,
                    bool *out_whole)
{
    bool is_first = lines->offset == 0;
    int error;

    *out_has = false;
    *out_whole = false;
    sinv_buf_clear(&at->line);
    while (!*out_whole) {
        const char *start;
        const char *end;
        size_t size;
        if (lines->at == lines->end && (error = fill(at, lines)) != 0)
            return error;
        if (lines->at == lines->end)
            break;
        start = at->chunk + lines->at;
        end = memchr(start, '\n', lines->end - lines->at);
        size = end ? (size_t)(end - start) : lines->end - lines->at;
        append(at, start, size);
        *out_has = true;
        *out_whole = end != NULL;
        lines->at += size + *out_whole;
        lines->offset += (int64_t)(size + *out_whole);
    }
    if (at->line.status != SALESINV_OK)
        return sinv_jsonl_fail(at, lines->name, ENOMEM);
    trim(at, is_first);
    return 0;
}

int sinv_jsonl_parse(sinv_jsonl *at, sinv_json_tree **out)
{
    salesinv_status rc = sinv_json_parse_foreign(
        at->err, at->heap, at->line.bytes ? at->line.bytes : "", at->line.size, out);

    if (rc == SALESINV_E_NOMEM)
        return sinv_jsonl_fail(at, "a line", ENOMEM);
    if (rc != SALESINV_OK)
        *out = NULL;
    if (*out && sinv_json_type_of(sinv_json_root(*out)) != SINV_JSON_OBJECT) {
        sinv_json_free(*out);
        *out = NULL;
    }
    return 0;
}

const char *sinv_jsonl_text(const sinv_json *object, const char *key)
{
    size_t size;

    return sinv_json_text(sinv_json_member(object, key), &size);
}
