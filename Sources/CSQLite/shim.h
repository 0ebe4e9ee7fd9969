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

static inline unsigned char rushes_folded(unsigned char byte) {
  return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

/// Whether `word` occurs in `text`; letters of ASCII match in either case.
///
/// Here because SQLite calls it for every task, and glibc's strcasestr is three times as slow.
static inline int rushes_has_word(
    const unsigned char *text, int text_bytes, const unsigned char *word, int word_bytes) {
  if (word_bytes <= 0) return 1;
  const unsigned char lower = rushes_folded(word[0]);
  const unsigned char upper = lower >= 'a' && lower <= 'z' ? (unsigned char)(lower & ~0x20) : lower;
  for (int start = 0; start <= text_bytes - word_bytes; start++) {
    if (text[start] != lower && text[start] != upper) continue;
    int place = 1;
    while (place < word_bytes &&
           rushes_folded(text[start + place]) == rushes_folded(word[place])) {
      place++;
    }
    if (place == word_bytes) return 1;
  }
  return 0;
}
