public import VideoTasks

/// The `x1` API: Seedance X1. Its server refuses fields that it does not know, so that sound, seed,
/// watermark, last frame and expiry are never in a body.
///
/// Source: the vendor's create page; the path of the create is from public clients of this server,
/// the query and its fields from the vendor's other pages.
public struct X1Dialect: Dialect {
  /// `_official` models sometimes have a second link, which is good when the first is missing.
  private static let fields = TaskFields(
    videoLink: [["video_url"], ["officialMediaUrl"]], tokens: [["totalTokens"]],
    seconds: [["actualDuration"]], made: [["created"]])

  /// Makes the dialect.
  public init() {}

  /// Always `x1`.
  public var api: API { .x1 }

  /// The call that makes a task: stated fields only, keys sorted. Local files are never sent.
  public func create(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia]
  ) -> APICall {
    .posting(Self.body(request), to: "/v1/seedance-x1/videos")
  }

  private static func body(_ request: VideoRequest) -> JSONValue {
    var members: [String: JSONValue] = [
      "model": .string(request.model),
      "content": ContentList(request: request, address: MediaAddress()).json,
    ]
    members["ratio"] = request.ratio.map { .string($0.rawValue) }
    members["resolution"] = request.resolution.map { .string($0.rawValue) }
    members["duration"] = request.duration.map { .integer(Int64($0.wireValue)) }
    return .object(members)
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
