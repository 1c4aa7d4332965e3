/* SPDX-License-Identifier: Apache-2.0 */
/* Moving stock figures; see result.h. */
#include <string.h>

#include "base/checked.h"
#include "base/decimal.h"
#include "sync/loopback/result.h"

enum { FIRST = 8 };

static salesinv_status nomem(salesinv_loopback *erp)
{
    return sinv_err_set(erp->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

static salesinv_status refuse_sum(salesinv_loopback *erp)
{
    return sinv_err_set(erp->err, SALESINV_E_OVERFLOW, "qty",
                        "the quantities do not fit together");
}

static salesinv_status make_room(salesinv_loopback *erp, sinv_postings *postings)
{
    uint32_t capacity = postings->capacity > 0 ? 2 * postings->capacity : FIRST;
    sinv_posting *items;

    if (postings->count < postings->capacity)
        return SALESINV_OK;
    items = sinv_realloc(erp->heap, postings->items, capacity * sizeof(*items));
    if (!items)
        return nomem(erp);
    postings->items = items;
    postings->capacity = capacity;
    return SALESINV_OK;
}

salesinv_status sinv_postings_add(salesinv_loopback *erp, sinv_postings *postings,
                                  char *stock, int64_t qty)
{
    salesinv_status rc;

    if (!stock)
        return nomem(erp);
    for (uint32_t i = 0; i < postings->count; i++) {
        sinv_posting *at = &postings->items[i];

        if (strcmp(at->stock, stock) != 0)
            continue;
        sinv_free(erp->heap, stock);
        return sinv_add_i64(at->qty, qty, &at->qty) ? SALESINV_OK : refuse_sum(erp);
    }
    if ((rc = make_room(erp, postings)) != SALESINV_OK) {
        sinv_free(erp->heap, stock);
        return rc;
    }
    postings->items[postings->count++] = (sinv_posting){stock, qty};
    return SALESINV_OK;
}

void sinv_postings_write(const sinv_postings *postings, sinv_buf *to)
{
    sinv_json_writer writer;

    sinv_json_writer_init(&writer, to);
    sinv_json_begin_object(&writer);
    for (uint32_t i = 0; i < postings->count; i++) {
        sinv_json_put_key(&writer, postings->items[i].stock);
        sinv_json_put_decimal(&writer, postings->items[i].qty, SINV_QTY_SCALE);
    }
    sinv_json_end_object(&writer);
}

salesinv_status sinv_postings_take_back(salesinv_loopback *erp, sinv_postings *postings,
                                        const sinv_entry *result)
{
    sinv_json_tree *tree;
    const sinv_json *root;
    salesinv_status rc;

    if (!result->effect || result->is_deleted)
        return SALESINV_OK;
    rc = sinv_json_parse(erp->err, erp->heap, result->effect, strlen(result->effect),
                         &tree);
    if (rc != SALESINV_OK)
        return rc;
    root = sinv_json_root(tree);
    for (const sinv_json *item = sinv_json_first(root); item && rc == SALESINV_OK;
         item = sinv_json_next(item)) {
        const char *stock = sinv_json_key(item);
        int64_t qty;

        rc = sinv_loopback_qty(erp, root, stock, &qty);
        if (rc == SALESINV_OK)
            rc = sinv_postings_add(erp, postings,
                                   sinv_loopback_text(erp->heap, stock, strlen(stock)),
                                   -qty);
    }
    sinv_json_free(tree);
    return rc;
}

/* The record with its figure, and what of it can be promised if it says so, changed. */
static salesinv_status change(sinv_changes *changes, const sinv_entry *known,
                              const sinv_json *root, int64_t qty)
{
    salesinv_loopback *erp = changes->erp;
    sinv_figure_of figures[3] = {{.key = "on_hand"}};
    sinv_label made = {
        .kind = known->kind, .id = known->id, .version = known->version + 1};
    sinv_buf buf;
    salesinv_status rc;

    for (int i = 0; i < 2 && figures[i].key; i++) {
        if ((rc = sinv_loopback_qty(erp, root, figures[i].key, &figures[i].value)) !=
            SALESINV_OK)
            return rc;
        if (!sinv_add_i64(figures[i].value, qty, &figures[i].value))
            return refuse_sum(erp);
        if (i == 0 && sinv_json_member(root, "available"))
            figures[1].key = "available";
    }
    if (figures[0].value < 0)
        return sinv_err_set(erp->err, SALESINV_E_INSUFFICIENT_STOCK, "qty",
                            "too little is there of %s", known->id);
    sinv_buf_init(&buf, erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_loopback_render(&buf, root, &made, figures);
    return sinv_changes_put(changes, SINV_RECORDS, &made, &buf);
}

static salesinv_status apply(sinv_changes *changes, const sinv_posting *posting)
{
    salesinv_loopback *erp = changes->erp;
    const sinv_entry *known =
        sinv_changes_find(changes, SINV_RECORDS, SALESINV_KIND_STOCK, posting->stock);
    sinv_json_tree *tree;
    salesinv_status rc;

    if (!known || known->is_deleted || posting->qty == 0)
        return SALESINV_OK;
    rc = sinv_json_parse(erp->err, erp->heap, known->json, strlen(known->json), &tree);
    if (rc != SALESINV_OK)
        return rc;
    rc = change(changes, known, sinv_json_root(tree), posting->qty);
    sinv_json_free(tree);
    return rc;
}

salesinv_status sinv_postings_apply(sinv_changes *changes,
                                    const sinv_postings *postings)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < postings->count && rc == SALESINV_OK; i++)
        rc = apply(changes, &postings->items[i]);
    return rc;
}

void sinv_postings_free(salesinv_loopback *erp, sinv_postings *postings)
{
    for (uint32_t i = 0; i < postings->count; i++)
        sinv_free(erp->heap, postings->items[i].stock);
    sinv_free(erp->heap, postings->items);
    *postings = (sinv_postings){NULL, 0, 0};
}
