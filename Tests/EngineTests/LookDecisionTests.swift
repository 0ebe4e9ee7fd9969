import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

struct LookDecisionTests {
  private let sent = Sample.now

  /// A task that was sent at `sent`, changed.
  private func record(
    _ id: Int64 = 1, _ change: (inout TaskRecord) -> Void = { _ in }
  ) -> TaskRecord {
    var record = Sample.record(.unconfirmed)
    record.id = TaskID(id)
    record.remoteID = nil
    record.submittedAt = sent
    record.request.ratio = "16:9"
    record.request.resolution = "720p"
    record.request.duration = 5
    record.request.seed = 7
    change(&record)
    return record
  }

  /// A listed task that fits `record()` in everything, changed.
  private func listed(
    _ id: String = "cgt-1", _ change: (inout ListedTask) -> Void = { _ in }
  ) -> ListedTask {
    var state = RemoteState(status: .queued)
    state.actual = ActualClip(ratio: "16:9", resolution: "720p", duration: 5, seed: 7)
    var task = ListedTask(
      remoteID: id, model: record().model, createdAt: sent + .seconds(3), state: state)
    change(&task)
    return task
  }

  @Test func `the only new one of that time and kind is it`() {
    let verdict = LookDecision.verdict(record(), unknown: [listed()], rivals: [record()])
    #expect(verdict == .found(listed()))
  }

  @Test func `what the list does not say yet speaks against nothing`() {
    let bare = listed { $0.state.actual = ActualClip() }
    #expect(LookDecision.verdict(record(), unknown: [bare], rivals: []) == .found(bare))
  }

  @Test(arguments: [-120, -1, 0, 120] as [Int64])
  func `two minutes either way are near enough`(seconds: Int64) {
    #expect(LookDecision.mayBe(listed { $0.createdAt = sent + .seconds(seconds) }, record()))
  }

  static let others: [@Sendable (inout ListedTask) -> Void] = [
    { $0.createdAt = Sample.now + .seconds(121) }, { $0.createdAt = Sample.now - .seconds(122) },
    { $0.model = "another" }, { $0.state.actual.ratio = "9:16" },
    { $0.state.actual.resolution = "1080p" }, { $0.state.actual.duration = 6 },
    { $0.state.actual.seed = 8 },
  ]

  @Test(arguments: others.indices)
  func `one that differs in anything stated is another`(index: Int) {
    let other = listed("cgt-2", Self.others[index])
    #expect(LookDecision.verdict(record(), unknown: [other], rivals: []) == .none)
    #expect(
      LookDecision.verdict(record(), unknown: [other, listed()], rivals: []) == .found(listed()))
  }

  @Test func `what was not stated, or left to the server, is no mark`() {
    let free = record {
      $0.request.ratio = "adaptive"
      $0.request.resolution = nil
      $0.request.duration = -1
      $0.request.seed = -1
    }
    for index in 3..<Self.others.count {
      #expect(LookDecision.mayBe(listed("cgt-2", Self.others[index]), free))
    }
  }

  @Test func `of two that fit none is taken`() {
    let verdict = LookDecision.verdict(
      record(), unknown: [listed(), listed("cgt-2")], rivals: [])
    #expect(verdict == .unclear(2))
  }

  @Test func `one that does not say when it was made, or of which model, is not taken`() {
    for odd in [listed { $0.createdAt = nil }, listed { $0.model = nil }] {
      #expect(LookDecision.verdict(record(), unknown: [odd], rivals: []) == .unclear(1))
    }
  }

  @Test func `one that another task without an answer may have made is not taken`() {
    let rival = record(2) { $0.submittedAt = sent + .seconds(60) }
    #expect(
      LookDecision.verdict(record(), unknown: [listed()], rivals: [record(), rival]) == .contested)
    // The clock was set back by half an hour between the two.
    let earlier = record(2) { $0.submittedAt = sent - .seconds(1_900) }
    #expect(
      LookDecision.verdict(record(), unknown: [listed()], rivals: [earlier]) == .contested)
    let stranger = record(2) { $0.request.seed = 8 }
    #expect(
      LookDecision.verdict(record(), unknown: [listed()], rivals: [stranger]) == .found(listed()))
  }

  @Test func `looks come less and less often, and end`() {
    let decision = LookDecision(now: sent, profile: Sample.profile, jitter: 200)
    var story: [TaskEvent] = []
    var plan = TaskSchedule()
    for wait in LookDecision.waits {
      story.append(decision.looked(.none, isIncomplete: false, story: story, &plan))
      #expect(plan.nextPollAt == sent + .seconds(wait))
    }
    let last = decision.looked(.unclear(2), isIncomplete: false, story: story, &plan)
    #expect(plan.nextPollAt == nil)
    #expect(last.detail.contains("look 7 of 7"))
    #expect(last.detail.contains("2 tasks that may be it"))
    #expect(last.detail.contains("left to you"))
  }

  @Test func `a list that is silent is asked for a week`() {
    var plan = TaskSchedule()
    var event: TaskEvent?
    for days in [0, 1, 2, 3, 4, 5, 6] as [Int64] {
      let now = sent + .seconds(days * 86_400)
      let decision = LookDecision(now: now, profile: Sample.profile, jitter: 200)
      event = decision.unanswered("HTTP 500", retryAfter: nil, record(), &plan)
      #expect(plan.nextPollAt.map { $0 > now } == true)
      #expect((event != nil) == (days == 0))
    }
    let decision = LookDecision(
      now: sent + .seconds(8 * 86_400), profile: Sample.profile, jitter: 0)
    event = decision.unanswered("HTTP 500", retryAfter: nil, record(), &plan)
    #expect(plan.nextPollAt == nil)
    #expect(event?.detail.contains("left to you") == true)
  }
}

