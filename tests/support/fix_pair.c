/* SPDX-License-Identifier: Apache-2.0 */
/* A works of its own for every order of two users' steps; see fix_pair.h. */
#include "support/fix_pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "salesinv/product.h"
#include "storage/sqlite/sqlite.h"

/* ---- the clock of a user ---- */

static salesinv_time clock_now(void *self)
{
    return FIX_START + ((pair_user *)self)->ticks;
}

static int64_t clock_monotonic(void *self)
{
    return ((pair_user *)self)->ticks++;
}

static void clock_sleep(void *self, int64_t microseconds)
{
    pair_user *user = self;

    (void)microseconds;
    if (user->plan.watch)
        interleave_wait(&user->of->schedule, user->index);
}

static uint64_t clock_random(void *self)
{
    (void)self;
    return 4;
}

static const salesinv_clock user_clock = {
    sizeof(user_clock), 0,           "user",      clock_now,
    clock_monotonic,    clock_sleep, clock_random};

/* ---- engines ---- */

/* Hand over around transactions; where nothing else keeps users apart, before every guarded sum as well. */
static void watch(void *watcher, uint32_t method, bool is_before)
{
    pair_user *user = watcher;
    uint32_t before =
        FAULTY_BEGIN | FAULTY_COMMIT | (user->of->is_weak ? FAULTY_ADD : 0);

    if (!is_before && (method & (FAULTY_COMMIT | FAULTY_ROLLBACK)))
        interleave_ended(&user->of->schedule, user->index);
    if (method & (is_before ? before : (uint32_t)FAULTY_BEGIN))
        interleave_yield(&user->of->schedule, user->index);
}

static void make_storage(pair_user *user, storage_object *out)
{
    storage_object inner = {.methods = sinv_sqlite_vtable(),
                            .destroy = sinv_sqlite_destroy};
    sinv_heap *heap = sinv_heap_create(NULL, NULL);

    assert_non_null(heap);
    if (user->of->is_weak)
        assert_int_equal(weak_storage_make(user->of->store, &inner), SALESINV_OK);
    else
        assert_int_equal(sinv_sqlite_create(heap, user->of->path, &inner.self),
                         SALESINV_OK);
    sinv_heap_unref(heap);
    assert_int_equal(faulty_storage_make(&inner, &user->plan, out), SALESINV_OK);
}

