/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every ordering mode with every validation, set for all orders and for one record type against an opposite global
 * value, in both editions: what is submitted, edited, reopened, and what a change of the settings means for an order that is open. One
 * row is one cell; what is done is the same in all of them. Where an ERP owns the stock its figures stay as it sent them, and of what is
 * raised the whole is held against them.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/product.h"
#include "support/fix_sync.h"

enum { ORDER = SALESINV_KIND_ORDER };
enum { NONE = SALESINV_MODE_NONE, SINGLE = SALESINV_MODE_SINGLE };
enum { CONSOLIDATED = SALESINV_MODE_CONSOLIDATED };
enum { BLOCK = SALESINV_RULE_BLOCK, ALLOW = SALESINV_RULE_ALLOW };

/* Figures of the two warehouses together: "on hand/frozen/available main, likewise north". */
typedef struct cell {
    const char *name;
    int64_t mode;
    int64_t rule;
    const char *mode_type; /* the record type that has the value; NULL: it is global */
    const char *rule_type;
    /* An order of 4 in two lines of 1 and 3, where main has 6 and north 7. */
    const char *small;
    /* One of 15 in two lines of 7 and 8: the refusal (OK: none) with its figures, and the stock then. */
    salesinv_status code;
    int64_t available; /* and on hand */
    const char *large;
    /* The small one raised to 9, and then to 15: likewise. What the refusal wants is the increase. */
    const char *raised;
    salesinv_status raise_code;
    int64_t raise_wanted;
    int64_t raise_available;
    const char *raised_far;
    /* Closed, all else taken by others, and reopened. */
    salesinv_status reopen_code; /* OK: of 15, else of the 4 */
    const char *reopened;
} cell;

#define SHORT SALESINV_E_INSUFFICIENT_STOCK
#define UNTOUCHED "6/0/6 7/0/7"

/* What the modes do under each rule; wherever the values are set, the figures are the same. */
#define NONE_ROW                                                                       \
    UNTOUCHED, SALESINV_OK, 0, UNTOUCHED, UNTOUCHED, SALESINV_OK, 0, 0, UNTOUCHED,     \
        SALESINV_OK, "0/0/0 0/0/0"
#define SINGLE_BLOCK                                                                   \
    "6/4/2 7/0/7", SHORT, 6, UNTOUCHED, NULL, SHORT, 5, 2, "6/4/2 7/0/7", SHORT,       \
        "0/0/0 0/0/0"
#define SINGLE_ALLOW                                                                   \
    "6/4/2 7/0/7", SALESINV_OK, 0, "6/15/-9 7/0/7", "6/9/-3 7/0/7", SALESINV_OK, 0, 0, \
        "6/15/-9 7/0/7", SALESINV_OK, "0/15/-15 0/0/0"
#define CONSOLIDATED_BLOCK                                                             \
    "6/4/2 7/0/7", SHORT, 13, UNTOUCHED, "6/6/0 7/3/4", SHORT, 6, 4, "6/6/0 7/3/4",    \
        SHORT, "0/0/0 0/0/0"
#define CONSOLIDATED_ALLOW                                                             \
    "6/4/2 7/0/7", SALESINV_OK, 0, "6/8/-2 7/7/0", "6/6/0 7/3/4", SALESINV_OK, 0, 0,   \
        "6/8/-2 7/7/0", SALESINV_OK, "0/15/-15 0/0/0"

/* Both values for all orders, either one of a record type, and both of it. */
#define CELL(name, mode, rule, row)                                                    \
    {name, mode, rule, NULL, NULL, row},                                               \
        {name ", mode of a type", mode, rule, "web", NULL, row},                       \
        {name ", validation of a type", mode, rule, NULL, "web", row},                 \
    {                                                                                  \
        name ", both of a type", mode, rule, "web", "web", row                         \
    }

