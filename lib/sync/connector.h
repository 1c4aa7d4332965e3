/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_CONNECTOR_H
#define SINV_SYNC_CONNECTOR_H

/*
 * The library's side of the connector port: a provider's table imported once, and the ways to ask it. What it answers stays in the
 * connector until the next question. None of these is called inside a storage transaction. A failure of the whole
 * question comes back with the error object filled: source "connector:NAME", the ERP's own code and text.
 */
#include "core/session.h"
#include "salesinv/sync.h"
#include "sync/sink.h"

enum { SINV_MAGIC_CONNECTOR = 0x53434e4e };

/** What can be pushed and pulled: bits 1 << SALESINV_KIND_*. */
#define SINV_SYNC_BIT(kind) (UINT64_C(1) << (kind))
#define SINV_PUSH_KINDS                                                                \
    (SINV_SYNC_BIT(SALESINV_KIND_ORDER) | SINV_SYNC_BIT(SALESINV_KIND_SHIPMENT) |      \
     SINV_SYNC_BIT(SALESINV_KIND_RETURN))

enum { SINV_PULL_KIND_COUNT = 12 };
/** The kinds that an ERP has records of, what is referred to before what refers to it. */
extern const salesinv_kind sinv_pull_kinds[SINV_PULL_KIND_COUNT];
/** All of them as bits. */
uint64_t sinv_pull_kinds_mask(void);

/** What a connector said of itself, checked. */
typedef struct sinv_connector_said {
    uint32_t abilities;
    uint64_t pushes;
    uint64_t pulls;
    char brand[SALESINV_CONNECTOR_BRAND_MAX + 1];
    char epoch[SALESINV_EPOCH_MAX + 1];
} sinv_connector_said;

struct salesinv_connector {
    uint32_t magic;
    bool is_asked;           /* one of its methods runs */
    salesinv_engine *engine; /* a reference */
    salesinv_connector_vtable vtable;
    void *self;
    void (*destroy)(void *self);
    sinv_connector_said said; /* of the last description */
    salesinv_pulled pulled;
    salesinv_answers answers;
    salesinv_figures figures;
    char name[SALESINV_CONNECTOR_NAME_MAX + 1];
    char source[SALESINV_CONNECTOR_NAME_MAX + 16];
};

/** 1..max bytes of a-z, 0-9, "_" and "-": a connector's name or brand. */
bool sinv_connector_is_name(const char *text, size_t max);

/**
 * Check and copy `vtable` (ABI_* for its size, ARG for its name or a missing method). On failure `destroy` is called at once.
 */
salesinv_status sinv_connector_import(salesinv_engine *engine,
                                      const salesinv_connector_vtable *vtable,
                                      void *self, void (*destroy)(void *self),
                                      salesinv_connector **out);
/** ARG unless it is a connector of this engine. */
salesinv_status sinv_connector_check(salesinv_engine *engine,
                                     const salesinv_connector *connector);

/** Ask who it is: connector->said. MALFORMED for what is not possible, e.g. kinds without a method for them. */
salesinv_status sinv_connector_describe(salesinv_connector *connector);
/** Ask for records: connector->pulled. MALFORMED when it says nothing of where to go on, or does not move on. */
salesinv_status sinv_connector_pull(salesinv_connector *connector, salesinv_kind kind,
                                    const char *position, int32_t max_count);
/**
 * Hand messages over: connector->answers has one for each of them, whatever this answers: NOMEM, CALLBACK and INTERRUPTED say that
 * asking on makes no sense. Only NOMEM with answers.count 0 came before the connector was asked.
 */
salesinv_status sinv_connector_push(salesinv_connector *connector,
                                    const salesinv_push_item *const *items,
                                    int32_t count);
/** Can it be asked what became of a message? */
bool sinv_connector_knows_outcomes(const salesinv_connector *connector);
/** Ask what became of a message: answer 0 as after a push; NOT_FOUND and CONNECTOR_REFUSED come from an answer alone. */
salesinv_status sinv_connector_outcome(salesinv_connector *connector,
                                       const salesinv_push_item *item);
/** Ask for present stock: connector->figures. CONNECTOR_REFUSED when it cannot tell. */
salesinv_status sinv_connector_stock(salesinv_connector *connector,
                                     const salesinv_stock_query *query);

#endif
