/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLUGIN_H
#define SINV_RETURNS_PLUGIN_H

#include "core/txn.h"

/** The plugin that a mode of return (SALESINV_RETURN_*) needs: SINV_SET_PLUGIN_*, -1 for none. */
int32_t sinv_return_plugin_of(int64_t mode);

/** For sinv_assembly.check_switch_off: IN_USE naming returns in approval whose mode's plugin `setting` is. */
salesinv_status sinv_return_check_switch_off(sinv_txn *txn, int32_t setting);

#endif
