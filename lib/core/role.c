/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Custom roles: their JSON read strictly when a role is stored, and leniently from the row, where
 * a newer version of the library may have left names that grant nothing here.
 */
#include "core/role.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "core/event.h"
#include "core/session.h"
#include "salesinv/document.h"
#include "salesinv/event.h"

enum { DETAIL_MAX = 4096, PATH_MAX_BYTES = 96 };

static const char *const object_names[SINV_OBJECT_COUNT] = {
    [SINV_OBJECT_NONE] = "none",
    [SINV_OBJECT_SETTING] = "setting",
    [SINV_OBJECT_LICENCE] = "licence",
    [SINV_OBJECT_CATALOG] = "catalog",
    [SINV_OBJECT_ACCOUNT] = "account",
    [SINV_OBJECT_WAREHOUSE] = "warehouse",
    [SINV_OBJECT_STOCK] = "stock",
    [SINV_OBJECT_ORDER] = "order",
    [SINV_OBJECT_FROZEN_ADJUSTMENT] = "frozen_adjustment",
    [SINV_OBJECT_SHIPMENT] = "shipment",
    [SINV_OBJECT_RECEIPT] = "receipt",
    [SINV_OBJECT_MOVEMENT] = "movement",
    [SINV_OBJECT_RETURN] = "return",
    [SINV_OBJECT_EVENT] = "event",
    [SINV_OBJECT_VERIFY] = "verify",
    [SINV_OBJECT_SYNC] = "sync",
    [SINV_OBJECT_TENANT] = "tenant",
};

static const char *const action_names[SINV_ACTION_COUNT] = {
    [SINV_ACTION_READ] = "read",       [SINV_ACTION_CREATE] = "create",
    [SINV_ACTION_UPDATE] = "update",   [SINV_ACTION_SUBMIT] = "submit",
    [SINV_ACTION_APPROVE] = "approve", [SINV_ACTION_CONFIRM] = "confirm",
    [SINV_ACTION_CLOSE] = "close",     [SINV_ACTION_VOID] = "void",
};

const char *sinv_object_name(int32_t object)
{
    return object >= 0 && object < SINV_OBJECT_COUNT ? object_names[object] : "unknown";
}

const char *sinv_action_name(int32_t action)
{
    return action >= 0 && action < SINV_ACTION_COUNT ? action_names[action] : "unknown";
}

