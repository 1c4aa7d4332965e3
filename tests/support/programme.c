/* SPDX-License-Identifier: Apache-2.0 */
/* Files, engines and sessions for the fault programme; see programme.h. */
#include "support/programme.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "salesinv/verify.h"
#include "storage/sqlite/sqlite.h"

static const char *const ENDS[] = {"", "-wal", "-shm", "-queue", "-write"};
enum { END_COUNT = sizeof(ENDS) / sizeof(ENDS[0]) };

static salesinv_time clock_now(void *self)
{
    return ((programme *)self)->now;
}

/* Moves with every question, so that waiting comes to its end. */
static int64_t clock_monotonic(void *self)
{
    return ((programme *)self)->ticks += 10;
}

static void clock_sleep(void *self, int64_t microseconds)
{
    ((programme *)self)->ticks += microseconds;
}

static uint64_t clock_random(void *self)
{
    (void)self;
    return 4;
}

const salesinv_clock programme_clock = {
    sizeof(programme_clock), 0,           "programme", clock_now,
    clock_monotonic,         clock_sleep, clock_random};

void programme_storage(programme *at, storage_object *out)
{
    storage_object inner = {.methods = sinv_sqlite_vtable(),
                            .destroy = sinv_sqlite_destroy};
    sinv_heap *heap = sinv_heap_create(&oom_allocator, &at->memory);

    assert_non_null(heap);
    assert_int_equal(sinv_sqlite_create(heap, at->path, &inner.self), SALESINV_OK);
    sinv_heap_unref(heap);
    assert_int_equal(faulty_storage_make(&inner, &at->plan, out), SALESINV_OK);
}

salesinv_config *programme_config(programme *at)
{
    salesinv_config *config;
    storage_object storage;

    assert_int_equal(salesinv_config_create(&oom_allocator, &at->memory, &config),
                     SALESINV_OK);
    programme_storage(at, &storage);
    assert_int_equal(salesinv_config_set_storage(config, storage.methods, storage.self,
                                                 storage.destroy),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_set_clock(config, &programme_clock, at),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_allow_operator(config, 1), SALESINV_OK);
    assert_int_equal(salesinv_config_set_durability(config, SALESINV_DURABLE_RELAXED),
                     SALESINV_OK);
    return config;
}

