/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what a caller or the library gave, and writing records as they are delivered. */
#include <string.h>

#include "base/decimal.h"
#include "sync/loopback/loopback.h"

static const struct {
    salesinv_kind kind;
    const char *name;
} kinds[] = {
    {SALESINV_KIND_CATEGORY, "category"},   {SALESINV_KIND_UNIT, "unit"},
    {SALESINV_KIND_PRODUCT, "product"},     {SALESINV_KIND_ACCOUNT, "account"},
    {SALESINV_KIND_WAREHOUSE, "warehouse"}, {SALESINV_KIND_BIN, "bin"},
    {SALESINV_KIND_BATCH, "batch"},         {SALESINV_KIND_ORDER, "order"},
    {SALESINV_KIND_SHIPMENT, "shipment"},   {SALESINV_KIND_OUTBOUND, "outbound"},
    {SALESINV_KIND_RETURN, "return"},       {SALESINV_KIND_STOCK, "stock"},
    {SALESINV_KIND_SERIAL, "serial"},
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

salesinv_kind sinv_loopback_kind(const char *name)
{
    for (size_t i = 0; name && i < KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return kinds[i].kind;
    return 0;
}

const char *sinv_loopback_kind_name(salesinv_kind kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "";
}

const char *sinv_loopback_word(const sinv_json *node)
{
    size_t size;

    return sinv_json_text(node, &size);
}

const char *sinv_loopback_member(const sinv_json *object, const char *key)
{
    return sinv_loopback_word(sinv_json_member(object, key));
}

const char *sinv_loopback_ref(const sinv_json *object, const char *key)
{
    static const char *const names[] = {"external_id", "code", "number"};
    const sinv_json *member = sinv_json_member(object, key);
    const char *text = sinv_loopback_word(member);

    for (size_t i = 0; !text && i < sizeof(names) / sizeof(names[0]); i++)
        text = sinv_loopback_member(member, names[i]);
    return text;
}

salesinv_status sinv_loopback_qty(salesinv_loopback *erp, const sinv_json *object,
                                  const char *key, int64_t *out)
{
    size_t size = 0;
    const sinv_json *member = sinv_json_member(object, key);
    const char *text = member ? sinv_json_text(member, &size) : NULL;

    *out = 0;
    if (!text)
        return sinv_err_set(erp->err, SALESINV_E_ARG, key, "%s is missing", key);
    return sinv_decimal_parse(erp->err, key, text, size, SINV_QTY_SCALE, out);
}

static const sinv_figure_of *figure_of(const sinv_figure_of *figures, const char *key)
{
    for (; figures && figures->key; figures++)
        if (strcmp(figures->key, key) == 0)
            return figures;
    return NULL;
}

static bool is_name(const char *key)
{
    return strcmp(key, "kind") == 0 || strcmp(key, "external_id") == 0 ||
           strcmp(key, "version") == 0;
}

void sinv_loopback_render(sinv_buf *to, const sinv_json *root, const sinv_label *as,
                          const sinv_figure_of *figures)
{
    sinv_json_writer writer;

    sinv_json_writer_init(&writer, to);
    sinv_json_begin_object(&writer);
    sinv_json_put_member_text(&writer, "kind", sinv_loopback_kind_name(as->kind));
    sinv_json_put_member_text(&writer, "external_id", as->id);
    sinv_json_put_key(&writer, "version");
    sinv_json_put_int(&writer, as->version);
    for (const sinv_json *child = root ? sinv_json_first(root) : NULL; child;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        const sinv_figure_of *figure = figure_of(figures, key);

        /* A figure that changes is one of now. */
        if (is_name(key) || (figures && strcmp(key, "at") == 0))
            continue;
        sinv_json_put_key(&writer, key);
        if (figure) {
            sinv_json_put_decimal(&writer, figure->value, SINV_QTY_SCALE);
            continue;
        }
        sinv_json_put_raw(&writer, "", 0); /* the value comes right behind */
        (void)sinv_json_print(child, to);
    }
    if (as->is_deleted) {
        sinv_json_put_key(&writer, "deleted");
        sinv_json_put_bool(&writer, true);
    }
    sinv_json_end_object(&writer);
}

static int64_t version_given(const sinv_json *root)
{
    const sinv_json *member = root ? sinv_json_member(root, "version") : NULL;

    return member ? sinv_json_int(member) : 0;
}

static void render(sinv_changes *changes, sinv_buf *buf, const sinv_label *as,
                   const sinv_json *root)
{
    sinv_buf_init(buf, changes->erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_loopback_render(buf, root, as, NULL);
}

salesinv_status sinv_loopback_store(sinv_changes *changes, const sinv_label *as,
                                    const sinv_json *root)
{
    const sinv_entry *known =
        sinv_changes_find(changes, SINV_RECORDS, as->kind, as->id);
    sinv_label made = *as;
    sinv_buf buf;
    bool is_same;

    made.version = version_given(root);
    if (made.version == 0 && known) {
        made.version = known->version;
        render(changes, &buf, &made, root);
        is_same = buf.status == SALESINV_OK && strcmp(buf.bytes, known->json) == 0;
        sinv_buf_free(&buf);
        if (is_same)
            return SALESINV_OK;
    }
    if (version_given(root) == 0)
        made.version++;
    render(changes, &buf, &made, root);
    return sinv_changes_put(changes, SINV_RECORDS, &made, &buf);
}

char *sinv_loopback_stock_id(salesinv_loopback *erp, const sinv_json *of,
                             const char *product, const char *warehouse)
{
    const char *bin = sinv_loopback_ref(of, "bin");
    const char *batch = sinv_loopback_ref(of, "batch");
    char *id = NULL;
    sinv_buf buf;

    sinv_buf_init(&buf, erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_buf_put_text(&buf, product);
    sinv_buf_put_char(&buf, '/');
    sinv_buf_put_text(&buf, warehouse);
    if (bin || batch) {
        sinv_buf_put_char(&buf, '/');
        sinv_buf_put_text(&buf, bin ? bin : "");
        sinv_buf_put_char(&buf, '/');
        sinv_buf_put_text(&buf, batch ? batch : "");
    }
    if (buf.status == SALESINV_OK)
        id = sinv_loopback_text(erp->heap, buf.bytes, buf.size);
    sinv_buf_free(&buf);
    return id;
}
