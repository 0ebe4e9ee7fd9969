import FoundationEssentials
import VideoAPIs
import VideoTasks

@testable import Engine

/// A server of one of the APIs, in memory, that does wrong when it is told to.
final class FakeServer {
  /// What becomes of a create.
  enum CreateFault: Hashable {
    /// No connection.
    case notSent
    /// The server makes the task, and its answer is lost.
    case lostAnswer
    /// The request is lost after it has left.
    case lostRequest
    /// An answer in place of the usual one; the task is made when `acts`.
    case answer(_ status: Int, _ body: String, retryAfter: String? = nil, acts: Bool = false)
  }

  /// What becomes of a poll.
  enum PollFault: Hashable {
    case noConnection
    case answer(_ status: Int, _ body: String, retryAfter: String? = nil)
  }

  /// What becomes of a cancel.
  enum CancelFault: Hashable {
    case noConnection
    /// The server does what it was asked to, and its answer is lost.
    case lostAnswer
    /// The request is lost after it has left.
    case lostRequest
    case answer(_ status: Int, _ body: String)
  }

  /// A task at the server.
  struct Remote {
    var id: String
    var prompt: String
    /// The create's body, and when it came.
    var request: JSONValue?
    var createdAt: Timestamp
    var doneAt: Timestamp
    /// How it ends.
    var end: String
    var hasLastFrame: Bool
    /// Which bytes its link gives; a new version has a new entity tag.
    var version = 1
    /// Which link is the good one, and until when.
    var link = 1
    var linkExpiresAt: Timestamp?
  }

  /// Whose answers it gives.
  let shape: AnswerShape
  var remotes: [String: Remote] = [:]
  /// Creates by prompt that may have made a task: whatever was sent and not certainly refused.
  private(set) var mayHaveMade: [String: Int] = [:]
  /// Creates by prompt that came to the server at all.
  private(set) var arrivals: [String: Int] = [:]
  /// The prompts of the tasks that were made, in order.
  private(set) var made: [String] = []
  private(set) var polls = 0
  /// The lists that were asked for.
  private(set) var lists: [TaskListQuery] = []
  /// The cancels that came to the server, by id.
  private(set) var cancels: [String] = []
  /// Ids of tasks whose record a cancel has removed: the video of one that was made is lost.
  private(set) var lost: [String] = []
  /// Transfers that brought bytes, and those of them that began at the first byte.
  var transfers = 0
  var transfersFromTheStart = 0
  /// The most tasks that were unfinished at once.
  private(set) var mostAtOnce = 0

  /// How long a task takes, how it ends, how long its link lives.
  var duration = Duration.seconds(60)
  var end = "succeeded"
  var linkLife = Duration.seconds(86_400)
  var givesLastFrame = false

  /// What goes wrong next, first one first.
  var createFaults: [CreateFault] = []
  var pollFaults: [PollFault] = []
  var linkFaults: [LinkFault] = []
  /// Whether each query gives another link, as a server does that was started anew elsewhere.
  var movesLinks = false
  var cancelFaults: [CancelFault] = []
  var listFaults: [PollFault] = []
  /// Tasks that lists do not name, though single questions find them.
  var unlisted: Set<String> = []
  /// The members of a listed task that say what was made, also before its end; else only then.
  var listsAllMembers = true
  /// How long after the create's arrival the server's clock says that the task was made.
  var creationDelay = Duration.zero
  /// What goes wrong with every poll while it is set.
  var everyPoll: PollFault?

  init(_ api: API = .ark) { shape = AnswerShape(api: api) }

  func create(_ call: APICall, now: Timestamp) -> CallResult {
    let prompt = FakeServer.prompt(of: call)
    let fault = createFaults.isEmpty ? nil : createFaults.removeFirst()
    if fault == .notSent { return .failed(.fake(.network, sent: false, "No connection.")) }
    arrivals[prompt, default: 0] += 1
    switch fault {
    case nil, .notSent:
      return .ark(200, shape.accepted(make(call, now)))
    case .lostAnswer:
      _ = make(call, now)
      return .failed(.fake(.network, sent: true, "The connection broke."))
    case .lostRequest:
      mayHaveMade[prompt, default: 0] += 1
      return .failed(.fake(.network, sent: true, "The connection broke."))
    case .answer(let status, let body, let retryAfter, let acts):
      if acts { _ = make(call, now) }
      return .ark(status, body, retryAfter: retryAfter)
    }
  }

  private func make(_ call: APICall, _ now: Timestamp) -> String {
    let prompt = FakeServer.prompt(of: call)
    mayHaveMade[prompt, default: 0] += 1
    made.append(prompt)
    let id = "cgt-\(made.count)"
    remotes[id] = Remote(
      id: id, prompt: prompt, request: call.body.flatMap { JSONValue(parsing: $0) },
      createdAt: now + creationDelay, doneAt: now + duration, end: end,
      hasLastFrame: givesLastFrame)
    mostAtOnce = max(mostAtOnce, remotes.values.count { now < $0.doneAt })
    return id
  }

  private static func prompt(of call: APICall) -> String {
    let body = call.body.flatMap { JSONValue(parsing: $0) }
    if let prompt = body?["prompt"]?.string { return prompt }
    guard case .array(let items)? = body?["content"] else { return "" }
    return items.compactMap { $0["text"]?.string }.first ?? ""
  }

