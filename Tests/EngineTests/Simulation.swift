import TaskStore
import TestSupport
import VideoTasks

@testable import Engine

/// Random faults, delays, crashes and restarts, all from one seed; then an hour of good weather.
final class Simulation {
  let world: World
  private var random: SeededRandom
  private var engines: [EngineRun?] = [nil, nil]
  /// Calls that were ordered, and those whose result is there and not told yet.
  private var ordered: [[EngineCall]] = [[], []]
  private var ended: [[(call: EngineCall, result: CallResult)]] = [[], []]
  private var ids: [TaskID] = []
  private var last: [TaskID: TaskRecord] = [:]
  private var foreign: [String: [UInt8]] = [:]
  private var checkedVersion: Int64?

  /// What was found to be wrong.
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  init(seed: UInt64) throws {
    world = try World(maxActive: 3, server: seed % 2 == 0 ? World.official : "https://api.test")
    random = SeededRandom(seed: seed)
    world.server.givesLastFrame = chance(3)
    world.server.duration = .seconds(Int64.random(in: 0...300, using: &random))
    for name in ["/videos/clip-1.mp4", "/videos/clip-2.mp4"] where chance(3) {
      foreign[name] = [1, 2, 3]
      world.disk.put([1, 2, 3], at: name)
    }
    ids = try world.add(Int.random(in: 1...6, using: &random))
  }

  private func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  func run() throws {
    for _ in 0..<Int.random(in: 20...160, using: &random) {
      try step(Int.random(in: 0..<engines.count, using: &random))
      try check()
    }
    try endWell()
  }

  // MARK: Steps

  private func step(_ slot: Int) throws {
    guard let engine = engines[slot] else {
      if chance(2) { engines[slot] = try world.start() }
      return
    }
    switch Int.random(in: 0..<20, using: &random) {
    case 0: crash(slot)
    case 1: world.now = world.now + .seconds(Int64.random(in: 1...400, using: &random))
    case 2, 3: brew()
    case 4: try wishOrRegret()
    case 5...8: try letTimePass(engine, slot)
    case 9...14: perform(engine, slot)
    default: try tell(engine, slot)
    }
  }

  /// The process ends; what it was doing at the server and on the disk has happened or not.
  private func crash(_ slot: Int) {
    if let engine = engines[slot], let call = ordered[slot].randomElement(using: &random), chance(2)
    {
      _ = engine.perform(call)
    }
    engines[slot] = nil
    ordered[slot] = []
    ended[slot] = []
  }

  private func letTimePass(_ engine: EngineRun, _ slot: Int) throws {
    ordered[slot] += try engine.decide()
    guard ordered[slot].isEmpty, ended[slot].isEmpty || chance(3),
      let next = try engine.engine.nextDecision(now: world.now)
    else { return }
    guard next > world.now else { throw Broken(description: "an engine would spin") }
    world.now = next
    ordered[slot] += try engine.decide()
  }

  private func perform(_ engine: EngineRun, _ slot: Int) {
    guard !ordered[slot].isEmpty else { return }
    let call = ordered[slot].remove(at: Int.random(in: 0..<ordered[slot].count, using: &random))
    ended[slot].append((call, engine.perform(call)))
  }

  private func tell(_ engine: EngineRun, _ slot: Int) throws {
    guard !ended[slot].isEmpty else { return }
    let index = Int.random(in: 0..<ended[slot].count, using: &random)
    let (call, result) = ended[slot][index]
    if chance(8) {
      // The disk is full for a moment; the same end is told again later.
      try engine.refuseWrites(true)
      let isTold = (try? engine.finish(call, result)) != nil
      try engine.refuseWrites(false)
      if !isTold { return }
    } else {
      if case .download = call.purpose, case .fetched(let head) = result, chance(2) {
        _ = try engine.engine.progress(call.id, bytes: 50, head: head, now: world.now)
      }
      try engine.finish(call, result)
    }
    ended[slot].remove(at: index)
  }

  /// Somebody wants a task cancelled at the server, or no longer does.
  private func wishOrRegret() throws {
    guard let id = ids.randomElement(using: &random) else { return }
    if chance(6) {
      _ = try world.store.change(id, now: world.now) { _, schedule in
        schedule.nextCancelAt = nil
        return nil
      }
    } else {
      try world.wantCancelled(id)
    }
  }

