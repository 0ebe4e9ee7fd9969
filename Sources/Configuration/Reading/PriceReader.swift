internal import FoundationEssentials
internal import VideoTasks
internal import Wording

/// Reads one entry of `prices`: what a model costs, by tokens, by seconds or by task.
struct PriceReader {
  /// All of `prices`.
  let prices: Section

  private static let known = [
    "currency", "per_million", "per_million_with_video", "per_million_1080p",
    "per_million_1080p_with_video", "per_second", "per_second_silent", "per_task",
  ]

  /// - Parameter old: what holds for the settings that are left out.
  func read(_ entry: YAMLEntry, _ old: Price?) throws(ConfigurationError) -> Price {
    let row = try Section(
      entry.value, file: prices.file, name: prices.prefix + entry.key, known: Self.known)
    let stated = try currency(row)
    var price = old ?? Price(currency: stated ?? "")
    if let stated { price.currency = stated }
    let rates: [(String, WritableKeyPath<Price, Decimal?>)] = [
      ("per_million", \.perMillion), ("per_million_with_video", \.perMillionWithVideo),
      ("per_million_1080p", \.perMillion1080p),
      ("per_million_1080p_with_video", \.perMillion1080pWithVideo), ("per_second", \.perSecond),
      ("per_second_silent", \.perSecondSilent), ("per_task", \.perTask),
    ]
    for (key, rate) in rates {
      if let amount = try amount(key, row) { price[keyPath: rate] = amount }
    }
    guard !price.currency.isEmpty,
      price.perMillion != nil || price.perSecond != nil || price.perTask != nil
    else {
      throw ConfigurationError(
        file: prices.file, line: entry.line,
        problem: Phrase(
          "The price of \"{name}\" needs \"currency\" and \"per_million\", \"per_second\" or "
            + "\"per_task\".", ["name": Words.shown(entry.key)]
        ).english)
    }
    return price
  }

  private func currency(_ row: Section) throws(ConfigurationError) -> String? {
    let allowed = Phrase("three capital letters like USD").english
    guard let text = try row.text("currency", allowed: allowed), let node = row.node("currency")
    else { return nil }
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard text.utf8.count == 3, text.utf8.allSatisfy(capitals.contains) else {
      throw row.wrong("currency", node, allowed)
    }
    return text
  }

  private func amount(_ key: String, _ row: Section) throws(ConfigurationError) -> Decimal? {
    let allowed = Phrase("an amount of money like 7.0").english
    guard let text = try row.text(key, allowed: allowed), let node = row.node(key) else {
      return nil
    }
    guard Section.isDecimal(text), let amount = Decimal(string: text), amount <= 1_000_000 else {
      throw row.wrong(key, node, allowed)
    }
    return amount
  }
}
