/* SPDX-License-Identifier: Apache-2.0 */
/* Shelves, and the changes that are made to them at once. */
#include <string.h>

#include "base/digest.h"
#include "sync/loopback/loopback.h"

enum { SLOTS_FIRST = 64 };

char *sinv_loopback_text(sinv_heap *heap, const char *text, size_t size)
{
    char *copy = sinv_alloc(heap, size + 1);

    if (copy && size > 0)
        memcpy(copy, text, size);
    return copy;
}

static void free_entry(sinv_heap *heap, sinv_entry *entry)
{
    sinv_free(heap, entry->id);
    sinv_free(heap, entry->json);
    sinv_free(heap, entry->effect);
}

void sinv_shelf_free(sinv_heap *heap, sinv_shelf *shelf)
{
    for (uint32_t i = 0; i < shelf->count; i++)
        free_entry(heap, &shelf->items[i]);
    sinv_free(heap, shelf->items);
    sinv_free(heap, shelf->slots);
    *shelf = (sinv_shelf){0};
}

static bool is_it(const sinv_entry *entry, salesinv_kind kind, const char *id)
{
    return entry->kind == kind && strcmp(entry->id, id) == 0;
}

/* The slot of an entry, or the free one where it belongs. */
static uint32_t *slot_of(const sinv_shelf *shelf, salesinv_kind kind, const char *id)
{
    sinv_digest digest;
    uint32_t at;

    sinv_digest_init(&digest);
    sinv_digest_int(&digest, kind);
    sinv_digest_bytes(&digest, id, strlen(id));
    at = (uint32_t)digest.a & (shelf->slot_count - 1);
    while (shelf->slots[at] != 0 &&
           !is_it(&shelf->items[shelf->slots[at] - 1], kind, id))
        at = (at + 1) & (shelf->slot_count - 1);
    return &shelf->slots[at];
}

sinv_entry *sinv_shelf_find(const sinv_shelf *shelf, salesinv_kind kind, const char *id)
{
    uint32_t found = shelf->slot_count > 0 ? *slot_of(shelf, kind, id) : 0;

    return found > 0 ? &shelf->items[found - 1] : NULL;
}

static salesinv_status grow_slots(sinv_heap *heap, sinv_shelf *shelf, uint32_t count)
{
    sinv_shelf grown = *shelf;

    grown.slot_count = count;
    grown.slots = sinv_alloc(heap, count * sizeof(*grown.slots));
    if (!grown.slots)
        return SALESINV_E_NOMEM;
    for (uint32_t i = 0; i < grown.count; i++)
        *slot_of(&grown, grown.items[i].kind, grown.items[i].id) = i + 1;
    sinv_free(heap, shelf->slots);
    *shelf = grown;
    return SALESINV_OK;
}

/* Make room for this many more. */
static salesinv_status make_room(sinv_heap *heap, sinv_shelf *shelf, uint32_t more)
{
    uint32_t wanted = shelf->count + more;
    uint32_t capacity = shelf->capacity > 0 ? shelf->capacity : SLOTS_FIRST / 2;
    sinv_entry *items;

    while (capacity < wanted)
        capacity *= 2;
    if (capacity > shelf->capacity) {
        items = sinv_realloc(heap, shelf->items, capacity * sizeof(*items));
        if (!items)
            return SALESINV_E_NOMEM;
        shelf->items = items;
        shelf->capacity = capacity;
    }
    return shelf->slot_count < 2 * capacity ? grow_slots(heap, shelf, 2 * capacity)
                                            : SALESINV_OK;
}

/* There is room. */
static void put(sinv_heap *heap, sinv_shelf *shelf, const sinv_entry *entry)
{
    uint32_t *slot = slot_of(shelf, entry->kind, entry->id);

    if (*slot == 0) {
        shelf->items[shelf->count++] = *entry;
        *slot = shelf->count;
        return;
    }
    free_entry(heap, &shelf->items[*slot - 1]);
    shelf->items[*slot - 1] = *entry;
}

