/* SPDX-License-Identifier: Apache-2.0 */
/* The machine's clock: the only place of the library, beside providers, that asks the system for time. */
#include "base/system_clock.h"

#include <sys/random.h>
#include <time.h>

static int64_t read_clock(clockid_t clock)
{
    struct timespec at;

    (void)clock_gettime(clock, &at);
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

static salesinv_time system_now(void *self)
{
    (void)self;
    return read_clock(CLOCK_REALTIME);
}

static int64_t system_monotonic(void *self)
{
    (void)self;
    return read_clock(CLOCK_MONOTONIC);
}

static void system_sleep(void *self, int64_t microseconds)
{
    struct timespec wait;

    (void)self;
    if (microseconds <= 0)
        return;
    wait.tv_sec = (time_t)(microseconds / 1000000);
    wait.tv_nsec = (long)(microseconds % 1000000) * 1000;
    (void)nanosleep(&wait, NULL);
}

static uint64_t system_random(void *self)
{
    uint64_t value = 0;

    if (getrandom(&value, sizeof(value), 0) != (ssize_t)sizeof(value))
        value = (uint64_t)system_monotonic(self) * UINT64_C(0x9e3779b97f4a7c15);
    return value;
}

static const salesinv_clock SYSTEM = {
    sizeof(SYSTEM), 0, "system", system_now, system_monotonic, system_sleep,
    system_random};

const salesinv_clock *sinv_system_clock(void)
{
    return &SYSTEM;
}
