/* SPDX-License-Identifier: Apache-2.0 */
/* Heaps that count, arenas that give back, errors that never allocate. */
#include "base/abi_struct.h"
#include "base/guard.h"
#include "fix_base.h"
#include "support/oom_alloc.h"

static void blocks_are_zeroed_and_counted(void **state)
{
    fix_base *fix = *state;
    char *block = sinv_alloc(fix->heap, 100);
    char *grown;

    for (int i = 0; i < 100; i++)
        assert_int_equal(block[i], 0);
    block[99] = 7;
    grown = sinv_realloc(fix->heap, block, 5000);
    assert_int_equal(grown[99], 7);
    assert_int_equal(sinv_heap_read(fix->heap).live_blocks, 1);
    assert_true(sinv_heap_read(fix->heap).live_bytes >= 5000);
    assert_null(sinv_alloc(fix->heap, 0));
    assert_null(sinv_alloc(fix->heap, SIZE_MAX));
    sinv_free(fix->heap, grown);
    sinv_free(fix->heap, NULL);
    assert_int_equal(sinv_heap_read(fix->heap).live_bytes, 0);
    assert_true(sinv_heap_read(fix->heap).peak_bytes >= 5000);
}

static void a_heap_without_memory_leaves_blocks_alone(void **state)
{
    oom_alloc memory = {0};
    sinv_heap *heap = sinv_heap_create(&oom_allocator, &memory);
    char *block;

    (void)state;
    assert_non_null(heap);
    block = sinv_alloc(heap, 10);
    block[9] = 3;
    oom_alloc_arm(&memory, 1, true);
    assert_null(sinv_alloc(heap, 10));
    assert_null(sinv_realloc(heap, block, 1000));
    assert_int_equal(block[9], 3);
    oom_alloc_arm(&memory, 0, false);
    sinv_free(heap, block);
    sinv_heap_unref(heap);
    assert_int_equal(memory.live, 0);
}

static void an_arena_forgets_what_came_after_a_mark(void **state)
{
    fix_base *fix = *state;
    sinv_arena arena;
    sinv_arena_mark mark;
    char *kept;

    sinv_arena_init(&arena, fix->heap);
    sinv_arena_rewind(&arena, sinv_arena_tell(&arena)); /* before its first block */
    kept = sinv_arena_text(&arena, "kept", 4);
    mark = sinv_arena_tell(&arena);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            char *taken = sinv_arena_alloc(&arena, 100);

            assert_non_null(taken);
            assert_int_equal((uintptr_t)taken % 8, 0);
            for (int k = 0; k < 100; k++)
                assert_int_equal(taken[k], 0); /* used before, and zeroed again */
            memset(taken, 9, 100);
        }
        sinv_arena_rewind(&arena, mark);
        assert_in_range(sinv_heap_read(fix->heap).live_blocks, 1, 2);
        assert_string_equal(kept, "kept");
    }
    sinv_arena_reset(&arena);
    assert_int_equal(sinv_heap_read(fix->heap).live_blocks, 1);
    sinv_arena_free(&arena);
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    fix_base *fix = *state;
    sinv_arena arena;
    int64_t *items = NULL;
    uint32_t capacity = 0;

    sinv_arena_init(&arena, fix->heap);
    for (uint32_t i = 0; i < 1000; i++) {
        items = sinv_arena_grow(&arena, items, sizeof(*items), i, &capacity);
        assert_non_null(items);
        assert_true(capacity > i);
        items[i] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    sinv_arena_free(&arena);
}

static void an_error_tells_all_it_was_told(void **state)
{
    fix_base *fix = *state;
    sinv_err *err = fix->err;
    salesinv_error *copy;

    assert_int_equal(sinv_err_set(err, SALESINV_E_STALE, "qty", "%d is not %s", 4, "5"),
                     SALESINV_E_STALE);
    sinv_err_prefix_field(err, "lines[3]");
    sinv_err_add_int(err, "wanted", -5);
    sinv_err_add_qty(err, "on_hand", 12500000);
    sinv_err_add_text(err, "serial", "A1");
    sinv_err_set_source(err, "storage:test", 17, NULL);
    assert_string_equal(salesinv_error_message(err), "4 is not 5");
    assert_string_equal(salesinv_error_field(err), "lines[3].qty");
    assert_string_equal(salesinv_error_source(err), "storage:test");
    assert_int_equal(salesinv_error_vendor_code(err), 17);
    assert_int_equal(salesinv_error_detail_count(err), 3);
    assert_int_equal(salesinv_error_detail_int(err, 1), 12500000);
    copy = salesinv_error_dup(err);
    sinv_err_set(err, SALESINV_E_ARG, NULL, "another");
    assert_int_equal(salesinv_error_detail_count(err), 0);
    assert_string_equal(salesinv_error_detail_text(copy, 2), "A1");
    assert_int_equal(salesinv_error_code(copy), SALESINV_E_STALE);
    salesinv_error_free(copy);
    sinv_err_clear(err);
    assert_int_equal(salesinv_error_code(err), SALESINV_OK);
}