static void open_engine(pair_user *user)
{
    salesinv_config *config;
    storage_object storage;

    make_storage(user, &storage);
    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(salesinv_config_set_storage(config, storage.methods, storage.self,
                                                 storage.destroy),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_set_clock(config, &user_clock, user), SALESINV_OK);
    assert_int_equal(salesinv_config_allow_operator(config, 1), SALESINV_OK);
    assert_int_equal(salesinv_config_set_durability(config, SALESINV_DURABLE_RELAXED),
                     SALESINV_OK);
    if (salesinv_engine_open(config, &user->engine) != SALESINV_OK)
        fail_msg("open: %s", salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    if (user->of->works.tenant != 0)
        user->session = fix_core_session(user->engine, user->of->works.tenant, "admin");
}

static void close_engine(pair_user *user)
{
    salesinv_session_close(user->session);
    salesinv_engine_close(user->engine);
    user->session = NULL;
    user->engine = NULL;
}

/* ---- the works ---- */

static void found_tenant(pair_user *by)
{
    salesinv_session *platform;
    pair_works *works = &by->of->works;

    assert_int_equal(salesinv_session_open_operator(by->engine, 3, &platform),
                     SALESINV_OK);
    assert_ok(platform, salesinv_tenant_create(platform, "T", NULL, &works->tenant));
    assert_ok(platform, salesinv_licence_grant(platform, works->tenant, "inventory",
                                               SALESINV_TIME_NONE, 0, NULL));
    salesinv_session_close(platform);
    by->session = fix_core_session(by->engine, works->tenant, "admin");
    assert_ok(by->session,
              salesinv_edition_enable(by->session, SALESINV_EDITION_STANDALONE, NULL));
}

static void found_works(pair_user *by, const pair_story *story)
{
    pair_works *works = &by->of->works;
    fix_core core = {.engine = NULL};

    found_tenant(by);
    core.admin = by->session;
    fix_setting(by->session, "plugin.shipment_return", 1);
    works->account = fix_account(&core, "Distributor");
    works->warehouse = fix_warehouse(&core, "W");
    works->plain = fix_product(&core, "Plain", SALESINV_TRACKING_NONE);
    works->other = fix_product(&core, "Other", SALESINV_TRACKING_NONE);
    works->tracked = fix_product(&core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix_receive(&core, works->warehouse, works->plain, 10);
    fix_receive(&core, works->warehouse, works->other, 10);
    fix_receive_serials(&core, works->warehouse, works->tracked, "S1", 4);
    if (story->ready)
        story->ready(by->session, works);
}

/* The founding of a file is the same every time: it is done once and copied. */
static void copy_file(const char *from, const char *to)
{
    char buffer[65536];
    size_t size;
    FILE *source = fopen(from, "rb");
    FILE *target = fopen(to, "wb");

    assert_true(source && target);
    while ((size = fread(buffer, 1, sizeof(buffer), source)) > 0)
        assert_int_equal(fwrite(buffer, 1, size, target), size);
    assert_int_equal(fclose(target), 0);
    fclose(source);
}

static void pristine_path(const pair *of, char out[112])
{
    snprintf(out, 112, "%s/pristine", of->folder);
}

static void found(pair *of, const pair_story *story)
{
    pair_user founder = {.of = of};
    char pristine[112];

    memset(&of->works, 0, sizeof(of->works));
    open_engine(&founder);
    found_works(&founder, story);
    close_engine(&founder);
    pristine_path(of, pristine);
    if (!of->is_weak)
        copy_file(of->path, pristine);
}

static void restore(pair *of, const pair_story *story)
{
    char pristine[112];

    if (of->is_weak) {
        weak_store_clear(of->store);
        found(of, story);
        return;
    }
    pristine_path(of, pristine);
    copy_file(pristine, of->path);
}

static void start(pair *of, bool is_weak)
{
    memset(of, 0, sizeof(*of));
    of->is_weak = is_weak;
    strcpy(of->folder, "/tmp/salesinv-XXXXXX");
    assert_non_null(mkdtemp(of->folder));
    snprintf(of->path, sizeof(of->path), "%s/store", of->folder);
    of->store = weak_store_create();
    assert_non_null(of->store);
    interleave_init(&of->schedule);
}

static void stop(pair *of)
{
    static const char *const names[] = {"pristine",  "store",       "store-wal",
                                        "store-shm", "store-queue", "store-write"};
    char path[112];

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", of->folder, names[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(of->folder), 0);
    weak_store_free(of->store);
}

/* ---- telling ---- */

static void act(void *actor)
{
    pair_user *user = actor;

    user->result = user->act(user);
}

static void tell_once(pair *of, const pair_story *story)
{
    void *actors[2] = {&of->users[0], &of->users[1]};

    restore(of, story);
    for (int32_t i = 0; i < 2; i++) {
        of->users[i] = (pair_user){.of = of, .index = i, .act = story->acts[i]};
        open_engine(&of->users[i]);
        of->users[i].plan.watch = watch;
        of->users[i].plan.watcher = &of->users[i];
    }
    interleave_run(&of->schedule, act, actors);
    for (int32_t i = 0; i < 2; i++) {
        of->users[i].plan.watch = NULL;
        close_engine(&of->users[i]);
    }
}

static void judge(pair *of, const pair_story *story)
{
    pair_user auditor = {.of = of};

    open_engine(&auditor);
    story->check(of, auditor.session);
    if (!of->is_weak)
        fix_core_verify(auditor.session);
    close_engine(&auditor);
}

void pair_tell(const pair_story *story, bool is_weak)
{
    pair of;

    start(&of, is_weak);
    found(&of, story);
    do {
        tell_once(&of, story);
        judge(&of, story);
    } while (interleave_next(&of.schedule));
    print_message("%lld orders of events\n", (long long)of.schedule.runs);
    assert_true(of.schedule.runs >= 6); /* two begins and two commits at least */
    stop(&of);
}

void pair_stock(salesinv_session *session, salesinv_id product, char out[64])
{
    salesinv_stock *stock;

    assert_ok(session, salesinv_stock_get(session, product, 0, &stock));
    snprintf(out, 64, "%lld/%lld/%lld",
             (long long)(salesinv_stock_on_hand(stock, -1) / FIX_UNIT),
             (long long)(salesinv_stock_frozen(stock, -1) / FIX_UNIT),
             (long long)(salesinv_stock_available_in(stock, -1) / FIX_UNIT));
    salesinv_stock_free(stock);
}

int32_t pair_accepted(const pair *of)
{
    return (of->users[0].result == SALESINV_OK) + (of->users[1].result == SALESINV_OK);
}