void programme_open(programme *at)
{
    salesinv_config *config = programme_config(at);

    at->now = FIX_START;
    if (salesinv_engine_open(config, &at->engine) != SALESINV_OK)
        fail_msg("open: %s", salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    assert_int_equal(salesinv_session_open_operator(at->engine, 3, &at->platform),
                     SALESINV_OK);
    if (at->tenant > 0)
        at->admin = fix_core_session(at->engine, at->tenant, "admin");
}

void programme_close(programme *at)
{
    salesinv_draft_free(at->ready.draft);
    salesinv_filter_free(at->ready.filter);
    salesinv_cursor_free(at->ready.cursor);
    salesinv_document_free(at->ready.document);
    memset(&at->ready, 0, sizeof(at->ready));
    salesinv_session_close(at->admin);
    salesinv_session_close(at->platform);
    salesinv_engine_close(at->engine);
    at->admin = NULL;
    at->platform = NULL;
    at->engine = NULL;
    assert_int_equal(at->memory.live, 0);
}

static salesinv_id add_tenant(programme *at, const char *name)
{
    salesinv_id tenant;
    salesinv_session *admin;

    assert_ok(at->platform, salesinv_tenant_create(at->platform, name, NULL, &tenant));
    assert_ok(at->platform, salesinv_licence_grant(at->platform, tenant, "inventory",
                                                   SALESINV_TIME_NONE, 0, NULL));
    admin = fix_core_session(at->engine, tenant, "admin");
    assert_ok(admin, salesinv_edition_enable(admin, SALESINV_EDITION_STANDALONE, NULL));
    salesinv_session_close(admin);
    return tenant;
}

void programme_start(programme *at)
{
    memset(at, 0, sizeof(*at));
    /* In memory where there is such a place: processes end here, machines do not. */
    strcpy(at->folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/salesinv-XXXXXX"
                                                     : "/tmp/salesinv-XXXXXX");
    assert_non_null(mkdtemp(at->folder));
    snprintf(at->pristine, sizeof(at->pristine), "%s/pristine", at->folder);
    snprintf(at->path, sizeof(at->path), "%s/store", at->folder);
    programme_open(at);
    at->tenant = add_tenant(at, "Own");
    at->stranger = add_tenant(at, "Other");
    at->admin = fix_core_session(at->engine, at->tenant, "admin");
    programme_seed_goods(at);
    programme_close(at);
    assert_int_equal(rename(at->path, at->pristine), 0);
    programme_restore(at);
}

static void remove_store(const char *path)
{
    char name[128];

    for (int i = 0; i < END_COUNT; i++) {
        snprintf(name, sizeof(name), "%s%s", path, ENDS[i]);
        unlink(name);
    }
}

void programme_stop(programme *at)
{
    remove_store(at->path);
    remove_store(at->pristine);
    assert_int_equal(rmdir(at->folder), 0);
}

void programme_restore(programme *at)
{
    char buffer[65536];
    size_t size;
    FILE *from = fopen(at->pristine, "rb");
    FILE *to;

    remove_store(at->path);
    to = fopen(at->path, "wb");
    assert_true(from && to);
    while ((size = fread(buffer, 1, sizeof(buffer), from)) > 0)
        assert_int_equal(fwrite(buffer, 1, size, to), size);
    assert_int_equal(fclose(to), 0);
    fclose(from);
}

void programme_begin(programme *at, const programme_case *of)
{
    memset(&at->plan, 0, sizeof(at->plan));
    at->of = of;
    at->words = NULL;
    programme_restore(at);
    programme_open(at);
    programme_prepare(at);
    if (of->ready)
        of->ready(at);
}

void programme_clear(programme *at)
{
    memset(&at->plan, 0, sizeof(at->plan));
    if (at->of->clear)
        at->of->clear(at);
}

void programme_verify(programme *at)
{
    salesinv_verdict *verdict;

    assert_ok(at->admin, salesinv_verify(at->admin, &verdict));
    if (!salesinv_verdict_is_clean(verdict))
        fail_msg("verify: %s %s", salesinv_verdict_invariant(verdict, 0),
                 salesinv_verdict_message(verdict, 0));
    salesinv_verdict_free(verdict);
}

size_t programme_tests(const programme_cases *const *lists, CMUnitTestFunction run,
                       uint32_t without, struct CMUnitTest *tests, size_t most)
{
    size_t count = 0;

    for (int i = 0; lists[i]; i++) {
        const programme_cases *cases = lists[i];
        for (int k = 0; k < cases->count; k++) {
            if (cases->items[k].flags & without)
                continue;
            assert_true(count < most);
            tests[count].name = cases->items[k].name;
            tests[count].test_func = run;
            tests[count++].initial_state = (void *)(uintptr_t)&cases->items[k];
        }
    }
    return count;
}

bool programme_is_deep(void)
{
    const char *deep = getenv("SALESINV_DEEP");

    return deep && strcmp(deep, "1") == 0;
}

uint64_t programme_seed(void)
{
    const char *given = getenv("SALESINV_SEED");
    struct timespec now;
    uint64_t seed;

    clock_gettime(CLOCK_REALTIME, &now);
    if (!given || sscanf(given, "%" SCNu64, &seed) != 1)
        seed = (uint64_t)now.tv_sec * 1000003U ^ (uint64_t)now.tv_nsec;
    print_message("SALESINV_SEED=%" PRIu64 "\n", seed);
    return seed;
}

uint64_t programme_random(uint64_t *seed)
{
    uint64_t z = (*seed += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}
