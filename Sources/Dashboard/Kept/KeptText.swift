public import VideoTasks

/// What the form keeps for its user: prompts that were used, and texts and requests with names.
public struct KeptText: Hashable, Sendable {
  /// What is kept; each kind has names of its own.
  public enum Kind: Hashable, CaseIterable, Sendable {
    /// Prompts that were sent, the latest first; they have no names.
    case prompts
    /// Pieces of text for prompts.
    case snippets
    /// Whole requests.
    case templates
  }

  /// The name; empty for a prompt.
  public var name: String
  /// The words: those of a prompt or snippet; of a template, its prompt.
  public var text: String
  /// The request of a template.
  public var request: RequestDraft?
  /// The seeds of a template as they were written; nil where the request says it.
  public var seeds: String?
  /// How often a template makes each variant; nil where it does not say.
  public var count: Int?

  /// Makes one.
  public init(
    name: String = "", text: String, request: RequestDraft? = nil, seeds: String? = nil,
    count: Int? = nil
  ) {
    self.name = name
    self.text = text
    self.request = request
    self.seeds = seeds
    self.count = count
  }
}
