/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_ROLE_H
#define SINV_CORE_ROLE_H

/*
 * Roles by name: the built-in ones, and the tenant's own with their rights as JSON. Only
 * names are stored, never numbers, so that objects and actions may be added.
 */
#include "base/text.h"
#include "core/roles.h"

enum { SINV_ROLE_NAME_MAX = 64, SINV_ROLE_JSON_MAX = 8192 };

/** Names as the JSON of rights has them; "none" or "unknown" for what has none. */
const char *sinv_object_name(int32_t object);
const char *sinv_action_name(int32_t action);

/** Name of the built-in role `index`, NULL behind the last one. */
const char *sinv_role_built_in_name(int32_t index);
/** Rights of a built-in role, NULL for another name. */
const sinv_rights *sinv_role_built_in(const char *name);

/** Rights of a role, built-in first, else the tenant's row; NOT_FOUND names the role. */
salesinv_status sinv_role_read(sinv_txn *txn, const char *name, sinv_rights *out);
/** Store a custom role. EXISTS for a built-in name; ARG with the path of what is wrong in the JSON. */
salesinv_status sinv_role_write(sinv_txn *txn, const char *name, const char *json,
                                size_t size);
/** Remove a custom role. EXISTS for a built-in one, NOT_FOUND. */
salesinv_status sinv_role_drop(sinv_txn *txn, const char *name);

/** The names of all roles as a JSON array. */
salesinv_status sinv_roles_print(sinv_txn *txn, sinv_buf *out);
/** Rights as JSON, in the form that sinv_role_write takes. */
void sinv_rights_print(const sinv_rights *rights, sinv_buf *out);

#endif
