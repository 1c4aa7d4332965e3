/* SPDX-License-Identifier: Apache-2.0 */
/* What left and came in, where that puts the goods, and the records that tell of it. */
#include <stdio.h>
#include <string.h>

#include "sync/erp.h"

enum { BODY_MAX = 2048 };

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
    erp_serial *it = ERP_ADD(of->serials, of->serial_count);

    (void)snprintf(it->text, sizeof(it->text), "S%dX%06d", product, of->serial_count);
    it->product = product;
    it->warehouse = warehouse;
    it->account = -1;
    it->holder = -1;
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
        serial->holder = (int)(result - of->results);
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

static void say_as(erp *of, int result, const erp_content *content, int64_t said)
{
    const erp_content before = of->results[result].content;

    move(of, result, -1);
    of->results[result].content = *content;
    of->results[result].said = said;
    move(of, result, 1);
    tell(of, &before);
    tell(of, content);
    tell_result(of, result);
}

void erp_say(erp *of, int result, const erp_content *content)
{
    say_as(of, result, content, ++of->says);
}

void erp_say_again(erp *of, int result, const erp_version *version)
{
    say_as(of, result, &version->content, version->said);
}

static const erp_line *line_naming(const erp_content *content, int serial)
{
    for (int i = 0; i < content->count && !content->is_void; i++)
        for (int k = 0; k < content->lines[i].serial_count; k++)
            if (content->lines[i].serials[k] == serial)
                return &content->lines[i];
    return NULL;
}

static void find_serial(erp *of, int serial)
{
    erp_serial *it = &of->serials[serial];
    const erp_result *last = NULL;
    bool has_left;

    for (int i = 0; i < of->result_count; i++)
        if (line_naming(&of->results[i].content, serial) &&
            (!last || of->results[i].said > last->said))
            last = &of->results[i];
    if (!last) { /* it never left */
        it->warehouse = it->warehouse < 0 ? 0 : it->warehouse;
        it->account = -1;
        it->holder = -1;
        erp_tell_serial(of, serial);
        return;
    }
    has_left = leaves(last, line_naming(&last->content, serial));
    it->warehouse = has_left ? -1 : last->content.warehouse;
    it->account = has_left ? of->documents[last->document].account : -1;
    it->holder = (int)(last - of->results);
    erp_tell_serial(of, serial);
}

void erp_find_serials(erp *of, const erp_content *content)
{
    for (int i = 0; i < content->count; i++)
        for (int k = 0; k < content->lines[i].serial_count; k++)
            find_serial(of, content->lines[i].serials[k]);
}

int erp_new_result(erp *of, salesinv_kind kind, int document, const char *id)
{
    int record = erp_add_record(of, kind, id);
    erp_result *it = ERP_ADD(of->results, of->result_count);

    it->kind = kind;
    it->document = document;
    it->record = record;
    it->content.is_void = true;
    of->records[record].result = of->result_count - 1;
    return of->result_count - 1;
}

const erp_version *erp_said(const erp *of, int result, int life, int64_t version)
{
    const erp_record *record = &of->records[of->results[result].record];

    for (int i = record->history_count - 1; i >= 0; i--)
        if (record->history[i].life == life && record->history[i].version == version)
            return &record->history[i];
    return NULL;
}
