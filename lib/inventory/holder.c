/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holders in refusals. A line says which document it is of, not of which kind; so the kinds are
 * asked in turn, unless the session may read everything that can hold goods.
 */
#include "inventory/holder.h"

#include <stdio.h>

#include "core/session.h"
#include "document/doc.h"

enum { KEY_MAX = 48 };

/* The objects whose documents hold stock or serials. */
static const uint8_t HOLDING[] = {SINV_OBJECT_ORDER, SINV_OBJECT_SHIPMENT,
                                  SINV_OBJECT_MOVEMENT, SINV_OBJECT_RETURN};

static sinv_reach reach_of(const sinv_txn *txn, uint8_t object)
{
    return sinv_rights_reach(&txn->session->rights,
                             (sinv_right){object, SINV_ACTION_READ});
}

static bool reads_everything(const sinv_txn *txn)
{
    if (!txn->session)
        return true;
    for (size_t i = 0; i < sizeof(HOLDING); i++)
        if (reach_of(txn, HOLDING[i]) != SINV_REACH_ALL)
            return false;
    return true;
}

/* OK with the answer if the document is of this kind, else NOT_FOUND. */
static salesinv_status ask_kind(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                                bool *out)
{
    sinv_doc doc = {.kind = kind};
    sinv_reach reach = reach_of(txn, kind->object);
    salesinv_status rc = sinv_txn_get_id(txn, kind->table, id, &doc.head);

    if (rc != SALESINV_OK)
        return rc;
    *out = reach == SINV_REACH_ALL ||
           (reach == SINV_REACH_OWN && !kind->is_own && sinv_doc_is_own(txn, &doc));
    return SALESINV_OK;
}

salesinv_status sinv_holder_is_readable(sinv_txn *txn, int64_t line, bool *out)
{
    const sinv_assembly *assembly = txn->engine->assembly;
    salesinv_status rc = SALESINV_E_NOT_FOUND;

    *out = reads_everything(txn);
    if (*out || !assembly)
        return SALESINV_OK;
    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_E_NOT_FOUND; i++)
        if (!(assembly->kinds[i]->flags & SINV_KIND_MASTER))
            rc = ask_kind(txn, assembly->kinds[i], sinv_line_document(line), out);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static void write_key(char key[KEY_MAX], const char *before, int32_t n,
                      const char *what)
{
    (void)snprintf(key, KEY_MAX, "%sholder.%d.%s", before, n, what);
}

void sinv_holder_name(sinv_txn *txn, const char *before, int32_t n, int64_t line)
{
    char key[KEY_MAX];

    write_key(key, before, n, "document");
    sinv_err_add_int(txn->err, key, sinv_line_document(line));
    write_key(key, before, n, "line");
    sinv_err_add_int(txn->err, key, sinv_line_number(line));
}

void sinv_holder_add_qty(sinv_txn *txn, const char *before, int32_t n, salesinv_qty qty)
{
    char key[KEY_MAX];

    write_key(key, before, n, "qty");
    sinv_err_add_qty(txn->err, key, qty);
}
