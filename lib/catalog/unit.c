/* SPDX-License-Identifier: Apache-2.0 */
/* Units of measure: a code and a name; what they are worth is said by each product. */
#include "catalog/catalog.h"
#include "catalog/fields.h"
#include "core/settings.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_UNIT_CODE, SINV_MUST_TEXT, 16, "code"),
    SINV_ROW_TEXT(NAME, SINV_UNIT_NAME, SINV_MUST_TEXT, 200, "name"),
};

static salesinv_status check_unused(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_in_use(txn, SALESINV_KIND_UNIT, sinv_doc_id(doc));
}

static const sinv_transition steps[] = {SINV_MASTER_STEPS(check_unused, NULL)};

const sinv_kind sinv_unit_kind = {
    .kind = SALESINV_KIND_UNIT,
    .name = "unit",
    .prefix = "UN",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_CATALOG,
    .table = SINV_T_UNIT,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_UNIT_NAME,
    .code_column = SINV_UNIT_CODE,
    .editable = SINV_IN_MASTER,
    .open = SINV_IN_USE,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .field_count = SINV_COUNT_OF(fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
};
