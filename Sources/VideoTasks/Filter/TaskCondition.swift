internal import FoundationEssentials

/// What a filter needs to know of the world to mean something.
public struct FilterContext: Sendable {
  /// The present moment.
  public var now: Timestamp
  /// The calendar in which days are counted.
  public var days: LocalDays
  /// The titles of models by their ids.
  public var titles: [String: String]
  /// The names of profiles: one that is named whole is meant alone.
  public var profiles: [String]

  /// Makes a context; without titles and profiles those that are built in count.
  public init(
    now: Timestamp, days: LocalDays, titles: [String: String] = ModelCatalogue.builtInTitles,
    profiles: [String] = Profile.builtIn.map(\.name)
  ) {
    self.now = now
    self.days = days
    self.titles = titles
    self.profiles = profiles
  }
}

extension ModelCatalogue {
  /// The titles of all built-in models by their ids.
  public static let builtInTitles: [String: String] = Dictionary(
    API.allCases.flatMap { builtIn(for: $0).models }.map { ($0.id, $0.title) },
    uniquingKeysWith: { first, _ in first })
}

/// A filter at one moment: what is asked of each task, with moments and models named outright.
public struct TaskCondition: Hashable, Sendable {
  /// One thing that must hold, or must not.
  public struct Part: Hashable, Sendable {
    /// Whether it must not hold.
    public var isNegated: Bool
    /// What is asked.
    public var check: Check

    /// Makes a part.
    public init(_ check: Check, isNegated: Bool = false) {
      self.check = check
      self.isNegated = isNegated
    }
  }

  /// What one part asks; several values are as good as each other.
  public enum Check: Hashable, Sendable {
    /// The word occurs in the texts of the task, is its number, or its model is one of these.
    case word(String, models: Set<String>)
    case status(Set<TaskStatus>)
    case download(Set<DownloadState>)
    /// The model's id holds one of the words, or is one of the ids.
    case model([String], ids: Set<String>)
    /// The profile is one of the names, or begins with one of the others.
    case profile(names: Set<String>, beginnings: [String])
    case createdSince(Timestamp)
    case createdBefore(Timestamp)
    case cost([MoneyTest])
    /// Small letters.
    case ratio([String])
    /// Small letters.
    case resolution([String])
    case duration([NumberTest])
    case id([NumberTest])
    case retry([NumberTest])
    case has([FilterPossession])
  }

  /// The parts; all of them must hold.
  public var parts: [Part]

  /// Makes a condition.
  public init(_ parts: [Part] = []) { self.parts = parts }
}

extension TaskFilter {
  /// What the filter means at a moment, with the models and profiles that there are.
  public func condition(in context: FilterContext) -> TaskCondition {
    TaskCondition(
      terms.map { term in
        TaskCondition.Part(term.test.check(in: context), isNegated: term.isNegated)
      })
  }
}

extension FilterTest {
  fileprivate func check(in context: FilterContext) -> TaskCondition.Check {
    switch self {
    case .word(let word): .word(word, models: Self.models([word], context))
    case .status(let states): .status(Set(states))
    case .download(let states): .download(Set(states))
    case .model(let words): .model(words, ids: Self.models(words, context))
    case .profile(let names): Self.profiles(names, context)
    case .after(let time): .createdSince(time.moment(now: context.now, in: context.days))
    case .before(let time): .createdBefore(time.moment(now: context.now, in: context.days))
    case .cost(let tests): .cost(tests)
    case .ratio(let ratios): .ratio(ratios)
    case .resolution(let tiers): .resolution(tiers)
    case .duration(let tests): .duration(tests)
    case .id(let tests): .id(tests)
    case .retry(let tests): .retry(tests)
    case .has(let things): .has(things)
    }
  }

  private static func models(_ words: [String], _ context: FilterContext) -> Set<String> {
    Set(
      context.titles.filter { _, title in
        words.contains { WordMatch.text(title, holds: $0) }
      }.keys)
  }

