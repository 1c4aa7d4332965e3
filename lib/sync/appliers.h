/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_APPLIERS_H
#define SINV_SYNC_APPLIERS_H

/* The appliers that the table lists; each file of them has one here. */
#include "sync/record.h"

#endif
