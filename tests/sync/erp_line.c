/* SPDX-License-Identifier: Apache-2.0 */
/* The ERP's end of the port, over a bad line. Whatever is broken, the ERP's own memory of keys gives a message one effect. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "support/fix_connector.h"
#include "sync/erp.h"

enum { REWIND = 20, HUGE = 1024 * 1024 };

static bool happens(erp *of, int in, erp_event event)
{
    if (of->is_calm || !erp_one_in(of, in))
        return false;
    of->events[event]++;
    return true;
}

/* ---- describe ---- */

static salesinv_status describe(void *self, salesinv_connector_info *info)
{
    static char epoch[32];
    erp *of = self;

    if (happens(of, 50, ERP_E_LOST))
        return SALESINV_E_CONNECTOR_TIMEOUT;
    (void)snprintf(epoch, sizeof(epoch), "life-%d", of->life);
    info->abilities = of->abilities;
    info->brand = "test";
    info->epoch = epoch;
    info->pushes = FIX_PUSHES;
    info->pulls = FIX_PULLS;
    return SALESINV_OK;
}

/* ---- pull ---- */

/* A page under way: what was put into it, so far. */
typedef struct page {
    erp *of;
    salesinv_kind kind;
    salesinv_pulled *into;
    int32_t room;
    int to; /* in the log */
} page;

static bool put_text(page *at, const char *text, size_t size)
{
    if (at->room <= 0)
        return false;
    if (salesinv_pulled_put(at->into, text, size) != SALESINV_OK) {
        erp_broke(at->of, "a record was not taken though there was room");
        return false;
    }
    at->room--;
    return true;
}

static bool put_version(page *at, const erp_record *record, int64_t version,
                        const char *body, bool is_deleted)
{
    char *text = erp_render(record, version, body, is_deleted);
    bool is_put = put_text(at, text, strlen(text));

    free(text);
    return is_put;
}

static bool put_record(page *at, int record)
{
    const erp_record *it = &at->of->records[record];

    return put_version(at, it, it->version, it->body, it->is_deleted);
}

static void note_forgery(erp *of, int record, int64_t version)
{
    *ERP_ADD(of->forgeries, of->forgery_count) =
        (erp_forgery){record, version, of->life};
}

/* What is no record: cut in the middle, of a kind that nobody has, or of more bytes than anybody wants. */
static void put_nonsense(page *at, int record)
{
    erp *of = at->of;
    const erp_record *it = &of->records[record];
    char text[256];
    char *cut;

    if (happens(of, 300, ERP_E_CUT)) {
        cut = erp_render(it, 100000 + of->nonsense++, it->body, false);
        if (put_text(at, cut, strlen(cut) - 1))
            note_forgery(of, -1, 0);
        free(cut);
    }
    if (happens(of, 300, ERP_E_UNKNOWN_KIND)) {
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"invoice\",\"external_id\":\"I%d\",\"version\":1}",
                       of->nonsense++);
        if (put_text(at, text, strlen(text)))
            note_forgery(of, -1, 0);
    }
}

/* A megabyte of text where a name is, now and then above what a record may have. */
static void put_huge(page *at)
{
    erp *of = at->of;
    size_t size = (size_t)HUGE * (erp_one_in(of, 4) ? 5 : 1);
    char *text;
    int used;

    if (!happens(of, 1500, ERP_E_HUGE))
        return;
    text = malloc(size + 128);
    if (!text)
        abort();
    used = snprintf(text, 128,
                    "{\"kind\":\"%s\",\"external_id\":\"H%d\",\"version\":1,"
                    "\"name\":\"",
                    "invoice", of->nonsense++);
    memset(text + used, 'x', size);
    memcpy(text + used + size, "\"}", 3);
    if (put_text(at, text, (size_t)used + size + 2))
        note_forgery(of, -1, 0);
    free(text);
}

/* A former version once more, or another body under the present one. */
static void put_old_or_forged(page *at, int record)
{
    erp *of = at->of;
    const erp_record *it = &of->records[record];
    const erp_version *old = &it->history[erp_below(of, it->history_count)];

    if (old->life == of->life && happens(of, 20, ERP_E_OLDER))
        (void)put_version(at, it, old->version, old->body, old->is_deleted);
    if (it->blunder == ERP_RIGHT && !it->is_deleted && happens(of, 200, ERP_E_FORGED) &&
        put_version(at, it, it->version,
                    "\"product\":\"P?\",\"source\":\"E?\",\"name\":7", false))
        note_forgery(of, record, it->version);
}

