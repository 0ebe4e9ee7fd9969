internal import VideoTasks

/// What the simulated APIs have in common.
struct SandboxParts: Sendable {
  let desk: TaskDesk
  let links: Links
  let options: SandboxOptions
  let faults: FaultDesk
  let bodies: BodyShelf
  let assets: AssetShelf

  init(folder: String, options: SandboxOptions, now: Timestamp) throws(SandboxError) {
    let files = try TaskFolder(path: folder)
    files.prune(now: now)
    desk = TaskDesk(folder: files, options: options)
    links = Links(secret: try files.secret())
    self.options = options
    faults = FaultDesk(rules: options.faults)
    bodies = try BodyShelf(folder: folder + "/bodies", now: now)
    assets = try AssetShelf(folder: folder + "/assets")
  }

  /// The faults of a call about one task.
  func turn(_ call: SandboxCall, _ task: StoredTask) -> FaultTurn {
    FaultTurn(faults, task.api, call, prompt: task.prompt, key: task.id)
  }

  /// A link to a file of a task, at the server that answers now: another one may have rendered it.
  func link(
    to file: String, of task: StoredTask, _ turn: FaultTurn, host: String?, now: Timestamp
  ) -> JSONValue {
    var start = options.renewsLinks && !turn.takes(.linkNotRenewed) ? now : task.endsAt
    if turn.takes(.linkExpired) { start = now - .seconds(options.linkSeconds + 1) }
    let path = links.path(
      to: file, from: start, seconds: options.linkSeconds, task: task.id)
    return .string("http://\(host ?? "127.0.0.1")\(path)")
  }
}

// MARK: Creates

extension SandboxParts {
  /// Takes in a create: its body is kept, and the journal has its line, before anything is
  /// answered, whatever becomes of it.
  func create(
    _ request: WebRequest, at prefix: SandboxPrefix, _ now: Timestamp,
    refuse: (Refusal) -> WebAnswer, answer: (StoredTask) -> WebAnswer
  ) -> WebAnswer {
    let body = request.bodyWasCut ? nil : SandboxCheck.value(of: request.body)
    let prompt = body.flatMap(prefix.prompt)
    let wish = Wish(prompt, for: prefix.api)
    let turn = FaultTurn(
      faults, prefix.api, .create, prompt: prompt, key: prompt ?? "", wishes: wish.faults)
    var entry = JournalEntry(
      time: now, api: prefix.api, prefix: prefix.path,
      model: body?["model"]?.string.map { String($0.prefix(80)) },
      prompt: prompt.map { String($0.prefix(80)) })
    do throws(SandboxError) {
      if !request.bodyWasCut { entry.body = "bodies/" + (try bodies.keep(request.body, now: now)) }
    } catch {
      return refuse(.broken(error))
    }
    let form = RefusalForm(turn)
    let result = WireFaults.carryOut(turn, request, now, refuse: { form.answer($0) ?? refuse($0) })
    {
      () throws(Refusal) in
      do throws(Refusal) {
        guard request.isAuthorized else { throw .unauthorized }
        let order = try checked(request, body, prefix, now)
        if form != .usual { throw RefusalForm.reason }
        let task = try desk.create(order, wish, at: prefix, turn, now: now)
        entry.id = task.id
        return answer(task)
      } catch {
        entry.error = error.code
        throw error
      }
    }
    if !turn.taken.isEmpty { entry.faults = turn.taken.map(\.rawValue) }
    do throws(SandboxError) {
      try desk.folder.note(entry)
      return result
    } catch {
      result.discard()
      return refuse(.broken(error))
    }
  }

  private func checked(
    _ request: WebRequest, _ body: JSONValue?, _ prefix: SandboxPrefix, _ now: Timestamp
  ) throws(Refusal) -> TaskOrder {
    guard !request.bodyWasCut else { throw .invalid("body", "it is larger than 64 MB") }
    let order = try SandboxCheck.order(request.body, value: body, for: prefix)
    if prefix.api != .ark { try assets.check(order, now: now) }
    return order
  }
}
