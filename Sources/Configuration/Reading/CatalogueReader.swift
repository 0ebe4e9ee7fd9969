internal import FoundationEssentials
internal import VideoTasks

/// Reads `models`, `model` and `prices` of a profile, in this order: each may name what came before.
struct CatalogueReader {
  let section: Section

  func read(into profile: inout Profile) throws(ConfigurationError) {
    if let models = try section.section("models", known: nil) {
      for entry in models.all { try readModel(entry, models, into: &profile) }
    }
    if let model = try section.text("model", allowed: "the id of a model"),
      let node = section.node("model")
    {
      try check(model, at: node.line, profile)
      profile.model = model
    }
    if let prices = try section.section("prices", known: nil) {
      for entry in prices.all {
        try check(entry.key, at: entry.line, profile)
        profile.prices[entry.key] = try price(entry, prices, profile.prices[entry.key])
      }
    }
  }

  private func check(
    _ model: String, at line: Int, _ profile: Profile
  ) throws(ConfigurationError) {
    // An endpoint of the user's own at the vendor stands for a model.
    if profile.api == .ark, model.hasPrefix("ep-") { return }
    // Without a single model there is nothing to check against.
    guard !profile.catalogue.models.isEmpty, profile.catalogue[model] == nil else { return }
    throw section.unknown(
      "model", model, at: line, among: profile.catalogue.models.map(\.id), lead: "The models are")
  }

  // MARK: Models

  private func readModel(
    _ entry: YAMLEntry, _ models: Section, into profile: inout Profile
  ) throws(ConfigurationError) {
    let name = models.prefix + entry.key
    let row = try Section(
      entry.value, file: section.file, name: name,
      known: ["like", "title", "durations", "resolutions", "ratios"])
    var model = try pattern(entry, row, profile)
    model.id = entry.key
    if let title = try row.text("title") { model.title = Words.shown(title) }
    // The defaults stay as they are: they are the server's, whatever the model makes.
    if let range = try durations(row) { model.durations = range }
    if let list: [Resolution] = try choices("resolutions", row) { model.resolutions = list }
    if let list: [Ratio] = try choices("ratios", row) { model.ratios = list }
    if let position = profile.catalogue.models.firstIndex(where: { $0.id == model.id }) {
      profile.catalogue.models[position] = model
    } else {
      profile.catalogue.models.append(model)
    }
  }

  /// The row that the new one is made from.
  private func pattern(
    _ entry: YAMLEntry, _ row: Section, _ profile: Profile
  ) throws(ConfigurationError) -> ModelSpec {
    let isID = entry.key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") }
    guard isID, (1...200).contains(entry.key.utf8.count) else {
      throw ConfigurationError(
        file: section.file, line: entry.line,
        problem: "\"\(Words.shown(entry.key))\" cannot be the id of a model.")
    }
    guard let like = try row.text("like", allowed: "the id of a model"),
      let node = row.node("like")
    else {
      if let model = profile.catalogue[entry.key] { return model }
      throw ConfigurationError(
        file: section.file, line: entry.line,
        problem:
          "The new model \"\(Words.shown(entry.key))\" needs \"like\": the model whose rules "
          + "it keeps.",
        fix: Words.suggestion(
          for: entry.key, among: profile.catalogue.models.map(\.id), lead: "The models are"))
    }
    guard let model = profile.catalogue[like] else {
      throw row.unknown(
        "model", like, at: node.line, among: profile.catalogue.models.map(\.id),
        lead: "The models are")
    }
    var copy = model
    if like != entry.key { copy.title = entry.key }
    return copy
  }

  private func durations(_ row: Section) throws(ConfigurationError) -> ClosedRange<Int>? {
    let allowed = "a range of seconds like \"4-15\""
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

  private func choices<Choice>(
    _ key: String, _ row: Section
  ) throws(ConfigurationError) -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    guard let node = row.node(key) else { return nil }
    let names = Choice.allCases.map(\.rawValue)
    let allowed = "a list of \(Words.choice(names))"
    guard let elements = node.elements, !elements.isEmpty else {
      throw row.wrong(key, node, allowed)
    }
    var list: [Choice] = []
    for element in elements {
      guard let choice = element.scalar.flatMap(Choice.init(rawValue:)), !list.contains(choice)
      else { throw row.wrong(key, element, allowed + ", each once") }
      list.append(choice)
    }
    return list
  }

  // MARK: Prices

  private func price(
    _ entry: YAMLEntry, _ prices: Section, _ old: Price?
  ) throws(ConfigurationError) -> Price {
    let name = prices.prefix + entry.key
    let row = try Section(
      entry.value, file: section.file, name: name,
      known: [
        "currency", "per_million", "per_million_with_video", "per_million_1080p",
        "per_million_1080p_with_video",
      ])
    guard let currency = try currency(row) ?? old?.currency,
      let perMillion = try amount("per_million", row) ?? old?.perMillion
    else {
      throw ConfigurationError(
        file: section.file, line: entry.line,
        problem:
          "The price of \"\(Words.shown(entry.key))\" needs \"currency\" and \"per_million\".")
    }
    var price = old ?? Price(currency: currency, perMillion: perMillion)
    price.currency = currency
    price.perMillion = perMillion
    price.perMillionWithVideo =
      try amount("per_million_with_video", row) ?? price.perMillionWithVideo
    price.perMillion1080p = try amount("per_million_1080p", row) ?? price.perMillion1080p
    price.perMillion1080pWithVideo =
      try amount("per_million_1080p_with_video", row) ?? price.perMillion1080pWithVideo
    return price
  }

  private func currency(_ row: Section) throws(ConfigurationError) -> String? {
    let allowed = "three capital letters like USD"
    guard let text = try row.text("currency", allowed: allowed), let node = row.node("currency")
    else { return nil }
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard text.utf8.count == 3, text.utf8.allSatisfy(capitals.contains) else {
      throw row.wrong("currency", node, allowed)
    }
    return text
  }

  private func amount(_ key: String, _ row: Section) throws(ConfigurationError) -> Decimal? {
    let allowed = "an amount of money like 7.0"
    guard let text = try row.text(key, allowed: allowed), let node = row.node(key) else {
      return nil
    }
    guard Section.isDecimal(text), let amount = Decimal(string: text), amount <= 1_000_000 else {
      throw row.wrong(key, node, allowed)
    }
    return amount
  }
}
