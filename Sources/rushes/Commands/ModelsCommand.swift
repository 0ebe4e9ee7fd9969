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
      Output.write(profiles.map { ModelTable(profile: $0).text }.joined(separator: "\n"))
    }
    return .done
  }
}

/// The models of a profile in lines of at most 80 columns: what all of them have in common above,
/// what they differ in below.
struct ModelTable {
  let profile: Profile

  private static let columns = 80
  private static let labelColumns = 12

  var text: String {
    let models = profile.catalogue.models
    let head = "\(profile.name) (\(profile.api.rawValue))\n"
    let facts = models.map { ModelFacts($0, profile.price(of: $0.id)) }
    guard let first = facts.first else { return head + "  no models\n" }
    let labels = ModelFacts.labels
    let common = labels.filter { label in facts.allSatisfy { $0[label] == first[label] } }
    let own = labels.filter { !common.contains($0) }
    var lines: [String] = common.flatMap { line($0, first[$0], indent: 2) }
    for (model, facts) in zip(models, facts) {
      lines.append("  " + model.id)
      lines += own.flatMap { line($0, facts[$0], indent: 4) }
    }
    return head + lines.map { $0 + "\n" }.joined()
  }

  /// A label and its value; a long value goes on below itself.
  private func line(_ label: String, _ value: String, indent: Int) -> [String] {
    guard !value.isEmpty else { return [] }
    let before = String(repeating: " ", count: indent)
    let room = Self.columns - indent - Self.labelColumns
    var lines: [String] = []
    var current = ""
    for word in value.split(separator: " ") {
      if !current.isEmpty, Columns.of(current) + 1 + Columns.of(String(word)) > room {
        lines.append(current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    lines.append(current)
    return lines.enumerated().map { index, text in
      before + Padding.right(index == 0 ? label : "", columns: Self.labelColumns) + text
    }
  }
}

/// What a model takes, in words, by label.
private struct ModelFacts {
  static let labels = [
    "modes", "prompt", "length", "ratio", "resolution", "sound", "also", "references", "media",
    "billed", "price",
  ]

  private let values: [String: String]

  subscript(label: String) -> String { values[label] ?? "" }

  init(_ model: ModelSpec, _ price: Price?) {
    values = [
      "modes": model.modes.map(Self.mode).joined(separator: ", "),
      "prompt": Self.prompt(model),
      "length": Self.length(model),
      "ratio": Self.ratio(model),
      "resolution": Self.resolution(model),
      "sound": Self.sound(model),
      "also": Self.also(model),
      "references": Self.references(model),
      "media": Self.media(model),
      "billed": Self.billed(model),
      "price": PriceWords.of(price),
    ]
  }

  private static func mode(_ mode: GenerationMode) -> String {
    switch mode {
    case .text: "text"
    case .firstFrame: "first frame"
    case .firstAndLastFrame: "first and last frame"
    case .references: "references"
    }
  }

  private static func prompt(_ model: ModelSpec) -> String {
    let free = model.modesWithoutPrompt.filter(model.modes.contains)
    let need =
      free.isEmpty
      ? "always needed" : "needed, but not with " + free.map(mode).joined(separator: ", ")
    guard let limits = model.promptLimits else { return need }
    return need + "; at most \(limits.chineseCharacters) Chinese characters and "
      + "\(limits.englishWords) English words"
  }

  private static func length(_ model: ModelSpec) -> String {
    let range = "\(model.durations.lowerBound)–\(model.durations.upperBound) s"
    let automatic = model.allowsAutomaticDuration ? " or -1" : ""
    return range + automatic + ", \(model.durationWhenUnstated) s when not stated"
  }

  private static func ratio(_ model: ModelSpec) -> String {
    guard !model.ratios.isEmpty else { return "no such setting" }
    let plain = model.ratioWhenUnstated(in: .text)
    let framed = model.ratioWhenUnstated(in: .firstFrame)
    let frames = framed == plain ? "" : " (\(framed.rawValue) with a first frame)"
    return model.ratios.map(\.rawValue).joined(separator: " ")
      + ", \(plain.rawValue) when not stated\(frames)"
  }

  private static func resolution(_ model: ModelSpec) -> String {
    let plain = model.resolutionWhenUnstated.rawValue
    guard model.resolutions.isEmpty else {
      return model.resolutions.map(\.rawValue).joined(separator: " ") + ", \(plain) when not stated"
    }
    return model.id.hasSuffix("_" + plain)
      ? "\(plain), by the model's name" : "no such setting, probably \(plain)"
  }

  private static func sound(_ model: ModelSpec) -> String {
    guard model.takesAudio else { return "no such setting" }
    guard let byDefault = model.defaultAudio else { return "on or off, default not known" }
    return "on or off, \(byDefault ? "on" : "off") when not stated"
  }

  private static func also(_ model: ModelSpec) -> String {
    let fields = [
      model.takesSeed ? "seed" : nil, model.takesWatermark ? "watermark" : nil,
      model.takesReturnLastFrame ? "last frame" : nil, model.expiry == nil ? nil : "expiry",
    ].compactMap { $0 }
    return fields.isEmpty
      ? "no seed, watermark, last frame or expiry" : fields.joined(separator: ", ")
  }

  private static func references(_ model: ModelSpec) -> String {
    guard model.modes.contains(.references) else { return "none" }
    let videos =
      model.minVideos == 0 ? "at most \(model.maxVideos)" : "\(model.minVideos)–\(model.maxVideos)"
    return "at most \(model.maxImages) images, \(videos) videos, at most \(model.maxVoices) voices"
  }

  private static func media(_ model: ModelSpec) -> String {
    let files = model.media.takesFiles.map { "\($0.rawValue) files" }
    let assets = model.media.takesAssets ? ["asset://ID"] : []
    return (["addresses"] + assets + files).joined(separator: ", ")
  }

  private static func billed(_ model: ModelSpec) -> String {
    switch model.billing {
    case .tokens: "by tokens"
    case .seconds: "by the second"
    case .tasks: "by the video"
    case .unknown: "not known"
    }
  }
}

/// A price in words.
private enum PriceWords {
  static func of(_ price: Price?) -> String {
    guard let price else { return "not known: state it under prices in the configuration" }
    let tokens = [
      price.perMillion.map { "\($0)" }, price.perMillionWithVideo.map { "\($0) with a video" },
      price.perMillion1080p.map { "\($0) at 1080p" },
      price.perMillion1080pWithVideo.map { "\($0) at 1080p with a video" },
    ].compactMap { $0 }
    let rates = [
      tokens.isEmpty ? nil : "\(tokens.joined(separator: ", ")) per million tokens",
      price.perSecond.map { "\($0) a second" },
      price.perSecondSilent.map { "\($0) a second without sound" },
      price.perTask.map { "\($0) a video" },
    ].compactMap { $0 }
    return "\(price.currency) " + rates.joined(separator: "; ")
  }
}
