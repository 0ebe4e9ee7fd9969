import Sandbox
import Testing
import VideoAPIs
import VideoTasks

/// Everything that the sandbox answers is understood as what it is.
@Suite struct AnswersTests {
  /// A fault of one call below one prefix.
  struct Case: Sendable, CustomTestStringConvertible {
    var prefix: SandboxPrefix
    var fault: SandboxFault
    var testDescription: String { "\(prefix.rawValue) \(fault.rawValue)" }

    static func all(_ call: SandboxCall) -> [Case] {
      SandboxPrefix.allCases.flatMap { prefix in
        SandboxFault.allCases.filter { $0.apis.contains(prefix.api) && $0.calls.contains(call) }
          .map { Case(prefix: prefix, fault: $0) }
      }
    }

    func server(_ call: SandboxCall) throws -> PlayedServer {
      try PlayedServer(prefix, faults: [SandboxFaultRule(fault, call: call, times: 100)])
    }
  }

  @Test(arguments: SandboxPrefix.allCases)
  func `a task is followed from the queue to its video`(prefix: SandboxPrefix) throws {
    let server = try PlayedServer(prefix)
    let id = try server.task()
    #expect(try state(server.query(id)) == RemoteState.told(.queued))
    server.advance(.seconds(1))
    #expect(try state(server.query(id)) == RemoteState.told(.running))
    server.advance(.seconds(4))
    try expectVideo(state(server.query(id)), prefix, server.now)
  }

  @Test(arguments: Case.all(.create))
  func `the answer to a create is taken for what it is`(row: Case) throws {
    let server = try row.server(.create)
    let outcome = server.create()
    #expect(CreateKind(outcome) == CreateKind.after(row.fault), "\(String(describing: outcome))")
    switch outcome {
    case .accepted(let id, _): #expect(QueryKind(server.query(id)) == .state)
    case .refused(let failure), .refusedForNow(let failure, _, _):
      #expect(!failure.code.isEmpty && !failure.message.isEmpty && !failure.advice.isEmpty)
    case .unreadable(let words): #expect(!words.isEmpty)
    case nil: break
    }
    if row.fault == .rateLimitSeconds, case .refusedForNow(_, let wait, _)? = outcome {
      #expect(wait == .seconds(2))
    }
  }

  @Test(arguments: Case.all(.poll))
  func `the answer to a query is taken for what it is`(row: Case) throws {
    let server = try row.server(.poll)
    let id = try server.task()
    let kind = QueryKind.after(row.fault)
    for (moment, usual) in [(0, TaskStatus.queued), (1, .running), (4, .succeeded)] {
      server.advance(.seconds(moment))
      let outcome = server.query(id)
      if row.fault == .doneWithoutLink, usual == .succeeded {
        #expect(QueryKind(outcome) == .again)
        continue
      }
      #expect(QueryKind(outcome) == kind, "\(usual): \(String(describing: outcome))")
      if case .state(let told)? = outcome { try expect(told, usual, row, server.now) }
      if case .tryAgain(let reason, let wait)? = outcome {
        #expect(!reason.isEmpty)
        let asks = [.rateLimitSeconds, .rateLimitDate].contains(row.fault)
        #expect(wait == (asks ? .seconds(2) : nil))
      }
    }
  }

  private func expect(
    _ told: RemoteState, _ usual: TaskStatus, _ row: Case, _ now: Timestamp
  ) throws {
    if row.fault == .unknownState, usual == .running {
      #expect(told == RemoteState(status: nil, unknownWord: "rendering_stage_2"))
      return
    }
    guard usual == .succeeded else {
      #expect(told == RemoteState.told(usual))
      return
    }
    switch row.fault {
    case .missingFields:
      #expect(told.status == .succeeded && told.videoLink != nil)
      #expect(told.tokens == nil && told.actual == ActualClip())
    case .missingTokens: #expect(told.status == .succeeded && told.tokens == nil)
    case .linkExpired:
      #expect(told.status == .succeeded)
      #expect(try #require(told.linkExpiresAt) < now)
    default: try expectVideo(told, row.prefix, now)
    }
  }

  private func expectVideo(
    _ told: RemoteState, _ prefix: SandboxPrefix, _ now: Timestamp
  ) throws {
    #expect(told.status == .succeeded && told.unknownWord == nil && told.failure == nil)
    #expect(told.videoLink?.hasPrefix("http://127.0.0.1:1/clips/") == true)
    let left = try #require(told.linkExpiresAt) - now
    #expect((.seconds(86_390)...Duration.seconds(86_400)).contains(left))
    let isArk = prefix.api == .ark
    #expect((told.lastFrameLink != nil) == isArk)
    // The published sample of 720p, 16:9 and 5 s.
    #expect(told.tokens == (isArk || prefix == .kyyvideo2 ? 108_900 : nil))
    #expect(told.actual.duration == (prefix == .kyyaipower ? nil : 5))
    #expect(told.actual.ratio == (isArk ? "16:9" : nil))
    #expect(told.actual.resolution == (isArk ? "720p" : nil))
    #expect((told.actual.seed != nil) == isArk)
  }

  private func state(_ outcome: QueryOutcome?) throws -> RemoteState {
    guard case .state(let state)? = outcome else {
      throw NoState(outcome: String(describing: outcome))
    }
    return state
  }

  private struct NoState: Error { var outcome: String }
}

extension RemoteState {
  /// A state and nothing else.
  static func told(_ status: TaskStatus) -> RemoteState { RemoteState(status: status) }
}

// MARK: How a task ends

extension AnswersTests {
  /// What a task that was made with a fault is in the end.
  private static let ends: [SandboxFault: TaskStatus] = [
    .stuckQueued: .queued, .stuckRunning: .running, .expires: .expired, .cancelled: .cancelled,
    .canceled: .cancelled, .outputSoundRefused: .failed, .failedWithoutReason: .failed,
    .errorObject: .failed, .errorString: .failed, .failReason: .failed, .messageForError: .failed,
    .hostileText: .failed, .createFailed: .failed,
  ]

  @Test(arguments: Case.all(.create).filter { ends[$0.fault] != nil })
  func `the end of a task is understood`(row: Case) throws {
    let server = try row.server(.create)
    let id = try server.task()
    server.advance(.seconds(5))
    let told = try state(server.query(id))
    #expect(told.status == Self.ends[row.fault])
    guard told.status?.isEnded == true else {
      #expect(told.failure == nil)
      return
    }
    let failure = try #require(told.failure)
    #expect(!failure.code.isEmpty && !failure.advice.isEmpty)
    #expect((1...400).contains(failure.message.count))
    #expect(failure.message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    switch row.fault {
    case .outputSoundRefused: #expect(failure.code == "OutputAudioSensitiveContentDetected")
    case .failedWithoutReason: #expect(failure.code == "Failed")
    case .expires, .cancelled, .canceled: break
    default: #expect(failure.code == "InternalServiceError")
    }
  }
}
