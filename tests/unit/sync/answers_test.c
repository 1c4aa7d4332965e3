/* SPDX-License-Identifier: Apache-2.0 */
/* The connector port: answers to messages and stock figures, late, double, missing and out of range. */
#include "unit/sync/fix_actor.h"

/* ---- push ---- */

static const salesinv_push_item item = {.struct_size = sizeof(item)};
static const salesinv_push_item *const items[] = {&item, &item, &item, &item, &item};

static void answers_in_every_way(salesinv_answers *answers)
{
    seen[0] = salesinv_answers_put(answers, 0, SALESINV_OK, "E-1", 0, NULL);
    seen[1] = salesinv_answers_put(answers, 0, SALESINV_OK, "E-1", 0, NULL);
    seen[2] = salesinv_answers_put(answers, 1, SALESINV_OK, "E-2", 0, NULL);
    seen[3] =
        salesinv_answers_put(answers, 1, SALESINV_E_CONNECTOR_REFUSED, NULL, 1, "no");
    seen[4] = salesinv_answers_put(answers, 2, SALESINV_E_NOT_FOUND, NULL, 0, NULL);
    seen[5] = salesinv_answers_put(answers, 3, SALESINV_OK, " E-3", 0, NULL);
    seen[6] = salesinv_answers_put(answers, 5, SALESINV_OK, "E-4", 0, NULL);
    seen[7] = salesinv_answers_put(answers, -1, SALESINV_OK, "E-4", 0, NULL);
}

static void every_message_has_one_answer(void **state)
{
    actor *at = *state;
    const sinv_answer *answers;

    at->push = answers_in_every_way;
    assert_ok(at->core.admin, sinv_connector_push(at->connector, items, 5));
    answers = at->connector->answers.answers;
    assert_call(SALESINV_OK, answers[0].status);
    assert_string_equal(answers[0].external_id, "E-1");
    assert_call(SALESINV_E_CONNECTOR_MALFORMED, answers[1].status);
    assert_false(answers[1].has_external_id);
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers[2].status);
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers[3].status);
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers[4].status);
    assert_string_equal(answers[4].failure.text, "the connector gave no answer");
    assert_call(SALESINV_OK, seen[1]);
    assert_call(SALESINV_E_EXISTS, seen[3]);
    assert_call(SALESINV_E_TEXT, seen[5]);
    assert_call(SALESINV_E_ARG, seen[6]);
    assert_call(SALESINV_E_ARG, seen[7]);
    assert_call(SALESINV_E_CLOSED,
                salesinv_answers_put(at->kept, 0, SALESINV_OK, NULL, 0, NULL));
    salesinv_answers_fail(at->kept, 1, "late");
    assert_call(SALESINV_E_ARG,
                salesinv_answers_put(NULL, 0, SALESINV_OK, NULL, 0, NULL));
    salesinv_answers_fail(NULL, 1, "");
}

static salesinv_connector *freed;

static void frees_its_connector(salesinv_answers *answers)
{
    (void)answers;
    salesinv_connector_free(freed);
}

static void a_connector_is_not_freed_inside_its_methods(void **state)
{
    actor *at = *state;

    freed = at->connector;
    at->push = frees_its_connector;
    assert_ok(at->core.admin, sinv_engine_enter(at->core.engine));
    assert_ok(at->core.admin, sinv_connector_push(at->connector, items, 5));
    assert_ok(at->core.admin, sinv_engine_leave(at->core.engine, SALESINV_OK));
    assert_int_equal(at->destroyed, 0);
}

static void answers_the_first(salesinv_answers *answers)
{
    (void)salesinv_answers_put(answers, 0, SALESINV_OK, NULL, 0, NULL);
    salesinv_answers_fail(answers, 17, "the line broke");
}

static void what_is_unanswered_shares_the_fate_of_the_call(void **state)
{
    static const salesinv_status answered[][2] = {
        {SALESINV_E_CONNECTOR_REFUSED, SALESINV_E_CONNECTOR_REFUSED},
        {SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_TIMEOUT},
        {SALESINV_E_CALLBACK, SALESINV_E_CALLBACK},
        {SALESINV_E_NOT_FOUND, SALESINV_E_CONNECTOR_TIMEOUT},
        {3, SALESINV_E_CONNECTOR_TIMEOUT}};
    actor *at = *state;

    at->push = answers_the_first;
    for (size_t i = 0; i < sizeof(answered) / sizeof(answered[0]); i++) {
        at->status = answered[i][0];
        assert_call(answered[i][1], sinv_connector_push(at->connector, items, 2));
        assert_call(SALESINV_OK, at->connector->answers.answers[0].status);
        assert_call(answered[i][1], at->connector->answers.answers[1].status);
        assert_string_equal(at->connector->answers.answers[1].failure.text,
                            "the line broke");
    }
}

