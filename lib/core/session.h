/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_SESSION_H
#define SINV_CORE_SESSION_H

/*
 * Inside of engine and session. An engine is reference-counted: sessions, drafts and
 * cursors keep its memory, snapshots keep the heap; closing ends its storage at once.
 */
#include <stdatomic.h>
#include <stdbool.h>

#include "base/guard.h"
#include "core/roles.h"
#include "core/settings_cache.h"
#include "core/txn.h"
#include "salesinv/sys/log.h"

enum {
    SINV_MAGIC_CONFIG = 0x53434f4e,
    SINV_MAGIC_ENGINE = 0x53454e47,
    SINV_MAGIC_SESSION = 0x53534553,
    SINV_MAGIC_DRAFT = 0x53445246,
    SINV_MAGIC_DOCUMENT = 0x53444f43,
    SINV_MAGIC_CURSOR = 0x53435552,
    SINV_MAGIC_FILTER = 0x5346494c,
    SINV_MAGIC_BLOB = 0x53424c4f,
    SINV_MAGIC_DEAD = 0x44454144,
    SINV_DEPARTMENT_MAX = 64
};

/** What assembly hands to the lower layers. The core knows its shape, the document layer what is in it. */
typedef struct sinv_assembly {
    const struct sinv_kind *const *kinds;
    int32_t kind_count;
    const struct sinv_verify_check *checks;
    int32_t check_count;
    /** IN_USE while open documents need the switch `setting`; asked before it goes off. NULL: none ever does. */
    salesinv_status (*check_switch_off)(sinv_txn *txn, int32_t setting);
    /** Blank what is personal of an account that is erased outside of documents. NULL: there is nothing of the kind. */
    salesinv_status (*erase)(sinv_txn *txn, salesinv_id account);
} sinv_assembly;

struct salesinv_engine {
    uint32_t magic;
    atomic_int references;
    bool is_closed;
    bool allows_operator;
    bool is_read_only;
    sinv_heap *heap;
    sinv_err *err;
    sinv_guard guard;
    sinv_storage *storage;
    salesinv_storage_host host;
    salesinv_clock clock;
    void *clock_self;
    salesinv_log_callback log;
    void *log_self;
    salesinv_progress_callback progress;
    void *progress_self;
    volatile int32_t
        interrupted;            /* written by salesinv_engine_interrupt on any thread */
    int64_t deadline_ms;        /* how long a call retries CONFLICT */
    sinv_arena arena;           /* scratch of the call under way */
    salesinv_session *open_txn; /* the session with an explicit transaction */
    sinv_kept kept;             /* of that transaction, when it writes */
    sinv_settings_cache settings;
    const sinv_assembly *assembly;
};

struct salesinv_session {
    uint32_t magic;
    salesinv_engine *engine;
    salesinv_id tenant;
    salesinv_id user;
    salesinv_id account; /* of a buyer, 0: none */
    bool is_operator;
    bool is_dry_run;
    bool is_repeat; /* the last successful call repeated an earlier one */
    sinv_rights rights;
    int32_t department_count;
    salesinv_id departments[SINV_DEPARTMENT_MAX];
    void *
        recent; /* figures that an ERP was asked for, one block; inventory/recent.c's */
    sinv_txn txn;     /* of an explicit transaction */
    sinv_arena arena; /* its memory */
};

salesinv_engine *sinv_engine_ref(salesinv_engine *engine);
/** Drop a reference; the last one frees the memory. */
void sinv_engine_unref(salesinv_engine *engine);
/**
 * The door of every exported function that works on an engine: OK, or CLOSED, FORKED, REENTRANT, BUSY.
 * After OK, sinv_engine_leave must follow; it passes `rc` on and forgets an interrupt.
 */
salesinv_status sinv_engine_enter(salesinv_engine *engine);
salesinv_status sinv_engine_leave(salesinv_engine *engine, salesinv_status rc);

/** ARG for a missing pointer of the caller, recorded with its name: the whole call, with enter and leave. */
salesinv_status sinv_engine_missing(salesinv_engine *engine, const char *name);

/** Never inside a storage transaction. */
void sinv_engine_log(salesinv_engine *engine, salesinv_log_level level,
                     const char *format, ...) __attribute__((format(printf, 3, 4)));
/** True when the engine can be used by this process: not closed, not forked. */
bool sinv_engine_is_live(const salesinv_engine *engine);

bool sinv_session_in_department(const salesinv_session *session,
                                salesinv_id department);

#endif
