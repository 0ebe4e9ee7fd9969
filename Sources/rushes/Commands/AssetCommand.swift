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
      printTable(assets)
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

  /// With a heading, and cut to its width, on a terminal; whole lines for a script.
  private static func printTable(_ assets: [AssetRecord]) {
    guard !assets.isEmpty else {
      return Output.complain(
        "Nothing was uploaded from here yet. Try: rushes asset add URL --kind image")
    }
    let columns = Output.columns
    let ids = assets.map { CleanText.line($0.reference.text) }
    let width = ids.map { Columns.of($0) }.max() ?? 0
    func row(_ id: String, _ kind: String, _ state: String, _ profile: String, _ rest: String) {
      let cells = [
        Padding.right(id, columns: width), Padding.right(kind, columns: 5),
        Padding.right(state, columns: 10), Padding.right(profile, columns: 10), rest,
      ]
      let line = cells.joined(separator: "  ")
      Output.write((columns.map { Truncation.tail(line, columns: $0) } ?? line) + "\n")
    }
    if columns != nil { row("Reference", "Kind", "State", "Profile", "Name") }
    for (id, asset) in zip(ids, assets) {
      let why = asset.error.map { "  (\(CleanText.line($0.message)))" } ?? ""
      row(
        id, asset.kind.rawValue, asset.status.rawValue, CleanText.line(asset.profile),
        CleanText.line(asset.name ?? asset.url) + why)
    }
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
