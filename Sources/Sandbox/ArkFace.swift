internal import FoundationEssentials
internal import VideoTasks

/// The `ark` API below one prefix: which paths there are, and how it answers.
struct ArkFace: Sendable {
  let prefix: SandboxPrefix
  let desk: TaskDesk
  let links: Links
  let options: SandboxOptions

  private static let tasks = "/contents/generations/tasks"

  /// What a wrong path, and a method that does not exist, gets from APIYI: a page, with 200.
  static let webPage = WebAnswer.text(
    200, "text/html; charset=utf-8",
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sandbox</title></head>"
      + "<body><div id=\"root\"></div></body></html>\n")

  /// The path after the prefix, or nil when it does not begin with it.
  func rest(of path: String) -> String? {
    guard path.hasPrefix(prefix.rawValue) else { return nil }
    let rest = path.dropFirst(prefix.rawValue.count)
    return rest.isEmpty || rest.hasPrefix("/") ? String(rest) : nil
  }

  func answer(_ request: WebRequest, rest: String, now: Timestamp) -> WebAnswer {
    let answer: WebAnswer
    do throws(ArkFailure) {
      answer = try route(request, rest, now)
    } catch {
      answer = error.answer()
    }
    guard options.mislabelsCompression, prefix == .apiyi,
      request.acceptEncoding?.contains("gzip") == true
    else { return answer }
    var mislabelled = answer
    mislabelled.headers.append(("Content-Encoding", "gzip"))
    return mislabelled
  }

  private func route(
    _ request: WebRequest, _ rest: String, _ now: Timestamp
  ) throws(ArkFailure) -> WebAnswer {
    if rest == Self.tasks {
      switch request.method {
      case "POST": return try create(request, now)
      case "GET" where prefix == .official:
        try authorize(request)
        return try list(request, now)
      default: return try noSuchMethod(request)
      }
    }
    if rest.hasPrefix(Self.tasks + "/") {
      let id = String(rest.dropFirst(Self.tasks.count + 1))
      switch request.method {
      case "GET":
        try authorize(request)
        return .json(200, describe(try task(id, now), now, request))
      case "DELETE" where prefix == .official:
        try authorize(request)
        try desk.remove(try task(id, now), now: now)
        return .json(200, .object([:]))
      default: return try noSuchMethod(request)
      }
    }
    if prefix == .apiyi { return Self.webPage }
    throw ArkFailure(status: 404, code: "NotFound.Path", message: "There is no such path.")
  }

  private func noSuchMethod(_ request: WebRequest) throws(ArkFailure) -> WebAnswer {
    if prefix == .apiyi { return Self.webPage }
    throw ArkFailure(
      status: 405, code: "MethodNotAllowed",
      message: "The method \(request.method) is not allowed here.")
  }

  private func authorize(_ request: WebRequest) throws(ArkFailure) {
    guard let value = request.authorization, value.hasPrefix("Bearer "),
      value.dropFirst(7).contains(where: { $0 != " " })
    else { throw .unauthorized }
  }

  private func task(_ id: String, _ now: Timestamp) throws(ArkFailure) -> StoredTask {
    guard let task = desk.folder.task(id, now: now), task.prefix == prefix.rawValue else {
      throw .unknownTask(id)
    }
    return task
  }
}

// MARK: Create and list