struct ListSearchTests {
  private func task(_ number: Int64) -> ListedTask {
    ListedTask(
      remoteID: "cgt-\(number)", createdAt: Timestamp(seconds: number),
      state: RemoteState(status: .queued))
  }

  private func search() -> ListSearch { ListSearch(profile: "volcengine", tasks: [TaskID(1)]) }

  @Test func `one page is enough where the total says so`() {
    var search = search()
    let needsMore1 = search.add([task(9), task(8)], total: 2, oldest: Timestamp(seconds: 0))
    #expect(!needsMore1)
    #expect(!search.isIncomplete)
    #expect(search.listed.count == 2)
  }

  @Test func `pages follow until the total is there, each task counting once`() {
    var search = search()
    let needsMore2 = search.add([task(9), task(8)], total: 3, oldest: Timestamp(seconds: 0))
    #expect(needsMore2)
    #expect(search.page == 2)
    let needsMore3 = search.add([task(8), task(7)], total: 3, oldest: Timestamp(seconds: 0))
    #expect(!needsMore3)
    #expect(search.listed.map(\.remoteID) == ["cgt-9", "cgt-8", "cgt-7"])
    #expect(!search.isIncomplete)
  }

  @Test func `a sorted list need not be read further than what is sought`() {
    var search = search()
    let needsMore4 = search.add([task(9), task(5)], total: 900, oldest: Timestamp(seconds: 6))
    #expect(!needsMore4)
    #expect(!search.isIncomplete)
  }

  @Test func `an unsorted one is read to its end`() {
    var search = search()
    let needsMore5 = search.add(
      [task(5), task(9), task(5)], total: 900, oldest: Timestamp(seconds: 6))
    #expect(needsMore5)
  }

  @Test func `a page that brings nothing new says that something is missing`() {
    var search = search()
    let needsMore6 = search.add([task(9)], total: 3, oldest: Timestamp(seconds: 0))
    #expect(needsMore6)
    let needsMore7 = search.add([task(9)], total: 3, oldest: Timestamp(seconds: 0))
    #expect(!needsMore7)
    #expect(search.isIncomplete)
  }

  @Test func `without a total a page that is not full is the last one`() {
    var search = search()
    let needsMore8 = search.add([task(9)], total: nil, oldest: Timestamp(seconds: 0))
    #expect(!needsMore8)
    #expect(!search.isIncomplete)
  }
}
