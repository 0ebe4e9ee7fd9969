internal import VideoTasks

/// The `ark` API below one prefix: which paths there are, and how it answers.
struct ArkFace: Sendable {
  let prefix: SandboxPrefix
  let parts: SandboxParts

  private var tasks: String { prefix.createPath }

  func answer(_ request: WebRequest, rest: String, now: Timestamp) -> WebAnswer {
    let answer = route(request, rest, now)
    guard parts.options.mislabelsCompression, prefix == .apiyi,
      request.acceptEncoding?.contains("gzip") == true
    else { return answer }
    var mislabelled = answer
    mislabelled.headers.append(("Content-Encoding", "gzip"))
    return mislabelled
  }

  private func route(_ request: WebRequest, _ rest: String, _ now: Timestamp) -> WebAnswer {
    if rest == tasks {
      switch request.method {
      case "POST":
        return parts.create(request, at: prefix, now, refuse: { $0.arkAnswer() }) { task in
          .json(200, .object(["id": .string(task.id)]))
        }
      case "GET" where prefix == .official:
        let turn = FaultTurn(parts.faults, .ark, .list, prompt: nil, key: "")
        return carryOut(turn, request, now) { () throws(Refusal) in
          try list(request, turn, now)
        }
      default: return noSuchMethod(request)
      }
    }
    guard rest.hasPrefix(tasks + "/") else {
      if prefix == .apiyi { return .page(200) }
      return Refusal(status: 404, code: "NotFound.Path", message: "There is no such path.")
        .arkAnswer()
    }
    return one(request, String(rest.dropFirst(tasks.count + 1)), now)
  }

  /// Answers what is asked about one task.
  private func one(_ request: WebRequest, _ id: String, _ now: Timestamp) -> WebAnswer {
    let call: SandboxCall
    switch request.method {
    case "GET": call = .poll
    case "DELETE" where prefix == .official: call = .cancel
    default: return noSuchMethod(request)
    }
    let found = parts.desk.folder.task(id, now: now)
    let task = found?.prefix == prefix.path ? found : nil
    let turn = FaultTurn(parts.faults, .ark, call, prompt: task?.prompt, key: id)
    return carryOut(turn, request, now) { () throws(Refusal) in
      guard let task else { throw .unknownTask(id) }
      if call == .cancel {
        try cancel(task, turn, now)
        return .json(200, .object([:]))
      }
      return .json(200, describe(task, turn, now, host: request.host))
    }
  }

  private func cancel(
    _ task: StoredTask, _ turn: FaultTurn, _ now: Timestamp
  ) throws(Refusal) {
    if turn.takes(.cancel409) { throw .runningTask(task.id) }
    if turn.takes(.cancelIgnored) { return }
    try parts.desk.remove(task, now: now)
  }

  private func carryOut(
    _ turn: FaultTurn, _ request: WebRequest, _ now: Timestamp,
    _ act: () throws(Refusal) -> WebAnswer
  ) -> WebAnswer {
    WireFaults.carryOut(turn, request, now, refuse: { $0.arkAnswer() }) { () throws(Refusal) in
      guard request.isAuthorized else { throw .unauthorized }
      return try act()
    }
  }

  private func noSuchMethod(_ request: WebRequest) -> WebAnswer {
    if prefix == .apiyi { return .page(200) }
    return Refusal(
      status: 405, code: "MethodNotAllowed",
      message: "The method \(request.method) is not allowed here."
    ).arkAnswer()
  }
}

// MARK: List

extension ArkFace {
  private func list(
    _ request: WebRequest, _ turn: FaultTurn, _ now: Timestamp
  ) throws(Refusal) -> WebAnswer {
    let page = try number("page_num", request, or: 1)
    let size = try number("page_size", request, or: 20)
    let status = request.queryValue("filter.status")
    let model = request.queryValue("filter.model")
    let ids = Set(
      request.query.filter { $0.name == "filter.task_ids" }
        .flatMap { $0.value.split(separator: ",").map(String.init) })
    var known = parts.desk.folder.all(now: now).filter { $0.prefix == prefix.path }
    if !known.isEmpty && turn.takes(.listLags) { known.removeFirst() }
    let matches = known.filter { task in
      (ids.isEmpty || ids.contains(task.id)) && (model == nil || model == task.model)
        && (status == nil || status == parts.desk.phase(of: task, at: now).word)
    }
    let items = matches.dropFirst((page - 1) * size).prefix(size).map { task in
      describe(task, parts.turn(.poll, task), now, host: request.host)
    }
    return .json(
      200, .object(["items": .array(items), "total": .integer(Int64(matches.count))]))
  }

  private func number(
    _ name: String, _ request: WebRequest, or other: Int
  ) throws(Refusal) -> Int {
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
    _ task: StoredTask, _ turn: FaultTurn, _ now: Timestamp, host: String?
  ) -> JSONValue {
    let phase = parts.desk.phase(of: task, at: now)
    let word = StateWords.word(phase.word, for: phase, of: task, turn)
    var members: [String: JSONValue] = ["id": .string(task.id), "status": .string(word)]
    if case .failed(let code, let message) = phase {
      members["error"] = error(of: task, code, message)
    }
    if case .succeeded = phase {
      members["content"] = content(of: task, turn, now, host: host)
    }
    guard !turn.takes(.missingFields) else { return .object(members) }
    members["model"] = .string(task.model)
    members["created_at"] = .integer(task.createdAt.seconds)
    members["updated_at"] = .integer(task.updatedAt(in: phase).seconds)
    if case .succeeded = phase {
      members["usage"] = usage(of: task, turn)
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

  private func error(of task: StoredTask, _ code: String, _ message: String) -> JSONValue? {
    if task.faults.contains(.failedWithoutReason) { return nil }
    if task.faults.contains(.errorString) { return .string("\(code): \(message)") }
    return .object(["code": .string(code), "message": .string(message)])
  }

  private func usage(of task: StoredTask, _ turn: FaultTurn) -> JSONValue? {
    if turn.takes(.missingTokens) { return nil }
    let tokens: JSONValue =
      turn.takes(.stringTokens) ? .string(String(task.tokens)) : .integer(Int64(task.tokens))
    return .object(["completion_tokens": tokens, "total_tokens": tokens])
  }

  private func content(
    of task: StoredTask, _ turn: FaultTurn, _ now: Timestamp, host: String?
  ) -> JSONValue {
    if turn.takes(.doneWithoutLink) { return .object([:]) }
    var members = [
      "video_url": parts.link(to: task.clip.video, of: task, turn, host: host, now: now)
    ]
    if task.returnsLastFrame {
      members["last_frame_url"] = parts.link(
        to: task.clip.picture, of: task, turn, host: host, now: now)
    }
    return .object(members)
  }
}

/// How the state of a task is spelt.
enum StateWords {
  static func word(
    _ usual: String, for phase: TaskPhase, of task: StoredTask, _ turn: FaultTurn
  ) -> String {
    var word = usual
    if case .cancelled = phase, task.faults.contains(.canceled) { word = "canceled" }
    if case .running = phase, turn.takes(.unknownState) { word = "rendering_stage_2" }
    return turn.takes(.upperCaseStates) ? word.uppercased() : word
  }
}
