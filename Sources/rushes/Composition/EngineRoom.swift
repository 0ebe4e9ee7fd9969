internal import Configuration
internal import Engine
internal import Glibc
internal import HTTPTransport
internal import Sandbox
internal import Synchronization
internal import TaskStore
internal import VideoTasks
internal import Wording

/// What all engines of this process share: the transport, the sandbox, and the keys that were found.
///
/// The transport and the sandbox begin at their first use, since opening their libraries costs
/// several milliseconds.
final class EngineRoom: Sendable {
  let workspace: Workspace
  private let transport = HTTPTransport()
  private let sandbox: Mutex<SandboxServer?> = Mutex(nil)
  private let keys: Mutex<[String: APIKey]> = Mutex([:])

  init(workspace: Workspace) { self.workspace = workspace }

  /// An engine with its driver, for the calling thread, on a store of that thread.
  ///
  /// - Parameter wake: called on any thread when the driver wants to step.
  func driver(
    store: TaskStore, scope: [TaskID]?, policy: EnginePolicy,
    wake: @escaping @Sendable () -> Void
  ) throws(StoreError) -> EngineDriver {
    let owner = try store.registerOwner(now: SystemClock.now())
    let gateStore = try workspace.openStore(.readWrite)
    let naming = workspace.settings.nameTemplate
    let settings = workspace.settings
    let begins =
      scope.map { Phrase("begins, for {count} named tasks", ["count": $0.count]) }
      ?? Phrase("begins, for all tasks")
    ProgramLog.write("engine", begins.english)
    let engine = Engine(
      store: store, owner: owner, profiles: workspace.settings.profiles, policy: policy,
      videos: VideoFolder(
        folder: workspace.videoFolder, files: LocalVideoFiles(),
        nameOf: { FileNaming.name(template: naming, fields: .init($0), suffix: "") },
        describe: {
          ScreenChoices.writesSidecars(settings, store) ? Sidecar.write($0) : nil
        }),
      scope: scope, clock: SystemClock.now, random: { UInt64.random(in: .min ... .max) })
    return EngineDriver(
      engine: engine, transport: transport,
      gate: SubmitGate(store: gateStore, owner: owner, clock: SystemClock.now),
      connections: connections, clock: SystemClock.now, wake: wake)
  }

  /// A desk for the asset library, for the calling thread, on a store of that thread.
  ///
  /// - Parameter wake: called on any thread when the desk wants to step.
  func assetDesk(store: TaskStore, wake: @escaping @Sendable () -> Void) -> AssetDesk {
    AssetDesk(
      store: store, transport: transport, profiles: workspace.settings.profiles,
      connections: connections, wake: wake)
  }

  /// Ends the transport's thread and the sandbox.
  func close() {
    transport.close()
    sandbox.withLock { $0?.stop() }
  }

  private var connections: EngineConnections {
    EngineConnections(
      baseURL: { [self] profile throws(CallFailure) in try baseURL(of: profile) },
      key: { [self] profile throws(CallFailure) in try key(of: profile) },
      readFile: { LocalPath.read($0, limit: 64 << 20) })
  }

  private func baseURL(of profile: Profile) throws(CallFailure) -> String {
    switch profile.server {
    case .url(let address): return address
    case .sandbox:
      let started = sandbox.withLock { server -> Result<SandboxServer, SandboxError> in
        if let server { return .success(server) }
        return workspace.startSandbox(port: 0).map { started in
          server = started
          return started
        }
      }
      switch started {
      case .success(let server):
        return server.baseURL(for: EngineRoom.sandboxPrefix(profile))
      case .failure(let error):
        throw CallFailure(
          kind: .unready, mayHaveBeenSent: false, reason: error.message,
          advice: Phrase("Nothing was sent. Send it again when that is mended.").english)
      }
    }
  }

  /// Where the sandbox plays the server of a profile.
  private static func sandboxPrefix(_ profile: Profile) -> SandboxPrefix {
    switch profile.api {
    case .ark: profile.isOfficialArk ? .official : .apiyi
    case .kyyvideo2: .kyyvideo2
    case .kyyaipower: .kyyaipower
    case .x1: .x1
    }
  }

  private func key(of profile: Profile) throws(CallFailure) -> APIKey {
    if profile.server == .sandbox { return APIKey("sandbox") }
    if let known = keys.withLock({ $0[profile.name] }) { return known }
    do throws(KeyError) {
      if let found = try workspace.key(for: profile) {
        keys.withLock { $0[profile.name] = found }
        ProgramLog.hide(found)
        return found
      }
    } catch {
      throw CallFailure(
        kind: .unready, mayHaveBeenSent: false, reason: error.message,
        advice: Phrase("Then retry the task.").english)
    }
    throw CallFailure(
      kind: .unready, mayHaveBeenSent: false,
      reason: Phrase("The profile {profile} has no key.", ["profile": profile.name]).english,
      advice: Phrase.sentences([
        Phrase("Nothing was sent."),
        Phrase("Store one with: rushes key set {profile}", ["profile": profile.name]),
      ]).english)
  }
}
