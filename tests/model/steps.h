/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_STEPS_H
#define MODEL_STEPS_H

/*
 * Random steps. They look at the reference to be sensible most of the time, and are wrong on purpose now and then: too much,
 * another warehouse, another state, serials of others. A new sort of step is a row of steps_sorts.
 */
#include "model/reference.h"

/** A sort of step. `make` draws one; false: nothing that it could be about. */
typedef struct steps_sort {
    const char *name;
    int weight;      /* how often, beside the others */
    int weight_sync; /* likewise beside an ERP */
    bool (*make)(uint64_t *seed, const reference *ref, ref_step *out);
    bool is_rarely_refused;
} steps_sort;

enum { STEPS_SORTS = 38 };
extern const steps_sort steps_sorts[STEPS_SORTS];

/** How often the sort is drawn, 0: never. */
int steps_weight(const reference *ref, int sort);
/** The next step; answers its sort. */
int steps_choose(uint64_t *seed, const reference *ref, ref_step *out);

/* ---- what the files of the steps share ---- */

int steps_below(uint64_t *seed, int limit);
bool steps_one_in(uint64_t *seed, int times);
/** A quantity of at most `most` that is sensible, and something else now and then. */
int steps_qty(uint64_t *seed, int most);
/** A document of the kind in one of the statuses (1 << SALESINV_STATUS_*), now and then in any; REF_NONE: there is none. */
int steps_pick(uint64_t *seed, const reference *ref, salesinv_kind kind,
               uint32_t statuses);
/** The serials in a state, of a product, in a warehouse (REF_NONE: any) and with a holder (doc REF_NONE: any). */
uint32_t steps_serials(const reference *ref, int state, int product, int warehouse,
                       ref_at holder);
/** Let the line name some of `fitting`, and others now and then; its quantity follows. */
void steps_name_serials(uint64_t *seed, ref_line *line, uint32_t fitting);
/** A document of the kind that says nothing yet. */
void steps_begin(ref_step *out, const reference *ref, uint64_t *seed,
                 salesinv_kind kind);
ref_line *steps_add_line(ref_doc *doc, int product, int qty);

bool steps_make_inbound(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_outbound(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_order(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_edit(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_adjustment(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_shipment(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_notice(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_several(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_sale(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_order_return(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_shipment_return(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_free_return(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_exchange(uint64_t *seed, const reference *ref, ref_step *out);

bool steps_make_figure(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_serials(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_sent(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_correction(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_unsent(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_came(uint64_t *seed, const reference *ref, ref_step *out);
bool steps_make_uncame(uint64_t *seed, const reference *ref, ref_step *out);

#endif