static int32_t find_name(const char *const *names, int32_t first, int32_t end,
                         const char *name)
{
    for (int32_t i = first; i < end; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* What a tenant may grant: everything but the operators' right. */
static int32_t find_object(const char *name)
{
    return find_name(object_names, SINV_OBJECT_NONE + 1, SINV_OBJECT_TENANT, name);
}

static salesinv_status refuse(sinv_err *err, const char *object, const char *action,
                              const char *why)
{
    char path[PATH_MAX_BYTES];

    (void)snprintf(path, sizeof(path), "%s%s%s", object, action ? "." : "",
                   action ? action : "");
    return sinv_err_set(err, SALESINV_E_ARG, path, "%s: %s", path, why);
}

/** Where parsed rights go; without `err` what is unknown is skipped. */
typedef struct rights_reader {
    sinv_err *err;
    sinv_rights *rights;
} rights_reader;

static salesinv_status read_grant(const rights_reader *reader, const char *object_name,
                                  int32_t object, const sinv_json *node)
{
    const char *name = sinv_json_key(node);
    int32_t action = find_name(action_names, 0, SINV_ACTION_COUNT, name);
    size_t size;
    const char *reach = sinv_json_text(node, &size);

    if (reach && action >= 0 && strcmp(reach, "all") == 0)
        reader->rights->all[object] |= (uint16_t)(1u << action);
    else if (reach && action >= 0 && strcmp(reach, "own") == 0)
        reader->rights->own[object] |= (uint16_t)(1u << action);
    else if (reach && action >= 0 && strcmp(reach, "synced") == 0)
        reader->rights->synced[object] |= (uint16_t)(1u << action);
    else if (reader->err && action < 0)
        return refuse(reader->err, object_name, name, "unknown action");
    else if (reader->err)
        return refuse(reader->err, object_name, name,
                      "none of \"own\", \"all\", \"synced\"");
    return SALESINV_OK;
}

static salesinv_status read_object(const rights_reader *reader, const sinv_json *node)
{
    const char *name = sinv_json_key(node);
    int32_t object = find_object(name);
    salesinv_status rc = SALESINV_OK;

    if (object < 0)
        return reader->err ? refuse(reader->err, name, NULL, "unknown object")
                           : SALESINV_OK;
    if (sinv_json_type_of(node) != SINV_JSON_OBJECT)
        return reader->err ? refuse(reader->err, name, NULL, "not a JSON object")
                           : SALESINV_OK;
    for (node = sinv_json_first(node); node && rc == SALESINV_OK;
         node = sinv_json_next(node))
        rc = read_grant(reader, name, object, node);
    return rc;
}

static salesinv_status read_rights(const rights_reader *reader, const sinv_json *root)
{
    salesinv_status rc = SALESINV_OK;

    if (sinv_json_type_of(root) != SINV_JSON_OBJECT)
        return reader->err
                   ? refuse(reader->err, "rights_json", NULL, "not a JSON object")
                   : SALESINV_OK;
    for (root = sinv_json_first(root); root && rc == SALESINV_OK;
         root = sinv_json_next(root))
        rc = read_object(reader, root);
    return rc;
}

static salesinv_status parse_rights(sinv_txn *txn, const char *json, size_t size,
                                    bool is_strict, sinv_rights *out)
{
    rights_reader reader = {is_strict ? txn->err : NULL, out};
    sinv_json_tree *tree;
    salesinv_status rc;

    memset(out, 0, sizeof(*out));
    rc = sinv_json_parse(txn->err, txn->engine->heap, json, size, &tree);
    if (rc != SALESINV_OK) {
        sinv_err_prefix_field(txn->err, "rights_json");
        return rc;
    }
    rc = read_rights(&reader, sinv_json_root(tree));
    sinv_json_free(tree);
    return rc;
}

static void print_reach(sinv_json_writer *json, const char *action, const char *reach)
{
    sinv_json_put_key(json, action);
    sinv_json_put_text(json, reach, strlen(reach));
}

void sinv_rights_print(const sinv_rights *rights, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    for (int32_t object = 0; object < SINV_OBJECT_COUNT; object++) {
        if ((rights->own[object] | rights->all[object] | rights->synced[object]) == 0)
            continue;
        sinv_json_put_key(&json, object_names[object]);
        sinv_json_begin_object(&json);
        for (int32_t action = 0; action < SINV_ACTION_COUNT; action++)
            if (rights->all[object] >> action & 1)
                print_reach(&json, action_names[action], "all");
            else if (rights->own[object] >> action & 1)
                print_reach(&json, action_names[action], "own");
            else if (rights->synced[object] >> action & 1)
                print_reach(&json, action_names[action], "synced");
        sinv_json_end_object(&json);
    }
    sinv_json_end_object(&json);
}

static salesinv_status find_role(sinv_txn *txn, const char *name, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_ROLE, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_ROLE_NAME, name);
    return sinv_txn_get(txn, *out);
}

static salesinv_status refuse_missing(sinv_txn *txn, const char *name)
{
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "role",
                                      "there is no role %s", name);

    sinv_err_add_text(txn->err, "role", name);
    return rc;
}

salesinv_status sinv_role_read(sinv_txn *txn, const char *name, sinv_rights *out)
{
    const sinv_rights *rights = sinv_role_built_in(name);
    sinv_row *row;
    salesinv_status rc;

    memset(out, 0, sizeof(*out));
    if (rights) {
        *out = *rights;
        return SALESINV_OK;
    }
    rc = find_role(txn, name, &row);
    if (rc == SALESINV_E_NOT_FOUND)
        return refuse_missing(txn, name);
    if (rc != SALESINV_OK)
        return rc;
    return parse_rights(txn, sinv_row_text(row, SINV_ROLE_RIGHTS),
                        sinv_row_size(row, SINV_ROLE_RIGHTS), false, out);
}

