import FoundationEssentials
import Glibc
import Testing
import VideoTasks

@testable import TaskStore

/// Stores that earlier versions have written, in their own words.
struct MigrationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A store as version 1 left it: one finished task with its story, one at the server, a setting.
  private func writeVersionOne() throws {
    #expect(FileManager.default.createFile(atPath: folder.database, contents: nil))
    #expect(chmod(folder.database, 0o600) == 0)
    let database = try Connection(path: folder.database, mode: .readWrite, vfs: nil)
    try Schema.migrate(database, migrations: Array(Schema.migrations.prefix(1)))
    try database.script(
      """
      INSERT INTO tasks (id, profile, api, model, status, download, created_at, updated_at,
        ended_at, bytes, cost_tokens, cost_amount, cost_currency, cost_exact, remote_id, once_name,
        prompt)
      VALUES (7, 'apiyi', 'ark', 'doubao', 'succeeded', 'done', 1000, 2000, 2000, 99, 108900,
        '5.0094', 'CNY', 1, 'cgt-7', 'heron', '一只橘猫');
      INSERT INTO details (id, request, file, video_link, actual_seed)
      VALUES (7, '{"duration":5,"prompt":""}', '/videos/cat.mp4', 'https://cdn.test/7', 42);
      INSERT INTO schedules (id, download_failures, partial_file) VALUES (7, 2, '/videos/cat.part');
      INSERT INTO events VALUES (7, 1, 1000, 'created', ''), (7, 2, 2000, 'succeeded', 'x');
      INSERT INTO tasks (id, profile, api, model, status, download, created_at, updated_at,
        remote_id, prompt)
      VALUES (9, 'volcengine', 'ark', 'doubao', 'queued', 'none', 3000, 3000, 'cgt-9', 'A heron');
      INSERT INTO details (id, request) VALUES (9, '{"prompt":""}');
      INSERT INTO schedules (id, next_poll_at, claim_owner) VALUES (9, 4000, NULL);
      INSERT INTO settings VALUES ('form', '{}');
      """)
  }

  @Test func `a store of version 1 keeps everything, and knows the new things`() throws {
    try writeVersionOne()
    let store = try folder.open()
    #expect(try Schema.mark(store.database).version == Schema.version)
    let done = try #require(try store.task(TaskID(7)))
    #expect(done.request.prompt == "一只橘猫")
    #expect(done.request.duration == 5)
    #expect(done.status == .succeeded)
    #expect(done.file == "/videos/cat.mp4")
    #expect(done.videoLink == "https://cdn.test/7")
    #expect(done.cost?.amount?.description == "5.0094")
    #expect(done.actual?.seed == 42)
    #expect(done.onceName == "heron")
    #expect(try store.events(of: done.id).map(\.kind) == ["created", "succeeded"])
    let plan = try store.schedule(done.id)
    #expect(plan.downloadFailures == 2)
    #expect(plan.partialFile == "/videos/cat.part")
    #expect(try store.due(at: seconds(4), only: nil, limit: 9) == DueWork(polls: [TaskID(9)]))
    #expect(try store.tallies()[.queued] == 1)
    #expect(try store.setting("form") == "{}")
    #expect(try store.add() == TaskID(10))
    _ = try store.change(TaskID(9), now: seconds(5)) { _, plan in
      plan.nextCancelAt = seconds(5)
      return nil
    }
    #expect(try store.due(at: seconds(5), only: nil, limit: 9).cancels == [TaskID(9)])
    #expect(try store.assets().isEmpty)
    let byEnd = try store.summaries(TaskQuery(sort: TaskSort(.ended)))
    #expect(byEnd.map(\.id.rawValue) == [7, 9, 10])
    #expect(try store.generationTimes() == [])
    #expect(try store.remove(TaskID(7), now: seconds(6)) == .removed)
    #expect(try store.restore([TaskID(7)], now: seconds(6)) == [.restored])
    #expect(try store.task(TaskID(7)) == done)
  }

  @Test func `who only reads leaves a store of version 1 as it is`() throws {
    try writeVersionOne()
    let before = bytes(folder.database)
    let error = #expect(throws: StoreError.self) { try folder.open(.readOnly) }
    #expect(error?.kind == .older(version: 1, known: Schema.version))
    #expect(bytes(folder.database) == before)
  }

  @Test func `an upgraded store has the tables of a new one`() throws {
    try writeVersionOne()
    let other = try TemporaryFolder()
    let read = { (folder: TemporaryFolder) throws -> [String] in
      try folder.open().database.all(
        "SELECT name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY name"
      ) { row in row.text() }
    }
    #expect(try read(folder) == read(other))
  }
}
