/// One reference to an image, a video or a sound: `REF` of the command line.
///
/// Written as one string everywhere: a URL, `asset://ID`, or a local path.
public enum MediaReference: Hashable, Sendable {
  /// A public `http` or `https` address that the server fetches itself.
  case url(String)
  /// The id of something in the vendor's asset library, without the `asset://` before it.
  case asset(String)
  /// A file on this machine, as the user wrote its path.
  case file(String)

  /// Reads a reference as the user wrote it; whatever is neither a URL nor an asset is a path.
  public init(_ text: String) {
    let lowered = text.lowercased()
    if lowered.hasPrefix("asset://") {
      self = .asset(String(text.dropFirst("asset://".count)))
    } else if lowered.hasPrefix("http://") || lowered.hasPrefix("https://") {
      self = .url(text)
    } else {
      self = .file(text)
    }
  }

  /// The reference as the user would write it.
  public var text: String {
    switch self {
    case .url(let address): address
    case .asset(let id): "asset://" + id
    case .file(let path): path
    }
  }

  /// The local path, or nil when the media is elsewhere.
  public var path: String? {
    if case .file(let path) = self { path } else { nil }
  }
}

extension MediaReference: Codable {
  /// Reads the reference from its text.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the reference as its text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// What a media reference is used as in a request.
public enum MediaRole: String, CaseIterable, Codable, Sendable {
  case firstFrame = "first_frame"
  case lastFrame = "last_frame"
  case referenceImage = "image"
  case referenceVideo = "video"
  case referenceVoice = "voice"

  /// The kind of media that the role takes.
  public var kind: MediaKind {
    switch self {
    case .firstFrame, .lastFrame, .referenceImage: .image
    case .referenceVideo: .video
    case .referenceVoice: .audio
    }
  }

  /// The option of `rushes submit` that states it, without the dashes.
  public var option: String {
    switch self {
    case .firstFrame: "first-frame"
    case .lastFrame: "last-frame"
    case .referenceImage: "image"
    case .referenceVideo: "video"
    case .referenceVoice: "voice"
    }
  }
}

/// A kind of media.
public enum MediaKind: String, CaseIterable, Codable, Sendable { case image, video, audio }

/// What probing a piece of media has found; a member is nil when the probe could not tell.
public struct MediaFacts: Hashable, Codable, Sendable {
  /// The kind that was found in the data, whatever the name says.
  public var kind: MediaKind?
  /// The container or image format in lower case: `png`, `jpeg`, `mp4`, `wav`, ….
  public var format: String?
  /// Bytes of the file.
  public var bytes: Int64?
  /// Pixels across.
  public var width: Int?
  /// Pixels down.
  public var height: Int?
  /// Length in seconds.
  public var seconds: Double?
  /// Frames a second.
  public var framesPerSecond: Double?
  /// The video codec in lower case (`h264`, `hevc`), or the sound codec where there is no picture.
  public var codec: String?

  /// Makes a set of facts.
  public init(
    kind: MediaKind? = nil, format: String? = nil, bytes: Int64? = nil, width: Int? = nil,
    height: Int? = nil, seconds: Double? = nil, framesPerSecond: Double? = nil,
    codec: String? = nil
  ) {
    self.kind = kind
    self.format = format
    self.bytes = bytes
    self.width = width
    self.height = height
    self.seconds = seconds
    self.framesPerSecond = framesPerSecond
    self.codec = codec
  }
}

/// Why a piece of local media could not be looked at; the sentence for the user is made by the rules.
public enum MediaProblem: Error, Hashable, Sendable {
  /// There is no such file.
  case missing
  /// The file is there and may not be read; the system's reason.
  case unreadable(String)
  /// The data is not media, or is damaged; what the probe said, cleaned and short.
  case notMedia(String)
  /// The probe took too long.
  case tooSlow
  /// The program that probes is not installed.
  case noProbe
}
