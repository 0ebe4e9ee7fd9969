import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

struct PollDecisionTests {
  private let now = Sample.now

  private func decision(automatic: Bool = true) -> PollDecision {
    PollDecision(
      now: now, profile: Sample.profile,
      policy: EnginePolicy(downloadsAutomatically: automatic), jitter: 200)
  }

  /// A schedule with a failure behind it and a day before its deadline.
  private var schedule: TaskSchedule {
    var schedule = TaskSchedule()
    schedule.nextPollAt = now
    schedule.pollFailures = 4
    schedule.deadlineAt = now + .seconds(86_400)
    return schedule
  }

  private func state(_ status: TaskStatus?, word: String? = nil) -> RemoteState {
    RemoteState(status: status, unknownWord: word)
  }

  @Test(arguments: [
    (TaskStatus.queued, TaskStatus.queued, false), (.queued, .running, true),
    (.running, .running, false), (.running, .queued, true),
  ])
  func `still at work: asked again after the profile's interval`(
    before: TaskStatus, said: TaskStatus, isEvent: Bool
  ) {
    var record = Sample.record(before)
    record.pollError = "trouble"
    var plan = schedule
    let event = decision().state(state(said), &record, &plan)
    var wanted = Sample.record(before)
    wanted.status = said
    wanted.startedAt = said == .running ? now : nil
    var wantedPlan = schedule
    wantedPlan.pollFailures = 0
    wantedPlan.nextPollAt = now + .seconds(10)
    #expect(record == wanted)
    #expect(plan == wantedPlan)
    #expect((event != nil) == isEvent)
  }

  @Test func `an unknown word is shown and asked on about, and told once`() {
    var record = Sample.record(.queued)
    var plan = schedule
    let first = decision().state(state(nil, word: "pondering"), &record, &plan)
    #expect(record.status == .queued)
    #expect(record.unknownStatus == "pondering")
    #expect(plan.nextPollAt == now + .seconds(10))
    #expect(first?.detail == "says pondering")
    #expect(decision().state(state(nil, word: "pondering"), &record, &plan) == nil)
    #expect(decision().state(state(nil, word: "musing"), &record, &plan) != nil)
  }

  @Test(arguments: [(true, false), (false, true), (false, false)])
  func `succeeded: the link is kept, and fetched where that is wanted`(
    automatic: Bool, asked: Bool
  ) {
    var remote = state(.succeeded)
    remote.videoLink = "https://cdn.test/1.mp4"
    remote.lastFrameLink = "https://cdn.test/1.png"
    remote.linkExpiresAt = now + .seconds(86_400)
    remote.tokens = 108_900
    remote.actual = ActualClip(ratio: "16:9", resolution: "720p", duration: 5, seed: 7)
    var record = Sample.record(.running)
    var plan = schedule
    plan.wantsDownload = asked
    let event = decision(automatic: automatic).state(remote, &record, &plan)
    var wanted = Sample.record(.succeeded)
    wanted.endedAt = now
    wanted.videoLink = remote.videoLink
    wanted.lastFrameLink = remote.lastFrameLink
    wanted.linkExpiresAt = remote.linkExpiresAt
    wanted.actual = remote.actual
    wanted.cost = record.cost
    wanted.download = automatic || asked ? .waiting : .none
    var wantedPlan = TaskSchedule()
    wantedPlan.wantsDownload = asked
    wantedPlan.nextDownloadAt = automatic || asked ? now : nil
    #expect(record == wanted)
    #expect(record.cost?.tokens == 108_900)
    #expect(plan == wantedPlan)
    #expect(event?.kind == "succeeded")
  }

  @Test(arguments: [TaskStatus.failed, .expired, .cancelled], [true, false])
  func `ended without a video: the reason is kept, or one is given`(
    status: TaskStatus, isExplained: Bool
  ) {
    var remote = state(status)
    remote.failure = isExplained ? Sample.failure : nil
    var record = Sample.record(.running)
    var plan = schedule
    let event = decision().state(remote, &record, &plan)
    var wanted = Sample.record(.running)
    wanted.status = status
    wanted.endedAt = now
    wanted.error = isExplained ? Sample.failure : record.error
    #expect(record == wanted)
    #expect(record.error?.message.isEmpty == false)
    #expect(plan == TaskSchedule())
    #expect(event?.kind == status.rawValue)
  }

