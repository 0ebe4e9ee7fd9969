import Testing
import VideoAPIs
import VideoTasks

/// Whatever comes in, every reader gives an outcome that can be relied on.
@Suite struct HostileAnswerTests {
  private static let samples = [
    Samples.created, Samples.succeeded, Samples.kyyCreated, Samples.kyyCompleted, Samples.listed,
    Samples.assetMade, Samples.assetActive, Samples.envelope("RateLimitExceeded"), Samples.page,
    #"{"code":1001,"msg":"余额不足"}"#, #"{"id":"video_1","status":"failed","error":{"code":7}}"#,
    #"{"code":0,"msg":"ok","data":\#(Samples.kyyCompleted)}"#,
  ]

  @Test("any bytes, and any change of a good answer", arguments: [1, 2, 3, 4] as [UInt64])
  func mutations(seed: UInt64) throws {
    var made = AnswerMutations(seed: seed)
    for round in 0..<120 {
      let sample = Array(Self.samples[round % Self.samples.count].utf8)
      try OutcomeCheck(made.answer(made.bytes())).all()
      try OutcomeCheck(made.answer(made.mutated(sample))).all()
      if let value = JSONValue(parsing: sample) {
        let changed = made.mutated(value).bytes
        try OutcomeCheck(made.answer(changed)).all()
        try OutcomeCheck(made.answer(made.mutated(changed))).all()
      }
    }
  }

  @Test(
    "every cut of a good answer",
    arguments: [
      Samples.succeeded, Samples.kyyCompleted, Samples.listed, Samples.assetActive,
      Samples.envelope("RateLimitExceeded"),
    ])
  func cuts(sample: String) throws {
    let bytes = Array(sample.utf8)
    for place in 0...bytes.count {
      let start = APIAnswer(status: 200, headers: [], body: Array(bytes[..<place]))
      try OutcomeCheck(start).all()
      // An end of an answer says something only while the lost bytes are few.
      guard place <= 30 else { continue }
      try OutcomeCheck(APIAnswer(status: 200, headers: [], body: Array(bytes[place...]))).all()
    }
  }

  @Test func `a beginning of an answer is never taken for the whole`() {
    for dialect in OutcomeCheck.dialects {
      for sample in [Samples.created, Samples.kyyCreated] {
        for end in 0..<sample.utf8.count {
          let part = answer(200, String(decoding: sample.utf8.prefix(end), as: UTF8.self))
          guard case .unreadable = dialect.createOutcome(part) else {
            Issue.record("\(end) bytes of a create are believed by \(dialect.api)")
            continue
          }
        }
      }
      for sample in [Samples.succeeded, Samples.kyyCompleted] {
        for end in 0..<sample.utf8.count {
          let part = answer(200, String(decoding: sample.utf8.prefix(end), as: UTF8.self))
          guard case .tryAgain = dialect.queryOutcome(part, now: Timestamp(seconds: 0)) else {
            Issue.record("\(end) bytes of a state are believed by \(dialect.api)")
            continue
          }
        }
      }
    }
  }

  @Test func `a body that is nested without end, or very long, is none`() throws {
    for body in [
      String(repeating: "[", count: 20_000), String(repeating: #"{"data":"#, count: 20_000),
      #"{"id":""# + String(repeating: "a", count: 100_000) + #""}"#,
      #"{"error":""# + String(repeating: "\u{1B}狐 ", count: 10_000) + #""}"#,
    ] {
      try OutcomeCheck(answer(200, body)).all()
    }
  }
}

/// What holds for the outcome of an answer, whatever the answer is.
struct OutcomeCheck {
  static let dialects: [any Dialect] = [
    KyyVideo2Dialect(), KyyAIPowerDialect(), X1Dialect(), ArkDialect(),
    ArkDialect(isOfficial: true),
  ]

  private let answer: APIAnswer
  private let now = Timestamp(seconds: 1_780_733_000)

  init(_ answer: APIAnswer) { self.answer = answer }

  private struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  /// Holds every outcome against what must be true of it; throws a sentence with the answer.
  func all() throws {
    for dialect in Self.dialects {
      try create(dialect.createOutcome(answer), dialect)
      try query(dialect.queryOutcome(answer, now: now), dialect)
      try cancel(dialect.cancelOutcome(answer), dialect)
      try list(dialect.listOutcome(answer, now: now), dialect)
    }
    try assets()
  }

  private func need(_ condition: Bool, _ what: String) throws {
    guard !condition else { return }
    let body = String(decoding: answer.body.prefix(600), as: UTF8.self)
    throw Broken(description: "\(what): HTTP \(answer.status) \(body.debugDescription)")
  }

  private var isSuccess: Bool { (200..<300).contains(answer.status) }

