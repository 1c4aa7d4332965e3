/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of salesinv_verify: walking, counting, summing, reporting. */
#include "document/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/session.h"

enum { DESCRIBED_MAX = 1000, MESSAGE_MAX = 256, POLL_EVERY = 4096, TALLY_FIRST = 64 };

typedef struct violation {
    const char *invariant; /* static */
    char *message;
    int64_t object;
} violation;

struct salesinv_verdict {
    sinv_heap *heap; /* a reference */
    sinv_arena arena;
    int64_t rows;
    int64_t count;
    violation *items;
    uint32_t described;
    uint32_t capacity;
};

salesinv_status sinv_verify_count(sinv_verify *verify)
{
    salesinv_verdict *verdict = verify->verdict;

    verdict->rows++;
    if (verdict->rows % POLL_EVERY != 0)
        return SALESINV_OK;
    return sinv_txn_poll(verify->txn, verdict->rows, 0);
}

salesinv_status sinv_verify_report(sinv_verify *verify, const char *invariant,
                                   int64_t object, const char *format, ...)
{
    salesinv_verdict *verdict = verify->verdict;
    char text[MESSAGE_MAX];
    violation *items;
    va_list args;

    verdict->count++;
    if (verdict->described == DESCRIBED_MAX)
        return SALESINV_OK;
    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    items = sinv_arena_grow(&verdict->arena, verdict->items, sizeof(*items),
                            verdict->described, &verdict->capacity);
    if (!items)
        return sinv_txn_nomem(verify->txn);
    verdict->items = items;
    items[verdict->described].invariant = invariant;
    items[verdict->described].object = object;
    items[verdict->described].message =
        sinv_arena_text(&verdict->arena, text, strlen(text));
    if (!items[verdict->described].message)
        return sinv_txn_nomem(verify->txn);
    verdict->described++;
    return SALESINV_OK;
}

salesinv_status sinv_verify_walk(sinv_verify *verify, int32_t table, int32_t index,
                                 salesinv_status (*visit)(sinv_verify *verify,
                                                          const sinv_row *row,
                                                          void *state),
                                 void *state)
{
    const sinv_range range = {.index = index};
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(verify->txn, table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(verify->txn, table, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = sinv_verify_count(verify)) != SALESINV_OK ||
            (rc = visit(verify, row, state)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static uint32_t slot_of(int64_t a, int64_t b, uint32_t capacity)
{
    uint64_t hash = (uint64_t)a * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)b;

    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    return (uint32_t)(hash >> 32) & (capacity - 1);
}

/* The slot that holds (a, b), or the free one where it belongs. */
static sinv_tally_entry *probe(const sinv_tally *tally, int64_t a, int64_t b)
{
    uint32_t slot = slot_of(a, b, tally->capacity);

    while (tally->entries[slot].is_used &&
           (tally->entries[slot].a != a || tally->entries[slot].b != b))
        slot = (slot + 1) & (tally->capacity - 1);
    return &tally->entries[slot];
}

static salesinv_status enlarge(sinv_txn *txn, sinv_tally *tally)
{
    sinv_tally larger = {NULL, tally->count,
                         tally->capacity ? tally->capacity * 2 : TALLY_FIRST};
    salesinv_status rc = sinv_txn_alloc(txn, larger.capacity * sizeof(*larger.entries),
                                        (void **)&larger.entries);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < tally->capacity; i++)
        if (tally->entries[i].is_used)
            *probe(&larger, tally->entries[i].a, tally->entries[i].b) =
                tally->entries[i];
    *tally = larger;
    return SALESINV_OK;
}

salesinv_status sinv_tally_at(sinv_txn *txn, sinv_tally *tally, int64_t a, int64_t b,
                              sinv_tally_entry **out)
{
    salesinv_status rc;

    if (tally->count * 2 >= tally->capacity &&
        (rc = enlarge(txn, tally)) != SALESINV_OK)
        return rc;
    *out = probe(tally, a, b);
    if (!(*out)->is_used) {
        (*out)->is_used = true;
        (*out)->a = a;
        (*out)->b = b;
        tally->count++;
    }
    return SALESINV_OK;
}

const sinv_tally_entry *sinv_tally_find(const sinv_tally *tally, int64_t a, int64_t b)
{
    const sinv_tally_entry *entry = tally->capacity ? probe(tally, a, b) : NULL;

    return entry && entry->is_used ? entry : NULL;
}

static salesinv_status run_checks(sinv_txn *txn, sinv_call *call)
{
    const sinv_assembly *assembly = txn->engine->assembly;
    sinv_verify verify = {txn, *(salesinv_verdict **)call->arg};
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < assembly->check_count && rc == SALESINV_OK; i++)
        rc = assembly->checks[i].run(&verify);
    return rc;
}

static salesinv_status verify(salesinv_session *session, salesinv_verdict **out_verdict)
{
    salesinv_engine *engine = session->engine;
    salesinv_verdict *verdict = sinv_alloc(engine->heap, sizeof(*verdict));
    sinv_call call;
    salesinv_status rc;

    if (!verdict)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    verdict->heap = sinv_heap_ref(engine->heap);
    sinv_arena_init(&verdict->arena, engine->heap);
    sinv_call_init(&call, session, "verify");
    call.right = (sinv_right){SINV_OBJECT_VERIFY, SINV_ACTION_READ};
    call.body = run_checks;
    call.arg = &verdict;
    rc = sinv_call_run(&call);
    if (rc == SALESINV_OK)
        *out_verdict = verdict;
    else
        salesinv_verdict_free(verdict);
    return rc;
}

salesinv_status salesinv_verify(salesinv_session *session,
                                salesinv_verdict **out_verdict)
{
    salesinv_status rc;

    if (out_verdict)
        *out_verdict = NULL;
    if (!out_verdict)
        return sinv_session_missing(session, "out_verdict");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, verify(session, out_verdict));
}

int32_t salesinv_verdict_is_clean(const salesinv_verdict *verdict)
{
    return verdict && verdict->count == 0;
}

int64_t salesinv_verdict_rows(const salesinv_verdict *verdict)
{
    return verdict ? verdict->rows : 0;
}

int64_t salesinv_verdict_count(const salesinv_verdict *verdict)
{
    return verdict ? verdict->count : 0;
}

int32_t salesinv_verdict_described(const salesinv_verdict *verdict)
{
    return verdict ? (int32_t)verdict->described : 0;
}

static const violation *at(const salesinv_verdict *verdict, int32_t index)
{
    if (!verdict || index < 0 || (uint32_t)index >= verdict->described)
        return NULL;
    return &verdict->items[index];
}

const char *salesinv_verdict_invariant(const salesinv_verdict *verdict, int32_t index)
{
    const violation *found = at(verdict, index);

    return found ? found->invariant : NULL;
}

const char *salesinv_verdict_message(const salesinv_verdict *verdict, int32_t index)
{
    const violation *found = at(verdict, index);

    return found ? found->message : NULL;
}

int64_t salesinv_verdict_object(const salesinv_verdict *verdict, int32_t index)
{
    const violation *found = at(verdict, index);

    return found ? found->object : 0;
}

void salesinv_verdict_free(salesinv_verdict *verdict)
{
    sinv_heap *heap;

    if (!verdict)
        return;
    heap = verdict->heap;
    sinv_arena_free(&verdict->arena);
    sinv_free(heap, verdict);
    sinv_heap_unref(heap);
}
