import Testing
import VideoTasks

@testable import TaskStore

/// Lines of batches and the tasks that stand for them.
struct BatchTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func line(
    _ key: String, place: Int = 1, follows: Int? = nil, replaces: TaskID? = nil
  ) -> NewBatchTask {
    NewBatchTask(
      key: key, place: place, fingerprint: "f-" + key, task: newTask(key), origin: "line 1",
      follows: follows,
      replaces: replaces)
  }

  @Test func `a line is made once, whoever asks`() throws {
    let (one, other) = (try folder.open(), try folder.open())
    let lines = [line("name a"), line("name a", place: 2), line("name b")]
    let first = try one.insert(lines, batch: "film", now: seconds(1))
    #expect(first.map(\.isNew) == [true, true, true])
    let again = try other.insert(lines + [line("name c")], batch: "film", now: seconds(2))
    #expect(again.map(\.id).prefix(3) == first.map(\.id)[...])
    #expect(again.map(\.isNew) == [false, false, false, true])
    let entries = try one.batch("film")
    #expect(Set(entries.map(\.task)) == Set(again.map(\.id)))
    #expect(entries.first { $0.key == "name b" }?.fingerprint == "f-name b")
    #expect(try one.events(of: first[0].id).map(\.kind) == ["created", "batch"])
    #expect(try one.batch("another").isEmpty)
    #expect(
      try other.insert([line("name a")], batch: "another", now: seconds(3)).map(\.isNew) == [true])
  }

  @Test func `a line that comes after another waits for its task`() throws {
    let store = try folder.open()
    let made = try store.insert(
      [line("name a"), line("name b", follows: 0), line("name c", follows: 1)], batch: "film",
      now: seconds(1))
    let last = try #require(try store.task(made[2].id))
    #expect(last.after == made[1].id && last.status == .waiting)
    #expect(last.waitReason == "for task \(made[1].id) to succeed")
    #expect(try store.due(at: seconds(2), only: nil, limit: 9).submits == [made[0].id])
  }

  @Test func `made anew, it takes the place of the task that was named, and of no other`() throws {
    let store = try folder.open()
    let old = try store.insert([line("name a")], batch: "film", now: seconds(1))[0].id
    let new = try store.insert([line("name a", replaces: old)], batch: "film", now: seconds(2))[0]
    #expect(new.isNew && new.id != old)
    #expect(try store.batch("film").map(\.task) == [new.id])
    // Another program wanted the same, and comes too late.
    let late = try store.insert([line("name a", replaces: old)], batch: "film", now: seconds(3))[0]
    #expect(!late.isNew && late.id == new.id)
  }

  @Test func `nothing is stored where the store refuses in the middle`() throws {
    let store = try folder.open()
    try store.database.script(
      """
      CREATE TRIGGER refuse BEFORE INSERT ON batch_lines WHEN new.line = 'name b'
      BEGIN SELECT raise(ABORT, 'no'); END
      """)
    #expect(throws: StoreError.self) {
      try store.insert([line("name a"), line("name b")], batch: "film", now: seconds(1))
    }
    #expect(try store.batch("film").isEmpty)
    #expect(try store.count(TaskQuery()) == 0)
  }

  @Test func `a line stays made when its task is removed, and when the store is rescued`() throws {
    let store = try folder.open()
    let made = try store.insert([line("name a")], batch: "film", now: seconds(1))[0].id
    #expect(try store.remove(made, abandon: true, now: seconds(2)) == .removed)
    #expect(try store.insert([line("name a")], batch: "film", now: seconds(3))[0].isNew == false)
    let other = try TemporaryFolder()
    let rescued = try other.open()
    _ = try TaskRescuer(database: rescued.database, from: folder.database, now: seconds(4)).run()
    #expect(try rescued.batch("film").map(\.task) == [made])
  }

  @Test func `the latest repeat of a task is found, repeats of repeats included`() throws {
    let store = try folder.open()
    let first = try store.add("a")
    func repeated(_ id: TaskID) throws -> TaskID {
      var new = newTask("a")
      new.retryOf = id
      return try store.insertOnce(new, now: seconds(9)).id
    }
    let second = try repeated(first)
    let third = try repeated(second)
    let other = try store.add("b")
    #expect(try store.latestRetries(of: [first, second, other]) == [first: third, second: third])
    #expect(try store.latestRetries(of: []).isEmpty)
  }
}
