/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of the ERP in memory. */
#include <stdio.h>
#include <string.h>

#include "base/abi_struct.h"
#include "sync/loopback/loopback.h"

static bool is_name(const char *name, size_t max)
{
    size_t size = name ? strnlen(name, max + 1) : 0;

    for (size_t i = 0; i < size; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') ||
              (name[i] >= '0' && name[i] <= '9') || name[i] == '_' || name[i] == '-'))
            return false;
    return size >= 1 && size <= max;
}

static salesinv_status make_heap(const salesinv_allocator *allocator, void *self,
                                 sinv_heap **out)
{
    salesinv_allocator known;
    salesinv_status rc = SALESINV_OK;

    if (allocator) {
        rc = sinv_abi_import(NULL, &known, sizeof(known), sizeof(salesinv_allocator),
                             allocator);
        if (rc == SALESINV_OK &&
            (!known.alloc || !known.realloc || !known.free || known.reserved != 0))
            rc = SALESINV_E_ARG;
    }
    if (rc != SALESINV_OK)
        return rc;
    *out = sinv_heap_create(allocator ? &known : NULL, self);
    return *out ? SALESINV_OK : SALESINV_E_NOMEM;
}

static salesinv_loopback *make(sinv_heap *heap)
{
    salesinv_loopback *erp = sinv_alloc(heap, sizeof(*erp));

    if (!erp)
        return NULL;
    erp->heap = heap;
    erp->err = sinv_alloc(heap, sinv_err_size());
    if (erp->err)
        return erp;
    sinv_free(heap, erp);
    return NULL;
}

