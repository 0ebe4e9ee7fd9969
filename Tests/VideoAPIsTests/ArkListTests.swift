import Testing
import VideoAPIs
import VideoTasks

/// What the vendor's own Ark has beside create and query.
@Suite struct ArkListTests {
  private let dialect = ArkDialect(isOfficial: true)
  private let now = Timestamp(seconds: 1_780_733_000)

  @Test(
    "a list asks for what is stated",
    arguments: [
      (TaskListQuery(), "page_num=1&page_size=500"),
      (TaskListQuery(page: 0, pageSize: 0), "page_num=1&page_size=1"),
      (TaskListQuery(page: -3, pageSize: 501), "page_num=1&page_size=500"),
      (
        TaskListQuery(page: 2, pageSize: 20, status: .queued),
        "page_num=2&page_size=20&filter.status=queued"
      ),
      (TaskListQuery(status: .unconfirmed), "page_num=1&page_size=500"),
      (
        TaskListQuery(status: .succeeded, model: "a&b=c", remoteIDs: ["cgt-1", "é/?"]),
        "page_num=1&page_size=500&filter.status=succeeded&filter.model=a%26b%3Dc"
          + "&filter.task_ids=cgt-1&filter.task_ids=%C3%A9%2F%3F"
      ),
    ])
  func query(query: TaskListQuery, expected: String) throws {
    let call = try #require(dialect.list(query))
    #expect(call.method == "GET" && call.body == nil)
    #expect(call.path == "/contents/generations/tasks?" + expected)
  }

  private func read(_ body: String) -> ([ListedTask], Int?)? {
    guard case .tasks(let tasks, let total) = dialect.listOutcome(answer(200, body), now: now)
    else { return nil }
    return (tasks, total)
  }

  @Test func `a list is read whole`() throws {
    let (tasks, total) = try #require(read(Samples.listed))
    #expect(total == 2)
    guard case .state(let state) = dialect.queryOutcome(answer(200, Samples.succeeded), now: now)
    else {
      Issue.record("the sample has no state")
      return
    }
    var running = RemoteState(status: .running)
    running.actual = ActualClip(ratio: "1:1", resolution: "480p", duration: 4, seed: -1)
    #expect(
      tasks == [
        ListedTask(
          remoteID: "cgt-20260606160057-6bbjd", model: "doubao-seedance-2-0-fast-260128",
          createdAt: Timestamp(seconds: 1_780_732_857), audio: true, state: state),
        ListedTask(
          remoteID: "cgt-20260606160057-aaaaa", model: "m",
          createdAt: Timestamp(seconds: 1_780_732_857), audio: false, state: running),
      ])
  }

  @Test(
    "what is not there is not guessed",
    arguments: [
      (#"{"items":[],"total":0}"#, [], 0), (#"{"items":null,"total":0}"#, [], 0),
      (#"{"total":"0"}"#, [], 0), (#"{"items":[]}"#, [], nil),
      (#"{"items":[],"total":-1}"#, [], nil),
      (
        #"{"items":[1,{},{"id":"../x","status":"queued"},{"id":"cgt-1"},{"id":"cgt-2","status":"?!"}],"total":5}"#,
        ["cgt-1 - -", "cgt-2 - ?!"], 5
      ),
      // Done without a link is not done for us.
      (
        #"{"items":[{"id":"cgt-1","status":"succeeded"},{"id":"cgt-2","status":"EXPIRED"}],"total":"2"}"#,
        ["cgt-1 running -", "cgt-2 expired -"], 2
      ),
    ] as [(String, [String], Int?)])
  func parts(body: String, expected: [String], count: Int?) throws {
    let (tasks, total) = try #require(read(body))
    #expect(
      tasks.map {
        "\($0.remoteID) \($0.state.status?.rawValue ?? "-") \($0.state.unknownWord ?? "-")"
      } == expected)
    #expect(total == count)
  }

  @Test(
    "whatever is not a list is asked again",
    arguments: [
      (200, "{}"), (200, ""), (200, Samples.page), (200, "[]"), (200, #"{"items":{},"total":0}"#),
      (200, #"{"items":null,"total":3}"#), (200, #"{"total":3}"#), (401, ""), (404, Samples.page),
      (429, ""), (500, Samples.listed), (200, Samples.envelope("AccessDenied")),
      (200, #"{"items":[],"total":0,"error":"x"}"#),
    ])
  func again(status: Int, body: String) {
    let limited = answer(status, body, [("Retry-After", "7")])
    guard case .tryAgain(let reason, .seconds(7)?) = dialect.listOutcome(limited, now: now) else {
      Issue.record("not asked again")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `a cancel names the task and nothing else`() throws {
    let call = try #require(dialect.cancel("cgt-1/.."))
    #expect(call.method == "DELETE" && call.body == nil)
    #expect(call.path == "/contents/generations/tasks/cgt-1%2F..")
  }

  @Test(
    "a cancel counts only when the server says so",
    arguments: [
      (200, "", "cancelled"), (200, "{}", "cancelled"), (204, "", "cancelled"),
      (200, #"{"id":"cgt-1"}"#, "cancelled"), (200, #"{"status":"Canceled"}"#, "cancelled"),
      (200, #"{"status":"running"}"#, "not HTTP200"), (200, #"{"status":"?"}"#, "not HTTP200"),
      // What a reseller's server answers while the task goes on and is billed.
      (200, Samples.page, "not HTTP200"), (200, "null", "not HTTP200"), (200, "ok", "not HTTP200"),
      (200, Samples.envelope("AccessDenied"), "not AccessDenied"),
      (200, #"{"code":7,"msg":"no"}"#, "not 7"),
      (
        409, Samples.envelope("InvalidAction.RunningTaskDeletion"),
        "not InvalidAction.RunningTaskDeletion"
      ),
      (409, "", "not HTTP409"), (404, Samples.envelope("NotFound.Task"), "not NotFound.Task"),
      (404, Samples.page, "not HTTP404"), (401, "", "not HTTP401"), (403, "", "not HTTP403"),
      (302, "", "not HTTP302"), (408, "", "again"), (429, "", "again"), (500, "{}", "again"),
      (503, Samples.page, "again"),
    ])
  func cancels(status: Int, body: String, expected: String) {
    let limited = answer(status, body, [("Retry-After", "7")])
    switch dialect.cancelOutcome(limited) {
    case .cancelled: #expect(expected == "cancelled")
    case .notPossible(let failure):
      #expect(expected == "not \(failure.code)")
      #expect(!failure.message.isEmpty && !failure.advice.isEmpty)
    case .tryAgain(_, let wait):
      #expect(expected == "again" && wait == .seconds(7))
    }
  }

  @Test func `a cancel that comes too late says so, also without words of the server`() {
    for body in ["", Samples.envelope("InvalidAction.RunningTaskDeletion")] {
      guard case .notPossible(let failure) = dialect.cancelOutcome(answer(409, body)) else {
        Issue.record("possible")
        continue
      }
      #expect(failure.advice == ErrorAdvice.advice(code: "InvalidAction"))
    }
  }
}
