internal import VideoTasks

/// One thing that `doctor` has looked at.
struct Check: Hashable, Sendable {
  enum Result: Hashable, Sendable {
    case ok
    /// Nothing is wrong, but it is good to know.
    case note
    /// It must be mended; the exit status for it.
    case problem(ExitStatus)
  }

  /// What was looked at, in a word or two.
  let name: String
  let result: Result
  /// What was found.
  let message: String
  /// What to do; empty where nothing is to be done.
  let advice: String

  init(_ name: String, _ result: Result, _ message: String, advice: String = "") {
    self.name = name
    self.result = result
    self.message = message
    self.advice = advice
  }

  /// The word in front of the line, and in JSON.
  var word: String {
    switch result {
    case .ok: "ok"
    case .note: "note"
    case .problem: "problem"
    }
  }

  /// The exit status of several checks: this machine, then the configuration, then the network.
  static func status(_ checks: [Check]) -> ExitStatus {
    let problems = checks.compactMap { check in
      if case .problem(let status) = check.result { status } else { nil }
    }
    return [.machine, .configuration, .network].first(where: problems.contains) ?? .done
  }

  var json: JSONValue {
    .object([
      "name": .string(name), "status": .string(word), "message": .string(message),
      "advice": .string(advice),
    ])
  }
}