  private static func profiles(
    _ names: [String], _ context: FilterContext
  ) -> TaskCondition.Check {
    var whole: Set<String> = []
    var beginnings: [String] = []
    for name in names {
      let wanted = WordMatch.small(name)
      let known = context.profiles.filter { WordMatch.small($0) == wanted }
      if known.isEmpty { beginnings.append(name) } else { whole.formUnion(known) }
    }
    return .profile(names: whole, beginnings: beginnings)
  }
}

extension TaskCondition {
  /// Whether a task passes: the same as what the store finds.
  public func matches(_ task: TaskRecord) -> Bool {
    parts.allSatisfy { $0.check.matches(task) != $0.isNegated }
  }
}

extension TaskCondition.Check {
  func matches(_ task: TaskRecord) -> Bool {
    switch self {
    case .word(let word, let models):
      return Int64(word) == task.id.rawValue || models.contains(task.model)
        || Self.texts(task).contains { WordMatch.text($0, holds: word) }
    case .status(let states): return states.contains(task.status)
    case .download(let states): return states.contains(task.download)
    case .model(let words, let ids):
      return ids.contains(task.model) || words.contains { WordMatch.text(task.model, holds: $0) }
    case .profile(let names, let beginnings):
      return names.contains(task.profile)
        || beginnings.contains { WordMatch.text(task.profile, beginsWith: $0) }
    case .createdSince(let moment): return task.createdAt >= moment
    case .createdBefore(let moment): return task.createdAt < moment
    case .cost(let tests): return Self.passes(tests, task.shownCost)
    case .ratio(let ratios): return Self.isOne(of: ratios, task.request.ratio)
    case .resolution(let tiers): return Self.isOne(of: tiers, task.request.resolution)
    case .duration(let tests):
      guard let seconds = task.request.duration, seconds >= 0 else { return false }
      return tests.contains { $0.passes(Double(seconds)) }
    case .id(let tests): return tests.contains { $0.passes(Double(task.id.rawValue)) }
    case .retry(let tests):
      guard let id = task.retryOf?.rawValue else { return false }
      return tests.contains { $0.passes(Double(id)) }
    case .has(let things): return things.contains { Self.has($0, task) }
    }
  }

  private static func texts(_ task: TaskRecord) -> [String] {
    [task.request.prompt, task.model, task.profile, task.status.rawValue]
      + [task.remoteID, task.error?.code].compactMap { $0 }
  }

  private static func isOne(of wanted: [String], _ value: String?) -> Bool {
    value.map { wanted.contains(WordMatch.small($0)) } ?? false
  }

  private static func passes(_ tests: [MoneyTest], _ cost: Cost?) -> Bool {
    guard let cost, let amount = cost.amount, let value = Double("\(amount)") else { return false }
    return tests.contains { test in
      (test.currency == nil || test.currency == cost.currency) && test.number.passes(value)
    }
  }

  private static func has(_ thing: FilterPossession, _ task: TaskRecord) -> Bool {
    switch thing {
    case .file: task.file != nil
    case .error: task.error != nil
    case .lastFrame: task.lastFrameFile != nil
    case .retry: task.retryOf != nil
    case .cost: task.shownCost?.amount != nil
    }
  }
}

extension TaskRecord {
  /// What it cost; else, while a video may still come of it, what it is expected to cost.
  public var shownCost: Cost? {
    cost ?? (status.mayStillCost || status == .waiting ? estimate : nil)
  }
}

extension TaskSummary {
  /// What it cost; else, while a video may still come of it, what it is expected to cost.
  public var shownCost: Cost? {
    cost ?? (status.mayStillCost || status == .waiting ? estimate : nil)
  }
}

/// Words in texts, letters of ASCII in either case and all other bytes as they are: the same as the
/// store's `has_word`.
enum WordMatch {
  static func small(_ text: String) -> String {
    String(decoding: text.utf8.map(folded), as: UTF8.self)
  }

  static func text(_ text: String, beginsWith word: String) -> Bool {
    text.utf8.lazy.map(folded).starts(with: word.utf8.lazy.map(folded))
  }

  /// O(text × word).
  static func text(_ text: String, holds word: String) -> Bool {
    let text = text.utf8.map(folded)
    let word = word.utf8.map(folded)
    guard word.count <= text.count else { return false }
    return (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
