/* SPDX-License-Identifier: Apache-2.0 */
/* What a reference means: by the connector's links, by code, by number, by id. All that it says must mean the same object. */
#include "sync/canonical_ref.h"

#include <string.h>

#include "base/decimal.h"
#include "document/doc.h"
#include "document/json.h"
#include "sync/link.h"

/** A reference being read. */
typedef struct reference {
    sinv_txn *txn;
    const sinv_canonical_place *place;
    const sinv_kind *kind;
    const sinv_json *warehouse; /* of a bin's code; NULL: that of the place */
    salesinv_id found;          /* by what was read so far, 0: nothing */
} reference;

static salesinv_status refuse(const reference *ref, salesinv_status code,
                              const char *text, const char *value)
{
    sinv_err *err = ref->txn->err;
    salesinv_status rc = sinv_err_set(err, code, ref->place->field, "%s \"%s\" %s",
                                      ref->kind->name, value, text);

    sinv_err_add_text(err, "connector", ref->place->record->connector);
    return rc;
}

static salesinv_status refuse_unknown(const reference *ref, const char *value)
{
    return refuse(ref, SALESINV_E_NOT_FOUND, "is unknown here", value);
}

/* A second way to the same object must lead to it. */
static salesinv_status agree(reference *ref, salesinv_id id, const char *value)
{
    if (ref->found != 0 && ref->found != id)
        return refuse(ref, SALESINV_E_ARG,
                      "is another object than the rest of the reference means", value);
    ref->found = id;
    return SALESINV_OK;
}

static salesinv_status by_external_id(reference *ref, const char *text)
{
    const sinv_link_key key = {ref->place->record->connector, ref->kind->kind, text};
    sinv_row *link;
    salesinv_status rc = sinv_link_find(ref->txn, &key, &link);

    if (rc != SALESINV_OK)
        return rc;
    if (!link || sinv_row_int(link, SINV_LINK_OBJECT) == 0)
        return refuse_unknown(ref, text);
    return agree(ref, sinv_row_int(link, SINV_LINK_OBJECT), text);
}

static salesinv_status by_id(reference *ref, salesinv_id id, const char *value)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_master(ref->txn, ref->kind->table, id, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return refuse_unknown(ref, value);
    return rc == SALESINV_OK ? agree(ref, id, value) : rc;
}

/* "SH-000012" */
static salesinv_status by_number(reference *ref, const char *text)
{
    size_t size = strlen(ref->kind->prefix);
    int64_t id = 0;

    if (strncmp(text, ref->kind->prefix, size) != 0 || text[size] != '-' ||
        text[size + 1] < '0' || text[size + 1] > '9' ||
        sinv_decimal_parse(NULL, NULL, text + size + 1, strlen(text + size + 1), 0,
                           &id) != SALESINV_OK)
        return refuse_unknown(ref, text);
    return by_id(ref, id, text);
}

static const sinv_json *present(const sinv_json *object, const char *key)
{
    const sinv_json *node = object ? sinv_json_member(object, key) : NULL;

    return node && sinv_json_type_of(node) != SINV_JSON_NULL ? node : NULL;
}

/* Of a bin that is named by its code. */
static salesinv_status find_warehouse(const reference *ref, salesinv_id *out)
{
    const sinv_canonical_place *place = ref->place;
    const sinv_json *node = ref->warehouse;

    if (!node)
        node = present(place->line, "warehouse");
    if (!node)
        node = present(place->record->root, "warehouse");
    if (!node)
        return sinv_err_set(ref->txn->err, SALESINV_E_ARG, place->field,
                            "the code of a bin needs a warehouse beside it");
    return sinv_canonical_resolve(ref->txn, place, SALESINV_KIND_WAREHOUSE, node, out);
}

