import Engine
import HTTPTransport
import VideoAPIs
import VideoTasks

/// Carries calls to the servers and back, with all that happens on the way.
///
/// What happens in the calling process waits while that is stopped; what happens at the server does
/// not.
final class SimulatedNetwork {
  unowned let simulation: Simulation
  let server: SimulatedServer
  let dice: Dice

  /// What every request carries, and nothing else may ever hold.
  static let key = "sk-0f8e7d6c5b4a39281706f5e4d3c2b1a0"

  init(_ simulation: Simulation, _ server: SimulatedServer, _ dice: Dice) {
    self.simulation = simulation
    self.server = server
    self.dice = dice
  }

  var weather: Weather { simulation.weather }
  var now: Timestamp { simulation.clock.truth }

  func start(_ call: SimulatedCall) {
    switch call.call.purpose {
    case .create(let draft): startCreate(call, draft)
    case .poll(let id), .renew(let id): startQuery(call, id)
    case .list, .look: startList(call)
    case .cancel(let id, let before): startCancel(call, id, before: before)
    case .download(let order), .lastFrame(let order): startTransfer(call, order)
    case .frame(let source): takeFrame(call, source)
    }
  }

  func after(_ wait: Duration, in call: SimulatedCall, _ body: @escaping () -> Void) {
    simulation.queue.add(at: now + wait, call.process) {
      guard !call.isEnded else { return }
      body()
      // What the connection's thread does may be the end of the process.
      if call.process.isDead { self.simulation.bury(call.process) }
    }
  }

  /// Connects; `body` runs connected and before the first byte.
  func connect(_ call: SimulatedCall, _ body: @escaping () -> Void) {
    if dice.chance(weather.unreachable) {
      let kind = dice.pick([HTTPFailure.Kind.connect, .resolve, .tls, .timeout])
      return after(dice.milliseconds(1...15_000), in: call) { call.fail(kind) }
    }
    after(dice.milliseconds(1...800), in: call, body)
  }

  // MARK: Creates

  private func startCreate(_ call: SimulatedCall, _ draft: RequestDraft) {
    let request: APICall
    do throws(CallFailure) {
      request = try CreatePreparation.call(
        draft, profile: call.profile, read: simulation.videos.bytes)
    } catch {
      return call.end(.failed(error))
    }
    let task = call.call.task
    connect(call) { [self] in
      guard call.process.letsOut(task) else { return call.fail(.refused) }
      call.isSent = true
      simulation.checks.createLeaves(call, request)
      travel(call, limit: .seconds(60)) { [self] in create(call, draft) }
    }
  }

  /// Takes a request to the server, and its answer back unless it takes longer than `limit`.
  private func travel(
    _ call: SimulatedCall, limit: Duration, _ act: @escaping () -> (APIAnswer, isFinal: Bool)
  ) {
    let ending = dice.pick([HTTPFailure.Kind.reset, .timeout, .silence])
    let patience = ending == .timeout ? limit : dice.seconds(1...30)
    let isSlow = dice.chance(weather.slow)
    after(limit, in: call) { call.fail(.timeout) }
    if dice.chance(weather.lost) && dice.below(2) == 0 {
      return after(patience, in: call) { call.fail(ending) }
    }
    let there = isSlow ? dice.seconds(1...100) : dice.milliseconds(1...2000)
    let isAnswerLost = dice.chance(weather.lost)
    simulation.queue.add(at: now + there, nil) { [self] in
      let (answer, isFinal) = act()
      if isAnswerLost { return after(patience, in: call) { call.fail(ending) } }
      let back = isSlow ? dice.seconds(1...70) : dice.milliseconds(1...2000)
      after(back, in: call) { [self] in
        let damaged = isFinal ? Damaged(answer) : damage(answer)
        if let cut = damaged.failure { return call.fail(cut) }
        let headers = damaged.answer.headers.map { HTTPHeader($0.name, $0.value) }
        let head = HTTPResponseHead(status: damaged.answer.status, headers: headers)
        call.end(.success(HTTPResponse(head: head, body: damaged.answer.body)))
      }
    }
  }

  private func create(
    _ call: SimulatedCall, _ draft: RequestDraft
  ) -> (APIAnswer, isFinal: Bool) {
    let task = call.call.task
    if dice.chance(weather.oddCreates) {
      if dice.below(8) == 0 {
        let remote = make(call, draft, end: .failed)
        return (answer(200, ServerAnswers.createdAndFailed(remote)), false)
      }
      if dice.below(2) == 0 {
        let refusal = ServerAnswers.refusal(call.profile.api, dice)
        simulation.checks.createRefused(task)
        simulation.say("server: refuses task \(task): \(refusal.status) \(refusal.body)")
        // A refusal that comes damaged says nothing any more, so that it comes as it is.
        return (answer(refusal.status, refusal.body), true)
      }
      let trouble = ServerAnswers.trouble(dice)
      let acts = dice.below(2) == 0
      if acts { _ = make(call, draft) }
      simulation.say("server: task \(task): \(trouble.status) \(trouble.body), made: \(acts)")
      return (answer(trouble.status, trouble.body), true)
    }
    let remote = make(call, draft)
    return (answer(200, ServerAnswers.created(remote, call.profile)), false)
  }

