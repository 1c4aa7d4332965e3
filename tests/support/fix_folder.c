/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of the jsonl connector; see fix_folder.h. */
#include "support/fix_folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fix_folder_open(fix_folder *fix, uint32_t flags)
{
    memset(fix, 0, sizeof(*fix));
    fix_core_open(&fix->core, false);
    (void)snprintf(fix->path, sizeof(fix->path), "/tmp/salesinv-jsonl-XXXXXX");
    assert_non_null(mkdtemp(fix->path));
    assert_ok(fix->core.admin, salesinv_jsonl_create(fix->core.engine, NULL, fix->path,
                                                     flags, &fix->connector));
    assert_ok(fix->core.admin, sinv_connector_describe(fix->connector));
}

int fix_folder_remove(const char *path)
{
    char command[160];

    (void)snprintf(command, sizeof(command), "rm -rf '%s'", path);
    return system(command); /* NOLINT(cert-env33-c) */
}

void fix_folder_close(fix_folder *fix)
{
    salesinv_connector_free(fix->connector);
    assert_int_equal(fix_folder_remove(fix->path), 0);
    fix_core_close(&fix->core);
}

const char *fix_folder_path(const fix_folder *fix, const char *name)
{
    static char path[256];

    (void)snprintf(path, sizeof(path), "%s/%s", fix->path, name);
    return path;
}

/* As the protocol asks for: whole, then renamed. */
void fix_folder_put(const fix_folder *fix, const char *name, const char *text)
{
    char hidden[256];
    FILE *file;

    (void)snprintf(hidden, sizeof(hidden), "%s/.tmp", fix->path);
    file = fopen(hidden, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rename(hidden, fix_folder_path(fix, name)), 0);
}

void fix_folder_add(const fix_folder *fix, const char *name, const char *text)
{
    FILE *file = fopen(fix_folder_path(fix, name), "a");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

void fix_folder_unlink(const fix_folder *fix, const char *name)
{
    assert_int_equal(unlink(fix_folder_path(fix, name)), 0);
}

/* The text of a file (static), "" when it is not there. */
const char *fix_folder_read(const fix_folder *fix, const char *name)
{
    static char text[8192];
    FILE *file = fopen(fix_folder_path(fix, name), "r");
    size_t size = file ? fread(text, 1, sizeof(text) - 1, file) : 0;

    text[size] = '\0';
    if (file)
        (void)fclose(file);
    return text;
}

/* How many files are in a folder, hidden ones too. */
int fix_folder_count(const fix_folder *fix, const char *sub)
{
    DIR *folder = opendir(fix_folder_path(fix, sub));
    int count = -2;

    assert_non_null(folder);
    while (readdir(folder))
        count++;
    (void)closedir(folder);
    return count;
}
