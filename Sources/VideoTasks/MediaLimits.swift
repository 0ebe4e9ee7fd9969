/// What an API takes as media: one row of the media table.
///
/// A MB is 1,048,576 bytes here; the pages do not say which they mean.
struct MediaLimits {
  /// Formats of an image, in lower case.
  var imageFormats: [String]
  /// Pixels of each side of an image.
  var imageSide: ClosedRange<Int>
  /// Width divided by height.
  var imageShape: ClosedRange<Double>
  /// An image is smaller than this many bytes.
  var imageBytesBelow: Int64
  /// Formats of a sound.
  var voiceFormats: [String]
  /// Seconds of each sound.
  var voiceSeconds: ClosedRange<Double>
  /// Seconds of all sounds together, at most.
  var voiceSecondsTogether: Double
  /// Bytes of a sound, at most.
  var voiceBytes: Int64
  /// Formats of a video.
  var videoFormats: [String]
  /// Seconds of each video.
  var videoSeconds: ClosedRange<Double>
  /// Seconds of all videos together, at most.
  var videoSecondsTogether: Double
  /// Bytes of a video, at most.
  var videoBytes: Int64
  /// Frames a second of a video.
  var videoRate: ClosedRange<Double>
  /// Pixels of a picture of a video: what 480p and 720p come to, with room for odd shapes.
  var videoPixels: ClosedRange<Int>
  /// Bytes of the whole body of a request, at most.
  var bodyBytes: Int64

  private static let megabyte: Int64 = 1_048_576

  /// The limits of `ark`. Source: the vendor's create page and media table; the seconds of all
  /// videos together are the server's own cut, 0.2 s above the stated 15.
  static let ark = MediaLimits(
    imageFormats: ["jpeg", "png", "webp", "bmp", "tiff", "gif", "heic", "heif"],
    imageSide: 300...6000, imageShape: 0.4...2.5, imageBytesBelow: 30 * megabyte,
    voiceFormats: ["wav", "mp3"], voiceSeconds: 2...15, voiceSecondsTogether: 15,
    voiceBytes: 15 * megabyte,
    videoFormats: ["mp4", "mov"], videoSeconds: 2...15.2, videoSecondsTogether: 15.2,
    videoBytes: 50 * megabyte, videoRate: 24...60, videoPixels: 300_000...1_000_000,
    bodyBytes: 64 * megabyte)

  /// The formats that a role takes.
  func formats(of kind: MediaKind) -> [String] {
    switch kind {
    case .image: imageFormats
    case .video: videoFormats
    case .audio: voiceFormats
    }
  }
}
