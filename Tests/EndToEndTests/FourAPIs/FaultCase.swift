/// Something that goes wrong at a server, and how a task ends all the same.
struct FaultCase: Sendable {
  /// How a task ends: the exit status of the contract, and the state of the task.
  enum End: Sendable {
    /// The video is on disk.
    case done
    /// Nobody knows whether the task was made, and nothing is sent again.
    case unconfirmed
    /// The task has failed, with this code where there is one.
    case failed(String?)

    var exitStatus: Int32 {
      switch self {
      case .done: 0
      case .unconfirmed: 6
      case .failed: 1
      }
    }

    var status: String {
      switch self {
      case .done: "succeeded"
      case .unconfirmed: "unconfirmed"
      case .failed: "failed"
      }
    }
  }

  let number: Int
  let fault: String
  /// Which call it meets; nil where the fault says.
  let call: String?
  let profile: String
  let end: End

  /// The task's prompt, by which its rule finds it.
  var prompt: String { "A fox (\(number)) meets \(fault)" }

  /// Its line of the faults file.
  var line: String {
    let api = profile == "apiyi" ? "ark" : profile
    let call = call.map { "\"call\":\"\($0)\"," } ?? ""
    return "{\"fault\":\"\(fault)\",\"api\":\"\(api)\",\(call)\"prompt\":\"(\(number))\"}"
  }

  /// Whether the create is not even looked at.
  var leavesNoLine: Bool {
    fault == "lost-request" || (fault == "html-200" && call == "create")
  }

  /// The words of the command line, for a small clip.
  var words: [String] {
    let small = ["--prompt", prompt, "--ratio", "9:16", "--duration", "4"]
    let own =
      switch profile {
      case "apiyi": ["--resolution", "480p"]
      case "x1": ["--resolution", "480p", "--first-frame", "https://media.example/a.png"]
      default: [String]()
      }
    return ["submit", "--profile", profile] + small + own
  }
}

extension FaultCase {
  /// The faults file of them all.
  static let lines = all.map(\.line)

  private static let everywhere = ["apiyi", "kyyvideo2", "kyyaipower", "x1"]
  private static let kyy = ["kyyvideo2", "kyyaipower", "x1"]

  static let all: [FaultCase] = table.flatMap { fault, call, profiles, end in
    profiles.map { (fault, call, $0, end) }
  }.enumerated().map { index, row in
    FaultCase(number: index, fault: row.0, call: row.1, profile: row.2, end: row.3)
  }

  private static let table: [(String, String?, [String], End)] = [
    // The answer to a create is lost, or cannot be read.
    ("lost-answer", nil, everywhere, .unconfirmed), ("lost-request", nil, everywhere, .unconfirmed),
    ("html-200", "create", everywhere, .unconfirmed),
    ("empty-answer", "create", everywhere, .unconfirmed),
    ("cut-json", "create", everywhere, .unconfirmed),
    ("server-error-done", nil, everywhere, .unconfirmed),
    // It is refused, in one of the forms that were met.
    ("business-code", "create", kyy, .failed(nil)),
    ("create-error-text", nil, kyy, .failed(nil)),
    ("create-error-message", nil, kyy, .failed(nil)), ("create-failed", nil, kyy, .failed(nil)),
    // It is made, and told in a strange way.
    ("lost-first-bytes", "create", everywhere, .done),
    ("mislabelled-gzip", "create", everywhere, .done),
    // So is what becomes of it.
    ("upper-case-states", nil, everywhere, .done), ("unknown-state", nil, everywhere, .done),
    ("string-tokens", nil, ["apiyi", "kyyvideo2"], .done),
    ("missing-tokens", nil, ["apiyi", "kyyvideo2"], .done),
    ("missing-fields", nil, everywhere, .done), ("done-without-link", nil, everywhere, .done),
    ("lost-first-bytes", "poll", everywhere, .done),
    ("mislabelled-gzip", "poll", everywhere, .done), ("broken-text", "poll", everywhere, .done),
    ("html-200", "poll", everywhere, .done),
    ("poll-401-once", nil, everywhere, .done),
    // It fails, and says so in one of several ways.
    ("error-object", nil, kyy, .failed("InternalServiceError")),
    ("error-string", nil, ["apiyi"], .failed(nil)), ("fail-reason", nil, kyy, .failed(nil)),
    ("hostile-text", nil, everywhere, .failed(nil)),
    // Its video does not come at once.
    ("link-refused", nil, everywhere, .done), ("video-not-ready", nil, everywhere, .done),
    ("cut-download", nil, everywhere, .done),
  ]
}
