/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several processes on one SQLite file: the writers' turnstile, its deadline, killed and forked
 * holders, copies under load. Children report by exit status and one byte over a pipe; they
 * never assert.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "conformance/bed_suite.h"
#include "salesinv.h"
#include "storage/sqlite/sqlite.h"

#define BIT(column) (UINT64_C(1) << (column))
enum {
    PATH_BYTES = 128,
    CHILDREN = 4,
    ROUNDS = 60,
    PATIENT_MS = 60000,
    SHORT_MS = 100
};

typedef struct place {
    char folder[PATH_BYTES / 2];
    char path[PATH_BYTES];
    storage_maker maker;
} place;

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    out->methods = sinv_sqlite_vtable();
    out->destroy = sinv_sqlite_destroy;
    return sinv_sqlite_create(heap, context, &out->self);
}

static void prepare(place *at)
{
    memset(at, 0, sizeof(*at));
    (void)snprintf(at->folder, sizeof(at->folder), "/tmp/sinv-process-XXXXXX");
    assert_non_null(mkdtemp(at->folder));
    (void)snprintf(at->path, sizeof(at->path), "%s/db", at->folder);
    at->maker.name = "sqlite";
    at->maker.context = at->path;
    at->maker.make = make;
    at->maker.busy_ms = PATIENT_MS; /* a loaded machine is no failure */
}

static void clean(place *at)
{
    char command[PATH_BYTES];

    (void)snprintf(command, sizeof(command), "rm -rf '%s'", at->folder);
    assert_int_equal(system(command), 0);
}

/* Store the stock "p" and "q" with nothing on hand. */
static void store_nothing(place *at)
{
    test_bed bed;

    assert_int_equal(bed_start(&bed, &at->maker), SALESINV_OK);
    bed_begin(&bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&bed, bed_stock(&bed, "p", 0, 0)), SALESINV_OK);
    assert_int_equal(bed_insert(&bed, bed_stock(&bed, "q", 0, 0)), SALESINV_OK);
    bed_commit(&bed.link);
    bed_stop(&bed);
}

static salesinv_status begin_writing(bed_link *link)
{
    int32_t version;

    return link->object.methods->begin(link->object.self, SALESINV_BEGIN_WRITE, 1,
                                       &version);
}

/* Move one piece from "q" to "p", in a transaction that the caller has begun. */
static salesinv_status move_one(test_bed *bed)
{
    salesinv_status rc = bed_add(bed, bed_stock(bed, "p", 1, 0), BIT(STOCK_ON_HAND), 0);

    if (rc != SALESINV_OK)
        return rc;
    return bed_add(bed, bed_stock(bed, "q", -1, 0), BIT(STOCK_ON_HAND), 0);
}

/* A child's work: open, move `rounds` pieces, one a commit, close. */
static int move_many(place *at, int32_t rounds)
{
    test_bed bed;

    if (bed_start(&bed, &at->maker) != SALESINV_OK)
        return 2;
    for (int32_t i = 0; i < rounds; i++) {
        if (begin_writing(&bed.link) != SALESINV_OK)
            return 3;
        if (move_one(&bed) != SALESINV_OK)
            return 4;
        if (bed.link.object.methods->commit(bed.link.object.self) != SALESINV_OK)
            return 5;
    }
    bed_close(&bed.link);
    return 0;
}

