#pragma once
#include <sqlite3.h>

/// Binds text that SQLite copies; `SQLITE_TRANSIENT` is a cast that Swift does not import.
static inline int rushes_sqlite_bind_text(
    sqlite3_stmt *statement, int place, const char *text, int bytes) {
  return sqlite3_bind_text(statement, place, text, bytes, SQLITE_TRANSIENT);
}

/// Sets one yes-or-no option of a connection; `sqlite3_db_config` is variadic.
static inline int rushes_sqlite_set_option(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}
