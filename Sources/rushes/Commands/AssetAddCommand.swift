internal import Engine
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes asset add`: uploads by address, and waits until the asset can be used.
enum AssetAddCommand {
  /// A little more than an asset may be looked at before the desk says that it takes long.
  static let patience = Duration.seconds(620)

  static func run(_ words: [String], _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    guard let url = words.first, words.count == 1 else {
      throw .usage("Write: rushes asset add URL --kind image, video or audio")
    }
    guard let kind = arguments.value("kind").flatMap(MediaKind.init(rawValue:)) else {
      let word = arguments.value("kind").map { ", not \"\(AssetCommand.shown($0))\"" } ?? ""
      throw .usage("--kind takes image, video or audio\(word).")
    }
    let workspace = try Workspace(arguments)
    // What breaks a rule does so whether there is a key or not.
    if let violation = AssetRules.violation(url: url) { throw CommandFailure(asset: violation) }
    let profile = try AssetActions.profile(named: arguments.value("profile"), workspace)
    let upload = try AssetActions.upload(
      url: url, kind: kind, name: arguments.value("name"), profile)
    return try send(upload, arguments, workspace)
  }

  private static func send(
    _ upload: AssetUpload, _ arguments: Arguments, _ workspace: Workspace
  ) throws(CommandFailure) -> ExitStatus {
    let isJSON = arguments.has("json")
    let store = try workspace.openStoreForReading()
    var added: AssetRecord?
    var trouble: AssetTrouble?
    let following = AssetFollowing(workspace: workspace, store: store)
    let end = try following.run(timeLimit: patience, begin: { $0.upload(upload) }) {
      (_, news) throws(StoreError) in
      for item in news {
        switch item {
        case .accepted(let asset):
          added = asset
          if !isJSON { Output.complain("rushes: " + CleanText.paragraph(item.sentence)) }
        case .notUploaded(_, let why): trouble = why
        default: break
        }
      }
      if trouble != nil { return true }
      // Another process may have asked; the store knows.
      guard let known = added else { return false }
      added = try store.asset(known.assetID, profile: known.profile)
      return added.map { $0.status != .processing || $0.error?.code == "Slow" } ?? true
    }
    if let trouble {
      throw CommandFailure(trouble, "The \(upload.kind.rawValue) was not uploaded.")
    }
    return try report(added, upload, end, isJSON)
  }

  private static func report(
    _ asset: AssetRecord?, _ upload: AssetUpload, _ end: EngineLoop.End, _ isJSON: Bool
  ) throws(CommandFailure) -> ExitStatus {
    if let asset, isJSON { Output.write(asset.json.bytes + [0x0a]) }
    if end == .interrupted {
      let whereItIs = asset.map { "\($0.reference.text) is looked at all the same." }
      Output.complain(
        "rushes: interrupted; " + CleanText.line(whereItIs ?? AssetAddCommand.mayBeThere))
      return .interrupted
    }
    guard let asset else {
      throw CommandFailure(
        .network, code: "NoAnswer", "\(upload.profile) did not answer in time.",
        advice: AssetAddCommand.mayBeThere)
    }
    switch asset.status {
    case .active:
      if !isJSON {
        Output.write("\(CleanText.line(asset.reference.text))\n")
        Output.complain("Use it in a request: " + CleanText.line(asset.usage))
      }
      return .done
    case .failed:
      throw CommandFailure(
        .taskFailed, code: asset.error?.code ?? "AssetFailed",
        "\(asset.reference.text) cannot be used: \(asset.error?.message ?? "no reason given")",
        advice: asset.error?.advice ?? "")
    case .processing:
      throw CommandFailure(
        .network, code: "Slow", AssetNews.slow(asset).sentence)
    }
  }

  private static let mayBeThere =
    "The upload may have arrived; adding it again is harmless."
}
