/* SPDX-License-Identifier: Apache-2.0 */
/* Goods of the fault programme's tenant, and objects of every kind at every stage; see programme.h. */
#include <stdio.h>
#include <string.h>

#include "support/fix_trade.h"
#include "support/programme.h"

enum { JSON_MAX = 512 };

/* What a draft of each kind says, where %w is the warehouse, and so on: see expand. */
typedef struct recipe {
    salesinv_kind kind;
    const char *fresh;
    const char *change;
    const char *approval; /* the switch; NULL: the kind has none */
} recipe;

static const recipe recipes[] = {
    {SALESINV_KIND_CATEGORY, "{'code': 'AUD', 'name': 'Audio', 'parent': %c}",
     "{'name': 'Sound'}", NULL},
    {SALESINV_KIND_UNIT, "{'code': 'KG', 'name': 'Kilogram'}", "{'name': 'Kilo'}",
     NULL},
    {SALESINV_KIND_PRODUCT,
     "{'code': 'RT', 'name': 'Access point', 'price': '129.90', 'category': %c, "
     "'unit': %u, 'kit_kind': 1,"
     " 'lines': [{'unit': %k, 'numerator': 10}, {'product': %m, 'qty': '1'}]}",
     "{'name': 'Big router', 'price': '100', 'extra': '{}', 'lines': [{'product': %m, "
     "'qty': '2'}]}",
     NULL},
    {SALESINV_KIND_ACCOUNT,
     "{'name': 'New', 'lines': [{'city': 'Basel'}, {'city': 'Chur'}]}",
     "{'name': 'Newer', 'phone': '1'}", NULL},
    {SALESINV_KIND_WAREHOUSE, "{'name': 'North'}", "{'name': 'Far north'}", NULL},
    {SALESINV_KIND_BIN, "{'code': 'B-1', 'name': 'Left', 'warehouse': %e}",
     "{'name': 'Front'}", NULL},
    {SALESINV_KIND_BATCH, "{'code': 'L-1', 'product': %b}", "{'extra': '{}'}", NULL},
    {SALESINV_KIND_INBOUND,
     "{'type': 2, 'warehouse': %w, 'lines': [{'product': %p, 'qty': '5'},"
     " {'product': %t, 'qty': '3', 'serials': ['N1', 'SN0021..SN0022']}]}",
     "{'lines': [{'product': %p, 'qty': '6'}]}", "approval.inbound"},
    {SALESINV_KIND_OUTBOUND,
     "{'type': 6, 'warehouse': %w, 'lines': [{'product': %p, 'qty': '5'},"
     " {'product': %t, 'qty': '3', 'serials': ['SN0009', 'SN0011..SN0012']}]}",
     "{'lines': [{'product': %p, 'qty': '6'}]}", "approval.outbound"},
    {SALESINV_KIND_ORDER,
     "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
     " [{'product': %m, 'qty': '2'}, {'product': %t, 'qty': '2'}]}",
     "{'lines': [{'line': 1, 'qty': '3'}, {'product': %p, 'qty': '6'}]}",
     "approval.order"},
    {SALESINV_KIND_SHIPMENT,
     "{'order': %o, 'lines': [{'order_line': %1, 'qty': '2'},"
     " {'order_line': %2, 'qty': '2', 'serials': ['SN0005', 'SN0008']}]}",
     "{'carrier': 'Mule', 'lines': [{'order_line': %1, 'qty': '1'}]}",
     "approval.shipment"},
    {SALESINV_KIND_RETURN,
     "{'shipment': %s, 'warehouse': %w, 'lines': [{'shipment_line': %3, 'qty': '2'},"
     " {'shipment_line': %4, 'qty': '2', 'serials': ['SN0001', 'SN0003']}]}",
     "{'lines': [{'shipment_line': %3, 'qty': '1'}]}", "approval.return"},
    {SALESINV_KIND_ADJUSTMENT,
     "{'order': %o, 'reason': 'for another', 'lines': [{'order_line': %1, 'frozen': "
     "'2'}, {'order_line': %2, 'frozen': '0'}]}",
     "{'reason': 'for nobody'}", NULL},
};
enum { RECIPES = sizeof(recipes) / sizeof(recipes[0]) };

static const recipe *recipe_of(salesinv_kind kind)
{
    for (int i = 0; i < RECIPES; i++)
        if (recipes[i].kind == kind)
            return &recipes[i];
    fail_msg("no recipe for kind %d", (int)kind);
    return NULL;
}

/* The id that a letter of a recipe stands for. */
static salesinv_id id_of(const programme *at, char letter)
{
    static const char letters[] = "uckpmtbaweos1234x56";
    const programme_goods *goods = &at->goods;
    const salesinv_id ids[] = {goods->unit,
                               goods->category,
                               goods->carton,
                               goods->plain,
                               goods->kit,
                               goods->tracked,
                               goods->batched,
                               goods->account,
                               goods->warehouse,
                               goods->empty,
                               goods->order,
                               goods->shipment,
                               sinv_line_id(goods->order, 1),
                               sinv_line_id(goods->order, 2),
                               sinv_line_id(goods->shipment, 1),
                               sinv_line_id(goods->shipment, 2),
                               at->ready.id,
                               sinv_line_id(at->ready.id, 1),
                               sinv_line_id(at->ready.id, 2)};
    const char *place = strchr(letters, letter);

    assert_non_null(place);
    return ids[place - letters];
}

