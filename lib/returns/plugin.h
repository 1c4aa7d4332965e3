/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLUGIN_H
#define SINV_RETURNS_PLUGIN_H

#include "core/txn.h"

/** The plugin that a mode of return (SALESINV_RETURN_*) needs: SINV_SET_PLUGIN_*, -1 for none. */
int32_t sinv_return_plugin_of(int64_t mode);

#endif
