/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds a fuzz target every file of a folder, and seeded mutations of each: the part of
 * fuzzing that is repeatable and fits into every run of the tests.
 *
 * usage: replay FOLDER [SEED]
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/target.h"

enum { INPUT_MAX = 4096, MUTATIONS = 10000 };

typedef struct input {
    uint8_t bytes[INPUT_MAX];
    size_t size;
} input;

/* xorshift64: the same numbers everywhere. */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static size_t below(uint64_t *seed, size_t limit)
{
    return (size_t)(next_random(seed) % limit);
}

/* One to four edits: change, insert or remove a byte, or repeat a stretch. */
static void mutate(input *in, uint64_t *seed)
{
    static const uint8_t telling[] = {0,   '"',  '\\', '{',  '}',  '[', ']',
                                      ',', ':',  '-',  '.',  '0',  '9', 'e',
                                      'u', 0x7f, 0x80, 0xc0, 0xed, 0xff};

    for (size_t edits = 1 + below(seed, 4); edits > 0; edits--) {
        size_t at = below(seed, in->size + 1);
        uint8_t byte = telling[below(seed, sizeof(telling))];

        switch (below(seed, 4)) {
        case 0:
            if (at < in->size)
                in->bytes[at] = byte;
            break;
        case 1:
            if (in->size < INPUT_MAX) {
                memmove(in->bytes + at + 1, in->bytes + at, in->size - at);
                in->bytes[at] = byte;
                in->size++;
            }
            break;
        case 2:
            if (at < in->size) {
                memmove(in->bytes + at, in->bytes + at + 1, in->size - at - 1);
                in->size--;
            }
            break;
        default:
            if (in->size * 2 <= INPUT_MAX) {
                memcpy(in->bytes + in->size, in->bytes, in->size);
                in->size *= 2;
            }
        }
    }
}

/* A block of exactly the input's size, so that a sanitizer sees one byte too far. */
static void run_exact(const input *in)
{
    uint8_t *exact = malloc(in->size ? in->size : 1);

    if (!exact)
        abort();
    memcpy(exact, in->bytes, in->size);
    LLVMFuzzerTestOneInput(exact, in->size);
    free(exact);
}

static void run_file(const char *path, uint64_t *seed)
{
    input original;
    FILE *file = fopen(path, "rb");

    if (!file) {
        perror(path);
        exit(1);
    }
    original.size = fread(original.bytes, 1, INPUT_MAX, file);
    fclose(file);
    run_exact(&original);
    for (int i = 0; i < MUTATIONS; i++) {
        input changed = original;

        mutate(&changed, seed);
        run_exact(&changed);
    }
}

int main(int count, char **arguments)
{
    uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    char path[4096];
    struct dirent *entry;
    DIR *folder = count > 1 ? opendir(arguments[1]) : NULL;
    int files = 0;

    if (!folder || seed == 0) {
        fprintf(stderr, "usage: replay FOLDER [SEED > 0]\n");
        return 2;
    }
    printf("seed %" PRIu64 "\n", seed);
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", arguments[1], entry->d_name);
        run_file(path, &seed);
        files++;
    }
    closedir(folder);
    printf("%d files, %d mutations of each\n", files, MUTATIONS);
    return files > 0 ? 0 : 1;
}