static void put_other_kind(page *at)
{
    erp *of = at->of;
    int record = erp_below(of, of->record_count);
    const erp_record *it = &of->records[record];

    if (it->kind != at->kind && it->blunder == ERP_RIGHT &&
        happens(of, 200, ERP_E_OTHER_KIND))
        (void)put_record(at, record);
}

/* The log from the position on: what is in its last place there. False: the page is full. */
static bool put_log(page *at, bool is_twice)
{
    erp *of = at->of;
    const erp_log *log = &of->logs[at->kind];

    for (; at->to < log->count; at->to++) {
        int record = log->records[at->to];
        if (of->records[record].change != at->to + 1)
            continue;
        if (!of->is_calm) {
            put_old_or_forged(at, record);
            put_nonsense(at, record);
            put_huge(at);
            put_other_kind(at);
        }
        if (!put_record(at, record))
            return false;
        if (is_twice)
            (void)put_record(at, record);
    }
    return true;
}

/* The page backwards: what was found last comes first. */
static bool put_backwards(page *at)
{
    erp *of = at->of;
    const erp_log *log = &of->logs[at->kind];
    int end = at->to;
    int32_t count = 0;

    for (; end < log->count && count < at->room; end++)
        count += of->records[log->records[end]].change == end + 1;
    for (int i = end - 1; i >= at->to; i--)
        if (of->records[log->records[i]].change == i + 1)
            (void)put_record(at, log->records[i]);
    at->to = end;
    return end == log->count;
}

/* Fill the page with what is there already, until there is no more room. */
static void overfill(page *at)
{
    const erp_log *log = &at->of->logs[at->kind];

    while (log->count > 0 && put_record(at, log->records[0]))
        ;
    if (at->room <= 0 && salesinv_pulled_put(at->into, "{}", 2) != SALESINV_E_OVERFLOW)
        erp_broke(at->of, "a page took more than was asked for");
}

/* False: of this page nothing is taken. */
static bool end_page(page *at, bool is_all)
{
    erp *of = at->of;
    char position[32];

    if (happens(of, 60, ERP_E_NO_END))
        return false;
    if (is_all && happens(of, 60, ERP_E_REWOUND))
        at->to = at->to > REWIND ? at->to - REWIND : 0;
    if (happens(of, 60, ERP_E_OVERFULL))
        overfill(at);
    (void)snprintf(position, sizeof(position), "%d:%d", of->life, at->to);
    if (salesinv_pulled_end(at->into, position, is_all) != SALESINV_OK)
        erp_broke(of, "the end of a page was not taken");
    return true;
}

static salesinv_status pull(void *self, salesinv_kind kind, const char *position,
                            int32_t max_count, salesinv_pulled *into)
{
    page at = {.of = self, .kind = kind, .into = into, .room = max_count};
    erp *of = self;
    int forgeries = of->forgery_count;
    int life = of->life;
    bool is_unanswered = happens(of, 60, ERP_E_UNANSWERED);
    bool does_move;
    bool is_all;
    int from;

    if (*position &&
        (sscanf(position, "%d:%d", &life, &at.to) != 2 || life != of->life))
        erp_broke(of, "position %s is of another life than %d", position, of->life);
    from = at.to;
    if (happens(of, 60, ERP_E_LOST))
        return SALESINV_E_CONNECTOR_TIMEOUT;
    if (happens(of, 100, ERP_E_REFUSED))
        return SALESINV_E_CONNECTOR_REFUSED;
    if (happens(of, 10, ERP_E_REORDERED))
        is_all = put_backwards(&at);
    else
        is_all = put_log(&at, happens(of, 20, ERP_E_REPEATED));
    does_move = is_all || at.to > from || !*position;
    if (!end_page(&at, is_all) || is_unanswered || !does_move)
        of->forgery_count = forgeries;
    return is_unanswered ? SALESINV_E_CONNECTOR_TIMEOUT : SALESINV_OK;
}

/* ---- push ---- */

static int index_of(const char *text, char prefix)
{
    return text && text[0] == prefix ? atoi(text + 1) : -1;
}

static const char *word(const sinv_json *node, const char *key)
{
    const sinv_json *member = node ? sinv_json_member(node, key) : NULL;
    size_t size;

    return member ? sinv_json_text(member, &size) : NULL;
}

/* How the library calls a serial: those of the ERP's own by their number. */
static int serial_of(const erp *of, const char *text, int product)
{
    int at = text && strlen(text) == 9 ? atoi(text + 3) - 1 : -1;

    return at >= 0 && at < of->serial_count && of->serials[at].product == product ? at
                                                                                  : -1;
}

