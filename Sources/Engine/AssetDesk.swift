public import HTTPTransport
internal import Synchronization
public import TaskStore
internal import VideoAPIs
public import VideoTasks
internal import Wording

/// Uploads media to asset libraries by its address, asks until it can be used, and removes it.
///
/// Owned by one thread, like the engine's driver: `step` does what is due and says when it wants to
/// be called again; in between only `wake` tells that something has come in. An upload costs nothing
/// and goes out once; a lost answer is told, not made good. Assets that are looked at are in the
/// store, so that any process asks on about them.
public final class AssetDesk {
  /// The end of a call.
  private enum Event: Sendable {
    case uploaded(AssetUpload, CallResult)
    case checked(AssetRecord, CallResult)
    case removed(assetID: String, profile: String, CallResult)
  }

  private let store: TaskStore
  private let transport: HTTPTransport
  private let profiles: [String: Profile]
  private let connections: EngineConnections
  private let inbox = Inbox()
  private let wake: @Sendable () -> Void
  private var calls: [HTTPCall] = []
  private var underWay = 0
  private var news: [AssetNews] = []

  /// What the transport's thread tells the desk's.
  private final class Inbox: Sendable {
    private let events = Mutex<[Event]>([])

    func post(_ event: Event) { events.withLock { $0.append(event) } }

    func take() -> [Event] {
      events.withLock { events in
        defer { events = [] }
        return events
      }
    }
  }

  /// Makes a desk.
  ///
  /// - Parameters:
  ///   - store: the connection of the desk's thread.
  ///   - wake: called on any thread when `step` should be called; must not block.
  public init(
    store: TaskStore, transport: HTTPTransport, profiles: [Profile],
    connections: EngineConnections, wake: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.transport = transport
    self.profiles = Dictionary(profiles.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.connections = connections
    self.wake = wake
  }

  /// Whether anything is on its way.
  public var isBusy: Bool { underWay > 0 }

  /// What has become of what was asked for, since this was last asked.
  public func takeNews() -> [AssetNews] {
    defer { news = [] }
    return news
  }

  /// Sends an upload; its end is in the news.
  public func upload(_ upload: AssetUpload) {
    let call = AssetDialect().upload(kind: upload.kind, url: upload.url, name: upload.name)
    start(call, upload.profile) { .uploaded(upload, $0) }
  }

  /// Has the library remove an asset, which need not be one that is known here.
  public func remove(_ assetID: String, profile: String) {
    start(AssetDialect().remove(assetID), profile) {
      .removed(assetID: assetID, profile: profile, $0)
    }
  }

  /// Breaks off what is on its way.
  public func end() { for call in calls { call.cancel() } }

  /// Records what has come in, asks what is due, and says when it wants to be called again.
  ///
  /// - Throws: what the store throws; what has come in and could not be recorded is kept for the
  ///   next step.
  public func step(now: Timestamp) throws(StoreError) -> Timestamp? {
    var events = inbox.take()[...]
    while let event = events.first {
      do throws(StoreError) {
        try record(event, now: now)
      } catch {
        for event in events { inbox.post(event) }
        throw error
      }
      events.removeFirst()
      underWay -= 1
    }
    if underWay == 0 { calls = [] }
    for asset in try store.dueAssets(at: now) { try check(asset, now: now) }
    return try store.nextAssetCheckAt()
  }

  // MARK: Asking

  private func check(_ asset: AssetRecord, now: Timestamp) throws(StoreError) {
    guard let profile = profiles[asset.profile] else {
      // Its profile is in no configuration any more; it may come back.
      return _ = try store.takeAssetCheck(asset, now: now, nextAt: now + .seconds(3600))
    }
    let perMinute = profile.requestsPerMinute
    let freeAt = try store.requestFreeAt(profile: profile.name, perMinute: perMinute, now: now)
    // Whoever asks takes half a minute for it; the answer plans the next question.
    let next = freeAt ?? now + .seconds(30)
    let isOurs = try store.takeAssetCheck(asset, now: now, nextAt: next)
    if isOurs && freeAt == nil {
      start(AssetDialect().status(asset.assetID), asset.profile) { .checked(asset, $0) }
      try store.countRequest(profile: profile.name, perMinute: perMinute, now: now)
    }
  }

  private func start(
    _ call: APICall, _ name: String, _ event: @escaping @Sendable (CallResult) -> Event
  ) {
    underWay += 1
    do throws(CallFailure) {
      guard let profile = profiles[name] else {
        throw CallFailure(
          kind: .unready, mayHaveBeenSent: false,
          reason: Phrase("There is no profile {profile}.", ["profile": name]).english)
      }
      let request = try connections.assetRequest(call, profile)
      calls.append(
        transport.start(
          request,
          completion: { [inbox, wake] result in
            inbox.post(event(CallResult(result, to: request)))
            wake()
          }))
    } catch {
      inbox.post(event(.failed(error)))
      wake()
    }
  }

  // MARK: Recording

  private func record(_ event: Event, now: Timestamp) throws(StoreError) {
    let decision = AssetDecision(now: now)
    switch event {
    case .uploaded(let upload, let result):
      switch decision.uploaded(upload, result) {
      case .success(let asset):
        try store.save(asset, nextCheckAt: now + AssetDecision.interval)
        news.append(.accepted(asset))
      case .failure(let trouble): news.append(.notUploaded(upload, trouble))
      }
    case .checked(let before, let result): try recordCheck(before, result, decision)
    case .removed(let assetID, let profile, let result):
      if let trouble = decision.removed(result) {
        return news.append(.notRemoved(assetID: assetID, profile: profile, trouble))
      }
      _ = try store.removeAsset(assetID, profile: profile)
      news.append(.removed(assetID: assetID, profile: profile))
    }
  }

  private func recordCheck(
    _ before: AssetRecord, _ result: CallResult, _ decision: AssetDecision
  ) throws(StoreError) {
    if case .failed(let failure) = result, failure.kind == .cancelled {
      _ = try store.update(before, nextCheckAt: decision.now)
      return
    }
    let (asset, next) = decision.checked(before, result)
    guard try store.update(asset, nextCheckAt: next) else { return }
    if asset.status != .processing {
      news.append(.settled(asset))
    } else if asset.error?.code == AssetDecision.slowCode, before.error?.code != asset.error?.code {
      news.append(.slow(asset))
    }
  }
}
