/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What people in the ERP do with the documents that came: ship notices and orders, take goods back. Each becomes a record that is
 * pulled, and moves the stock figures that the ERP has; a correction moves them by the difference.
 */
#include <stdio.h>
#include <string.h>

#include "base/checked.h"
#include "base/decimal.h"
#include "sync/loopback/result.h"

enum { SHIPPED = -1, RECEIVED = 1 };

/* Where a document's results are told from. */
typedef struct form {
    salesinv_kind document;
    salesinv_kind result;
    const char *named_by; /* the caller's member that names the document */
    const char *source;   /* the record's */
    const char *line;     /* the record's member for the number of a line */
    const char *qty;      /* and for its quantity */
    const char *prefix;   /* of ids */
    int direction;
} form;

static const form forms[] = {
    {SALESINV_KIND_SHIPMENT, SALESINV_KIND_OUTBOUND, "notice", "source", "source_line",
     "qty", "OUT", SHIPPED},
    {SALESINV_KIND_ORDER, SALESINV_KIND_SHIPMENT, "order", "order", "order_line", "qty",
     "SHP", SHIPPED},
    {SALESINV_KIND_RETURN, SALESINV_KIND_RETURN, "return", "source", "line", "received",
     "RCV", RECEIVED},
};
enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

/* One result that is being made. */
typedef struct making {
    sinv_changes *changes;
    salesinv_loopback *erp;
    const form *form;
    const sinv_json *given;    /* by the caller */
    const sinv_json *document; /* as it was pushed */
    const char *document_id;
    sinv_json_writer record;
    sinv_postings postings;
} making;

