/// A request as its author has stated it, which may break rules: what the form, the command line
/// and the store hold.
///
/// A member that is nil or empty was not stated and is not sent. Its JSON is the contract's `request`.
public struct RequestDraft: Hashable, Sendable {
  /// The model's id; nil lets the profile choose.
  public var model: String?
  /// The words of the prompt; empty when there are none.
  public var prompt: String
  /// The ratio as written (`16:9`, `adaptive`).
  public var ratio: String?
  /// The resolution as written (`720p`).
  public var resolution: String?
  /// Seconds, or -1 for the model's own choice.
  public var duration: Int?
  /// Whether the video has sound.
  public var audio: Bool?
  /// The random seed; -1 for a random one.
  public var seed: Int64?
  /// Whether the video carries an "AI generated" mark.
  public var watermark: Bool?
  /// Whether the last frame comes back as a picture too.
  public var returnLastFrame: Bool?
  /// Seconds after which the server gives the task up.
  public var expiresAfter: Int?
  /// The picture the video begins with.
  public var firstFrame: MediaReference?
  /// The picture the video ends with.
  public var lastFrame: MediaReference?
  /// Reference images, in the order in which the prompt counts them.
  public var images: [MediaReference]
  /// Reference videos, in order.
  public var videos: [MediaReference]
  /// Reference sounds, in order.
  public var voices: [MediaReference]

  /// Makes a draft with nothing stated but `prompt`.
  public init(prompt: String = "") {
    self.prompt = prompt
    images = []
    videos = []
    voices = []
  }

  /// Every reference with its role and its place (from 0) among those of the same role.
  public var media: [(role: MediaRole, index: Int, reference: MediaReference)] {
    var all: [(role: MediaRole, index: Int, reference: MediaReference)] = []
    if let firstFrame { all.append((.firstFrame, 0, firstFrame)) }
    if let lastFrame { all.append((.lastFrame, 0, lastFrame)) }
    for (role, list) in [
      (MediaRole.referenceImage, images), (.referenceVideo, videos), (.referenceVoice, voices),
    ] {
      for (index, reference) in list.enumerated() { all.append((role, index, reference)) }
    }
    return all
  }
}

extension RequestDraft: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case model, prompt, ratio, resolution, duration, audio, seed, watermark
    case returnLastFrame = "return_last_frame"
    case expiresAfter = "expires_after"
    case firstFrame = "first_frame"
    case lastFrame = "last_frame"
    case images = "image"
    case videos = "video"
    case voices = "voice"
  }

  /// The names of its members in JSON.
  public static var memberNames: [String] { CodingKeys.allCases.map(\.rawValue) }

  /// Reads a request; every member may be absent.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    prompt = try members.decodeIfPresent(String.self, forKey: .prompt) ?? ""
    model = try members.decodeIfPresent(String.self, forKey: .model)
    ratio = try members.decodeIfPresent(String.self, forKey: .ratio)
    resolution = try members.decodeIfPresent(String.self, forKey: .resolution)
    duration = try members.decodeIfPresent(Int.self, forKey: .duration)
    audio = try members.decodeIfPresent(Bool.self, forKey: .audio)
    seed = try members.decodeIfPresent(Int64.self, forKey: .seed)
    watermark = try members.decodeIfPresent(Bool.self, forKey: .watermark)
    returnLastFrame = try members.decodeIfPresent(Bool.self, forKey: .returnLastFrame)
    expiresAfter = try members.decodeIfPresent(Int.self, forKey: .expiresAfter)
    firstFrame = try members.decodeIfPresent(MediaReference.self, forKey: .firstFrame)
    lastFrame = try members.decodeIfPresent(MediaReference.self, forKey: .lastFrame)
    images = try members.decodeIfPresent([MediaReference].self, forKey: .images) ?? []
    videos = try members.decodeIfPresent([MediaReference].self, forKey: .videos) ?? []
    voices = try members.decodeIfPresent([MediaReference].self, forKey: .voices) ?? []
  }

  /// Writes the prompt and what else was stated.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encodeIfPresent(model, forKey: .model)
    try members.encode(prompt, forKey: .prompt)
    try members.encodeIfPresent(ratio, forKey: .ratio)
    try members.encodeIfPresent(resolution, forKey: .resolution)
    try members.encodeIfPresent(duration, forKey: .duration)
    try members.encodeIfPresent(audio, forKey: .audio)
    try members.encodeIfPresent(seed, forKey: .seed)
    try members.encodeIfPresent(watermark, forKey: .watermark)
    try members.encodeIfPresent(returnLastFrame, forKey: .returnLastFrame)
    try members.encodeIfPresent(expiresAfter, forKey: .expiresAfter)
    try members.encodeIfPresent(firstFrame, forKey: .firstFrame)
    try members.encodeIfPresent(lastFrame, forKey: .lastFrame)
    if !images.isEmpty { try members.encode(images, forKey: .images) }
    if !videos.isEmpty { try members.encode(videos, forKey: .videos) }
    if !voices.isEmpty { try members.encode(voices, forKey: .voices) }
  }
}