/* More than fits is dropped, never written past the end. */
static void an_error_too_long_is_cut(void **state)
{
    fix_base *fix = *state;
    static char text[SINV_ERR_DETAIL_TEXT];

    memset(text, 'x', sizeof(text) - 1);
    sinv_err_set(fix->err, SALESINV_E_ARG, text, "%s", text);
    assert_in_range(strlen(salesinv_error_message(fix->err)), 400,
                    SINV_ERR_MESSAGE_MAX - 1);
    for (int i = 0; i < 2 * SINV_ERR_DETAIL_MAX; i++)
        sinv_err_add_int(fix->err, "n", i);
    assert_true(salesinv_error_detail_count(fix->err) <= SINV_ERR_DETAIL_MAX);
    sinv_err_clear(fix->err);
    sinv_err_add_text(fix->err, "long", text);
    sinv_err_add_text(fix->err, "longer", text);
    assert_true(salesinv_error_detail_count(fix->err) <= 1);
}

typedef struct sized {
    uint32_t struct_size;
    uint32_t first;
    uint64_t later;
} sized;

static void structures_of_any_version_are_imported(void **state)
{
    fix_base *fix = *state;
    sized given = {.struct_size = sizeof(sized), .first = 4, .later = 9};
    sized got;

    assert_int_equal(sinv_abi_import(fix->err, &got, sizeof(got), 8, &given),
                     SALESINV_OK);
    assert_int_equal(got.later, 9);
    given.struct_size = 8; /* of the first version */
    assert_int_equal(sinv_abi_import(fix->err, &got, sizeof(got), 8, &given),
                     SALESINV_OK);
    assert_int_equal(got.first, 4);
    assert_int_equal(got.later, 0);
    given.struct_size = 4;
    assert_int_equal(sinv_abi_import(fix->err, &got, sizeof(got), 8, &given),
                     SALESINV_E_ABI_TOO_OLD);
    given.struct_size = sizeof(sized);
    assert_int_equal(sinv_abi_import(fix->err, &got, 8, 8, &given),
                     SALESINV_E_ABI_TOO_NEW);
    given.later = 0; /* of a later version, but it wants nothing of it */
    assert_int_equal(sinv_abi_import(fix->err, &got, 8, 8, &given), SALESINV_OK);
    given.struct_size = 1;
    assert_int_equal(sinv_abi_import(fix->err, &got, 8, 8, &given),
                     SALESINV_E_ABI_SIZE);
    assert_int_equal(sinv_abi_import(fix->err, &got, 8, 8, NULL), SALESINV_E_ARG);
}

static void the_door_lets_one_in(void **state)
{
    fix_base *fix = *state;
    sinv_guard guard;

    sinv_guard_init(&guard);
    assert_false(sinv_guard_is_forked(&guard));
    assert_int_equal(sinv_guard_enter(&guard, fix->err), SALESINV_OK);
    assert_int_equal(sinv_guard_enter(&guard, fix->err), SALESINV_E_REENTRANT);
    sinv_guard_leave(&guard);
    assert_int_equal(sinv_guard_enter(&guard, fix->err), SALESINV_OK);
    sinv_guard_reset(&guard); /* the host unwound through us */
    assert_int_equal(sinv_guard_enter(&guard, fix->err), SALESINV_OK);
    sinv_guard_leave(&guard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIX_BASE(blocks_are_zeroed_and_counted),
        FIX_BASE(a_heap_without_memory_leaves_blocks_alone),
        FIX_BASE(an_arena_forgets_what_came_after_a_mark),
        FIX_BASE(an_array_grows_and_keeps_its_items),
        FIX_BASE(an_error_tells_all_it_was_told),
        FIX_BASE(an_error_too_long_is_cut),
        FIX_BASE(structures_of_any_version_are_imported),
        FIX_BASE(the_door_lets_one_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