static salesinv_status nomem(salesinv_loopback *erp)
{
    return sinv_err_set(erp->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

/* ---- lines ---- */

static int64_t number_of(const sinv_json *line)
{
    const sinv_json *member = sinv_json_member(line, "line");

    return member ? sinv_json_int(member) : 0;
}

static const sinv_json *find_line(const sinv_json *document, int64_t number)
{
    const sinv_json *lines = sinv_json_member(document, "lines");

    for (const sinv_json *line = lines ? sinv_json_first(lines) : NULL; line;
         line = sinv_json_next(line))
        if (number_of(line) == number)
            return line;
    return NULL;
}

static salesinv_status refuse_line(salesinv_loopback *erp, int64_t number)
{
    return sinv_err_set(erp->err, SALESINV_E_NOT_FOUND, "line",
                        "the document has no line %lld", (long long)number);
}

/* Does the line of a document go the other way: is it what an exchange gives for what comes in? */
static bool goes_out(const sinv_json *asked)
{
    const sinv_json *direction = sinv_json_member(asked, "direction");

    return direction && sinv_json_int(direction) == 2;
}

/* Where a line's goods move: as the caller says, else as the document does. */
static const char *place_of(const making *of, const sinv_json *asked)
{
    const char *key = goes_out(asked) ? "out_warehouse" : "warehouse";
    const char *given = sinv_loopback_ref(of->given, key);

    return given ? given : sinv_loopback_ref(of->document, key);
}

/* What of the goods moves where; nothing where no warehouse is named. `line` says in which bin and batch, NULL: in none. */
static salesinv_status post_line(making *of, const sinv_json *asked,
                                 const sinv_json *line, int64_t qty)
{
    const char *product = sinv_loopback_ref(asked, "product");
    const char *warehouse = place_of(of, asked);
    bool has_detail =
        sinv_loopback_ref(line, "bin") || sinv_loopback_ref(line, "batch");
    int64_t moved = qty * of->form->direction * (goes_out(asked) ? -1 : 1);
    salesinv_status rc;

    if (!warehouse || !product)
        return SALESINV_OK;
    rc = sinv_postings_add(of->erp, &of->postings,
                           sinv_loopback_stock_id(of->erp, NULL, product, warehouse),
                           moved);
    if (rc != SALESINV_OK || !has_detail)
        return rc;
    return sinv_postings_add(of->erp, &of->postings,
                             sinv_loopback_stock_id(of->erp, line, product, warehouse),
                             moved);
}

static void begin_line(making *of, const sinv_json *asked)
{
    const char *product = sinv_loopback_ref(asked, "product");

    sinv_json_begin_object(&of->record);
    sinv_json_put_key(&of->record, of->form->line);
    sinv_json_put_int(&of->record, number_of(asked));
    if (product && of->form->result == SALESINV_KIND_OUTBOUND)
        sinv_json_put_member_text(&of->record, "product", product);
}

static void copy_member(making *of, const sinv_json *member)
{
    sinv_json_put_key(&of->record, sinv_json_key(member));
    sinv_json_put_raw(&of->record, "", 0);
    (void)sinv_json_print(member, of->record.buf);
}

/* A line as the caller gave it. */
static salesinv_status take_line(making *of, const sinv_json *line)
{
    const sinv_json *asked = find_line(of->document, number_of(line));
    int64_t qty;
    salesinv_status rc;

    if (!asked)
        return refuse_line(of->erp, number_of(line));
    if ((rc = sinv_loopback_qty(of->erp, line, of->form->qty, &qty)) != SALESINV_OK)
        return rc;
    begin_line(of, asked);
    for (const sinv_json *member = sinv_json_first(line); member;
         member = sinv_json_next(member))
        if (strcmp(sinv_json_key(member), "line") != 0 &&
            strcmp(sinv_json_key(member), "product") != 0)
            copy_member(of, member);
    sinv_json_end_object(&of->record);
    return post_line(of, asked, line, qty);
}

/* What the results so far have of a line. */
static salesinv_status add_record(const making *of, const sinv_entry *record,
                                  int64_t number, int64_t *sum)
{
    salesinv_loopback *erp = of->erp;
    sinv_json_tree *tree;
    const sinv_json *lines;
    const char *source;
    salesinv_status rc =
        sinv_json_parse(erp->err, erp->heap, record->json, strlen(record->json), &tree);

    if (rc != SALESINV_OK)
        return rc;
    source = sinv_loopback_ref(sinv_json_root(tree), of->form->source);
    lines = source && strcmp(source, of->document_id) == 0
                ? sinv_json_member(sinv_json_root(tree), "lines")
                : NULL;
    for (const sinv_json *line = lines ? sinv_json_first(lines) : NULL;
         line && rc == SALESINV_OK; line = sinv_json_next(line)) {
        const sinv_json *named = sinv_json_member(line, of->form->line);
        int64_t qty;

        if (!named || sinv_json_int(named) != number)
            continue;
        rc = sinv_loopback_qty(erp, line, of->form->qty, &qty);
        *sum += qty;
    }
    sinv_json_free(tree);
    return rc;
}

static salesinv_status take_rest(making *of, const sinv_json *asked)
{
    const sinv_shelf *records = &of->erp->shelves[SINV_RECORDS];
    int64_t gone = 0;
    int64_t qty;
    salesinv_status rc = sinv_loopback_qty(of->erp, asked, "qty", &qty);

    /* What came in is told as a whole, what went out in parts. */
    for (uint32_t i = 0;
         i < records->count && rc == SALESINV_OK && of->form->direction == SHIPPED; i++)
        if (records->items[i].kind == of->form->result && !records->items[i].is_deleted)
            rc = add_record(of, &records->items[i], number_of(asked), &gone);
    if (rc != SALESINV_OK || qty <= gone)
        return rc;
    begin_line(of, asked);
    sinv_json_put_key(&of->record, of->form->qty);
    sinv_json_put_decimal(&of->record, qty - gone, SINV_QTY_SCALE);
    sinv_json_end_object(&of->record);
    return post_line(of, asked, NULL, qty - gone);
}

/* The lines that the caller names, or else all that is left. */
static salesinv_status take_lines(making *of)
{
    const sinv_json *given = sinv_json_member(of->given, "lines");
    const sinv_json *lines = given ? given : sinv_json_member(of->document, "lines");
    salesinv_status rc = SALESINV_OK;

    sinv_json_put_key(&of->record, "lines");
    sinv_json_begin_array(&of->record);
    for (const sinv_json *line = lines ? sinv_json_first(lines) : NULL;
         line && rc == SALESINV_OK; line = sinv_json_next(line))
        rc = given ? take_line(of, line) : take_rest(of, line);
    sinv_json_end_array(&of->record);
    return rc;
}

/* ---- the whole ---- */

static void put_header(making *of)
{
    static const char *const own[] = {"external_id", "lines", "kind", "version"};
    const char *warehouse = sinv_loopback_ref(of->document, "warehouse");

    sinv_json_put_member_text(&of->record, of->form->source, of->document_id);
    if (warehouse && !sinv_json_member(of->given, "warehouse"))
        sinv_json_put_member_text(&of->record, "warehouse", warehouse);
    for (const sinv_json *member = sinv_json_first(of->given); member;
         member = sinv_json_next(member)) {
        const char *key = sinv_json_key(member);
        bool is_own = strcmp(key, of->form->named_by) == 0;

        for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
            is_own = is_own || strcmp(key, own[i]) == 0;
        if (!is_own)
            copy_member(of, member);
    }
}

/* Store the record that was written, with what it does to stock. */
static salesinv_status store(making *of, const sinv_buf *record)
{
    sinv_label made = {.kind = of->form->result, .id = of->erp->result};
    const sinv_entry *known =
        sinv_changes_find(of->changes, SINV_RECORDS, made.kind, made.id);
    sinv_json_tree *tree;
    sinv_buf effect;
    salesinv_status rc = sinv_json_parse(of->erp->err, of->erp->heap, record->bytes,
                                         record->size, &tree);

    if (rc != SALESINV_OK)
        return rc;
    sinv_buf_init(&effect, of->erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_postings_write(&of->postings, &effect);
    made.effect = effect.bytes;
    rc = effect.status != SALESINV_OK ? nomem(of->erp) : SALESINV_OK;
    if (rc == SALESINV_OK && known)
        rc = sinv_postings_take_back(of->erp, &of->postings, known);
    if (rc == SALESINV_OK)
        rc = sinv_postings_apply(of->changes, &of->postings);
    if (rc == SALESINV_OK)
        rc = sinv_loopback_store(of->changes, &made, sinv_json_root(tree));
    sinv_buf_free(&effect);
    sinv_json_free(tree);
    return rc;
}

/* The caller's own id, or a new one: of what came in there is one result for each return. */
static salesinv_status name_it(making *of, bool *out_is_new)
{
    const char *id = sinv_loopback_member(of->given, "external_id");
    char *to = of->erp->result;
    size_t room = sizeof(of->erp->result);
    int size;

    *out_is_new = !id && of->form->direction == SHIPPED;
    if (id)
        size = snprintf(to, room, "%s", id);
    else if (of->form->direction == SHIPPED)
        size = snprintf(to, room, "%s-%06lld", of->form->prefix,
                        (long long)of->erp->results + 1);
    else
        size = snprintf(to, room, "%s-%s", of->form->prefix, of->document_id);
    return size > 0 && (size_t)size < room
               ? SALESINV_OK
               : sinv_err_set(of->erp->err, SALESINV_E_ARG, "external_id",
                              "the id has %d bytes, %d are the limit", size,
                              (int)room - 1);
}

static salesinv_status make(making *of)
{
    bool is_new;
    sinv_buf record;
    salesinv_status rc = name_it(of, &is_new);

    if (rc != SALESINV_OK)
        return rc;
    sinv_buf_init(&record, of->erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_json_writer_init(&of->record, &record);
    sinv_json_begin_object(&of->record);
    put_header(of);
    rc = take_lines(of);
    sinv_json_end_object(&of->record);
    if (rc == SALESINV_OK && record.status != SALESINV_OK)
        rc = nomem(of->erp);
    if (rc == SALESINV_OK)
        rc = store(of, &record);
    of->erp->results += is_new && rc == SALESINV_OK;
    sinv_buf_free(&record);
    sinv_postings_free(of->erp, &of->postings);
    return rc;
}

static const form *form_of(const sinv_json *given, int direction)
{
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i].direction == direction &&
            sinv_loopback_member(given, forms[i].named_by))
            return &forms[i];
    return NULL;
}

static salesinv_status run(sinv_changes *changes, const sinv_json *given, int direction)
{
    making of = {.changes = changes,
                 .erp = changes->erp,
                 .form = form_of(given, direction),
                 .given = given};
    const sinv_entry *document;
    sinv_json_tree *tree;
    salesinv_status rc;

    if (!of.form)
        return sinv_err_set(of.erp->err, SALESINV_E_ARG,
                            direction == SHIPPED ? "notice" : "return",
                            "no document is named");
    of.document_id = sinv_loopback_member(given, of.form->named_by);
    document =
        sinv_changes_find(changes, SINV_DOCUMENTS, of.form->document, of.document_id);
    if (!document)
        return sinv_err_set(of.erp->err, SALESINV_E_NOT_FOUND, of.form->named_by,
                            "%s %s is not known", of.form->named_by, of.document_id);
    rc = sinv_json_parse(of.erp->err, of.erp->heap, document->json,
                         strlen(document->json), &tree);
    if (rc != SALESINV_OK)
        return rc;
    of.document = sinv_json_root(tree);
    rc = make(&of);
    sinv_json_free(tree);
    return rc;
}

salesinv_status sinv_loopback_ship_out(sinv_changes *changes, const sinv_json *given)
{
    return run(changes, given, SHIPPED);
}

salesinv_status sinv_loopback_take_in(sinv_changes *changes, const sinv_json *given)
{
    return run(changes, given, RECEIVED);
}

salesinv_status sinv_loopback_delete(sinv_changes *changes, const sinv_entry *known)
{
    salesinv_loopback *erp = changes->erp;
    sinv_label made = {.kind = known->kind,
                       .id = known->id,
                       .version = known->version + 1,
                       .is_deleted = true};
    sinv_postings postings = {NULL, 0, 0};
    sinv_buf buf;
    salesinv_status rc = sinv_postings_take_back(erp, &postings, known);

    if (rc == SALESINV_OK)
        rc = sinv_postings_apply(changes, &postings);
    sinv_postings_free(erp, &postings);
    if (rc != SALESINV_OK)
        return rc;
    sinv_buf_init(&buf, erp->heap, SINV_LOOPBACK_TEXT_MAX);
    sinv_loopback_render(&buf, NULL, &made, NULL);
    return sinv_changes_put(changes, SINV_RECORDS, &made, &buf);
}
