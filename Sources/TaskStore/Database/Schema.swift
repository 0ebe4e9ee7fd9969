/// The tables, and how older files are brought up to date.
///
/// Times are whole milliseconds since 1970-01-01 00:00 UTC. Money is decimal text.
enum Schema {
  /// Marks a file as ours: "rush" in ASCII, in the file's header.
  static let applicationID: Int64 = 0x7275_7368

  /// The version that `migrations` leads to.
  static var version: Int { migrations.count }

  /// What leads from each version to the next, from an empty file on.
  ///
  /// Only ever appended to: files that were written by any version before are out there.
  static let migrations: [String] = [first, second, third, fourth, fifth, sixth]

  private static let first = """
    PRAGMA application_id = 0x72757368;

    -- What the table on the screen shows and the filter searches. AUTOINCREMENT: no number is used
    -- again, also after the newest task was removed.
    CREATE TABLE tasks (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      profile TEXT NOT NULL,
      api TEXT NOT NULL,
      model TEXT NOT NULL,
      status TEXT NOT NULL,
      download TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      submitted_at INTEGER,
      started_at INTEGER,
      ended_at INTEGER,
      ratio TEXT,
      resolution TEXT,
      duration INTEGER,
      download_bytes INTEGER,
      bytes INTEGER,
      link_expires_at INTEGER,
      estimate_tokens INTEGER,
      estimate_seconds REAL,
      estimate_amount TEXT,
      estimate_currency TEXT,
      estimate_exact INTEGER,
      cost_tokens INTEGER,
      cost_seconds REAL,
      cost_amount TEXT,
      cost_currency TEXT,
      cost_exact INTEGER,
      error_code TEXT,
      poll_error TEXT,
      wait_reason TEXT,
      remote_id TEXT,
      retry_of INTEGER,
      after_id INTEGER,
      once_name TEXT,
      prompt TEXT NOT NULL
    ) STRICT;
    CREATE INDEX tasks_by_status ON tasks (status);
    CREATE INDEX tasks_by_profile ON tasks (profile, status);
    CREATE UNIQUE INDEX tasks_by_once_name ON tasks (once_name) WHERE once_name IS NOT NULL;
    CREATE INDEX tasks_by_remote_id ON tasks (remote_id) WHERE remote_id IS NOT NULL;
    CREATE INDEX tasks_by_kind ON tasks (model, resolution, duration) WHERE status = 'succeeded';
    CREATE INDEX tasks_by_cost ON tasks (ended_at) WHERE cost_exact IS NOT NULL;

    -- What only the details of one task need.
    CREATE TABLE details (
      id INTEGER PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
      request TEXT NOT NULL,
      file TEXT,
      last_frame_file TEXT,
      video_link TEXT,
      last_frame_link TEXT,
      unknown_status TEXT,
      error_message TEXT,
      error_advice TEXT,
      actual_ratio TEXT,
      actual_resolution TEXT,
      actual_duration REAL,
      actual_seed INTEGER
    ) STRICT;

    -- What is to be done about a task and when, and who is at it.
    CREATE TABLE schedules (
      id INTEGER PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
      next_submit_at INTEGER,
      submit_attempts INTEGER NOT NULL DEFAULT 0,
      first_refused_at INTEGER,
      next_poll_at INTEGER,
      poll_failures INTEGER NOT NULL DEFAULT 0,
      deadline_at INTEGER,
      next_download_at INTEGER,
      download_failures INTEGER NOT NULL DEFAULT 0,
      link_renewals INTEGER NOT NULL DEFAULT 0,
      entity_tag TEXT,
      partial_file TEXT,
      wants_download INTEGER NOT NULL DEFAULT 0,
      claim_owner TEXT,
      poll_owner TEXT,
      poll_leased_until INTEGER,
      download_owner TEXT,
      download_leased_until INTEGER
    ) STRICT;
    CREATE INDEX schedules_by_submit ON schedules (next_submit_at)
      WHERE next_submit_at IS NOT NULL;
    CREATE INDEX schedules_by_poll ON schedules (next_poll_at) WHERE next_poll_at IS NOT NULL;
    CREATE INDEX schedules_by_download ON schedules (next_download_at)
      WHERE next_download_at IS NOT NULL;
    CREATE INDEX schedules_by_claim ON schedules (claim_owner) WHERE claim_owner IS NOT NULL;

    CREATE TABLE events (
      task INTEGER NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (task, place)
    ) STRICT, WITHOUT ROWID;

    -- How many tasks there are of each kind, so that nobody has to count.
    CREATE TABLE tallies (
      profile TEXT NOT NULL,
      status TEXT NOT NULL,
      tasks INTEGER NOT NULL,
      PRIMARY KEY (profile, status)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER tally_insert AFTER INSERT ON tasks BEGIN
      INSERT INTO tallies VALUES (new.profile, new.status, 1)
        ON CONFLICT (profile, status) DO UPDATE SET tasks = tasks + 1;
    END;
    CREATE TRIGGER tally_delete AFTER DELETE ON tasks BEGIN
      UPDATE tallies SET tasks = tasks - 1
        WHERE profile = old.profile AND status = old.status;
    END;
    CREATE TRIGGER tally_update AFTER UPDATE OF profile, status ON tasks
      WHEN old.profile <> new.profile OR old.status <> new.status
    BEGIN
      UPDATE tallies SET tasks = tasks - 1
        WHERE profile = old.profile AND status = old.status;
      INSERT INTO tallies VALUES (new.profile, new.status, 1)
        ON CONFLICT (profile, status) DO UPDATE SET tasks = tasks + 1;
    END;

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// Cancels at the server, and the asset library.
  private static let second = """
    ALTER TABLE schedules ADD COLUMN next_cancel_at INTEGER;
    ALTER TABLE schedules ADD COLUMN cancel_attempts INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX schedules_by_cancel ON schedules (next_cancel_at)
      WHERE next_cancel_at IS NOT NULL;

