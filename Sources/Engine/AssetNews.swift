public import VideoTasks

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
  public var sentence: String {
    switch self {
    case .accepted(let asset):
      return "\(asset.profile) has taken the \(asset.kind.rawValue) as \(asset.reference.text) and "
        + "looks at it; it can be used in a few minutes at most."
    case .notUploaded(let upload, let trouble):
      return "The \(upload.kind.rawValue) was not uploaded to \(upload.profile): "
        + "\(trouble.failure.message) \(trouble.failure.advice)"
    case .settled(let asset) where asset.status == .active:
      return "\(asset.reference.text) can be used: \(asset.usage)"
    case .settled(let asset):
      return "\(asset.reference.text) cannot be used: \(asset.error?.message ?? "no reason given") "
        + (asset.error?.advice ?? "")
    case .slow(let asset):
      return "\(asset.reference.text) is still looked at by \(asset.profile) after ten minutes; "
        + "five are usual. See later: rushes asset list"
    case .removed(let assetID, let profile): return "asset://\(assetID) is removed from \(profile)."
    case .notRemoved(let assetID, _, let trouble):
      return "asset://\(assetID) was not removed: \(trouble.failure.message) "
        + trouble.failure.advice
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
