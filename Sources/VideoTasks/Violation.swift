public import Wording

/// One rule that a request breaks, in the user's words.
public struct Violation: Hashable, Sendable {
  /// The option of `rushes submit` that breaks it, without the dashes: a ``RequestField``.
  public var field: String
  /// The rule's name, in kebab-case.
  public var rule: String
  /// What is wrong, naming the value.
  public var problem: Phrase
  /// What to do about it.
  public var remedy: Phrase

  /// What is wrong, in English: for commands and JSON.
  public var message: String { problem.english }
  /// What to do about it, in English: for commands and JSON.
  public var fix: String { remedy.english }

  /// Makes a violation of a rule.
  public init(field: RequestField, rule: RuleName, message: Phrase, fix: Phrase) {
    self.init(field: field, rule: rule.rawValue, message: message, fix: fix)
  }

  /// Makes a violation of something that is no rule of requests.
  public init(field: RequestField, rule: String, message: Phrase, fix: Phrase) {
    self.field = field.rawValue
    self.rule = rule
    problem = message
    remedy = fix
  }
}

extension Violation: Codable {
  private enum CodingKeys: CodingKey {
    case field, rule, message, fix
  }

  /// Reads a violation; its words are then the same in every language.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    field = try container.decode(String.self, forKey: .field)
    rule = try container.decode(String.self, forKey: .rule)
    problem = .verbatim(try container.decode(String.self, forKey: .message))
    remedy = .verbatim(try container.decode(String.self, forKey: .fix))
  }

  /// Writes a violation in English.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(field, forKey: .field)
    try container.encode(rule, forKey: .rule)
    try container.encode(message, forKey: .message)
    try container.encode(fix, forKey: .fix)
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