static void knows_nothing_of_it(salesinv_answers *answers)
{
    (void)salesinv_answers_put(answers, 0, SALESINV_E_NOT_FOUND, NULL, 0, NULL);
}

static void only_an_answer_says_that_a_message_never_arrived(void **state)
{
    actor *at = *state;
    const salesinv_answers *answers = &at->connector->answers;

    assert_true(sinv_connector_knows_outcomes(at->connector));
    at->push = knows_nothing_of_it;
    assert_ok(at->core.admin, sinv_connector_outcome(at->connector, &item));
    assert_call(SALESINV_E_NOT_FOUND, answers->answers[0].status);
    at->push = NULL;
    assert_ok(at->core.admin, sinv_connector_outcome(at->connector, &item));
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers->answers[0].status);
    at->status = SALESINV_E_CONNECTOR_REFUSED;
    assert_refused(at->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_outcome(at->connector, &item));
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers->answers[0].status);
    at->status = SALESINV_E_NOT_FOUND;
    assert_refused(at->core.admin, CONNECTOR_TIMEOUT,
                   sinv_connector_outcome(at->connector, &item));
    assert_call(SALESINV_E_CONNECTOR_TIMEOUT, answers->answers[0].status);
}

/* ---- figures ---- */

static void tells_figures(salesinv_figures *into)
{
    seen[0] = salesinv_figures_put(into, 0, NULL, 5, 4, SALESINV_TIME_NONE);
    seen[1] = salesinv_figures_put(into, 0, "W2", 7, 7, 1);
    seen[2] = salesinv_figures_put(into, 0, "W1", 9, 8, 2);
    seen[3] = salesinv_figures_put(into, 2, NULL, 1, 1, 1);
    seen[4] = salesinv_figures_put(into, -1, NULL, 1, 1, 1);
    seen[5] = salesinv_figures_put(into, 1, NULL, -1, 1, 1);
    seen[6] = salesinv_figures_put(into, 1, "", 1, 1, 1);
    seen[7] = salesinv_figures_put(into, 1, NULL, 1, -1, 1);
}

static void figures_are_one_for_each_place(void **state)
{
    static const char *const products[] = {"P1", "P2"};
    salesinv_stock_query query = {.struct_size = sizeof(query),
                                  .count = 2,
                                  .products = products,
                                  .warehouse = "W1"};
    actor *at = *state;
    const salesinv_figures *figures = &at->connector->figures;

    at->figures = tells_figures;
    assert_ok(at->core.admin, sinv_connector_stock(at->connector, &query));
    assert_int_equal(figures->count, 3);
    assert_string_equal(figures->figures[0].warehouse, "W1");
    assert_int_equal(figures->figures[0].on_hand, 9);
    assert_int_equal(figures->figures[0].available, 8);
    assert_int_equal(figures->figures[2].available, -1);
    for (int i = 3; i < 6; i++)
        assert_call(SALESINV_E_ARG, seen[i]);
    assert_call(SALESINV_E_TEXT, seen[6]);
    assert_call(SALESINV_E_CLOSED, salesinv_figures_put(at->kept, 0, "W", 1, 1, 1));
    salesinv_figures_fail(at->kept, 1, "late");
    query.warehouse = NULL;
    assert_ok(at->core.admin, sinv_connector_stock(at->connector, &query));
    assert_call(SALESINV_E_ARG, seen[0]);
    at->status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_refused(at->core.admin, CONNECTOR_TIMEOUT,
                   sinv_connector_stock(at->connector, &query));
    assert_int_equal(figures->count, 0);
    at->connector->vtable.realtime_stock = NULL;
    assert_refused(at->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_stock(at->connector, &query));
}

static void actions_have_names(void **state)
{
    (void)state;
    assert_string_equal(salesinv_message_action_name(SALESINV_MESSAGE_PUT), "put");
    assert_string_equal(salesinv_message_action_name(SALESINV_MESSAGE_REOPEN),
                        "reopen");
    assert_string_equal(salesinv_message_action_name(0), "");
    assert_string_equal(salesinv_message_action_name(5), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ACT(every_message_has_one_answer),
        ACT(a_connector_is_not_freed_inside_its_methods),
        ACT(what_is_unanswered_shares_the_fate_of_the_call),
        ACT(only_an_answer_says_that_a_message_never_arrived),
        ACT(figures_are_one_for_each_place),
        cmocka_unit_test(actions_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
