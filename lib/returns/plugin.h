/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLUGIN_H
#define SINV_RETURNS_PLUGIN_H

#include "core/txn.h"

/** For sinv_assembly.check_switch_off: IN_USE naming returns in approval whose mode's plugin `setting` is. */
salesinv_status sinv_return_check_switch_off(sinv_txn *txn, int32_t setting);

#endif
