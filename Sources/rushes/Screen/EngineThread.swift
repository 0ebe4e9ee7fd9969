internal import Configuration
internal import Dispatch
internal import Engine
internal import EventLoop
internal import Synchronization
internal import TaskStore
internal import VideoTasks

/// The engine beside the screen: a thread with a loop and a connection to the store of its own.
final class EngineThread: Sendable {
  /// What the thread tells the screen.
  enum Report: Sendable {
    /// The store refuses; a sentence. Nothing is lost, and it is tried again.
    case troubled(String)
    /// The store is well again.
    case well
    /// What has become of something that was asked for.
    case told(EngineNotice)
    /// What has become of something that was asked of the asset library.
    case asset(AssetNews)
  }

  private let mailbox: Mailbox<EngineNews>
  private let finished = DispatchGroup()

  /// How long to wait before the store is tried again.
  private static let storePause = Duration.seconds(5)

  /// Starts the thread.
  ///
  /// - Parameter report: called on the thread.
  init(room: EngineRoom, report: @escaping @Sendable (Report) -> Void) throws(EventLoopError) {
    let loop = try EventLoop<EngineNews>(signals: [])
    mailbox = loop.mailbox
    let box = Handover(loop)
    finished.enter()
    DispatchQueue(label: "engine", qos: .userInitiated).async { [finished] in
      EngineThread.run(box.take(), room, report)
      finished.leave()
    }
  }

  /// Runs work on the thread, with its store; a step of the engine follows.
  func perform(_ work: @escaping @Sendable (TaskStore) -> Void) { mailbox.post(.perform(work)) }

  /// Uploads media to the asset library; what becomes of it is reported as `.asset`, and the asset
  /// is in the store as soon as the library has taken it.
  func addAsset(_ upload: AssetUpload) { mailbox.post(.asset { $0.upload(upload) }) }

  /// Removes an asset from the library and from the store; its end is reported as `.asset`.
  func removeAsset(_ asset: AssetRecord) {
    mailbox.post(.asset { $0.remove(asset.assetID, profile: asset.profile) })
  }

  /// Lets the engine look at the store, which another process has changed.
  func wake() { mailbox.post(.wake) }

  /// Ends the thread and waits for it: two seconds, or as long as a create is on its way.
  ///
  /// - Parameter slow: called when it takes longer than breaking things off may.
  func end(slow: () -> Void) {
    mailbox.post(.end)
    guard finished.wait(timeout: .now() + .milliseconds(2500)) == .timedOut else { return }
    slow()
    finished.wait()
  }

  private static func run(
    _ loop: EventLoop<EngineNews>, _ room: EngineRoom, _ report: @Sendable (Report) -> Void
  ) {
    var engine: EngineParts?
    var early: [EngineNews] = []
    var isTroubled = false
    while true {
      var wakeAt: MonotonicTime?
      do throws(StoreError) {
        if engine == nil { engine = try makeEngine(loop, room) }
        guard let running = engine else { continue }
        for news in early { carryOut(news, running) }
        early = []
        let now = SystemClock.now()
        var next = try running.driver.step(now: now)
        if let asset = try running.assets.step(now: now) { next = min(next ?? asset, asset) }
        wakeAt = next.map { MonotonicTime.now() + ($0 - now) }
        for news in running.assets.takeNews() { report(.asset(news)) }
        for notice in running.driver.takeNotices() { report(.told(notice)) }
        if isTroubled { report(.well) }
        isTroubled = false
      } catch {
        // The driver is kept: the answers that it holds are recorded as soon as the store is well.
        if !isTroubled { report(.troubled(error.message)) }
        isTroubled = true
        wakeAt = MonotonicTime.now() + storePause
      }
      if !handle(loop.wait(until: wakeAt), engine, &early) { return }
    }
  }

  private static func makeEngine(
    _ loop: EventLoop<EngineNews>, _ room: EngineRoom
  ) throws(StoreError) -> EngineParts {
    let store = try room.workspace.openStore(.readWrite)
    let mailbox = loop.mailbox
    let policy = EnginePolicy(downloadsAutomatically: room.workspace.settings.automaticDownload)
    let driver = try room.driver(store: store, scope: nil, policy: policy) { mailbox.post(.wake) }
    return EngineParts(
      loop: EngineLoop(
        loop: loop, driver: driver, store: store, folder: room.workspace.paths.dataFolder),
      assets: room.assetDesk(store: store) { mailbox.post(.wake) })
  }

  /// False when the end was asked for; work that came before it is done by then.
  ///
  /// - Parameter early: work that came while there was no store, for when there is one.
  private static func handle(
    _ events: [LoopEvent<EngineNews>], _ engine: EngineParts?, _ early: inout [EngineNews]
  ) -> Bool {
    var isEnding = false
    for case .message(let news) in events {
      if case .end = news {
        isEnding = true
      } else if let engine {
        carryOut(news, engine)
      } else {
        early.append(news)
      }
    }
    guard isEnding else { return true }
    // A store that refuses at the very end: its tasks are recovered at the next start.
    engine?.assets.end()
    try? engine?.loop.end()
    return false
  }

  private static func carryOut(_ news: EngineNews, _ engine: EngineParts) {
    switch news {
    case .perform(let work): work(engine.store)
    case .asset(let order): order(engine.assets)
    case .wake, .end: break
    }
  }
}

/// What the engine's thread works with.
private struct EngineParts {
  let loop: EngineLoop
  let assets: AssetDesk

  var driver: EngineDriver { loop.driver }
  var store: TaskStore { loop.store }
}

/// Hands something that only one thread may use from the thread that made it to another.
///
/// `@unchecked`: the value is put in before the other thread exists and taken out once, under a lock.
final class Handover<Value>: @unchecked Sendable {
  private let lock = Mutex(())
  private var value: Value?

  init(_ value: Value) { self.value = value }

  /// The value; it can be taken once.
  func take() -> Value {
    lock.withLock { _ in
      defer { value = nil }
      guard let value else { preconditionFailure("what was handed over is taken once") }
      return value
    }
  }
}
