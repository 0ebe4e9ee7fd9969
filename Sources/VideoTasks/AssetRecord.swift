/// How far the vendor's library has come with a piece of media that was uploaded to it.
public enum AssetStatus: String, CaseIterable, Codable, Sendable {
  /// The server is still looking at it; it cannot be used yet.
  case processing
  /// It can be used as `asset://ID`.
  case active
  /// The server does not take it, or no longer has it; the reason is in the record's error.
  case failed
}

/// A piece of media in the vendor's asset library that was uploaded from this machine.
///
/// Source: the vendor's pages on the asset library of the `kyy*` APIs.
public struct AssetRecord: Hashable, Sendable {
  /// The server's id, without the `asset://` before it.
  public var assetID: String
  /// The name of the profile it was uploaded with.
  public var profile: String
  /// What it is.
  public var kind: MediaKind
  /// The address that the server fetched it from.
  public var url: String
  /// The name that was given to it; nil without one.
  public var name: String?
  /// How far the server has come with it.
  public var status: AssetStatus
  /// When the upload was accepted.
  public var createdAt: Timestamp
  /// When its state changed last.
  public var updatedAt: Timestamp
  /// Why it cannot be used; while it is processing, what went wrong with the latest question.
  public var error: TaskFailure?

  /// Makes the record of an upload that has just been accepted.
  public init(
    assetID: String, profile: String, kind: MediaKind, url: String, name: String? = nil,
    status: AssetStatus = .processing, createdAt: Timestamp
  ) {
    self.assetID = assetID
    self.profile = profile
    self.kind = kind
    self.url = url
    self.name = name
    self.status = status
    self.createdAt = createdAt
    updatedAt = createdAt
  }

  /// How a request refers to it.
  public var reference: MediaReference { .asset(assetID) }

  /// The asset as the commands print it; what does not apply is null, never absent.
  public var json: JSONValue {
    .object([
      "asset_id": .string(assetID), "reference": .string(reference.text),
      "profile": .string(profile), "kind": .string(kind.rawValue), "url": .string(url),
      "name": JSONValue(name), "status": .string(status.rawValue),
      "created_at": .string(createdAt.rfc3339), "updated_at": .string(updatedAt.rfc3339),
      "error": error?.json ?? .null,
    ])
  }
}
