/* SPDX-License-Identifier: Apache-2.0 */
/* Faults on order around a storage provider; see faulty_storage.h. */
#include "support/faulty_storage.h"

#include <stdlib.h>
#include <unistd.h>

#include "salesinv/status.h"

typedef struct faulty {
    storage_object inner;
    faulty_plan *plan;
    const salesinv_storage_host *host;
} faulty;

/* Count a call; true when the plan wants it to fail. */
static bool is_due(faulty *of, uint32_t method)
{
    faulty_plan *plan = of->plan;

    if (!(plan->methods & method))
        return false;
    plan->calls++;
    if (plan->nth == 0 || plan->calls < plan->nth ||
        (plan->calls > plan->nth && !plan->for_ever))
        return false;
    plan->faults++;
    if (plan->kind == FAULTY_CRASH_BEFORE)
        _exit(FAULTY_EXIT);
    return true;
}

/* What stands before and after the call of an inner method. */
typedef struct fault {
    faulty *of;
    uint32_t method;
    bool is_due;
} fault;

static void watch(const fault *at, bool is_before)
{
    faulty_plan *plan = at->of->plan;

    if (plan->watch)
        plan->watch(plan->watcher, at->method, is_before);
}

static fault enter(void *self, uint32_t method)
{
    fault made = {self, method, false};

    watch(&made, true);
    made.is_due = is_due(self, method);
    return made;
}

/* Is the inner method to be called at all? */
static bool has_effect(const fault *at)
{
    return !at->is_due || at->of->plan->kind != FAULTY_WITHOUT_EFFECT;
}

static void finish(const fault *at)
{
    watch(at, false);
    if (at->is_due && at->of->plan->kind == FAULTY_CRASH_AFTER)
        _exit(FAULTY_EXIT);
}

/* The answer of a method whose inner one answered `rc`. */
static salesinv_status leave(const fault *at, salesinv_status rc)
{
    finish(at);
    if (!at->is_due || at->of->plan->kind == FAULTY_GARBLED_ROW)
        return rc;
    if (at->of->host)
        salesinv_host_report(at->of->host, at->of->plan->code, "a fault on order");
    return at->of->plan->code;
}

/* Give a cell of a row that was read another type. */
static void garble(const fault *at, int32_t table, salesinv_status rc,
                   salesinv_row *row)
{
    int32_t column = at->of->plan->column;

    if (!at->is_due || at->of->plan->kind != FAULTY_GARBLED_ROW || rc < 0)
        return;
    if (salesinv_schema_column_type(salesinv_host_schema(at->of->host), table,
                                    column) == SALESINV_CELL_INT)
        (void)salesinv_row_put_text(row, column, "garbled", 7);
    else
        salesinv_row_put_int(row, column, -1);
}

static salesinv_status open_storage(void *self, const salesinv_storage_host *host)
{
    fault at = enter(self, FAULTY_OPEN);

    at.of->host = host;
    return leave(&at, has_effect(&at)
                          ? at.of->inner.methods->open(at.of->inner.self, host)
                          : SALESINV_OK);
}

static salesinv_status begin(void *self, uint32_t flags, salesinv_id tenant,
                             int32_t *out_version)
{
    fault at = enter(self, FAULTY_BEGIN);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->begin(at.of->inner.self, flags, tenant, out_version);
    if (at.is_due && rc == SALESINV_OK && has_effect(&at))
        at.of->inner.methods->rollback(
            at.of->inner.self); /* a failed begin began nothing */
    return leave(&at, rc);
}

static salesinv_status commit(void *self)
{
    fault at = enter(self, FAULTY_COMMIT);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->commit(at.of->inner.self);
    else
        at.of->inner.methods->rollback(at.of->inner.self);
    return leave(&at, rc);
}

static void rollback(void *self)
{
    fault at = enter(self, FAULTY_ROLLBACK);

    at.of->inner.methods->rollback(at.of->inner.self);
    finish(&at);
}

static salesinv_status get(void *self, int32_t table, const salesinv_row *key,
                           salesinv_row *out_row)
{
    fault at = enter(self, FAULTY_GET);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->get(at.of->inner.self, table, key, out_row);
    garble(&at, table, rc, out_row);
    return leave(&at, rc);
}

