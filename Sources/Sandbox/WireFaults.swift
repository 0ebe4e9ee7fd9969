internal import FoundationEssentials
internal import Glibc
internal import VideoTasks

/// What goes wrong between a request and its answer, whatever the API.
enum WireFaults {
  /// Carries a request out, or not, and answers it, as the turn's faults have it.
  static func carryOut(
    _ turn: FaultTurn, _ request: WebRequest, _ now: Timestamp,
    refuse: (Refusal) -> WebAnswer, act: () throws(Refusal) -> WebAnswer
  ) -> WebAnswer {
    if let early = undone(turn, request) ?? limited(turn, now, refuse) ?? denied(turn, refuse) {
      return early
    }
    var answer: WebAnswer
    do throws(Refusal) { answer = try act() } catch { answer = refuse(error) }
    answer = replaced(answer, turn, refuse)
    change(&answer, turn)
    return answer
  }

  /// Faults before anything is done.
  private static func undone(_ turn: FaultTurn, _ request: WebRequest) -> WebAnswer? {
    if turn.takes(.lostRequest) { return .closed }
    if turn.takes(.html200) { return .page(200) }
    if turn.takes(.badGateway) { return .page(502) }
    guard turn.takes(.redirect) else { return nil }
    let port = request.host?.split(separator: ":").last ?? ""
    let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    var answer = WebAnswer.text(307, "text/plain", "")
    answer.headers.append(
      ("Location", "http://localhost:\(port)\(request.path)" + (query.isEmpty ? "" : "?" + query)))
    return answer
  }

  private static func limited(
    _ turn: FaultTurn, _ now: Timestamp, _ refuse: (Refusal) -> WebAnswer
  ) -> WebAnswer? {
    func tooMany(_ code: String, _ wait: String? = nil) -> WebAnswer {
      var answer = refuse(.asked(code))
      if let wait { answer.headers.append(("Retry-After", wait)) }
      return answer
    }
    let code = "RateLimitExceeded.EndpointRPMExceeded"
    if turn.takes(.rateLimit) { return tooMany(code) }
    if let rule = turn.rule(.rateLimitSeconds) {
      return tooMany(code, String(Int((rule.seconds ?? 2).rounded(.up))))
    }
    if let rule = turn.rule(.rateLimitDate) {
      return tooMany(code, CalendarText.http(now + rule.duration(or: 2)))
    }
    if turn.takes(.overloaded429) { return tooMany("ServerOverloaded") }
    if turn.takes(.quota429) { return tooMany("QuotaExceeded") }
    if turn.takes(.unnamed429) { return .text(429, "text/plain", "Too Many Requests\n") }
    return nil
  }

  private static func denied(
    _ turn: FaultTurn, _ refuse: (Refusal) -> WebAnswer
  ) -> WebAnswer? {
    if turn.takes(.serverError) { return refuse(.asked("InternalServiceError")) }
    if turn.takes(.noChannel) {
      return refuse(
        Refusal(
          status: 503, code: "model_not_found",
          message: "no available channel for this model"))
    }
    if turn.takes(.accountOverdue) { return refuse(.asked("AccountOverdueError")) }
    if turn.takes(.poll401Once) { return refuse(.unauthorized) }
    if turn.takes(.poll404AfterCreate) { return refuse(.unknownTask(turn.key)) }
    return nil
  }

  /// Another answer in place of a good one.
  private static func replaced(
    _ answer: WebAnswer, _ turn: FaultTurn, _ refuse: (Refusal) -> WebAnswer
  ) -> WebAnswer {
    let other: WebAnswer? =
      if turn.takes(.lostAnswer) {
        .closed
      } else if turn.takes(.serverErrorDone) {
        refuse(.asked("InternalServiceError"))
      } else if turn.takes(.gatewayTimeout) {
        .page(504)
      } else if turn.takes(.emptyAnswer) {
        WebAnswer(status: 200, headers: answer.headers, body: .bytes([]))
      } else {
        nil
      }
    if other != nil { answer.discard() }
    return other ?? answer
  }

  /// A good answer that arrives badly.
  private static func change(_ answer: inout WebAnswer, _ turn: FaultTurn) {
    if case .bytes(var bytes) = answer.body {
      if turn.takes(.brokenText), bytes.first == UInt8(ascii: "{") {
        // An empty object has no member that a comma could part from the text.
        let end = bytes.count > 2 ? "\"," : "\""
        bytes =
          Array("{\"note\":\"a\u{1B}[31m\u{7}b".utf8) + [0xFF, 0xC3] + Array(end.utf8)
          + bytes.dropFirst()
      }
      if turn.takes(.lostFirstBytes) { bytes.removeFirst(min(2, bytes.count)) }
      if turn.takes(.cutJson) { bytes.removeLast(bytes.count / 2) }
      answer.body = .bytes(bytes)
      if turn.takes(.truncatedAnswer) {
        let count = UInt64(bytes.count)
        answer.delivery = .init(stated: .bytes(count), sent: count / 2)
      }
    }
    if turn.takes(.mislabelledGzip) { answer.headers.append(("Content-Encoding", "gzip")) }
    if let rule = turn.rule(.slowAnswer) { answer.delay = rule.duration(or: 5) }
    if let rule = turn.rule(.silence) { answer.delay = rule.duration(or: 600) }
  }
}
