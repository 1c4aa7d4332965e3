/* SPDX-License-Identifier: Apache-2.0 */
/* What a failure of SQLite means to the library. SQLite's own code and text go to the host. */
#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

static salesinv_status translate_constraint(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_ROWID:
        return SALESINV_E_EXISTS;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_DATATYPE: /* a sum beyond 64 bits became a real number */
        return SALESINV_E_STORAGE_GUARD;
    default:
        return SALESINV_E_ARG; /* NOT NULL: the row is not one of this table */
    }
}

static salesinv_status translate(int code)
{
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return translate_constraint(code);
    case SQLITE_FULL:
        return SALESINV_E_STORAGE_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return SALESINV_E_STORAGE_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return SALESINV_E_CONFLICT;
    case SQLITE_NOMEM:
        return SALESINV_E_NOMEM;
    case SQLITE_INTERRUPT:
        return SALESINV_E_INTERRUPTED;
    case SQLITE_READONLY:
        return SALESINV_E_STORAGE_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return SALESINV_E_STORAGE_UNAVAILABLE;
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? SALESINV_E_NOMEM : SALESINV_E_STORAGE_IO;
    default:
        return SALESINV_E_STORAGE_IO;
    }
}

salesinv_status sinv_sqlite_fault(sinv_sqlite *self, int code)
{
    salesinv_status rc = translate(code);

    salesinv_host_report(self->host, code,
                         self->db ? sqlite3_errmsg(self->db) : sqlite3_errstr(code));
    /* SQLite rolls back by itself on some errors; no answer may then claim that nothing happened. */
    if (self->is_writing && sqlite3_get_autocommit(self->db) &&
        (rc == SALESINV_E_EXISTS || rc == SALESINV_E_STORAGE_GUARD))
        return SALESINV_E_STORAGE_IO;
    return rc;
}

salesinv_status sinv_sqlite_refuse(sinv_sqlite *self, salesinv_status rc,
                                   const char *text)
{
    salesinv_host_report(self->host, 0, text);
    return rc;
}
