/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP's books; see erp.h. */
#include "sync/erp.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 2048 };

static void *grow(void *items, int count, size_t size)
{
    if (count & (count - 1) && count > 0)
        return items;
    items = realloc(items, (size_t)(count > 0 ? 2 * count : 1) * size);
    if (!items)
        abort();
    return items;
}

/* A place at the end of an array that grows at powers of two. */
#define ADD(items, count)                                                              \
    ((items) = grow((items), (count), sizeof(*(items))),                               \
     memset(&(items)[(count)], 0, sizeof(*(items))), &(items)[(count)++])

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

    *ADD(log->records, log->count) = record;
    it->change = log->count;
}

static void remember(erp *of, int record)
{
    erp_record *it = &of->records[record];
    erp_version *now = ADD(it->history, it->history_count);

    now->life = of->life;
    now->version = it->version;
    now->is_deleted = it->is_deleted;
    now->body = copy(it->body);
    if (it->result >= 0)
        now->content = of->results[it->result].content;
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

static int new_record(erp *of, salesinv_kind kind, const char *id)
{
    erp_record *it = ADD(of->records, of->record_count);

    it->kind = kind;
    it->result = -1;
    (void)snprintf(it->id, sizeof(it->id), "%s", id);
    return of->record_count - 1;
}

int erp_put(erp *of, salesinv_kind kind, const char *id, const char *body,
            bool is_deleted)
{
    int record = new_record(of, kind, id);

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

erp_document *erp_document_of(erp *of, salesinv_id id)
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
        of->by_id = grow(of->by_id, (int)of->by_id_count, sizeof(*of->by_id));
        of->by_id[of->by_id_count++] = 0;
    }
    it = ADD(of->documents, of->document_count);
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
    it = ADD(of->messages, of->message_count);
    it->key = copy(key);
    *place = of->message_count;
    return it;
}

/* ---- what records tell ---- */

void erp_tell_stock(erp *of, int product, int warehouse)
{
    int *record = &of->stock_records[product][warehouse];
    char body[BODY_MAX] = "";
    char id[ERP_ID_MAX];

    (void)snprintf(id, sizeof(id), "P%d/W%d", product, warehouse);
    erp_put_text(body, sizeof(body),
                 "\"product\":\"P%d\",\"warehouse\":\"W%d\",\"on_hand\":\"%lld\"",
                 product, warehouse, (long long)of->stock[product][warehouse]);
    if (*record == 0)
        *record = erp_put(of, SALESINV_KIND_STOCK, id, body, false) + 1;
    else
        erp_change(of, *record - 1, body, false);
}

void erp_tell_batch(erp *of, int batch, int warehouse)
{
    int *record = &of->batch_records[batch][warehouse];
    char body[BODY_MAX] = "";
    char id[ERP_ID_MAX];

    (void)snprintf(id, sizeof(id), "P%d/W%d/B%d", ERP_BATCHED, warehouse, batch);
    erp_put_text(body, sizeof(body),
                 "\"product\":\"P%d\",\"warehouse\":\"W%d\",\"batch\":\"B%d\","
                 "\"on_hand\":\"%lld\"",
                 ERP_BATCHED, warehouse, batch,
                 (long long)of->batches[batch][warehouse]);
    if (*record == 0)
        *record = erp_put(of, SALESINV_KIND_STOCK, id, body, false) + 1;
    else
        erp_change(of, *record - 1, body, false);
}

void erp_tell_serial(erp *of, int serial)
{
    erp_serial *it = &of->serials[serial];
    char body[BODY_MAX] = "";
    char id[ERP_ID_MAX];

    (void)snprintf(id, sizeof(id), "SN-%s", it->text);
    erp_put_text(body, sizeof(body),
                 "\"product\":\"P%d\",\"serials\":[\"%s\"],\"state\":", it->product,
                 it->text);
    if (it->warehouse >= 0)
        erp_put_text(body, sizeof(body), "\"in_stock\",\"warehouse\":\"W%d\"",
                     it->warehouse);
    else
        erp_put_text(body, sizeof(body), "\"used\",\"account\":\"A%d\"", it->account);
    if (it->record == 0)
        it->record = erp_put(of, SALESINV_KIND_SERIAL, id, body, false) + 1;
    else
        erp_change(of, it->record - 1, body, false);
}

int erp_new_serial(erp *of, int product, int warehouse)
{
    erp_serial *it = ADD(of->serials, of->serial_count);

    (void)snprintf(it->text, sizeof(it->text), "S%dX%06d", product, of->serial_count);
    it->product = product;
    it->warehouse = warehouse;
    it->account = -1;
    return of->serial_count - 1;
}

/* ---- results ---- */

static bool leaves(const erp_result *result, const erp_line *line)
{
    return result->kind != SALESINV_KIND_RETURN || line->is_out;
}

