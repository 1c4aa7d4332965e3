/* SPDX-License-Identifier: Apache-2.0 */
/* Ids that were seen, as 64 bits of their fingerprints; 0 is an empty slot. */
#include <string.h>

#include "base/digest.h"
#include "sync/reconcile.h"

enum { FIRST = 1024 };

static uint64_t print_of(const char *external_id)
{
    uint8_t bytes[16];
    sinv_digest digest;
    uint64_t print;

    sinv_digest_init(&digest);
    sinv_digest_bytes(&digest, external_id, strlen(external_id));
    sinv_digest_final(&digest, bytes);
    memcpy(&print, bytes, sizeof(print));
    return print ? print : 1;
}

/* Where the print is, or would be. */
static size_t place_of(const sinv_seen *seen, uint64_t print)
{
    size_t at = (size_t)print & (seen->capacity - 1);

    while (seen->slots[at] != 0 && seen->slots[at] != print)
        at = (at + 1) & (seen->capacity - 1);
    return at;
}

/* At most half of the slots are taken. */
static bool grow(sinv_seen *seen)
{
    sinv_seen larger = *seen;

    larger.capacity = seen->capacity ? seen->capacity * 2 : FIRST;
    larger.slots = sinv_alloc(seen->heap, larger.capacity * sizeof(*larger.slots));
    if (!larger.slots)
        return false;
    memset(larger.slots, 0, larger.capacity * sizeof(*larger.slots));
    for (size_t i = 0; i < seen->capacity; i++)
        if (seen->slots[i] != 0)
            larger.slots[place_of(&larger, seen->slots[i])] = seen->slots[i];
    sinv_free(seen->heap, seen->slots);
    *seen = larger;
    return true;
}

salesinv_status sinv_seen_add(sinv_seen *seen, const char *external_id)
{
    uint64_t print = print_of(external_id);
    size_t at;

    if (2 * (seen->count + 1) > seen->capacity && !grow(seen))
        return SALESINV_E_NOMEM;
    at = place_of(seen, print);
    if (seen->slots[at] == 0)
        seen->count++;
    seen->slots[at] = print;
    return SALESINV_OK;
}

bool sinv_seen_has(const sinv_seen *seen, const char *external_id)
{
    uint64_t print = print_of(external_id);

    return seen->capacity > 0 && seen->slots[place_of(seen, print)] == print;
}

void sinv_seen_free(sinv_seen *seen)
{
    sinv_free(seen->heap, seen->slots);
    *seen = (sinv_seen){.heap = seen->heap};
}
