/// What a user types to see some of the tasks: words, and terms such as `status:failed` or
/// `cost:>1`. All of them must hold.
///
/// A filter knows no clock and no catalogue, so that a saved one means the same tomorrow:
/// ``condition(in:)`` gives it both.
public struct TaskFilter: Hashable, Sendable {
  /// One thing that must hold, or must not.
  public struct Term: Hashable, Sendable {
    /// Whether it must not hold: a `-` stands before it.
    public var isNegated: Bool
    /// What is asked.
    public var test: FilterTest

    /// Makes a term.
    public init(_ test: FilterTest, isNegated: Bool = false) {
      self.test = test
      self.isNegated = isNegated
    }
  }

  /// The terms, in the order in which they were typed.
  public var terms: [Term]

  /// Makes a filter.
  public init(_ terms: [Term] = []) { self.terms = terms }

  /// Whether every task passes.
  public var isEmpty: Bool { terms.isEmpty }

  /// The text that reads as this filter, the same for the same terms.
  public var canonical: String {
    terms.map { ($0.isNegated ? "-" : "") + $0.test.canonical }.joined(separator: " ")
  }

  /// How many terms, and how many alternatives in all of them, a filter can have.
  public static let mostTerms = 100
}

/// What one term of a filter asks of a task. Alternatives, parted by commas, are as good as each
/// other.
public enum FilterTest: Hashable, Sendable {
  /// The words occur in the prompt, model, profile, state, remote id or error code, or are the
  /// task's number. Letters of ASCII match in either case.
  case word(String)
  /// It has one of these states.
  case status([TaskStatus])
  /// The fetching of its video stands so.
  case download([DownloadState])
  /// The id or the title of its model holds one of these.
  case model([String])
  /// Its profile has one of these names, or begins so where no profile has the name.
  case profile([String])
  /// It was made at this moment or later.
  case after(FilterTime)
  /// It was made before this moment.
  case before(FilterTime)
  /// What it costs, or is expected to cost while it may, is known and passes.
  case cost([MoneyTest])
  /// It states one of these ratios, as `16:9`.
  case ratio([String])
  /// It states one of these resolutions, as `720p`.
  case resolution([String])
  /// It states a length in seconds that passes.
  case duration([NumberTest])
  /// Its number passes.
  case id([NumberTest])
  /// The number of the task that it tries again passes.
  case retry([NumberTest])
  /// It has one of these.
  case has([FilterPossession])

  /// What stands before the colon; nil for words.
  public var key: FilterKey? {
    switch self {
    case .word: nil
    case .status: .status
    case .download: .download
    case .model: .model
    case .profile: .profile
    case .after: .after
    case .before: .before
    case .cost: .cost
    case .ratio: .ratio
    case .resolution: .resolution
    case .duration: .duration
    case .id: .id
    case .retry: .retry
    case .has: .has
    }
  }

  /// The text that reads as this test.
  var canonical: String {
    let items: [String] =
      switch self {
      case .word(let text): [text]
      case .status(let states): states.map(\.rawValue)
      case .download(let states): states.map(\.rawValue)
      case .model(let texts), .profile(let texts), .ratio(let texts), .resolution(let texts): texts
      case .after(let time), .before(let time): [time.text]
      case .cost(let tests): tests.map(\.text)
      case .duration(let tests), .id(let tests), .retry(let tests): tests.map(\.text)
      case .has(let things): things.map(\.rawValue)
      }
    guard let key else { return FilterLexer.quotedWord(items[0]) }
    return key.rawValue + ":" + FilterLexer.quotedValue(items.joined(separator: ","))
  }
}

/// What stands before the colon of a term.
public enum FilterKey: String, CaseIterable, Sendable {
  case status, model, profile, after, before, cost, ratio, resolution, duration, id, retry, has
  case download
}

/// What a task may have: the values of `has:`.
public enum FilterPossession: String, CaseIterable, Sendable {
  /// A video on disk.
  case file
  /// An error.
  case error
  /// The last frame as a picture on disk.
  case lastFrame = "lastframe"
  /// A task that it tries again.
  case retry
  /// A cost that is known in money.
  case cost
}