  @Test(
    arguments: [
      // Failures before, what the server asks for, and the wait: doubled from ten seconds on.
      (0, nil, 10), (1, nil, 20), (2, nil, 40), (4, nil, 160), (5, nil, 300), (60, nil, 300),
      (0, 120, 120), (5, 120, 300), (0, 86_400, 3600),
    ] as [(Int, Int64?, Int64)])
  func `no answer: asked again later and later, and as the server asks, up to an hour`(
    failures: Int, asked: Int64?, wait: Int64
  ) {
    var record = Sample.record(.queued)
    var plan = schedule
    plan.pollFailures = failures
    let event = decision().noAnswer(
      "HTTP 500", retryAfter: asked.map { .seconds($0) }, &record, &plan)
    var wanted = Sample.record(.queued)
    wanted.pollError = "HTTP 500"
    var wantedPlan = schedule
    wantedPlan.pollFailures = failures + 1
    wantedPlan.nextPollAt = now + .seconds(wait)
    #expect(record == wanted)
    #expect(plan == wantedPlan)
    #expect(event?.kind == "poll-failed")
    #expect(decision().noAnswer("HTTP 500", retryAfter: nil, &record, &plan) == nil)
  }

  @Test func `the last poll is at the deadline itself`() {
    var record = Sample.record(.queued)
    var plan = schedule
    plan.deadlineAt = now + .seconds(7)
    _ = decision().noAnswer("HTTP 500", retryAfter: nil, &record, &plan)
    #expect(plan.nextPollAt == now + .seconds(7))
    _ = decision().state(state(.running), &record, &plan)
    #expect(plan.nextPollAt == now + .seconds(7))
  }

  /// What is heard after the deadline, and what becomes of the task.
  private func late(
    _ outcome: QueryOutcome, late: Int64 = 0, askedAt: Timestamp? = nil, isUnknown: Bool = false,
    failures: Int = 0
  ) -> (record: TaskRecord, plan: TaskSchedule) {
    let decision = PollDecision(
      now: now, profile: Sample.profile, policy: EnginePolicy(), jitter: 200, askedAt: askedAt,
      isUnknown: isUnknown)
    var record = Sample.record(.queued)
    var plan = schedule
    plan.deadlineAt = now - .seconds(late)
    plan.pollFailures = failures
    record.submittedAt = now - .seconds(late + 172_800)
    switch outcome {
    case .state(let remote): _ = decision.state(remote, &record, &plan)
    case .tryAgain(let reason, let wait):
      _ = decision.noAnswer(reason, retryAfter: wait, &record, &plan)
    }
    return (record, plan)
  }

  private static let silence = QueryOutcome.tryAgain(reason: "HTTP 500", retryAfter: nil)

  @Test(arguments: [0, 1, 100_000] as [Int64])
  func `time is up, and the server has nothing better to say: expired here`(late: Int64) {
    let answers = [
      self.late(.state(state(.running)), late: late),
      self.late(Self.silence, late: late, isUnknown: true),
    ]
    for (record, plan) in answers {
      #expect(record.status == .expired)
      #expect(record.error?.code == "TimeLimit")
      #expect(record.endedAt == now)
      #expect(plan.nextPollAt == nil)
    }
    var remote = state(.succeeded)
    remote.videoLink = "https://cdn.test/1.mp4"
    #expect(self.late(.state(remote), late: late).record.status == .succeeded)
  }

  @Test(arguments: [0, 1, 300_000] as [Int64])
  func `a clock that is far ahead ends nothing before the server was asked again`(late: Int64) {
    let before = now - .seconds(late + 1)
    for outcome in [QueryOutcome.state(state(.running)), Self.silence] {
      let (record, plan) = self.late(outcome, late: late, askedAt: before)
      #expect(record.status.isPolled)
      #expect(plan.nextPollAt.map { $0 > now } == true)
    }
  }

  @Test(
    arguments: [
      (0, 100, false), (432_001, 8, false), (431_000, 100, false), (432_001, 9, true),
      (4_000_000, 0, false), (4_000_000, 50, true),
    ] as [(Int64, Int, Bool)])
  func `a silent server is asked for as long as it keeps its tasks, and more than a few times`(
    late: Int64, failures: Int, isOver: Bool
  ) {
    let (record, plan) = self.late(Self.silence, late: late, failures: failures)
    #expect((record.status == .expired) == isOver)
    #expect((plan.nextPollAt == nil) == isOver)
    if let next = plan.nextPollAt { #expect(next > now) }
  }

  @Test func `a task without a deadline gets one with its first answer`() {
    var record = Sample.record(.queued)
    record.submittedAt = nil
    var plan = TaskSchedule()
    _ = decision().state(state(.queued), &record, &plan)
    #expect(plan.deadlineAt == now + .seconds(173_100))
  }

  @Test(arguments: TaskStatus.allCases)
  func `answers count for tasks that are asked about, and a video for one given up here`(
    status: TaskStatus
  ) {
    var record = Sample.record(status)
    let done = QueryOutcome.state(state(.succeeded))
    #expect(PollDecision.counts(done, for: record) == status.isPolled)
    record.error = TaskFailure(code: "TimeLimit", message: "", advice: "")
    #expect(PollDecision.counts(done, for: record) == (status.isPolled || status == .expired))
    let running = QueryOutcome.state(state(.running))
    #expect(PollDecision.counts(running, for: record) == status.isPolled)
  }
}
