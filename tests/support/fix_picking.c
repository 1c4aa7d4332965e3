/* SPDX-License-Identifier: Apache-2.0 */
/* Goods to pick from. */
#include "support/fix_picking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/product.h"
#include "support/dump.h"

enum { INBOUND = SALESINV_KIND_INBOUND, FIFO = SALESINV_PICK_FIFO };

static salesinv_id make_bin(fix_picking *fix, const char *code)
{
    return fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                      "{\"warehouse\": %lld, \"code\": \"%s\", \"name\": \"%s\"}",
                      (long long)fix->shelves, code, code);
}

int fix_picking_setup(void **state)
{
    static fix_picking fix;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix_setting(fix.admin, "warehouse.bins", 1);
    fix.plain = fix_product(fix.core, "Plain", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(fix.core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix.batched = fix_product(fix.core, "Batched", SALESINV_TRACKING_BATCH);
    fix.main = fix_warehouse(fix.core, "Main");
    fix.shelves = fix_create(fix.admin, SALESINV_KIND_WAREHOUSE, 0,
                             "{\"name\": \"Shelves\", \"has_bins\": 1}");
    fix.bin_b = make_bin(&fix, "B-2");
    fix.bin_a = make_bin(&fix, "A-1");
    *state = &fix;
    return 0;
}

int fix_picking_teardown(void **state)
{
    fix_picking *fix = *state;

    salesinv_picking_free(fix->got);
    fix_trade_close(&fix->trade);
    return 0;
}

/* A batch that expires `days` from the beginning of the story; 0: never. */
salesinv_id fix_picking_batch(fix_picking *fix, const char *code, int64_t days)
{
    salesinv_draft *draft = fix_draft(fix->admin, SALESINV_KIND_BATCH,
                                      "{\"code\": \"%s\", \"product\": %lld}", code,
                                      (long long)fix->batched);
    const sinv_request request = {
        .session = fix->admin, .kind = SALESINV_KIND_BATCH, .draft = draft};
    salesinv_document *made;
    salesinv_id id;

    if (days != 0)
        assert_ok(fix->admin, salesinv_draft_set_time(draft, 0, SALESINV_F_EXPIRES_AT,
                                                      FIX_START + days * FIX_DAY));
    assert_ok(fix->admin, sinv_verb_run(&request, &made));
    id = salesinv_document_id(made);
    salesinv_document_free(made);
    salesinv_draft_free(draft);
    return id;
}

/* Goods come in on the next day; `more` is JSON behind the quantity. */
salesinv_id fix_picking_receive(fix_picking *fix, salesinv_id warehouse,
                                salesinv_id product, int64_t units, const char *more)
{
    fix->core->now += FIX_DAY;
    return fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                      "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": "
                      "%lld, \"qty\": \"%lld\"%s}]}",
                      (long long)warehouse, (long long)product, (long long)units, more);
}

salesinv_id fix_picking_receive_batch(fix_picking *fix, salesinv_id of, int64_t units)
{
    char more[64];

    snprintf(more, sizeof(more), ", \"batch\": %lld", (long long)of);
    return fix_picking_receive(fix, fix->main, fix->batched, units, more);
}

salesinv_id fix_picking_receive_bin(fix_picking *fix, salesinv_id bin, int64_t units)
{
    char more[64];

    snprintf(more, sizeof(more), ", \"bin\": %lld", (long long)bin);
    return fix_picking_receive(fix, fix->shelves, fix->plain, units, more);
}

salesinv_id fix_picking_receive_serials(fix_picking *fix, const char *serials,
                                        int64_t units)
{
    char more[64];

    snprintf(more, sizeof(more), ", \"serials\": %s", serials);
    return fix_picking_receive(fix, fix->main, fix->tracked, units, more);
}

void fix_pick(fix_picking *fix, salesinv_id product, salesinv_id warehouse,
              int64_t units, salesinv_pick_rule rule)
{
    char *before = dump_store(fix->core->engine);
    char *after;

    salesinv_picking_free(fix->got);
    assert_ok(fix->admin, salesinv_picking_get(fix->admin, product, warehouse,
                                               units * FIX_UNIT, rule, &fix->got));
    assert_int_equal(salesinv_picking_warehouse(fix->got), warehouse);
    assert_int_equal(salesinv_picking_line_count(fix->got), 1);
    assert_int_equal(salesinv_picking_line_id(fix->got, 0), 0);
    assert_int_equal(salesinv_picking_line_product(fix->got, 0), product);
    assert_int_equal(salesinv_picking_line_wanted(fix->got, 0), units * FIX_UNIT);
    after = dump_store(fix->core->engine);
    dump_assert_same(before, after, "picking");
    free(before);
    free(after);
}

salesinv_status fix_try_pick_for(fix_picking *fix, salesinv_kind kind, salesinv_id id,
                                 salesinv_id warehouse)
{
    salesinv_picking_free(fix->got);
    return salesinv_picking_get_for(fix->admin, kind, id, warehouse, FIFO, &fix->got);
}

void fix_pick_for(fix_picking *fix, salesinv_kind kind, salesinv_id id)
{
    assert_ok(fix->admin, fix_try_pick_for(fix, kind, id, 0));
}

int64_t fix_picking_missing(const fix_picking *fix, int32_t line)
{
    return salesinv_picking_line_missing(fix->got, line) / FIX_UNIT;
}

/* Entry `index`: so many units of a bin and batch, for the first line. */
void fix_picking_then(const fix_picking *fix, int32_t index, salesinv_id bin,
                      salesinv_id of, int64_t units)
{
    assert_int_equal(salesinv_picking_line(fix->got, index), 0);
    assert_int_equal(salesinv_picking_bin(fix->got, index), bin);
    assert_int_equal(salesinv_picking_batch(fix->got, index), of);
    assert_int_equal(salesinv_picking_qty(fix->got, index), units * FIX_UNIT);
}

/* All serials that are proposed, as "A1+2 B7+1". */
const char *fix_picking_serials(fix_picking *fix)
{
    size_t used = 0;

    fix->text[0] = '\0';
    for (int32_t i = 0; i < salesinv_picking_count(fix->got); i++)
        used +=
            (size_t)snprintf(fix->text + used, sizeof(fix->text) - used, "%s%s+%lld",
                             i > 0 ? " " : "", salesinv_picking_serial(fix->got, i),
                             (long long)(salesinv_picking_qty(fix->got, i) / FIX_UNIT));
    return fix->text;
}
