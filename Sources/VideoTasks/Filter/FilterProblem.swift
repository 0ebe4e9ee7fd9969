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

  /// What is wrong and how to put it right, in sentences.
  public var message: String {
    switch kind {
    case .unknownKey(let key, let nearest):
      let fix =
        nearest.map { "Did you mean \($0.rawValue):?" }
        ?? "There are \(Words.all(FilterKey.allCases.map { $0.rawValue + ":" }))."
      return "A filter has no key \(Words.value(key)):. \(fix) Quotation marks make it words."
    case .missingValue(let key):
      return "Nothing follows \(key.rawValue):. It takes \(key.takes)."
    case .unknownValue(let key, let value, let nearest):
      let hint = nearest.map { "Did you mean \(key.rawValue):\($0)? " } ?? ""
      return "\(key.rawValue): does not take \(Words.value(value)). \(hint)It takes \(key.takes)."
    case .openQuote:
      return "A quotation mark is not closed. Put another one behind the words."
    case .nothingNegated:
      return "Nothing follows the minus sign. Put what is not wanted right behind it."
    case .mayBecomeKey(let word):
      return "\(Words.value(word)) may become a key. Type a colon, or go on."
    case .tooMany:
      return "A filter takes \(TaskFilter.mostTerms) terms, and this is more. Leave some out."
    }
  }
}

extension FilterKey {
  /// What the key takes, in words.
  public var takes: String {
    switch self {
    case .status: Words.either(TaskStatus.allCases.map(\.rawValue))
    case .download: Words.either(DownloadState.allCases.map(\.rawValue))
    case .has: Words.either(FilterPossession.allCases.map(\.rawValue))
    case .model: "a part of a model's id or title, such as pro"
    case .profile: "a profile's name, such as x1"
    case .after, .before: "today, yesterday, monday, 3d, 2h, 14:30 or 2026-11-01"
    case .cost: "an amount, such as >1, <=0.5 or 1-5usd"
    case .ratio: "a ratio, such as 16:9"
    case .resolution: Words.either(Resolution.allCases.map(\.rawValue))
    case .duration: "seconds, such as >5 or 4-8"
    case .id: "numbers of tasks, such as 12, 10-20 or >100"
    case .retry: "the number of the task that was tried again, yes or no"
    }
  }
}
