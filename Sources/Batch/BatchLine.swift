public import VideoTasks

/// One line of a batch: what it states, and nothing else.
public struct BatchLine: Hashable, Sendable {
  /// The line of the file, from 1.
  public var number: Int
  /// By what it is known to other lines, and when the batch is given again.
  public var name: String?
  /// The profile by its name.
  public var profile: String?
  /// The request; what is not stated is nil, and the prompt empty.
  public var request = RequestDraft()
  /// Whether it states a prompt, if only an empty one.
  public var hasPrompt = false
  /// The file that holds its prompt.
  public var promptFile: String?
  /// The seeds; empty where none is stated.
  public var seeds: [Int64] = []
  /// How many of each are wanted, 1 or more.
  public var count = 1
  /// What must succeed before it.
  public var after: Predecessor?
  /// Whether the prompt is that of a task that was made, so that braces in it mean nothing.
  public var isLiteral = false

  /// What a line comes after.
  public enum Predecessor: Hashable, Sendable {
    /// Another line, by its name.
    case line(String)
    /// A task of this machine, by its number.
    case task(Int64)
  }

  /// The largest number of videos that one line may stand for.
  public static let mostVideos = 1000

  /// Makes a line that states nothing.
  public init(number: Int) { self.number = number }

  /// The line's request with what it does not state taken from `defaults`.
  public func request(over defaults: RequestDraft) -> RequestDraft {
    var draft = request
    if !hasPrompt && promptFile == nil { draft.prompt = defaults.prompt }
    draft.model = draft.model ?? defaults.model
    draft.ratio = draft.ratio ?? defaults.ratio
    draft.resolution = draft.resolution ?? defaults.resolution
    draft.duration = draft.duration ?? defaults.duration
    draft.audio = draft.audio ?? defaults.audio
    draft.seed = seeds.first ?? draft.seed ?? defaults.seed
    draft.watermark = draft.watermark ?? defaults.watermark
    draft.returnLastFrame = draft.returnLastFrame ?? defaults.returnLastFrame
    draft.expiresAfter = draft.expiresAfter ?? defaults.expiresAfter
    draft.firstFrame = draft.firstFrame ?? defaults.firstFrame
    draft.lastFrame = draft.lastFrame ?? defaults.lastFrame
    if draft.images.isEmpty { draft.images = defaults.images }
    if draft.videos.isEmpty { draft.videos = defaults.videos }
    if draft.voices.isEmpty { draft.voices = defaults.voices }
    return draft
  }
}
