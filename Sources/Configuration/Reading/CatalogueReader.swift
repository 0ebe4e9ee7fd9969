internal import VideoTasks
internal import Wording

/// Reads `models`, `model` and `prices` of a profile, in this order: each may name what came before.
struct CatalogueReader {
  let section: Section

  func read(into profile: inout Profile) throws(ConfigurationError) {
    if let models = try section.section("models", known: nil) {
      for entry in models.all {
        let model = try ModelReader(models: models, catalogue: profile.catalogue).read(entry)
        if let position = profile.catalogue.models.firstIndex(where: { $0.id == model.id }) {
          profile.catalogue.models[position] = model
        } else {
          profile.catalogue.models.append(model)
        }
      }
    }
    if let model = try section.text("model", allowed: Phrase("the id of a model").english),
      let node = section.node("model")
    {
      try check(model, at: node.line, profile)
      profile.model = model
    }
    if let prices = try section.section("prices", known: nil) {
      for entry in prices.all {
        try check(entry.key, at: entry.line, profile)
        profile.prices[entry.key] =
          try PriceReader(prices: prices).read(entry, profile.prices[entry.key])
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
    throw section.unknownModel(model, at: line, among: profile.catalogue.models.map(\.id))
  }
}
