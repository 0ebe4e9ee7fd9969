/// One rule that a request breaks, in the user's words.
public struct Violation: Codable, Hashable, Sendable {
  /// The option of `rushes submit` that breaks it, without the dashes: a ``RequestField``.
  public var field: String
  /// The rule's name, in kebab-case.
  public var rule: String
  /// What is wrong, naming the value.
  public var message: String
  /// What to do about it.
  public var fix: String

  /// Makes a violation of a rule.
  public init(field: RequestField, rule: RuleName, message: String, fix: String) {
    self.init(field: field, rule: rule.rawValue, message: message, fix: fix)
  }

  /// Makes a violation of something that is no rule of requests.
  public init(field: RequestField, rule: String, message: String, fix: String) {
    self.field = field.rawValue
    self.rule = rule
    self.message = message
    self.fix = fix
  }
}

/// All rules that a request breaks, in the form's field order; never empty when thrown.
public struct Violations: Error, Hashable, Sendable {
  /// The violations, in the form's field order.
  public var list: [Violation]

  /// Collects violations.
  public init(list: [Violation]) { self.list = list }

  /// One sentence or more for the user: each violation with its fix and its rule's name, one a line.
  public var message: String {
    list.map { "--\($0.field): \($0.message) \($0.fix) [\($0.rule)]" }.joined(separator: "\n")
  }
}

/// The fields of a request by the names of their options, in the order of the form.
public enum RequestField: String, CaseIterable, Codable, Sendable {
  case profile, model, prompt, ratio, resolution, duration, audio, seed, watermark
  case returnLastFrame = "return-last-frame"
  case expiresAfter = "expires-after"
  case firstFrame = "first-frame"
  case lastFrame = "last-frame"
  case image, video, voice

  /// The field that states media of this role.
  public init(_ role: MediaRole) {
    switch role {
    case .firstFrame: self = .firstFrame
    case .lastFrame: self = .lastFrame
    case .referenceImage: self = .image
    case .referenceVideo: self = .video
    case .referenceVoice: self = .voice
    }
  }

  /// The option as it is typed.
  public var option: String { "--" + rawValue }
}
