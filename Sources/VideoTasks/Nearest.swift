/// Finds the allowed value that is nearest to one that is not allowed.
public enum Nearest {
  /// The value of `range` that is nearest to `value`.
  static func value<Number: Comparable>(_ value: Number, in range: ClosedRange<Number>) -> Number {
    min(max(value, range.lowerBound), range.upperBound)
  }

  /// The name that takes the fewest changes, or nil when none is close. O(names × lengths).
  public static func name(_ name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().prefix(100))
    let ranked = names.map { (name: $0, changes: changes(wanted, Array($0.lowercased()))) }
    guard let best = ranked.min(by: { $0.changes < $1.changes }) else { return nil }
    return best.changes <= max(2, best.name.count / 2) ? best.name : nil
  }

  /// The ratio whose shape is nearest; nil when `text` is no shape.
  static func ratio(_ text: String, among ratios: [Ratio]) -> Ratio? {
    let lowered = text.lowercased()
    if let same = ratios.first(where: { $0.rawValue == lowered }) { return same }
    guard let wanted = shape(text) else { return nil }
    return ratios.compactMap { ratio in shape(ratio.rawValue).map { (ratio, abs($0 - wanted)) } }
      .min { $0.1 < $1.1 }?.0
  }

  /// The resolution whose number of lines is nearest; nil when `text` holds no number.
  static func resolution(_ text: String, among resolutions: [Resolution]) -> Resolution? {
    guard let wanted = lines(text) else { return nil }
    return resolutions.compactMap { tier in lines(tier.rawValue).map { (tier, abs($0 - wanted)) } }
      .min { $0.1 < $1.1 }?.0
  }

  /// How far a shape is from a square: above 0 when it is wide, below when it is tall, and as far
  /// for 9:16 as for 16:9. Takes `16:9`, `16x9`, `16/9` and `16：9`.
  private static func shape(_ text: String) -> Double? {
    let parts = text.split { ":x/×*：".contains($0) }
    guard parts.count == 2, let width = Double(parts[0]), let height = Double(parts[1]),
      width > 0, height > 0, (width / height).isNormal
    else { return nil }
    return width >= height ? width / height - 1 : 1 - height / width
  }

  private static func lines(_ text: String) -> Int? {
    let lowered = text.lowercased()
    if lowered == "2k" { return 1440 }
    if lowered == "4k" { return 2160 }
    return Int(lowered.prefix { $0.isNumber })
  }

  /// The least number of letters to put in, take out or exchange.
  private static func changes(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let exchanged = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(exchanged, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}

extension ModelSpec {
  /// The built-in model of the same API that does what this one does not, and is most like it: with
  /// the longest common beginning of their ids, the first of several. O(models).
  func sibling(_ does: (ModelSpec) -> Bool) -> ModelSpec? {
    ModelCatalogue.builtIn(for: api).models.filter { $0.id != id && does($0) }
      .max { common($0) < common($1) }
  }

  private func common(_ other: ModelSpec) -> Int {
    zip(id.utf8, other.id.utf8).prefix { $0 == $1 }.count
  }
}
