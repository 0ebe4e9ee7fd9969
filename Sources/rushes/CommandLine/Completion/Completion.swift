internal import VideoTasks

/// What fits at the end of a command line, told from the table of verbs. Pure, but for what
/// `values` looks up.
struct Completion {
  /// One word that fits, and what it is; the latter may be empty.
  struct Candidate: Hashable {
    var word: String
    var description = ""
  }

  /// What a shell is to offer.
  enum Answer: Hashable {
    case words([Candidate])
    /// Names of files, which the shell knows better.
    case files
    case folders
  }

  /// What is looked up for profiles, models, tasks and assets.
  ///
  /// Its second argument holds the values of options that stand in the line.
  let values: (ValueKind, [String: String]) -> [Candidate]

  /// What fits.
  ///
  /// - Parameter line: the words after the program's name; the last one is the one that is typed.
  func answer(_ line: [String]) -> Answer {
    let current = line.last ?? ""
    guard line.count > 1, let verb = Verb(rawValue: line[0]) else {
      return withoutVerb(line, current)
    }
    let before = Reading(Array(line.dropFirst().dropLast()), verb.options)
    if let option = before.awaiting { return value(option.kind, current, before) }
    if !before.isPastOptions, current.hasPrefix("-") {
      return option(current, verb.options, before)
    }
    guard let kind = verb.operand(after: before.operands) else { return .words([]) }
    return value(kind, current, before)
  }

  private func withoutVerb(_ line: [String], _ current: String) -> Answer {
    let options = OptionSpec.common + OptionSpec.dashboard
    let before = Reading(Array(line.dropLast()), options)
    if let option = before.awaiting { return value(option.kind, current, before) }
    if current.hasPrefix("-") { return option(current, options, before) }
    guard line.count <= 1 else { return .words([]) }
    return fitting(
      Verb.allCases.map { Candidate(word: $0.rawValue, description: $0.summary) }, current)
  }

  private func option(_ current: String, _ options: [OptionSpec], _ before: Reading) -> Answer {
    if let sign = current.firstIndex(of: "="), current.hasPrefix("--") {
      let name = current[..<sign].dropFirst(2)
      guard let option = options.first(where: { $0.name == name && $0.value != nil }) else {
        return .words([])
      }
      let begun = String(current[current.index(after: sign)...])
      guard case .words(let words) = value(option.kind, begun, before) else { return .files }
      return .words(
        words.map { Candidate(word: "--\(name)=\($0.word)", description: $0.description) })
    }
    let left = options.filter { !$0.isHidden && ($0.repeats || before.values[$0.name] == nil) }
    return fitting(left.map { Candidate(word: "--" + $0.name, description: $0.help) }, current)
  }

  private func value(_ kind: ValueKind, _ current: String, _ before: Reading) -> Answer {
    switch kind {
    case .text: return .words([])
    case .file: return .files
    case .folder: return .folders
    case .words(let words): return fitting(words.map { Candidate(word: $0) }, current)
    case .profile, .model, .asset: return fitting(values(kind, before.values), current)
    case .task:
      let known = values(kind, before.values)
      return fitting(known.filter { !before.operands.contains($0.word) }, current)
    }
  }

  private func fitting(_ all: [Candidate], _ current: String) -> Answer {
    .words(all.filter { $0.word.hasPrefix(current) })
  }
}

extension Completion {
  /// A command line as far as it stands, read without judging it.
  struct Reading {
    /// The option whose value comes next.
    private(set) var awaiting: OptionSpec?
    private(set) var operands: [String] = []
    /// The values of options, empty for those that take none.
    private(set) var values: [String: String] = [:]
    /// Whether `--` has ended the options.
    private(set) var isPastOptions = false

    init(_ words: [String], _ options: [OptionSpec]) {
      for word in words {
        if let option = awaiting {
          values[option.name] = word
          awaiting = nil
        } else if isPastOptions || !word.hasPrefix("--") {
          operands.append(word)
        } else if word == "--" {
          isPastOptions = true
        } else {
          let parts = word.dropFirst(2).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          let name = String(parts.first ?? "")
          values[name] = parts.count > 1 ? String(parts[1]) : ""
          guard parts.count == 1 else { continue }
          awaiting = options.first { $0.name == name && $0.value != nil }
        }
      }
    }
  }
}
