internal import Dispatch
public import HTTPTransport
internal import MediaTools
public import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Carries out what an engine orders, over a real transport.
///
/// Owned by one thread, the engine's: `step` does everything that is due and returns when it wants to
/// be called again. Between two steps only `wake` says that something has come in. Never blocks on
/// the network.
public final class EngineDriver {
  private let engine: Engine
  private let transport: HTTPTransport
  private let gate: SubmitGate
  private let connections: EngineConnections
  private let inbox: EngineInbox
  private let clock: @Sendable () -> Timestamp
  private var underWay: [CallID: HTTPCall] = [:]
  private var frames: [CallID: MediaCancellation] = [:]
  private let frameQueue = DispatchQueue(label: "frames")
  private var creates: [CallID: (task: TaskID, call: HTTPCall)] = [:]

  /// Makes a driver.
  ///
  /// - Parameters:
  ///   - gate: asked by the transport's thread before the first byte of a create goes out.
  ///   - wake: called on any thread when `step` should be called; must not block.
  public init(
    engine: Engine, transport: HTTPTransport, gate: SubmitGate, connections: EngineConnections,
    clock: @escaping @Sendable () -> Timestamp, wake: @escaping @Sendable () -> Void
  ) {
    self.engine = engine
    self.transport = transport
    self.gate = gate
    self.connections = connections
    self.clock = clock
    inbox = EngineInbox(clock: clock, wake: wake)
  }

  /// Records what has come in, orders what is due, and says when it wants to be called again.
  ///
  /// - Throws: what the store throws. What had come in and could not be recorded is tried again at
  ///   the next step, so that no answer is lost to a disk that is full for a while.
  public func step(now: Timestamp) throws(StoreError) -> Timestamp? {
    var trouble: StoreError?
    for event in inbox.take() {
      do throws(StoreError) {
        try record(event, now: now)
      } catch {
        inbox.putBack(event)
        trouble = trouble ?? error
      }
    }
    if let trouble { throw trouble }
    for call in try engine.decide(now: now) { start(call) }
    return try engine.nextDecision(now: now)
  }

  /// What a person who watches should hear of, since this was last asked.
  public func takeNotices() -> [EngineNotice] { engine.takeNotices() }

  /// Takes no new work and breaks off everything but creates that were sent, whose answers must be
  /// awaited; one that is still connecting goes back to waiting.
  public func beginEnding() {
    isEnding = true
    engine.beginEnding()
    let sent = gate.close()
    for call in underWay.values { call.cancel() }
    for frame in frames.values { frame.cancel() }
    for create in creates.values where !sent.contains(create.task) { create.call.cancel() }
  }

  /// Whether it takes no new work any more.
  public private(set) var isEnding = false

  /// Whether a create is on its way.
  public var hasCreateUnderWay: Bool { engine.hasCreateUnderWay }

  /// Whether anything is on its way.
  public var hasCallUnderWay: Bool { engine.hasCallUnderWay }

  private func record(_ event: EngineInbox.Event, now: Timestamp) throws(StoreError) {
    switch event {
    case .finished(let id, let result):
      try engine.finish(id, result, now: now)
      underWay[id] = nil
      frames[id] = nil
      if let create = creates.removeValue(forKey: id) { gate.ended(create.task) }
    case .progress(let id, let bytes, let head):
      if try !engine.progress(id, bytes: bytes, head: head, now: now) { underWay[id]?.cancel() }
    }
  }

  // MARK: Starting calls

  private func start(_ call: EngineCall) {
    guard let profile = engine.profiles[call.profile] else { return }
    do throws(CallFailure) {
      switch call.purpose {
      case .create(let draft): try startCreate(call, draft, profile)
      case .poll(let remoteID), .renew(let remoteID):
        try startQuery(call, Dialects.of(profile).query(remoteID), profile)
      case .list, .look: try startList(call, profile)
      case .cancel(let remoteID, let before):
        try startCancel(call, remoteID, before: before, profile)
      case .download(let transfer), .lastFrame(let transfer): startTransfer(call, transfer)
      case .frame(let source): startFrame(call, source)
      }
    } catch {
      inbox.post(.finished(call.id, .failed(error)))
    }
  }

  private func startCreate(
    _ call: EngineCall, _ draft: RequestDraft, _ profile: Profile
  ) throws(CallFailure) {
    let create = try CreatePreparation.call(draft, profile: profile, read: connections.readFile)
    let request = try connections.request(
      create, profile, connection: .fresh, totalTimeout: .seconds(60))
    let task = call.task
    let gate = gate
    let started = transport.start(
      request, willSend: { gate.opens(for: task) },
      completion: { [inbox] result in
        inbox.post(.finished(call.id, CallResult(result, to: request)))
      })
    creates[call.id] = (task, started)
  }

  private func startList(_ call: EngineCall, _ profile: Profile) throws(CallFailure) {
    guard let list = call.listQuery.flatMap({ Dialects.of(profile).list($0) }) else {
      throw CallFailure(
        kind: .unready, mayHaveBeenSent: false, reason: Phrase("The API has no list.").english)
    }
    try startQuery(call, list, profile)
  }

  private func startQuery(
    _ call: EngineCall, _ query: APICall, _ profile: Profile
  ) throws(CallFailure) {
    let request = try connections.request(
      query, profile, connection: .kept, totalTimeout: .seconds(45))
    underWay[call.id] = transport.start(
      request,
      completion: { [inbox] result in
        inbox.post(.finished(call.id, CallResult(result, to: request)))
      })
  }

  /// On a connection of its own: one that the server closes meanwhile would have libcurl send it a
  /// second time, and the second one removes what the first one has cancelled.
  private func startCancel(
    _ call: EngineCall, _ remoteID: String, before: Timestamp, _ profile: Profile
  ) throws(CallFailure) {
    guard let cancel = Dialects.of(profile).cancel(remoteID) else {
      throw CallFailure(
        kind: .unready, mayHaveBeenSent: false, reason: Phrase("The API has no cancel.").english)
    }
    let request = try connections.request(
      cancel, profile, connection: .fresh, totalTimeout: .seconds(20))
    let clock = clock
    underWay[call.id] = transport.start(
      request, willSend: { clock() <= before },
      completion: { [inbox] result in
        inbox.post(.finished(call.id, CallResult(result, to: request)))
      })
  }

  /// One after the other: each is a program that uses all of a processor.
  private func startFrame(_ call: EngineCall, _ source: FrameSource) {
    let cancellation = MediaCancellation()
    frames[call.id] = cancellation
    let takeFrame = connections.takeFrame
    frameQueue.async { [inbox] in
      let result: CallResult =
        switch takeFrame(source, cancellation) {
        case .success(let taken): .frame(taken)
        case .failure(let failure): .failed(failure)
        }
      inbox.post(.finished(call.id, result))
    }
  }

  private func startTransfer(_ call: EngineCall, _ transfer: DownloadOrder) {
    let head = HeadBox()
    let request = HTTPRequest(
      url: transfer.link, headers: transfer.rangeHeaders, connection: .kept, followsRedirects: 3,
      destination: .file(path: transfer.partialFile, offset: transfer.offset))
    underWay[call.id] = transport.start(
      request,
      onResponse: { answer in
        head.set(DownloadHead(answer))
        return transfer.body(of: answer)
      },
      onProgress: { [inbox] progress in
        guard let known = head.value else { return }
        inbox.report(call.id, bytes: progress.fileOffset + progress.bytesReceived, head: known)
      },
      completion: { [inbox] result in
        inbox.post(.finished(call.id, CallResult(result, head: head.value)))
      })
  }
}
