/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_PAIR_H
#define FIX_PAIR_H

/*
 * Two users of one small works, each with an engine of its own on the same store, who call the library
 * in every order that their transactions can be interleaved in. The store is a file, where writing
 * transactions wait for each other, or the weak storage, where only the guards stand between them.
 */
#include "support/faulty_storage.h"
#include "support/fix_trade.h"
#include "support/interleave.h"
#include "support/weak_storage.h"

/** Ten of each plain product and serials S1 to S4; documents that a story needs are made by its `ready`. */
typedef struct pair_works {
    salesinv_id tenant;
    salesinv_id account;
    salesinv_id warehouse;
    salesinv_id plain;
    salesinv_id other;
    salesinv_id tracked;
    salesinv_id orders[2];
    salesinv_id shipment;
} pair_works;

typedef struct pair pair;

/** One of the two; the clock is its own, and its sleep hands over. */
typedef struct pair_user {
    pair *of;
    int32_t index;
    int64_t ticks;
    faulty_plan plan;
    salesinv_engine *engine;
    salesinv_session *session;
    salesinv_status (*act)(struct pair_user *user);
    salesinv_status result;
} pair_user;

struct pair {
    bool is_weak;
    char folder[64];
    char path[96];
    weak_store *store;
    interleave schedule;
    pair_works works;
    pair_user users[2];
};

/** What two users do, and what must hold afterwards. */
typedef struct pair_story {
    /** Makes what both find; may be NULL. */
    void (*ready)(salesinv_session *session, pair_works *works);
    salesinv_status (*acts[2])(pair_user *user);
    /** Called with a session of an engine opened afterwards. */
    void (*check)(const pair *of, salesinv_session *session);
} pair_story;

/** Tell the story in every order, each on a new store; afterwards, on a file, the books balance. */
void pair_tell(const pair_story *story, bool is_weak);

/** On hand, frozen, available of a product in whole units, as "10/6/4". */
void pair_stock(salesinv_session *session, salesinv_id product, char out[64]);
/** How many of the two calls answered OK. */
int32_t pair_accepted(const pair *of);

#endif
