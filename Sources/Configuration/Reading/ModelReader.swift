internal import VideoTasks
internal import Wording

/// Reads one entry of `models`: a change of a model, or a new one that is like another.
struct ModelReader {
  /// All of `models`.
  let models: Section
  /// The models that there are so far.
  let catalogue: ModelCatalogue

  private static let known = [
    "like", "title", "modes", "durations", "default_duration", "automatic_duration", "resolutions",
    "default_resolution", "ratios", "default_ratio", "audio", "seed", "watermark",
    "return_last_frame", "max_images", "min_videos", "max_videos", "max_voices", "billing",
  ]

  func read(_ entry: YAMLEntry) throws(ConfigurationError) -> ModelSpec {
    let row = try Section(
      entry.value, file: models.file, name: models.prefix + entry.key, known: Self.known)
    var model = try pattern(entry, row)
    model.id = entry.key
    if let title = try row.text("title") { model.title = Words.shown(title) }
    try readChoices(row, into: &model)
    try readFields(row, into: &model)
    try readCounts(row, into: &model)
    try checkReferences(model, entry)
    return model
  }

  /// The model that the new one is made from.
  private func pattern(
    _ entry: YAMLEntry, _ row: Section
  ) throws(ConfigurationError) -> ModelSpec {
    let isID = entry.key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
    guard isID, (1...200).contains(entry.key.utf8.count) else {
      throw ConfigurationError(
        file: models.file, line: entry.line,
        problem: Phrase("\"{name}\" cannot be the id of a model.", ["name": Words.shown(entry.key)])
          .english)
    }
    guard let like = try row.text("like", allowed: Phrase("the id of a model").english),
      let node = row.node("like")
    else {
      if let model = catalogue[entry.key] { return model }
      throw ConfigurationError(
        file: models.file, line: entry.line,
        problem: Phrase(
          "The new model \"{name}\" needs \"like\": the model whose rules it keeps.",
          ["name": Words.shown(entry.key)]
        ).english,
        fix: Words.suggestion(
          for: entry.key, among: catalogue.models.map(\.id), else: Section.modelList))
    }
    guard let model = catalogue[like] else {
      throw row.unknownModel(like, at: node.line, among: catalogue.models.map(\.id))
    }
    var copy = model
    if like != entry.key { copy.title = entry.key }
    return copy
  }

  // The defaults are the server's, whatever the model makes: they change only where the file says so.
  private func readChoices(
    _ row: Section, into model: inout ModelSpec
  ) throws(ConfigurationError) {
    if let modes: [GenerationMode] = try choices("modes", row) { model.modes = modes }
    if let range = try durations(row) { model.durations = range }
    if let seconds = try row.integer("default_duration", 1...3600) {
      model.defaultDuration = seconds
    }
    if let list: [Resolution] = try choices("resolutions", row) { model.resolutions = list }
    if let tier: Resolution = try choice("default_resolution", row) {
      model.defaultResolution = tier
    }
    if let list: [Ratio] = try choices("ratios", row) { model.ratios = list }
    if let ratio: Ratio = try choice("default_ratio", row) {
      model.defaultRatio = ratio
      model.defaultRatioWithFrames = ratio
    }
    if let billing: ModelSpec.Billing = try choice("billing", row) { model.billing = billing }
  }

  private func readFields(
    _ row: Section, into model: inout ModelSpec
  ) throws(ConfigurationError) {
    if let takes = try row.bool("automatic_duration") { model.allowsAutomaticDuration = takes }
    if let takes = try row.bool("audio") {
      model.takesAudio = takes
      if !takes { model.defaultAudio = nil }
    }
    if let takes = try row.bool("seed") { model.takesSeed = takes }
    if let takes = try row.bool("watermark") { model.takesWatermark = takes }
    if let takes = try row.bool("return_last_frame") { model.takesReturnLastFrame = takes }
  }

  private func readCounts(
    _ row: Section, into model: inout ModelSpec
  ) throws(ConfigurationError) {
    if let count = try row.integer("max_images", 0...100) { model.maxImages = count }
    if let count = try row.integer("min_videos", 0...100) { model.minVideos = count }
    if let count = try row.integer("max_videos", 0...100) { model.maxVideos = count }
    if let count = try row.integer("max_voices", 0...100) { model.maxVoices = count }
  }

  /// Settings that are right alone can leave no request that keeps all of them.
  private func checkReferences(
    _ model: ModelSpec, _ entry: YAMLEntry
  ) throws(ConfigurationError) {
    let name = Words.shown(entry.key)
    if model.minVideos > model.maxVideos {
      throw ConfigurationError(
        file: models.file, line: entry.line,
        problem: Phrase(
          "\"min_videos\" of \"{name}\" is above its \"max_videos\" ({most}).",
          ["name": name, "most": model.maxVideos]
        ).english, fix: Phrase("Make it smaller, or state \"max_videos\" too.").english)
    }
    if model.modes.contains(.references), model.maxImages == 0, model.maxVideos == 0 {
      throw ConfigurationError(
        file: models.file, line: entry.line,
        problem: Phrase(
          "\"modes\" of \"{name}\" has \"references\", and it takes none.", ["name": name]
        ).english, fix: Phrase("State \"max_images\" or \"max_videos\" too.").english)
    }
  }

  // MARK: Values

  private func durations(_ row: Section) throws(ConfigurationError) -> ClosedRange<Int>? {
    let allowed = Phrase("a range of seconds like \"4-15\"").english
    guard let text = try row.text("durations", allowed: allowed),
      let node = row.node("durations")
    else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
      Section.isDecimal(String(end)) ? Int(end) : nil
    }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
      first >= 1, first <= last, last <= 3600
    else { throw row.wrong("durations", node, allowed) }
    return first...last
  }

  private func choice<Choice>(_ key: String, _ row: Section) throws(ConfigurationError) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    let allowed = Words.choice(Choice.allCases.map(\.rawValue))
    guard let text = try row.text(key, allowed: allowed), let node = row.node(key) else {
      return nil
    }
    guard let choice = Choice(rawValue: text) else { throw row.wrong(key, node, allowed) }
    return choice
  }

  private func choices<Choice>(
    _ key: String, _ row: Section
  ) throws(ConfigurationError) -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    guard let node = row.node(key) else { return nil }
    let names = Choice.allCases.map(\.rawValue)
    let allowed = Phrase("a list of some of {names}", ["names": Words.choice(names)]).english
    guard let elements = node.elements, !elements.isEmpty else {
      throw row.wrong(key, node, allowed)
    }
    var list: [Choice] = []
    for element in elements {
      guard let choice = element.scalar.flatMap(Choice.init(rawValue:)), !list.contains(choice)
      else {
        throw row.wrong(
          key, element,
          Phrase("a list of some of {names}, each once", ["names": Words.choice(names)]).english)
      }
      list.append(choice)
    }
    return list
  }
}
