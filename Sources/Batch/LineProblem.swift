public import VideoTasks

/// What is wrong with a line of a batch, in the form of a broken rule.
public struct LineProblem: Error, Hashable, Sendable {
  /// The line of the file, from 1; where a text has line breaks, the one on which the line begins.
  public var line: Int
  /// The character of the line, from 1; nil where no place in it is meant.
  public var column: Int?
  /// The column or member, by the name of its option; nil where the line as a whole is meant.
  public var field: String?
  /// The rule's name, in kebab-case.
  public var rule: String
  /// What is wrong, naming the value.
  public var message: String
  /// What to do about it.
  public var fix: String

  /// Makes a problem of a rule that only lines can break.
  public init(
    line: Int, column: Int? = nil, field: BatchField? = nil, rule: BatchRule, message: String,
    fix: String
  ) {
    self.line = line
    self.column = column
    self.field = field?.rawValue
    self.rule = rule.rawValue
    self.message = message
    self.fix = fix
  }

  /// Makes a problem of a rule that the request of a line breaks.
  public init(line: Int, _ violation: Violation) {
    self.line = line
    field = violation.field
    rule = violation.rule
    message = violation.message
    fix = violation.fix
  }

  /// The member of `violations` in the contract's JSON, with the column of the line beside it.
  public var json: JSONValue {
    .object([
      "field": JSONValue(field), "rule": .string(rule), "message": .string(message),
      "fix": .string(fix), "column": JSONValue(column.map(Int64.init)),
    ])
  }
}

/// The names of the rules that only lines of a batch can break; added to and never changed.
public enum BatchRule: String, CaseIterable, Sendable {
  // The form of the file.
  case encoding
  case lineSize = "line-size"
  case fileSize = "file-size"
  case jsonForm = "json-form"
  case csvForm = "csv-form"
  case cellCount = "cell-count"
  case unknownField = "unknown-field"
  case fieldTwice = "field-twice"
  case valueForm = "value-form"
  case promptFile = "prompt-file"

  // What lines are to each other.
  case nameForm = "name-form"
  case nameTaken = "name-taken"
  case afterUnknown = "after-unknown"
  case afterSeveral = "after-several"
  case afterCycle = "after-cycle"
  case afterLeftOut = "after-left-out"
  case noLastFrame = "no-last-frame"
  case lineCount = "line-count"

  // What they are to those made before, and to the world.
  case requestChanged = "request-changed"
  case profileChoice = "profile-choice"
  case key
  case priceUnknown = "price-unknown"
  case currencyMixed = "currency-mixed"
}