  private func make(
    _ call: SimulatedCall, _ draft: RequestDraft, end: TaskStatus? = nil
  ) -> SimulatedServer.Remote {
    let remote = server.make(call.profile, call.call.task, draft, end: end, now: now)
    simulation.say("server: makes \(remote.id) for task \(call.call.task), ends \(remote.end)")
    return remote
  }

  // MARK: Questions

  private func startQuery(_ call: SimulatedCall, _ id: String) {
    connect(call) { [self] in
      call.isSent = true
      travel(call, limit: .seconds(45)) { [self] in (query(call, id), false) }
    }
  }

  private func startList(_ call: SimulatedCall) {
    connect(call) { [self] in
      call.isSent = true
      travel(call, limit: .seconds(45)) { [self] in (list(call), false) }
    }
  }

  /// A page of the list, newest first; what was made a moment ago may not be in it yet.
  private func list(_ call: SimulatedCall) -> APIAnswer {
    if dice.chance(weather.oddPolls) {
      let odd = ServerAnswers.trouble(dice)
      return answer(odd.status, odd.body)
    }
    guard let query = call.call.listQuery else { return answer(404, ServerAnswers.unknown) }
    let all = server.remotes.reversed().filter { remote in
      remote.isThere && remote.profile == call.profile.name && now >= remote.listedAt
        && (query.remoteIDs.isEmpty || query.remoteIDs.contains(remote.id))
    }
    let items = all.dropFirst((query.page - 1) * query.pageSize).prefix(query.pageSize).map {
      let isDone = $0.status(at: now) == .succeeded
      return ServerAnswers.state(
        $0, call.profile, link: isDone ? server.link($0.id, now: now) : nil,
        isLoud: dice.below(8) == 0, now: now)
    }
    return answer(
      200, #"{"items":[\#(items.joined(separator: ","))],"total":\#(all.count)}"#)
  }

  private func query(_ call: SimulatedCall, _ id: String) -> APIAnswer {
    if dice.chance(weather.oddPolls) {
      let odd = ServerAnswers.oddState(id, dice)
      return answer(odd.status, odd.body)
    }
    guard let remote = server[id], remote.isThere, remote.profile == call.profile.name else {
      return answer(404, ServerAnswers.unknown)
    }
    let isDone = remote.status(at: now) == .succeeded
    let link = isDone ? server.link(id, now: now) : nil
    return answer(
      200,
      ServerAnswers.state(
        remote, call.profile, link: link, isLoud: dice.below(8) == 0, now: now))
  }

  private func startCancel(_ call: SimulatedCall, _ id: String, before: Timestamp) {
    connect(call) { [self] in
      guard simulation.clock.now <= before else { return call.fail(.refused) }
      call.isSent = true
      travel(call, limit: .seconds(20)) { [self] in
        // Some say no to a task that still waits. One that says yes and does nothing is believed:
        // see the known debts in Sources/README.md.
        let told =
          dice.chance(weather.oddPolls)
          ? (409, ServerAnswers.tooLate) : server.delete(id, now: now)
        simulation.say("server: cancel of \(id): \(told.0)")
        return (answer(told.0, told.1), true)
      }
    }
  }

  // MARK: Answers

  private func answer(_ status: Int, _ body: String) -> APIAnswer {
    var headers = [APIHeader("Content-Type", "application/json")]
    if status == 429 || status == 503, dice.below(2) == 0 {
      headers.append(APIHeader("Date", date(now)))
      headers.append(
        APIHeader(
          "Retry-After",
          dice.below(2) == 0 ? "\(dice.within(0...400))" : date(now + dice.seconds(0...400))))
    }
    return APIAnswer(status: status, headers: headers, body: Array(body.utf8))
  }

  /// A date as in HTTP, whose weekday nobody looks at.
  private func date(_ moment: Timestamp) -> String {
    let text = moment.rfc3339
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return "" }
    let day = parts[2] < 10 ? "0\(parts[2])" : "\(parts[2])"
    return "Fri, \(day) \(months[parts[1] - 1]) \(parts[0]) \(text.dropFirst(11).prefix(8)) GMT"
  }

  /// What arrives of an answer, or why nothing does.
  private struct Damaged {
    let answer: APIAnswer
    let failure: HTTPFailure.Kind?

    init(_ answer: APIAnswer, _ failure: HTTPFailure.Kind? = nil) {
      self.answer = answer
      self.failure = failure
    }
  }

  /// What may become of a body on its way.
  private func damage(_ answer: APIAnswer) -> Damaged {
    guard dice.chance(weather.damagedBodies) else { return Damaged(answer) }
    var damaged = answer
    switch dice.below(7) {
    case 0: return Damaged(answer, .partial)
    case 1: return Damaged(answer, .tooLarge)
    case 2: damaged.body.removeLast(min(damaged.body.count, dice.within(1...40)))
    case 3: damaged.body += Array(#"{"more":1}"#.utf8)
    case 4: damaged.body.removeFirst(min(2, damaged.body.count))
    case 5: damaged.body = Array(ServerAnswers.page.utf8)
    default: damaged.body.insert(contentsOf: [0x1F, 0x8B, 8], at: 0)
    }
    return Damaged(damaged)
  }
}