/* A range of serials of the same product in a row, "S3X000001..S3X000003", or one alone. */
static void read_range(const erp *of, const char *text, erp_line *line)
{
    const char *dots = text ? strstr(text, "..") : NULL;
    char first[32];
    int from;
    int to;

    if (!text)
        return;
    (void)snprintf(first, sizeof(first), "%.*s", dots ? (int)(dots - text) : 31, text);
    from = serial_of(of, first, line->product);
    to = dots ? serial_of(of, dots + 2, line->product) : from;
    for (int i = from; i >= 0 && i <= to && line->serial_count < ERP_SERIALS_MAX; i++)
        line->serials[line->serial_count++] = i;
}

static void read_line(erp *of, const sinv_json *node, erp_line *line)
{
    const sinv_json *serials = sinv_json_member(node, "serials");
    const sinv_json *direction = sinv_json_member(node, "direction");
    const char *qty = word(node, "qty");

    memset(line, 0, sizeof(*line));
    line->number = (int)sinv_json_int(sinv_json_member(node, "line"));
    line->product =
        index_of(word(sinv_json_member(node, "product"), "external_id"), 'P');
    line->qty = qty ? atoi(qty) : 0;
    line->batch = index_of(word(sinv_json_member(node, "batch"), "external_id"), 'B');
    line->is_out = direction && sinv_json_int(direction) == 2;
    for (const sinv_json *it = serials ? sinv_json_first(serials) : NULL; it;
         it = sinv_json_next(it)) {
        size_t size;
        read_range(of, sinv_json_text(it, &size), line);
    }
    if (line->product < 0 || line->qty <= 0)
        erp_broke(of, "a line of a message names no product or quantity");
}

static void read_lines(erp *of, const sinv_json *root, erp_document *document)
{
    const sinv_json *lines = sinv_json_member(root, "lines");

    document->count = 0;
    for (const sinv_json *it = lines ? sinv_json_first(lines) : NULL; it;
         it = sinv_json_next(it))
        if (document->count < ERP_LINES_MAX)
            read_line(of, it, &document->lines[document->count++]);
    document->account =
        index_of(word(sinv_json_member(root, "account"), "external_id"), 'A');
}

/* What a notice serves and what a return is of has to be here before, and knows of it then. */
static void check_sources(erp *of, const sinv_json *root, const erp_document *document)
{
    static const char *const keys[] = {"order_line", "shipment_line"};
    const sinv_json *lines = sinv_json_member(root, "lines");

    for (const sinv_json *it = lines ? sinv_json_first(lines) : NULL; it;
         it = sinv_json_next(it))
        for (int i = 0; i < 2; i++) {
            const sinv_json *source = sinv_json_member(it, keys[i]);
            const sinv_json *id = source ? sinv_json_member(source, "id") : NULL;
            erp_document *of_it = id ? erp_document_of(of, sinv_json_int(id)) : NULL;
            if (of_it && document->kind == SALESINV_KIND_RETURN)
                of_it->has_returns = true;
            if (id && !of_it && (i == 0 || !of->by_order))
                erp_broke(of, "document %lld came before %lld, which it is of",
                          (long long)document->id, (long long)sinv_json_int(id));
        }
}

static void take_body(erp *of, const salesinv_push_item *item)
{
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    erp_document *document = erp_know_document(of, item->kind, item->object);
    sinv_json_tree *tree;

    if (sinv_json_parse(NULL, heap, item->body, item->size, &tree) != SALESINV_OK) {
        erp_broke(of, "the body of %s is no JSON", item->key);
    } else {
        check_sources(of, sinv_json_root(tree), document);
        document = erp_document_of(of, item->object);
        read_lines(of, sinv_json_root(tree), document);
        sinv_json_free(tree);
    }
    sinv_heap_unref(heap);
}

static erp_state state_after(salesinv_message_action action)
{
    switch (action) {
    case SALESINV_MESSAGE_VOID:
        return ERP_VOID;
    case SALESINV_MESSAGE_CLOSE:
        return ERP_CLOSED;
    default:
        return ERP_OPEN;
    }
}

static void take(erp *of, const salesinv_push_item *item)
{
    erp_message *message = erp_message_of(of, item->key);
    erp_document *document;

    message->is_on_its_way = false;
    if (message->effects > 0)
        return;
    take_body(of, item);
    document = erp_document_of(of, item->object);
    if (document->is_known && document->version >= item->version)
        erp_broke(of, "version %lld of document %lld came after version %lld",
                  (long long)item->version, (long long)item->object,
                  (long long)document->version);
    document->is_known = true;
    document->version = item->version;
    document->state = state_after(item->action);
    message->effects++;
    message->all_effects++;
    of->received++;
    (void)snprintf(message->external_id, sizeof(message->external_id), "E-%lld",
                   (long long)item->object);
}

