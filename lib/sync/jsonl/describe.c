/* SPDX-License-Identifier: Apache-2.0 */
/* What connector.json says, and whether the folder is fit for use. */
#include "sync/jsonl/methods.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = SINV_JSONL_PATH_MAX + 16 };

static const char SETTINGS[] = "connector.json";

static salesinv_status malformed(sinv_jsonl *at, const char *name, const char *text)
{
    (void)snprintf(at->failure, sizeof(at->failure), "%s: %s", name, text);
    return SALESINV_E_CONNECTOR_MALFORMED;
}

static int make_folder(sinv_jsonl *at, const char *sub)
{
    char path[PATH_SIZE];
    struct stat about;

    (void)snprintf(path, sizeof(path), "%s/%s", at->path, sub);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return sinv_jsonl_fail(at, sub, errno);
    if (stat(path, &about) != 0)
        return sinv_jsonl_fail(at, sub, errno);
    return S_ISDIR(about.st_mode) ? 0 : sinv_jsonl_fail(at, sub, ENOTDIR);
}

/* The folder itself is not made: a path that is wrong, or a disk that is not there, is no empty ERP. */
static salesinv_status check_folders(sinv_jsonl *at)
{
    struct stat about;
    int error = stat(at->path, &about) == 0 ? 0 : errno;

    if (error == 0 && !S_ISDIR(about.st_mode))
        error = ENOTDIR;
    if (error != 0)
        return sinv_jsonl_status(sinv_jsonl_fail(at, at->path, error));
    if ((error = make_folder(at, "in")) != 0 || (error = make_folder(at, "out")) != 0 ||
        (error = make_folder(at, "acks")) != 0)
        return sinv_jsonl_status(error);
    return SALESINV_OK;
}

/* A file that nobody would ever read is a mistake that its writer has to hear of. */
static salesinv_status check_names(sinv_jsonl *at)
{
    sinv_jsonl_names names;
    int error = sinv_jsonl_list(at, "in", NULL, &names);

    if (error != 0)
        return sinv_jsonl_status(error);
    for (uint32_t i = 0; i < names.count; i++) {
        const char *name = names.names[i];
        size_t size = strlen(name) - strlen(".jsonl");
        size_t start = size;
        while (start > 0 && name[start - 1] != '.')
            start--;
        salesinv_kind kind = sinv_jsonl_kind_of(name + start, size - start);
        if (!sinv_jsonl_is_name(name) || start < 2 || kind == 0 ||
            kind == SALESINV_KIND_ORDER)
            return malformed(at, name,
                             "a file in in/ is named NAME.KIND.jsonl, with letters, "
                             "digits, \".\", \"_\" and \"-\"");
    }
    return SALESINV_OK;
}

/* ---- connector.json ---- */

static bool copy_text(const sinv_json *node, char *out, size_t room)
{
    size_t size = 0;
    const char *text = sinv_json_text(node, &size);

    if (!text || size >= room)
        return false;
    memcpy(out, text, size + 1);
    return true;
}

static bool read_kinds(const sinv_json *node, uint64_t *out)
{
    if (sinv_json_type_of(node) != SINV_JSON_ARRAY)
        return false;
    *out = 0;
    for (node = sinv_json_first(node); node; node = sinv_json_next(node)) {
        size_t size = 0;
        const char *name = sinv_json_text(node, &size);
        salesinv_kind kind = name ? sinv_jsonl_kind_of(name, size) : 0;
        if (kind == 0)
            return false;
        *out |= UINT64_C(1) << kind;
    }
    return true;
}

static bool read_member(sinv_jsonl *at, const sinv_json *node,
                        salesinv_connector_info *info)
{
    const char *key = sinv_json_key(node);

    if (strcmp(key, "brand") == 0)
        return copy_text(node, at->brand, sizeof(at->brand));
    if (strcmp(key, "epoch") == 0)
        return copy_text(node, at->epoch, sizeof(at->epoch));
    if (strcmp(key, "pushes") == 0)
        return read_kinds(node, &info->pushes);
    if (strcmp(key, "pulls") == 0)
        return read_kinds(node, &info->pulls);
    if (strcmp(key, "idempotent") == 0 && sinv_json_type_of(node) == SINV_JSON_BOOL) {
        info->abilities = sinv_json_bool(node) ? SALESINV_CONNECTOR_IDEMPOTENT : 0;
        return true;
    }
    return false;
}

