import Testing
import VideoAPIs
import VideoTasks

/// The answers of `kyyvideo2`, `kyyaipower` and `x1`.
@Suite struct KyyAnswerTests {
  private static let dialects: [any Dialect] = [
    KyyVideo2Dialect(), KyyAIPowerDialect(), X1Dialect(),
  ]
  private let now = Timestamp(seconds: 1_774_837_000)

  /// The outcome of a create in a few words; the same for all three.
  private func create(_ answer: APIAnswer) -> String {
    let words = Self.dialects.map { dialect in
      switch dialect.createOutcome(answer) {
      case .accepted(let id, let status): "accepted \(id) \(status.rawValue)"
      case .refused(let failure): "refused \(failure.code): \(failure.message)"
      case .refusedForNow(let failure, _, let isRate): "later \(failure.code) \(isRate)"
      case .unreadable(let reason): "unreadable: \(reason)"
      }
    }
    #expect(Set(words).count == 1)
    return words.first ?? ""
  }

  private static let id = "video_fd35ee52-2a98-44a6-b930-29a88ce9b8fd"

  @Test(
    "a create that took the task is accepted, however it is dressed",
    arguments: [
      (Samples.kyyCreated, "queued"), (String(Samples.kyyCreated.dropFirst(2)), "queued"),
      (Samples.kyyCreated.replacing("queued", with: "PROCESSING"), "running"),
      (Samples.kyyCreated.replacing(#","error":null"#, with: ""), "queued"),
      // The id is on record; the next query says once more that it failed, and why.
      (
        Samples.kyyCreated.replacing(#""queued","error":null"#, with: #""failed","error":"no""#),
        "queued"
      ),
      (#"{"code":0,"msg":null,"data":\#(Samples.kyyCreated)}"#, "queued"),
      (#"{"code":200,"status":1,"data":{"id":"\#(id)"}}"#, "queued"),
      (#"{"code":1,"msg":"?","data":{"id":"\#(id)"}}"#, "queued"),
    ])
  func accepted(body: String, status: String) {
    #expect(create(answer(200, body)) == "accepted \(Self.id) \(status)")
  }

  @Test(
    "a create without an id is refused only where nothing can have been made",
    arguments: [
      (200, #"{"code":1001,"msg":"余额不足"}"#, "refused 1001: 余额不足"),
      (200, #"{"code":1,"msg":"x","data":null}"#, "refused 1: x"),
      (200, #"{"code":1,"msg":"x","data":{"status":"failed"}}"#, "refused 1: x"),
      (200, #"{"id":"","status":"failed","error":"bad"}"#, "refused HTTP200: bad"),
      (200, #"{"status":"failed","fail_reason":"why","error":{}}"#, "refused HTTP200: why"),
      (200, #"{"object":"video","status":"failed","error":{"message":"m"}}"#, "refused HTTP200: m"),
      (400, #"{"error":"prompt is required"}"#, "refused HTTP400: prompt is required"),
      (401, "", "refused HTTP401: HTTP 401 without a body"),
      (429, #"{"code":429,"msg":"slow"}"#, "later 429 false"),
      (
        200, Samples.page,
        "unreadable: HTTP 200 with a web page in place of JSON (is base_url right?)"
      ),
      (
        200, #"{"code":0,"msg":null,"data":{}}"#,
        "unreadable: HTTP 200 with JSON that lacks what was asked for"
      ),
      (200, #"{"code":500,"msg":"x"}"#, "unreadable: HTTP 200: x (500)"),
      (502, #"{"code":1001,"msg":"x"}"#, "unreadable: HTTP 502: x (1001)"),
    ])
  func withoutID(status: Int, body: String, expected: String) {
    #expect(create(answer(status, body)) == expected)
  }

  private func state(
    _ body: String, of dialect: any Dialect = KyyVideo2Dialect()
  ) -> RemoteState? {
    guard case .state(let state) = dialect.queryOutcome(answer(200, body), now: now) else {
      return nil
    }
    return state
  }

  @Test func `a finished task is read whole`() throws {
    var expected = RemoteState(status: .succeeded)
    expected.videoLink = "https://cdn.example/v.mp4"
    expected.linkExpiresAt = Timestamp(seconds: 1_774_836_724 + 86_400)
    expected.actual = ActualClip(duration: 5.04)
    #expect(state(Samples.kyyCompleted, of: KyyAIPowerDialect()) == expected)
    expected.tokens = 108_900
    for dialect in [KyyVideo2Dialect(), X1Dialect()] as [any Dialect] {
      #expect(state(Samples.kyyCompleted, of: dialect) == expected)
      let numbers = Samples.kyyCompleted.replacing(#""5.04""#, with: "5.04")
        .replacing(#""108900""#, with: "108900")
      #expect(state(numbers, of: dialect) == expected)
      #expect(state(String(Samples.kyyCompleted.dropFirst(2)), of: dialect) == expected)
      #expect(
        state(#"{"code":0,"msg":"ok","data":\#(Samples.kyyCompleted)}"#, of: dialect) == expected)
      let upper = Samples.kyyCompleted.replacing("completed", with: "COMPLETED")
      #expect(state(upper, of: dialect) == expected)
    }
  }

  @Test func `the second link of x1 counts when the first is missing`() {
    let second = Samples.kyyCompleted.replacing(
      #""video_url":"https://cdn.example/v.mp4""#,
      with: #""video_url":null,"officialMediaUrl":"https://tos.example/o.mp4?X-Tos-Expires=60""#)
    #expect(state(second, of: X1Dialect())?.videoLink?.hasPrefix("https://tos") == true)
    #expect(
      state(second, of: X1Dialect())?.linkExpiresAt == Timestamp(seconds: 1_774_836_784))
    #expect(state(second, of: KyyVideo2Dialect()) == nil)
    let both = Samples.kyyCompleted.replacing(
      #""error":null"#, with: #""error":null,"officialMediaUrl":"https://tos.example/o.mp4""#)
    #expect(state(both, of: X1Dialect())?.videoLink == "https://cdn.example/v.mp4")
  }

  @Test(
    "numbers that are none, or none that can be, are left out",
    arguments: [
      #""actualDuration":"soon","totalTokens":"many""#, #""actualDuration":-1,"totalTokens":-5"#,
      #""actualDuration":"inf","totalTokens":1.5"#, #""actualDuration":"nan","totalTokens":{}"#,
      #""actualDuration":1e300,"totalTokens":1e300"#, #""actualDuration":null,"totalTokens":null"#,
    ])
  func numbers(members: String) throws {
    let body = #"{"id":"v","status":"completed","video_url":"https://a/v",\#(members)}"#
    let state = try #require(self.state(body))
    #expect(state.actual == ActualClip() && state.tokens == nil)
    #expect(state.linkExpiresAt == now + .seconds(86_400))
  }

  @Test(
    "the words for a state are the same in all APIs",
    arguments: [
      ("queued", .queued), ("Queued", .queued), ("processing", .running), ("RUNNING", .running),
      ("IN_PROGRESS", .running), ("failed", .failed), ("FAILURE", .failed),
      ("cancelled", .cancelled), ("Canceled", .cancelled), ("expired", .expired),
      ("dreaming", nil),
    ] as [(String, TaskStatus?)])
  func words(word: String, status: TaskStatus?) throws {
    for dialect in Self.dialects + [ArkDialect()] {
      let body = #"{"id":"v","status":"\#(word)","video_url":null,"error":null}"#
      let state = try #require(self.state(body, of: dialect))
      #expect(state.status == status)
      #expect(state.unknownWord == (status == nil ? word : nil))
      let hasFailed = status.map { $0.isEnded } ?? false
      #expect((state.failure != nil) == hasFailed)
    }
  }

  @Test(
    "a task that is done has its link, or is asked about again",
    arguments: [
      "completed", "succeeded", "SUCCESS",
    ])
  func done(word: String) throws {
    for dialect in Self.dialects + [ArkDialect()] {
      let link = #"{"status":"\#(word)","video_url":"https://a/v"}"#
      #expect(state(link, of: dialect)?.status == .succeeded)
      for none in ["null", #""""#, "7", #""ftp://a/v""#, #"{"url":"https://a"}"#] {
        let body = answer(200, #"{"status":"\#(word)","video_url":\#(none)}"#)
        guard case .tryAgain(let reason, _) = dialect.queryOutcome(body, now: now) else {
          Issue.record("done without a link: \(none)")
          continue
        }
        #expect(reason == "The server says that the video is done, but gives no link yet.")
      }
    }
  }

  @Test(
    "a failure keeps the server's words, wherever they stand",
    arguments: [
      (#""error":"人脸""#, "Failed", "人脸"),
      (#""error":null,"fail_reason":"why""#, "Failed", "why"),
      (#""message":"m""#, "Failed", "m"),
      (
        #""error":{"code":"InputImageSensitiveContentDetected","message":"no"}"#,
        "InputImageSensitiveContentDetected", "no"
      ),
      (
        #""error":"OutputAudioSensitiveContentDetected: the sound was refused""#,
        "OutputAudioSensitiveContentDetected",
        "OutputAudioSensitiveContentDetected: the sound was refused"
      ),
      (#""code":"1302","error":"x\u001b[2Jy""#, "1302", "x[2Jy"),
    ])
  func failures(members: String, code: String, message: String) throws {
    let failure = try #require(state(#"{"id":"v","status":"failed",\#(members)}"#)?.failure)
    #expect(failure.code == code)
    #expect(failure.message == message)
    #expect(!failure.advice.isEmpty)
  }

  @Test(
    "whatever is not a state is asked again",
    arguments: [
      (200, #"{"code":404,"msg":"not found"}"#), (404, ""), (401, ""), (200, Samples.page),
      (200, #"{"code":0,"data":null}"#), (200, #"{"code":0,"data":{}}"#),
      (500, Samples.kyyCompleted),
      (200, #"{"code":1,"msg":"x","data":{"status":"completed","video_url":"https://a"}}"#),
      (200, #"{"status":7,"data":[]}"#),
    ])
  func again(status: Int, body: String) {
    for dialect in Self.dialects {
      guard case .tryAgain(let reason, nil) = dialect.queryOutcome(answer(status, body), now: now)
      else {
        Issue.record("not asked again")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }
}
