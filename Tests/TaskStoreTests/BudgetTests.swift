import Testing
import VideoTasks

@testable import TaskStore

/// The requests of a profile, counted for all processes.
struct BudgetTests {
  private let folder: TemporaryFolder
  private let one: TaskStore
  private let other: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    one = try folder.open()
    other = try folder.open()
  }

  private func freeAt(_ store: TaskStore, _ now: Timestamp) throws(StoreError) -> Timestamp? {
    try store.requestFreeAt(profile: "x1", perMinute: 60, now: now)
  }

  private func count(_ store: TaskStore, _ now: Timestamp) throws(StoreError) {
    try store.countRequest(profile: "x1", perMinute: 60, now: now)
  }

  @Test func `what one takes the other lacks`() throws {
    let now = seconds(1000)
    for _ in 0..<3 {
      #expect(try freeAt(one, now) == nil)
      try count(one, now)
      try count(other, now)
    }
    #expect(try freeAt(one, now) == seconds(1001))
    #expect(try freeAt(other, now) == seconds(1001))
    #expect(try freeAt(other, seconds(1001)) == nil)
    #expect(try one.requestFreeAt(profile: "apiyi", perMinute: 60, now: now) == nil)
  }

  @Test func `what was taken too much is waited for`() throws {
    for _ in 0..<8 { try count(one, seconds(1000)) }
    #expect(try freeAt(other, seconds(1000)) == seconds(1003))
  }

  @Test func `it fills up to a tenth of a minute's requests`() throws {
    for _ in 0..<6 { try count(one, seconds(1000)) }
    for _ in 0..<6 { try count(one, seconds(9000)) }
    #expect(try freeAt(one, seconds(9000)) == seconds(9001))
  }

  @Test func `a clock that ran ahead holds nothing back`() throws {
    for _ in 0..<6 { try count(one, seconds(900_000)) }
    #expect(try freeAt(one, seconds(1000)) == nil)
    try count(one, seconds(1000))
    #expect(try freeAt(other, seconds(1000)) == nil)
  }
}