static salesinv_status scan_code(const reference *ref, const sinv_row *key,
                                 int32_t prefix, salesinv_id *out)
{
    sinv_range range = {.index = SINV_INDEX_CODE, .prefix = prefix, .from = key};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    *out = 0;
    range.limit = 1;
    if ((rc = sinv_txn_row(ref->txn, ref->kind->table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(ref->txn, ref->kind->table, &range, &scan)) !=
            SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, row);
    if (rc == SALESINV_ROW)
        *out = sinv_row_int(row, SINV_HEAD_ID);
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status by_code(reference *ref, const char *text)
{
    const bool is_bin = ref->kind->kind == SALESINV_KIND_BIN;
    int32_t column = is_bin ? SINV_BIN_CODE : ref->kind->code_column;
    salesinv_id warehouse = 0;
    salesinv_id id;
    sinv_row *key;
    salesinv_status rc;

    if (column < 0)
        return refuse(ref, SALESINV_E_ARG, "is no reference: there are no codes", text);
    if (is_bin && (rc = find_warehouse(ref, &warehouse)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_txn_row(ref->txn, ref->kind->table, &key)) != SALESINV_OK)
        return rc;
    if (is_bin)
        sinv_row_set_int(key, SINV_BIN_WAREHOUSE, warehouse);
    sinv_row_set_text(key, column, text);
    if (key->status != SALESINV_OK)
        return sinv_txn_nomem(ref->txn);
    if ((rc = scan_code(ref, key, is_bin ? 3 : 2, &id)) != SALESINV_OK)
        return rc;
    return id == 0 ? refuse_unknown(ref, text) : agree(ref, id, text);
}

/* ---- forms ---- */

static salesinv_status refuse_form(const reference *ref)
{
    return sinv_err_set(ref->txn->err, SALESINV_E_ARG, ref->place->field,
                        "a reference to a %s is its id in the ERP, or an object "
                        "with external_id, code, number or id",
                        ref->kind->name);
}

static salesinv_status read_id_member(reference *ref, const sinv_json *node)
{
    char text[SINV_DECIMAL_TEXT_MAX];
    int64_t id = 0;
    salesinv_status rc = sinv_json_read_number(ref->txn->err, ref->place->field,
                                               SALESINV_TYPE_ID, node, &id);

    if (rc != SALESINV_OK)
        return rc;
    (void)sinv_decimal_format(id, 0, text);
    return by_id(ref, id, text);
}

static salesinv_status read_text_member(reference *ref, const sinv_json *node,
                                        salesinv_status (*by)(reference *ref,
                                                              const char *text))
{
    size_t size;
    const char *text = sinv_json_text(node, &size);

    return text ? by(ref, text) : refuse_form(ref);
}

static salesinv_status read_member(reference *ref, const sinv_json *child)
{
    const char *key = sinv_json_key(child);

    if (sinv_json_type_of(child) == SINV_JSON_NULL || strcmp(key, "line") == 0 ||
        strcmp(key, "warehouse") == 0)
        return SALESINV_OK;
    if (strcmp(key, "external_id") == 0)
        return read_text_member(ref, child, by_external_id);
    if (strcmp(key, "code") == 0)
        return read_text_member(ref, child, by_code);
    if (strcmp(key, "number") == 0)
        return read_text_member(ref, child, by_number);
    if (strcmp(key, "id") == 0)
        return read_id_member(ref, child);
    return sinv_err_set(ref->txn->err, SALESINV_E_ARG, ref->place->field,
                        "a reference has no %s", key);
}

static salesinv_status read_object(reference *ref, const sinv_json *node)
{
    salesinv_status rc = SALESINV_OK;

    ref->warehouse = present(node, "warehouse");
    for (const sinv_json *child = sinv_json_first(node); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        rc = read_member(ref, child);
    return rc == SALESINV_OK && ref->found == 0 ? refuse_form(ref) : rc;
}

salesinv_status sinv_canonical_resolve(sinv_txn *txn, const sinv_canonical_place *place,
                                       salesinv_kind kind, const sinv_json *node,
                                       salesinv_id *out)
{
    reference ref = {txn, place, sinv_kind_of(txn->engine, kind), NULL, 0};
    salesinv_status rc;

    *out = 0;
    switch (sinv_json_type_of(node)) {
    case SINV_JSON_TEXT:
        rc = read_text_member(&ref, node, by_external_id);
        break;
    case SINV_JSON_OBJECT:
        rc = read_object(&ref, node);
        break;
    case SINV_JSON_NULL:
    case SINV_JSON_BOOL:
    case SINV_JSON_INT:
    case SINV_JSON_ARRAY:
    default:
        rc = refuse_form(&ref);
        break;
    }
    *out = ref.found;
    return rc;
}

/* ---- lines of other documents ---- */

static const struct {
    salesinv_field line;
    salesinv_field document;
} NEIGHBOURS[] = {
    {SALESINV_F_SOURCE_LINE, SALESINV_F_SOURCE},
    {SALESINV_F_ORDER_LINE, SALESINV_F_ORDER},
    {SALESINV_F_SHIPMENT_LINE, SALESINV_F_SHIPMENT},
    {SALESINV_F_SHIP_TO, SALESINV_F_ACCOUNT},
};

const sinv_field *sinv_canonical_document_field(const sinv_kind *kind,
                                                const sinv_field *line_ref,
                                                bool is_line)
{
    for (size_t i = 0; i < sizeof(NEIGHBOURS) / sizeof(NEIGHBOURS[0]); i++)
        if (NEIGHBOURS[i].line == line_ref->field)
            return sinv_kind_field(kind, is_line, NEIGHBOURS[i].document);
    return NULL;
}

/* A number of a line alone says nothing: name the key that has to say whose line it is. */
static salesinv_status refuse_alone(sinv_txn *txn, const sinv_canonical_place *place,
                                    const sinv_kind *kind, const sinv_field *field)
{
    const sinv_field *named = sinv_canonical_document_field(kind, field, false);

    if (!named)
        named = sinv_canonical_document_field(kind, field, true);
    return sinv_err_set(txn->err, SALESINV_E_ARG, place->field,
                        "%s is missing, of which %s is a line",
                        named ? named->key : "the document", field->key);
}

/* The document that the line, or else the header, names for the field. */
static salesinv_status find_document(sinv_txn *txn, const sinv_canonical_place *place,
                                     const sinv_kind *kind, const sinv_field *field,
                                     salesinv_id *out)
{
    const sinv_json *sides[] = {place->line, place->record->root};

    for (int32_t i = 0; i < 2; i++) {
        const sinv_field *named = sinv_canonical_document_field(kind, field, i == 0);
        const sinv_json *node = named ? present(sides[i], named->key) : NULL;
        if (node)
            return sinv_canonical_resolve(txn, place, named->ref_kind, node, out);
    }
    return refuse_alone(txn, place, kind, field);
}

/* Of which kind the documents are that the field's lines belong to. */
static salesinv_kind document_kind(const sinv_kind *kind, const sinv_field *field)
{
    const sinv_field *named = sinv_canonical_document_field(kind, field, true);

    if (!named)
        named = sinv_canonical_document_field(kind, field, false);
    return named ? named->ref_kind : 0;
}

static bool says_document(const sinv_json *node)
{
    return present(node, "external_id") || present(node, "code") ||
           present(node, "number") || present(node, "id");
}

/* {"line": 2, <the document>} */
static salesinv_status read_line_object(sinv_txn *txn,
                                        const sinv_canonical_place *place,
                                        const sinv_kind *kind, const sinv_field *field,
                                        const sinv_json *node, int64_t *out)
{
    const sinv_json *line = present(node, "line");
    salesinv_kind of = document_kind(kind, field);
    salesinv_id document;
    salesinv_status rc;

    if (!line || sinv_json_int(line) < 1 || sinv_json_int(line) > UINT16_MAX)
        return sinv_err_set(txn->err, SALESINV_E_ARG, place->field,
                            "line is not a number of 1..65535");
    rc = says_document(node) && of != 0
             ? sinv_canonical_resolve(txn, place, of, node, &document)
             : find_document(txn, place, kind, field, &document);
    if (rc == SALESINV_OK)
        *out = sinv_line_id(document, sinv_json_int(line));
    return rc;
}

salesinv_status sinv_canonical_resolve_line(sinv_txn *txn,
                                            const sinv_canonical_place *place,
                                            const sinv_kind *kind,
                                            const sinv_field *field,
                                            const sinv_json *node, int64_t *out)
{
    salesinv_id document;
    int64_t value = 0;
    salesinv_status rc;

    *out = 0;
    if (sinv_json_type_of(node) == SINV_JSON_OBJECT)
        return read_line_object(txn, place, kind, field, node, out);
    rc = sinv_json_read_number(txn->err, place->field, SALESINV_TYPE_ID, node, &value);
    if (rc != SALESINV_OK)
        return rc;
    if (value < 1)
        return sinv_err_set(txn->err, SALESINV_E_ARG, place->field, "%lld is no line",
                            (long long)value);
    *out = value;
    if (value > UINT16_MAX)
        return SALESINV_OK;
    rc = find_document(txn, place, kind, field, &document);
    if (rc == SALESINV_OK)
        *out = sinv_line_id(document, value);
    return rc;
}