static const cell cells[] = {
    CELL("none, block", NONE, BLOCK, NONE_ROW),
    CELL("none, allow", NONE, ALLOW, NONE_ROW),
    CELL("single, block", SINGLE, BLOCK, SINGLE_BLOCK),
    CELL("single, allow", SINGLE, ALLOW, SINGLE_ALLOW),
    CELL("consolidated, block", CONSOLIDATED, BLOCK, CONSOLIDATED_BLOCK),
    CELL("consolidated, allow", CONSOLIDATED, ALLOW, CONSOLIDATED_ALLOW),
};
enum { CELLS = sizeof(cells) / sizeof(cells[0]) };

typedef struct fix_cell {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    const cell *of;
    salesinv_id product;
    salesinv_id main;
    salesinv_id north;
    bool is_synced;
    const char *figures; /* of the ERP, as they are */
} fix_cell;

static int64_t other_mode(int64_t mode)
{
    return mode == SINGLE ? CONSOLIDATED : SINGLE;
}

static int64_t other_rule(int64_t rule)
{
    return rule == BLOCK ? ALLOW : BLOCK;
}

static void set(fix_cell *fix, const char *key, const char *type, int64_t value)
{
    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, key, type, value, NULL));
}

static void receive(fix_cell *fix, salesinv_id warehouse, int64_t units)
{
    if (fix->is_synced)
        fix_synced_stock(&fix->trade, fix->product, warehouse, units);
    else
        fix_receive(fix->core, warehouse, fix->product, units);
}

static void open_cell(fix_cell *fix, const cell *of, bool is_synced)
{
    memset(fix, 0, sizeof(*fix));
    if (is_synced)
        fix_sync_open(&fix->trade);
    else
        fix_trade_open(&fix->trade);
    fix->is_synced = is_synced;
    fix->figures = UNTOUCHED;
    fix->core = &fix->trade.core;
    fix->admin = fix->core->admin;
    fix->of = of;
    fix->product = fix_product(fix->core, "P", SALESINV_TRACKING_NONE);
    fix->main = fix_warehouse(fix->core, "Main");
    fix->north = fix_warehouse(fix->core, "North");
    receive(fix, fix->main, 6);
    receive(fix, fix->north, 7);
    if (of->mode_type) /* against the global value */
        set(fix, "order.mode", NULL, other_mode(of->mode));
    if (of->rule_type)
        set(fix, "order.validation", NULL, other_rule(of->rule));
    set(fix, "order.mode", of->mode_type, of->mode);
    set(fix, "order.validation", of->rule_type, of->rule);
    print_message("%s%s\n", of->name, is_synced ? ", beside an ERP" : "");
}

/* The opposite from now on, where the cell's values are. */
static void change_settings(fix_cell *fix)
{
    set(fix, "order.mode", fix->of->mode_type, other_mode(fix->of->mode));
    set(fix, "order.validation", fix->of->rule_type, other_rule(fix->of->rule));
}

static bool is_typed(const cell *of)
{
    return of->mode_type || of->rule_type;
}

/* An order of two lines of the product. */
typedef struct fix_lines {
    const char *type; /* its record type, NULL: none */
    int64_t mode;     /* in which it takes a warehouse or not */
    int64_t first;
    int64_t second;
    uint32_t flags;
} fix_lines;

static salesinv_status create(fix_cell *fix, const fix_lines *lines, salesinv_id *out)
{
    char place[64] = "";
    char type[64] = "";
    salesinv_draft *draft;
    salesinv_order *order;
    salesinv_status rc;

    if (lines->mode == SINGLE)
        snprintf(place, sizeof(place), "\"warehouse\": %lld, ", (long long)fix->main);
    if (lines->type)
        snprintf(type, sizeof(type), "\"record_type\": \"%s\", ", lines->type);
    draft = fix_draft(fix->admin, ORDER,
                      "{%s%s\"account\": %lld, \"currency\": \"EUR\", \"lines\": "
                      "[{\"product\": %lld, \"qty\": \"%lld\"}, {\"product\": %lld, "
                      "\"qty\": \"%lld\"}]}",
                      type, place, (long long)fix->trade.account,
                      (long long)fix->product, (long long)lines->first,
                      (long long)fix->product, (long long)lines->second);
    rc = salesinv_order_create(fix->admin, draft, lines->flags, NULL, &order);
    if (out)
        *out = salesinv_document_id(salesinv_order_document(order));
    salesinv_order_free(order);
    salesinv_draft_free(draft);
    return rc;
}

