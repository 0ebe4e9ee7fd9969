internal import Engine
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes asset`: the vendor's library of media that requests name as `asset://ID`.
enum AssetCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let words = Array(arguments.words.dropFirst())
    switch arguments.words.first {
    case "add": return try AssetAddCommand.run(words, arguments)
    case "list":
      try refuse(["kind", "name"], arguments, "list")
      guard words.isEmpty else { throw .usage("asset list takes no \(shown(words[0])).") }
      return try list(arguments)
    case "remove":
      try refuse(["kind", "name"], arguments, "remove")
      guard words.count == 1 else { throw .usage("Write: rushes asset remove ID") }
      return try AssetRemoveCommand.run(words[0], arguments)
    case let word?:
      throw .usage("asset has no \(shown(word)). It has add, list and remove.")
    case nil:
      throw .usage("Write: rushes asset add URL --kind KIND, asset list, or asset remove ID")
    }
  }

  private static func refuse(
    _ options: [String], _ arguments: Arguments, _ word: String
  ) throws(CommandFailure) {
    for option in options where arguments.has(option) {
      throw .usage("--\(option) does not go with asset \(word).")
    }
  }

  static func shown(_ word: String) -> String { CleanText.line(word, limit: 80) }

  /// How long `asset list` waits for word about what is still looked at.
  private static let listPatience = Duration.seconds(5)

  /// What was uploaded from this machine. Only what is still looked at is asked about, once: a
  /// command that was interrupted while it waited leaves nobody to do it.
  private static func list(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let workspace = try Workspace(arguments)
    if let name = arguments.value("profile") {
      _ = try workspace.profile(named: name, needsKey: false)
    }
    var assets: [AssetRecord] = []
    if let store = try workspace.openStoreIfAny() {
      do throws(StoreError) {
        assets = try AssetActions.list(store, profile: arguments.value("profile"))
      } catch {
        throw CommandFailure(store: error)
      }
      if assets.contains(where: { $0.status == .processing }) {
        assets = try looked(at: assets, arguments, workspace)
      }
    }
    if arguments.has("json") {
      Output.write(JSONText.array(assets.map(\.json)))
    } else {
      Output.write(table(assets))
    }
    return .done
  }

  private static func looked(
    at assets: [AssetRecord], _ arguments: Arguments, _ workspace: Workspace
  ) throws(CommandFailure) -> [AssetRecord] {
    let store = try workspace.openStoreForReading()
    let following = AssetFollowing(workspace: workspace, store: store)
    _ = try following.run(timeLimit: listPatience, begin: { _ in }) { desk, _ in !desk.isBusy }
    do throws(StoreError) {
      return try AssetActions.list(store, profile: arguments.value("profile"))
    } catch {
      throw CommandFailure(store: error)
    }
  }

  private static func table(_ assets: [AssetRecord]) -> String {
    guard !assets.isEmpty else {
      return "Nothing was uploaded from here yet. Try: rushes asset add URL --kind image\n"
    }
    let width = assets.map { Columns.of(CleanText.line($0.reference.text)) }.max() ?? 0
    return assets.map { asset in
      let id = Padding.right(CleanText.line(asset.reference.text), columns: width)
      let kind = Padding.right(asset.kind.rawValue, columns: 5)
      let state = Padding.right(asset.status.rawValue, columns: 10)
      let profile = Padding.right(CleanText.line(asset.profile), columns: 10)
      let why = asset.error.map { "  (\(CleanText.line($0.message)))" } ?? ""
      return "\(id)  \(kind)  \(state)  \(profile)  "
        + CleanText.line(asset.name ?? asset.url) + why + "\n"
    }.joined()
  }
}

extension CommandFailure {
  /// An upload that breaks a rule.
  init(asset violation: Violation) {
    self.init(
      .rule, code: "Rules", "This upload breaks a rule; nothing was sent.",
      violations: [violation])
  }

  /// Something that the library did not do.
  init(_ trouble: AssetTrouble, _ what: String) {
    let status: ExitStatus =
      switch trouble.kind {
      case .refused: .taskFailed
      case .network, .unknown: .network
      case .unready: .configuration
      }
    self.init(
      status, code: trouble.failure.code, "\(what) \(trouble.failure.message)",
      advice: trouble.failure.advice)
  }
}
