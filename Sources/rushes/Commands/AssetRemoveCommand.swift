internal import Engine
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes asset remove`: takes an asset out of the library.
enum AssetRemoveCommand {
  static let patience = Duration.seconds(90)

  static func run(_ word: String, _ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let assetID = word.lowercased().hasPrefix("asset://") ? String(word.dropFirst(8)) : word
    guard !assetID.isEmpty, assetID == CleanText.line(assetID, limit: 200),
      !assetID.contains("/"), !assetID.contains(" ")
    else { throw .usage("\(AssetCommand.shown(word)) is no asset's id.") }
    let workspace = try Workspace(arguments)
    let store = try workspace.openStoreForReading()
    let profile = try profile(of: assetID, arguments, workspace, store)
    var trouble: AssetTrouble?
    let following = AssetFollowing(workspace: workspace, store: store)
    let end = try following.run(
      timeLimit: patience, begin: { $0.remove(assetID, profile: profile.name) }
    ) { (_, news) throws(StoreError) in
      var isDone = false
      for item in news {
        switch item {
        case .removed(assetID, profile.name): isDone = true
        case .notRemoved(assetID, profile.name, let why):
          trouble = why
          isDone = true
        default: break
        }
      }
      return isDone
    }
    if let trouble { throw CommandFailure(trouble, "asset://\(assetID) was not removed.") }
    switch end {
    case .interrupted: return .interrupted
    case .done: break
    default:
      throw CommandFailure(
        .network, code: "NoAnswer", "\(profile.name) did not answer in time.",
        advice: "It may be gone all the same; removing it again is harmless.")
    }
    if arguments.has("json") {
      let members: [String: JSONValue] = [
        "asset_id": .string(assetID), "profile": .string(profile.name), "removed": .bool(true),
      ]
      Output.write(JSONValue.object(members).bytes + [0x0a])
    } else {
      Output.write("asset://\(assetID) is removed from \(profile.name).\n")
    }
    return .done
  }

  /// The profile that was named, else the one it was uploaded with.
  private static func profile(
    of assetID: String, _ arguments: Arguments, _ workspace: Workspace, _ store: TaskStore
  ) throws(CommandFailure) -> Profile {
    var name = arguments.value("profile")
    if name == nil {
      do throws(StoreError) {
        name = try AssetActions.list(store).first { $0.assetID == assetID }?.profile
      } catch {
        throw CommandFailure(store: error)
      }
      guard name != nil else {
        throw CommandFailure(
          .usage, code: "UnknownAsset", "There is no asset \(AssetCommand.shown(assetID)) here.",
          advice: "See them with: rushes asset list. One that was uploaded elsewhere is removed "
            + "with --profile.")
      }
    }
    return try AssetActions.profile(named: name, workspace)
  }
}