salesinv_status sinv_shelf_put(sinv_heap *heap, sinv_shelf *shelf, sinv_entry *entry)
{
    salesinv_status rc = make_room(heap, shelf, 1);

    if (rc == SALESINV_OK)
        put(heap, shelf, entry);
    else
        free_entry(heap, entry);
    return rc;
}

void sinv_changes_start(sinv_changes *changes, salesinv_loopback *erp)
{
    *changes = (sinv_changes){.erp = erp};
}

const sinv_entry *sinv_changes_find(const sinv_changes *changes, int32_t shelf,
                                    salesinv_kind kind, const char *id)
{
    const sinv_entry *found = sinv_shelf_find(&changes->shelves[shelf], kind, id);

    return found ? found : sinv_shelf_find(&changes->erp->shelves[shelf], kind, id);
}

static salesinv_status refuse_memory(salesinv_loopback *erp)
{
    return sinv_err_set(erp->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

salesinv_status sinv_changes_put(sinv_changes *changes, int32_t shelf,
                                 const sinv_label *label, sinv_buf *json)
{
    salesinv_loopback *erp = changes->erp;
    sinv_entry made = {.kind = label->kind,
                       .version = label->version,
                       .is_deleted = label->is_deleted};
    salesinv_status rc = json->status;

    made.id = sinv_loopback_text(erp->heap, label->id, strlen(label->id));
    if (label->effect)
        made.effect =
            sinv_loopback_text(erp->heap, label->effect, strlen(label->effect));
    if (rc == SALESINV_OK)
        made.json = sinv_loopback_text(erp->heap, json->bytes, json->size);
    sinv_buf_free(json);
    if (!made.id || !made.json || (label->effect && !made.effect)) {
        free_entry(erp->heap, &made);
        return rc == SALESINV_E_OVERFLOW
                   ? sinv_err_set(erp->err, rc, NULL, "the record is too large")
                   : refuse_memory(erp);
    }
    rc = sinv_shelf_put(erp->heap, &changes->shelves[shelf], &made);
    return rc == SALESINV_OK ? rc : refuse_memory(erp);
}

/* A change has its number for ever: those who pull go on behind the last that they saw. */
static void carry_out(sinv_changes *changes, int32_t which)
{
    salesinv_loopback *erp = changes->erp;
    sinv_shelf *from = &changes->shelves[which];

    for (uint32_t i = 0; i < from->count; i++) {
        from->items[i].change = ++erp->change;
        put(erp->heap, &erp->shelves[which], &from->items[i]);
    }
    from->count = 0; /* the texts are the other shelf's now */
}

static salesinv_status keep(salesinv_loopback *erp)
{
    salesinv_status rc;

    if (!erp->keep)
        return SALESINV_OK;
    if ((rc = sinv_loopback_write_state(erp)) != SALESINV_OK)
        return rc;
    rc = erp->keep(erp->keep_self, erp->state.bytes, erp->state.size);
    return rc >= 0 ? SALESINV_OK
                   : sinv_err_set(erp->err, rc, NULL, "the state could not be kept");
}

salesinv_status sinv_changes_end(sinv_changes *changes, salesinv_status rc)
{
    salesinv_loopback *erp = changes->erp;
    bool has_any = false;

    for (int32_t i = 0; i < SINV_SHELVES && rc == SALESINV_OK; i++) {
        has_any = has_any || changes->shelves[i].count > 0;
        if (make_room(erp->heap, &erp->shelves[i], changes->shelves[i].count) !=
            SALESINV_OK)
            rc = refuse_memory(erp);
    }
    for (int32_t i = 0; i < SINV_SHELVES; i++) {
        if (rc == SALESINV_OK)
            carry_out(changes, i);
        sinv_shelf_free(erp->heap, &changes->shelves[i]);
    }
    return rc == SALESINV_OK && has_any ? keep(erp) : rc;
}
