/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAULTY_STORAGE_H
#define FAULTY_STORAGE_H

/*
 * A storage provider that wraps another one and makes chosen calls fail. The plan belongs to the test
 * and may be changed between calls, so faults can start after an engine was opened.
 */
#include "conformance/storage_suite.h"

/** The methods, as bits. */
enum {
    FAULTY_OPEN = 1,
    FAULTY_BEGIN = 2,
    FAULTY_COMMIT = 4,
    FAULTY_ROLLBACK = 8,
    FAULTY_GET = 16,
    FAULTY_INSERT = 32,
    FAULTY_UPDATE = 64,
    FAULTY_REMOVE = 128,
    FAULTY_ADD = 256,
    FAULTY_SCAN = 512,
    FAULTY_SCAN_NEXT = 1024,
    FAULTY_SCAN_CLOSE = 2048,
    FAULTY_MAINTAIN = 4096,
    FAULTY_BACKUP = 8192,
    FAULTY_ALL = 16383,
    /** Those that can answer a failure; the others can only crash. */
    FAULTY_FALLIBLE = FAULTY_ALL & ~(FAULTY_ROLLBACK | FAULTY_SCAN_CLOSE)
};

/** How a call fails. */
typedef enum faulty_kind {
    /** Answers the code without an effect; a commit is rolled back. */
    FAULTY_WITHOUT_EFFECT,
    /** Has its effect and answers the code all the same: a commit is applied, an opened scan closed. */
    FAULTY_WITH_EFFECT,
    /** A row that is read has a cell of another type than its column. */
    FAULTY_GARBLED_ROW,
    /** The process ends before the call, with exit status FAULTY_EXIT. For forked children. */
    FAULTY_CRASH_BEFORE,
    /** The process ends after the call. */
    FAULTY_CRASH_AFTER
} faulty_kind;
enum { FAULTY_EXIT = 86 };

/** What fails and when; and what has happened so far. All zero: nothing fails. */
typedef struct faulty_plan {
    uint32_t methods; /* which calls are counted */
    int64_t nth;      /* the counted call that fails, 1 is the first; 0: none */
    bool for_ever;    /* later ones fail as well */
    faulty_kind kind;
    salesinv_status code;
    int32_t column; /* of GARBLED_ROW */
    int64_t calls;  /* counted so far */
    int64_t faults; /* failed so far */
    /* Told of every call, before and after it, whatever fails; may be NULL. */
    void (*watch)(void *watcher, uint32_t method, bool is_before);
    void *watcher;
} faulty_plan;

/**
 * Wrap `inner`, which then belongs to `out`; `plan` is borrowed until the storage's end. NOMEM
 * (inner is destroyed at once).
 */
salesinv_status faulty_storage_make(const storage_object *inner, faulty_plan *plan,
                                    storage_object *out);

#endif
