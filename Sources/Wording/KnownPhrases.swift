/// Knows phrases again in English that was stored: which literals it is made of, and what stands in
/// their places.
///
/// What a task has met is stored and logged in English, since commands and JSON are English and
/// another program may read the store. Nothing is kept beside it: the sentences are those that a
/// catalogue has, also in stores of earlier versions. What is not known stays as it is.
public struct KnownPhrases: Sendable {
  private let whole: Set<String>
  private let patterns: [Pattern]
  /// Signs that join other words to a sentence, such as `: {words}` and ` ({words})`.
  private let joints: [Pattern]

  /// A literal with places, cut at them.
  private struct Pattern: Sendable {
    var literal: String
    var names: [Substring]
    /// One more than names: what stands before, between and after them.
    var pieces: [Substring]
    /// Bytes outside of the places.
    var weight: Int

    /// Whether it has too few words of its own to be told from other people's.
    var isShort: Bool { weight < 14 || !pieces.contains { $0.count >= 11 } }

    /// Whether it is nothing but signs around one place.
    var isJoint: Bool {
      names.count == 1 && pieces.first?.isEmpty == false
        && pieces.allSatisfy { !$0.contains { $0.isLetter || $0.isNumber } }
    }
  }

  /// Takes the English texts of a catalogue. O(texts).
  public init(_ literals: some Sequence<String>) {
    var whole: Set<String> = []
    var patterns: [Pattern] = []
    var joints: [Pattern] = []
    for literal in literals where !literal.isEmpty {
      guard let pattern = Self.pattern(literal) else {
        whole.insert(literal)
        continue
      }
      if pattern.isJoint {
        joints.append(pattern)
        continue
      }
      // A pattern of few words would know other people's sentences again, unless only names, which
      // are one word each, may stand in it.
      if !pattern.isShort || (pattern.weight >= 9 && pattern.pieces[0].count >= 5) {
        patterns.append(pattern)
      }
    }
    self.whole = whole
    self.joints = joints
    self.patterns = patterns.sorted { ($1.weight, $0.literal) < ($0.weight, $1.literal) }
  }

  /// The phrases of a text, sentence by sentence; what is not known is verbatim. O(text × literals).
  public func phrase(of text: String) -> Phrase {
    // A path before a message is no part of it.
    if text.hasPrefix("/"), let phrase = told(text) { return phrase }
    if let phrase = one(text) ?? told(text) { return phrase }
    let sentences = Self.sentences(text)
    guard sentences.count > 1 else { return .verbatim(text) }
    var found: [Phrase] = []
    var start = 0
    while start < sentences.count {
      // The longest row of sentences that is one phrase.
      let end = (start + 1...sentences.count).reversed().first {
        one(sentences[start..<$0].joined(separator: " ")) != nil
      }
      if let end, let phrase = one(sentences[start..<end].joined(separator: " ")) {
        found.append(phrase)
        start = end
      } else {
        found.append(.verbatim(sentences[start]))
        start += 1
      }
    }
    return .sentences(found)
  }

  /// A message behind a code or a place, when all of it is known.
  private func told(_ text: String) -> Phrase? {
    guard let (code, rest) = Self.coded(text) else { return nil }
    if let phrase = one(rest) { return .sentences([.verbatim(code), phrase]) }
    let sentences = Self.sentences(rest)
    let known = sentences.compactMap(one)
    return known.count == sentences.count ? .sentences([.verbatim(code)] + known) : nil
  }

  private func one(_ text: String) -> Phrase? {
    if whole.contains(text) { return Phrase(known: text) }
    for pattern in patterns {
      if let values = Self.values(text, pattern),
        !pattern.isShort || values.allSatisfy({ !$0.isEmpty && !$0.contains(" ") })
      {
        return Phrase(
          known: pattern.literal,
          zip(pattern.names, values).map { (String($0), value(String($1), of: $0)) })
      }
    }
    return nil
  }

  /// What stands in a place may be a phrase of its own; one word is a name and no phrase, but for the
  /// state of a task.
  private func value(_ text: String, of name: Substring) -> PlaceValue {
    if name == "status", whole.contains(text) { return .phrase(Phrase(known: text)) }
    guard text.contains(" ") else { return .text(text) }
    for joint in joints {
      if let inner = Self.values(text, joint)?.first {
        let words = PlaceValue.phrase(phrase(of: String(inner)))
        return .phrase(Phrase(known: joint.literal, [(String(joint.names[0]), words)]))
      }
    }
    return .phrase(phrase(of: text))
  }

  private static func pattern(_ literal: String) -> Pattern? {
    var (names, pieces): ([Substring], [Substring]) = ([], [])
    var rest = literal[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(rest[..<open])
      names.append(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
    }
    guard !names.isEmpty else { return nil }
    pieces.append(rest)
    return Pattern(
      literal: literal, names: names, pieces: pieces,
      weight: pieces.reduce(0) { $0 + $1.utf8.count })
  }

  /// What stands in the places of a pattern; nil when the text is none of its. A name that stands
  /// twice must stand for the same.
  private static func values(_ text: String, _ pattern: Pattern) -> [Substring]? {
    guard let first = pattern.pieces.first, let last = pattern.pieces.last,
      text.utf8.count >= pattern.weight, text.hasPrefix(first), text.hasSuffix(last)
    else { return nil }
    var rest = text.dropFirst(first.count)
    var values: [Substring] = []
    for piece in pattern.pieces.dropFirst().dropLast() {
      guard let place = rest.firstRange(of: piece) else { return nil }
      values.append(rest[..<place.lowerBound])
      rest = rest[place.upperBound...]
    }
    guard rest.count >= last.count else { return nil }
    values.append(rest.dropLast(last.count))
    var known: [Substring: Substring] = [:]
    for (name, value) in zip(pattern.names, values) {
      guard known.updateValue(value, forKey: name).map({ $0 == value }) ?? true
      else { return nil }
    }
    return values
  }

  /// A code or a place in front of a message, with its colon, and that message: `Code: `,
  /// `HTTP 500: `, `/path/of a/file.yaml:12: `.
  private static func coded(_ text: String) -> (code: String, rest: String)? {
    guard let end = text.firstRange(of: ": ") else { return nil }
    let code = text[..<end.lowerBound]
    guard !code.contains(" ") || code.wholeMatch(of: /HTTP \d{3}|\/.+/) != nil else { return nil }
    return (text[..<end.lowerBound] + ":", String(text[end.upperBound...]))
  }

  /// The text at its blanks after a full stop or a question mark.
  private static func sentences(_ text: String) -> [String] {
    var all: [String] = []
    var current = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      current += (current.isEmpty ? "" : " ") + word
      guard let end = word.last, end == "." || end == "?" || end == "!" else { continue }
      all.append(current)
      current = ""
    }
    return current.isEmpty ? all : all + [current]
  }
}

extension Phrase {
  /// A phrase whose literal is known to be in the catalogue.
  init(known literal: String, _ places: [(name: String, value: PlaceValue)] = []) {
    self.init(content: .text(literal), places: places.map { Place(name: $0.name, value: $0.value) })
  }
}
