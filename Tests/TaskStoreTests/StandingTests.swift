import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

/// What the screen asks to notice that tasks have turned, and the next link that runs out.
struct StandingTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  @Test func `what may still change is named, with its trouble`() throws {
    for status in TaskStatus.allCases {
      let id = try store.add("a \(status)")
      try store.set(id, status)
    }
    let standings = try store.standings(after: nil)
    #expect(standings.highest == TaskID(Int64(TaskStatus.allCases.count)))
    let open = standings.tasks.values.filter { !$0.status.isEnded }
    #expect(
      Set(open.map(\.status)) == [.waiting, .submitting, .unconfirmed, .queued, .running])
    #expect(
      standings.tasks.values.allSatisfy { !$0.status.isEnded || $0.status == .succeeded })
  }

  @Test func `what came after a task is named, whatever has become of it`() throws {
    let first = try store.add("one")
    try store.set(first, .failed)
    let second = try store.add("two")
    try store.set(second, .failed)
    #expect(try store.standings(after: nil).tasks.isEmpty)
    let standings = try store.standings(after: first)
    #expect(standings.tasks == [second: TaskStanding(status: .failed)])
    #expect(standings.highest == second)
    #expect(try store.standings(after: second).tasks.isEmpty)
  }

  @Test func `rows are read by their ids, and those that are gone are left out`() throws {
    let ids = try (0..<3).map { try store.add("\($0)") }
    _ = try store.remove(ids[1], abandon: true, now: seconds(1))
    #expect(try store.summaries(of: ids.reversed()).map(\.id) == [ids[0], ids[2]])
  }

  @Test func `the next link is that of a video that is not on disk`() throws {
    let now = Timestamp(milliseconds: 1_795_183_385_000)
    #expect(try store.nextLinkEnd(after: now) == nil)
    let links: [(Duration, DownloadState)] = [
      (.seconds(-60), .expired), (.seconds(500), .done), (.seconds(900), .failed),
      (.seconds(700), .waiting),
    ]
    for (left, download) in links {
      let id = try store.add("clip")
      _ = try store.change(id, now: now) { record, _ in
        record.status = .succeeded
        record.endedAt = now - .seconds(1000)
        record.download = download
        record.linkExpiresAt = now + left
        return nil
      }
    }
    #expect(try store.nextLinkEnd(after: now) == now + .seconds(700))
    #expect(try store.nextLinkEnd(after: now + .seconds(700)) == now + .seconds(900))
    #expect(try store.nextLinkEnd(after: now + .seconds(900)) == nil)
  }
}
