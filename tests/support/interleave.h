/* SPDX-License-Identifier: Apache-2.0 */
#ifndef INTERLEAVE_H
#define INTERLEAVE_H

/*
 * A deterministic scheduler: two actors run as threads, one at a time, and hand over only where they
 * say so. One run follows one schedule, a list of choices between going on and handing over; the next run
 * changes the last choice that can be changed, until all orders were tried.
 *
 *     interleave_init(&of);
 *     do {
 *         .. make the stage ..
 *         interleave_run(&of, act, actors);
 *         .. check it ..
 *     } while (interleave_next(&of));
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { INTERLEAVE_CHOICES_MAX = 48 };

typedef struct interleave {
    uint8_t choices[INTERLEAVE_CHOICES_MAX]; /* 1: hand over */
    int32_t count;                           /* choices that the schedule makes */
    int32_t made;                            /* so far in this run */
    int64_t runs;
    /* The run under way. */
    pthread_mutex_t mutex;
    pthread_cond_t turned;
    int32_t turn;       /* the actor that runs */
    bool is_waiting[2]; /* for the other's transaction to end */
    bool is_finished[2];
    void (*act)(void *actor);
    void *actors[2];
} interleave;

void interleave_init(interleave *of);
/** Run both actors to their ends by the present schedule. */
void interleave_run(interleave *of, void (*act)(void *actor), void *actors[2]);
/** Choose the next schedule; false: all were tried. */
bool interleave_next(interleave *of);

/* ---- for actors; `self` is 0 or 1 ---- */

/** A place where the other one may come first. */
void interleave_yield(interleave *of, int32_t self);
/** Nothing to do until the other one's transaction has ended. */
void interleave_wait(interleave *of, int32_t self);
/** This one's transaction has ended. */
void interleave_ended(interleave *of, int32_t self);

#endif
