/* SPDX-License-Identifier: Apache-2.0 */
/* Handing the turn to and fro between two threads; see interleave.h. */
#include "support/interleave.h"

#include <string.h>

void interleave_init(interleave *of)
{
    memset(of, 0, sizeof(*of));
    pthread_mutex_init(&of->mutex, NULL);
    pthread_cond_init(&of->turned, NULL);
}

bool interleave_next(interleave *of)
{
    while (of->count > 0 && of->choices[of->count - 1] == 1)
        of->count--;
    if (of->count == 0)
        return false;
    of->choices[of->count - 1] = 1;
    return true;
}

static bool choose(interleave *of)
{
    if (of->made == INTERLEAVE_CHOICES_MAX)
        return false;
    if (of->made == of->count)
        of->choices[of->count++] = 0;
    return of->choices[of->made++] == 1;
}

/* With the mutex held. */
static void hand_over(interleave *of, int32_t self)
{
    of->turn = 1 - self;
    pthread_cond_broadcast(&of->turned);
    while (of->turn != self)
        pthread_cond_wait(&of->turned, &of->mutex);
}

void interleave_yield(interleave *of, int32_t self)
{
    int32_t other = 1 - self;

    pthread_mutex_lock(&of->mutex);
    if (!of->is_finished[other] && !of->is_waiting[other] && choose(of))
        hand_over(of, self);
    pthread_mutex_unlock(&of->mutex);
}

void interleave_wait(interleave *of, int32_t self)
{
    pthread_mutex_lock(&of->mutex);
    of->is_waiting[self] = true;
    if (!of->is_finished[1 - self] && !of->is_waiting[1 - self])
        hand_over(of, self);
    of->is_waiting[self] = false;
    pthread_mutex_unlock(&of->mutex);
}

void interleave_ended(interleave *of, int32_t self)
{
    pthread_mutex_lock(&of->mutex);
    of->is_waiting[1 - self] = false;
    pthread_mutex_unlock(&of->mutex);
}

/* An actor's thread: from its first turn to its end, then the other one goes on alone. */
static void run_actor(interleave *of, int32_t self)
{
    pthread_mutex_lock(&of->mutex);
    while (of->turn != self)
        pthread_cond_wait(&of->turned, &of->mutex);
    pthread_mutex_unlock(&of->mutex);
    of->act(of->actors[self]);
    pthread_mutex_lock(&of->mutex);
    of->is_finished[self] = true;
    of->turn = 1 - self;
    pthread_cond_broadcast(&of->turned);
    pthread_mutex_unlock(&of->mutex);
}

static void *run_first(void *of)
{
    run_actor(of, 0);
    return NULL;
}

static void *run_second(void *of)
{
    run_actor(of, 1);
    return NULL;
}

void interleave_run(interleave *of, void (*act)(void *actor), void *actors[2])
{
    pthread_t threads[2];

    of->act = act;
    of->made = 0;
    of->runs++;
    of->turn = -1;
    for (int32_t i = 0; i < 2; i++) {
        of->actors[i] = actors[i];
        of->is_waiting[i] = false;
        of->is_finished[i] = false;
    }
    pthread_create(&threads[0], NULL, run_first, of);
    pthread_create(&threads[1], NULL, run_second, of);
    pthread_mutex_lock(&of->mutex);
    of->turn = choose(of) ? 1 : 0;
    pthread_cond_broadcast(&of->turned);
    pthread_mutex_unlock(&of->mutex);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}
