internal import Configuration
internal import Dashboard
internal import Engine
internal import TaskStore
internal import VideoTasks
internal import Wording

/// What a person may do with the asset library; the same for the screen and the commands.
///
/// A screen lists with `StoreReader.assets`, and adds and removes with `EngineThread.addAsset` and
/// `removeAsset`; the engine's thread asks on about what is still looked at and tells its
/// `AssetNews`. The store's change says that a list is to be read again.
enum AssetActions {
  /// The names of the profiles that are tried for the library when none is named, in this order.
  static let order = ["kyyvideo2", "kyyaipower", "x1"]

  /// The profile whose library is meant: the named one, else the default one where its API has a
  /// library, else the first of `order` that has a key.
  ///
  /// - Throws: status 4 for a profile whose API has no library, 3 where there is no key.
  static func profile(
    named name: String?, _ workspace: Workspace
  ) throws(CommandFailure) -> Profile {
    if let name {
      let profile = try workspace.profile(named: name, needsKey: false)
      guard profile.api.hasAssets else { throw hasNone(profile) }
      try workspace.requireKey(profile)
      return profile
    }
    let profiles = workspace.settings.profiles
    let standard = profiles.first { $0.name == workspace.settings.defaultProfile }
    if let standard, standard.api.hasAssets {
      try workspace.requireKey(standard)
      return standard
    }
    for name in order {
      if let profile = profiles.first(where: { $0.name == name }), workspace.hasKey(profile) {
        return profile
      }
    }
    throw CommandFailure(
      .configuration, code: "NoKey",
      Phrase(
        "No profile with an asset library has a key; {names} have a library.",
        ["names": order.joined(separator: ", ")]
      ).english,
      advice: Phrase("Store a key with: rushes key set {profile}", ["profile": "kyyvideo2"]).english
    )
  }

  /// An upload that keeps the rules.
  ///
  /// - Throws: status 4 with the rule that the address breaks.
  static func upload(
    url: String, kind: MediaKind, name: String?, _ profile: Profile
  ) throws(CommandFailure) -> AssetUpload {
    if let violation = AssetRules.violation(url: url) {
      throw CommandFailure(
        .rule, code: "Rules", "This upload breaks a rule; nothing was sent.",
        violations: [violation])
    }
    return AssetUpload(profile: profile.name, kind: kind, url: url, name: name)
  }

  /// What was uploaded from this machine, newest first; nil for all profiles.
  static func list(
    _ store: TaskStore, profile: String? = nil
  ) throws(StoreError) -> [AssetRecord] {
    try store.assets(profile: profile)
  }

  /// What the screen says of a piece of news.
  static func action(_ news: AssetNews) -> DashboardAction {
    let sentence = Phrase.recorded(news.sentence)
    return news.isGood ? .notice(sentence) : .actionFailed(sentence)
  }

  private static func hasNone(_ profile: Profile) -> CommandFailure {
    CommandFailure(
      .rule, code: "NoAssetLibrary",
      Phrase(
        "The API of {profile} ({api}) has no asset library.",
        ["profile": profile.name, "api": profile.api.rawValue]
      ).english,
      advice: "Use one of \(order.joined(separator: ", ")): --profile kyyvideo2")
  }
}