static salesinv_status insert(void *self, int32_t table, const salesinv_row *row)
{
    fault at = enter(self, FAULTY_INSERT);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->insert(at.of->inner.self, table, row);
    return leave(&at, rc);
}

static salesinv_status update(void *self, int32_t table, const salesinv_row *key,
                              uint64_t mask, const salesinv_row *row)
{
    fault at = enter(self, FAULTY_UPDATE);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->update(at.of->inner.self, table, key, mask, row);
    return leave(&at, rc);
}

static salesinv_status remove_row(void *self, int32_t table, const salesinv_row *key)
{
    fault at = enter(self, FAULTY_REMOVE);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->remove(at.of->inner.self, table, key);
    return leave(&at, rc);
}

static salesinv_status add(void *self, int32_t table, const salesinv_row *key,
                           uint64_t mask, const salesinv_row *deltas, uint32_t guards)
{
    fault at = enter(self, FAULTY_ADD);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->add(at.of->inner.self, table, key, mask, deltas,
                                       guards);
    return leave(&at, rc);
}

/* An open scan, with its table, which scan_next needs to garble a row. */
typedef struct faulty_scan {
    int32_t table;
    void *inner;
} faulty_scan;

static salesinv_status scan(void *self, int32_t table, const salesinv_range *range,
                            void **out_scan)
{
    fault at = enter(self, FAULTY_SCAN);
    faulty_scan *made = calloc(1, sizeof(*made));
    salesinv_status rc = SALESINV_OK;

    *out_scan = NULL;
    if (!made)
        return SALESINV_E_NOMEM;
    made->table = table;
    if (has_effect(&at))
        rc = at.of->inner.methods->scan(at.of->inner.self, table, range, &made->inner);
    rc = leave(&at, rc);
    if (rc == SALESINV_OK) {
        *out_scan = made;
        return rc;
    }
    at.of->inner.methods->scan_close(at.of->inner.self, made->inner);
    free(made);
    return rc;
}

static salesinv_status scan_next(void *self, void *of, salesinv_row *out_row)
{
    fault at = enter(self, FAULTY_SCAN_NEXT);
    faulty_scan *open = of;
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->scan_next(at.of->inner.self, open->inner, out_row);
    if (rc == SALESINV_ROW)
        garble(&at, open->table, rc, out_row);
    return leave(&at, rc);
}

static void scan_close(void *self, void *of)
{
    fault at = enter(self, FAULTY_SCAN_CLOSE);
    faulty_scan *open = of;

    at.of->inner.methods->scan_close(at.of->inner.self, open ? open->inner : NULL);
    free(open);
    finish(&at);
}

static salesinv_status maintain(void *self)
{
    fault at = enter(self, FAULTY_MAINTAIN);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at) && at.of->inner.methods->maintain)
        rc = at.of->inner.methods->maintain(at.of->inner.self);
    return leave(&at, rc);
}

static salesinv_status backup(void *self, const char *target)
{
    fault at = enter(self, FAULTY_BACKUP);
    salesinv_status rc = SALESINV_OK;

    if (has_effect(&at))
        rc = at.of->inner.methods->backup
                 ? at.of->inner.methods->backup(at.of->inner.self, target)
                 : SALESINV_E_ARG;
    return leave(&at, rc);
}

static void destroy(void *self)
{
    faulty *of = self;

    if (of->inner.destroy)
        of->inner.destroy(of->inner.self);
    free(of);
}

static const salesinv_storage_vtable methods = {
    .struct_size = sizeof(methods),
    .name = "faulty",
    .open = open_storage,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .get = get,
    .insert = insert,
    .update = update,
    .remove = remove_row,
    .add = add,
    .scan = scan,
    .scan_next = scan_next,
    .scan_close = scan_close,
    .maintain = maintain,
    .backup = backup,
};

salesinv_status faulty_storage_make(const storage_object *inner, faulty_plan *plan,
                                    storage_object *out)
{
    faulty *made = calloc(1, sizeof(*made));

    if (!made) {
        if (inner->destroy)
            inner->destroy(inner->self);
        return SALESINV_E_NOMEM;
    }
    made->inner = *inner;
    made->plan = plan;
    out->methods = &methods;
    out->self = made;
    out->destroy = destroy;
    return SALESINV_OK;
}
