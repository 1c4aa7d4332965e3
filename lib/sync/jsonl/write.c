/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of out/. The number of a new one is taken by making its hidden file, which only one process can do; it becomes visible by a
 * rename after everything in it is durable.
 */
#include "sync/jsonl/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const int64_t NUMBER_END = INT64_C(1000000000000);

enum { MOST_TRIES = 10000, PATH_SIZE = SINV_JSONL_TEXT_MAX + SINV_JSONL_PATH_MAX };

static void name_file(const sinv_jsonl *at, char out[PATH_SIZE], const char *form,
                      int64_t number)
{
    int used = snprintf(out, PATH_SIZE, "%s/out/", at->path);

    /* NOLINTNEXTLINE(clang-diagnostic-format-nonliteral) */
    (void)snprintf(out + used, PATH_SIZE - (size_t)used, "%s%012lld%s", form,
                   (long long)number, form[0] ? ".tmp" : ".jsonl");
}

/* The number in out/.last, -1 when it says none, 0 when it is not there. */
static int64_t read_last(const sinv_jsonl *at)
{
    char path[PATH_SIZE];
    char text[24];
    ssize_t size;
    int file;
    const char *end;

    (void)snprintf(path, sizeof(path), "%s/out/.last", at->path);
    if ((file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
        return 0;
    size = read(file, text, sizeof(text) - 1);
    (void)close(file);
    text[size > 0 ? size : 0] = '\0';
    return sinv_jsonl_number(text, &end);
}

/* The greatest number that a file has or had. */
static int find_last(sinv_jsonl *at, int64_t *out)
{
    sinv_jsonl_names names;
    const char *end;
    int error = sinv_jsonl_list(at, "out", NULL, &names);

    *out = read_last(at);
    if (*out < 0 || *out >= NUMBER_END)
        *out = 0;
    for (uint32_t i = 0; error == 0 && i < names.count; i++) {
        int64_t number = sinv_jsonl_number(names.names[i], &end);
        if (number > *out && number < NUMBER_END)
            *out = number;
    }
    return error;
}

static bool is_taken(const sinv_jsonl *at, int64_t number)
{
    char path[PATH_SIZE];

    name_file(at, path, "", number);
    return access(path, F_OK) == 0 || read_last(at) >= number;
}

int sinv_jsonl_write_begin(sinv_jsonl *at, sinv_jsonl_writer *out)
{
    int error = find_last(at, &out->number);

    out->is_published = false;
    out->file = -1;
    if (error != 0)
        return error;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
        out->number++;
        name_file(at, out->hidden, ".", out->number);
        out->file = open(out->hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (out->file < 0 && errno != EEXIST)
            return sinv_jsonl_fail(at, "out", errno);
        if (out->file >= 0 && !is_taken(at, out->number))
            return 0;
        if (out->file >= 0)
            sinv_jsonl_write_abort(out);
    }
    return sinv_jsonl_fail(at, "out", EEXIST);
}

static int write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(file, bytes, size);
        if (done < 0 && errno != EINTR)
            return errno;
        if (done > 0) {
            bytes += done;
            size -= (size_t)done;
        }
    }
    return 0;
}

int sinv_jsonl_write(sinv_jsonl *at, const sinv_jsonl_writer *writer)
{
    int error = write_all(writer->file, at->line.bytes, at->line.size);

    return error != 0 ? sinv_jsonl_fail(at, "out", error) : 0;
}

static int flush_and_close(int *file)
{
    int error = fsync(*file) == 0 ? 0 : errno;

    if (close(*file) != 0 && error == 0)
        error = errno;
    *file = -1;
    return error;
}

/* out/.last, by a rename of its own. */
static int keep_last(const sinv_jsonl *at, int64_t number)
{
    char hidden[PATH_SIZE];
    char path[PATH_SIZE];
    char text[24];
    int size = snprintf(text, sizeof(text), "%lld\n", (long long)number);
    int error;
    int file;

    (void)snprintf(path, sizeof(path), "%s/out/.last", at->path);
    (void)snprintf(hidden, sizeof(hidden), "%s/out/.last-%lld", at->path,
                   (long long)number);
    file = open(hidden, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return errno;
    error = write_all(file, text, (size_t)size);
    if (error == 0)
        error = flush_and_close(&file);
    else
        (void)close(file);
    if (error == 0 && rename(hidden, path) != 0)
        error = errno;
    if (error != 0)
        (void)unlink(hidden);
    return error;
}

/* A rename is durable when its folder is. */
static int flush_folder(const sinv_jsonl *at)
{
    char path[PATH_SIZE];
    int error = 0;
    int folder;

    (void)snprintf(path, sizeof(path), "%s/out", at->path);
    if ((folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        return errno;
    if (fsync(folder) != 0 && errno != EINVAL)
        error = errno;
    (void)close(folder);
    return error;
}

int sinv_jsonl_write_end(sinv_jsonl *at, sinv_jsonl_writer *writer)
{
    char path[PATH_SIZE];
    int error = flush_and_close(&writer->file);

    if (error == 0)
        error = keep_last(at, writer->number);
    name_file(at, path, "", writer->number);
    if (error == 0 && rename(writer->hidden, path) != 0)
        error = errno;
    writer->is_published = error == 0;
    if (error == 0)
        error = flush_folder(at);
    return error != 0 ? sinv_jsonl_fail(at, "out", error) : 0;
}

void sinv_jsonl_write_abort(sinv_jsonl_writer *writer)
{
    if (writer->file >= 0)
        (void)close(writer->file);
    writer->file = -1;
    if (!writer->is_published)
        (void)unlink(writer->hidden);
}
