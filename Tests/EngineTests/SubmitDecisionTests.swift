import TaskStore
import Testing
import VideoTasks

@testable import Engine

/// A task in the middle of its life, for tables of decisions.
enum Sample {
  static let now = Timestamp(seconds: 1_795_000_000)
  static let failure = TaskFailure(code: "QuotaExceeded", message: "no more", advice: "look")

  static var profile: Profile {
    Profile(
      name: "apiyi", api: .ark, server: .url("https://api.test"), maxActive: 3,
      requestsPerMinute: 60, pollInterval: .seconds(10), catalogue: .ark)
  }

  static func record(_ status: TaskStatus) -> TaskRecord {
    var request = RequestDraft(prompt: "A heron")
    request.model = "doubao-seedance-2-0-260128"
    var record = TaskRecord(
      id: TaskID(1), profile: "apiyi", api: .ark, model: "doubao-seedance-2-0-260128",
      request: request, status: status, createdAt: now - .seconds(100))
    if status != .waiting { record.submittedAt = now - .seconds(50) }
    if status.isPolled || status == .succeeded { record.remoteID = "cgt-1" }
    return record
  }
}

struct SubmitDecisionTests {
  private let now = Sample.now

  private func decision(unsentAttempts: Int? = nil) -> SubmitDecision {
    SubmitDecision(
      now: now, profile: Sample.profile, policy: EnginePolicy(unsentAttempts: unsentAttempts),
      jitter: 200)
  }

