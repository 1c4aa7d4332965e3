/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Approval by kind and record type: with approval.<kind> on for one record type, a document of that type waits and every
 * other one is confirmed at once. The same for each kind that trades: what waits is approved, rejected or withdrawn, and
 * with four eyes by another than the one who submitted it.
 */
#include <stdio.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

/* One kind: its setting, its draft, and the goods (on hand, frozen, available) of two units of it. */
typedef struct approval {
    salesinv_kind kind;
    const char *setting;
    int32_t done;          /* status when it waits no longer */
    const char *waiting;   /* in approval */
    const char *confirmed; /* approved, or never asked */
} approval;

/* Before: 22 received, 12 ordered, 6 of them shipped. */
#define STOCK_BEFORE "16/6/10"

static const approval approvals[] = {
    {SALESINV_KIND_ORDER, "approval.order", SALESINV_STATUS_CONFIRMED, "16/8/8",
     "16/8/8"},
    {SALESINV_KIND_SHIPMENT, "approval.shipment", SALESINV_STATUS_SHIPPED, "16/6/10",
     "14/4/10"},
    {SALESINV_KIND_INBOUND, "approval.inbound", SALESINV_STATUS_CONFIRMED, "16/6/10",
     "18/6/12"},
    {SALESINV_KIND_OUTBOUND, "approval.outbound", SALESINV_STATUS_CONFIRMED, "16/8/8",
     "14/6/8"},
    {SALESINV_KIND_RETURN, "approval.return", SALESINV_STATUS_CONFIRMED, "16/6/10",
     "18/6/12"},
};
enum { APPROVALS = sizeof(approvals) / sizeof(approvals[0]) };

typedef struct fix_approval {
    fix_trade trade;
    salesinv_session *admin; /* who submits, user 7 */
    salesinv_session *other; /* user 8 */
    const approval *of;
    salesinv_id warehouse;
    salesinv_id product;
    salesinv_id order;
    salesinv_id shipment;
} fix_approval;

static int setup(void **state)
{
    static fix_approval fix;

    fix.of = *state;
    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    assert_int_equal(salesinv_session_open(fix.trade.core.engine, fix.trade.core.tenant,
                                           8, &fix.other),
                     SALESINV_OK);
    assert_ok(fix.other, salesinv_session_add_role(fix.other, "admin"));
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 22);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 12);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_approval *fix = *state;

    salesinv_session_close(fix->other);
    fix_trade_close(&fix->trade);
    return 0;
}

/* Where its line gets the goods from. */
static void put_head(const fix_approval *fix, salesinv_kind kind, char text[160])
{
    switch (kind) {
    case SALESINV_KIND_ORDER:
        snprintf(text, 160,
                 "\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld",
                 (long long)fix->trade.account, (long long)fix->warehouse);
        break;
    case SALESINV_KIND_SHIPMENT:
        snprintf(text, 160, "\"order\": %lld", (long long)fix->order);
        break;
    case SALESINV_KIND_RETURN:
        snprintf(text, 160, "\"shipment\": %lld", (long long)fix->shipment);
        break;
    default:
        snprintf(text, 160, "\"type\": %d, \"warehouse\": %lld",
                 kind == SALESINV_KIND_INBOUND ? SALESINV_INBOUND_OPENING
                                               : SALESINV_OUTBOUND_OTHER,
                 (long long)fix->warehouse);
        break;
    }
}

/* What its line names. */
static void put_source(const fix_approval *fix, salesinv_kind kind, char text[64])
{
    if (kind == SALESINV_KIND_SHIPMENT)
        snprintf(text, 64, "\"order_line\": %lld",
                 (long long)sinv_line_id(fix->order, 1));
    else if (kind == SALESINV_KIND_RETURN)
        snprintf(text, 64, "\"shipment_line\": %lld",
                 (long long)sinv_line_id(fix->shipment, 1));
    else
        snprintf(text, 64, "\"product\": %lld", (long long)fix->product);
}

