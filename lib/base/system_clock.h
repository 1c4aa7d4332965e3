/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_SYSTEM_CLOCK_H
#define SINV_BASE_SYSTEM_CLOCK_H

#include "salesinv/sys/clock.h"

/** The machine's clock, for engines whose host sets none. Its self is NULL. */
const salesinv_clock *sinv_system_clock(void);

#endif
