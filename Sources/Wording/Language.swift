/// The language that a person is spoken to in.
///
/// English is what stands in the source, and costs no look-up. Every other language brings its
/// look-ups with it, so that nothing here knows where a catalogue comes from.
public struct Language: Sendable {
  /// The language as gettext names it (`en`, `zh_CN`); two languages of one code are equal.
  public let code: String
  private let catalogue: Catalogue?

  /// How a language finds what an English text is in it; the English text itself where it has none.
  public struct Catalogue: Sendable {
    let text: @Sendable (String) -> String
    let plural: @Sendable (_ one: String, _ other: String, _ count: Int) -> String
    let recorded: @Sendable (_ english: String) -> Phrase

    /// Makes a catalogue of look-ups, which may be called on any thread.
    ///
    /// - Parameter recorded: What phrases English is made of that was stored.
    public init(
      text: @escaping @Sendable (String) -> String,
      plural: @escaping @Sendable (_ one: String, _ other: String, _ count: Int) -> String,
      recorded: @escaping @Sendable (_ english: String) -> Phrase = { .verbatim($0) }
    ) {
      self.text = text
      self.plural = plural
      self.recorded = recorded
    }
  }

  /// The codes of all languages that the program speaks, English first.
  public static let codes = ["en", "zh_CN"]

  /// The language of the source.
  public static let english = Language(code: "en", catalogue: nil)

  private init(code: String, catalogue: Catalogue?) {
    self.code = code
    self.catalogue = catalogue
  }

  /// Makes a language with a catalogue.
  public init(code: String, catalogue: Catalogue) {
    self.init(code: code, catalogue: Optional(catalogue))
  }

  /// Says a literal that has no places. In English this is the literal.
  public func say(_ literal: Literal) -> String { translated(literal.text) }

  /// Says a literal with what stands in its `{name}` places.
  public func say(
    _ literal: Literal, _ places: KeyValuePairs<String, any Sayable>
  ) -> String {
    filled(translated(literal.text), Phrase.places(places))
  }

  /// Says one literal for a count of one and another for all else; `{count}` is the count, unless
  /// the places give it in another form.
  public func plural(
    _ one: Literal, _ other: Literal, _ count: Int,
    _ places: KeyValuePairs<String, any Sayable> = [:]
  ) -> String {
    let template = translated(one.text, other.text, count)
    return filled(template, Phrase.places(places), count: count)
  }

  /// Says a phrase.
  public func say(_ phrase: Phrase) -> String {
    switch phrase.content {
    case .verbatim(let text): return text
    case .recorded(let english): return catalogue.map { say($0.recorded(english)) } ?? english
    case .text(let text):
      return phrase.places.isEmpty
        ? translated(text) : filled(translated(text), phrase.places)
    case .plural(let one, let other, let count):
      return filled(translated(one, other, count), phrase.places, count: count)
    case .list(let names): return list(names.map { say($0) })
    case .choice(let names): return choice(names.map { say($0) })
    case .sentences(let sentences):
      return joined(sentences.filter { !$0.isEmpty }.map { say($0) })
    }
  }

  /// `a`, `a and b`, `a, b and c`.
  public func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return say("{names} and {last}", ["names": row(names.dropLast()), "last": last])
  }

  /// `a`, `a or b`, `a, b or c`.
  public func choice(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return say("{names} or {last}", ["names": row(names.dropLast()), "last": last])
  }

  private func row(_ names: ArraySlice<String>) -> String {
    var row = names.first ?? ""
    for name in names.dropFirst() {
      row = say("{names}, {next}", ["names": row, "next": name])
    }
    return row
  }

  /// One sentence after the other; a full stop that is wide (`。`) needs no blank after it.
  private func joined(_ sentences: [String]) -> String {
    var all = ""
    for next in sentences {
      if all.utf8.last.map({ $0 < 0x80 }) == true { all += " " }
      all += next
    }
    return all
  }

  private func translated(_ text: String) -> String {
    guard let catalogue, !text.isEmpty else { return text }
    return catalogue.text(text)
  }

  private func translated(_ one: String, _ other: String, _ count: Int) -> String {
    guard let catalogue else { return count == 1 ? one : other }
    return catalogue.plural(one, other, count)
  }

  /// Fills the places of a template; a place that nothing stands in stays as it is. O(template).
  private func filled(
    _ template: String, _ places: [Phrase.Place], count: Int? = nil
  ) -> String {
    var template = template
    // By bytes: of the pieces of a text each would be a text again.
    let result = template.withUTF8 { bytes in
      var result: [UInt8] = []
      var rest = bytes[...]
      while let open = rest.firstIndex(of: UInt8(ascii: "{")),
        let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
      {
        result += rest[..<open]
        let name = rest[(open + 1)..<close]
        if let place = places.first(where: { $0.name.utf8.elementsEqual(name) }) {
          result += said(place.value).utf8
        } else if let count, name.elementsEqual("count".utf8) {
          result += String(count).utf8
        } else {
          result += rest[open...close]
        }
        rest = rest[(close + 1)...]
      }
      return result + rest
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func said(_ value: PlaceValue) -> String {
    switch value {
    case .text(let text): text
    case .phrase(let phrase): say(phrase)
    }
  }
}

extension Language: Hashable {
  /// Whether both have the same code.
  public static func == (left: Language, right: Language) -> Bool { left.code == right.code }

  /// Feeds the code to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// Whatever speaks to a person, and knows in which language.
public protocol Speaks {
  /// The language that is spoken.
  var language: Language { get }
}

extension Speaks {
  /// Says a literal that has no places.
  public func say(_ literal: Literal) -> String { language.say(literal) }

  /// Says a literal with what stands in its `{name}` places.
  public func say(
    _ literal: Literal, _ places: KeyValuePairs<String, any Sayable>
  ) -> String {
    language.say(literal, places)
  }

  /// Says a phrase.
  public func say(_ phrase: Phrase) -> String { language.say(phrase) }

  /// Says one literal for a count of one and another for all else.
  public func plural(
    _ one: Literal, _ other: Literal, _ count: Int,
    _ places: KeyValuePairs<String, any Sayable> = [:]
  ) -> String {
    language.plural(one, other, count, places)
  }
}