/* As the cell has it, submitted. */
static salesinv_status try_order(fix_cell *fix, int64_t first, int64_t second,
                                 salesinv_id *out)
{
    const fix_lines lines = {is_typed(fix->of) ? "web" : NULL, fix->of->mode, first,
                             second, SALESINV_SUBMIT};

    return create(fix, &lines, out);
}

static salesinv_id order(fix_cell *fix, int64_t first, int64_t second)
{
    salesinv_id id = 0;

    assert_ok(fix->admin, try_order(fix, first, second, &id));
    return id;
}

/* The first line stays, the second one takes the rest of `units`. */
static salesinv_status try_raise(fix_cell *fix, salesinv_id id, int64_t units)
{
    return fix_try_update(
        fix->admin, ORDER, id,
        "{\"lines\": [{\"line\": 1}, {\"line\": 2, \"qty\": \"%lld\"}]}",
        (long long)(units - 1));
}

/* By others. */
static void take(fix_cell *fix, salesinv_id warehouse, int64_t units)
{
    if (fix->is_synced) {
        fix_synced_stock(&fix->trade, fix->product, warehouse, 0);
        return;
    }
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": 6, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"%lld\"}]}",
               (long long)warehouse, (long long)fix->product, (long long)units);
}

static void take_all(fix_cell *fix)
{
    take(fix, fix->main, 6);
    take(fix, fix->north, 7);
    fix->figures = "0/0/0 0/0/0";
}

static void then_stock(fix_cell *fix, const char *in_standalone)
{
    const char *wanted = fix->is_synced ? fix->figures : in_standalone;
    const char *north = strchr(wanted, ' ');
    char main[32];

    snprintf(main, sizeof(main), "%.*s", (int)(north - wanted), wanted);
    assert_stock(fix->core, fix->product, fix->main, main);
    assert_stock(fix->core, fix->product, fix->north, north + 1);
}

/* The call answered as the row says; a refusal says what was wanted and what there was. */
static void then_answer(fix_cell *fix, salesinv_status got, salesinv_status code,
                        int64_t wanted, int64_t available)
{
    fix_core_check(fix->admin, got, code, __FILE__, __LINE__);
    if (code == SALESINV_OK)
        return;
    assert_int_equal(fix_detail(fix->admin, "product"), fix->product);
    assert_int_equal(fix_detail(fix->admin, "wanted"), wanted * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), available * FIX_UNIT);
}

/* What was fixed at submission. */
static void then_fixed(fix_cell *fix, salesinv_id id)
{
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_MODE), fix->of->mode);
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_VALIDATION),
                     fix->of->rule);
}

/* ---- what every cell goes through ---- */

static void submit(fix_cell *fix)
{
    salesinv_id id = order(fix, 1, 3);

    then_fixed(fix, id);
    then_stock(fix, fix->of->small);
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    then_stock(fix, UNTOUCHED);
}

static void submit_too_much(fix_cell *fix)
{
    const cell *of = fix->of;
    salesinv_status rc = try_order(fix, 7, 8, NULL);

    then_answer(fix, rc, of->code, 15, of->available);
    if (rc != SALESINV_OK)
        assert_int_equal(fix_detail(fix->admin, "on_hand"), of->available * FIX_UNIT);
    then_stock(fix, of->large);
}

/* From 4 to 9 and on to 15; a cell that refuses the 9 is asked for no more. */
static void raise_it(fix_cell *fix, salesinv_id id)
{
    const cell *of = fix->of;

    if (of->raised) {
        assert_ok(fix->admin, try_raise(fix, id, 9));
        then_stock(fix, of->raised);
    }
    then_answer(fix, try_raise(fix, id, of->raised ? 15 : 9), of->raise_code,
                fix->is_synced ? (of->raised ? 15 : 9) : of->raise_wanted,
                fix->is_synced ? of->available : of->raise_available);
    then_stock(fix, of->raised_far);
}

static void edit(fix_cell *fix)
{
    raise_it(fix, order(fix, 1, 3));
}

