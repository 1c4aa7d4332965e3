/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP's books; see erp.h. */
#include "sync/erp.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *erp_grow(void *items, int count, size_t size)
{
    if (count & (count - 1) && count > 0)
        return items;
    items = realloc(items, (size_t)(count > 0 ? 2 * count : 1) * size);
    if (!items)
        abort();
    return items;
}

static char *copy(const char *text)
{
    char *made = strdup(text);

    if (!made)
        abort();
    return made;
}

int erp_below(erp *of, int limit)
{
    of->seed += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t x = of->seed;

    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    x ^= x >> 31;
    return (int)(x % (uint64_t)limit);
}

bool erp_one_in(erp *of, int times)
{
    return erp_below(of, times) == 0;
}

void erp_broke(erp *of, const char *format, ...)
{
    va_list arguments;

    if (of->broken[0])
        return;
    va_start(arguments, format);
    (void)vsnprintf(of->broken, sizeof(of->broken), format, arguments);
    va_end(arguments);
}

void erp_put_text(char *to, size_t size, const char *format, ...)
{
    size_t used = strlen(to);
    va_list arguments;
    int more;

    va_start(arguments, format);
    more = vsnprintf(to + used, size - used, format, arguments);
    va_end(arguments);
    if (more < 0 || (size_t)more >= size - used)
        abort();
}

/* ---- records ---- */

static void log_change(erp *of, int record)
{
    erp_record *it = &of->records[record];
    erp_log *log = &of->logs[it->kind];

    *ERP_ADD(log->records, log->count) = record;
    it->change = log->count;
}

static void remember(erp *of, int record)
{
    erp_record *it = &of->records[record];
    erp_version *now = ERP_ADD(it->history, it->history_count);

    now->life = of->life;
    now->version = it->version;
    now->is_deleted = it->is_deleted;
    now->body = copy(it->body);
    if (it->result >= 0) {
        now->content = of->results[it->result].content;
        now->said = of->results[it->result].said;
    }
}

void erp_change(erp *of, int record, const char *body, bool is_deleted)
{
    erp_record *it = &of->records[record];

    if (it->version > 0 && it->is_deleted == is_deleted && strcmp(it->body, body) == 0)
        return;
    free(it->body);
    it->body = copy(body);
    it->is_deleted = is_deleted;
    it->version += 1 + (erp_one_in(of, 10) ? erp_below(of, 5) : 0);
    remember(of, record);
    log_change(of, record);
}

int erp_add_record(erp *of, salesinv_kind kind, const char *id)
{
    erp_record *it = ERP_ADD(of->records, of->record_count);

    it->kind = kind;
    it->result = -1;
    it->body = copy("");
    (void)snprintf(it->id, sizeof(it->id), "%s", id);
    return of->record_count - 1;
}

int erp_put(erp *of, salesinv_kind kind, const char *id, const char *body,
            bool is_deleted)
{
    int record = erp_add_record(of, kind, id);

    erp_change(of, record, body, is_deleted);
    return record;
}

static const char *name_of(salesinv_kind kind)
{
    static const struct {
        salesinv_kind kind;
        const char *name;
    } names[] = {
        {SALESINV_KIND_UNIT, "unit"},         {SALESINV_KIND_PRODUCT, "product"},
        {SALESINV_KIND_ACCOUNT, "account"},   {SALESINV_KIND_WAREHOUSE, "warehouse"},
        {SALESINV_KIND_BATCH, "batch"},       {SALESINV_KIND_SERIAL, "serial"},
        {SALESINV_KIND_STOCK, "stock"},       {SALESINV_KIND_OUTBOUND, "outbound"},
        {SALESINV_KIND_SHIPMENT, "shipment"}, {SALESINV_KIND_RETURN, "return"},
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].kind == kind)
            return names[i].name;
    return "";
}

char *erp_render(const erp_record *record, int64_t version, const char *body,
                 bool is_deleted)
{
    size_t size = strlen(body) + 256;
    char *text = malloc(size);

    if (!text)
        abort();
    text[0] = '\0';
    erp_put_text(text, size, "{\"kind\":\"%s\",\"external_id\":\"%s\",\"version\":%lld",
                 name_of(record->kind), record->id, (long long)version);
    if (is_deleted)
        erp_put_text(text, size, ",\"deleted\":true}");
    else
        erp_put_text(text, size, ",%s}", body);
    return text;
}

/* ---- documents and messages ---- */

