/// Something to say to a person, before it is known in which language.
///
/// A phrase is a literal with `{name}` places and what stands in them. It is kept and compared as
/// a value, and put into words at the edge: ``english`` for commands and scripts, `Language.say`
/// for the screen.
public struct Phrase: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// Not ours to translate.
    case verbatim(String)
    /// English that was stored; a language may know its phrases again.
    case recorded(String)
    case text(String)
    case plural(one: String, other: String, count: Int)
    /// Names in a row: `a, b and c`.
    case list([Phrase])
    /// Names to choose from: `a, b or c`.
    case choice([Phrase])
    /// Whole sentences, one after the other.
    case sentences([Phrase])
  }

  var content: Content
  var places: [Place] = []

  /// A `{name}` place and what stands in it.
  struct Place: Hashable, Sendable {
    var name: String
    var value: PlaceValue
  }

  /// A literal, with what stands in its `{name}` places.
  public init(_ literal: Literal, _ places: KeyValuePairs<String, any Sayable> = [:]) {
    content = .text(literal.text)
    if !places.isEmpty { self.places = Self.places(places) }
  }

  /// Words that are the same in every language: a name, a number, another's text. They are shown as
  /// they are; cleaning what comes from outside is up to the view.
  public static func verbatim(_ text: String) -> Phrase { Phrase(content: .verbatim(text)) }

  /// What was put into English when it was stored, or comes in English from below: said in the
  /// language as far as it is made of known phrases, else as it is.
  public static func recorded(_ english: String) -> Phrase { Phrase(content: .recorded(english)) }

  init(content: Content, places: [Place] = []) {
    self.content = content
    self.places = places
  }

  /// One literal for a count of one and another for all else; `{count}` is the count, unless the
  /// places give it in another form.
  public static func plural(
    _ one: Literal, _ other: Literal, _ count: Int,
    _ places: KeyValuePairs<String, any Sayable> = [:]
  ) -> Phrase {
    Phrase(
      content: .plural(one: one.text, other: other.text, count: count),
      places: self.places(places))
  }

  /// `a`, `a and b`, `a, b and c`; nothing for no names.
  public static func list(_ names: [Phrase]) -> Phrase { Phrase(content: .list(names)) }

  /// `a`, `a or b`, `a, b or c`; nothing for no names.
  public static func choice(_ names: [Phrase]) -> Phrase { Phrase(content: .choice(names)) }

  /// Whole sentences, one after the other, with a blank between them where the language has one.
  public static func sentences(_ sentences: [Phrase]) -> Phrase {
    sentences.count == 1 ? sentences[0] : Phrase(content: .sentences(sentences))
  }

  /// The phrase in English.
  public var english: String { Language.english.say(self) }

  /// Whether there is nothing to say.
  public var isEmpty: Bool {
    switch content {
    case .verbatim(let text), .recorded(let text), .text(let text): text.isEmpty
    case .plural: false
    case .list(let parts), .choice(let parts), .sentences(let parts): parts.allSatisfy(\.isEmpty)
    }
  }

  static func places(_ places: KeyValuePairs<String, any Sayable>) -> [Place] {
    places.map { Place(name: $0.key, value: $0.value.placeValue) }
  }
}

/// What can stand in a `{name}` place of a phrase.
public protocol Sayable: Sendable {
  /// The value as a phrase keeps it.
  var placeValue: PlaceValue { get }
}

/// What stands in a `{name}` place: a text that is the same in every language, or a phrase.
public enum PlaceValue: Hashable, Sendable {
  /// The same in every language.
  case text(String)
  /// Said in the language of the phrase around it.
  case phrase(Phrase)
}

extension String: Sayable {
  /// The text itself.
  public var placeValue: PlaceValue { .text(self) }
}

extension Int: Sayable {
  /// Plain digits.
  public var placeValue: PlaceValue { .text("\(self)") }
}

extension Int64: Sayable {
  /// Plain digits.
  public var placeValue: PlaceValue { .text("\(self)") }
}

extension Phrase: Sayable {
  /// The phrase itself.
  public var placeValue: PlaceValue { .phrase(self) }
}

extension Phrase: CustomStringConvertible {
  /// The phrase in English: what a text that it is put into by mistake would show.
  public var description: String { english }
}