/* {"role":..., "rights":{...}|null}; rights that are too long for an event are left out. */
static salesinv_status append_event(sinv_txn *txn, const char *name, int32_t action,
                                    const sinv_buf *rights)
{
    sinv_event event = {.kind = SALESINV_KIND_ROLE, .action = action};
    sinv_json_writer json;
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, txn->engine->heap, DETAIL_MAX);
    sinv_json_writer_init(&json, &detail);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "role");
    sinv_json_put_text(&json, name, strlen(name));
    if (rights) {
        sinv_json_put_key(&json, "rights");
        sinv_json_put_raw(&json, rights->bytes, rights->size);
    }
    sinv_json_end_object(&json);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                      : sinv_txn_nomem(txn);
    sinv_buf_free(&detail);
    return rc;
}

static salesinv_status refuse_built_in(sinv_txn *txn, const char *name)
{
    if (!sinv_role_built_in(name))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_EXISTS, "name",
                        "%s is a built-in role and cannot be changed", name);
}

static salesinv_status store(sinv_txn *txn, const char *name, const sinv_buf *rights)
{
    sinv_row *row;
    bool is_new;
    salesinv_status rc = find_role(txn, name, &row);

    is_new = rc == SALESINV_E_NOT_FOUND;
    if (rc != SALESINV_OK && !is_new)
        return rc;
    if (!is_new && strcmp(sinv_row_text(row, SINV_ROLE_RIGHTS), rights->bytes) == 0)
        return SALESINV_OK;
    sinv_row_set_text(row, SINV_ROLE_RIGHTS, rights->bytes);
    rc = is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
    if (rc == SALESINV_OK)
        rc = append_event(txn, name, SALESINV_EVENT_ROLE_CHANGED, rights);
    return rc;
}

salesinv_status sinv_role_write(sinv_txn *txn, const char *name, const char *json,
                                size_t size)
{
    sinv_rights rights;
    sinv_buf text;
    salesinv_status rc;

    if ((rc = refuse_built_in(txn, name)) != SALESINV_OK ||
        (rc = parse_rights(txn, json, size, true, &rights)) != SALESINV_OK)
        return rc;
    sinv_buf_init(&text, txn->engine->heap, SINV_ROLE_JSON_MAX);
    sinv_rights_print(&rights, &text);
    rc = text.status == SALESINV_OK ? store(txn, name, &text) : sinv_txn_nomem(txn);
    sinv_buf_free(&text);
    return rc;
}

salesinv_status sinv_role_drop(sinv_txn *txn, const char *name)
{
    sinv_row *row;
    salesinv_status rc = refuse_built_in(txn, name);

    if (rc != SALESINV_OK)
        return rc;
    rc = find_role(txn, name, &row);
    if (rc == SALESINV_E_NOT_FOUND)
        return refuse_missing(txn, name);
    if (rc != SALESINV_OK || (rc = sinv_txn_remove(txn, row)) != SALESINV_OK)
        return rc;
    return append_event(txn, name, SALESINV_EVENT_ROLE_REMOVED, NULL);
}

static void put_name(sinv_json_writer *json, const char *name)
{
    sinv_json_put_text(json, name, strlen(name));
}

salesinv_status sinv_roles_print(sinv_txn *txn, sinv_buf *out)
{
    const sinv_range all = {0};
    sinv_json_writer json;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_ROLE, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_ROLE, &all, &scan)) != SALESINV_OK)
        return rc;
    sinv_buf_clear(out); /* a call may run again */
    sinv_json_writer_init(&json, out);
    sinv_json_begin_array(&json);
    for (int32_t i = 0; sinv_role_built_in_name(i); i++)
        put_name(&json, sinv_role_built_in_name(i));
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        put_name(&json, sinv_row_text(row, SINV_ROLE_NAME));
    sinv_scan_close(&scan);
    sinv_json_end_array(&json);
    return rc == SALESINV_OK && out->status != SALESINV_OK ? sinv_txn_nomem(txn) : rc;
}
