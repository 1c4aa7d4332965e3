/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_DRAFT_H
#define SINV_DOCUMENT_DRAFT_H

/*
 * A draft: the cells a caller set, as rows of the kind's tables whose `changed` mask says which.
 * Serials stay texts here; inventory turns them into ranges.
 */
#include "document/kind.h"

/** One entry of serials: one (last NULL, count 1), a range first..last (count 0), or count from first. */
typedef struct sinv_draft_serial {
    const char *first;
    const char *last;
    int64_t count;
} sinv_draft_serial;

typedef struct sinv_draft_line {
    sinv_row *row;
    int64_t number; /* stored line to keep, 0: new */
    sinv_draft_serial *serials;
    uint32_t serial_count;
    uint32_t serial_capacity;
    bool has_serials; /* the serials replace the stored ones */
} sinv_draft_line;

struct salesinv_draft {
    uint32_t magic;
    salesinv_engine *engine; /* a reference */
    const sinv_kind *kind;
    sinv_arena arena;
    sinv_row *head;
    sinv_draft_line *lines;
    uint32_t line_count;
    uint32_t line_capacity;
    bool has_lines; /* lines were named: an update replaces the set of lines */
};

enum { SINV_DRAFT_LINES_MAX = 10000, SINV_SERIAL_TEXT_MAX = 64 };

salesinv_status sinv_draft_create(salesinv_engine *engine, const sinv_kind *kind,
                                  salesinv_draft **out);
/** Set a number of any numeric type, checked against the field's rules. `type` is what the caller says it is. */
salesinv_status sinv_draft_set_number(salesinv_draft *draft, int32_t line,
                                      salesinv_field field, salesinv_field_type type,
                                      int64_t value);
salesinv_status sinv_draft_set_text(salesinv_draft *draft, int32_t line,
                                    salesinv_field field, const char *text);
salesinv_status sinv_draft_clear(salesinv_draft *draft, int32_t line,
                                 salesinv_field field);
salesinv_status sinv_draft_add_line(salesinv_draft *draft, int64_t number,
                                    int32_t *out_line);
salesinv_status sinv_draft_add_serials(salesinv_draft *draft, int32_t line,
                                       const char *first, const char *last,
                                       int64_t count);

/** Everything that was set goes into the fingerprint of a request. NULL is legal. */
void sinv_draft_digest(const salesinv_draft *draft, sinv_digest *digest);

#endif