static void answer(erp *of, salesinv_answers *answers, int32_t index,
                   const salesinv_push_item *item)
{
    const erp_message *message = erp_message_of(of, item->key);

    if (salesinv_answers_put(answers, index, SALESINV_OK, message->external_id, 0,
                             NULL) != SALESINV_OK)
        erp_broke(of, "an answer was not taken");
}

/* One message of a call that arrived; false: the line is dead for the others. */
static void take_one(erp *of, salesinv_answers *answers, int32_t index,
                     const salesinv_push_item *item)
{
    if (happens(of, 30, ERP_E_REFUSED)) {
        if (erp_message_of(of, item->key)->effects == 0) {
            (void)salesinv_answers_put(answers, index, SALESINV_E_CONNECTOR_REFUSED,
                                       NULL, 5, "not now");
            return;
        }
    }
    if (happens(of, 40, ERP_E_DELAYED) && erp_message_of(of, item->key)->effects == 0) {
        erp_message_of(of, item->key)->is_on_its_way = true;
        (void)salesinv_answers_put(answers, index, SALESINV_E_BUSY, NULL, 0,
                                   "on its way");
        return;
    }
    take(of, item);
    if (happens(of, 30, ERP_E_SILENT))
        return;
    if (happens(of, 30, ERP_E_NONSENSE_STATUS)) {
        (void)salesinv_answers_put(answers, index, -31999, NULL, 0, "?");
        return;
    }
    answer(of, answers, index, item);
    if (happens(of, 20, ERP_E_ANSWERED_TWICE))
        answer(of, answers, index, item);
    if (happens(of, 40, ERP_E_CONTRADICTED) &&
        salesinv_answers_put(answers, index, SALESINV_E_CONNECTOR_REFUSED, NULL, 0,
                             "no") != SALESINV_E_EXISTS)
        erp_broke(of, "two answers that differ were taken");
}

static salesinv_status push(void *self, const salesinv_push_item *const *items,
                            int32_t count, salesinv_answers *answers)
{
    erp *of = self;
    bool is_backwards = happens(of, 10, ERP_E_REORDERED);
    int32_t arrived = happens(of, 10, ERP_E_PARTIAL) ? erp_below(of, count + 1) : count;

    if (happens(of, 15, ERP_E_LOST))
        return SALESINV_E_CONNECTOR_TIMEOUT;
    if (happens(of, 30, ERP_E_REFUSED))
        return SALESINV_E_CONNECTOR_REFUSED;
    if (happens(of, 10, ERP_E_UNANSWERED) || happens(of, 30, ERP_E_MALFORMED)) {
        for (int32_t i = 0; i < arrived; i++)
            take(of, items[i]);
        return erp_one_in(of, 2) ? SALESINV_E_CONNECTOR_TIMEOUT
                                 : SALESINV_E_CONNECTOR_MALFORMED;
    }
    if (happens(of, 15, ERP_E_WRONG_INDEX) &&
        (salesinv_answers_put(answers, count, SALESINV_OK, "E", 0, NULL) !=
             SALESINV_E_ARG ||
         salesinv_answers_put(answers, -1, SALESINV_OK, "E", 0, NULL) !=
             SALESINV_E_ARG))
        erp_broke(of, "an answer for nobody was taken");
    for (int32_t i = 0; i < arrived; i++) {
        int32_t index = is_backwards ? arrived - 1 - i : i;
        take_one(of, answers, index, items[index]);
    }
    return SALESINV_OK;
}

static salesinv_status outcome(void *self, const salesinv_push_item *item,
                               salesinv_answers *answers)
{
    erp *of = self;
    erp_message *message = erp_message_of(of, item->key);

    if (happens(of, 10, ERP_E_LOST))
        return SALESINV_E_CONNECTOR_TIMEOUT;
    if (happens(of, 20, ERP_E_SILENT))
        return SALESINV_OK;
    if (message->is_on_its_way && happens(of, 2, ERP_E_DELAYED)) {
        (void)salesinv_answers_put(answers, 0, SALESINV_E_BUSY, NULL, 0, "on its way");
        return SALESINV_OK;
    }
    if (message->is_on_its_way)
        take(of, item);
    if (erp_message_of(of, item->key)->effects > 0)
        answer(of, answers, 0, item);
    else
        (void)salesinv_answers_put(answers, 0, SALESINV_E_NOT_FOUND, NULL, 0,
                                   "unknown");
    return SALESINV_OK;
}

const salesinv_connector_vtable erp_vtable = {.struct_size = sizeof(erp_vtable),
                                              .name = "main",
                                              .describe = describe,
                                              .pull = pull,
                                              .push = push,
                                              .outcome = outcome};
