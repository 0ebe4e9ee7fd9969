/// What the text of a filter says.
public struct FilterReading: Hashable, Sendable {
  /// The terms that are right; what is broken is left out, so that the rest goes on filtering.
  public var filter: TaskFilter
  /// What is wrong, in the order of the text.
  public var problems: [FilterProblem]
}

extension TaskFilter {
  /// Reads what a user has typed; never fails, and takes O(length) time.
  ///
  /// - Parameter isBeingTyped: whether a word at the end of the text that is the beginning of a key
  ///   is left out as unfinished: a list must not become empty on the way to `status:`.
  public static func read(_ text: String, isBeingTyped: Bool = false) -> FilterReading {
    var parser = FilterParser(isBeingTyped: isBeingTyped)
    // What is broken is bounded too.
    let most = TaskFilter.mostTerms * 2
    for token in FilterLexer.tokens(text, atMost: most) { parser.take(token) }
    return FilterReading(
      filter: TaskFilter(parser.terms),
      problems: inCharacters(parser.problems, of: text))
  }

  /// Problems with the characters that hold their scalars. O(length).
  private static func inCharacters(
    _ problems: [FilterProblem], of text: String
  ) -> [FilterProblem] {
    guard !problems.isEmpty else { return [] }
    // Where each character begins, and where the last one ends.
    var starts = [0]
    for character in text {
      starts.append((starts.last ?? 0) + character.unicodeScalars.count)
    }
    func characters(before scalar: Int) -> Int {
      var (low, high) = (0, starts.count)
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < scalar { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return problems.map { problem in
      var problem = problem
      let (lower, upper) = (problem.range.lowerBound, problem.range.upperBound)
      let start = characters(before: lower + 1) - 1
      problem.range = start..<max(start, characters(before: upper))
      return problem
    }
  }
}

/// Makes terms of tokens, and problems of what is no term.
struct FilterParser {
  var isBeingTyped: Bool
  var terms: [TaskFilter.Term] = []
  var problems: [FilterProblem] = []
  /// Alternatives so far, words included.
  private var items = 0

  init(isBeingTyped: Bool) { self.isBeingTyped = isBeingTyped }

  mutating func take(_ token: FilterLexer.Token) {
    guard items < TaskFilter.mostTerms else {
      if problems.last?.kind != .tooMany { problems.append(FilterProblem(.tooMany, token.range)) }
      return
    }
    if !token.isClosed {
      problems.append(FilterProblem(.openQuote, token.range, isUnfinished: true))
    }
    guard let key = token.key else { return takeWord(token) }
    guard let known = FilterKey(rawValue: key.text.lowercased()) else {
      let nearest = Nearest.name(key.text, among: FilterKey.allCases.map(\.rawValue))
      problems.append(
        FilterProblem(
          .unknownKey(key.text, nearest: nearest.flatMap(FilterKey.init)),
          token.range))
      return
    }
    takeTerm(known, token)
  }

  private mutating func takeWord(_ token: FilterLexer.Token) {
    guard !token.value.isEmpty else {
      if !token.isQuoted {
        problems.append(
          FilterProblem(.nothingNegated, token.range, isUnfinished: token.isLast))
      }
      return
    }
    let word = token.value.lowercased()
    if isBeingTyped, token.isLast, !token.isQuoted,
      FilterKey.allCases.contains(where: { $0.rawValue.hasPrefix(word) })
    {
      problems.append(
        FilterProblem(.mayBecomeKey(token.value), token.range, isUnfinished: true))
      return
    }
    add(.word(token.value), token)
  }

  private mutating func add(_ test: FilterTest, _ token: FilterLexer.Token, items: Int = 1) {
    terms.append(TaskFilter.Term(test, isNegated: token.isNegated))
    self.items += items
  }

  // MARK: Terms

  /// One alternative of a value, and where it stands.
  private struct Item {
    var text: String
    var range: Range<Int>
    /// Whether it ends where a user may be typing.
    var isLast: Bool
  }

  private mutating func takeTerm(_ key: FilterKey, _ token: FilterLexer.Token) {
    var items = items(of: token)
    if items.isEmpty {
      problems.append(
        FilterProblem(.missingValue(key), token.range, isUnfinished: token.isLast))
      return
    }
    let room = TaskFilter.mostTerms - self.items
    if items.count > room {
      problems.append(FilterProblem(.tooMany, token.range))
      items = Array(items.prefix(room))
    }
    if let test = test(key, items, token) { add(test, token, items: items.count) }
  }

  private func items(of token: FilterLexer.Token) -> [Item] {
    let parts = token.value.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "，" }
    var items: [Item] = []
    var place = token.valueRange.lowerBound
    for (index, part) in parts.enumerated() {
      let length = part.unicodeScalars.count
      // Escapes make a quoted value shorter than its text, so that all of it is named.
      let range = token.isQuoted ? token.valueRange : place..<place + length
      place += length + 1
      guard !part.isEmpty else { continue }
      let isLast = token.isLast && index == parts.count - 1
      items.append(Item(text: String(part), range: range, isLast: isLast))
    }
    return items
  }

  private mutating func test(
    _ key: FilterKey, _ items: [Item], _ token: FilterLexer.Token
  ) -> FilterTest? {
    switch key {
    case .status: named(key, items).map(FilterTest.status)
    case .download: named(key, items).map(FilterTest.download)
    case .has: named(key, items).map(FilterTest.has)
    case .model: .model(unique(items.map(\.text)))
    case .profile: .profile(unique(items.map(\.text)))
    case .after: time(key, items, token).map(FilterTest.after)
    case .before: time(key, items, token).map(FilterTest.before)
    case .cost: each(key, items) { MoneyTest($0) }.map(FilterTest.cost)
    case .ratio: ratios(items)
    case .resolution: resolutions(items)
    case .duration: each(key, items) { Self.seconds($0) }.map(FilterTest.duration)
    case .id: each(key, items) { Self.whole($0) }.map(FilterTest.id)
    case .retry: retry(items, token)
    }
  }

  /// The values of one of the enumerations.
  private mutating func named<Value: RawRepresentable & CaseIterable & Hashable>(
    _ key: FilterKey, _ items: [Item]
  ) -> [Value]? where Value.RawValue == String {
    each(key, items, known: Value.allCases.map(\.rawValue)) {
      Value(rawValue: $0.lowercased())
    }
  }

  /// The alternatives that can be read, each once; nil when there is none.
  private mutating func each<Value: Hashable>(
    _ key: FilterKey, _ items: [Item], known: [String] = [], _ read: (String) -> Value?
  ) -> [Value]? {
    var values: [Value] = []
    for item in items {
      if let value = read(item.text) {
        if !values.contains(value) { values.append(value) }
      } else {
        refuse(key, item, known: known)
      }
    }
    return values.isEmpty ? nil : values
  }

  private mutating func refuse(_ key: FilterKey, _ item: Item, known: [String]) {
    let typed = item.text.lowercased()
    let isBeginning =
      known.contains { $0.hasPrefix(typed) }
      || typed.unicodeScalars.allSatisfy { $0.isPartOfNumber }
    problems.append(
      FilterProblem(
        .unknownValue(key, item.text, nearest: nearest(typed, known)), item.range,
        isUnfinished: item.isLast && isBeginning))
  }

  private func nearest(_ typed: String, _ known: [String]) -> String? {
    let begun = known.filter { $0.hasPrefix(typed) }
    return begun.count == 1 ? begun[0] : Nearest.name(typed, among: known)
  }

  private func unique(_ texts: [String]) -> [String] {
    var found: [String] = []
    for text in texts where !found.contains(text) { found.append(text) }
    return found
  }

  // MARK: Values

  private mutating func time(
    _ key: FilterKey, _ items: [Item], _ token: FilterLexer.Token
  ) -> FilterTime? {
    guard items.count == 1, let time = FilterTime(items[0].text) else {
      let item = Item(text: token.value, range: token.valueRange, isLast: token.isLast)
      refuse(key, item, known: FilterTime.knownWords)
      return nil
    }
    return time
  }

  private mutating func ratios(_ items: [Item]) -> FilterTest? {
    let known = Ratio.allCases.map(\.rawValue)
    return each(.ratio, items, known: known) { text -> String? in
      let ratio = String(text.lowercased().map { "x×/：".contains($0) ? ":" : $0 })
      if ratio == Ratio.adaptive.rawValue { return ratio }
      let sides = ratio.split(separator: ":", omittingEmptySubsequences: false)
      return sides.count == 2 && sides.allSatisfy({ NumberTest.number($0) != nil }) ? ratio : nil
    }.map(FilterTest.ratio)
  }

  private mutating func resolutions(_ items: [Item]) -> FilterTest? {
    let known = Resolution.allCases.map(\.rawValue)
    return each(.resolution, items, known: known) { text -> String? in
      let tier = text.lowercased()
      return known.contains(tier) ? tier : known.first { $0 == tier + "p" }
    }.map(FilterTest.resolution)
  }

  private mutating func retry(_ items: [Item], _ token: FilterLexer.Token) -> FilterTest? {
    switch items.map({ $0.text.lowercased() }) {
    case ["yes"]: return .has([.retry])
    case ["no"]:
      add(.has([.retry]), flipped(token))
      return nil
    default:
      return each(.retry, items, known: ["yes", "no"]) { Self.whole($0) }.map(FilterTest.retry)
    }
  }

  private func flipped(_ token: FilterLexer.Token) -> FilterLexer.Token {
    var token = token
    token.isNegated.toggle()
    return token
  }

  private static func seconds(_ text: String) -> NumberTest? {
    NumberTest(text.last == "s" || text.last == "S" ? text.dropLast() : text[...])
  }

  private static func whole(_ text: String) -> NumberTest? {
    guard !text.contains("."), let test = NumberTest(text) else { return nil }
    return test
  }
}

extension Unicode.Scalar {
  /// Whether it may stand in a number, a date or a comparison.
  fileprivate var isPartOfNumber: Bool {
    ("0"..."9").contains(self) || ".:<>=-≤≥＜＞$¥￥€".unicodeScalars.contains(self)
  }
}
