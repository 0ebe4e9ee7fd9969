internal import Wording

/// Words for error messages: names that are near, lists, and text of files made fit to be shown.
enum Words {
  /// The text without anything that could move a cursor or turn the writing, and not too long.
  static func shown(_ text: String, limit: Int = 60) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: scalars.append(scalar)
      }
    }
    let clean = String(scalars)
    return clean.count > limit ? clean.prefix(limit - 1) + "…" : clean
  }

  /// `"a", "b" or "c"`.
  static func choice(_ names: [String]) -> String {
    let quoted = names.map { "\"\(shown($0))\"" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `"a" and "b"`.
  static func both(_ names: [String]) -> String {
    names.map { "\"\(shown($0))\"" }.joined(separator: " and ")
  }

  /// `Did you mean "x"?`, or the list of all names when none is near.
  ///
  /// - Parameter list: says the list in a sentence.
  static func suggestion(
    for name: String, among names: [String], else list: (_ names: String) -> Phrase
  ) -> String {
    if let near = nearest(to: name, among: names) {
      return Phrase("Did you mean \"{name}\"?", ["name": shown(near)]).english
    }
    return names.isEmpty ? "" : list(choice(names)).english
  }

  /// The one of `names` that takes the fewest changes, when they are few for its length.
  static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= 60 else { return nil }
    var best: (name: String, changes: Int)?
    for candidate in names {
      let letters = Array(candidate.lowercased().utf8)
      let changes = distance(wanted, letters)
      let allowed = max(1, min(wanted.count, letters.count) / 3)
      if changes <= allowed, changes < best?.changes ?? .max { best = (candidate, changes) }
    }
    return best?.name
  }

  /// How many letters must be put in, taken out, changed, or swapped with their neighbour.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      for j in right.indices {
        let change = left[i] == right[j] ? 0 : 1
        var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + change)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, before[j - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
