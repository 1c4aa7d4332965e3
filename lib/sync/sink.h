/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_SINK_H
#define SINV_SYNC_SINK_H

/*
 * What a connector's methods push into: records of a page, answers to messages, stock figures. A sink lives in its connector and
 * is emptied by the next question, so that nothing leaks when a host unwinds through a method; it takes nothing before
 * and after the call that it is open for.
 */
#include <stdbool.h>

#include "base/text.h"
#include "salesinv/sys/connector.h"

enum { SINV_FAILURE_MAX = 255, SINV_FIGURES_MAX = 10000 };

/** What the ERP said of a failure; text "" if nothing. */
typedef struct sinv_failure {
    int64_t vendor_code;
    char text[SINV_FAILURE_MAX + 1];
} sinv_failure;

/** Copies a line that others wrote: cut between characters, what is no text or a control character is "?". */
void sinv_failure_put(sinv_failure *failure, int64_t vendor_code, const char *text);

/** One record of a page: `size` bytes at `bytes`, of `whole` that it has. */
typedef struct sinv_pulled_record {
    size_t at;
    size_t size;
    size_t whole; /* > size: too large, and only its beginning was kept */
} sinv_pulled_record;

struct salesinv_pulled {
    bool is_open;
    bool is_ended;
    bool is_last;
    salesinv_status status; /* NOMEM when a record was lost for that */
    int32_t max_count;
    int32_t count;
    int32_t capacity;
    sinv_pulled_record *records;
    sinv_buf bytes;
    char position[SALESINV_POSITION_MAX + 1];
    sinv_failure failure;
};

/** What became of one message. */
typedef struct sinv_answer {
    bool is_put;
    bool has_external_id;
    /** OK, CONNECTOR_REFUSED or NOT_FOUND (certainly without effect), else the outcome is unknown; BUSY: and it is on its way. */
    salesinv_status status;
    char external_id[SALESINV_EXTERNAL_ID_MAX + 1];
    sinv_failure failure;
} sinv_answer;

struct salesinv_answers {
    bool is_open;
    int32_t count;
    int32_t capacity;
    sinv_answer *answers;
    sinv_heap *heap;
    sinv_failure failure;
};

typedef struct sinv_figure {
    int32_t product; /* index in the query */
    char warehouse[SALESINV_EXTERNAL_ID_MAX + 1];
    salesinv_qty on_hand;
    salesinv_qty available;
    salesinv_time at; /* SALESINV_TIME_NONE: now */
} sinv_figure;

struct salesinv_figures {
    bool is_open;
    int32_t product_count;
    salesinv_status status; /* NOMEM when a figure was lost for that */
    int32_t count;
    int32_t capacity;
    sinv_figure *figures; /* one for each product and warehouse */
    sinv_heap *heap;
    char warehouse[SALESINV_EXTERNAL_ID_MAX + 1]; /* of the query, "": every one */
    sinv_failure failure;
};

void sinv_pulled_init(salesinv_pulled *pulled, sinv_heap *heap);
void sinv_pulled_free(salesinv_pulled *pulled);
/** Empty it, for at most `max_count` records. */
void sinv_pulled_open(salesinv_pulled *pulled, int32_t max_count);
/** The bytes of one record (borrowed until the next question). */
const char *sinv_pulled_bytes(const salesinv_pulled *pulled, int32_t index);

void sinv_answers_init(salesinv_answers *answers, sinv_heap *heap);
void sinv_answers_free(salesinv_answers *answers);
/** Room for `count` answers; NOMEM. */
salesinv_status sinv_answers_open(salesinv_answers *answers, int32_t count);

void sinv_figures_init(salesinv_figures *figures, sinv_heap *heap);
void sinv_figures_free(salesinv_figures *figures);
/** Empty it, for the products and the warehouse of a query. */
void sinv_figures_open(salesinv_figures *figures, const salesinv_stock_query *query);

#endif
