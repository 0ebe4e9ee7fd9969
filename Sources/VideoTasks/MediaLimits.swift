/// What a model takes as media: one row of the media table.
///
/// A MB is 1,048,576 bytes here; the pages do not say which they mean.
public struct MediaLimits: Hashable, Sendable {
  /// The kinds that a local file may be, as `data:` in the request; empty where only the server
  /// fetches media.
  public var takesFiles: [MediaKind]
  /// Whether `asset://` ids are taken.
  public var takesAssets: Bool
  /// Formats of an image, in lower case.
  public var imageFormats: [String]
  /// Pixels of each side of an image.
  public var imageSide: ClosedRange<Int>
  /// Width divided by height.
  public var imageShape: ClosedRange<Double>
  /// Whether the ends of the two ranges of an image are refused themselves.
  public var imageEndsRefused: Bool
  /// An image is smaller than this many bytes.
  public var imageBytesBelow: Int64
  /// Formats of a video.
  public var videoFormats: [String]
  /// Seconds of each video.
  public var videoSeconds: ClosedRange<Double>
  /// Seconds of all videos together, at most.
  public var videoSecondsTogether: Double
  /// Bytes of a video, at most.
  public var videoBytes: Int64
  /// Frames a second of a video.
  public var videoRate: ClosedRange<Double>
  /// Pixels of a picture of a video: what 480p and 720p come to, with room for odd shapes.
  public var videoPixels: ClosedRange<Int>
  /// Formats of a sound.
  public var voiceFormats: [String]
  /// Seconds of each sound.
  public var voiceSeconds: ClosedRange<Double>
  /// Seconds of all sounds together, at most.
  public var voiceSecondsTogether: Double
  /// Bytes of a sound, at most.
  public var voiceBytes: Int64
  /// Bytes of the whole body of a request, at most.
  public var bodyBytes: Int64
  /// Limits that the API itself does not state, inferred from its siblings: media beyond them are
  /// warned about, and never refused.
  public var warnsOnly: Set<RuleName>

  /// The formats of a kind, in lower case.
  public func formats(of kind: MediaKind) -> [String] {
    switch kind {
    case .image: imageFormats
    case .video: videoFormats
    case .audio: voiceFormats
    }
  }
}