static int exit_of(pid_t child)
{
    int status = -1;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int64_t on_hand(test_bed *bed, const char *product)
{
    sinv_row *row = bed_stock(bed, product, 0, 0);

    assert_int_equal(bed_get(bed, row, row), SALESINV_OK);
    return sinv_row_int(row, STOCK_ON_HAND);
}

static void check_moved(place *at, int64_t wanted)
{
    test_bed bed;

    assert_int_equal(bed_start(&bed, &at->maker), SALESINV_OK);
    bed_begin(&bed.link, 0);
    assert_int_equal(on_hand(&bed, "p"), wanted);
    assert_int_equal(on_hand(&bed, "q"), -wanted);
    bed_rollback(&bed.link);
    bed_stop(&bed);
}

static void writers_take_turns(void **state)
{
    place at;
    pid_t children[CHILDREN];

    (void)state;
    prepare(&at);
    store_nothing(&at);
    for (int i = 0; i < CHILDREN; i++)
        if ((children[i] = fork()) == 0)
            _exit(move_many(&at, ROUNDS));
    for (int i = 0; i < CHILDREN; i++)
        assert_int_equal(exit_of(children[i]), 0);
    check_moved(&at, INT64_C(1) * CHILDREN * ROUNDS);
    clean(&at);
}

/* Opens and closes are what recovery, creation and the last checkpoint happen in. */
static int open_and_close(place *at, int32_t rounds)
{
    for (int32_t i = 0; i < rounds; i++) {
        test_bed bed;

        if (bed_start(&bed, &at->maker) != SALESINV_OK)
            return 2;
        bed_close(&bed.link);
        sinv_arena_free(&bed.arena);
        sinv_heap_unref(bed.heap);
    }
    return 0;
}

static void all_may_create_the_file(void **state)
{
    place at;
    pid_t children[CHILDREN];

    (void)state;
    prepare(&at);
    for (int i = 0; i < CHILDREN; i++)
        if ((children[i] = fork()) == 0)
            _exit(open_and_close(&at, 10));
    for (int i = 0; i < CHILDREN; i++)
        assert_int_equal(exit_of(children[i]), 0);
    clean(&at);
}

/* ---- holders of the writer's place ---- */

typedef struct holder {
    pid_t child;
    int ready;
    int go;
} holder;

/* Run `work` in a child; it gets the end to report to and the end to wait on. */
static holder start_holder(place *at, int (*work)(place *at, int ready, int go))
{
    int ready[2];
    int go[2];
    holder made;
    char byte;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(go), 0);
    made.child = fork();
    if (made.child == 0) {
        (void)close(ready[0]);
        (void)close(go[1]);
        _exit(work(at, ready[1], go[0]));
    }
    (void)close(ready[1]);
    (void)close(go[0]);
    made.ready = ready[0];
    made.go = go[1];
    assert_int_equal(read(made.ready, &byte, 1), 1);
    return made;
}

static void end_holder(holder *of)
{
    (void)close(of->go);
    (void)close(of->ready);
    of->go = of->ready = -1;
}

/* Tell that we are ready, then wait until the parent closes its end. */
static void wait_for_parent(int ready, int go)
{
    char byte = 1;

    if (write(ready, &byte, 1) != 1)
        _exit(9);
    (void)!read(go, &byte, 1);
}

static int hold_and_wait(place *at, int ready, int go)
{
    test_bed bed;

    if (bed_start(&bed, &at->maker) != SALESINV_OK ||
        begin_writing(&bed.link) != SALESINV_OK || move_one(&bed) != SALESINV_OK)
        return 2;
    wait_for_parent(ready, go);
    if (bed.link.object.methods->commit(bed.link.object.self) != SALESINV_OK)
        return 3;
    bed_close(&bed.link);
    return 0;
}

