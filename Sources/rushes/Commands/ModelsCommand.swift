internal import Configuration
internal import TextLayout
internal import VideoTasks

/// `rushes models`: profiles and models, and what each takes; uses no network and no key.
enum ModelsCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let workspace = try Workspace(arguments)
    let profiles: [Profile]
    if let name = arguments.value("profile") {
      profiles = [try workspace.profile(named: name, needsKey: false)]
    } else {
      profiles = workspace.settings.profiles
    }
    if arguments.has("json") {
      Output.write(JSONText.line(profiles.flatMap(ModelJSON.rows)))
    } else {
      Output.write(profiles.map(text).joined(separator: "\n"))
    }
    return .done
  }

  private static func text(_ profile: Profile) -> String {
    guard !profile.catalogue.models.isEmpty else {
      return "\(profile.name) (\(profile.api.rawValue)): no models in this version\n"
    }
    let width = profile.catalogue.models.map { Columns.of($0.id) }.max() ?? 0
    let rows = profile.catalogue.models.map { model in
      let tiers = model.resolutions.map(\.rawValue).joined(separator: " ")
      let length = "\(model.durations.lowerBound)–\(model.durations.upperBound) s"
      let auto = model.allowsAutomaticDuration ? " or -1" : ""
      let price = profile.price(of: model.id).flatMap { price in
        price.perMillion.map { "\(price.currency) \($0) per million tokens" }
      }
      return "  \(Padding.right(model.id, columns: width))  \(Padding.right(tiers, columns: 15))  "
        + "\(Padding.right(length + auto, columns: 13))  \(price ?? "price unknown")\n"
    }
    return "\(profile.name) (\(profile.api.rawValue))\n" + rows.joined()
  }
}

/// One row of `rushes models --json`.
private struct ModelJSON: Encodable {
  let profile: String
  let api: String
  let model: String
  let title: String
  let modes: [String]
  let ratios: [String]
  let resolutions: [String]
  let shortest: Int
  let longest: Int
  let automatic: Bool
  let audio: Bool
  let seed: Bool
  let images: Int
  let videos: Int
  let voices: Int
  let billing: String

  static func rows(_ profile: Profile) -> [ModelJSON] {
    profile.catalogue.models.map { ModelJSON(profile, $0) }
  }

  private init(_ profile: Profile, _ model: ModelSpec) {
    self.profile = profile.name
    api = profile.api.rawValue
    self.model = model.id
    title = model.title
    modes = model.modes.map(\.rawValue)
    ratios = model.ratios.map(\.rawValue)
    resolutions = model.resolutions.map(\.rawValue)
    shortest = model.durations.lowerBound
    longest = model.durations.upperBound
    automatic = model.allowsAutomaticDuration
    audio = model.takesAudio
    seed = model.takesSeed
    images = model.maxImages
    videos = model.maxVideos
    voices = model.maxVoices
    billing = model.billing.rawValue
  }
}