  /// Prepares something that will go wrong.
  private func brew() {
    let server = world.server
    switch Int.random(in: 0..<5, using: &random) {
    case 4:
      let faults: [FakeServer.CancelFault] = [
        .noConnection, .lostAnswer, .lostRequest, .answer(500, ""), .answer(409, "{}"),
        .answer(404, "{}"), .answer(200, "<html>"), .answer(429, ""),
      ]
      server.cancelFaults.append(faults.randomElement(using: &random) ?? .noConnection)
    case 0:
      let rate = #"{"error":{"code":"RateLimitExceeded","message":"slow"}}"#
      let faults: [FakeServer.CreateFault] = [
        .notSent, .lostAnswer, .lostRequest, .answer(429, rate), .answer(429, ""),
        .answer(400, #"{"error":{"code":"InvalidParameter","message":"no"}}"#),
        .answer(500, "", acts: true), .answer(502, "<html>"), .answer(200, "<html>", acts: true),
      ]
      server.createFaults.append(faults.randomElement(using: &random) ?? .notSent)
    case 1:
      let faults: [FakeServer.PollFault] = [
        .noConnection, .answer(401, ""), .answer(404, "{}"), .answer(429, "", retryAfter: "90"),
        .answer(500, "<html>"), .answer(200, #"{"status":"odd"}"#),
        .answer(200, #"{"status":"succeeded"}"#),
      ]
      server.pollFaults.append(faults.randomElement(using: &random) ?? .noConnection)
    case 2:
      let faults: [LinkFault] = [
        .noConnection, .status(403), .status(500), .status(416), .endlessPage(403),
        .breaks(after: 0), .breaks(after: 30), .breaks(after: 60), .isShort(by: 5), .ignoresRange,
        .wrongPart, .otherTag, .noTag, .page, .diskFull(after: 20),
      ]
      server.linkFaults.append(faults.randomElement(using: &random) ?? .noConnection)
    default:
      if let id = server.remotes.keys.sorted().randomElement(using: &random) {
        server.remotes[id]?.version += 1
      }
    }
  }

  // MARK: What must hold

  /// What must hold after every step.
  private func check() throws {
    for (prompt, count) in world.server.mayHaveMade where count > 1 {
      throw Broken(description: "\(prompt) was sent \(count) times")
    }
    if let id = world.server.lost.first {
      throw Broken(description: "a cancel has removed \(id) and its video")
    }
    try checkDisk()
    let version = try world.store.dataVersion()
    guard version != checkedVersion else { return }
    checkedVersion = version
    let statuses: [TaskStatus: Int] = try world.store.tallies()
    let active = [.submitting, .queued, .running].reduce(0) { $0 + statuses[$1, default: 0] }
    if active > 3 { throw Broken(description: "\(active) tasks are at the server") }
    for id in ids { try check(id) }
  }

  private func checkDisk() throws {
    for (path, bytes) in foreign where world.disk.bytes(path) != bytes {
      throw Broken(description: "\(path) was written over")
    }
    for path in world.disk.names where foreign[path] == nil && path.hasSuffix(".mp4") {
      guard let bytes = world.disk.bytes(path), Clip.isWhole(bytes) else {
        throw Broken(description: "\(path) is not whole")
      }
    }
  }

  /// Nothing that was written down may be forgotten.
  private func check(_ id: TaskID) throws {
    let record = try world.record(id)
    defer { last[id] = record }
    guard let before = last[id] else { return }
    if before.remoteID != nil && record.remoteID != before.remoteID {
      throw Broken(description: "task \(id) has lost its id at the server")
    }
    if before.status == .succeeded && record.status != .succeeded {
      throw Broken(description: "task \(id) is no longer done")
    }
    if before.videoLink != nil && record.videoLink == nil {
      throw Broken(description: "task \(id) has lost its link")
    }
    if let file = before.file, record.file != file {
      throw Broken(description: "task \(id) has lost its file")
    }
  }

  /// Good weather and a last start: everything comes to its right end.
  private func endWell() throws {
    for slot in engines.indices { crash(slot) }
    world.server.createFaults = []
    world.server.pollFaults = []
    world.server.linkFaults = []
    world.server.cancelFaults = []
    let engine = try world.start()
    try engine.runToTheEnd()
    try check()
    for id in ids { try checkEnd(try world.record(id)) }
  }

  private func checkEnd(_ record: TaskRecord) throws {
    let made = world.server.made.contains(record.request.prompt)
    switch record.status {
    case .succeeded:
      guard record.download == .done, let file = record.file, let id = record.remoteID,
        let remote = world.server.remotes[id], remote.prompt == record.request.prompt,
        let bytes = world.disk.bytes(file),
        (1...remote.version).contains(where: { Clip.bytes(id, version: $0) == bytes })
      else { throw Broken(description: "task \(record.id) is done and not fetched: \(record)") }
    case .cancelled:
      guard let id = record.remoteID, world.server.remotes[id]?.end == "cancelled",
        record.download == .none, record.cost == nil
      else { throw Broken(description: "task \(record.id) is cancelled here alone: \(record)") }
    case .unconfirmed:
      guard record.remoteID == nil else {
        throw Broken(description: "task \(record.id) has an id and is not followed")
      }
    case .failed:
      guard !made, record.error != nil else {
        throw Broken(description: "task \(record.id) was made and counts as failed")
      }
    default:
      throw Broken(description: "task \(record.id) is left \(record.status)")
    }
  }
}
