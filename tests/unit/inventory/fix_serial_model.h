/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_SERIAL_MODEL_H
#define FIX_SERIAL_MODEL_H

/*
 * What is known of serials when every serial is kept by itself: its facts and all its events, in plain
 * arrays. It says what a change must answer and what it must leave behind, and never
 * looks at what the library stored.
 */
#include <string.h>

#include "inventory/serial_run.h"

enum {
    MODEL_SERIALS = 60,
    MODEL_PREFIXES = 3,
    MODEL_PER_PREFIX = MODEL_SERIALS / MODEL_PREFIXES,
    MODEL_STEPS = 400 /* in the life of one serial */
};

typedef struct model_event {
    int32_t from_state; /* 0: it became known */
    int64_t line;
    sinv_serial_facts after;
} model_event;

typedef struct model_serial {
    sinv_serial_facts now; /* state 0: unknown */
    int32_t count;
    model_event life[MODEL_STEPS];
} model_serial;

/** Serials in the order of their keys: 20 of each prefix, over a change of their leading digits. */
static inline sinv_serial_range model_range(int32_t serial)
{
    static const sinv_serial_range ranges[MODEL_PREFIXES] = {
        {"", 0, 8, 20239990, 1}, {"A", 1, 5, 90, 1}, {"B-", 2, 3, 91, 1}};
    sinv_serial_range range = ranges[serial / MODEL_PER_PREFIX];

    range.first += serial % MODEL_PER_PREFIX;
    return range;
}

static inline bool model_is_same_place(const sinv_serial_facts *a,
                                       const sinv_serial_facts *b)
{
    return a->state == b->state && a->warehouse == b->warehouse && a->bin == b->bin &&
           a->account == b->account && a->holder == b->holder;
}

/**
 * The last event before `line` had its say; NULL: none. *out_moved_on: another line had a say after it. A line has none any more
 * once the serial is again where it had it from.
 */
static inline const model_event *model_former(const model_serial *serial, int64_t line,
                                              bool *out_moved_on)
{
    int32_t before[MODEL_STEPS]; /* per line with a say: the event before its first */
    int64_t lines[MODEL_STEPS];
    int32_t says = 0;

    for (int32_t i = 0; i < serial->count; i++) {
        if (says == 0 || lines[says - 1] != serial->life[i].line) {
            lines[says] = serial->life[i].line;
            before[says++] = i - 1;
        }
        if (before[says - 1] >= 0 &&
            model_is_same_place(&serial->life[before[says - 1]].after,
                                &serial->life[i].after))
            says--;
    }
    *out_moved_on = says == 0 || lines[says - 1] != line;
    return *out_moved_on || before[says - 1] < 0 ? NULL
                                                 : &serial->life[before[says - 1]];
}

static inline salesinv_status model_judge_restore(const model_serial *serial,
                                                  const sinv_serial_change *change)
{
    bool moved_on;
    const model_event *former = model_former(serial, change->line, &moved_on);
    int32_t state = former ? former->after.state : (int32_t)SINV_SERIAL_UNUSED;

    return moved_on || state != change->to_state ? SALESINV_E_SERIAL_STATE
                                                 : SALESINV_OK;
}

static inline bool model_is_batch_wrong(const sinv_serial_facts *now,
                                        const sinv_serial_change *change)
{
    if (!(change->flags & SINV_SERIAL_CHECK_BATCH) || now->batch == change->batch)
        return false;
    return now->batch != 0 || now->state != SINV_SERIAL_UNUSED;
}

/** What the change must answer about one serial. */
static inline salesinv_status model_judge(const model_serial *serial,
                                          const sinv_serial_change *change)
{
    const sinv_serial_facts *now = &serial->now;
    bool is_promised = now->state == SINV_SERIAL_INCOMING ||
                       now->state == SINV_SERIAL_OUTGOING ||
                       now->state == SINV_SERIAL_IN_TRANSIT;
    bool is_allowed = (change->from_states & SINV_SERIAL_BIT(now->state)) != 0;

    if (now->state == 0)
        return change->flags & SINV_SERIAL_REGISTER ? SALESINV_OK
                                                    : SALESINV_E_SERIAL_NOT_FOUND;
    if (now->product != change->product)
        return SALESINV_E_SERIAL_PRODUCT;
    if (!is_allowed)
        return is_promised ? SALESINV_E_SERIAL_HELD : SALESINV_E_SERIAL_STATE;
    if (change->from_holder && now->holder != change->from_holder)
        return SALESINV_E_SERIAL_HELD;
    if ((change->from_warehouse && now->warehouse != change->from_warehouse) ||
        (change->from_bin && now->bin != change->from_bin))
        return SALESINV_E_SERIAL_PLACE;
    if (model_is_batch_wrong(now, change))
        return SALESINV_E_BATCH_MISMATCH;
    return change->flags & SINV_SERIAL_RESTORE ? model_judge_restore(serial, change)
                                               : SALESINV_OK;
}

static inline sinv_serial_facts model_restored(const model_serial *serial,
                                               const sinv_serial_change *change)
{
    bool moved_on;
    const model_event *former = model_former(serial, change->line, &moved_on);
    sinv_serial_facts back = {.product = serial->now.product,
                              .state = SINV_SERIAL_UNUSED};

    if (!former)
        return back;
    back = former->after;
    back.batch = serial->now.batch;
    return back;
}

/** Do to one serial what a change that was accepted does. */
static inline void model_change(model_serial *serial, const sinv_serial_change *change)
{
    const sinv_serial_facts before = serial->now;
    sinv_serial_facts after = {.product = change->product,
                               .batch = change->batch,
                               .warehouse = change->to_warehouse,
                               .bin = change->to_bin,
                               .account = change->to_account,
                               .holder = change->to_holder,
                               .state = change->to_state};

    if (before.state != 0 &&
        (before.batch != 0 || !(change->flags & SINV_SERIAL_CHECK_BATCH)))
        after.batch = before.batch;
    if (before.state != 0 && (change->flags & SINV_SERIAL_KEEP_PLACE)) {
        after.warehouse = before.warehouse;
        after.bin = before.bin;
    }
    if (before.state != 0 && (change->flags & SINV_SERIAL_RESTORE))
        after = model_restored(serial, change);
    serial->life[serial->count++] = (model_event){before.state, change->line, after};
    serial->now = after;
}

#endif
