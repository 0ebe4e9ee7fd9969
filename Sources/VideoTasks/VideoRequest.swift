/// A request that keeps every rule of its model, ready for a dialect.
///
/// Only the rules make one, from a draft: see `Rules.check(_:model:facts:)`.
public struct VideoRequest: Hashable, Sendable {
  /// The model's id as the API knows it.
  public var model: String
  /// The prompt; nil when there is none.
  public var prompt: String?
  /// The pictures, clips and sounds it starts from.
  public var media: RequestMedia
  /// The stated ratio.
  public var ratio: Ratio?
  /// The stated resolution.
  public var resolution: Resolution?
  /// The stated length.
  public var duration: ClipDuration?
  /// Whether sound was asked for or refused; nil leaves it to the API's default.
  public var audio: Bool?
  /// The stated seed; -1 is random.
  public var seed: Int64?
  /// The stated watermark.
  public var watermark: Bool?
  /// Whether the last frame is asked for.
  public var returnLastFrame: Bool?
  /// Seconds until the server gives up.
  public var expiresAfter: Int?

  /// Makes a request with nothing stated but a model, a prompt and media.
  public init(model: String, prompt: String?, media: RequestMedia) {
    self.model = model
    self.prompt = prompt
    self.media = media
  }
}

/// The media of a request: frames and references cannot be mixed.
public enum RequestMedia: Hashable, Sendable {
  /// Words only.
  case none
  /// The video begins with this picture.
  case firstFrame(MediaReference)
  /// The video begins with one picture and ends with the other.
  case firstAndLastFrame(first: MediaReference, last: MediaReference)
  /// Images, videos and sounds to be used freely; images or videos are never both empty.
  case references(images: [MediaReference], videos: [MediaReference], voices: [MediaReference])

  /// Which mode of generation this is.
  public var mode: GenerationMode {
    switch self {
    case .none: .text
    case .firstFrame: .firstFrame
    case .firstAndLastFrame: .firstAndLastFrame
    case .references: .references
    }
  }
}

/// A mode of generation, as the create pages divide them.
public enum GenerationMode: String, CaseIterable, Codable, Sendable {
  case text
  case firstFrame = "first_frame"
  case firstAndLastFrame = "first_and_last_frame"
  case references
}

/// The shape of a video.
public enum Ratio: String, CaseIterable, Codable, Sendable {
  case wide = "16:9"
  case classic = "4:3"
  case square = "1:1"
  case portrait = "3:4"
  case tall = "9:16"
  case cinema = "21:9"
  /// The server fits the shape to the input.
  case adaptive
}

/// The tier of a video's pixel count.
public enum Resolution: String, CaseIterable, Codable, Sendable {
  case p480 = "480p"
  case p720 = "720p"
  case p1080 = "1080p"
}

/// How long a clip is to be.
public enum ClipDuration: Hashable, Sendable {
  /// Whole seconds.
  case seconds(Int)
  /// The model chooses, and bills what it made; -1 on the wire.
  case automatic

  /// The number that the APIs take.
  public var wireValue: Int {
    switch self {
    case .seconds(let count): count
    case .automatic: -1
    }
  }
}