static salesinv_status read_settings(sinv_jsonl *at, const sinv_json *root,
                                     salesinv_connector_info *info)
{
    char text[SINV_JSONL_NAME_MAX];

    for (const sinv_json *node = sinv_json_first(root); node;
         node = sinv_json_next(node)) {
        if (read_member(at, node, info))
            continue;
        (void)snprintf(text, sizeof(text),
                       "\"%.64s\" is not known, or its value is not",
                       sinv_json_key(node));
        return malformed(at, SETTINGS, text);
    }
    return SALESINV_OK;
}

/* It may have several lines. */
static int read_file(sinv_jsonl *at, const char *name, sinv_buf *out)
{
    bool has_line = true;
    bool is_whole;
    sinv_jsonl_lines lines;
    int error = sinv_jsonl_open(at, NULL, name, 0, &lines);

    if (error != 0)
        return error;
    while (error == 0 && has_line) {
        error = sinv_jsonl_next(at, &lines, &has_line, &is_whole);
        sinv_buf_put(out, at->line.bytes ? at->line.bytes : "", at->line.size);
        sinv_buf_put_char(out, '\n');
    }
    sinv_jsonl_close(&lines);
    if (error == 0 && out->status == SALESINV_E_NOMEM)
        error = sinv_jsonl_fail(at, name, ENOMEM);
    return error;
}

static salesinv_status parse_settings(sinv_jsonl *at, salesinv_connector_info *info)
{
    sinv_json_tree *tree = NULL;
    salesinv_status rc;
    sinv_buf text;
    int error;

    sinv_buf_init(&text, at->heap, SINV_JSONL_CHUNK);
    error = read_file(at, SETTINGS, &text);
    sinv_buf_clear(&at->line);
    if (error == 0 && text.status == SALESINV_OK) {
        sinv_buf_put(&at->line, text.bytes, text.size);
        error = sinv_jsonl_parse(at, &tree);
    }
    sinv_buf_free(&text);
    if (error != 0)
        return error == ENOENT ? SALESINV_OK : sinv_jsonl_status(error);
    if (!tree)
        return malformed(at, SETTINGS, "it is no JSON object, or larger than 64 KiB");
    rc = read_settings(at, sinv_json_root(tree), info);
    sinv_json_free(tree);
    return rc;
}

static uint64_t bits(const salesinv_kind *kinds, int count)
{
    uint64_t out = 0;

    for (int i = 0; i < count; i++)
        out |= UINT64_C(1) << kinds[i];
    return out;
}

static void put_defaults(sinv_jsonl *at, salesinv_connector_info *info)
{
    static const salesinv_kind out[] = {SALESINV_KIND_ORDER, SALESINV_KIND_SHIPMENT,
                                        SALESINV_KIND_RETURN};
    static const salesinv_kind in[] = {
        SALESINV_KIND_UNIT,      SALESINV_KIND_CATEGORY, SALESINV_KIND_PRODUCT,
        SALESINV_KIND_WAREHOUSE, SALESINV_KIND_BIN,      SALESINV_KIND_ACCOUNT,
        SALESINV_KIND_BATCH,     SALESINV_KIND_SERIAL,   SALESINV_KIND_STOCK,
        SALESINV_KIND_OUTBOUND,  SALESINV_KIND_SHIPMENT, SALESINV_KIND_RETURN};

    info->pushes = bits(out, sizeof(out) / sizeof(out[0]));
    info->pulls = bits(in, sizeof(in) / sizeof(in[0]));
    (void)snprintf(at->brand, sizeof(at->brand), "jsonl");
    at->epoch[0] = '\0';
}

salesinv_status sinv_jsonl_describe(void *self, salesinv_connector_info *info)
{
    sinv_jsonl *at = self;
    salesinv_status rc;

    sinv_jsonl_begin(at);
    put_defaults(at, info);
    rc = check_folders(at);
    if (rc == SALESINV_OK)
        rc = parse_settings(at, info);
    if (rc == SALESINV_OK)
        rc = check_names(at);
    info->brand = at->brand;
    info->epoch = at->epoch;
    info->failure = at->failure;
    return rc;
}