extension ArkFace {
  /// Makes a task; the journal has its line before anything is answered, also for a refusal.
  private func create(_ request: WebRequest, _ now: Timestamp) throws(ArkFailure) -> WebAnswer {
    let isTooLarge = request.bodyWasCut || request.body.count > ArkLimits.bodyBytes
    // What is no JSON gets its refusal below; the journal then has neither model nor prompt.
    let body =
      isTooLarge ? nil : try? JSONDecoder().decode(JSONValue.self, from: Data(request.body))
    var entry = JournalEntry(
      time: now, prefix: prefix.rawValue,
      model: body?["model"]?.string.map { String($0.prefix(80)) },
      prompt: body.flatMap(Self.promptStart))
    let result: Result<String, ArkFailure>
    do throws(ArkFailure) {
      try authorize(request)
      guard !isTooLarge else { throw .invalid("body", "it is larger than 64 MB") }
      guard let body else {
        throw ArkFailure(
          status: 400, code: "InvalidParameter", message: "The request's body is not JSON.")
      }
      result = .success(try desk.create(body, at: prefix, now: now))
    } catch {
      result = .failure(error)
    }
    switch result {
    case .success(let id): entry.id = id
    case .failure(let failure): entry.error = failure.code
    }
    try desk.note(entry)
    return .json(200, .object(["id": .string(try result.get())]))
  }

  private static func promptStart(_ body: JSONValue) -> String? {
    let text = body["content"]?.array?.compactMap { $0["text"]?.string }.first
    return text.map { String($0.prefix(80)) }
  }

  private func list(_ request: WebRequest, _ now: Timestamp) throws(ArkFailure) -> WebAnswer {
    let page = try number("page_num", request, or: 1)
    let size = try number("page_size", request, or: 20)
    let status = request.queryValue("filter.status")
    let model = request.queryValue("filter.model")
    let ids = Set(
      request.query.filter { $0.name == "filter.task_ids" }
        .flatMap { $0.value.split(separator: ",").map(String.init) })
    let matches = desk.folder.all(now: now).filter { task in
      task.prefix == prefix.rawValue && (ids.isEmpty || ids.contains(task.id))
        && (model == nil || model == task.model)
        && (status == nil || status == desk.phase(of: task, at: now).word)
    }
    let items = matches.dropFirst((page - 1) * size).prefix(size)
    return .json(
      200,
      .object([
        "items": .array(items.map { describe($0, now, request) }),
        "total": .integer(Int64(matches.count)),
      ]))
  }

  private func number(
    _ name: String, _ request: WebRequest, or other: Int
  ) throws(ArkFailure) -> Int {
    guard let text = request.queryValue(name) else { return other }
    guard let number = Int(text), (1...500).contains(number) else {
      throw .invalid(name, "it must be 1 to 500")
    }
    return number
  }
}

// MARK: A task in JSON

extension ArkFace {
  private func describe(
    _ task: StoredTask, _ now: Timestamp, _ request: WebRequest
  ) -> JSONValue {
    let phase = desk.phase(of: task, at: now)
    var members: [String: JSONValue] = [
      "id": .string(task.id), "model": .string(task.model), "status": .string(phase.word),
      "created_at": .integer(task.createdAt.seconds),
      "updated_at": .integer(task.updatedAt(in: phase).seconds),
    ]
    if case .failed(let code, let message) = phase {
      members["error"] = .object(["code": .string(code), "message": .string(message)])
    }
    if case .succeeded = phase {
      members["content"] = content(of: task, now, host: request.host)
      let tokens = JSONValue.integer(Int64(task.tokens))
      members["usage"] = .object(["completion_tokens": tokens, "total_tokens": tokens])
      members["seed"] = .integer(task.seed)
      members["resolution"] = .string(task.resolution)
      members["ratio"] = .string(task.ratio)
      members["duration"] = .integer(Int64(task.duration))
      members["framespersecond"] = .integer(24)
      members["generate_audio"] = .bool(task.audio)
      members["draft"] = .bool(false)
    }
    return .object(members)
  }

  /// Links to the server that answers now: another one may have rendered the clip.
  private func content(of task: StoredTask, _ now: Timestamp, host: String?) -> JSONValue {
    let start = options.renewsLinks ? now : task.endsAt
    func link(_ file: String) -> JSONValue {
      let path = links.path(to: file, from: start, seconds: options.linkSeconds)
      return .string("http://\(host ?? "127.0.0.1")\(path)")
    }
    var members = ["video_url": link(task.clip.video)]
    if task.returnsLastFrame { members["last_frame_url"] = link(task.clip.picture) }
    return .object(members)
  }
}
