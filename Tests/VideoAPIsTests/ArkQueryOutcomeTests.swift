import Testing
import VideoAPIs
import VideoTasks

@Suite struct ArkQueryOutcomeTests {
  private let dialect = ArkDialect()
  private let now = Timestamp(seconds: 1_780_733_000)

  private func state(_ body: String) throws -> RemoteState {
    let outcome = dialect.queryOutcome(answer(200, body), now: now)
    guard case .state(let state) = outcome else {
      Issue.record("no state: \(outcome)")
      throw NoState()
    }
    return state
  }

  private struct NoState: Error {}

  @Test func `the page's own sample is read whole`() throws {
    var expected = RemoteState(status: .succeeded)
    expected.videoLink =
      "https://a.example/v.mp4?X-Tos-Date=20260606T080311Z&X-Tos-Expires=86400&X-Tos-Signature=abc"
    expected.lastFrameLink = "https://a.example/l.png?X-Tos-Expires=86400"
    expected.linkExpiresAt = Timestamp(rfc3339: "2026-06-07T08:03:11Z")
    expected.tokens = 108_900
    expected.actual = ActualClip(ratio: "16:9", resolution: "720p", duration: 5, seed: 97151)
    #expect(try state(Samples.succeeded) == expected)
    #expect(try state(String(Samples.succeeded.dropFirst(2))) == expected)
    let upper = Samples.succeeded.replacing("\"succeeded\"", with: "\"SUCCEEDED\"")
    #expect(try state(upper) == expected)
    let texts = Samples.succeeded.replacing("108900", with: "\"108900\"")
    #expect(try state(texts) == expected)
  }

  @Test(
    "a link without a date ends a day after the task's last change",
    arguments: [
      ("https://a/v.mp4", #""updated_at":1780732991,"created_at":1780732857"#, 1_780_819_391),
      ("https://a/v.mp4", #""created_at":"1780732857""#, 1_780_819_257),
      ("https://a/v.mp4", #""seed":1"#, 1_780_819_400),
      ("https://a/v.mp4?x-tos-expires=60", #""updated_at":1780732991"#, 1_780_733_051),
      ("https://a/v.mp4?X-Tos-Date=20260606T080311Z", #""updated_at":1"#, 1_780_819_391),
      (
        "https://a/v.mp4?X-Tos-Date=bad&X-Tos-Expires=-1", #""updated_at":1780732991"#,
        1_780_819_391
      ),
      (
        "https://a/v.mp4?X-Tos-Expires=9223372036854775807", #""updated_at":9223372036854775807"#,
        1_780_819_400
      ),
    ])
  func expiry(link: String, members: String, seconds: Int64) throws {
    let body = #"{"status":"succeeded","content":{"video_url":"\#(link)"},\#(members)}"#
    #expect(try state(body).linkExpiresAt == Timestamp(seconds: seconds))
  }

  @Test(
    "state words in any case, and words that nobody knows",
    arguments: [
      ("queued", .queued, nil), ("RUNNING", .running, nil), ("processing", .running, nil),
      ("dreaming\u{7}", nil, "dreaming"),
    ] as [(String, TaskStatus?, String?)])
  func words(word: String, status: TaskStatus?, unknown: String?) throws {
    let state = try state(#"{"id":"cgt-1","status":"\#(word)"}"#)
    #expect(state.status == status)
    #expect(state.unknownWord == unknown)
    #expect(state.failure == nil)
  }

  @Test(
    "an end without a video says why, in whatever form the server has",
    arguments: [
      (
        #"{"status":"failed","error":{"code":"OutputAudioSensitiveContentDetected","message":"no"}}"#,
        "OutputAudioSensitiveContentDetected", "no"
      ),
      (#"{"status":"failed","error":"text"}"#, "Failed", "text"),
      (#"{"status":"failed","error":{},"fail_reason":"why"}"#, "Failed", "why"),
      (#"{"status":"failed","message":"m"}"#, "Failed", "m"),
      (
        #"{"status":"failed","error":null}"#, "Failed",
        "The server says that the task failed, and not why."
      ),
      (#"{"status":"expired"}"#, "Expired", "The task ran out of its time at the server."),
      (#"{"status":"Canceled"}"#, "Cancelled", "The task was cancelled at the server."),
    ])
  func failures(body: String, code: String, message: String) throws {
    let failure = try #require(try state(body).failure)
    #expect(failure.code == code)
    #expect(failure.message == message)
    #expect(!failure.advice.isEmpty)
  }

  @Test(
    "whatever is not a state is asked again",
    arguments: [
      (401, Samples.envelope("AuthenticationError")), (403, ""),
      (404, Samples.envelope("NotFound")),
      (400, Samples.page), (429, ""), (500, ""), (503, Samples.page), (200, Samples.page),
      (200, ""),
      (200, "{}"), (200, #"{"id":"cgt-1"}"#), (200, #"{"status":5}"#), (200, #"{"status":""}"#),
      (200, #"{"code":1,"msg":"x"}"#), (200, Samples.envelope("NotFound")), (302, ""),
      (500, Samples.succeeded), (200, String(Samples.succeeded.dropLast())),
      (200, #"{"status":"succeeded","content":{}}"#), (200, #"{"status":"succeeded"}"#),
      (200, #"{"status":"succeeded","content":{"video_url":""}}"#),
      (200, #"{"status":"succeeded","content":{"video_url":"file:///etc/passwd"}}"#),
      (200, #"{"status":"succeeded","content":{"video_url":"https://a/\u000ab"}}"#),
    ])
  func again(status: Int, body: String) {
    guard case .tryAgain(let reason, nil) = dialect.queryOutcome(answer(status, body), now: now)
    else {
      Issue.record("not asked again")
      return
    }
    #expect(!reason.isEmpty && !reason.contains("\n"))
  }

  @Test(
    "Retry-After is obeyed in seconds and as a date",
    arguments: [
      ("30", 30_000), ("Sat, 06 Jun 2026 08:04:20 GMT", 60_000),
      ("Sat, 06 Jun 2026 08:00:00 GMT", 0),
    ])
  func waits(value: String, milliseconds: Int64) {
    let limited = answer(429, "", [("Retry-After", value)])
    let expected = Duration.milliseconds(milliseconds)
    guard case .tryAgain(_, let wait) = dialect.queryOutcome(limited, now: now) else {
      Issue.record("not asked again")
      return
    }
    #expect(wait == expected)
  }

  @Test func `no beginning of an answer is a state`() {
    let bytes = Array(Samples.succeeded.utf8)
    for end in 0..<bytes.count {
      let cut = APIAnswer(status: 200, headers: [], body: Array(bytes[..<end]))
      guard case .tryAgain = dialect.queryOutcome(cut, now: now) else {
        Issue.record("a state from \(end) bytes")
        continue
      }
    }
  }
}