erp_document *erp_document_of(const erp *of, salesinv_id id)
{
    int at = id < of->by_id_count ? of->by_id[id] : 0;

    return at > 0 ? &of->documents[at - 1] : NULL;
}

erp_document *erp_know_document(erp *of, salesinv_kind kind, salesinv_id id)
{
    erp_document *it = erp_document_of(of, id);

    if (it)
        return it;
    while (of->by_id_count <= id) {
        of->by_id = erp_grow(of->by_id, (int)of->by_id_count, sizeof(*of->by_id));
        of->by_id[of->by_id_count++] = 0;
    }
    it = ERP_ADD(of->documents, of->document_count);
    it->kind = kind;
    it->id = id;
    it->result = -1;
    of->by_id[id] = of->document_count;
    return it;
}

static uint64_t hash_of(const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return hash;
}

static int *place_of(erp *of, const char *key)
{
    size_t mask = (size_t)of->by_key_size - 1;
    size_t at = hash_of(key) & mask;

    while (of->by_key[at] != 0 &&
           strcmp(of->messages[of->by_key[at] - 1].key, key) != 0)
        at = (at + 1) & mask;
    return &of->by_key[at];
}

static void make_room(erp *of)
{
    if (2 * of->message_count < of->by_key_size)
        return;
    of->by_key_size = of->by_key_size > 0 ? 2 * of->by_key_size : 1024;
    free(of->by_key);
    of->by_key = calloc((size_t)of->by_key_size, sizeof(*of->by_key));
    if (!of->by_key)
        abort();
    for (int i = 0; i < of->message_count; i++)
        *place_of(of, of->messages[i].key) = i + 1;
}

erp_message *erp_message_of(erp *of, const char *key)
{
    erp_message *it;
    int *place;

    make_room(of);
    place = place_of(of, key);
    if (*place != 0)
        return &of->messages[*place - 1];
    it = ERP_ADD(of->messages, of->message_count);
    it->key = copy(key);
    *place = of->message_count;
    return it;
}

/* ---- backup ---- */

void erp_back_up(erp *of, salesinv_time now)
{
    of->backed_up_at = now;
    for (int i = 0; i < of->record_count; i++) {
        erp_record *it = &of->records[i];
        free(it->backed_body);
        it->backed_body = copy(it->body);
        it->backed_version = it->version;
        it->backed_deleted = it->is_deleted;
    }
    for (int i = 0; i < of->document_count; i++) {
        erp_document *it = &of->documents[i];
        it->backed_known = it->is_known;
        it->backed_state = it->state;
        it->backed_version = it->version;
    }
    for (int i = 0; i < of->message_count; i++)
        of->messages[i].backed_effects = of->messages[i].effects;
}

/* What the backup does not say is entered again, as its next version. */
static void enter_again(erp *of, int record)
{
    erp_record *it = &of->records[record];
    bool is_same = it->backed_body && strcmp(it->backed_body, it->body) == 0 &&
                   it->backed_deleted == it->is_deleted;

    it->version = it->backed_body ? it->backed_version + !is_same : 1;
    remember(of, record);
    log_change(of, record);
}

void erp_restore(erp *of)
{
    of->life++;
    of->events[ERP_E_RESTORED]++;
    for (int i = 0; i < 64; i++)
        of->logs[i].count = 0;
    for (int i = 0; i < of->record_count; i++)
        enter_again(of, i);
    for (int i = 0; i < of->document_count; i++) {
        erp_document *it = &of->documents[i];
        it->is_known = it->backed_known;
        it->state = it->backed_state;
        it->version = it->backed_version;
    }
    for (int i = 0; i < of->message_count; i++)
        of->messages[i].effects = of->messages[i].backed_effects;
}

/* ---- beginning and end ---- */

void erp_open(erp *of, uint64_t seed)
{
    memset(of, 0, sizeof(*of));
    of->seed = seed;
}

static void free_record(erp_record *it)
{
    for (int i = 0; i < it->history_count; i++)
        free(it->history[i].body);
    free(it->history);
    free(it->body);
    free(it->backed_body);
}

void erp_close(erp *of)
{
    for (int i = 0; i < of->record_count; i++)
        free_record(&of->records[i]);
    for (int i = 0; i < of->message_count; i++)
        free(of->messages[i].key);
    for (int i = 0; i < 64; i++)
        free(of->logs[i].records);
    free(of->records);
    free(of->documents);
    free(of->by_id);
    free(of->results);
    free(of->serials);
    free(of->messages);
    free(of->by_key);
    free(of->forgeries);
}
