/// A text that a user has given a name.
public struct NamedText: Hashable, Sendable {
  /// What is kept by names; each kind has names of its own.
  public enum Kind: String, CaseIterable, Sendable {
    /// The text of a filter.
    case filter
    /// Words for a prompt.
    case snippet
  }

  /// The name: 1 to 200 bytes.
  public var name: String
  /// The text: at most 256 KiB.
  public var text: String

  /// Gives a text a name.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A request that a user has given a name.
public struct RequestTemplate: Hashable, Sendable {
  /// The name: 1 to 200 bytes.
  public var name: String
  /// The request.
  public var request: RequestDraft
  /// The seeds as they were written, such as `100-104`; nil where the request says it.
  public var seeds: String?
  /// How often each variant is to be made; nil where the template does not say.
  public var count: Int?

  /// Gives a request a name.
  public init(name: String, request: RequestDraft, seeds: String? = nil, count: Int? = nil) {
    self.name = name
    self.request = request
    self.seeds = seeds
    self.count = count
  }
}
