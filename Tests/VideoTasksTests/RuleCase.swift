import Testing
import VideoTasks

typealias Facts = [MediaReference: Result<MediaFacts, MediaProblem>]

/// One row of a table: a draft, what is known of its media, and the rules that it breaks.
struct RuleCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var draft: RequestDraft
  var model: String
  var facts: Facts
  /// `field rule` of each violation, in order.
  var broken: [String]

  init(
    _ name: String, _ broken: String..., model: String = Models.standard, facts: Facts = [:],
    _ change: (inout RequestDraft) -> Void
  ) {
    testDescription = name
    self.broken = broken
    self.model = model
    self.facts = facts
    draft = RequestDraft(prompt: "A red fox")
    change(&draft)
  }

  /// The result of checking the row's draft against its model.
  func check() throws -> Result<VideoRequest, Violations> {
    Rules.check(draft, model: try #require(ModelCatalogue.ark[model]), facts: facts)
  }
}

enum Models {
  static let standard = "doubao-seedance-2-0-260128"
  static let fast = "doubao-seedance-2-0-fast-260128"
  static let mini = "doubao-seedance-2-0-mini-260615"
  static let long = "doubao-seedance-2-5-260628"
}

extension Result where Failure == Violations {
  /// `field rule` of each violation; empty for a success.
  var rules: [String] {
    if case .failure(let violations) = self {
      violations.list.map { "\($0.field) \($0.rule)" }
    } else {
      []
    }
  }

  /// All violations; empty for a success.
  var violations: [Violation] {
    if case .failure(let violations) = self { violations.list } else { [] }
  }
}

/// `count` different addresses of media.
func addresses(_ count: Int, _ suffix: String = "png") -> [MediaReference] {
  (0..<count).map { .url("https://media.example/\($0).\(suffix)") }
}
