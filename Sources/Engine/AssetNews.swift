public import VideoTasks
internal import Wording

/// Media that is to be uploaded to the vendor's asset library, by its address.
public struct AssetUpload: Hashable, Sendable {
  /// The name of the profile whose library it goes to.
  public var profile: String
  /// What it is.
  public var kind: MediaKind
  /// An `http` or `https` address that the server fetches itself.
  public var url: String
  /// What the library is to call it; nil leaves it out.
  public var name: String?

  /// Makes an upload.
  public init(profile: String, kind: MediaKind, url: String, name: String? = nil) {
    self.profile = profile
    self.kind = kind
    self.url = url
    self.name = name
  }
}

/// Why something that was asked of the library was not done, or may not have been.
public struct AssetTrouble: Error, Hashable, Sendable {
  /// What kind of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// The server has said no.
    case refused
    /// Nothing was done: no connection, or the server is busy.
    case network
    /// It may have been done, and the answer was lost.
    case unknown
    /// The key or the sandbox is missing: nothing was sent.
    case unready
  }

  /// What kind of trouble it is.
  public let kind: Kind
  /// What happened and what to do.
  public let failure: TaskFailure
}

/// What has become of something that was asked of the library.
public enum AssetNews: Hashable, Sendable {
  /// The library has taken an upload, and looks at it.
  case accepted(AssetRecord)
  /// An upload was not taken, or its answer was lost; it is not sent again by itself.
  case notUploaded(AssetUpload, AssetTrouble)
  /// An asset can be used, or it is known that it never can.
  case settled(AssetRecord)
  /// An asset is still looked at after ten minutes.
  case slow(AssetRecord)
  /// An asset is gone from the library, and from here.
  case removed(assetID: String, profile: String)
  /// An asset was not removed.
  case notRemoved(assetID: String, profile: String, AssetTrouble)

  /// Whether it is what was hoped for.
  public var isGood: Bool {
    switch self {
    case .accepted, .removed: true
    case .settled(let asset): asset.status == .active
    case .notUploaded, .slow, .notRemoved: false
    }
  }

  /// It in a sentence or two, with what to do next.
  public var sentence: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .accepted(let asset):
      return Phrase(
        "{profile} has taken the {kind} as {asset} and looks at it; it can be used in a few "
          + "minutes at most.",
        ["profile": asset.profile, "kind": asset.kind.words, "asset": asset.reference.text])
    case .notUploaded(let upload, let trouble):
      return Phrase(
        "The {kind} was not uploaded to {profile}: {reason}",
        [
          "kind": upload.kind.words, "profile": upload.profile,
          "reason": "\(trouble.failure.message) \(trouble.failure.advice)",
        ])
    case .settled(let asset) where asset.status == .active:
      return Phrase(
        "{asset} can be used: {option}", ["asset": asset.reference.text, "option": asset.usage])
    case .settled(let asset):
      let reason = asset.error.map { "\($0.message) \($0.advice)" }
      return Phrase(
        "{asset} cannot be used: {reason}",
        [
          "asset": asset.reference.text,
          "reason": reason ?? Phrase("no reason given").english + " ",
        ])
    case .slow(let asset):
      return Phrase(
        "{asset} is still looked at by {profile} after ten minutes; five are usual. See later: "
          + "rushes asset list", ["asset": asset.reference.text, "profile": asset.profile])
    case .removed(let assetID, let profile):
      return Phrase(
        "{asset} is removed from {profile}.",
        ["asset": "asset://\(assetID)", "profile": profile])
    case .notRemoved(let assetID, _, let trouble):
      return Phrase(
        "{asset} was not removed: {reason}",
        [
          "asset": "asset://\(assetID)",
          "reason": "\(trouble.failure.message) \(trouble.failure.advice)",
        ])
    }
  }
}

extension AssetRecord {
  /// How a request names it on the command line.
  public var usage: String {
    switch kind {
    case .image: "--image \(reference.text) (or --first-frame, --last-frame)"
    case .video: "--video \(reference.text)"
    case .audio: "--voice \(reference.text)"
    }
  }
}