static void busy_time_is_kept(void **state)
{
    place at;
    test_bed bed;
    holder other;
    int64_t start;
    int64_t waited;

    (void)state;
    prepare(&at);
    store_nothing(&at);
    assert_int_equal(bed_start(&bed, &at.maker), SALESINV_OK);
    other = start_holder(&at, hold_and_wait);
    bed.link.host.busy_ms = SHORT_MS;
    start = salesinv_host_monotonic(&bed.link.host);
    assert_int_equal(begin_writing(&bed.link), SALESINV_E_CONFLICT);
    waited = salesinv_host_monotonic(&bed.link.host) - start;
    assert_in_range(waited, bed.link.host.busy_ms * 1000,
                    bed.link.host.busy_ms * 1000 + 3000000);
    bed_begin(&bed.link, 0); /* readers do not wait */
    assert_int_equal(on_hand(&bed, "p"), 0);
    bed_rollback(&bed.link);
    bed.link.interrupted = 1;
    assert_int_equal(begin_writing(&bed.link), SALESINV_E_INTERRUPTED);
    bed.link.interrupted = 0;
    end_holder(&other);
    assert_int_equal(exit_of(other.child), 0);
    bed_begin(&bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(on_hand(&bed, "p"), 1);
    bed_rollback(&bed.link);
    bed_stop(&bed);
    clean(&at);
}

static void killed_writer_leaves_its_place(void **state)
{
    place at;
    test_bed bed;
    holder other;

    (void)state;
    prepare(&at);
    store_nothing(&at);
    other = start_holder(&at, hold_and_wait);
    assert_int_equal(kill(other.child, SIGKILL), 0);
    assert_int_equal(exit_of(other.child), -SIGKILL);
    end_holder(&other);
    assert_int_equal(bed_start(&bed, &at.maker), SALESINV_OK);
    bed_begin(&bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(on_hand(&bed, "p"), 0);
    bed_rollback(&bed.link);
    bed_stop(&bed);
    clean(&at);
}

/* Take the place through the library, fork a child that closes what it inherited and lives on. */
static int hold_and_fork(place *at, int ready, int go)
{
    salesinv_config *config = NULL;
    salesinv_engine *engine = NULL;
    salesinv_session *session = NULL;

    if (salesinv_config_create(NULL, NULL, &config) != SALESINV_OK ||
        salesinv_config_set_sqlite(config, at->path) != SALESINV_OK ||
        salesinv_config_allow_operator(config, 1) != SALESINV_OK ||
        salesinv_engine_open(config, &engine) != SALESINV_OK ||
        salesinv_session_open_operator(engine, 1, &session) != SALESINV_OK ||
        salesinv_session_begin(session, SALESINV_TXN_WRITE) != SALESINV_OK)
        return 2;
    if (fork() == 0) {
        salesinv_engine_close(engine);
        salesinv_session_close(session);
        wait_for_parent(ready, go);
        _exit(0);
    }
    (void)pause();
    return 3;
}

static void closed_in_a_fork_holds_no_lock(void **state)
{
    place at;
    holder other;
    char path[PATH_BYTES + 8];
    int file;

    (void)state;
    prepare(&at);
    other = start_holder(&at, hold_and_fork); /* ready once the grandchild has closed */
    (void)snprintf(path, sizeof(path), "%s-write", at.path);
    file = open(path, O_RDWR);
    assert_true(file >= 0);
    assert_int_not_equal(flock(file, LOCK_EX | LOCK_NB),
                         0); /* the parent writes still */
    assert_int_equal(kill(other.child, SIGKILL), 0);
    assert_int_equal(exit_of(other.child), -SIGKILL);
    assert_int_equal(flock(file, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(close(file), 0);
    end_holder(&other);
    clean(&at);
}

/* ---- a disk that takes no more ---- */

static void limit_files(rlim_t most)
{
    struct rlimit limit;

    (void)getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = most;
    (void)setrlimit(RLIMIT_FSIZE, &limit);
}

/* A child's work: a commit that cannot be written, then, with room again, one that can. */
static int commit_without_room(place *at)
{
    test_bed bed;
    salesinv_status rc;

    (void)signal(SIGXFSZ, SIG_IGN);
    if (bed_start(&bed, &at->maker) != SALESINV_OK ||
        begin_writing(&bed.link) != SALESINV_OK || move_one(&bed) != SALESINV_OK)
        return 2;
    limit_files(1);
    rc = bed.link.object.methods->commit(bed.link.object.self);
    limit_files(RLIM_INFINITY);
    if (rc != SALESINV_E_UNKNOWN_OUTCOME)
        return 3;
    if (begin_writing(&bed.link) != SALESINV_OK || move_one(&bed) != SALESINV_OK ||
        bed.link.object.methods->commit(bed.link.object.self) != SALESINV_OK)
        return 4;
    bed_close(&bed.link);
    return 0;
}

static void failed_write_at_commit_is_unknown(void **state)
{
    place at;
    pid_t child;

    (void)state;
    prepare(&at);
    store_nothing(&at);
    if ((child = fork()) == 0)
        _exit(commit_without_room(&at));
    assert_int_equal(exit_of(child), 0);
    check_moved(&at, 1); /* here the first one was not applied */
    clean(&at);
}

/* ---- copies ---- */

static int move_until_told(place *at, int ready, int go)
{
    test_bed bed;
    char byte = 1;

    (void)go;
    if (bed_start(&bed, &at->maker) != SALESINV_OK)
        return 2;
    for (int32_t i = 0;; i++) {
        if (begin_writing(&bed.link) != SALESINV_OK || move_one(&bed) != SALESINV_OK ||
            bed.link.object.methods->commit(bed.link.object.self) != SALESINV_OK)
            return 3;
        if (i == 10 && write(ready, &byte, 1) != 1)
            return 4;
    }
}

/* The copy opens, and its two stocks belong to one moment. */
static void check_copy(place *at, char *target)
{
    place copy = *at;
    test_bed bed;

    copy.maker.context = target;
    assert_int_equal(bed_start(&bed, &copy.maker), SALESINV_OK);
    bed_begin(&bed.link, 0);
    assert_true(on_hand(&bed, "p") > 10);
    assert_int_equal(on_hand(&bed, "p"), -on_hand(&bed, "q"));
    bed_rollback(&bed.link);
    bed_stop(&bed);
}

/* Enough rows that a copy takes several steps. */
static void fill(test_bed *bed)
{
    sinv_row *item = bed_item(bed, 1, 1, "filler");
    char text[1500];

    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    sinv_row_set_text(item, ITEM_NOTE, text);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= 5000; id++) {
        sinv_row_set_int(item, ITEM_ID, id);
        assert_int_equal(bed_insert(bed, item), SALESINV_OK);
        sinv_row_set_int(item, ITEM_RANK, id + 1);
    }
    bed_commit(&bed->link);
}

static void copy_under_load(void **state)
{
    place at;
    test_bed bed;
    holder writer;
    char target[PATH_BYTES];

    (void)state;
    prepare(&at);
    store_nothing(&at);
    assert_int_equal(bed_start(&bed, &at.maker), SALESINV_OK);
    fill(&bed);
    writer = start_holder(&at, move_until_told);
    for (int i = 0; i < 3; i++) {
        (void)snprintf(target, sizeof(target), "%s/copy%d", at.folder, i);
        assert_int_equal(bed.link.object.methods->backup(bed.link.object.self, target),
                         SALESINV_OK);
        check_copy(&at, target);
        assert_int_equal(bed.link.object.methods->backup(bed.link.object.self, target),
                         SALESINV_E_EXISTS);
    }
    assert_int_equal(kill(writer.child, SIGKILL), 0);
    assert_int_equal(exit_of(writer.child), -SIGKILL);
    end_holder(&writer);
    bed_stop(&bed);
    clean(&at);
}

static void failed_copy_leaves_nothing(void **state)
{
    place at;
    test_bed bed;
    char target[PATH_BYTES];

    (void)state;
    prepare(&at);
    assert_int_equal(bed_start(&bed, &at.maker), SALESINV_OK);
    fill(&bed);
    (void)snprintf(target, sizeof(target), "%s/copy", at.folder);
    bed.link.interrupted = 1;
    assert_int_equal(bed.link.object.methods->backup(bed.link.object.self, target),
                     SALESINV_E_INTERRUPTED);
    bed.link.interrupted = 0;
    assert_int_not_equal(access(target, F_OK), 0);
    assert_int_equal(
        bed.link.object.methods->backup(bed.link.object.self, "/no/such/copy"),
        SALESINV_E_STORAGE_UNAVAILABLE);
    bed_begin(&bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&bed, bed_item(&bed, 2, 1, "x")), SALESINV_OK);
    bed_commit(&bed.link);
    assert_int_equal(bed.link.object.methods->backup(bed.link.object.self, target),
                     SALESINV_OK);
    bed_stop(&bed);
    clean(&at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writers_take_turns),
        cmocka_unit_test(all_may_create_the_file),
        cmocka_unit_test(busy_time_is_kept),
        cmocka_unit_test(killed_writer_leaves_its_place),
        cmocka_unit_test(closed_in_a_fork_holds_no_lock),
        cmocka_unit_test(failed_write_at_commit_is_unknown),
        cmocka_unit_test(copy_under_load),
        cmocka_unit_test(failed_copy_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