/* A document of two units, submitted; `type` NULL: without a record type. */
static salesinv_id make(const fix_approval *fix, salesinv_kind kind, const char *type)
{
    char head[160];
    char source[64];

    put_head(fix, kind, head);
    put_source(fix, kind, source);
    return fix_create(fix->admin, kind, SALESINV_SUBMIT,
                      "{%s%s%s%s, \"lines\": [{%s, \"qty\": \"2\"}]}", head,
                      type ? ", \"record_type\": \"" : "", type ? type : "",
                      type ? "\"" : "", source);
}

static void set_for(const fix_approval *fix, const char *type, int64_t value)
{
    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, fix->of->setting, type,
                                                   value, NULL));
}

/* The one that waits, of the type that has to. */
static salesinv_id make_waiting(const fix_approval *fix)
{
    set_for(fix, "audited", 1);
    return make(fix, fix->of->kind, "audited");
}

static salesinv_status step(const fix_approval *fix, salesinv_id id, sinv_verb verb)
{
    return fix_step(fix->admin, fix->of->kind, id, verb);
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_done(id) then_is(fix, fix->of, id)
#define then_status(id, name) assert_status(&fix->trade, fix->of->kind, id, name)

static void then_is(const fix_approval *fix, const approval *of, salesinv_id id)
{
    assert_int_equal(fix_int(fix->admin, of->kind, id, 0, SALESINV_F_STATUS), of->done);
}

static void the_type_waits(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    then_status(id, IN_APPROVAL);
    then_stock(fix->of->waiting);
}

static void other_types_are_confirmed_at_once(void **state)
{
    fix_approval *fix = *state;

    set_for(fix, "audited", 1);
    then_done(make(fix, fix->of->kind, NULL));
    then_stock(fix->of->confirmed);
    then_done(make(fix, fix->of->kind, "Audited"));
}

static void the_type_overrides_the_rule_for_all(void **state)
{
    fix_approval *fix = *state;

    set_for(fix, NULL, 1);
    set_for(fix, "express", 0);
    then_done(make(fix, fix->of->kind, "express"));
    then_stock(fix->of->confirmed);
    then_status(make(fix, fix->of->kind, "audited"), IN_APPROVAL);
    assert_ok(fix->admin,
              salesinv_setting_unset(fix->admin, fix->of->setting, "express", NULL));
    then_status(make(fix, fix->of->kind, "express"), IN_APPROVAL);
}

static void other_kinds_do_not_wait(void **state)
{
    fix_approval *fix = *state;

    set_for(fix, "audited", 1);
    for (size_t i = 0; i < APPROVALS; i++) {
        salesinv_kind kind = approvals[i].kind;
        salesinv_id id = kind == fix->of->kind ? 0 : make(fix, kind, "audited");

        if (id > 0)
            then_is(fix, &approvals[i], id);
    }
}

static void approved_it_is_confirmed(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    assert_ok(fix->admin, step(fix, id, SINV_VERB_APPROVE));
    then_done(id);
    then_stock(fix->of->confirmed);
    assert_refused(fix->admin, INVALID_STATE, step(fix, id, SINV_VERB_APPROVE));
    assert_refused(fix->admin, INVALID_STATE, step(fix, id, SINV_VERB_REJECT));
    assert_refused(fix->admin, INVALID_STATE, step(fix, id, SINV_VERB_WITHDRAW));
    then_stock(fix->of->confirmed);
}

static void rejected_it_may_try_again(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    assert_ok(fix->admin, step(fix, id, SINV_VERB_REJECT));
    then_status(id, REJECTED);
    then_stock(STOCK_BEFORE);
    assert_refused(fix->admin, INVALID_STATE, step(fix, id, SINV_VERB_APPROVE));
    assert_ok(fix->admin, step(fix, id, SINV_VERB_SUBMIT));
    then_status(id, IN_APPROVAL);
    then_stock(fix->of->waiting);
}

static void withdrawn_it_goes_by_the_rule_of_the_day(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    assert_ok(fix->admin, step(fix, id, SINV_VERB_WITHDRAW));
    then_status(id, WITHDRAWN);
    then_stock(STOCK_BEFORE);
    assert_refused(fix->admin, INVALID_STATE, step(fix, id, SINV_VERB_APPROVE));
    set_for(fix, "audited", 0);
    assert_ok(fix->admin, step(fix, id, SINV_VERB_SUBMIT));
    then_done(id);
    then_stock(fix->of->confirmed);
}

static void it_takes_four_eyes(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    fix_setting(fix->admin, "approval.four_eyes", 1);
    assert_refused(fix->admin, FORBIDDEN, step(fix, id, SINV_VERB_APPROVE));
    then_status(id, IN_APPROVAL);
    then_stock(fix->of->waiting);
    assert_ok(fix->other, fix_step(fix->other, fix->of->kind, id, SINV_VERB_APPROVE));
    then_done(id);
    then_stock(fix->of->confirmed);
}

/* Whoever submitted it last is the one that four eyes count as the first two. */
static void the_last_submitter_counts(void **state)
{
    fix_approval *fix = *state;
    salesinv_id id = make_waiting(fix);

    fix_setting(fix->admin, "approval.four_eyes", 1);
    assert_ok(fix->admin, step(fix, id, SINV_VERB_WITHDRAW));
    assert_ok(fix->other, fix_step(fix->other, fix->of->kind, id, SINV_VERB_SUBMIT));
    assert_refused(fix->other, FORBIDDEN,
                   fix_step(fix->other, fix->of->kind, id, SINV_VERB_APPROVE));
    assert_ok(fix->admin, step(fix, id, SINV_VERB_APPROVE));
    then_done(id);
}

/* What waits and was changed is approved by a third, who did neither. */
static void who_changes_it_does_not_approve_it(void **state)
{
    fix_approval *fix = *state;
    salesinv_session *third;
    salesinv_id id = make_waiting(fix);

    assert_int_equal(salesinv_session_open(fix->trade.core.engine,
                                           fix->trade.core.tenant, 9, &third),
                     SALESINV_OK);
    assert_ok(third, salesinv_session_add_role(third, "admin"));
    fix_setting(fix->admin, "approval.four_eyes", 1);
    assert_ok(fix->other,
              fix_try_update(fix->other, fix->of->kind, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"2\"}]}"));
    then_status(id, IN_APPROVAL);
    assert_refused(fix->other, FORBIDDEN,
                   fix_step(fix->other, fix->of->kind, id, SINV_VERB_APPROVE));
    assert_refused(fix->admin, FORBIDDEN, step(fix, id, SINV_VERB_APPROVE));
    assert_ok(third, fix_step(third, fix->of->kind, id, SINV_VERB_APPROVE));
    salesinv_session_close(third);
    then_done(id);
}

#define STORY(name)                                                                    \
    {                                                                                  \
#name, name                                                                    \
    }

static const struct story {
    const char *name;
    CMUnitTestFunction run;
} stories[] = {
    STORY(the_type_waits),
    STORY(other_types_are_confirmed_at_once),
    STORY(the_type_overrides_the_rule_for_all),
    STORY(other_kinds_do_not_wait),
    STORY(approved_it_is_confirmed),
    STORY(rejected_it_may_try_again),
    STORY(withdrawn_it_goes_by_the_rule_of_the_day),
    STORY(it_takes_four_eyes),
    STORY(the_last_submitter_counts),
    STORY(who_changes_it_does_not_approve_it),
};
enum { STORIES = sizeof(stories) / sizeof(stories[0]) };

int main(void)
{
    static struct CMUnitTest tests[APPROVALS * STORIES];
    static char names[APPROVALS * STORIES][80];
    size_t count = 0;

    for (size_t i = 0; i < APPROVALS; i++)
        for (size_t k = 0; k < STORIES; k++) {
            snprintf(names[count], sizeof(names[count]), "%s: %s", approvals[i].setting,
                     stories[k].name);
            tests[count].name = names[count];
            tests[count].test_func = stories[k].run;
            tests[count].setup_func = setup;
            tests[count].teardown_func = teardown;
            tests[count++].initial_state = (void *)(uintptr_t)&approvals[i];
        }
    return _cmocka_run_group_tests("approval", tests, count, NULL, NULL);
}