    CREATE TABLE assets (
      profile TEXT NOT NULL,
      asset_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      url TEXT NOT NULL,
      name TEXT,
      status TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      error_code TEXT,
      error_message TEXT,
      error_advice TEXT,
      next_check_at INTEGER,
      PRIMARY KEY (profile, asset_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX assets_by_check ON assets (next_check_at) WHERE next_check_at IS NOT NULL;
    """

  /// Requests counted for all processes, ids of removed tasks, which a list still names, and where
  /// partial files may be left.
  private static let third = """
    CREATE TABLE budgets (
      profile TEXT PRIMARY KEY,
      requests REAL NOT NULL,
      filled_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE removed_ids (
      remote_id TEXT PRIMARY KEY,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX schedules_by_partial ON schedules (partial_file)
      WHERE partial_file IS NOT NULL;
    """

  /// Which engine may be writing to a partial file.
  private static let fourth = """
    ALTER TABLE schedules ADD COLUMN partial_writer TEXT;
    """

  /// The orders of the table, what the plots need, removed tasks that can be brought back, and
  /// prompts that were used.
  ///
  /// `SortColumn` repeats the expressions word by word: SQLite knows an index by them.
  private static let fifth = """
    CREATE INDEX tasks_by_creation ON tasks (created_at);
    CREATE INDEX tasks_by_change ON tasks (updated_at);
    CREATE INDEX tasks_by_stage ON tasks (
      CASE status WHEN 'waiting' THEN 0 WHEN 'submitting' THEN 1 WHEN 'unconfirmed' THEN 2
        WHEN 'queued' THEN 3 WHEN 'running' THEN 4 WHEN 'succeeded' THEN 5 WHEN 'failed' THEN 6
        WHEN 'expired' THEN 7 WHEN 'cancelled' THEN 8 END);
    CREATE INDEX tasks_by_model ON tasks (model);
    CREATE INDEX tasks_by_profile_name ON tasks (profile);
    CREATE INDEX tasks_by_ratio ON tasks (ratio);
    CREATE INDEX tasks_by_resolution ON tasks (CAST(resolution AS INTEGER));
    CREATE INDEX tasks_by_length ON tasks (duration);
    CREATE INDEX tasks_by_price ON tasks (
      CAST(CASE WHEN cost_exact IS NOT NULL THEN cost_amount
        WHEN status IN ('waiting', 'submitting', 'unconfirmed', 'queued', 'running')
        THEN estimate_amount END AS REAL));
    CREATE INDEX tasks_by_prompt ON tasks (lower(substr(prompt, 1, 48)));
    CREATE INDEX tasks_by_end ON tasks (ended_at);
    CREATE INDEX tasks_by_time ON tasks (ended_at - submitted_at);

    CREATE INDEX tasks_by_day ON tasks (ended_at, status, profile, cost_currency, cost_amount)
      WHERE ended_at IS NOT NULL;
    CREATE INDEX tasks_by_error ON tasks (error_code, ended_at) WHERE error_code IS NOT NULL;
    CREATE INDEX tasks_by_model_time ON tasks (model, (ended_at - submitted_at) / 1000)
      WHERE status = 'succeeded';

    -- A removed task with all its rows, as one JSON object.
    CREATE TABLE bin (
      id INTEGER PRIMARY KEY,
      removed_at INTEGER NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX bin_by_time ON bin (removed_at);

    -- Prompts that were used, the latest with the greatest number.
    CREATE TABLE prompts (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      prompt TEXT NOT NULL UNIQUE
    ) STRICT;
    """

  /// Which task stands for which line of a batch; it outlives its task.
  private static let sixth = """
    CREATE TABLE batch_lines (
      batch TEXT NOT NULL,
      line TEXT NOT NULL,
      place INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      task INTEGER NOT NULL,
      PRIMARY KEY (batch, line, place)
    ) STRICT, WITHOUT ROWID;
    """

  /// What a file's header says of itself.
  struct Mark: Equatable {
    var applicationID: Int64
    var version: Int

    /// Whether the file is a database in which nothing was ever stored.
    var isBlank: Bool { applicationID == 0 && version == 0 }
  }

  static func mark(_ database: Connection) throws(StoreError) -> Mark {
    let id = try database.first("PRAGMA application_id") { row in row.integer() }
    let version = try database.first("PRAGMA user_version") { row in row.count() }
    return Mark(applicationID: id ?? 0, version: version ?? 0)
  }

  /// Refuses a file that is not ours or that is too new.
  static func check(_ database: Connection) throws(StoreError) -> Mark {
    let mark = try mark(database)
    if mark.isBlank {
      let tables = try database.first("SELECT count(*) FROM sqlite_schema") { row in row.count() }
      guard tables == 0 else { throw StoreError(.foreign, path: database.path) }
      return mark
    }
    guard mark.applicationID == applicationID else {
      throw StoreError(.foreign, path: database.path)
    }
    guard mark.version <= version else {
      throw StoreError(.newer(version: mark.version, known: version), path: database.path)
    }
    return mark
  }

  /// Brings the file up to date, one transaction a version.
  ///
  /// The version is read again inside each: of two programs that begin at once, the second finds
  /// the work done.
  static func migrate(
    _ database: Connection, migrations: [String] = migrations
  ) throws(StoreError) {
    let present = try mark(database).version
    for (index, script) in migrations.enumerated() where index >= present {
      try database.write { () throws(StoreError) in
        guard try mark(database).version == index else { return }
        try database.script(script)
        try database.script("PRAGMA user_version = \(index + 1)")
      }
    }
  }
}