/* Recipes are JSON with single quotes, and letters for ids. */
static const char *expand(const programme *at, const char *text, char out[JSON_MAX])
{
    size_t used = 0;

    for (; *text; text++) {
        assert_true(used + 24 < JSON_MAX);
        if (*text == '%')
            used += (size_t)snprintf(out + used, JSON_MAX - used, "%lld",
                                     (long long)id_of(at, *++text));
        else
            out[used++] = *text == '\'' ? '"' : *text;
    }
    out[used] = '\0';
    return out;
}

salesinv_id programme_make(programme *at, salesinv_kind kind, uint32_t flags,
                           const char *text)
{
    char json[JSON_MAX];

    return fix_create(at->admin, kind, flags, "%s", expand(at, text, json));
}

static void seed_catalog(programme *at)
{
    programme_goods *goods = &at->goods;

    goods->unit =
        programme_make(at, SALESINV_KIND_UNIT, 0, "{'code': 'PCE', 'name': 'Piece'}");
    goods->carton =
        programme_make(at, SALESINV_KIND_UNIT, 0, "{'code': 'CT', 'name': 'Carton'}");
    goods->category = programme_make(at, SALESINV_KIND_CATEGORY, 0,
                                     "{'code': 'NET', 'name': 'Network'}");
    goods->plain = programme_make(at, SALESINV_KIND_PRODUCT, 0,
                                  "{'code': 'SW', 'name': 'Switch', 'price': '99.50',"
                                  " 'unit': %u, 'external_id': 'erp-1'}");
    goods->kit =
        programme_make(at, SALESINV_KIND_PRODUCT, 0,
                       "{'name': 'Rack', 'price': '150', 'kit_kind': 2, 'lines':"
                       " [{'product': %p, 'qty': '2'}]}");
    goods->tracked = programme_make(at, SALESINV_KIND_PRODUCT, 0,
                                    "{'name': 'Router', 'price': '10', 'tracking': 2}");
    goods->batched = programme_make(at, SALESINV_KIND_PRODUCT, 0,
                                    "{'name': 'Cable', 'price': '1', 'tracking': 1}");
    goods->account =
        programme_make(at, SALESINV_KIND_ACCOUNT, 0,
                       "{'code': 'A1', 'name': 'Buyer', 'lines': [{'city': 'Bern'}]}");
    goods->warehouse =
        programme_make(at, SALESINV_KIND_WAREHOUSE, 0, "{'name': 'South'}");
    goods->empty = programme_make(at, SALESINV_KIND_WAREHOUSE, 0,
                                  "{'name': 'East', 'has_bins': 1}");
}

void programme_seed_goods(programme *at)
{
    assert_ok(at->platform, salesinv_licence_grant(at->platform, at->tenant, "bom",
                                                   SALESINV_TIME_NONE, 0, NULL));
    fix_setting(at->admin, "shipping.kits", 1);
    fix_setting(at->admin, "plugin.batch_serial", 1);
    fix_setting(at->admin, "plugin.shipment_return", 1);
    fix_setting(at->admin, "plugin.frozen_adjustment", 1);
    fix_setting(at->admin, "warehouse.bins", 1);
    seed_catalog(at);
    programme_make(
        at, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
        "{'type': 2, 'warehouse': %w, 'lines': [{'product': %p, 'qty': '100'},"
        " {'product': %t, 'qty': '20', 'serials': ['SN0001..SN0020']}]}");
    at->goods.order =
        programme_make(at, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
                       "{'account': %a, 'currency': 'EUR', 'warehouse': %w, 'lines':"
                       " [{'product': %p, 'qty': '10'}, {'product': %t, 'qty': '6'}]}");
    at->goods.shipment = programme_make(
        at, SALESINV_KIND_SHIPMENT, SALESINV_SUBMIT,
        "{'order': %o, 'lines': [{'order_line': %1, 'qty': '4'},"
        " {'order_line': %2, 'qty': '3', 'serials': ['SN0001..SN0003']}]}");
    assert_ok(at->admin, fix_step(at->admin, SALESINV_KIND_SHIPMENT, at->goods.shipment,
                                  SINV_VERB_RECEIVE));
}

static void prepare_draft(programme *at, const char *text)
{
    char json[JSON_MAX];

    at->ready.draft = fix_draft(at->admin, at->of->kind, "%s", expand(at, text, json));
}

void programme_draft(programme *at)
{
    if (at->words) {
        prepare_draft(at, at->words);
        return;
    }
    if (at->of->stage == STAGE_FRESH)
        prepare_draft(at, recipe_of(at->of->kind)->fresh);
    if (at->of->stage == STAGE_CHANGED || at->of->stage == STAGE_AMENDED)
        prepare_draft(at, recipe_of(at->of->kind)->change);
}

void programme_prepare(programme *at)
{
    programme_stage stage = at->of->stage;
    salesinv_kind kind = at->of->kind;
    uint32_t flags =
        stage == STAGE_PENDING || stage == STAGE_AMENDED || stage == STAGE_DONE
            ? (uint32_t)SALESINV_SUBMIT
            : 0;
    const recipe *of = stage == STAGE_NONE ? NULL : recipe_of(kind);

    if (stage == STAGE_NONE)
        return;
    if (stage == STAGE_FILTER) {
        assert_ok(at->admin,
                  salesinv_filter_create(at->admin, kind, &at->ready.filter));
        return;
    }
    if (stage == STAGE_PENDING || stage == STAGE_AMENDED)
        fix_setting(at->admin, of->approval, 1);
    if (stage != STAGE_FRESH)
        at->ready.id = programme_make(at, kind, flags, of->fresh);
    programme_draft(at);
    if (stage == STAGE_STOPPED)
        assert_ok(at->admin,
                  fix_step(at->admin, kind, at->ready.id, SINV_VERB_DEACTIVATE));
}