static void move_line(erp *of, const erp_result *result, const erp_line *line,
                      int times)
{
    erp_document *document = &of->documents[result->document];
    const int warehouse = result->content.warehouse;
    bool has_left = leaves(result, line) == (times > 0);

    of->stock[line->product][warehouse] += has_left ? -line->qty : line->qty;
    if (line->batch >= 0)
        of->batches[line->batch][warehouse] += has_left ? -line->qty : line->qty;
    document->done[line->number - 1] += times * line->qty;
    for (int i = 0; i < line->serial_count; i++) {
        erp_serial *serial = &of->serials[line->serials[i]];
        serial->warehouse = has_left ? -1 : warehouse;
        serial->account = has_left ? document->account : -1;
    }
}

static void move(erp *of, int result, int times)
{
    const erp_result *it = &of->results[result];

    for (int i = 0; i < it->content.count && !it->content.is_void; i++)
        move_line(of, it, &it->content.lines[i], times);
}

/* Stock and serial numbers that a content names are told of. */
static void tell(erp *of, const erp_content *content)
{
    for (int i = 0; i < content->count; i++) {
        const erp_line *line = &content->lines[i];
        erp_tell_stock(of, line->product, content->warehouse);
        if (line->batch >= 0)
            erp_tell_batch(of, line->batch, content->warehouse);
        for (int k = 0; k < line->serial_count; k++)
            erp_tell_serial(of, line->serials[k]);
    }
}

static void put_serials(const erp *of, const erp_line *line, char *body)
{
    for (int i = 0; i < line->serial_count; i++)
        erp_put_text(body, BODY_MAX, "%s\"%s\"", i > 0 ? "," : ",\"serials\":[",
                     of->serials[line->serials[i]].text);
    if (line->serial_count > 0)
        erp_put_text(body, BODY_MAX, "]");
}

static void put_line(const erp *of, const erp_result *result, const erp_line *line,
                     char *body)
{
    if (result->kind == SALESINV_KIND_RETURN)
        erp_put_text(body, BODY_MAX, "{\"line\":%d,\"received\":\"%d\"", line->number,
                     line->qty);
    else if (result->kind == SALESINV_KIND_OUTBOUND)
        erp_put_text(body, BODY_MAX,
                     "{\"source_line\":%d,\"product\":\"P%d\",\"qty\":\"%d\"",
                     line->number, line->product, line->qty);
    else
        erp_put_text(body, BODY_MAX, "{\"order_line\":%d,\"qty\":\"%d\"", line->number,
                     line->qty);
    if (line->batch >= 0)
        erp_put_text(body, BODY_MAX, ",\"batch\":\"B%d\"", line->batch);
    put_serials(of, line, body);
    erp_put_text(body, BODY_MAX, "}");
}

/* Documents are named as the ERP calls them, or as the library does. */
static void put_source(const erp *of, int result, char *body)
{
    const erp_result *it = &of->results[result];
    const erp_document *document = &of->documents[it->document];
    const char *key = it->kind == SALESINV_KIND_SHIPMENT ? "order" : "source";

    if (result % 3 == 0)
        erp_put_text(body, BODY_MAX, "\"%s\":{\"id\":%lld}", key,
                     (long long)document->id);
    else
        erp_put_text(body, BODY_MAX, "\"%s\":\"E-%lld\"", key, (long long)document->id);
}

static void tell_result(erp *of, int result)
{
    const erp_result *it = &of->results[result];
    const erp_content *content = &it->content;
    char body[BODY_MAX] = "";
    bool has_out = false;

    put_source(of, result, body);
    for (int i = 0; i < content->count; i++)
        has_out = has_out || content->lines[i].is_out;
    erp_put_text(body, BODY_MAX, ",\"warehouse\":\"W%d\"", content->warehouse);
    if (has_out && it->kind == SALESINV_KIND_RETURN)
        erp_put_text(body, BODY_MAX, ",\"out_warehouse\":\"W%d\"", content->warehouse);
    if (it->kind != SALESINV_KIND_RETURN && result % 4 == 0)
        erp_put_text(body, BODY_MAX, ",\"carrier\":\"dhl\",\"tracking_number\":\"T%d\"",
                     result / 8);
    erp_put_text(body, BODY_MAX, ",\"lines\":[");
    for (int i = 0; i < content->count; i++) {
        if (i > 0)
            erp_put_text(body, BODY_MAX, ",");
        put_line(of, it, &content->lines[i], body);
    }
    erp_put_text(body, BODY_MAX, "]");
    erp_change(of, it->record, body, content->is_void);
}

void erp_say(erp *of, int result, const erp_content *content)
{
    const erp_content before = of->results[result].content;

    move(of, result, -1);
    of->results[result].content = *content;
    move(of, result, 1);
    tell(of, &before);
    tell(of, content);
    tell_result(of, result);
}

int erp_new_result(erp *of, salesinv_kind kind, int document, const char *id)
{
    int record = new_record(of, kind, id);
    erp_result *it = ADD(of->results, of->result_count);

    it->kind = kind;
    it->document = document;
    it->record = record;
    it->content.is_void = true;
    of->records[record].result = of->result_count - 1;
    of->records[record].body = copy("");
    return of->result_count - 1;
}

const erp_content *erp_said(const erp *of, int result, int life, int64_t version)
{
    const erp_record *record = &of->records[of->results[result].record];

    for (int i = record->history_count - 1; i >= 0; i--)
        if (record->history[i].life == life && record->history[i].version == version)
            return &record->history[i].content;
    return NULL;
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
