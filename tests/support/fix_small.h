/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_SMALL_H
#define FIX_SMALL_H

/*
 * A small ERP of a test, with its connector: records in the order in which they were put, messages with their effects; and ways
 * to break each rule that connectors have, one at a time.
 */
#include <stdbool.h>
#include <stdint.h>

#include "salesinv/sync.h"

enum { FIX_RECORDS = 64, FIX_MESSAGES = 256, FIX_ANSWERS = 16 };

typedef enum fix_vice {
    FIX_HONEST,
    FIX_NAMELESS,     /* a table without a name */
    FIX_BRANDLESS,    /* and without a brand */
    FIX_EMPTY_HANDED, /* says that it pulls, and cannot */
    FIX_MOODY,        /* says something else each time */
    FIX_GHOSTS,       /* delivers what is not there */
    FIX_NO_END,       /* does not say where to go on */
    FIX_NO_MOVE,      /* says that there is more, from the same position */
    FIX_LOSSY,        /* leaves records out at the end of a page */
    FIX_MIXED,        /* delivers other kinds too */
    FIX_FORGETFUL,    /* delivers each record once, whatever the position */
    FIX_SHORT_MEMORY, /* its positions die with it */
    FIX_DEAF,         /* delivers no news after the end */
    FIX_SILENT,       /* answers the first message only */
    FIX_TWICE,        /* calls itself idempotent and is not */
    FIX_IGNORANT,     /* does not know what has arrived */
    FIX_RENAMING,     /* gives another id each time it is asked */
    FIX_INVENTING,    /* knows what never arrived */
    FIX_WRONG_STOCK,  /* tells figures of another warehouse */
    FIX_VICES,
    /* of tests that are not about the suite */
    FIX_WAITING, /* what it is asked about is on its way */
    FIX_SAME_ID  /* calls every document the same */
} fix_vice;

typedef struct fix_record {
    salesinv_kind kind;
    char json[1024];
} fix_record;

typedef struct fix_message {
    char key[SALESINV_MESSAGE_KEY_MAX + 1];
    salesinv_message_action action;
    int effects;
} fix_message;

typedef struct fix_small {
    salesinv_connector_vtable table;
    fix_vice vice;
    /* what it says of itself */
    uint32_t abilities;
    uint64_t pushes;
    uint64_t pulls;
    char epoch[32];
    /* what it has */
    fix_record records[FIX_RECORDS];
    int record_count;
    fix_message messages[FIX_MESSAGES];
    int message_count;
    salesinv_qty on_hand;
    salesinv_qty available;
    int delivered; /* of FIX_FORGETFUL */
    int asked;     /* descriptions, of FIX_MOODY */
    int opened;    /* which life this is, of FIX_SHORT_MEMORY */
    /* what its next calls answer; 0: as they should */
    salesinv_status describe_status;
    salesinv_status pull_status;
    salesinv_kind pull_status_kind; /* 0: of every kind */
    salesinv_status push_status;    /* after what `answers` says */
    salesinv_status outcome_status;
    /** The next messages are answered so, one each; OK: has its effect. */
    salesinv_status answers[FIX_ANSWERS];
    bool is_late[FIX_ANSWERS]; /* it has its effect all the same */
    int answer_count;
    int answer_next;
    void (*during)(void *self); /* called in each method; NULL: nothing */
    void *during_self;
    /* what it was asked */
    int pulls_made;
    int pushes_made;
    int outcomes_made;
    int destroyed;
    char last_body[4096];
    char last_position[64];
} fix_small;

/** Empty, idempotent or not, with all methods. */
void fix_small_init(fix_small *erp, uint32_t abilities);
salesinv_connector *fix_small_connect(fix_small *erp, salesinv_engine *engine);
/** A record with ' for ". */
void fix_small_has(fix_small *erp, salesinv_kind kind, const char *json);
/** How often a message had its effect; key NULL: all messages together. */
int fix_small_effects(const fix_small *erp, const char *key);
/** The next message is answered so. */
void fix_small_answers(fix_small *erp, salesinv_status status, bool has_effect);

#endif
