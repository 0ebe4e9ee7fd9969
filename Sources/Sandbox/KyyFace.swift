internal import VideoTasks

/// The `kyy` APIs below one path: create and query.
struct KyyFace: Sendable {
  /// The APIs that have this path; each creates at a path of its own, and they share the query.
  let prefixes: [SandboxPrefix]
  let parts: SandboxParts

  func answer(_ request: WebRequest, rest: String, now: Timestamp) -> WebAnswer {
    if request.method == "POST", let prefix = prefixes.first(where: { $0.createPath == rest }) {
      return parts.create(request, at: prefix, now, refuse: Self.refuse) { task in
        .json(200, created(task, now))
      }
    }
    guard request.method == "GET", let prefix = prefixes.first,
      rest.hasPrefix(prefix.queryPath + "/")
    else { return .page(200) }
    let id = String(rest.dropFirst(prefix.queryPath.count + 1))
    let found = parts.desk.folder.task(id, now: now)
    let task = found?.prefix == prefix.path ? found : nil
    let turn = FaultTurn(
      parts.faults, task?.api ?? prefix.api, .poll, prompt: task?.prompt, key: id)
    return WireFaults.carryOut(turn, request, now, refuse: Self.refuse) { () throws(Refusal) in
      guard request.isAuthorized else { throw .unauthorized }
      guard let task else { throw .unknownTask(id) }
      if turn.takes(.businessCode) { return .business(500, "The system is busy.") }
      return .json(200, describe(task, turn, now, host: request.host))
    }
  }

  /// A refusal with an object in `error`: no page says how these APIs refuse, so the most usual
  /// form is taken here; the others that were met are faults.
  static func refuse(_ refusal: Refusal) -> WebAnswer {
    .json(
      refusal.status,
      .object([
        "error": .object([
          "code": .string(refusal.code), "message": .string(refusal.message),
          "type": .string("invalid_request_error"),
        ])
      ]))
  }
}

// MARK: A task in JSON

extension KyyFace {
  /// What a create is answered with: `kyyvideo2` names `error` in every answer, the others do not.
  private func created(_ task: StoredTask, _ now: Timestamp) -> JSONValue {
    let turn = parts.turn(.poll, task)
    let phase: TaskPhase =
      task.faults.contains(.createFailed) ? parts.desk.phase(of: task, at: now) : .queued
    var members = common(task, phase, turn)
    if task.api == .kyyvideo2 { members["error"] = .null }
    if case .failed(let code, let message) = phase {
      members["error"] = .string("\(code): \(message)")
    }
    return .object(members)
  }

  private func describe(
    _ task: StoredTask, _ turn: FaultTurn, _ now: Timestamp, host: String?
  ) -> JSONValue {
    let phase = parts.desk.phase(of: task, at: now)
    let isBare = turn.takes(.missingFields)
    var members =
      isBare
      ? ["id": .string(task.id), "status": .string(word(phase, task, turn))]
      : common(task, phase, turn)
    members["video_url"] = .null
    members["error"] = .null
    switch phase {
    case .succeeded:
      if !turn.takes(.doneWithoutLink) {
        let link = parts.link(to: task.clip.video, of: task, turn, host: host, now: now)
        members["video_url"] = link
        if task.model.hasSuffix("_official") { members["officialMediaUrl"] = link }
      }
      if !isBare { addBill(task, turn, &members) }
    case .failed(let code, let message): fail(task, code, message, &members)
    case .expired: members["error"] = .string("The task timed out.")
    case .queued, .running, .cancelled: break
    }
    return .object(members)
  }

  private func common(
    _ task: StoredTask, _ phase: TaskPhase, _ turn: FaultTurn
  ) -> [String: JSONValue] {
    [
      "id": .string(task.id), "object": .string("video"),
      "created": .integer(task.createdAt.seconds), "model": .string(task.model),
      "status": .string(word(phase, task, turn)),
    ]
  }

  private func word(_ phase: TaskPhase, _ task: StoredTask, _ turn: FaultTurn) -> String {
    let usual =
      switch phase {
      case .queued: "queued"
      case .running: "processing"
      case .succeeded: "completed"
      case .cancelled: "cancelled"
      case .failed, .expired: "failed"
      }
    return StateWords.word(usual, for: phase, of: task, turn)
  }

  /// Tokens are told by `kyyvideo2` alone, and the real length by it and `x1`.
  private func addBill(
    _ task: StoredTask, _ turn: FaultTurn, _ members: inout [String: JSONValue]
  ) {
    if task.api != .kyyaipower {
      members["actualDuration"] = .integer(Int64(task.duration))
    }
    guard task.api == .kyyvideo2, !turn.takes(.missingTokens) else { return }
    members["totalTokens"] =
      turn.takes(.stringTokens) ? .string(String(task.tokens)) : .integer(Int64(task.tokens))
  }

  private func fail(
    _ task: StoredTask, _ code: String, _ message: String, _ members: inout [String: JSONValue]
  ) {
    let text = JSONValue.string("\(code): \(message)")
    if task.faults.contains(.failedWithoutReason) { return }
    if task.faults.contains(.errorObject) {
      members["error"] = .object(["code": .string(code), "message": .string(message)])
    } else if task.faults.contains(.failReason) {
      members["error"] = nil
      members["fail_reason"] = text
    } else if task.faults.contains(.messageForError) {
      members["error"] = nil
      members["message"] = text
    } else {
      members["error"] = text
    }
  }
}
