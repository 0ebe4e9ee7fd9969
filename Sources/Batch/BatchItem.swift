public import VideoTasks

/// One video that a line stands for.
public struct BatchItem: Hashable, Sendable {
  /// The line of the file, from 1.
  public var line: Int
  /// The line's name.
  public var name: String?
  /// Which of the line's videos it is, from 1.
  public var part: Int
  /// How many videos the line stands for.
  public var parts: Int
  /// The profile as it was stated, by the line or for all of them.
  public var profile: String?
  /// The request as it was stated.
  public var request: RequestDraft
  /// What must succeed before it.
  public var after: BatchLine.Predecessor?
  /// By what it is known when the batch is given again.
  public var identity: Identity
  /// What its request is known by: equal for equal requests alone.
  public var fingerprint: String

  /// By what a video of a batch is known: the name of its line, else its request, and which of
  /// several it is.
  public struct Identity: Hashable, Sendable {
    /// The line's name, or the fingerprint of its request; the two cannot be mistaken for each other.
    public var key: String
    /// Which of a named line's videos, or of equal requests in the whole batch, from 1.
    public var place: Int

    /// Makes an identity.
    public init(key: String, place: Int) {
      self.key = key
      self.place = place
    }
  }

  /// The SHA-256 of what was stated: request, profile, and what it comes after.
  ///
  /// What the configuration fills in does not count, so that a change there makes nothing anew.
  static func fingerprint(
    _ request: RequestDraft, profile: String?, after: BatchLine.Predecessor?
  ) -> String {
    var members: [String: JSONValue] = ["request": request.json, "profile": JSONValue(profile)]
    switch after {
    case .line(let name)?: members["after"] = .string(name)
    case .task(let number)?: members["after"] = .integer(number)
    case nil: break
    }
    return SHA256.hexadecimal(JSONValue.object(members).bytes)
  }
}
