// Looking at the store beside the engines.
#include "disk.h"

#include <stdlib.h>
#include <string.h>

struct simulated_audit {
  simulated_process *process;
  sqlite3 *database;
  sqlite3_stmt *rows;
  uint64_t *seen;
  int64_t seen_room;
};

static const char *query =
    "SELECT id, profile, status, download, ifnull(remote_id, ''), ifnull(video_link, ''),"
    " ifnull(file, ''), ifnull((SELECT group_concat(kind, ' ') FROM (SELECT kind FROM events"
    " WHERE task = tasks.id AND kind <> 'claimed' ORDER BY place)), ''),"
    " claim_owner IS NOT NULL"
    " FROM tasks CROSS JOIN details USING (id) CROSS JOIN schedules USING (id)";

simulated_audit *simulated_audit_open(simulated_process *process, const char *path) {
  simulated_audit *audit = calloc(1, sizeof *audit);
  audit->process = process;
  process->is_quiet = true;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int result = sqlite3_open_v2(path, &audit->database, flags, process->name);
  if (result == SQLITE_OK) {
    result = sqlite3_prepare_v2(audit->database, query, -1, &audit->rows, NULL);
  }
  process->is_quiet = false;
  if (result == SQLITE_OK) return audit;
  simulated_audit_close(audit);
  return NULL;
}

void simulated_audit_close(simulated_audit *audit) {
  bool was_quiet = audit->process->is_quiet;
  audit->process->is_quiet = true;
  sqlite3_finalize(audit->rows);
  sqlite3_close(audit->database);
  audit->process->is_quiet = was_quiet;
  free(audit->seen);
  free(audit);
}

static uint64_t hash(uint64_t state, const char *text) {
  for (; *text; text++) state = (state ^ (unsigned char)*text) * 0x100000001B3u;
  return (state ^ 0xFF) * 0x100000001B3u;
}

static const char *text(simulated_audit *audit, int column) {
  const unsigned char *found = sqlite3_column_text(audit->rows, column);
  return found ? (const char *)found : "";
}

int simulated_audit_look(
    simulated_audit *audit, void (*hear)(void *context, const struct simulated_row *row),
    void *context) {
  audit->process->is_quiet = true;
  int result;
  while ((result = sqlite3_step(audit->rows)) == SQLITE_ROW) {
    struct simulated_row row = {
        .id = sqlite3_column_int64(audit->rows, 0),
        .profile = text(audit, 1),
        .status = text(audit, 2),
        .download = text(audit, 3),
        .remote_id = text(audit, 4),
        .link = text(audit, 5),
        .file = text(audit, 6),
        .story = text(audit, 7),
        .is_claimed = sqlite3_column_int(audit->rows, 8) != 0,
    };
    uint64_t state = 0xCBF29CE484222325u + (uint64_t)row.is_claimed;
    const char *texts[] = {row.status, row.download, row.remote_id, row.link, row.file, row.story};
    for (int i = 0; i < 6; i++) state = hash(state, texts[i]);
    if (row.id >= audit->seen_room) {
      int64_t room = row.id + 16;
      audit->seen = realloc(audit->seen, (size_t)room * sizeof *audit->seen);
      memset(audit->seen + audit->seen_room, 0,
             (size_t)(room - audit->seen_room) * sizeof *audit->seen);
      audit->seen_room = room;
    }
    if (audit->seen[row.id] == state) continue;
    audit->seen[row.id] = state;
    hear(context, &row);
  }
  sqlite3_reset(audit->rows);
  audit->process->is_quiet = false;
  return result == SQLITE_DONE ? SQLITE_OK : result;
}

static int run(simulated_audit *audit, const char *sql, char *answer, int room) {
  audit->process->is_quiet = true;
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2(audit->database, sql, -1, &statement, NULL);
  if (result == SQLITE_OK) result = sqlite3_step(statement);
  if (result == SQLITE_ROW && answer) {
    const unsigned char *found = sqlite3_column_text(statement, 0);
    strncpy(answer, found ? (const char *)found : "", (size_t)room - 1);
    answer[room - 1] = 0;
  }
  sqlite3_finalize(statement);
  audit->process->is_quiet = false;
  return result;
}

int64_t simulated_audit_count(simulated_audit *audit) {
  char answer[32] = "";
  int result = run(audit, "SELECT count(*) FROM tasks", answer, sizeof answer);
  return result == SQLITE_ROW ? atoll(answer) : -1;
}

bool simulated_audit_is_sound(simulated_audit *audit) {
  char answer[32] = "";
  return run(audit, "PRAGMA quick_check(1)", answer, sizeof answer) == SQLITE_ROW &&
         strcmp(answer, "ok") == 0;
}

void simulated_audit_checkpoint(simulated_audit *audit) {
  run(audit, "PRAGMA wal_checkpoint(PASSIVE)", NULL, 0);
}
