/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP of the example and its people. Its state is written to its file before any change is answered. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "erp_quickstart/works.h"

static const salesinv_connector_vtable *inner; /* the ERP's own methods */

/* ---- its file ---- */

static int write_all(FILE *file, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, file) == size && fflush(file) == 0 &&
           fsync(fileno(file)) == 0;
}

/* The whole state under another name, then in its place: there is always one that is whole. */
static salesinv_status keep(void *self, const char *state, size_t size)
{
    works *w = self;
    char next[PATH_ROOM + 8];
    FILE *file;
    int is_written;

    point(w);
    snprintf(next, sizeof(next), "%s.next", w->erp_file);
    file = fopen(next, "wb");
    if (!file)
        return SALESINV_E_STORAGE_UNAVAILABLE;
    is_written = write_all(file, state, size);
    is_written = fclose(file) == 0 && is_written;
    if (!is_written || rename(next, w->erp_file) != 0)
        return SALESINV_E_STORAGE_UNAVAILABLE;
    point(w);
    return SALESINV_OK;
}

static char *read_file(const char *path, size_t *out_size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long size = -1;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        bytes = malloc((size_t)size + 1);
    }
    *out_size = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return bytes;
}

/* ---- its connector: the ERP's own methods, with places to die around them ---- */

static works *of_methods;

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    salesinv_status rc;

    point(of_methods);
    rc = inner->push(self, items, count, answers);
    point(of_methods);
    return rc;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    salesinv_status rc = inner->pull(self, kind, position, max_count, into);

    point(of_methods);
    return rc;
}

/* ---- opening ---- */

static void erp_must(const works *w, salesinv_status rc, const char *what)
{
    const salesinv_error *error = salesinv_loopback_error(w->erp);

    if (rc == SALESINV_OK)
        return;
    fprintf(stderr, "ERP: %s: %s: %s\n", what, salesinv_status_name(rc),
            salesinv_error_message(error));
    exit(EXIT_FAILURE);
}

void open_erp(works *w)
{
    salesinv_connector_vtable table;
    size_t size;
    char *state = read_file(w->erp_file, &size);

    erp_must(w, salesinv_loopback_create(NULL, NULL, "erp", "demo", &w->erp), "open");
    if (state)
        erp_must(w, salesinv_loopback_restore(w->erp, state, size, NULL), w->erp_file);
    free(state);
    salesinv_loopback_keep_state(w->erp, keep, w);
    inner = salesinv_loopback_vtable(w->erp);
    of_methods = w;
    table = *inner;
    table.push = push;
    table.pull = pull;
    must(w, salesinv_connector_create(w->engine, &table, w->erp, NULL, &w->connector),
         "connector");
}

void close_erp(works *w)
{
    salesinv_connector_free(w->connector);
    salesinv_loopback_free(w->erp);
}

/* ---- what it has ---- */

static const char *const goods[] = {
    "{'kind':'category','external_id':'NET','code':'NET','name':'Network'}",
    "{'kind':'unit','external_id':'PC','code':'PC','name':'piece'}",
    "{'kind':'product','external_id':'M-100','code':'R100','name':'Router R100','"
    "category':'NET','unit':'PC','tracking':2,'price':'240'}",
    "{'kind':'product','external_id':'M-200','code':'C5','name':'Patch cable','"
    "category':'NET','unit':'PC','price':'3.5'}",
    "{'kind':'warehouse','external_id':'W1','code':'MAIN','name':'Main'}",
    "{'kind':'account','external_id':'C-7','code':'HARBOUR','name':'Harbour Networks'}",
    "{'kind':'serial','external_id':'LOT-1','product':'M-100','serials':['R0001..R0010'"
    "],"
    "'state':'in_stock','warehouse':'W1'}",
    "{'kind':'stock','product':'M-100','warehouse':'W1','on_hand':'10'}",
    "{'kind':'stock','product':'M-200','warehouse':'W1','on_hand':'500'}",
};
/* Their kinds and ids, to see whether they are there. */
static const struct {
    salesinv_kind kind;
    const char *id;
} names[] = {
    {SALESINV_KIND_CATEGORY, "NET"},   {SALESINV_KIND_UNIT, "PC"},
    {SALESINV_KIND_PRODUCT, "M-100"},  {SALESINV_KIND_PRODUCT, "M-200"},
    {SALESINV_KIND_WAREHOUSE, "W1"},   {SALESINV_KIND_ACCOUNT, "C-7"},
    {SALESINV_KIND_SERIAL, "LOT-1"},   {SALESINV_KIND_STOCK, "M-100/W1"},
    {SALESINV_KIND_STOCK, "M-200/W1"},
};
enum { GOODS = sizeof(goods) / sizeof(goods[0]) };

static size_t quote(char out[JSON_ROOM], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static size_t quote(char out[JSON_ROOM], const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(out, JSON_ROOM, format, args);
    va_end(args);
    for (char *at = out; (at = strchr(at, '\'')); at++)
        *at = '"';
    return strlen(out);
}

void fill_erp(works *w)
{
    char json[JSON_ROOM];

    for (size_t i = 0; i < GOODS; i++) {
        size_t size = quote(json, "%s", goods[i]);

        if (!salesinv_loopback_record(w->erp, names[i].kind, names[i].id))
            erp_must(w, salesinv_loopback_put(w->erp, json, size), names[i].id);
    }
}

/* ---- what its people do ---- */

/* The id tells a part that was shipped before: that one would only be said again. */
static void ship(works *w, const char *id, const char *rest)
{
    const char *notice =
        salesinv_loopback_document_id(w->erp, SALESINV_KIND_SHIPMENT, 0);
    char json[JSON_ROOM];
    size_t size = quote(json, "{'external_id':'%s','notice':'%s','warehouse':'W1',%s}",
                        id, notice ? notice : "none came", rest);

    erp_must(w, salesinv_loopback_ship(w->erp, json, size, NULL), id);
}

void ship_in_erp(works *w)
{
    ship(w, "D-1",
         "'lines':[{'line':1,'qty':'4','serials':['R0001..R0004']},{'line':2,'qty':'20'"
         "}]");
    /* R0105 came from another plant: nobody here has heard of it. */
    ship(w, "D-2", "'lines':[{'line':1,'qty':'2','serials':['R0005','R0105']}]");
}

void receive_in_erp(works *w)
{
    const char *back = salesinv_loopback_document_id(w->erp, SALESINV_KIND_RETURN, 0);
    char json[JSON_ROOM];
    size_t size = quote(json,
                        "{'return':'%s','warehouse':'W1','lines':[{'line':1,'received':"
                        "'1','serials':['R0002']}]}",
                        back ? back : "none came");

    erp_must(w, salesinv_loopback_receive(w->erp, json, size, NULL), "receive");
}
