import TestSupport
import Testing
import VideoAPIs
import VideoTasks

@Suite struct ArkCreateOutcomeTests {
  private let dialect = ArkDialect()

  /// The outcome in a few words: what a table can hold.
  private func outcome(_ answer: APIAnswer) -> String {
    switch dialect.createOutcome(answer) {
    case .accepted(let id, let status): "accepted \(id) \(status.rawValue)"
    case .refused(let failure): "refused \(failure.code)"
    case .refusedForNow(let failure, let wait, let isRate):
      "later \(failure.code) \(wait.map { "\($0.wholeMilliseconds)" } ?? "-") \(isRate)"
    case .unreadable: "unreadable"
    }
  }

  @Test(
    "an answer with an id is accepted, however it is dressed",
    arguments: [
      (200, Samples.created, "queued"),
      (201, " \n" + Samples.created + "\n", "queued"),
      (200, "\u{FEFF}" + Samples.created, "queued"),
      (200, String(Samples.created.dropFirst(2)), "queued"),
      (200, String(Samples.created.dropFirst(1)), "queued"),
      (200, #"{"id":"cgt-20260606160057-6bbjd","status":"QUEUED","error":null}"#, "queued"),
      (200, #"{"id":"cgt-20260606160057-6bbjd","status":"running"}"#, "running"),
      (200, #"{"id":"cgt-20260606160057-6bbjd","status":"failed","error":"x"}"#, "queued"),
      (200, #"{"id":"cgt-20260606160057-6bbjd","code":0,"msg":"ok"}"#, "queued"),
    ])
  func accepted(status: Int, body: String, word: String) {
    #expect(outcome(answer(status, body)) == "accepted cgt-20260606160057-6bbjd \(word)")
  }

  @Test(
    "whatever may have made a task is unreadable, never refused",
    arguments: [
      (200, ""), (200, Samples.page), (200, "{}"), (200, "[]"), (200, "null"), (204, ""),
      (200, #"{"id":""}"#), (200, #"{"id":null}"#), (200, #"{"id":7}"#),
      (200, #"{"id":"a/../b"}"#), (200, #"{"id":"\u001b[2J"}"#), (200, #"{"task":"cgt-1"}"#),
      (200, #"{"code":0,"msg":"ok"}"#), (200, #"{"code":"200"}"#), (200, #"{"error":null}"#),
      (200, #"{"error":""}"#),
      (200, #"{"code":500,"msg":"系统异常"}"#), (200, #"{"code":"504","msg":"x"}"#),
      (200, #"{"code":408}"#), (200, Samples.envelope("InternalServiceError")),
      (200, #"{"code":1,"msg":"Read timed out"}"#), (200, #"{"code":1,"msg":"请求超时"}"#),
      (200, #"{"error":"upstream timeout"}"#), (200, #"{"status":"succeeded"}"#),
      (200, #"{"status":"queued"}"#), (200, #"{"data":{"id":"cgt-1"}}"#),
      (301, ""), (307, ""), (408, Samples.envelope("Timeout")), (500, Samples.page),
      (500, Samples.envelope("InternalServiceError")), (502, ""), (503, Samples.created),
      (503, Samples.envelope("model_not_found")), (504, Samples.page), (0, ""), (999, ""),
    ])
  func unreadable(status: Int, body: String) {
    #expect(outcome(answer(status, body)) == "unreadable")
  }

  @Test(
    "a refusal keeps its code",
    arguments: [
      (400, Samples.envelope("InvalidParameter.duration"), "InvalidParameter.duration"),
      (400, Samples.envelope("ContentSecurityDetectionError"), "ContentSecurityDetectionError"),
      (401, Samples.envelope("AuthenticationError"), "AuthenticationError"),
      (402, "", "HTTP402"), (403, Samples.page, "HTTP403"), (404, Samples.page, "HTTP404"),
      (403, Samples.envelope("AccountOverdueError"), "AccountOverdueError"),
      (404, Samples.envelope("ModelNotOpen"), "ModelNotOpen"),
      (409, #"{"error":"busy"}"#, "HTTP409"), (413, "", "HTTP413"),
      (200, #"{"code":1001,"msg":"余额不足"}"#, "1001"),
      (200, #"{"code":"NoBalance","message":"x"}"#, "NoBalance"),
      (200, Samples.envelope("InvalidParameter"), "InvalidParameter"),
      (200, #"{"id":null,"error":"no balance"}"#, "HTTP200"),
      (400, #"{"error":{"type":"BadRequest","msg":"x"}}"#, "BadRequest"),
      (200, #"{"status":"FAILED","fail_reason":"why"}"#, "HTTP200"),
      (
        200, #"{"id":null,"status":"failed","error":"InputImageSensitiveContentDetected: no"}"#,
        "InputImageSensitiveContentDetected"
      ),
      (
        400,
        #"{"error":"The request failed (OutputAudioSensitiveContentDetected.PolicyViolation)."}"#,
        "OutputAudioSensitiveContentDetected.PolicyViolation"
      ),
      (400, #"{"error":"Cancelled, expired or failed"}"#, "HTTP400"),
      (400, #"{"error":true}"#, "HTTP400"), (400, #"{"error":["x"]}"#, "HTTP400"),
    ])
  func refused(status: Int, body: String, code: String) {
    #expect(outcome(answer(status, body)) == "refused \(code)")
  }

  private static let clock = "Fri, 20 Nov 2026 13:21:05 GMT"

  @Test(
    "a 429 is told apart by its code and by Retry-After",
    arguments: [
      ("RateLimitExceeded.EndpointRPMExceeded", [], "- true"),
      ("ModelAccountRpmRateLimitExceeded", [], "- true"),
      ("ModelAccountTpmRateLimitExceeded", [], "- true"),
      ("ServerOverloaded", [], "- true"),
      ("RequestBurstTooFast", [("retry-after", "7")], "7000 true"),
      ("QuotaExceeded", [], "- false"), ("SetLimitExceeded", [], "- false"),
      ("AccountQuotaExceeded", [], "- false"), ("Whatever", [], "- false"),
      ("QuotaExceeded", [("Retry-After", "1.5")], "1500 true"),
      ("X", [("Retry-After", "Fri, 20 Nov 2026 13:22:05 GMT"), ("Date", clock)], "60000 true"),
      ("X", [("Retry-After", "Fri, 20 Nov 2026 13:20:05 GMT"), ("Date", clock)], "0 true"),
      ("X", [("Retry-After", "Fri, 20 Nov 2026 13:22:05 GMT")], "- true"),
      ("X", [("Retry-After", "99999999999999999999")], "86400000 true"),
      ("X", [("Retry-After", "-5")], "- true"), ("X", [("Retry-After", "soon")], "- true"),
    ] as [(String, [(String, String)], String)])
  func limited(code: String, headers: [(String, String)], expected: String) {
    #expect(outcome(answer(429, Samples.envelope(code), headers)) == "later \(code) \(expected)")
  }

  @Test func `a limit told with HTTP 200 is one all the same`() {
    #expect(outcome(answer(200, #"{"code":429,"msg":"慢一点"}"#)) == "later 429 - false")
    let rate = Samples.envelope("RateLimitExceeded.X")
    #expect(outcome(answer(200, rate)) == "later RateLimitExceeded.X - true")
  }

  @Test func `a 429 without an envelope is no rate`() {
    #expect(outcome(answer(429, Samples.page)) == "later HTTP429 - false")
  }

  @Test func `a failure carries the server's words, cleaned, and advice`() {
    let body = Samples.envelope("InvalidParameter", #"bad \u001b[31m\nfield sk-abcdefghijkl"#)
    guard case .refused(let failure) = dialect.createOutcome(answer(400, body)) else {
      Issue.record("not refused")
      return
    }
    #expect(failure.message == "bad [31m field sk-…")
    #expect(failure.advice.hasPrefix("Nothing was billed."))
  }

  @Test func `a body that is marked as gzip and is none is read, and one that is gzip is named`() {
    let marked = answer(200, Samples.created, [("Content-Encoding", "gzip")])
    #expect(outcome(marked) == "accepted cgt-20260606160057-6bbjd queued")
    let packed = APIAnswer(
      status: 200, headers: [APIHeader("Content-Encoding", "gzip")],
      body: [0x1F, 0x8B, 0x08, 0x00, 0x22, 0x7D])
    #expect(
      dialect.createOutcome(packed)
        == .unreadable("HTTP 200 with a packed body (gzip) that was not asked for"))
  }

  @Test func `a wrong path is explained`() {
    guard case .unreadable(let text) = dialect.createOutcome(answer(200, Samples.page)) else {
      Issue.record("not unreadable")
      return
    }
    #expect(text == "HTTP 200 with a web page in place of JSON (is base_url right?)")
  }

  @Test func `no cut of an answer is accepted under another id`() {
    for body in [Samples.created, Samples.succeeded, Samples.envelope("X")] {
      let bytes = Array(body.utf8)
      for start in 0...bytes.count {
        for end in [bytes.count, bytes.count - 1, bytes.count / 2] where end >= start {
          let cut = APIAnswer(status: 200, headers: [], body: Array(bytes[start..<end]))
          if case .accepted(let id, _) = dialect.createOutcome(cut) {
            #expect(id == "cgt-20260606160057-6bbjd" && start <= 2 && end == bytes.count)
          }
        }
      }
      for end in 0..<bytes.count {
        let cut = APIAnswer(status: 200, headers: [], body: Array(bytes[..<end]))
        #expect(outcome(cut) == "unreadable")
      }
    }
  }

  @Test func `random answers never crash and are accepted only with a usable id`() {
    var random = SeededRandom(seed: 429)
    let pieces = [
      "{", "}", "\"id\"", ":", "\"cgt-1\"", "\"\"", ",", "\"error\"", "null", "\"code\"", "1", "[",
      "]",
      "\"status\"", "\"queued\"", "\"../x\"", "\"content\"", "\"video_url\"", "\"https://a\"",
    ]
    for _ in 0..<4000 {
      var body = Self.bytes(40, &random)
      if Bool.random(using: &random) {
        let text = body.map { pieces[Int($0) % pieces.count] }.joined()
        body = Array(("{" + text + "}").utf8)
      }
      let status = [200, 201, 400, 429, 500][Int.random(in: 0..<5, using: &random)]
      let answer = APIAnswer(
        status: status,
        headers: [
          APIHeader("Retry-After", String(decoding: Self.bytes(8, &random), as: UTF8.self))
        ], body: body)
      if case .accepted(let id, _) = dialect.createOutcome(answer) {
        #expect(id == "cgt-1" && status < 300)
      }
      _ = dialect.queryOutcome(answer, now: Timestamp(seconds: 0))
    }
  }

  private static func bytes(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
  }
}