  func query(_ id: String, now: Timestamp) -> CallResult {
    polls += 1
    switch everyPoll ?? (pollFaults.isEmpty ? nil : pollFaults.removeFirst()) {
    case .noConnection: return .failed(.fake(.network, sent: false, "No connection."))
    case .answer(let status, let body, let retryAfter):
      return .ark(status, body, retryAfter: retryAfter)
    case nil: break
    }
    guard let remote = remotes[id] else {
      return .ark(404, #"{"error":{"code":"NotFound","message":"no such task"}}"#)
    }
    return .ark(200, state(remote, now))
  }

  private func state(_ remote: Remote, _ now: Timestamp) -> String {
    if now < remote.doneAt {
      return shape.unfinished(remote.id, isQueued: isQueued(remote, now))
    }
    return remote.end == "succeeded"
      ? done(remote.id, remote, now) : shape.ended(remote.id, remote.end)
  }

  /// The newest tasks first, as the vendor's list has them.
  func list(_ query: TaskListQuery, now: Timestamp) -> CallResult {
    lists.append(query)
    switch listFaults.isEmpty ? nil : listFaults.removeFirst() {
    case .noConnection: return .failed(.fake(.network, sent: false, "No connection."))
    case .answer(let status, let body, let retryAfter):
      return .ark(status, body, retryAfter: retryAfter)
    case nil: break
    }
    let known = remotes.values.filter {
      !unlisted.contains($0.id) && (query.remoteIDs.isEmpty || query.remoteIDs.contains($0.id))
    }.sorted { ($1.createdAt, $1.id) < ($0.createdAt, $0.id) }
    let page = known.dropFirst((query.page - 1) * query.pageSize).prefix(query.pageSize)
    let items = page.map { item($0, now) }.joined(separator: ",")
    return .ark(200, #"{"items":[\#(items)],"total":\#(known.count)}"#)
  }

  private func item(_ remote: Remote, _ now: Timestamp) -> String {
    guard case .object(var members)? = JSONValue(parsing: Array(state(remote, now).utf8)) else {
      return "{}"
    }
    members["model"] = remote.request?["model"]
    members["created_at"] = .integer(remote.createdAt.milliseconds / 1000)
    if listsAllMembers || now >= remote.doneAt {
      for name in ["ratio", "resolution", "duration", "seed", "generate_audio"] {
        members[name] = remote.request?[name]
      }
    }
    // Texts and whole numbers can always be written.
    let text = try? JSONEncoder().encode(JSONValue.object(members))
    return text.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The last half minute of a task is its making.
  private func isQueued(_ remote: Remote, _ now: Timestamp) -> Bool {
    now + .seconds(30) < remote.doneAt
  }

  func cancel(_ id: String, now: Timestamp) -> CallResult {
    let fault = cancelFaults.isEmpty ? nil : cancelFaults.removeFirst()
    if fault == .noConnection { return .failed(.fake(.network, sent: false, "No connection.")) }
    cancels.append(id)
    switch fault {
    case .answer(let status, let body): return .ark(status, body)
    case .lostRequest: return .failed(.fake(.network, sent: true, "The connection broke."))
    default: break
    }
    let answer = take(back: id, now)
    return fault == .lostAnswer
      ? .failed(.fake(.network, sent: true, "The connection broke.")) : answer
  }

  private func take(back id: String, _ now: Timestamp) -> CallResult {
    guard let remote = remotes[id] else {
      return .ark(404, #"{"error":{"code":"NotFound","message":"no such task"}}"#)
    }
    if now >= remote.doneAt {
      remotes[id] = nil
      lost.append(id)
      return .ark(200, "{}")
    }
    guard isQueued(remote, now) else {
      return .ark(
        409, #"{"error":{"code":"InvalidAction.RunningTaskDeletion","message":"is running"}}"#)
    }
    remotes[id]?.end = "cancelled"
    remotes[id]?.doneAt = now
    return .ark(200, "{}")
  }

  /// Asked again after its time, the link is signed anew.
  private func done(_ id: String, _ before: Remote, _ now: Timestamp) -> String {
    var remote = before
    if movesLinks { remote.link += 1 }
    if let end = remote.linkExpiresAt, now >= end {
      remote.link += 1
      remote.linkExpiresAt = nil
    }
    let signedAt = remote.linkExpiresAt.map { $0 - linkLife } ?? now
    remote.linkExpiresAt = signedAt + linkLife
    remotes[id] = remote
    let life = linkLife.wholeMilliseconds / 1000
    let query = "?X-Tos-Date=\(signedAt.basic)&X-Tos-Expires=\(life)"
    let address = "https://cdn.test/\(id)/\(remote.link)"
    return shape.done(
      id, video: "\(address).mp4\(query)",
      lastFrame: remote.hasLastFrame ? "\(address).png\(query)" : nil)
  }
}

extension CallResult {
  static func ark(_ status: Int, _ body: String, retryAfter: String? = nil) -> CallResult {
    .answered(
      APIAnswer(
        status: status, headers: retryAfter.map { [APIHeader("Retry-After", $0)] } ?? [],
        body: Array(body.utf8)))
  }
}

extension CallFailure {
  static func fake(_ kind: Kind, sent: Bool, _ reason: String) -> CallFailure {
    CallFailure(kind: kind, mayHaveBeenSent: sent, reason: reason)
  }
}

extension Timestamp {
  /// `20260606T080057Z`, the form of signed links.
  var basic: String { rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