  private func create(_ outcome: CreateOutcome, _ dialect: any Dialect) throws {
    switch outcome {
    case .accepted(let id, let status):
      try need(isSuccess && isID(id) && status.isPolled, "\(dialect.api) accepts “\(id)”")
    case .refused(let failure):
      try need(
        isSuccess || (400..<500).contains(answer.status) && ![408, 429].contains(answer.status),
        "\(dialect.api) refuses")
      try clean(failure)
    case .refusedForNow(let failure, let wait, _):
      try need(isSuccess || answer.status == 429, "\(dialect.api) refuses for now")
      try clean(failure)
      try patient(wait)
    case .unreadable(let reason): try clean(reason)
    }
  }

  private func query(_ outcome: QueryOutcome, _ dialect: any Dialect) throws {
    switch outcome {
    case .state(let state):
      try need(isSuccess, "\(dialect.api) believes a state")
      try good(state)
    case .tryAgain(let reason, let wait):
      try clean(reason)
      try patient(wait)
    }
  }

  private func good(_ state: RemoteState) throws {
    if state.status == .succeeded { try need(state.videoLink != nil, "done without a link") }
    for link in [state.videoLink, state.lastFrameLink].compactMap(\.self) {
      let isPlain = link.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      try need(link.lowercased().hasPrefix("http") && isPlain, "a link that is none")
      try need(state.linkExpiresAt != nil, "a link without an end")
    }
    let hasEndedBadly = [.failed, .expired, .cancelled].contains(state.status)
    try need((state.failure != nil) == hasEndedBadly, "an end without its reason")
    if let failure = state.failure { try clean(failure) }
    try need(state.status == nil || state.unknownWord == nil, "a word that is known and not")
    for text in [state.unknownWord, state.actual.ratio, state.actual.resolution] {
      if let text { try clean(text, mayBeEmpty: true) }
    }
    try need(state.tokens ?? 0 >= 0, "less than no tokens")
    try need((0...86_400).contains(state.actual.duration ?? 0), "a length that cannot be")
  }

  private func cancel(_ outcome: CancelOutcome, _ dialect: any Dialect) throws {
    switch outcome {
    case .cancelled:
      try need(isSuccess && dialect.api == .ark, "\(dialect.api) cancels")
      let isPage = answer.body.first == UInt8(ascii: "<")
      try need(!isPage, "a web page cancels")
    case .notPossible(let failure): try clean(failure)
    case .tryAgain(let reason, let wait):
      try clean(reason)
      try patient(wait)
    }
  }

  private func list(_ outcome: TaskListOutcome, _ dialect: any Dialect) throws {
    switch outcome {
    case .tasks(let tasks, let total):
      try need(isSuccess && dialect.api == .ark && total ?? 0 >= 0, "\(dialect.api) lists")
      for task in tasks {
        try need(isID(task.remoteID), "a list with “\(task.remoteID)”")
        if let model = task.model { try clean(model, mayBeEmpty: true) }
        try good(task.state)
      }
    case .tryAgain(let reason, let wait):
      try clean(reason)
      try patient(wait)
    }
  }

  private func assets() throws {
    let dialect = AssetDialect()
    switch dialect.uploadOutcome(answer) {
    case .accepted(let id): try need(isSuccess && isID(id), "an upload gives “\(id)”")
    case .refused(let failure): try clean(failure)
    case .unreadable(let reason), .tryAgain(let reason, _): try clean(reason)
    }
    switch dialect.statusOutcome(answer) {
    case .processing, .active: try need(isSuccess, "an asset is there")
    case .gone: try need(isSuccess || answer.status == 404, "an asset is gone")
    case .failed(let failure): try clean(failure)
    case .tryAgain(let reason, _): try clean(reason)
    }
    switch dialect.removeOutcome(answer) {
    case .removed: try need(isSuccess || answer.status == 404, "an asset is removed")
    case .refused(let failure): try clean(failure)
    case .tryAgain(let reason, _): try clean(reason)
    }
  }

  private func isID(_ id: String) -> Bool {
    !id.isEmpty && id != "." && id != ".." && id.utf8.count <= 200
      && id.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
          || "-_.:".unicodeScalars.contains($0)
      }
  }

  private func patient(_ wait: Duration?) throws {
    guard let wait else { return }
    try need(wait >= .zero && wait <= .seconds(86_400), "a wait of \(wait)")
  }

  private func clean(_ failure: TaskFailure) throws {
    for text in [failure.code, failure.message, failure.advice] { try clean(text) }
  }

  private func clean(_ text: String, mayBeEmpty: Bool = false) throws {
    let isVisible = text.unicodeScalars.allSatisfy {
      $0 == " "
        || (!$0.properties.isWhitespace
          && ![.control, .format].contains($0.properties.generalCategory))
    }
    try need(isVisible && text.count <= 600, "a text that is not clean: \(text.debugDescription)")
    try need(mayBeEmpty || !text.isEmpty, "no text at all")
    try need(!text.contains("sk-abcdefghijklmnop"), "a secret")
  }
}