  /// What a decision makes of a task that is being sent, held against what it should.
  private func expect(
    _ decide: (inout TaskRecord, inout TaskSchedule) -> TaskEvent, kind: String,
    from schedule: TaskSchedule = TaskSchedule(),
    _ wanted: (inout TaskRecord, inout TaskSchedule) -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var record = Sample.record(.submitting)
    var plan = schedule
    let event = decide(&record, &plan)
    var wantedRecord = Sample.record(.submitting)
    var wantedPlan = schedule
    wanted(&wantedRecord, &wantedPlan)
    #expect(record == wantedRecord, sourceLocation: sourceLocation)
    #expect(plan == wantedPlan, sourceLocation: sourceLocation)
    #expect(event.kind == kind, sourceLocation: sourceLocation)
    #expect(event.at == now, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (TaskStatus.queued, TaskStatus.queued), (.running, .running), (.succeeded, .queued),
    (.failed, .queued),
  ])
  func `accepted: followed from now on, until two days after it was sent`(
    said: TaskStatus, status: TaskStatus
  ) {
    expect({ decision().accepted(remoteID: "cgt-9", status: said, &$0, &$1) }, kind: "accepted") {
      $0.remoteID = "cgt-9"
      $0.status = status
      $1.nextPollAt = now + .seconds(20)
      $1.deadlineAt = now - .seconds(50) + .seconds(172_800 + 300)
    }
  }

  @Test func `refused: failed, and nothing is planned`() {
    expect({ decision().refused(Sample.failure, &$0, &$1) }, kind: "refused") { record, _ in
      record.status = .failed
      record.error = Sample.failure
      record.endedAt = now
    }
  }

  @Test(arguments: [nil, Duration.seconds(77)])
  func `refused for now: back to waiting with a reason`(retryAfter: Duration?) {
    expect(
      {
        decision().refusedForNow(
          Sample.failure, retryAfter: retryAfter, isRate: false, story: [], &$0, &$1)
      }, kind: "refused-for-now"
    ) {
      $0.status = .waiting
      $0.submittedAt = nil
      $0.waitReason = "apiyi asks to wait: no more"
      $1.submitAttempts = 1
      $1.firstRefusedAt = now
      $1.nextSubmitAt = now + (retryAfter ?? .seconds(2))
    }
  }

  @Test(
    arguments: [
      // Seconds ago that it was refused before; whether this is one too many.
      ([], false), ([5], false), ([5, 9], true), ([5, 599], true), ([5, 600], false),
      ([700, 800, 900], false), ([1, 2, 3, 4], true),
    ] as [([Int64], Bool)])
  func `the third refusal within ten minutes is the last`(ago: [Int64], isLast: Bool) {
    let story = ago.reversed().map {
      TaskEvent(at: now - .seconds($0), kind: "refused-for-now", detail: "")
    }
    for isRate in [false, true] {
      var record = Sample.record(.submitting)
      var schedule = TaskSchedule()
      _ = decision().refusedForNow(
        Sample.failure, retryAfter: nil, isRate: isRate, story: story, &record, &schedule)
      #expect(record.status == (isLast && !isRate ? .failed : .waiting))
      #expect((schedule.nextSubmitAt == nil) == (isLast && !isRate))
      #expect((record.error?.advice.contains("balance") == true) == (isLast && !isRate))
    }
  }

  @Test func `unconfirmed: nothing is planned, and the sending is not forgotten`() {
    expect({ decision().unconfirmed("The connection broke.", &$0, &$1) }, kind: "unconfirmed") {
      record, _ in
      record.status = .unconfirmed
      record.pollError = "The connection broke."
    }
  }

  @Test(arguments: [(0, 2), (1, 4), (5, 64), (30, 300)])
  func `not sent for the network: back to waiting, longer each time`(before: Int, wait: Int64) {
    var schedule = TaskSchedule()
    schedule.submitAttempts = before
    let failure = CallFailure.fake(.network, sent: false, "No connection.")
    expect({ decision().notSent(failure, &$0, &$1) }, kind: "not-sent", from: schedule) {
      $0.status = .waiting
      $0.submittedAt = nil
      $0.waitReason = "No connection."
      $1.submitAttempts = before + 1
      $1.nextSubmitAt = now + .seconds(wait)
    }
  }

  @Test(arguments: [(.unready, nil), (.network, 3)] as [(CallFailure.Kind, Int?)])
  func `not sent for good: failed as NotSent`(kind: CallFailure.Kind, attempts: Int?) {
    var schedule = TaskSchedule()
    schedule.submitAttempts = 2
    let failure = CallFailure(
      kind: kind, mayHaveBeenSent: false, reason: "No key.", advice: "Store one.")
    expect(
      { decision(unsentAttempts: attempts).notSent(failure, &$0, &$1) }, kind: "not-sent",
      from: schedule
    ) {
      $0.status = .failed
      $0.endedAt = now
      $0.error = TaskFailure(code: "NotSent", message: "No key.", advice: "Store one.")
      $1.submitAttempts = 3
    }
  }

  @Test func `broken off from here before it was sent: as if it had not been tried`() {
    let failure = CallFailure.fake(.cancelled, sent: false, "Cancelled.")
    expect({ decision(unsentAttempts: 1).notSent(failure, &$0, &$1) }, kind: "not-sent") {
      record, _ in
      record.status = .waiting
      record.submittedAt = nil
    }
  }

  @Test func `refusals and failures of the network are counted apart`() {
    var record = Sample.record(.submitting)
    var schedule = TaskSchedule()
    let offline = CallFailure.fake(.network, sent: false, "No connection.")
    _ = decision().notSent(offline, &record, &schedule)
    _ = decision().notSent(offline, &record, &schedule)
    #expect(schedule.submitAttempts == 2)
    _ = decision().refusedForNow(
      Sample.failure, retryAfter: nil, isRate: true, story: [], &record, &schedule)
    #expect(schedule.submitAttempts == 1)
    _ = decision(unsentAttempts: 2).notSent(offline, &record, &schedule)
    #expect(record.status == .waiting)
    #expect(schedule.submitAttempts == 1)
    #expect(schedule.firstRefusedAt == nil)
  }

  @Test(
    arguments: [
      (.ark, nil, 173_100), (.ark, 3600, 3900), (.x1, nil, 86_700), (.kyyvideo2, 3600, 86_700),
    ] as [(API, Int?, Int64)])
  func `a task's time is what was asked for, the model's, or a day`(
    api: API, asked: Int?, seconds: Int64
  ) {
    var record = Sample.record(.queued)
    record.api = api
    record.request.expiresAfter = asked
    #expect(TimeLimits.total(record, Sample.profile) == .seconds(seconds))
  }
}