static void close_and_reopen(fix_cell *fix)
{
    const cell *of = fix->of;
    salesinv_id id = order(fix, 1, 3);

    if (of->reopen_code == SALESINV_OK)
        assert_ok(fix->admin, try_raise(fix, id, 15));
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix, UNTOUCHED);
    take_all(fix);
    then_answer(fix, salesinv_order_reopen(fix->admin, id, 0, NULL, NULL),
                of->reopen_code, 4, 0);
    then_stock(fix, of->reopened);
}

/* What is open keeps its rules: raised, closed and reopened as if nothing had been changed. */
static void change_the_settings(fix_cell *fix)
{
    salesinv_id id = order(fix, 1, 3);

    change_settings(fix);
    raise_it(fix, id);
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix, UNTOUCHED);
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, id, 0, NULL, NULL));
    then_stock(fix, fix->of->raised_far);
    then_fixed(fix, id);
}

/* A draft is bound to nothing: it is judged by what is set when it is submitted. */
static void submit_a_draft_later(fix_cell *fix)
{
    const cell *of = fix->of;
    const fix_lines lines = {is_typed(of) ? "web" : NULL, of->mode, 1, 3, 0};
    salesinv_id id = 0;
    salesinv_status rc;

    assert_ok(fix->admin, create(fix, &lines, &id));
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_MODE), 0);
    then_stock(fix, UNTOUCHED);
    change_settings(fix);
    rc = salesinv_order_submit(fix->admin, id, 0, NULL, NULL);
    fix_core_check(fix->admin, rc,
                   of->mode == SINGLE ? SALESINV_E_WAREHOUSE_NOT_ALLOWED
                                      : SALESINV_E_WAREHOUSE_REQUIRED,
                   __FILE__, __LINE__);
    assert_field(fix->admin, "warehouse");
    then_stock(fix, UNTOUCHED);
    set(fix, "order.mode", of->mode_type, of->mode);
    assert_ok(fix->admin, salesinv_order_submit(fix->admin, id, 0, NULL, NULL));
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_MODE), of->mode);
    assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_VALIDATION),
                     other_rule(of->rule));
    then_stock(fix, of->small);
}

/* Orders of another record type, or of none, know the global values alone. */
static void order_as_another_type(fix_cell *fix)
{
    static const char *const types[] = {NULL, "desk"};
    const cell *of = fix->of;
    int64_t mode = of->mode_type ? other_mode(of->mode) : of->mode;
    int64_t rule = of->rule_type ? other_rule(of->rule) : of->rule;

    for (int i = 0; i < 2; i++) {
        const fix_lines lines = {types[i], mode, 1, 1, SALESINV_SUBMIT};
        salesinv_id id = 0;

        assert_ok(fix->admin, create(fix, &lines, &id));
        assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_MODE), mode);
        assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_VALIDATION),
                         rule);
    }
}

/* Once for every row in either edition; fix_trade_close verifies the books each time. */
static void for_every_cell(void (*what)(fix_cell *fix))
{
    static fix_cell fix;

    for (int i = 0; i < 2 * CELLS; i++) {
        open_cell(&fix, &cells[i / 2], i % 2 == 1);
        what(&fix);
        fix_trade_close(&fix.trade);
    }
}

#define IN_EVERY_CELL(what)                                                            \
    static void what##_in_every_cell(void **state)                                     \
    {                                                                                  \
        (void)state;                                                                   \
        for_every_cell(what);                                                          \
    }

IN_EVERY_CELL(submit)
IN_EVERY_CELL(submit_too_much)
IN_EVERY_CELL(edit)
IN_EVERY_CELL(close_and_reopen)
IN_EVERY_CELL(change_the_settings)
IN_EVERY_CELL(submit_a_draft_later)
IN_EVERY_CELL(order_as_another_type)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(submit_in_every_cell),
        cmocka_unit_test(submit_too_much_in_every_cell),
        cmocka_unit_test(edit_in_every_cell),
        cmocka_unit_test(close_and_reopen_in_every_cell),
        cmocka_unit_test(change_the_settings_in_every_cell),
        cmocka_unit_test(submit_a_draft_later_in_every_cell),
        cmocka_unit_test(order_as_another_type_in_every_cell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
