/* SPDX-License-Identifier: Apache-2.0 */
/* The tree behind the strict scanner: cJSON builds it, integers live in it as marked texts. */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/decimal.h"
#include "base/json_scan.h"
#include "base/time.h"

/* Handles are cJSON nodes under our name: no other file sees cJSON. */
static const cJSON *node_of(const sinv_json *node)
{
    return (const cJSON *)(const void *)node;
}

static const sinv_json *wrap(const cJSON *node)
{
    return (const sinv_json *)(const void *)node;
}

static bool is_int_text(const cJSON *node)
{
    return cJSON_IsString(node) && node->valuestring[0] == SINV_JSON_INT_MARK[0];
}

enum { KEYS_MAX = 1024 };

/* Duplicate keys of one object: compared pair by pair, which KEYS_MAX keeps cheap. */
static const char *duplicate_key(const cJSON *object)
{
    for (const cJSON *a = object->child; a; a = a->next)
        for (const cJSON *b = a->next; b; b = b->next)
            if (strcmp(a->string, b->string) == 0)
                return a->string;
    return NULL;
}

static salesinv_status check_keys(sinv_err *err, const cJSON *node)
{
    const char *twice;
    salesinv_status rc = SALESINV_OK;

    if (cJSON_IsObject(node) && sinv_json_count(wrap(node)) > KEYS_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, NULL,
                            "an object has more than %d keys", KEYS_MAX);
    twice = cJSON_IsObject(node) ? duplicate_key(node) : NULL;

    if (twice)
        return sinv_err_set(err, SALESINV_E_ARG, twice, "key \"%s\" is there twice",
                            twice);
    for (const cJSON *child = node->child; child && rc == SALESINV_OK;
         child = child->next)
        rc = check_keys(err, child);
    return rc;
}

static salesinv_status parse(sinv_err *err, sinv_heap *heap, const char *text,
                             size_t size, bool is_foreign, sinv_json_tree **out)
{
    sinv_buf buf;
    cJSON *tree = NULL;
    salesinv_status rc;

    *out = NULL;
    if (!text)
        return sinv_err_set(err, SALESINV_E_ARG, "text", "JSON is missing");
    sinv_buf_init(&buf, heap, (size_t)SINV_JSON_SIZE_MAX * 5);
    rc = sinv_json_scan(err, text, size, is_foreign, &buf);
    if (rc == SALESINV_OK) {
        tree = cJSON_ParseWithLength(buf.bytes, buf.size + 1);
        if (!tree)
            rc = sinv_err_set(err, SALESINV_E_NOMEM, NULL, "out of memory for JSON");
    }
    sinv_buf_free(&buf);
    if (rc == SALESINV_OK && (rc = check_keys(err, tree)) != SALESINV_OK) {
        cJSON_Delete(tree);
        tree = NULL;
    }
    *out = (sinv_json_tree *)(void *)tree;
    return rc;
}

salesinv_status sinv_json_parse(sinv_err *err, sinv_heap *heap, const char *text,
                                size_t size, sinv_json_tree **out)
{
    return parse(err, heap, text, size, false, out);
}

salesinv_status sinv_json_parse_foreign(sinv_err *err, sinv_heap *heap,
                                        const char *text, size_t size,
                                        sinv_json_tree **out)
{
    return parse(err, heap, text, size, true, out);
}

void sinv_json_free(sinv_json_tree *tree)
{
    cJSON_Delete((cJSON *)(void *)tree);
}

const sinv_json *sinv_json_root(const sinv_json_tree *tree)
{
    return (const sinv_json *)(const void *)tree;
}

sinv_json_type sinv_json_type_of(const sinv_json *node)
{
    const cJSON *of = node_of(node);

    if (is_int_text(of))
        return SINV_JSON_INT;
    if (cJSON_IsString(of))
        return SINV_JSON_TEXT;
    if (cJSON_IsObject(of))
        return SINV_JSON_OBJECT;
    if (cJSON_IsArray(of))
        return SINV_JSON_ARRAY;
    return cJSON_IsBool(of) ? SINV_JSON_BOOL : SINV_JSON_NULL;
}

const sinv_json *sinv_json_member(const sinv_json *object, const char *key)
{
    if (!cJSON_IsObject(node_of(object)))
        return NULL;
    return wrap(cJSON_GetObjectItemCaseSensitive(node_of(object), key));
}

const sinv_json *sinv_json_first(const sinv_json *parent)
{
    return wrap(node_of(parent)->child);
}

const sinv_json *sinv_json_next(const sinv_json *child)
{
    return wrap(node_of(child)->next);
}

const char *sinv_json_key(const sinv_json *child)
{
    return node_of(child)->string;
}

int64_t sinv_json_count(const sinv_json *parent)
{
    int64_t count = 0;

    for (const cJSON *child = node_of(parent)->child; child; child = child->next)
        count++;
    return count;
}

bool sinv_json_bool(const sinv_json *node)
{
    return cJSON_IsTrue(node_of(node));
}

int64_t sinv_json_int(const sinv_json *node)
{
    const cJSON *of = node_of(node);
    int64_t value = 0;

    if (is_int_text(of))
        (void)sinv_decimal_parse(NULL, NULL, of->valuestring + 1,
                                 strlen(of->valuestring + 1), 0, &value);
    return value;
}

const char *sinv_json_text(const sinv_json *node, size_t *out_size)
{
    const cJSON *of = node_of(node);

    *out_size = 0;
    if (!cJSON_IsString(of) || is_int_text(of))
        return NULL;
    *out_size = strlen(of->valuestring);
    return of->valuestring;
}

static void print(sinv_json_writer *writer, const sinv_json *node)
{
    size_t size;
    const char *text;

    switch (sinv_json_type_of(node)) {
    case SINV_JSON_INT:
        sinv_json_put_int(writer, sinv_json_int(node));
        return;
    case SINV_JSON_TEXT:
        text = sinv_json_text(node, &size);
        sinv_json_put_text(writer, text, size);
        return;
    case SINV_JSON_BOOL:
        sinv_json_put_bool(writer, sinv_json_bool(node));
        return;
    case SINV_JSON_ARRAY:
        sinv_json_begin_array(writer);
        for (node = sinv_json_first(node); node; node = sinv_json_next(node))
            print(writer, node);
        sinv_json_end_array(writer);
        return;
    case SINV_JSON_OBJECT:
        sinv_json_begin_object(writer);
        for (node = sinv_json_first(node); node; node = sinv_json_next(node)) {
            sinv_json_put_key(writer, sinv_json_key(node));
            print(writer, node);
        }
        sinv_json_end_object(writer);
        return;
    case SINV_JSON_NULL:
    default:
        sinv_json_put_null(writer);
    }
}

salesinv_status sinv_json_print(const sinv_json *node, sinv_buf *out)
{
    sinv_json_writer writer;

    sinv_json_writer_init(&writer, out);
    print(&writer, node);
    return out->status;
}
