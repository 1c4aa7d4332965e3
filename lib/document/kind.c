/* SPDX-License-Identifier: Apache-2.0 */
/* Looking things up in the tables of kinds and fields. */
#include "document/kind.h"

#include <string.h>

#include "core/session.h"
#include "core/settings.h"
#include "document/doc.h"

const sinv_kind *sinv_kind_of(const salesinv_engine *engine, salesinv_kind kind)
{
    const sinv_assembly *assembly = engine->assembly;

    for (int32_t i = 0; i < assembly->kind_count; i++)
        if (assembly->kinds[i]->kind == kind)
            return assembly->kinds[i];
    return NULL;
}

salesinv_status sinv_kind_check_edition(sinv_txn *txn, const sinv_kind *kind)
{
    return kind->editions != 0
               ? sinv_edition_require_user(txn, kind->editions, kind->synced)
               : SALESINV_OK;
}

static const sinv_field *fields_of(const sinv_kind *kind, bool is_line,
                                   int32_t *out_count)
{
    *out_count = is_line ? kind->line_field_count : kind->field_count;
    return is_line ? kind->line_fields : kind->fields;
}

const sinv_field *sinv_kind_field(const sinv_kind *kind, bool is_line,
                                  salesinv_field field)
{
    int32_t count;
    const sinv_field *fields = fields_of(kind, is_line, &count);

    for (int32_t i = 0; i < count; i++)
        if (fields[i].field == field)
            return &fields[i];
    return NULL;
}

const sinv_field *sinv_kind_field_by_key(const sinv_kind *kind, bool is_line,
                                         const char *key)
{
    int32_t count;
    const sinv_field *fields = fields_of(kind, is_line, &count);

    for (int32_t i = 0; i < count; i++)
        if (strcmp(fields[i].key, key) == 0)
            return &fields[i];
    return NULL;
}

const sinv_transition *sinv_kind_transition(const sinv_kind *kind, sinv_verb verb)
{
    for (int32_t i = 0; i < kind->transition_count; i++)
        if (kind->transitions[i].verb == verb)
            return &kind->transitions[i];
    return NULL;
}

/* domain.md 5: ineffective, under review, normal, invalid; 0 for master data. */
int64_t sinv_doc_life_status(const sinv_doc *doc, int32_t line)
{
    (void)line;
    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_DRAFT:
    case SALESINV_STATUS_REJECTED:
    case SALESINV_STATUS_WITHDRAWN:
        return SALESINV_LIFE_INEFFECTIVE;
    case SALESINV_STATUS_IN_APPROVAL:
        return SALESINV_LIFE_UNDER_REVIEW;
    case SALESINV_STATUS_VOID:
        return SALESINV_LIFE_INVALID;
    default:
        return SALESINV_LIFE_NORMAL;
    }
}

int64_t sinv_doc_line_id(const sinv_doc *doc, int32_t line)
{
    return line > 0 ? sinv_doc_line_of(doc, (uint32_t)line - 1) : 0;
}

bool sinv_kind_is_open(const sinv_kind *kind, const sinv_row *head)
{
    return (kind->open & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS))) != 0 &&
           (!kind->is_open || kind->is_open(head));
}