salesinv_status salesinv_loopback_create(const salesinv_allocator *allocator,
                                         void *allocator_self, const char *name,
                                         const char *brand, salesinv_loopback **out_erp)
{
    salesinv_loopback *erp;
    sinv_heap *heap;
    salesinv_status rc;

    if (!out_erp)
        return SALESINV_E_ARG;
    *out_erp = NULL;
    if (!is_name(name, SALESINV_CONNECTOR_NAME_MAX) ||
        !is_name(brand, SALESINV_CONNECTOR_BRAND_MAX))
        return SALESINV_E_ARG;
    if ((rc = make_heap(allocator, allocator_self, &heap)) != SALESINV_OK)
        return rc;
    erp = make(heap);
    if (!erp) {
        sinv_heap_unref(heap);
        return SALESINV_E_NOMEM;
    }
    (void)snprintf(erp->name, sizeof(erp->name), "%s", name);
    (void)snprintf(erp->brand, sizeof(erp->brand), "%s", brand);
    (void)snprintf(erp->epoch, sizeof(erp->epoch), "1");
    sinv_buf_init(&erp->state, heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_loopback_methods(erp);
    *out_erp = erp;
    return SALESINV_OK;
}

void salesinv_loopback_free(salesinv_loopback *erp)
{
    sinv_heap *heap;

    if (!erp)
        return;
    heap = erp->heap;
    for (int32_t i = 0; i < SINV_SHELVES; i++)
        sinv_shelf_free(heap, &erp->shelves[i]);
    sinv_buf_free(&erp->state);
    sinv_free(heap, erp->err);
    sinv_free(heap, erp);
    sinv_heap_unref(heap);
}

const salesinv_connector_vtable *salesinv_loopback_vtable(const salesinv_loopback *erp)
{
    return erp ? &erp->vtable : NULL;
}

const salesinv_error *salesinv_loopback_error(const salesinv_loopback *erp)
{
    return erp ? erp->err : NULL;
}

/* ---- calls that read JSON ---- */

static salesinv_status refuse_missing(salesinv_loopback *erp, const char *what)
{
    return sinv_err_set(erp->err, SALESINV_E_ARG, what, "%s is missing", what);
}

/* Parse an object and hand it to `act`; what that changes is carried out at once. */
static salesinv_status with_json(salesinv_loopback *erp, const char *json, size_t size,
                                 salesinv_status (*act)(sinv_changes *changes,
                                                        const sinv_json *root))
{
    sinv_changes changes;
    sinv_json_tree *tree;
    const sinv_json *root;
    salesinv_status rc;

    if (!erp)
        return SALESINV_E_ARG;
    if (!json)
        return refuse_missing(erp, "json");
    if ((rc = sinv_json_parse(erp->err, erp->heap, json, size, &tree)) != SALESINV_OK)
        return rc;
    root = sinv_json_root(tree);
    sinv_changes_start(&changes, erp);
    rc = sinv_json_type_of(root) == SINV_JSON_OBJECT
             ? act(&changes, root)
             : sinv_err_set(erp->err, SALESINV_E_ARG, "json", "it is no object");
    rc = sinv_changes_end(&changes, rc);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status put_stock(sinv_changes *changes, const sinv_json *root)
{
    salesinv_loopback *erp = changes->erp;
    sinv_label made = {.kind = SALESINV_KIND_STOCK};
    char *id;
    const char *product = sinv_loopback_ref(root, "product");
    const char *warehouse = sinv_loopback_ref(root, "warehouse");
    salesinv_status rc;

    if (!product || !warehouse)
        return refuse_missing(erp, product ? "warehouse" : "product");
    id = sinv_loopback_stock_id(erp, root, product, warehouse);
    if (!id)
        return sinv_err_set(erp->err, SALESINV_E_NOMEM, NULL, "out of memory");
    made.id = id;
    rc = sinv_loopback_store(changes, &made, root);
    sinv_free(erp->heap, id);
    return rc;
}

static salesinv_status put(sinv_changes *changes, const sinv_json *root)
{
    sinv_label made = {.kind = sinv_loopback_kind(sinv_loopback_member(root, "kind")),
                       .id = sinv_loopback_member(root, "external_id")};

    if (made.kind == 0)
        return sinv_err_set(changes->erp->err, SALESINV_E_ARG, "kind",
                            "it names no kind of records");
    if (made.kind == SALESINV_KIND_STOCK)
        return put_stock(changes, root);
    if (!made.id)
        return refuse_missing(changes->erp, "external_id");
    return sinv_loopback_store(changes, &made, root);
}

salesinv_status salesinv_loopback_put(salesinv_loopback *erp, const char *json,
                                      size_t size)
{
    return with_json(erp, json, size, put);
}

static salesinv_status make_result(salesinv_loopback *erp, salesinv_status rc,
                                   const char **out_external_id)
{
    if (out_external_id)
        *out_external_id = rc == SALESINV_OK ? erp->result : NULL;
    return rc;
}

salesinv_status salesinv_loopback_ship(salesinv_loopback *erp, const char *json,
                                       size_t size, const char **out_external_id)
{
    return make_result(erp, with_json(erp, json, size, sinv_loopback_ship_out),
                       out_external_id);
}

salesinv_status salesinv_loopback_receive(salesinv_loopback *erp, const char *json,
                                          size_t size, const char **out_external_id)
{
    return make_result(erp, with_json(erp, json, size, sinv_loopback_take_in),
                       out_external_id);
}

/* ---- the others ---- */

salesinv_status salesinv_loopback_remove(salesinv_loopback *erp, salesinv_kind kind,
                                         const char *external_id)
{
    const sinv_entry *known;
    sinv_changes changes;
    salesinv_status rc;

    if (!erp)
        return SALESINV_E_ARG;
    if (!external_id)
        return refuse_missing(erp, "external_id");
    known = sinv_shelf_find(&erp->shelves[SINV_RECORDS], kind, external_id);
    if (!known)
        return sinv_err_set(erp->err, SALESINV_E_NOT_FOUND, "external_id",
                            "there is no %s %s", sinv_loopback_kind_name(kind),
                            external_id);
    if (known->is_deleted)
        return SALESINV_OK;
    sinv_changes_start(&changes, erp);
    rc = sinv_loopback_delete(&changes, known);
    return sinv_changes_end(&changes, rc);
}

const char *salesinv_loopback_record(const salesinv_loopback *erp, salesinv_kind kind,
                                     const char *external_id)
{
    const sinv_entry *found =
        erp && external_id
            ? sinv_shelf_find(&erp->shelves[SINV_RECORDS], kind, external_id)
            : NULL;

    return found ? found->json : NULL;
}

static const sinv_entry *document_at(const salesinv_loopback *erp, salesinv_kind kind,
                                     int32_t index, int32_t *out_count)
{
    const sinv_shelf *documents = &erp->shelves[SINV_DOCUMENTS];
    int32_t count = 0;

    for (uint32_t i = 0; i < documents->count; i++)
        if (documents->items[i].kind == kind && count++ == index)
            return &documents->items[i];
    *out_count = count;
    return NULL;
}

int32_t salesinv_loopback_document_count(const salesinv_loopback *erp,
                                         salesinv_kind kind)
{
    int32_t count = 0;

    if (erp)
        (void)document_at(erp, kind, -1, &count);
    return count;
}

const char *salesinv_loopback_document_id(const salesinv_loopback *erp,
                                          salesinv_kind kind, int32_t index)
{
    int32_t count;
    const sinv_entry *found =
        erp && index >= 0 ? document_at(erp, kind, index, &count) : NULL;

    return found ? found->id : NULL;
}

const char *salesinv_loopback_document(const salesinv_loopback *erp, salesinv_kind kind,
                                       const char *external_id)
{
    const sinv_entry *found =
        erp && external_id
            ? sinv_shelf_find(&erp->shelves[SINV_DOCUMENTS], kind, external_id)
            : NULL;

    return found ? found->json : NULL;
}

int64_t salesinv_loopback_message_count(const salesinv_loopback *erp)
{
    return erp ? erp->shelves[SINV_MESSAGES].count : 0;
}

salesinv_status salesinv_loopback_fail(salesinv_loopback *erp,
                                       salesinv_loopback_method method,
                                       salesinv_loopback_failure failure, int64_t count)
{
    if (!erp)
        return SALESINV_E_ARG;
    if (method < SALESINV_LOOPBACK_ALL || method > SALESINV_LOOPBACK_STOCK)
        return sinv_err_set(erp->err, SALESINV_E_ARG, "method", "%d is no method",
                            method);
    if (failure < SALESINV_LOOPBACK_NONE || failure > SALESINV_LOOPBACK_REORDERED)
        return sinv_err_set(erp->err, SALESINV_E_ARG, "failure", "%d is no failure",
                            failure);
    if (count == 0)
        return sinv_err_set(erp->err, SALESINV_E_ARG, "count", "count is 0");
    for (int32_t i = 1; i < SINV_LOOPBACK_METHODS; i++)
        if (method == SALESINV_LOOPBACK_ALL || method == i) {
            erp->script[i].failure = failure;
            erp->script[i].count = count;
        }
    return SALESINV_OK;
}

salesinv_status salesinv_loopback_save(salesinv_loopback *erp, const char **out_state)
{
    salesinv_status rc;

    if (out_state)
        *out_state = NULL;
    if (!erp || !out_state)
        return SALESINV_E_ARG;
    rc = sinv_loopback_write_state(erp);
    if (rc == SALESINV_OK)
        *out_state = erp->state.bytes;
    return rc;
}

salesinv_status salesinv_loopback_restore(salesinv_loopback *erp, const char *state,
                                          size_t size, const char *epoch)
{
    sinv_json_tree *tree;
    salesinv_status rc;

    if (!erp)
        return SALESINV_E_ARG;
    if (!state)
        return refuse_missing(erp, "state");
    if ((rc = sinv_json_parse(erp->err, erp->heap, state, size, &tree)) != SALESINV_OK)
        return rc;
    rc = sinv_loopback_read_state(erp, sinv_json_root(tree), epoch);
    sinv_json_free(tree);
    return rc;
}

void salesinv_loopback_keep_state(salesinv_loopback *erp,
                                  salesinv_status (*keep)(void *self, const char *state,
                                                          size_t size),
                                  void *self)
{
    if (!erp)
        return;
    erp->keep = keep;
    erp->keep_self = self;
}
