internal import VideoTasks

/// A broken rule as the contract prints it.
struct ViolationJSON: Encodable {
  let field: String
  let rule: String
  let message: String
  let fix: String

  init(_ violation: Violation) {
    field = violation.field
    rule = violation.rule
    message = violation.message
    fix = violation.fix
  }
}
