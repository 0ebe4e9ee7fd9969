public import VideoTasks

/// The `kyyvideo2` API: Seedance 2.0 with a flat body, and no resolution, seed or watermark.
///
/// Source: the vendor's create page; the query and its fields are from the vendor's other pages.
public struct KyyVideo2Dialect: Dialect {
  private static let fields = TaskFields(
    videoLink: [["video_url"]], tokens: [["totalTokens"]],
    seconds: [["actualDuration"]], made: [["created"]])

  /// Makes the dialect.
  public init() {}

  /// Always `kyyvideo2`.
  public var api: API { .kyyvideo2 }

  /// The call that makes a task: stated fields only, keys sorted. Local files are never sent.
  public func create(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia]
  ) -> APICall {
    .posting(Self.body(request), to: "/v1/kyyvideo2/videos")
  }

  private static func body(_ request: VideoRequest) -> JSONValue {
    var members: [String: JSONValue] = ["model": .string(request.model)]
    members["prompt"] = request.prompt.map(JSONValue.string)
    members["aspect_ratio"] = request.ratio.map { .string($0.rawValue) }
    members["duration"] = request.duration.map { .integer(Int64($0.wireValue)) }
    members["generateAudio"] = request.audio.map(JSONValue.bool)
    switch request.media {
    case .none: break
    case .firstFrame(let first): members["first_image"] = address(first)
    case .firstAndLastFrame(let first, let last):
      members["first_image"] = address(first)
      members["last_image"] = address(last)
    case .references(let images, let videos, let voices):
      members["referenceImages"] = addresses(images)
      members["referenceVideos"] = addresses(videos)
      members["referenceAudios"] = addresses(voices)
    }
    return .object(members)
  }

  private static func address(_ reference: MediaReference) -> JSONValue {
    .string(MediaAddress().text(reference))
  }

  /// The list, or nil for an empty one: the page wants at least one image where there is a list.
  private static func addresses(_ references: [MediaReference]) -> JSONValue? {
    references.isEmpty ? nil : .array(references.map(address))
  }

  /// The call that asks about a task.
  public func query(_ remoteID: String) -> APICall { KyyResult.query(remoteID) }

  /// What the answer to a create means: accepted only with an id that can stand in a path.
  public func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    KyyResult.createOutcome(answer)
  }

  /// What the answer to a query means; whatever is not a state is asked again.
  public func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome {
    KyyResult.outcome(answer, fields: Self.fields, now: now)
  }
}
