public import Wording

/// What is wrong with one place in the text of a filter.
public struct FilterProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// There is no such key; the nearest one that there is.
    case unknownKey(String, nearest: FilterKey?)
    /// Nothing follows the colon.
    case missingValue(FilterKey)
    /// The key takes no such value; the nearest one that it takes.
    case unknownValue(FilterKey, String, nearest: String?)
    /// A quotation mark is not closed.
    case openQuote
    /// Nothing follows the minus sign.
    case nothingNegated
    /// The word that is being typed may become a key.
    case mayBecomeKey(String)
    /// There are more terms or alternatives than a filter can have.
    case tooMany
  }

  /// What is wrong.
  public var kind: Kind
  /// The characters of the text that are wrong: their places from 0 on.
  public var range: Range<Int>
  /// Whether typing on at the end may make it right.
  public var isUnfinished: Bool

  /// Makes a problem.
  public init(_ kind: Kind, _ range: Range<Int>, isUnfinished: Bool = false) {
    self.kind = kind
    self.range = range
    self.isUnfinished = isUnfinished
  }

  /// What is wrong and how to put it right, in English sentences.
  public var message: String { phrase.english }

  /// What is wrong and how to put it right, in sentences.
  public var phrase: Phrase {
    switch kind {
    case .unknownKey(let key, let nearest):
      return .sentences([
        Phrase("A filter has no key {key}:.", ["key": Words.value(key)]),
        nearest.map { Phrase("Did you mean {key}:?", ["key": $0.rawValue]) }
          ?? Phrase("There are {keys}.", ["keys": FilterKey.listed]),
        Phrase("Quotation marks make it words."),
      ])
    case .missingValue(let key):
      return Phrase(
        "Nothing follows {key}:. It takes {values}.", ["key": key.rawValue, "values": key.takes])
    case .unknownValue(let key, let value, let nearest):
      let sentences = [
        Phrase(
          "{key}: does not take {value}.", ["key": key.rawValue, "value": Words.value(value)]),
        nearest.map { Phrase("Did you mean {term}?", ["term": "\(key.rawValue):\($0)"]) },
        Phrase("It takes {values}.", ["values": key.takes]),
      ]
      return .sentences(sentences.compactMap { $0 })
    case .openQuote:
      return Phrase("A quotation mark is not closed. Put another one behind the words.")
    case .nothingNegated:
      return Phrase("Nothing follows the minus sign. Put what is not wanted right behind it.")
    case .mayBecomeKey(let word):
      return Phrase(
        "{word} may become a key. Type a colon, or go on.", ["word": Words.value(word)])
    case .tooMany:
      return Phrase(
        "A filter takes {count} terms, and this is more. Leave some out.",
        ["count": TaskFilter.mostTerms])
    }
  }
}

extension FilterKey {
  /// All keys with their colons, in a row.
  fileprivate static var listed: String {
    allCases.map { $0.rawValue + ":" }.joined(separator: ", ")
  }

  /// The values that the key takes, where they can be counted; else none.
  public var values: [String] {
    switch self {
    case .status: TaskStatus.allCases.map(\.rawValue)
    case .download: DownloadState.allCases.map(\.rawValue)
    case .has: FilterPossession.allCases.map(\.rawValue)
    case .resolution: Resolution.allCases.map(\.rawValue)
    case .ratio: Ratio.allCases.map(\.rawValue)
    case .after, .before: FilterTime.knownWords
    case .model, .profile, .cost, .duration, .id, .retry: []
    }
  }

  /// What the key takes, in words.
  public var takes: Phrase {
    switch self {
    case .status, .download, .has, .resolution: .verbatim(values.joined(separator: ", "))
    case .model: Phrase("a part of a model's id or title, such as pro")
    case .profile: Phrase("a profile's name, such as x1")
    case .after, .before: Phrase("today, yesterday, monday, 3d, 2h, 14:30 or 2026-11-01")
    case .cost: Phrase("an amount, such as >1, <=0.5 or 1-5usd")
    case .ratio: Phrase("a ratio, such as 16:9")
    case .duration: Phrase("seconds, such as >5 or 4-8")
    case .id: Phrase("numbers of tasks, such as 12, 10-20 or >100")
    case .retry: Phrase("the number of the task that was tried again, yes or no")
    }
  }
}
